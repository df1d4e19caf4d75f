"""`record_all`: a log is recorded whole, or every bad row is named and nothing is recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive_book import record_of
from relkit.book import Book
from relkit.business import Business
from relkit.errors import InvalidValueError, RecordsError, RelkitError
from relkit.events import Consultation, Event, Purchase, Referral, Statement
from relkit.measures import event, field, total
from relkit.relationships import Client, Customer
from relkit.scorecard import Scorecard
from relkit.traits import STANDARD_TRAITS, Trait
from strategies.books import facts, odd_ids, parties

if TYPE_CHECKING:
    from collections.abc import Hashable

    from strategies.books import Fact

DAY = date(2025, 1, 7)
LATE = date(9999, 12, 31)
SHOP = Business("shop", industry="retail")


class Lesson(Event):
    """A user's own event with a free field that a total reads."""

    size: Any = None


SIZES = Trait("lessons", total("sizes", field("size"), event("lesson")), 0, kappa=1, weight=900)
WEIGHED = Scorecard((Customer, Client), traits=(*STANDARD_TRAITS, SIZES))

BAD_ROWS: list[tuple[object, str | None, str]] = [
    ("purchase", None, "a row must be a mapping"),
    ({"event": "purchse", "on": "2025-01-07", "party": "ann"}, "event", "Did you mean 'purchase'"),
    ({"event": "purchase", "party": "ann"}, "on", "is missing"),
    ({"event": "purchase", "on": "2025-01-07"}, "party", "must name its party"),
    (Purchase(on=DAY), "party", "must name its party"),
    (Purchase(on=DAY, id=1, amount=7, party="ann"), "id", "recorded before with other content"),
    (Purchase(on=DAY, id=1, party="zoe"), "id", "recorded before with other content"),
    (Purchase(on=DAY, id=2, amount=7, party="ann"), "id", "recorded before with other content"),
    (Purchase(on=DAY, party="ann", line=" "), "line", "must be text that is not empty"),
    (Statement("trsut", 1, 0, by="mia", on=DAY, party="ann"), "trait", "Did you mean 'trust'"),
    (Lesson(on=DAY, size="much", party="ann"), None, "whole numbers; 'much' is none"),
    (Lesson(on=DAY, size=0.5, party="new"), None, "whole numbers; 0.5 is none"),
    (Purchase(on=LATE, party="ann"), None, "periods"),
    (Purchase(on=LATE, party="ann", line="books"), None, "periods"),
]
GOOD_ROWS: list[object] = [
    {"event": "purchase", "on": "2025-01-07", "party": "ann", "id": 1},
    Purchase(on=DAY, party="ann", id=2),
    Purchase(on=DAY, party="ann", id=2),
    Consultation(on=DAY, party="bob", line="advice"),
    Lesson(on=DAY, size=3, party="ann"),
    Statement("trust", 1, 0, by="mia", on=DAY, party="bob"),
    Referral(on=LATE, party="far"),
]


def opened(*, keep_events: bool = True) -> Book:
    """A book that knows something already: one id, one early day, one party of a line."""
    book = Book(SHOP, scorecard=WEIGHED, keep_events=keep_events)
    book.record("ann", Purchase(on=DAY, id=1))
    book.record("ann", Purchase(on=date(3, 1, 1), line="old"))
    return book


def state_of(book: Book) -> dict[Hashable, object]:
    """Everything that a book would answer with."""
    return {party: (book.lines(party), book.evidence(party)) for party in book}


# ------------------------------------------------------------------ every bad row is named


@pytest.mark.parametrize("keep_events", [True, False])
@pytest.mark.parametrize(("row", "name", "message"), BAD_ROWS)
def test_bad_row_is_named(
    row: object, name: str | None, message: str, *, keep_events: bool
) -> None:
    """One bad row among good ones is named with its position, and nothing is recorded."""
    book = opened(keep_events=keep_events)
    before = state_of(book)
    with pytest.raises(RecordsError) as caught:
        book.record_all([*GOOD_ROWS, row, *GOOD_ROWS])
    (problem,) = caught.value.problems

    assert (len(GOOD_ROWS), name) == (problem.position, problem.field)
    assert message in problem.message
    assert f"row {len(GOOD_ROWS)}" in str(caught.value)
    assert 2 * len(GOOD_ROWS) == len(caught.value.events)
    assert before == state_of(book)


@given(
    marks=st.lists(st.integers(0, len(BAD_ROWS) + len(GOOD_ROWS) - 1), max_size=12),
    keep_events=st.booleans(),
)
def test_every_bad_row_is_named_together(marks: list[int], *, keep_events: bool) -> None:
    """Whatever mixture of rows comes in, all the bad ones are named, in order, and no other."""
    book = opened(keep_events=keep_events)
    before = state_of(book)
    known_id = GOOD_ROWS.index(Purchase(on=DAY, party="ann", id=2)) + len(BAD_ROWS)
    rows = [GOOD_ROWS[known_id - len(BAD_ROWS)]]
    rows += [(BAD_ROWS[m][0] if m < len(BAD_ROWS) else GOOD_ROWS[m - len(BAD_ROWS)]) for m in marks]
    bad = [position for position, mark in enumerate(marks, start=1) if mark < len(BAD_ROWS)]
    if not bad:
        assert book.record_all(rows) >= 1
        return
    with pytest.raises(RecordsError) as caught:
        book.record_all(rows)

    assert bad == [problem.position for problem in caught.value.problems]
    assert len(rows) - len(bad) == len(caught.value.events)
    assert before == state_of(book)


@given(marks=st.lists(st.integers(0, len(BAD_ROWS) + len(GOOD_ROWS) - 1), max_size=12))
def test_good_events_can_be_recorded_alone(marks: list[int]) -> None:
    """The good events of a refused log can be recorded, and are all that is then recorded."""
    rows = [(BAD_ROWS[m][0] if m < len(BAD_ROWS) else GOOD_ROWS[m - len(BAD_ROWS)]) for m in marks]
    good = [GOOD_ROWS[mark - len(BAD_ROWS)] for mark in marks if mark >= len(BAD_ROWS)]
    book, other = opened(), opened()
    try:
        book.record_all(rows)
    except RecordsError as error:
        book.record_all(error.events)
    other.record_all(good)

    assert state_of(other) == state_of(book)


def test_conflict_inside_the_batch() -> None:
    """Of two rows with one id and two contents the second is named, and both are left out."""
    book = Book(SHOP)
    rows = [Purchase(on=DAY, id=1, party="ann"), Purchase(on=DAY, id=1, amount=5, party="ann")]
    with pytest.raises(RecordsError) as caught:
        book.record_all(rows)

    assert [(1, "id")] == [(p.position, p.field) for p in caught.value.problems]
    assert (rows[0],) == caught.value.events
    assert 0 == len(book)


@pytest.mark.parametrize("rows", [(date.min, LATE), (LATE, date.min)])
@pytest.mark.parametrize("line", [None, "books"])
def test_dates_too_far_apart_inside_the_batch(rows: tuple[date, date], line: str | None) -> None:
    """Of two dates too far apart the later row is named; two parties may have them."""
    book = Book(SHOP)
    first, second = rows
    far = Purchase(on=second, party="ann", line=line)
    with pytest.raises(RecordsError) as caught:
        book.record_all([Purchase(on=first, party="ann"), far, Purchase(on=second, party="bob")])

    assert [1] == [problem.position for problem in caught.value.problems]
    assert 2 == book.record_all(caught.value.events)


def test_longest_span_is_allowed() -> None:
    """Exactly as many periods as evidence holds can be recorded in one batch, and not one more."""
    stall = Business("stall", period_days=1)
    first, last = date.fromordinal(1000), date.fromordinal(1000 + 36_524)

    assert 2 == Book(stall).record_all([Purchase(on=day, party="ann") for day in (last, first)])
    with pytest.raises(RecordsError, match="row 1"):
        Book(stall).record_all(
            [Purchase(on=day, party="ann") for day in (last, date.fromordinal(999))]
        )


@pytest.mark.parametrize("known", [True, False])
def test_longest_span_is_counted_in_periods(*, known: bool) -> None:
    """Days that lie just near enough can lie in periods that do not: nothing is half recorded."""
    book = Book(Business("shop", period_days=10))
    early, late = date.fromordinal(19), date.fromordinal(19 + 36_524 * 10 + 5)
    rows = [Purchase(on=early, party="ann"), Purchase(on=late, party="ann")]
    if known:
        book.record_all(rows[:1])
    with pytest.raises(RecordsError) as caught:
        book.record_all([*rows, Purchase(on=early, party="bob")])

    assert [1] == [problem.position for problem in caught.value.problems]
    assert (["ann"] if known else []) == list(book)


def test_value_and_span_are_refused_together() -> None:
    """A row refused for its value does not spoil the dates of the rows after it."""
    book = Book(SHOP, scorecard=WEIGHED)
    rows = [
        Lesson(on=date.min, size="much", party="ann"),
        Lesson(on=LATE, size=1, party="ann"),
        Lesson(on=date(9999, 1, 1), size=1, party="ann"),
    ]
    with pytest.raises(RecordsError) as caught:
        book.record_all(rows)

    assert [0] == [problem.position for problem in caught.value.problems]
    assert 2 == book.record_all(caught.value.events)


@pytest.mark.parametrize("rows", ["purchase", {"event": "purchase"}, 5, None])
def test_no_collection_of_rows(rows: Any) -> None:
    """One row alone, or nothing like a log, is refused by name."""
    book = Book(SHOP)

    with pytest.raises(InvalidValueError, match="collection of rows"):
        book.record_all(rows)


# ------------------------------------------------------------------ what is recorded


@given(batch=st.lists(facts(party=parties()), max_size=8), plain=st.booleans())
def test_batch_is_its_rows_one_by_one(batch: list[Fact], *, plain: bool) -> None:
    """A log is what its rows are one after the other, repeats counted once (law C15)."""
    whole, single = Book(SHOP), Book(SHOP)
    new = 0
    kept = []
    for fact in batch:
        try:
            new += single.record(fact.party, fact)
        except RelkitError:
            continue
        kept.append(record_of(fact) if plain else fact)

    assert new == whole.record_all(iter(kept))
    assert state_of(single) == state_of(whole)


@given(ids=st.lists(odd_ids(), min_size=1, max_size=6), shuffled=st.randoms(use_true_random=False))
def test_parties_of_any_type_stay_apart(ids: list[Hashable], shuffled: Any) -> None:
    """Parties with ids of any hashable type, hostile text among them, are never mixed."""
    book = Book(SHOP)
    rows = [Purchase(on=DAY, party=party) for party in ids]
    shuffled.shuffle(rows)

    assert len(ids) == book.record_all(rows)
    assert set(ids) == set(book)
    for party in set(ids):
        assert ids.count(party) == len(book.events(party))
        assert party == book.assess(party, as_of=DAY).party


def test_empty_batch_is_nothing() -> None:
    """No rows are recorded as nothing at all."""
    book = Book(SHOP)

    assert 0 == book.record_all([])
    assert 0 == len(book)
