"""Writing quantities as source: the object path's interpreter of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.evidence._recorder import ABSENT_FIRST, ABSENT_LAST
from relkit.measures import (
    Constant,
    Count,
    Days,
    Difference,
    First,
    Flag,
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
from relkit.measures._periods import AllPeriods, AnyPeriods, NotPeriod

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relkit.evidence._source import Source
    from relkit.measures import Day, Layout, PeriodCondition, Quantity

__all__ = ["QuantityWriter"]

_FEW = 4
_UNKNOWN = "Only what relkit.measures declares is compiled, not {}."


def _pairs(counts: Mapping[object, int] | None) -> int:
    number = _tallied(counts)
    return (number * number - number) >> 1


def _pairs_alike(counts: Mapping[object, int] | None) -> int:
    return sum((number * number - number) >> 1 for number in counts.values()) if counts else 0


def _tallied(counts: Mapping[object, int] | None) -> int:
    return sum(counts.values()) if counts else 0


def _distinct(counts: Mapping[object, int] | None) -> int:
    return len(counts) if counts else 0


def _recurring(counts: Mapping[object, int] | None) -> int:
    return sum(number for number in counts.values() if number > 1) if counts else 0


_READS: dict[str, Callable[[Mapping[object, int] | None], int]] = {
    "distinct": _distinct,
    "pairs": _pairs,
    "pairs_alike": _pairs_alike,
    "recurring": _recurring,
    "tallied": _tallied,
}


def _spread(bits: int, count: int) -> int:
    """Set the ``count`` bits after each set bit, in a logarithmic number of steps."""
    spread, reach = bits << 1, 1
    while reach < count:
        step = min(reach, count - reach)
        spread |= spread << step
        reach += step
    return spread


class QuantityWriter:
    """Writes expressions over the locals ``m0, m1, …`` that hold a layout's values.

    What the business keeps and its setting are settled while writing. Looks back and
    counted periods are worked out once each, in numbered locals.
    """

    def __init__(
        self, source: Source, layout: Layout, keeps: frozenset[str], setting: str | None
    ) -> None:
        """Write into ``source`` for businesses that keep these records."""
        self.source = source
        self.layout = layout
        self.keeps = keeps
        self.setting = setting
        self.known: dict[object, str] = {}

    def write(self, node: Quantity) -> str:  # noqa: PLR0911 - one for each sort of quantity
        """Write a quantity as an expression."""
        match node:
            case Constant(number):
                return f"({number:d})"
            case Sum(left, right):
                return f"({self.write(left)} + {self.write(right)})"
            case Difference(left, right):
                return f"({self.write(left)} - {self.write(right)})"
            case Product(left, right):
                return f"({self.write(left)} * {self.write(right)})"
            case Least(parts):
                return self.call(min, parts)
            case Greatest(parts):
                return self.call(max, parts)
            case IfKept(names, inner):
                kept = any(name in self.keeps for name in names)
                return self.write(inner) if kept else "(0)"
            case InSetting(setting):
                return "(1)" if setting == self.setting else "(0)"
            case _:
                return self.measured(node)

    def call(self, function: Callable[..., int], parts: tuple[Quantity, ...]) -> str:
        """Write a call of a builtin over some quantities."""
        written = ", ".join(self.write(part) for part in parts)
        return f"{self.source.constant(function)}({written})"

    def measured(self, node: Quantity) -> str:
        """Write what is read from one measure, or from flags and days."""
        match node:
            case Count() | Total() | Most():
                return f"m{self.layout.position(node)}"
            case TallyRead(read, tally):
                function = self.source.constant(_READS[read])
                return self.once(node, f"{function}(m{self.layout.position(tally)})")
            case Periods(condition):
                return self.once(node, f"({self.condition(condition)}).bit_count()")
            case Days(since, until):
                return self.days(self.day(since), self.day(until), until)
            case _:
                raise DeclarationError(_UNKNOWN.format(shown(node)))

    def days(self, start: str, end: str, until: Day) -> str:
        """Write the days between two ordinals, 0 where either is absent."""
        present = f"{start} != {ABSENT_LAST}"
        if isinstance(until, First):
            present = f"{present} and {end} != {ABSENT_FIRST}"
        return f"({self.source.constant(max)}(0, {end} - {start}) if {present} else 0)"

    def day(self, node: Day) -> str:
        """Write a day as an ordinal; absent days are sentinels beyond the calendar."""
        match node:
            case First() | Last():
                return f"m{self.layout.position(node)}"
            case Later(left, right):
                return f"{self.source.constant(max)}({self.day(left)}, {self.day(right)})"
            case _:
                return "clock"

    def condition(self, node: PeriodCondition) -> str:
        """Write a condition on periods as an expression over bits."""
        match node:
            case Flag():
                return f"m{self.layout.position(node)}"
            case NotPeriod(part):
                return f"~({self.condition(part)})"
            case AllPeriods(parts):
                return " & ".join(f"({self.condition(part)})" for part in parts)
            case AnyPeriods(parts):
                return " | ".join(f"({self.condition(part)})" for part in parts)
            case Recent(condition, count):
                return self.once(node, self.spread(condition, count))
            case _:
                raise DeclarationError(_UNKNOWN.format(shown(node)))

    def spread(self, condition: PeriodCondition, count: int) -> str:
        """Write the periods that look back at a condition."""
        inner = f"({self.condition(condition)})"
        if count > _FEW:
            return f"{self.source.constant(_spread)}({inner}, {count:d})"
        return " | ".join(f"{inner} << {step}" for step in range(1, count + 1))

    def once(self, node: object, expression: str) -> str:
        """Work an expression out once, in a local of its own."""
        if node not in self.known:
            local = f"t{len(self.known)}"
            self.source.line(1, f"{local} = {expression}")
            self.known[node] = local
        return self.known[node]
