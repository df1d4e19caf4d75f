"""`Evidence`: the mergeable, integer-exact summary of a relationship's events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from relkit._words import mend, shown
from relkit.errors import EvidenceMismatchError, ForeignPartyError, UnknownNameError
from relkit.evidence._state import (
    ABSENT_FIRST,
    ABSENT_LAST,
    PERIODS_MOST,
    empty_value,
    too_long,
)
from relkit.measures import First, Flag, Last, Layout, Most, Tally
from relkit.typing import PartyId

if TYPE_CHECKING:
    from collections.abc import Callable

    from relkit.business import Business
    from relkit.measures import Measure

__all__ = ["Evidence"]

_Tallied: TypeAlias = "Mapping[object, int] | None"
_Value: TypeAlias = "int | _Tallied"


@attrs.frozen(kw_only=True)
class Evidence:
    """What is left of a relationship's events: counts, days and one bit per period and flag.

    Evidence merges with ``+``: the evidence of two logs together is the sum of their
    evidence (law E1), whatever the order (E2, E4, E5). Its size is bounded by the periods
    spanned and by the different people and amounts, never by the number of events (E9).
    It does not recognize an event that comes twice; a ``Book`` does.

    Args:
        layout: which measures it holds; two can only merge where it is the same.
        period_days: the length of a period in days.
        base: the first recorded period (``ordinal day // period_days``), None if empty.
        values: one value per measure, in the layout's order.
        stated: what statements add to each trait: ``{name: (pro, con)}``.
        party: whose it is, where that is known.

    >>> from relkit import Business, Purchase
    >>> from relkit.evidence import fold
    >>> from relkit.measures import Layout, count, event
    >>> layout = Layout([count("purchases", event("purchase"))])
    >>> one = fold([Purchase(on=date(2025, 1, 7))], layout=layout, business=Business("shop"))
    >>> (one + one)["purchases"]
    2
    """

    layout: Layout
    period_days: int
    base: int | None = None
    values: tuple[_Value, ...] = attrs.field(hash=False)
    stated: Mapping[str, tuple[int, int]] = attrs.field(
        factory=dict[str, tuple[int, int]], hash=False
    )
    party: PartyId | None = None

    @classmethod
    def empty(cls, layout: Layout, business: Business) -> Evidence:
        """Give the evidence of no events: the identity of ``+`` (law E3)."""
        values = tuple(empty_value(measure) for measure in layout.measures)
        return cls(layout=layout, period_days=business.period_days, values=values)

    def __add__(self, other: Evidence) -> Evidence:
        """Merge; raises where the two measure different things or name two parties."""
        if not isinstance(other, Evidence):
            return NotImplemented
        self._check(other)
        base, left, right = _aligned(self.base, other.base)
        values = tuple(
            _merged(measure, (mine, left), (theirs, right))
            for measure, mine, theirs in zip(
                self.layout.measures, self.values, other.values, strict=True
            )
        )
        return Evidence(
            layout=self.layout,
            period_days=self.period_days,
            base=base,
            values=values,
            stated=_merged_statements(self.stated, other.stated),
            party=other.party if self.party is None else self.party,
        )

    def _check(self, other: Evidence) -> None:
        if self.layout != other.layout or self.period_days != other.period_days:
            msg = (
                "Evidence merges only with evidence of the same measures and periods: "
                f"{len(self.values)} measures in periods of {self.period_days} days, and "
                f"{len(other.values)} in periods of {other.period_days} days, were given."
            )
            raise EvidenceMismatchError(msg)
        if self.party is not None and other.party is not None and self.party != other.party:
            msg = (
                f"Evidence of {shown(self.party)} does not merge with evidence of "
                f"{shown(other.party)}; relkit never mixes parties."
            )
            raise ForeignPartyError(msg)

    def __getitem__(self, name: str) -> object:
        """Read a measure by name, in plain values.

        A flag gives the periods in which it is set, a first or last day a date or None, a
        tally a dict, anything else a whole number. Raises ``UnknownNameError``.
        """
        for measure, value in zip(self.layout.measures, self.values, strict=True):
            if measure.name == name:
                return self._plain(measure, value)
        msg = f"There is no measure {shown(name)}. {mend(name, self.layout.names)}"
        raise UnknownNameError(msg)

    def _plain(self, measure: Measure, value: _Value) -> object:
        if isinstance(measure, Tally):
            return dict(cast("Mapping[object, int]", value or {}))
        if isinstance(measure, Flag) and isinstance(value, int):
            base = self.base or 0
            return tuple(base + i for i in range(value.bit_length()) if value >> i & 1)
        if isinstance(measure, (First, Last)) and isinstance(value, int):
            absent = value in (ABSENT_FIRST, ABSENT_LAST)
            return None if absent else date.fromordinal(value)
        return value

    def to_dict(self) -> dict[str, object]:
        """Give every measure by name, in plain values."""
        return {name: self[name] for name in self.layout.names}


def _aligned(mine: int | None, theirs: int | None) -> tuple[int | None, int, int]:
    """Give the common first period, and by how much each side's flags move."""
    if mine is None or theirs is None:
        return (theirs if mine is None else mine), 0, 0
    base = min(mine, theirs)
    return base, mine - base, theirs - base


def _merged(measure: Measure, mine: tuple[_Value, int], theirs: tuple[_Value, int]) -> _Value:
    (left, by), (right, beside) = mine, theirs
    if isinstance(measure, Tally):
        return _merged_tally(cast("_Tallied", left), cast("_Tallied", right))
    one, other = cast("int", left), cast("int", right)
    if isinstance(measure, Flag):
        return _merged_flag((one, by), (other, beside))
    merge: Callable[[int, int], int] = _MERGES.get(type(measure), int.__add__)
    return merge(one, other)


def _merged_flag(mine: tuple[int, int], theirs: tuple[int, int]) -> int:
    (left, by), (right, beside) = mine, theirs
    longest = max(bits.bit_length() + moved if bits else 0 for bits, moved in (mine, theirs))
    if longest > PERIODS_MOST:
        too_long(longest)
    return left << by | right << beside


_MERGES: dict[type, Callable[[int, int], int]] = {First: min, Last: max, Most: max}


def _merged_tally(mine: _Tallied, theirs: _Tallied) -> _Tallied:
    if not mine or not theirs:
        return mine or theirs
    merged = dict(mine)
    for key, number in theirs.items():
        merged[key] = merged.get(key, 0) + number
    return merged


def _merged_statements(
    mine: Mapping[str, tuple[int, int]], theirs: Mapping[str, tuple[int, int]]
) -> Mapping[str, tuple[int, int]]:
    if not mine or not theirs:
        return mine or theirs
    merged = dict(mine)
    for trait, (pro, con) in theirs.items():
        known_pro, known_con = merged.get(trait, (0, 0))
        merged[trait] = (known_pro + pro, known_con + con)
    return merged
