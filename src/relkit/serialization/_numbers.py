"""Exact numbers as JSON: whole ones as integers, all others as text, each in one way only."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Final, cast

from relkit._words import shown
from relkit.serialization._refused import RefusedError

__all__ = [
    "DECIMAL_PATTERN",
    "RATIO_PATTERN",
    "read_decimal",
    "read_number",
    "read_ratio",
    "read_real",
    "read_share",
    "write_number",
]

_LONGEST: Final = 1000  # characters of one number in text
_PLACES: Final = 100  # digits after the point up to which a ratio is written as a decimal
DECIMAL_PATTERN: Final = r"^-?[0-9]+(\.[0-9]+)?(E-?[0-9]{1,6})?$"
RATIO_PATTERN: Final = r"^-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?$"
_DECIMAL: Final = re.compile(DECIMAL_PATTERN.replace("$", r"\Z"))
_RATIO: Final = re.compile(RATIO_PATTERN.replace("$", r"\Z"))


def write_number(value: object) -> int | float | str:
    """Write a number; equal exact ones give the same, whatever their type."""
    if isinstance(value, Fraction):
        return _short(_ratio_text(value))
    if isinstance(value, Decimal):
        return _short(_decimal_text(value))
    if isinstance(value, float):
        return _finite(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise RefusedError.one(f"must be a number, not {shown(value)}.")


def _short(text: int | str) -> int | str:
    if isinstance(text, str) and len(text) > _LONGEST:
        raise RefusedError.one(f"is a number of {len(text)} characters; at most {_LONGEST} fit.")
    return text


def _decimal_text(value: Decimal) -> int | str:
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise RefusedError.one(f"must be a finite number, not {shown(value)}.")
    figures = "".join(map(str, digits)).rstrip("0")
    if not figures:
        return 0
    exponent += len(digits) - len(figures)
    if abs(exponent) > _PLACES:
        return f"{'-' if sign else ''}{figures.lstrip('0')}E{exponent}"
    return _ratio_text(Fraction(value))


def _ratio_text(value: Fraction) -> int | str:
    numerator, rest = value.as_integer_ratio()
    if rest == 1:
        return numerator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    places = max(twos, fives)
    if rest != 1 or places > _PLACES:
        return _fraction_text(value)
    figures = str(abs(numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if numerator < 0 else ''}{figures[:-places]}.{figures[-places:]}"


def _fraction_text(value: Fraction) -> str:
    """Write numerator and denominator, unless they are too long even to be written."""
    if max(abs(value.numerator), value.denominator).bit_length() > 3 * _LONGEST:
        raise RefusedError.one(f"is a number too long to write; at most {_LONGEST} characters fit.")
    return f"{value.numerator}/{value.denominator}"


def _finite(value: float) -> float:
    if isfinite(value):
        return float(value)
    raise RefusedError.one(f"must be a finite number, not {shown(value)}.")


def read_real(data: object) -> float:
    """Read a number that need not be exact; a whole one stays whole."""
    if type(data) in (int, float):
        return cast("float", data)
    raise RefusedError.one(f"must be a number, not {shown(data)}.")


def read_share(data: object) -> float | Decimal | Fraction:
    """Read a number of any sort."""
    return data if type(data) is float else read_number(data)


def read_number(data: object) -> int | Decimal | Fraction:
    """Read an exact number: a whole one, a decimal, or a ratio such as "1/3"."""
    if type(data) is int:
        return data
    if isinstance(data, str) and "/" in data:
        return read_ratio(data)
    return read_decimal(data)


def read_decimal(data: object) -> Decimal:
    """Read a decimal."""
    if type(data) is int:
        return Decimal(data)
    if isinstance(data, str) and len(data) <= _LONGEST and _DECIMAL.match(data):
        return Decimal(data)
    raise RefusedError.one(f'must be an exact number such as 3 or "2.5", not {shown(data)}.')


def read_ratio(data: object) -> Fraction:
    """Read a ratio."""
    if type(data) is int:
        return Fraction(data)
    if isinstance(data, str) and len(data) <= _LONGEST and _RATIO.match(data):
        return Fraction(data)
    raise RefusedError.one(f'must be an exact ratio such as 3, "2.5" or "1/3", not {shown(data)}.')
