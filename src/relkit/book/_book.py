"""`Book`: a business's relationships, the library's one stateful class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit._checks import a_date, hashable
from relkit._words import mend, shown
from relkit.assessment import Assessment, Ruling, assess_evidence, standard_scorecard
from relkit.book._entry import Entry
from relkit.book._history import Turn, Walk, ruling_on, turns
from relkit.book._ledger import Ledger
from relkit.book._trial import refused
from relkit.errors import (
    EvidenceMismatchError,
    HistoryError,
    InvalidValueError,
    RecordsError,
    UnknownNameError,
)
from relkit.events import (
    STANDARD_EVENT_TYPES,
    Event,
    RecordProblem,
    Statement,
    event_from_record,
)
from relkit.events._records import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from relkit.business import Business
    from relkit.evidence import Evidence
    from relkit.scorecard import Scorecard
    from relkit.typing import PartyId, Record

__all__ = ["Book"]


class Book:
    """A business's relationships, its "book of business": records in, assessments out.

    Args:
        business: whose book it is.
        scorecard: by which kinds are told apart; by default customers and clients.
        keep_events: whether events are kept, so that any earlier date, ``history`` and
            ``diff`` can be asked for; without, each party costs about half a kilobyte.
        event_types: the event types that plain records may name.

    A book drops an event whose ``id`` it has seen, and refuses the same id with other
    content (law E8). What it answers for one party never depends on the others (C16).

    >>> from datetime import date
    >>> from relkit import Business, Consultation
    >>> book = Book(Business("harper-law", industry="law"))
    >>> book.record("acme", Consultation(on=date(2025, 1, 9), minutes=90))
    True
    >>> book.assess("acme", as_of=date(2025, 2, 1)).label
    'client'
    """

    def __init__(
        self,
        business: Business,
        *,
        scorecard: Scorecard | None = None,
        keep_events: bool = True,
        event_types: Sequence[type[Event]] = STANDARD_EVENT_TYPES,
    ) -> None:
        """Open an empty book."""
        self.business = business
        self.scorecard = standard_scorecard() if scorecard is None else scorecard
        self.keep_events = keep_events
        self._event_types = tuple(event_types)
        self._ledger = Ledger(keep_events=keep_events)
        self._whole: dict[PartyId, Entry] = {}
        self._lined: dict[PartyId, dict[str, Entry]] = {}
        self._rulings: dict[tuple[PartyId, str | None], list[Ruling]] = {}

    def record(
        self, party: PartyId, event: Event | Statement | Record, *, line: str | None = None
    ) -> bool:
        """Record one event, statement or plain record; False for a repeat that was dropped.

        The line of business is the event's own unless ``line`` says it.

        Raises ``DuplicateEventError``, ``ForeignPartyError``, ``SpanError``,
        ``UnknownNameError`` (a statement about no trait) and, for a record that is no
        event, ``RecordsError``; nothing is recorded then.
        """
        read = event_from_record(event, business=self.business, event_types=self._event_types)
        if isinstance(read, Statement):
            self.scorecard.check_statements([read.trait])
        where = self._ledger.place(hashable(party, "party"), line, read)
        if read.event_id is not None and self._ledger.has(where, read):
            return False
        self._record(where, read)
        return True

    def record_all(self, records: Iterable[Event | Statement | Record]) -> int:
        """Record many, each naming its ``party``; give how many were new.

        Raises ``RecordsError`` naming every bad row with its position; it holds the good
        events in ``.events``. Nothing is recorded then, so that the log can be mended and
        given again, or ``error.events`` be recorded alone.
        """
        good, problems = read_rows(
            records, business=self.business, event_types=self._event_types
        )
        chosen = self._ledger.chosen(good, self.scorecard, problems)
        for position, message in refused(
            chosen, self._known, self.scorecard.layout, self.business
        ):
            problems.append(RecordProblem(position, None, message))
        if problems:
            problems.sort(key=lambda problem: problem.position)
            bad = {problem.position for problem in problems}
            fine = tuple(event for position, event in good if position not in bad)
            raise RecordsError(tuple(problems), fine)
        for _, where, event in chosen:
            self._record(where, event)
        return len(chosen)

    def _record(self, where: tuple[PartyId, str | None], event: Event | Statement) -> None:
        self._entry(*where).record(event)
        if event.event_id is not None:
            self._ledger.add(where, event)

    def _known(self, party: PartyId, line: str | None) -> Entry | None:
        return self._whole.get(party) if line is None else self._lined.get(party, {}).get(line)

    def _entry(self, party: PartyId, line: str | None) -> Entry:
        entry = self._known(party, line)
        if entry is not None:
            return entry
        card = self.scorecard
        entry = Entry(card.layout, self.business, party, keep_events=self.keep_events)
        if line is None:
            self._whole[party] = entry
        else:
            self._lined.setdefault(party, {})[line] = entry
        return entry

    def add(self, party: PartyId) -> None:
        """Enter a party of whom nothing is recorded yet: a prospect."""
        if hashable(party, "party") not in self:
            self._entry(party, None)

    def remove(self, party: PartyId) -> None:
        """Forget a party: its events, evidence and rulings. Raises ``UnknownNameError``."""
        self._check_party(party)
        self._whole.pop(party, None)
        self._lined.pop(party, None)
        self._ledger.remove(party)
        for key in [key for key in self._rulings if key[0] == party]:
            del self._rulings[key]

    def rule(self, party: PartyId, ruling: Ruling, *, line: str | None = None) -> None:
        """Enter a human decision; it wins from its day on, and survives every new record.

        Raises ``UnknownNameError`` for a party that is not in the book.
        """
        self._check_party(party)
        if not isinstance(ruling, Ruling):
            msg = f"rule takes a Ruling(kind, by=…, on=…, reason=…), not {shown(ruling)}."
            raise InvalidValueError(msg)
        self._rulings.setdefault((party, line), []).append(ruling)

    def rulings(self, party: PartyId, *, line: str | None = None) -> tuple[Ruling, ...]:
        """Give every ruling about a relationship in the order in which they were entered."""
        return tuple(self._rulings.get((party, line), ()))

    @property
    def parties(self) -> tuple[PartyId, ...]:
        """Every party in the order in which they came."""
        return tuple(self)

    def __iter__(self) -> Iterator[PartyId]:
        """Give every party."""
        yield from self._whole
        yield from (party for party in self._lined if party not in self._whole)

    def __len__(self) -> int:
        """Count the parties."""
        return len(self._whole.keys() | self._lined.keys()) if self._lined else len(self._whole)

    def __contains__(self, party: object) -> bool:
        """Tell whether anything is known of a party."""
        return party in self._whole or party in self._lined

    def lines(self, party: PartyId) -> tuple[str, ...]:
        """Give the lines of business in which something was recorded for a party."""
        self._check_party(party)
        return tuple(self._lined.get(party, ()))

    def _entries(self, party: PartyId, line: str | None) -> list[Entry]:
        """Give the entries that make up a relationship: of one line, or of all of them."""
        self._check_party(party)
        lined = self._lined.get(party, {})
        if line is None:
            whole = self._whole.get(party)
            return [*([] if whole is None else [whole]), *lined.values()]
        if line not in lined:
            msg = f"There is no line {shown(line)} for this party. {mend(line, lined)}"
            raise UnknownNameError(msg)
        return [lined[line]]

    def _check_party(self, party: PartyId) -> None:
        if party not in self:
            known = [name for name in self if isinstance(name, str)]
            msg = f"There is no party {shown(party)} in this book. {mend(party, known[:1000])}"
            raise UnknownNameError(msg)

    def events(
        self, party: PartyId, *, line: str | None = None
    ) -> tuple[Event | Statement, ...]:
        """Give the kept events of a relationship by day; raises ``HistoryError`` if not kept."""
        found: list[Event | Statement] = []
        for entry in self._entries(party, line):
            if entry.events is None:
                msg = "This book kept evidence only; open it with keep_events=True."
                raise HistoryError(msg)
            found += entry.events
        return tuple(sorted(found, key=lambda event: event.on))

    def evidence(
        self, party: PartyId, *, as_of: date | None = None, line: str | None = None
    ) -> Evidence:
        """Give the evidence of a relationship, up to and on a day: its lines' merged."""
        entries = self._entries(party, line)
        layout, business = self.scorecard.layout, self.business
        evidence = entries[0].evidence(as_of, layout, business)
        for entry in entries[1:]:
            evidence += entry.evidence(as_of, layout, business)
        return evidence

    def assess(self, party: PartyId, *, as_of: date, line: str | None = None) -> Assessment:
        """Assess one relationship on a day, from what was recorded up to and on it.

        Without a ``line`` the relationship is all of it: every line's records together.

        Raises ``UnknownNameError`` for a party or line that is not in the book, and
        ``HistoryError`` for a day before the last record where events were not kept.
        """
        day = a_date(as_of, "as_of")
        rulings = self._rulings.get((party, line))
        return assess_evidence(
            self.evidence(party, as_of=day, line=line),
            business=self.business,
            as_of=day,
            line=line,
            scorecard=self.scorecard,
            ruling=ruling_on(rulings, day) if rulings else None,
        )

    def assess_all(self, *, as_of: date) -> dict[PartyId, Assessment]:
        """Assess every party on a day; each answer is what ``assess`` gives (law C15)."""
        return {party: self.assess(party, as_of=as_of) for party in self}

    def history(
        self, party: PartyId, *, as_of: date | None = None, line: str | None = None
    ) -> tuple[Turn, ...]:
        """Give every date on which the answer or the stage changed, with what changed it.

        Goes up to ``as_of``, by default the last recorded day; days on which only silence
        or a ruling changed something are among them.

        Raises ``UnknownNameError`` and ``HistoryError`` as ``assess`` and ``events`` do.
        """
        events = self.events(party, line=line)
        if not events:
            return ()
        walk = Walk(
            business=self.business,
            scorecard=self.scorecard,
            party=party,
            line=line,
            events=events,
            rulings=self.rulings(party, line=line),
            until=events[-1].on if as_of is None else a_date(as_of, "as_of"),
        )
        return tuple(turns(walk))

    def merge(self, other: Book) -> None:
        """Take over what another book of the same business recorded.

        Where events are kept, repeats by id are dropped. Rulings of both stay.

        Raises ``EvidenceMismatchError`` where the books differ in business, scorecard or in
        keeping events, and ``DuplicateEventError`` for one id with two contents, or, where
        events were not kept, for an id that both have counted; nothing is merged then.
        """
        mine = (self.business, self.scorecard, self.keep_events)
        if mine != (other.business, other.scorecard, other.keep_events):
            msg = "Only books of one business, by one scorecard and keeping alike, can be merged."
            raise EvidenceMismatchError(msg)
        repeated = self._ledger.check_merge(other._ledger)
        for where, entry in other._places():
            self._merge_entry(where, entry, repeated)
        self._ledger.update(other._ledger)
        for key, rulings in other._rulings.items():
            known = self._rulings.setdefault(key, [])
            known += [ruling for ruling in rulings if ruling not in known]

    def _places(self) -> Iterator[tuple[tuple[PartyId, str | None], Entry]]:
        for party, entry in self._whole.items():
            yield (party, None), entry
        for party, lines in self._lined.items():
            for line, entry in lines.items():
                yield (party, line), entry

    def _merge_entry(
        self, where: tuple[PartyId, str | None], entry: Entry, repeated: set[object]
    ) -> None:
        mine = self._entry(*where)
        if entry.events is None:
            mine.absorb(entry)
            return
        for event in tuple(entry.events):
            if event.event_id is None or event.event_id not in repeated:
                mine.record(event)
