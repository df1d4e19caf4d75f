"""`Limits`: how much data is read at all, checked before any work is done on it."""

from __future__ import annotations

import re
from itertools import accumulate
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import attrs

from relkit._checks import whole
from relkit._words import shown
from relkit.serialization._refused import MOST_PROBLEMS, Path, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Limits", "Repeated", "check_data", "check_text"]

# The closing quote is optional and nothing is ever tried twice, so that this takes linear time.
_TEXTS: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NOT_NESTING: Final = re.compile(r"[^][{}]+")
_DEEPER: Final = {"[": 1, "{": 1, "]": -1, "}": -1}


@attrs.frozen(kw_only=True)
class Limits:
    """How much is read before it is refused.

    Args:
        size: the most bytes of JSON text, in UTF-8.
        depth: how deep lists and objects may lie within each other, 1 to 200.
        items: how many values there may be in all, at every depth.
        digits: the most digits of one whole number.

    Raises ``InvalidValueError``.

    >>> Limits(size=1000).depth
    100
    """

    size: int = attrs.field(default=64 * 2**20)
    depth: int = attrs.field(default=100)
    items: int = attrs.field(default=5_000_000)
    digits: int = attrs.field(default=4300)

    def __attrs_post_init__(self) -> None:
        """Check the numbers."""
        whole(self.size, "Limits.size", 1)
        whole(self.depth, "Limits.depth", 1, 200)
        whole(self.items, "Limits.items", 1)
        whole(self.digits, "Limits.digits", 1)


@attrs.frozen
class Repeated:
    """Stands where an object gave one name twice."""

    name: str


def check_text(text: str, limits: Limits) -> None:
    """Refuse text that holds too much or lies too deep, without parsing it."""
    if len(text) > limits.size or (
        not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > limits.size
    ):
        raise RefusedError.one(f"is more than {limits.size} bytes of text.")
    bare = _TEXTS.sub("", text)
    if bare.count(",") + bare.count("[") + bare.count("{") >= limits.items:
        raise _too_many(limits)
    nesting = _NOT_NESTING.sub("", bare)
    if max(accumulate(map(_DEEPER.__getitem__, nesting)), default=0) > limits.depth:
        raise _too_deep(limits)


def _too_many(limits: Limits) -> RefusedError:
    return RefusedError.one(f"holds more than {limits.items} values.")


def _too_deep(limits: Limits, *path: str | int) -> RefusedError:
    return RefusedError.one(f"lies deeper than {limits.depth} lists and objects.", *path)


_Spot: TypeAlias = "tuple[_Spot | None, str | int]"


def check_data(data: object, limits: Limits) -> None:
    """Refuse what is no JSON data, all faults together, or holds too much or lies too deep."""
    problems: list[tuple[Path, str]] = []
    waiting: list[tuple[object, _Spot | None, int]] = [(data, None, 0)]
    count = 0
    while waiting:
        value, spot, depth = waiting.pop()
        count += 1
        if count + len(waiting) > limits.items:
            raise _too_many(limits)
        if type(value) in (list, dict):
            if depth >= limits.depth:
                raise _too_deep(limits, *_path(spot))
            waiting += [(child, (spot, step), depth + 1) for step, child in _children(value)]
        fault = _fault(value)
        if fault:
            problems.append((_path(spot), fault))
            if len(problems) >= MOST_PROBLEMS:
                break
    if problems:
        raise RefusedError(reversed(problems))


def _children(value: object) -> Iterator[tuple[Any, object]]:
    if isinstance(value, list):
        return enumerate(cast("list[object]", value))
    return iter(cast("dict[Any, object]", value).items())


def _fault(value: object) -> str:
    if isinstance(value, dict):
        names = cast("dict[object, object]", value)
        odd = next((name for name in names if type(name) is not str), None)
        return "" if odd is None else f"has a name that is no text: {shown(odd)}."
    if isinstance(value, Repeated):
        return f"names {shown(value.name)} twice."
    if isinstance(value, float) and not isfinite(value):
        return f"must be a finite number, not {value}."
    if value is None or type(value) in (str, int, float, bool, list):
        return ""
    return f"is no JSON data: {shown(value)} of type {type(value).__name__}."


def _path(spot: _Spot | None) -> Path:
    steps: list[str | int] = []
    while spot is not None:
        spot, step = spot
        steps.append(step)
    return tuple(reversed(steps))
