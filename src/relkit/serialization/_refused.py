"""`RefusedError`: what stands in the way of writing or reading, with the path to each spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import attrs
from typing_extensions import override

from relkit._words import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "MOST_PROBLEMS",
    "DataProblem",
    "Part",
    "Path",
    "RefusedError",
    "each",
    "each_value",
    "path_text",
]

_SHOWN: Final = 20

MOST_PROBLEMS: Final = 1000
"""Where the search for more faults ends: nothing but faults must not take for ever."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a spot: names of fields and places in lists, from the outside in."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_Step = TypeVar("_Step", int, str)


class Part:
    """Marks a class whose values stand in one place only, and so need no tag."""

    __slots__ = ()


@attrs.frozen
class DataProblem:
    """One fault in a document: where it is, and what is wrong there.

    >>> print(DataProblem("$.data.events[3].on", "is missing."))
    $.data.events[3].on: is missing.
    """

    path: str
    message: str

    @override
    def __str__(self) -> str:
        """Give one line."""
        return f"{self.path}: {self.message}"


class RefusedError(Exception):
    """Faults on the way out of the functions that found them; no user ever sees it."""

    def __init__(self, problems: Iterable[tuple[Path, str]]) -> None:
        """Keep the faults with their paths."""
        self.problems = tuple(problems)
        super().__init__(self.problems)

    @classmethod
    def one(cls, message: str, *path: str | int) -> RefusedError:
        """Give a single fault, by default of the very spot."""
        return cls([(path, message)])

    def under(self, *steps: str | int) -> RefusedError:
        """Give the same faults seen from further out."""
        return RefusedError(((*steps, *path), message) for path, message in self.problems)

    def told(self, *root: str | int) -> tuple[str, tuple[DataProblem, ...]]:
        """Give the message for users, and the faults with their paths as text."""
        faults = tuple(DataProblem(path_text((*root, *path)), text) for path, text in self.problems)
        if len(faults) == 1:
            return str(faults[0]), faults
        lines = [f"  {fault}" for fault in faults[:_SHOWN]]
        hidden = len(faults) - len(lines)
        more = [f"  … and {hidden} more"] if hidden else []
        least = "at least " if len(faults) >= MOST_PROBLEMS else ""
        return "\n".join([f"{least}{len(faults)} problems in the data", *lines, *more]), faults


def path_text(path: Path) -> str:
    """Write a path as JSONPath does.

    >>> path_text(("data", "events", 3, "odd key"))
    "$.data.events[3]['odd key']"
    """
    steps = [
        f".{step}" if isinstance(step, str) and step.isidentifier() else f"[{shown(step)}]"
        for step in path
    ]
    return "".join(["$", *steps])


def each(function: Callable[[_In], _Out], items: Iterable[_In]) -> list[_Out]:
    """Apply a function to each item; where some are refused, name all of those."""
    return list(_each_of(function, enumerate(items)).values())


def each_value(function: Callable[[_In], _Out], items: Mapping[str, _In]) -> dict[str, _Out]:
    """Apply a function to each value of a mapping; else as ``each``."""
    return _each_of(function, items.items())


def _each_of(
    function: Callable[[_In], _Out], items: Iterable[tuple[_Step, _In]]
) -> dict[_Step, _Out]:
    """Go through all items once, for what lies within may be large and deep."""
    made: dict[_Step, _Out] = {}
    problems: list[tuple[Path, str]] = []
    for step, item in items:
        try:
            made[step] = function(item)
        except RefusedError as refused:
            problems += refused.under(step).problems
            if len(problems) >= MOST_PROBLEMS:
                break
    if problems:
        raise RefusedError(problems)
    return made
