"""The counting of the standard scorecard, written by hand: what the recorders are held against.

One plain loop over purchases, payments, messages and consultations, with the same flags,
counts, days and tallies, on one slotted object. Nothing is checked and no other business,
currency or event type is thought of, which is what makes it fast.
"""

# ruff: noqa: PLR1730 - a comparison is what min and max would do, without the call
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from relkit import Consultation, Message, Payment, Purchase

_ABSENT_FIRST = 10_000_000
_RELATIONAL = {
    "retainer": 10,
    "value_based": 10,
    "contingency": 10,
    "hourly": 8,
    "milestone": 8,
    "flat_fee": 7,
}
_TRANSACTIONAL = {"one_time": 10, "installment": 9, "subscription": 6}
_SUBSTANCE = frozenset(("question", "answer", "advice", "input", "update", "review"))
_FLAGS = (
    "advised",
    "bought",
    "contributed",
    "discounted",
    "engaged",
    "heard",
    "reached_out",
    "spoke",
    "tailored",
    "transacted",
    "unplanned",
)


class Counts:
    """What has been counted of one relationship."""

    __slots__ = (
        "amounts",
        "base",
        "first_engaged",
        "first_exchanged",
        "last_ended",
        "last_engaged",
        "last_exchanged",
        "relational_models",
        "staff",
        "transactional_models",
        *_FLAGS,
    )

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.base: int | None = None
        self.advised = self.bought = self.contributed = self.discounted = 0
        self.engaged = self.heard = self.reached_out = self.spoke = 0
        self.tailored = self.transacted = self.unplanned = 0
        self.relational_models = self.transactional_models = 0
        self.first_engaged = self.first_exchanged = _ABSENT_FIRST
        self.last_engaged = self.last_exchanged = self.last_ended = 0
        self.amounts: dict[object, int] = {}
        self.staff: dict[object, int] = {}

    def begin_at(self, period: int) -> int:
        """Let an earlier period be the first: every flag moves up. Gives the first period."""
        if self.base is not None:
            for name in _FLAGS:
                setattr(self, name, getattr(self, name) << (self.base - period))
        self.base = period
        return period


def count(events: Iterable[Any], period_days: int, currency: object) -> Counts:  # noqa: C901, PLR0912, PLR0915 - one loop without a call is the point
    """Count some events in one loop."""
    s = Counts()
    base: int | None = None
    for e in events:
        day = e.on.toordinal()
        period = day // period_days
        if base is None or period < base:
            base = s.begin_at(period)
        bit = 1 << (period - base)
        kind = type(e)
        if kind is Purchase:
            s.bought |= bit
            s.engaged |= bit
            s.transacted |= bit
            if day < s.first_engaged:
                s.first_engaged = day
            if day > s.last_engaged:
                s.last_engaged = day
            if day < s.first_exchanged:
                s.first_exchanged = day
            if day > s.last_exchanged:
                s.last_exchanged = day
            if e.discount is not None and e.discount > 0:
                s.discounted |= bit
            if e.standard is False:
                s.tailored |= bit
            if e.planned is False:
                s.unplanned |= bit
            if e.served_by is not None:
                s.staff[e.served_by] = s.staff.get(e.served_by, 0) + 1
        elif kind is Payment:
            model = e.model
            if model is None:
                s.transacted |= bit
                if e.automatic is not True:
                    s.engaged |= bit
                    if day < s.first_engaged:
                        s.first_engaged = day
                    if day > s.last_engaged:
                        s.last_engaged = day
                if e.amount is not None:
                    key = (e.amount, currency)
                    s.amounts[key] = s.amounts.get(key, 0) + 1
            elif model in _TRANSACTIONAL:
                s.transacted |= bit
                s.transactional_models += _TRANSACTIONAL[model]
            else:
                s.relational_models += _RELATIONAL[model]
            if day < s.first_exchanged:
                s.first_exchanged = day
            if day > s.last_exchanged:
                s.last_exchanged = day
        elif kind is Message:
            about = e.about
            if e.direction == "inbound":
                if about in _SUBSTANCE:
                    s.heard |= bit
                    if about in {"input", "advice"}:
                        s.contributed |= bit
            elif e.direction == "outbound" and about in _SUBSTANCE:
                s.spoke |= bit
                if about == "advice":
                    s.advised |= bit
                if about in {"advice", "update", "review"} and e.initiated is not False:
                    s.reached_out |= bit
            if about == "closing" and day > s.last_ended:
                s.last_ended = day
        elif kind is Consultation:
            s.advised |= bit
            s.engaged |= bit
            s.heard |= bit
            s.spoke |= bit
            if day < s.first_engaged:
                s.first_engaged = day
            if day > s.last_engaged:
                s.last_engaged = day
            if e.paid is not False:
                if day < s.first_exchanged:
                    s.first_exchanged = day
                if day > s.last_exchanged:
                    s.last_exchanged = day
            if e.served_by is not None:
                s.staff[e.served_by] = s.staff.get(e.served_by, 0) + 1
    return s
