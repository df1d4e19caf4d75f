"""`ServicePlan`: who serves a party, how soon, how often, and what happens if not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._words import listed
from relkit.plans._fields import (
    Check,
    a_flag,
    between,
    check_fields,
    optional,
    part,
    parts,
)
from relkit.plans._parts import Commitment, Touch
from relkit.plans._plan import Plan
from relkit.plans._steps import Ask, Step, grouped
from relkit.plans._text import joined, plain, sentence
from relkit.schedules import Every

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Escalation", "ServicePlan"]


@attrs.frozen(kw_only=True)
class Escalation:
    """Who is told when a promise was broken, in order, and after how many times.

    >>> print(Escalation(to=("supervisor",), at_breaches=2))
    to the supervisor at 2 breaches
    """

    to: tuple[str, ...]
    at_breaches: int
    on_negative_feedback: bool = False

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {"to": parts(text), "at_breaches": between(1), "on_negative_feedback": a_flag}
        check_fields(self, checks)

    @override
    def __str__(self) -> str:
        """Give the way in words."""
        people = listed((f"the {plain(role)}" for role in self.to), "then")
        breaches = "1 breach" if self.at_breaches == 1 else f"{self.at_breaches} breaches"
        occasion = " or negative feedback" if self.on_negative_feedback else ""
        return f"to {people} at {breaches}{occasion}"


_STEPS = parts(part(Step))
_WORDS = parts(text)
_PLAN: Final[dict[str, Check]] = {
    "tier": text,
    "owner": optional(text),
    "backup": optional(text),
    "response": parts(part(Commitment)),
    "resolution": optional(part(Commitment)),
    "touchpoints": parts(part(Touch)),
    "contact": optional(part(Every)),
    "onboarding": _STEPS,
    "reviews": optional(part(Every)),
    "next_review": optional(a_date),
    "feedback": parts(part(Ask)),
    "escalation": optional(part(Escalation)),
    "tailoring_hours": between(0),
    "load_hours": between(0),
    "capacity_hours": optional(between(0)),
    "offboarding": _STEPS,
    "training": _WORDS,
    "tools": _WORDS,
}


@attrs.frozen(kw_only=True)
class ServicePlan(Plan):
    """Who serves a party, how soon, how often, and what happens if not (rows S49-S61).

    Args:
        tier: how it is served: ``"self_service"``, ``"pooled"``, ``"named_owner"`` …
        owner: who is responsible, if one person is and has been named.
        backup: who stands in.
        response: how soon the party gets a first answer, by channel.
        resolution: how soon its matter is settled.
        touchpoints: the contacts, each with its day or its trigger.
        contact: the rhythm of contacts that the business begins.
        onboarding: the steps of the start.
        reviews: the rhythm of review meetings.
        next_review: the day of the next one.
        feedback: how its opinion is asked for.
        escalation: who is told when a promise was broken.
        tailoring_hours: hours in a natural period for what is made for this party alone.
        load_hours: hours that reviews and tailoring take in the coming quarter.
        capacity_hours: hours that are free in it, if known.
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
    contact: Every | None = None
    onboarding: tuple[Step, ...] = ()
    reviews: Every | None = None
    next_review: date | None = None
    feedback: tuple[Ask, ...] = ()
    escalation: Escalation | None = None
    tailoring_hours: int = 0
    load_hours: int = 0
    capacity_hours: int | None = None
    offboarding: tuple[Step, ...] = ()
    training: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _PLAN)

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """What is promised: the first responses, then the resolution."""
        return self.response if self.resolution is None else (*self.response, self.resolution)

    @property
    def is_over_capacity(self) -> bool:
        """Whether it takes more hours in the coming quarter than are free.

        >>> ServicePlan(tier="named_owner", load_hours=20, capacity_hours=8).is_over_capacity
        True
        """
        return self.capacity_hours is not None and self.load_hours > self.capacity_hours

    @override
    def summary(self) -> Iterator[str]:
        """Give the plan in a few lines."""
        people = [
            f"owner {self.owner}" if self.owner else "",
            f"backup {self.backup}" if self.backup else "",
        ]
        yield f"Service: {joined([plain(self.tier), *people])}"
        yield from sentence("Promise", self.commitments)
        contact = [*grouped(self.touchpoints), self._review(), self.contact]
        yield from sentence("Contact", contact)
        yield from sentence("Steps", grouped([*self.onboarding, *self.offboarding]))
        if self.is_over_capacity:
            yield f"Load: {self.load_hours} h this quarter, {self.capacity_hours} h free: too much"

    def _review(self) -> str:
        return "" if self.next_review is None else f"review {self.next_review}"
