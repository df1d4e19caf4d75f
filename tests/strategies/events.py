"""Strategies for events, statements and the plain records that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import get_args

from hypothesis import strategies as st
from tests.strategies.businesses import CODES, ids, texts

from relkit.events import (
    STANDARD_EVENT_TYPES,
    Agreement,
    AgreementAction,
    AgreementForm,
    Consultation,
    Delivery,
    Direction,
    Engagement,
    Event,
    Feedback,
    Message,
    MessageTopic,
    Payment,
    PaymentModel,
    Purchase,
    Referral,
    Statement,
)
from relkit.money import Currency, Money

HUGE = 10**30
START = date(2020, 1, 1)
SPAN = timedelta(days=800)  # how far the days of one log lie apart
WINDOW = st.dates(START, START + SPAN)
TRAITS = ("convenience", "impulse", "service expectation")
ATTRIBUTES = {"id": "event_id", "input": "is_input"}  # where a record names a field otherwise


class Workout(Engagement):
    """A user's own engagement, with a field of each sort that an annotation can ask for."""

    coach: str | None = None
    minutes: int | None = None
    group: bool | None = None
    place: object = None


class Massage(Consultation):
    """A user's own consultation; what a measure says of consultations holds of it too."""

    oil: str | None = None


USER_EVENT_TYPES = (Workout, Massage)
EVENT_TYPES = (*STANDARD_EVENT_TYPES, *USER_EVENT_TYPES)


def days() -> st.SearchStrategy[date]:
    """Days anywhere in the calendar, its two ends among them."""
    ends = st.sampled_from([date.min, date.max, date(1969, 12, 31), date(1970, 1, 1)])
    return ends | st.dates(date(2015, 1, 1), date(2026, 12, 31)) | st.dates()


def amounts() -> st.SearchStrategy[Money | int | None]:
    """Amounts as money or as whole minor units: none, small ones that recur, refunds, huge ones."""
    units = st.sampled_from([0, 1, 1200, 150_000]) | st.integers(-(10**15), 10**15)
    money = st.builds(Money.from_minor_units, units, st.sampled_from(CODES).map(Currency.of))
    return st.none() | units | st.sampled_from([HUGE, -HUGE]) | money


def shares() -> st.SearchStrategy[object]:
    """Shares in [0, 1] of every exact and inexact sort, both ends among them."""
    decimals = st.decimals(0, 1, places=2) | st.just(Decimal("-0"))
    return (
        st.sampled_from([0, 1, 0.0, 1.0])
        | st.floats(0, 1)
        | decimals
        | st.fractions(0, 1, max_denominator=100)
    )


def people() -> st.SearchStrategy[object]:
    """Staff: a few who come again, and ids of every sort."""
    return st.sampled_from(["ann", "bo", ("team", 1), 7]) | ids()


def _truths() -> st.SearchStrategy[bool | None]:
    return st.sampled_from([None, True, False])


def _minutes() -> st.SearchStrategy[int | None]:
    return st.none() | st.sampled_from([0, 30, 60]) | st.integers(0, HUGE)


def _words(literal: object) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(get_args(literal))


def _texts() -> st.SearchStrategy[str | None]:
    return st.none() | texts()


def _fields(kind: type[Event]) -> dict[str, st.SearchStrategy[object]]:
    """Give a strategy for each argument of an event type beside those that all have."""
    served = {"served_by": st.none() | people()}
    consulted = {"minutes": _minutes(), "topic": _texts(), "paid": st.booleans(), **served}
    return {
        Agreement: {
            "form": _words(AgreementForm),
            "action": st.sampled_from(get_args(AgreementAction)),
            "negotiated": _truths(),
            "term_days": _minutes(),
        },
        Consultation: consulted,
        Delivery: {"tailored": _truths(), "co_produced": _truths(), **served},
        Feedback: {"rating": st.none() | shares(), "input": _truths()},
        Massage: {"oil": _texts(), **consulted},
        Message: {
            "direction": _words(Direction),
            "about": _words(MessageTopic),
            "channel": _texts(),
            "initiated": _truths(),
        },
        Payment: {
            "amount": amounts(),
            "model": _words(PaymentModel),
            "on_time": _truths(),
            "automatic": st.booleans(),
        },
        Purchase: {
            "amount": amounts(),
            "standard": _truths(),
            "discount": st.none() | shares(),
            "planned": _truths(),
            "channel": _texts(),
            **served,
        },
        Referral: {},
        Workout: {
            "coach": _texts(),
            "minutes": _minutes(),
            "group": _truths(),
            "place": st.none() | people() | amounts(),
        },
    }[kind]


@cache
def events(
    *,
    on: st.SearchStrategy[date] | None = None,
    kinds: tuple[type[Event], ...] = EVENT_TYPES,
    party: object = None,
) -> st.SearchStrategy[Event]:
    """Events of the eight standard types and of users' own, realistic and adversarial."""
    common = {
        "on": days() if on is None else on,
        "id": st.none() | ids(),
        "party": st.just(party),
        "line": _texts(),
    }
    return st.one_of([st.builds(kind, **common, **_fields(kind)) for kind in kinds])


def statements(*, on: st.SearchStrategy[date] | None = None) -> st.SearchStrategy[Statement]:
    """Statements that count for one pole or for both."""
    counts = st.tuples(st.integers(0, 1000), st.integers(0, 1000)).filter(any)
    return st.builds(
        lambda trait, counts, by, day, **more: Statement(trait, *counts, by, day, **more),
        st.sampled_from(TRAITS) | texts().filter(str.strip),
        counts,
        ids(),
        days() if on is None else on,
        id=st.none() | ids(),
        line=_texts(),
    )


@cache
def _entries() -> st.SearchStrategy[Event | Statement]:
    return events(on=WINDOW) | statements(on=WINDOW)


@st.composite
def logs(
    draw: st.DrawFn, *, start: date | None = None, max_size: int = 8
) -> list[Event | Statement]:
    """Logs of one party: events and statements of some years anywhere in the calendar."""
    first = min(draw(days()) if start is None else start, date.max - SPAN)
    entries = draw(st.lists(_entries(), max_size=max_size))
    return [moved(entry, (first - START).days) for entry in entries]


def record_of(event: Event | Statement) -> dict[str, object]:
    """Write an event as a plain mapping, with every field that it has."""
    own = ["trait", "pro", "con", "by"] if isinstance(event, Statement) else _names(type(event))
    values = {name: field_of(event, name) for name in ["on", "id", "party", "line", *own]}
    return {"event": event.tag, **values}


def field_of(event: Event | Statement, name: str) -> object:
    """Read a field by its name in records; None where the event has no such field."""
    return getattr(event, ATTRIBUTES.get(name, name), None)


@cache
def _names(kind: type[Event]) -> list[str]:
    return list(_fields(kind))


@st.composite
def records(draw: st.DrawFn) -> tuple[Mapping[str, object], Event | Statement]:
    """Plain mappings, each with the event that it is equal to."""
    event = draw(events() | statements())
    record = record_of(event)
    if draw(st.booleans()):
        record["on"] = event.on.isoformat()
    if draw(st.booleans()):
        record = {name: value for name, value in record.items() if value is not None}
    names = draw(st.permutations(list(record)))
    return {name: record[name] for name in names}, event


def with_changes(event: Event | Statement, **changes: object) -> Event | Statement:
    """Give the same event or statement but for some fields, named as in records."""
    arguments = {name: value for name, value in record_of(event).items() if name != "event"}
    return type(event)(**(arguments | changes))


def moved(event: Event | Statement, days_later: int) -> Event | Statement:
    """Give the same event or statement on another day."""
    return with_changes(event, on=event.on + timedelta(days=days_later))
