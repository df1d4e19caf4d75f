"""Conditions on what is known beside kind, stage and traits: party type, line, own data."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, final, get_args

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._words import listed, shown
from relkit.errors import InvalidValueError
from relkit.plans import Fact
from relkit.relationships import Relationship
from relkit.relationships._kind import PartyType
from relkit.strategies._context import Context
from relkit.strategies._predicates import Predicate

__all__ = ["OneOf", "Subject", "has_datum", "in_line", "is_party_type"]

Subject: TypeAlias = Literal["party type", "line", "datum"]
"""What is compared: a field of the relationship, or one of the context's data."""

_PARTY_TYPES: Final = get_args(PartyType)


@final
@attrs.frozen
class OneOf(Predicate):
    """A text that is one of several; never where there is none."""

    subject: Subject
    name: str
    values: tuple[str, ...]

    @property
    @override
    def is_several(self) -> bool:
        return len(self.values) > 1

    def value(self, relationship: Relationship, context: Context) -> object:
        """Give what is compared."""
        if self.subject == "datum":
            return context.data.get(self.name)
        return relationship.line if self.subject == "line" else relationship.party_type

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        value = self.value(relationship, context)
        return isinstance(value, str) and value in self.values

    @override
    def facts(self, relationship: Relationship) -> tuple[Fact, ...]:
        if self.subject == "datum":  # what is told of a relationship is no place for the context
            return ()
        name = "line" if self.subject == "line" else "party_type"
        value: object = getattr(relationship, name)
        return () if value is None else (Fact(name, str(value)),)

    @override
    def __str__(self) -> str:
        if self.subject == "party type":
            return listed(self.values)
        return f"{self.name} {listed(map(shown, self.values))}"

    @override
    def __repr__(self) -> str:
        words = ", ".join(map(repr, self.values))
        if self.subject == "datum":
            return f"has_datum({self.name!r}, {words})"
        function = "in_line" if self.subject == "line" else "is_party_type"
        return f"{function}({words})"


def is_party_type(*party_types: str) -> Predicate:
    """Hold for persons, or for organizations; never where nobody knows.

    Law asks it (statutory fees, S64); the kind never does. Raises ``InvalidValueError``.

    >>> is_party_type("organization")
    is_party_type('organization')
    """
    if not party_types or not all(each in _PARTY_TYPES for each in party_types):
        msg = f"is_party_type asks for {listed(map(repr, _PARTY_TYPES))}, not {shown(party_types)}."
        raise InvalidValueError(msg)
    return OneOf("party type", "party type", tuple(dict.fromkeys(party_types)))


def in_line(*lines: str) -> Predicate:
    """Hold for relationships narrowed to one of the lines of business (S47).

    It never holds for a relationship that is about all of the business. Raises
    ``InvalidValueError``.

    >>> print(in_line("advice", "goods"))
    line 'advice' or 'goods'
    """
    return OneOf("line", "line", _texts(lines, "in_line"))


def has_datum(name: str, *values: str) -> Predicate:
    """Hold where one of the context's own data is one of these texts.

    It never holds where the context has no such datum, or one that is no text. Raises
    ``InvalidValueError``.

    >>> from datetime import date
    >>> from relkit import Client
    >>> context = Context(today=date(2025, 9, 1), data={"season": "fall"})
    >>> has_datum("season", "fall")(Client(party="acme", business="harper-law"), context)
    True
    """
    return OneOf("datum", text(name, "The name of a datum"), _texts(values, "has_datum"))


def _texts(values: tuple[str, ...], function: str) -> tuple[str, ...]:
    if not values:
        msg = f"{function} asks for at least one text."
        raise InvalidValueError(msg)
    return tuple(dict.fromkeys(text(value, f"each of {function}") for value in values))
