"""Trying events out before any is recorded, where recording might refuse one half-way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit.errors import RelkitError
from relkit.evidence import PERIODS_MOST, Accumulator
from relkit.measures import Field, Most, Total

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relkit.book._entry import Entry
    from relkit.business import Business
    from relkit.events import Event, Statement
    from relkit.measures import Layout
    from relkit.typing import PartyId

__all__ = ["refused"]

_Chosen = "Sequence[tuple[int, tuple[PartyId, str | None], Event | Statement]]"


def refused(
    chosen: _Chosen,
    known: Callable[[PartyId, str | None], Entry | None],
    layout: Layout,
    business: Business,
) -> list[tuple[int, str]]:
    """Give position and reason of each event that an accumulator would refuse.

    Only dates centuries apart and totals over free fields can be refused after reading, so
    a log without either is not tried at all.
    """
    if not chosen or not (_spans_far(chosen, known, business) or _totals_fields(layout)):
        return []
    trials: dict[object, Accumulator] = {}
    faults: list[tuple[int, str]] = []
    for position, where, event in chosen:
        if where not in trials:
            trials[where] = _trial(known(*where), layout, business)
        try:
            trials[where].record(event)
        except RelkitError as fault:
            faults.append((position, str(fault)))
    return faults


def _trial(entry: Entry | None, layout: Layout, business: Business) -> Accumulator:
    trial = Accumulator(layout, business)
    if entry is not None:
        trial.absorb(entry.accumulator.snapshot())
    return trial


def _spans_far(
    chosen: _Chosen,
    known: Callable[[PartyId, str | None], Entry | None],
    business: Business,
) -> bool:
    """Tell whether the dates given and known lie further apart than evidence can span."""
    days = [event.on.toordinal() for _, _, event in chosen]
    first, last = min(days), max(days)
    for where in {where for _, where, _ in chosen}:
        entry = known(*where)
        if entry is not None and entry.last_on is not None:
            base = entry.accumulator.snapshot().base or 0
            first = min(first, base * business.period_days)
            last = max(last, entry.last_on.toordinal())
    return (last - first) // business.period_days + 1 >= PERIODS_MOST


def _totals_fields(layout: Layout) -> bool:
    return any(
        isinstance(measure, (Total, Most)) and isinstance(measure.value, Field)
        for measure in layout.measures
    )
