"""What the staff of a plan is told and taught: escalations and trainings."""

from __future__ import annotations

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._words import listed
from relkit.plans._fields import a_flag, between, check_fields, optional, part, parts
from relkit.plans._parts import Within
from relkit.plans._text import joined, plain
from relkit.schedules import Every

__all__ = ["Escalation", "Training"]


@attrs.frozen(kw_only=True)
class Escalation:
    """Who is told when a promise was broken, in order, and after how many times.

    Args:
        to: the roles, from the first that is told to the last.
        at_breaches: so many broken promises reach the next role, 1 or more.
        on_negative_feedback: whether negative feedback reaches the first role at once.
        within: how soon whoever was told answers the party.

    Raises ``InvalidValueError``.

    >>> print(Escalation(to=("supervisor",), at_breaches=2))
    to the supervisor at 2 breaches
    """

    to: tuple[str, ...]
    at_breaches: int
    on_negative_feedback: bool = False
    within: Within | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {
            "to": parts(text),
            "at_breaches": between(1),
            "on_negative_feedback": a_flag,
            "within": optional(part(Within)),
        }
        check_fields(self, checks)

    def told(self, breaches: int, *, negative_feedback: bool = False) -> tuple[str, ...]:
        """Give the roles that know by now, after so many broken promises.

        Raises ``InvalidValueError`` for a number below 0.

        >>> way = Escalation(to=("owner", "partner"), at_breaches=1, on_negative_feedback=True)
        >>> way.told(0, negative_feedback=True), way.told(2)
        (('owner',), ('owner', 'partner'))
        """
        between(0)(breaches, "breaches")
        a_flag(negative_feedback, "negative_feedback")
        at_once = int(self.on_negative_feedback and negative_feedback)
        return self.to[: max(breaches // self.at_breaches, at_once)]

    @override
    def __str__(self) -> str:
        """Give the way in words."""
        people = listed((f"the {plain(role)}" for role in self.to), "then")
        breaches = "1 breach" if self.at_breaches == 1 else f"{self.at_breaches} breaches"
        occasion = " or negative feedback" if self.on_negative_feedback else ""
        return joined([f"to {people} at {breaches}{occasion}", self.within])


@attrs.frozen(kw_only=True)
class Training:
    """What the staff is trained in, who of it, and how often (row S55).

    Its hours are the business's, not a relationship's: no workload counts them.

    Raises ``InvalidValueError``.

    >>> print(Training(about="listening", staff="owner", every=Every(years=1)))
    listening for the owner every year
    """

    about: str
    staff: str = "team"
    every: Every | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"about": text, "staff": text, "every": optional(part(Every))})

    @override
    def __str__(self) -> str:
        """Give the training in words; without a rhythm it is given once."""
        return joined([plain(self.about), f"for the {plain(self.staff)}", self.every], " ")
