"""Rhythms: known dates, famous bugs, and the laws of dates."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from datetime import date, timedelta
from enum import IntEnum
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.surroundings import given_oddly

from relkit.schedules import Every
from relkit.testing import dates, schedules

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = st.integers(1, 40)
NUMBERS = st.integers(-100, 100)
MONTHLY = Every(months=1)


def texts(dates: Iterator[date]) -> list[str]:
    """Write dates as texts, which read well in a table."""
    return [str(day) for day in dates]


# ------------------------------------------------------------------ known dates


@pytest.mark.parametrize(
    ("every", "anchor", "expected"),
    [
        (Every(months=1), date(2024, 1, 31), ["2024-01-31", "2024-02-29", "2024-03-31"]),
        (Every(months=1), date(2023, 1, 30), ["2023-01-30", "2023-02-28", "2023-03-30"]),
        (Every(months=3), date(2023, 11, 30), ["2023-11-30", "2024-02-29", "2024-05-30"]),
        (Every(years=1), date(2024, 2, 29), ["2024-02-29", "2025-02-28", "2026-02-28"]),
        (Every(years=4), date(2096, 2, 29), ["2096-02-29", "2100-02-28", "2104-02-29"]),
        (Every(weeks=2), date(2024, 2, 26), ["2024-02-26", "2024-03-11", "2024-03-25"]),
        (Every(days=10), date(2023, 12, 28), ["2023-12-28", "2024-01-07", "2024-01-17"]),
        (Every(months=1), date(2024, 4, 30), ["2024-04-30", "2024-05-30", "2024-06-30"]),
        (
            Every(months=1, month_end=True),
            date(2024, 4, 30),
            ["2024-04-30", "2024-05-31", "2024-06-30"],
        ),
        (
            Every(months=1, month_end=True),
            date(2024, 2, 10),
            ["2024-02-29", "2024-03-31", "2024-04-30"],
        ),
        (
            Every(months=1, anchor_day=15),
            date(2024, 1, 10),
            ["2024-01-15", "2024-02-15", "2024-03-15"],
        ),
        (
            Every(months=3, anchor_day=15),
            date(2024, 12, 20),
            ["2025-01-15", "2025-04-15", "2025-07-15"],
        ),
        (
            Every(months=1, anchor_day=31),
            date(2024, 2, 29),
            ["2024-02-29", "2024-03-31", "2024-04-30"],
        ),
        (
            Every(years=1, anchor_day=1),
            date(2024, 6, 1),
            ["2024-06-01", "2025-06-01", "2026-06-01"],
        ),
    ],
    ids=str,
)
def test_rhythm_has_these_dates(every: Every, anchor: date, expected: list[str]) -> None:
    """Known rhythms have known dates."""
    assert expected == texts(every.occurrences(anchor, count=3))


def test_a_year_from_december_31_has_13_payments() -> None:
    """No month without the 31st is skipped, as calendar rules of RFC 5545 would."""
    dates = list(MONTHLY.occurrences(date(2014, 12, 31), until=date(2016, 1, 1)))

    assert 13 == len(dates)
    assert date(2015, 2, 28) in dates


def test_a_year_has_12_months() -> None:
    """A year of months that begins on the 1st has no 13th."""
    assert 12 == len(list(MONTHLY.occurrences(date(2024, 1, 1), until=date(2025, 1, 1))))


def test_dates_do_not_drift() -> None:
    """After a short month the day of the anchor comes back: 31, 29, 31, not 29, 29."""
    assert [31, 29, 31, 30, 31] == [
        day.day for day in MONTHLY.occurrences(date(2024, 1, 31), count=5)
    ]


def test_a_clamped_start_with_the_stored_day_makes_no_sliver() -> None:
    """An anchor that was clamped keeps its day by anchor_day; no period has only a day."""
    every = Every(months=1, anchor_day=31)

    assert [31, 30, 31] == [p.days for p in every.periods(date(2023, 2, 28), count=3)]


def test_going_back_and_forth_is_safe() -> None:
    """Subtracting months is the same rule with a negative number, still from the anchor."""
    assert date(2024, 2, 29) == MONTHLY.occurrence(date(2024, 3, 31), -1)
    assert date(2023, 12, 31) == MONTHLY.occurrence(date(2024, 3, 31), -3)


def test_number_can_be_any_int() -> None:
    """A member of an enumeration of ints is a number of an occurrence too."""
    second = IntEnum("Payment", ["FIRST", "SECOND"]).SECOND

    assert date(2024, 3, 31) == MONTHLY.occurrence(date(2024, 1, 31), second)


@pytest.mark.parametrize(
    ("every", "text"),
    [
        (Every(months=1), "every month"),
        (Every(days=10), "every 10 days"),
        (Every(weeks=2), "every 2 weeks"),
        (Every(years=1, anchor_day=5), "every year on day 5"),
        (Every(months=3, month_end=True), "every 3 months on the last day of the month"),
    ],
)
def test_rhythm_in_words(every: Every, text: str) -> None:
    """A rhythm reads as a phrase."""
    assert text == str(every)


# ------------------------------------------------------------------ laws


@given_oddly(every=schedules())
def test_rhythm_is_a_value(every: Every) -> None:
    """A rhythm survives repr, pickle and copy, and its twin has its hash."""
    again = eval(repr(every))  # noqa: S307 - the repr is the promise under test

    assert every == again
    assert hash(every) == hash(again)
    assert every == pickle.loads(pickle.dumps(every))
    assert every == copy.deepcopy(every)


@given_oddly(anchor=dates(), months=st.integers(1, 36), i=NUMBERS)
def test_law_p7_months_agree_with_an_independent_arithmetic(
    anchor: date, months: int, i: int
) -> None:
    """P7: each date is the anchor plus i months, clamped, as dateutil computes it."""
    expected = anchor + relativedelta(months=i * months)

    assert expected == Every(months=months).occurrence(anchor, i)


@given_oddly(anchor=dates(), years=st.integers(1, 4), i=st.integers(-50, 50))
def test_law_p7_years_agree_with_an_independent_arithmetic(
    anchor: date, years: int, i: int
) -> None:
    """P7: years clamp the leap day, and a year is twelve months."""
    expected = anchor + relativedelta(years=i * years)

    assert expected == Every(years=years).occurrence(anchor, i)
    assert expected == Every(months=12 * years).occurrence(anchor, i)


@given_oddly(anchor=dates(), n=st.integers(1, 100), i=NUMBERS)
def test_days_and_weeks_are_exact(anchor: date, n: int, i: int) -> None:
    """Days and weeks are plain differences of days."""
    assert anchor + timedelta(days=n * i) == Every(days=n).occurrence(anchor, i)
    assert anchor + timedelta(weeks=n * i) == Every(weeks=n).occurrence(anchor, i)


@given_oddly(every=schedules(), anchor=dates(), count=COUNTS)
def test_law_p5_p6_dates_are_strictly_sorted_from_the_anchor_on(
    every: Every, anchor: date, count: int
) -> None:
    """P5, P6: as many dates as asked for, each later than the one before, none too early."""
    dates = list(every.occurrences(anchor, count=count))

    assert count == len(dates)
    assert all(earlier < later for earlier, later in pairwise(dates))
    assert dates[0] >= anchor
    assert every.occurrence(anchor, -1) < anchor


@given_oddly(every=schedules(plain=True), anchor=dates())
def test_law_p5_plain_rhythm_starts_on_the_anchor(every: Every, anchor: date) -> None:
    """P5: without a day of the month of its own, a rhythm starts on the anchor."""
    assert anchor == every.occurrence(anchor, 0)


@settings(deadline=None)
@given(every=schedules(), anchor=dates(), count=COUNTS, data=st.data())
def test_law_p7_dates_are_independent_of_each_other(
    every: Every, anchor: date, count: int, data: st.DataObject
) -> None:
    """P7: iterating, and asking for single numbers in any order, give the same dates."""
    order = data.draw(st.permutations(range(count)))
    asked = {i: every.occurrence(anchor, i) for i in order}

    assert list(every.occurrences(anchor, count=count)) == [asked[i] for i in range(count)]


@given_oddly(every=schedules(), anchor=dates(), count=COUNTS, more=COUNTS)
def test_law_p8_extending_keeps_the_earlier_dates(
    every: Every, anchor: date, count: int, more: int
) -> None:
    """P8: the dates of a longer term begin with those of the shorter, open-ended ones too."""
    shorter = list(every.occurrences(anchor, count=count))

    assert shorter == list(every.occurrences(anchor, count=count + more))[:count]
    assert shorter == list(islice(every.occurrences(anchor), count))


@given_oddly(every=schedules(), anchor=dates(), length=st.integers(1, 2000))
def test_until_is_exclusive(every: Every, anchor: date, length: int) -> None:
    """The dates before a day are the leading ones that lie before it."""
    until = anchor + timedelta(days=length)
    expected = []
    for day in every.occurrences(anchor):
        if day >= until:
            break
        expected.append(day)

    assert expected == list(every.occurrences(anchor, until=until))
    assert expected[:3] == list(every.occurrences(anchor, count=3, until=until))


@given_oddly(every=schedules(), anchor=dates(), day=dates())
def test_periods_cover_each_day_once(every: Every, anchor: date, day: date) -> None:
    """Each day, before or after the anchor, lies in exactly one period of the rhythm."""
    period = every.period_of(anchor, day)
    before = every.period_of(anchor, period.start - timedelta(days=1))
    after = every.period_of(anchor, period.end)

    assert period.contains(day)
    assert before.end == period.start
    assert after.start == period.end
    assert [False, False] == [before.contains(day), after.contains(day)]


@given_oddly(every=schedules(), anchor=dates(), count=COUNTS)
def test_periods_meet(every: Every, anchor: date, count: int) -> None:
    """Periods run from date to date: the end of each is the start of the next."""
    periods = list(every.periods(anchor, count=count))
    dates = list(every.occurrences(anchor, count=count + 1))

    assert dates == [*(period.start for period in periods), periods[-1].end]
    assert periods == [every.period(anchor, i) for i in range(count)]
    assert periods == list(islice(every.periods(anchor), count))


@given_oddly(every=schedules(), anchor=dates(), length=st.integers(1, 1000))
def test_periods_until_a_day_start_before_it(every: Every, anchor: date, length: int) -> None:
    """Periods are taken as long as they start before the end."""
    until = anchor + timedelta(days=length)
    starts = [period.start for period in every.periods(anchor, until=until)]

    assert list(every.occurrences(anchor, until=until)) == starts


@given_oddly(every=schedules(), anchor=dates(), cycles=st.integers(-3, 3), count=COUNTS)
def test_law_p13_translation_by_the_calendar_cycle(
    every: Every, anchor: date, cycles: int, count: int
) -> None:
    """P13: moved by 400 years, the cycle of the calendar, all dates move by 400 years."""
    shift = relativedelta(years=400 * cycles)
    moved = [day + shift for day in every.occurrences(anchor, count=count)]

    assert moved == list(every.occurrences(anchor + shift, count=count))


ORDINARY_DAYS = st.integers(1, 27)
BY_MONTH = st.one_of(
    st.builds(Every, months=st.integers(1, 30), anchor_day=st.none() | ORDINARY_DAYS),
    st.builds(Every, years=st.integers(1, 5), anchor_day=st.none() | ORDINARY_DAYS),
)


@given_oddly(
    every=BY_MONTH,
    anchor=dates(),
    day=ORDINARY_DAYS,
    years=st.integers(-20, 20),
    count=COUNTS,
)
def test_law_p13_translation_by_years_without_leap_effects(
    every: Every, anchor: date, day: int, years: int, count: int
) -> None:
    """P13: moved by whole years, dates that every month has move by whole years."""
    start, shift = anchor.replace(day=day), relativedelta(years=years)
    moved = [occurrence + shift for occurrence in every.occurrences(start, count=count)]

    assert moved == list(every.occurrences(start + shift, count=count))


@given_oddly(
    every=schedules().filter(lambda every: every.days or every.weeks),
    anchor=dates(),
    shift=st.integers(-5000, 5000).map(timedelta),
    count=COUNTS,
)
def test_law_p13_translation_by_days(
    every: Every, anchor: date, shift: timedelta, count: int
) -> None:
    """P13: rhythms of days and weeks move with their anchor."""
    moved = [day + shift for day in every.occurrences(anchor, count=count)]

    assert moved == list(every.occurrences(anchor + shift, count=count))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_time_zone_of_the_process_changes_nothing(zone: str) -> None:
    """Dates do not depend on where the computer stands."""
    code = (
        "from datetime import date; from relkit.schedules import Every;"
        "print(*Every(months=1).occurrences(date(2024, 1, 31), count=24))"
    )
    env = os.environ | {"TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )

    assert texts(MONTHLY.occurrences(date(2024, 1, 31), count=24)) == done.stdout.split()
