"""The strategies for whole families of classes, users' own among them."""

from __future__ import annotations

from typing import Any, Final, overload

from hypothesis import strategies as st
from typing_extensions import TypeVar

from relkit.events import STANDARD_EVENT_TYPES, Event
from relkit.plans import MarketingPlan, PaymentPlan, Plan, ServicePlan
from relkit.playbook import Playbook, Treatment
from relkit.relationships import Client, Customer, Relationship
from relkit.strategies import Context, Strategy
from relkit.testing._strategies.classes import instances, known
from relkit.testing._strategies.hints import Drawn
from relkit.testing._strategies.playbooks import playbooks_of

__all__ = [
    "contexts",
    "events",
    "plan_strategies",
    "plans",
    "playbooks",
    "relationships",
    "treatments",
]

EventT = TypeVar("EventT", bound=Event, default=Event)
KindT = TypeVar("KindT", bound=Relationship)
PlanT = TypeVar("PlanT", bound=Plan, default=Plan)

_PLANS: Final[tuple[type[Any], ...]] = (MarketingPlan, ServicePlan, PaymentPlan)


def events(*types: type[EventT], **fields: Drawn) -> st.SearchStrategy[EventT]:
    """Events of these types or of the eight standard ones: realistic, and easily mishandled.

    Days are anywhere in the calendar, whole numbers up to 10^30, texts hostile; ``party`` is
    None unless it is given. The fields of your own types are drawn as ``instances`` says.

    >>> from datetime import date
    >>> from hypothesis import given, strategies as st
    >>> from relkit import Engagement
    >>> class Workout(Engagement):
    ...     coach: str | None = None
    >>> @given(events(Workout, on=st.just(date(2025, 1, 7))))
    ... def test_it_is_an_engagement(workout):
    ...     assert isinstance(workout, Engagement) and workout.on == date(2025, 1, 7)
    >>> test_it_is_an_engagement()
    """
    chosen: tuple[type[Any], ...] = types or STANDARD_EVENT_TYPES
    return st.one_of([instances(of, **fields) for of in chosen])


@overload
def relationships(**fields: Drawn) -> st.SearchStrategy[Relationship]: ...
@overload
def relationships(kind: type[KindT], /, **fields: Drawn) -> st.SearchStrategy[KindT]: ...
def relationships(
    kind: type[Relationship] = Relationship, /, **fields: Drawn
) -> st.SearchStrategy[Relationship]:
    """Relationships of a kind, by hand and assessed, at any stage and any time.

    The fields of your own kinds are drawn as ``instances`` says.

    >>> from hypothesis import given, strategies as st
    >>> from relkit import Client, kind
    >>> @kind
    ... class Patient(Client):
    ...     mrn: str
    >>> @given(relationships(Patient, mrn=st.from_regex("[A-Z][0-9]{4}", fullmatch=True)))
    ... def test_a_patient_is_a_client(patient):
    ...     assert isinstance(patient, Client) and len(patient.mrn) == 5
    >>> test_a_patient_is_a_client()
    """
    return instances(kind, **fields)


def plans(*types: type[PlanT], **fields: Drawn) -> st.SearchStrategy[PlanT]:
    """Plans of these classes, or of the three areas; amounts are in US dollars.

    They are plans as somebody could write them by hand, whichever strategy gives such ones.

    >>> from hypothesis import given
    >>> from relkit.plans import ServicePlan
    >>> @given(plans(ServicePlan))
    ... def test_it_says_why(plan):
    ...     assert "Because" in str(plan)
    >>> test_it_says_why()
    """
    chosen: tuple[type[Any], ...] = types or _PLANS
    each: list[Drawn] = [instances(of, **fields) for of in chosen]
    return st.one_of(each)


def contexts(**fields: Drawn) -> st.SearchStrategy[Context]:
    """Contexts of every sort; prices are in US dollars and never below zero.

    >>> from hypothesis import given, strategies as st
    >>> @given(contexts(consent=st.just(frozenset({"email"}))))
    ... def test_email_is_agreed_to(context):
    ...     assert context.agrees_to("email")
    >>> test_email_is_agreed_to()
    """
    return instances(Context, **fields)


def plan_strategies(*types: type[Any], **fields: Drawn) -> st.SearchStrategy[Any]:
    """Strategies (of relkit, those that plan) of these classes, or of all that come with it.

    Their prices are in US dollars; what they adjust never falls below zero.

    >>> from hypothesis import given
    >>> from relkit import Client
    >>> from relkit.strategies import Retainer
    >>> @given(plan_strategies(Retainer), relationships(Client), contexts())
    ... def test_a_retainer_is_a_retainer(retainer, client, context):
    ...     assert retainer.propose(client, context).model == "retainer"
    >>> test_a_retainer_is_a_retainer()
    """
    chosen: tuple[type[Any], ...] = types or (Strategy,)
    return st.one_of([instances(of, **fields) for of in chosen])


def playbooks(
    kinds: tuple[type[Relationship], ...] = (Relationship, Customer, Client),
) -> st.SearchStrategy[Playbook]:
    """Playbooks with a strategy for some of these kinds and areas, and with gaps.

    >>> from hypothesis import given
    >>> @given(playbooks(), playbooks())
    ... def test_the_left_one_wins(one, other):
    ...     assert set(one.entries) <= set((one | other).entries)
    >>> test_the_left_one_wins()
    """
    return playbooks_of(known, kinds)


def treatments() -> st.SearchStrategy[Treatment]:
    """Treatments with plans for some of the three areas, some of them not applicable.

    >>> from hypothesis import given
    >>> @given(treatments())
    ... def test_only_plans_are_given(treatment):
    ...     assert None not in list(treatment)
    >>> test_only_plans_are_given()
    """
    return instances(Treatment)
