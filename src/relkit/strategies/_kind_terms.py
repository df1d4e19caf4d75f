"""``is_a(Client)`` and ``in_stage("active")``: conditions on what a relationship is."""

from __future__ import annotations

from typing import final

import attrs
from typing_extensions import override

from relkit._words import listed, shown
from relkit.errors import InvalidValueError
from relkit.plans import Fact
from relkit.relationships import Relationship, Stage
from relkit.strategies._context import Context
from relkit.strategies._predicates import Predicate

__all__ = ["InStage", "in_stage", "is_a"]


@final
@attrs.frozen(eq=False, repr=False)
class _Kind(Predicate):
    kind: type[Relationship]

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        return isinstance(relationship, self.kind)

    @override
    def facts(self, relationship: Relationship) -> tuple[Fact, ...]:
        return (Fact("kind", relationship.label),)

    @override
    def __str__(self) -> str:
        return self.kind.label

    @override
    def __repr__(self) -> str:
        return f"is_a({self.kind.__name__})"


@final
@attrs.frozen(eq=False, repr=False)
class InStage(Predicate):
    """One of several stages; never where the stage is unknown."""

    stages: tuple[Stage, ...]

    @property
    @override
    def is_several(self) -> bool:
        return len(self.stages) > 1

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        return relationship.stage in self.stages

    @override
    def facts(self, relationship: Relationship) -> tuple[Fact, ...]:
        return () if relationship.stage is None else (Fact("stage", str(relationship.stage)),)

    @override
    def __str__(self) -> str:
        return listed(self.stages)

    @override
    def __repr__(self) -> str:
        return f"in_stage({', '.join(repr(str(stage)) for stage in self.stages)})"


def is_a(kind: type[Relationship]) -> Predicate:
    """Hold for relationships of a kind, and of those below it.

    Raises ``InvalidValueError`` for anything but a kind.

    >>> from relkit import Client
    >>> is_a(Client)
    is_a(Client)
    """
    if isinstance(kind, type) and issubclass(kind, Relationship):
        return _Kind(kind)
    msg = f"is_a asks for a kind such as Client, not {shown(kind)}."
    raise InvalidValueError(msg)


def in_stage(*stages: Stage | str) -> Predicate:
    """Hold for relationships in one of the stages; never where the stage is unknown.

    Raises ``InvalidValueError`` for no stage, or one that is none.

    >>> in_stage("active", "new")
    in_stage('active', 'new')
    """
    known = [stage.value for stage in Stage]
    if not stages or not all(isinstance(s, str) and s in known for s in stages):
        msg = f"in_stage asks for {listed(map(repr, known))}, not {shown(stages)}."
        raise InvalidValueError(msg)
    return InStage(tuple(Stage(stage) for stage in dict.fromkeys(stages)))
