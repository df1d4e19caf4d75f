"""Strategies for schedules: days, rhythms, periods and holidays."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from relkit.schedules import Every, Period

EARLY = date(1900, 1, 1)
LATE = date(2200, 12, 31)


def days() -> st.SearchStrategy[date]:
    """Days of three centuries, month-ends and leap days among them more often than by chance."""
    any_day = st.dates(EARLY, LATE)
    month_ends = any_day.map(lambda day: day.replace(day=1) - timedelta(days=1))
    leap_days = st.integers(476, 549).map(lambda n: date(4 * n, 2, 28) + timedelta(days=1))
    return any_day | month_ends.filter(lambda day: day >= EARLY) | leap_days


def schedules(*, plain: bool = False) -> st.SearchStrategy[Every]:
    """Rhythms of every unit; with ``plain`` only those that start on the anchor itself."""
    months = st.integers(1, 48).map(lambda n: {"months": n})
    years = st.integers(1, 12).map(lambda n: {"years": n})
    weeks = st.integers(1, 60).map(lambda n: {"weeks": n})
    just_days = st.integers(1, 500).map(lambda n: {"days": n})
    if plain:
        return st.builds(lambda unit: Every(**unit), months | years | weeks | just_days)
    day_of_month = (
        st.just({})
        | st.integers(1, 31).map(lambda n: {"anchor_day": n})
        | st.just({"month_end": True})
    )
    return st.builds(lambda unit: Every(**unit), weeks | just_days) | st.builds(
        lambda unit, day: Every(**unit, **day), months | years, day_of_month
    )


def periods(max_days: int = 800) -> st.SearchStrategy[Period]:
    """Periods of a day and more."""
    return st.builds(
        lambda start, length: Period(start, start + timedelta(days=length)),
        days(),
        st.integers(1, max_days),
    )


def days_of(period: Period) -> st.SearchStrategy[date]:
    """Days of a period, and the day at which it ends."""
    return st.dates(period.start, period.end)


def holiday_sets(around: date) -> st.SearchStrategy[frozenset[date]]:
    """Some holidays in the weeks around a day."""
    nearby = st.dates(around - timedelta(days=14), around + timedelta(days=14))
    return st.frozensets(nearby, max_size=20)
