"""`Routine`: what comes again and again, laid on the calendar, and what it takes."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Final

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit.errors import ScheduleOutOfRangeError
from relkit.plans._dates import business_day_after, day_after
from relkit.plans._fields import Check, a_flag, between, check_fields, part
from relkit.plans._steps import Step
from relkit.plans._text import plain
from relkit.schedules import Every, Period

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["Routine"]

_LONGEST_MOVE: Final = 31  # days by which a holiday moves a date at most
_CHECKS: Final[dict[str, Check]] = {
    "about": text,
    "every": part(Every),
    "anchor": a_date,
    "start": a_date,
    "by": text,
    "minutes": between(0),
    "is_spread": a_flag,
}


@attrs.frozen(kw_only=True)
class Routine:
    """What comes again in a rhythm, each time on a business day.

    Args:
        about: what, such as ``"review"``.
        every: the rhythm.
        anchor: the day on which the rhythm is laid; each date is computed from it.
        start: the first day on which it may come.
        by: who does it.
        minutes: what it takes each time, in whole minutes.
        is_spread: whether that is spread evenly over the days before, as preparing is,
            instead of falling on the day itself.

    Raises ``InvalidValueError`` and ``NotADateError``.

    >>> day = date(2025, 9, 1)
    >>> review = Routine(about="review", every=Every(months=3), anchor=day, start=day, minutes=60)
    >>> [str(due) for due in review.dates(Period(day, date(2026, 4, 1)))]
    ['2025-09-01', '2025-12-01', '2026-03-02']
    """

    about: str
    every: Every
    anchor: date
    start: date
    by: str = "team"
    minutes: int = 0
    is_spread: bool = False

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    def dates(self, period: Period, holidays: Container[date] = frozenset()) -> tuple[date, ...]:
        """Give the business days of a period on which it comes, holidays respected.

        A date that falls on no business day moves to the next one, as far as the calendar
        goes. Periods that meet share no date and miss none.
        """
        first = max(self.start, day_after(period.start, -_LONGEST_MOVE))
        nominal = takewhile(lambda day: day < period.end, self._from(first))
        moved = (business_day_after(day, 0, holidays) for day in nominal)
        return tuple(day for day in moved if period.contains(day))

    def steps(self, period: Period, holidays: Container[date] = frozenset()) -> tuple[Step, ...]:
        """Give it as the steps of a period, each with its day."""
        dates = self.dates(period, holidays)
        return tuple(Step(about=self.about, by=self.by, due=day) for day in dates)

    def work(self, period: Period, holidays: Container[date] = frozenset()) -> int:
        """Give the whole minutes that it takes in a period.

        Periods that meet add up exactly; what is spread comes to ``minutes`` from each
        date of the rhythm to the next.
        """
        if not self.is_spread:
            return self.minutes * len(self.dates(period, holidays)) if self.minutes else 0
        return self._spread_before(period.end) - self._spread_before(period.start)

    def _from(self, first: date) -> Iterator[date]:
        """Give the days of the rhythm itself from a day on, as far as the calendar goes."""
        number = self.every.number_of(self.anchor, first)
        while (day := self._occurrence(number)) is not None:
            if day >= first:
                yield day
            number += 1

    def _occurrence(self, number: int) -> date | None:
        try:
            return self.every.occurrence(self.anchor, number)
        except ScheduleOutOfRangeError:
            return None

    def _spread_before(self, day: date) -> int:
        """Give the minutes up to a day, counted from the anchor on."""
        number = self.every.number_of(self.anchor, day)
        last, following = self._occurrence(number), self._occurrence(number + 1)
        done = self.minutes * number
        if last is None or following is None:
            return done
        return done + self.minutes * (day - last).days // (following - last).days

    @override
    def __str__(self) -> str:
        """Give the routine in words."""
        return f"{plain(self.about)} by {plain(self.by)} {self.every}"
