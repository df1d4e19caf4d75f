"""The context: strict about days and kinds of values, frozen, and easy to copy."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from tests.strategies.plans import contexts

from relkit.errors import InvalidValueError, NotADateError, UnknownNameError
from relkit.strategies import Context

TODAY = date(2025, 9, 1)

BAD: list[tuple[dict[str, Any], str]] = [
    ({"holidays": "2025-12-25"}, "set of dates or a calendar"),
    ({"holidays": 3}, "Context.holidays"),
    ({"consent": "email"}, "collection of words"),
    ({"consent": [3]}, "Context.consent"),
    ({"capacity_hours": 1.5}, "Context.capacity_hours"),
    ({"capacity_hours": True}, "Context.capacity_hours"),
    ({"price": 5}, "class Money"),
    ({"has_written_agreement": 1}, "class bool"),
    ({"open_complaint": None}, "class bool"),
    ({"data": [("a", 1)]}, "Context.data is a mapping"),
]


@pytest.mark.parametrize(("fields", "message"), BAD, ids=[str(fields) for fields, _ in BAD])
def test_bad_fields(fields: dict[str, Any], message: str) -> None:
    """A field that cannot be is refused with what is allowed."""
    with pytest.raises(InvalidValueError, match=message):
        Context(today=TODAY, **fields)


@pytest.mark.parametrize("today", [datetime(2025, 9, 1), "2025-09-01", None], ids=str)  # noqa: DTZ001 - refused
def test_today_is_a_date(today: Any) -> None:
    """The clock is a calendar date and nothing else."""
    with pytest.raises(NotADateError, match=r"Context\.today must be a"):
        Context(today=today)


@settings(deadline=None)
@given(contexts())
def test_contexts_are_values(context: Context) -> None:
    """Contexts equal their copies, hash alike, and say what they hold."""
    again = pickle.loads(pickle.dumps(context))

    assert context == again == copy.deepcopy(context) == attrs.evolve(context)
    assert hash(context) == hash(again)
    assert f"data={dict(context.data)!r}" in repr(context)


def test_data_cannot_be_changed_from_outside() -> None:
    """The user's own data are copied and frozen; a missing one is named with the closest."""
    data = {"season": "fall"}
    context = Context(today=TODAY, data=data)
    data["season"] = "winter"

    assert "fall" == context.datum("season")
    with pytest.raises(TypeError):
        context.data["season"] = "winter"
    with pytest.raises(UnknownNameError, match="Did you mean 'season'"):
        context.datum("saeson")


def test_contexts_can_be_extended() -> None:
    """A context of a user's own keeps its class and fields when it is copied."""

    @attrs.frozen(kw_only=True)
    class Weather(Context):
        rain: bool = False

    weather = Weather(today=TODAY, rain=True)

    assert weather == copy.deepcopy(weather) == attrs.evolve(weather)
    assert Weather is type(copy.deepcopy(weather))
