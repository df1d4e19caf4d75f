"""Checks of fields, by table: one line for each field, kept when a subclass overrides it.

A validator belongs to a field's definition, and is lost where a subclass gives the field
another default. A table that ``__attrs_post_init__`` goes through is inherited.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from relkit._checks import whole
from relkit._words import listed, shown
from relkit.errors import InvalidValueError

__all__ = [
    "PERCENT",
    "Check",
    "a_flag",
    "between",
    "check_fields",
    "one_of",
    "optional",
    "part",
    "parts",
]

Check: TypeAlias = Callable[[object, str], object]
"""Takes a value and its name; raises where the value cannot be."""


def check_fields(subject: object, checks: Mapping[str, Check]) -> None:
    """Check each named field of a value, naming class and field in the message."""
    owner = type(subject).__name__
    for name, check in checks.items():
        check(getattr(subject, name), f"{owner}.{name}")


def between(minimum: int, maximum: int | None = None) -> Check:
    """Allow whole numbers from ``minimum`` to ``maximum``."""

    def check(value: object, name: str) -> int:
        return whole(value, name, minimum, maximum)

    return check


def optional(check: Check) -> Check:
    """Allow None as well."""

    def check_unless_none(value: object, name: str) -> object:
        return None if value is None else check(value, name)

    return check_unless_none


def part(kind: type | tuple[type, ...]) -> Check:
    """Allow values of a class, or of one of several."""

    def check(value: object, name: str) -> object:
        if isinstance(value, kind):
            return value
        classes = listed(each.__name__ for each in (kind if isinstance(kind, tuple) else (kind,)))
        msg = f"{name} must be a value of the class {classes}, not {shown(value)}."
        raise InvalidValueError(msg)

    return check


def parts(check: Check) -> Check:
    """Allow tuples each of whose members the check allows."""

    def check_each(value: object, name: str) -> object:
        if not isinstance(value, tuple):
            msg = f"{name} must be a tuple such as (...,), not {shown(value)}."
            raise InvalidValueError(msg)
        members = cast("tuple[object, ...]", value)
        named = f"each of {name}"
        for member in members:
            check(member, named)
        return members

    return check_each


def one_of(*allowed: str) -> Check:
    """Allow some words."""

    def check(value: object, name: str) -> object:
        if value in allowed:
            return value
        msg = f"{name} must be {listed(map(repr, allowed))}, not {shown(value)}."
        raise InvalidValueError(msg)

    return check


def a_flag(value: object, name: str) -> object:
    """Allow True and False."""
    return part(bool)(value, name)


PERCENT = between(0, 100)
