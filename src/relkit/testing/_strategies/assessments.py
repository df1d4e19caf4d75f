"""Strategies for assessments, what they are made of, and rulings."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final, TypeGuard

from hypothesis import strategies as st

from relkit.assessment import (
    Assessment,
    Change,
    Contribution,
    Counterfactual,
    Diff,
    Move,
    Ruling,
    assess,
)
from relkit.business import Business
from relkit.events import Event, Purchase, Statement
from relkit.relationships import Relationship
from relkit.scorecard import Scorecard, Scoring
from relkit.testing._strategies.businesses import ids, words
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.dealings import (
    START,
    dates_of_assessment,
    days,
    dealings,
    keepers,
)
from relkit.testing._strategies.events import statements
from relkit.testing._strategies.relationships import kinds
from relkit.testing._strategies.scorecards import scorecards

__all__ = [
    "assessments",
    "changes",
    "contributions",
    "counterfactuals",
    "differences",
    "moves",
    "rulings",
    "scorings",
]


_STANDARD: Final = Scorecard()
_STATED: Final = ("convenience", "impulse", "planning", "service expectation", "trust")


@cache
def rulings(kind: type[Relationship] | None = None) -> st.SearchStrategy[Ruling]:
    """Rulings, open-ended or for up to 500 days, for a kind or for either of relkit's two.

    >>> from hypothesis import given
    >>> from relkit import Client
    >>> @given(rulings(Client))
    ... def test_it_holds_at_once(ruling):
    ...     assert ruling.kind is Client and ruling.is_in_force(ruling.on)
    >>> test_it_holds_at_once()
    """

    def ruled(
        told: type[Relationship], by: Hashable, on: date, reason: str, lasting: int | None
    ) -> Ruling:
        until = None if lasting is None else on + timedelta(days=lasting)
        return Ruling(told, by=by, on=on, reason=reason, until=until)

    told = kinds() if kind is None else st.just(kind)
    return st.builds(ruled, told, ids(), days(), words(), st.none() | st.integers(1, 500))


@cache
def assessments(
    scorecard: Scorecard | None = None, *, business: Business | None = None, max_size: int = 14
) -> st.SearchStrategy[Assessment]:
    """Assessments of a year's dealings, some of them with a ruling in force or past.

    Args:
        scorecard: by which scorecard; by default by any of ``scorecards()``.
        business: of which business; by default of any.
        max_size: the most events behind an assessment.

    >>> from hypothesis import given
    >>> from relkit import Scorecard
    >>> @given(assessments(Scorecard()))
    ... def test_contributions_add_up(assessment):
    ...     score = assessment.scores[assessment.leader]
    ...     parts = assessment.contributions(assessment.leader)
    ...     assert sum(part.points for part in parts) == score
    >>> test_contributions_add_up()
    """

    def assessed(  # noqa: PLR0913, PLR0917 - one argument for each thing drawn
        card: Scorecard,
        log: Sequence[Event],
        said: Sequence[Statement],
        of: Business,
        as_of: date,
        ruling: Ruling | None,
        party: Hashable,
    ) -> Assessment:
        known = {trait.name for trait in card.traits}
        facts: list[Event | Statement] = [*log]
        facts += [each for each in said if each.trait in known]
        return assess(facts, business=of, as_of=as_of, scorecard=card, ruling=ruling, party=party)

    return st.builds(
        assessed,
        _mostly_standard() if scorecard is None else one_of_these([scorecard]),
        st.lists(dealings(), max_size=max_size),
        st.lists(statements(*_STATED, on=days()), max_size=2),
        keepers() if business is None else one_of_these([business]),
        dates_of_assessment(),
        st.none() | rulings(),
        st.none() | st.just("acme"),
    )


def _mostly_standard() -> st.SearchStrategy[Scorecard]:
    """The standard scorecard more often than others, each of which takes a while to compile."""
    return st.one_of([*(one_of_these([_STANDARD]) for _ in range(3)), scorecards()])


@cache
def contributions() -> st.SearchStrategy[Contribution]:
    """What single traits add to the score of the leading kind.

    >>> from hypothesis import given
    >>> @given(contributions())
    ... def test_it_has_support(contribution):
    ...     assert contribution.support == contribution.pro + contribution.con
    >>> test_it_has_support()
    """
    return assessments().flatmap(lambda made: one_of_these(made.contributions()))


@cache
def scorings() -> st.SearchStrategy[Scoring]:
    """What scorecards compute: points, scores and the decision.

    >>> from hypothesis import given
    >>> @given(scorings())
    ... def test_a_score_for_each_kind(scoring):
    ...     assert len(scoring.scores) == 2
    >>> test_a_score_for_each_kind()
    """
    return assessments().map(lambda made: made.scoring)


@cache
def differences() -> st.SearchStrategy[Diff]:
    """What changed between two assessments by the standard scorecard.

    >>> from hypothesis import given
    >>> @given(differences())
    ... def test_two_stages_are_named(difference):
    ...     assert len(difference.stages) == 2
    >>> test_two_stages_are_named()
    """
    made = assessments(_STANDARD)
    return st.builds(Assessment.diff, made, made)


@cache
def changes() -> st.SearchStrategy[Change]:
    """How the counts and points of single standard traits moved, either way.

    >>> from hypothesis import given
    >>> @given(changes())
    ... def test_it_names_a_trait(change):
    ...     assert change.trait
    >>> test_it_names_a_trait()
    """
    counts, points = st.integers(-1000, 1000), st.integers(-3000, 3000)
    names = st.sampled_from([trait.name for trait in _STANDARD.traits])
    return st.builds(Change, names, counts, counts, points)


@cache
def counterfactuals() -> st.SearchStrategy[Counterfactual]:
    """The fewest changes that would make a relationship another kind, by the standard scorecard.

    >>> from hypothesis import given
    >>> @given(counterfactuals())
    ... def test_something_moves(counterfactual):
    ...     assert counterfactual.movement > 0
    >>> test_something_moves()
    """

    def changed(log: Sequence[Event], of: Business, as_of: date) -> Counterfactual | None:
        facts = [*log, Purchase(on=START)]
        return assess(facts, business=of, as_of=as_of).fewest_changes(fixed=())

    logs = st.lists(dealings(), max_size=6)
    return st.builds(changed, logs, keepers(), dates_of_assessment()).filter(_is_there)


def _is_there(counterfactual: Counterfactual | None) -> TypeGuard[Counterfactual]:
    """Leave out the rare case that no change would do."""
    return counterfactual is not None and bool(counterfactual.moves)


@cache
def moves() -> st.SearchStrategy[Move]:
    """Single traits' parts in counterfactuals.

    >>> from hypothesis import given
    >>> @given(moves())
    ... def test_it_goes_somewhere(move):
    ...     assert 0 < move.movement <= 2
    >>> test_it_goes_somewhere()
    """
    return counterfactuals().map(lambda counterfactual: counterfactual.moves[0])
