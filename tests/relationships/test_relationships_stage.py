"""Stages: where a relationship stands in time, told from the days on which it turned."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.relationships import DAYS, milestones

from relkit.relationships import Stage, TurningPoints

ON = date(2025, 1, 7)
ENGAGED = TurningPoints(
    first_engaged=ON, last_engaged=ON, first_exchanged=ON, last_exchanged=ON, last_ended=None
)


def after(days: int) -> date:
    """Give the day so many days later."""
    return ON + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (0, Stage.NEW),
        (29, Stage.NEW),
        (30, Stage.ACTIVE),
        (60, Stage.ACTIVE),
        (61, Stage.DORMANT),
        (3650, Stage.DORMANT),
    ],
)
def test_silence_ages_a_relationship(days: int, stage: Stage) -> None:
    """New for less than a period, active for two after the last engagement, then dormant."""
    assert stage is ENGAGED.stage(after(days), 30)


def test_without_an_exchange_it_is_a_prospect() -> None:
    """Engaged, or even ended, but nothing exchanged: a prospect."""
    assert Stage.PROSPECT is TurningPoints().stage(ON, 30)
    free = TurningPoints(first_engaged=ON, last_engaged=ON, last_ended=ON)

    assert Stage.PROSPECT is free.stage(after(500), 30)


def test_an_end_makes_it_former_until_the_next_exchange() -> None:
    """Former from the end on, unless something was exchanged after it."""
    ended = attrs.evolve(ENGAGED, last_ended=after(5))

    assert Stage.FORMER is ended.stage(after(5), 30)
    assert Stage.FORMER is ended.stage(after(500), 30)
    back = attrs.evolve(ended, last_exchanged=after(6), last_engaged=after(6))

    assert Stage.ACTIVE is back.stage(after(40), 30)
    assert Stage.FORMER is attrs.evolve(ENGAGED, last_ended=ON).stage(ON, 30)


def test_exchanges_date_a_relationship_without_engagements() -> None:
    """A plan on a card: its payments are exchanges, though nobody engages."""
    card = TurningPoints(first_exchanged=ON, last_exchanged=after(300))

    assert Stage.NEW is card.stage(after(10), 30)
    assert Stage.ACTIVE is card.stage(after(310), 30)
    assert Stage.DORMANT is card.stage(after(361), 30)


@settings(deadline=None)
@given(turns=milestones(), as_of=DAYS, period_days=st.integers(1, 400))
def test_every_relationship_has_one_stage(
    turns: TurningPoints, as_of: date, period_days: int
) -> None:
    """Whatever the days, the stage is told, and is a prospect exactly without an exchange."""
    stage = turns.stage(as_of, period_days)

    assert isinstance(stage, Stage)
    assert (stage is Stage.PROSPECT) == (turns.last_exchanged is None)


@settings(deadline=None)
@given(turns=milestones(), as_of=DAYS, wait=st.integers(0, 900), period_days=st.integers(1, 400))
def test_silence_only_ages(turns: TurningPoints, as_of: date, wait: int, period_days: int) -> None:
    """With nothing new a stage stays, or goes on from new to active to dormant, never back."""
    order = [Stage.NEW, Stage.ACTIVE, Stage.DORMANT]
    one, two = (turns.stage(as_of + timedelta(days=n), period_days) for n in (0, wait))
    if one in (Stage.PROSPECT, Stage.FORMER):
        assert one is two
        return

    assert order.index(one) <= order.index(two)


def test_stages_are_words() -> None:
    """A stage reads as its word, for records and for people."""
    assert ["prospect", "new", "active", "dormant", "former"] == list(Stage)
