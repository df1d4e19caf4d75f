"""`Book` against a model that recomputes everything from all facts each time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from naive_book import NaiveBook, placed, record_of
from relkit.book import Book
from relkit.errors import (
    DuplicateEventError,
    ForeignPartyError,
    HistoryError,
    RecordsError,
    UnknownNameError,
)
from strategies.books import BUSINESSES, dates, facts, lines, parties, rulings

if TYPE_CHECKING:
    from collections.abc import Hashable

    from relkit.assessment import Ruling
    from strategies.books import Fact

Batch = list["Fact"]


def batches() -> st.SearchStrategy[Batch]:
    """A few facts, most of which say whose they are."""
    return st.lists(facts(party=parties() | parties() | parties() | st.none()), max_size=5)


class BookMachine(RuleBasedStateMachine):
    """Records, merges, removes and rules at random, and asks both books the same questions."""

    seen: Bundle[tuple[Hashable, str | None]] = Bundle("seen")

    @initialize(business=st.sampled_from(BUSINESSES), keep_events=st.booleans())
    def open(self, business: object, keep_events: object) -> None:
        """Open both books."""
        self.book = Book(business, keep_events=keep_events)
        self.model = NaiveBook(business)

    # ------------------------------------------------------------------ what changes a book

    @rule(
        target=seen, party=parties(), fact=facts(), line=lines(), plain=st.booleans()
    )
    def record(
        self, party: Hashable, fact: Fact, line: str | None, *, plain: bool
    ) -> tuple[Hashable, str | None]:
        """A fact is recorded once, refused, or dropped as a repeat."""
        given = record_of(fact) if plain else fact
        if line is not None and fact.line not in (None, line):
            with pytest.raises(ForeignPartyError):
                self.book.record(party, given, line=line)
            return multiple()
        wanted = placed(fact, line)
        verdict = self.model.verdict(party, wanted)
        if verdict == "conflict":
            with pytest.raises(DuplicateEventError):
                self.book.record(party, given, line=line)
            return multiple()
        was_new = self.book.record(party, given, line=line)
        if verdict == "new":
            self.model.add(party, wanted)

        assert was_new is (verdict == "new")
        return party, wanted.line

    @rule(target=seen, batch=batches())
    def record_all(self, batch: Batch) -> object:
        """A batch is recorded whole, or every bad row is named and nothing is recorded."""
        trial = NaiveBook(self.model.business)
        trial.facts = list(self.model.facts)
        bad = []
        for position, fact in enumerate(batch):
            wanted = placed(fact, None)
            verdict = trial.verdict(fact.party, wanted)
            if fact.party is None or verdict == "conflict":
                bad.append(position)
            elif verdict == "new":
                trial.add(fact.party, wanted)
        new = trial.facts[len(self.model.facts) :]
        if bad:
            with pytest.raises(RecordsError) as caught:
                self.book.record_all(batch)

            assert bad == [problem.position for problem in caught.value.problems]
            assert caught.value.events == tuple(f for i, f in enumerate(batch) if i not in bad)
            return multiple()
        for party, fact in new:
            self.model.add(party, fact)

        assert len(new) == self.book.record_all(batch)
        return multiple(*((party, fact.line) for party, fact in new))

    @rule(target=seen, batch=batches(), ruling=rulings())
    def merge(self, batch: Batch, ruling: Ruling) -> object:
        """Another book is taken over whole, but for repeats; or refused whole."""
        other = Book(self.book.business, keep_events=self.book.keep_events)
        theirs = NaiveBook(self.book.business)
        for fact in batch:
            wanted = placed(fact, None)
            if fact.party is not None and theirs.verdict(fact.party, wanted) == "new":
                other.record(fact.party, fact)
                theirs.add(fact.party, wanted)
        for party in theirs.parties:
            other.rule(party, ruling)
        verdicts = [self.model.verdict(party, fact) for party, fact in theirs.facts]
        refused = {"conflict"} if self.book.keep_events else {"conflict", "repeat"}
        if refused.intersection(verdicts):
            with pytest.raises(DuplicateEventError):
                self.book.merge(other)
            return multiple()
        self.book.merge(other)
        for (party, fact), verdict in zip(theirs.facts, verdicts, strict=True):
            if verdict == "new":
                self.model.add(party, fact)
        entries = [(party, None, ruling) for party in theirs.parties]
        self.model.rulings += [entry for entry in entries if entry not in self.model.rulings]
        return multiple(*((party, fact.line) for party, fact in theirs.facts))

    @rule(party=parties())
    def add(self, party: Hashable) -> None:
        """A prospect is entered; a known party stays as it is."""
        self.book.add(party)
        self.model.parties.add(party)

    @rule(relationship=consumes(seen))
    def remove(self, relationship: tuple[Hashable, str | None]) -> None:
        """A party is forgotten, or was not there."""
        party, _ = relationship
        if party in self.model.parties:
            self.book.remove(party)
            self.model.remove(party)
        else:
            with pytest.raises(UnknownNameError):
                self.book.remove(party)

    @rule(relationship=seen, ruling=rulings(), narrowed=st.booleans())
    def rule_on(
        self, relationship: tuple[Hashable, str | None], ruling: Ruling, *, narrowed: bool
    ) -> None:
        """A ruling is entered for a relationship, narrowed to a line or not."""
        party, line = relationship
        line = line if narrowed else None
        if party in self.model.parties and (line is None or line in self.model.lines(party)):
            self.book.rule(party, ruling, line=line)
            self.model.rulings.append((party, line, ruling))

            assert ruling == self.book.rulings(party, line=line)[-1]
        else:
            with pytest.raises(UnknownNameError):
                self.book.rule(party, ruling, line=line)

    # ------------------------------------------------------------------ what is asked

    @rule(relationship=seen, as_of=dates(120), narrowed=st.booleans())
    def ask(
        self, relationship: tuple[Hashable, str | None], as_of: date, *, narrowed: bool
    ) -> None:
        """Answer and evidence are those of all facts up to the day, as far as they were kept."""
        party, line = relationship
        line = line if narrowed else None
        if party not in self.model.parties or (line and line not in self.model.lines(party)):
            with pytest.raises(UnknownNameError):
                self.book.assess(party, as_of=as_of, line=line)
            return
        known = self.model.known(party, line)
        if not self.book.keep_events and any(fact.on > as_of for fact in known):
            with pytest.raises(HistoryError):
                self.book.assess(party, as_of=as_of, line=line)

            assert self.model.evidence(party, line, None) == self.book.evidence(party, line=line)
            return
        evidence = self.book.evidence(party, as_of=as_of, line=line)

        assert self.model.evidence(party, line, as_of) == evidence
        assert self.model.assess(party, line, as_of) == self.book.assess(
            party, as_of=as_of, line=line
        )

    @rule(relationship=seen, as_of=dates(120), narrowed=st.booleans())
    def ask_history(
        self, relationship: tuple[Hashable, str | None], as_of: date, *, narrowed: bool
    ) -> None:
        """The turns are those found by assessing every single day, and their sums are exact."""
        party, line = relationship
        line = line if narrowed and line in self.model.lines(party) else None
        if party not in self.model.parties:
            return
        if not self.book.keep_events and self.model.known(party, line):
            with pytest.raises(HistoryError):
                self.book.history(party, as_of=as_of, line=line)
            return
        turns = self.book.history(party, as_of=as_of, line=line)
        expected = self.model.turns(party, line, as_of)
        known = self.model.known(party, line)

        assert [(day, now) for day, _, now in expected] == [(t.on, t.assessment) for t in turns]
        for turn, (day, before, now) in zip(turns, expected, strict=True):
            assert now.diff(before) == turn.difference
            assert same_facts([fact for fact in known if fact.on == day], turn.events)
            for kind, points in turn.difference.points.items():
                assert now.scores[kind] - before.scores[kind] == sum(points.values())

    @rule()
    def ask_all(self) -> None:
        """One answer for each party is what the answers one by one are (law C15)."""
        as_of = date(2026, 1, 1)
        answers = {p: self.model.assess(p, None, as_of) for p in self.model.parties}

        assert answers == self.book.assess_all(as_of=as_of)

    @invariant()
    def same_parties(self) -> None:
        """Both books know the same parties, lines and facts."""
        assert len(self.model.parties) == len(self.book)
        assert self.model.parties == set(self.book.parties) == set(self.book)
        for party in self.model.parties:
            assert party in self.book
            assert self.model.lines(party) == set(self.book.lines(party))
            if self.book.keep_events:
                events = self.book.events(party)

                assert same_facts(self.model.known(party, None), events)
                assert sorted(event.on for event in events) == [event.on for event in events]


def same_facts(placed_facts: list[Fact], events: tuple[Fact, ...]) -> bool:
    """Whether these are the same facts, whatever order, party and line each was given with."""
    strip = [sorted(repr(attrs.evolve(f, party=None, line=None)) for f in some) for some in (placed_facts, events)]
    return strip[0] == strip[1]


TestBook = BookMachine.TestCase
TestBook.settings = settings(deadline=None, max_examples=60, stateful_step_count=25)
TestBook.__doc__ = "Whatever happens, a book answers what all its facts together answer."
