"""The ledger of event ids: which were counted, where, and with what content."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from relkit._words import shown
from relkit.book._asked import a_line
from relkit.errors import (
    DuplicateEventError,
    ForeignPartyError,
    InvalidEventError,
    InvalidValueError,
    UnknownNameError,
)
from relkit.events import Event, RecordProblem, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relkit.scorecard import Scorecard
    from relkit.typing import EventId, PartyId

__all__ = ["Chosen", "Ledger", "Place"]

Place: TypeAlias = "tuple[PartyId, str | None]"
"""The party and the line that an event was recorded for."""

Chosen: TypeAlias = "tuple[int, Place, Event | Statement]"
"""An event to be recorded: its position in the batch, and where it goes."""

_Content: TypeAlias = "tuple[Place, Event | Statement | bytes]"


class Ledger:
    """Recognizes repeats by id; without kept events, by a digest of the content."""

    __slots__ = ("_seen", "keep_events")

    def __init__(self, *, keep_events: bool) -> None:
        """Start with no ids."""
        self.keep_events = keep_events
        self._seen: dict[EventId, _Content] = {}

    def place(self, party: PartyId, line: str | None, event: Event | Statement) -> Place:
        """Give the relationship that an event belongs to; refuse one of another, or no line."""
        if event.party is not None and event.party != party:
            msg = f"An event of {shown(event.party)} does not belong to {shown(party)}."
            raise ForeignPartyError(msg)
        if line is not None and event.line is not None and event.line != line:
            msg = f"An event of the line {shown(event.line)} does not belong to {shown(line)}."
            raise ForeignPartyError(msg)
        return party, a_line(event.line if line is None else line)

    def has(self, where: Place, event: Event | Statement) -> bool:
        """Tell a repeat; raise ``DuplicateEventError`` for the same id with other content."""
        known = self._seen.get(event.event_id)
        if known is None:
            return False
        self._check_same(event.event_id, known, self._content(where, event))
        return True

    def _content(self, where: Place, event: Event | Statement) -> _Content:
        """Give what is compared when an id comes again."""
        return where, event if self.keep_events else _digest(event)

    def _check_same(self, event_id: EventId, known: _Content, given: _Content) -> None:
        if known[0] == given[0] and (
            known[1] == given[1] or _essence(known[1]) == _essence(given[1])
        ):
            return
        (party, line), content = known
        where = shown(party) if line is None else f"{shown(party)} in the line {shown(line)}"
        what = "" if isinstance(content, bytes) else f" ({shown(content)})"
        msg = (
            f"The event id {shown(event_id)} was recorded before with other content{what}, "
            f"for {where}. Give each event an id of its own."
        )
        raise DuplicateEventError(msg)

    def noted(self, where: Place, event: Event | Statement) -> Callable[[], None]:
        """Give what remembers an event's id; what cannot be remembered is refused before."""
        if event.event_id is None:
            return _nothing
        return partial(self._seen.__setitem__, event.event_id, self._content(where, event))

    def remove(self, party: PartyId) -> None:
        """Forget a party's ids."""
        gone = [event_id for event_id, (where, _) in self._seen.items() if where[0] == party]
        for event_id in gone:
            del self._seen[event_id]

    def check_merge(self, other: Ledger) -> set[EventId]:
        """Give the ids that both have seen; refuse what cannot be merged."""
        both = [event_id for event_id in other._seen if event_id in self._seen]
        for event_id in both:
            self._check_same(event_id, self._seen[event_id], other._seen[event_id])
            if not self.keep_events:
                msg = (
                    f"Both books have counted the event id {shown(event_id)}, and neither kept "
                    "its events, so it would count twice."
                )
                raise DuplicateEventError(msg)
        return set(both)

    def update(self, other: Ledger) -> None:
        """Take over another ledger's ids."""
        self._seen.update(other._seen)

    def digests(self) -> Iterator[tuple[EventId, Place, bytes]]:
        """Give the ids that were seen with place and digest, where events are not kept."""
        for event_id, (place, content) in self._seen.items():
            if isinstance(content, bytes):
                yield event_id, place, content

    def recall(self, seen: Iterable[tuple[EventId, Place, bytes]]) -> None:
        """Remember ids that were seen before."""
        self._seen.update((event_id, (place, digest)) for event_id, place, digest in seen)

    def chosen(
        self,
        good: Iterable[tuple[int, Event | Statement]],
        card: Scorecard,
        problems: list[RecordProblem],
    ) -> list[Chosen]:
        """Give the new ones of some events; each that cannot be recorded becomes a problem."""
        new: list[Chosen] = []
        fresh = Ledger(keep_events=self.keep_events)
        for position, event in good:
            fault = self._fault((position, event), card, fresh, new)
            if fault is not None:
                problems.append(RecordProblem(position, *fault))
        return new

    def _fault(
        self,
        given: tuple[int, Event | Statement],
        card: Scorecard,
        fresh: Ledger,
        new: list[Chosen],
    ) -> tuple[str, str] | None:
        """Add an event to the new ones unless it is a repeat; or say what is wrong with it."""
        position, event = given
        if event.party is None:
            return "party", "is missing: each record must name its party."
        try:
            where = self.place(event.party, None, event)
            if isinstance(event, Statement):
                card.check_statements([event.trait])
            repeat = event.event_id is not None and (
                self.has(where, event) or fresh.has(where, event)
            )
            remember = fresh.noted(where, event)
        except (DuplicateEventError, InvalidEventError) as fault:
            return "id", str(fault)
        except InvalidValueError as fault:
            return "line", str(fault)
        except UnknownNameError as fault:
            return "trait", str(fault)
        if not repeat:
            new.append((position, where, event))
            remember()
        return None


def _nothing() -> None:
    """Remember nothing of an event without an id."""


def _essence(content: Event | Statement | bytes) -> object:
    """Give the content without party and line: the place says those, however it was given."""
    if isinstance(content, bytes):
        return content
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(content)))
    values = (getattr(content, f.name) for f in fields if f.name not in ("party", "line"))
    return type(content), *values


def _digest(event: Event | Statement) -> bytes:
    """Give 16 bytes that stand for an event's content where events are not kept."""
    from hashlib import blake2b  # noqa: PLC0415 - only such books need it, and it loads OpenSSL

    try:
        words = repr(_essence(event)).encode("utf-8", "surrogatepass")
    except Exception as fault:  # any hashable value can be a field, and its text may raise anything
        msg = (
            f"The event with the id {shown(event.event_id)} holds a value without a text, so that "
            "its repeat could not be recognized: use plain values, or a book that keeps events."
        )
        raise InvalidEventError(msg) from fault
    return blake2b(words, digest_size=16).digest()
