"""Strategies for assessments by scorecards of random kinds, and for the logs behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.strategies.scorecards import scorecards

from relkit.assessment import Assessment, assess
from relkit.testing import statements as any_statements
from relkit.testing._strategies.dealings import dates_of_assessment, days, dealings, keepers

if TYPE_CHECKING:
    from relkit.events import Event, Statement
    from relkit.scorecard import Scorecard


def logs(
    events: st.SearchStrategy[Event] | None = None, *, min_size: int = 0, max_size: int = 14
) -> st.SearchStrategy[list[Event]]:
    """The events of one relationship, in any order."""
    return st.lists(dealings() if events is None else events, min_size=min_size, max_size=max_size)


def statements(*names: str) -> st.SearchStrategy[Statement]:
    """Statements about these traits, made while the log was written."""
    return any_statements(*names, on=days())


@st.composite
def assessments(draw: st.DrawFn, card: Scorecard | None = None) -> Assessment:
    """Assessments of random logs, by a given scorecard or by random ones."""
    told = draw(scorecards(3)) if card is None else card
    names = [trait.name for trait in told.traits]
    said = draw(st.lists(statements(*names), max_size=2))
    return assess(
        [*draw(logs()), *said],
        business=draw(keepers()),
        as_of=draw(dates_of_assessment()),
        party=draw(st.none() | st.just("acme")),
        scorecard=told,
    )
