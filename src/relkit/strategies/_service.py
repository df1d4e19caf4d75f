"""Service in general, and where nobody knows customer from client (rows S49-S61).

Every number is a field with its source; ``[judgment]`` marks one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from typing_extensions import override

from relkit._checks import text
from relkit.plans import Ask, Commitment, Escalation, ServicePlan, Step, Touch, Within
from relkit.plans._fields import Check, between, check_fields, optional, part, parts
from relkit.relationships import Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._pace import due_after_engagement, next_in_rhythm, period_days, rhythm
from relkit.strategies._strategy import Strategy

__all__ = ["PlainService", "ServiceStrategy"]

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
