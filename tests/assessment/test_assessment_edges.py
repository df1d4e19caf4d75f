"""Smallest changes where little is needed, or where several rivals are to be led."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import ClassVar

import attrs
import pytest

from relkit.assessment import Assessment, Ruling, assess, assess_evidence
from relkit.business import Business
from relkit.events import Payment, Purchase
from relkit.evidence import fold
from relkit.relationships import Client, Customer, Relationship, Stage, kind
from relkit.scorecard import MARGIN, Scorecard, Undetermined
from relkit.traits import STANDARD_TRAITS, Trait, points

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


def test_a_change_of_stage_alone_is_a_difference() -> None:
    """Two assessments that differ in nothing but the stage differ, and equal ones do not."""
    shop = Business("shop")
    log = [Purchase(on=DAY)]
    dates = [DAY + timedelta(days=days) for days in (60, 61, 62)]
    active, dormant, later = (assess(log, business=shop, as_of=on) for on in dates)
    told = dormant.diff(active)

    assert {0} == {points for moved in told.points.values() for points in moved.values()}
    assert (Stage.ACTIVE, Stage.DORMANT) == told.stages
    assert not told.is_empty
    assert later.diff(dormant).is_empty


def test_the_least_movement_adds_no_point_more_than_needed() -> None:
    """Where some counts meet the margin to the point, the least movement is such a move."""
    card = Scorecard((Customer, Client), traits=[Trait("t", 0, 0, kappa=2, weight=3000)])
    shop = Business("shop")
    for before in ((1, 1), (0, 5), (3, 2), (1, 0)):
        evidence = fold([Purchase(on=DAY)], layout=card.layout, business=shop)
        evidence = attrs.evolve(evidence, stated={"t": before})
        answer = assess_evidence(evidence, business=shop, as_of=DAY, scorecard=card)
        change = answer.least_movement(Client)

        assert change is not None
        (move,) = change.moves
        pro, con = move.after
        exact = any(
            points(3000, p, size - p, 2) == MARGIN
            for size in (1, 3, 7, 15, 31, 63, 127, 255, 511, 1023)
            for p in range(size + 1)
        )

        assert exact
        assert MARGIN == points(3000, pro, con, 2) == move.points_after
        assert Fraction(move.points_after - move.points_before, 3000) == move.movement


def test_what_is_said_by_name_cannot_be_said_by_place() -> None:
    """Beside the first few values everything is named, so that none is mistaken for another."""
    with pytest.raises(TypeError, match="positional"):
        Ruling(Client, "mia", on=DAY, reason="so")  # type: ignore[misc]  # on purpose
    with pytest.raises(TypeError, match="positional"):
        Trait("t", 0, 0, ("S1",), kappa=1)  # type: ignore[misc]  # on purpose


def test_a_smallest_change_shows_its_moves_and_not_the_whole_profile() -> None:
    """The repr of a change is its moves; the profile that it leads to is left out."""
    change = only_setting().fewest_changes(Client)

    assert "profile" not in repr(change)
    assert "faint" in repr(change)
    assert ("faint" in {reading.trait.name for reading in change.profile}) is True


def test_odds_are_a_mapping_of_the_kinds() -> None:
    """Odds are read like a value, one share for each kind, and add up to one."""
    shares = only_setting().odds

    assert [Customer, Client] == list(shares)
    assert abs(1 - sum(shares.values())) < 1e-12
