"""The laws of schedules, P5 to P13.

A sample ``anchor`` is a day of three centuries, ``count`` a number of dates, ``more`` some
further ones, ``number`` the number of an occurrence from 0 on, and ``day`` a day near the
anchor.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from relkit._law import Law, law, never_below, same
from relkit._value_laws import VALUE_LAWS
from relkit.errors import LawBrokenError
from relkit.schedules._calendar import last_day, month_index

if TYPE_CHECKING:
    from relkit.schedules._every import Every

__all__ = ["SCHEDULE_LAWS"]

_CYCLE = 400  # years after which the calendar repeats, to the weekday
_LAST_DAY = 31


@law(
    "P6",
    "as many as asked",
    "Iterating gives as many dates as were asked for.",
    "|d(anchor, n)| = n",
)
def _as_many(every: Every, anchor: date, count: int) -> None:
    same(len(list(every.occurrences(anchor, count=count))), count)


@law(
    "P5",
    "in order",
    "Each date is later than the one before.",
    "d₀ < d₁ < d₂ < …",
)
def _in_order(every: Every, anchor: date, count: int) -> None:
    for earlier, later in pairwise(every.occurrences(anchor, count=count + 1)):
        if not earlier < later:
            msg = f"{later} stands after {earlier}."
            raise LawBrokenError(msg)


@law(
    "P5",
    "begins at the anchor",
    "Occurrence 0 is the first that does not lie before the anchor.",
    "d₋₁ < anchor ≤ d₀",
)
def _begins(every: Every, anchor: date) -> None:
    first, before = every.occurrence(anchor, 0), every.occurrence(anchor, -1)
    if not before < anchor <= first:
        msg = f"The anchor {anchor} does not lie after {before} and up to {first}."
        raise LawBrokenError(msg)


@law(
    "P7",
    "no drift",
    "Each date is computed from the anchor: a short month shortens no other.",
    "dᵢ = clip(anchor + i units)",
)
def _no_drift(every: Every, anchor: date, number: int) -> None:
    first, told = every.occurrence(anchor, 0), every.occurrence(anchor, number)
    months = (every.months or 0) + 12 * (every.years or 0)
    if not months:
        same((told - first).days, number * ((every.days or 0) + 7 * (every.weeks or 0)))
        return
    wanted = _LAST_DAY if every.month_end else every.anchor_day or anchor.day
    same(month_index(told) - month_index(first), number * months)
    same(told.day, min(wanted, last_day(told.year, told.month - 1)))


@law(
    "P8",
    "a longer term",
    "Asking for more dates leaves the earlier ones as they are.",
    "d(anchor, n + m) begins with d(anchor, n)",
)
def _longer(every: Every, anchor: date, count: int, more: int) -> None:
    shorter = list(every.occurrences(anchor, count=count))
    longer = list(every.occurrences(anchor, count=count + more))
    same(longer[: len(shorter)], shorter)


@law(
    "P5",
    "ends before until",
    "The day up to which dates are given is not among them.",
    "d < until",
)
def _until(every: Every, anchor: date, count: int) -> None:
    last = list(every.occurrences(anchor, count=count + 2))[-1]
    for day in every.occurrences(anchor, until=last):
        never_below((last - day).days, 1)


@law(
    "P7",
    "numbered",
    "A date of a schedule lies in the period that has its own number.",
    "number(dᵢ) = i",
)
def _numbered(every: Every, anchor: date, number: int) -> None:
    same(every.number_of(anchor, every.occurrence(anchor, number)), number)


@law(
    "P9",
    "a period for each day",
    "Every day, before or after the anchor, lies in the period that it is told to lie in.",
    "start(p(day)) ≤ day < end(p(day))",
)
def _period_of(every: Every, anchor: date, day: date) -> None:
    period = every.period_of(anchor, day)
    if not period.start <= day < period.end:
        msg = f"{day} does not lie in {period}."
        raise LawBrokenError(msg)


@law(
    "P9",
    "periods meet",
    "Each period begins where the one before it ends: no day is left out or counted twice.",
    "end(pᵢ) = start(pᵢ₊₁)",
)
def _meet(every: Every, anchor: date, count: int) -> None:
    for one, following in pairwise(every.periods(anchor, count=count + 1)):
        same(following.start, one.end)


@law(
    "P13",
    "moved by the calendar's cycle",
    "Moved by 400 years, in which the calendar repeats, all dates move by 400 years.",
    "d(anchor + 400 years) = d(anchor) + 400 years",
)
def _moved(every: Every, anchor: date, count: int) -> None:
    later = [_later(day) for day in every.occurrences(anchor, count=count)]
    same(list(every.occurrences(_later(anchor), count=count)), later)


@law(
    "P4",
    "the same again",
    "The same question has the same answer, however often it is asked.",
    "d(anchor) = d(anchor)",
)
def _again(every: Every, anchor: date, count: int) -> None:
    told = [list(every.occurrences(anchor, count=count)) for _ in range(3)]
    same(told, told[:1] * 3)


def _later(day: date) -> date:
    return day + timedelta(days=_DAYS_OF_CYCLE)


_DAYS_OF_CYCLE = (date(2400, 1, 1) - date(2400 - _CYCLE, 1, 1)).days

SCHEDULE_LAWS: Final[tuple[Law, ...]] = (
    _as_many,
    _in_order,
    _begins,
    _no_drift,
    _longer,
    _until,
    _numbered,
    _period_of,
    _meet,
    _moved,
    _again,
    *VALUE_LAWS,
)
"""What every schedule owes."""
