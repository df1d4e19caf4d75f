"""Strategies for traits: declarations that keep the sign rule, and profiles of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from relkit.errors import DeclarationError
from relkit.measures import TRANSACTION, Quantity, count, event, flag, periods
from relkit.testing._strategies.businesses import words
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.measures import quantities
from relkit.traits import (
    COUNT_MOST,
    KAPPA_MOST,
    STANDARD_TRAITS,
    WEIGHT_MOST,
    Trait,
    TraitProfile,
    TraitReading,
)

__all__ = ["profiles", "trait_readings", "traits"]

_REFERRED: Final = count("referrals of the harmless", event("referral"))
_BOUGHT: Final = periods(flag("sales of the harmless", TRANSACTION))


def _weights() -> st.SearchStrategy[int]:
    """Weights in points of either sign, nought among them."""
    edges = st.sampled_from([0, 1, -1, WEIGHT_MOST, -WEIGHT_MOST])
    return st.integers(-2000, 2000) | edges


def _kappas() -> st.SearchStrategy[int]:
    return st.integers(0, 8) | st.integers(0, 500) | st.integers(0, KAPPA_MOST)


def _trait(name: str, pro: Quantity, con: Quantity, kappa: int, weight: int) -> Trait:
    """Declare a trait; where the two sides break the sign rule, one of them speaks alone."""
    sides: tuple[tuple[Any, Any], ...] = ((pro, con), (pro, 0), (0, con))
    for one, other in sides:
        try:
            return Trait(name, one, other, kappa=kappa, weight=weight)
        except DeclarationError:
            continue
    return Trait(name, _REFERRED, _BOUGHT, kappa=kappa, weight=weight)


@cache
def traits(name: str | None = None) -> st.SearchStrategy[Trait]:
    """Traits that keep the sign rule, of a name or of any, the standard ones among the latter.

    Kappa and weight are of every size that a trait can have.

    >>> from hypothesis import given
    >>> @given(traits("coaching"))
    ... def test_it_has_its_name(trait):
    ...     assert trait.name == "coaching"
    >>> test_it_has_its_name()
    """
    names = words() if name is None else st.just(name)
    sides = quantities()
    made = st.builds(_trait, names, sides, sides, kappa=_kappas(), weight=_weights())
    return one_of_these(STANDARD_TRAITS) | made if name is None else made


def _counts() -> st.SearchStrategy[int]:
    return st.integers(0, 8) | st.integers(0, 1000) | st.integers(0, COUNT_MOST)


@cache
def _pairs() -> st.SearchStrategy[tuple[int, int]]:
    """Both counts of a trait; nothing seen, and only one pole seen, often."""
    nothing, some = st.just(0), _counts()
    return (
        st.tuples(nothing, nothing)
        | st.tuples(some, nothing)
        | st.tuples(nothing, some)
        | st.tuples(some, some)
    )


@cache
def profiles(of: Sequence[Trait] = STANDARD_TRAITS) -> st.SearchStrategy[TraitProfile]:
    """Profiles of these traits, with counts of every size; most traits are unknown in most.

    Args:
        of: the traits, as a tuple; by default the standard ones.

    >>> from hypothesis import given
    >>> @given(profiles())
    ... def test_counts_are_at_least_nought(profile):
    ...     assert all(reading.support >= 0 for reading in profile)
    >>> test_counts_are_at_least_nought()
    """
    names = tuple(trait.name for trait in of)
    if not names:
        return st.just(TraitProfile.of(of, {}))
    few, some = (
        st.dictionaries(st.sampled_from(names), _pairs(), max_size=most)
        for most in (min(2, len(names)), len(names))
    )
    return (few | some).map(lambda counts: TraitProfile.of(of, counts))


@cache
def trait_readings() -> st.SearchStrategy[TraitReading]:
    """Readings of one standard trait, with counts of every size.

    >>> from hypothesis import given
    >>> @given(trait_readings())
    ... def test_support_is_what_was_seen(reading):
    ...     assert reading.support == reading.pro + reading.con
    >>> test_support_is_what_was_seen()
    """

    def reading(trait: Trait, counts: tuple[int, int]) -> TraitReading:
        return TraitReading(trait, *counts)

    return st.builds(reading, one_of_these(STANDARD_TRAITS), _pairs())
