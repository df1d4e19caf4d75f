"""The rules of composition that change what a part gives: a fallback, and adjustments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, final

import attrs
from typing_extensions import override

from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.plans import Plan, Rule
from relkit.relationships import Relationship
from relkit.strategies._context import Context
from relkit.strategies._rules import OnePart, under

__all__ = ["Adjust", "Fallback", "function_name"]


@final
@attrs.frozen(eq=False, repr=False)
class Fallback(OnePart):
    """The part, or a fixed plan where it is not applicable."""

    other: Plan

    @override
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        plan: Plan | None = self.part.propose(relationship, context)
        if plan is None:
            return under(self.other, Rule("fallback", choice=2))
        return under(plan, Rule("fallback", choice=1))

    @override
    def replay(
        self, path: Sequence[Rule], relationship: Relationship, context: Context
    ) -> Plan | None:
        if path[0].choice == 1:
            return super().replay(path, relationship, context)
        return self.other

    @override
    def plan_types(self) -> tuple[type[Plan], ...]:
        return (*self.part.plan_types(), type(self.other))

    @override
    def step(self) -> Rule:
        return Rule("fallback")

    @override
    def __repr__(self) -> str:
        return f"fallback({self.part!r}, {self.other!r})"


@final
@attrs.frozen(eq=False, repr=False)
class Adjust(OnePart):
    """The part's plan, changed by functions one after the other."""

    functions: tuple[Callable[[Any], Any], ...]

    @override
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        plan: Plan | None = self.part.propose(relationship, context)
        if plan is None:
            return None
        return self._adjusted(plan).explained(plan.because.under(self.step()))

    @override
    def replay(
        self, path: Sequence[Rule], relationship: Relationship, context: Context
    ) -> Plan | None:
        plan = super().replay(path, relationship, context)
        return None if plan is None else self._adjusted(plan)

    def _adjusted(self, plan: Plan) -> Plan:
        for function in self.functions:
            adjusted: object = function(plan)
            if not isinstance(adjusted, Plan):
                msg = f"{function_name(function)} must give a plan, not {shown(adjusted)}."
                raise InvalidValueError(msg)
            plan = adjusted
        return plan

    @override
    def step(self) -> Rule:
        return Rule("adjust", detail=", ".join(map(function_name, self.functions)))

    @override
    def __repr__(self) -> str:
        shown_so_far = repr(self.part)
        for function in self.functions:
            shown_so_far = f"adjust({shown_so_far}, {function_name(function)})"
        return shown_so_far


def function_name(function: Callable[..., object]) -> str:
    """Name a function, or any other callable by its class."""
    return str(getattr(function, "__qualname__", None) or type(function).__name__)
