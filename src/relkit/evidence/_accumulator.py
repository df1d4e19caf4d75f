"""`Accumulator`: counts events as they come in, and gives frozen evidence at any time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typing_extensions import override

from relkit._checks import a_date, hashable
from relkit._words import shown
from relkit.business import Business
from relkit.errors import ForeignPartyError, InvalidEventError, InvalidValueError
from relkit.events import Event, Statement
from relkit.evidence._evidence import Evidence
from relkit.evidence._recorder import recorders
from relkit.measures import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from typing import Any

    from relkit.money import Currency
    from relkit.typing import PartyId

__all__ = ["Accumulator", "fold"]


class Accumulator:
    """Counts one relationship's events; mutable inside, frozen outside (design decision 19).

    Each event costs a few integer operations, whatever came before. ``snapshot()`` gives
    the evidence so far as a value of its own. What is refused changes nothing.

    Raises ``InvalidValueError`` for a layout, business or party that is none.

    >>> from datetime import date
    >>> from relkit import Business, Referral
    >>> from relkit.measures import Layout, count, event
    >>> accumulator = Accumulator(Layout([count("sent", event("referral"))]), Business("shop"))
    >>> accumulator.record(Referral(on=date(2025, 1, 7)))
    >>> accumulator.snapshot()["sent"]
    1
    """

    __slots__ = ("_recorders", "_state", "_stated", "party")

    def __init__(self, layout: Layout, business: Business, *, party: PartyId | None = None) -> None:
        """Start with nothing counted."""
        if not isinstance(layout, Layout) or not isinstance(business, Business):
            msg = f"Evidence needs a Layout and a Business, not {shown(layout)}, {shown(business)}."
            raise InvalidValueError(msg)
        self._recorders = recorders(layout, business.period_days, business.currency)
        self._state = self._recorders.fresh_state()
        self._stated: dict[str, tuple[int, int]] | None = None
        self.party = party if party is None else hashable(party, "party")

    def record(self, event: Event | Statement) -> None:
        """Count one event or statement.

        Raises ``ForeignPartyError`` for an event of another party, ``SpanError`` where the
        periods grow too many, and ``InvalidEventError`` for anything that is no event, or
        holds something else where a total reads a whole number.
        """
        recorder = self._recorders.get(type(event))
        if recorder is None:
            if not isinstance(event, Event):
                self._state_trait(event)
                return
            recorder = self._recorders[type(event)]
        if event.party is not None and event.party != self.party:
            self._adopt(event, recorder)
        else:
            recorder(self._state, event)

    def _adopt(self, event: Event | Statement, count: Callable[[Any, Any], None]) -> None:
        """Learn whose events these are, once: from the first that says so and can be counted."""
        if self.party is not None:
            msg = (
                f"An event of {shown(event.party)} does not belong to {shown(self.party)}; "
                "relkit never mixes parties."
            )
            raise ForeignPartyError(msg)
        count(self._state, event)
        self.party = event.party

    def _state_trait(self, statement: object) -> None:
        if not isinstance(statement, Statement):
            msg = (
                f"{shown(statement)} is neither an event nor a statement; "
                "turn records into events with events_from_records."
            )
            raise InvalidEventError(msg)
        if statement.party is not None and statement.party != self.party:
            self._adopt(statement, self._add)
        else:
            self._add(None, statement)

    def _add(self, _state: object, statement: Statement) -> None:
        if self._stated is None:
            self._stated = {}
        pro, con = self._stated.get(statement.trait, (0, 0))
        self._stated[statement.trait] = (pro + statement.pro, con + statement.con)

    def absorb(self, evidence: Evidence) -> None:
        """Add evidence gathered elsewhere, as if its events had been recorded here.

        Raises as ``+`` of evidence does, and then changes nothing.
        """
        if not isinstance(evidence, Evidence):
            msg = f"absorb takes Evidence, not {shown(evidence)}; see record and fold."
            raise InvalidValueError(msg)
        merged = self.snapshot() + evidence
        self._take(merged)

    def _take(self, evidence: Evidence) -> None:
        self._state.base = evidence.base
        for name, value in zip(self._recorders.slots, evidence.values, strict=True):
            # A tally is copied: it may be the very one that the frozen evidence holds.
            setattr(self._state, name, dict(value) if isinstance(value, Mapping) else value)
        self._stated = dict(evidence.stated) or None
        self.party = evidence.party

    @override
    def __getstate__(self) -> tuple[Currency | None, Evidence]:
        """Give what was counted without the compiled functions, for pickles and copies."""
        return self._recorders.currency, self.snapshot()

    def __setstate__(self, state: tuple[Currency | None, Evidence]) -> None:
        """Go on from what was counted."""
        currency, evidence = state
        self._recorders = recorders(evidence.layout, evidence.period_days, currency)
        self._state = self._recorders.fresh_state()
        self._take(evidence)

    def snapshot(self) -> Evidence:
        """Give the evidence so far, frozen; later events do not change it."""
        counting = self._recorders
        return Evidence(
            layout=counting.layout,
            period_days=counting.period_days,
            base=self._state.base,
            values=counting.values_of(self._state),
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

    Raises as ``Accumulator.record`` does, and ``NotADateError`` for an ``until`` that is none.

    >>> from datetime import date
    >>> from relkit import Business, Referral
    >>> from relkit.measures import Layout, count, event
    >>> layout = Layout([count("sent", event("referral"))])
    >>> events = [Referral(on=date(2025, 1, 7)), Referral(on=date(2025, 3, 7))]
    >>> fold(events, layout=layout, business=Business("shop"), until=date(2025, 2, 1))["sent"]
    1
    """
    accumulator = Accumulator(layout, business, party=party)
    last = None if until is None else a_date(until, "until")
    for event in events:
        if last is None or not isinstance(event, (Event, Statement)) or event.on <= last:
            accumulator.record(event)
    return accumulator.snapshot()
