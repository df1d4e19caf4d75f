"""How large a declaration may be, so that everything that reads it ends, and ends soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from relkit.errors import DeclarationError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DEPTH_MOST", "PARTS_MOST", "bounded_size"]

DEPTH_MOST = 100
PARTS_MOST = 10_000

_Node = TypeVar("_Node")


def bounded_size(node: _Node) -> _Node:
    """Refuse a condition or quantity that nests too deep or has too many parts.

    What reads declarations goes down them step by step, and a part that stands in two places
    is read twice; only this check does neither.
    """
    waiting: list[tuple[object, int]] = [(node, 1)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if depth > DEPTH_MOST or count > PARTS_MOST:
            msg = (
                f"A condition or quantity nests at most {DEPTH_MOST} deep and has at most "
                f"{PARTS_MOST:,} parts; this one is larger: use fewer parts, or several measures."
            )
            raise DeclarationError(msg)
        waiting += [(child, depth + 1) for child in _children(part)]
    return node


def _children(part: object) -> Iterator[object]:
    for field in attrs.fields(cast("Any", type(part))) if attrs.has(type(part)) else ():
        value: object = getattr(part, field.name)
        if isinstance(value, tuple):
            yield from cast("tuple[object, ...]", value)
        else:
            yield value
