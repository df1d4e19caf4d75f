"""What a strategy class declares by its type arguments, and what of it cannot work."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs

from relkit._guard import check_class
from relkit._words import listed, mend, shown
from relkit.errors import DeclarationError
from relkit.plans import Plan
from relkit.relationships import Relationship

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_strategy_class", "declare"]


def declare(cls: Any, root: type) -> None:  # noqa: ANN401 - a class whose attributes are set
    """Set ``serves`` and ``gives`` of a class below ``root`` from ``Strategy[serves, gives]``.

    What the class sets itself stays, and what it leaves open is its parent's.
    """
    for name, argument in zip(("serves", "gives"), _arguments(cls, root), strict=True):
        if name not in cls.__dict__ and isinstance(argument, (type, UnionType)):
            setattr(cls, name, argument)


def check_strategy_class(cls: Any, root: type) -> None:  # noqa: ANN401 - as above
    """Raise ``DeclarationError`` for a class that would not do what it says."""
    check_class(cls, root, "@strategy", cls.hooks)
    for owner in _below(cls, root):
        if "propose" in owner.__dict__:
            msg = f"{owner.__name__} overrides propose, which checks the laws: override plan."
            raise DeclarationError(msg)
    kinds: tuple[Any, ...] = get_args(cls.serves) or (cls.serves,)
    if not all(isinstance(kind, type) and issubclass(kind, Relationship) for kind in kinds):
        msg = f"{cls.__name__}.serves must be a kind such as Client, not {shown(cls.serves)}."
        raise DeclarationError(msg)
    gives: object = cls.gives
    if not isinstance(gives, type) or not issubclass(gives, Plan):
        msg = f"{cls.__name__}.gives must be a plan such as ServicePlan, not {shown(cls.gives)}."
        raise DeclarationError(msg)
    _check_reads(cls, kinds)


def _check_reads(cls: Any, kinds: tuple[type[Relationship], ...]) -> None:  # noqa: ANN401 - as above
    known = {field.name for kind in kinds for field in attrs.fields(kind)}
    unknown = [name for name in cls.reads if name not in known]
    if unknown:
        msg = (
            f"{cls.__name__}.reads names {listed(map(repr, unknown), 'and')}, which the "
            f"relationships that it serves do not have. {mend(unknown[0], known)}"
        )
        raise DeclarationError(msg)


def _below(cls: type, root: type) -> Iterator[type]:
    return (owner for owner in cls.__mro__ if issubclass(owner, root) and owner is not root)


def _arguments(cls: Any, root: Any) -> tuple[object, ...]:  # noqa: ANN401 - as above
    """Give what stands for the type parameters of ``root``; those left open as themselves."""
    if cls is root:
        return tuple(root.__parameters__)
    bases: tuple[Any, ...] = cls.__dict__.get("__orig_bases__", cls.__bases__)
    origins: list[Any] = [get_origin(base) or base for base in bases]
    place = next(n for n, origin in enumerate(origins) if root in getattr(origin, "__mro__", ()))
    given = dict(zip(origins[place].__parameters__, get_args(bases[place]), strict=False))
    return tuple(given.get(argument, argument) for argument in _arguments(origins[place], root))
