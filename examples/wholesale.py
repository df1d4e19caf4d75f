"""A wholesaler: a shop that orders every few weeks, on account, with discounts by volume.

It buys often and for large sums, and is a customer all the same: standard goods, no advice, and
the price decides. Run it with ``python examples/wholesale.py``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
from typing_extensions import override

from relkit import (
    Book,
    Business,
    Context,
    Customer,
    Money,
    Payment,
    Purchase,
    as_kind,
    default_playbook,
    kind,
)
from relkit.plans import (
    LateHandling,
    PaymentPlan,
    PercentOff,
    PriceChange,
    StatutoryFees,
    Tax,
    Terms,
)
from relkit.strategies import PayPerTransaction


@kind
class WholesaleBuyer(Customer):
    """A shop that buys to sell, on account."""

    account: str = ""


@attrs.frozen(kw_only=True)
class VolumeDiscount(PriceChange):
    """Percents off by the size of the order, the largest size first."""

    label: str = "volume"
    tiers: tuple[tuple[Money, int], ...]

    @override
    def applied(self, price: Money) -> Money:
        percent = next((percent for least, percent in self.tiers if price >= least), 0)
        return PercentOff(percent=percent).applied(price)


ON_ACCOUNT = PayPerTransaction(
    label="invoice",
    terms=Terms(timing="at_sale", net_days=30),
    adjustments=(VolumeDiscount(tiers=((Money(20_000, "EUR"), 5), (Money(5_000, "EUR"), 2))),),
    business_days="following",
    late=LateHandling(reminder_days=(7, 21), then="statutory_fees"),
    late_fees=StatutoryFees(jurisdiction="EU", reference_percent=Decimal("2.15")),
)
PLAYBOOK = default_playbook().on(WholesaleBuyer, payment=ON_ACCOUNT)
VAT = Tax(label="VAT", percent=19)

KEEPS = ["agreement", "consultation", "delivery", "message", "payment", "purchase"]
TODAY = date(2025, 9, 18)


def wholesaler() -> Book:
    """Open the book: an order each month, paid by invoice."""
    book = Book(Business("hansen", industry="wholesale", currency="EUR", keeps=KEEPS))
    for month in range(2, 10):
        amount = 640_000 + 1_000 * month
        day = date(2025, month, 4)
        book.record("corner-shop", Purchase(on=day, amount=amount, standard=True, channel="web"))
        book.record("corner-shop", Payment(on=day, amount=amount, model="one_time"))
    return book


def show_late(plan: PaymentPlan) -> None:
    """Work out what the law lets claim when the invoice is paid 40 days late."""
    fees, owed = plan.late_fees, plan.breakdown(VAT).total.gross
    if fees is not None:
        print(f"\nForty days late: {fees.interest(owed, 40)} of interest and {fees.fixed(owed)}")
    if plan.late is not None and (line := plan.next_due(TODAY)) is not None and line.due:
        print("Reminders:", *plan.late.reminders(line.due))


def main() -> None:
    """Assess the buyer, and invoice its next order."""
    assessment = wholesaler().assess("corner-shop", as_of=TODAY)
    print(f"corner-shop: {assessment}\n")
    match assessment.relationship:
        case Customer() as customer:
            buyer = as_kind(customer, WholesaleBuyer, account="4711", party_type="organization")
            order = Context(today=TODAY, price=Money(21_450, "EUR"))
            plan = PLAYBOOK.treat(buyer, order).payment
            if plan is not None:
                print(plan)
                print(*plan.adjustments, sep="\n")
                print(plan.breakdown(VAT).total)
                show_late(plan)


if __name__ == "__main__":
    main()
