"""Every kind of bad input: the class of the error, its builtin base, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest

from relkit.errors import (
    AmountTooLargeError,
    CurrencyMismatchError,
    InexactAmountError,
    InvalidAmountError,
    InvalidCountError,
    InvalidRatiosError,
    InvalidValueError,
    RelkitError,
    UnknownCurrencyError,
)
from relkit.money import Currency, Money

USD = Money("12.50", "USD")
EUR = Money("12.50", "EUR")

Row = tuple[Callable[[], object], type[RelkitError], type[Exception], str]

ROWS: dict[str, Row] = {
    # ---- amounts
    "float": (lambda: Money(0.1, "USD"), InvalidAmountError, TypeError, "Decimal('0.1')"),
    "float text": (lambda: Money(0.1, "USD"), InvalidAmountError, TypeError, "'0.1' for an amount"),
    "bool": (lambda: Money(True, "USD"), InvalidAmountError, TypeError, "no number here"),
    "fraction": (
        lambda: Money(Fraction(1, 3), "USD"),
        InvalidAmountError,
        TypeError,
        "Money.rounded(Fraction(1, 3), 'USD')",
    ),
    "none": (lambda: Money(None, "USD"), InvalidAmountError, TypeError, "of type NoneType"),
    "nan": (lambda: Money(Decimal("NaN"), "USD"), InvalidAmountError, ValueError, "not finite"),
    "snan": (lambda: Money(Decimal("sNaN"), "USD"), InvalidAmountError, ValueError, "not finite"),
    "infinity": (lambda: Money(Decimal("-Inf"), "USD"), InvalidAmountError, ValueError, "finite"),
    "comma": (lambda: Money("1,000", "USD"), InvalidAmountError, ValueError, "separators"),
    "empty": (lambda: Money("", "USD"), InvalidAmountError, ValueError, "'-1234.50'"),
    "underscore": (lambda: Money("1_000", "USD"), InvalidAmountError, ValueError, "'1_000'"),
    "spaces": (lambda: Money(" 1 ", "USD"), InvalidAmountError, ValueError, "without spaces"),
    "newline": (lambda: Money("1\n", "USD"), InvalidAmountError, ValueError, "plain figures"),
    "arabic": (lambda: Money("\u0661", "USD"), InvalidAmountError, ValueError, "plain figures"),
    "bare point": (lambda: Money(".5", "USD"), InvalidAmountError, ValueError, "plain figures"),
    "text nan": (lambda: Money("NaN", "USD"), InvalidAmountError, ValueError, "plain figures"),
    "huge exponent": (lambda: Money("1e999999", "USD"), AmountTooLargeError, OverflowError, "30"),
    "huger exponent": (lambda: Money("1e9999999", "USD"), AmountTooLargeError, OverflowError, "30"),
    "huge decimal": (
        lambda: Money(Decimal("1e999999"), "USD"),
        AmountTooLargeError,
        OverflowError,
        "at most 30 digits",
    ),
    "huge int": (lambda: Money(10**5000, "USD"), AmountTooLargeError, OverflowError, "30 digits"),
    "31 digits": (lambda: Money("9" * 29, "USD"), AmountTooLargeError, OverflowError, "30 digits"),
    "long text": (lambda: Money("0" * 121, "USD"), AmountTooLargeError, OverflowError, "30 digits"),
    "too large a sum": (
        lambda: Money("9" * 28, "USD") + Money("9" * 28, "USD"),
        AmountTooLargeError,
        OverflowError,
        "at most 30 digits",
    ),
    "too long to round": (
        lambda: Money.rounded(Decimal("1e-101"), "USD"),
        AmountTooLargeError,
        OverflowError,
        "over 100 digits",
    ),
    "half a yen": (lambda: Money("0.5", "JPY"), InexactAmountError, ValueError, "Money.rounded"),
    "half a cent": (lambda: Money("1.005", "USD"), InexactAmountError, ValueError, "digits (2)"),
    "tiny": (lambda: Money("1e-999999", "USD"), InexactAmountError, ValueError, "more decimals"),
    "minor units": (
        lambda: Money.from_minor_units(12.5, "USD"),
        InvalidAmountError,
        TypeError,
        "1250 for USD 12.50",
    ),
    "bool units": (
        lambda: Money.from_minor_units(True, "USD"),
        InvalidAmountError,
        TypeError,
        "whole number",
    ),
    # ---- currencies
    "unknown": (lambda: Money(1, "QQQ"), UnknownCurrencyError, LookupError, "Currency('QQQ', 2)"),
    "lower case": (lambda: Money(1, "usd"), UnknownCurrencyError, LookupError, "'USD'"),
    "symbol": (lambda: Money(1, "$"), UnknownCurrencyError, LookupError, "Currency('XCG', 2)"),
    "gold": (lambda: Money(1, "XAU"), UnknownCurrencyError, LookupError, "no minor unit"),
    "no currency": (lambda: Money(1, None), InvalidValueError, TypeError, "is no currency"),
    "two currencies": (lambda: USD + EUR, CurrencyMismatchError, TypeError, "code='EUR'"),
    "difference": (lambda: USD - EUR, CurrencyMismatchError, TypeError, "USD 12.50 and EUR 12.50"),
    "less": (lambda: USD < EUR, CurrencyMismatchError, TypeError, "nothing is converted"),
    "two readings": (
        lambda: Money(1, Currency("MGA", 0)) + Money(1, "MGA"),
        CurrencyMismatchError,
        TypeError,
        "digits=0",
    ),
    "bare int": (lambda: USD + 0, CurrencyMismatchError, TypeError, "Money.total(items, currency)"),
    "sum": (lambda: sum([USD, USD]), CurrencyMismatchError, TypeError, "Money.total"),
    "bare decimal": (lambda: USD - Decimal(1), CurrencyMismatchError, TypeError, "bare number"),
    "bare comparison": (lambda: USD > 5, CurrencyMismatchError, TypeError, "bare number 5"),
    "sum of other": (
        lambda: Money.total([USD, EUR], "USD"),
        CurrencyMismatchError,
        TypeError,
        "in different currencies",
    ),
    "sum of texts": (
        lambda: Money.total(["USD 1"], "USD"),
        InvalidAmountError,
        TypeError,
        "Money.of",
    ),
    # ---- arithmetic
    "money times money": (lambda: USD * USD, InvalidValueError, TypeError, "a whole number"),
    "times float": (lambda: USD * 1.5, InvalidValueError, TypeError, "times(Decimal('…'))"),
    "bool factor": (lambda: True * USD, InvalidValueError, TypeError, "a whole number"),
    "division": (lambda: USD / 3, InvalidValueError, TypeError, "split(3)"),
    "floor division": (lambda: USD // 3, InvalidValueError, TypeError, "times(Fraction(1, 3))"),
    "truth": (lambda: not USD, InvalidValueError, TypeError, "compare its minor_units with 0"),
    "float rate": (lambda: USD.times(0.1), InvalidValueError, TypeError, "Decimal('0.1')"),
    "nan rate": (lambda: USD.times(Decimal("NaN")), InvalidValueError, ValueError, "not finite"),
    "long rate": (lambda: USD.times(Decimal("1e101")), InvalidValueError, ValueError, "100 digits"),
    "rounding": (
        lambda: USD.times(1, rounding="up"),
        InvalidValueError,
        ValueError,
        "ROUND_HALF_EVEN",
    ),
    "rounding type": (lambda: USD.times(1, rounding=4), InvalidValueError, TypeError, "ROUND_UP"),
    # ---- counts
    "no parts": (lambda: USD.split(0), InvalidCountError, ValueError, "from 1 to 1,000,000"),
    "minus one part": (lambda: USD.split(-1), InvalidCountError, ValueError, "not -1"),
    "two whole parts": (lambda: USD.split(2.0), InvalidCountError, TypeError, "whole number"),
    "two and a half": (lambda: USD.split(2.5), InvalidCountError, TypeError, "not 2.5"),
    "text count": (lambda: USD.split("3"), InvalidCountError, TypeError, "not '3'"),
    "bool count": (lambda: USD.split(True), InvalidCountError, TypeError, "not True"),
    "too many parts": (lambda: USD.split(10**9), InvalidCountError, ValueError, "1,000,000"),
    "remainder": (
        lambda: USD.split(3, remainder="largest"),
        InvalidValueError,
        ValueError,
        "'first' or 'last'",
    ),
    "step 0": (lambda: USD.split(3, step=0), InvalidValueError, ValueError, "1 or more"),
    "step 0.05": (lambda: USD.allocate([1], step=0.05), InvalidValueError, TypeError, "5 for CHF"),
    "bool step": (lambda: USD.split(3, step=True), InvalidValueError, TypeError, "minor units"),
    # ---- weights
    "no weights": (lambda: USD.allocate([]), InvalidRatiosError, ValueError, "[50, 30, 20]"),
    "all zero": (
        lambda: USD.allocate([0, 0]),
        InvalidRatiosError,
        ValueError,
        "All 2 weights",
    ),
    "negative": (lambda: USD.allocate([1, -1]), InvalidRatiosError, ValueError, "Weight 1 is neg"),
    "negative fraction": (
        lambda: USD.allocate([Fraction(-1, 3), 1]),
        InvalidRatiosError,
        ValueError,
        "Weight 0",
    ),
    "nan weight": (
        lambda: USD.allocate([1, 1, Decimal("NaN")]),
        InvalidRatiosError,
        ValueError,
        "Weight 2: Decimal('NaN') is not finite",
    ),
    "float weight": (
        lambda: USD.allocate([1, 0.5]),
        InvalidRatiosError,
        TypeError,
        "Weight 1: 0.5 is a float and not exact",
    ),
    "bool weight": (lambda: USD.allocate([True]), InvalidRatiosError, TypeError, "Weight 0"),
    "text weights": (lambda: USD.allocate("123"), InvalidRatiosError, TypeError, "a sequence"),
    "text weight": (lambda: USD.allocate(["1"]), InvalidRatiosError, TypeError, "of type str"),
    "set": (lambda: USD.allocate({1, 2}), InvalidRatiosError, TypeError, "a sequence of numbers"),
    "mapping": (lambda: USD.allocate({1: 2}), InvalidRatiosError, TypeError, "not {1: 2}"),
    "one weight": (lambda: USD.allocate(3), InvalidRatiosError, TypeError, "not 3"),
    "endless weights": (lambda: USD.allocate(count(1)), InvalidRatiosError, ValueError, "too many"),
    "long weight": (
        lambda: USD.allocate([Decimal("1e999999")]),
        InvalidRatiosError,
        ValueError,
        "over 100 digits",
    ),
    "no common denominator": (
        lambda: USD.allocate([Fraction(1, 10**3000 + n) for n in range(9)]),
        InvalidRatiosError,
        ValueError,
        "round them first",
    ),
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


def test_numpy_like_float_shows_its_plain_figures() -> None:
    """A subclass of float is shown by the figures of the float, whatever its own repr."""

    class Float64(float):
        def __repr__(self) -> str:
            return "np.float64(0.1)"

    with pytest.raises(InvalidAmountError, match=r"give Decimal\('0.1'\), or '0.1'"):
        Money(Float64(0.1), "USD")


def test_other_types_are_left_to_python() -> None:
    """With values that are neither money nor numbers, Python's own TypeError tells."""
    for act in (
        lambda: USD + "1",
        lambda: "1" + USD,
        lambda: USD - None,
        lambda: USD < "1",
        lambda: USD <= "1",
        lambda: USD > "1",
        lambda: USD >= "1",
        lambda: float(USD),
        lambda: int(USD),
    ):
        with pytest.raises(TypeError):
            act()
