"""What may be given by position: little, and never more than is written down here."""

from __future__ import annotations

import importlib
import inspect

import attrs
import pytest

CORE = ["assessment", "events", "evidence", "measures", "money", "scorecard", "schedules", "traits"]
BY_POSITION = {
    "Change": "trait pro con points",
    "Comparison": "kinds rows",
    "ComparisonRow": "trait poles points",
    "Constant": "number",
    "Contribution": "trait pro con points",
    "Count": "name where",
    "Currency": "code digits",
    "Days": "since until",
    "Decision": "leader runner_up lead reason",
    "Difference": "left right",
    "Field": "name",
    "First": "name where",
    "Flag": "name where",
    "Greatest": "parts",
    "IfKept": "names quantity",
    "InSetting": "setting",
    "Last": "name where",
    "Later": "left right",
    "Layout": "measures",
    "Least": "parts",
    "MappedField": "name table",
    "Money": "amount currency",
    "Most": "name value where",
    "Move": "trait before after points_before points_after movement",
    "Period": "start end",
    "Periods": "condition",
    "Product": "left right",
    "Recent": "condition count",
    "RecordProblem": "position field message",
    "Ruling": "kind",
    "Scorecard": "kinds",
    "Scoring": "profile points scores decision stage_ordinals clock",
    "Statement": "trait pro con by on",
    "Sum": "left right",
    "Tally": "name key where",
    "TallyRead": "read tally",
    "Total": "name value where",
    "Trait": "name pro con",
    "TraitProfile": "traits pro con",
    "TraitReading": "trait pro con",
}


def value_classes() -> dict[str, type]:
    """Every public value class of the core, by name."""
    doors = [importlib.import_module(f"relkit.{home}") for home in CORE]
    public = {name: getattr(door, name) for door in doors for name in door.__all__}
    return {
        name: each for name, each in public.items() if inspect.isclass(each) and attrs.has(each)
    }


@pytest.mark.parametrize("name", sorted(value_classes()))
def test_fields_come_by_keyword_unless_promised(name: str) -> None:
    """A value class takes by position what is promised, and everything else by its name only."""
    parameters = inspect.signature(value_classes()[name]).parameters.values()
    by_position = [one.name for one in parameters if one.kind is not one.KEYWORD_ONLY]

    assert BY_POSITION.get(name, "").split() == by_position


def test_nothing_is_promised_of_what_is_not_there() -> None:
    """Every promise is about a public value class."""
    assert set() == BY_POSITION.keys() - value_classes()
