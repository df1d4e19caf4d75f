"""Boxes: how a value that is no object says what it is where anything can stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from relkit.money import Currency, Money
from relkit.serialization._classify import sort_of
from relkit.serialization._sorts import Sort

__all__ = ["BOXES", "box_of", "box_of_class"]

BOXES: Final[Mapping[str, Sort]] = MappingProxyType(
    {
        "currency": sort_of(Currency),
        "date": sort_of(date),
        "kind": sort_of(type[object]),
        "list": sort_of(list[object]),
        "mapping": sort_of(Mapping[str, object]),
        "money": sort_of(Money),
        "number": sort_of(int | Decimal | Fraction),
        "set": sort_of(frozenset[object]),
    }
)
"""The tags of boxes, each with the sort of what is in it."""

_TAGS: Final[Mapping[type, str]] = MappingProxyType(
    {
        Currency: "currency",
        date: "date",
        type: "kind",
        list: "list",
        dict: "mapping",
        MappingProxyType: "mapping",
        Money: "money",
        Decimal: "number",
        Fraction: "number",
        frozenset: "set",
        set: "set",
    }
)


def box_of(value: object) -> str | None:
    """Give the tag of the box for a value; none where it needs none."""
    return "kind" if isinstance(value, type) else _TAGS.get(type(value))


def box_of_class(cls: type) -> str | None:
    """Give the tag of the box for values of a class."""
    return _TAGS.get(cls)
