"""Two hundred seeded relationships and profiles, and everything that relkit says of them.

The same file runs in CPython and in the browser's Python; what it gives must be equal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from relkit import (
    Business,
    Context,
    Money,
    Scorecard,
    TraitProfile,
    assess,
    default_playbook,
    events_from_records,
)
from relkit.business import INDUSTRIES
from relkit.display import to_svg
from relkit.events import STANDARD_EVENT_TYPES

__all__ = ["results"]

COUNT = 200
SEED = 20_251_122
_FIRST = date(2024, 1, 1)
_KEPT = sorted(kind.tag for kind in STANDARD_EVENT_TYPES)
_MAKERS = (
    {"event": "purchase", "amount": 1_900, "standard": True, "served_by": "kim"},
    {"event": "purchase", "amount": 4_900, "standard": False, "discount": 0.1},
    {"event": "consultation", "minutes": 60, "served_by": "kim"},
    {"event": "consultation", "minutes": 30, "served_by": "lou", "paid": False},
    {"event": "delivery", "tailored": True, "co_produced": True, "served_by": "kim"},
    {"event": "message", "direction": "inbound", "about": "input"},
    {"event": "message", "direction": "outbound", "about": "advice", "initiated": True},
    {"event": "agreement", "form": "retainer", "negotiated": True},
    {"event": "agreement", "form": "subscription", "action": "canceled"},
    {"event": "payment", "amount": 120_000, "model": "retainer", "on_time": True},
    {"event": "payment", "amount": 5_000},
    {"event": "feedback", "rating": 0.75, "input": True},
    {"event": "referral"},
    {"event": "statement", "trait": "planning", "pro": 3, "con": 1, "by": "lou"},
)


def _records(chance: Random) -> Iterator[Mapping[str, object]]:
    for _ in range(chance.randrange(12)):
        on = _FIRST + timedelta(days=chance.randrange(600))
        yield {**_MAKERS[chance.randrange(len(_MAKERS))], "on": on.isoformat()}


def _relationship(chance: Random) -> dict[str, object]:
    """Assess random records of a random trade, and treat the relationship."""
    trades = [None, *sorted(INDUSTRIES)]
    business = Business(
        "yours",
        industry=trades[chance.randrange(len(trades))],
        currency="USD",
        keeps=[name for name in _KEPT if chance.randrange(2)],
    )
    as_of = _FIRST + timedelta(days=chance.randrange(700))
    events = events_from_records(_records(chance), business=business)
    told = assess(events, business=business, as_of=as_of)
    context = Context(today=as_of, price=Money(chance.randrange(1, 9_999), "USD"))
    return {
        "explained": told.explain(),
        "fewest": str(told.fewest_changes()),
        "least": str(told.least_movement()),
        "picture": to_svg(told, width=480),
        "bars": to_svg(told.profile, width=480),
        "plans": str(default_playbook().treat(told.relationship, context)),
        "odds": [
            round(share, 12) for share in told.odds.values()
        ],  # exp may differ in the last bit
    }


def _profile(chance: Random) -> dict[str, object]:
    """Score a profile of random counts."""
    card = Scorecard()
    counts = {
        trait.name: (chance.randrange(10 ** chance.randrange(1, 10)), chance.randrange(50))
        for trait in card.traits
        if chance.randrange(3)
    }
    profile = TraitProfile.of(card.traits, counts)
    decision = card.decide(profile)
    return {"scores": card.scores(profile), "points": card.points(profile), "kind": repr(decision)}


def results() -> str:
    """Give everything, as JSON text."""
    chance = Random(SEED)  # noqa: S311 - made-up records, nothing secret
    both = [{**_relationship(chance), **_profile(chance)} for _ in range(COUNT)]
    return json.dumps(both, indent=0)


if __name__ == "__main__":
    print(results())
