"""Strategies for scorecards, what they decide, and what they compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from hypothesis import strategies as st

from relkit.relationships import Client, Customer, Relationship
from relkit.scorecard import Comparison, ComparisonRow, Decision, Scorecard, compare
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.traits import profiles
from relkit.testing._strategies.traits import traits as any_traits
from relkit.traits import STANDARD_TRAITS, Trait, TraitProfile

__all__ = ["comparison_rows", "comparisons", "decisions", "scorecards"]

_STANDARD: Final = Scorecard()


@cache
def scorecards(
    kinds: tuple[type[Relationship], ...] = (Customer, Client),
    *,
    traits: tuple[Trait, ...] | None = None,
) -> st.SearchStrategy[Scorecard]:
    """Scorecards for some kinds, with margins of 1 to 3000 points and bases up to 2000.

    Args:
        kinds: two or more, in any order; by default ``Customer`` and ``Client``.
        traits: the traits; by default some of the standard ones, and now and then another.

    >>> from hypothesis import given
    >>> from relkit import Client, Customer
    >>> @given(scorecards((Customer, Client)))
    ... def test_it_tells_both(card):
    ...     assert set(card.kinds) == {Customer, Client}
    >>> test_it_tells_both()
    """

    def made(
        told: Sequence[type[Relationship]],
        of: Sequence[Trait],
        margin: int,
        bases: Mapping[type[Relationship], int],
    ) -> Scorecard:
        return Scorecard(told, traits=of, margin=margin, bases=bases)

    some = _some_traits() if traits is None else one_of_these([traits])
    bases = st.dictionaries(st.sampled_from(kinds), st.integers(-2000, 2000))
    random = st.builds(made, st.permutations(kinds), some, st.integers(1, 3000), bases)
    if kinds != (Customer, Client) or traits is not None:
        return random
    return one_of_these([_STANDARD]) | random


def _some_traits() -> st.SearchStrategy[list[Trait]]:
    """Up to five standard traits, and up to one of another name."""
    standard = st.lists(one_of_these(STANDARD_TRAITS), min_size=1, max_size=5, unique_by=_name)
    other = st.lists(any_traits("a trait of its own"), max_size=1)
    return st.tuples(standard, other).map(lambda two: [*two[0], *two[1]])


def _name(trait: Trait) -> str:
    return trait.name


@cache
def decisions() -> st.SearchStrategy[Decision]:
    """What the standard scorecard decides for profiles of every sort.

    >>> from hypothesis import given
    >>> @given(decisions())
    ... def test_a_kind_or_a_reason(decision):
    ...     assert (decision.kind is None) == (decision.reason is not None)
    >>> test_a_kind_or_a_reason()
    """

    def decided(profile: TraitProfile, exchanged: bool) -> Decision:  # noqa: FBT001 - drawn
        return _STANDARD.decide(profile, exchanged=exchanged)

    return st.builds(decided, profiles(_STANDARD.traits), st.booleans())


@cache
def comparisons() -> st.SearchStrategy[Comparison]:
    """Comparisons of customers and clients, either first, by some of the standard traits.

    >>> from hypothesis import given
    >>> @given(comparisons())
    ... def test_a_row_has_two_poles(comparison):
    ...     assert all(len(row.poles) == 2 for row in comparison.rows)
    >>> test_a_row_has_two_poles()
    """

    def compared(kinds: Sequence[type[Relationship]], of: Sequence[Trait]) -> Comparison:
        return compare(*kinds, traits=of)

    some = st.lists(one_of_these(STANDARD_TRAITS), min_size=1, max_size=5, unique_by=_name)
    return st.builds(compared, st.permutations([Customer, Client]), some)


@cache
def comparison_rows() -> st.SearchStrategy[ComparisonRow]:
    """Single rows of comparisons.

    >>> from hypothesis import given
    >>> @given(comparison_rows())
    ... def test_it_is_about_a_trait(row):
    ...     assert row.trait.name
    >>> test_it_is_about_a_trait()
    """
    return comparisons().map(lambda comparison: comparison.rows[0])
