"""Payment in one part or two: per transaction, a flat fee, a deposit and the balance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import ClassVar

import attrs
from typing_extensions import override

from relkit._checks import a_date, text, whole
from relkit.errors import InvalidPlanError
from relkit.events import PaymentModel
from relkit.money import Money
from relkit.plans import (
    Indicator,
    LateHandling,
    Line,
    PaymentPlan,
    Terms,
    standard_indicators,
)
from relkit.plans._fields import check_fields, optional, part
from relkit.plans._lines import fresh_line
from relkit.plans._meters import check_currencies
from relkit.relationships import Customer, Relationship
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._payment._base import PricedStrategy, check_price

__all__ = ["DepositAndBalance", "FlatFee", "PayPerTransaction", "PointOfSale", "SingleInvoice"]

_ALL = 100


@strategy
class PayPerTransaction(PricedStrategy[R_contra]):
    """Each transaction is paid by itself, at the sale or some days later (rows S26, S41).

    >>> from relkit import Context
    >>> ann = Customer(party="ann", business="shop")
    >>> context = Context(today=date(2025, 9, 1), price=Money(40, "USD"))
    >>> plan = PayPerTransaction(terms=Terms(timing="at_sale", net_days=14)).propose(ann, context)
    >>> print(*plan.lines)
    price USD 40.00 on 2025-09-15
    """

    terms: Terms = Terms(timing="at_sale")
    """Row S26: direct and one-time; nothing stays open."""


@strategy
class PointOfSale(PayPerTransaction[Customer]):
    """Payment by customers: at the sale, each sale by itself (row S26).

    >>> from relkit import Context
    >>> ann = Customer(party="ann", business="shop")
    >>> print(PointOfSale().propose(ann, Context(today=date(2025, 9, 1))).terms)
    at sale, due at once
    """

    indicators: tuple[Indicator, ...] = standard_indicators("failed_payments")
    """Row S57; nothing stays open that could be late."""


@strategy
class SingleInvoice(PayPerTransaction[Relationship]):
    """One invoice for what was delivered, where nobody knows customer from client.

    >>> from relkit import Context
    >>> anybody = Relationship(party="ann", business="shop")
    >>> print(SingleInvoice().propose(anybody, Context(today=date(2025, 9, 1))).terms)
    on delivery, net 30 days
    """

    terms: Terms = Terms(timing="on_delivery", net_days=30)
    """30 days where nothing was agreed (EU 2011/7)."""

    late: LateHandling | None = LateHandling(reminder_days=(7, 30))
    """Two reminders [judgment]."""


@strategy
class FlatFee(PricedStrategy[Relationship]):
    """One fixed fee for the whole, on delivery or on a day (row S43).

    >>> from relkit import Client, Context
    >>> acme = Client(party="acme", business="harper-law")
    >>> fee = FlatFee(price=Money(900, "USD"), due=date(2025, 12, 1))
    >>> print(*fee.propose(acme, Context(today=date(2025, 9, 1))).lines)
    fee USD 900.00 on 2025-12-01
    """

    model: ClassVar[PaymentModel] = "flat_fee"
    is_late_by_kind: ClassVar[bool] = True

    label: str = "fee"
    """What the payment is for."""

    due: date | None = None
    """The day on which it falls due; by default when the terms say."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"due": optional(a_date)})

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        """Give the fee in one line."""
        price = self.price_of(context)
        if price is None:
            return ()
        if self.due is None:
            return (self._line_by_terms(price, context),)
        return (self._dated_line(self.label, price, self.due, context),)


@strategy
class DepositAndBalance(PricedStrategy[Relationship]):
    """A part at the start, the rest on delivery or on a day (row S43).

    Raises ``InvalidPlanError`` for a deposit above the price, or a share outside 0 to 100 %.

    >>> from relkit import Client, Context
    >>> acme = Client(party="acme", business="harper-law")
    >>> plan = DepositAndBalance(price=Money(900, "USD"), deposit_percent=40).propose(
    ...     acme, Context(today=date(2025, 9, 1))
    ... )
    >>> print(*plan.lines, sep="; ")
    deposit USD 360.00 on 2025-09-01; balance USD 540.00 on delivery
    """

    model: ClassVar[PaymentModel] = "flat_fee"
    is_late_by_kind: ClassVar[bool] = True

    deposit_percent: int = 30
    """The share that is paid at the start: 30 % to 50 % [judgment]."""

    deposit: Money | None = None
    """An amount instead of the share."""

    balance_due: date | None = None
    """The day on which the rest falls due; by default
    on the occasion of ``balance_on``."""

    balance_on: str = "delivery"
    """What sets the rest off."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        checks = {"deposit": optional(part(Money)), "balance_due": optional(a_date)}
        check_fields(self, checks | {"balance_on": text})
        if not 0 <= whole(self.deposit_percent, "DepositAndBalance.deposit_percent", -_ALL) <= _ALL:
            msg = f"A deposit is 0 % to 100 % of the price, not {self.deposit_percent} %."
            raise InvalidPlanError(msg)
        check_price(self.deposit)
        if self.price is not None and not self.adjustments:
            self._share_of(self.price)

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        """Give the deposit and the balance."""
        price = self.price_of(context)
        if price is None:
            return
        deposit = self._share_of(price)
        yield self._dated_line("deposit", deposit, context.today, context)
        if self.balance_due is None:
            yield fresh_line("balance", price - deposit, None, None, trigger=self.balance_on)
        else:
            yield self._dated_line("balance", price - deposit, self.balance_due, context)

    @override
    def plan(self, relationship: Relationship, context: Context) -> PaymentPlan | None:
        """Give the plan with its deposit."""
        plan = super().plan(relationship, context)
        if plan is None or plan.is_final:
            return plan
        if self.deposit is not None:
            return attrs.evolve(plan, deposit_amount=self.deposit)
        return attrs.evolve(plan, deposit_percent=self.deposit_percent)

    def _share_of(self, price: Money) -> Money:
        if self.deposit is None:
            return price.times(Fraction(self.deposit_percent, _ALL))
        check_currencies([price, self.deposit], "DepositAndBalance")
        if self.deposit > price:
            msg = f"The deposit of {self.deposit} is above the price of {price}: lower it."
            raise InvalidPlanError(msg)
        return self.deposit
