"""Quantities as expressions over one row for each relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._layers import chosen_by_place, extreme
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
    Sum,
    TallyRead,
    Total,
)
from relkit.traits._bounds import bounds, bounds_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relkit.frames._names import Names
    from relkit.frames._reading import Setups
    from relkit.measures import Day, Quantity

__all__ = ["CLOCK", "Quantities", "check_bits"]

CLOCK: Final = "_clock"
"""The column of the traits' clock."""

_BITS = 2**63
_MANY, _PAIRS, _SUMMED = 10**9, 5 * 10**17, 10**15


class Quantities:
    """Lowers quantities; notes which counted periods and tallies they read."""

    def __init__(self, names: Names, setups: Setups) -> None:
        """Know the columns of the measures, and how the businesses are set up."""
        self.names = names
        self.setups = setups
        self.periods: dict[Periods, str] = {}
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
                return nw.col(self.names.measures[node])
            case TallyRead():
                return nw.col(self.reads.setdefault(node, f"_t{len(self.reads)}"))
            case Periods():
                return nw.col(self.periods.setdefault(node, f"_p{len(self.periods)}"))
            case Days(since, until):
                return self._days(since, until)
            case _:
                msg = (
                    f"Only what relkit.measures declares is lowered to data frames, not "
                    f"{shown(node)}."
                )
                raise DeclarationError(msg)

    def _days(self, since: Day, until: Day) -> nw.Expr:
        start, end = self._day(since), self._day(until)
        forward = (start != ABSENT_LAST) & (end > start)
        if isinstance(until, First):
            forward = forward & (end != ABSENT_FIRST)
        found: Any = nw.when(forward).then(end - start).otherwise(nw.lit(0))
        passed: nw.Expr = found.cast(nw.Int64)
        return passed

    def _day(self, node: Day) -> nw.Expr:
        match node:
            case First() | Last():
                return nw.col(self.names.measures[node])
            case Later(left, right):
                found: nw.Expr = extreme([self._day(left), self._day(right)], least=False)
                return found
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
