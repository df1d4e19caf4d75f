"""The shape in which a book is written: its snapshot, with one layout for all its evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from relkit._words import shown
from relkit.assessment import Ruling
from relkit.book import Book
from relkit.book._book import reopened
from relkit.book._snapshot import Kept, Snapshot
from relkit.business import Business
from relkit.errors import InvalidValueError
from relkit.events import Event, Statement
from relkit.scorecard import Scorecard
from relkit.serialization._parts import Counts, counts_of, evidence_of
from relkit.serialization._refused import Part
from relkit.typing import EventId, PartyId

__all__ = ["INLINE", "BookParts", "book_of"]


@attrs.frozen(kw_only=True)
class EntryParts(Part):
    """What a book keeps of one party in one line of business."""

    party: PartyId
    line: str | None = None
    last_on: date | None = None
    events: tuple[Event | Statement, ...] | None = None
    counts: Counts | None = None


@attrs.frozen(kw_only=True)
class SeenParts(Part):
    """The id of an event that was counted and not kept, with a digest of its content."""

    id: EventId
    party: PartyId
    line: str | None = None
    digest: str


@attrs.frozen(kw_only=True)
class RulingsParts(Part):
    """The rulings about one relationship, in the order in which they were entered."""

    party: PartyId
    line: str | None = None
    rulings: tuple[Ruling, ...]


@attrs.frozen(kw_only=True)
class BookParts:
    """Everything that a book holds."""

    business: Business
    scorecard: Scorecard
    keep_events: bool
    event_types: tuple[type[Event], ...]
    entries: tuple[EntryParts, ...]
    seen: tuple[SeenParts, ...]
    rulings: tuple[RulingsParts, ...]

    @classmethod
    def of(cls, book: Book) -> BookParts:
        """Take a book apart."""
        (state,) = book.__reduce__()[1]
        return cls(
            business=state.business,
            scorecard=state.scorecard,
            keep_events=state.keep_events,
            event_types=state.event_types,
            entries=tuple(map(_entry, state.entries)),
            seen=tuple(
                SeenParts(id=event_id, party=party, line=line, digest=digest.hex())
                for event_id, (party, line), digest in state.seen
            ),
            rulings=tuple(
                RulingsParts(party=party, line=line, rulings=rulings)
                for (party, line), rulings in state.rulings
            ),
        )


def _entry(known: Kept) -> EntryParts:
    party, line = known.place
    return EntryParts(
        party=party,
        line=line,
        last_on=known.last_on,
        events=known.events,
        counts=None if known.evidence is None else counts_of(known.evidence),
    )


def book_of(**given: Any) -> Book:  # noqa: ANN401 - the fields of BookParts
    """Put a book together again; raises as what recorded it would have raised."""
    parts = BookParts(**given)
    return reopened(
        Snapshot(
            business=parts.business,
            scorecard=parts.scorecard,
            keep_events=parts.keep_events,
            event_types=parts.event_types,
            entries=tuple(_known(parts, entry) for entry in parts.entries),
            seen=tuple((s.id, (s.party, s.line), _digest(s.digest)) for s in parts.seen),
            rulings=tuple(((r.party, r.line), r.rulings) for r in parts.rulings),
        )
    )


def _known(parts: BookParts, entry: EntryParts) -> Kept:
    layout, period_days = parts.scorecard.layout, parts.business.period_days
    evidence = (
        None
        if entry.counts is None
        else evidence_of(layout, period_days, entry.counts, entry.party)
    )
    place = entry.party, entry.line
    return Kept(place=place, events=entry.events, evidence=evidence, last_on=entry.last_on)


def _digest(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        msg = f"A digest is written in hexadecimal figures, not as {shown(text)}."
        raise InvalidValueError(msg) from None


INLINE = (EntryParts, SeenParts, RulingsParts)
"""The parts of a book that stand in no other place."""
