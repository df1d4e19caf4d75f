"""Strategies for books: parties, lines, facts and rulings, and the turns in their history."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from relkit.assessment import Ruling
from relkit.book import Book, History, Turn
from relkit.business import Business
from relkit.events import Event, Purchase
from relkit.testing._strategies.assessments import rulings
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.dealings import START, dealings, keepers
from relkit.testing._strategies.events import changed

__all__ = ["books", "histories", "turns"]

_PARTIES: Final[tuple[Hashable, ...]] = ("acme", 7, ("branch", 3), START)
_LINES: Final = (None, "advice", "books")


@cache
def books(
    business: Business | None = None, *, max_size: int = 8, keep_events: bool = True
) -> st.SearchStrategy[Book]:
    """Books of up to four parties, some in lines of business, some ruled; each draw is a new one.

    Args:
        business: whose; by default any business's.
        max_size: the most events in a book.
        keep_events: whether it keeps its events.

    >>> from hypothesis import given
    >>> @given(books(max_size=3))
    ... def test_parties_are_known(book):
    ...     assert all(party in book for party in book)
    >>> test_parties_are_known()
    """

    def filled(
        of: Business, facts: Sequence[tuple[Any, Any, Event]], ruled: Sequence[tuple[Any, Ruling]]
    ) -> Book:
        book = Book(of, keep_events=keep_events)
        for party, line, event in facts:
            book.record(party, changed(event, party=None, line=line))
        for party, ruling in ruled:
            book.add(party)
            book.rule(party, ruling)
        return book

    parties = st.sampled_from(_PARTIES)
    facts = st.tuples(parties, st.sampled_from(_LINES), dealings())
    return st.builds(
        filled,
        keepers() if business is None else one_of_these([business]),
        st.lists(facts, max_size=max_size),
        st.lists(st.tuples(parties, rulings()), max_size=2),
    )


@cache
def histories() -> st.SearchStrategy[History]:
    """Histories of relationships of up to five events, which have at least one turn.

    >>> from hypothesis import given
    >>> @given(histories())
    ... def test_turns_come_in_order(history):
    ...     assert list(history) == sorted(history, key=lambda turn: turn.on)
    >>> test_turns_come_in_order()
    """

    def lived(of: Business, log: Sequence[Event]) -> History:
        book = Book(of)
        book.record("acme", Purchase(on=START))
        for event in log:
            book.record("acme", changed(event, party=None))
        return book.history("acme")

    return st.builds(lived, keepers(), st.lists(dealings(), max_size=4))


@cache
def turns() -> st.SearchStrategy[Turn]:
    """Turns in the history of a relationship: its first one is the day of its first event.

    >>> from hypothesis import given
    >>> @given(turns())
    ... def test_something_changed(turn):
    ...     assert not turn.difference.is_empty
    >>> test_something_changed()
    """
    return histories().flatmap(one_of_these)
