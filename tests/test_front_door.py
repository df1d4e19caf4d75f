"""The top-level door: every public name, loaded when it is first asked for, from its one home."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys

import pytest

import relkit


def run_python(code: str) -> str:
    """Run code in a fresh interpreter and give what it printed."""
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def loaded_by(code: str) -> set[str]:
    """The modules of relkit that are loaded once some code has run."""
    tell = "import json, sys; print(json.dumps([m for m in sys.modules if m.startswith('relkit')]))"
    return set(json.loads(run_python(f"{code}\n{tell}").splitlines()[-1]))


def test_every_listed_name_has_one_home() -> None:
    """The names of the homes are those of ``__all__``, each once."""
    names = [name for listed in relkit._HOMES.values() for name in listed]

    assert sorted(names) == relkit.__all__
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("home", "name"), [(home, name) for home, names in relkit._HOMES.items() for name in names]
)
def test_name_is_the_very_object_of_its_home(home: str, name: str) -> None:
    """What the door gives is the object of the module in which it lives, each time."""
    module = importlib.import_module(f"relkit.{home}")

    assert getattr(module, name) is getattr(relkit, name)
    assert getattr(relkit, name) is getattr(relkit, name)
    assert name in module.__all__


def test_import_alone_loads_nothing() -> None:
    """The bare import loads no part of relkit; nor does listing the names."""
    assert {"relkit"} == loaded_by("import relkit; dir(relkit); relkit.__version__")


def test_first_use_loads_only_what_it_needs() -> None:
    """A name loads its home and the floors below, nothing beside or above."""
    loaded = loaded_by("import relkit; relkit.Money")

    assert "relkit.money" in loaded
    assert not {"relkit.events", "relkit.book", "relkit.display"} & loaded


def test_name_is_kept_once_loaded() -> None:
    """After the first use a name is an ordinary attribute: the door is not asked again."""
    code = (
        "import relkit\n"
        "before = 'Money' in vars(relkit)\n"
        "first = relkit.Money\n"
        "print(before, 'Money' in vars(relkit), vars(relkit)['Money'] is first)"
    )

    assert "False True True" == run_python(code)


def test_dir_lists_the_public_names() -> None:
    """``dir`` gives every public name, loaded or not, and beside them only special ones."""
    names = dir(relkit)

    assert set(relkit.__all__) <= set(names)
    assert sorted(set(names)) == names
    assert all(re.fullmatch("__.*__", name) for name in set(names) - set(relkit.__all__))
    assert {"__version__", "__doc__", "__all__"} <= set(names)


def test_star_import_gives_every_name() -> None:
    """``from relkit import *`` gives the public names and nothing else."""
    code = (
        "import json\n"
        "before = set(globals())\n"
        "from relkit import *\n"
        "print(json.dumps(sorted(set(globals()) - before - {'before'})))"
    )

    assert relkit.__all__ == json.loads(run_python(code))


@pytest.mark.parametrize("name", ["Custmer", "no_such_name", "_private", "money2", "__path2__"])
def test_unknown_name_is_an_ordinary_attribute_error(name: str) -> None:
    """A name that is not there raises as for any module, and knows name and module for a hint."""
    with pytest.raises(AttributeError) as caught:
        getattr(relkit, name)

    assert f"module 'relkit' has no attribute '{name}'" == str(caught.value)
    assert (name, relkit) == (caught.value.name, caught.value.obj)
    assert not hasattr(relkit, name)
    with pytest.raises(ImportError, match="cannot import name"):
        exec(f"from relkit import {name}")  # noqa: S102 - a name of the list above


def test_misspelled_name_gets_a_hint() -> None:
    """Python itself proposes the name that was meant."""
    command = [sys.executable, "-P", "-c", "import relkit; relkit.Custmer"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert "Did you mean: 'Customer'?" in done.stderr


def test_version_is_a_version() -> None:
    """The version is three numbers."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", relkit.__version__)
