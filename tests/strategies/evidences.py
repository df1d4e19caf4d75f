"""Strategies for evidence: what is left of logs, alone and in groups that can be merged."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st
from tests.strategies.events import logs

from relkit.business import Business
from relkit.events import Event, Statement
from relkit.evidence import Evidence, fold
from relkit.measures import Layout
from relkit.testing import businesses, layouts
from relkit.testing._strategies.events import event_days


class Case(NamedTuple):
    """Some logs of one party, and how they are to be measured."""

    layout: Layout
    business: Business
    logs: list[list[Event | Statement]]

    def fold(self, *which: int) -> Evidence:
        """Fold the logs with these numbers, one after the other."""
        events = [event for number in which for event in self.logs[number]]
        return fold(events, layout=self.layout, business=self.business)


@st.composite
def cases(draw: st.DrawFn, count: int = 1, *, max_size: int = 10) -> Case:
    """Cases of ``count`` logs around the same day, so that they can be merged."""
    start = draw(event_days())
    log = logs(start=start, max_size=max_size)
    return Case(draw(layouts()), draw(businesses()), [draw(log) for _ in range(count)])


def evidences() -> st.SearchStrategy[Evidence]:
    """Evidence of every layout, the empty among them."""
    return cases().map(lambda case: case.fold(0))
