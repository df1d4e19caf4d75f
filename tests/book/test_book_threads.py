"""Eight threads at once: one playbook, one book and its snapshots, and the answers of one."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from relkit.assessment import assess_evidence
from relkit.book import Book
from relkit.business import Business
from relkit.events import Agreement, Consultation, Delivery, Event, Message, Payment, Purchase
from relkit.measures import event, flag, periods
from relkit.playbook import Playbook, default_playbook
from relkit.relationships import Client, Customer
from relkit.scorecard import Scorecard
from relkit.strategies import ClientService, Context, strategy
from relkit.traits import STANDARD_TRAITS, Trait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THREADS = 8
ROUNDS = 4
PARTIES = 24
BEGIN = date(2024, 1, 8)
TODAY = date(2025, 3, 1)
KEPT = ["purchase", "consultation", "delivery", "message", "agreement", "payment"]
CONTEXT = Context(today=TODAY)


@pytest.fixture(autouse=True)
def quick_turns() -> Iterator[None]:
    """Let threads take turns as often as they can, so that they meet in the middle of things."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def log_of(number: int) -> Iterator[Event]:
    """What happened with one party: the earlier ones buy, the later ones are advised."""
    for step in range(3 + number % 7):
        on = BEGIN + timedelta(days=31 * step + number)
        yield Purchase(on=on, amount=900 + number * step, served_by=f"s{step % 2}", discount=0.1)
        if number >= PARTIES // 2:
            yield Consultation(on=on, minutes=60, served_by="harper")
            yield Delivery(on=on, tailored=True, co_produced=number % 2 == 0)
            yield Message(on=on, direction="outbound", about="advice", initiated=True)
            yield Payment(on=on, amount=150_000, model="retainer")
    if number % 3 == 0:
        yield Agreement(on=BEGIN, form="retainer", negotiated=True)


def fresh(turn: int) -> tuple[Book, Playbook]:
    """A book and a playbook for which nothing is compiled or remembered yet."""
    seen = flag(f"seen {turn}", event("purchase", "consultation"))
    traits = (*STANDARD_TRAITS, Trait(f"seen {turn}", periods(seen), 0, kappa=1, weight=turn))
    book = Book(
        Business("firm", keeps=KEPT), scorecard=Scorecard((Customer, Client), traits=traits)
    )
    for number in range(PARTIES):
        for fact in log_of(number):
            book.record(number, fact)
    return book, Playbook(default_playbook().entries).on(Client, service=unchecked()())


def unchecked() -> type[ClientService]:
    """Declare a strategy that was never made before, so that its class is still to be checked."""

    @strategy
    class Visits(ClientService):
        """A service with a hook of its own kind."""

    return Visits


def at_once(work: Callable[[], object]) -> list[object]:
    """Let every thread begin the same work in the same moment, and give all they made."""
    begin = Barrier(THREADS)

    def begun() -> object:
        begin.wait(timeout=60)
        return work()

    with ThreadPoolExecutor(THREADS) as pool:
        return [done.result() for done in [pool.submit(begun) for _ in range(THREADS)]]


def everything(book: Book, playbook: Playbook) -> list[object]:
    """Assess, explain and treat everybody."""
    answers = book.assess_all(as_of=TODAY).values()
    return [
        (answer, answer.explain(), repr(playbook.treat(answer.relationship, CONTEXT)))
        for answer in answers
    ]


@pytest.mark.parametrize("turn", range(1, ROUNDS + 1))
def test_threads_share_a_book_and_a_playbook(turn: int) -> None:
    """Eight threads that assess, explain and treat everybody at once get what one gets alone."""
    shared = fresh(turn)
    made = at_once(lambda: everything(*shared))
    alone = everything(*fresh(turn))

    assert [alone] * THREADS == made
    assert {"client", "customer"} <= {answer.label for answer, _, _ in alone}


def test_threads_share_snapshots() -> None:
    """Snapshots taken before are assessed by eight threads while a ninth goes on recording."""
    book, playbook = fresh(ROUNDS + 1)
    snapshots = [book.evidence(party) for party in book]
    options = {"business": book.business, "as_of": TODAY, "scorecard": book.scorecard}

    def treated() -> object:
        answers = [assess_evidence(snapshot, **options) for snapshot in snapshots]
        return [(each, repr(playbook.treat(each.relationship, CONTEXT))) for each in answers]

    alone = treated()
    with ThreadPoolExecutor(1) as writer:
        more = [fact for number in range(PARTIES) for fact in log_of(number)] * 4
        written = writer.submit(lambda: [book.record(0, fact) for fact in more])
        made = at_once(treated)
        written.result()

    assert [alone] * THREADS == made
    assert snapshots[0] != book.evidence(0)
    assert len(more) < len(book.events(0))
