"""Strategies for events, statements and the plain records that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import attrs
from hypothesis import strategies as st

from relkit.events import STANDARD_EVENT_TYPES, Consultation, Engagement, Event, Statement
from relkit.testing import events as any_events
from relkit.testing import ids, statements
from relkit.testing._strategies.events import amounts, event_days

HUGE = 10**30
START = date(2020, 1, 1)
SPAN = timedelta(days=800)  # how far the days of one log lie apart
WINDOW = st.dates(START, START + SPAN)
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


@cache
def events(
    *,
    on: st.SearchStrategy[date] | None = None,
    kinds: tuple[type[Event], ...] = EVENT_TYPES,
    party: object = None,
) -> st.SearchStrategy[Event]:
    """Events of the eight standard types and of users' own, realistic and adversarial."""
    common = {"on": event_days() if on is None else on, "party": st.just(party)}
    places = st.none() | ids() | amounts()  # whatever can be hashed, money among it
    own = {Workout: {"place": places}}
    return st.one_of([any_events(kind, **common, **own.get(kind, {})) for kind in kinds])


@cache
def _entries() -> st.SearchStrategy[Event | Statement]:
    return events(on=WINDOW) | statements(on=WINDOW)


@st.composite
def logs(
    draw: st.DrawFn, *, start: date | None = None, max_size: int = 8
) -> list[Event | Statement]:
    """Logs of one party: events and statements of some years anywhere in the calendar."""
    first = min(draw(event_days()) if start is None else start, date.max - SPAN)
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
    common = {field.name for field in attrs.fields(Event)}
    return [field.alias for field in attrs.fields(kind) if field.name not in common]


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
