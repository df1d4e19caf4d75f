"""The laws of back ends: what folds events into mergeable evidence, as ``fold`` does.

A back end is a function ``(events, *, layout, business)`` that gives `Evidence`. A sample
``log`` is a list of events of one party; the checks put them into the order of their days
unless the law is about order, so that each law stands for itself. ``cuts`` are two places in
the log, ``order`` a permutation of its places, ``day`` a day in its midst.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from relkit._law import Law, law, same
from relkit.errors import ForeignPartyError, LawBrokenError
from relkit.events._laws import changed
from relkit.evidence._accumulator import fold
from relkit.evidence._evidence import Evidence
from relkit.measures import Count

if TYPE_CHECKING:
    from datetime import date

    from relkit.business import Business
    from relkit.events import Event
    from relkit.measures import Layout

__all__ = ["BACK_END_LAWS"]

Fold: TypeAlias = Callable[..., Evidence]


def _by_day(log: Sequence[Event]) -> list[Event]:
    return sorted(log, key=lambda event: event.on)


@law(
    "G1",
    "one event",
    "A single event counts as it does for relkit.evidence.fold.",
    "fold([e]) = lift(e)",
)
def _single(fold_: Fold, log: Sequence[Event], layout: Layout, business: Business) -> bool:
    for event in log:
        expected = fold([event], layout=layout, business=business)
        same(fold_((event,), layout=layout, business=business), expected)
    return bool(log)


@law(
    "E1",
    "parts add up",
    "The evidence of a log is the sum of the evidence of its parts.",
    "fold(x ⧺ y) = fold(x) ⊕ fold(y)",
)
def _parts(
    fold_: Fold, log: Sequence[Event], cuts: tuple[int, int], layout: Layout, business: Business
) -> bool:
    events = _by_day(log)
    if len(events) < 2:  # noqa: PLR2004 - two parts
        return False
    cut = 1 + cuts[0] % (len(events) - 1)
    early, late = tuple(events[:cut]), (*events[cut:], events[0])  # one comes twice
    p, q = (fold_(part, layout=layout, business=business) for part in (early, late))
    same(p + q, fold_((*early, *late), layout=layout, business=business))
    return True


@law(
    "E2",
    "associative",
    "It does not matter which of three parts are merged first.",
    "(p ⊕ q) ⊕ r = p ⊕ (q ⊕ r)",
)
def _associative(
    fold_: Fold, log: Sequence[Event], cuts: tuple[int, int], layout: Layout, business: Business
) -> bool:
    p, q, r = (fold_(part, layout=layout, business=business) for part in _cut(_by_day(log), cuts))
    same((p + q) + r, p + (q + r))
    return bool(log)


@law(
    "E3",
    "nothing is neutral",
    "Merging with the evidence of no events changes nothing, on either side.",
    "p ⊕ ε = ε ⊕ p = p",
)
def _neutral(fold_: Fold, log: Sequence[Event], layout: Layout, business: Business) -> bool:
    evidence = fold_(tuple(_by_day(log)), layout=layout, business=business)
    nothing = fold_((), layout=layout, business=business)
    same(evidence + nothing, evidence)
    same(nothing + evidence, evidence)
    return bool(log)


@law(
    "E4",
    "commutative",
    "It does not matter which of two parts comes first.",
    "p ⊕ q = q ⊕ p",
)
def _commutative(
    fold_: Fold, log: Sequence[Event], cuts: tuple[int, int], layout: Layout, business: Business
) -> bool:
    early, middle, late = _cut(_by_day(log), cuts)
    p, q = (fold_(part, layout=layout, business=business) for part in (early + middle, late))
    same(q + p, p + q)
    return bool(log)


@law(
    "E5",
    "order of arrival",
    "In whatever order events arrive, the evidence is the same: their time is in them.",
    "fold(σ(x)) = fold(x)",
)
def _arrival(
    fold_: Fold, log: Sequence[Event], order: Sequence[int], layout: Layout, business: Business
) -> bool:
    events = _by_day(log)
    shuffled = tuple(events[place] for place in order if place < len(events))
    expected = fold_(tuple(events), layout=layout, business=business)
    same(fold_(shuffled, layout=layout, business=business), expected)
    return len(events) > 1


@law(
    "E6",
    "one at a time",
    "Merged event by event, the evidence is that of all events at once.",
    "fold(x ⧺ [e]) = fold(x) ⊕ lift(e)",
)
def _steps(fold_: Fold, log: Sequence[Event], layout: Layout, business: Business) -> bool:
    events = list(dict.fromkeys(_by_day(log)))
    if not events:
        return False
    single = (fold_((event,), layout=layout, business=business) for event in events)
    same(reduce(add, single), fold_(tuple(events), layout=layout, business=business))
    return True


@law(
    "E7",
    "whole numbers",
    "Whatever evidence holds is a whole number: nothing that decides is a float.",
    "φ ∈ ℤ*",
)
def _whole(fold_: Fold, log: Sequence[Event], layout: Layout, business: Business) -> None:
    evidence = fold_(tuple(_by_day(log)), layout=layout, business=business)
    held = [*evidence.values, *evidence.stated.values()]
    same({type(number) for number in _numbers(held)} <= {int}, True)  # noqa: FBT003 - the side of an equation


@law(
    "E8",
    "counted twice",
    "Evidence does not recognize an event that comes twice: merged with itself, it counts double.",
    "count(p ⊕ p) = 2·count(p)",
)
def _twice(fold_: Fold, log: Sequence[Event], layout: Layout, business: Business) -> None:
    evidence = fold_(tuple(_by_day(log)), layout=layout, business=business)
    doubled = evidence + evidence
    for measure in layout.measures:
        if isinstance(measure, Count):
            same(doubled[measure.name], 2 * _count(evidence, measure.name))


@law(
    "E10",
    "parties never mix",
    "Events of two parties are refused, whatever was measured of them.",
    "fold(x of p ⧺ y of q) raises",
)
def _parties(fold_: Fold, log: Sequence[Event], layout: Layout, business: Business) -> bool:
    if not log:
        return False
    mixed = [changed(log[0], party=party) for party in ("one", "another")]
    try:
        fold_(tuple(mixed), layout=layout, business=business)
    except ForeignPartyError:
        return True
    msg = "Events of two parties were folded into one evidence."
    raise LawBrokenError(msg)


def _has_until(fold_: Fold) -> str:
    return "" if "until" in inspect.signature(fold_).parameters else "it takes no until="


@law(
    "E12",
    "as of a day",
    "Folded until a day, the evidence is that of the events up to and on that day.",
    "fold(x, until=t) = fold([e ∈ x | day(e) ≤ t])",
    applies=_has_until,
)
def _as_of(
    fold_: Fold, log: Sequence[Event], number: int, layout: Layout, business: Business
) -> bool:
    if not log:
        return False
    events = _by_day(log)
    day: date = events[number % len(events)].on
    known = tuple(event for event in events if event.on <= day)
    expected = fold_(known, layout=layout, business=business)
    same(fold_(tuple(events), layout=layout, business=business, until=day), expected)
    return True


@law(
    "T11",
    "leaves its input",
    "Folding changes nothing that was given, and the same events give the same evidence again.",
    "fold(x) = fold(x)",
)
def _pure(fold_: Fold, log: Sequence[Event], layout: Layout, business: Business) -> bool:
    events = _by_day(log)
    kept = list(events)
    told = [fold_(events, layout=layout, business=business) for _ in range(3)]
    same(events, kept)
    same(told, told[:1] * 3)
    return bool(log)


def _cut(events: Sequence[Event], cuts: tuple[int, int]) -> tuple[tuple[Event, ...], ...]:
    """Cut a log into three parts at two places, which count around its length."""
    first, second = sorted(place % (len(events) + 1) for place in cuts)
    return tuple(events[:first]), tuple(events[first:second]), tuple(events[second:])


def _numbers(values: Sequence[Any]) -> list[object]:
    """Give the numbers that evidence holds, those of its tallies among them."""
    found: list[object] = []
    for value in values:
        if isinstance(value, Mapping):
            found += value.values()
        elif isinstance(value, tuple):
            found += value
        elif value is not None:
            found.append(value)
    return found


def _count(evidence: Evidence, name: str) -> Any:  # noqa: ANN401 - a count, whatever it is made of
    return evidence[name]


BACK_END_LAWS: Final[tuple[Law, ...]] = (
    _single,
    _parts,
    _associative,
    _neutral,
    _commutative,
    _arrival,
    _steps,
    _whole,
    _twice,
    _parties,
    _as_of,
    _pure,
)
"""What everything that folds events into evidence owes."""
