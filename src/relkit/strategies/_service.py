"""Service for customers, for clients, and where nobody knows which (reference: rows S49-S61).

Every number is a field with its source; ``[judgment]`` marks one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from typing_extensions import override

from relkit._checks import text
from relkit.plans import Ask, Commitment, Escalation, ServicePlan, Step, Touch, Within
from relkit.plans._fields import Check, between, check_fields, optional, part, parts
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._composition import Strategy
from relkit.strategies._context import Context
from relkit.strategies._pace import due_after_engagement, next_in_rhythm, period_days, rhythm

__all__ = ["ClientService", "CustomerService", "PlainService", "ServiceStrategy"]

_QUARTER_DAYS = 90
_STEPS = parts(part(Step))
_WORDS = parts(text)
_CHECKS: Final[dict[str, Check]] = {
    "tier": text,
    "owner": optional(text),
    "backup": optional(text),
    "response": parts(part(Commitment)),
    "enquiry_response": part(Within),
    "resolution": optional(part(Commitment)),
    "contact_channel": text,
    "contacts_per_period": between(0),
    "triggers": _WORDS,
    "onboarding": _STEPS,
    "reviews": optional(part(Every)),
    "review_hours": between(0),
    "feedback": parts(part(Ask)),
    "escalation": optional(part(Escalation)),
    "tailoring_hours": between(0),
    "offboarding": _STEPS,
    "training": _WORDS,
    "tools": _WORDS,
}


@strategy
class ServiceStrategy(Strategy[R_contra, ServicePlan]):
    """What the service strategies have in common; a base for those of your own kinds.

    A prospect gets its enquiries answered; a new party is taken on board; an active one is
    served, with contact and reviews where the fields say so; a dormant one gets what it
    asks for; a former one is seen off.

    Raises ``InvalidValueError`` for fields that cannot be.
    """

    reads: ClassVar[tuple[str, ...]] = ("stage", "period_days", "since", "last_engaged")

    tier: str = "pooled"
    """How the party is served."""

    owner: str | None = None
    """Who is responsible, where one person is."""

    backup: str | None = None
    """Who stands in."""

    response: tuple[Commitment, ...] = (
        Commitment(about="first_response", channel="email", within=Within(1, "business_days")),
    )
    """How soon the party gets a first answer: a business day by mail [judgment]."""

    enquiry_response: Within = Within(1, "hours")
    """How soon a prospect does: HBR 2011, about 7 times likelier to qualify a lead."""

    resolution: Commitment | None = Commitment(
        about="resolution", within=Within(5, "business_days")
    )
    """How soon its matter is settled: in 3 to 5 business days [judgment]."""

    contact_channel: str = "phone"
    """Over which channel the business keeps contact."""

    contacts_per_period: int = 0
    """How often it does so by itself in a natural period; 0 for never."""

    triggers: tuple[str, ...] = ()
    """The occasions on which the party hears how things stand."""

    onboarding: tuple[Step, ...] = ()
    """The steps of the start; those with a trigger are taken each time."""

    reviews: Every | None = None
    """How often both sides look at the whole."""

    review_hours: int = 0
    """What one review takes, in hours."""

    feedback: tuple[Ask, ...] = ()
    """How its opinion is asked for."""

    escalation: Escalation | None = Escalation(to=("supervisor",), at_breaches=2)
    """Who is told of broken promises, and when [judgment]."""

    tailoring_hours: int = 0
    """Hours in a natural period for what is made for this party alone."""

    offboarding: tuple[Step, ...] = ()
    """The steps of the end."""

    training: tuple[str, ...] = ("product", "speed", "politeness")
    """What the staff is trained in (row S55)."""

    tools: tuple[str, ...] = ("help_desk",)
    """What it works with (row S56)."""

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    @override
    def plan(self, relationship: R_contra, context: Context) -> ServicePlan | None:
        """Give the plan that the stage asks for."""
        stage = relationship.stage
        is_running = stage in (None, Stage.NEW, Stage.ACTIVE)
        reviews = self.reviews if is_running else None
        return ServicePlan(
            tier=self.tier,
            owner=self.owner,
            backup=self.backup,
            response=self._response(stage),
            resolution=None if stage == Stage.PROSPECT else self.resolution,
            touchpoints=tuple(self._touchpoints(relationship, context)) if is_running else (),
            contact=rhythm(relationship, self.contacts_per_period) if is_running else None,
            onboarding=self._onboarding(relationship, context) if is_running else (),
            reviews=reviews,
            next_review=reviews and next_in_rhythm(relationship, reviews, context),
            feedback=self.feedback if is_running else (),
            escalation=self.escalation,
            tailoring_hours=self.tailoring_hours if is_running else 0,
            load_hours=self._load_hours(relationship) if is_running else 0,
            capacity_hours=context.capacity_hours,
            offboarding=self._offboarding(context) if stage == Stage.FORMER else (),
            training=self.training,
            tools=self.tools,
        )

    def _response(self, stage: Stage | None) -> tuple[Commitment, ...]:
        if stage != Stage.PROSPECT:
            return self.response
        return (Commitment(about="answer_to_enquiry", within=self.enquiry_response),)

    def _touchpoints(self, relationship: Relationship, context: Context) -> Iterator[Touch]:
        """Give the next contact that the business begins, and what occasions set off."""
        contact = rhythm(relationship, self.contacts_per_period)
        if contact is not None:
            due = due_after_engagement(relationship, contact.days or 0, context)
            yield Touch(channel=self.contact_channel, about="check_in", due=due)
        for trigger in self.triggers:
            yield Touch(channel="email", about="update", trigger=trigger)

    def _onboarding(self, relationship: Relationship, context: Context) -> tuple[Step, ...]:
        """Give the steps of the start, dated; after the start only those with a trigger."""
        if relationship.stage == Stage.NEW:
            start = relationship.since or context.today
            return tuple(step.dated(start, context.holidays) for step in self.onboarding)
        return tuple(step for step in self.onboarding if step.trigger is not None)

    def _offboarding(self, context: Context) -> tuple[Step, ...]:
        return tuple(step.dated(context.today, context.holidays) for step in self.offboarding)

    def _load_hours(self, relationship: Relationship) -> int:
        """Give the hours of a quarter: one review, and tailoring in each period begun."""
        periods = -(-_QUARTER_DAYS // period_days(relationship))
        review = 0 if self.reviews is None else self.review_hours
        return review + self.tailoring_hours * periods


@strategy
class PlainService(ServiceStrategy[Relationship]):
    """Service where nobody knows whether the party is a customer or a client.

    >>> from datetime import date
    >>> from relkit import Context
    >>> anybody = Relationship(party="ann", business="shop")
    >>> print(PlainService().propose(anybody, Context(today=date(2025, 9, 1))).tier)
    pooled
    """


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
