"""Strategies for relationships: where they stand, and what is known of the fields of a kind."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final, get_args

from hypothesis import strategies as st

from relkit.relationships import Client, Customer, PartyType, Relationship, Stage, TurningPoints
from relkit.testing._strategies.businesses import ids, texts
from relkit.testing._strategies.fields import Lore
from relkit.testing._strategies.schedules import days_between
from relkit.testing._strategies.traits import profiles

__all__ = ["kinds", "lore", "stages", "turning_points"]

_EARLY: Final = date(1990, 1, 1)
_LATE: Final = date(2060, 12, 31)


def kinds() -> st.SearchStrategy[type[Relationship]]:
    """The two kinds of relkit: ``Customer`` and ``Client``.

    >>> from hypothesis import given
    >>> from relkit import Relationship
    >>> @given(kinds())
    ... def test_a_kind_is_a_class(kind):
    ...     assert issubclass(kind, Relationship)
    >>> test_a_kind_is_a_class()
    """
    return st.sampled_from([Customer, Client])


def stages() -> st.SearchStrategy[Stage]:
    """The stages of a relationship, each of them.

    >>> from hypothesis import given
    >>> from relkit import Stage
    >>> @given(stages())
    ... def test_it_is_a_stage(stage):
    ...     assert stage in Stage
    >>> test_it_is_a_stage()
    """
    return st.sampled_from(Stage)


@cache
def lore() -> Lore:
    """Give what is known of the fields that every kind of relationship has."""
    fields = {
        "party": ids(),
        "business": ids(),
        "line": st.none() | texts(),
        "stage": st.none() | stages(),
        "profile": st.none() | profiles(),
        "period_days": st.none() | st.integers(1, 3660),
        "party_type": st.none() | st.sampled_from(get_args(PartyType)),
    }
    names = frozenset({"since", "last_engaged"})
    return Lore(fields=fields, together=((names, _engaged()),))


def _engaged() -> st.SearchStrategy[dict[str, Any]]:
    """The days of the first and the last engagement, in that order, if any."""

    def days(one: date, other: date) -> dict[str, Any]:
        return {"since": min(one, other), "last_engaged": max(one, other)}

    day = days_between(_EARLY, _LATE)
    nothing: dict[str, Any] = {}
    return st.just(nothing) | st.builds(days, day, day)


@cache
def turning_points() -> st.SearchStrategy[TurningPoints]:
    """Days on which a relationship turned, in the order in which they can come.

    >>> from hypothesis import given
    >>> @given(turning_points())
    ... def test_first_comes_first(points):
    ...     assert not points.last_engaged or points.first_engaged <= points.last_engaged
    >>> test_first_comes_first()
    """

    def points(
        engaged: dict[str, Any], exchanged: dict[str, Any], ended: date | None
    ) -> TurningPoints:
        return TurningPoints(
            first_engaged=engaged.get("since"),
            last_engaged=engaged.get("last_engaged"),
            first_exchanged=exchanged.get("since"),
            last_exchanged=exchanged.get("last_engaged"),
            last_ended=ended,
        )

    return st.builds(points, _engaged(), _engaged(), st.none() | days_between(_EARLY, _LATE))
