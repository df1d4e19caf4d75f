"""Strategies for money: currencies and amounts in them."""

from __future__ import annotations

from hypothesis import strategies as st

from relkit.money import Currency, Money

__all__ = ["currencies", "moneys"]

_CODES = ("USD", "EUR", "JPY", "KRW", "KWD", "BHD", "CLF", "CHF", "HRK")
_TRILLION = 10**12


def currencies() -> st.SearchStrategy[Currency]:
    """Listed currencies of 0 to 4 digits, and unlisted ones of 0 to 18.

    >>> from hypothesis import find
    >>> find(currencies(), lambda currency: currency.digits == 3).digits
    3
    """
    listed = st.sampled_from(_CODES).map(Currency.of)
    codes = st.from_regex(r"[A-Z][A-Z0-9]{2,11}", fullmatch=True)
    return listed | st.builds(Currency, codes, st.integers(0, 18))


def moneys(
    currency: Currency | str | None = None,
    *,
    min_units: int = -_TRILLION,
    max_units: int = _TRILLION,
) -> st.SearchStrategy[Money]:
    """Money of a given currency or of any, from ``min_units`` to ``max_units`` minor units.

    >>> from hypothesis import given
    >>> @given(moneys("USD", min_units=1))
    ... def test_it_is_split_without_a_loss(money):
    ...     assert sum(part.minor_units for part in money.split(3)) == money.minor_units
    >>> test_it_is_split_without_a_loss()
    """
    units = st.integers(min_units, max_units)
    chosen = currencies() if currency is None else st.just(currency)
    return st.builds(Money.from_minor_units, units, chosen)
