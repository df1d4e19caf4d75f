"""Golden files: what every public class looks like in JSON and in Python; none is missing."""

from __future__ import annotations

import importlib
import inspect
import json
from enum import Enum
from pathlib import Path

import attrs
import pytest
from tools.update_golden import GOLDEN, ROOT, SCHEMA, golden_files, name_of

import relkit
from golden_examples import EXAMPLES
from relkit.book import Book
from relkit.serialization import from_json, schema, standard_registry, to_json

FILES = golden_files()
PACKAGE = Path(relkit.__file__).parent
DOORS = sorted(
    path.name
    for path in PACKAGE.iterdir()
    if (path / "__init__.py").exists() and path.name not in {"serialization", "testing", "frames"}
)
NO_VALUES = {
    "Accumulator": "mutable; its snapshot is Evidence, which has golden files",
    "PlanLaw": "holds a function",
    "TraitTerm": "half a predicate, which equals nothing, not even itself",
}


def value_classes() -> dict[str, type]:
    """Every public class whose values can be made and compared, by its name."""
    found: dict[str, type] = {}
    for door in DOORS:
        module = importlib.import_module(f"relkit.{door}")
        for name in module.__all__:
            public = getattr(module, name)
            if not inspect.isclass(public) or inspect.isabstract(public):
                continue
            if attrs.has(public) or issubclass(public, (Enum, Book)) or name == "Accumulator":
                found[name] = public
    return found


def test_every_public_class_has_golden_files() -> None:
    """No public class of any door lacks its example, and no exception is stale."""
    names = set(value_classes())

    assert set() == names - {name_of(example) for example in EXAMPLES} - set(NO_VALUES)
    assert set() == set(NO_VALUES) - names
    assert {"Strategy", "Predicate"} <= {name_of(example) for example in EXAMPLES}


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
