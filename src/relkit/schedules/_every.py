"""``Every``: a regular rhythm of dates, each computed from the anchor."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count as counting
from itertools import pairwise
from typing import TYPE_CHECKING, Final, final

import attrs
from typing_extensions import override

from relkit._checks import a_date
from relkit._words import listed, shown
from relkit.errors import InvalidCountError, InvalidScheduleError
from relkit.schedules._calendar import day_date, last_day, month_date, month_index
from relkit.schedules._period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Every"]

_UNITS: Final = ("days", "weeks", "months", "years")
_LAST_DAY: Final = 31
_CALENDAR_DAYS: Final = date.max.toordinal()  # no rhythm is longer than the calendar
_ONE_DAY: Final = timedelta(days=1)


@final
@attrs.frozen(kw_only=True)
class Every:
    """A rhythm: every so many days, weeks, months or years.

    Give exactly one of ``days``, ``weeks``, ``months`` and ``years``, 1 to 3,652,059. A rhythm is
    laid on an anchor date, and occurrence ``i`` is a pure function of the anchor: the same
    day ``i`` units later, clamped to the length of the month. The 31st of January is
    followed by the 29th of February and the 31st of March; nothing drifts, because no date
    is computed from the one before (law P7).

    ``anchor_day`` (1 to 31) fixes the day of the month instead of taking the anchor's;
    ``month_end=True`` means the last day of each month, and is never guessed from an anchor
    of the 30th of April. Occurrence 0 is then the first such day on or after the anchor.
    Both are for months and years only.

    Raises ``InvalidScheduleError``.

    >>> monthly = Every(months=1)
    >>> [str(day) for day in monthly.occurrences(date(2024, 1, 31), count=3)]
    ['2024-01-31', '2024-02-29', '2024-03-31']
    """

    days: int | None = None
    """Every so many days."""

    weeks: int | None = None
    """Every so many weeks, on the anchor's weekday."""

    months: int | None = None
    """Every so many months, on the anchor's day of the month."""

    years: int | None = None
    """Every so many years; the 29th of February falls on the 28th in common years."""

    anchor_day: int | None = None
    """The day of the month, 1 to 31, if not the anchor's."""

    month_end: bool = False
    """Whether each date is the last day of its month."""

    def __attrs_post_init__(self) -> None:
        """Refuse rhythms that cannot be."""
        given = {unit: value for unit in _UNITS if (value := getattr(self, unit)) is not None}
        if len(given) != 1:
            got = listed(given, "and") or "none"
            msg = f"A rhythm has exactly one unit of {listed(_UNITS)}, such as months=1; got {got}."
            raise InvalidScheduleError(msg)
        for unit, value in given.items():
            _check_whole(unit, value, _CALENDAR_DAYS)
        _check_month_day(self.anchor_day, self.month_end, in_months=self._months > 0)

    @property
    def _months(self) -> int:
        return (self.months or 0) + 12 * (self.years or 0)

    @property
    def _days(self) -> int:
        return (self.days or 0) + 7 * (self.weeks or 0)

    def occurrence(self, anchor: date, i: int) -> date:
        """Give occurrence ``i`` of the rhythm laid on ``anchor``, at once for any ``i``.

        Occurrence 0 is the anchor itself, unless ``anchor_day`` or ``month_end`` move it to
        a later day; negative ``i`` goes back in time.

        Raises ``NotADateError``, ``InvalidCountError`` for an ``i`` that is no int, and
        ``ScheduleOutOfRangeError`` beyond the years 1 to 9999.

        >>> Every(years=1).occurrence(date(2024, 2, 29), 1)
        datetime.date(2025, 2, 28)
        """
        anchor = a_date(anchor, "The anchor")
        number = i if type(i) is int else _index(i)
        months = self._months
        if months == 0:
            return day_date(anchor.toordinal() + number * self._days)
        first, day = self._start(anchor)
        return month_date(first + number * months, day)

    def occurrences(
        self,
        anchor: date,
        *,
        count: int | None = None,
        until: date | None = None,
    ) -> Iterator[date]:
        """Iterate lazily over the occurrences from number 0 on.

        At most ``count`` (1 or more) dates, all before ``until``; without either, up to the
        end of the calendar, where ``ScheduleOutOfRangeError`` is raised. Arguments are
        checked, and a ``count`` that would leave the calendar refused, before the first date.

        >>> dates = Every(weeks=2).occurrences(date(2024, 3, 1), until=date(2024, 4, 1))
        >>> [str(day) for day in dates]
        ['2024-03-01', '2024-03-15', '2024-03-29']
        """
        anchor = a_date(anchor, "The anchor")
        end = self._end(anchor, count, until)
        if end:
            self.occurrence(anchor, end - 1)
        return self._dates(anchor, end)

    def period(self, anchor: date, i: int) -> Period:
        """Give period ``i``: from occurrence ``i`` up to, and without, occurrence ``i + 1``.

        >>> str(Every(months=1).period(date(2024, 1, 31), 1))
        '2024-02-29/2024-03-31'
        """
        return Period(self.occurrence(anchor, i), self.occurrence(anchor, i + 1))

    def periods(
        self,
        anchor: date,
        *,
        count: int | None = None,
        until: date | None = None,
    ) -> Iterator[Period]:
        """Iterate lazily over the periods from number 0 on, which cover each day once.

        ``count`` and ``until`` as in ``occurrences``: periods that *start* before ``until``.

        >>> [period.days for period in Every(months=1).periods(date(2024, 1, 31), count=3)]
        [29, 31, 30]
        """
        anchor = a_date(anchor, "The anchor")
        end = self._end(anchor, count, until)
        if end:
            self.occurrence(anchor, end)
        edges = self._dates(anchor, None if end is None else end + 1)
        return (Period(start, stop) for start, stop in pairwise(edges))

    def period_of(self, anchor: date, day: date) -> Period:
        """Give the one period that contains ``day``, before or after the anchor.

        >>> str(Every(months=1).period_of(date(2024, 1, 31), date(2024, 3, 15)))
        '2024-02-29/2024-03-31'
        """
        anchor = a_date(anchor, "The anchor")
        return self.period(anchor, self._number_of(anchor, a_date(day, "The day")))

    def number_of(self, anchor: date, day: date) -> int:
        """Give the number of the period that contains ``day``: the last occurrence up to it.

        Negative before occurrence 0. It never fails near the end of the calendar.

        >>> Every(months=1).number_of(date(2024, 1, 31), date(2024, 3, 30))
        1
        """
        return self._number_of(a_date(anchor, "The anchor"), a_date(day, "The day"))

    @override
    def __str__(self) -> str:
        """Give the rhythm in words: ``every 2 weeks``."""
        unit, value = next((u, v) for u in _UNITS if (v := getattr(self, u)) is not None)
        words = f"every {unit[:-1]}" if value == 1 else f"every {value} {unit}"
        if self.month_end:
            return f"{words} on the last day of the month"
        return f"{words} on day {self.anchor_day}" if self.anchor_day else words

    def _start(self, anchor: date) -> tuple[int, int]:
        """Give the month of occurrence 0 and the day of the month, before clamping."""
        first = month_index(anchor)
        if self.anchor_day is None and not self.month_end:
            return first, anchor.day
        day = self.anchor_day or _LAST_DAY
        is_past = min(day, last_day(anchor.year, anchor.month - 1)) < anchor.day
        return first + is_past, day

    def _dates(self, anchor: date, end: int | None) -> Iterator[date]:
        """Give the dates up to number ``end``, or for ever."""
        numbers = counting() if end is None else range(end)
        months, days = self._months, self._days
        if months == 0:
            ordinal = anchor.toordinal()
            return (day_date(ordinal + i * days) for i in numbers)
        first, day = self._start(anchor)
        return (month_date(first + i * months, day) for i in numbers)

    def _number_of(self, anchor: date, day: date) -> int:
        """Give the number of the last occurrence on or before a day."""
        if not self._months:
            return (day - anchor).days // self._days
        first, day_of_month = self._start(anchor)
        number, months_past = divmod(month_index(day) - first, self._months)
        is_ahead = min(day_of_month, last_day(day.year, day.month - 1)) > day.day
        return number - (is_ahead and months_past == 0)

    def _end(self, anchor: date, count: int | None, until: date | None) -> int | None:
        """Give the number of the first occurrence that is not wanted; nothing for no end."""
        ends: list[int] = []
        if count is not None:
            ends.append(_check_count(count))
        if until is not None:
            end = a_date(until, "The end (until)")
            if end <= anchor:
                msg = f"until must be later than the anchor: {end} is not after {anchor}."
                raise InvalidScheduleError(msg)
            ends.append(self._number_of(anchor, end - _ONE_DAY) + 1)
        return min(ends, default=None)


def _index(i: object) -> int:
    if isinstance(i, bool) or not isinstance(i, int):
        msg = f"The number of an occurrence is an int, not {shown(i)}."
        raise InvalidCountError(msg)
    return i


def _check_count(count: object) -> int:
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        msg = f"A count of dates is a whole number of at least 1, not {shown(count)}."
        raise InvalidCountError(msg)
    return count


def _check_whole(name: str, value: object, maximum: int | None) -> None:
    allowed = "of at least 1" if maximum is None else f"from 1 to {maximum}"
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or not 1 <= value <= (maximum or value)
    ):
        msg = f"{name} must be a whole number {allowed}, not {shown(value)}."
        raise InvalidScheduleError(msg)


def _check_month_day(anchor_day: object, month_end: object, *, in_months: bool) -> None:
    """Check the two ways of fixing the day of the month."""
    if not isinstance(month_end, bool):
        msg = f"month_end must be True or False, not {shown(month_end)}."
        raise InvalidScheduleError(msg)
    if anchor_day is not None:
        _check_whole("anchor_day", anchor_day, _LAST_DAY)
    if month_end and anchor_day is not None:
        msg = f"month_end=True and anchor_day={anchor_day} say two things; give one."
        raise InvalidScheduleError(msg)
    if not in_months and (month_end or anchor_day is not None):
        msg = (
            "anchor_day and month_end need months or years; days and weeks have no day of a month."
        )
        raise InvalidScheduleError(msg)
