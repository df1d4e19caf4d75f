"""The laws of kinds of relationship.

A sample ``one`` is a relationship of the kind; ``above`` is one of the class above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from relkit._law import Law, law, same
from relkit._value_laws import INSTANCE_LAWS
from relkit.errors import LawBrokenError
from relkit.relationships._kind import Relationship
from relkit.relationships._kinds import as_kind

__all__ = ["KIND_LAWS"]


@law(
    "C21",
    "conversion keeps what both have",
    "Made of a relationship of the class above, and made that again, it keeps all its fields.",
    "as_kind(as_kind(r, K), J) = r for r of J above K",
)
def _converted(kind: type[Relationship], one: Relationship, above: Relationship) -> None:
    own: dict[str, Any] = {
        str(field.alias): getattr(one, field.name)
        for field in attrs.fields(kind)
        if field.init and not hasattr(above, field.name)
    }
    made = as_kind(above, kind, **own)
    same(type(made), kind)
    same(as_kind(made, type(above)), above)


@law(
    "S16",
    "a tag of its own",
    "It is known by a tag that no class above it has.",
    "tag(K) ≠ tag(J), K below J",
)
def _tag(kind: type[Relationship]) -> None:
    above = [parent.tag for parent in kind.__mro__[1:] if issubclass(parent, Relationship)]
    if kind.tag in above:
        msg = f"{kind.__name__} has the tag {kind.tag!r} of a class above it; is it decorated?"
        raise LawBrokenError(msg)


@law(
    "C14",
    "whole weights",
    "Its weights map names to whole points, and nobody can change them.",
    "w: trait → ℤ",
)
def _weights(kind: type[Relationship]) -> None:
    weights = kind.weights
    if not isinstance(weights, Mapping) or hasattr(weights, "__setitem__"):
        msg = f"{kind.__name__}.weights is a {type(weights).__name__}, which can be changed."
        raise LawBrokenError(msg)
    same({type(points) for points in weights.values()} <= {int}, True)  # noqa: FBT003 - the side of an equation


KIND_LAWS: Final[tuple[Law, ...]] = (
    _tag,
    _weights,
    _converted,
    *INSTANCE_LAWS,
)
"""What every kind owes."""
