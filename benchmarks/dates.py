"""Compares seeded random month arithmetic with dateutil, and times a long schedule.

    python benchmarks/dates.py [cases] [seed]

Each case lays a rhythm of months on a random anchor and asks for a random occurrence, before
or after it; ``anchor + relativedelta(months=...)`` must be the same day, or both must refuse
a date beyond the calendar. Also checks that the period of a random day contains it. Prints
the number of differences, the CPU seconds of each side, and the microseconds of 360 dates.
Default: a million cases. Ends with status 1 if any date differed.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from relkit.errors import ScheduleOutOfRangeError
from relkit.schedules import Every

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = date(1600, 1, 1).toordinal()
LAST = date(2400, 12, 31).toordinal()
MOST_MONTHS = 36
FARTHEST = 3000
RHYTHMS = tuple(Every(months=months) for months in range(1, MOST_MONTHS + 1))
Case = tuple[date, int, int]


def random_case(rng: random.Random) -> Case:
    """Draw an anchor, a number of months and the number of an occurrence."""
    anchor = date.fromordinal(rng.randint(FIRST, LAST))
    if rng.random() < 0.3:
        anchor = anchor.replace(day=rng.choice((28, 29, 30, 31)), month=rng.choice((1, 3, 5, 12)))
    return anchor, rng.randint(1, MOST_MONTHS), rng.randint(-FARTHEST, FARTHEST)


def ours(case: Case) -> date | None:
    """Answer with relkit; nothing for a date beyond the calendar."""
    anchor, months, i = case
    try:
        return RHYTHMS[months - 1].occurrence(anchor, i)
    except ScheduleOutOfRangeError:
        return None


def theirs(case: Case) -> date | None:
    """Answer with dateutil; nothing for a date beyond the calendar."""
    anchor, months, i = case
    try:
        return anchor + relativedelta(months=months * i)
    except (ValueError, OverflowError):
        return None


def has_its_period(case: Case, day: date | None) -> bool:
    """Whether the period of a day contains it; near the calendar's ends there may be none."""
    anchor, months, _ = case
    if day is None or not 10 < day.year < 9990:
        return True
    return RHYTHMS[months - 1].period_of(anchor, day).contains(day)


def timed(
    answer: Callable[[Case], date | None], cases: list[Case]
) -> tuple[list[date | None], float]:
    """Answer all cases, and give the CPU seconds that it took."""
    started = time.process_time()
    answers = [answer(case) for case in cases]
    return answers, time.process_time() - started


def microseconds(dates: Callable[[], object]) -> float:
    """Give the least CPU time of many runs."""
    best = float("inf")
    for _ in range(50):
        started = time.process_time_ns()
        dates()
        best = min(best, (time.process_time_ns() - started) / 1000)
    return best


def main(cases: int = 1_000_000, seed: int = 20260101) -> int:
    """Run the cases, print the figures, and give the exit status."""
    rng = random.Random(seed)
    drawn = [random_case(rng) for _ in range(cases)]
    our_dates, our_seconds = timed(ours, drawn)
    their_dates, their_seconds = timed(theirs, drawn)
    differences = sum(a != b for a, b in zip(our_dates, their_dates, strict=True))
    outside = sum(map(has_its_period, drawn, our_dates)) - cases
    monthly, anchor = RHYTHMS[0], date(2024, 1, 31)
    print(f"cases {cases}")
    print(f"beyond_the_calendar {our_dates.count(None)}")
    print(f"differences {differences}")
    print(f"days_outside_their_period {-outside}")
    print(f"cpu_seconds_relkit {our_seconds:.2f}")
    print(f"cpu_seconds_dateutil {their_seconds:.2f}")
    relkit_time = microseconds(lambda: list(monthly.occurrences(anchor, count=360)))
    dateutil_time = microseconds(lambda: [anchor + relativedelta(months=i) for i in range(360)])
    print(f"microseconds_360_dates_relkit {relkit_time:.0f}")
    print(f"microseconds_360_dates_dateutil {dateutil_time:.0f}")
    return int(bool(differences or outside))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
