"""Strategies and their composition: what they refuse at once, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic

import attrs
import pytest
from typing_extensions import TypeVar, override

from relkit.errors import (
    DeclarationError,
    InvalidValueError,
    PlanLawError,
    WrongRelationshipError,
)
from relkit.money import Money
from relkit.plans import MarketingPlan, PaymentPlan, Plan, Rule, ServicePlan, Terms
from relkit.relationships import Client, Customer, Relationship
from relkit.strategies import (
    NOTHING,
    PLAN_LAWS,
    ClientMarketing,
    ClientService,
    Context,
    CustomerService,
    PlainMarketing,
    PlainService,
    Retainer,
    ServiceStrategy,
    Strategy,
    adjust,
    fallback,
    first_of,
    from_function,
    in_stage,
    only,
    strategy,
    when,
)

TODAY = Context(today=date(2025, 9, 1))
ACME = Client(party="acme", business="harper-law")
ANN = Customer(party="ann", business="shop")
T = TypeVar("T")
POOLED = ServicePlan(tier="pooled")
R_contra = TypeVar("R_contra", bound=Relationship, contravariant=True, default=Relationship)


@strategy
class SuccessFee(Strategy[Client, PaymentPlan]):
    """A payment strategy of a user's own, in few lines."""

    @override
    def plan(self, relationship: Client, context: Context) -> PaymentPlan:
        return PaymentPlan(model="contingency", terms=Terms(timing="on_outcome"))


def pooled(relationship: Relationship, context: Context) -> ServicePlan:
    """Serve everybody alike."""
    return POOLED


def test_contingency_needs_the_signed_agreement() -> None:
    """A contingency plan is refused until the context says that the agreement was signed."""
    signed = attrs.evolve(TODAY, has_written_agreement=True)

    with pytest.raises(PlanLawError, match="SuccessFee breaks the law 'written agreement'"):
        SuccessFee().propose(ACME, TODAY)
    assert SuccessFee().propose(ACME, signed) is not None


def test_laws_of_plans_have_names_and_statements() -> None:
    """Every law has a name of its own and says in a sentence what holds."""
    assert len({law.name for law in PLAN_LAWS}) == len(PLAN_LAWS)
    assert all(law.statement.endswith(".") for law in PLAN_LAWS)


@pytest.mark.parametrize("given", [ANN, Relationship(party="a", business="b"), None, "acme"])
def test_the_wrong_relationship(given: Any) -> None:
    """A strategy says which kind it serves and what it was given."""
    with pytest.raises(WrongRelationshipError) as caught:
        Retainer().propose(given, TODAY)

    assert f"Retainer serves Client, not {type(given).__name__}" in str(caught.value)


def test_the_wrong_relationship_of_a_composition() -> None:
    """A composition serves whom all its parts serve, and names them all."""
    both: Any = first_of(ClientService(), CustomerService(), pooled)

    assert not both.does_serve(Client)
    with pytest.raises(WrongRelationshipError, match="serves Client, Customer and Relationship"):
        both.propose(ACME, TODAY)


@pytest.mark.parametrize("context", [None, date(2025, 9, 1), {}], ids=str)
def test_the_wrong_context(context: Any) -> None:
    """A strategy needs a context."""
    with pytest.raises(InvalidValueError, match="needs a Context"):
        Retainer().propose(ACME, context)


@pytest.mark.parametrize("given", ["a plan", POOLED, Plan()], ids=["text", "service", "plan"])
def test_the_wrong_plan(given: Any) -> None:
    """What a strategy gives must be of the class that it declares."""

    @strategy
    class Careless(Strategy[Client, PaymentPlan]):
        @override
        def plan(self, relationship: Client, context: Context) -> PaymentPlan:
            return given

    with pytest.raises(InvalidValueError, match=r"Careless\.plan must give a PaymentPlan or None"):
        Careless().propose(ACME, TODAY)


def test_the_type_arguments_are_read() -> None:
    """What a strategy serves and gives comes from its type arguments, through every base."""

    class Alone(Strategy):
        pass

    class Base(Strategy[R_contra, ServicePlan], Generic[R_contra]):
        pass

    class Below(Base[Client]):
        pass

    class Open(Base):
        serves = Customer

    class Half(Strategy[Client]):
        @override
        def plan(self, relationship: Client, context: Context) -> None: ...

    class Mixin(Generic[T]):
        __slots__ = ()

    @strategy
    class Told(Mixin[int], Below):
        @override
        def plan(self, relationship: Client, context: Context) -> None: ...

    Half()

    assert (Relationship, Plan) == (Alone.serves, Alone.gives)
    assert (Client, ServicePlan) == (Told.serves, Told.gives)
    assert (Client, Plan) == (Half.serves, Half.gives)
    assert Customer is Open.serves


def test_a_union_of_kinds_can_be_served() -> None:
    """A strategy for two kinds serves both and no other."""

    @strategy
    class Both(Strategy[Client | Customer, ServicePlan]):
        @override
        def plan(self, relationship: Client | Customer, context: Context) -> ServicePlan:
            return POOLED

    assert Both().propose(ACME, TODAY) == Both().propose(ANN, TODAY) == POOLED
    with pytest.raises(WrongRelationshipError, match=r"serves .*Client \| .*Customer, not Relat"):
        Both().propose(Relationship(party="a", business="b"), TODAY)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("serves", int, "serves must be a kind"),
        ("serves", "Client", "serves must be a kind"),
        ("gives", Relationship, "gives must be a plan"),
        ("gives", None, "gives must be a plan"),
        ("reads", ("stages",), r"reads names 'stages'.*Did you mean 'stage'"),
    ],
)
def test_declarations_that_cannot_be(name: str, value: object, message: str) -> None:
    """What a class says of itself is checked when it is first constructed."""
    declared = type("Odd", (Retainer,), {name: value})

    with pytest.raises(DeclarationError, match=message):
        declared()


@pytest.mark.parametrize("given", [Relationship, int, "x", None], ids=str)
def test_only_strategies_are_declared(given: Any) -> None:
    """The decorator is for classes below Strategy."""
    with pytest.raises(DeclarationError, match="@strategy declares classes below Strategy"):
        strategy(given)


def test_a_strategy_without_its_hook() -> None:
    """A strategy that does not say how to plan cannot be constructed."""

    @strategy
    class Empty(Strategy[Client, PaymentPlan]):
        pass

    with pytest.raises(TypeError, match="abstract"):
        Empty()


REFUSED: list[tuple[str, Callable[[], object], str]] = [
    ("or none", lambda: PlainService() | None, "below Strategy, or a function, not None"),
    ("or class", lambda: PlainService() | PlainService, r"write PlainService\(\.\.\.\)"),
    ("first_of text", lambda: first_of("service"), "or a function, not 'service'"),
    ("from strategy", lambda: from_function(PlainService()), "below Strategy, or a function, not"),
    ("shift none", lambda: PlainService() >> None, "adjusted by a function of the plan, not None"),
    ("shift class", lambda: PlainService() >> ServicePlan, "not the class ServicePlan"),
    ("when none", lambda: PlainService().when(None), "A condition is a predicate"),
    ("only text", lambda: PlainService().only("client"), "a kind such as Client, not to 'client'"),
    ("fallback", lambda: PlainService().fallback(PlainService()), "for a strategy use a | b"),
    ("when of function", lambda: when(pooled, in_stage("new")), "see from_function"),
    ("adjust none", lambda: adjust(None, pooled), "Only strategies are composed, not None"),
    ("only of none", lambda: only(None, Client), "Only strategies are composed"),
    ("fallback of none", lambda: fallback(None, POOLED), "Only strategies are composed"),
]


@pytest.mark.parametrize(
    ("compose", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_operands_are_checked_at_once(compose: Callable[[], object], message: str) -> None:
    """A wrong operand is refused where it is composed, not when a plan is wanted."""
    with pytest.raises(InvalidValueError, match=message.replace(" | ", r" \| ")):
        compose()


def test_only_a_kind_that_is_served() -> None:
    """A strategy is narrowed to kinds that it serves."""
    with pytest.raises(WrongRelationshipError, match="Retainer does not serve Customer"):
        only(Retainer(), Customer)


def test_adjusting_must_give_a_plan() -> None:
    """A function that forgets to return its plan is named."""
    with pytest.raises(InvalidValueError, match="must give a plan, not None"):
        (PlainService() >> (lambda _plan: None)).propose(ACME, TODAY)
    with pytest.raises(InvalidValueError, match="must give a ServicePlan or None"):
        (PlainService() >> (lambda _plan: MarketingPlan(aim="x"))).propose(ACME, TODAY)


def test_nothing_stays_nothing() -> None:
    """NOTHING is never applicable, whatever is done with it; only a fallback helps."""
    always = NOTHING.fallback(POOLED)

    assert NOTHING == NOTHING >> attrs.evolve == NOTHING.only(Client) == first_of()
    assert NOTHING.propose(ACME, TODAY) is None
    assert POOLED == always.propose(ACME, TODAY)
    assert ("NOTHING", "nothing") == (repr(NOTHING), str(NOTHING))


PATHS: list[tuple[list[Rule], str]] = [
    ([], "The path of nothing does not lead to first_of"),
    ([Rule("when")], "The path of when does not lead to first_of"),
    ([Rule("first_of"), Rule("x")], "no alternative 0 of 2"),
    ([Rule("first_of", choice=3), Rule("x")], "no alternative 3 of 2"),
    ([Rule("first_of", choice=1)], "does not lead to only"),
    ([Rule("first_of", choice=1), Rule("only"), Rule("x")], "of x does not lead to ClientService"),
]


@pytest.mark.parametrize(("path", "message"), PATHS, ids=[message for _, message in PATHS])
def test_paths_that_lead_elsewhere(path: list[Rule], message: str) -> None:
    """A path is followed only through the strategy that it describes."""
    either = ClientService().only(Client) | PlainService()

    with pytest.raises(InvalidValueError, match=message):
        either.replay(path, ACME, TODAY)


def test_replaying_nothing() -> None:
    """A path to a strategy that is not applicable replays to nothing."""
    path = [Rule("adjust"), Rule("nobody")]

    def nobody(relationship: Relationship, context: Context) -> ServicePlan | None:
        return None

    nobody.__qualname__ = "nobody"

    assert (from_function(nobody) >> attrs.evolve).replay(path, ACME, TODAY) is None


def test_strategies_delegate() -> None:
    """A strategy that asks another keeps the other's reason, one step longer."""

    @strategy
    class Delegating(ServiceStrategy[Client]):
        @override
        def plan(self, relationship: Client, context: Context) -> ServicePlan | None:
            return ClientService().propose(relationship, context)

    plan = Delegating().propose(ACME, TODAY)
    assert plan is not None

    assert (Rule("Delegating"), Rule("ClientService")) == plan.because.path


def test_strategies_read_as_words() -> None:
    """A strategy prints its name and what was changed; compositions print their parts."""
    fee = Retainer(fee=Money(900, "USD"), deposit_percent=50)
    either = PlainService().when(in_stage("new")) | pooled
    called = type("Called", (), {"__call__": pooled})()

    assert "Retainer" == str(Retainer())
    assert "Retainer(deposit_percent=50, fee=USD 900.00)" == str(fee)
    assert "first_of (when new (PlainService), pooled)" == str(either)
    assert "Called" == str(from_function(called))
    assert "adjust ask (ClientMarketing)" == str(ClientMarketing() >> ask)
    assert "fallback (PlainMarketing)" == str(PlainMarketing().fallback(MarketingPlan(aim="x")))


def ask(plan: MarketingPlan) -> MarketingPlan:
    """Ask for nothing at all."""
    return attrs.evolve(plan, referral=None)
