"""The parts that plans of several areas are made of: touches, commitments, steps, asks."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from typing import Final, Literal, TypeAlias

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._words import listed
from relkit.errors import InvalidValueError
from relkit.plans._dates import business_day_after
from relkit.plans._fields import (
    Check,
    a_flag,
    between,
    check_fields,
    one_of,
    optional,
    part,
    parts,
)
from relkit.plans._text import joined, plain
from relkit.schedules import Every

__all__ = [
    "OPEN_CHANNELS",
    "Ask",
    "Commitment",
    "Step",
    "TimeUnit",
    "Touch",
    "Within",
    "grouped",
    "needs_consent",
]

TimeUnit: TypeAlias = Literal["minutes", "hours", "working_hours", "days", "business_days"]
"""What a limit of time is counted in; ``working_hours`` pass only while there is work."""

_UNITS: Final = ("minutes", "hours", "working_hours", "days", "business_days")

OPEN_CHANNELS: Final = frozenset({"as_asked", "in_store", "online", "portal", "search", "social"})
"""Where the party comes by itself, or asked first: these need no consent."""


def needs_consent(channel: str) -> bool:
    """Tell whether marketing over a channel is outbound, so that it needs the party's consent.

    Every channel is, unless it is one of ``OPEN_CHANNELS``: a channel that nobody has heard
    of reaches out to the party until told otherwise.

    >>> needs_consent("email"), needs_consent("in_store")
    (True, False)
    """
    return channel not in OPEN_CHANNELS


@attrs.frozen
class Within:
    """A limit of time, in whole units.

    Raises ``InvalidValueError``.

    >>> print(Within(4, "working_hours"))
    within 4 working hours
    """

    count: int
    unit: TimeUnit

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"count": between(1), "unit": one_of(*_UNITS)})

    @override
    def __str__(self) -> str:
        """Give the limit in words."""
        unit = plain(self.unit)
        return f"within {self.count} {unit.removesuffix('s') if self.count == 1 else unit}"


_TOUCH: Final[dict[str, Check]] = {
    "channel": text,
    "about": text,
    "due": optional(a_date),
    "trigger": optional(text),
    "within": optional(part(Within)),
}


@attrs.frozen(kw_only=True)
class Touch:
    """One contact: over which channel, about what, and when.

    Args:
        channel: such as ``"email"``; ``"as_asked"`` answers where the party asked.
        about: what it is about, such as ``"advice"``.
        due: the day; or else
        trigger: what sets it off, such as ``"purchase"``.
        within: how soon after the trigger.

    Raises ``InvalidValueError`` unless exactly one of ``due`` and ``trigger`` is given.

    >>> print(Touch(channel="email", about="advice", due=date(2025, 9, 1)))
    advice by email 2025-09-01
    """

    channel: str
    about: str
    due: date | None = None
    trigger: str | None = None
    within: Within | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _TOUCH)
        _check_when(self, least=1)

    @property
    def is_outbound(self) -> bool:
        """Whether it reaches out to the party, so that as marketing it needs consent."""
        return needs_consent(self.channel)

    @override
    def __str__(self) -> str:
        """Give the contact in words."""
        how = plain(self.channel)
        over = how if how.startswith(("as ", "in ", "on")) else f"by {how}"
        return joined([plain(self.about), over, _when(self.due, self.trigger), self.within], " ")


@attrs.frozen(kw_only=True)
class Commitment:
    """A promise of how soon something happens; ``within=None`` means as agreed each time.

    >>> print(Commitment(about="first response", within=Within(1, "hours")))
    first response within 1 hour
    """

    about: str
    within: Within | None = None
    channel: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {"about": text, "within": optional(part(Within)), "channel": optional(text)}
        check_fields(self, checks)

    @override
    def __str__(self) -> str:
        """Give the promise in words."""
        over = None if self.channel is None else f"by {plain(self.channel)}"
        return joined([plain(self.about), over, self.within or "as agreed"], " ")


_STEP: Final[dict[str, Check]] = {
    "about": text,
    "by": text,
    "after_days": optional(between(0)),
    "due": optional(a_date),
    "trigger": optional(text),
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

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _STEP)
        _check_when(self, least=0)

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
        return joined([plain(self.about), f"by {self.by}", _when(self.due, self.trigger)], " ")


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


def _when(due: date | None, trigger: str | None) -> str:
    if due is not None:
        return str(due)
    return "" if trigger is None else f"on {plain(trigger)}"


def _check_when(what: Touch | Step, least: int) -> None:
    """Refuse a part that happens on a day and on an occasion, or that must and does not."""
    given = (what.due is not None) + (what.trigger is not None)
    if least <= given <= 1:
        return
    name = type(what).__name__
    allowed = "exactly one of" if least else "at most one of"
    msg = f"{name} takes {allowed} due=<a date> and trigger=<an occasion>; got {given}."
    raise InvalidValueError(msg)
