"""Business days: known moves, and the laws of moving a date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.schedules import holiday_sets

from relkit.schedules import WEEKEND, Every, adjust_date, is_business_day
from relkit.testing import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW_YEAR = date(2024, 1, 1)
ADJUSTMENTS = st.sampled_from(["none", "following", "preceding", "modified_following"])
MOVES = st.sampled_from(["following", "preceding", "modified_following"])


@pytest.mark.parametrize(
    ("adjust", "day", "expected"),
    [
        ("none", date(2024, 8, 31), date(2024, 8, 31)),
        ("following", date(2024, 8, 31), date(2024, 9, 2)),
        ("preceding", date(2024, 8, 31), date(2024, 8, 30)),
        ("modified_following", date(2024, 8, 31), date(2024, 8, 30)),
        ("modified_following", date(2024, 8, 24), date(2024, 8, 26)),
        ("following", date(2024, 8, 30), date(2024, 8, 30)),
        ("following", date(2023, 12, 30), date(2024, 1, 2)),
        ("preceding", NEW_YEAR, date(2023, 12, 29)),
        ("modified_following", date(2023, 12, 30), date(2023, 12, 29)),
    ],
)
def test_date_moves_off_weekends_and_holidays(adjust: str, day: date, expected: date) -> None:
    """Known conventions move known dates, with New Year as the holiday."""
    assert expected == adjust_date(day, adjust, holidays={NEW_YEAR})


def test_weekend_can_be_others() -> None:
    """Friday and Saturday are a weekend too, and no weekend at all is allowed."""
    friday = date(2024, 8, 30)

    assert date(2024, 9, 1) == adjust_date(friday, weekend=frozenset({4, 5}))
    assert date(2024, 8, 31) == adjust_date(date(2024, 8, 31), weekend=frozenset())
    assert is_business_day(date(2024, 8, 31), weekend={6})


class EveryThirteenth:
    """A calendar that computes its holidays, as libraries do."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day.day == 13


def test_holidays_can_be_any_container() -> None:
    """Whatever answers ``day in holidays`` is a calendar."""
    thirteenth = date(2024, 8, 13)

    assert not is_business_day(thirteenth, holidays=EveryThirteenth())
    assert date(2024, 8, 14) == adjust_date(thirteenth, holidays=EveryThirteenth())
    assert date(2024, 8, 14) == adjust_date(thirteenth, holidays={thirteenth: "Unlucky Day"})
    assert date(2024, 8, 14) == adjust_date(thirteenth, holidays=[thirteenth])


def test_adjusted_dates_are_not_fed_back() -> None:
    """Each date is moved by itself: the rhythm stays on the 31st whatever was moved."""
    nominal = list(Every(months=1).occurrences(date(2024, 8, 31), count=4))
    due = [adjust_date(day) for day in nominal]

    assert [31, 30, 31, 30] == [day.day for day in nominal]
    assert [date(2024, 9, 2), date(2024, 9, 30), date(2024, 10, 31), date(2024, 12, 2)] == due


@settings(deadline=None)
@given(data=st.data(), day=dates(), adjust=MOVES)
def test_moved_date_is_a_business_day(data: st.DataObject, day: date, adjust: str) -> None:
    """A moved date is a business day, and moving it again changes nothing."""
    holidays = data.draw(holiday_sets(day))
    moved = adjust_date(day, adjust, holidays=holidays)

    assert is_business_day(moved, holidays=holidays)
    assert moved == adjust_date(moved, adjust, holidays=holidays)
    assert moved.weekday() not in WEEKEND


@settings(deadline=None)
@given(data=st.data(), day=dates(), adjust=ADJUSTMENTS)
def test_business_days_stay(data: st.DataObject, day: date, adjust: str) -> None:
    """A business day, and any day with "none", does not move."""
    holidays = data.draw(holiday_sets(day))
    stays = adjust == "none" or is_business_day(day, holidays=holidays)

    assert stays == (day == adjust_date(day, adjust, holidays=holidays))


@settings(deadline=None)
@given(data=st.data(), day=dates())
def test_dates_move_to_the_nearest_business_day(data: st.DataObject, day: date) -> None:
    """Between a date and where it moves lies no business day, and each way is the right one."""
    holidays = data.draw(holiday_sets(day))
    later = adjust_date(day, "following", holidays=holidays)
    earlier = adjust_date(day, "preceding", holidays=holidays)
    modified = adjust_date(day, "modified_following", holidays=holidays)

    def skipped(start: date, stop: date) -> Iterator[date]:
        return (start + timedelta(days=n) for n in range((stop - start).days))

    assert earlier <= day <= later
    assert not any(is_business_day(d, holidays=holidays) for d in skipped(day, later))
    assert not any(
        is_business_day(d, holidays=holidays)
        for d in skipped(earlier + timedelta(days=1), day + timedelta(days=1))
        if earlier < day
    )
    assert modified == (later if later.month == day.month else earlier)
