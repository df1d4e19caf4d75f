"""The samples that laws ask for by name, as Hypothesis strategies made for their subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeAlias, get_args

from hypothesis import strategies as st

from relkit.errors import InvalidValueError
from relkit.events import Event
from relkit.measures import Layout, count, event, field, first, flag, tally, total
from relkit.playbook import Playbook
from relkit.relationships import Client, Customer, Relationship
from relkit.schedules import Every
from relkit.scorecard import Scorecard
from relkit.strategies import Strategy
from relkit.testing._strategies.classes import instances
from relkit.testing._strategies.dealings import dates_of_assessment, days, dealings, keepers
from relkit.testing._strategies.families import contexts, playbooks, relationships
from relkit.testing._strategies.money import currencies, moneys
from relkit.testing._strategies.predicates import predicates
from relkit.testing._strategies.rows import table_rows
from relkit.traits import COUNT_MOST, Trait, TraitProfile

__all__ = [
    "Samples",
    "of_assess",
    "of_back_end",
    "of_event_type",
    "of_kind",
    "of_payment",
    "of_playbook",
    "of_schedule",
    "of_scorecard",
    "of_strategy",
    "of_table",
    "of_trait",
]

Samples: TypeAlias = Mapping[str, st.SearchStrategy[Any]]

_LOG_MOST: Final = 8
_EARLY: Final = date(1900, 1, 1)
_LATE: Final = date(2200, 12, 31)
_CALENDAR: Final = 2_500_000  # days that lie between the latest anchor and the year 9999
_SMALL: Final = Layout(
    [
        count("purchases", event("purchase")),
        count("talks", event("consultation", "message")),
        flag("delivered", event("delivery")),
        total("minutes", field("minutes"), event("consultation")),
        first("first", event("event")),
        tally("staff", "served_by", event("event")),
    ]
)


def _counts(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, 8) | st.integers(0, most)


def _pairs(most: int) -> st.SearchStrategy[tuple[int, int]]:
    """Counts of which at least one is above 0."""
    return st.tuples(_counts(most), _counts(most)).filter(any)


def _profiles(traits: Sequence[Trait], most: int) -> st.SearchStrategy[TraitProfile]:
    """Profiles of which up to five traits are known; drawing all of many would take long."""
    names = [trait.name for trait in traits]
    if not names:
        return st.just(TraitProfile.of(traits, {}))
    known = st.dictionaries(st.sampled_from(names), _pairs(most), min_size=1, max_size=5)
    return known.map(lambda counts: TraitProfile.of(traits, counts))


def _logs(min_size: int = 0) -> st.SearchStrategy[tuple[Event, ...]]:
    return st.lists(dealings(), min_size=min_size, max_size=_LOG_MOST).map(tuple)


def _points() -> st.SearchStrategy[int]:
    return st.integers(-3000, 3000)


_READ: Final[dict[str, Callable[[], st.SearchStrategy[Any]]]] = {
    "log": _logs,
    "business": keepers,
    "as_of": dates_of_assessment,
    "event": dealings,
    "wait": lambda: st.integers(1, 2000),
}
_WORTH: Final[dict[str, Callable[[], st.SearchStrategy[Any]]]] = {
    "pair": lambda: _pairs(10**6),
    "more": lambda: st.integers(1, 1000),
    "factor": lambda: st.integers(1, 50),
    "weight": _points,
}


def of_trait(_subject: Trait, _kind: object) -> Samples:
    """Give the samples for a trait."""
    return {name: make() for name, make in (_READ | _WORTH).items()}


def of_scorecard(subject: Scorecard, _kind: object) -> Samples:
    """Give the samples for a scorecard: profiles of its own traits, and logs."""
    return {
        **{name: make() for name, make in (_READ | _WORTH).items()},
        "profile": _profiles(subject.traits, 10**6),
        "extreme": _profiles(subject.traits, COUNT_MOST),
        "shift": _points(),
        "wider": st.integers(0, 5000),
        "place": st.integers(0, max(len(subject.traits) - 1, 0)),
        "number": st.integers(1, 40),
        "word": st.text(max_size=5),
    }


def of_back_end(_subject: object, _kind: object) -> Samples:
    """Give the samples for what folds events into evidence."""
    return {
        "log": _logs(),
        "business": keepers(),
        "layout": st.sampled_from([Scorecard().layout, _SMALL]),
        "cuts": st.tuples(st.integers(0, _LOG_MOST), st.integers(0, _LOG_MOST)),
        "order": st.permutations(range(_LOG_MOST)),
        "number": st.integers(0, _LOG_MOST),
    }


def of_event_type(subject: type[Event], _kind: object) -> Samples:
    """Give the samples for an event type: events of it, drawn from its fields."""
    return {"one": instances(subject), "day": days()}


def of_kind(subject: type[Relationship], _kind: object) -> Samples:
    """Give the samples for a kind: relationships of it, and of the kind above it."""
    (above,) = (base for base in subject.__bases__ if issubclass(base, Relationship))
    return {"one": instances(subject), "above": instances(above)}


def of_schedule(subject: Every, _kind: object) -> Samples:
    """Give the samples for a schedule: as many dates as the calendar holds, and few more."""
    months = (subject.months or 0) + 12 * (subject.years or 0)
    unit = (subject.days or 0) + 7 * (subject.weeks or 0) + 31 * months
    most = max(1, min(12, _CALENDAR // unit // 3))
    anchors = st.dates(_EARLY, _LATE)
    month_ends = anchors.map(lambda day: day.replace(day=1) - timedelta(days=1))
    return {
        "anchor": anchors | month_ends,
        "count": st.integers(1, most),
        "more": st.integers(1, most),
        "number": st.integers(0, 3 * most),
        "day": st.dates(_EARLY, _LATE),
    }


def of_assess(_subject: object, _kind: object) -> Samples:
    """Give the samples for what assesses events."""
    return {
        "log": _logs(),
        "business": keepers(),
        "as_of": dates_of_assessment(),
        "number": st.integers(0, _LOG_MOST),
    }


def of_table(_subject: object, _kind: object) -> Samples:
    """Give the samples for what assesses the rows of a table."""
    return {
        "rows": table_rows(max_size=_LOG_MOST),
        "business": keepers(),
        "as_of": dates_of_assessment(),
        "order": st.permutations(range(_LOG_MOST)),
    }


def _served(subject: Strategy[Any, Any], kind: type[Relationship] | None) -> tuple[type[Any], ...]:
    """Give the kinds whose relationships a strategy is shown: those it serves, or the one given."""
    if kind is not None:
        if not subject.does_serve(kind):
            msg = f"{subject} does not serve {kind.__name__}: give for_= a kind that it serves."
            raise InvalidValueError(msg)
        return (kind,)
    wanted = subject.served_kinds() or (Relationship,)
    narrowest = max(wanted, key=lambda each: len(getattr(each, "__mro__", ())))
    return get_args(narrowest) or (narrowest,)


def of_strategy(subject: Strategy[Any, Any], kind: type[Relationship] | None) -> Samples:
    """Give the samples for a strategy: relationships of the kinds that it serves."""
    parties = st.one_of([relationships(of) for of in _served(subject, kind)])
    return {
        "party": parties,
        "other": parties,
        "context": contexts(),
        "condition": predicates(),
    }


def of_payment(subject: Strategy[Any, Any], kind: type[Relationship] | None) -> Samples:
    """Give the samples for a payment strategy: sales besides, to organizations."""
    served = _served(subject, kind)
    buyer = st.just("organization")
    parties = st.one_of([relationships(of, party_type=buyer) for of in served])
    prices = moneys("USD", min_units=1, max_units=10**7)
    sales = contexts(
        price=prices,
        has_written_agreement=st.just(value=True),
        holidays=st.just(frozenset[date]()),
        ends_on=st.none(),
    )
    return {
        **of_strategy(subject, kind),
        "party": parties,
        "other": parties,
        "context": sales,
        "sale": sales,
        "price": prices,
        "factor": st.integers(2, 50),
        "currency": currencies(),
        "shares": st.lists(st.integers(0, 150), max_size=4),
    }


def of_playbook(subject: Playbook, kind: type[Relationship] | None) -> Samples:
    """Give the samples for a playbook: relationships of its kinds, or of the one given."""
    kinds = subject.kinds or (Customer, Client) if kind is None else (kind,)
    sales = contexts(price=moneys("USD", min_units=1, max_units=10**7))
    return {
        "party": st.one_of([relationships(of) for of in kinds]),
        "context": sales,
        "other": playbooks(),
    }
