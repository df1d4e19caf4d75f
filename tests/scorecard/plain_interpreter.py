"""A second interpreter of traits, as plain as can be: sets of periods, dates and fractions.

It reads evidence through its public face only, and shares no code with the compiled one.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from relkit.measures import (
    Clock,
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
    from relkit.business import Business
    from relkit.evidence import Evidence
    from relkit.measures import Day, PeriodCondition, Quantity
    from relkit.traits import Trait

CAP = 10**9


class Plain:
    """Reads quantities from evidence, for a business, at a clock."""

    def __init__(self, evidence: Evidence, business: Business, clock: date) -> None:
        self.known = evidence.to_dict()
        self.stated = evidence.stated
        self.business = business
        self.clock = clock

    def counts(self, trait: Trait) -> tuple[int, int]:
        """Give both counts of a trait: what records tell from 0 up, and what was stated."""
        said = self.stated.get(trait.name, (0, 0))
        sides = zip((trait.pro, trait.con), said, strict=True)
        pro, con = (min(max(0, self.value(side)) + more, CAP) for side, more in sides)
        return pro, con

    def points(self, trait: Trait, weight: int) -> int:
        """Give a trait's points, rounded half away from zero."""
        pro, con = self.counts(trait)
        if pro + con == 0:
            return 0
        exact = Fraction(weight * (pro - con), pro + con + trait.kappa)
        rounded = int(abs(exact) + Fraction(1, 2))
        return rounded if exact >= 0 else -rounded

    def value(self, node: Quantity) -> int:  # noqa: C901, PLR0911 - one case for each sort
        """Give the value of a quantity."""
        match node:
            case Constant(number):
                return number
            case Sum(left, right):
                return self.value(left) + self.value(right)
            case Difference(left, right):
                return self.value(left) - self.value(right)
            case Product(left, right):
                return self.value(left) * self.value(right)
            case Least(parts):
                return min(self.value(part) for part in parts)
            case Greatest(parts):
                return max(self.value(part) for part in parts)
            case IfKept(names, inner):
                kept = any(self.business.does_keep(name) for name in names)
                return self.value(inner) if kept else 0
            case InSetting(setting):
                return int(self.business.setting == setting)
            case Count(name) | Total(name) | Most(name):
                return self.known[name]
            case TallyRead(read, tally):
                return getattr(self, read)(list(self.known[tally.name].values()))
            case Periods(condition):
                return sum(self.holds(condition, period) for period in self.span(condition))
            case Days(since, until):
                start, end = self.day(since), self.day(until)
                return 0 if start is None or end is None else max(0, (end - start).days)
        raise AssertionError(node)

    @staticmethod
    def distinct(numbers: list[int]) -> int:
        """Count the keys."""
        return len(numbers)

    @staticmethod
    def tallied(numbers: list[int]) -> int:
        """Count the records."""
        return sum(numbers)

    @staticmethod
    def recurring(numbers: list[int]) -> int:
        """Count the records whose key is not alone."""
        return sum(number for number in numbers if number > 1)

    @staticmethod
    def pairs(numbers: list[int]) -> int:
        """Count the pairs of records."""
        keys = [key for key, number in enumerate(numbers) for _ in range(number)]
        return sum(1 for i in range(len(keys)) for _ in keys[:i])

    @staticmethod
    def pairs_alike(numbers: list[int]) -> int:
        """Count the pairs of records with one key."""
        keys = [key for key, number in enumerate(numbers) for _ in range(number)]
        return sum(1 for i, key in enumerate(keys) for other in keys[:i] if key == other)

    def day(self, node: Day) -> date | None:
        """Give a day, or None where it is absent."""
        match node:
            case First(name) | Last(name):
                return self.known[name]
            case Clock():
                return self.clock
            case Later(left, right):
                return max(filter(None, map(self.day, (left, right))), default=None)
        raise AssertionError(node)

    def span(self, condition: PeriodCondition) -> range:
        """Give every period in which a condition could hold."""
        flagged = [period for name in flag_names(condition) for period in self.known[name]]
        return range(min(flagged, default=0), max(flagged, default=-1) + reach(condition) + 1)

    def holds(self, condition: PeriodCondition, period: int) -> bool:
        """Tell whether a condition holds in a period."""
        match condition:
            case Flag(name):
                return period in self.known[name]
            case NotPeriod(part):
                return not self.holds(part, period)
            case AllPeriods(parts):
                return all(self.holds(part, period) for part in parts)
            case AnyPeriods(parts):
                return any(self.holds(part, period) for part in parts)
            case Recent(inner, count):
                return any(self.holds(inner, before) for before in range(period - count, period))
        raise AssertionError(condition)


def flag_names(condition: PeriodCondition) -> set[str]:
    """Name every flag that a condition reads, however deep."""
    names: set[str] = set()
    for leaf in condition.leaves():
        names |= {leaf.name} if isinstance(leaf, Flag) else flag_names(leaf.condition)
    return names


def reach(condition: PeriodCondition) -> int:
    """Give how many periods after a flag a condition can still hold."""
    looks = [leaf for leaf in condition.leaves() if isinstance(leaf, Recent)]
    return max((look.count + reach(look.condition) for look in looks), default=0)
