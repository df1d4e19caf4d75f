"""Service in general, and where nobody knows customer from client (rows S49-S61).

Every number is a field with its source; ``[judgment]`` marks one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit.plans import (
    Commitment,
    Escalation,
    Indicator,
    Routine,
    ServicePlan,
    Step,
    Survey,
    Touch,
    Training,
    Within,
    standard_indicators,
)
from relkit.plans._dates import business_day_after, day_after
from relkit.plans._fields import Check, between, check_fields, optional, part, parts
from relkit.relationships import Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._pace import next_in_rhythm, period_days, rhythm
from relkit.strategies._strategy import Strategy

__all__ = ["PlainService", "ServiceStrategy"]

_STEPS = parts(part(Step))
_CHECKS: Final[dict[str, Check]] = {
    "tier": text,
    "owner": optional(text),
    "backup": optional(text),
    "response": parts(part(Commitment)),
    "inquiry_response": part(Within),
    "resolution": optional(part(Commitment)),
    "contact_channel": text,
    "contacts_per_period": between(0),
    "contact_minutes": between(0),
    "triggers": parts(text),
    "onboarding": _STEPS,
    "inputs": _STEPS,
    "input_days": between(0),
    "reviews": optional(part(Every)),
    "review_hours": between(0),
    "feedback": parts(part(Survey)),
    "escalation": optional(part(Escalation)),
    "support_minutes": between(0),
    "tailoring_hours": between(0),
    "offboarding": _STEPS,
    "training": parts(part(Training)),
    "tools": parts(text),
    "indicators": parts(part(Indicator)),
}


@strategy
class ServiceStrategy(Strategy[R_contra, ServicePlan]):
    """What the service strategies have in common; a base for those of your own kinds.

    A prospect gets its inquiries answered; a new party is taken on board; an active one is
    served, with contact and reviews where the fields say so; a dormant one gets what it
    asks for. A former one, or one whose end is settled, is seen off, from ``Context.ends_on``
    on or else from today. Owner and backup of the context come before the strategy's own.

    Raises ``InvalidValueError`` for fields that cannot be.

    >>> from datetime import date
    >>> from relkit import Client, Context, strategy
    >>> @strategy
    ... class FrontDesk(ServiceStrategy):
    ...     tier: str = "front_desk"
    >>> acme = Client(party="acme", business="harper-law")
    >>> FrontDesk().propose(acme, Context(today=date(2025, 9, 1))).tier
    'front_desk'
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

    inquiry_response: Within = Within(1, "hours")
    """How soon a prospect does: HBR 2011, about 7 times likelier to qualify a lead."""

    resolution: Commitment | None = Commitment(
        about="resolution", within=Within(5, "business_days")
    )
    """How soon its matter is settled: in 3 to 5 business days [judgment]."""

    contact_channel: str = "phone"
    """Over which channel the business keeps contact."""

    contacts_per_period: int = 0
    """How often it does so by itself in a natural period; 0 for never [judgment]."""

    contact_minutes: int = 15
    """What one such contact takes, notes included: a quarter of an hour [judgment]."""

    triggers: tuple[str, ...] = ()
    """The occasions on which the party hears how things stand."""

    onboarding: tuple[Step, ...] = ()
    """The steps of the start; those with a trigger are taken each time."""

    inputs: tuple[Step, ...] = ()
    """What the party is asked for (row S42), each on the occasion that its ``trigger`` names,
    and before it where that has its day: a ``"review"``, or a step of the start."""

    input_days: int = 5
    """By how many days before that the party's input is due at the latest [judgment]."""

    reviews: Every | None = None
    """How often both sides look at the whole."""

    review_hours: int = 0
    """What one review takes with its preparation, in hours; none here [judgment]."""

    feedback: tuple[Survey, ...] = ()
    """What it is asked, when, and what becomes of the answer."""

    escalation: Escalation | None = Escalation(
        to=("supervisor",), at_breaches=2, within=Within(1, "business_days")
    )
    """Who is told of broken promises, and when: at the second, a day to answer [judgment]."""

    support_minutes: int = 10
    """What answering the party takes in a natural period: at 390 hours of work a quarter, 780
    parties to a person, within the 500 to 2000 of pooled service (ooligo) [judgment]."""

    tailoring_hours: int = 0
    """Hours in a natural period for what is made for this party alone; none here [judgment]."""

    offboarding: tuple[Step, ...] = ()
    """The steps of the end."""

    training: tuple[Training, ...] = (
        Training(about="product", every=Every(months=6)),
        Training(about="speed", every=Every(years=1)),
        Training(about="politeness", every=Every(years=1)),
    )
    """What the staff is trained in (row S55); half-yearly or yearly [judgment]."""

    tools: tuple[str, ...] = ("help_desk",)
    """What it works with (row S56)."""

    indicators: tuple[Indicator, ...] = standard_indicators(
        "satisfaction", "response_adherence", "resolution_adherence"
    )
    """By what success is measured (row S57)."""

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    @override
    def plan(self, relationship: R_contra, context: Context) -> ServicePlan | None:
        """Give the plan that the stage asks for."""
        stage = relationship.stage
        plan = self._always(relationship, context)
        if stage == Stage.PROSPECT:
            inquiry = Commitment(about="answer_to_inquiry", within=self.inquiry_response)
            return attrs.evolve(plan, response=(inquiry,), resolution=None)
        if stage == Stage.FORMER or context.ends_on is not None:
            return attrs.evolve(plan, offboarding=self._offboarding(context))
        return plan if stage == Stage.DORMANT else self._running(plan, relationship, context)

    def _always(self, relationship: Relationship, context: Context) -> ServicePlan:
        """Give what holds at every stage: who serves, and what is promised."""
        owner = context.owner or self.owner
        backup = context.backup or self.backup
        return ServicePlan(
            tier=self.tier,
            owner=owner,
            backup=None if backup == owner else backup,
            response=self.response,
            resolution=self.resolution,
            escalation=self.escalation,
            period_days=period_days(relationship),
            starts_on=context.today,
            capacity_hours=context.capacity_hours,
            training=self.training,
            tools=self.tools,
            indicators=self.indicators,
        )

    def _running(
        self, plan: ServicePlan, relationship: Relationship, context: Context
    ) -> ServicePlan:
        """Add what a party is given that comes or may come again."""
        anchor = min(relationship.since or context.today, context.today)
        tomorrow = day_after(context.today, 1)
        reviews, contact = self._reviews(anchor, tomorrow), self._contact(relationship, context)
        onboarding = self._onboarding(relationship, context)
        next_review = self.reviews and next_in_rhythm(relationship, self.reviews, context)
        return attrs.evolve(
            plan,
            touchpoints=tuple(self._touchpoints(contact, context)),
            contact=contact,
            onboarding=onboarding,
            inputs=tuple(self._inputs(onboarding, next_review, context)),
            reviews=reviews,
            next_review=next_review,
            feedback=tuple(survey.dated(anchor, tomorrow) for survey in self.feedback),
            support_minutes=self.support_minutes,
            tailoring_hours=self.tailoring_hours,
        )

    def _reviews(self, anchor: date, start: date) -> Routine | None:
        """Lay the reviews on the calendar; what they take is mostly preparing them."""
        if self.reviews is None:
            return None
        return Routine(
            about="review",
            every=self.reviews,
            anchor=anchor,
            start=start,
            by="owner",
            minutes=60 * self.review_hours,
            is_spread=True,
        )

    def _contact(self, relationship: Relationship, context: Context) -> Routine | None:
        """Lay the contacts on the calendar, from the last engagement on, today at the earliest."""
        every = rhythm(relationship, self.contacts_per_period)
        if every is None:
            return None
        due = day_after(relationship.last_engaged or context.today, every.days or 0)
        first = max(due, context.today)
        return Routine(
            about="check_in",
            every=every,
            anchor=first,
            start=first,
            by="owner",
            minutes=self.contact_minutes,
        )

    def _touchpoints(self, contact: Routine | None, context: Context) -> Iterator[Touch]:
        """Give the next contact that the business begins, and what occasions set off."""
        if contact is not None:
            due = business_day_after(contact.start, 0, context.holidays)
            yield Touch(channel=self.contact_channel, about=contact.about, due=due)
        for trigger in self.triggers:
            yield Touch(channel="email", about="update", trigger=trigger)

    def _onboarding(self, relationship: Relationship, context: Context) -> tuple[Step, ...]:
        """Give the steps of the start, dated; after the start only those with a trigger."""
        if relationship.stage == Stage.NEW:
            start = relationship.since or context.today
            return tuple(step.dated(start, context.holidays) for step in self.onboarding)
        return tuple(step for step in self.onboarding if step.trigger is not None)

    def _inputs(
        self, onboarding: tuple[Step, ...], next_review: date | None, context: Context
    ) -> Iterator[Step]:
        """Give what the party is asked for: before meetings to come, or on other occasions."""
        coming = [(step.about, step.due) for step in onboarding] + [("review", next_review)]
        for step in self.inputs:
            days = [due for about, due in coming if about == step.trigger and due is not None]
            due = min((day for day in days if day >= context.today), default=None)
            if due is not None:
                yield self._asked_before(due, step, context)
            elif step.trigger not in self._meetings():
                yield step.dated(context.today, context.holidays)

    def _meetings(self) -> frozenset[str]:
        """Name the occasions that have their days, while they come at all."""
        return frozenset({"review", *(step.about for step in self.onboarding)})

    def _asked_before(self, meeting: date, step: Step, context: Context) -> Step:
        """Give a step its day, on or before the last one on which it helps."""
        due = business_day_after(meeting, -self.input_days, context.holidays, "preceding")
        return attrs.evolve(step, trigger=None, due=max(due, context.today))

    def _offboarding(self, context: Context) -> tuple[Step, ...]:
        """Give the steps of the end, dated from the day on which it comes."""
        start = context.ends_on or context.today
        return tuple(step.dated(start, context.holidays) for step in self.offboarding)


@strategy
class PlainService(ServiceStrategy[Relationship]):
    """Service where nobody knows whether the party is a customer or a client.

    >>> from datetime import date
    >>> from relkit import Context
    >>> anybody = Relationship(party="ann", business="shop")
    >>> print(PlainService().propose(anybody, Context(today=date(2025, 9, 1))).tier)
    pooled
    """
