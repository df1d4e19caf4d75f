"""Strategies for predicates about relationships, and the trait terms in them."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.strategies import (
    ALWAYS,
    NEVER,
    PLAN_LAWS,
    PlanLaw,
    Predicate,
    TraitTerm,
    in_stage,
    is_a,
    trait,
)
from relkit.testing._strategies.chosen import both, either, one_of_these
from relkit.traits import STANDARD_TRAITS

__all__ = ["plan_laws", "predicates", "trait_terms"]

_TRAITS: Final = tuple(each.name for each in STANDARD_TRAITS)
_KINDS: Final = (Relationship, Customer, Client)


@cache
def trait_terms() -> st.SearchStrategy[TraitTerm]:
    """Standard traits as terms of predicates, by their share or their support.

    >>> from hypothesis import given
    >>> from relkit.strategies import Predicate
    >>> @given(trait_terms())
    ... def test_it_can_be_compared(term):
    ...     assert isinstance(term > 0, Predicate)
    >>> test_it_can_be_compared()
    """
    terms = st.sampled_from(_TRAITS).map(trait)
    return terms | terms.map(lambda term: term.support)


@cache
def predicates(
    kinds: tuple[type[Relationship], ...] = _KINDS,
) -> st.SearchStrategy[Predicate]:
    """Predicates about kind, stage and traits, and up to four of them combined.

    Args:
        kinds: the kinds that they ask for.

    >>> from hypothesis import given
    >>> from relkit.testing import contexts, relationships
    >>> @given(predicates(), relationships(), contexts())
    ... def test_not_not_is_nothing(predicate, relationship, context):
    ...     once = predicate(relationship, context)
    ...     assert (~~predicate)(relationship, context) == once
    >>> test_not_not_is_nothing()
    """

    def staged(stages: Sequence[Stage]) -> Predicate:
        return in_stage(*stages)

    shares = st.sampled_from([operator.ge, operator.gt, operator.le, operator.lt])
    terms = st.sampled_from(_TRAITS).map(trait)
    leaves: st.SearchStrategy[Any] = (
        one_of_these([ALWAYS, NEVER])
        | st.sampled_from(kinds).map(is_a)
        | st.lists(st.sampled_from(Stage), min_size=1).map(staged)
        | st.builds(_compared, shares, terms, st.fractions(0, 1, max_denominator=100))
        | st.builds(_compared, shares, terms.map(_support), st.integers(0, 9))
    )
    return st.recursive(
        leaves,
        lambda parts: st.one_of(
            st.builds(both, parts, parts),
            st.builds(either, parts, parts),
            parts.map(operator.invert),
        ),
        max_leaves=4,
    )


def _support(term: TraitTerm) -> TraitTerm:
    return term.support


def _compared(compare: Any, term: TraitTerm, limit: object) -> Predicate:  # noqa: ANN401 - an operator
    made: Predicate = compare(term, limit)
    return made


def plan_laws() -> st.SearchStrategy[PlanLaw]:
    """The laws that a proposed plan must keep.

    >>> from hypothesis import given
    >>> @given(plan_laws())
    ... def test_it_says_what_holds(law):
    ...     assert law.statement.endswith(".")
    >>> test_it_says_what_holds()
    """
    return one_of_these(PLAN_LAWS)
