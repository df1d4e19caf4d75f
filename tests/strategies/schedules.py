"""Strategies for days around others: those of a period, and holidays."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from relkit.schedules import Period


def days_of(period: Period) -> st.SearchStrategy[date]:
    """Days of a period, and the day at which it ends."""
    return st.dates(period.start, period.end)


def holiday_sets(around: date) -> st.SearchStrategy[frozenset[date]]:
    """Some holidays in the weeks around a day."""
    nearby = st.dates(around - timedelta(days=14), around + timedelta(days=14))
    return st.frozensets(nearby, max_size=20)
