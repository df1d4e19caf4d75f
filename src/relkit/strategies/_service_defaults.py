"""Service for customers and for clients; ``[judgment]`` marks a number without a source."""

from __future__ import annotations

from typing import Final

from typing_extensions import override

from relkit.plans import (
    Commitment,
    Escalation,
    Indicator,
    Scale,
    Step,
    Survey,
    Training,
    Within,
    standard_indicators,
)
from relkit.plans._fields import Check, between, check_fields, parts
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import strategy
from relkit.strategies._context import Context
from relkit.strategies._service import ServiceStrategy

__all__ = ["ClientService", "CustomerService"]

_CHECKS: Final[dict[str, Check]] = {
    "kick_off_days": between(0),
    "kick_off_minutes": between(0),
    "check_days": parts(between(0)),
    "check_minutes": between(0),
}


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

    feedback: tuple[Survey, ...] = (
        Survey(
            form="csat",
            question="How content are you with what you got, from 1 (not) to 5 (very)?",
            scale=Scale(1, 5, low=2),
            answer_by="link",
            after=("purchase", "ticket"),
        ),
        Survey(
            form="ces",
            question="Was it easy to have that settled, from 1 (not at all) to 7 (very)?",
            scale=Scale(1, 7, low=3),
            answer_by="link",
            after=("ticket",),
        ),
    )
    """Row S52: CSAT after transactions (4 and 5 are content, so 2 is low), CES after tickets;
    two days to act, seven to report back [judgment]."""

    tools: tuple[str, ...] = ("point_of_sale", "shop", "help_desk")
    """Row S56."""

    indicators: tuple[Indicator, ...] = standard_indicators(
        "satisfaction", "effort", "response_adherence", "resolution_adherence"
    )
    """Row S57: satisfaction drives what customers do next (Garbarino & Johnson 1999)."""


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

    contact_minutes: int = 30
    """Half an hour for each, notes included [judgment]."""

    kick_off_days: int = 7
    """Days until the first meeting at the latest (practice)."""

    kick_off_minutes: int = 120
    """What the first meeting takes with its preparation: two hours [judgment]."""

    check_days: tuple[int, ...] = (30, 60, 90)
    """Days after which the start is looked at again (practice)."""

    check_minutes: int = 30
    """What one such look takes: half an hour [judgment]."""

    onboarding: tuple[Step, ...] = (
        Step(about="goals_and_roles", by="owner and client", after_days=7, minutes=60),
        Step(about="communication_plan", by="owner", after_days=7, minutes=30),
    )
    """Rows S12, S17: what is settled beside kick-off and checks; in a week (practice), an hour
    and half an hour [judgment]."""

    inputs: tuple[Step, ...] = (
        Step(about="questions_and_documents", by="client", trigger="kick-off", minutes=30),
        Step(about="priorities_and_changes", by="client", trigger="review", minutes=15),
    )
    """Row S42: the work is designed together, so the client is asked before each meeting;
    minutes to ask and to read [judgment]."""

    support_minutes: int = 60
    """An hour in a natural period for what a client asks between meetings [judgment]."""

    reviews: Every | None = Every(months=3)
    """Row S52; a quarter (practice)."""

    review_hours: int = 20
    """A strategic review takes about 20 hours an account and quarter (zloadr)."""

    feedback: tuple[Survey, ...] = (
        Survey(
            form="trust",
            question="Do you rely on us to act in your interest, from 1 (no) to 7 (fully)?",
            scale=Scale(1, 7, low=3),
            answer_by="meeting",
            every=Every(months=6),
            by="owner",
            minutes=30,
        ),
        Survey(
            form="nps",
            question="Would you recommend us, from 0 (never) to 10 (at any time)?",
            scale=Scale(0, 10, low=6),
            answer_by="email",
            every=Every(months=6),
            by="owner",
            minutes=15,
        ),
        Survey(
            form="debrief",
            question="What went well, what did not, and what shall we change next?",
            answer_by="meeting",
            after=("milestone",),
            by="owner",
            minutes=60,
        ),
    )
    """Row S52; half-yearly, as trust and commitment carry a client (Garbarino & Johnson 1999).
    Up to 6 of 10 nobody recommends (Reichheld 2003); two days to act, seven to report back,
    and the minutes [judgment]."""

    escalation: Escalation | None = Escalation(
        to=("owner", "partner"),
        at_breaches=1,
        on_negative_feedback=True,
        within=Within(1, "business_days"),
    )
    """One breach or negative feedback is enough, a day to answer [judgment]."""

    tailoring_hours: int = 2
    """Row S11; two hours in a natural period [judgment]."""

    offboarding: tuple[Step, ...] = (
        Step(about="closing_letter", by="owner", after_days=7, minutes=60),
        Step(about="return_of_documents", by="team", after_days=30, minutes=30),
    )
    """A closing letter dates the end (``ServicePlan.closing_events``); in a week and a month,
    an hour and half an hour [judgment]."""

    training: tuple[Training, ...] = (
        Training(about="domain", staff="owner", every=Every(months=6)),
        Training(about="listening", staff="owner", every=Every(years=1)),
        Training(about="confidentiality", staff="team", every=Every(years=1)),
    )
    """Row S55; half-yearly or yearly [judgment]."""

    tools: tuple[str, ...] = ("relationship_management", "shared_workspace", "calendar")
    """Row S56."""

    indicators: tuple[Indicator, ...] = standard_indicators(
        "trust_and_commitment",
        "response_adherence",
        "touch_adherence",
        "goals_met",
        "on_schedule",
        "within_budget",
    )
    """Row S57: trust and commitment drive what clients do next (Garbarino & Johnson 1999)."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _CHECKS)

    @override
    def _onboarding(self, relationship: Relationship, context: Context) -> tuple[Step, ...]:
        """Put kick-off and checks around the other steps."""
        steps = super()._onboarding(relationship, context)
        if relationship.stage != Stage.NEW:
            return steps
        start = relationship.since or context.today
        kick_off = Step(
            about="kick-off",
            by="owner",
            after_days=self.kick_off_days,
            minutes=self.kick_off_minutes,
        )
        checks = (
            Step(about="check", by="owner", after_days=days, minutes=self.check_minutes)
            for days in self.check_days
        )
        first, *rest = (step.dated(start, context.holidays) for step in (kick_off, *checks))
        return (first, *steps, *rest)

    @override
    def _meetings(self) -> frozenset[str]:
        """Name kick-off and checks as well."""
        return super()._meetings() | {"kick-off", "check"}
