"""Sharing out whole minor units: equal parts, and weighted parts by the largest remainder.

The method is Hamilton's: each part gets the whole steps of its exact share, and the steps
that are left go, one each, to the parts with the largest remainders. It is the method
with the quota law (no part is a whole step away from its exact share). It is *not*
monotone in the total, the Alabama paradox: 10 by 6:6:2 gives 4, 4, 2, and 11 gives 5, 5, 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from math import lcm
from typing import TYPE_CHECKING, Final, cast

from relkit._words import listed, shown
from relkit.errors import InvalidCountError, InvalidRatiosError, InvalidValueError
from relkit.money._exact import exact_ratio

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

__all__ = [
    "MAX_PARTS",
    "allocate_units",
    "check_remainder",
    "check_step",
    "exact_weights",
    "part_count",
    "split_units",
]

MAX_PARTS: Final = 1_000_000
_LONGEST_DENOMINATOR: Final = 10_000  # bits


def allocate_units(total: int, weights: Sequence[int], step: int, *, last: bool) -> list[int]:
    """Share out ``total`` by checked whole weights; ties go to the earlier part, or the later.

    The rest of the total below a step goes, in one piece, to the part that is next in line,
    so that the sum is exact, all parts but one are multiples of the step, and the laws
    (quota, zero weight, larger weight never less) hold with the step as the unit.

    >>> allocate_units(102, [1, 1, 1], 5, last=False)
    [35, 35, 32]
    """
    size = abs(total)
    per_step = sum(weights) * step
    parts: list[int] = []
    rests: list[int] = []
    for weight in weights:
        steps, rest = divmod(size * weight, per_step)
        parts.append(steps * step)
        rests.append(rest)
    left = size - sum(parts)
    if left:
        places = range(len(parts))
        order = sorted(places[::-1] if last else places, key=rests.__getitem__, reverse=True)
        steps, rest = divmod(left, step)
        for place in order[:steps]:
            parts[place] += step
        # More parts have a remainder than whole steps are left, so the next one has it too.
        parts[order[steps]] += rest
    return parts if total >= 0 else [-part for part in parts]


def split_units(total: int, count: int, step: int, *, last: bool) -> list[int]:
    """Share out ``total`` in equal parts: ``allocate_units`` with equal weights, but quicker.

    >>> split_units(-100, 3, 1, last=True)
    [-33, -33, -34]
    """
    sign = -1 if total < 0 else 1
    steps, rest = divmod(abs(total), step)
    each, extra = divmod(steps, count)
    low, high = sign * each * step, sign * (each + 1) * step
    parts = [high] * extra + [low] * (count - extra)
    parts[extra] += sign * rest
    return parts[::-1] if last else parts


def exact_weights(weights: Iterable[int | Decimal | Fraction]) -> list[int]:
    """Turn weights into whole ones in the same proportion; refuse what shares nothing out."""
    ratios = _weight_ratios(_given_weights(weights))
    common = 1
    for _, denominator in ratios:
        common = lcm(common, denominator)
        if common.bit_length() > _LONGEST_DENOMINATOR:
            msg = "The weights have no common denominator of a sane size; round them first."
            raise InvalidRatiosError(msg)
    whole = [numerator * (common // denominator) for numerator, denominator in ratios]
    if min(whole) < 0:
        place = next(place for place, weight in enumerate(whole) if weight < 0)
        msg = f"Weight {place} is negative; weights are 0 or more, and at least one is more."
        raise InvalidRatiosError(msg)
    if not any(whole):
        msg = f"All {len(whole)} weights are zero, so they share nothing out; give one above 0."
        raise InvalidRatiosError(msg)
    return whole


def _given_weights(weights: object) -> list[object]:
    """List the weights, which have an order and an end."""
    if not _is_ordered(weights):
        msg = f"Weights are a sequence of numbers such as [50, 30, 20], not {shown(weights)}."
        raise InvalidRatiosError(msg)
    given = list(islice(cast("Iterable[object]", weights), MAX_PARTS + 1))
    if not given:
        msg = "There are no weights; give one for each part, such as [50, 30, 20]."
        raise InvalidRatiosError(msg)
    if len(given) > MAX_PARTS:
        msg = f"There are too many weights; at most {MAX_PARTS:,} are allowed."
        raise InvalidRatiosError(msg)
    return given


def _is_ordered(weights: object) -> bool:
    unordered = isinstance(weights, (str, bytes, Mapping, AbstractSet))
    return isinstance(weights, Iterable) and not unordered


def _weight_ratios(given: list[object]) -> list[tuple[int, int]]:
    return [
        (weight, 1)
        if type(weight) is int
        else exact_ratio(weight, f"Weight {place}:", InvalidRatiosError)
        for place, weight in enumerate(given)
    ]


def part_count(count: object) -> int:
    """Let a number of parts pass."""
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MAX_PARTS:
        msg = f"The number of parts is a whole number from 1 to {MAX_PARTS:,}, not {shown(count)}."
        raise InvalidCountError(msg)
    return count


def check_step(step: object) -> int:
    """Let a step in minor units pass."""
    if isinstance(step, bool) or not isinstance(step, int) or step < 1:
        msg = f"A step is a whole number of minor units, 1 or more (5 for CHF), not {shown(step)}."
        raise InvalidValueError(msg)
    return step


def check_remainder(remainder: object, allowed: tuple[str, ...]) -> bool:
    """Tell whether odd units go to the later part (the second of the ``allowed`` words)."""
    if remainder not in allowed:
        words = listed(map(repr, allowed))
        raise InvalidValueError(f"The remainder goes {words}, not {shown(remainder)}.")
    return remainder == allowed[1]
