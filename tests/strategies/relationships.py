"""Strategies for relationships: kinds declared on the spot, and relationships of a kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st
from tests.strategies.traits import weights

from relkit.relationships import Client, Customer, Relationship, Stage, TurningPoints, kind
from relkit.testing import profiles
from relkit.traits import STANDARD_TRAITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relkit.traits import Trait

KindT = TypeVar("KindT", bound=Relationship)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
IDS = st.integers() | st.text(max_size=5) | st.tuples(st.integers(), st.text(max_size=3))


def declared(
    name: str, parent: type[Relationship], points: Mapping[str, int]
) -> type[Relationship]:
    """Declare a kind as ``@kind`` does, from its name, parent and weights."""
    return kind(type(name, (parent,), {"weights": points, "__module__": __name__}))


@st.composite
def kinds(
    draw: st.DrawFn,
    traits: Sequence[Trait] = STANDARD_TRAITS,
    *,
    name: str = "Member",
    most: int = 2000,
) -> type[Relationship]:
    """Kinds with weights of their own for some of these traits."""
    parent = draw(st.sampled_from([Relationship, Client, Customer]))
    points = {trait.name: draw(weights(most)) for trait in traits if draw(st.booleans())}
    return declared(name, parent, points)


def relationships(of: type[KindT] = Relationship) -> st.SearchStrategy[KindT]:
    """Relationships of a kind, bare and assessed ones; its own fields stay at their defaults."""
    return st.builds(
        of,
        party=IDS,
        business=IDS,
        line=st.none() | st.text(max_size=5),
        stage=st.none() | st.sampled_from(Stage),
        profile=st.none() | profiles(STANDARD_TRAITS[:3]),
        since=st.none() | DAYS,
        last_engaged=st.none() | DAYS,
        period_days=st.none() | st.integers(1, 3660),
    )


@st.composite
def milestones(draw: st.DrawFn) -> TurningPoints:
    """Days on which a relationship turned, in the order in which they can come."""
    engaged = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    exchanged = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    engages, exchanges = draw(st.booleans()), draw(st.booleans())
    return TurningPoints(
        first_engaged=engaged[0] if engages else None,
        last_engaged=engaged[1] if engages else None,
        first_exchanged=exchanged[0] if exchanges else None,
        last_exchanged=exchanged[1] if exchanges else None,
        last_ended=draw(st.none() | DAYS),
    )
