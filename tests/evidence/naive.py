"""Evidence worked out the slow way: plain lists, sets and counters, one measure at a time.

The compiled recorders must give the same. Nothing here knows bits, bases or merging; the
conditions are the interpreted ones of `RecordCondition.matches`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from tests.strategies.events import field_of

from relkit.business import Business
from relkit.events import Event, Statement
from relkit.evidence import Evidence
from relkit.measures import (
    Count,
    First,
    Flag,
    Last,
    Layout,
    MappedField,
    Measure,
    Most,
    Tally,
    Total,
    Value,
)
from relkit.money import Money

Log = Iterable[Event | Statement]


def measured(log: Log, layout: Layout, business: Business) -> dict[str, object]:
    """Give what `Evidence.to_dict` must give."""
    events = [event for event in log if isinstance(event, Event)]
    found = {}
    for measure in layout.measures:
        matching = [event for event in events if measure.where.matches(event)]
        found[measure.name] = READ[type(measure)](matching, measure, business)
    return found


def stated(log: Log) -> dict[str, tuple[int, int]]:
    """Add up what statements say of each trait."""
    said: dict[str, list[Statement]] = {}
    for entry in log:
        if isinstance(entry, Statement):
            said.setdefault(entry.trait, []).append(entry)
    return {
        trait: (sum(s.pro for s in about), sum(s.con for s in about))
        for trait, about in said.items()
    }


def period(event: Event, business: Business) -> int:
    """Number the period of an event, counted from the beginning of the calendar."""
    return event.on.toordinal() // business.period_days


def span(log: Log, layout: Layout, business: Business) -> int:
    """Count the periods from the first record to the last that sets a flag; 0 without flags."""
    events = [event for event in log if isinstance(event, Event)]
    wheres = [measure.where for measure in layout.measures if isinstance(measure, Flag)]
    flagged = [e for e in events if any(where.matches(e) for where in wheres)]
    if not flagged:
        return 0
    first = min(period(event, business) for event in events)
    return max(period(event, business) for event in flagged) - first + 1


def _periods(events: list[Event], _measure: Measure, business: Business) -> tuple[int, ...]:
    return tuple(sorted({period(event, business) for event in events}))


def _number(event: Event, value: Value) -> int:
    given = field_of(event, value.name)
    if isinstance(value, MappedField):
        return dict(value.table).get(given, 0)
    return 0 if given is None else given


def _total(events: list[Event], measure: Total, _business: Business) -> int:
    return sum(_number(event, measure.value) for event in events)


def _most(events: list[Event], measure: Most, _business: Business) -> int:
    return max([0, *(_number(event, measure.value) for event in events)])


def _keys(events: list[Event], measure: Tally, business: Business) -> dict[object, int]:
    keys = [field_of(event, measure.key) for event in events]
    return dict(Counter(_key(key, measure, business) for key in keys if key is not None))


def _key(key: object, measure: Tally, business: Business) -> object:
    if isinstance(key, Money):
        return (key.minor_units, key.currency)
    return (key, business.currency) if measure.key == "amount" else key


READ: dict[type[Measure], Callable[..., object]] = {
    Count: lambda events, _measure, _business: len(events),
    First: lambda events, _measure, _business: min((e.on for e in events), default=None),
    Flag: _periods,
    Last: lambda events, _measure, _business: max((e.on for e in events), default=None),
    Most: _most,
    Tally: _keys,
    Total: _total,
}


def agrees(evidence: Evidence, log: list[Event | Statement], business: Business) -> bool:
    """Tell whether evidence says exactly what the log does."""
    periods = [period(event, business) for event in log if isinstance(event, Event)]
    return (
        evidence.to_dict() == measured(log, evidence.layout, business)
        and evidence.stated == stated(log)
        and evidence.base == min(periods, default=None)
    )
