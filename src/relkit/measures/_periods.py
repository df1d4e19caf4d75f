"""Conditions on periods: on what happened in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeAlias

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures._conditions import RecordCondition
from relkit.measures._sizes import bounded_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "RECENT_MOST",
    "AllPeriods",
    "AnyPeriods",
    "Flag",
    "NotPeriod",
    "PeriodCondition",
    "Recent",
    "bounded",
    "flag",
    "measure_name",
    "period_condition",
    "recent",
    "record_condition",
]

RECENT_MOST = 1000
"""The longest look back of ``recent``, in periods.

>>> RECENT_MOST
1000
"""


class PeriodCondition:
    """A condition on a period; combine with ``&``, ``|`` and ``~``, count with ``periods``.

    >>> from relkit.measures import event, flag, recent
    >>> engaged = flag("engaged", event("purchase"))
    >>> engaged & ~recent(engaged, 2)  # doctest: +ELLIPSIS
    AllPeriods(parts=(Flag(name='engaged', ...
    """

    __slots__ = ()

    def leaves(self) -> Iterator[Leaf]:
        """Give every flag and every look back that the condition reads."""
        raise NotImplementedError

    def holds(self, leaves: Mapping[Leaf, bool]) -> bool:
        """Tell whether the condition holds, given each leaf's truth."""
        raise NotImplementedError

    def __and__(self, other: PeriodCondition) -> PeriodCondition:
        """Both conditions, in the same period."""
        return AllPeriods(_parts(AllPeriods, self, other))

    def __or__(self, other: PeriodCondition) -> PeriodCondition:
        """Either condition."""
        return AnyPeriods(_parts(AnyPeriods, self, other))

    def __invert__(self) -> PeriodCondition:
        """The opposite; it needs a partner with ``&``, for silent periods never end."""
        return NotPeriod(self)

    def __bool__(self) -> NoReturn:
        """Refuse ``and``, ``or`` and ``not``, which would drop one side without a word."""
        msg = "A condition is no truth value: combine conditions with &, | and ~."
        raise DeclarationError(msg)


@attrs.frozen
class Flag(PeriodCondition):
    """One bit per period: whether a record that matches happened in it.

    Merged by "or"; kept as bits relative to the relationship's first recorded period.

    >>> from relkit.measures import event
    >>> Flag("referred", event("referral")) == flag("referred", event("referral"))
    True
    """

    name: str
    where: RecordCondition

    @override
    def leaves(self) -> Iterator[Leaf]:
        yield self

    @override
    def holds(self, leaves: Mapping[Leaf, bool]) -> bool:
        return leaves[self]


@attrs.frozen
class Recent(PeriodCondition):
    """The condition held in at least one of the ``count`` periods before this one.

    >>> from relkit.measures import event
    >>> isinstance(recent(flag("referred", event("referral")), 2), Recent)
    True
    """

    condition: PeriodCondition
    count: int

    @override
    def leaves(self) -> Iterator[Leaf]:
        yield self

    @override
    def holds(self, leaves: Mapping[Leaf, bool]) -> bool:
        return leaves[self]


Leaf: TypeAlias = Flag | Recent


@attrs.frozen
class AllPeriods(PeriodCondition):
    """Every part holds in the period."""

    parts: tuple[PeriodCondition, ...]

    @override
    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    @override
    def holds(self, leaves: Mapping[Leaf, bool]) -> bool:
        return all(part.holds(leaves) for part in self.parts)


@attrs.frozen
class AnyPeriods(PeriodCondition):
    """At least one part holds in the period."""

    parts: tuple[PeriodCondition, ...]

    @override
    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    @override
    def holds(self, leaves: Mapping[Leaf, bool]) -> bool:
        return any(part.holds(leaves) for part in self.parts)


@attrs.frozen
class NotPeriod(PeriodCondition):
    """The part does not hold in the period."""

    part: PeriodCondition

    @override
    def leaves(self) -> Iterator[Leaf]:
        yield from self.part.leaves()

    @override
    def holds(self, leaves: Mapping[Leaf, bool]) -> bool:
        return not self.part.holds(leaves)


def _parts(
    joined: type[AllPeriods | AnyPeriods], left: object, right: object
) -> tuple[PeriodCondition, ...]:
    """Flatten nested conditions of one sort, and refuse anything else."""
    found: list[PeriodCondition] = []
    for side in (left, right):
        checked = period_condition(side)
        found += checked.parts if isinstance(checked, joined) else (checked,)
    return tuple(found)


def period_condition(value: object) -> PeriodCondition:
    """Let a condition on periods pass."""
    if isinstance(value, PeriodCondition):
        return value
    msg = (
        f"A condition on periods is made of flags, not of {shown(value)}; "
        "conditions on records go into flag(name, ...)."
    )
    raise DeclarationError(msg)


def bounded(condition: PeriodCondition) -> PeriodCondition:
    """Refuse a condition that holds in periods in which nothing happened: they never end."""
    bounded_size(condition)
    if condition.holds(dict.fromkeys(condition.leaves(), False)):
        msg = (
            "This condition holds in every silent period, and those never end; "
            "combine it with a flag, as in engaged & ~tailored."
        )
        raise DeclarationError(msg)
    return condition


def record_condition(value: object) -> RecordCondition:
    """Let a condition on records pass."""
    if isinstance(value, RecordCondition):
        return bounded_size(value)
    msg = f"A measure needs a condition on records, such as event('purchase'), not {shown(value)}."
    raise DeclarationError(msg)


def measure_name(value: object) -> str:
    """Let the name of a measure pass."""
    return text(value, "The name of a measure")


def flag(name: str, where: RecordCondition) -> Flag:
    """Declare a flag: one bit per period in which a matching record happened.

    Raises ``DeclarationError`` unless ``where`` is a condition on records.

    >>> from relkit.measures import event
    >>> flag("referred", event("referral"))
    Flag(name='referred', where=EventTest(tags=('referral',)))
    """
    return Flag(measure_name(name), record_condition(where))


def recent(condition: PeriodCondition, count: int) -> Recent:
    """Look back: the condition held in one of the ``count`` (1 to 1000) periods before.

    Raises ``DeclarationError`` for a condition that holds in silent periods, and
    ``InvalidValueError`` for a count out of range.

    >>> from relkit.measures import event
    >>> recent(flag("referred", event("referral")), 2).count
    2
    """
    return Recent(bounded(period_condition(condition)), whole(count, "count", 1, RECENT_MOST))
