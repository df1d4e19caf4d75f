"""Days: the first and last day of something, the clock, and the days between."""

from __future__ import annotations

import attrs

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures._conditions import RecordCondition
from relkit.measures._periods import measure_name, record_condition
from relkit.measures._quantities import Quantity

__all__ = [
    "CLOCK",
    "Clock",
    "Day",
    "Days",
    "First",
    "Last",
    "Later",
    "days",
    "first",
    "last",
    "later",
]


class Day:
    """A day read from evidence; it may be absent. Only ``days`` and ``later`` read it.

    >>> isinstance(CLOCK, Day)
    True
    """

    __slots__ = ()


@attrs.frozen
class First(Day):
    """The first day on which a record matches; merged by minimum.

    >>> from relkit.measures import event
    >>> isinstance(first("first_visit", event("consultation")), First)
    True
    """

    name: str
    where: RecordCondition


@attrs.frozen
class Last(Day):
    """The last day on which a record matches; merged by maximum.

    >>> from relkit.measures import event
    >>> isinstance(last("last_visit", event("consultation")), Last)
    True
    """

    name: str
    where: RecordCondition


@attrs.frozen
class Later(Day):
    """The later of two last days; an absent one is earlier than any.

    >>> from relkit.measures import LAST_ENDED, LAST_ENGAGED
    >>> later(LAST_ENGAGED, LAST_ENDED) == Later(LAST_ENGAGED, LAST_ENDED)
    True
    """

    left: Day
    right: Day


@attrs.frozen
class Clock(Day):
    """The traits' clock: ``min(as_of, last engagement + 2 periods)`` (design decision 7).

    >>> Clock() == CLOCK
    True
    """


CLOCK = Clock()
"""The traits' clock; from two periods after the last engagement it stands still.

>>> from relkit.measures import LAST_ENGAGED
>>> days(LAST_ENGAGED, CLOCK).until
Clock()
"""


@attrs.frozen
class Days(Quantity):
    """The days from one day to another; 0 where either is absent or the order is reversed.

    >>> from relkit.measures import FIRST_ENGAGED, LAST_ENGAGED
    >>> days(FIRST_ENGAGED, LAST_ENGAGED).since.name
    'first_engaged'
    """

    since: Day
    until: Day


def first(name: str, where: RecordCondition) -> First:
    """Declare the first day on which a record matches.

    Raises ``DeclarationError`` unless ``where`` is a condition on records.

    >>> from relkit.measures import event
    >>> first("first_visit", event("consultation")).name
    'first_visit'
    """
    return First(measure_name(name), record_condition(where))


def last(name: str, where: RecordCondition) -> Last:
    """Declare the last day on which a record matches.

    Raises ``DeclarationError`` unless ``where`` is a condition on records.

    >>> from relkit.measures import event
    >>> last("last_visit", event("consultation")).name
    'last_visit'
    """
    return Last(measure_name(name), record_condition(where))


def later(left: Day, right: Day) -> Later:
    """Take the later of two last days.

    Raises ``DeclarationError`` for a first day, whose absence would read as far away.

    >>> from relkit.measures import event
    >>> later(last("a", event("purchase")), last("b", event("delivery"))).right.name
    'b'
    """
    for side in (left, right):
        if not isinstance(side, (Last, Later)):
            msg = f"later compares last days, not {shown(side)}."
            raise DeclarationError(msg)
    return Later(left, right)


def days(since: Day, until: Day) -> Days:
    """Count the days from ``since`` to ``until``.

    Raises ``DeclarationError`` for anything but days.

    >>> from relkit.measures import event
    >>> days(first("first_visit", event("consultation")), CLOCK).until
    Clock()
    """
    for side in (since, until):
        if not isinstance(side, Day):
            msg = f"days counts from day to day; {shown(side)} is none. See first and last."
            raise DeclarationError(msg)
    return Days(since, until)
