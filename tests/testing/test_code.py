"""Samples as code: what is pasted and run gives the value again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from relkit import Business, Client, Every, Money, Payment, Purchase, Scorecard, Stage
from relkit.events import Event
from relkit.evidence import fold
from relkit.testing import events
from relkit.testing._code import code_of
from relkit.traits import STANDARD_TRAITS, TraitProfile

DAY = date(2025, 1, 7)


class Opaque:
    """A value of no known sort."""

    def __repr__(self) -> str:
        return "Opaque()"


def run(code: str) -> Any:
    """Run the code and give what it calls ``value``."""
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - the code that reports offer to paste
    return names["value"]


@pytest.mark.parametrize(
    "value",
    [
        3,
        "text",
        (),
        (1,),
        [1, "a"],
        [],
        {1},
        set(),
        frozenset({DAY}),
        {"a": (DAY, None)},
        DAY,
        Stage.NEW,
        Client,
        fold,
        Money("12.50", "USD"),
        Every(months=1, month_end=True),
        Business("firm", industry="law", keeps=["message"]),
        Client(party=("acme", 7), business="firm", stage=Stage.ACTIVE, since=DAY),
        [Purchase(on=DAY, amount=99), Payment(on=DAY, amount=Money("1", "EUR"), id="x")],
        TraitProfile.of(STANDARD_TRAITS[:2], {"tenure": (3, 1)}),
        Scorecard(margin=900),
        *STANDARD_TRAITS,
    ],
)
def test_code_gives_the_value_again(value: object) -> None:
    """Imports and one assignment are all that is needed."""
    assert value == run(code_of({"value": value}))


@settings(deadline=None)
@given(event=events())
def test_code_of_any_event_gives_it_again(event: Event) -> None:
    """Whatever an event holds can be pasted."""
    assert event == run(code_of({"value": event}))


def test_what_has_no_code_is_shown() -> None:
    """A lambda and a value of no known sort are written as their repr."""
    assert "value = Opaque()" == code_of({"value": Opaque()}).splitlines()[-1]
    assert "<lambda>" in code_of({"value": lambda: None})
