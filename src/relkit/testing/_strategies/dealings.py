"""Strategies for what happens between a business and a party in about a year: realistic logs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

from hypothesis import strategies as st

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
)
from relkit.money import Money
from relkit.testing._strategies.chosen import built

__all__ = [
    "ALL_KEEPS",
    "START",
    "adverse_events",
    "dates_of_assessment",
    "days",
    "dealings",
    "keepers",
    "payments",
    "purchases",
    "relational_events",
    "transactional_events",
]

START: Final = date(2024, 1, 1)
_SPAN: Final = 400  # days over which logs spread
_TRADES: Final = ("law", "retail", "cafe", "space travel", "veterinary", None)
_RELATIONAL_MODELS: Final = (
    "retainer",
    "hourly",
    "flat_fee",
    "milestone",
    "value_based",
    "contingency",
)
_TRANSACTIONAL_MODELS: Final = ("one_time", "installment", "subscription")
_KEEPS: Final = (
    "purchase",
    "purchase.discount",
    "payment",
    "agreement",
    "consultation",
    "delivery",
)
ALL_KEEPS: Final = (*_KEEPS, "message", "feedback")


@cache
def _amounts() -> st.SearchStrategy[Money | int | None]:
    units, codes = st.sampled_from([1000, 99]), st.sampled_from(["EUR", "USD"])
    money = built(Money.from_minor_units, units=units, currency=codes)
    return st.none() | st.sampled_from([1000, 2500, 99]) | st.integers(-500, 10**15) | money


def _maybe() -> st.SearchStrategy[bool | None]:
    return st.sampled_from([None, True, False])


def _staff() -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, "ann", "bob", "eve"])


def days(span: int = _SPAN) -> st.SearchStrategy[date]:
    """Days on which a log's events can fall."""
    return built(_day, number=st.integers(0, span))


def _day(number: int) -> date:
    return START + timedelta(days=number)


def purchases(*, plain: bool = False) -> st.SearchStrategy[Purchase]:
    """Purchases; plain ones tell of nobody, and of nothing made to measure."""
    if plain:
        discounts = st.sampled_from([None, 0, 0.25])
        return built(
            Purchase,
            on=days(),
            amount=_amounts(),
            standard=st.sampled_from([None, True]),
            discount=discounts,
            planned=_maybe(),
        )
    return built(
        Purchase,
        on=days(),
        amount=_amounts(),
        standard=_maybe(),
        discount=st.sampled_from([None, 0, 0.1]),
        planned=_maybe(),
        served_by=_staff(),
    )


def consultations() -> st.SearchStrategy[Consultation]:
    """Consultations, free ones among them."""
    minutes = st.none() | st.integers(0, 120)
    return built(Consultation, on=days(), minutes=minutes, served_by=_staff(), paid=st.booleans())


def deliveries() -> st.SearchStrategy[Delivery]:
    """Deliveries of work."""
    return built(Delivery, on=days(), tailored=_maybe(), co_produced=_maybe(), served_by=_staff())


def messages() -> st.SearchStrategy[Message]:
    """Messages both ways about anything but the end."""
    topics = ("question", "answer", "advice", "input", "update", "review", "smalltalk")
    return built(
        Message,
        on=days(),
        direction=st.sampled_from([None, "inbound", "outbound"]),
        about=st.sampled_from([None, *topics, "reminder", "marketing", "receipt"]),
        initiated=_maybe(),
    )


def agreements(*, adverse: bool = False) -> st.SearchStrategy[Agreement]:
    """Agreements signed and renewed; with ``adverse`` those ended and canceled."""
    return built(
        Agreement,
        on=days(),
        form=st.sampled_from([None, "retainer", "project", "frame", "subscription"]),
        action=st.sampled_from(["ended", "canceled"] if adverse else ["signed", "renewed"]),
        negotiated=_maybe(),
    )


def payments(*models: str | None) -> st.SearchStrategy[Payment]:
    """Payments by these models; None is an unknown one."""
    return built(
        Payment,
        on=days(),
        amount=_amounts(),
        model=st.sampled_from(models),
        automatic=st.booleans(),
        on_time=_maybe(),
    )


def relational_events() -> st.SearchStrategy[Event]:
    """What speaks for a client or not at all: relational records of 2024, none of them adverse.

    One more of them never makes a client a customer (the sign rule), but for a new person.

    >>> from hypothesis import given
    >>> @given(relational_events())
    ... def test_nothing_is_bought(event):
    ...     assert event.tag != "purchase"
    >>> test_nothing_is_bought()
    """
    feedback = built(Feedback, on=days(), rating=st.sampled_from([None, 1, 0.3]), input=_maybe())
    return (
        consultations()
        | deliveries()
        | messages()
        | agreements()
        | payments(*_RELATIONAL_MODELS)
        | feedback
        | built(Referral, on=days())
    )


def transactional_events() -> st.SearchStrategy[Event]:
    """Purchases, and payments by transactional or unknown models, within 400 days from 2024 on.

    >>> from hypothesis import given
    >>> @given(transactional_events())
    ... def test_something_is_paid_or_bought(event):
    ...     assert event.tag in ("payment", "purchase")
    >>> test_something_is_paid_or_bought()
    """
    return purchases() | payments(None, *_TRANSACTIONAL_MODELS)


def adverse_events() -> st.SearchStrategy[Event]:
    """Agreements ended or canceled, and closing messages, within 400 days from 2024 on.

    >>> from hypothesis import given
    >>> @given(adverse_events())
    ... def test_nothing_is_signed(event):
    ...     assert event.tag == "message" or event.action in ("ended", "canceled")
    >>> test_nothing_is_signed()
    """
    return agreements(adverse=True) | built(Message, on=days(), about=st.just("closing"))


def dealings() -> st.SearchStrategy[Event]:
    """Events of every type."""
    return relational_events() | transactional_events() | adverse_events()


def keepers(industries: Sequence[str | None] = _TRADES) -> st.SearchStrategy[Business]:
    """Businesses of known and unknown trades, which keep any records."""
    return built(
        Business,
        business_id=st.just("firm"),
        industry=st.sampled_from(industries),
        keeps=st.lists(st.sampled_from(ALL_KEEPS), unique=True),
        period_days=st.sampled_from([1, 7, 30, 90]),
        currency=st.sampled_from([None, "EUR"]),
    )


def dates_of_assessment() -> st.SearchStrategy[date]:
    """Days on which a log is assessed: in its midst, and long after it."""
    return days(_SPAN + 600)
