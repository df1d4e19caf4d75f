"""`Accumulator`: counts events as they come in, and gives frozen evidence at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit._words import shown
from relkit.errors import ForeignPartyError, InvalidEventError
from relkit.events import Event, Statement
from relkit.evidence._evidence import Evidence
from relkit.evidence._recorder import fresh_state, recorders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from relkit.business import Business
    from relkit.measures import Layout
    from relkit.typing import PartyId

__all__ = ["Accumulator", "fold"]


class Accumulator:
    """Counts one relationship's events; mutable inside, frozen outside (design decision 19).

    Each event costs a few integer operations, whatever came before. ``snapshot()`` gives
    the evidence so far as a value of its own.

    >>> from datetime import date
    >>> from relkit import Business, Referral
    >>> from relkit.measures import Layout, count, event
    >>> accumulator = Accumulator(Layout([count("sent", event("referral"))]), Business("shop"))
    >>> accumulator.record(Referral(on=date(2025, 1, 7)))
    >>> accumulator.snapshot()["sent"]
    1
    """

    __slots__ = ("_recorders", "_state", "_stated", "party")

    def __init__(
        self, layout: Layout, business: Business, *, party: PartyId | None = None
    ) -> None:
        """Start with nothing counted."""
        self._recorders = recorders(layout, business.period_days, business.currency)
        self._state = fresh_state(self._recorders.state_type, layout)
        self._stated: dict[str, tuple[int, int]] | None = None
        self.party = party

    def record(self, event: Event | Statement) -> None:
        """Count one event or statement.

        Raises ``ForeignPartyError`` for an event of another party, ``SpanError`` where the
        periods grow too many, and ``InvalidEventError`` for anything that is no event.
        """
        recorder = self._recorders.get(type(event))
        if recorder is None:
            if not isinstance(event, Event):
                self._state_trait(event)
                return
            recorder = self._recorders[type(event)]
        if event.party is not None and event.party != self.party:
            self._adopt(event.party)
        recorder(self._state, event)

    def _adopt(self, foreign: PartyId) -> None:
        """Learn whose events these are, once."""
        if self.party is None:
            self.party = foreign
            return
        msg = (
            f"An event of {shown(foreign)} does not belong to {shown(self.party)}; "
            "relkit never mixes parties."
        )
        raise ForeignPartyError(msg)

    def _state_trait(self, statement: object) -> None:
        if not isinstance(statement, Statement):
            msg = (
                f"{shown(statement)} is neither an event nor a statement; "
                "turn records into events with events_from_records."
            )
            raise InvalidEventError(msg)
        if statement.party is not None and statement.party != self.party:
            self._adopt(statement.party)
        if self._stated is None:
            self._stated = {}
        pro, con = self._stated.get(statement.trait, (0, 0))
        self._stated[statement.trait] = (pro + statement.pro, con + statement.con)

    def absorb(self, evidence: Evidence) -> None:
        """Add evidence gathered elsewhere, as if its events had been recorded here.

        Raises as ``+`` of evidence does, and then changes nothing.
        """
        merged = self.snapshot() + evidence
        self._state.base = merged.base
        for name, value in zip(self._recorders.slots, merged.values, strict=True):
            setattr(self._state, name, value)
        self._stated = dict(merged.stated) or None
        self.party = merged.party

    def snapshot(self) -> Evidence:
        """Give the evidence so far, frozen; later events do not change it."""
        counting = self._recorders
        values = counting.values_of(self._state)
        for place in counting.tallies:
            if values[place] is not None:
                values[place] = dict(values[place])
        return Evidence(
            layout=counting.layout,
            period_days=counting.period_days,
            base=self._state.base,
            values=tuple(values),
            stated={} if self._stated is None else dict(self._stated),
            party=self.party,
        )


def fold(
    events: Iterable[Event | Statement],
    *,
    layout: Layout,
    business: Business,
    party: PartyId | None = None,
    until: date | None = None,
) -> Evidence:
    """Fold events into evidence; with ``until``, those up to and on that day (law E12).

    Raises as ``Accumulator.record`` does.

    >>> from datetime import date
    >>> from relkit import Business, Layout, Referral
    >>> from relkit.measures import Layout, count, event
    >>> layout = Layout([count("sent", event("referral"))])
    >>> events = [Referral(on=date(2025, 1, 7)), Referral(on=date(2025, 3, 7))]
    >>> fold(events, layout=layout, business=Business("shop"), until=date(2025, 2, 1))["sent"]
    1
    """
    accumulator = Accumulator(layout, business, party=party)
    for event in events:
        if until is None or event.on <= until:
            accumulator.record(event)
    return accumulator.snapshot()
