"""Strategies for scorecards: two to four kinds, random weights, margins and bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.strategies.relationships import kinds
from tests.strategies.traits import stated_traits, trait_lists

from relkit.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.traits import Trait

NAMES = ("Guest", "Member", "Patron", "Donor")
SMALL_KAPPAS = st.integers(0, 6)


@st.composite
def scorecards_of(
    draw: st.DrawFn,
    traits: Sequence[Trait],
    *,
    most_kinds: int = 4,
    most: int = 2000,
    most_margin: int = 3000,
) -> Scorecard:
    """Scorecards of these traits with kinds, a margin and bases of their own."""
    size = draw(st.integers(2, most_kinds))
    told = [draw(kinds(traits, name=name, most=most)) for name in NAMES[:size]]
    bases = {kind: draw(st.integers(-most, most)) for kind in told if draw(st.booleans())}
    margin = draw(st.integers(1, most_margin))
    return Scorecard(told, traits=traits, margin=margin, bases=bases)


def scorecards(max_traits: int = 5, *, most_kinds: int = 4) -> st.SearchStrategy[Scorecard]:
    """Scorecards of random traits and kinds."""
    return trait_lists(max_traits).flatmap(
        lambda traits: scorecards_of(traits, most_kinds=most_kinds)
    )


@st.composite
def stated_scorecards(
    draw: st.DrawFn,
    *,
    max_traits: int = 8,
    most_kinds: int = 2,
    most: int = 60,
    most_margin: int = 80,
) -> Scorecard:
    """Small scorecards for which only statements speak: every profile can be given."""
    size = draw(st.integers(1, max_traits))
    traits = [
        draw(stated_traits(f"trait {i}", most=most, kappas=SMALL_KAPPAS)) for i in range(size)
    ]
    card = scorecards_of(traits, most_kinds=most_kinds, most=most, most_margin=most_margin)
    return draw(card)
