"""Events with an id whose values have no text: kept whole, or refused whole."""

from __future__ import annotations

from datetime import date

import pytest
from typing_extensions import override

from relkit.book import Book
from relkit.business import Business
from relkit.errors import InvalidEventError, RecordsError
from relkit.events import Purchase

DAY = date(2025, 1, 7)
SHOP = Business("shop")


class Wordless:
    """A value that cannot be turned into text."""

    @override
    def __repr__(self) -> str:
        """Refuse."""
        msg = "no words"
        raise OSError(msg)


@pytest.mark.parametrize("person", [Wordless(), 10**5000], ids=["object", "number"])
def test_an_event_without_a_text_is_refused_whole(person: object) -> None:
    """Where only digests are kept, what has no text is refused, and nothing of it is counted."""
    book = Book(SHOP, keep_events=False)
    book.record("ann", Purchase(on=DAY, id=1))
    before = book.evidence("ann")
    bad = Purchase(on=DAY, id=2, served_by=person, party="ann")

    with pytest.raises(InvalidEventError, match="id 2 holds a value without a text"):
        book.record("ann", bad)
    with pytest.raises(RecordsError) as caught:
        book.record_all([bad, Purchase(on=DAY, id=3, party="ann")])
    assert [(0, "id")] == [(problem.position, problem.field) for problem in caught.value.problems]
    with pytest.raises(InvalidEventError, match="id 1 holds"):
        book.record("ann", Purchase(on=DAY, id=1, served_by=person))
    assert before == book.evidence("ann")
    assert book.record("ann", Purchase(on=DAY, id=2))


@pytest.mark.parametrize("person", [Wordless(), 10**5000], ids=["object", "number"])
def test_an_event_without_a_text_can_be_kept(person: object) -> None:
    """Where events are kept a value without a text is as good as any, and so is a repeat."""
    book = Book(SHOP)
    bought = Purchase(on=DAY, id=1, served_by=person)

    assert [True, False] == [book.record("ann", bought) for _ in range(2)]
    assert {person: 1} == book.evidence("ann")["staff"]
    assert book.record("ann", Purchase(on=DAY, served_by=person))
