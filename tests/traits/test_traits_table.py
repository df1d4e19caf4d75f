"""The standard traits as declared: their numbers, and one log counted by hand for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from relkit.assessment import assess
from relkit.business import Business
from relkit.events import (
    Agreement,
    Consultation,
    Delivery,
    Event,
    Feedback,
    Message,
    Payment,
    Purchase,
    Referral,
    Statement,
)
from relkit.relationships import Client
from relkit.traits import STANDARD_TRAITS, STANDARD_WEIGHTS

KEEPS = [
    *("purchase", "consultation", "delivery", "message", "agreement", "payment", "feedback"),
    "purchase.discount",
]
FIRM = Business("firm", industry="law", keeps=KEEPS)
BEGIN = date.fromordinal(30 * 24_600)  # the first day of a period

NUMBERS = {  # kappa and weight
    "tenure": (180, 500),
    "regularity": (2, 700),
    "expertise": (1, 1500),
    "personalization": (1, 1500),
    "involvement": (1, 1500),
    "dialogue": (2, 1200),
    "proactivity": (2, 600),
    "staff continuity": (3, 900),
    "commitment": (5, 900),
    "payment form": (5, 600),
    "fixed fee": (1, 2000),
    "trust": (2, 1500),
    "loyalty": (2, 600),
    "value over price": (2, 100),
    "setting": (0, 1385),
    "service expectation": (1, 500),
    "outcome horizon": (1, 600),
    "convenience": (1, 300),
    "impulse": (1, 300),
    "planning": (1, 400),
}


def in_period(number: int) -> date:
    """The second day of a period."""
    return BEGIN + timedelta(days=30 * number + 1)


def mixed_log() -> Iterator[Event | Statement]:
    """A law firm's client of a year who also buys at its counter."""
    yield Agreement(on=in_period(0), form="retainer", action="signed", negotiated=True)
    for number in (0, 1, 4):
        yield Consultation(on=in_period(number), minutes=60, served_by="harper")
    yield Delivery(on=in_period(2), tailored=True, co_produced=True, served_by="ito")
    yield Purchase(on=in_period(3), standard=True, discount=0.1, planned=False, served_by="ito")
    yield Purchase(on=in_period(5), standard=False, discount=0, planned=True)
    yield Purchase(on=in_period(9), standard=True, discount=0)
    yield Message(on=in_period(1), direction="inbound", about="input")
    yield Message(on=in_period(1), direction="outbound", about="advice", initiated=True)
    yield Message(on=in_period(3), direction="inbound", about="question")
    yield Feedback(on=in_period(4), rating=0.9, input=True)
    for number, amount in ((0, 1000), (1, 1000), (4, 1000), (5, 1200), (9, 1300), (10, 1300)):
        yield Payment(on=in_period(number), amount=amount)
    yield Payment(on=in_period(2), amount=70, model="hourly")
    yield Payment(on=in_period(2), amount=70, model="subscription", automatic=True)
    yield Referral(on=in_period(6))
    yield Agreement(on=in_period(7), form="retainer", action="renewed", negotiated=True)
    yield Agreement(on=in_period(8), form="subscription", action="canceled")
    yield Statement("convenience", 1, 2, by="mia", on=in_period(8))
    yield Statement("outcome horizon", 4, 0, by="mia", on=in_period(8))


COUNTED = {  # by hand: pro and con, with the periods in which they were seen
    "tenure": (300, 30),  # from 0 to 10, and on to the clock in 11
    "regularity": (6, 1),  # 1 to 5 and 10; the purchase of 9
    "expertise": (4, 4),  # 0, 1, 2, 4; 3, 5, 9, 10
    "personalization": (4, 6),  # twice 2 and 5; 0, 1, 3, 4, 9, 10
    "involvement": (3, 5),  # 1, 2, 4; 0, 3, 5, 9, 10
    "dialogue": (3, 5),  # 0, 1, 4; 2, 3, 5, 9, 10
    "proactivity": (1, 0),  # 1
    "staff continuity": (4, 6),  # harper with herself thrice, ito once; of ten pairs
    "commitment": (50, 18),  # the negotiated retainer
    "payment form": (8, 6),  # by the hour; by subscription
    "fixed fee": (4, 1),  # five payments of amounts that recur; one of another
    "trust": (2, 1),  # a referral and a negotiated renewal; a cancellation
    "loyalty": (1, 1),
    "value over price": (2, 1),  # 5 and 9; 3
    "setting": (1, 0),
    "service expectation": (0, 0),
    "outcome horizon": (4, 0),
    "convenience": (1, 2),
    "impulse": (0, 1),  # 3
    "planning": (0, 0),
}


def test_numbers_of_the_standard_traits() -> None:
    """Every standard trait has the kappa and the weight that the design's table gives it."""
    assert NUMBERS == {trait.name: (trait.kappa, trait.weight) for trait in STANDARD_TRAITS}
    assert {name: weight for name, (_, weight) in NUMBERS.items()} == dict(STANDARD_WEIGHTS)
    assert dict(STANDARD_WEIGHTS) == dict(Client.weights)


def test_one_log_counted_by_hand() -> None:
    """The counts of every trait are those that a person finds who goes through the log."""
    answer = assess(mixed_log(), business=FIRM, as_of=in_period(11))

    assert COUNTED == {reading.trait.name: (reading.pro, reading.con) for reading in answer.profile}


def test_amounts_that_never_recur_count_against_a_fixed_fee() -> None:
    """Of amounts that are all different each but the first speaks against a fixed fee."""
    log = [Payment(on=in_period(number), amount=1000 + number) for number in range(4)]
    counts = [
        assess(log[:size], business=FIRM, as_of=in_period(9)).profile["fixed fee"]
        for size in range(1, 5)
    ]

    assert [(0, 0), (0, 1), (0, 2), (0, 3)] == [(each.pro, each.con) for each in counts]


@pytest.mark.parametrize(("gap", "regular"), [(1, 3), (2, 3), (3, 0)])
def test_contact_every_other_period_is_regular(gap: int, regular: int) -> None:
    """Regular is who comes back within two periods; who stays away for longer is not."""
    log = [Consultation(on=in_period(gap * number)) for number in range(4)]
    answer = assess(log, business=FIRM, as_of=in_period(9))

    assert regular == answer.profile["regularity"].pro


IN_NAMED_TRAITS = [
    ("personalization", Delivery(on=in_period(0), tailored=False), (0, 0)),
    ("personalization", Delivery(on=in_period(0), tailored=True), (2, 0)),
    ("personalization", Purchase(on=in_period(0), standard=False), (2, 0)),
    ("involvement", Delivery(on=in_period(0), co_produced=False), (0, 0)),
    ("involvement", Feedback(on=in_period(0), rating=1), (0, 0)),
    ("involvement", Message(on=in_period(0), direction="outbound", about="input"), (0, 0)),
    ("proactivity", Message(on=in_period(0), direction="outbound", about="reminder"), (0, 0)),
    ("proactivity", Message(on=in_period(0), direction="inbound", about="advice"), (0, 0)),
    ("expertise", Message(on=in_period(0), direction="outbound", about="advice"), (1, 0)),
    ("expertise", Message(on=in_period(0), direction="outbound", about="update"), (0, 0)),
    ("commitment", Agreement(on=in_period(0), form="frame", action="canceled"), (0, 0)),
]


@pytest.mark.parametrize(("name", "event", "counts"), IN_NAMED_TRAITS)
def test_one_record_alone_is_counted_by_hand(
    name: str, event: Event, counts: tuple[int, int]
) -> None:
    """What a record is not, by its type or its fields, it does not count as."""
    reading = assess([event], business=FIRM, as_of=in_period(1)).profile[name]

    assert counts == (reading.pro, reading.con)


def test_milestones_are_days_of_their_own() -> None:
    """First and last engagement, first and last exchange, and the last ending are told apart."""
    log = [
        Consultation(on=in_period(0), paid=False),
        Purchase(on=in_period(1)),
        Agreement(on=in_period(2), action="ended"),
        Payment(on=in_period(3), automatic=True),
        Consultation(on=in_period(4), paid=False),
    ]
    found = assess(log, business=FIRM, as_of=in_period(5)).scoring.milestones

    assert [in_period(0), in_period(4)] == [found.first_engaged, found.last_engaged]
    assert [in_period(1), in_period(3)] == [found.first_exchanged, found.last_exchanged]
    assert in_period(2) == found.last_ended
