"""``@strategy`` and the template that every strategy follows: one hook, one final method."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, final

import attrs
from typing_extensions import TypeVar, dataclass_transform, override

from relkit._values import Value
from relkit._words import listed, shown
from relkit.errors import DeclarationError, InvalidValueError, WrongRelationshipError
from relkit.plans import Because, Fact, Plan, Rule
from relkit.relationships import Relationship
from relkit.strategies._context import Context
from relkit.strategies._declared import check_strategy_class, declare
from relkit.strategies._laws import check_laws

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["P_co", "Proposer", "R_contra", "kind_name", "strategy", "trait_facts"]

R_contra = TypeVar("R_contra", bound=Relationship, contravariant=True, default=Relationship)
P_co = TypeVar("P_co", bound=Plan, covariant=True, default=Plan)
StrategyT = TypeVar("StrategyT", bound="Proposer[Any, Any]")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def strategy(cls: type[StrategyT]) -> type[StrategyT]:
    """Declare a strategy: a frozen, keyword-only class below ``Strategy``.

    Annotated attributes are its fields; each can be given alone, or get another default in
    a subclass. A subclass that only overrides ``plan`` needs no decorator.

    Raises ``DeclarationError`` for a class that is not below ``Strategy``, and, when the
    class is first constructed, for fields and hooks that would be ignored (law S16).

    >>> from relkit.strategies import ClientService
    >>> @strategy
    ... class PatientService(ClientService):
    ...     kick_off_days: int = 3
    >>> PatientService().kick_off_days
    3
    """
    if not isinstance(cls, type) or not issubclass(cls, Proposer):
        msg = f"@strategy declares classes below Strategy, not {shown(cls)}."
        raise DeclarationError(msg)
    made = attrs.frozen(cls, kw_only=True, eq=False, repr=False)  # Value has them
    declare(made, Proposer)
    return made


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Proposer(Value, ABC, Generic[R_contra, P_co]):
    """What turns a relationship into a plan; ``Strategy`` adds the ways to compose it."""

    serves: ClassVar[type[Relationship]] = Relationship
    """The kind that it plans for, with those below it: by default the first type argument."""

    gives: ClassVar[type[Plan]] = Plan
    """The class of its plans: by default the second type argument."""

    reads: ClassVar[tuple[str, ...]] = ("stage",)
    """The fields of a relationship that ``plan`` reads; its plans' reasons quote them."""

    consults: ClassVar[tuple[str, ...]] = ()
    """The traits that ``plan`` consults; its plans' reasons quote their counts."""

    hooks: ClassVar[tuple[str, ...]] = ("plan",)
    """The methods to override; a name that is almost one of them is taken for a slip."""

    _checked: ClassVar[type | None] = None

    def __new__(cls, *_args: object, **_fields: object) -> Self:
        """Check the class once, then make the object as usual."""
        if cls._checked is not cls:
            declare(cls, Proposer)
            check_strategy_class(cls, Proposer)
            cls._checked = cls
        return object.__new__(cls)

    @abstractmethod
    def plan(self, relationship: R_contra, context: Context) -> P_co | None:
        """Give the plan for a relationship, or None where the strategy is not applicable.

        This is the one method to write. It reads no clock: the day is ``context.today``.
        Call ``propose``, not this: it checks the laws and attaches the reasons.
        """

    @final
    def propose(self, relationship: R_contra, context: Context) -> P_co | None:
        """Give the plan with its reasons, checked; None where the strategy is not applicable.

        Raises ``WrongRelationshipError`` for a kind that it does not serve,
        ``InvalidValueError`` for a plan of another class, and ``PlanLawError`` for a plan that
        breaks a law, naming it.
        """
        self._check_arguments(relationship, context)
        plan = self.plan(relationship, context)
        if plan is None:
            return None
        self._check_plan(plan)
        check_laws(self._rule().name, plan, relationship, context)
        return plan.explained(self._reason(plan.because, relationship))

    def does_serve(self, kind: type[Relationship]) -> bool:
        """Tell whether it plans for relationships of a kind."""
        return all(issubclass(kind, served) for served in self.served_kinds())

    def served_kinds(self) -> tuple[type[Relationship], ...]:
        """Give the kinds to which a relationship must belong, to all of them."""
        return (self.serves,)

    def does_give(self, plan: type[Plan]) -> bool:
        """Tell whether all its plans are of a class."""
        return all(issubclass(given, plan) for given in self.plan_types())

    def plan_types(self) -> tuple[type[Plan], ...]:
        """Give the classes of which its plans are."""
        return (self.gives,)

    def replay(
        self,
        path: Sequence[Rule],
        relationship: R_contra,
        context: Context,
    ) -> P_co | None:
        """Give the plan that a reason's path leads to, without choosing again (law S17).

        Raises ``InvalidValueError`` for a path that does not lead through the strategy.
        """
        self._check_step(path)
        return self.plan(relationship, context)

    @override
    def __str__(self) -> str:
        """Give its name, with the fields that are not as its class has them."""
        changed = [
            f"{field.name}={value}"
            for field in attrs.fields(type(self))
            if field.repr and field.default != (value := getattr(self, field.name))
        ]
        return f"{type(self).__name__}({', '.join(changed)})" if changed else type(self).__name__

    def _rule(self) -> Rule:
        """Give the step of a path that stands for it."""
        return Rule(type(self).__name__)

    def _reason(self, because: Because, relationship: Relationship) -> Because:
        """Complete a reason with the strategy's own step and the facts that it used."""
        facts = [Fact("kind", relationship.label)]
        for name in self.reads:
            value = getattr(relationship, name)
            if value is not None:
                facts.append(Fact(name, str(value)))
        return because.under(self._rule(), (*facts, *trait_facts(relationship, self.consults)))

    def _check_step(self, path: Sequence[Rule]) -> None:
        if not path or path[0].name != self._rule().name:
            names = listed((rule.name for rule in path), "and") or "nothing"
            msg = f"The path of {names} does not lead to {self._rule().name}."
            raise InvalidValueError(msg)

    def _check_arguments(self, relationship: object, context: object) -> None:
        if not isinstance(relationship, Relationship) or not self.does_serve(type(relationship)):
            given = kind_name(type(relationship))
            served = listed(map(kind_name, self.served_kinds() or (Relationship,)), "and")
            msg = (
                f"{self._rule().name} serves {served}, not {given}: choose a strategy for that "
                "kind, or convert the relationship with as_kind."
            )
            raise WrongRelationshipError(msg)
        if not isinstance(context, Context):
            msg = f"A strategy needs a Context(today=<a date>, ...), not {shown(context)}."
            raise InvalidValueError(msg)

    def _check_plan(self, plan: object) -> None:
        if not isinstance(plan, self.plan_types()):
            wanted = listed(kind.__name__ for kind in self.plan_types())
            msg = f"{self._rule().name}.plan must give a {wanted} or None, not {shown(plan)}."
            raise InvalidValueError(msg)


def trait_facts(relationship: Relationship, names: Sequence[str]) -> tuple[Fact, ...]:
    """Give the counts of the traits that a profile has, in the order of their names."""
    if relationship.profile is None:
        return ()
    found = {reading.trait.name: reading for reading in relationship.profile}
    return tuple(
        Fact(name, pro=found[name].pro, con=found[name].con) for name in names if name in found
    )


def kind_name(kind: Any) -> str:  # noqa: ANN401 - a class, or a union of classes
    """Name a kind, or the kinds of a union."""
    return getattr(kind, "__name__", None) or str(kind)
