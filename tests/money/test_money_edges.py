"""Limits of money that a change by one would move."""

from __future__ import annotations

import pytest

from relkit.errors import InvalidCountError, InvalidRatiosError
from relkit.money import Money
from relkit.money._allocation import MAX_PARTS


def test_a_million_parts_and_no_more() -> None:
    """Money is split and shared out in a million parts at most, and in a million."""
    cent = Money("0.01", "EUR")

    assert MAX_PARTS == len(cent.split(MAX_PARTS)) == len(cent.allocate([1] * MAX_PARTS))
    with pytest.raises(InvalidCountError):
        cent.split(MAX_PARTS + 1)
    with pytest.raises(InvalidRatiosError):
        cent.allocate([1] * (MAX_PARTS + 1))


@pytest.mark.parametrize("wrong", [("12.50",), ("12.50", "EUR", "x"), ()], ids=repr)
def test_only_a_pair_is_an_amount_with_its_currency(wrong: tuple[str, ...]) -> None:
    """A pair is read as amount and currency, in this order; no other tuple is money."""
    assert Money("12.50", "EUR") == Money.of(("12.50", "EUR"))
    with pytest.raises(ValueError, match="not money"):
        Money.of(wrong)


class Broken:
    """Another library's money whose amount, or currency, cannot be read."""

    def __init__(self, *, amount: bool) -> None:
        """Break one of them."""
        self.broken = "amount" if amount else "currency"

    @property
    def amount(self) -> str:
        """Give twelve, or fail."""
        return self.read("amount", "12")

    @property
    def currency(self) -> str:
        """Give euros, or fail."""
        return self.read("currency", "EUR")

    @property
    def code(self) -> str:
        """Give the code, or fail."""
        return self.read("amount", "EUR")

    def read(self, name: str, value: str) -> str:
        """Give a value unless it is the broken one."""
        if name == self.broken:
            msg = "no connection"
            raise OSError(msg)
        return value


@pytest.mark.parametrize("amount", [True, False])
def test_money_that_cannot_be_read_is_refused(amount: bool) -> None:
    """Whatever a property of other code raises, the error names it and is relkit's own."""
    with pytest.raises(ValueError, match=r"cannot be read as money.*OSError"):
        Money.of(Broken(amount=amount))


def test_a_currency_that_cannot_be_read_is_refused() -> None:
    """Whatever a currency of other code raises, the error names it and is relkit's own."""
    with pytest.raises(ValueError, match=r"no currency.*OSError"):
        Money.of(("12", Broken(amount=True)))
