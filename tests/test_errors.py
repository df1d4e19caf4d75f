"""Every error: one root, a fitting builtin, a place in the tree, and what it can carry."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from relkit import errors
from relkit.errors import RecordsError, RelkitError, RelkitWarning
from relkit.events import RecordProblem

ERRORS = {name: getattr(errors, name) for name in errors.__all__}
RAISED = {name: kind for name, kind in ERRORS.items() if kind not in (RelkitError, RelkitWarning)}
TREE = re.findall(r"[├└]── (\w+) \(([\w, ]+)\)", errors.__doc__)


@pytest.mark.parametrize("name", RAISED)
def test_each_error_is_a_relkit_error_and_a_builtin_one(name: str) -> None:
    """An error derives from the root first and then from what fits it among the builtins."""
    kind = RAISED[name]
    builtins = [base for base in kind.__bases__ if base is not RelkitError]

    assert RelkitError is kind.__bases__[0]
    assert builtins
    assert all(base.__module__ == "builtins" for base in builtins)
    assert name.endswith("Error")


def test_tree_in_the_docs_is_the_tree() -> None:
    """The tree at the top of the module lists every error with its builtin bases, in order."""
    actual = [
        (name, ", ".join(base.__name__ for base in kind.__bases__[1:]))
        for name, kind in sorted(RAISED.items())
    ]

    assert TREE == actual


def test_warnings_have_a_root_of_their_own() -> None:
    """A warning is a UserWarning and no error."""
    assert (UserWarning,) == RelkitWarning.__bases__
    assert not issubclass(RelkitWarning, RelkitError)
    assert (Exception,) == RelkitError.__bases__


@pytest.mark.parametrize("name", [n for n in RAISED if n not in ("RecordsError", "TableError")])
def test_errors_survive_pickling(name: str) -> None:
    """An error raised in another process arrives with its message."""
    error = RAISED[name]("said")
    again = pickle.loads(pickle.dumps(error))

    assert (type(error), "said") == (type(again), str(again))


PROBLEMS = tuple(RecordProblem(n, "on", "is missing") for n in range(30))


@pytest.mark.parametrize(
    ("problems", "events", "head"),
    [
        (PROBLEMS[:1], (), "1 problem in the records; 0 good events in .events"),
        (PROBLEMS[:2], ("e",), "2 problems in the records; 1 good event in .events"),
        (PROBLEMS, ("e", "f"), "30 problems in the records; 2 good events in .events"),
    ],
    ids=["one", "two", "many"],
)
def test_records_error_shows_the_first_and_counts_the_rest(
    problems: tuple[RecordProblem, ...], events: tuple[str, ...], head: str
) -> None:
    """The message has a head, one line per problem up to twenty, and the number of the others."""
    error = RecordsError(problems, events)
    first, *lines = str(error).splitlines()
    shown = [f"  {problem}" for problem in problems[: RecordsError.SHOWN]]
    rest = ["  … and 10 more"] if len(problems) > RecordsError.SHOWN else []

    assert head == first
    assert shown + rest == lines
    assert (problems, events) == (error.problems, error.events)


def test_records_error_survives_pickling_and_copying() -> None:
    """Every problem and every good event arrives on the other side."""
    error = RecordsError(PROBLEMS, ("e",))
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (PROBLEMS, ("e",)) == (again.problems, again.events)
        assert str(error) == str(again)
