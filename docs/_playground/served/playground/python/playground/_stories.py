"""Three relationships to begin with: a shopper, the cheese shop's regular, a consulting client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import attrs

from playground._state import State, read_state

__all__ = ["STORIES", "Story"]

_Record = Mapping[str, object]


@attrs.frozen(kw_only=True)
class Story:
    """A relationship with a few words about it."""

    name: str
    title: str
    text: str
    state: State


def _record(event: str, on: date, **fields: object) -> _Record:
    return {"event": event, "on": on.isoformat(), **fields}


def _shopper() -> Iterator[_Record]:
    """Emily buys a phone, later a cable and a case; she pays and walks out (row S36)."""
    yield _record("purchase", date(2025, 1, 11), amount=79_900, standard=True, planned=True)
    yield _record("message", date(2025, 1, 11), direction="outbound", about="receipt")
    yield _record("purchase", date(2025, 3, 22), amount=1_900, standard=True, planned=False)
    yield _record("purchase", date(2025, 5, 3), amount=2_900, standard=True, discount=0.2)
    yield _record("message", date(2025, 5, 3), direction="outbound", about="receipt")


def _regular() -> Iterator[_Record]:
    """Rosa buys cheese; in spring she begins to ask, and is advised (row S34)."""
    saturdays = [date(2025, 1, 4) + timedelta(weeks=2 * n) for n in range(18)]
    for day in saturdays[:5]:
        yield _record("purchase", day, amount=1_800, standard=True, served_by="hugo")
    for n, day in enumerate(saturdays[5:]):
        yield _record("purchase", day, amount=2_200, standard=n % 2 == 1, served_by="hugo")
        if n % 2 == 0:
            yield _record("message", day, direction="inbound", about="advice", channel="in_person")
            yield _record("message", day, direction="outbound", about="advice", channel="in_person")
    yield _record("consultation", date(2025, 5, 24), topic="a dinner for ten", served_by="hugo")
    yield _record("delivery", date(2025, 5, 31), tailored=True, co_produced=True, served_by="hugo")
    yield _record("feedback", date(2025, 6, 2), rating=1.0, input=True)
    yield _record("referral", date(2025, 7, 12))


def _client() -> Iterator[_Record]:
    """A bakery has its move to a second shop planned by a consultant (rows S1, S11, S12)."""
    yield _record("consultation", date(2025, 1, 9), minutes=45, served_by="mira", paid=False)
    yield _record("agreement", date(2025, 1, 16), form="project", negotiated=True, term_days=240)
    yield _record("consultation", date(2025, 2, 4), minutes=120, topic="figures", served_by="mira")
    yield _record("message", date(2025, 2, 6), direction="inbound", about="input")
    yield _record("delivery", date(2025, 3, 3), tailored=True, co_produced=True, served_by="mira")
    yield _record("payment", date(2025, 3, 10), amount=240_000, model="milestone", on_time=True)
    yield _record("message", date(2025, 4, 2), direction="outbound", about="update", initiated=True)
    yield _record("consultation", date(2025, 4, 15), minutes=60, topic="leases", served_by="mira")
    yield _record("delivery", date(2025, 5, 20), tailored=True, co_produced=True, served_by="mira")
    yield _record("payment", date(2025, 5, 28), amount=240_000, model="milestone", on_time=True)
    yield _record("referral", date(2025, 6, 12))


def _state(industry: str, keeps: str, as_of: date, records: Iterator[_Record]) -> State:
    return read_state(
        {
            "industry": industry,
            "keeps": keeps.split(),
            "as_of": as_of.isoformat(),
            "records": list(records),
        }
    )


STORIES: Final = (
    Story(
        name="shopper",
        title="A shopper",
        text="Emily buys a phone, later a cable and a case. She pays, takes them and leaves. The "
        "shop keeps its receipts, and nothing that anybody says.",
        state=_state("retail", "purchase purchase.discount message", date(2025, 6, 1), _shopper()),
    ),
    Story(
        name="regular",
        title="The cheese shop's regular",
        text="Rosa buys cheese every other Saturday, like many. In spring she begins to ask, "
        "and Hugo to advise her. Nobody signs anything, and yet the answer turns.",
        state=_state(
            "grocery",
            "consultation delivery feedback message purchase referral",
            date(2025, 9, 6),
            _regular(),
        ),
    ),
    Story(
        name="client",
        title="A consulting client",
        text="A bakery opens a second shop, and Mira helps to plan it: an agreement, hours of "
        "advice, work made for this bakery and together with it.",
        state=_state(
            "consulting",
            "agreement consultation delivery feedback message payment referral",
            date(2025, 7, 1),
            _client(),
        ),
    ),
)
"""The stories, in the order in which the page offers them."""
