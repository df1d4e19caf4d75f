"""Journeys: the steps that a party takes with a business, and where it stands (row S59)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._words import listed, mend, shown
from relkit.errors import InvalidValueError
from relkit.plans._fields import Check, between, check_fields, optional, part, parts
from relkit.plans._text import joined, plain
from relkit.relationships import Relationship, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CLIENT_JOURNEY", "CUSTOMER_JOURNEY", "Journey", "JourneyStep", "Standing"]


def _stages(value: Sequence[Stage | str]) -> tuple[Stage, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        msg = f"JourneyStep.stages is a collection of stages such as ('new',), not {shown(value)}."
        raise InvalidValueError(msg)
    return tuple(_stage(each) for each in cast("Iterable[object]", value))


def _stage(value: object) -> Stage:
    try:
        return Stage(cast("str", value))
    except ValueError:
        msg = f"Each of JourneyStep.stages is {listed(map(str, Stage))}, not {shown(value)}."
        raise InvalidValueError(msg) from None


def _as_words(stages: tuple[Stage, ...]) -> str:
    return repr(tuple(map(str, stages)))


_STEP: Final[dict[str, Check]] = {
    "name": text,
    "by": text,
    "shown_by": optional(text),
    "least": between(1),
    "then": optional(text),
}


@attrs.frozen(kw_only=True)
class JourneyStep:
    """One step of a journey: what happens, who acts, and how one knows that it was reached.

    Args:
        name: such as ``"repeat_purchase"``.
        by: who acts in it: ``"team"``, ``"owner"``, ``"customer"``, ``"client"`` …
        stages: the stages at which a party can stand here. None of them (the default) for a
            step that nothing shows: it is only ever the next one.
        shown_by: the trait that shows that it was reached, where the stage is not enough.
        least: the relational counts of that trait from which on it does.
        then: the step that follows, where that is not the next in order.

    Raises ``InvalidValueError``.

    >>> print(JourneyStep(name="kick_off", by="owner", stages=("new",)))
    kick off by owner
    """

    name: str
    by: str = "team"
    stages: tuple[Stage, ...] = attrs.field(default=(), converter=_stages, repr=_as_words)
    shown_by: str | None = None
    least: int = 1
    then: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _STEP)

    def is_reached(self, relationship: Relationship) -> bool:
        """Tell whether a party can stand here: by its stage, and by the trait that shows it."""
        if relationship.stage not in self.stages:
            return False
        return self.shown_by is None or self.least <= _pro(relationship, self.shown_by)

    @override
    def __str__(self) -> str:
        """Give step and actor in words."""
        return f"{plain(self.name)} by {plain(self.by)}"


@attrs.frozen(kw_only=True)
class Standing:
    """Where a party stands in a journey, and the step that comes next, if any.

    >>> new = Relationship(party="acme", business="firm", stage=Stage.NEW)
    >>> print(CLIENT_JOURNEY.standing(new))
    agreement; next onboarding by owner and client
    """

    at: JourneyStep
    following: JourneyStep | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"at": part(JourneyStep), "following": optional(part(JourneyStep))})

    @override
    def __str__(self) -> str:
        """Give both steps in words."""
        following = None if self.following is None else f"next {self.following}"
        return joined([plain(self.at.name), following], "; ")


@attrs.frozen
class Journey:
    """The steps that a party takes with a business, in order; a journey of your own is one, too.

    Raises ``InvalidValueError`` for no steps, for two of one name, and for a ``then`` that
    names none.

    >>> steps = (JourneyStep(name="trial", stages=("new",)), JourneyStep(name="membership"))
    >>> print(Journey(steps))
    trial > membership
    """

    steps: tuple[JourneyStep, ...]

    def __attrs_post_init__(self) -> None:
        """Check the steps, and that each can be found by its name."""
        check_fields(self, {"steps": parts(part(JourneyStep))})
        names = [step.name for step in self.steps]
        if not names or len(set(names)) < len(names):
            msg = f"A journey has one step or more, each with a name of its own, not {names}."
            raise InvalidValueError(msg)
        for step in self.steps:
            if step.then is not None and step.then not in names:
                msg = f"{step.name!r} leads to no step {step.then!r}. {mend(step.then, names)}"
                raise InvalidValueError(msg)

    @property
    def traits(self) -> tuple[str, ...]:
        """The traits that show its steps, each once."""
        named = (step.shown_by for step in self.steps)
        return tuple(dict.fromkeys(name for name in named if name is not None))

    def after(self, step: JourneyStep) -> JourneyStep | None:
        """Give the step that follows one of the steps; None after the last.

        Raises ``InvalidValueError`` for a step of another journey.

        >>> print(CUSTOMER_JOURNEY.after(CUSTOMER_JOURNEY.steps[0]))
        consideration by customer
        """
        if step not in self.steps:
            msg = f"{shown(step)} is no step of this journey: {self}."
            raise InvalidValueError(msg)
        if step.then is not None:
            return next(each for each in self.steps if each.name == step.then)
        rest = self.steps[self.steps.index(step) + 1 :]
        return rest[0] if rest else None

    def standing(self, relationship: Relationship) -> Standing | None:
        """Tell where a party stands: at the last step that its stage and its traits show.

        None where no step is shown: above all for a relationship whose stage nobody knows.
        """
        part(Relationship)(relationship, "What stands in a journey")
        reached = [step for step in self.steps if step.is_reached(relationship)]
        return Standing(at=reached[-1], following=self.after(reached[-1])) if reached else None

    @override
    def __str__(self) -> str:
        """Give the names of the steps in order."""
        return " > ".join(plain(step.name) for step in self.steps)


CUSTOMER_JOURNEY: Final = Journey(
    (
        JourneyStep(name="awareness", by="team", stages=("prospect",)),
        JourneyStep(
            name="consideration", by="customer", stages=("prospect",), shown_by="involvement"
        ),
        JourneyStep(name="purchase", by="customer", stages=("new",)),
        JourneyStep(name="use", by="team", stages=("active",)),
        JourneyStep(
            name="repeat_purchase", by="customer", stages=("new", "active"), shown_by="tenure"
        ),
        JourneyStep(name="referral", by="customer", then="repeat_purchase"),
        JourneyStep(name="win_back", by="team", stages=("dormant",), then="repeat_purchase"),
        JourneyStep(name="farewell", by="team", stages=("former",)),
    )
)
"""The customer's journey: a streamlined process and support lead to repeat purchases (S46, S59).

A second day of engagement shows the return. That a customer refers others is asked for, and
nothing that a relationship carries shows it by itself. The order of the steps [judgment].
"""

CLIENT_JOURNEY: Final = Journey(
    (
        JourneyStep(name="inquiry", by="client", stages=("prospect",)),
        JourneyStep(name="proposal", by="owner", stages=("prospect",), shown_by="expertise"),
        JourneyStep(name="agreement", by="client", stages=("new",)),
        JourneyStep(
            name="onboarding", by="owner_and_client", stages=("new",), shown_by="expertise"
        ),
        JourneyStep(name="collaboration", by="owner_and_client", stages=("active",)),
        JourneyStep(name="renewal", by="client", stages=("new", "active"), shown_by="loyalty"),
        JourneyStep(name="referral", by="client", then="collaboration"),
        JourneyStep(name="reactivation", by="owner", stages=("dormant",), then="collaboration"),
        JourneyStep(name="closing", by="owner", stages=("former",)),
    )
)
"""The client's journey, from inquiry to referral (rows S12, S46, S58).

Advice given shows that the work began, a renewal that it goes on. The order [judgment].
"""


def _pro(relationship: Relationship, trait: str) -> int:
    """Give the relational counts of a trait; 0 where nobody assessed it."""
    found = (each.pro for each in relationship.profile or () if each.trait.name == trait)
    return next(found, 0)
