"""`Snapshot`: everything that a book holds, frozen: how it is copied, pickled and saved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from relkit._words import shown
from relkit.assessment import Ruling
from relkit.book._asked import a_line, a_party
from relkit.book._ledger import Place
from relkit.business import Business
from relkit.errors import DuplicateEventError, InvalidValueError
from relkit.events import Event, Statement
from relkit.evidence import Evidence
from relkit.scorecard import Scorecard
from relkit.typing import EventId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relkit.book._book import Book
    from relkit.book._entry import Entry
    from relkit.book._ledger import Ledger
    from relkit.book._shelf import Shelf

__all__ = ["Kept", "Snapshot", "restore", "taken"]


@attrs.frozen(kw_only=True)
class Kept:
    """What is kept of one relationship in one line: its events, or evidence and its last day."""

    place: Place
    events: tuple[Event | Statement, ...] | None
    evidence: Evidence | None = None
    last_on: date | None = None


@attrs.frozen(kw_only=True)
class Snapshot:
    """Everything that a book holds; ``seen`` are the ids of events that were not kept."""

    business: Business
    scorecard: Scorecard
    keep_events: bool
    event_types: tuple[type[Event], ...]
    entries: tuple[Kept, ...]
    seen: tuple[tuple[EventId, Place, bytes], ...]
    rulings: tuple[tuple[Place, tuple[Ruling, ...]], ...]


def taken(
    book: Book,
    event_types: tuple[type[Event], ...],
    shelf: Shelf,
    ledger: Ledger,
    rulings: Mapping[Place, Sequence[Ruling]],
) -> Snapshot:
    """Freeze everything that a book holds; what is behind its door, it gives along."""
    return Snapshot(
        business=book.business,
        scorecard=book.scorecard,
        keep_events=book.keep_events,
        event_types=event_types,
        entries=tuple(_kept(place, entry) for place, entry in shelf.places()),
        seen=tuple(ledger.digests()),
        rulings=tuple((place, tuple(given)) for place, given in rulings.items()),
    )


def _kept(place: Place, entry: Entry) -> Kept:
    if entry.events is not None:
        return Kept(place=place, events=tuple(entry.events))
    evidence = entry.accumulator.snapshot()
    return Kept(place=place, events=None, evidence=evidence, last_on=entry.last_on)


def restore(known: Kept, shelf: Shelf, book: Book) -> None:
    """Give a book what was kept of one relationship in one line.

    Raises ``InvalidValueError`` and ``DuplicateEventError`` where no book can have kept that,
    and as ``record`` and ``absorb`` do.
    """
    party, line = a_party(known.place[0]), a_line(known.place[1])
    if shelf.has((party, line)):
        msg = f"A book has one entry for {shown(party)} in the line {shown(line)}, not two."
        raise InvalidValueError(msg)
    keeps = (known.events is not None, known.evidence is None)
    if keeps != (book.keep_events, book.keep_events):
        msg = "A book keeps the events of each entry, or evidence of each; keep_events says which."
        raise InvalidValueError(msg)
    entry = shelf.entry(party, line)
    if known.evidence is not None:
        _refill(entry, known.evidence, known.last_on)
    for event in known.events or ():
        if not book.record(party, event, line=line):
            msg = f"The event id {shown(event.event_id)} comes twice in a book."
            raise DuplicateEventError(msg)


def _refill(entry: Entry, evidence: Evidence, last_on: date | None) -> None:
    """Fill an empty entry of a book that keeps no events."""
    if last_on is None and (evidence.base is not None or evidence.stated):
        msg = "Where something was recorded, a book knows the last day of it: give last_on."
        raise InvalidValueError(msg)
    entry.accumulator.absorb(evidence)
    entry.last_on = last_on
