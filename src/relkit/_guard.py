"""The guard behind ``@kind`` and ``@strategy``: slips that Python lets pass are named at once.

attrs says nothing when a subclass adds a field without its decorator, or gives an inherited
field a default that its constructor ignores; Python says nothing about a misspelled hook.
Each class is checked once, when it is first constructed.
"""

from __future__ import annotations

import inspect
import sys
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

import attrs

from relkit._words import closest
from relkit.errors import DeclarationError

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["check_class", "check_defaults"]

_LIKE = 0.8
# From Python 3.14 on annotations are made when asked for; 3 asks for names that may be unknown yet.
_AS_THEY_ARE: dict[str, Any] = {"format": 3} if sys.version_info >= (3, 14) else {}


def check_class(kind: type, root: type, decorator: str, hooks: Collection[str]) -> None:
    """Raise ``DeclarationError`` for a class below ``root`` that would not do what it says."""
    for cls in kind.__mro__:
        if not issubclass(cls, root) or cls is root:
            continue
        _check_fields(cls, decorator)
        check_defaults(cls, decorator)
        _check_hooks(cls, hooks)


def _check_fields(cls: type, decorator: str) -> None:
    known = {field.name for field in cls.__dict__.get("__attrs_attrs__", ())}
    annotations = _annotations(cls).items()
    added = [
        name for name, said in annotations if name not in known and "ClassVar" not in str(said)
    ]
    if not added:
        return
    slip = "is not decorated" if "__attrs_attrs__" not in cls.__dict__ else "leaves a field bare"
    msg = (
        f"{cls.__name__} adds {', '.join(added)} but {slip}, so that would be ignored: "
        f"put {decorator} above the class, and an annotation on each field."
    )
    raise DeclarationError(msg)


def _annotations(cls: type) -> dict[str, object]:
    """Give a class's own annotations, as text or as types."""
    return inspect.get_annotations(cls, **_AS_THEY_ARE)


def check_defaults(cls: type, decorator: str) -> None:
    """Raise ``DeclarationError`` for a field set without its annotation, which attrs forgets.

    A decorator calls it before attrs does its work, which takes the evidence away.
    """
    inherited = {
        field.name for base in cls.__mro__[1:] if attrs.has(base) for field in attrs.fields(base)
    }
    for name in sorted((inherited & cls.__dict__.keys()) - _annotations(cls).keys()):
        if not isinstance(cls.__dict__[name], MemberDescriptorType):
            msg = (
                f"{cls.__name__} sets {name}, a field, without its annotation, so that the "
                f"constructor would ignore it: write `{name}: <type> = ...` under {decorator}."
            )
            raise DeclarationError(msg)


def _check_hooks(cls: type, hooks: Collection[str]) -> None:
    # Names are copied at once: another thread may note meanwhile that it has checked the class.
    inherited = set[str]().union(*(base.__dict__.keys() for base in cls.__mro__[1:]))
    fields = {field.name for field in attrs.fields(cls)}
    for name in tuple(cls.__dict__):
        if name.startswith("_") or name in inherited or name in fields or name in hooks:
            continue
        near = closest(name, hooks, _LIKE)
        if near:
            msg = (
                f"{cls.__name__}.{name} is never used: did you mean {near}? "
                "If not, choose a name less like it."
            )
            raise DeclarationError(msg)
