"""Trying events out before any is recorded, where recording might refuse one half-way.

Only two things can be refused after reading: dates that lie further apart than evidence can
span, whether in one line of business or in all lines of a party together, and totals over
fields that do not hold whole numbers. A log in which neither can be is not tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit.errors import RelkitError
from relkit.evidence import PERIODS_MOST, Accumulator
from relkit.measures import Field, Layout, Most, Total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from relkit.book._entry import Entry
    from relkit.book._ledger import Chosen
    from relkit.business import Business
    from relkit.typing import PartyId

__all__ = ["Trials"]


class Trials:
    """Accumulators of the whole party on which events are tried out."""

    __slots__ = ("_business", "_entries", "_layout", "_reads_numbers")

    def __init__(
        self, layout: Layout, business: Business, entries: Callable[[PartyId], Sequence[Entry]]
    ) -> None:
        """Remember what is measured, in which periods, and where to find what is known."""
        self._layout = layout
        self._business = business
        self._entries = entries
        self._reads_numbers = any(
            isinstance(measure, (Total, Most)) and isinstance(measure.value, Field)
            for measure in layout.measures
        )

    def refused(self, chosen: Sequence[Chosen]) -> list[tuple[int, RelkitError]]:
        """Give the position of each event that cannot be recorded, and why."""
        if not chosen or not (self._reads_numbers or self._is_far(chosen)):
            return []
        trials: dict[PartyId, Accumulator] = {}
        faults: list[tuple[int, RelkitError]] = []
        for position, (party, _), event in chosen:
            if party not in trials:
                trials[party] = self._trial(self._entries(party))
            try:
                trials[party].record(event)
            except RelkitError as fault:
                faults.append((position, fault))
        return faults

    def check_merge(self, party: PartyId, others: Sequence[Entry]) -> None:
        """Raise ``SpanError`` where a party's entries in two books span too much together."""
        entries = (*self._entries(party), *others)
        if self._spans_too_much(self._days(entries)):
            self._trial(entries)

    def _trial(self, entries: Iterable[Entry]) -> Accumulator:
        trial = Accumulator(self._layout, self._business)
        for entry in entries:
            trial.absorb(entry.accumulator.snapshot())
        return trial

    def _is_far(self, chosen: Sequence[Chosen]) -> bool:
        """Tell whether the dates given and known may lie too far apart."""
        days = [event.on.toordinal() for _, _, event in chosen]
        for party in {party for _, (party, _), _ in chosen}:
            days += self._days(self._entries(party))
        return self._spans_too_much(days)

    def _days(self, entries: Iterable[Entry]) -> list[int]:
        found = (entry.days(self._business.period_days) for entry in entries)
        return [day for pair in found if pair is not None for day in pair]

    def _spans_too_much(self, days: Sequence[int]) -> bool:
        if not days:
            return False
        return (max(days) - min(days)) // self._business.period_days + 1 >= PERIODS_MOST
