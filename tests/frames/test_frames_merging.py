"""Evidence of tables merges, and is the evidence that books and single relationships have."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from engines import MAKERS, columns_of, rows_in
from logs import log
from oracle import book_of, told

from relkit import Book, Business, Purchase, Scorecard
from relkit.errors import EvidenceMismatchError, FrameError, HistoryError, InvalidValueError
from relkit.events import Payment
from relkit.frames import assess, evidence, from_book, merge_evidence, to_book, to_evidence
from relkit.money import Money

AS_OF = date(2022, 6, 1)
FIRM = Business("firm", industry="law", currency="EUR")


def sorted_rows(table: Any) -> list[tuple[tuple[str, Any], ...]]:
    """The rows of a table in an order that does not depend on the engine."""
    return sorted(tuple(sorted(row.items())) for row in rows_in(table))


@pytest.mark.parametrize("engine", ["pandas", "polars", "polars-lazy", "pyarrow"])
def test_parts_of_a_table_merge_to_the_whole(engine: str) -> None:
    """The evidence of a table cut in two is the evidence of the table (laws E1, E2, E4, G2)."""
    rows = log(2, 25, statements=True)
    names = columns_of(rows)
    whole = evidence(MAKERS[engine](rows, names), business=FIRM)
    parts = [evidence(MAKERS[engine](rows[n::2], names), business=FIRM) for n in range(2)]
    merged = merge_evidence(*parts[::-1])

    for name in ("counters", "periods", "tallies"):
        assert sorted_rows(getattr(whole, name)) == sorted_rows(getattr(merged, name))
    assert sorted_rows(assess(whole, as_of=AS_OF)) == sorted_rows(assess(merged, as_of=AS_OF))


def test_statements_on_one_side_survive_a_merge() -> None:
    """A table that can hold no statements merges with one that holds some."""
    said = {"event": "statement", "trait": "trust", "pro": 3, "con": 0, "by": "ann"}
    sold = MAKERS["polars"]([{"party": "a", "event": "purchase", "on": AS_OF}])
    told_of = MAKERS["polars"]([{"party": "a", "on": AS_OF, **said}])
    one, other = (evidence(table, business=FIRM) for table in (sold, told_of))

    for merged in (one + other, other + one):
        assert [3] == [row["stated_trust_pro"] for row in rows_in(merged.counters)]


def test_what_does_not_measure_the_same_does_not_merge() -> None:
    """Evidence of other traits, businesses, keys or engines is refused; so is none at all."""
    rows = [{"party": "a", "event": "purchase", "on": AS_OF, "line": "x"}]
    table = MAKERS["polars"](rows)
    one = evidence(table, business=FIRM)
    others = {
        "measures": evidence(table, business=FIRM, scorecard=Scorecard(traits=())),
        "businesses": evidence(table, business=Business("other")),
        "keys": evidence(table, business=FIRM, by_line=True),
        "engines": evidence(MAKERS["pyarrow"](rows), business=FIRM),
    }
    for name, other in others.items():
        with pytest.raises(EvidenceMismatchError, match=name):
            one + other
    with pytest.raises(InvalidValueError, match="one table or more"):
        merge_evidence()
    with pytest.raises(TypeError):
        one + 1  # type: ignore[operator]  # on purpose


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_evidence_of_a_table_is_the_evidence_of_a_book(engine: str) -> None:
    """Value for value, whatever the engine: first periods, bits, days, tallies, statements."""
    rows = log(6, 25, statements=True)
    book = book_of(rows, FIRM)
    found = to_evidence(evidence(MAKERS[engine](rows), business=FIRM))

    assert {party: book.evidence(party) for party in book} == found


@pytest.mark.parametrize("into", ["pandas", "polars", "pyarrow"])
def test_a_book_goes_into_tables_and_back(into: str) -> None:
    """A book's evidence as tables, and those as a book, keep every answer."""
    rows = [
        {**row, "line": [None, "x"][n % 2]} for n, row in enumerate(log(12, 15, statements=True))
    ]
    book = book_of(rows, FIRM)
    for by_line in (False, True):
        there = from_book(book, into=into, by_line=by_line)
        back = to_book(there, FIRM)

        assert {p: told(a) for p, a in book.assess_all(as_of=date(2026, 1, 1)).items()} == {
            p: told(a) for p, a in back.assess_all(as_of=date(2026, 1, 1)).items()
        }
        assert {p: by_line and book.lines(p) for p in book} == {
            p: by_line and back.lines(p) for p in back
        }
    with pytest.raises(HistoryError, match="up to"):
        back.assess("p0", as_of=date(2000, 1, 1))


def test_amounts_keep_their_currency_both_ways() -> None:
    """Amounts in the business's currency, in another, or in none are different keys."""
    rows = [
        {"party": "a", "event": "payment", "on": AS_OF, "amount": 5, "currency": code}
        for code in (None, "EUR", "USD", "USD")
    ]
    table = MAKERS["polars"](rows)
    book = Book(FIRM)
    for row in rows:
        amount = 5 if row["currency"] is None else Money.from_minor_units(5, row["currency"])
        book.record("a", Payment(on=AS_OF, amount=amount))
    plain = Business("firm")
    bare = Book(plain)
    bare.record("a", Payment(on=AS_OF, amount=5))

    assert {"a": book.evidence("a")} == to_evidence(evidence(table, business=FIRM))
    assert {"a": book.evidence("a")} == to_evidence(from_book(book, into="polars"))
    assert {"a": bare.evidence("a")} == to_evidence(from_book(bare, into="polars"))
    assert {"a": bare.evidence("a")} == to_evidence(
        evidence(table.drop("currency").head(1), business=plain)
    )


def test_many_businesses_give_a_book_each() -> None:
    """Evidence of several businesses is keyed by both, and goes into one book each."""
    other = Business("other", period_days=7)
    rows = [
        {"party": "a", "business": b, "event": "purchase", "on": AS_OF} for b in ("firm", "other")
    ]
    found = evidence(MAKERS["polars"](rows), business=[FIRM, other])

    assert {("firm", "a"), ("other", "a")} == set(to_evidence(found))
    assert 7 == to_book(found, other).evidence("a").period_days
    with pytest.raises(EvidenceMismatchError, match="'nobody'"):
        to_book(found, Business("nobody"))


def test_a_line_that_is_none_is_none_outside() -> None:
    """Keys with lines say None where there is none, as books do."""
    rows = [{"party": 1, "event": "purchase", "on": AS_OF, "line": line} for line in (None, "x")]
    found = evidence(MAKERS["polars"](rows), business=FIRM, by_line=True)

    assert {(1, None), (1, "x")} == set(to_evidence(found))


@pytest.mark.parametrize("party", [("a", 1), 7])
def test_ids_that_no_column_holds_are_refused(party: object) -> None:
    """Parties of several types, or of one that no column has, cannot become a table."""
    book = Book(FIRM)
    book.record("a", Purchase(on=AS_OF))
    book.record(party, Purchase(on=AS_OF))
    with pytest.raises(FrameError, match="do not fit into columns"):
        from_book(book, into="polars")
    with pytest.raises(InvalidValueError, match="takes a Book"):
        from_book(7, into="polars")  # type: ignore[arg-type]  # on purpose


def test_a_key_that_no_column_holds_is_refused() -> None:
    """Staff that is neither text nor number, and amounts beyond 64 bits, fit no column."""
    for event in (Purchase(on=AS_OF, served_by=("team", 1)), Payment(on=AS_OF, amount=10**30)):
        book = Book(FIRM)
        book.record("a", event)
        with pytest.raises(FrameError, match="key"):
            from_book(book, into="polars")


def test_a_book_that_keeps_events_takes_no_evidence() -> None:
    """Evidence holds no events, so that a book which keeps them refuses it."""
    with pytest.raises(HistoryError, match="keep_events=False"):
        Book(FIRM).absorb("a", Book(FIRM).evidence, until=None)  # type: ignore[arg-type]  # on purpose


def test_an_unknown_business_in_lazy_evidence() -> None:
    """Rows of no known business are bad; single evidence of them cannot be made."""
    rows = {"party": ["a"], "business": ["nobody"], "event": ["purchase"], "on": [AS_OF]}
    found = evidence(pl.DataFrame(rows).lazy(), business=[FIRM])

    assert [1] == [row["bad_rows"] for row in rows_in(found.counters)]
    with pytest.raises(FrameError, match="'nobody'"):
        to_evidence(found)
