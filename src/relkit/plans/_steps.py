"""The parts of plans that somebody does: steps and questions; and several parts in few words."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from typing import Final

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._words import listed
from relkit.plans._dates import business_day_after
from relkit.plans._fields import Check, a_flag, between, check_fields, optional, part, parts
from relkit.plans._parts import Touch, check_when, when_text
from relkit.plans._text import joined, plain
from relkit.schedules import Every

__all__ = ["Ask", "Step", "grouped"]

_STEP: Final[dict[str, Check]] = {
    "about": text,
    "by": text,
    "after_days": optional(between(0)),
    "due": optional(a_date),
    "trigger": optional(text),
    "minutes": between(0),
}


@attrs.frozen(kw_only=True)
class Step:
    """Something to be done, by whom and when.

    Args:
        about: what, such as ``"kick-off"``.
        by: whose turn it is: ``"owner"``, ``"team"``, ``"client"`` …
        after_days: at most so many days after the start.
        due: the day; or else
        trigger: what sets it off, such as ``"purchase"``.
        minutes: what it takes the business, in whole minutes.

    Raises ``InvalidValueError`` where both ``due`` and ``trigger`` are given.

    >>> step = Step(about="kick-off", by="owner", after_days=7).dated(date(2025, 9, 1))
    >>> print(step)
    kick-off by owner 2025-09-08
    """

    about: str
    by: str = "team"
    after_days: int | None = None
    due: date | None = None
    trigger: str | None = None
    minutes: int = 0

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _STEP)
        check_when(self, self.due, self.trigger, least=0)

    def dated(self, start: date, holidays: Container[date] = frozenset()) -> Step:
        """Give the step with its day, for a start; a business day on or before the limit.

        Steps with a day, a trigger, or no limit stay as they are.
        """
        if self.after_days is None or self.due is not None or self.trigger is not None:
            return self
        due = business_day_after(start, self.after_days, holidays, "preceding")
        return attrs.evolve(self, due=max(start, due))

    @override
    def __str__(self) -> str:
        """Give the step in words."""
        return joined([plain(self.about), f"by {self.by}", when_text(self.due, self.trigger)], " ")


_ASK: Final[dict[str, Check]] = {
    "form": text,
    "after": parts(text),
    "every": optional(part(Every)),
    "needs_consent": a_flag,
}


@attrs.frozen(kw_only=True)
class Ask:
    """What the party is asked for: a review, a referral, its opinion.

    Args:
        form: in which form, such as ``"case_study"``.
        after: after which occasions it may be asked.
        every: how often it is asked besides.
        needs_consent: whether the party must agree before the answer is used.

    >>> print(Ask(form="case_study", after=("milestone",), needs_consent=True))
    case study after milestone, with consent
    """

    form: str
    after: tuple[str, ...] = ()
    every: Every | None = None
    needs_consent: bool = False

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _ASK)

    @override
    def __str__(self) -> str:
        """Give the question in words."""
        after = f"after {listed(map(plain, self.after))}" if self.after else ""
        asked = joined([plain(self.form), after, self.every], " ")
        return joined([asked, "with consent" if self.needs_consent else ""])


def grouped(parts: Iterable[Touch | Step]) -> tuple[str, ...]:
    """Write parts in words, the dated ones first, those that differ only in occasion as one.

    >>> steps = [Step(about="receipt", trigger="purchase"), Step(about="thanks", trigger="end")]
    >>> grouped([*steps, Step(about="receipt", trigger="return")])
    ('receipt by team on purchase or return', 'thanks by team on end')
    """
    dated: list[str] = []
    others: dict[Touch | Step, list[str]] = {}
    for part_ in parts:
        if part_.trigger is None:
            dated.append(str(part_))
        else:
            alike = attrs.evolve(part_, trigger="occasion")
            others.setdefault(alike, []).append(part_.trigger)
    merged = (attrs.evolve(p, trigger=listed(given)) for p, given in others.items())
    return (*dated, *map(str, merged))
