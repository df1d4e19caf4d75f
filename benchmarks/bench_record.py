"""Recording an event, beside a loop that was written by hand for the same counting.

    python benchmarks/bench_record.py [--quick]

Both count the same seeded events, 4,000 of each type over three years, into what the standard
scorecard needs; before anything is timed, their counts are compared.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import _by_hand
from _timing import Aim, Row, Runs, Subject, compared, interleaved, options, print_load, print_table

from relkit import (
    Business,
    Consultation,
    Event,
    Evidence,
    Message,
    Payment,
    Purchase,
    Scorecard,
)
from relkit.events import Direction, MessageTopic, PaymentModel
from relkit.evidence import Accumulator

FIRM = Business("firm", currency="USD")
LAYOUT = Scorecard().layout
SIZE = 4000
BEGIN = date(2022, 1, 3)
STAFF = ("harper", "lee", "quinn", None)
MODELS: tuple[PaymentModel | None, ...] = (
    None,
    None,
    None,
    "one_time",
    "subscription",
    "retainer",
    "hourly",
)
TOPICS: tuple[MessageTopic, ...] = (
    "question",
    "answer",
    "advice",
    "input",
    "update",
    "smalltalk",
    "reminder",
    "closing",
)


def purchase(rng: random.Random, on: date) -> Event:
    """Draw a purchase."""
    return Purchase(
        on=on,
        amount=rng.randint(500, 50_000),
        standard=rng.choice((True, True, False, None)),
        discount=rng.choice((None, None, 0.0, 0.1)),
        planned=rng.choice((None, True, False)),
        served_by=rng.choice(STAFF),
    )


def payment(rng: random.Random, on: date) -> Event:
    """Draw a payment."""
    amount, model = rng.choice((150_000, 150_000, 99_000, None)), rng.choice(MODELS)
    return Payment(on=on, amount=amount, model=model, automatic=rng.random() < 0.2)


def message(rng: random.Random, on: date) -> Event:
    """Draw a message."""
    direction: Direction = "inbound" if rng.random() < 0.5 else "outbound"
    initiated = rng.choice((None, True, False))
    return Message(on=on, direction=direction, about=rng.choice(TOPICS), initiated=initiated)


def consultation(rng: random.Random, on: date) -> Event:
    """Draw a consultation."""
    minutes, paid = rng.randint(15, 120), rng.random() < 0.9
    return Consultation(on=on, minutes=minutes, served_by=rng.choice(STAFF), paid=paid)


KINDS: dict[str, Callable[[random.Random, date], Event]] = {
    "purchase": purchase,
    "payment": payment,
    "message": message,
    "consultation": consultation,
}


def made_up() -> dict[str, list[Event]]:
    """Draw each type's events in order of days, and a mixture of all."""
    rng = random.Random(20260101)
    days = sorted(BEGIN + timedelta(days=rng.randrange(1096)) for _ in range(SIZE))
    logs = {name: [draw(rng, on) for on in days] for name, draw in KINDS.items()}
    logs["all four, mixed"] = [rng.choice(alike) for alike in zip(*logs.values(), strict=True)]
    return logs


def recorded(events: Sequence[Event]) -> Evidence:
    """Record events with relkit."""
    accumulator = Accumulator(LAYOUT, FIRM)
    record = accumulator.record
    for event in events:
        record(event)
    return accumulator.snapshot()


def counted(events: Sequence[Event]) -> _by_hand.Counts:
    """Count events by hand."""
    return _by_hand.count(events, FIRM.period_days, FIRM.currency)


def check_same(events: Sequence[Event]) -> None:
    """Stop where the two do not count the same."""
    evidence, counts = recorded(events), counted(events)
    ours = dict(zip(evidence.layout.names, evidence.values, strict=True))
    for name, value in ours.items():
        by_hand = getattr(counts, name.replace(" ", "_"), 0)
        if (value or 0) != (by_hand or 0):
            sys.exit(f"{name}: {value} was recorded, {by_hand} counted by hand")


def main(arguments: list[str] | None = None) -> None:
    """Print the time per event of each type."""
    quick = options(__doc__).parse_args(arguments).quick
    rows: list[Row] = []
    runs: dict[str, Runs] = {}
    for name, events in made_up().items():
        check_same(events)
        subjects = {
            name: Subject(partial(recorded, events), SIZE),
            f"{name} by hand": Subject(partial(counted, events), SIZE),
        }
        runs |= interleaved(subjects, runs=7 if quick else 41)
        theirs = runs[f"{name} by hand"]
        rows.append(compared(name, runs[name], "hand-written loop", theirs, Aim(3.0)))
    print_table("record one event", rows)
    print_load(runs)


if __name__ == "__main__":
    main()
