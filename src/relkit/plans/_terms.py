"""`Terms` and `LateHandling`: when payments fall due, and what happens when they are late."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias, get_args

import attrs
from typing_extensions import override

from relkit._checks import a_date, text, whole
from relkit._values import Value
from relkit.plans._dates import day_after
from relkit.plans._fields import Check, between, check_fields, one_of, optional, part, parts
from relkit.plans._text import joined, plain
from relkit.schedules import Every

__all__ = ["LateHandling", "Terms", "Timing"]

Timing: TypeAlias = Literal[
    "at_sale", "in_advance", "in_arrears", "on_delivery", "on_acceptance", "on_outcome"
]
"""When a payment falls due, seen from what it pays for."""

_TIMINGS: Final = get_args(Timing)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Terms(Value):
    """When payments fall due.

    Args:
        timing: seen from what they pay for.
        net_days: days to pay after that.
        every: the rhythm of a recurring payment.

    Raises ``InvalidValueError``.

    >>> print(Terms(timing="in_arrears", net_days=30, every=Every(months=1)))
    in arrears, every month, net 30 days
    """

    timing: Timing
    net_days: int = 0
    every: Every | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {
            "timing": one_of(*_TIMINGS),
            "net_days": between(0),
            "every": optional(part(Every)),
        }
        check_fields(self, checks)

    @override
    def __str__(self) -> str:
        """Give the terms in words."""
        net = f"net {self.net_days} days" if self.net_days else "due at once"
        return joined([plain(self.timing), self.every, net])


_DAYS = parts(lambda value, name: whole(value, name, -365, 365))
_LATE: Final[dict[str, Check]] = {
    "reminder_days": _DAYS,
    "retry_days": parts(between(1, 365)),
    "told_first": optional(text),
    "then": optional(text),
    "pause_after_days": optional(between(0)),
}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LateHandling(Value):
    """What happens when a payment is late; no fee is ever charged by itself.

    Args:
        reminder_days: when the party is reminded, in days from the due date; negative: before.
        retry_days: when a card that failed is tried again; a hard refusal is never.
        told_first: who is told before the party gets any notice.
        then: what follows the last reminder.
        pause_after_days: after how many days late the work rests.

    Raises ``InvalidValueError``.

    >>> print(LateHandling(reminder_days=(-3, 7), told_first="owner", then="call_by_the_owner"))
    owner told first, 2 reminders from day -3 to +7, then call by the owner
    """

    reminder_days: tuple[int, ...] = ()
    retry_days: tuple[int, ...] = ()
    told_first: str | None = None
    then: str | None = None
    pause_after_days: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _LATE)

    def reminders(self, due: date) -> tuple[date, ...]:
        """Give the days on which the party is reminded of a payment, in order.

        >>> late = LateHandling(reminder_days=(-3, 7))
        >>> [str(day) for day in late.reminders(date(2025, 9, 1))]
        ['2025-08-29', '2025-09-08']
        """
        return self._days_from(due, self.reminder_days)

    def retries(self, due: date) -> tuple[date, ...]:
        """Give the days on which a card that failed is tried again, in order."""
        return self._days_from(due, self.retry_days)

    def _days_from(self, due: date, days: tuple[int, ...]) -> tuple[date, ...]:
        day = a_date(due, "The due date")
        return tuple(day_after(day, each) for each in sorted(days))

    @override
    def __str__(self) -> str:
        """Give the steps in words."""
        days = self.reminder_days
        span = f"from day {min(days):+d} to {max(days):+d}" if days else ""
        parts_of_it = [
            f"{plain(self.told_first)} told first" if self.told_first else "",
            f"card retried on days {joined(self.retry_days)}" if self.retry_days else "",
            f"{len(days)} reminders {span}" if days else "",
            f"then {plain(self.then)}" if self.then else "",
            "" if (rest := self.pause_after_days) is None else f"work rests after {rest} days",
        ]
        return joined(parts_of_it)
