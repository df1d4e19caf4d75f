"""Strategies for events and statements: realistic ones, and such as are easily mishandled."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar, cast, get_args

import attrs
from hypothesis import strategies as st

from relkit.events import (
    STANDARD_EVENT_TYPES,
    STATEMENT_MOST,
    Agreement,
    AgreementAction,
    AgreementForm,
    Consultation,
    Delivery,
    Direction,
    Event,
    Feedback,
    Message,
    MessageTopic,
    Payment,
    PaymentModel,
    Purchase,
    RecordProblem,
    Statement,
)
from relkit.money import Currency, Money
from relkit.testing._strategies.businesses import CODES, ids, texts, words
from relkit.testing._strategies.fields import Fields, Lore

__all__ = [
    "amounts",
    "changed",
    "event_days",
    "event_fields",
    "lore",
    "record_problems",
    "standard_events",
    "statements",
]

_HUGE: Final = 10**30
_TRAITS: Final = ("convenience", "impulse", "service expectation")
_ENDS: Final = (date.min, date.max, date(1969, 12, 31), date(1970, 1, 1))


@cache
def event_days() -> st.SearchStrategy[date]:
    """Days anywhere in the calendar, its two ends among them."""
    recent = st.dates(date(2015, 1, 1), date(2026, 12, 31))
    return recent | st.sampled_from(_ENDS) | st.dates()


@cache
def amounts() -> st.SearchStrategy[Money | int | None]:
    """Amounts as money or as whole minor units: none, small ones that recur, refunds, huge ones."""
    units = st.sampled_from([0, 1, 1200, 150_000]) | st.integers(-(10**15), 10**15)
    money = st.builds(Money.from_minor_units, units, st.sampled_from(CODES).map(Currency.of))
    return st.none() | units | st.sampled_from([_HUGE, -_HUGE]) | money


def _shares() -> st.SearchStrategy[Any]:
    """Shares in [0, 1] of every exact and inexact sort, both ends among them."""
    decimals = st.decimals(0, 1, places=2) | st.just(Decimal("-0"))
    ends = st.sampled_from([0, 1, 0.0, 1.0])
    return ends | st.floats(0, 1) | decimals | st.fractions(0, 1, max_denominator=100)


def _people() -> st.SearchStrategy[Hashable]:
    """Staff: a few who come again, and ids of every sort."""
    return st.none() | st.sampled_from(["ann", "bo", ("team", 1), 7]) | ids()


def _truths() -> st.SearchStrategy[bool | None]:
    return st.sampled_from([None, True, False])


def _wholes() -> st.SearchStrategy[int | None]:
    return st.none() | st.sampled_from([0, 30, 60]) | st.integers(0, _HUGE)


def _words(literal: object) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(get_args(literal))


def _texts() -> st.SearchStrategy[str | None]:
    return st.none() | texts()


@cache
def _own_fields() -> Mapping[type[Event], Fields]:
    """Give, for each standard event type, a strategy for each argument of its own."""
    served = {"served_by": _people()}
    return {
        Event: {"on": event_days(), "id": st.none() | ids(), "party": st.none(), "line": _texts()},
        Agreement: {
            "form": _words(AgreementForm),
            "action": st.sampled_from(get_args(AgreementAction)),
            "negotiated": _truths(),
            "term_days": _wholes(),
        },
        Consultation: {"minutes": _wholes(), "topic": _texts(), "paid": st.booleans(), **served},
        Delivery: {"tailored": _truths(), "co_produced": _truths(), **served},
        Feedback: {"rating": st.none() | _shares(), "input": _truths()},
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
            "discount": st.none() | _shares(),
            "planned": _truths(),
            "channel": _texts(),
            **served,
        },
    }


def event_fields(kind: type[Event]) -> Fields:
    """Give a strategy for each argument that an event type has from the standard ones."""
    found: dict[str, st.SearchStrategy[Any]] = {}
    for base in reversed(kind.__mro__):
        found |= _own_fields().get(base, {})
    return found


def lore(kind: type[Event]) -> Lore:
    """Give what is known of the fields of an event type: whole numbers are never below zero."""
    return Lore(fields=event_fields(kind), leaves={int: st.integers(0, _HUGE)})


@cache
def standard_events(on: st.SearchStrategy[date] | None = None) -> st.SearchStrategy[Event]:
    """Events of the eight standard types."""
    days = event_days() if on is None else on
    return st.one_of(
        [st.builds(kind, **{**event_fields(kind), "on": days}) for kind in STANDARD_EVENT_TYPES]
    )


def statements(
    *names: str,
    on: st.SearchStrategy[date] | None = None,
) -> st.SearchStrategy[Statement]:
    """Statements that count for one pole or for both, up to 1000 each.

    Args:
        names: the traits that they are about; by default any.
        on: strategy for the day; by default any day of the calendar.

    >>> from hypothesis import given
    >>> @given(statements("planning", "impulse"))
    ... def test_it_says_something(statement):
    ...     assert statement.pro + statement.con > 0
    >>> test_it_says_something()
    """
    number = st.integers(0, STATEMENT_MOST)
    more = st.integers(1, STATEMENT_MOST)
    counts = st.tuples(more, number) | st.tuples(number, more)

    def statement(  # noqa: PLR0913, PLR0917 - one argument for each field
        trait: str,
        two: tuple[int, int],
        by: Hashable,
        day: date,
        event_id: Hashable | None,
        line: str | None,
    ) -> Statement:
        return Statement(trait, *two, by, day, id=event_id, line=line)

    return st.builds(
        statement,
        st.sampled_from(names) if names else st.sampled_from(_TRAITS) | words(),
        counts,
        ids(),
        event_days() if on is None else on,
        st.none() | ids(),
        _texts(),
    )


FactT = TypeVar("FactT", bound=Event | Statement)


def changed(fact: FactT, **fields: object) -> FactT:
    """Give the same event or statement but for some fields."""
    made: FactT = attrs.evolve(cast("Any", fact), **fields)
    return made


@cache
def record_problems() -> st.SearchStrategy[RecordProblem]:
    """Problems with a row of records, as ``events_from_records`` tells them.

    >>> from hypothesis import given
    >>> @given(record_problems())
    ... def test_it_names_the_row(problem):
    ...     assert str(problem.position) in str(problem)
    >>> test_it_names_the_row()
    """
    fields = st.none() | st.sampled_from(["on", "event", "amount"])
    return st.builds(RecordProblem, st.integers(0, 10**6), fields, words())
