"""Service for customers and for clients; ``[judgment]`` marks a number without a source."""

from __future__ import annotations

from typing_extensions import override

from relkit.plans import Ask, Commitment, Escalation, Step, Within
from relkit.plans._fields import between, check_fields, parts
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import strategy
from relkit.strategies._context import Context
from relkit.strategies._service import ServiceStrategy

__all__ = ["ClientService", "CustomerService"]


@strategy
class CustomerService(ServiceStrategy[Customer]):
    """Service for customers: streamlined, seamless, few steps (rows S49, S59).

    >>> from datetime import date
    >>> from relkit import Context
    >>> ann = Customer(party="ann", business="shop", stage=Stage.ACTIVE)
    >>> plan = CustomerService().propose(ann, Context(today=date(2025, 9, 1)))
    >>> print(plan.commitments[0])
    first response by chat within 5 minutes
    """

    tier: str = "self_service_and_pooled"
    """Row S14: customers expect the basics, at once."""

    response: tuple[Commitment, ...] = (
        Commitment(about="first_response", channel="chat", within=Within(5, "minutes")),
        Commitment(about="first_response", channel="email", within=Within(1, "business_days")),
    )
    """Minutes on chat in office hours, a business day by mail [judgment]."""

    triggers: tuple[str, ...] = ("order", "delivery", "return")
    """Row S27: contact follows events only."""

    onboarding: tuple[Step, ...] = (
        Step(about="receipt", trigger="purchase"),
        Step(about="how_to", trigger="purchase"),
        Step(about="return_right", trigger="purchase"),
    )
    """What a buyer needs to know [judgment]."""

    feedback: tuple[Ask, ...] = (Ask(form="satisfaction_and_effort", after=("purchase", "ticket")),)
    """Row S52: CSAT and CES after transactions."""

    tools: tuple[str, ...] = ("point_of_sale", "shop", "help_desk")
    """Row S56."""


@strategy
class ClientService(ServiceStrategy[Client]):
    """Service for clients: responsive, ongoing, with a person behind it (rows S14, S19, S49).

    >>> from datetime import date
    >>> from relkit import Context
    >>> acme = Client(party="acme", business="harper-law", stage=Stage.NEW)
    >>> plan = ClientService(owner="harper").propose(acme, Context(today=date(2025, 9, 1)))
    >>> print(plan.onboarding[0])
    kick-off by owner 2025-09-08
    """

    tier: str = "named_owner"
    """Gutek & al. 2000, Palmatier & al. 2006: the tie is to a person."""

    response: tuple[Commitment, ...] = (
        Commitment(about="first_response", within=Within(4, "working_hours")),
    )
    """Row S44; four working hours [judgment]."""

    resolution: Commitment | None = Commitment(about="resolution")
    """As agreed in each engagement."""

    contacts_per_period: int = 1
    """Row S19; once in a natural period, by default 30 days [judgment]."""

    kick_off_days: int = 7
    """Days until the first meeting at the latest (practice)."""

    check_days: tuple[int, ...] = (30, 60, 90)
    """Days after which the start is looked at again (practice)."""

    onboarding: tuple[Step, ...] = (
        Step(about="goals_and_roles", by="owner and client", after_days=7),
        Step(about="questions_and_documents", by="client", after_days=7),
        Step(about="communication_plan", by="owner", after_days=7),
    )
    """Rows S12, S17, S42: what a client takes part in, beside kick-off and checks."""

    reviews: Every | None = Every(months=3)
    """Row S52; a quarter (practice)."""

    review_hours: int = 20
    """A strategic review takes about 20 hours an account and quarter (zloadr)."""

    feedback: tuple[Ask, ...] = (
        Ask(form="trust_and_recommendation", every=Every(months=6)),
        Ask(form="debrief", after=("milestone",)),
    )
    """Row S52; half-yearly, as trust and commitment carry it (Garbarino & Johnson 1999)."""

    escalation: Escalation | None = Escalation(
        to=("owner", "partner"), at_breaches=1, on_negative_feedback=True
    )
    """One breach or negative feedback is enough [judgment]."""

    tailoring_hours: int = 2
    """Row S11; two hours in a natural period [judgment]."""

    offboarding: tuple[Step, ...] = (
        Step(about="closing_letter", by="owner", after_days=7),
        Step(about="return_of_documents", by="team", after_days=30),
    )
    """A closing letter dates the end; in a week and a month [judgment]."""

    training: tuple[str, ...] = ("domain", "listening", "confidentiality")
    """Row S55."""

    tools: tuple[str, ...] = ("relationship_management", "shared_workspace", "calendar")
    """Row S56."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"kick_off_days": between(0), "check_days": parts(between(0))})

    @override
    def _onboarding(self, relationship: Relationship, context: Context) -> tuple[Step, ...]:
        """Put kick-off and checks around the other steps."""
        steps = super()._onboarding(relationship, context)
        if relationship.stage != Stage.NEW:
            return steps
        start = relationship.since or context.today
        kick_off = Step(about="kick-off", by="owner", after_days=self.kick_off_days)
        checks = (Step(about="check", by="owner", after_days=days) for days in self.check_days)
        first, *rest = (step.dated(start, context.holidays) for step in (kick_off, *checks))
        return (first, *steps, *rest)
