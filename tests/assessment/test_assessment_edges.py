"""Smallest changes where little is needed, or where several rivals are to be led."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar

import attrs

from relkit.assessment import Assessment, assess, assess_evidence
from relkit.business import Business
from relkit.events import Payment, Purchase
from relkit.evidence import fold
from relkit.relationships import Client, Customer, Relationship, kind
from relkit.scorecard import Scorecard, Undetermined
from relkit.traits import STANDARD_TRAITS, Trait

DAY = date(2025, 1, 7)
SETTING = next(trait for trait in STANDARD_TRAITS if trait.name == "setting")


@kind
class Member(Relationship):
    """A kind between the two."""

    weights: ClassVar[Mapping[str, int]] = {"near": 500, "far": 1000}


def only_setting() -> Assessment:
    """An assessment whose setting alone would be enough, were it not alone."""
    faint = [Trait(name, 0, 0, kappa=1000, weight=3) for name in ("faint", "pale")]
    card = Scorecard((Customer, Client), traits=[SETTING, *faint], bases={Client: 500})
    known = [Payment(on=DAY)]
    firm = Business("firm", industry="law")
    return assess(known, business=firm, as_of=DAY, scorecard=card)


def test_what_must_become_known_adds_a_point() -> None:
    """Where nothing but the setting is known, one trait becomes known by one point at least."""
    answer = only_setting()
    change = answer.fewest_changes(Client)

    assert Undetermined.ONLY_SETTING is answer.reason
    assert change is not None
    assert ["faint"] == [move.trait for move in change.moves]
    assert [(0, 1)] == [(move.points_before, move.points_after) for move in change.moves]


def test_movement_is_measured_against_the_strongest_rival() -> None:
    """The movement of a trait is its share of the way that leads the strongest rival."""
    traits = [
        Trait("near", 0, 0, kappa=1, weight=900),
        Trait("far", 0, 0, kappa=1, weight=3000),
    ]
    card = Scorecard((Customer, Client, Member), traits=traits)
    shop = Business("shop")
    evidence = fold([Purchase(on=DAY)], layout=card.layout, business=shop)
    evidence = attrs.evolve(evidence, stated={"near": (3, 1)})
    answer = assess_evidence(evidence, business=shop, as_of=DAY, scorecard=card)
    change = answer.fewest_changes(Client)

    assert answer.scores[Customer] < answer.scores[Member] < answer.scores[Client]
    assert change is not None
    assert "far" in [move.trait for move in change.moves]
    for move in change.moves:
        way = {"near": 900 - 500, "far": 3000 - 1000}[move.trait]
        assert Fraction(abs(move.points_after - move.points_before), way) == move.movement


def test_a_trait_that_moved_is_a_change_for_a_kind_that_does_not_weigh_it() -> None:
    """Counts that moved are told for each kind, with the points that they are worth to it."""
    shop = Business("shop", keeps=["purchase", "consultation"])
    before, after = (
        assess(log, business=shop, as_of=DAY) for log in ([], [Purchase(on=DAY, served_by="mia")])
    )
    told = after.diff(before)
    changes = {change.trait: change for change in told.changes(Customer)}

    assert {"expertise", "regularity"} <= set(changes)
    assert {0} == {change.points for change in changes.values()}
    assert set(changes) == {trait for trait, moved in told.counts.items() if any(moved)}
