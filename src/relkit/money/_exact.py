"""Exact numbers at the doors: what may become minor units, weights and rates, and rounding.

Everything here works on ints or through one private, trapping decimal context. The
ambient context of the thread is never read, so its precision, rounding and traps change
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
)
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from relkit._words import listed, shown
from relkit.errors import (
    AmountTooLargeError,
    InexactAmountError,
    InvalidAmountError,
    InvalidValueError,
    RelkitError,
)

__all__ = [
    "EXACT",
    "LIMIT",
    "MAX_DIGITS",
    "amount_ratio",
    "exact_ratio",
    "exact_units",
    "round_ratio",
    "too_large",
    "units_text",
    "whole_units",
]

MAX_DIGITS: Final = 30
"""The most digits that an amount can have, those after the point included."""

LIMIT: Final = 10**MAX_DIGITS
_MAX_PLACES: Final = 100  # of a number that is still to be rounded, on either side of the point

EXACT: Final = Context(
    prec=MAX_DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=-999_999,
    Emax=999_999,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[Inexact, InvalidOperation],
)

_UNITS: Final = tuple(Decimal((0, (1,), -digits)) for digits in range(MAX_DIGITS))
_TEXT: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?([0-9]+))?")
_LONGEST_TEXT: Final = 120
_LONGEST_EXPONENT: Final = 6

_RoundsUp: TypeAlias = Callable[[int, int, int, int], bool]
# Each rule sees the sign, the whole units, the rest, and twice the rest less the divisor.
_ROUNDS_UP: Final[Mapping[str, _RoundsUp]] = MappingProxyType(
    {
        ROUND_UP: lambda _sign, _whole, rest, _excess: rest > 0,
        ROUND_DOWN: lambda _sign, _whole, _rest, _excess: False,
        ROUND_CEILING: lambda sign, _whole, rest, _excess: rest > 0 and sign > 0,
        ROUND_FLOOR: lambda sign, _whole, rest, _excess: rest > 0 and sign < 0,
        ROUND_HALF_UP: lambda _sign, _whole, _rest, excess: excess >= 0,
        ROUND_HALF_DOWN: lambda _sign, _whole, _rest, excess: excess > 0,
        ROUND_HALF_EVEN: lambda _sign, whole, _rest, excess: excess + whole % 2 > 0,
        ROUND_05UP: lambda _sign, whole, rest, _excess: rest > 0 and whole % 5 == 0,
    },
)


def exact_units(amount: object, digits: int, code: str) -> int:
    """Turn an amount in currency units into minor units, or say why that is not exact."""
    if isinstance(amount, str):
        amount = _text_decimal(amount)
    if isinstance(amount, Decimal) and amount.is_finite():
        return _decimal_units(amount, digits, code)
    if isinstance(amount, Fraction):
        msg = f"{shown(amount)} may need rounding: use Money.rounded({shown(amount)}, {code!r})."
        raise InvalidAmountError(msg)
    whole, _ = amount_ratio(amount)
    units: int = whole * 10**digits
    return units


def _decimal_units(amount: Decimal, digits: int, code: str) -> int:
    """Let the decimal library shift the point, in a context in which it cannot round."""
    try:
        exact = EXACT.quantize(amount, _UNITS[digits])
    except Inexact:
        raise _inexact(amount, digits, code) from None
    except InvalidOperation:
        raise too_large(amount) from None
    return int(EXACT.scaleb(exact, digits))


def _inexact(amount: object, digits: int, code: str) -> InexactAmountError:
    return InexactAmountError(
        f"{shown(amount)} has more decimals than {code} has digits ({digits}); "
        f"round it on purpose with Money.rounded(amount, {code!r}).",
    )


def too_large(amount: object) -> AmountTooLargeError:
    """Give the error for an amount beyond the limit."""
    return AmountTooLargeError(
        f"The amount {shown(amount)} is too large: at most {MAX_DIGITS} digits are allowed, "
        "those after the point included.",
    )


def amount_ratio(amount: object) -> tuple[int, int]:
    """Read an amount (text too) as a numerator and a positive denominator."""
    if isinstance(amount, str):
        amount = _text_decimal(amount)
    return exact_ratio(amount, "The amount", InvalidAmountError, AmountTooLargeError)


def _text_decimal(text: str) -> Decimal:
    """Read plain decimal notation in ASCII figures; ``Decimal`` alone reads much more."""
    if len(text) > _LONGEST_TEXT:
        raise too_large(text)
    match = _TEXT.fullmatch(text)
    if match is None:
        msg = (
            f"{shown(text)} is no amount: write plain figures with an optional sign and point, "
            "such as '-1234.50', without spaces or separators."
        )
        raise InvalidAmountError(msg)
    if len(match[1] or "") > _LONGEST_EXPONENT:
        raise too_large(text)
    return Decimal(text)


def exact_ratio(
    value: object,
    what: str,
    error: type[RelkitError],
    too_long: type[RelkitError] | None = None,
) -> tuple[int, int]:
    """Read an int, Decimal or Fraction as a ratio; refuse whatever is not an exact number."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, Fraction)):
        raise error(f"{what} {shown(value)} {_why_not(value)}")
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise error(f"{what} {shown(value)} is not finite; give a number.")
        if not value:
            return 0, 1
        # An exponent of a million digits would take as_integer_ratio for ever.
        if max(value.adjusted(), -int(value.as_tuple().exponent)) > _MAX_PLACES:
            msg = f"{what} {shown(value)} has over {_MAX_PLACES} digits on one side of the point."
            raise (too_long or error)(msg)
    return value.as_integer_ratio()


def _why_not(value: object) -> str:
    if isinstance(value, bool):
        return "is a bool, which is no number here; give an int, a Decimal or a Fraction."
    if isinstance(value, float):
        exact = float.__repr__(value)
        return f"is a float and not exact; give Decimal({exact!r}), or {exact!r} for an amount."
    return f"is of type {type(value).__name__}; give an int or a Decimal (no float)."


def whole_units(units: object) -> int:
    """Let a number of minor units pass."""
    if isinstance(units, bool) or not isinstance(units, int):
        msg = f"Minor units are a whole number, such as 1250 for USD 12.50; not {shown(units)}."
        raise InvalidAmountError(msg)
    return units


def round_ratio(numerator: int, denominator: int, rounding: object) -> int:
    """Round a ratio with a positive denominator to an int, by a rounding mode of ``decimal``.

    >>> round_ratio(-5, 2, ROUND_HALF_UP)
    -3
    """
    rounds_up = _ROUNDS_UP.get(rounding) if isinstance(rounding, str) else None
    if rounds_up is None:
        modes = listed(sorted(_ROUNDS_UP))
        msg = f"The rounding {shown(rounding)} is unknown; decimal has {modes}."
        raise InvalidValueError(msg)
    sign = -1 if numerator < 0 else 1
    whole, rest = divmod(abs(numerator), denominator)
    return sign * (whole + rounds_up(sign, whole, rest, 2 * rest - denominator))


def units_text(units: int, digits: int) -> str:
    """Write minor units in currency units: figures, a point, and never an exponent.

    >>> units_text(-5, 2)
    '-0.05'
    """
    figures = str(abs(units)).rjust(digits + 1, "0")
    sign = "-" if units < 0 else ""
    point = len(figures) - digits
    return f"{sign}{figures[:point]}.{figures[point:]}" if digits else f"{sign}{figures}"
