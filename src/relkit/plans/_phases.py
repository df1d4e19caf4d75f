"""Prices over time: `Phase` at the beginning, `Revision` from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import final

import attrs
from typing_extensions import override

from relkit._checks import a_date
from relkit._values import Value
from relkit.errors import InvalidScheduleError, InvalidValueError
from relkit.money import Money
from relkit.plans._fields import between, check_fields, optional, part
from relkit.plans._text import joined

__all__ = ["Phase", "Revision", "agreed_on", "check_revisions"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Phase(Value):
    """A price for so many periods at the beginning: an introductory price.

    Raises ``InvalidValueError``.

    >>> print(Phase(price=Money(5, "USD"), periods=3))
    USD 5.00 for 3 periods
    """

    price: Money
    periods: int

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"price": part(Money), "periods": between(1)})

    @override
    def __str__(self) -> str:
        """Give the phase in words."""
        return f"{self.price} for {self.periods} period{'s' if self.periods > 1 else ''}"


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Revision(Value):
    """A new price, a new quantity, or both, from a day on: an upgrade, two more seats.

    Args:
        on: the first day to which it applies.
        price: what a period costs from then on, for each unit; None for what it did.
        quantity: how many units from then on, 1 or more; None for as many.

    Raises ``InvalidValueError`` where it revises nothing.

    >>> print(Revision(on=date(2025, 9, 16), quantity=5))
    5 units from 2025-09-16
    """

    on: date
    price: Money | None = None
    quantity: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {"on": a_date, "price": optional(part(Money)), "quantity": optional(between(1))}
        check_fields(self, checks)
        if self.price is None and self.quantity is None:
            msg = f"Revision from {self.on} revises nothing: give a price, a quantity, or both."
            raise InvalidValueError(msg)

    def negated(self) -> Revision:
        """Give the revision of a credit."""
        return self if self.price is None else attrs.evolve(self, price=-self.price)

    @override
    def __str__(self) -> str:
        """Give the revision in words."""
        units = "" if self.quantity is None else f"{self.quantity} units"
        return f"{joined([self.price, units])} from {self.on}"


def check_revisions(revisions: Sequence[Revision]) -> None:
    """Raise ``InvalidScheduleError`` unless each revision is later than the one before."""
    for earlier, later in pairwise(revisions):
        if later.on <= earlier.on:
            msg = (
                f"Revisions come in order, one a day at most, but {later.on} stands after "
                f"{earlier.on}."
            )
            raise InvalidScheduleError(msg)


def agreed_on(
    revisions: Iterable[Revision], price: Money | None, quantity: int
) -> tuple[Money | None, int]:
    """Give price and quantity after some revisions.

    >>> agreed_on([Revision(on=date(2025, 9, 16), quantity=5)], None, 1)
    (None, 5)
    """
    for revision in revisions:
        price = price if revision.price is None else revision.price
        quantity = quantity if revision.quantity is None else revision.quantity
    return price, quantity
