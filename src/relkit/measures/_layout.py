"""`Layout`: which measures some traits need, in one fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures._conditions import RecordCondition
from relkit.measures._days import Day, Days, First, Last, Later
from relkit.measures._periods import Flag, PeriodCondition, Recent
from relkit.measures._quantities import (
    Count,
    Difference,
    Greatest,
    IfKept,
    Least,
    Most,
    Periods,
    Product,
    Quantity,
    Sum,
    Tally,
    TallyRead,
    Total,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Layout", "Measure", "measures_in"]

Measure: TypeAlias = Count | First | Flag | Last | Most | Tally | Total
"""One mergeable summary of a relationship's records; evidence is a product of them."""

_ORDER: tuple[type[Measure], ...] = (Flag, Count, Total, Most, First, Last, Tally)


def measures_in(node: Quantity | Day | PeriodCondition | Tally) -> Iterator[Measure]:
    """Give every measure that a quantity, a day or a condition reads."""
    if isinstance(node, _ORDER):
        yield node
        return
    for child in _children(node):
        yield from measures_in(child)


def _children(
    node: Quantity | Day | PeriodCondition | Tally,
) -> tuple[Quantity | Day | PeriodCondition | Tally, ...]:
    match node:
        case Sum(left, right) | Difference(left, right) | Product(left, right):
            return (left, right)
        case Later(first_day, second_day):
            return (first_day, second_day)
        case Least(parts) | Greatest(parts):
            return parts
        case Days(since, until):
            return (since, until)
        case Periods(condition) | Recent(condition, _):
            return (condition,)
        case IfKept(_, quantity):
            return (quantity,)
        case TallyRead(_, tally):
            return (tally,)
        case PeriodCondition():
            return tuple(node.leaves())
        case _:
            return ()


def _ordered(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Sort by sort of measure, then by name; refuse one name with two meanings."""
    by_name: dict[str, Measure] = {}
    for measure in measures:
        if not isinstance(measure, _ORDER):
            msg = f"{shown(measure)} is not a measure; declare one with flag, count, first …"
            raise DeclarationError(msg)
        known = by_name.setdefault(measure.name, measure)
        if known != measure:
            msg = (
                f"The name {measure.name!r} stands for two different measures; "
                "give one of them another name."
            )
            raise DeclarationError(msg)
    return tuple(sorted(by_name.values(), key=lambda m: (_ORDER.index(type(m)), m.name)))


@attrs.frozen(cache_hash=True)
class Layout:
    """The measures that evidence holds, in one fixed order whatever the order given.

    Raises ``DeclarationError`` where one name stands for two measures.

    >>> from relkit.measures import count, event, flag
    >>> layout = Layout([count("referrals", event("referral")), flag("any", event("event"))])
    >>> layout.names
    ('any', 'referrals')
    """

    measures: tuple[Measure, ...] = attrs.field(converter=_ordered)

    @property
    def names(self) -> tuple[str, ...]:
        """The measures' names in order."""
        return tuple(measure.name for measure in self.measures)

    def position(self, measure: Measure) -> int:
        """Give the place of a measure; raises ``ValueError`` where it is not one of these."""
        return self.measures.index(measure)

    def conditions(self) -> tuple[RecordCondition, ...]:
        """Give each measure's condition on records, in order."""
        return tuple(measure.where for measure in self.measures)
