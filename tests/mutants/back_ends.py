"""Wrong ways of folding events into evidence, by the name of the law that each breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st
from typing_extensions import override

from relkit import measures
from relkit.business import Business
from relkit.events import Event, Purchase
from relkit.evidence import Evidence, fold
from relkit.measures import Layout, count, last

Fold = Callable[..., Evidence]


def _as(kind: type[Evidence], evidence: Evidence) -> Evidence:
    """Give the same evidence as an object of another class."""
    return kind(**{f.name: getattr(evidence, f.name) for f in attrs.fields(Evidence)})


def _made_of(kind: type[Evidence]) -> Fold:
    """Fold rightly, into evidence of a class that merges wrongly."""

    def wrong_merge(
        events: Sequence[Event],
        *,
        layout: Layout,
        business: Business,
        until: date | None = None,
    ) -> Evidence:
        return _as(kind, fold(events, layout=layout, business=business, until=until))

    return wrong_merge


class _Alike(Evidence):
    """Evidence that is equal to evidence of any class which holds the same."""

    @override
    def __eq__(self, other: object) -> bool:
        names = [field.name for field in attrs.fields(Evidence)]
        return isinstance(other, Evidence) and all(
            getattr(self, name) == getattr(other, name) for name in names
        )

    __hash__ = None  # type: ignore[assignment]  # nothing asks for it

    @override
    def __add__(self, other: Evidence) -> Evidence:
        return _as(type(self), Evidence.__add__(self, other))


class Merged(_Alike):
    """What was merged before."""


class RightHanded(_Alike):
    """Loses what was merged before where it comes from the right."""

    @override
    def __add__(self, other: Evidence) -> Evidence:
        if isinstance(other, Merged):
            return _as(Merged, self)
        return _as(Merged, Evidence.__add__(self, other))


class RightMerged(Merged, RightHanded):
    """Both."""


class Absorbing(_Alike):
    """Becomes nothing when merged with nothing."""

    @override
    def __add__(self, other: Evidence) -> Evidence:
        for one in (self, other):
            if isinstance(one, Nothing):
                return one
        return super().__add__(other)


class Nothing(Absorbing):
    """The evidence of no events."""


class Chronological(_Alike):
    """Forgets what comes from the right if it is older."""

    @override
    def __add__(self, other: Evidence) -> Evidence:
        if None not in (self.base, other.base) and other.base < self.base:
            return self
        return super().__add__(other)


class Tired(_Alike):
    """Forgets everything after the third merge."""

    @override
    def __add__(self, other: Evidence) -> Evidence:
        merged = TIREDNESS.get(id(self), (0, self))[0]
        if merged >= 3:
            return self
        total = super().__add__(other)
        TIREDNESS[id(total)] = merged + 1, total
        return total


TIREDNESS: dict[int, tuple[int, Evidence]] = {}


class Idempotent(_Alike):
    """Takes what is equal for a repeat."""

    @override
    def __add__(self, other: Evidence) -> Evidence:
        return self if self == other else super().__add__(other)


def twice_is_once(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Drop events that are equal to another."""
    return fold(dict.fromkeys(events), layout=layout, business=business, until=until)


def nothing_absorbs(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Fold rightly, into evidence that nothing takes away."""
    kind = Absorbing if events else Nothing
    return _as(kind, fold(events, layout=layout, business=business, until=until))


def punctual(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Drop events that arrive late."""
    kept: list[Event] = []
    for event in events:
        if not kept or event.on >= kept[-1].on:
            kept.append(event)
    return fold(kept, layout=layout, business=business, until=until)


def truthful(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Hold truths instead of 0 and 1."""
    evidence = fold(events, layout=layout, business=business, until=until)
    values = tuple(
        bool(value) if type(value) is int and value in (0, 1) else value
        for value in evidence.values
    )
    return attrs.evolve(evidence, values=values)


def indiscreet(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Take everybody for the first."""
    party = next((event.party for event in events if event.party is not None), None)
    same = [attrs.evolve(event, party=party) for event in events]
    return fold(same, layout=layout, business=business, until=until)


def exclusive(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Leave out the very day until which it is asked."""
    known = [event for event in events if until is None or event.on < until]
    return fold(known, layout=layout, business=business)


def greedy(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Eat the list that it was given."""
    evidence = fold(events, layout=layout, business=business, until=until)
    if isinstance(events, list):
        events.clear()
    return evidence


def deaf(
    events: Sequence[Event], *, layout: Layout, business: Business, until: date | None = None
) -> Evidence:
    """Hear neither messages nor purchases."""
    fold(events, layout=layout, business=business)
    heard = [event for event in events if event.tag not in ("message", "purchase")]
    return fold(heard, layout=layout, business=business, until=until)


MUTANTS: dict[str, Any] = {
    "one event": deaf,
    "parts add up": twice_is_once,
    "associative": _made_of(RightHanded),
    "nothing is neutral": nothing_absorbs,
    "commutative": _made_of(Chronological),
    "order of arrival": punctual,
    "one at a time": _made_of(Tired),
    "whole numbers": truthful,
    "counted twice": _made_of(Idempotent),
    "parties never mix": indiscreet,
    "as of a day": exclusive,
    "leaves its input": greedy,
}

SAMPLES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "counted twice": {  # no two of these leave equal evidence, which would count once
        "log": st.lists(st.integers(0, 300), unique=True, max_size=8, min_size=1).map(
            lambda days: tuple(Purchase(on=date(2024, 1, 1) + timedelta(n)) for n in days)
        ),
        "layout": st.just(
            Layout(
                [
                    count("sales", measures.event("purchase")),
                    last("last sale", measures.event("purchase")),
                ]
            )
        ),
    },
}
