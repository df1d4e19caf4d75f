"""``all_of``: the plans of all strategies that apply, as one value."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.plans import (
    any_relationships,
    compositions,
    contexts,
    plans_equal,
    predicates,
    write_to_all,
)

from relkit import Client, Context, Customer, Playbook, Relationship, default_playbook
from relkit.errors import InvalidValueError, PlanLawError, WrongRelationshipError
from relkit.plans import MarketingPlan, Plan, Rule, ServicePlan, SeveralPlans
from relkit.strategies import (
    NOTHING,
    ClientMarketing,
    ClientService,
    CustomerService,
    PlainMarketing,
    PlainService,
    Strategy,
    all_of,
    first_of,
    from_function,
    in_stage,
    only,
)

TODAY = Context(today=date(2025, 9, 1))
ACME = Client(party="acme", business="harper-law")
BOTH = all_of(ClientMarketing(), ClientService())


def nobody(relationship: Relationship, context: Context) -> None:
    """Give nothing."""


def gives(subject: Strategy[Any, Any], of: Relationship, context: Context) -> list[Plan]:
    """Give the plans that a strategy proposes, none where it is not applicable."""
    plan = subject.propose(of, context)
    return [] if plan is None else list(plan.plans)


@given(st.lists(compositions(), max_size=4), any_relationships(), contexts())
def test_all_that_apply_in_order(
    parts: list[Any], relationship: Relationship, context: Context
) -> None:
    """S13: ``all_of`` gives the plans of those that apply, in order; nothing where none does."""
    proposed = [part.propose(relationship, context) for part in parts]
    expected = [plan for plan in proposed if plan is not None]
    several = all_of(*parts).propose(relationship, context)

    assert (several is None) == (not expected)
    assert expected == ([] if several is None else list(several))
    assert len(parts) >= len(expected)


@given(compositions(), compositions(), compositions(), any_relationships(), contexts())
def test_structure(a: Any, b: Any, c: Any, relationship: Relationship, context: Context) -> None:
    """S13: ``all_of`` is associative to the letter, and ``NOTHING`` is its neutral element."""
    flat = all_of(a, b, c)

    assert all_of(all_of(a, b), c) == flat == all_of(a, all_of(b, c))
    assert all_of(NOTHING, a) == all_of(a) == all_of(a, NOTHING)
    assert gives(all_of(a), relationship, context) * 2 == gives(all_of(a, a), relationship, context)


def test_nothing_of_nothing() -> None:
    """``all_of`` without a strategy that could apply is ``NOTHING``."""
    assert NOTHING == all_of() == all_of(NOTHING, NOTHING)
    assert all_of(nobody, nobody).propose(ACME, TODAY) is None


@given(st.lists(compositions(), max_size=4), predicates(), any_relationships(), contexts())
def test_replay(
    parts: list[Any], condition: Any, relationship: Relationship, context: Context
) -> None:
    """S17: the path of several plans has a branch for each, and replaying it gives them again."""
    for subject in (all_of(*parts), all_of(*parts).when(condition) | all_of(PlainService())):
        plan = subject.propose(relationship, context)
        if plan is not None:
            assert plan == subject.replay(plan.because.path, relationship, context)
            assert tuple(each.because.path for each in plan) == plan.because.path[-1].branches
            assert {fact for each in plan for fact in each.because.facts} <= {*plan.because.facts}


@given(st.lists(compositions(), min_size=1, max_size=3), any_relationships(), contexts())
def test_values(parts: list[Any], relationship: Relationship, context: Context) -> None:
    """S4, S5: several plans, and what gives them, are values that survive copies and pickling."""
    subject = all_of(*parts)
    plan = subject.propose(relationship, context)

    assert subject == copy.deepcopy(subject) == pickle.loads(pickle.dumps(subject))
    assert plan == copy.deepcopy(plan) == pickle.loads(pickle.dumps(plan))
    assert plans_equal(plan, subject.propose(relationship, context))


def test_composition_goes_on() -> None:
    """What gives several plans can be narrowed, chosen, changed and given a fallback."""
    several = all_of(PlainMarketing(), PlainService())
    first = several >> (lambda plans: attrs.evolve(plans, plans=plans.plans[:1]))
    pooled = ServicePlan(tier="pooled")

    assert several.when(in_stage("new")).propose(ACME, TODAY) is None
    assert 1 == len(gives(first, ACME, TODAY))
    assert 2 == len(gives(several.only(Client) | several, ACME, TODAY))
    assert pooled == several.when(in_stage("new")).fallback(pooled).propose(ACME, TODAY)
    assert 1 == len(gives(all_of(only(CustomerService(), Customer), PlainService()), ACME, TODAY))


def test_a_group_within_a_group() -> None:
    """Several plans under a condition stay one plan beside the others."""
    inner = all_of(PlainMarketing(), PlainService()).when(~in_stage("new"))
    plans = gives(all_of(inner, PlainService()), ACME, TODAY)

    assert [SeveralPlans, ServicePlan] == [type(plan) for plan in plans]


def test_laws_hold_for_each_of_them() -> None:
    """S18: a plan among several keeps the laws, whatever is done with all of them."""

    def shout(plans: Any) -> Any:
        inner = attrs.evolve(plans.plans[0], plans=(write_to_all(plans.plans[0].plans[0]),))
        return attrs.evolve(plans, plans=(inner,))

    nested = all_of(all_of(PlainMarketing()).when(~in_stage("new"))) >> shout

    with pytest.raises(PlanLawError, match="breaks the law 'consent'"):
        nested.propose(ACME, TODAY)


def test_areas() -> None:
    """Several plans stand in an area of one's own, and in no standard area."""
    treatment = default_playbook().on(Client, welcome=BOTH).treat(ACME, TODAY)
    several = treatment["welcome"]

    assert isinstance(several, SeveralPlans)
    assert [MarketingPlan, ServicePlan] == [type(plan) for plan in several]
    assert 4 == len(treatment)
    with pytest.raises(InvalidValueError, match="several plans belong in an area of your own"):
        Playbook().on(Client, service=BOTH)


def test_it_reads_as_words() -> None:
    """``all_of`` prints its parts; several plans print below each other, with every way."""
    plan = all_of(PlainService().when(in_stage("new")), PlainService()).propose(ACME, TODAY)

    assert "all_of (ClientMarketing, ClientService)" == str(BOTH)
    assert f"all_of({from_function(nobody)!r})" == repr(all_of(nobody))
    assert str(plan).startswith("1 plan\n  Service: pooled\n")
    assert str(plan).endswith("Because: all_of [all_of 2 > PlainService] (client)")
    assert str(BOTH.propose(ACME, TODAY)).startswith("2 plans\n  Marketing:")


@pytest.mark.parametrize("given_", [None, "service", PlainService, 3], ids=str)
def test_operands_are_checked(given_: Any) -> None:
    """What is no strategy and no function is refused at once."""
    with pytest.raises(InvalidValueError, match="below Strategy, or a function"):
        all_of(PlainService(), given_)


def test_there_is_no_operator() -> None:
    """``&`` and ``+`` stay what Python makes of them: an error."""
    with pytest.raises(TypeError):
        PlainService() & PlainService()
    with pytest.raises(TypeError):
        PlainService() + PlainService()


def test_it_serves_whom_all_serve() -> None:
    """A relationship that one of the strategies does not serve is refused."""
    with pytest.raises(WrongRelationshipError, match="all_of serves Client and Customer"):
        all_of(ClientService(), CustomerService()).propose(ACME, TODAY)


@pytest.mark.parametrize(
    ("plans", "message"),
    [((), "one or more"), ([PlainService()], "must be a tuple"), ((1,), "of the class Plan")],
)
def test_several_plans_are_plans(plans: Any, message: str) -> None:
    """Several plans are a tuple of one or more plans."""
    with pytest.raises(InvalidValueError, match=message):
        SeveralPlans(plans=plans)


@pytest.mark.parametrize(
    "branches", [((),), ((Rule("all_of"),),), ((Rule("all_of", choice=3), Rule("x")),)]
)
def test_branches_that_lead_elsewhere(branches: Any) -> None:
    """A branch is followed only to a part that is there."""
    with pytest.raises(InvalidValueError, match="There is no part"):
        BOTH.replay([Rule("all_of", branches=branches)], ACME, TODAY)


def test_branches_that_lead_nowhere() -> None:
    """Branches to strategies that do not apply replay to nothing."""
    subject = all_of(nobody, PlainService())
    branch = (Rule("all_of", choice=1), Rule("nobody"))

    assert subject.replay([Rule("all_of", branches=(branch,))], ACME, TODAY) is None
    assert first_of(NOTHING, subject) == subject
