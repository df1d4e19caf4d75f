"""Periods, and the days of instants."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from tests.strategies.surroundings import given_oddly

from relkit.schedules import Every, Period, local_date
from relkit.testing import dates, spans

LOS_ANGELES = ZoneInfo("America/Los_Angeles")


@given_oddly(period=spans(), offset=st.integers(-3, 803))
def test_period_is_half_open(period: Period, offset: int) -> None:
    """A period holds its start and each day up to, not including, its end."""
    day = period.start + timedelta(days=offset)

    assert (0 <= offset < period.days) == period.contains(day)
    assert period.end == period.start + timedelta(days=period.days)


@given_oddly(period=spans())
def test_period_is_a_value(period: Period) -> None:
    """A period survives repr, pickle and copy, and its twin has its hash."""
    twin = Period(period.start, period.end)

    assert twin == period
    assert hash(twin) == hash(period)
    assert period == pickle.loads(pickle.dumps(period))
    assert period == copy.deepcopy(period)
    assert f"{period.start}/{period.end}" == str(period)


def test_dates_of_a_subclass_become_plain_dates() -> None:
    """A date of another class, as test tools make them, is taken as the day that it is."""

    class FakeDate(date):
        pass

    period = Period(FakeDate(2024, 1, 1), FakeDate(2024, 1, 2))

    assert Period(date(2024, 1, 1), date(2024, 1, 2)) == period
    assert date is type(period.start)
    assert date is type(Every(days=1).occurrence(FakeDate(2024, 1, 1), 0))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (UTC, date(2024, 7, 1)),
        (LOS_ANGELES, date(2024, 6, 30)),
        (timezone(timedelta(hours=-6, minutes=-31)), date(2024, 6, 30)),
    ],
    ids=str,
)
def test_instant_has_its_day_in_each_zone(zone: tzinfo, expected: date) -> None:
    """The same instant is on two days in two zones."""
    instant = datetime(2024, 7, 1, 6, 30, tzinfo=UTC)

    assert expected == local_date(instant, zone)


def test_trial_of_30_days_from_a_late_evening_ends_30_days_later() -> None:
    """Taken to its day first, an evening across a change of clocks loses no day."""
    start = datetime(2024, 2, 20, 23, 30, tzinfo=LOS_ANGELES)
    trial = Every(days=30).period(local_date(start, LOS_ANGELES), 0)

    assert Period(date(2024, 2, 20), date(2024, 3, 21)) == trial


@given_oddly(day=dates(), hour=st.integers(0, 23), offset=st.integers(-23, 23))
def test_local_date_is_the_day_on_the_wall(day: date, hour: int, offset: int) -> None:
    """In its own zone an instant is on the day that its clock shows."""
    zone = timezone(timedelta(hours=offset))
    instant = datetime(day.year, day.month, day.day, hour, tzinfo=zone)

    assert day == local_date(instant, zone)
    assert day == local_date(instant.astimezone(UTC), zone)
