"""Strategies of other distributions: loaded on request, with every failure as data."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from relkit import Client, Playbook
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.playbook import EntryPointFailure, LoadedStrategies, load_entry_points, read_table
from relkit.strategies import ClientService, Retainer

GOOD = """
from relkit import Client, strategy
from relkit.strategies import ClientService, Retainer

@strategy
class HomeVisits(ClientService):
    rooms: int = 2

gold = Retainer(deposit_percent=50)
not_a_strategy = 3

class Unprintable(Exception):
    def __str__(self):
        raise ValueError("no words")
"""
SOURCES = {
    "__init__": "",
    "good": GOOD,
    "broken": "raise RuntimeError('the plug-in is broken')",
    "leaving": "raise SystemExit(3)",
    "wordless": "from shelf.good import Unprintable\nraise Unprintable",
    "stopped": "raise KeyboardInterrupt",
}


def install(folder: Path, name: str, points: str | bytes, metadata: bytes = b"") -> None:
    """Put a distribution on disk: its metadata and its entry points."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    said = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode()
    (info / "METADATA").write_bytes(metadata or said)
    (info / "entry_points.txt").write_bytes(
        points if isinstance(points, bytes) else points.encode()
    )


def offer(**points: str) -> str:
    """Write the entry points of a group."""
    lines = [f"{name} = {value}" for name, value in points.items()]
    return "\n".join(["[relkit.test]", *lines, ""])


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the import path with modules, to which distributions are added."""
    package = tmp_path / "shelf"
    package.mkdir()
    for name, source in SOURCES.items():
        (package / f"{name}.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ["shelf", *(f"shelf.{name}" for name in SOURCES)]:
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


def test_strategies_are_found(shelf: Path) -> None:
    """Classes and values are found by name, in the order of their names, and stand in a table."""
    install(shelf, "clinic", offer(visits="shelf.good:HomeVisits", gold="shelf.good:gold"))
    found = load_entry_points("relkit.test")
    cells = "kind,service,payment\nclient,visits(rooms=3),gold"
    playbook = Playbook.from_table(cells, strategies=found)

    assert ["gold", "visits"] == list(found)
    assert () == found.failures
    assert 3 == getattr(playbook.strategy("service", Client), "rooms", None)
    assert Retainer(deposit_percent=50) == playbook.strategy("payment", Client) == found["gold"]
    assert playbook == Playbook.from_table(
        playbook.to_table(strategies=found).to_csv(), strategies=found
    )


def test_failures_are_data(shelf: Path) -> None:
    """What a foreign distribution does wrong is told, and raises nothing."""
    points = offer(
        broken="shelf.broken:Anything",
        leaving="shelf.leaving:Anything",
        wordless="shelf.wordless:Anything",
        missing="shelf.good:Absent",
        nowhere="no_such_module:Absent",
        number="shelf.good:not_a_strategy",
        nonsense="!!",
        visits="shelf.good:HomeVisits",
    )
    install(shelf, "broken-ones", points)
    found = load_entry_points("relkit.test")
    told = {failure.name: failure for failure in found.failures}

    assert ["visits"] == list(found)
    assert ["broken", "leaving", "missing", "nonsense", "nowhere", "number", "wordless"] == [
        failure.name for failure in found.failures
    ]
    assert {"broken-ones"} == {failure.distribution for failure in found.failures}
    assert "'broken' of broken-ones: RuntimeError: the plug-in is broken" == str(told["broken"])
    assert ("SystemExit", "3") == (told["leaving"].error, told["leaving"].message)
    assert ("Unprintable", "") == (told["wordless"].error, told["wordless"].message)
    assert "AttributeError" == told["missing"].error
    assert "ModuleNotFoundError" == told["nowhere"].error
    assert "3: neither a class below Strategy nor a strategy" in told["number"].message


def test_only_the_user_stops_it(shelf: Path) -> None:
    """Whoever presses the keys to stop is heard."""
    install(shelf, "stopped", offer(stop="shelf.stopped:Anything"))

    with pytest.raises(KeyboardInterrupt):
        load_entry_points("relkit.test")


def test_duplicates_are_reported(shelf: Path) -> None:
    """A name that two distributions offer is given by none, and both are told."""
    install(shelf, "b-clinic", offer(visits="shelf.good:HomeVisits", b="shelf.good:gold"))
    install(shelf, "a-clinic", offer(visits="shelf.good:HomeVisits"))
    found = load_entry_points("relkit.test")

    assert ["b"] == list(found)
    assert [("visits", "a-clinic"), ("visits", "b-clinic")] == [
        (failure.name, failure.distribution) for failure in found.failures
    ]
    assert "offered 2 times, by a-clinic, b-clinic" in found.failures[0].message


def test_a_distribution_counts_once(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two copies of a distribution the first on the path counts, as for imports."""
    install(shelf, "my.clinic", offer(visits="shelf.good:HomeVisits"))
    install(shelf / "later", "My_Clinic", offer(visits="shelf.good:gold", more="shelf.good:gold"))
    monkeypatch.setattr(sys, "path", [*sys.path, str(shelf / "later")])
    found = load_entry_points("relkit.test")

    assert ["visits"] == list(found)
    assert isinstance(found["visits"], type)
    assert () == found.failures


def test_unreadable_metadata(shelf: Path) -> None:
    """A distribution whose lists cannot be read is told by name, or by its folder."""
    install(shelf, "garbled", b"[relkit.test]\nx = \xff\xfe")
    install(shelf, "nameless", offer(number="shelf.good:not_a_strategy"), b"Version: 1\n")
    install(shelf, "bare", offer(absent="shelf.good:Absent"), b"Name: \xff\n")
    garbled, absent, number = load_entry_points("relkit.test").failures

    assert ("", "garbled", "UnicodeDecodeError") == (
        garbled.name,
        garbled.distribution,
        garbled.error,
    )
    assert str(garbled).startswith("garbled: UnicodeDecodeError: ")
    assert "bare" in absent.distribution
    assert "nameless" in number.distribution


def test_it_is_a_frozen_mapping(shelf: Path) -> None:
    """What was loaded is a value: equal to its copy, with look-ups that name the closest."""
    install(shelf, "clinic", offer(visits="shelf.good:HomeVisits", number="shelf.good:GOOD"))
    found, again = load_entry_points("relkit.test"), load_entry_points("relkit.test")

    assert found == again == copy.copy(found)
    assert hash(found) == hash(again)
    assert found != dict(found)
    assert 1 == len(found)
    assert "visits" in found
    assert "number" not in found
    assert found["visits"] == found.get("visits")
    assert found.get("visit") is None
    assert [EntryPointFailure] == [type(failure) for failure in found.failures]
    assert LoadedStrategies(group="x", strategies={}) != found
    with pytest.raises(
        UnknownNameError, match=r"'relkit\.test' gave no 'visit'. Did you mean 'vis"
    ):
        found["visit"]


def test_standard_names_are_not_taken_over(shelf: Path) -> None:
    """A plug-in that calls its strategy as a standard one is refused where it is used."""
    install(shelf, "clinic", offer(ClientService="shelf.good:HomeVisits"))

    with pytest.raises(InvalidValueError, match="'ClientService' is a standard strategy"):
        read_table("kind,service", strategies=load_entry_points("relkit.test"))


@pytest.mark.parametrize("group", ["", None, 3], ids=str)
def test_a_group_is_text(group: Any) -> None:
    """A group is named by text."""
    with pytest.raises(InvalidValueError, match="name of a group"):
        load_entry_points(group)


def test_nothing_is_loaded_before(shelf: Path) -> None:
    """In a fresh process neither relkit nor a playbook loads a plug-in; the one call does."""
    install(shelf, "clinic", "[relkit.strategies]\nvisits = shelf.good:HomeVisits\n")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import relkit\n"
        "from relkit.playbook import load_entry_points, read_table\n"
        "for name in relkit.__all__: getattr(relkit, name)\n"
        "relkit.default_playbook().to_table().to_csv()\n"
        "print('shelf' in sys.modules, 'importlib.metadata' in sys.modules)\n"
        "found = load_entry_points()\n"
        "print('shelf.good' in sys.modules, found['visits'].__name__)\n"
        "table = read_table('kind,service\\nclient,visits(rooms=4)', strategies=found)\n"
        "print(table.rules[0].strategy)\n"
    )
    command = [sys.executable, "-P", "-c", code, str(shelf)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert "" == done.stderr
    assert ["False False", "True HomeVisits", "HomeVisits(rooms=4)"] == done.stdout.splitlines()


def test_where_nobody_offers_anything() -> None:
    """An unknown group gives nothing, and no failure."""
    found = load_entry_points("relkit.nobody")

    assert {} == dict(found)
    assert () == found.failures
    assert ClientService not in found
