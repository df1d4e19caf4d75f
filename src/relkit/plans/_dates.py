"""Days some time after others, on business days, and never beyond the calendar."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from relkit.errors import ScheduleOutOfRangeError
from relkit.schedules import Adjustment, adjust_date

__all__ = ["business_day_after", "day_after"]

_LAST = date.max.toordinal()


def day_after(day: date, days: int) -> date:
    """Give the day so many days later (or earlier), as far as the calendar goes.

    >>> day_after(date(2025, 8, 31), 30)
    datetime.date(2025, 9, 30)
    """
    return date.fromordinal(max(1, min(day.toordinal() + days, _LAST)))


def business_day_after(
    day: date,
    days: int,
    holidays: Container[date] = frozenset(),
    adjust: Adjustment = "following",
) -> date:
    """Give the business day nearest to so many days later, as far as the calendar goes.

    Raises as ``adjust_date`` for holidays that leave no business day.

    >>> business_day_after(date(2025, 8, 31), 30, {date(2025, 9, 30)})
    datetime.date(2025, 10, 1)
    """
    later = day_after(day, days)
    try:
        return adjust_date(later, adjust, holidays=holidays)
    except ScheduleOutOfRangeError:
        return later
