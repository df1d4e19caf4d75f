"""What a book answers: at any date, for one or all, and for each as if it were alone."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive_book import placed
from relkit.assessment import Ruling, assess
from relkit.book import Book
from relkit.business import Business
from relkit.errors import HistoryError
from relkit.events import Consultation, Purchase, Statement
from relkit.measures import event, flag, periods
from relkit.relationships import Client, Customer, Relationship, kind
from relkit.scorecard import Scorecard
from relkit.traits import Trait
from strategies.books import BUSINESSES, HOSTILE, dates, facts, odd_ids, parties

if TYPE_CHECKING:
    from collections.abc import Hashable

    from strategies.books import Fact

DAY = date(2025, 1, 7)
SHOP = Business("shop", industry="retail")


@kind
class Member(Relationship):
    """A third kind, of the tests."""

    weights: ClassVar[Mapping[str, int]] = {"visits": 1400}


@given(
    known=st.lists(facts(event_id=st.none()), min_size=1, max_size=10),
    business=st.sampled_from(BUSINESSES),
    as_of=st.one_of(dates(200), st.sampled_from([date.min, date.max])),
)
def test_any_date_is_answered_from_what_came_before(
    known: list[Fact], business: Business, as_of: date
) -> None:
    """The answer at any date is that of the facts up to and on it (law E12)."""
    book = Book(business)
    for fact in known:
        book.record("ann", fact)
    before = [placed(fact, None) for fact in known if fact.on <= as_of]

    assert assess(before, business=business, as_of=as_of, party="ann") == book.assess(
        "ann", as_of=as_of
    )


@given(
    known=st.lists(facts(event_id=st.none()), min_size=1, max_size=6),
    business=st.sampled_from(BUSINESSES),
    as_of=dates(200),
)
def test_the_past_needs_the_events(known: list[Fact], business: Business, as_of: date) -> None:
    """Without kept events only days from the last record on are answered, and exactly so."""
    kept, sparing = Book(business), Book(business, keep_events=False)
    for fact in known:
        for book in (kept, sparing):
            book.record("ann", fact)
    if as_of < max(fact.on for fact in known):
        with pytest.raises(HistoryError, match="keep_events=True"):
            sparing.assess("ann", as_of=as_of)
        with pytest.raises(HistoryError, match="keep_events=True"):
            sparing.evidence("ann", as_of=as_of)
    else:
        assert kept.assess("ann", as_of=as_of) == sparing.assess("ann", as_of=as_of)
    for ask in (sparing.events, sparing.history):
        with pytest.raises(HistoryError, match="kept evidence only"):
            ask("ann")

    assert kept.evidence("ann") == sparing.evidence("ann")


def test_message_about_the_past_gives_the_days() -> None:
    """The message tells up to which day evidence was kept, and which day was asked for."""
    book = Book(SHOP, keep_events=False)
    book.record("ann", Purchase(on=DAY))

    with pytest.raises(HistoryError, match="up to 2025-01-07; an answer as of 2025-01-06"):
        book.assess("ann", as_of=date(2025, 1, 6))


@given(
    known=st.lists(st.tuples(parties(), facts(event_id=st.none())), max_size=10),
    business=st.sampled_from(BUSINESSES),
    keep_events=st.booleans(),
)
def test_all_is_each(
    known: list[tuple[Hashable, Fact]], business: Business, *, keep_events: bool
) -> None:
    """A batch is the answers one by one (C15), each that of a book of its own (C16)."""
    book = Book(business, keep_events=keep_events)
    alone: dict[Hashable, Book] = {}
    for party, fact in known:
        book.record(party, fact)
        alone.setdefault(party, Book(business)).record(party, fact)
    as_of = date(2025, 6, 1)
    answers = book.assess_all(as_of=as_of)

    assert list(book) == list(answers)
    for party, answer in answers.items():
        assert book.assess(party, as_of=as_of) == answer
        assert alone[party].assess(party, as_of=as_of) == answer


@given(known=st.lists(facts(event_id=st.none()), max_size=8), party=odd_ids())
def test_names_never_change_an_answer(known: list[Fact], party: Hashable) -> None:
    """Whatever the id of a party is, the scores are those of anybody (laws C13, C16)."""
    book = Book(SHOP)
    for who in ("ann", party):
        book.add(who)
        for fact in known:
            book.record(who, fact)
    as_of = date(2025, 6, 1)

    assert book.assess("ann", as_of=as_of).scoring == book.assess(party, as_of=as_of).scoring
    assert party == book.assess(party, as_of=as_of).party
    assert book.assess(party, as_of=as_of).explain()


@pytest.mark.parametrize("line", [text for text in HOSTILE if text.strip()])
def test_lines_can_have_any_name(line: str) -> None:
    """A line of business is any text, and is found again by it."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY), line=line)

    assert (line,) == book.lines("ann")
    assert 1 == len(book.events("ann", line=line))
    assert line == book.assess("ann", as_of=DAY, line=line).line


@given(known=st.lists(facts(event_id=st.none()), max_size=6), on=dates(), days=st.integers(0, 30))
def test_ruling_stands_beside_the_computed_result(known: list[Fact], on: date, days: int) -> None:
    """A ruling changes the kind and nothing that was computed, whatever is recorded later."""
    book = Book(SHOP)
    book.add("ann")
    ruling = Ruling(Client, by="mia", on=on, reason="so")
    book.rule("ann", ruling)
    for fact in known:
        book.record("ann", fact)
    as_of = on + timedelta(days=days)
    answer = book.assess("ann", as_of=as_of)
    plain = assess(book.events("ann"), business=SHOP, as_of=as_of, party="ann")

    assert Client is answer.kind
    assert ruling == answer.ruling
    assert plain.scoring == answer.scoring
    assert plain.computed_kind is answer.computed_kind
    assert book.assess("ann", as_of=on - timedelta(days=1)).ruling is None


def test_user_kinds_in_a_book() -> None:
    """A book answers with any kind that its scorecard tells apart."""
    seen = flag("seen", event("consultation", "purchase"))
    visits = Trait("visits", periods(seen), 0, kappa=0)
    card = Scorecard((Customer, Client, Member), traits=[visits])
    book = Book(SHOP, scorecard=card)
    book.record("ann", Consultation(on=DAY))
    answer = book.assess("ann", as_of=DAY)

    assert Member is answer.kind
    assert isinstance(answer.relationship, Member)
    assert {Customer: 0, Client: 0, Member: 1400} == answer.scores


def test_statements_count_from_their_day() -> None:
    """A statement counts for its trait from the day on which it was said."""
    book = Book(SHOP)
    book.record("ann", Statement("trust", 4, 1, by="mia", on=DAY))
    readings = [book.assess("ann", as_of=DAY + timedelta(days=n)).profile["trust"] for n in (-1, 0)]

    assert [(0, 0), (4, 1)] == [(reading.pro, reading.con) for reading in readings]


def test_evidence_is_a_snapshot() -> None:
    """Evidence once given does not change when more is recorded."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY, served_by="mia"))
    before = book.evidence("ann")
    copy = before.to_dict()
    for _ in range(3):
        book.record("ann", Purchase(on=DAY, served_by="mia"))

    assert copy == before.to_dict()
    assert {"mia": 1} == before["staff"]


def test_answers_do_not_depend_on_the_order_of_parties() -> None:
    """Each party's answer is the same in whatever order the parties came."""
    names = [f"party-{number}" for number in range(20)]
    shuffled = random.Random(5).sample(names, len(names))  # noqa: S311 - a test's order, no secret
    books = [Book(SHOP) for _ in range(2)]
    for book, order in zip(books, (names, shuffled), strict=True):
        for name in order:
            for day in range(1 + len(name) + int(name[-1])):
                book.record(name, Purchase(on=DAY + timedelta(days=17 * day)))

    assert books[0].assess_all(as_of=date(2026, 1, 1)) == books[1].assess_all(
        as_of=date(2026, 1, 1)
    )
