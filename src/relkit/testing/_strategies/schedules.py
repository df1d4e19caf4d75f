"""Strategies for schedules: days, rhythms and spans of days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from relkit.schedules import Every, Period

__all__ = ["dates", "days_between", "schedules", "spans"]

_EARLY = date(1900, 1, 1)
_LATE = date(2200, 12, 31)
_SIMPLEST = date(2000, 1, 1)


@cache
def dates() -> st.SearchStrategy[date]:
    """Days of three centuries from 1900 on, with many ends of months and leap days among them.

    >>> from hypothesis import find
    >>> find(dates(), lambda day: (day.month, day.day) == (2, 29)).day
    29
    """
    month_ends = st.integers(-1200, 2411).map(_month_end)
    leap_days = st.integers(-24, 49).map(lambda n: date(2000 + 4 * n, 2, 28) + timedelta(days=1))
    return days_between(_EARLY, _LATE) | month_ends | leap_days


def _month_end(number: int) -> date:
    """Give the last day of a month, counted from January of 2000 on."""
    years, months = divmod(number + 1, 12)
    return date(2000 + years, months + 1, 1) - timedelta(days=1)


def days_between(first: date, last: date) -> st.SearchStrategy[date]:
    """Days from the first to the last, each by one number, where ``st.dates`` draws three."""
    bounds = ((day - _SIMPLEST).days for day in (first, last))
    return st.integers(*bounds).map(lambda number: _SIMPLEST + timedelta(days=number))


@cache
def schedules(*, plain: bool = False) -> st.SearchStrategy[Every]:
    """Rhythms of every unit; with ``plain`` only those that start on the anchor itself.

    They go up to 48 months, 12 years, 60 weeks or 500 days.

    >>> from hypothesis import find
    >>> find(schedules(), lambda every: every.month_end and every.months == 3).months
    3
    """
    months, years = _units("months", 48), _units("years", 12)
    weeks, days = _units("weeks", 60), _units("days", 500)
    if plain:
        return (months | years | weeks | days).map(_every)
    anchor_days = st.integers(1, 31).map(_anchored)
    day_of_month = st.just(_NO_DAY) | anchor_days | st.just(_MONTH_END)
    anchored = st.tuples(months | years, day_of_month).map(lambda two: two[0] | two[1])
    return (weeks | days | anchored).map(_every)


_NO_DAY: dict[str, int] = {}
_MONTH_END = {"month_end": True}


def _units(unit: str, most: int) -> st.SearchStrategy[dict[str, int]]:
    return st.integers(1, most).map(lambda number: {unit: number})


def _anchored(day: int) -> dict[str, int]:
    return {"anchor_day": day}


def _every(fields: dict[str, int]) -> Every:
    return Every(**fields)  # type: ignore[arg-type]  # month_end alone is a bool, and gets one


@cache
def spans(max_days: int = 800) -> st.SearchStrategy[Period]:
    """Spans of a day and more, up to ``max_days``, in three centuries.

    They are values of ``relkit.schedules.Period``; ``relkit.measures.periods`` is another thing.

    >>> from hypothesis import find
    >>> find(spans(), lambda span: span.days > 30).days
    31
    """

    def span(start: date, days: int) -> Period:
        return Period(start, start + timedelta(days=days))

    return st.builds(span, dates(), st.integers(1, max_days))
