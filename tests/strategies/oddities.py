"""Strategies for assessments that are hard to show: odd names, great numbers, nothing known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs
from hypothesis import strategies as st
from typing_extensions import override

from relkit.assessment import Assessment, Ruling, assess_evidence
from relkit.business import Business
from relkit.events import Purchase
from relkit.evidence import fold
from relkit.relationships import Relationship, kind
from relkit.scorecard import Scorecard
from relkit.traits import COUNT_MOST, WEIGHT_MOST, Trait
from strategies.books import HOSTILE, odd_ids

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

DAY = date(2025, 1, 7)
BUSINESSES = (Business("shop"), Business("firm", industry="law", keeps=["purchase"]))


class Unprintable:
    """An id that cannot be turned into text."""

    @override
    def __str__(self) -> str:
        """Refuse."""
        raise RuntimeError


def odd_texts() -> st.SearchStrategy[str]:
    """Text with something in it: short, long, wide, or hostile."""
    return (st.text(max_size=30) | st.sampled_from(HOSTILE)).filter(str.strip)


def odd_names() -> st.SearchStrategy[Hashable]:
    """Ids of parties and authors, some of which cannot be turned into text."""
    return odd_ids() | st.builds(Unprintable)


def odd_kind(tag: str, label: str, weights: Mapping[str, int]) -> type[Relationship]:
    """A kind with any label."""
    return kind(type("Odd", (Relationship,), {"tag": tag, "label": label, "weights": weights}))


def counts() -> st.SearchStrategy[int]:
    """Counts of a trait, often nothing, now and then the most there can be."""
    return st.sampled_from([0, 0, 0, 1, 2, 9_999, 10_000, COUNT_MOST]) | st.integers(0, COUNT_MOST)


def weights() -> st.SearchStrategy[int]:
    """Weights and bases in points, often nothing, now and then the most there can be."""
    return st.sampled_from([0, 1, -1, WEIGHT_MOST, -WEIGHT_MOST]) | st.integers(-2000, 2000)


@st.composite
def odd_scorecards(draw: st.DrawFn) -> Scorecard:
    """Two or three kinds told apart by a few stated traits, all with odd names."""
    names = draw(st.lists(odd_texts(), min_size=1, max_size=6, unique=True))
    traits = [Trait(name, 0, 0, kappa=2, label=draw(odd_texts())) for name in names]
    kinds = tuple(
        odd_kind(str(place), draw(odd_texts()), {name: draw(weights()) for name in names})
        for place in range(draw(st.integers(2, 3)))
    )
    bases = {one: draw(weights()) for one in kinds} if draw(st.booleans()) else {}
    return Scorecard(kinds, traits=traits, bases=bases, margin=draw(st.integers(1, 2000)))


@st.composite
def odd_assessments(draw: st.DrawFn) -> Assessment:
    """Assessments by odd scorecards, of odd parties, with and without an odd ruling."""
    card = draw(odd_scorecards())
    business = draw(st.sampled_from(BUSINESSES))
    facts = [Purchase(on=DAY)] if draw(st.booleans()) else []
    evidence = fold(facts, layout=card.layout, business=business, party=draw(odd_names()))
    stated = {trait.name: (draw(counts()), draw(counts())) for trait in card.traits}
    stated = {name: pair for name, pair in stated.items() if any(pair)}
    ruling = None
    if draw(st.booleans()):
        ruled = draw(st.sampled_from(card.kinds))
        ruling = Ruling(ruled, by=draw(odd_names()), on=DAY, reason=draw(odd_texts()))
    return assess_evidence(
        attrs.evolve(evidence, stated=stated),
        business=business,
        as_of=DAY + timedelta(days=draw(st.integers(0, 400))),
        line=draw(st.none() | odd_texts()),
        scorecard=card,
        ruling=ruling,
    )
