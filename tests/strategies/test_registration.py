"""``st.from_type`` knows relkit's classes where relkit is installed, and nothing else changes."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Hashable, Sized
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import find
from hypothesis import strategies as st

import relkit
from relkit import _registration

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
SOURCE = str(Path(relkit.__file__).parents[1])
ENTRY = "relkit._registration:register"


def run(code: str, *paths: str, **extra: str) -> str:
    """Run code in a fresh interpreter that finds modules on some paths first."""
    around = {**os.environ, **extra, "PYTHONPATH": os.pathsep.join([*paths, SOURCE])}
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=around)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def installed(tmp_path: Path) -> str:
    """A folder that says, as an installed distribution does, which entry point relkit has."""
    info = tmp_path / "relkit_entry-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: relkit-entry\nVersion: 0\n")
    (info / "entry_points.txt").write_text(f"[hypothesis]\nrelkit = {ENTRY}\n")
    return str(tmp_path)


def test_the_entry_point_is_the_function() -> None:
    """What pyproject.toml names for Hypothesis is the function that registers."""
    declared = tomllib.loads(PYPROJECT.read_text("utf-8"))
    module, _, name = declared["project"]["entry-points"]["hypothesis"]["relkit"].partition(":")

    assert getattr(import_module(module), name) is _registration.register


@pytest.mark.parametrize("first", ["hypothesis", "relkit.testing", "relkit.book"])
def test_from_type_works_with_the_entry_point(installed: str, first: str) -> None:
    """With the entry point, ``from_type(Client)`` works, whichever module was imported first."""
    code = (
        f"import {first}\n"
        "from hypothesis import find, strategies as st\n"
        "from relkit import Client\n"
        "print(type(find(st.from_type(Client), lambda _: True)).__name__)"
    )

    assert "Client" == run(code, installed)


def test_importing_hypothesis_loads_no_strategies(installed: str) -> None:
    """The import of Hypothesis registers relkit's classes, and makes no strategy yet."""
    code = (
        "import sys, hypothesis\n"
        "print('relkit.testing' in sys.modules, 'relkit.book' in sys.modules)"
    )

    assert "False True" == run(code, installed)
    assert "False False" == run(code, HYPOTHESIS_NO_PLUGINS="1")


def test_what_is_above_relkit_is_drawn_as_before(installed: str) -> None:
    """Types that relkit's classes are below, such as Hashable, draw none of relkit's values."""
    code = (
        "from collections.abc import Hashable, Iterable, Sized\n"
        "from hypothesis import given, strategies as st\n"
        "@given(*map(st.from_type, [Hashable, object, Iterable, Sized]))\n"
        "def check(a, b, c, d):\n"
        "    assert not [v for v in (a, b, c, d) if type(v).__module__.startswith('relkit')]\n"
        "check()\n"
        "print('as before')"
    )

    assert "as before" == run(code, installed)


def test_registered_strategies_are_those_of_relkit_testing() -> None:
    """A registered class is drawn by ``instances``; a type above relkit's is none of its own."""
    _registration.register()
    drawn = find(st.from_type(relkit.Client), lambda _: True)

    assert relkit.Client is type(drawn)
    assert NotImplemented is _registration._strategy(Hashable)
    assert NotImplemented is _registration._strategy(Sized)


def test_only_classes_of_relkit_are_registered() -> None:
    """What is registered is a class that relkit made, each once."""
    classes = list(_registration.public_classes())

    assert len(set(classes)) == len(classes)
    assert {"relkit"} == {of.__module__.partition(".")[0] for of in classes}
