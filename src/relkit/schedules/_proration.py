"""Proration: the price of some of a period's days, such that parts always add up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from fractions import Fraction
from typing import TYPE_CHECKING

from relkit._checks import a_date
from relkit._words import shown
from relkit.errors import InvalidCountError, InvalidScheduleError
from relkit.money import Money

if TYPE_CHECKING:
    from datetime import date

    from relkit.schedules._period import Period

__all__ = ["prorate", "unused"]


def prorate(  # noqa: PLR0913 - a price, a period, two days; the rest has defaults
    price: Money,
    period: Period,
    start: date,
    end: date,
    *,
    day_count: int | None = None,
    rounding: str = ROUND_HALF_UP,
) -> Money:
    """Give the part of a period's price for the days from ``start`` up to, without, ``end``.

    Both days lie within the period. What has become due by a day is the price times the
    share of days passed, rounded once; a part is the difference of two such amounts. So
    neighboring parts add up to their union, all parts to the price, and no unit is lost (law
    P9). ``day_count=30`` counts every period as 30 days, as some contracts do: each day
    costs a thirtieth, and the last day takes what is left of the price.

    Raises ``InvalidScheduleError`` for days outside the period or in the wrong order.

    >>> from datetime import date
    >>> from relkit.schedules import Period
    >>> april = Period(date(2024, 4, 1), date(2024, 5, 1))
    >>> str(prorate(Money(100, "USD"), april, date(2024, 4, 11), date(2024, 5, 1)))
    'USD 66.67'
    """
    price = Money.of(price)
    first, last = a_date(start, "The start"), a_date(end, "The end")
    if not period.start <= first <= last <= period.end:
        msg = f"{first} to {last} is not a part of the period {period}, in this order."
        raise InvalidScheduleError(msg)
    whole = period.days if day_count is None else _check_day_count(day_count)

    def due_by(day: date) -> Money:
        if day == period.end:
            return price
        passed = min((day - period.start).days, whole)
        return price.times(Fraction(passed, whole), rounding=rounding)

    return due_by(last) - due_by(first)


def unused(
    price: Money,
    period: Period,
    day: date,
    *,
    day_count: int | None = None,
    rounding: str = ROUND_HALF_UP,
) -> Money:
    """Give what is left of a period's price from ``day`` on: the full price less the used part.

    Options and errors as in ``prorate``.

    >>> from datetime import date
    >>> from relkit.schedules import Period
    >>> april = Period(date(2024, 4, 1), date(2024, 5, 1))
    >>> str(unused(Money(100, "USD"), april, date(2024, 4, 11)))
    'USD 66.67'
    """
    return prorate(price, period, day, period.end, day_count=day_count, rounding=rounding)


def _check_day_count(day_count: object) -> int:
    if isinstance(day_count, bool) or not isinstance(day_count, int) or day_count < 1:
        msg = f"day_count is a whole number of days, 1 or more (30), not {shown(day_count)}."
        raise InvalidCountError(msg)
    return day_count
