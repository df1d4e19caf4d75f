"""Month and day arithmetic on the calendar of ``datetime.date``, and the way off a clock."""

from __future__ import annotations

from calendar import isleap
from datetime import MAXYEAR, MINYEAR, date, datetime, tzinfo
from typing import Final

from relkit._words import shown
from relkit.errors import InvalidValueError, NotADateError, ScheduleOutOfRangeError

__all__ = ["day_date", "last_day", "local_date", "month_date", "month_index"]

_LAST_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY: Final = 1
_SHORTEST_MONTH: Final = 28
_FIRST_ORDINAL: Final = date.min.toordinal()
_LAST_ORDINAL: Final = date.max.toordinal()


def local_date(instant: datetime, tz: tzinfo) -> date:
    """Give the calendar day on which an instant falls in a time zone.

    Schedules take dates, because a moment belongs to two days at once: half past eleven at
    night in Los Angeles is the next morning in London. This is where you choose.

    Raises ``NotADateError`` for a naive datetime, ``InvalidValueError`` for a zone that is no
    ``tzinfo``, ``ScheduleOutOfRangeError`` where the day leaves the calendar.

    >>> from datetime import timedelta, timezone
    >>> local_date(datetime(2024, 6, 30, 23, 30, tzinfo=timezone.utc), timezone(timedelta(hours=2)))
    datetime.date(2024, 7, 1)
    """
    _check_instant(instant)
    _check_zone(tz)
    try:
        return instant.astimezone(tz).date()
    except OverflowError:
        msg = f"The instant {shown(instant)} leaves the calendar in that time zone."
        raise ScheduleOutOfRangeError(msg) from None


def _check_instant(instant: object) -> None:
    if not isinstance(instant, datetime) or instant.utcoffset() is None:
        msg = f"An instant is a datetime with its time zone (tzinfo), not {shown(instant)}."
        raise NotADateError(msg)


def _check_zone(tz: object) -> None:
    if not isinstance(tz, tzinfo):
        msg = f"A time zone is a tzinfo such as ZoneInfo('Europe/Berlin'), not {shown(tz)}."
        raise InvalidValueError(msg)


def month_index(day: date) -> int:
    """Number the months through all years."""
    return day.year * 12 + day.month - 1


def last_day(year: int, month: int) -> int:
    """Give the last day of a month that is counted from 0.

    >>> last_day(2024, 1)
    29
    """
    return 29 if month == _FEBRUARY and isleap(year) else _LAST_DAYS[month]


def month_date(index: int, day: int) -> date:
    """Give a day of a numbered month, clamped to the length of the month.

    The 31st falls on the 29th of February and is back on the 31st of March: no date
    depends on another.
    """
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise _beyond(f"The year {shown(year)}")
    if day > _SHORTEST_MONTH:
        day = min(day, last_day(year, month))
    return date(year, month + 1, day)


def day_date(ordinal: int) -> date:
    """Give a numbered day, as ``date.fromordinal`` does."""
    if not _FIRST_ORDINAL <= ordinal <= _LAST_ORDINAL:
        raise _beyond(f"Day {shown(ordinal)}")
    return date.fromordinal(ordinal)


def _beyond(what: str) -> ScheduleOutOfRangeError:
    return ScheduleOutOfRangeError(
        f"{what} lies beyond the calendar, which goes from {date.min} to {date.max}; "
        "ask for fewer dates, or set until.",
    )
