"""`ServicePlan`: who serves a party, how soon, how often, what it takes, and how it ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._words import shown
from relkit.business import DEFAULT_PERIOD_DAYS
from relkit.errors import InvalidValueError, ScheduleOutOfRangeError
from relkit.events import Agreement, Message
from relkit.plans._fields import Check, between, check_fields, optional, part, parts
from relkit.plans._parts import Commitment, Touch
from relkit.plans._plan import Plan
from relkit.plans._routine import Routine
from relkit.plans._staff import Escalation, Training
from relkit.plans._steps import Step, grouped
from relkit.plans._survey import Survey
from relkit.plans._text import joined, plain, sentence
from relkit.plans._workload import Workload, hours_text
from relkit.schedules import Every, Period

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from relkit.events import AgreementForm

__all__ = ["ServicePlan"]

_QUARTER: Final = Every(months=3)
_STEPS = parts(part(Step))
_PLAN: Final[dict[str, Check]] = {
    "tier": text,
    "owner": optional(text),
    "backup": optional(text),
    "response": parts(part(Commitment)),
    "resolution": optional(part(Commitment)),
    "touchpoints": parts(part(Touch)),
    "contact": optional(part(Routine)),
    "onboarding": _STEPS,
    "inputs": _STEPS,
    "reviews": optional(part(Routine)),
    "next_review": optional(a_date),
    "feedback": parts(part(Survey)),
    "escalation": optional(part(Escalation)),
    "support_minutes": between(0),
    "tailoring_hours": between(0),
    "period_days": between(1),
    "starts_on": optional(a_date),
    "capacity_hours": optional(between(0)),
    "offboarding": _STEPS,
    "training": parts(part(Training)),
    "tools": parts(text),
}


@attrs.frozen(kw_only=True)
class ServicePlan(Plan):
    """Who serves a party, how soon, how often, what it takes, and how it ends (rows S49-S61).

    Args:
        tier: how it is served: ``"self_service"``, ``"pooled"``, ``"named_owner"`` …
        owner: who is responsible, if one person is and has been named.
        backup: who stands in; somebody else.
        response: how soon the party gets a first answer, by channel.
        resolution: how soon its matter is settled.
        touchpoints: the next contacts, each with its day or its trigger.
        contact: the routine of contacts that the business begins.
        onboarding: the steps of the start.
        inputs: what is asked of the party, each by its day (row S42).
        reviews: the routine of review meetings.
        next_review: the day of the next one.
        feedback: the questions that it is asked, and what becomes of the answers.
        escalation: who is told when a promise was broken.
        support_minutes: what answering the party takes in a natural period.
        tailoring_hours: hours in a natural period for what is made for this party alone.
        period_days: the natural period, in days.
        starts_on: the first day that the plan is for.
        capacity_hours: hours that are free in the quarter from then on, if known.
        offboarding: the steps of the end.
        training: what the staff is trained in.
        tools: what it works with.

    Raises ``InvalidValueError``.

    >>> print(ServicePlan(tier="pooled"))
    Service: pooled
      Because: by hand
    """

    tier: str
    owner: str | None = None
    backup: str | None = None
    response: tuple[Commitment, ...] = ()
    resolution: Commitment | None = None
    touchpoints: tuple[Touch, ...] = ()
    contact: Routine | None = None
    onboarding: tuple[Step, ...] = ()
    inputs: tuple[Step, ...] = ()
    reviews: Routine | None = None
    next_review: date | None = None
    feedback: tuple[Survey, ...] = ()
    escalation: Escalation | None = None
    support_minutes: int = 0
    tailoring_hours: int = 0
    period_days: int = DEFAULT_PERIOD_DAYS
    starts_on: date | None = None
    capacity_hours: int | None = None
    offboarding: tuple[Step, ...] = ()
    training: tuple[Training, ...] = ()
    tools: tuple[str, ...] = ()

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _PLAN)
        if self.backup is not None and self.backup == self.owner:
            msg = (
                f"ServicePlan.backup must be somebody else than the owner {shown(self.owner)}: "
                "name another person, or leave it None."
            )
            raise InvalidValueError(msg)

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """What is promised: the first responses, then the resolution."""
        return self.response if self.resolution is None else (*self.response, self.resolution)

    def agenda(self, period: Period, holidays: Container[date] = frozenset()) -> tuple[Step, ...]:
        """Give all that has its day within a period, by day.

        Nothing comes before ``starts_on``. Dates of routines respect the holidays; those of
        steps respected them when the plan was made. Periods that meet add up.

        >>> day = date(2025, 9, 1)
        >>> calls = Routine(about="check_in", every=Every(days=30), anchor=day, start=day)
        >>> plan = ServicePlan(tier="named_owner", contact=calls)
        >>> [str(step.due) for step in plan.agenda(Period(day, date(2025, 11, 1)))]
        ['2025-09-01', '2025-10-01', '2025-10-31']
        """
        days = self._within(period)
        if days is None:
            return ()
        steps = [step for _, step in self._dated(days)]
        steps += [step for _, each in self._routines() for step in each.steps(days, holidays)]
        return tuple(sorted(steps, key=lambda step: step.due or days.start))

    def workload(self, period: Period, holidays: Container[date] = frozenset()) -> Workload:
        """Give what the plan takes in a period, in whole minutes by activity.

        What has a day counts on that day, as in ``agenda``. Support and tailoring are
        spread evenly over the natural period, and reviews over the time between them.
        Periods that meet add up exactly. What only occasions set off is part of support.

        >>> plan = ServicePlan(tier="named_owner", owner="harper", tailoring_hours=2)
        >>> print(plan.workload(Period(date(2025, 9, 1), date(2025, 10, 31))))
        4 h: tailoring 4 h
        """
        days = self._within(period)
        if days is None:
            return Workload()
        dated = [(activity, step.minutes) for activity, step in self._dated(days)]
        routines = [(name, each.work(days, holidays)) for name, each in self._routines()]
        budgets = [
            ("support", self._spread(self.support_minutes, days)),
            ("tailoring", self._spread(60 * self.tailoring_hours, days)),
        ]
        every = (*dated, *routines, *budgets)
        return Workload((self.owner, activity, minutes) for activity, minutes in every)

    @property
    def load_minutes(self) -> int | None:
        """What it takes in the quarter from ``starts_on`` on; None where that is not said."""
        quarter = self._quarter()
        return None if quarter is None else self.workload(quarter).minutes

    @property
    def is_over_capacity(self) -> bool:
        """Whether it takes more hours in the coming quarter than are free, where both are known.

        >>> day = date(2025, 9, 1)
        >>> plan = ServicePlan(tier="named_owner", tailoring_hours=4, starts_on=day)
        >>> attrs.evolve(plan, capacity_hours=8).is_over_capacity
        True
        """
        load, capacity = self.load_minutes, self.capacity_hours
        return load is not None and capacity is not None and load > 60 * capacity

    def closing_events(
        self, on: date, *, agreement: AgreementForm | None = None
    ) -> tuple[Message | Agreement, ...]:
        """Give the events to record on the day when the offboarding is done.

        The closing letter, and the end of the agreement where its form is given: from then
        on the stage is former. Nothing where the plan has no offboarding, as a customer
        who stays away ends nothing. An exchange after that day begins anew: settle first.

        Raises ``InvalidEventError`` and ``NotADateError``.

        >>> plan = ServicePlan(tier="named_owner", offboarding=(Step(about="closing_letter"),))
        >>> plan.closing_events(date(2025, 9, 8))[0].about
        'closing'
        """
        if not self.offboarding:
            return ()
        letter = Message(on=on, direction="outbound", about="closing")
        if agreement is None:
            return (letter,)
        return letter, Agreement(on=on, form=agreement, action="ended")

    def _routines(self) -> Iterator[tuple[str, Routine]]:
        """Give what comes again, by activity."""
        if self.contact is not None:
            yield "contact", self.contact
        if self.reviews is not None:
            yield "review", self.reviews
        for survey in self.feedback:
            if survey.routine is not None:
                yield "feedback", survey.routine

    def _dated(self, period: Period) -> Iterator[tuple[str, Step]]:
        """Give the steps that have their day within a period, by activity."""
        for activity in ("onboarding", "inputs", "offboarding"):
            for step in getattr(self, activity):
                if step.due is not None and period.contains(step.due):
                    yield activity, step

    def _within(self, period: Period) -> Period | None:
        """Give the part of a period that the plan is for, if any."""
        part(Period)(period, "period")
        if self.starts_on is None or self.starts_on <= period.start:
            return period
        return Period(self.starts_on, period.end) if self.starts_on < period.end else None

    def _quarter(self) -> Period | None:
        if self.starts_on is None:
            return None
        try:
            return _QUARTER.period(self.starts_on, 0)
        except ScheduleOutOfRangeError:
            return None

    def _spread(self, minutes: int, period: Period) -> int:
        """Give the share of so many minutes in a natural period that falls into some days.

        Counted from the first day of the calendar on, so that periods that meet add up.
        """
        first, last = period.start.toordinal(), period.end.toordinal()
        return minutes * last // self.period_days - minutes * first // self.period_days

    @override
    def summary(self) -> Iterator[str]:
        """Give the plan in a few lines."""
        people = [
            f"owner {self.owner}" if self.owner else "",
            f"backup {self.backup}" if self.backup else "",
        ]
        yield f"Service: {joined([plain(self.tier), *people])}"
        yield from sentence("Promise", self.commitments)
        contact = [*grouped(self.touchpoints), self._review()]
        yield from sentence("Contact", contact)
        steps = [*self.onboarding, *self.inputs, *self.offboarding]
        yield from sentence("Steps", grouped(steps))
        yield from sentence("Feedback", self.feedback)
        yield from self._load()

    def _review(self) -> str:
        return "" if self.next_review is None else f"review {self.next_review}"

    def _load(self) -> Iterator[str]:
        """Give what the quarter takes, and what is free."""
        load, capacity = self.load_minutes, self.capacity_hours
        if load:
            free = "" if capacity is None else f"{capacity} h free"
            too_much = "too much" if self.is_over_capacity else ""
            said = joined([joined([f"{hours_text(load)} this quarter", free]), too_much], ": ")
            yield f"Load: {said}"
