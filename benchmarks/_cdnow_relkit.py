"""A log of purchases with relkit: read the file, record every row, assess every party."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from relkit import Assessment, Book, Business, Purchase


def filled(path: Path, *, keep_events: bool = False) -> tuple[Book, date]:
    """Read a log into a book; also give its last day."""
    shop = Business("shop", industry="retail", keeps=("purchase",))
    book, end = Book(shop, keep_events=keep_events), date.min
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for _, party, on, cents in rows:
            day = date.fromisoformat(on)
            book.record(party, Purchase(on=day, amount=int(cents) if cents else None))
            end = max(end, day)
    return book, end


def answered(path: Path) -> dict[object, str]:
    """Assess every party of a log on its last day, and keep the answers."""
    book, end = filled(path)
    return {party: book.assess(party, as_of=end).label for party in book}


def explained(path: Path) -> dict[object, Assessment]:
    """Assess every party of a log on its last day, and keep all that explains the answers."""
    book, end = filled(path)
    return dict(book.assess_all(as_of=end))
