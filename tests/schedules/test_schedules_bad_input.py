"""Every kind of bad input: the class of the error, its builtin base, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relkit.errors import (
    InvalidAmountError,
    InvalidCountError,
    InvalidScheduleError,
    InvalidValueError,
    NotADateError,
    RelkitError,
    ScheduleOutOfRangeError,
)
from relkit.money import Money
from relkit.schedules import Every, Period, adjust_date, is_business_day, local_date, prorate

DAY = date(2024, 1, 31)
NOON = datetime(2024, 1, 31, 12, tzinfo=UTC)
MONTHLY = Every(months=1)
JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
PRICE = Money(100, "USD")

Row = tuple[Callable[[], object], type[RelkitError], type[Exception], str]

ROWS: dict[str, Row] = {
    # ---- rhythms
    "no unit": (Every, InvalidScheduleError, ValueError, "got none"),
    "two units": (
        lambda: Every(days=1, months=1),
        InvalidScheduleError,
        ValueError,
        "got days and months",
    ),
    "zero": (lambda: Every(months=0), InvalidScheduleError, ValueError, "1 to 3652059, not 0"),
    "huge": (lambda: Every(months=10**5000), InvalidScheduleError, ValueError, "not <int>"),
    "negative": (lambda: Every(weeks=-1), InvalidScheduleError, ValueError, "weeks must be"),
    "float unit": (lambda: Every(days=1.5), InvalidScheduleError, ValueError, "not 1.5"),
    "bool unit": (lambda: Every(years=True), InvalidScheduleError, ValueError, "not True"),
    "day 0": (lambda: Every(months=1, anchor_day=0), InvalidScheduleError, ValueError, "1 to 31"),
    "day 32": (lambda: Every(months=1, anchor_day=32), InvalidScheduleError, ValueError, "not 32"),
    "day of weeks": (
        lambda: Every(weeks=1, anchor_day=1),
        InvalidScheduleError,
        ValueError,
        "need months or years",
    ),
    "end of days": (
        lambda: Every(days=1, month_end=True),
        InvalidScheduleError,
        ValueError,
        "need months or years",
    ),
    "two days": (
        lambda: Every(months=1, month_end=True, anchor_day=31),
        InvalidScheduleError,
        ValueError,
        "give one",
    ),
    "month end": (
        lambda: Every(months=1, month_end=1),
        InvalidScheduleError,
        ValueError,
        "True or False, not 1",
    ),
    # ---- dates
    "aware anchor": (lambda: MONTHLY.occurrence(NOON, 1), NotADateError, TypeError, "local_date("),
    "naive anchor": (
        lambda: MONTHLY.occurrence(datetime(2024, 1, 31), 1),  # noqa: DTZ001 - what is refused
        NotADateError,
        TypeError,
        "local_date(instant",
    ),
    "text anchor": (
        lambda: MONTHLY.occurrence("2024-01-31", 1),
        NotADateError,
        TypeError,
        "date.fromisoformat",
    ),
    "text until": (
        lambda: MONTHLY.occurrences(DAY, until="2025-01-31"),
        NotADateError,
        TypeError,
        "until",
    ),
    "no day": (lambda: MONTHLY.period_of(DAY, None), NotADateError, TypeError, "not None"),
    "text start": (lambda: Period("2024-01-01", DAY), NotADateError, TypeError, "start of a per"),
    "instant as end": (lambda: Period(DAY, NOON), NotADateError, TypeError, "end of a period"),
    "text in period": (lambda: JANUARY.contains("x"), NotADateError, TypeError, "The day"),
    "naive instant": (
        lambda: local_date(datetime(2024, 1, 31), UTC),  # noqa: DTZ001 - what is refused
        NotADateError,
        TypeError,
        "with its time zone",
    ),
    "date as instant": (lambda: local_date(DAY, UTC), NotADateError, TypeError, "tzinfo"),
    "zone name": (
        lambda: local_date(NOON, "Europe/Berlin"),
        InvalidValueError,
        TypeError,
        "ZoneInfo('Europe/Berlin')",
    ),
    # ---- numbers
    "float number": (lambda: MONTHLY.occurrence(DAY, 1.0), InvalidCountError, TypeError, "not 1.0"),
    "bool number": (lambda: MONTHLY.period(DAY, True), InvalidCountError, TypeError, "not True"),
    "count 0": (lambda: MONTHLY.occurrences(DAY, count=0), InvalidCountError, ValueError, "1, not"),
    "count -1": (lambda: MONTHLY.periods(DAY, count=-1), InvalidCountError, ValueError, "not -1"),
    "count 2.5": (lambda: MONTHLY.periods(DAY, count=2.5), InvalidCountError, TypeError, "whole"),
    "text count": (lambda: MONTHLY.periods(DAY, count="3"), InvalidCountError, TypeError, "'3'"),
    "bool count": (lambda: MONTHLY.periods(DAY, count=True), InvalidCountError, TypeError, "True"),
    # ---- order
    "until the anchor": (
        lambda: MONTHLY.occurrences(DAY, until=DAY),
        InvalidScheduleError,
        ValueError,
        "2024-01-31 is not after 2024-01-31",
    ),
    "empty period": (lambda: Period(DAY, DAY), InvalidScheduleError, ValueError, "holds no day"),
    "backward period": (
        lambda: Period(DAY, date(2024, 1, 1)),
        InvalidScheduleError,
        ValueError,
        "2024-01-31 to 2024-01-01",
    ),
    # ---- the end of the calendar
    "year 10000": (
        lambda: MONTHLY.occurrence(DAY, 95_712),
        ScheduleOutOfRangeError,
        OverflowError,
        "year 10000",
    ),
    "before year 1": (
        lambda: MONTHLY.occurrence(DAY, -30_000),
        ScheduleOutOfRangeError,
        OverflowError,
        "0001-01-01 to 9999-12-31",
    ),
    "too many days": (
        lambda: Every(days=3_652_059).occurrence(DAY, 10**30),
        ScheduleOutOfRangeError,
        OverflowError,
        "beyond the calendar",
    ),
    "too many before any work": (
        lambda: MONTHLY.occurrences(DAY, count=10**12),
        ScheduleOutOfRangeError,
        OverflowError,
        "ask for fewer dates",
    ),
    "too many periods": (
        lambda: Every(days=1).periods(date.max, count=1),
        ScheduleOutOfRangeError,
        OverflowError,
        "beyond the calendar",
    ),
    "endless": (
        lambda: list(Every(years=1).occurrences(DAY)),
        ScheduleOutOfRangeError,
        OverflowError,
        "set until",
    ),
    "instant beyond": (
        lambda: local_date(datetime.max.replace(tzinfo=UTC), timezone(timedelta(hours=9))),
        ScheduleOutOfRangeError,
        OverflowError,
        "leaves the calendar",
    ),
    "business day beyond": (
        lambda: adjust_date(date.max, holidays={date.max}),
        ScheduleOutOfRangeError,
        OverflowError,
        "nearest to 9999-12-31",
    ),
    # ---- business days
    "adjustment": (
        lambda: adjust_date(DAY, "next"),
        InvalidScheduleError,
        ValueError,
        "'none', 'following', 'preceding' or 'modified_following', not 'next'",
    ),
    "weekend of 7": (
        lambda: adjust_date(DAY, weekend=frozenset(range(7))),
        InvalidScheduleError,
        ValueError,
        "leaves a day",
    ),
    "weekend day 7": (
        lambda: is_business_day(DAY, weekend={7}),
        InvalidScheduleError,
        ValueError,
        "0 (Monday) to 6 (Sunday)",
    ),
    "weekend of bools": (
        lambda: is_business_day(DAY, weekend={True}),
        InvalidScheduleError,
        ValueError,
        "not {True}",
    ),
    "weekend list": (
        lambda: is_business_day(DAY, weekend=[5, 6]),
        InvalidScheduleError,
        ValueError,
        "frozenset({5, 6})",
    ),
    "text holidays": (
        lambda: adjust_date(DAY, holidays="2024-01-31"),
        InvalidScheduleError,
        ValueError,
        "a set of dates or a calendar",
    ),
    "holidays of texts": (
        lambda: adjust_date(DAY, holidays={"2024-01-31"}),
        NotADateError,
        TypeError,
        "A holiday",
    ),
    "holidays of instants": (
        lambda: is_business_day(DAY, holidays=[NOON]),
        NotADateError,
        TypeError,
        "A holiday",
    ),
    "holidays to use up": (
        lambda: adjust_date(DAY, holidays=iter([DAY])),
        InvalidScheduleError,
        ValueError,
        "a set of dates",
    ),
    "no business day": (
        lambda: adjust_date(DAY, holidays={DAY + timedelta(days=n) for n in range(40)}),
        InvalidScheduleError,
        ValueError,
        "within 31 days of 2024-01-31",
    ),
    "datetime to adjust": (lambda: adjust_date(NOON), NotADateError, TypeError, "The day"),
    # ---- proration
    "outside": (
        lambda: prorate(PRICE, JANUARY, DAY, date(2024, 2, 2)),
        InvalidScheduleError,
        ValueError,
        "not a part of the period 2024-01-01/2024-02-01",
    ),
    "backward": (
        lambda: prorate(PRICE, JANUARY, DAY, date(2024, 1, 1)),
        InvalidScheduleError,
        ValueError,
        "2024-01-31 to 2024-01-01",
    ),
    "text day": (lambda: prorate(PRICE, JANUARY, "x", DAY), NotADateError, TypeError, "The start"),
    "day count": (
        lambda: prorate(PRICE, JANUARY, DAY, DAY, day_count=0),
        InvalidCountError,
        ValueError,
        "1 or more (30)",
    ),
    "bare price": (lambda: prorate(100, JANUARY, DAY, DAY), InvalidAmountError, TypeError, "money"),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_bad_input_raises_the_named_error(row: Row) -> None:
    """Bad input raises its own class, also the fitting builtin, and says how to mend it."""
    act, error, builtin, fragment = row

    with pytest.raises(error) as caught:
        act()

    assert error is type(caught.value)
    assert isinstance(caught.value, builtin)
    assert isinstance(caught.value, RelkitError)
    assert fragment in str(caught.value)


def test_no_time_is_spent_on_a_count_beyond_the_calendar() -> None:
    """Arguments are checked when the dates are asked for, not when the first one is taken."""
    last = MONTHLY.occurrences(DAY, count=95_712)

    assert DAY == next(last)
    with pytest.raises(ScheduleOutOfRangeError):
        MONTHLY.occurrences(DAY, count=95_713)


def test_business_day_is_found_at_the_limit_of_the_search() -> None:
    """A date moves by 31 days at most."""
    friday = date(2024, 3, 1)
    closed = {friday + timedelta(days=n) for n in range(31)}

    assert friday + timedelta(days=31) == adjust_date(friday, holidays=closed)


ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.lists(st.integers(0, 6), max_size=3)
    | st.frozensets(st.integers(0, 6))
)


def outcome(act: Callable[..., object], *arguments: object) -> object:
    """Give the result, or the text of the named error."""
    try:
        return act(*arguments)
    except RelkitError as error:
        return str(error)


@settings(deadline=None)
@given(a=ANYTHING, b=ANYTHING, c=ANYTHING)
def test_arbitrary_input_is_a_result_or_a_named_error(a: object, b: object, c: object) -> None:
    """No input escapes as a bare error of Python."""
    outcomes = [
        outcome(lambda: Every(months=a, anchor_day=b, month_end=c)),
        outcome(lambda: Every(days=a, weeks=b, years=c)),
        outcome(MONTHLY.occurrence, a, b),
        outcome(lambda: next(MONTHLY.occurrences(a, count=b, until=c), None)),
        outcome(MONTHLY.period, a, b),
        outcome(MONTHLY.period_of, a, b),
        outcome(Period, a, b),
        outcome(lambda: adjust_date(a, b, holidays=c)),
        outcome(lambda: is_business_day(a, holidays=b, weekend=c)),
        outcome(local_date, a, b),
        outcome(prorate, PRICE, JANUARY, a, b),
    ]

    assert all(not isinstance(found, str) or 20 < len(found) < 400 for found in outcomes)
