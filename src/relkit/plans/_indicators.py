"""`Indicator`: a measure of success, with what is counted over what (row S57)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal, TypeAlias, cast, get_args

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit._words import mend, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.plans._fields import Check, a_flag, between, check_fields, one_of, optional, part
from relkit.plans._text import joined, plain
from relkit.schedules import Every

__all__ = ["Indicator", "IndicatorUnit", "rated"]

IndicatorUnit: TypeAlias = Literal["share", "ratio", "points", "times", "days", "minor_units"]
"""What an indicator's number is.

``share``: percent, what is counted being part of the whole (0 to 100). ``ratio``: percent, but
it may exceed 100. ``points``: percent, but it may be below zero (-100 to 100). ``times``,
``days``, ``minor_units``: so many of them for each of what it is over.
"""

_QUARTER: Final = Every(months=3)
_HUNDRED = ("share", "ratio", "points")
_INDICATOR: Final[dict[str, Check]] = {
    "name": text,
    "counted": text,
    "over": text,
    "unit": one_of(*get_args(IndicatorUnit)),
    "target": optional(between(-100)),
    "higher_is_better": optional(a_flag),
    "every": part(Every),
    "least_sample": between(1),
    "source": text,
}


@attrs.frozen(kw_only=True)
class Indicator:
    """A measure of success: what is counted over what, how often, and from how many on.

    Args:
        name: such as ``"repeat_purchase_rate"``.
        counted: what is counted, in words.
        over: what it is divided by, in words; the number of these is the sample.
        unit: what the number is; see ``IndicatorUnit``.
        target: the number to reach, or not to exceed, in whole units; None for doing better
            than in the period before.
        higher_is_better: whether a higher number is the better one; None where neither is, and
            then there is no target.
        every: how often it is looked at; each quarter where nobody says [judgment].
        least_sample: how many there must be before it says anything. Below 30 answers a
            share moves by chance alone [judgment].
        source: where it comes from.

    Raises ``InvalidValueError``.

    >>> answered = Indicator(
    ...     name="answered_in_time",
    ...     counted="answers in time",
    ...     over="questions",
    ...     target=90,
    ...     source="the shop's own promise",
    ... )
    >>> print(answered)
    answered in time: answers in time over questions, at least 90 %, every 3 months
    >>> answered.value(57, 60), answered.value(2, 3)
    (Fraction(95, 1), None)
    """

    name: str
    counted: str
    over: str
    unit: IndicatorUnit = "share"
    target: int | None = None
    higher_is_better: bool | None = True
    every: Every = _QUARTER
    least_sample: int = 30
    source: str

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _INDICATOR)
        if self.target is not None and self.higher_is_better is None:
            msg = (
                f"The indicator {shown(self.name)} has the target {self.target}, and neither a "
                "higher nor a lower number is the better one: drop one of the two."
            )
            raise InvalidValueError(msg)

    def value(self, counted: int, over: int) -> Fraction | None:
        """Give the exact number in its unit; None where the sample is below ``least_sample``.

        Raises ``InvalidValueError`` for numbers that cannot be: a part greater than the
        whole, or anything negative but points.
        """
        sample = whole(over, f"What {self.name} is over")
        lowest = -sample if self.unit == "points" else 0
        highest = sample if self.unit in ("share", "points") else None
        number = whole(counted, f"What {self.name} counts", lowest, highest)
        if sample < self.least_sample:
            return None
        return Fraction(number * (100 if self.unit in _HUNDRED else 1), sample)

    def is_met(self, value: Fraction | int | None) -> bool | None:
        """Tell whether a number meets the target; None where there is no number or no target.

        >>> from relkit.plans import INDICATORS
        >>> INDICATORS["overdue_share"].is_met(Fraction(25, 2))
        False
        """
        if value is None or self.target is None:
            return None
        return value >= self.target if self.higher_is_better else value <= self.target

    @override
    def __str__(self) -> str:
        """Give the indicator in words."""
        bound = "at least" if self.higher_is_better else "at most"
        unit = "%" if self.unit in ("share", "ratio") else plain(self.unit)
        target = None if self.target is None else f"{bound} {self.target} {unit}"
        said = joined([f"{self.counted} over {self.over}", target, self.every])
        return f"{plain(self.name)}: {said}"


def rated(
    indicators: Iterable[Indicator], counts: Mapping[str, tuple[int, int]]
) -> dict[str, Fraction | None]:
    """Give the exact number of every indicator that was counted, by name and in their order.

    ``counts`` gives for each name what was counted and over how many: ``{name: (12, 40)}``.
    A number is None where the sample is too small to say anything.

    Raises ``UnknownNameError`` for counts of no indicator, and ``InvalidValueError`` for
    numbers that cannot be.

    >>> from relkit.plans import standard_indicators
    >>> chosen = standard_indicators("repeat_purchase_rate", "referral_rate")
    >>> rated(chosen, {"repeat_purchase_rate": (12, 40), "referral_rate": (1, 9)})
    {'repeat_purchase_rate': Fraction(30, 1), 'referral_rate': None}
    """
    known = {indicator.name: indicator for indicator in indicators}
    for name in counts:
        if name not in known:
            msg = f"There is no indicator {shown(name)} among these. {mend(name, known)}"
            raise UnknownNameError(msg)
    return {
        name: each.value(*_pair(name, counts[name]))
        for name, each in known.items()
        if name in counts
    }


def _pair(name: str, given: object) -> tuple[int, int]:
    pair: object = given
    if isinstance(pair, tuple) and len(cast("tuple[object, ...]", pair)) == 2:  # noqa: PLR2004 - counted, over
        return cast("tuple[int, int]", given)
    msg = f"Counts of {name!r} are a pair (counted, over), not {shown(given)}."
    raise InvalidValueError(msg)
