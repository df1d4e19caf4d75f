"""Random logs of many relationships, with ties and sums that lie on the margin among them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, get_args

from relkit.events import AgreementAction, AgreementForm, Direction, MessageTopic, PaymentModel

START = date(2021, 3, 1)
TRUTH = (None, True, False)
STAFF = (None, "ann", "bo", "cy")


def fields(rng: random.Random, tag: str) -> dict[str, Any]:  # noqa: PLR0911 - one for each type
    """Fields of one event, many of them absent."""
    pick = rng.choice
    if tag == "purchase":
        return {
            "amount": pick([None, 1200, 990, rng.randrange(10**6)]),
            "standard": pick(TRUTH),
            "discount": pick([None, 0.0, 0.15]),
            "planned": pick(TRUTH),
            "served_by": pick(STAFF),
        }
    if tag == "consultation":
        return {"minutes": pick([None, 0, 30, 90]), "paid": pick(TRUTH), "served_by": pick(STAFF)}
    if tag == "delivery":
        return {"tailored": pick(TRUTH), "co_produced": pick(TRUTH), "served_by": pick(STAFF)}
    if tag == "message":
        return {
            "direction": pick([None, *get_args(Direction)]),
            "about": pick([None, *get_args(MessageTopic)]),
            "initiated": pick(TRUTH),
        }
    if tag == "agreement":
        return {
            "form": pick([None, *get_args(AgreementForm)]),
            "action": pick([None, *get_args(AgreementAction)]),
            "negotiated": pick(TRUTH),
            "term_days": pick([None, 365]),
        }
    if tag == "payment":
        return {
            "amount": pick([None, 150_000, 150_000, 99, rng.randrange(10**9)]),
            "model": pick([None, None, *get_args(PaymentModel)]),
            "automatic": pick([None, None, True, False]),
        }
    if tag == "feedback":
        return {"rating": pick([None, 0.5, 1.0]), "input": pick(TRUTH)}
    return {}


TAGS = (
    *("purchase", "consultation", "delivery", "message", "agreement", "payment", "feedback"),
    "referral",
)


def log(
    seed: int, parties: int, *, most: int = 12, statements: bool = False
) -> list[dict[str, Any]]:
    """Rows of so many parties; each party leans to a few event types, as parties do."""
    rng = random.Random(seed)  # made-up data, nothing secret
    rows: list[dict[str, Any]] = []
    for number in range(parties):
        leaning = rng.sample(TAGS, rng.choice([1, 2, 3, 8]))
        span = rng.choice([1, 40, 400, 1500])
        for _ in range(rng.randint(1, most)):
            tag = rng.choice(leaning)
            on = START + timedelta(days=rng.randrange(span))
            row = {"party": f"p{number}", "event": tag, "on": on, **fields(rng, tag)}
            rows.append(row)
        if statements and rng.random() < 0.3:
            said = {"trait": rng.choice(["trust", "convenience", "planning"]), "by": "ann"}
            counts = {"pro": rng.randint(0, 3), "con": rng.randint(1, 3)}
            rows.append(
                {"party": f"p{number}", "event": "statement", "on": START, **said, **counts}
            )
    rng.shuffle(rows)
    return rows
