"""Money from amounts, minor units and other people's money."""

from __future__ import annotations

import copy
import pickle
from collections import namedtuple
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import strategies as st
from tests.strategies.money import MODES, TRILLION
from tests.strategies.surroundings import given_oddly

from relkit.errors import AmountTooLargeError, InvalidAmountError, RelkitError
from relkit.money import Currency, Money
from relkit.testing import currencies, moneys

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("amount", "code", "units", "text"),
    [
        ("12.50", "USD", 1250, "USD 12.50"),
        ("12.5", "USD", 1250, "USD 12.50"),
        ("+12.500", "USD", 1250, "USD 12.50"),
        ("1E+2", "USD", 10_000, "USD 100.00"),
        ("125e-1", "USD", 1250, "USD 12.50"),
        ("-0", "USD", 0, "USD 0.00"),
        ("0e-50", "USD", 0, "USD 0.00"),
        ("-0.05", "USD", -5, "USD -0.05"),
        ("007", "JPY", 7, "JPY 7"),
        (12, "USD", 1200, "USD 12.00"),
        (-12, "JPY", -12, "JPY -12"),
        (Decimal("1.234"), "KWD", 1234, "KWD 1.234"),
        (Decimal("-0.00"), "USD", 0, "USD 0.00"),
        (Decimal("1E+3"), "USD", 100_000, "USD 1000.00"),
        (Decimal("0E+999999"), "USD", 0, "USD 0.00"),
        ("9" * 28 + ".99", "USD", 10**30 - 1, f"USD {'9' * 28}.99"),
    ],
)
def test_amount_is_read_exactly(
    amount: Decimal | int | str, code: str, units: int, text: str
) -> None:
    """Decimals, ints and plain text become the same minor units and the normal form."""
    money = Money(amount, code)

    assert units == money.minor_units
    assert text == str(money)
    assert -money.currency.digits == money.amount.as_tuple().exponent
    assert not (money.amount.is_signed() and units == 0)


def test_finest_currency_is_written_without_an_exponent() -> None:
    """Even zero with 18 digits is written in plain figures."""
    ether = Currency("ETH", 18)

    assert "ETH 0.000000000000000000" == str(Money(0, ether))
    assert "ETH 0.000000000000000001" == str(Money("1e-18", ether))


@given_oddly(money=moneys())
def test_money_is_a_value(money: Money) -> None:
    """Money survives repr, pickle, copy and its own parts, and its twin has its hash."""
    again = eval(repr(money))  # noqa: S307 - the repr is the promise under test

    assert money == again
    assert hash(money) == hash(again)
    assert money == pickle.loads(pickle.dumps(money))
    assert money == copy.copy(money)
    assert money == copy.deepcopy(money)
    assert money == Money(money.amount, money.currency)
    assert money == Money.from_minor_units(money.minor_units, money.currency)
    assert money == attrs.evolve(money)
    assert money is Money.of(money)


@given_oddly(units=st.integers(-TRILLION, TRILLION), currency=currencies())
def test_amount_and_minor_units_say_the_same(units: int, currency: Currency) -> None:
    """The amount is the minor units, shifted by the digits (law P10)."""
    money = Money.from_minor_units(units, currency)

    assert Fraction(units, 10**currency.digits) == Fraction(money.amount)
    assert money == Money(str(money).partition(" ")[2], currency)


def test_money_is_frozen() -> None:
    """No field of money can be set, and no new one added."""
    money = Money(1, "USD")

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        money.amount = Decimal(2)
    assert not hasattr(money, "__dict__")


def test_repr_is_short_for_listed_currencies_only() -> None:
    """A code stands for a listed currency; another one shows its digits."""
    assert "Money('12.50', 'USD')" == repr(Money("12.5", "USD"))
    assert "Money('1.5', Currency(code='USD', digits=1))" == repr(Money("1.5", Currency("USD", 1)))


def test_money_is_formatted_as_text() -> None:
    """A width and an alignment apply to the text of the money."""
    assert "    USD 1.00" == f"{Money(1, 'USD'):>12}"


Pair = namedtuple("Pair", ["total", "unit"])  # noqa: PYI024 - an untyped pair from elsewhere
EURO = SimpleNamespace(code="EUR", name="Euro")


@pytest.mark.parametrize(
    "value",
    [
        ("12.50", "EUR"),
        Pair(Decimal("12.50"), "EUR"),
        "EUR 12.50",
        {"amount": "12.50", "currency": "EUR"},
        SimpleNamespace(amount=Decimal("12.5"), currency="EUR"),
        SimpleNamespace(amount=Decimal("12.50"), currency=EURO),
        SimpleNamespace(decimal=Decimal("12.50"), currency=EURO),
        SimpleNamespace(amount=Decimal("12.50"), currency={"code": "EUR", "exponent": 2}),
    ],
    ids=["pair", "named pair", "text", "mapping", "code", "object", "decimal", "dict currency"],
)
def test_money_of_another_shape_is_read(value: object) -> None:
    """Pairs, texts, mappings and other libraries' money are read by their shape."""
    assert Money("12.50", "EUR") == Money.of(value)


@pytest.mark.parametrize(
    "value",
    [
        "EUR",
        "12.50 EUR",
        "EUR  12.50",
        "EUR 12.50 ",
        "",
        ("12.50",),
        ("12.50", "EUR", 2),
        ("12.50", None),
        {"amount": "12.50"},
        SimpleNamespace(amount="12.50"),
        12,
        None,
    ],
    ids=repr,
)
def test_what_has_no_shape_of_money_is_refused(value: object) -> None:
    """Anything else is refused with the shapes that are read."""
    with pytest.raises(InvalidAmountError, match=r"is not money: give Money, \('12.50', 'EUR'\)"):
        Money.of(value)


@given_oddly(money=moneys())
def test_other_tools_can_read_money_by_its_shape(money: Money) -> None:
    """A foreign value with the amount and the currency of money is that money again."""
    foreign = SimpleNamespace(amount=money.amount, currency=money.currency)

    assert money == Money.of(foreign)


@pytest.mark.parametrize(
    ("amount", "code", "options", "text"),
    [
        ("1.005", "USD", {}, "USD 1.01"),
        ("-1.005", "USD", {}, "USD -1.01"),
        ("1.005", "USD", {"rounding": "ROUND_HALF_EVEN"}, "USD 1.00"),
        (Fraction(1, 3), "KWD", {}, "KWD 0.333"),
        (Decimal("0.5"), "JPY", {}, "JPY 1"),
        (Decimal("0E-999999"), "JPY", {}, "JPY 0"),
        (7, "JPY", {"step": 5}, "JPY 5"),
        ("1.02", "CHF", {"step": 5}, "CHF 1.00"),
        ("1.03", "CHF", {"step": 5}, "CHF 1.05"),
        ("1.025", "CHF", {"step": 5}, "CHF 1.05"),
        ("1.01", "CHF", {"step": 5, "rounding": "ROUND_UP"}, "CHF 1.05"),
    ],
)
def test_rounded_is_the_explicit_way(
    amount: Decimal | Fraction | str, code: str, options: dict[str, object], text: str
) -> None:
    """Too many decimals are rounded on purpose, half up unless told otherwise."""
    assert text == str(Money.rounded(amount, code, **options))


@pytest.mark.parametrize("rounding", MODES)
@pytest.mark.parametrize("code", ["JPY", "USD", "KWD"])
def test_rounded_agrees_with_decimal(code: str, rounding: str) -> None:
    """Every rounding mode does what the decimal library does with tenths of a minor unit."""
    digits = Currency.of(code).digits
    amounts = [Decimal(tenths).scaleb(-digits - 1) for tenths in range(-220, 221)]
    expected = [amount.quantize(Decimal(1).scaleb(-digits), rounding) for amount in amounts]

    assert expected == [Money.rounded(a, code, rounding=rounding).amount for a in amounts]


def test_largest_amount_has_30_digits() -> None:
    """The limit is exact, on both sides of zero."""
    limit = 10**30

    assert limit - 1 == Money.from_minor_units(limit - 1, "USD").minor_units
    assert 1 - limit == Money.from_minor_units(1 - limit, "JPY").minor_units
    for units in (limit, -limit):
        with pytest.raises(AmountTooLargeError, match="at most 30 digits"):
            Money.from_minor_units(units, "USD")


ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.decimals()
    | st.fractions()
    | st.binary(max_size=4)
    | st.sampled_from(["USD", "JPY", Currency("XCG", 2), "1e999999", "USD 1", "usd 1"])
    | st.dictionaries(st.sampled_from(["amount", "currency", "code"]), st.text(max_size=3))
    | st.lists(st.integers(), max_size=2).map(tuple)
)


MAKERS = (Money, Money.from_minor_units, Money.rounded, lambda a, c: Money.of((a, c)))


def outcome(make: Callable[[object, object], Money], amount: object, currency: object) -> object:
    """Give the money, or the text of the named error."""
    try:
        return make(amount, currency)
    except RelkitError as error:
        return str(error)


@given_oddly(amount=ANYTHING, currency=ANYTHING)
def test_arbitrary_input_is_money_or_a_named_error(amount: object, currency: object) -> None:
    """No input escapes as a bare error of Python or of the decimal library."""
    outcomes = [outcome(make, amount, currency) for make in MAKERS]

    assert all(isinstance(found, Money) or 20 < len(found) < 400 for found in outcomes)


def test_hostile_repr_does_not_hide_the_fault() -> None:
    """A value whose repr raises is refused like any other."""

    class Hostile:
        def __repr__(self) -> str:
            raise RuntimeError

    with pytest.raises(InvalidAmountError, match="<Hostile>"):
        Money(Hostile(), "USD")
