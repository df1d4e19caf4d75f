"""Typing promises of payment strategies and plans; see how_errors_are_declared.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_type

from typing_extensions import override

from relkit import Client, Context, Customer, Money, Playbook, Relationship, Strategy, strategy
from relkit.plans import Line, PaymentPlan
from relkit.strategies import (
    Combined,
    Contingency,
    FlatFee,
    Installments,
    Milestones,
    PaymentStrategy,
    PointOfSale,
    Retainer,
    Subscription,
)

TODAY = Context(today=date(2025, 9, 1))
ANN = Customer(party="ann", business="shop")
ACME = Client(party="acme", business="harper-law")


@strategy
class Thirds(PaymentStrategy[Client]):
    """A user's own strategy: only amounts and days."""

    wait_days: int = 10

    @override
    def lines(self, relationship: Client, context: Context) -> Iterable[Line]:
        """Give one line."""
        price = self.price_of(context)
        if price is not None:
            yield Line(label="all", amount=price, due=context.today)


# A retainer is offered to clients; a customer is refused before anything runs.
assert_type(Retainer().propose(ACME, TODAY), PaymentPlan | None)
Retainer().propose(ANN, TODAY)  # type: ignore[arg-type]
Milestones().propose(ANN, TODAY)  # type: ignore[arg-type]
Contingency().propose(ANN, TODAY)  # type: ignore[arg-type]
Thirds(wait_days=3).propose(ANN, TODAY)  # type: ignore[arg-type]
PointOfSale().propose(ACME, TODAY)  # type: ignore[arg-type]
for_customers: Strategy[Customer, PaymentPlan] = Retainer()  # type: ignore[assignment]
for_clients: Strategy[Client, PaymentPlan] = FlatFee()  # for anybody, so for clients too
Playbook().on(Client, payment=Retainer())
Playbook().on(Client, payment=FlatFee())

# A combination serves whom all its parts serve.
both: Combined[Client] = Combined(parts=(Retainer(), FlatFee()))
both.propose(ANN, TODAY)  # type: ignore[arg-type]
anybody: Combined[Relationship] = Combined(parts=(Retainer(),))  # type: ignore[arg-type]

# Fields are typed, and what is derived cannot be given.
Installments(count="3")  # type: ignore[arg-type]
Subscription(price=Money(9, "USD"), trial_day=3)  # type: ignore[call-arg]
Combined(parts=(FlatFee(),), late=None)  # type: ignore[call-arg]

# A total may not be known, and says so.
plan = Retainer(fee=Money(900, "USD")).propose(ACME, TODAY)
if plan is not None:
    assert_type(plan.total, Money | None)
    assert_type(plan.committed, Money | None)
    assert_type(plan.lines, tuple[Line, ...])
    assert_type(plan.due_between(date(2025, 1, 1), date(2026, 1, 1)), Iterator[Line])
    assert_type(plan.next_due(date(2025, 1, 1)), Line | None)
    assert_type(plan.settle({"overage": 30}, period=0), PaymentPlan)
    assert_type(plan.outstanding([Money(1, "USD")], on=date(2025, 9, 1)), Money)
    assert_type(plan.reversed(), PaymentPlan)
    plan.total.amount  # type: ignore[union-attr]
    plan.settle({"overage": 0.5})  # type: ignore[dict-item]
