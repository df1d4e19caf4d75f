"""Hostile ids and texts wherever text is shown: no terminal obeys them, no browser runs them."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from relkit import Book, Business, Client, Context, Ruling, default_playbook
from relkit.display import to_html, to_svg
from relkit.errors import RelkitError
from relkit.events import Consultation, Purchase
from relkit.playbook import Playbook
from relkit.relationships import Customer
from relkit.scorecard import Scorecard
from relkit.strategies import CustomerService
from relkit.traits import STANDARD_TRAITS, Trait
from strategies.books import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = date(2025, 1, 7)
TEXTS = [
    *(text for text in HOSTILE if text.strip()),
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><![CDATA[",
    "&amp;<!--",
    "\x9b31m",
    "\u2066isolated\u2069",
    "a\x85b\u2028c",
    "${jndi:ldap://x}",
    "'; DROP TABLE parties; --",
]


def book_of(text: str) -> Book:
    """A book in which everything that can be named is named so."""
    named = Trait("named", 0, 0, kappa=1, weight=5, label=text, poles=(text, text))
    card = Scorecard((Customer, Client), traits=(*STANDARD_TRAITS, named))
    book = Book(Business(text, industry=text, keeps=["purchase"]), scorecard=card)
    for step in range(8):
        on = DAY + timedelta(days=30 * step)
        book.record(text, Purchase(on=on, channel=text, served_by=text, id=(text, step)), line=text)
        book.record(text, Consultation(on=on, topic=text, served_by=text))
    book.rule(text, Ruling(Client, by=text, on=on, reason=text))
    return book


def shown_texts(text: str) -> Iterator[str]:
    """Everything that is said of the book in plain text."""
    book = book_of(text)
    yield repr(book)
    for line in (None, text):
        answer = book.assess(text, as_of=date(2025, 9, 1), line=line)
        treatment = default_playbook().treat(answer.relationship, Context(today=answer.as_of))
        before = book.assess(text, as_of=DAY, line=line)
        history = book.history(text, line=line)
        yield from (str(answer), answer.explain(), str(answer.profile), str(answer.diff(before)))
        yield from (str(treatment), str(history), str(answer.fewest_changes()))
        yield from map(str, history)


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_terminal_obeys_a_name(text: str) -> None:
    """Whatever the names, what is shown has no control, no direction mark and no half character."""
    for shown in shown_texts(text):
        assert all(line.isprintable() for line in shown.split("\n")), ascii(shown)


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_browser_runs_a_name(text: str) -> None:
    """Whatever the names, pictures are well-formed, and hold no element of a name's making."""
    book = book_of(text)
    answer = book.assess(text, as_of=date(2025, 9, 1))
    payment = default_playbook().treat(answer.relationship, Context(today=answer.as_of)).payment
    for value in (answer, answer.profile, book.history(text), payment):
        svg, html = to_svg(value), to_html(value)
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}  # noqa: S314 - our own

        assert not tags & {"script", "img", "foreignObject", "a", "image", "use"}
        for page in (svg, html):
            assert "<script" not in page.lower()
            assert "<img" not in page.lower()
            assert page.encode("utf-8").decode("utf-8") == page


def refused(text: str) -> list[Callable[[], object]]:
    """Ask for what is not there, or cannot be, by a hostile name."""
    book = book_of("known")
    return [
        lambda: book.assess(text, as_of=DAY),
        lambda: book.lines(text),
        lambda: book.evidence("known", line=f"{text}!"),
        lambda: book.record("known", {"event": text, "on": text, text: text}),
        lambda: book.record("known", Purchase(on=DAY, party=text)),
        lambda: book.record("known", Purchase(on=DAY, id=("known", 0), channel=text)),
        lambda: book.evidence("known")[text],
        lambda: default_playbook().plan(text, Client(party=text, business="b"), Context(today=DAY)),
        lambda: Business("shop", time_zone=text),
        lambda: Business("shop", currency=text),
        lambda: Purchase(on=text),
        lambda: Ruling(Client, by=text, on=DAY, reason=" "),
        lambda: Scorecard((Customer, Client), bases={text: 1}),
    ]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_message_repeats_a_name_as_it_is(text: str) -> None:
    """Whatever is refused, the message is plain and short, however hostile what it names."""
    for ask in refused(text):
        with pytest.raises(RelkitError) as caught:
            ask()
        said = str(caught.value)

        assert all(line.isprintable() for line in said.split("\n")), ascii(said)
        assert all(len(line) < 1500 for line in said.split("\n"))


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_decision_table_holds_a_name_as_it_is(text: str) -> None:
    """Whatever a strategy is called, its decision table comes back from CSV as it was."""
    named = {text: CustomerService()}
    playbook = Playbook([(Customer, "service", CustomerService())])
    written = playbook.to_table(strategies=named).to_csv()

    assert playbook == Playbook.from_table(written, strategies=named)
    assert 2 == len(list(csv.reader(io.StringIO(written, newline=""))))
