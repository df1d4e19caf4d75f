"""What a book keeps of one relationship in one line of business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit.errors import HistoryError
from relkit.evidence import Accumulator, Evidence, fold

if TYPE_CHECKING:
    from datetime import date

    from relkit.business import Business
    from relkit.events import Event, Statement
    from relkit.measures import Layout
    from relkit.typing import PartyId

__all__ = ["Entry"]


class Entry:
    """One relationship's accumulator, its last recorded day and, if kept, its events."""

    __slots__ = ("accumulator", "events", "last_on")

    def __init__(
        self, layout: Layout, business: Business, party: PartyId, *, keep_events: bool
    ) -> None:
        """Start with nothing recorded."""
        self.accumulator = Accumulator(layout, business, party=party)
        self.events: list[Event | Statement] | None = [] if keep_events else None
        self.last_on: date | None = None

    def record(self, event: Event | Statement) -> None:
        """Count an event, and keep it where events are kept."""
        self.accumulator.record(event)
        if self.events is not None:
            self.events.append(event)
        if self.last_on is None or event.on > self.last_on:
            self.last_on = event.on

    def evidence(self, as_of: date | None, layout: Layout, business: Business) -> Evidence:
        """Give the evidence up to and on a day; the past needs the events."""
        if as_of is None or self.last_on is None or as_of >= self.last_on:
            return self.accumulator.snapshot()
        if self.events is None:
            msg = (
                f"This book kept evidence only, up to {self.last_on}; an answer as of {as_of} "
                "needs the events: use Book(..., keep_events=True), or ask for a later day."
            )
            raise HistoryError(msg)
        party = self.accumulator.party
        return fold(self.events, layout=layout, business=business, party=party, until=as_of)

    def absorb(self, other: Entry) -> None:
        """Add what another entry counted, for books that keep no events."""
        self.accumulator.absorb(other.accumulator.snapshot())
        if other.last_on is not None and (self.last_on is None or other.last_on > self.last_on):
            self.last_on = other.last_on

    def days(self, period_days: int) -> tuple[int, int] | None:
        """Give the ordinals of the first period's first day and of the last day, if any."""
        base = self.accumulator.snapshot().base
        if base is None or self.last_on is None:
            return None
        return base * period_days, self.last_on.toordinal()
