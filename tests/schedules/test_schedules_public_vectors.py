"""Month arithmetic that other projects publish, run through `Every`.

Facts only: who adds how many months to which day, and gets which. Clamping to the last day of a
shorter month is the rule of most; the three other readings stand apart, with the reason.
"""

from __future__ import annotations

from datetime import date

import pytest

from relkit.schedules import Every

MONTHLY = Every(months=1)


def moved(day: str, months: int) -> str:
    """Give the day so many months later."""
    return str(MONTHLY.occurrence(date.fromisoformat(day), months))


@pytest.mark.parametrize(
    ("source", "day", "months", "expected"),
    [
        ("Temporal, test262", "2021-07-16", 5, "2021-12-16"),
        ("Temporal, test262", "2021-08-16", 5, "2022-01-16"),
        ("Temporal, test262", "2021-10-31", 5, "2022-03-31"),
        ("Temporal, test262", "2019-10-01", 5, "2020-03-01"),
        ("Temporal, test262", "2021-09-30", 5, "2022-02-28"),
        ("Temporal, test262", "2019-09-30", 5, "2020-02-29"),
        ("Temporal, test262", "2020-01-31", 1, "2020-02-29"),
        ("Temporal, test262", "2020-03-31", -1, "2020-02-29"),
        ("java.time", "2007-03-31", 1, "2007-04-30"),
        ("java.time", "2007-03-31", -1, "2007-02-28"),
        ("Teradata", "1995-12-31", 2, "1996-02-29"),
        ("Teradata", "1995-12-31", 14, "1997-02-28"),
        ("Teradata", "1999-02-28", -1, "1999-01-28"),
        ("Teradata", "1999-02-28", 1, "1999-03-28"),
        ("Teradata", "1999-04-30", -1, "1999-03-30"),
        ("Teradata", "1999-04-30", 1, "1999-05-30"),
        ("Teradata", "1999-08-15", 1, "1999-09-15"),
        ("Teradata", "1999-09-30", -1, "1999-08-30"),
        ("Teradata", "1999-08-31", 1, "1999-09-30"),
        ("Oracle", "1961-11-15", 1, "1961-12-15"),
        ("Oracle", "1999-01-31", 1, "1999-02-28"),
        ("Oracle", "2002-01-31", 1, "2002-02-28"),
        ("Oracle", "2004-01-31", 1, "2004-02-29"),
        ("Moment, Luxon", "2010-01-31", 1, "2010-02-28"),
        ("dateutil", "2003-01-31", 1, "2003-02-28"),
        ("pendulum, whenever", "2024-01-31", 1, "2024-02-29"),
        ("MySQL", "2009-01-30", 1, "2009-02-28"),
        ("a proposal to Go", "2022-10-31", 1, "2022-11-30"),
        ("a proposal to Go", "2022-10-31", 3, "2023-01-31"),
        ("a proposal to Go", "2022-03-31", -1, "2022-02-28"),
        ("quiver", "2013-03-31", -1, "2013-02-28"),
    ],
)
def test_months_of_others(source: str, day: str, months: int, expected: str) -> None:
    """A day that the month does not have becomes its last one, as with most others."""
    assert (source, expected) == (source, moved(day, months))


@pytest.mark.parametrize(
    ("source", "day", "years", "expected"),
    [
        ("java.time", "2008-02-29", 1, "2009-02-28"),
        ("Temporal", "2020-02-29", 1, "2021-02-28"),
        ("Temporal", "2020-02-29", 4, "2024-02-29"),
        ("dateutil", "2000-02-29", 1, "2001-02-28"),
    ],
)
def test_years_of_others(source: str, day: str, years: int, expected: str) -> None:
    """The 29th of February is the 28th in common years, and itself in leap years."""
    found = Every(years=1).occurrence(date.fromisoformat(day), years)

    assert (source, expected) == (source, str(found))


@pytest.mark.parametrize(
    ("reason", "day", "months", "theirs", "ours"),
    [
        ("spills over: JavaScript, PHP", "2023-01-31", 1, "2023-03-03", "2023-02-28"),
        ("spills over: Go", "2022-10-31", 1, "2022-12-01", "2022-11-30"),
        ("spills over: Go", "1970-01-31", 1, "1970-03-03", "1970-02-28"),
        ("sticks to the end: Oracle, Snowflake", "1961-11-30", 1, "1961-12-31", "1961-12-30"),
        ("sticks to the end: Oracle", "2002-02-28", -1, "2002-01-31", "2002-01-28"),
        ("sticks to the end: Oracle", "2004-02-29", -1, "2004-01-31", "2004-01-29"),
        ("skips the month: RFC 5545", "2024-01-31", 1, "2024-03-31", "2024-02-29"),
    ],
)
def test_months_of_another_convention(
    reason: str, day: str, months: int, theirs: str, ours: str
) -> None:
    """Spilling over, sticking to the end and skipping are other conventions, and not ours."""
    assert reason
    assert ours == moved(day, months)
    assert theirs != ours


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("1961-11-30", 1, "1961-12-31"),
        ("2002-02-28", -1, "2002-01-31"),
        ("2004-02-29", -1, "2004-01-31"),
        ("1999-01-31", 1, "1999-02-28"),
    ],
)
def test_oracle_by_name(day: str, months: int, expected: str) -> None:
    """Sticking to the end of the month, as Oracle does, is said with month_end=True."""
    found = Every(months=1, month_end=True).occurrence(date.fromisoformat(day), months)

    assert expected == str(found)


def test_anchor_of_stripe() -> None:
    """Billing anchored on the 31st goes to the last day of short months, and back to the 31st."""
    days = [str(day) for day in MONTHLY.occurrences(date(2023, 1, 31), count=5)]

    assert ["2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"] == days


@pytest.mark.parametrize(
    ("once", "twice"), [("2026-02-28", "2026-03-28"), ("2024-02-29", "2024-03-29")]
)
def test_adding_one_month_twice_is_not_adding_two(once: str, twice: str) -> None:
    """So each date comes from the anchor, and never from the one before."""
    anchor = f"{once[:4]}-01-31"

    assert once == moved(anchor, 1)
    assert twice == moved(once, 1)
    assert f"{once[:4]}-03-31" == moved(anchor, 2)
