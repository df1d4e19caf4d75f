"""Software by subscription: one subscriber adds seats by itself, one client is looked after.

One business sells the same product in two ways: by card to whoever signs up, and under a
negotiated yearly agreement with a person behind it. Run it with ``python examples/saas.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import attrs
from typing_extensions import override

from relkit import (
    Agreement,
    Book,
    Business,
    Client,
    Consultation,
    Context,
    Customer,
    Delivery,
    Every,
    Message,
    Money,
    Payment,
    Purchase,
    as_kind,
    default_playbook,
    kind,
    strategy,
)
from relkit.plans import LateHandling, PaymentPlan, Recurring, Revision, Tax
from relkit.strategies import ClientService, Subscription


@kind
class Subscriber(Customer):
    """A customer that signed up by itself and pays by card."""

    seats: int = 1


@strategy
class PerSeat(Subscription[Subscriber]):
    """The standard subscription, for each seat; a card that fails is tried again."""

    reads: ClassVar = (*Subscription.reads, "seats")
    trial_days: int = 14

    @override
    def recurring(self, relationship: Subscriber, context: Context) -> Iterable[Recurring]:
        for going in super().recurring(relationship, context):
            yield attrs.evolve(going, quantity=relationship.seats)


PLAYBOOK = (
    default_playbook()
    .on(Subscriber, payment=PerSeat(price=Money(29, "EUR")))
    .on(
        Client,
        service=ClientService(owner="nadia", reviews=Every(months=3), contact_channel="video"),
        payment=Subscription(
            label="platform",
            price=Money(24_000, "EUR"),
            every=Every(years=1),
            net_days=30,
            late=LateHandling(reminder_days=(-14, 7, 21), told_first="nadia"),
        ),
    )
)

KEEPS = ["agreement", "consultation", "delivery", "message", "payment", "purchase"]
TODAY = date(2025, 10, 1)


def vendor() -> Book:
    """Open the book: six months of cards for one, six months of work with the other."""
    book = Book(Business("tally", industry="software", currency="EUR", keeps=KEEPS))
    for month in (4, 9):  # it signed up, and bought an extension
        book.record("kiosk", Purchase(on=date(2025, month, 1), standard=True, channel="web"))
    book.record("bank", Agreement(on=date(2025, 4, 1), form="frame", negotiated=True))
    for month in range(4, 10):
        paid = Payment(on=date(2025, month, 15), amount=8_700, model="subscription", automatic=True)
        book.record("kiosk", paid)
        book.record("bank", Consultation(on=date(2025, month, 8), minutes=60, served_by="nadia"))
        book.record("bank", Message(on=date(2025, month, 20), direction="inbound", about="input"))
    book.record("bank", Delivery(on=date(2025, 5, 12), tailored=True, served_by="nadia"))
    return book


def show_more_seats(plan: PaymentPlan) -> None:
    """Add two seats in the midst of a month: the unused rest is credited, the new one charged."""
    grown = plan.revised(Revision(on=date(2025, 10, 25), quantity=5))
    due = list(grown.due_between(TODAY, date(2025, 11, 20)))
    print("\nTwo more seats from October 25:")
    print("\n".join(f"  {line}" for line in due))
    print(f"  {Tax(label='VAT', percent=19).breakdown(due).total}")


def main() -> None:
    """Assess both, and treat each in its own way."""
    for party, assessment in vendor().assess_all(as_of=TODAY).items():
        print(f"{party}: {assessment}")
        match assessment.relationship:
            case Client() as client:
                print(f"\n{PLAYBOOK.treat(client, Context(today=TODAY))}")
            case Customer() as customer:
                subscriber = as_kind(customer, Subscriber, seats=3)
                plan = PLAYBOOK.treat(subscriber, Context(today=TODAY)).payment
                if plan is not None:
                    print(f"\n{plan}")
                    show_more_seats(plan)
        print()


if __name__ == "__main__":
    main()
