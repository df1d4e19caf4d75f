"""Business days: moving a date off weekends and holidays, by the customs of contracts."""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from relkit._checks import a_date
from relkit._words import listed, shown
from relkit.errors import InvalidScheduleError, ScheduleOutOfRangeError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["WEEKEND", "Adjustment", "adjust_date", "is_business_day"]

Adjustment: TypeAlias = Literal["none", "following", "preceding", "modified_following"]
"""How a date moves that is no business day."""

WEEKEND: Final = frozenset({5, 6})
"""Saturday and Sunday, as ``date.weekday()`` numbers them from Monday, 0.

>>> from datetime import date
>>> date(2025, 9, 6).weekday() in WEEKEND
True
"""

_ADJUSTMENTS: Final = ("none", "following", "preceding", "modified_following")
_ONE_DAY: Final = timedelta(days=1)
_LONGEST_SEARCH: Final = 31
_WEEKDAYS: Final = frozenset(range(7))


def is_business_day(
    day: date,
    *,
    holidays: Container[date] = frozenset(),
    weekend: AbstractSet[int] = WEEKEND,
) -> bool:
    """Tell whether a day is neither on a weekend nor a holiday.

    ``holidays`` is anything that answers ``day in holidays``: a set of dates, or a calendar
    object of the ``holidays`` library. ``weekend`` holds weekdays, from Monday, 0, to Sunday, 6.

    Raises ``NotADateError``, or ``InvalidScheduleError`` for holidays or weekends that cannot be.

    >>> is_business_day(date(2024, 12, 25), holidays={date(2024, 12, 25)})
    False
    """
    day = a_date(day, "The day")
    _check_weekend(weekend)
    _check_holidays(holidays)
    return _is_open(day, holidays, weekend)


def adjust_date(
    day: date,
    adjust: Adjustment = "following",
    *,
    holidays: Container[date] = frozenset(),
    weekend: AbstractSet[int] = WEEKEND,
) -> date:
    """Move a date to a business day; a business day, and ``"none"``, stay as they are.

    ``"following"`` takes the next business day, ``"preceding"`` the one before, and
    ``"modified_following"`` the next unless it falls in another month, then the one before.
    At most 31 days are searched. Adjust each date of a schedule by itself and never compute
    another date from an adjusted one.

    Raises as ``is_business_day``, and ``InvalidScheduleError`` where no business day is near.

    >>> str(adjust_date(date(2024, 8, 31)))
    '2024-09-02'
    >>> str(adjust_date(date(2024, 8, 31), "modified_following"))
    '2024-08-30'
    """
    if adjust not in _ADJUSTMENTS:
        msg = f"adjust must be {listed(map(repr, _ADJUSTMENTS))}, not {shown(adjust)}."
        raise InvalidScheduleError(msg)
    day = a_date(day, "The day")
    _check_weekend(weekend)
    _check_holidays(holidays)
    if adjust == "none":
        return day
    if adjust == "preceding":
        return _nearest(day, -_ONE_DAY, holidays, weekend)
    later = _nearest(day, _ONE_DAY, holidays, weekend)
    if adjust == "modified_following" and later.month != day.month:
        return _nearest(day, -_ONE_DAY, holidays, weekend)
    return later


def _nearest(
    day: date,
    step: timedelta,
    holidays: Container[date],
    weekend: AbstractSet[int],
) -> date:
    """Search one way, day by day, for a bounded time."""
    found = day
    try:
        for _ in range(_LONGEST_SEARCH + 1):
            if _is_open(found, holidays, weekend):
                return found
            found += step
    except OverflowError:
        msg = f"The business day nearest to {day} lies beyond the calendar; move the date first."
        raise ScheduleOutOfRangeError(msg) from None
    msg = (
        f"No business day within {_LONGEST_SEARCH} days of {day}: the holidays and the weekend "
        "leave none; check both."
    )
    raise InvalidScheduleError(msg)


def _is_open(day: date, holidays: Container[date], weekend: AbstractSet[int]) -> bool:
    return day.weekday() not in weekend and day not in holidays


def _check_weekend(weekend: object) -> None:
    """Let a set of weekdays pass that leaves at least one day to work on."""
    if weekend is WEEKEND:
        return
    if not _is_weekend(weekend):
        msg = (
            "A weekend is a set of weekdays from 0 (Monday) to 6 (Sunday) that leaves a day "
            f"to work on, such as frozenset({{5, 6}}); not {shown(weekend)}."
        )
        raise InvalidScheduleError(msg)


def _is_weekend(weekend: object) -> bool:
    if not isinstance(weekend, AbstractSet):
        return False
    days = cast("AbstractSet[object]", weekend)
    return days < _WEEKDAYS and all(type(day) is int for day in days)


def _check_holidays(holidays: object) -> None:
    """Refuse what would answer "no holiday" to every date, or be used up by the first."""
    if isinstance(holidays, (str, bytes)) or not isinstance(holidays, Container):
        msg = f"holidays must be a set of dates or a calendar, not {shown(holidays)}."
        raise InvalidScheduleError(msg)
    if isinstance(holidays, (set, frozenset, list, tuple)):
        for first in cast("Iterable[object]", holidays):
            a_date(first, "A holiday")
            break
