"""Strategies for books: parties, lines, facts, rulings and the businesses that keep them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from relkit.assessment import Ruling
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
from relkit.relationships import Client, Customer

if TYPE_CHECKING:
    from collections.abc import Hashable

Fact = Event | Statement

START = date(2025, 1, 1)
DAYS = 80
PARTIES: tuple[Hashable, ...] = ("acme", 7, ("branch", 3), date(2000, 1, 1))
LINES = ("advice", "books")
HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "two\nlines",
    "tab\tand\rreturn",
    "\u202egnp.exe",
    "\ud800",
    "\x00",
    "%s {0} {party!r}",
    "顧客" * 40,
    "e\u0301" * 120,
    "👩\u200d👩\u200d👧",
    "x" * 500,
    " ",
    "",
)

BUSINESSES = (
    Business("stall", period_days=1),
    Business("shop", industry="retail", currency="USD", period_days=5),
    Business("firm", industry="law", period_days=7, keeps=["consultation", "delivery", "message"]),
    Business("club", period_days=30, keeps=["agreement", "purchase.discount"]),
)


def dates(most: int = DAYS) -> st.SearchStrategy[date]:
    """Days from the first of 2025 on."""
    return st.integers(0, most).map(lambda days: START + timedelta(days=days))


def parties() -> st.SearchStrategy[Hashable]:
    """Ids of a few parties, each of another type."""
    return st.sampled_from(PARTIES)


def odd_ids() -> st.SearchStrategy[Hashable]:
    """Ids of any hashable type, hostile text among them; never None, never NaN."""
    plain = (
        st.sampled_from(HOSTILE)
        | st.text()
        | st.integers()
        | st.booleans()
        | st.binary()
        | st.uuids()
        | st.floats(allow_nan=False)
        | st.dates()
    )
    return plain | st.tuples(plain, plain) | st.frozensets(plain, max_size=3)


def lines() -> st.SearchStrategy[str | None]:
    """A line of business, or none."""
    return st.none() | st.sampled_from(LINES)


def facts(
    *,
    party: st.SearchStrategy[Hashable] | None = None,
    on: st.SearchStrategy[date] | None = None,
    event_id: st.SearchStrategy[Hashable] | None = None,
    line: st.SearchStrategy[str | None] | None = None,
) -> st.SearchStrategy[Fact]:
    """Events of every standard type, and statements; some with an id out of few, and a line."""
    common = {
        "on": dates() if on is None else on,
        "id": st.none() | st.integers(0, 5) if event_id is None else event_id,
        "party": st.none() if party is None else party,
        "line": lines() if line is None else line,
    }
    flags = st.none() | st.booleans()
    staff = st.none() | st.sampled_from(["harper", "mia"])
    return st.one_of(
        st.builds(Purchase, **common, standard=flags, planned=flags, served_by=staff),
        st.builds(Purchase, **common, discount=st.sampled_from([None, 0.0, 0.5])),
        st.builds(Consultation, **common, paid=st.booleans(), served_by=staff),
        st.builds(Delivery, **common, tailored=flags, co_produced=flags, served_by=staff),
        st.builds(
            Message,
            **common,
            direction=st.sampled_from(["inbound", "outbound"]),
            about=st.sampled_from(["question", "advice", "input", "closing"]),
        ),
        st.builds(
            Agreement,
            **common,
            form=st.sampled_from([None, "retainer", "subscription"]),
            action=st.sampled_from(["signed", "renewed", "ended", "canceled"]),
            negotiated=flags,
        ),
        st.builds(
            Payment,
            **common,
            amount=st.sampled_from([None, 500, 900]),
            model=st.sampled_from([None, "retainer", "one_time"]),
            automatic=st.booleans(),
        ),
        st.builds(Feedback, **common, input=flags),
        st.builds(Referral, **common),
        st.builds(
            Statement,
            st.sampled_from(["planning", "impulse", "trust"]),
            st.integers(1, 9),
            st.integers(0, 9),
            by=st.just("harper"),
            **common,
        ),
    )


def rulings() -> st.SearchStrategy[Ruling]:
    """Rulings for either kind, ended or not, before the first fact or of one day as well."""
    begins = st.integers(-1, DAYS // 20).map(lambda steps: START + timedelta(days=20 * steps))
    lasting = st.none() | st.integers(1, 30)

    def ruling(kind: type, on: date, days: int | None) -> Ruling:
        until = None if days is None else on + timedelta(days=days)
        return Ruling(kind, by="mia", on=on, reason="as agreed", until=until)

    return st.builds(ruling, st.sampled_from([Customer, Client]), begins, lasting)
