"""Strategies for arithmetic with money: weights, rates and decimal contexts."""

from __future__ import annotations

import decimal
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from fractions import Fraction

CODES = ("USD", "EUR", "JPY", "KRW", "KWD", "BHD", "CLF", "CHF", "HRK")
TRILLION = 10**12
MODES = (
    decimal.ROUND_05UP,
    decimal.ROUND_CEILING,
    decimal.ROUND_DOWN,
    decimal.ROUND_FLOOR,
    decimal.ROUND_HALF_DOWN,
    decimal.ROUND_HALF_EVEN,
    decimal.ROUND_HALF_UP,
    decimal.ROUND_UP,
)
SIGNALS = (
    decimal.Clamped,
    decimal.DivisionByZero,
    decimal.FloatOperation,
    decimal.Inexact,
    decimal.InvalidOperation,
    decimal.Overflow,
    decimal.Rounded,
    decimal.Subnormal,
    decimal.Underflow,
)


def weight_lists(max_size: int = 12) -> st.SearchStrategy[list[int | Decimal | Fraction]]:
    """Weights that share something out: ints, Decimals and Fractions, with zeros and ties."""
    weight = (
        st.integers(0, 5)
        | st.integers(0, TRILLION)
        | st.decimals(0, 1000, places=3)
        | st.fractions(0, 1000, max_denominator=1000)
    )
    return st.lists(weight, min_size=1, max_size=max_size).filter(any)


def rates() -> st.SearchStrategy[Fraction]:
    """Exact rates of either sign."""
    return st.fractions(-10, 10, max_denominator=10_000)


def contexts() -> st.SearchStrategy[Context]:
    """Ambient decimal contexts of every precision, rounding and set of traps."""
    return st.builds(
        Context,
        prec=st.integers(1, 50),
        rounding=st.sampled_from(MODES),
        Emin=st.integers(-20, 0),
        Emax=st.integers(0, 20),
        capitals=st.sampled_from([0, 1]),
        clamp=st.sampled_from([0, 1]),
        flags=st.just([]),
        traps=st.lists(st.sampled_from(SIGNALS), unique=True),
    )
