"""Adding, comparing, multiplying, and the decimal context that must not matter."""

from __future__ import annotations

import decimal
from contextlib import contextmanager
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from tests.strategies.money import CODES, MODES, TRILLION, contexts, rates
from tests.strategies.surroundings import given_oddly

from relkit.errors import InexactAmountError
from relkit.money import Currency, Money
from relkit.testing import currencies, moneys

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = st.integers(-TRILLION, TRILLION)


@given_oddly(a=UNITS, b=UNITS, factor=st.integers(-1000, 1000), currency=currencies())
def test_arithmetic_is_that_of_the_minor_units(
    a: int, b: int, factor: int, currency: Currency
) -> None:
    """Money adds, subtracts, negates and multiplies as its whole minor units do."""
    x, y = (Money.from_minor_units(n, currency) for n in (a, b))

    assert a + b == (x + y).minor_units
    assert a - b == (x - y).minor_units
    assert -a == (-x).minor_units
    assert abs(a) == abs(x).minor_units
    assert factor * a == (factor * x).minor_units == (x * factor).minor_units


@given_oddly(a=UNITS, b=UNITS, currency=currencies())
def test_order_is_that_of_the_minor_units(a: int, b: int, currency: Currency) -> None:
    """Money of one currency compares as its minor units do."""
    x, y = (Money.from_minor_units(n, currency) for n in (a, b))

    assert (a < b, a <= b, a > b, a >= b) == (x < y, x <= y, x > y, x >= y)
    assert (a == b, a != b) == (x == y, x != y)


@given_oddly(money=moneys())
def test_equality_across_currencies_is_false(money: Money) -> None:
    """Money never equals money of another currency, a number or a text, and never raises."""
    other = Money.from_minor_units(money.minor_units, Currency("OTHERS", money.currency.digits))

    assert money != other
    assert money != money.amount
    assert money != money.minor_units
    assert money != str(money)


@given_oddly(units=st.lists(UNITS), code=st.sampled_from(CODES))
def test_sum_adds_up(units: list[int], code: str) -> None:
    """The sum has the sum of the minor units; no items sum to zero."""
    items = [Money.from_minor_units(n, code) for n in units]

    assert Money.from_minor_units(sum(units), code) == Money.total(items, code)
    assert Money.total(items, code) == Money.total(iter(items), Currency.of(code))


@pytest.mark.parametrize(
    ("money", "rate", "expected"),
    [
        (Money("19.99", "USD"), Decimal("0.075"), "USD 1.50"),
        (Money("0.10", "USD"), Decimal("0.05"), "USD 0.01"),
        (Money("-0.10", "USD"), Decimal("0.05"), "USD -0.01"),
        (Money(100, "JPY"), Fraction(1, 3), "JPY 33"),
        (Money("1.000", "KWD"), Fraction(2, 3), "KWD 0.667"),
        (Money(5, "USD"), 3, "USD 15.00"),
        (Money(5, "USD"), Decimal(0), "USD 0.00"),
    ],
    ids=str,
)
def test_times_rounds_once_half_up(money: Money, rate: Fraction, expected: str) -> None:
    """A rate is applied exactly and rounded once, halves away from zero."""
    assert expected == str(money.times(rate))


@given_oddly(money=moneys(), rate=rates(), rounding=st.sampled_from(MODES))
def test_times_is_within_one_unit(money: Money, rate: Fraction, rounding: str) -> None:
    """Whatever the rounding, the product is less than one unit from the exact one."""
    product = money.times(rate, rounding=rounding)

    assert abs(product.minor_units - money.minor_units * rate) < 1


@given_oddly(money=moneys(), rate=rates())
def test_times_mirrors_credits(money: Money, rate: Fraction) -> None:
    """A credit note gets exactly what the invoice got, with the other sign."""
    assert -money.times(rate) == (-money).times(rate)


@contextmanager
def ambient(context: Context) -> Iterator[None]:
    """Make a context the ambient one for a while, flags and all."""
    before = decimal.getcontext().copy()
    decimal.setcontext(context)
    try:
        yield
    finally:
        decimal.setcontext(before)


def everything(currency: Currency, units: int) -> list[object]:
    """Do with money whatever can be done with it."""
    money = Money.from_minor_units(units, currency)
    other = Money(money.amount, currency)
    text = str(money).partition(" ")[2]
    return [
        *(money, other, Money(text, currency), Money.of((money.amount, currency))),
        *(money + other, money - other, -money, abs(money), money * 7),
        *(money == other, money < other, hash(money), repr(money), str(money), f"{money:>40}"),
        *(money.split(7), money.allocate([3, 0, Decimal("0.5"), Fraction(1, 3)], step=5)),
        *(money.times(Decimal("0.0725")), money.times(Fraction(1, 3), rounding="ROUND_UP")),
        *(Money.rounded("1.23456789", currency), Money.rounded(Decimal("-0.5"), currency, step=5)),
        Money.total([money, other], currency),
    ]


@given_oddly(
    context=contexts(),
    units=st.integers(-(10**20), 10**20),
    currency=st.sampled_from(CODES).map(Currency.of),
)
def test_ambient_context_changes_nothing(context: Context, units: int, currency: Currency) -> None:
    """Precision, rounding, exponent limits and traps of the thread have no effect at all."""
    expected = everything(currency, units)
    flags = dict(context.flags)

    with ambient(context):
        actual = everything(currency, units)

        assert flags == dict(decimal.getcontext().flags)

    assert expected == actual
    assert [str(value) for value in expected] == [str(value) for value in actual]


def test_low_precision_loses_no_cent() -> None:
    """With 6 digits of ambient precision the cent is still there."""
    with ambient(Context(prec=6)):
        total = Money("123456.78", "USD") + Money("0.01", "USD")

    assert "USD 123456.79" == str(total)


def test_ambient_traps_do_not_reach_the_errors() -> None:
    """With no trap set at all, an inexact amount is still refused."""
    with ambient(Context(prec=1, traps=[])), pytest.raises(InexactAmountError):
        Money(Decimal("1.005"), "USD")
