"""How much memory a book takes: bounded by parties and periods, never by records (law E9)."""

from __future__ import annotations

import gc
import random
import tracemalloc
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from relkit.book import Book
from relkit.business import Business
from relkit.events import Consultation, Delivery, Message, Payment, Purchase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relkit.events import Event

PARTIES = 3000
SHOP = Business("discs", industry="ecommerce", currency="USD")
# How many of a thousand buyers buy how often: half of them once, a few very often, three
# times on average, as in the log of a shop for compact discs.
HOW_OFTEN = {1: 505, 2: 173, 3: 94, 4: 61, 5: 42, 6: 27, 7: 20, 9: 38, 13: 25, 20: 11, 40: 4}


@pytest.fixture
def grown() -> Iterator[Callable[[], int]]:
    """Give a function that tells by how many bytes memory grew since the test began."""
    gc.collect()
    tracemalloc.start()
    begun = tracemalloc.get_traced_memory()[0]

    def measure() -> int:
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - begun

    yield measure
    tracemalloc.stop()


def shop_log() -> Iterator[tuple[int, Payment]]:
    """Eighteen months of payments: every party begins in the first quarter."""
    rng = random.Random(1997)  # noqa: S311 - made-up data, nothing secret
    begin = date(1997, 1, 1)
    counts = rng.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()), k=PARTIES)
    for party, count in enumerate(counts):
        first = rng.randrange(90)
        days = [first, *(rng.randrange(first, 545) for _ in range(count - 1))]
        for day in days:
            cents = rng.choice([1177, 1200, 1499, 2998, rng.randrange(500, 20_000)])
            yield party, Payment(on=begin + timedelta(days=day), amount=cents)


def warmed(*, keep_events: bool) -> Book:
    """A book whose recorder is compiled, so that only parties are measured."""
    Book(SHOP).record("warm", Payment(on=date(1997, 1, 1), amount=1))
    return Book(SHOP, keep_events=keep_events)


def test_a_party_takes_at_most_a_kilobyte(grown: Callable[[], int]) -> None:
    """Without kept events a shop's log takes at most 1 KiB for each party."""
    book = warmed(keep_events=False)
    records = 0
    for party, payment in shop_log():
        book.record(party, payment)
        records += 1

    assert grown() <= 1024 * PARTIES
    assert PARTIES == len(book)
    assert records > 2.8 * PARTIES


def test_records_do_not_grow_a_party(grown: Callable[[], int]) -> None:
    """Two hundred thousand records of one day take no more memory than a few."""
    book = warmed(keep_events=False)
    bought = Purchase(on=date(2025, 1, 7), amount=900, served_by="mia")
    for _ in range(1000):
        book.record("ann", bought)
    after_few = grown()
    for _ in range(199_000):
        book.record("ann", bought)

    assert grown() - after_few < 256
    assert {"mia": 200_000} == book.evidence("ann")["staff"]


def mixed_log(size: int) -> Iterator[Event]:
    """Events of five types over the same three years, people and amounts, however many."""
    rng = random.Random(36)  # noqa: S311 - made-up data, nothing secret
    for _ in range(size // 5):
        on = date(2022, 1, 3) + timedelta(days=rng.randrange(1080))
        person = rng.choice(["harper", "ito", "lee"])
        yield Purchase(on=on, amount=900 + rng.randrange(9), served_by=person, discount=0.1)
        yield Consultation(on=on, minutes=60, served_by=person)
        yield Delivery(on=on, tailored=rng.random() < 0.5, served_by=person)
        yield Message(on=on, direction="inbound", about="input")
        yield Payment(on=on, amount=1500 + rng.randrange(9), model="hourly", on_time=True)


def test_memory_follows_periods_and_not_events(grown: Callable[[], int]) -> None:
    """Fifty thousand events over three years take as much memory as five thousand did."""
    book = warmed(keep_events=False)
    for event in mixed_log(5000):
        book.record("ann", event)
    after_few = grown()
    for event in mixed_log(45_000):
        book.record("ann", event)

    assert grown() - after_few < 512
    assert 30_000 == sum(book.evidence("ann")["staff"].values())
    assert 36 <= len(book.evidence("ann")["engaged"]) <= 37
