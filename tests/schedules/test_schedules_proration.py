"""Proration: known parts, and the laws of parts that add up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import strategies as st
from tests.strategies.money import MODES
from tests.strategies.schedules import days_of
from tests.strategies.surroundings import given_oddly

from relkit.money import Money
from relkit.schedules import Period, prorate, unused
from relkit.testing import moneys, spans

APRIL = Period(date(2024, 4, 1), date(2024, 5, 1))
FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))
PRICE = Money(100, "USD")
DAY_COUNTS = st.none() | st.integers(1, 60)
ROUNDINGS = st.sampled_from(MODES)


@pytest.mark.parametrize(
    ("period", "start", "end", "options", "expected"),
    [
        (APRIL, date(2024, 4, 1), date(2024, 4, 11), {}, "USD 33.33"),
        (APRIL, date(2024, 4, 11), date(2024, 4, 21), {}, "USD 33.34"),
        (APRIL, date(2024, 4, 21), date(2024, 5, 1), {}, "USD 33.33"),
        (APRIL, date(2024, 4, 5), date(2024, 4, 5), {}, "USD 0.00"),
        (APRIL, date(2024, 4, 1), date(2024, 5, 1), {}, "USD 100.00"),
        (FEBRUARY, date(2024, 2, 1), date(2024, 2, 11), {}, "USD 34.48"),
        (FEBRUARY, date(2024, 2, 1), date(2024, 2, 11), {"day_count": 30}, "USD 33.33"),
        (FEBRUARY, date(2024, 2, 29), date(2024, 3, 1), {"day_count": 30}, "USD 6.67"),
        (APRIL, date(2024, 4, 1), date(2024, 4, 11), {"rounding": "ROUND_UP"}, "USD 33.34"),
    ],
)
def test_part_of_a_price(
    period: Period, start: date, end: date, options: dict[str, object], expected: str
) -> None:
    """Known parts have known prices."""
    assert expected == str(prorate(PRICE, period, start, end, **options))


def test_31st_day_is_free_where_a_month_has_30() -> None:
    """With a fixed count of 30 days, the 31st costs nothing more."""
    may = Period(date(2024, 5, 1), date(2024, 6, 1))

    assert "USD 0.00" == str(prorate(PRICE, may, date(2024, 5, 31), may.end, day_count=30))


def test_quarter_is_prorated_by_its_own_days() -> None:
    """The days of the whole period divide, not those of a month or of the year."""
    quarter = Period(date(2024, 4, 1), date(2024, 7, 1))
    part = prorate(Money(910, "USD"), quarter, date(2024, 4, 1), date(2024, 5, 13))

    assert 91 == quarter.days
    assert "USD 420.00" == str(part)


def test_price_is_read_by_its_shape() -> None:
    """Other libraries' money is prorated as ours."""
    assert "USD 50.00" == str(unused(("100.00", "USD"), APRIL, date(2024, 4, 16)))


Cut = tuple[Period, list[date]]


def cut_periods(least: int, most: int) -> st.SearchStrategy[Cut]:
    """Periods with some of their days, in order."""

    def with_days(period: Period) -> st.SearchStrategy[Cut]:
        cuts = st.lists(days_of(period), min_size=least, max_size=most).map(sorted)
        return st.tuples(st.just(period), cuts)

    return spans().flatmap(with_days)


@given_oddly(moneys(), cut_periods(0, 6), DAY_COUNTS, ROUNDINGS)
def test_law_p9_parts_partition_the_price(
    price: Money, cut: Cut, day_count: int | None, rounding: str
) -> None:
    """P9: however a period is cut, the parts add up to the price exactly."""
    period, cuts = cut
    parts = [
        prorate(price, period, start, end, day_count=day_count, rounding=rounding)
        for start, end in pairwise([period.start, *cuts, period.end])
    ]

    assert price == Money.total(parts, price.currency)


@given_oddly(moneys(), cut_periods(3, 3), DAY_COUNTS, ROUNDINGS)
def test_law_p9_neighbors_add_up(
    price: Money, cut: Cut, day_count: int | None, rounding: str
) -> None:
    """P9: the parts from a to b and from b to c are together the part from a to c."""
    period, (a, b, c) = cut

    def part(start: date, end: date) -> Money:
        return prorate(price, period, start, end, day_count=day_count, rounding=rounding)

    assert part(a, c) == part(a, b) + part(b, c)


@given_oddly(moneys(), cut_periods(1, 1), DAY_COUNTS)
def test_law_p9_used_and_unused_are_the_price(
    price: Money, cut: Cut, day_count: int | None
) -> None:
    """P9: what was used and what was not are together the full price."""
    period, (day,) = cut
    used = prorate(price, period, period.start, day, day_count=day_count)

    assert price - used == unused(price, period, day, day_count=day_count)


@given_oddly(moneys(), cut_periods(2, 2))
def test_part_is_near_its_exact_share(price: Money, cut: Cut) -> None:
    """A part is at most one unit from the price times its share of days."""
    period, (a, b) = cut
    share = Fraction(price.minor_units * (b - a).days, period.days)

    assert abs(prorate(price, period, a, b).minor_units - share) <= 1


@given_oddly(moneys(min_units=0), cut_periods(2, 2), DAY_COUNTS)
def test_law_p3_parts_never_change_sign_and_mirror_credits(
    price: Money, cut: Cut, day_count: int | None
) -> None:
    """P3: a part of a charge is no credit, and a part of the credit mirrors it."""
    period, (a, b) = cut
    part = prorate(price, period, a, b, day_count=day_count)

    assert part.minor_units >= 0
    assert -part == prorate(-price, period, a, b, day_count=day_count)
