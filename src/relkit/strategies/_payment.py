"""Payment by customers, by clients, and where nobody knows which (rows S21, S26, S41-S43).

Every number is a field with its source; ``[judgment]`` marks one that has none. None of
them charges a fee for late payment.
"""

from __future__ import annotations

from typing import ClassVar, Final

from typing_extensions import override

from relkit.events import PaymentModel
from relkit.money import Money
from relkit.plans import LateHandling, PaymentPlan, Terms
from relkit.plans._fields import PERCENT, Check, between, check_fields, optional, part
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._strategy import Strategy

__all__ = ["PaymentStrategy", "PointOfSale", "Retainer", "SingleInvoice"]

_CHECKS: Final[dict[str, Check]] = {
    "terms": part(Terms),
    "deposit_percent": PERCENT,
    "replenish_at_percent": optional(between(1, 100)),
    "late": optional(part(LateHandling)),
}


@strategy
class PaymentStrategy(Strategy[R_contra, PaymentPlan]):
    """What the payment strategies have in common; a base for those of your own kinds.

    A former party settles what is open and begins nothing new. The price is that of the
    context. Credit is no matter of kind: a dormant party is reminded as any other.

    Raises ``InvalidValueError`` for fields that cannot be.
    """

    model: ClassVar[PaymentModel] = "one_time"
    """How the price is agreed, as in payment records."""

    terms: Terms = Terms(timing="on_delivery", net_days=30)
    """When payments fall due: 30 days where nothing was agreed (EU 2011/7)."""

    deposit_percent: int = 0
    """The share of the price that is paid at the start."""

    replenish_at_percent: int | None = None
    """When a deposit that is drawn down is filled up again."""

    late: LateHandling | None = None
    """What happens when a payment is late."""

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    @override
    def plan(self, relationship: R_contra, context: Context) -> PaymentPlan | None:
        """Give the plan, for a former party the final one."""
        is_final = relationship.stage == Stage.FORMER
        return PaymentPlan(
            model=self.model,
            terms=self._final_terms() if is_final else self.terms,
            price=self._price(context),
            deposit_percent=0 if is_final else self.deposit_percent,
            replenish_at_percent=None if is_final else self.replenish_at_percent,
            late=self.late,
            is_final=is_final,
        )

    def _price(self, context: Context) -> Money | None:
        return context.price

    def _final_terms(self) -> Terms:
        """Give the terms without their rhythm, for what is still open."""
        return Terms(timing=self.terms.timing, net_days=self.terms.net_days)


@strategy
class SingleInvoice(PaymentStrategy[Relationship]):
    """One invoice for what was delivered, where nobody knows customer from client.

    >>> from datetime import date
    >>> from relkit import Context
    >>> anybody = Relationship(party="ann", business="shop")
    >>> print(SingleInvoice().propose(anybody, Context(today=date(2025, 9, 1))).terms)
    on delivery, net 30 days
    """

    late: LateHandling | None = LateHandling(reminder_days=(7, 30))
    """Two reminders [judgment]."""


@strategy
class PointOfSale(PaymentStrategy[Customer]):
    """Payment by customers: at the sale, each sale by itself (row S26).

    >>> from datetime import date
    >>> from relkit import Context
    >>> ann = Customer(party="ann", business="shop")
    >>> print(PointOfSale().propose(ann, Context(today=date(2025, 9, 1))).terms)
    at sale, due at once
    """

    terms: Terms = Terms(timing="at_sale")
    """Row S26: direct and one-time; nothing stays open."""


@strategy
class Retainer(PaymentStrategy[Client]):
    """Payment by clients: a standing fee for standing value (rows S21, S40).

    >>> from datetime import date
    >>> from relkit import Context
    >>> acme = Client(party="acme", business="harper-law")
    >>> plan = Retainer(fee=Money(900, "USD")).propose(acme, Context(today=date(2025, 9, 1)))
    >>> print(plan.price, plan.terms)
    USD 900.00 in advance, every month, due at once
    """

    model: ClassVar[PaymentModel] = "retainer"

    fee: Money | None = None
    """What a period costs; by default the context's price."""

    terms: Terms = Terms(timing="in_advance", every=Every(months=1))
    """Row S21; monthly in advance (practice)."""

    deposit_percent: int = 100
    """The first period is paid before it begins [judgment]."""

    replenish_at_percent: int | None = 20
    """Filled up when 20 % to 25 % are left, as evergreen retainers are [judgment]."""

    late: LateHandling | None = LateHandling(
        reminder_days=(-3, 1, 7, 14, 30), told_first="owner", then="call_by_the_owner"
    )
    """The person whom the client trusts hears of it first [judgment]."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"fee": optional(part(Money))})

    @override
    def _price(self, context: Context) -> Money | None:
        return context.price if self.fee is None else self.fee
