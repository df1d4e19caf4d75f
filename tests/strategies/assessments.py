"""Strategies for assessments: logs of one relationship, the businesses behind, rulings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.strategies.scorecards import scorecards

from relkit.assessment import Assessment, Ruling, assess
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
from relkit.money import Money
from relkit.relationships import Client, Customer

if TYPE_CHECKING:
    from relkit.scorecard import Scorecard

START = date(2024, 1, 1)
SPAN = 400  # days over which logs spread
TRADES = ("law", "retail", "cafe", "space travel", "veterinary", None)
STAFF = st.sampled_from([None, "ann", "bob", "eve"])
MAYBE = st.sampled_from([None, True, False])
RELATIONAL_MODELS = (
    "retainer",
    "hourly",
    "flat_fee",
    "milestone",
    "value_based",
    "contingency",
)
TRANSACTIONAL_MODELS = ("one_time", "installment", "subscription")
KEEPS = ("purchase", "purchase.discount", "payment", "agreement", "consultation", "delivery")
ALL_KEEPS = (*KEEPS, "message", "feedback")
AMOUNTS = (
    st.none()
    | st.sampled_from([1000, 2500, 99])
    | st.integers(-500, 10**15)
    | st.builds(
        Money.from_minor_units, st.sampled_from([1000, 99]), st.sampled_from(["EUR", "USD"])
    )
)


def days(span: int = SPAN) -> st.SearchStrategy[date]:
    """Days on which a log's events can fall."""
    return st.integers(0, span).map(lambda n: START + timedelta(days=n))


def purchases(*, plain: bool = False) -> st.SearchStrategy[Purchase]:
    """Purchases; plain ones tell of nobody, and of nothing made to measure."""
    if plain:
        discounts = st.sampled_from([None, 0, 0.25])
        return st.builds(
            Purchase,
            on=days(),
            amount=AMOUNTS,
            standard=st.sampled_from([None, True]),
            discount=discounts,
            planned=MAYBE,
        )
    return st.builds(
        Purchase,
        on=days(),
        amount=AMOUNTS,
        standard=MAYBE,
        discount=st.sampled_from([None, 0, 0.1]),
        planned=MAYBE,
        served_by=STAFF,
    )


def consultations() -> st.SearchStrategy[Consultation]:
    """Consultations, free ones among them."""
    minutes = st.none() | st.integers(0, 120)
    return st.builds(Consultation, on=days(), minutes=minutes, served_by=STAFF, paid=st.booleans())


def deliveries() -> st.SearchStrategy[Delivery]:
    """Deliveries of work."""
    return st.builds(Delivery, on=days(), tailored=MAYBE, co_produced=MAYBE, served_by=STAFF)


def messages() -> st.SearchStrategy[Message]:
    """Messages both ways about anything but the end."""
    topics = ("question", "answer", "advice", "input", "update", "review", "smalltalk")
    return st.builds(
        Message,
        on=days(),
        direction=st.sampled_from([None, "inbound", "outbound"]),
        about=st.sampled_from([None, *topics, "reminder", "marketing", "receipt"]),
        initiated=MAYBE,
    )


def agreements(*, adverse: bool = False) -> st.SearchStrategy[Agreement]:
    """Agreements signed and renewed; with ``adverse`` those ended and canceled."""
    return st.builds(
        Agreement,
        on=days(),
        form=st.sampled_from([None, "retainer", "project", "frame", "subscription"]),
        action=st.sampled_from(["ended", "canceled"] if adverse else ["signed", "renewed"]),
        negotiated=MAYBE,
    )


def payments(*models: str | None) -> st.SearchStrategy[Payment]:
    """Payments by these models; None is an unknown one."""
    return st.builds(
        Payment,
        on=days(),
        amount=AMOUNTS,
        model=st.sampled_from(models),
        automatic=st.booleans(),
        on_time=MAYBE,
    )


def relational_events() -> st.SearchStrategy[Event]:
    """What speaks for a client or not at all: relational records, none of them adverse."""
    feedback = st.builds(Feedback, on=days(), rating=st.sampled_from([None, 1, 0.3]), input=MAYBE)
    return (
        consultations()
        | deliveries()
        | messages()
        | agreements()
        | payments(*RELATIONAL_MODELS)
        | feedback
        | st.builds(Referral, on=days())
    )


def transactional_events() -> st.SearchStrategy[Event]:
    """Purchases, and payments by transactional or unknown models."""
    return purchases() | payments(None, *TRANSACTIONAL_MODELS)


def adverse_events() -> st.SearchStrategy[Event]:
    """Agreements ended or canceled, and closing messages."""
    return agreements(adverse=True) | st.builds(Message, on=days(), about=st.just("closing"))


def log_events() -> st.SearchStrategy[Event]:
    """Events of every type."""
    return relational_events() | transactional_events() | adverse_events()


def logs(
    events: st.SearchStrategy[Event] | None = None, *, min_size: int = 0, max_size: int = 14
) -> st.SearchStrategy[list[Event]]:
    """The events of one relationship, in any order."""
    return st.lists(
        log_events() if events is None else events, min_size=min_size, max_size=max_size
    )


def statements(*names: str) -> st.SearchStrategy[Statement]:
    """Statements about these traits."""
    number = st.integers(0, 9) | st.integers(0, 1000)
    pairs = st.tuples(number, number).filter(any)
    return st.builds(
        lambda name, pair, on: Statement(name, *pair, "harper", on),
        st.sampled_from(names),
        pairs,
        days(),
    )


def log_businesses(*, industries: tuple[str | None, ...] = TRADES) -> st.SearchStrategy[Business]:
    """Businesses of known and unknown trades, which keep any records."""
    return st.builds(
        Business,
        st.just("firm"),
        industry=st.sampled_from(industries),
        keeps=st.lists(st.sampled_from(ALL_KEEPS), unique=True),
        period_days=st.sampled_from([1, 7, 30, 90]),
        currency=st.sampled_from([None, "EUR"]),
    )


def dates_of_assessment() -> st.SearchStrategy[date]:
    """Days on which a log is assessed: in its midst, and long after it."""
    return days(SPAN + 600)


@st.composite
def assessments(draw: st.DrawFn, card: Scorecard | None = None) -> Assessment:
    """Assessments of random logs, by a given scorecard or by random ones."""
    told = draw(scorecards(3)) if card is None else card
    names = [trait.name for trait in told.traits]
    said = draw(st.lists(statements(*names), max_size=2))
    return assess(
        [*draw(logs()), *said],
        business=draw(log_businesses()),
        as_of=draw(dates_of_assessment()),
        party=draw(st.none() | st.just("acme")),
        scorecard=told,
    )


def rulings() -> st.SearchStrategy[Ruling]:
    """Rulings, open-ended and limited ones."""
    lengths = st.none() | st.integers(1, 500)
    return st.builds(
        lambda kind, on, length, reason: Ruling(
            kind,
            by="harper",
            on=on,
            reason=reason,
            until=None if length is None else on + timedelta(days=length),
        ),
        st.sampled_from([Client, Customer]),
        days(),
        lengths,
        st.sampled_from(["family office", "moved to self-service"]),
    )
