"""The parts that plans of several areas are made of: limits of time, touches, commitments."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit.errors import InvalidValueError
from relkit.plans._fields import Check, a_flag, between, check_fields, one_of, optional, part
from relkit.plans._text import joined, plain

__all__ = [
    "OPEN_CHANNELS",
    "Commitment",
    "TimeUnit",
    "Touch",
    "Within",
    "check_when",
    "needs_consent",
    "when_text",
]

TimeUnit: TypeAlias = Literal["minutes", "hours", "working_hours", "days", "business_days"]
"""What a limit of time is counted in; ``working_hours`` pass only while there is work."""

_UNITS: Final = ("minutes", "hours", "working_hours", "days", "business_days")

OPEN_CHANNELS: Final = frozenset({"as_asked", "in_store", "online", "portal", "search", "social"})
"""Where the party comes by itself, or asked first: these need no consent.

>>> "email" in OPEN_CHANNELS
False
"""


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
    "by": text,
    "two_way": a_flag,
}
_ANYBODY: Final = "team"
_ASKED: Final = "as_asked"


@attrs.frozen(kw_only=True)
class Touch:
    """One contact: who speaks about what, when, over which channel, and which way.

    Args:
        channel: such as ``"email"``; ``"as_asked"`` answers where the party asked.
        about: what it is about, such as ``"advice"``.
        due: the day; or else
        trigger: what sets it off, such as ``"purchase"``.
        within: how soon after the trigger.
        by: who speaks for the business: ``"team"``, ``"owner"``, or a name.
        two_way: whether it is a talk in which the party answers, and no announcement.

    Raises ``InvalidValueError`` unless exactly one of ``due`` and ``trigger`` is given.

    >>> print(Touch(channel="email", about="news", due=date(2025, 9, 1)))
    news by email 2025-09-01
    >>> print(Touch(channel="phone", about="advice", trigger="ruling", by="owner", two_way=True))
    advice by phone from owner on ruling, two-way
    """

    channel: str
    about: str
    due: date | None = None
    trigger: str | None = None
    within: Within | None = None
    by: str = _ANYBODY
    two_way: bool = False

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _TOUCH)
        check_when(self, self.due, self.trigger, least=1)

    @override
    def __str__(self) -> str:
        """Give the contact in words."""
        how = plain(self.channel)
        over = how if how.startswith(("as ", "in ", "on")) else f"by {how}"
        speaker = "" if self.by == _ANYBODY else f"from {plain(self.by)}"
        when = when_text(self.due, self.trigger)
        said = joined([plain(self.about), over, speaker, when, self.within], " ")
        says_so = self.two_way and self.channel != _ASKED  # an answer is half of a talk anyway
        return joined([said, "two-way" if says_so else ""])


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


def when_text(due: date | None, trigger: str | None) -> str:
    """Write when a part happens, on its day or on its occasion."""
    if due is not None:
        return str(due)
    return "" if trigger is None else f"on {plain(trigger)}"


def check_when(what: object, due: date | None, trigger: str | None, least: int) -> None:
    """Refuse a part that happens on a day and on an occasion, or that must and does not."""
    given = (due is not None) + (trigger is not None)
    if least <= given <= 1:
        return
    allowed = "exactly one of" if least else "at most one of"
    name = type(what).__name__
    msg = f"{name} takes {allowed} due=<a date> and trigger=<an occasion>; got {given}."
    raise InvalidValueError(msg)
