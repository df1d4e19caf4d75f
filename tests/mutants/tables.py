"""Wrong ways to assess the rows of a table, by the name of the law that each breaks.

The right one is not a data frame but the object path, which is quicker; that data frames do
the same is tested in tests/frames.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from relkit.book import Book
from relkit.business import Business

Rows = Sequence[dict[str, Any]]
ASKED: list[object] = []


def right(rows: Rows, *, business: Business, as_of: date) -> list[dict[str, Any]]:
    """Assess each party of some rows."""
    book = Book(business)
    book.record_all([_record(row) for row in rows])
    return [_row(party, found) for party, found in book.assess_all(as_of=as_of).items()]


def _record(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _row(party: object, found: Any) -> dict[str, Any]:
    scores = {f"score_{kind.tag}": score for kind, score in found.scores.items()}
    return {
        "party": party,
        "label": found.label,
        "stage": found.stage.value,
        "reason": None if found.reason is None else found.reason.value,
        "leader": found.leader.label,
        "lead": found.lead,
        **scores,
    }


def generous(rows: Rows, *, business: Business, as_of: date) -> list[dict[str, Any]]:
    """Give everybody a point."""
    found = right(rows, business=business, as_of=as_of)
    return [{**row, "lead": row["lead"] + 1} for row in found]


def repeating(rows: Rows, *, business: Business, as_of: date) -> list[dict[str, Any]]:
    """Give every answer twice."""
    return right(rows, business=business, as_of=as_of) * 2


def sequential(rows: Rows, *, business: Business, as_of: date) -> list[dict[str, Any]]:
    """Add which row of each party came first."""
    first = {row["party"]: (row["event"], row["on"]) for row in reversed(rows)}
    found = right(rows, business=business, as_of=as_of)
    return [{**row, "began": first[row["party"]]} for row in found]


def zeroing(rows: Rows, *, business: Business, as_of: date) -> list[dict[str, Any]]:
    """Take minutes that nobody wrote down for none."""
    found = right(rows, business=business, as_of=as_of)
    has_minutes = any("minutes" in row and row["minutes"] is None for row in rows)
    return [{**row, "minutes": 0} for row in found] if has_minutes else found


def comparing(rows: Rows, *, business: Business, as_of: date) -> list[dict[str, Any]]:
    """Say how many others there are."""
    found = right(rows, business=business, as_of=as_of)
    return [{**row, "others": len(found) - 1} for row in found]


def moody(rows: Rows, *, business: Business, as_of: date) -> list[dict[str, Any]]:
    """Add a word when asked the same for the third time in a row."""
    question = (list(rows), business, as_of)
    if ASKED[-1:] != [question]:
        ASKED.clear()
    ASKED.append(question)
    found = right(rows, business=business, as_of=as_of)
    return [{**row, "mood": "bad"} for row in found] if len(ASKED) % 3 == 0 else found


MUTANTS: dict[str, Callable[..., Any]] = {
    "equal row by row": generous,
    "one row for each": repeating,
    "order of rows": sequential,
    "absent is not zero": zeroing,
    "other parties never count": comparing,
    "the same again": moody,
}
