"""Quantities as expressions over one row for each relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._layers import chosen_by_place, extreme
from relkit.frames._settling import NEVER, settle
from relkit.frames._truths import both, chosen
from relkit.measures import (
    Clock,
    Constant,
    Count,
    Days,
    Difference,
    First,
    Greatest,
    IfKept,
    InSetting,
    Last,
    Later,
    Least,
    Most,
    Periods,
    Product,
    Recent,
    Sum,
    TallyRead,
    Total,
)
from relkit.traits._bounds import bounds, bounds_read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relkit.frames._names import Names
    from relkit.frames._reading import Setups
    from relkit.measures import Day, Measure, PeriodCondition, Quantity

__all__ = ["CLOCK", "Quantities", "check_bits"]

CLOCK: Final = "_clock"
"""The column of the traits' clock."""

_BITS = 2**63
_MANY, _PAIRS, _SUMMED = 10**9, 5 * 10**17, 10**15


class Quantities:
    """Lowers quantities; notes which counted periods and tallies they read."""

    def __init__(self, names: Names, setups: Setups, settled: Mapping[str, int]) -> None:
        """Know the columns of the measures, what is settled, and how the businesses are set up."""
        self.names = names
        self.setups = setups
        self.settled = settled
        self.flags = {f: settled[name] for f, name in names.flags().items() if name in settled}
        self.unset = {f: value for f, value in self.flags.items() if value == 0}
        self.periods: dict[PeriodCondition, str] = {}
        self.reads: dict[TallyRead, str] = {}

    def lower(self, node: Quantity) -> Any:  # noqa: ANN401, PLR0911 - an expression or number; one for each sort
        """Give a quantity as an expression, or as a number where nothing is to be read.

        Raises ``DeclarationError`` for what no expression can say in 64 bits.
        """
        match node:
            case Constant(number):
                return number
            case Sum(left, right):
                return self.lower(left) + self.lower(right)
            case Difference(left, right):
                return self.lower(left) - self.lower(right)
            case Product(left, right):
                return self.lower(left) * self.lower(right)
            case Least(parts):
                return extreme([self.lower(part) for part in parts], least=True)
            case Greatest(parts):
                return extreme([self.lower(part) for part in parts], least=False)
            case IfKept(names, inner):
                kept = self.setups.having(lambda b: any(name in b.keeps for name in names))
                return chosen_by_place(kept, len(self.setups), self.lower(inner)) if kept else 0
            case InSetting(setting):
                places = self.setups.having(lambda b: b.setting == setting)
                return chosen_by_place(places, len(self.setups), 1)
            case _:
                return self._measured(node)

    def _measured(self, node: Quantity) -> Any:  # noqa: ANN401 - as above
        match node:
            case Count() | Total() | Most():
                return self.column(node)
            case TallyRead():
                if self.names.measures[node.tally] in self.settled:
                    return 0
                return nw.col(self.reads.setdefault(node, f"_t{len(self.reads)}"))
            case Periods():
                condition = settle(node.condition, self.unset)
                if not any(isinstance(leaf, Recent) for leaf in condition.leaves()):
                    condition = settle(condition, self.flags)  # it holds where there is a record
                if condition == NEVER:
                    return 0
                return nw.col(self.periods.setdefault(condition, f"_p{len(self.periods)}"))
            case Days(since, until):
                return self._days(since, until)
            case _:
                msg = (
                    f"Only what relkit.measures declares is lowered to data frames, not "
                    f"{shown(node)}."
                )
                raise DeclarationError(msg)

    def column(self, node: Measure) -> Any:  # noqa: ANN401 - as above
        """Give the column of a counter, or the number that it is in every row."""
        found: Any = self.names.counter(node, self.settled)
        return found

    def _days(self, since: Day, until: Day) -> Any:  # noqa: ANN401 - as above
        start, end = self._day(since), self._day(until)
        if isinstance(start, int):  # a day that is settled is absent
            return 0
        forward = (start != ABSENT_LAST) & (end > start)
        if isinstance(until, First):
            forward = both(forward, end != ABSENT_FIRST)
        found = chosen(forward, end - start, 0)
        return found.cast(nw.Int64) if isinstance(found, nw.Expr) else found

    def _day(self, node: Day) -> Any:  # noqa: ANN401 - as above
        match node:
            case First() | Last():
                return self.column(node)
            case Later(left, right):
                return extreme([self._day(left), self._day(right)], least=False)
            case Clock():
                return nw.col(CLOCK)
            case _:
                msg = f"Only what relkit.measures declares is lowered, not {shown(node)}."
                raise DeclarationError(msg)


def check_bits(name: str, quantity: Quantity) -> None:
    """Refuse a quantity of which some step could leave 64 bits, which no engine reports."""
    for step in _steps(quantity):
        low, high = bounds(step, _in_frames)
        if low <= -_BITS or high >= _BITS:
            msg = (
                f"The trait {shown(name)} could leave 64 bits in a data frame; bound what it "
                "multiplies with least(...)."
            )
            raise DeclarationError(msg)


def _steps(node: Quantity) -> Iterator[Quantity]:
    """Give a quantity and every part of it."""
    yield node
    match node:
        case Sum(left, right) | Difference(left, right) | Product(left, right):
            parts: tuple[Quantity, ...] = (left, right)
        case Least(several) | Greatest(several):
            parts = several
        case IfKept(_, inner):
            parts = (inner,)
        case _:
            parts = ()
    for part in parts:
        yield from _steps(part)


def _in_frames(node: Quantity) -> tuple[int, int]:
    """Give the bounds of what is read, for as many rows as a table can have."""
    low, high = bounds_read(node)
    match node:
        case TallyRead("pairs" | "pairs_alike", _):
            most = _PAIRS
        case Count() | TallyRead():
            most = _MANY
        case _:
            most = _SUMMED
    return max(low, -_SUMMED), min(high, most)
