"""What the annotations of a class's fields mean, looked up and with type parameters filled in."""

from __future__ import annotations

import sys
from collections.abc import Hashable
from types import UnionType, new_class
from typing import (
    TYPE_CHECKING,
    Any,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from relkit.errors import DeclarationError
from relkit.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["field_types", "members", "plain_type"]

# Names that relkit's own modules import for type checkers alone; a module's own names come first.
_NAMES = {"Hashable": Hashable, "Money": Money, "EventId": Hashable, "PartyId": Hashable}


def field_types(cls: type) -> dict[str, Any]:
    """Give the type of each field that the constructor takes.

    Raises ``DeclarationError`` for an annotation that cannot be looked up at run time.
    """
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", cls))
    return {field.name: _type_of(cls, field) for field in fields if field.init}


def _type_of(cls: type, field: attrs.Attribute[Any]) -> Any:  # noqa: ANN401 - any annotation
    owner = _owner(cls, field.name)
    return _filled(_looked_up(owner, field), _type_arguments(cls, owner) or {})


def _looked_up(owner: type, field: attrs.Attribute[Any]) -> Any:  # noqa: ANN401 - any annotation
    if not isinstance(field.type, str):
        return object if field.type is None else field.type
    module = vars(sys.modules[owner.__module__])
    holder = new_class("Holder", exec_body=lambda body: body.update(__annotations__={}))
    holder.__annotations__ = {"it": field.type}
    try:
        return get_type_hints(holder, globalns={**_NAMES, **module}, localns={})["it"]
    except (NameError, TypeError, SyntaxError, AttributeError) as fault:
        msg = (
            f"{owner.__name__}.{field.name} is annotated as {field.type}, which cannot be looked "
            f"up ({fault}): import it at run time, above the class."
        )
        raise DeclarationError(msg) from fault


def _owner(cls: type, name: str) -> type:
    """Give the class that declares a field, in whose module its annotation has a meaning."""
    return next(
        base
        for base in cls.__mro__
        for field in base.__dict__.get("__attrs_attrs__", ())
        if field.name == name and not field.inherited
    )


def _type_arguments(cls: Any, owner: Any) -> dict[Any, Any] | None:  # noqa: ANN401 - classes
    """Give what a class fills in for the type parameters of one above it; else None.

    Each generation has its own: the same parameter can stand for other types further up.
    """
    if cls is owner:
        return {}
    for base in cls.__dict__.get("__orig_bases__", cls.__bases__):
        above = get_origin(base) or base
        further_up = _type_arguments(above, owner)
        if further_up is not None:
            given = dict(zip(getattr(above, "__parameters__", ()), get_args(base), strict=False))
            filled = {one: _filled(hint, given) for one, hint in further_up.items()}
            return given if above is owner else filled
    return None


def _filled(hint: Any, given: dict[Any, Any]) -> Any:  # noqa: ANN401 - any annotation
    """Fill type parameters in."""
    if isinstance(hint, TypeVar):
        return given.get(hint, hint)
    parameters = () if isinstance(hint, type) else getattr(hint, "__parameters__", ())
    if not parameters:
        return hint
    generic: Any = hint
    return generic[tuple(given.get(one, one) for one in parameters)]


def plain_type(hint: Any) -> Any:  # noqa: ANN401 - any annotation
    """Give what an annotation comes to: without notes and names, a parameter by its bound."""
    while True:
        if isinstance(hint, TypeVar) or type(hint).__name__ == "TypeVar":
            bounds = hint.__constraints__ or (hint.__bound__ or object,)
            hint = Union[bounds]  # noqa: UP007 - of as many as there are
        elif hasattr(hint, "__supertype__"):
            hint = hint.__supertype__
        elif hasattr(hint, "__metadata__"):
            hint = hint.__origin__
        elif type(hint).__name__ == "TypeAliasType":
            hint = hint.__value__
        else:
            return hint


def members(hint: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """Give the members of a union, flat; a type alone is its only member."""
    plain = plain_type(hint)
    if get_origin(plain) in (Union, UnionType):
        for member in get_args(plain):
            yield from members(member)
    else:
        yield plain
