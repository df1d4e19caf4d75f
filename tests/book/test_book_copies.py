"""Copies of a book: pickled, copied and deep-copied books answer alike and go their own ways."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relkit.assessment import Ruling
from relkit.book import Book
from relkit.business import Business
from relkit.events import Agreement, Consultation, Purchase, Statement
from relkit.relationships import Client
from strategies.books import BUSINESSES, facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from strategies.books import Fact

DAY = date(2025, 1, 7)
COPIES: list[Callable[[Book], Book]] = [
    copy.copy,
    copy.deepcopy,
    lambda book: pickle.loads(pickle.dumps(book)),
]


def filled(*, keep_events: bool) -> Book:
    """Give a book with everything in it that a book can hold."""
    book = Book(Business("harper-law", industry="law"), keep_events=keep_events)
    book.record("acme", Agreement(on=DAY, form="retainer", id="a1"))
    book.record("acme", Consultation(on=DAY, served_by="harper"), line="advice")
    book.record("bolt", Purchase(on=DAY, amount=4_900))
    book.record("bolt", Statement("trust", 2, 0, by="harper", on=DAY))
    book.rule("bolt", Ruling(Client, by="harper", on=DAY, reason="signed"))
    return book


@pytest.mark.parametrize("keep_events", [True, False])
@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_answers_alike_and_goes_its_own_way(
    copied: Callable[[Book], Book], *, keep_events: bool
) -> None:
    """What is recorded in a copy is not in the original, and a repeat is known in both."""
    book = filled(keep_events=keep_events)
    other = copied(book)
    before = book.assess_all(as_of=DAY)

    assert before == other.assess_all(as_of=DAY)
    assert book.rulings("bolt") == other.rulings("bolt")
    assert other.record("acme", Agreement(on=DAY, form="retainer", id="a1")) is False
    assert other.record("acme", Consultation(on=DAY, served_by="harper")) is True
    assert before == book.assess_all(as_of=DAY)
    assert before != other.assess_all(as_of=DAY)


@given(business=st.sampled_from(BUSINESSES), found=st.lists(facts(event_id=st.none()), max_size=8))
def test_a_pickled_book_is_the_same_book(business: Business, found: list[Fact]) -> None:
    """Evidence, events and ids come back, whatever was recorded."""
    book = Book(business)
    for fact in found:
        book.record("acme", fact)
    again = pickle.loads(pickle.dumps(book))

    assert [book.evidence(party) for party in book] == [again.evidence(party) for party in again]
    assert [book.events(party) for party in book] == [again.events(party) for party in again]


def test_a_book_is_shown_by_its_business_and_size() -> None:
    """Even where the id of the business is odd."""
    book = filled(keep_events=True)

    assert "<Book of 'harper-law': 2 parties>" == repr(book)
    assert r"<Book of 'a\x1bb': 0 parties>" == repr(Book(Business("a\x1bb")))
    book.remove("acme")
    assert "<Book of 'harper-law': 1 party>" == repr(book)
