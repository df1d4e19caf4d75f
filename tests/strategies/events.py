"""Strategies for events, statements and the plain records that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
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
TRAITS = ("convenience", "impulse", "service expectation")
RECORD_NAMES = {"event_id": "id", "is_input": "input"}


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


def days_near(anchor: date, reach: int = 400) -> st.SearchStrategy[date]:
    """Days within ``reach`` of an anchor, as far as the calendar goes."""
    first = max(anchor.toordinal() - reach, 1)
    last = min(anchor.toordinal() + reach, date.max.toordinal())
    return st.integers(first, last).map(date.fromordinal)


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


@st.composite
def logs(
    draw: st.DrawFn,
    *,
    anchor: date | None = None,
    reach: int = 400,
    max_size: int = 12,
    with_statements: bool = True,
) -> list[Event | Statement]:
    """Logs of one party: events and statements around a day anywhere in the calendar."""
    center = draw(days()) if anchor is None else anchor
    on = days_near(center, reach)
    entries = events(on=on) | statements(on=on) if with_statements else events(on=on)
    return draw(st.lists(entries, max_size=max_size))


def record_of(event: Event | Statement) -> dict[str, object]:
    """Write an event as a plain mapping, with every field that it has."""
    names = ["on", "event_id", "party", "line"]
    if isinstance(event, Statement):
        names += ["trait", "pro", "con", "by"]
    else:
        names += [RECORD_NAMES_BACK.get(name, name) for name in _fields(type(event))]
    record: dict[str, object] = {"event": event.tag}
    for name in names:
        record[RECORD_NAMES.get(name, name)] = getattr(event, name)
    return record


RECORD_NAMES_BACK = {name: attribute for attribute, name in RECORD_NAMES.items()}


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


def moved(event: Event, days_later: int) -> Event:
    """Give the same event on another day."""
    record = record_of(event)
    arguments = {name: value for name, value in record.items() if name not in {"event", "on"}}
    return type(event)(on=event.on + timedelta(days=days_later), **arguments)
