"""The architecture of relkit: floors, doors, names, sizes, and what an import loads.

The floors are those of the design: a module imports from lower floors, or from its own
without a cycle. A new module gets its line in ``FLOORS``.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

import architecture
import relkit

FLOORS = {
    "errors": 0,
    "typing": 0,
    "_words": 0,
    "_checks": 0,
    "_guard": 0,
    "_law": 0,
    "_notebook": 0,
    "_value_laws": 0,
    "_values": 0,
    "_warn": 0,
    "money": 1,
    "schedules": 1,
    "business": 1,
    "events": 1,
    "measures": 2,
    "evidence": 2,
    "traits": 3,
    "relationships": 3,
    "scorecard": 4,
    "assessment": 4,
    "plans": 5,
    "strategies": 5,
    "playbook": 6,
    "book": 6,
    "display": 7,
    "demo": 7,
    "frames": 7,
    "testing": 7,
    "serialization": 7,
    "__main__": 7,
    "relkit": 7,  # the top-level door: only the highest floor may use it, as users do
}

# Imports inside functions, each a door that would close a cycle or cost every import:
# (who imports, what). The reason stands beside the import.
LATE_IMPORTS = {
    ("relkit.__main__", "relkit.demo"),
    ("relkit._notebook", "relkit.display"),  # the one door to a higher floor, for pictures
    ("relkit.assessment._assessment", "relkit.display"),  # and for text
    ("relkit.scorecard._compare", "relkit.display"),  # the same
    ("relkit.testing._strategies.extras", "relkit.frames"),  # it needs an extra of its own
}

# The parts that need an extra, and the distribution's module that it brings.
EXTRA_MODULES = {
    "relkit.frames": "narwhals",
    "relkit.serialization": "cattrs",
    "relkit.testing": "hypothesis",
}

# The same word for the same thing: done to one relationship and to a whole table, read off a
# table and drawn for a test.
TWO_HOMES = {
    "assess": {"relkit.assessment", "relkit.frames"},
    "traits": {"relkit.frames", "relkit.testing"},
}

NOT_LOADED = [
    *("asyncio", "http", "multiprocessing", "pickle", "socket", "sqlite3", "ssl", "subprocess"),
    *("unittest", "urllib.request", "cattrs", "dask", "duckdb", "hypothesis", "narwhals", "numpy"),
    *("pandas", "polars", "pyarrow", "pyspark", "pytest", "sybil"),
]

NOT_USED = {
    *("_pickle", "asyncio", "builtins", "code", "codeop", "ctypes", "dill", "ftplib", "http"),
    *("marshal", "multiprocessing", "pickle", "pty", "requests", "runpy", "shelve", "smtplib"),
    *("socket", "socketserver", "ssl", "subprocess", "telnetlib", "urllib", "webbrowser"),
}
STARTS_PROGRAMS = {
    f"os.{name}" for name in dir(os) if re.match("exec|spawn|posix_spawn|fork", name)
}
STARTS_PROGRAMS |= {"os.popen", "os.startfile", "os.system"}
COMPILES = {"relkit.evidence._source"}  # the one place that compiles generated code

SPELLINGS = {  # patterns in lower-case names: what to write
    "analys(e|ing)(?!s)": "analyze",
    "behaviour": "behavior",
    "cancell(ed|ing)": "canceled",
    "catalogue": "catalog",
    "centre": "center",
    "cheque": "check",
    "colour": "color",
    "defence": "defense",
    "favour": "favor",
    "fulfil(?!l)": "fulfill",
    "grey": "gray",
    "honour": "honor",
    "instalment": "installment",
    "judgement": "judgment",
    "labell": "labeled",
    "licence": "license",
    "modell(ed|ing)": "modeled",
    "organis": "organiz…",
    "personalis": "personaliz…",
    "programme(?!r|d)": "program",
    "recognis": "recogniz…",
    "serialis": "serializ…",
    "summaris": "summariz…",
    "totall": "total",
}

PACKAGE = Path(relkit.__file__).parent
MODULES = architecture.read_package(PACKAGE)
HOMES = architecture.homes(MODULES)


def run_python(code: str) -> str:
    """Run code in a fresh interpreter and give what it printed."""
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# ------------------------------------------------------------------ relkit


def test_every_module_has_a_floor() -> None:
    """Every module and folder directly below relkit stands in the table of floors."""
    complaints = architecture.without_floor(MODULES, FLOORS)

    assert [] == complaints


def test_imports_point_downward() -> None:
    """No module imports from a higher floor when it is imported."""
    complaints = architecture.upward_imports(MODULES, FLOORS)

    assert [] == complaints


def test_no_import_cycle() -> None:
    """No modules import each other in a circle."""
    complaints = architecture.import_cycles(MODULES)

    assert [] == complaints


def test_late_imports_are_listed() -> None:
    """An import inside a function is one of the listed ones, and the list is not stale."""
    complaints = architecture.unlisted_late_imports(MODULES, LATE_IMPORTS)

    assert [] == complaints


def test_all_is_exact() -> None:
    """Every public module lists exactly its public names, sorted, in ``__all__``."""
    complaints = architecture.wrong_exports(MODULES)

    assert [] == complaints


def test_one_home_per_name() -> None:
    """No public name is exported by two public submodules."""
    complaints = architecture.several_homes(MODULES, TWO_HOMES)

    assert [] == complaints


def test_doors_only_open() -> None:
    """The ``__init__`` of a folder imports and lists ``__all__``, nothing else."""
    complaints = architecture.busy_doors(MODULES)

    assert [] == complaints


def test_public_things_have_docstrings() -> None:
    """Every public class, function and method says what it is."""
    complaints = architecture.missing_docstrings(MODULES)

    assert [] == complaints


def test_nothing_risky_is_used() -> None:
    """No module evaluates text, unpickles, starts programs or opens sockets, in the extras, too."""
    names = {"eval", "__import__", "__builtins__", *STARTS_PROGRAMS}
    complaints = architecture.forbidden_uses(MODULES, NOT_USED, names)

    assert [] == complaints
    walked = {name.split(".")[1] for name in MODULES if "." in name}
    assert {"book", "display", "frames", "serialization", "testing"} <= walked


def test_one_place_compiles() -> None:
    """Only the one module that is made for it compiles code."""
    others = {name: module for name, module in MODULES.items() if name not in COMPILES}
    complaints = architecture.forbidden_uses(others, set(), {"exec", "compile"})

    assert [] == complaints


def test_american_spelling() -> None:
    """Public names are spelled the American way."""
    complaints = architecture.misspelled(MODULES, SPELLINGS)

    assert [] == complaints


def test_no_module_is_too_long() -> None:
    """No module has more than 600 lines; the head of the test run names those above 400."""
    complaints = architecture.long_modules(MODULES, 600)

    assert [] == complaints


def test_functions_are_short() -> None:
    """Half of the functions have at most 10 lines, 95 % at most 40."""
    lengths = architecture.function_lengths(MODULES)
    longer = sorted((lines, name) for name, lines in lengths.items() if lines > 40)

    assert statistics.median(lengths.values()) <= 10
    assert len(longer) <= 0.05 * len(lengths), longer


# ------------------------------------------------------------------ the top-level door


def test_top_level_lists_its_names() -> None:
    """``relkit.__all__`` is sorted, without repeats, and all of it is in ``dir(relkit)``."""
    names = list(relkit.__all__)

    assert names in (sorted(set(names)), architecture.in_order(names))
    assert set() == set(names) - set(dir(relkit))


@pytest.mark.parametrize("name", sorted(set(getattr(relkit, "__all__", ())) - {"__version__"}))
def test_top_level_offers_the_very_object(name: str) -> None:
    """What relkit offers at the top is the object of its one home."""
    home = min(HOMES[name])  # of the two that TWO_HOMES allows, the one that needs no extra

    assert getattr(importlib.import_module(home), name) is getattr(relkit, name)


def test_top_level_refuses_what_it_does_not_have() -> None:
    """A name that relkit does not have is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="no_such_name"):
        relkit.no_such_name  # type: ignore[attr-defined]  # not there, on purpose


@pytest.mark.parametrize("name", sorted(n for n, m in MODULES.items() if m.is_public))
def test_public_modules_have_what_they_list(name: str) -> None:
    """Every name in the ``__all__`` of a public module can be had from it.

    Where an extra is not installed, the module that needs it says so with an ImportError.
    """
    needed = next((EXTRA_MODULES[m] for m in EXTRA_MODULES if f"{name}.".startswith(f"{m}.")), "")

    if needed and importlib.util.find_spec(needed) is None:
        with pytest.raises(ImportError, match=needed):
            importlib.import_module(name)
    else:
        module = importlib.import_module(name)

        assert [] == [n for n in module.__all__ if not hasattr(module, n)]


def test_importing_relkit_loads_no_extra() -> None:
    """Neither the import nor the use of any public name loads an extra or a heavy module."""
    code = (
        "import sys, relkit\n"
        "for name in relkit.__all__: getattr(relkit, name)\n"
        f"print([name for name in {NOT_LOADED!r} if name in sys.modules])"
    )

    assert "[]" == run_python(code).strip()


def test_importing_relkit_alone_loads_little() -> None:
    """The bare import leaves the parts of relkit to the first use of their names."""
    code = "import sys, relkit; print(sorted(m for m in sys.modules if m.startswith('relkit.')))"

    assert "[]" == run_python(code).strip()
