"""The laws of values: equal when copied, hashed alike, frozen, kept by evolve."""

from __future__ import annotations

import copy
from typing import Any, Final, cast

import attrs

from relkit._law import Law, law, same
from relkit.errors import LawBrokenError

__all__ = ["INSTANCE_LAWS", "VALUE_LAWS", "told_fields"]

_EQUAL = ("S4", "equal", "A copy of it is equal to it.", "copy(v) = v")
_HASHED = ("S4", "hashed alike", "A copy of it has its hash.", "hash(copy(v)) = hash(v)")
_FROZEN = ("S4", "frozen", "None of its fields can be set once it is made.", "v.f := x raises")
_EVOLVED = (
    "S4",
    "evolved",
    "Evolving it without a change gives its class and its fields again.",
    "evolve(v) = v",
)


def _is_equal(value: object) -> None:
    for again in (copy.copy(value), copy.deepcopy(value)):
        same(again, value)


def _is_hashed_alike(value: object) -> None:
    same(hash(copy.deepcopy(value)), hash(value))


def _is_frozen(value: object) -> None:
    for name in _fields(value):
        before = getattr(value, name)
        try:
            setattr(value, name, before)
        except AttributeError:
            continue
        msg = f"{type(value).__name__}.{name} can be set."
        raise LawBrokenError(msg)


def _is_evolved(value: object) -> None:
    again: object = attrs.evolve(cast("Any", value))
    same(type(again), type(value))
    same(told_fields(again), told_fields(value))


def _fields(value: object) -> tuple[str, ...]:
    if not attrs.has(type(value)):
        msg = f"{type(value).__name__} is no attrs class."
        raise LawBrokenError(msg)
    return tuple(field.name for field in attrs.fields(cast("Any", type(value))) if field.init)


def told_fields(value: object) -> dict[str, object]:
    """Give the fields of a value by name; comparing them does not ask the value itself."""
    return {name: getattr(value, name) for name in _fields(value)}


@law(*_EQUAL)
def _value_equal(subject: object) -> None:
    _is_equal(subject)


@law(*_HASHED)
def _value_hashed(subject: object) -> None:
    _is_hashed_alike(subject)


@law(*_FROZEN)
def _value_frozen(subject: object) -> None:
    _is_frozen(subject)


@law(*_EVOLVED)
def _value_evolved(subject: object) -> None:
    _is_evolved(subject)


@law(*_EQUAL)
def _instance_equal(_subject: type, one: object) -> None:
    _is_equal(one)


@law(*_HASHED)
def _instance_hashed(_subject: type, one: object) -> None:
    _is_hashed_alike(one)


@law(*_FROZEN)
def _instance_frozen(_subject: type, one: object) -> None:
    _is_frozen(one)


@law(*_EVOLVED)
def _instance_evolved(_subject: type, one: object) -> None:
    _is_evolved(one)


VALUE_LAWS: Final[tuple[Law, ...]] = (
    _value_equal,
    _value_hashed,
    _value_frozen,
    _value_evolved,
)
"""The laws of a subject that is itself a value."""

INSTANCE_LAWS: Final[tuple[Law, ...]] = (
    _instance_equal,
    _instance_hashed,
    _instance_frozen,
    _instance_evolved,
)
"""The same of the values of a class, with a sample ``one``."""
