"""How far one trait is moved: by the fewest observations that add just what is wanted."""

from __future__ import annotations

import pytest

from relkit.assessment._moves import Room
from relkit.measures import Constant
from relkit.traits import Trait


@pytest.mark.parametrize(
    ("kappa", "before", "wanted_lead", "after"),
    [
        (3, (0, 1), 250, (1, 0)),
        (1, (0, 2), 250, (2, 1)),
        (1, (0, 2), 0, (2, 2)),
        (3, (1, 0), 500, (3, 0)),
    ],
)
def test_few_observations_that_fit_are_found(
    kappa: int, before: tuple[int, int], wanted_lead: int, after: tuple[int, int]
) -> None:
    """Where a few counts add not one point more than wanted, no others are told."""
    trait = Trait("talk", Constant(0), Constant(0), kappa=kappa, weight=1000)
    room = Room(trait, 0, before, ((1000, 0),), upward=True, gains=(1000,))
    move = room.move([wanted_lead - room.lead(before)], exact=True)

    assert (after, wanted_lead) == (move.after, move.points_after)
