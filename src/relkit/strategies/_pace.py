"""The pace of a relationship: days counted in its own natural periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relkit.business import DEFAULT_PERIOD_DAYS
from relkit.errors import ScheduleOutOfRangeError
from relkit.plans._dates import business_day_after, day_after
from relkit.relationships import Relationship
from relkit.schedules import Every

if TYPE_CHECKING:
    from relkit.strategies._context import Context

__all__ = ["due_after_engagement", "next_in_rhythm", "period_days", "rhythm"]


def period_days(relationship: Relationship) -> int:
    """Give the natural period of a relationship in days; 30 where nobody said.

    >>> period_days(Relationship(party="acme", business="harper-law"))
    30
    """
    return relationship.period_days or DEFAULT_PERIOD_DAYS


def rhythm(relationship: Relationship, times: int, least_days: int = 1) -> Every | None:
    """Give the rhythm of so many times a period, never faster than ``least_days``.

    >>> print(rhythm(Relationship(party="ann", business="shop", period_days=90), 4, 7))
    every 22 days
    """
    if times == 0:
        return None
    return Every(days=max(least_days, period_days(relationship) // times, 1))


def due_after_engagement(relationship: Relationship, days: int, context: Context) -> date:
    """Give the business day so many days after the last engagement, but today at the earliest.

    Where no engagement is known, the days count from today.
    """
    due = day_after(relationship.last_engaged or context.today, days)
    return business_day_after(max(due, context.today), 0, context.holidays)


def next_in_rhythm(relationship: Relationship, every: Every, context: Context) -> date:
    """Give the next business day in a rhythm that began with the relationship, or begins today."""
    anchor = min(relationship.since or context.today, context.today)
    try:
        due = every.period_of(anchor, context.today).end
    except ScheduleOutOfRangeError:
        return date.max
    return business_day_after(due, 0, context.holidays)
