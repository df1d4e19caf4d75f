"""`Layout`: which measures some traits need, in one fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from relkit._words import shown
from relkit.errors import DeclarationError, EvidenceMismatchError
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
    Total,
)
from relkit.measures._tallies import Tally, TallyRead

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Layout", "Measure", "measures_in"]

Measure: TypeAlias = Count | First | Flag | Last | Most | Tally | Total
"""One mergeable summary of a relationship's records; evidence is a product of them.

>>> from relkit.measures import event, flag
>>> isinstance(flag("referred", event("referral")), Measure)
True
"""

_Node: TypeAlias = Quantity | Day | PeriodCondition | Tally

_ORDER: tuple[type[Measure], ...] = (Flag, Count, Total, Most, First, Last, Tally)


def measures_in(node: Quantity | Day | PeriodCondition | Tally) -> Iterator[Measure]:
    """Give every measure that a quantity, a day or a condition reads.

    >>> from relkit.measures import event, flag, periods, recent
    >>> bought = flag("bought", event("purchase"))
    >>> [measure.name for measure in measures_in(2 * periods(bought & recent(bought, 2)))]
    ['bought', 'bought']
    """
    if isinstance(node, _ORDER):
        yield node
        return
    for child in _children(node):
        yield from measures_in(child)


def _children(node: _Node) -> tuple[_Node, ...]:
    match node:
        case Sum(left, right) | Difference(left, right) | Product(left, right):
            found: tuple[_Node, ...] = (left, right)
        case Later(left, right) | Days(left, right):
            found = (left, right)
        case Least(parts) | Greatest(parts):
            found = parts
        case Periods(only) | Recent(only, _) | IfKept(_, only) | TallyRead(_, only):
            found = (only,)
        case PeriodCondition():
            found = tuple(node.leaves())
        case _:
            found = ()
    return found


def _ordered(measures: object) -> tuple[Measure, ...]:
    """Sort by sort of measure, then by name; refuse one name with two meanings."""
    if not isinstance(measures, Iterable):
        msg = f"A layout takes a collection of measures, not {shown(measures)}."
        raise DeclarationError(msg)
    by_name: dict[str, Measure] = {}
    for measure in cast("Iterable[object]", measures):
        if not isinstance(measure, _ORDER):
            msg = f"{shown(measure)} is not a measure; declare one with flag, count, first …"
            raise DeclarationError(msg)
        known = by_name.setdefault(measure.name, measure)
        if known != measure:
            msg = (
                f"The name {shown(measure.name)} stands for two different measures; "
                "give one of them another name."
            )
            raise DeclarationError(msg)
    return tuple(sorted(by_name.values(), key=lambda m: (_ORDER.index(type(m)), m.name)))


@attrs.frozen(cache_hash=True)
class Layout:
    """The measures that evidence holds, in one fixed order whatever the order given.

    Raises ``DeclarationError`` for what is no measure, and where one name stands for two.

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
        """Give the place of a measure; raises ``EvidenceMismatchError`` where it has none."""
        if measure not in self.measures:
            msg = f"This layout does not hold {shown(measure.name)}; it has other measures."
            raise EvidenceMismatchError(msg)
        return self.measures.index(measure)

    def conditions(self) -> tuple[RecordCondition, ...]:
        """Give each measure's condition on records, in order."""
        return tuple(measure.where for measure in self.measures)
