"""Golden files: what every public class looks like in JSON and in Python; none is missing."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Hashable
from pathlib import Path

import pytest
from tools.update_golden import GOLDEN, ROOT, SCHEMA, golden_files, name_of

import relkit
from golden_examples import EXAMPLES
from relkit.book import Book
from relkit.business import Business
from relkit.errors import UnwritableValueError
from relkit.evidence import Accumulator
from relkit.plans import MarketingPlan
from relkit.playbook import Playbook, load_entry_points
from relkit.relationships import Client
from relkit.scorecard import Scorecard
from relkit.serialization import from_json, schema, standard_registry, to_json
from relkit.strategies import (
    ALWAYS,
    PLAN_LAWS,
    ClientMarketing,
    adjust,
    from_function,
    trait,
)
from relkit.testing import laws

FILES = golden_files()
NO_EXAMPLES: list[object] = [
    Accumulator(Scorecard().layout, Business("shop")),
    laws(Client)[0],
    PLAN_LAWS[0],
    standard_registry(),
    trait("trust"),
    load_entry_points(),
    adjust(ClientMarketing(), lambda plan: plan),
    from_function(lambda *_: MarketingPlan(aim="x"), gives=MarketingPlan),
    ALWAYS & (lambda *_: True),
    Playbook().on(Client, visits=adjust(ClientMarketing(), lambda plan: plan)),
    lambda: 1,
]
NO_DOORS = {  # with the reason why none of their classes is data
    "demo": "a program",
    "frames": "needs another extra; its one class holds the tables of an engine",
}
DOORS = {m.name for m in pkgutil.iter_modules(relkit.__path__) if m.name[0] != "_"} - set(NO_DOORS)
NO_DATA = {
    "Accumulator": "mutable; its snapshot is Evidence, which has golden files",
    "Day": "never made; those below it have golden files",
    "Law": "holds a function",
    "LawRow": "as Report, which it is part of",
    "LawStatus": "as Report, which it is part of",
    "LoadedStrategies": "holds classes of other distributions; the strategies are data",
    "PlanLaw": "holds a function",
    "Quantity": "never made; those below it have golden files",
    "Registry": "holds classes and functions",
    "Report": "what one test run found on one machine; to_markdown keeps it",
    "TraitTerm": "half a predicate, which equals nothing, not even itself",
}


def concrete_classes() -> set[str]:
    """Every public class that values are made of, errors and mere types for checkers apart."""
    found: set[str] = set()
    for door in DOORS:
        module = importlib.import_module(f"relkit.{door}")
        for name in getattr(module, "__all__", ()):
            public = getattr(module, name)
            if inspect.isclass(public) and not issubclass(public, BaseException):
                found |= set() if inspect.isabstract(public) or public is Hashable else {name}
    return found


def test_every_public_class_has_golden_files() -> None:
    """No public class of any door lacks its example, and no exception is stale."""
    abstract = {"Predicate", "Strategy"}

    assert concrete_classes() | abstract == {name_of(each) for each in EXAMPLES} | set(NO_DATA)


def test_no_exception_has_an_example() -> None:
    """What cannot be data has no golden file."""
    assert set() == set(NO_DATA) & {name_of(each) for each in EXAMPLES}


@pytest.mark.parametrize("example", NO_EXAMPLES, ids=lambda each: type(each).__name__)
def test_what_is_no_data_is_refused_by_path(example: object) -> None:
    """Values that hold functions or that change are refused, inside others as well."""
    for value, path in ((example, "$.data"), ((1, example), "$.data[1]")):
        with pytest.raises(UnwritableValueError) as caught:
            to_json(value)

        assert caught.value.problems[0].path.startswith(path)


def test_every_class_of_the_registry_is_written_somewhere() -> None:
    """Every tag of the standard registry stands in some golden file."""
    written = "".join(content for path, content in FILES.items() if path != SCHEMA)

    assert [] == [
        tag for tag in standard_registry().codec.tags if f'"type": "{tag}"' not in written
    ]


def test_each_class_has_one_example() -> None:
    """No two examples would share a golden file."""
    names = [name_of(example) for example in EXAMPLES]

    assert sorted(set(names)) == sorted(names)


def test_no_file_is_left_over() -> None:
    """The folders hold what the tool writes and nothing else."""
    there = {path for folder in (GOLDEN, SCHEMA.parent) for path in folder.iterdir()}

    assert set(FILES) == there


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_golden_file_is_what_is_written_today(path: Path) -> None:
    """What is written today is what was reviewed; else run tools/update_golden.py and look."""
    assert path.read_text("utf-8") == FILES[path]


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_golden_json_is_read_again(example: object) -> None:
    """The reviewed document gives the example, and that the same document."""
    text = (GOLDEN / f"{name_of(example)}.json").read_text("utf-8")
    read = from_json(text)

    assert type(example) is type(read)
    assert isinstance(example, Book) or example == read
    assert text == to_json(read, indent=1) + "\n"


def test_published_schema_is_the_generated_one() -> None:
    """The schema in the repository is what relkit generates."""
    published = json.loads(SCHEMA.read_text("utf-8"))

    assert published == schema()
    assert SCHEMA.is_relative_to(ROOT)
