"""Predicates: conditions on a relationship, as values that print, compare and combine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Final, Never, TypeAlias, cast, final

import attrs
from typing_extensions import override

from relkit._values import Value
from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.plans import Fact
from relkit.relationships import Relationship
from relkit.strategies._context import Context

__all__ = [
    "ALWAYS",
    "NEVER",
    "Condition",
    "Connective",
    "Negation",
    "Predicate",
    "all_hold",
    "any_holds",
    "as_predicate",
    "holds_not",
]

Condition: TypeAlias = Callable[[Any, Context], bool]
"""A predicate, or any function of a relationship and a context that gives True or False."""


@attrs.frozen(eq=False, repr=False)
class Predicate(Value, ABC):
    """A condition on a relationship and its context: a value with ``&``, ``|`` and ``~``.

    Functions may stand on either side; ``all_hold``, ``any_holds`` and ``holds_not`` do the
    same by name. It has no truth value, so that ``and`` and chained comparisons are refused.

    >>> from relkit import Client
    >>> from relkit.strategies import in_stage, is_a
    >>> print(is_a(Client) & ~in_stage("former"))
    client and not former
    """

    @abstractmethod
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        """Tell whether it holds."""

    @property
    def is_several(self) -> bool:
        """Whether its text names several conditions, so that brackets belong around it."""
        return False

    def facts(self, relationship: Relationship) -> tuple[Fact, ...]:  # noqa: ARG002 - a hook
        """Give what it reads of a relationship."""
        return ()

    def __and__(self, other: Condition) -> Predicate:
        """Hold where both do."""
        return all_hold(self, other)

    def __rand__(self, other: Condition) -> Predicate:
        """Hold where both do, a function standing first."""
        return all_hold(other, self)

    def __or__(self, other: Condition) -> Predicate:
        """Hold where either does."""
        return any_holds(self, other)

    def __ror__(self, other: Condition) -> Predicate:
        """Hold where either does, a function standing first."""
        return any_holds(other, self)

    def __invert__(self) -> Predicate:
        """Hold where this does not."""
        return holds_not(self)

    def __bool__(self) -> Never:
        """Refuse a truth value."""
        msg = (
            f"The predicate {shown(self)} is neither true nor false before it is asked: combine "
            "with & | ~ instead of and, or, not and chained comparisons."
        )
        raise InvalidValueError(msg)


@final
@attrs.frozen(eq=False, repr=False)
class _Constant(Predicate):
    value: bool

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        return self.value

    @override
    def __str__(self) -> str:
        return "always" if self.value else "never"

    @override
    def __repr__(self) -> str:
        return "ALWAYS" if self.value else "NEVER"


ALWAYS: Final[Predicate] = _Constant(value=True)
"""The predicate that always holds.

>>> from datetime import date
>>> from relkit import Client, Context
>>> acme, today = Client(party="acme", business="harper-law"), Context(today=date(2025, 9, 1))
>>> ALWAYS(acme, today)
True
"""

NEVER: Final[Predicate] = _Constant(value=False)
"""The predicate that never holds.

>>> from datetime import date
>>> from relkit import Client, Context
>>> acme, today = Client(party="acme", business="harper-law"), Context(today=date(2025, 9, 1))
>>> NEVER(acme, today)
False
"""


@final
@attrs.frozen(eq=False, repr=False)
class _Function(Predicate):
    function: Condition

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        answer: object = self.function(relationship, context)
        if isinstance(answer, bool):
            return answer
        msg = f"The condition {self} must give True or False, not {shown(answer)}."
        raise InvalidValueError(msg)

    @override
    def __str__(self) -> str:
        return str(getattr(self.function, "__qualname__", None) or type(self.function).__name__)

    @override
    def __repr__(self) -> str:
        return str(self)


@final
@attrs.frozen(eq=False, repr=False)
class Connective(Predicate):
    """Parts of which all, or any, must hold; never fewer than two, never nested in its like."""

    parts: tuple[Predicate, ...]
    wants_all: bool

    @property
    @override
    def is_several(self) -> bool:
        return True

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        test = all if self.wants_all else any
        return test(part(relationship, context) for part in self.parts)

    @override
    def facts(self, relationship: Relationship) -> tuple[Fact, ...]:
        read = (fact for part in self.parts for fact in part.facts(relationship))
        return tuple(dict.fromkeys(read))

    @override
    def __str__(self) -> str:
        word = " and " if self.wants_all else " or "
        return word.join(_bracketed(part) for part in self.parts)

    @override
    def __repr__(self) -> str:
        name = "all_hold" if self.wants_all else "any_holds"
        return f"{name}({', '.join(map(repr, self.parts))})"


@final
@attrs.frozen(eq=False, repr=False)
class Negation(Predicate):
    """What holds where another does not."""

    part: Predicate

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        return not self.part(relationship, context)

    @override
    def facts(self, relationship: Relationship) -> tuple[Fact, ...]:
        return self.part.facts(relationship)

    @override
    def __str__(self) -> str:
        return f"not {_bracketed(self.part)}"

    @override
    def __repr__(self) -> str:
        return f"holds_not({self.part!r})"


def _bracketed(part: Predicate) -> str:
    """Write a part so that it cannot be read together with its neighbors."""
    return f"({part})" if part.is_several else str(part)


def as_predicate(condition: Condition) -> Predicate:
    """Let a predicate pass, and make one of a function; raises ``InvalidValueError``."""
    if isinstance(condition, Predicate):
        return condition
    if callable(condition) and not isinstance(condition, type):
        return _Function(condition)
    msg = (
        "A condition is a predicate such as in_stage('active'), or a function of a relationship "
        f"and a context, not {shown(condition)}."
    )
    raise InvalidValueError(msg)


def all_hold(*conditions: Condition) -> Predicate:
    """Hold where all of the conditions do: ``a & b`` by name; without any, ``ALWAYS``.

    >>> from relkit.strategies import in_stage
    >>> all_hold(ALWAYS, in_stage("active")) == in_stage("active")
    True
    """
    return _combined(conditions, wants_all=True)


def any_holds(*conditions: Condition) -> Predicate:
    """Hold where at least one of the conditions does: ``a | b`` by name; without any, ``NEVER``.

    >>> any_holds(in_stage("new"), ALWAYS)
    ALWAYS
    """
    return _combined(conditions, wants_all=False)


def _combined(conditions: tuple[Condition, ...], *, wants_all: bool) -> Predicate:
    neutral, absorbing = (ALWAYS, NEVER) if wants_all else (NEVER, ALWAYS)
    parts: list[Predicate] = []
    for part in map(as_predicate, conditions):
        nested = isinstance(part, Connective) and part.wants_all == wants_all
        for flat in cast("Connective", part).parts if nested else (part,):
            if flat == absorbing:
                return absorbing
            if flat != neutral and flat not in parts:
                parts.append(flat)
    if len(parts) > 1:
        return Connective(tuple(parts), wants_all)
    return parts[0] if parts else neutral


def holds_not(condition: Condition) -> Predicate:
    """Hold where the condition does not: ``~a`` by name.

    >>> holds_not(~in_stage("new")), ~NEVER
    (in_stage('new'), ALWAYS)
    """
    part = as_predicate(condition)
    if isinstance(part, Negation):
        return part.part
    return _Constant(not part.value) if isinstance(part, _Constant) else Negation(part)
