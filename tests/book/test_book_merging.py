"""Merging books: everything of both counts once, or nothing is merged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive_book import record_of
from relkit.assessment import Ruling
from relkit.book import Book
from relkit.business import Business
from relkit.errors import (
    DuplicateEventError,
    EvidenceMismatchError,
    HistoryError,
    InvalidValueError,
    RelkitError,
    SpanError,
)
from relkit.events import Purchase, Statement
from relkit.relationships import Client, Customer
from relkit.scorecard import Scorecard
from strategies.books import facts, parties

if TYPE_CHECKING:
    from collections.abc import Hashable

    from strategies.books import Fact

DAY = date(2025, 1, 7)
LATE = date(9999, 12, 31)
SHOP = Business("shop", industry="retail")


def merged_into(book: Book) -> list[tuple[Any, type[RelkitError], str]]:
    """What cannot be merged into a shop's book, with the error and a word of its message."""
    elsewhere = Book(Business("other"))
    other_card = Book(SHOP, scorecard=Scorecard((Client, Customer)))
    sparing = Book(SHOP, keep_events=False)
    return [
        (book, InvalidValueError, "another Book"),
        ("book", InvalidValueError, "another Book"),
        (elsewhere, EvidenceMismatchError, "one business"),
        (other_card, EvidenceMismatchError, "one scorecard"),
        (sparing, EvidenceMismatchError, "keeping alike"),
    ]


def test_only_like_books_merge() -> None:
    """A book merges another one of the same business, scorecard and way of keeping."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))
    for other, error, message in merged_into(book):
        with pytest.raises(error, match=message):
            book.merge(other)

    assert 1 == len(book.events("ann"))


@pytest.mark.parametrize("keep_events", [True, False])
@pytest.mark.parametrize("line", [None, "books"])
def test_merge_refuses_dates_too_far_apart(line: str | None, *, keep_events: bool) -> None:
    """Two books whose dates evidence cannot span together stay as they were."""
    one, other = (Book(SHOP, keep_events=keep_events) for _ in range(2))
    one.record("ann", Purchase(on=date.min))
    other.record("bob", Purchase(on=date.min))
    other.record("ann", Purchase(on=LATE), line=line)
    before = one.evidence("ann")

    with pytest.raises(SpanError, match="periods"):
        one.merge(other)

    assert before == one.evidence("ann")
    assert ("ann",) == one.parties


@pytest.mark.parametrize("keep_events", [True, False])
def test_merge_of_the_longest_span(*, keep_events: bool) -> None:
    """Two books whose dates are just near enough merge, and not with one day more."""
    stall = Business("stall", period_days=1)
    one, other, further = (Book(stall, keep_events=keep_events) for _ in range(3))
    one.record("ann", Purchase(on=date.fromordinal(1000)))
    for day in (20_000, 1000 + 36_524):
        other.record("ann", Purchase(on=date.fromordinal(day)))
    further.record("ann", Purchase(on=date.fromordinal(999)))
    one.merge(other)

    assert (1000, 20_000, 1000 + 36_524) == one.evidence("ann")["engaged"]
    with pytest.raises(SpanError, match="periods"):
        one.merge(further)


@pytest.mark.parametrize(("mine", "theirs"), [(0, 30), (30, 0)])
def test_merged_evidence_is_of_the_later_day(mine: int, theirs: int) -> None:
    """Without kept events the merged book answers from the later of both last days on."""
    one, other = (Book(SHOP, keep_events=False) for _ in range(2))
    for book, days in ((one, mine), (other, theirs)):
        book.record("ann", Purchase(on=DAY + timedelta(days=days)))
    one.merge(other)

    with pytest.raises(HistoryError, match="up to 2025-02-06"):
        one.assess("ann", as_of=DAY + timedelta(days=29))
    assert 2 == one.assess("ann", as_of=DAY + timedelta(days=30)).profile["regularity"].support


def test_merge_drops_repeats() -> None:
    """An event that both books kept counts once; the others of both count."""
    one, other = Book(SHOP), Book(SHOP)
    shared = Purchase(on=DAY, id=1)
    one.record("ann", shared)
    other.record("ann", {"event": "purchase", "on": DAY, "id": 1, "party": "ann"})
    other.record("ann", Purchase(on=DAY, id=2))
    other.record("ann", Purchase(on=DAY))
    one.merge(other)

    assert [1, 2, None] == [event.event_id for event in one.events("ann")]
    assert not one.record("ann", Purchase(on=DAY, id=2))


@pytest.mark.parametrize(
    ("keep_events", "amount", "message"),
    [
        (True, 7, "recorded before with other content"),
        (False, 7, "recorded before with other content"),
        (False, None, "Both books have counted the event id 1"),
    ],
)
def test_merge_refuses_ids_in_conflict(
    amount: int | None, message: str, *, keep_events: bool
) -> None:
    """One id with two contents, or one that was counted twice, leaves both books as they were."""
    one, other = (Book(SHOP, keep_events=keep_events) for _ in range(2))
    one.record("ann", Purchase(on=DAY, id=1))
    other.record("bob", Purchase(on=DAY))
    other.record("ann", Purchase(on=DAY, id=1, amount=amount))
    before = one.evidence("ann")

    with pytest.raises(DuplicateEventError, match=message):
        one.merge(other)

    assert before == one.evidence("ann")
    assert ("ann",) == one.parties


def test_merge_of_prospects_spans_nothing() -> None:
    """A party of whom neither book recorded a period merges as it is."""
    one, other = Book(SHOP), Book(SHOP)
    for book in (one, other):
        book.add("ann")
    one.record("ann", Statement("trust", 1, 0, by="mia", on=date.min))
    one.merge(other)

    assert {"trust": (1, 0)} == one.evidence("ann").stated


def test_merge_keeps_rulings_of_both() -> None:
    """Rulings of both books stay, each once."""
    one, other = Book(SHOP), Book(SHOP)
    shared = Ruling(Client, by="mia", on=DAY, reason="shared")
    own = Ruling(Customer, by="mia", on=date(2025, 1, 8), reason="own")
    for book in (one, other):
        book.record("ann", Purchase(on=DAY), line="books")
        book.rule("ann", shared)
    other.rule("ann", own)
    other.rule("ann", own, line="books")
    one.merge(other)

    assert (shared, own) == one.rulings("ann")
    assert (own,) == one.rulings("ann", line="books")


@given(batch=st.lists(st.tuples(parties(), facts()), max_size=8), cut=st.integers(0, 8))
def test_merge_is_recording_both_logs(batch: list[tuple[Hashable, Fact]], cut: int) -> None:
    """Books of two parts of a log merge to the book of the whole log (laws E1, E6)."""
    whole, one, other = (Book(SHOP, keep_events=False) for _ in range(3))
    for place, (party, fact) in enumerate(batch):
        plain = type(fact)(**record_without_id(fact))
        whole.record(party, plain)
        (one if place < cut else other).record(party, plain)
    one.merge(other)

    assert set(whole) == set(one)
    for party in whole:
        assert whole.evidence(party) == one.evidence(party)
        assert set(whole.lines(party)) == set(one.lines(party))


def record_without_id(fact: Fact) -> dict[str, Any]:
    """The arguments that make a fact again, without its id."""
    return {k: v for k, v in record_of(fact).items() if k not in ("event", "id")}
