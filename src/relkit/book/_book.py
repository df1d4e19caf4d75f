"""`Book`: a business's relationships, the library's one stateful class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from relkit._checks import a_date
from relkit._words import shown
from relkit.assessment import Assessment, Ruling, assess_evidence, standard_scorecard
from relkit.book._asked import a_business, a_flag, a_line, a_party, a_scorecard
from relkit.book._entry import Entry
from relkit.book._history import History, Walk, ruling_on, turns
from relkit.book._ledger import Ledger
from relkit.book._shelf import Shelf
from relkit.book._snapshot import Snapshot, restore, taken
from relkit.book._trial import Trials
from relkit.errors import EvidenceMismatchError, HistoryError, InvalidValueError, RecordsError
from relkit.events import (
    STANDARD_EVENT_TYPES,
    Event,
    RecordProblem,
    Statement,
    event_from_record,
)
from relkit.events._reader import types_by_tag
from relkit.events._records import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from relkit.book._ledger import Place
    from relkit.business import Business
    from relkit.evidence import Evidence
    from relkit.scorecard import Scorecard
    from relkit.typing import EventId, PartyId, Record

__all__ = ["Book", "reopened"]


class Book:
    """A business's relationships, its "book of business": records in, assessments out.

    Args:
        business: whose book it is.
        scorecard: by which kinds are told apart; by default customers and clients.
        keep_events: whether events are kept, so that any earlier date, ``history`` and
            ``diff`` can be asked for; without, a party costs less than a kilobyte, plus what
            it takes to recognize events that carry an ``id``.
        event_types: the event types that plain records may name.

    A book drops an event whose ``id`` it has seen, and refuses the same id with other
    content (law E8). What it answers for one party never depends on the others (C16).

    Raises ``InvalidValueError`` and ``DeclarationError`` for what no book can be opened with.

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
        self.business: Business = a_business(business)
        self.scorecard: Scorecard = (
            standard_scorecard() if scorecard is None else a_scorecard(scorecard)
        )
        self.keep_events: bool = a_flag(keep_events, "keep_events")
        self._event_types = tuple(types_by_tag(event_types).values())
        self._shelf = Shelf(self._new_entry)
        self._ledger = Ledger(keep_events=keep_events)
        self._trials = Trials(self.scorecard.layout, business, self._shelf.found)
        self._rulings: dict[Place, list[Ruling]] = {}

    def _new_entry(self, party: PartyId) -> Entry:
        layout = self.scorecard.layout
        return Entry(layout, self.business, party, keep_events=self.keep_events)

    def record(
        self, party: PartyId, event: Event | Statement | Record, *, line: str | None = None
    ) -> bool:
        """Record one event, statement or plain record; False for a repeat that was dropped.

        The line of business is the event's own unless ``line`` says it.

        Raises ``DuplicateEventError``, ``ForeignPartyError``, ``SpanError``,
        ``InvalidEventError`` (a total over something else than whole numbers),
        ``InvalidValueError`` (no id of a party, no name of a line), ``UnknownNameError`` (a
        statement about no trait) and, for a record that is no event, ``RecordsError``;
        nothing is recorded then.

        >>> book.record("acme", {"event": "consultation", "on": "2025-02-11", "id": 17})
        True
        >>> book.record("acme", {"event": "consultation", "on": "2025-02-11", "id": 17})
        False
        """
        read = event_from_record(event, business=self.business, event_types=self._event_types)
        where = self._ledger.place(a_party(party), line, read)
        if isinstance(read, Statement):
            self.scorecard.check_statements([read.trait])
        if read.event_id is not None and self._ledger.has(where, read):
            return False
        if where[1] is not None or self._shelf.lines(where[0]):
            for _, fault in self._trials.refused([(0, where, read)]):
                raise fault
        self._record(where, read)
        return True

    def record_all(self, records: Iterable[Event | Statement | Record]) -> int:
        """Record many, each naming its ``party``; give how many were new.

        Raises ``RecordsError`` naming every bad row with its position; it holds the good
        events in ``.events``. Nothing is recorded then, so that the log can be mended and
        given again, or ``error.events`` be recorded alone.

        >>> book.record_all([{"event": "referral", "on": "2025-03-01", "party": "acme"}])
        1
        """
        good, problems = read_rows(records, business=self.business, event_types=self._event_types)
        chosen = self._ledger.chosen(good, self.scorecard, problems)
        for position, fault in self._trials.refused(chosen):
            problems.append(RecordProblem(position, None, str(fault)))
        if problems:
            problems.sort(key=lambda problem: problem.position)
            bad = {problem.position for problem in problems}
            fine = tuple(event for position, event in good if position not in bad)
            raise RecordsError(tuple(problems), fine)
        for _, where, event in chosen:
            self._record(where, event)
        return len(chosen)

    def _record(self, where: Place, event: Event | Statement) -> None:
        remember = self._ledger.noted(where, event)
        self._shelf.record(where, event)
        remember()

    def absorb(
        self, party: PartyId, evidence: Evidence, *, until: date | None, line: str | None = None
    ) -> None:
        """Take over evidence that was counted elsewhere, of records up to and on a day.

        ``until`` is the day of the last record in it, None where there is none.

        Raises ``HistoryError`` where the book keeps events, which evidence does not hold,
        and as ``+`` of evidence does; nothing changes then.

        >>> branch = Book(Business("harper-law", industry="law"), keep_events=False)
        >>> branch.absorb("acme", book.evidence("acme"), until=date(2025, 2, 11))
        >>> branch.evidence("acme") == book.evidence("acme")
        True
        """
        if self.keep_events:
            msg = "This book keeps events, and evidence holds none: use keep_events=False."
            raise HistoryError(msg)
        entry = self._new_entry(a_party(party))
        entry.accumulator.absorb(evidence)
        entry.last_on = None if until is None else a_date(until, "until")
        self._shelf.entry(party, a_line(line)).absorb(entry)

    def places(self) -> Iterator[tuple[PartyId, str | None, Evidence, date | None]]:
        """Give, for each party and line, its evidence and the day of its last record.

        >>> [(party, line) for party, line, _, _ in branch.places()]
        [('acme', None)]
        """
        for (party, line), entry in self._shelf.places():
            yield party, line, entry.accumulator.snapshot(), entry.last_on

    def add(self, party: PartyId) -> None:
        """Enter a party of whom nothing is recorded yet: a prospect.

        >>> book.add("zenith")
        >>> book.assess("zenith", as_of=date(2025, 2, 1)).stage.value
        'prospect'
        """
        if a_party(party) not in self:
            self._shelf.entry(party, None)

    def remove(self, party: PartyId) -> None:
        """Forget a party: its events, evidence and rulings. Raises ``UnknownNameError``."""
        self._shelf.check(party)
        self._shelf.remove(party)
        self._ledger.remove(party)
        for place in [place for place in self._rulings if place[0] == party]:
            del self._rulings[place]

    def rule(self, party: PartyId, ruling: Ruling, *, line: str | None = None) -> None:
        """Enter a human decision; it wins from its day on, and survives every new record.

        Where several are in force the one decided last wins; of one day, the one entered last.

        Raises ``UnknownNameError`` for a party or line that is not in the book, and
        ``InvalidValueError`` for anything but a ruling.

        >>> from relkit import Customer, Ruling
        >>> book.rule("acme", Ruling(Customer, by="harper", on=date(2025, 3, 2), reason="goods"))
        >>> str(book.assess("acme", as_of=date(2025, 3, 2)))
        'customer, active (ruled on 2025-03-02; computed client)'
        """
        self._shelf.check(party, line)
        if not isinstance(ruling, Ruling):
            msg = f"rule takes a Ruling(kind, by=…, on=…, reason=…), not {shown(ruling)}."
            raise InvalidValueError(msg)
        self._rulings.setdefault((party, line), []).append(ruling)

    def rulings(self, party: PartyId, *, line: str | None = None) -> tuple[Ruling, ...]:
        """Give every ruling about a relationship in the order in which they were entered.

        Raises ``UnknownNameError`` for a party or line that is not in the book.
        """
        self._shelf.check(party, line)
        return tuple(self._rulings.get((party, line), ()))

    @property
    def parties(self) -> tuple[PartyId, ...]:
        """Every party: those with records outside any line in the order in which they came."""
        return tuple(self)

    def __iter__(self) -> Iterator[PartyId]:
        """Give every party."""
        return iter(self._shelf)

    def __len__(self) -> int:
        """Count the parties."""
        return len(self._shelf)

    @override
    def __repr__(self) -> str:
        """Say whose book it is and how many parties it has."""
        size = "1 party" if len(self) == 1 else f"{len(self)} parties"
        return f"<Book of {shown(self.business.business_id)}: {size}>"

    def __copy__(self) -> Book:
        """Copy the whole book: two that share their relationships would be one."""
        return reopened(self._snapshot())

    def __contains__(self, party: object) -> bool:
        """Tell whether anything is known of a party."""
        return party in self._shelf

    def lines(self, party: PartyId) -> tuple[str, ...]:
        """Give the lines of business in which something was recorded for a party.

        >>> book.record("acme", {"event": "purchase", "on": "2025-03-05"}, line="books")
        True
        >>> book.lines("acme")
        ('books',)
        """
        self._shelf.check(party)
        return self._shelf.lines(party)

    def events(self, party: PartyId, *, line: str | None = None) -> tuple[Event | Statement, ...]:
        """Give the kept events of a relationship by day.

        Raises ``UnknownNameError`` as ``assess`` does, and ``HistoryError`` if not kept.

        >>> [event.tag for event in book.events("acme", line="books")]
        ['purchase']
        """
        self._shelf.check(party, line)
        found: list[Event | Statement] = []
        for entry in self._shelf.found(party, line):
            if entry.events is None:
                msg = "This book kept evidence only; open it with keep_events=True."
                raise HistoryError(msg)
            found += entry.events
        return tuple(sorted(found, key=lambda event: event.on))

    def evidence(
        self, party: PartyId, *, as_of: date | None = None, line: str | None = None
    ) -> Evidence:
        """Give the evidence of a relationship, up to and on a day: its lines' merged.

        Raises as ``assess`` does.

        >>> book.evidence("acme")["referrals"]
        1
        """
        self._shelf.check(party, line)
        day = None if as_of is None else a_date(as_of, "as_of")
        layout, business = self.scorecard.layout, self.business
        entries = self._shelf.found(party, line)
        evidence = entries[0].evidence(day, layout, business)
        for entry in entries[1:]:
            evidence += entry.evidence(day, layout, business)
        return evidence

    def assess(self, party: PartyId, *, as_of: date, line: str | None = None) -> Assessment:
        """Assess one relationship on a day, from what was recorded up to and on it.

        Without a ``line`` the relationship is all of it: every line's records together.

        Raises ``UnknownNameError`` for a party or line that is not in the book,
        ``NotADateError``, and ``HistoryError`` for a day before the last record where events
        were not kept.

        >>> book.assess("acme", as_of=date(2025, 3, 5), line="books").stage.value
        'new'
        """
        day = a_date(as_of, "as_of")
        evidence = self.evidence(party, as_of=day, line=line)
        rulings = self._rulings.get((party, line))
        return assess_evidence(
            evidence,
            business=self.business,
            as_of=day,
            line=line,
            scorecard=self.scorecard,
            ruling=ruling_on(rulings, day) if rulings else None,
        )

    def assess_all(self, *, as_of: date) -> dict[PartyId, Assessment]:
        """Assess every party on a day; each answer is what ``assess`` gives (law C15).

        >>> {party: found.label for party, found in book.assess_all(as_of=date(2025, 4, 1)).items()}
        {'acme': 'customer', 'zenith': 'undetermined'}
        """
        return {party: self.assess(party, as_of=as_of) for party in self}

    def history(
        self, party: PartyId, *, as_of: date | None = None, line: str | None = None
    ) -> History:
        """Give every date on which the answer or the stage changed, with what changed it.

        Goes up to ``as_of``, by default the last day of an event or of a new ruling. Days on
        which only silence or a ruling changed something are among them.

        Raises ``UnknownNameError`` and ``HistoryError`` as ``assess`` and ``events`` do.

        >>> for turn in book.history("acme"):
        ...     print(turn)
        2025-01-09: undetermined becomes client; prospect to new (Consultation)
        2025-02-08: stays client; new to active (no event)
        2025-03-02: client becomes customer; active (no event)
        """
        events, rulings = self.events(party, line=line), self.rulings(party, line=line)
        days = [fact.on for fact in (*events, *rulings)]
        if not days:
            return History((), as_of)
        walk = Walk(
            business=self.business,
            scorecard=self.scorecard,
            party=party,
            line=line,
            events=events,
            rulings=rulings,
            until=max(days) if as_of is None else a_date(as_of, "as_of"),
        )
        return History(tuple(turns(walk)), walk.until)

    def merge(self, other: Book) -> None:
        """Take over what another book of the same business recorded.

        Where events are kept, repeats by id are dropped. Rulings of both stay.

        Raises ``EvidenceMismatchError`` where the books differ in business, scorecard or in
        keeping events, ``DuplicateEventError`` for one id with two contents, or, where events
        were not kept, for an id that both have counted, ``SpanError`` where a party's records
        lie too far apart, and ``InvalidValueError`` for anything but another book; nothing is
        merged then.

        >>> branch = Book(Business("harper-law", industry="law"))
        >>> branch.record("bolt", {"event": "consultation", "on": "2025-03-05"})
        True
        >>> book.merge(branch)
        >>> book.parties
        ('acme', 'zenith', 'bolt')
        """
        repeated = self._check_merge(other)
        for (party, line), entry in other._shelf.places():
            mine = self._shelf.entry(party, line)
            if entry.events is None:
                mine.absorb(entry)
            for event in entry.events or ():
                if event.event_id is None or event.event_id not in repeated:
                    mine.record(event)
        self._ledger.update(other._ledger)
        for place, rulings in other._rulings.items():
            known = self._rulings.setdefault(place, [])
            known += [ruling for ruling in rulings if ruling not in known]

    def _check_merge(self, other: Book) -> set[EventId]:
        """Refuse what cannot be merged; give the ids that both books have seen."""
        if not isinstance(other, Book) or other is self:
            msg = f"merge takes another Book of the same business, not {shown(other)}."
            raise InvalidValueError(msg)
        mine = (self.business, self.scorecard, self.keep_events)
        if mine != (other.business, other.scorecard, other.keep_events):
            msg = "Only books of one business, by one scorecard and keeping alike, can be merged."
            raise EvidenceMismatchError(msg)
        repeated = self._ledger.check_merge(other._ledger)
        for party in other:
            if party in self:
                self._trials.check_merge(party, other._shelf.found(party))
        return repeated

    def _snapshot(self) -> Snapshot:
        """Freeze everything that it holds."""
        return taken(self, self._event_types, self._shelf, self._ledger, self._rulings)

    @override
    def __reduce__(self) -> tuple[Callable[[Snapshot], Book], tuple[Snapshot]]:
        """Pickle everything that it holds; a copy goes its own way, and a saved book is this."""
        return reopened, (self._snapshot(),)

    def __setstate__(self, state: Snapshot) -> None:
        """Fill an empty book, by the same checks as those of ``record`` and ``rule``."""
        for known in state.entries:
            restore(known, self._shelf, self)
        self._ledger.recall(state.seen)
        for (party, line), rulings in state.rulings:
            for ruling in rulings:
                self.rule(party, ruling, line=line)


def reopened(state: Snapshot) -> Book:
    """Open the book of a snapshot; raises as what recorded it would have raised."""
    book = Book(
        state.business,
        scorecard=state.scorecard,
        keep_events=state.keep_events,
        event_types=state.event_types,
    )
    book.__setstate__(state)
    return book
