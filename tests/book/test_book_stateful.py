"""`Book` against a model that recomputes everything from all facts each time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
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
from strategies.books import BUSINESSES, PARTIES, START, dates, facts, lines, rulings

if TYPE_CHECKING:
    from collections.abc import Hashable

    from relkit.assessment import Ruling
    from strategies.books import Fact

Batch = list["Fact"]
ENOUGH = 6  # facts before a party is forgotten, so that there is something to forget
LAST_ASKED = (20, 50, 120)  # days on which every relationship is asked about in the end


def parties() -> st.SearchStrategy[Hashable]:
    """Mostly the same two, so that much happens to one relationship."""
    return st.sampled_from((*PARTIES[:2] * 4, *PARTIES))


def batches() -> st.SearchStrategy[Batch]:
    """A few facts, most of which say whose they are."""
    return st.lists(facts(party=parties() | parties() | parties() | st.none()), max_size=5)


class BookMachine(RuleBasedStateMachine):
    """Records, merges, removes and rules at random, and asks both books the same questions."""

    @initialize(business=st.sampled_from(BUSINESSES), keep_events=st.booleans())
    def open(self, business: object, keep_events: object) -> None:
        """Open both books."""
        self.book = Book(business, keep_events=keep_events)
        self.model = NaiveBook(business)
        self.given: list[tuple[Hashable, Fact]] = []

    # ------------------------------------------------------------------ what changes a book

    @rule(party=parties(), fact=facts(), line=lines(), plain=st.booleans())
    def record(self, party: Hashable, fact: Fact, line: str | None, *, plain: bool) -> None:
        """A fact is recorded once, refused, or dropped as a repeat."""
        given = record_of(fact) if plain else fact
        if line is not None and fact.line not in (None, line):
            with pytest.raises(ForeignPartyError):
                self.book.record(party, given, line=line)
            return
        wanted = placed(fact, line)
        verdict = self.model.verdict(party, wanted)
        if verdict == "conflict":
            with pytest.raises(DuplicateEventError):
                self.book.record(party, given, line=line)
            return
        was_new = self.book.record(party, given, line=line)
        if verdict == "new":
            self.model.add(party, wanted)
            self.given.append((party, wanted))

        assert was_new is (verdict == "new")

    @precondition(lambda self: self.given)
    @rule(back=st.integers(0, 9), other=st.none() | parties())
    def record_again(self, back: int, other: Hashable) -> None:
        """What was given before is a repeat if it has an id, unless it was forgotten since."""
        party, fact = self.given[-1 - back % len(self.given)]
        self.record(party if other is None else other, fact, None, plain=False)

    @rule(batch=batches())
    def record_all(self, batch: Batch) -> None:
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
            return
        for party, fact in new:
            self.model.add(party, fact)

        assert len(new) == self.book.record_all(batch)

    @rule(batch=batches(), again=st.integers(0, 2), ruling=rulings())
    def merge(self, batch: Batch, again: int, ruling: Ruling) -> None:
        """Another book is taken over whole, but for repeats; or refused whole."""
        if again and self.model.rulings:
            ruling = self.model.rulings[-1][-1]
        known = self.given[len(self.given) - again :]
        batch = [*batch, *(attrs.evolve(fact, party=party) for party, fact in known)]
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
            return
        self.book.merge(other)
        for (party, fact), verdict in zip(theirs.facts, verdicts, strict=True):
            if verdict == "new":
                self.model.add(party, fact)
                self.given.append((party, fact))
        entries = [(party, None, ruling) for party in theirs.parties]
        self.model.rulings += [entry for entry in entries if entry not in self.model.rulings]

    @rule(party=parties())
    def add(self, party: Hashable) -> None:
        """A prospect is entered; a known party stays as it is."""
        self.book.add(party)
        self.model.parties.add(party)

    @precondition(lambda self: len(self.model.facts) > ENOUGH)
    @rule(party=parties(), returns=st.booleans())
    def remove(self, party: Hashable, *, returns: bool) -> None:
        """A party is forgotten, or was not there; what is given of it again, is new again."""
        if party in self.model.parties:
            gone = [fact for owner, fact in self.model.facts if owner == party]
            self.book.remove(party)
            self.model.remove(party)
            for fact in gone if returns else ():
                self.record(party, fact, None, plain=False)
        else:
            with pytest.raises(UnknownNameError):
                self.book.remove(party)

    @rule(party=parties(), line=lines(), some=st.lists(rulings(), min_size=1, max_size=3))
    def rule_on(self, party: Hashable, line: str | None, some: list[Ruling]) -> None:
        """Rulings are entered for a relationship, narrowed to a line or not."""
        for ruling in some:
            if self.is_known(party, line):
                self.book.rule(party, ruling, line=line)
                self.model.rulings.append((party, line, ruling))

                assert ruling == self.book.rulings(party, line=line)[-1]
            else:
                with pytest.raises(UnknownNameError):
                    self.book.rule(party, ruling, line=line)

    def is_known(self, party: Hashable, line: str | None) -> bool:
        """Whether something was recorded of a relationship, or it was entered as a prospect."""
        lines = self.model.lines(party)
        return party in self.model.parties and (line is None or line in lines)

    def relationships(self) -> list[tuple[Hashable, str | None]]:
        """Every relationship that was recorded: the whole, and each line."""
        parties = sorted(self.model.parties, key=repr)
        return [(p, line) for p in parties for line in (None, *sorted(self.model.lines(p)))]

    # ------------------------------------------------------------------ what is asked

    @rule(as_of=dates(120))
    def ask(self, as_of: date) -> None:
        """Answer and evidence are those of all facts up to the day, as far as they were kept."""
        for party, line in self.relationships():
            known = self.model.known(party, line)
            if not self.book.keep_events and any(fact.on > as_of for fact in known):
                with pytest.raises(HistoryError):
                    self.book.assess(party, as_of=as_of, line=line)
            else:
                expected = self.model.assess(party, line, as_of)
                evidence = self.book.evidence(party, as_of=as_of, line=line)

                assert expected == self.book.assess(party, as_of=as_of, line=line)
                assert self.model.evidence(party, line, as_of) == evidence

    @rule(as_of=dates(120))
    def ask_history(self, as_of: date) -> None:
        """The turns are those found by assessing every single day, and their sums are exact."""
        for party, line in self.relationships():
            if self.book.keep_events:
                self.check_history(party, line, as_of)
            else:
                with pytest.raises(HistoryError):
                    self.book.history(party, as_of=as_of, line=line)

    def check_history(self, party: Hashable, line: str | None, as_of: date) -> None:
        """Compare one history with the model's."""
        turns = self.book.history(party, as_of=as_of, line=line)
        expected = self.model.turns(party, line, as_of)
        known = self.model.known(party, line)

        assert [(day, now) for day, _, now in expected] == [(t.on, t.assessment) for t in turns]
        for turn, (day, before, now) in zip(turns, expected, strict=True):
            assert now.diff(before) == turn.difference
            assert same_facts([fact for fact in known if fact.on == day], turn.events)
            for kind, points in turn.difference.points.items():
                assert now.scores[kind] - before.scores[kind] == sum(points.values())

    @rule(party=parties(), line=lines(), as_of=dates(120))
    def ask_for_whom_it_does_not_know(self, party: Hashable, line: str | None, as_of: date) -> None:
        """A party or line of which nothing was recorded is refused at every door."""
        if self.is_known(party, line):
            return
        for door in (self.book.events, self.book.evidence, self.book.history, self.book.rulings):
            with pytest.raises(UnknownNameError):
                door(party, line=line)
        with pytest.raises(UnknownNameError):
            self.book.assess(party, as_of=as_of, line=line)

    def teardown(self) -> None:
        """Whatever happened, it is asked about in the end."""
        if hasattr(self, "book"):
            days = {START + timedelta(days=days) for days in LAST_ASKED}
            for as_of in sorted(days | {fact.on for _, fact in self.model.facts[-1:]}):
                self.ask(as_of)

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
            for line in (None, *self.model.lines(party)):
                assert self.model.ruled(party, line) == list(self.book.rulings(party, line=line))
            if self.book.keep_events:
                events = self.book.events(party)

                assert same_facts(self.model.known(party, None), events)
                assert sorted(event.on for event in events) == [event.on for event in events]


def same_facts(placed_facts: list[Fact], events: tuple[Fact, ...]) -> bool:
    """Whether these are the same facts, whatever order, party and line each was given with."""
    first, second = (
        sorted(repr(attrs.evolve(fact, party=None, line=None)) for fact in some)
        for some in (placed_facts, events)
    )
    return first == second


TestBook = BookMachine.TestCase
TestBook.settings = settings(deadline=None, stateful_step_count=30)
TestBook.__doc__ = "Whatever happens, a book answers what all its facts together answer."
