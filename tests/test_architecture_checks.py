"""Each check of the architecture finds the fault that is planted for it."""

from __future__ import annotations

from pathlib import Path

import pytest

import architecture


def plant(root: Path, files: dict[str, str] | None = None, **more: str) -> architecture.Modules:
    """Write a small package ``toy`` of these files, and read it."""
    for name, text in {"__init__": "", **(files or {}), **more}.items():
        path = root / "toy" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return architecture.read_package(root / "toy")


TOY_FLOORS = {"toy": 9, "low": 1, "high": 2}


def test_a_planted_cycle_is_found(tmp_path: Path) -> None:
    """Two modules that import each other are a cycle; late and typing imports are none."""
    late = "def f():\n    from toy import low\n"
    typing = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from toy import low\n"
    fine = plant(tmp_path, low="from toy import high", high=late + typing)
    bad = plant(
        tmp_path, low="from toy.high import x", high="try:\n    from . import low\nfinally: pass"
    )

    assert [] == architecture.import_cycles(fine)
    assert 1 == len(architecture.import_cycles(bad))


def test_a_cycle_through_a_door_is_found(tmp_path: Path) -> None:
    """Importing from a private file runs the door of its folder, which counts."""
    modules = plant(
        tmp_path,
        {
            "a/__init__": "from toy.a._x import X",
            "a/_x": "from toy.b._y import Y",
            "b/__init__": "from toy.b._z import Z",
            "b/_y": "",
            "b/_z": "from toy.a._w import W",
            "a/_w": "",
        },
    )

    assert 1 == len(architecture.import_cycles(modules))


def test_a_planted_upward_import_is_found(tmp_path: Path) -> None:
    """An import from a higher floor, and from the top-level door, is refused."""
    up = plant(tmp_path, low="import toy.high", high="from toy import VERSION")

    assert [
        "toy.high (floor 2) imports toy (floor 9)",
        "toy.low (floor 1) imports toy.high (floor 2)",
    ] == sorted(architecture.upward_imports(up, TOY_FLOORS))


def test_a_module_without_a_floor_is_found(tmp_path: Path) -> None:
    """A module that the table does not know is refused."""
    modules = plant(tmp_path, attic="")

    assert ["attic has no floor: add it to FLOORS"] == architecture.without_floor(
        modules, TOY_FLOORS
    )


def test_a_planted_late_import_is_found(tmp_path: Path) -> None:
    """An unlisted import inside a function is refused, and so is a stale line of the list."""
    modules = plant(
        tmp_path, low="def f():\n    if f:\n        from toy.high import x\n", high="x = 1"
    )
    pair = ("toy.low", "toy.high")

    assert [] == architecture.unlisted_late_imports(modules, {pair})
    assert 1 == len(architecture.unlisted_late_imports(modules, set()))
    assert 2 == len(architecture.unlisted_late_imports(modules, {pair[::-1]}))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("def f(): ...", "toy.low has no literal __all__"),
        ("__all__ = [n for n in 'ab']", "toy.low has no literal __all__"),
        ("__all__ = ['b', 'a']\na = b = 1", "toy.low.__all__ is not sorted"),
        ("__all__ = ['a', 'a']\na = 1", "toy.low.__all__ is not sorted"),
        ("__all__ = ['a', 'B']\na = 1\nclass B: ...", "toy.low.__all__ is not sorted"),
        ("__all__ = []\nclass Forgotten: inner = 1", "toy.low.__all__ lacks Forgotten"),
        ("__all__ = ['ghost']", "toy.low.__all__ names ghost, which it does not have"),
        ("from json import dumps\n__all__ = ['dumps']", "toy.low.__all__ names dumps, which"),
    ],
)
def test_a_planted_wrong_all_is_found(tmp_path: Path, text: str, complaint: str) -> None:
    """An ``__all__`` that is missing, unsorted, too short or too long is refused."""
    complaints = architecture.wrong_exports(plant(tmp_path, low=text))

    assert 1 == len(complaints)
    assert complaints[0].startswith(complaint)


def test_a_right_all_passes(tmp_path: Path) -> None:
    """Constants, classes, functions; private names and foreign imports are not listed."""
    text = "A_B = _e = 1\nclass C: x = 1\ndef d(): ...\n"
    modules = plant(
        tmp_path,
        {
            "low": f"from json import dumps\n__all__ = ['A_B', 'C', 'd']\n{text}",
            "part/__init__": "from toy.part._p import Q\nfrom json import loads\n__all__ = ['Q']",
            "part/_p": "class Q: ...",
        },
    )

    assert [] == architecture.wrong_exports(modules)


def test_two_planted_homes_are_found(tmp_path: Path) -> None:
    """A name in two public submodules is refused."""
    modules = plant(tmp_path, low="__all__ = ['x']\nx = 1", high="__all__ = ['x']\nx = 1")

    assert ["x is exported by toy.high and toy.low"] == architecture.several_homes(modules, {})


def test_a_planted_busy_door_is_found(tmp_path: Path) -> None:
    """A door that sets something beside ``__all__`` is refused."""
    text = '"""Door."""\nfrom toy.part._p import Q\n__all__ = ["Q"]\n{}'
    fine = plant(tmp_path, {"part/__init__": text.format("")})
    bad = plant(tmp_path, {"part/__init__": text.format("Q.x = 1")})

    assert [] == architecture.busy_doors(fine)
    assert ["toy.part, line 4: a door only imports and lists __all__"] == architecture.busy_doors(
        bad
    )


def test_a_planted_missing_docstring_is_found(tmp_path: Path) -> None:
    """A public method without a docstring is named; private and overriding ones need none."""
    text = (
        "class A:\n    '''A.'''\n    def f(self): ...\n    def _g(self): ...\n"
        "    @override\n    def h(self): ...\nclass _B:\n    def f(self): ...\n"
    )

    assert ["toy.low.A.f has no docstring"] == architecture.missing_docstrings(
        plant(tmp_path, low=text)
    )


RISKS = [
    *("import socket", "import socket.x as y", "from socket import x", "from os import system"),
    *("eval('1')", "map(eval, ['1'])", "run = eval", "import os; os.system('x')"),
]


@pytest.mark.parametrize("text", RISKS)
def test_a_planted_risk_is_found(tmp_path: Path, text: str) -> None:
    """A forbidden import, call or name is refused, inside functions, too."""
    modules = plant(tmp_path, low=f"def f():\n    {text}\n")

    assert 1 == len(architecture.forbidden_uses(modules, {"socket"}, {"eval", "os.system"}))


@pytest.mark.parametrize("text", ["x.eval()", "from y import socket", "eval = 1", "os.path"])
def test_what_only_looks_like_a_risk_is_let_pass(tmp_path: Path, text: str) -> None:
    """Methods, names and submodules of others that share a name are no risk."""
    modules = plant(tmp_path, low=f"def f():\n    {text}\n")

    assert [] == architecture.forbidden_uses(modules, {"socket"}, {"eval", "os.system"})


@pytest.mark.parametrize(
    "text", ["def f(colour): ...", "colour = 1", "class A:\n    colour: int", "class Colour: ..."]
)
def test_a_planted_british_name_is_found(tmp_path: Path, text: str) -> None:
    """British spelling is found in functions, arguments, fields and classes."""
    modules = plant(tmp_path, low=text)

    assert 1 == len(architecture.misspelled(modules, {"colour": "color"}))


def test_planted_lengths_are_counted(tmp_path: Path) -> None:
    """A module is as long as its lines, a function as its lines from ``def``."""
    modules = plant(tmp_path, low="@d\ndef f():\n    '''F.'''\n\n    return 1\n")

    assert ["toy.low has 5 lines"] == architecture.long_modules(modules, 4)
    assert [4] == list(architecture.function_lengths(modules).values())
