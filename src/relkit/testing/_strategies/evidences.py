"""Strategies for evidence: logs, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

from hypothesis import strategies as st

from relkit.business import Business
from relkit.events import Event, Statement
from relkit.evidence import Accumulator, Evidence, fold
from relkit.measures import Layout
from relkit.testing._strategies.businesses import businesses
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.events import changed, event_days, standard_events, statements
from relkit.testing._strategies.measures import layouts

__all__ = ["accumulators", "evidences", "logs"]

_START: Final = date(2020, 1, 1)
_SPAN: Final = timedelta(days=800)


@cache
def logs(
    entries: st.SearchStrategy[Event | Statement] | None = None,
    *,
    start: date | None = None,
    min_size: int = 0,
    max_size: int = 8,
) -> st.SearchStrategy[list[Event | Statement]]:
    """What one relationship's record holds: events and statements of at most 800 days.

    Args:
        entries: strategy for what is in it; by default events of all standard types and
            statements. With it ``start`` is not used: the entries have their own days.
        start: the earliest day; by default any of the calendar.
        min_size: the fewest entries.
        max_size: the most entries.

    >>> from datetime import date
    >>> from hypothesis import given
    >>> @given(logs(start=date(2025, 1, 1), min_size=1))
    ... def test_nothing_is_earlier(log):
    ...     assert min(entry.on for entry in log) >= date(2025, 1, 1)
    >>> test_nothing_is_earlier()
    """
    if entries is not None:
        return st.lists(entries, min_size=min_size, max_size=max_size)
    window = st.dates(_START, _START + _SPAN)
    either: st.SearchStrategy[Event | Statement] = standard_events(window) | statements(on=window)
    starts = event_days() if start is None else st.just(start)
    return st.builds(_shifted, st.lists(either, min_size=min_size, max_size=max_size), starts)


def _shifted(entries: Sequence[Event | Statement], start: date) -> list[Event | Statement]:
    """Move a log in time, so that it begins on or after a day and stays within the calendar."""
    later = min(start, date.max - _SPAN) - _START
    return [changed(entry, on=entry.on + later) for entry in entries]


def _folded(entries: Sequence[Event | Statement], layout: Layout, business: Business) -> Evidence:
    return fold(entries, layout=layout, business=business)


@cache
def evidences(
    *, layout: Layout | None = None, business: Business | None = None
) -> st.SearchStrategy[Evidence]:
    """Evidence of logs of up to 8 entries, the empty one among it.

    Give ``layout`` and ``business`` for evidence that can be merged.

    >>> from hypothesis import given
    >>> from relkit import Business, Scorecard
    >>> same = evidences(layout=Scorecard().layout, business=Business("shop"))
    >>> @given(same)
    ... def test_it_has_the_layout(evidence):
    ...     assert evidence.layout == Scorecard().layout
    >>> test_it_has_the_layout()
    """
    start = None if layout is None and business is None else _START
    return st.builds(
        _folded,
        logs(start=start),
        layouts() if layout is None else one_of_these([layout]),
        businesses() if business is None else one_of_these([business]),
    )


@cache
def accumulators() -> st.SearchStrategy[Accumulator]:
    """Accumulators that have recorded a log of up to 8 entries; each draw is a new one.

    >>> from hypothesis import given
    >>> @given(accumulators())
    ... def test_a_snapshot_changes_nothing(accumulator):
    ...     assert accumulator.snapshot() == accumulator.snapshot()
    >>> test_a_snapshot_changes_nothing()
    """

    def filled(layout: Layout, business: Business, log: Sequence[Event | Statement]) -> Accumulator:
        accumulator = Accumulator(layout, business)
        for entry in log:
            accumulator.record(entry)
        return accumulator

    return st.builds(filled, layouts(), businesses(), logs())
