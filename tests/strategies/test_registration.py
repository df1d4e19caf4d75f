"""``st.from_type`` knows relkit's classes once it was told of them, and nothing else changes."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Hashable, Sized
from pathlib import Path

from hypothesis import find
from hypothesis import strategies as st

import relkit
from relkit.testing import register_types
from relkit.testing._types import _strategy, public_classes

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
SOURCE = str(Path(relkit.__file__).parents[1])


def run(code: str) -> str:
    """Run code in a fresh interpreter."""
    around = {**os.environ, "PYTHONPATH": SOURCE}
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=around)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_is_registered_by_itself() -> None:
    """No entry point calls relkit when Hypothesis is imported: everybody else would wait for it."""
    declared = tomllib.loads(PYPROJECT.read_text("utf-8"))

    assert "hypothesis" not in declared["project"].get("entry-points", {})


def test_importing_the_kit_registers_nothing() -> None:
    """Until it is asked to, the kit tells Hypothesis of no type."""
    code = (
        "from hypothesis.strategies._internal import types\n"
        "before = set(types._global_type_lookup)\n"
        "import relkit.testing\n"
        "print(set(types._global_type_lookup) - before)"
    )

    assert "set()" == run(code)


def test_what_is_above_relkit_is_drawn_as_before() -> None:
    """Types that relkit's classes are below, such as Hashable, draw none of relkit's values."""
    code = (
        "from collections.abc import Hashable, Iterable, Sized\n"
        "from hypothesis import given, strategies as st\n"
        "from relkit.testing import register_types\n"
        "register_types()\n"
        "@given(*map(st.from_type, [Hashable, object, Iterable, Sized]))\n"
        "def check(a, b, c, d):\n"
        "    assert not [v for v in (a, b, c, d) if type(v).__module__.startswith('relkit')]\n"
        "check()\n"
        "print('as before')"
    )

    assert "as before" == run(code)


def test_registered_strategies_are_those_of_relkit_testing() -> None:
    """A registered class is drawn by ``instances``; a type above relkit's is none of its own."""
    register_types()
    drawn = find(st.from_type(relkit.Client), lambda _: True)

    assert relkit.Client is type(drawn)
    assert NotImplemented is _strategy(Hashable)
    assert NotImplemented is _strategy(Sized)


def test_only_classes_of_relkit_are_registered() -> None:
    """What is registered is a class that relkit made, each once."""
    classes = list(public_classes())

    assert len(set(classes)) == len(classes)
    assert {"relkit"} == {of.__module__.partition(".")[0] for of in classes}
