"""`Strategy`, and what comes of composing strategies: strategies again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, Never, TypeAlias, cast, final

import attrs
from typing_extensions import TypeVar, override

from relkit._words import shown
from relkit.errors import InvalidValueError, WrongRelationshipError
from relkit.plans import Because, Plan, Rule, SeveralPlans
from relkit.relationships import Relationship
from relkit.strategies._base import P_co, Proposer, R_contra
from relkit.strategies._changes import Adjust, Fallback, function_name
from relkit.strategies._context import Context
from relkit.strategies._predicates import ALWAYS, NEVER, as_predicate
from relkit.strategies._rules import AllOf, CompositionRule, FirstOf, Only, When

__all__ = [
    "NOTHING",
    "Planner",
    "Strategy",
    "alternatives",
    "as_strategy",
    "from_function",
    "rule_of",
    "together",
]

R = TypeVar("R", bound=Relationship)
P = TypeVar("P", bound=Plan)
Q = TypeVar("Q", bound=Plan)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Strategy(Proposer[R_contra, P_co], Generic[R_contra, P_co]):
    """What turns a relationship into a plan of one area: a frozen value with one hook.

    Subclass it with its kind and its plan, override ``plan``, and declare fields with
    ``@strategy``. A strategy for ``Client`` serves every kind below; one for
    ``Relationship`` serves all. Callers ask ``propose``, which checks the laws and attaches
    the reasons.

    Strategies compose to strategies: ``a | b`` (``first_of``), ``a.when(condition)``,
    ``a.only(Kind)``, ``a >> function`` (``adjust``), ``a.fallback(plan)``, and ``all_of(a, b)``.

    >>> from datetime import date
    >>> from relkit import Client, strategy
    >>> from relkit.plans import ServicePlan
    >>> @strategy
    ... class HomeVisits(Strategy[Client, ServicePlan]):
    ...     tier: str = "at_home"
    ...     def plan(self, relationship, context):
    ...         return ServicePlan(tier=self.tier)
    >>> ann = Client(party="ann", business="clinic")
    >>> print(HomeVisits().propose(ann, Context(today=date(2025, 9, 1))))
    Service: at home
      Because: HomeVisits (client)
    """

    def __or__(self: Strategy[R, P], other: Planner[R, Q]) -> Strategy[R, P | Q]:
        """Take the other where this is not applicable; ``first_of`` by name."""
        return alternatives(self, other)

    def __ror__(self: Strategy[R, P], other: Planner[R, Q]) -> Strategy[R, P | Q]:
        """Take this where the other, a function, is not applicable."""
        return alternatives(other, self)

    def __rshift__(self: Strategy[R, P], function: Callable[[P], P]) -> Strategy[R, P]:
        """Change each plan by a function; ``adjust`` by name."""
        _check_callable(function, "A plan is adjusted by a function of the plan")
        if self == NOTHING:
            return NOTHING
        rule = rule_of(self)
        if isinstance(rule, Adjust):
            return _Composed(rule=Adjust(rule.parts, (*rule.functions, function)))
        return _Composed(rule=Adjust((self,), (function,)))

    def when(self: Strategy[R, P], condition: Callable[[R, Context], bool]) -> Strategy[R, P]:
        """Apply only where a condition holds; ``when`` by name."""
        predicate = as_predicate(condition)
        rule = rule_of(self)
        part: Any = self
        if isinstance(rule, When):
            part, predicate = rule.part, rule.condition & predicate
        if predicate == NEVER or self == NOTHING:
            return NOTHING
        return part if predicate == ALWAYS else _Composed(rule=When((part,), predicate))

    def only(self: Strategy[R, P], kind: type[R]) -> Strategy[Relationship, P]:
        """Apply only to relationships of a kind; ``only`` by name."""
        if not isinstance(kind, type) or not issubclass(kind, Relationship):
            msg = f"A strategy is narrowed to a kind such as Client, not to {shown(kind)}."
            raise InvalidValueError(msg)
        if not self.does_serve(kind):
            msg = f"{self} does not serve {kind.__name__}: narrow it to a kind it serves."
            raise WrongRelationshipError(msg)
        return NOTHING if self == NOTHING else _Composed(rule=Only((self,), kind))

    def fallback(self: Strategy[R, P], plan: Q) -> Strategy[R, P | Q]:
        """Give a fixed plan where it is not applicable; ``fallback`` by name."""
        if not isinstance(plan, Plan):
            msg = f"A fallback is a plan, not {shown(plan)}; for a strategy use a | b."
            raise InvalidValueError(msg)
        return _Composed(rule=Fallback((self,), plan))


Planner: TypeAlias = Strategy[R, P] | Callable[[R, Context], P | None]
"""A strategy, or a plain function that does what its ``plan`` would."""


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Composed(Strategy[R_contra, P_co]):
    """A strategy that follows a rule of composition."""

    rule: CompositionRule

    @override
    def plan(self, relationship: R_contra, context: Context) -> P_co | None:
        return cast("P_co | None", self.rule.plan(relationship, context))

    @override
    def replay(self, path: Sequence[Rule], relationship: R_contra, context: Context) -> P_co | None:
        self._check_step(path)
        return cast("P_co | None", self.rule.replay(path, relationship, context))

    @override
    def served_kinds(self) -> tuple[type[Relationship], ...]:
        return self.rule.served_kinds()

    @override
    def plan_types(self) -> tuple[type[Plan], ...]:
        return self.rule.plan_types()

    @override
    def _rule(self) -> Rule:
        return self.rule.step()

    @override
    def _reason(self, because: Because, relationship: Relationship) -> Because:
        return because

    @override
    def __repr__(self) -> str:
        return repr(self.rule)

    @override
    def __str__(self) -> str:
        return str(self.rule)


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class _FromFunction(Strategy[R_contra, P_co]):
    """A plain function as a strategy; equal to another of the same function."""

    function: Callable[[Any, Context], Any]
    kind: type[Relationship]
    plan_type: type[Plan]

    @override
    def plan(self, relationship: R_contra, context: Context) -> P_co | None:
        return cast("P_co | None", self.function(relationship, context))

    @override
    def served_kinds(self) -> tuple[type[Relationship], ...]:
        return (self.kind,)

    @override
    def plan_types(self) -> tuple[type[Plan], ...]:
        return (self.plan_type,)

    @override
    def _rule(self) -> Rule:
        return Rule(function_name(self.function))

    @override
    def __repr__(self) -> str:
        kind, plan = self.kind.__name__, self.plan_type.__name__
        return f"from_function({function_name(self.function)}, serves={kind}, gives={plan})"

    @override
    def __str__(self) -> str:
        return function_name(self.function)


NOTHING: Final[Strategy[Relationship, Never]] = _Composed(rule=FirstOf(()))
"""The strategy that is never applicable: the neutral element of ``first_of``.

>>> from datetime import date
>>> from relkit import Client, Context
>>> acme, today = Client(party="acme", business="harper-law"), Context(today=date(2025, 9, 1))
>>> NOTHING.propose(acme, today) is None
True
"""


def from_function(
    function: Callable[[R, Context], P | None],
    *,
    serves: type[Relationship] = Relationship,
    gives: type[Plan] = Plan,
) -> Strategy[R, P]:
    """Make a strategy of a plain function ``(relationship, context) -> plan or None``.

    ``serves`` and ``gives`` say for which kind it is and which plans it makes. A playbook
    takes functions as they are. Raises ``InvalidValueError`` for what cannot be called, or
    a class, which was most likely meant to be constructed.

    >>> from relkit.plans import ServicePlan
    >>> from_function(lambda relationship, context: ServicePlan(tier="pooled"), gives=ServicePlan)
    from_function(<lambda>, serves=Relationship, gives=ServicePlan)
    """
    _check_callable(function, "A strategy is a value below Strategy, or a function")
    return _FromFunction(function=function, kind=serves, plan_type=gives)


def as_strategy(planner: Planner[R, P], **declared: Any) -> Strategy[R, P]:  # noqa: ANN401 - as from_function
    """Let a strategy pass, and make one of a function; else as ``from_function``."""
    if isinstance(planner, Strategy):
        return planner  # pyright: ignore[reportUnknownVariableType]  # isinstance forgets R, P
    return from_function(planner, **declared)


def alternatives(*planners: Planner[R, P]) -> Strategy[R, P]:
    """Make one flat strategy of alternatives, each standing in it once."""
    parts: list[Any] = []
    for planner in planners:
        given = as_strategy(planner)
        rule = rule_of(given)
        flat = rule.parts if isinstance(rule, FirstOf) else (given,)
        parts += [part for part in flat if part not in parts]
    return parts[0] if len(parts) == 1 else _Composed(rule=FirstOf(tuple(parts)))


def together(*planners: Planner[R, P]) -> Strategy[R, SeveralPlans[P]]:
    """Make one strategy of several that apply side by side, flat and without ``NOTHING``."""
    parts: list[Any] = []
    for planner in planners:
        given = as_strategy(planner)
        rule = rule_of(given)
        parts += rule.parts if isinstance(rule, AllOf) else [given]
    kept = tuple(part for part in parts if part != NOTHING)
    return _Composed(rule=AllOf(kept)) if kept else NOTHING


def rule_of(strategy: Strategy[Any, Any]) -> CompositionRule | None:
    """Give the rule of composition that a strategy follows; None where it is not composed."""
    return strategy.rule if isinstance(strategy, _Composed) else None


def _check_callable(function: object, what: str) -> None:
    if isinstance(function, type):
        msg = f"{what}, not the class {function.__name__}: write {function.__name__}(...)."
        raise InvalidValueError(msg)
    if not callable(function):
        msg = f"{what}, not {shown(function)}."
        raise InvalidValueError(msg)
