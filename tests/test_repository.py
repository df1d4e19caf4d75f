"""The files around the code say the same as the code, and nothing about one machine."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import relkit

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
MADE = {".git", ".hypothesis", ".mypy_cache", ".nox", ".pytest_cache", ".ruff_cache", ".venv"}


def repository_files() -> Iterator[Path]:
    """The files that belong to the repository, or all files where there is no git."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "-C", str(ROOT), "ls-files", "-z", "--cached", "--others"]
        done = subprocess.run([*command, "--exclude-standard"], capture_output=True, check=True)
        names = done.stdout.decode().split("\0")
        yield from (ROOT / name for name in names if name and (ROOT / name).is_file())
    else:
        for path in ROOT.rglob("*"):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and not MADE.intersection(parts) and "__pycache__" not in parts:
                yield path


def shell_commands(page: str) -> list[str]:
    """The commands of the shell blocks of a page, without their comments."""
    blocks = re.findall(r"^```(?:sh|bash|console|shell)\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    lines = [
        line.partition("  #")[0].strip().removeprefix("$ ") for line in "".join(blocks).split("\n")
    ]
    return [line for line in lines if line and not line.startswith("#")]


def test_one_version() -> None:
    """The package, pyproject.toml and the changelog name the same version."""
    version = PYPROJECT["project"]["version"]

    assert version == relkit.__version__
    assert version in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_readme_begins_with_the_two_commands() -> None:
    """The first two commands that the README shows are the demo and the tests."""
    commands = shell_commands((ROOT / "README.md").read_text("utf-8"))

    assert ["python3 dev.py demo", "python3 dev.py test"] == commands[:2]


def test_few_examples_are_skipped() -> None:
    """At most three examples of the pages are marked as not to be run."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    marks = [
        mark
        for page in pages
        for mark in re.findall(
            r"^\s*(?:%|<!---?|;|#)\s*skip:.*", page.read_text("utf-8"), re.MULTILINE
        )
    ]

    assert len(marks) <= 3, marks


def test_no_path_of_a_machine() -> None:
    """No file mentions a path below the folders where one machine keeps its work."""
    machine = re.compile(r"(?<![\w.~-])/(?:work|tmp)" + "/")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in repository_files()
        for number, line in enumerate(path.read_bytes().decode(errors="replace").split("\n"), 1)
        if machine.search(line)
    ]

    assert [] == found


def test_core_dependencies() -> None:
    """The core needs attrs and typing-extensions, with a stated floor, and nothing else."""
    needed = PYPROJECT["project"]["dependencies"]

    assert ["attrs", "typing-extensions"] == [re.split(">=", line)[0] for line in needed]


@pytest.mark.parametrize(
    ("extra", "needs"),
    [("frames", "narwhals"), ("serialization", "cattrs"), ("testing", "hypothesis")],
)
def test_extras_for_users(extra: str, needs: str) -> None:
    """Each extra for users asks for the one library that its part of relkit needs."""
    assert [needs] == [re.split(">=", line)[0] for line in EXTRAS[extra]]


def test_extras_are_the_agreed_ones() -> None:
    """There is no other extra than those for users and those for contributors."""
    assert {"frames", "serialization", "testing"} | {"bench", "dev", "docs", "test"} == set(EXTRAS)


@pytest.mark.parametrize("extra", ["bench", "dev"])
def test_tools_are_pinned(extra: str) -> None:
    """Tools that judge or measure have one exact version."""
    assert [] == [line for line in EXTRAS[extra] if "==" not in line]


def test_supported_pythons() -> None:
    """The oldest Python of the classifiers is the one that ``requires-python`` asks for."""
    pattern = r"Programming Language :: Python :: 3\.(\d+)"
    found = [re.fullmatch(pattern, line) for line in PYPROJECT["project"]["classifiers"]]
    minors = [int(match[1]) for match in found if match]

    assert list(range(11, 15)) == minors
    assert f">=3.{minors[0]}" == PYPROJECT["project"]["requires-python"]


def test_dev_is_small_and_needs_nothing() -> None:
    """dev.py has at most 120 lines, and imports the standard library only."""
    text = (ROOT / "dev.py").read_text("utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}

    assert set() == {name.split(".")[0] for name in plain | parts} - sys.stdlib_module_names
    assert len(text.splitlines()) <= 120


def test_py_typed_is_shipped() -> None:
    """The installed package tells type checkers that it is typed."""
    assert (Path(relkit.__file__).parent / "py.typed").is_file()
