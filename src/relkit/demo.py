"""The main job on real data: three books assessed, one relationship explained and treated.

``python -m relkit demo`` prints it. Two logs are samples of public data, the practice is
invented; ``samples/NOTICE.md`` names their sources.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from relkit import __version__
from relkit.book import Book
from relkit.business import Business
from relkit.display import wrapped
from relkit.events import STANDARD_EVENT_TYPES, Payment
from relkit.playbook import default_playbook
from relkit.strategies import Context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relkit.assessment import Assessment

__all__ = ["demo_lines"]

_LABELS = ("customer", "client", "undetermined")
_PARTY = "Lee"
_TODAY = date(2024, 3, 30)


def demo_lines() -> Iterator[str]:
    """Give the demo's lines, each of at most 80 columns.

    >>> print(next(demo_lines()))  # doctest: +ELLIPSIS
    relkit ...: customers and clients, told from what happened
    """
    practice = _practice()
    assessment = practice.assess(_PARTY, as_of=_TODAY)
    yield f"relkit {__version__}: customers and clients, told from what happened"
    yield from _counts(practice)
    yield ""
    yield from assessment.explain(show_party=True).splitlines()
    yield from wrapped(f"Smallest change: {assessment.fewest_changes() or 'none'}", 80)
    yield ""
    context = Context(today=_TODAY, consent=["email"])
    for plan in default_playbook().treat(assessment.relationship, context):
        yield from str(plan).partition("\n  Because:")[0].splitlines()


def _counts(practice: Book) -> Iterator[str]:
    """Give how many of each answer there are in each book."""
    yield f"{'':<32}{'parties':>9}{'customer':>11}{'client':>9}{'undetermined':>15}"
    shop, end = _log("giftware", industry="ecommerce")
    yield _row("Giftware shop, invoices only", _answers(shop, end))
    firms, end = _log("lobbying", industry=None)
    yield _row("Lobbying firms, payments only", _answers(firms, end))
    yield _row("A law practice, full records", _answers([practice], _TODAY))


def _row(name: str, answers: Counter[str]) -> str:
    customers, clients, undetermined = (answers[label] for label in _LABELS)
    return f"{name:<32}{answers.total():>9}{customers:>11}{clients:>9}{undetermined:>15}"


def _answers(books: Iterable[Book], as_of: date) -> Counter[str]:
    return Counter(one.label for book in books for one in _assessed(book, as_of))


def _assessed(book: Book, as_of: date) -> Iterable[Assessment]:
    return book.assess_all(as_of=as_of).values()


def _log(name: str, *, industry: str | None) -> tuple[list[Book], date]:
    """Read a log of payments: one book for each business in it, and the log's last day."""
    books: dict[str, Book] = {}
    end = date.min
    for row in csv.DictReader(_text(f"{name}.csv").splitlines()):
        on = date.fromisoformat(row["on"])
        end = max(end, on)
        business = row["business"]
        if business not in books:
            books[business] = Book(Business(business, industry=industry, keeps=["payment"]))
        amount = int(row["cents"]) if row["cents"] else None
        books[business].record(row["party"], Payment(on=on, amount=amount))
    return list(books.values()), end


def _practice() -> Book:
    """Read the practice's records; it keeps every sort of them."""
    keeps = [kind.tag for kind in STANDARD_EVENT_TYPES]
    book = Book(Business("harper-law", industry="law", currency="EUR", keeps=keeps))
    book.record_all(json.loads(line) for line in _text("practice.jsonl").splitlines())
    return book


def _text(name: str) -> str:
    return files("relkit").joinpath("samples", name).read_text("utf-8")
