"""The laws of strategies, S1 to S19: each test is named after its law."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.strategies.plans import (
    DEFAULTS,
    KINDS,
    Patient,
    adjustments,
    any_relationships,
    ask_nothing,
    compositions,
    contexts,
    default_strategies,
    plans_equal,
    predicates,
    reach_nobody,
    relationships,
    sparse,
    write_to_all,
)
from typing_extensions import override

import relkit
from relkit.errors import DeclarationError, PlanLawError
from relkit.plans import MarketingPlan, Plan, Rule, ServicePlan, needs_consent
from relkit.relationships import Client, Customer, Relationship, as_kind
from relkit.strategies import (
    ALWAYS,
    NEVER,
    NOTHING,
    ClientService,
    Context,
    CustomerMarketing,
    PlainMarketing,
    PointOfSale,
    Retainer,
    Strategy,
    adjust,
    first_of,
    from_function,
    strategy,
    when,
)
from relkit.strategies import __all__ as public_names

TODAY = Context(today=date(2025, 9, 1))
ACME = Client(party="acme", business="harper-law")
FUNCTIONS = (sparse, reach_nobody, ask_nothing)
ALL_DEFAULTS = [each for given_ in DEFAULTS.values() for each in given_]


def propose(subject: Strategy[Any, Any], of: Relationship, context: Context) -> Plan | None:
    """Ask a strategy whose kinds are not known to the type checkers."""
    plan: Plan | None = subject.propose(of, context)
    return plan


def below(of: type[Relationship]) -> st.SearchStrategy[Relationship]:
    """Relationships of a kind and of the kinds below it."""
    return st.sampled_from([each for each in KINDS if issubclass(each, of)]).flatmap(relationships)


@settings(deadline=None)
@given(default_strategies(), st.data(), contexts())
def test_s01_totality(
    chosen: tuple[type[Relationship], Strategy[Any, Any]], data: st.DataObject, context: Context
) -> None:
    """S1: every default gives a plan for any relationship of its kind, at any time."""
    kind, subject = chosen
    plan = propose(subject, data.draw(below(kind)), context)

    assert isinstance(plan, subject.gives)


@settings(deadline=None)
@given(compositions(), any_relationships(), contexts())
def test_s02_purity(
    subject: Strategy[Relationship, Any], relationship: Relationship, context: Context
) -> None:
    """S2: two calls give equal plans for equal reasons, and nothing that was given changes."""
    before = copy.deepcopy((relationship, context))
    first, second = (propose(subject, relationship, context) for _ in range(2))

    assert plans_equal(first, second)
    assert before == (relationship, context)


@settings(deadline=None)
@given(compositions(), any_relationships(), contexts())
def test_s03_result_type(
    subject: Strategy[Relationship, Any], relationship: Relationship, context: Context
) -> None:
    """S3: what is proposed is nothing or a plan of the declared class."""
    plan = propose(subject, relationship, context)

    assert plan is None or isinstance(plan, MarketingPlan)


@settings(deadline=None)
@given(default_strategies())
def test_s04_value(chosen: tuple[type[Relationship], Strategy[Any, Any]]) -> None:
    """S4: a default is equal to what evolve, and what its repr, make of it, hash included."""
    subject = chosen[1]
    names = {name: getattr(relkit.strategies, name) for name in public_names}
    parts = {name: getattr(relkit.plans, name) for name in relkit.plans.__all__}
    again = eval(repr(subject), names | parts | vars(relkit.schedules))  # noqa: S307 - its own repr

    assert subject == attrs.evolve(subject) == again
    assert hash(subject) == hash(again)
    assert type(subject) is type(attrs.evolve(subject))


@settings(deadline=None)
@given(compositions())
def test_s04_value_of_compositions(subject: Strategy[Relationship, Any]) -> None:
    """S4: the repr of a composition is an expression for an equal one."""
    names: dict[str, Any] = {name: getattr(relkit.strategies, name) for name in public_names}
    names |= vars(relkit.plans) | vars(relkit.schedules) | {of.__name__: of for of in KINDS}
    names |= {function.__name__: function for function in FUNCTIONS}
    again = eval(repr(subject), names)  # noqa: S307 - its own repr

    assert subject == again
    assert repr(subject) == repr(again)


@settings(deadline=None)
@given(compositions() | default_strategies().map(lambda chosen: chosen[1]))
def test_s05_copies(subject: Strategy[Any, Any]) -> None:
    """S5: pickled and copied strategies are equal to the original."""
    pickled = pickle.loads(pickle.dumps(subject))

    assert subject == pickled == copy.copy(subject) == copy.deepcopy(subject)


def test_s05_works_in_another_process() -> None:
    """S5: a pickled strategy proposes the same plan in a fresh interpreter."""
    sent = pickle.dumps((Retainer(deposit_percent=50), ACME, TODAY))
    code = (
        "import pickle, sys\n"
        "strategy, relationship, context = pickle.load(sys.stdin.buffer)\n"
        "print(strategy.propose(relationship, context))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=sent, capture_output=True, check=True)

    assert str(Retainer(deposit_percent=50).propose(ACME, TODAY)) == done.stdout.decode().strip()


@settings(deadline=None)
@given(default_strategies(), st.data(), contexts())
def test_s09_kinds_below(
    chosen: tuple[type[Relationship], Strategy[Any, Any]], data: st.DataObject, context: Context
) -> None:
    """S9: a kind below is planned for as its parent, its own fields apart."""
    kind, subject = chosen
    relationship = data.draw(below(kind))

    assert propose(subject, as_kind(relationship, kind), context) == propose(
        subject, relationship, context
    )


@settings(deadline=None)
@given(relationships(Client), contexts())
def test_s10_substitutability(relationship: Relationship, context: Context) -> None:
    """S10: a strategy for all serves a client; one derived gives what its parent does."""

    class Unchanged(ClientService):
        pass

    plain = PlainMarketing().propose(relationship, context)

    assert isinstance(plain, MarketingPlan)
    assert propose(ClientService(), relationship, context) == propose(
        Unchanged(), relationship, context
    )


@settings(deadline=None)
@given(compositions(), compositions(), compositions())
def test_s12_first_of(
    a: Strategy[Relationship, Any], b: Strategy[Relationship, Any], c: Strategy[Relationship, Any]
) -> None:
    """S12: ``first_of`` is associative, idempotent, and NOTHING is neutral, to the letter."""
    assert (a | b) | c == a | (b | c) == first_of(a, b, c)
    assert a | a == a
    assert NOTHING | a == a | NOTHING == a


@settings(deadline=None)
@given(compositions(), compositions(), any_relationships(), contexts())
def test_s12_first_applicable(
    a: Strategy[Relationship, Any],
    b: Strategy[Relationship, Any],
    relationship: Relationship,
    context: Context,
) -> None:
    """S12: ``a | b`` gives the plan of a, and that of b only where a gives none."""
    first = propose(a, relationship, context)
    expected = propose(b, relationship, context) if first is None else first

    assert expected == propose(a | b, relationship, context)


@settings(deadline=None)
@given(compositions(), predicates(), predicates())
def test_s13_when(a: Strategy[Relationship, Any], p: Any, q: Any) -> None:
    """S13: ``when`` keeps with ALWAYS, is NOTHING with NEVER, and twice is once with both."""
    assert a == a.when(ALWAYS)
    assert NOTHING == a.when(NEVER)
    assert a.when(p).when(q) == when(a, p & q)


@settings(deadline=None)
@given(compositions(), predicates(), any_relationships(), contexts())
def test_s13_when_applies(
    a: Strategy[Relationship, Any],
    p: Any,
    relationship: Relationship,
    context: Context,
) -> None:
    """S13: ``a.when(p)`` gives what a gives where p holds, and nothing elsewhere."""
    expected = propose(a, relationship, context) if p(relationship, context) else None

    assert expected == propose(a.when(p), relationship, context)


@settings(deadline=None)
@given(
    compositions(),
    compositions(),
    st.tuples(adjustments(), adjustments()),
    any_relationships(),
    contexts(),
)
def test_s13_adjust(
    a: Strategy[Relationship, Any],
    b: Strategy[Relationship, Any],
    functions: tuple[Callable[[Any], Any], Callable[[Any], Any]],
    relationship: Relationship,
    context: Context,
) -> None:
    """S13: ``>>`` keeps identity and composition, and goes into the alternatives of ``|``."""
    f, g = functions

    def gives(subject: Strategy[Relationship, Any]) -> Plan | None:
        return propose(subject, relationship, context)

    assert gives(a) == gives(a >> (lambda plan: plan))
    assert gives(a >> f >> g) == gives(a >> (lambda plan: g(f(plan))))
    assert gives((a | b) >> f) == gives((a >> f) | (b >> f))
    assert adjust(adjust(a, f), g) == a >> f >> g


@settings(deadline=None)
@given(default_strategies(), st.data(), contexts())
def test_s15_irrelevance(
    chosen: tuple[type[Relationship], Strategy[Any, Any]], data: st.DataObject, context: Context
) -> None:
    """S15: fields and traits that a default does not say it reads do not change its plan."""
    kind, subject = chosen
    one, other = data.draw(relationships(kind)), data.draw(relationships(kind))
    read = {name: getattr(one, name) for name in subject.reads}
    if subject.consults:
        read["profile"] = one.profile

    assert plans_equal(
        propose(subject, one, context), propose(subject, attrs.evolve(other, **read), context)
    )


def test_s16_guard_of_fields() -> None:
    """S16: a field without the decorator raises at first construction, and says what to do."""

    class Forgetful(Retainer):
        extra: int = 5

    with pytest.raises(DeclarationError, match=r"Forgetful adds extra.*put @strategy above"):
        Forgetful()


def test_s16_guard_of_defaults() -> None:
    """S16: a default without its annotation raises at first construction."""

    class Ignored(Retainer):
        deposit_percent = 50

    with pytest.raises(DeclarationError, match="Ignored sets deposit_percent"):
        Ignored()


def test_s16_guard_of_hooks() -> None:
    """S16: a misspelled hook raises at first construction, with the right name."""

    class Misspelled(PointOfSale):
        def plann(self, relationship: Customer, context: Context) -> None: ...

    with pytest.raises(DeclarationError, match=r"Misspelled\.plann is never used.*plan"):
        Misspelled()


def test_s16_guard_of_the_template() -> None:
    """S16: overriding ``propose``, which checks the laws, raises at first construction."""

    class Bold(PointOfSale):
        def propose(self, relationship: Any, context: Any) -> None: ...

    with pytest.raises(DeclarationError, match="Bold overrides propose"):
        Bold()


def test_s16_overriding_alone_is_fine() -> None:
    """S16: a subclass that only overrides ``plan`` needs no decorator."""

    class Free(PointOfSale):
        @override
        def plan(self, relationship: Customer, context: Context) -> None:
            return None

    ann = Customer(party="ann", business="shop")

    assert Free().propose(ann, TODAY) is None


@settings(deadline=None)
@given(compositions(), any_relationships(), contexts())
def test_s17_reasons(
    subject: Strategy[Relationship, Any], relationship: Relationship, context: Context
) -> None:
    """S17: every plan names its strategy and the path to it; replaying the path gives the plan."""
    plan = propose(subject, relationship, context)
    assume(plan is not None)
    assert plan is not None

    assert plan.because.path
    assert plan.strategy == plan.because.path[-1].name
    assert plan == subject.replay(plan.because.path, relationship, context)


@pytest.mark.parametrize("subject", ALL_DEFAULTS, ids=str)
def test_s17_facts(subject: Strategy[Any, Any]) -> None:
    """S17: the reason of a default quotes the kind first, then only what the strategy reads."""
    relationship = subject.serves(party="a", business="b", period_days=90)
    plan = propose(subject, relationship, TODAY)
    assert plan is not None
    names = [fact.name for fact in plan.because.facts]

    assert (Rule(type(subject).__name__),) == plan.because.path
    assert names[0] == "kind"
    assert set(names) <= {"kind", *subject.reads, *subject.consults}


@settings(deadline=None)
@given(compositions(), any_relationships(), contexts())
def test_s18_consent(
    subject: Strategy[Relationship, Any], relationship: Relationship, context: Context
) -> None:
    """S18: no marketing plan contains an outbound channel without consent, however composed."""
    plan = propose(subject, relationship, context)
    assume(plan is not None)
    assert isinstance(plan, MarketingPlan)
    used = {*plan.channels, *(touch.channel for touch in plan.touches)}

    assert set(filter(needs_consent, used)) <= context.consent


@settings(deadline=None)
@given(compositions(), any_relationships(), contexts(consent=[]))
def test_s18_consent_is_checked(
    subject: Strategy[Relationship, Any], relationship: Relationship, context: Context
) -> None:
    """S18: a function that writes to all is refused as soon as there is a plan for it to change."""
    has_plan = propose(subject, relationship, context) is not None
    assume(has_plan)

    with pytest.raises(PlanLawError, match="breaks the law 'consent': it uses email"):
        propose(subject >> write_to_all, relationship, context)


@settings(deadline=None)
@given(any_relationships(), contexts())
def test_s19_threads(relationship: Relationship, context: Context) -> None:
    """S19: many threads get equal plans from one strategy, its class being new to all of them."""

    @strategy
    class Fresh(Strategy[Relationship, ServicePlan]):
        tier: str = "fresh"

        @override
        def plan(self, relationship: Relationship, context: Context) -> ServicePlan:
            return ServicePlan(tier=self.tier)

    def ask(_number: int) -> Plan | None:
        return Fresh().propose(relationship, context)

    with ThreadPoolExecutor(4) as pool:
        plans = list(pool.map(ask, range(8)))

    assert [plans[0]] * 8 == plans


def test_functions_are_strategies_on_either_side() -> None:
    """A function can stand on either side of ``|``."""

    def nothing(relationship: Relationship, context: Context) -> None:
        return None

    patient = Patient(party="ann", business="clinic")
    left, right = nothing | CustomerMarketing(), CustomerMarketing() | nothing

    assert first_of(from_function(nothing), CustomerMarketing()) == left
    assert first_of(CustomerMarketing(), from_function(nothing)) == right
    assert (nothing | PlainMarketing()).propose(patient, TODAY) is not None
