"""Currencies: the table, explicit digits, and what is refused."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from types import SimpleNamespace

import iso4217
import pytest
from tests.strategies.surroundings import given_oddly

from relkit.errors import InvalidValueError, RelkitError, UnknownCurrencyError
from relkit.money import ISO_4217_PUBLISHED, Currency
from relkit.money._iso4217 import DIGITS, PAYABLE, REFUSED, WITHDRAWN
from relkit.testing import currencies


def test_table_has_the_counts_of_the_list() -> None:
    """The list has 178 codes: 165 payable, 26 of them without 2 digits, and 13 refused."""
    others = [code for code in PAYABLE if DIGITS[code] != 2]

    assert date(2026, 1, 1) == ISO_4217_PUBLISHED
    assert (165, 26, 13) == (len(PAYABLE), len(others), len(REFUSED))
    assert set() == PAYABLE & REFUSED
    assert set() == PAYABLE & WITHDRAWN
    assert set() == WITHDRAWN & REFUSED
    assert set(DIGITS) == PAYABLE | WITHDRAWN


def test_digits_agree_with_an_independent_table() -> None:
    """Every code that the package iso4217 also has, has the same number of digits there."""
    theirs = {currency.code: currency.exponent for currency in iso4217.Currency}
    shared = theirs.keys() & (DIGITS.keys() | REFUSED)

    assert len(shared) > 170
    assert {code: theirs[code] for code in shared} == {code: DIGITS.get(code) for code in shared}


def test_codes_agree_with_an_independent_table() -> None:
    """The codes are those of the package iso4217, but for what was published in between."""
    theirs = {currency.code for currency in iso4217.Currency}
    ours = PAYABLE | REFUSED
    is_newer = iso4217.__published__ > ISO_4217_PUBLISHED
    is_older = iso4217.__published__ < ISO_4217_PUBLISHED

    assert is_newer or theirs - ours <= WITHDRAWN
    assert is_newer or is_older or ours == theirs


@pytest.mark.parametrize(
    ("code", "digits"),
    [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("XCG", 2), ("ZWG", 2), ("VED", 2)],
)
def test_listed_currency_has_its_digits(code: str, digits: int) -> None:
    """A payable code gives its digits, and is listed."""
    currency = Currency.of(code)

    assert Currency(code, digits) == currency
    assert currency.is_listed
    assert code == str(currency)


OLD_CODES = "HRK BGN ANG CUC SLL ZWL LTL LVL EEK SKK SIT MTL CYP VEF VEB MRO STD DEM"


@pytest.mark.parametrize("code", OLD_CODES.split())
def test_withdrawn_currency_stays_known(code: str) -> None:
    """Old contracts keep their currency after it left the list."""
    assert Currency(code, 2) == Currency.of(code)


def test_withdrawn_currency_without_minor_unit_has_no_digits() -> None:
    """Lira, peseta and the old ruble of Belarus had no minor unit in use."""
    assert [0, 0, 0, 0] == [Currency.of(code).digits for code in ("ITL", "ESP", "TRL", "BYR")]


def test_explicit_digits_never_ask_the_table() -> None:
    """Tokens, refused codes and other readings of a code are accepted with their digits."""
    assert 18 == Currency("ETH", 18).digits
    assert 4 == Currency("XAU", 4).digits
    assert Currency("MGA", 0) != Currency("MGA", 2)
    assert not Currency("MGA", 0).is_listed


@given_oddly(currency=currencies())
def test_currency_is_a_value(currency: Currency) -> None:
    """A currency survives repr, pickle and copy, and its twin has its hash."""
    again = eval(repr(currency))  # noqa: S307 - the repr is the promise under test

    assert currency == again
    assert hash(currency) == hash(again)
    assert currency == pickle.loads(pickle.dumps(currency))
    assert currency == copy.deepcopy(currency)
    assert currency is Currency.of(currency)


@pytest.mark.parametrize(
    "shape",
    [
        {"code": "KWD"},
        {"code": "KWD", "digits": 3},
        SimpleNamespace(code="KWD"),
        SimpleNamespace(code="KWD", digits=3, name="Kuwaiti Dinar"),
    ],
    ids=["mapping", "mapping with digits", "object", "object with digits"],
)
def test_currency_of_another_shape_is_read(shape: object) -> None:
    """Mappings and objects with a code are currencies of other libraries."""
    assert Currency("KWD", 3) == Currency.of(shape)


def test_currency_of_another_shape_can_bring_its_digits() -> None:
    """Digits that come with a code are believed."""
    assert Currency("BTC", 8) == Currency.of({"code": "BTC", "digits": 8})


@pytest.mark.parametrize(
    ("code", "fragment"),
    [
        ("usd", "Did you mean 'USD'?"),
        ("$", "Currency('XCG', 2)"),
        ("", "Currency('XCG', 2)"),
        ("USDX", "Did you mean 'USD'?"),
        ("UDS", "is not among the currencies of ISO 4217 (2026-01-01)"),
        ("EUX", "Did you mean 'EUR'?"),
        ("QQQ", "Currency('QQQ', 2)"),
        ("XAU", "no minor unit"),
        ("XXX", "Currency('XXX', 2)"),
        ("XTS", "no minor unit"),
    ],
)
def test_unknown_code_is_refused_with_help(code: str, fragment: str) -> None:
    """An unknown code raises a LookupError that shows close codes and the explicit way."""
    with pytest.raises(UnknownCurrencyError) as caught:
        Currency.of(code)

    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, RelkitError)
    assert fragment in str(caught.value)


@pytest.mark.parametrize("shape", [None, 7, b"USD", {"name": "USD"}, {"code": 7}, object])
def test_what_is_no_currency_is_refused(shape: object) -> None:
    """A thing without a code is no currency."""
    with pytest.raises(InvalidValueError, match="is no currency: give a code such as 'USD'"):
        Currency.of(shape)


@pytest.mark.parametrize(
    "code",
    ["US", "ABCDEFGHIJKLM", "US$", "ÄÖÜ", "USD ", "", 840, None],
)
def test_malformed_code_is_refused(code: object) -> None:
    """An explicit code has 3 to 12 capital letters and figures of ASCII."""
    with pytest.raises(InvalidValueError, match="3 to 12 capital letters and figures"):
        Currency(code, 2)


def test_lower_case_code_is_refused_with_the_upper_case() -> None:
    """A code in lower case is most likely meant in upper case."""
    with pytest.raises(InvalidValueError, match=r"Did you mean 'XCG'\?"):
        Currency("xcg", 2)


@pytest.mark.parametrize("digits", [-1, 19, 2.0, "2", None, True])
def test_malformed_digits_are_refused(digits: object) -> None:
    """Digits are an int from 0 to 18, and a bool is none."""
    with pytest.raises(InvalidValueError, match="whole number from 0 to 18"):
        Currency("XCG", digits)
