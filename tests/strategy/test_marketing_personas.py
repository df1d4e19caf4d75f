"""What marketing makes of personas and journeys, and which favors a plan may not ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.plans import (
    DEFAULTS,
    any_relationships,
    compositions,
    contexts,
    default_strategies,
    personas,
    relationships,
)

from relkit import default_playbook
from relkit.errors import PlanLawError
from relkit.plans import Ask, Content, Journey, JourneyStep, MarketingPlan, needs_consent
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.strategies import (
    ClientMarketing,
    Context,
    CustomerMarketing,
    MarketingStrategy,
    Persona,
    PlainMarketing,
    Strategy,
    from_function,
)
from relkit.testing import journeys
from relkit.traits import STANDARD_TRAITS, TraitProfile

TODAY = date(2025, 9, 1)
ACME = Client(party="acme", business="harper-law", stage=Stage.ACTIVE)
DANA = Persona(
    name="dana",
    role="treasurer",
    needs=("cash_flow", "tax"),
    preferred_channels=("phone",),
    preferred_forms=("workshop",),
)
LEE = Persona(
    name="lee",
    goals=("growth",),
    pain_points=("red_tape",),
    preferred_channels=("text", "letter", "portal", "email"),
    preferred_topics=("tax",),
)
STAKEHOLDERS = Context(today=TODAY, consent=["email", "phone", "text"], personas=[DANA, LEE])
MARKETING = [given_[0] for given_ in DEFAULTS.values()]


def market(
    relationship: Relationship = ACME, context: Context = STAKEHOLDERS, by: Any = None
) -> MarketingPlan:
    """Propose a marketing plan."""
    plan = (by or ClientMarketing()).propose(relationship, context)
    assert isinstance(plan, MarketingPlan)
    return plan


def test_preferred_channels_come_first() -> None:
    """What personas prefer comes first, another channel only with consent, the rest as it was."""
    plan = market()

    assert ("phone", "text", "email") == plan.channels
    assert ("in_person", "event") == plan.awaiting_consent
    assert "phone" == plan.touches[0].channel


def test_a_preferred_channel_without_consent_waits() -> None:
    """A preferred channel that needs consent is used only when there is one."""
    plan = market(context=attrs.evolve(STAKEHOLDERS, consent=["email"]))

    assert ("email",) == plan.channels
    assert ("phone", "in_person", "event") == plan.awaiting_consent


def test_interests_become_topics_in_turn() -> None:
    """Each persona's interests take turns, each topic once, and the strategy's own come last."""
    plan = market(by=ClientMarketing(topics=("case_law", "tax")))

    assert ("cash_flow", "tax", "red_tape", "growth", "case_law") == plan.topics


def test_content_is_for_whom_it_interests() -> None:
    """Open content takes the topics in order, preferred forms first, each for its persona."""
    plan = market()

    assert [
        ("workshop", "cash_flow", "treasurer"),
        ("advice_note", "tax", "lee"),
        ("educational_content", "red_tape", "lee"),
        ("webinar", "growth", "lee"),
    ] == [(each.form, each.topic, each.audience) for each in plan.content]


def test_content_keeps_what_it_says() -> None:
    """Content with a topic keeps it and takes no other's; an audience that is named stays."""
    own = (
        Content(form="film", topic="wills"),
        Content(form="note", audience="heirs"),
        Content(form="talk"),
    )
    plan = market(by=ClientMarketing(content=own))

    assert [("wills", None), ("cash_flow", "heirs"), ("tax", "lee")] == [
        (each.topic, each.audience) for each in plan.content
    ]


def test_reasons_quote_personas() -> None:
    """Each persona is a fact of the plan; only as many are printed as two lines hold."""
    plan = market()
    quoted = [fact.value for fact in plan.because.facts if fact.name == "persona"]

    assert [str(DANA), str(LEE)] == quoted
    assert "persona dana, treasurer: prefers phone, workshop" in str(plan.because)
    assert str(plan).rstrip().endswith("1 more)")


@pytest.mark.parametrize("stage", [None, *Stage], ids=str)
def test_every_stage_quotes_personas(stage: Stage | None) -> None:
    """At every stage the reason says whom the plan is for."""
    plan = market(attrs.evolve(ACME, stage=stage))

    assert ["persona"] * 2 == [f.name for f in plan.because.facts if f.name == "persona"]


@settings(deadline=None)
@given(any_relationships(), contexts(), st.lists(personas(), max_size=3))
def test_personas_change_order_and_topics_only(
    relationship: Relationship, context: Context, given_: list[Persona]
) -> None:
    """Personas change no money, no days, no questions, no service, no payment, and no kind."""
    one, other = (
        default_playbook().treat(relationship, attrs.evolve(context, personas=each))
        for each in ((), given_)
    )
    assert one.marketing is not None
    assert other.marketing is not None
    same = ("aim", "offer", "loyalty_scheme", "success_story", "referral", "journey", "indicators")
    kinds = [plan.because.facts[0] for plan in (*one, *other)]

    assert (one.service, one.payment) == (other.service, other.payment)
    assert [getattr(one.marketing, name) for name in same] == [
        getattr(other.marketing, name) for name in same
    ]
    if one.marketing.outbound_channels:  # else a persona may name a channel that was agreed to
        begun = [
            [touch.due for touch in plan.touches if touch.about != "newsletter"]
            for plan in (one.marketing, other.marketing)
        ]
        assert begun[0] == begun[1]
    assert {kinds[0]} == set(kinds)


@settings(deadline=None)
@given(any_relationships(), contexts(), st.lists(personas(), min_size=1, max_size=3))
def test_personas_never_stand_in_for_consent(
    relationship: Relationship, context: Context, given_: list[Persona]
) -> None:
    """Whatever personas prefer, every outbound channel of a plan was agreed to (law S18)."""
    plan = default_playbook().plan(
        "marketing", relationship, attrs.evolve(context, personas=given_)
    )
    assert plan is not None

    assert plan.outbound_channels <= context.consent
    assert set(filter(needs_consent, plan.channels)) <= context.consent
    assert not set(plan.awaiting_consent) & set(plan.channels)


# ------------------------------------------------------------------ journeys


@settings(deadline=None)
@given(relationships(Client), contexts(), journeys())
def test_a_journey_of_ones_own_changes_nothing_else(
    relationship: Relationship, context: Context, journey: Journey
) -> None:
    """Another journey changes where the party stands and the facts for it, and nothing else."""
    own = market(relationship, context, ClientMarketing(journey=journey))
    default = market(relationship, context)

    assert journey.standing(relationship) == own.journey
    assert default == attrs.evolve(own, journey=default.journey)


def test_reasons_quote_the_traits_of_a_journey() -> None:
    """The counts of the traits that a journey of one's own reads are facts of the plan."""
    journey = Journey((JourneyStep(name="devotion", stages=("active",), shown_by="trust"),))
    profile = TraitProfile.of(STANDARD_TRAITS, {"trust": (3, 1)})
    plan = market(attrs.evolve(ACME, profile=profile), by=ClientMarketing(journey=journey))

    assert "devotion" == str(plan.journey)
    assert "trust 3:1" in map(str, plan.because.facts)
    assert market(by=ClientMarketing(journey=None)).journey is None


# ------------------------------------------------------------------ favors

STORY = Ask(form="case_study", after=("milestone",), needs_consent=True)
FAVORS: list[tuple[dict[str, Any], bool, str]] = [
    ({"success_story": STORY}, True, "'complaint': it asks for success story while"),
    ({"referral": Ask(form="coupon")}, True, "'complaint': it asks for referral while"),
    (
        {"success_story": STORY, "referral": STORY},
        True,
        "it asks for success story and referral",
    ),
    (
        {"success_story": attrs.evolve(STORY, needs_consent=False)},
        False,
        "'success story': its case study is told without",
    ),
    ({"success_story": attrs.evolve(STORY, after=())}, False, "its case study follows nothing"),
]


@pytest.mark.parametrize(("asked", "is_open", "message"), FAVORS, ids=[f[2] for f in FAVORS])
def test_undue_favors_are_refused(asked: dict[str, Any], message: str, *, is_open: bool) -> None:
    """A plan that asks too early, without consent, or while there is a complaint breaks a law."""

    def ask(_relationship: Relationship, _context: Context) -> MarketingPlan:
        return MarketingPlan(aim="fame", **asked)

    context = Context(today=TODAY, open_complaint=is_open)

    with pytest.raises(PlanLawError, match=message):
        from_function(ask).propose(ACME, context)


@pytest.mark.parametrize(
    "story", [STORY, Ask(form="ratings", after=("purchase",))], ids=["one's own", "of many"]
)
def test_due_favors_are_asked(story: Ask) -> None:
    """With consent, or summed up over many, a story may be asked for after its occasion."""
    plan = market(by=ClientMarketing(success_story=story))

    assert story == plan.success_story


@settings(deadline=None)
@given(compositions() | default_strategies().map(lambda chosen: chosen[1]), st.data(), contexts())
def test_no_favor_is_asked_of_who_complains(
    subject: Strategy[Any, Any], data: st.DataObject, context: Context
) -> None:
    """With an open complaint no plan asks for a story or a referral, however composed."""
    kind = next((each for each in (Customer, Client) if subject.does_serve(each)), Relationship)
    relationship = data.draw(relationships(kind))
    plan = subject.propose(relationship, attrs.evolve(context, open_complaint=True))
    story = getattr(plan, "success_story", None)

    assert (None, None) == (story, getattr(plan, "referral", None))


@pytest.mark.parametrize(
    "subject", [PlainMarketing(), CustomerMarketing(), ClientMarketing()], ids=str
)
@pytest.mark.parametrize("stage", [None, *Stage], ids=str)
def test_plans_are_read_at_a_glance(subject: MarketingStrategy[Any], stage: Stage | None) -> None:
    """A marketing plan without personas prints in at most nine lines of at most 80 columns."""
    counts = dict.fromkeys(("tenure", "involvement", "expertise", "loyalty"), (400, 30))
    relationship = subject.serves(
        party="ann",
        business="shop",
        stage=stage,
        since=TODAY,
        last_engaged=TODAY,
        period_days=30,
        profile=TraitProfile.of(STANDARD_TRAITS, counts),
    )
    lines = str(subject.propose(relationship, Context(today=TODAY, consent=["email"]))).split("\n")

    assert len(lines) <= 9
    assert max(map(len, lines)) <= 80
