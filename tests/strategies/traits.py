"""Strategies for traits: counts, kappas and weights of every size, and lists of traits."""

from __future__ import annotations

from hypothesis import strategies as st

from relkit.testing import traits
from relkit.traits import COUNT_MOST, KAPPA_MOST, WEIGHT_MOST, Trait


def weights(most: int = 2000) -> st.SearchStrategy[int]:
    """Weights in points of either sign, nought among them."""
    return st.integers(-most, most) | st.sampled_from([0, 1, -1, most])


def trait_lists(max_size: int = 5) -> st.SearchStrategy[list[Trait]]:
    """Some traits with names of their own."""
    sizes = st.integers(1, max_size)
    return sizes.flatmap(lambda n: st.tuples(*(traits(f"trait {i}") for i in range(n)))).map(list)


def stated_traits(
    name: str = "trait", *, most: int = 2000, kappas: st.SearchStrategy[int] | None = None
) -> st.SearchStrategy[Trait]:
    """Traits for which only statements speak."""
    kappa = st.integers(0, 200) if kappas is None else kappas
    return st.builds(
        Trait, st.just(name), st.just(0), st.just(0), kappa=kappa, weight=weights(most)
    )


def counts() -> st.SearchStrategy[int]:
    """Counts of every size up to the greatest."""
    return st.integers(0, 8) | st.integers(0, 1000) | st.integers(0, COUNT_MOST)


def kappas() -> st.SearchStrategy[int]:
    """Kappas of every size."""
    return st.integers(0, 8) | st.integers(0, 500) | st.integers(0, KAPPA_MOST)


def any_weights() -> st.SearchStrategy[int]:
    """Weights of every size and sign."""
    return weights() | st.integers(-WEIGHT_MOST, WEIGHT_MOST)


def pairs_of_counts() -> st.SearchStrategy[tuple[int, int]]:
    """Both counts of a trait; nothing seen, and only one pole seen, often."""
    return (
        st.just((0, 0))
        | st.tuples(counts(), st.just(0))
        | st.tuples(st.just(0), counts())
        | st.tuples(counts(), counts())
    )
