"""The rules of composition: what each combination of strategies does with its parts.

A rule holds its parts as they are proposed, and says which step a plan came by. The
strategies that follow rules are made in ``_composition``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar, final

import attrs
from typing_extensions import override

from relkit._values import Value
from relkit.errors import InvalidValueError
from relkit.plans import Because, Fact, Plan, Rule, SeveralPlans
from relkit.relationships import Relationship
from relkit.strategies._base import Proposer
from relkit.strategies._context import Context
from relkit.strategies._predicates import Predicate

__all__ = [
    "AllOf",
    "CompositionRule",
    "FirstOf",
    "OnePart",
    "Only",
    "When",
    "under",
]

Part: TypeAlias = Proposer[Any, Any]
PlanT = TypeVar("PlanT", bound=Plan)


@attrs.frozen(eq=False, repr=False)
class CompositionRule(Value, ABC):
    """What a composed strategy does with its parts, the strategies that it is made of."""

    parts: tuple[Part, ...]

    @abstractmethod
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        """Give the plan with the reason of the part, one step longer."""

    @abstractmethod
    def replay(
        self, path: Sequence[Rule], relationship: Relationship, context: Context
    ) -> Plan | None:
        """Give the plan to which a path leads, this rule being its first step."""

    @abstractmethod
    def step(self) -> Rule:
        """Give the step of a path that stands for the rule, without its choice."""

    def plan_types(self) -> tuple[type[Plan], ...]:
        """Give the classes of its plans."""
        return tuple(dict.fromkeys(kind for part in self.parts for kind in part.plan_types()))

    def served_kinds(self) -> tuple[type[Relationship], ...]:
        """Give the kinds to which a relationship must belong, to all of them."""
        return tuple(dict.fromkeys(kind for part in self.parts for kind in part.served_kinds()))

    @override
    def __str__(self) -> str:
        """Give the rule and its parts in one line."""
        return f"{self.step()} ({', '.join(map(str, self.parts))})" if self.parts else "nothing"


@final
@attrs.frozen(eq=False, repr=False)
class FirstOf(CompositionRule):
    """The first part that is applicable."""

    @override
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        for number, part in enumerate(self.parts, 1):
            plan: Plan | None = part.propose(relationship, context)
            if plan is not None:
                return under(plan, Rule("first_of", choice=number))
        return None

    @override
    def replay(
        self, path: Sequence[Rule], relationship: Relationship, context: Context
    ) -> Plan | None:
        number = path[0].choice or 0
        if not 1 <= number <= len(self.parts):
            msg = f"There is no alternative {number} of {len(self.parts)} to replay."
            raise InvalidValueError(msg)
        plan: Plan | None = self.parts[number - 1].replay(path[1:], relationship, context)
        return plan

    @override
    def step(self) -> Rule:
        return Rule("first_of")

    @override
    def __repr__(self) -> str:
        if not self.parts:
            return "NOTHING"
        return f"first_of({', '.join(map(repr, self.parts))})"


@final
@attrs.frozen(eq=False, repr=False)
class AllOf(CompositionRule):
    """Every part that is applicable; not applicable where none is."""

    @override
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        plans: list[Plan] = []
        for number, part in enumerate(self.parts, 1):
            plan: Plan | None = part.propose(relationship, context)
            if plan is not None:
                plans.append(under(plan, Rule("all_of", choice=number)))
        if not plans:
            return None
        step = Rule("all_of", branches=tuple(plan.because.path for plan in plans))
        facts = dict.fromkeys(fact for plan in plans for fact in plan.because.facts)
        return SeveralPlans(because=Because((step,), tuple(facts)), plans=tuple(plans))

    @override
    def replay(
        self, path: Sequence[Rule], relationship: Relationship, context: Context
    ) -> Plan | None:
        plans: list[Plan] = []
        for branch in path[0].branches:
            number = branch[0].choice if branch else None
            if number is None or not 1 <= number <= len(self.parts):
                msg = f"There is no part {number} of {len(self.parts)} to replay."
                raise InvalidValueError(msg)
            plan: Plan | None = self.parts[number - 1].replay(branch[1:], relationship, context)
            if plan is not None:
                plans.append(plan)
        return SeveralPlans(plans=tuple(plans)) if plans else None

    @override
    def plan_types(self) -> tuple[type[Plan], ...]:
        return (SeveralPlans,)

    @override
    def step(self) -> Rule:
        return Rule("all_of")

    @override
    def __repr__(self) -> str:
        return f"all_of({', '.join(map(repr, self.parts))})"


@attrs.frozen(eq=False, repr=False)
class OnePart(CompositionRule):
    """A rule about one strategy."""

    @property
    def part(self) -> Part:
        """The strategy."""
        return self.parts[0]

    @override
    def replay(
        self, path: Sequence[Rule], relationship: Relationship, context: Context
    ) -> Plan | None:
        plan: Plan | None = self.part.replay(path[1:], relationship, context)
        return plan


@final
@attrs.frozen(eq=False, repr=False)
class When(OnePart):
    """The part, where a condition holds."""

    condition: Predicate

    @override
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        if not self.condition(relationship, context):
            return None
        plan: Plan | None = self.part.propose(relationship, context)
        if plan is None:
            return None
        return under(plan, self.step(), self.condition.facts(relationship))

    @override
    def step(self) -> Rule:
        return Rule("when", detail=str(self.condition))

    @override
    def __repr__(self) -> str:
        return f"when({self.part!r}, {self.condition!r})"


@final
@attrs.frozen(eq=False, repr=False)
class Only(OnePart):
    """The part, for relationships of a kind; not applicable to others instead of refusing."""

    kind: type[Relationship]

    @override
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        if not isinstance(relationship, self.kind):
            return None
        plan: Plan | None = self.part.propose(relationship, context)
        if plan is None:
            return None
        return under(plan, self.step(), (Fact("kind", relationship.label),))

    @override
    def served_kinds(self) -> tuple[type[Relationship], ...]:
        return ()

    @override
    def step(self) -> Rule:
        return Rule("only", detail=self.kind.__name__)

    @override
    def __repr__(self) -> str:
        return f"only({self.part!r}, {self.kind.__name__})"


def under(plan: PlanT, rule: Rule, facts: tuple[Fact, ...] = ()) -> PlanT:
    """Give the plan with its reason one step longer."""
    return plan.explained(plan.because.under(rule, facts))
