"""``Currency``: a code and its number of digits, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, cast, final

import attrs
from attrs import Attribute
from typing_extensions import override

from relkit._words import listed, shown
from relkit.errors import InvalidValueError, UnknownCurrencyError
from relkit.money._iso4217 import DIGITS, ISO_4217_PUBLISHED, REFUSED, similar_codes

__all__ = ["Currency"]

_MOST_DIGITS: Final = 18  # the finest tokens have as many
_SHORTEST_CODE: Final = 3
_LONGEST_CODE: Final = 12


def _is_code(code: str) -> bool:
    return (
        _SHORTEST_CODE <= len(code) <= _LONGEST_CODE
        and code.isascii()
        and code.isalnum()
        and code == code.upper()
    )


def _check_code(_instance: object, _attribute: Attribute[str], code: object) -> None:
    if isinstance(code, str) and _is_code(code):
        return
    msg = (
        f"A currency code is {_SHORTEST_CODE} to {_LONGEST_CODE} capital letters and figures, "
        f"not {shown(code)}."
    )
    if isinstance(code, str) and _is_code(code.upper()):
        msg = f"{msg} Did you mean {code.upper()!r}?"
    raise InvalidValueError(msg)


def _check_digits(_instance: object, _attribute: Attribute[int], digits: object) -> None:
    if type(digits) is not int or not 0 <= digits <= _MOST_DIGITS:
        msg = (
            "A currency's digits after the point are a whole number from 0 to "
            f"{_MOST_DIGITS}, not {shown(digits)}."
        )
        raise InvalidValueError(msg)


@final
@attrs.frozen
class Currency:
    """A currency: its code and the number of digits after the point.

    ``Currency.of("JPY")`` takes the digits from the ISO 4217 table in the package;
    ``Currency("XCG", 2)`` takes them from you and never asks the table, so that new
    currencies, tokens and another reading of a code (CLDR gives MGA 0 digits, ISO 2) work.
    Two currencies are equal when code *and* digits are.

    ``code`` is 3 to 12 capital letters and figures, ``digits`` 0 to 18.

    Raises ``InvalidValueError`` for any other code or digits.

    >>> Currency.of("JPY")
    Currency(code='JPY', digits=0)
    >>> str(Currency("POINTS", 0))
    'POINTS'
    """

    code: str = attrs.field(validator=_check_code)
    """The code, such as ``"USD"``."""

    digits: int = attrs.field(validator=_check_digits)
    """How many digits the minor unit has: 2 for USD, 0 for JPY."""

    @classmethod
    def of(cls, currency: object) -> Currency:
        """Read a currency from a code, a ``Currency``, or another library's currency.

        Accepts an ISO 4217 code (also a withdrawn one, for old contracts), a ``Currency``, an
        object with ``code``, or a mapping with ``"code"``; the last two may give ``digits``.

        Raises ``UnknownCurrencyError`` for a code that is not in the table or has no minor
        unit, ``InvalidValueError`` for anything that is no currency at all.

        >>> Currency.of({"code": "KWD"}).digits
        3
        """
        if isinstance(currency, cls):
            return currency
        if isinstance(currency, str):
            return _listed_currency(currency)
        try:
            code, digits = _code_and_digits(currency)
        except Exception as fault:  # a property or a mapping of other code may raise anything
            msg = f"{shown(currency)} is no currency, for reading it raised {shown(fault)}."
            raise InvalidValueError(msg) from fault
        if not isinstance(code, str):
            msg = f"{shown(currency)} is no currency: give a code such as 'USD', or a Currency."
            raise InvalidValueError(msg)
        return _listed_currency(code) if digits is None else cls(code, digits)

    @property
    def is_listed(self) -> bool:
        """Whether the ISO 4217 table has this code with these digits.

        >>> Currency("USD", 2).is_listed, Currency("USD", 3).is_listed
        (True, False)
        """
        return DIGITS.get(self.code) == self.digits

    @override
    def __str__(self) -> str:
        """Give the code."""
        return self.code


def _code_and_digits(currency: object) -> tuple[object, Any]:
    if isinstance(currency, Mapping):
        fields = cast("Mapping[object, object]", currency)
        return fields.get("code"), fields.get("digits")
    return getattr(currency, "code", None), getattr(currency, "digits", None)


@lru_cache(maxsize=512)
def _listed_currency(code: str) -> Currency:
    """Look a code up; equal codes give the same object, which makes comparisons quick."""
    digits = DIGITS.get(code)
    if digits is None:
        raise _unknown(code)
    return Currency(code, digits)


def _unknown(code: str) -> UnknownCurrencyError:
    if code in REFUSED:
        msg = f"{code} has no minor unit in ISO 4217, so no amount of it can be paid."
    else:
        msg = f"{shown(code)} is not among the currencies of ISO 4217 ({ISO_4217_PUBLISHED})."
    near = [] if code in REFUSED else similar_codes(code)
    if near:
        msg = f"{msg} Did you mean {listed(map(repr, near))}?"
    example = code if _is_code(code) else "XCG"
    return UnknownCurrencyError(f"{msg} Otherwise give the digits: Currency({example!r}, 2).")
