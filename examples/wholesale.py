"""A wholesaler: shops that order standard goods, on account once they are known.

They buy often and for large sums, and are customers all the same: no advice, and the price
decides. Who pays when is a table that the credit department edits. Run it with
``python examples/wholesale.py``.
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
    Playbook,
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
from relkit.typing import PartyId


@kind
class WholesaleBuyer(Customer):
    """A shop that buys to sell."""


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
IN_ADVANCE = PayPerTransaction(label="order", terms=Terms(timing="in_advance"))
CREDIT = """\
kind,party type,trait regularity,payment
wholesale buyer,organization,>= 0.6,OnAccount
wholesale buyer,,,InAdvance
"""
PLAYBOOK = default_playbook() | Playbook.from_table(
    CREDIT,
    kinds=[WholesaleBuyer],
    strategies={"OnAccount": ON_ACCOUNT, "InAdvance": IN_ADVANCE},
)
VAT = Tax(label="VAT", percent=19)

KEEPS = ["agreement", "consultation", "delivery", "message", "payment", "purchase"]
TODAY = date(2025, 9, 18)
NEXT: dict[PartyId, Money] = {"corner-shop": Money(21_450, "EUR"), "kiosk": Money(1_240, "EUR")}


def wholesaler() -> Book:
    """Open the book: one shop orders each month, another did for the first time."""
    book = Book(Business("hansen", industry="wholesale", currency="EUR", keeps=KEEPS))
    for month in range(2, 10):
        order(book, "corner-shop", date(2025, month, 4), 640_000 + 1_000 * month)
    order(book, "kiosk", date(2025, 9, 2), 98_000)
    return book


def order(book: Book, party: str, on: date, amount: int) -> None:
    """Record an order, and that it was paid."""
    book.record(party, Purchase(on=on, amount=amount, standard=True, channel="web"))
    book.record(party, Payment(on=on, amount=amount, model="one_time"))


def show_late(plan: PaymentPlan) -> None:
    """Work out what the law lets claim when the invoice is paid 40 days late."""
    fees, owed = plan.late_fees, plan.breakdown(VAT).total.gross
    if fees is not None:
        print(f"\nForty days late: {fees.interest(owed, 40)} of interest and {fees.fixed(owed)}")
    if plan.late is not None and (line := plan.next_due(TODAY)) is not None and line.due:
        print("Reminders:", *plan.late.reminders(line.due))


def main() -> None:
    """Assess the buyers, and bill each its next order."""
    for party, assessment in wholesaler().assess_all(as_of=TODAY).items():
        print(f"{party}: {assessment}\n")
        if isinstance(assessment.relationship, Customer):
            buyer = as_kind(assessment.relationship, WholesaleBuyer, party_type="organization")
            plan = PLAYBOOK.plan("payment", buyer, Context(today=TODAY, price=NEXT[party]))
            if plan is not None:
                print(plan)
                print(*plan.adjustments, plan.breakdown(VAT).total, sep="\n")
                show_late(plan)
        print()


if __name__ == "__main__":
    main()
