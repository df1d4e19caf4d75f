"""Plans and their parts: what they refuse, how they read, and that they are values."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from tests.strategies.plans import any_relationships, contexts

from relkit import default_playbook
from relkit.errors import DeclarationError, InvalidValueError, NotADateError
from relkit.money import Money
from relkit.plans import (
    Ask,
    Because,
    Commitment,
    Escalation,
    Fact,
    FrequencyCap,
    LateHandling,
    LoyaltyScheme,
    MarketingPlan,
    Offer,
    PaymentPlan,
    Plan,
    Rule,
    ServicePlan,
    Step,
    Terms,
    Touch,
    Within,
)
from relkit.plans._dates import business_day_after
from relkit.relationships import Relationship
from relkit.schedules import Every
from relkit.strategies import Context

MONDAY = date(2025, 9, 1)
AT_SALE = Terms(timing="at_sale")

BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: Within(0, "hours"), "Within.count must be .* at least 1"),
    (lambda: Within(True, "hours"), "not True"),
    (lambda: Within(1, "weeks"), "Within.unit must be 'minutes'"),
    (lambda: Touch(channel="email", about="x"), "exactly one of .* got 0"),
    (lambda: Touch(channel="email", about="x", due=MONDAY, trigger="y"), "exactly one of .* got 2"),
    (lambda: Touch(channel="", about="x", due=MONDAY), "Touch.channel must be text"),
    (lambda: Touch(channel="email", about="x", trigger="y", within=1), "class Within"),
    (lambda: Step(about="x", due=MONDAY, trigger="y"), "at most one of"),
    (lambda: Step(about="x", after_days=-1), "Step.after_days must be"),
    (lambda: Commitment(about=" "), "Commitment.about must be text"),
    (lambda: Ask(form="x", after="purchase"), "Ask.after must be a tuple"),
    (lambda: Ask(form="x", after=("",)), "each of Ask.after"),
    (lambda: Ask(form="x", needs_consent=1), "class bool"),
    (lambda: FrequencyCap(most=0, days=30), "FrequencyCap.most must be"),
    (lambda: Offer(form="x", most_percent_off=101), "from 0 to 100"),
    (lambda: LoyaltyScheme(form="x", percent_back=1.5), "not 1.5"),
    (lambda: Escalation(to=("x",), at_breaches=0), "Escalation.at_breaches must be"),
    (lambda: Terms(timing="sometime"), "Terms.timing must be 'at_sale'"),
    (lambda: LateHandling(reminder_days=(400,)), "from -365 to 365"),
    (lambda: Fact(""), "name of a fact"),
    (lambda: Fact("x", 3), "value of a fact"),
    (lambda: Rule(""), "name of a rule"),
    (lambda: Rule("x", detail=3), "detail of a rule"),
    (lambda: Because([Rule("x")]), "Because.path must be a tuple"),
    (lambda: Plan(because="so"), "Plan.because must be a value of the class Because"),
    (lambda: MarketingPlan(aim=""), "MarketingPlan.aim must be text"),
    (lambda: MarketingPlan(aim="x", touches=("call",)), "class Touch"),
    (lambda: ServicePlan(tier="x", support_minutes=-1), "ServicePlan.support_minutes must be"),
    (lambda: PaymentPlan(model="barter", terms=AT_SALE), "PaymentPlan.model must be"),
    (lambda: PaymentPlan(model="one_time", terms=AT_SALE, price=5), "class Money"),
    (
        lambda: PaymentPlan(model="contingency", terms=AT_SALE, needs_written_agreement=False),
        "signed, written agreement",
    ),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=[message for _, message in BAD])
def test_bad_parts_are_refused(make: Callable[[], object], message: str) -> None:
    """A part that cannot be says what was given and what is allowed."""
    with pytest.raises(InvalidValueError, match=message):
        make()


def test_a_datetime_is_no_day() -> None:
    """A touch is due on a date, not at a datetime."""
    with pytest.raises(NotADateError, match=r"Touch\.due must be a date"):
        Touch(channel="email", about="x", due=datetime(2025, 9, 1))  # noqa: DTZ001 - refused


READ: list[tuple[object, str]] = [
    (Within(1, "hours"), "within 1 hour"),
    (Within(2, "business_days"), "within 2 business days"),
    (Touch(channel="in_person", about="win_back", due=MONDAY), "win back in person 2025-09-01"),
    (Step(about="receipt"), "receipt by team"),
    (Commitment(about="resolution"), "resolution as agreed"),
    (Ask(form="trust", every=Every(months=6)), "trust every 6 months"),
    (Ask(form="ratings", after=("a", "b", "c")), "ratings after a, b or c"),
    (Offer(form="standard_price_list"), "standard price list"),
    (LoyaltyScheme(form="recognition"), "recognition"),
    (
        Escalation(to=("owner", "partner"), at_breaches=1, on_negative_feedback=True),
        "to the owner then the partner at 1 breach or negative feedback",
    ),
    (LateHandling(pause_after_days=30), "work rests after 30 days"),
    (LateHandling(), ""),
    (Fact("period_days", "30"), "period days 30"),
    (Because(), "by hand"),
]


@pytest.mark.parametrize(("part", "text"), READ, ids=[text for _, text in READ])
def test_parts_read_as_words(part: object, text: str) -> None:
    """Each part prints as a short phrase."""
    assert text == str(part)


def test_a_contingency_plan_needs_a_written_agreement_by_itself() -> None:
    """Contingency needs a written agreement without anybody saying so; nothing else does."""
    contingent = PaymentPlan(model="contingency", terms=Terms(timing="on_outcome"))
    plain = PaymentPlan(model="hourly", terms=Terms(timing="in_arrears", net_days=30))

    assert contingent.needs_written_agreement
    assert not plain.needs_written_agreement
    assert "Price: needs a signed, written agreement" in str(contingent)


def test_deposit_is_a_share_of_the_price() -> None:
    """A deposit is the percentage of the price, rounded once; without a price it is unknown."""
    plan = PaymentPlan(
        model="flat_fee", terms=AT_SALE, price=Money("99.99", "USD"), deposit_percent=50
    )

    assert Money("50.00", "USD") == plan.deposit
    assert attrs.evolve(plan, price=None).deposit is None
    assert "USD 99.99; 50 % deposit" in str(plan)


def test_commitments_are_responses_and_resolution() -> None:
    """A service plan's commitments are its first responses, then the resolution, if any."""
    response, resolution = Commitment(about="first_response"), Commitment(about="resolution")
    plan = ServicePlan(tier="pooled", response=(response,), resolution=resolution)

    assert (response, resolution) == plan.commitments
    assert (response,) == attrs.evolve(plan, resolution=None).commitments


def test_people_and_load_are_shown() -> None:
    """A service plan names its people and its load, and says so where that is too much."""
    plan = ServicePlan(
        tier="named_owner",
        owner="harper",
        backup="bo",
        period_days=91,
        tailoring_hours=20,
        starts_on=MONDAY,
        capacity_hours=8,
    )

    assert "Service: named owner, owner harper, backup bo" in str(plan)
    assert "Load: 20 h this quarter, 8 h free: too much" in str(plan)
    assert "Load: 20 h this quarter\n" in str(attrs.evolve(plan, capacity_hours=None))
    assert "Load" not in str(attrs.evolve(plan, tailoring_hours=0))


def test_steps_are_due_on_business_days_within_the_limit() -> None:
    """A step is due on the last business day of its limit, but not before its start."""
    friday = date(2025, 9, 5)
    step = Step(about="kick-off", after_days=7)

    assert friday == step.dated(date(2025, 8, 31)).due
    assert date(2025, 9, 6) == Step(about="x", after_days=0).dated(date(2025, 9, 6)).due
    assert step.dated(MONDAY) == step.dated(MONDAY).dated(friday)


@pytest.mark.parametrize(
    "step", [Step(about="x"), Step(about="x", after_days=1, trigger="sale")], ids=str
)
def test_steps_without_a_day_stay_without(step: Step) -> None:
    """A step that has no limit, or waits for a trigger, gets no day."""
    assert step is step.dated(MONDAY)


def test_steps_at_the_end_of_the_calendar() -> None:
    """A step whose limit lies beyond the calendar is due on one of its last days."""
    step = Step(about="x", after_days=10)

    assert date.max == step.dated(date.max).due == step.dated(date.max - timedelta(days=1)).due
    assert date.max == business_day_after(date.max, 3, {date.max})


@settings(deadline=None)
@given(any_relationships(), contexts())
def test_plans_are_short_to_read(relationship: Relationship, context: Context) -> None:
    """Every default plan prints in at most eleven lines of at most 80 columns."""
    for plan in default_playbook().treat(relationship, context):
        lines = str(plan).splitlines()

        assert len(lines) <= 11
        assert max(map(len, lines)) <= 80


@settings(deadline=None)
@given(any_relationships(), contexts())
def test_plans_are_values(relationship: Relationship, context: Context) -> None:
    """Plans are equal to their copies, hashes and reasons included."""
    for plan in default_playbook().treat(relationship, context):
        again = pickle.loads(pickle.dumps(plan))

        assert plan == again == copy.deepcopy(plan)
        assert hash(plan) == hash(again)
        assert plan.because == again.because


def test_the_reason_is_no_part_of_a_plan() -> None:
    """Plans that say the same are equal whatever their reasons."""
    plan = ServicePlan(tier="pooled")

    assert plan == plan.explained(Because((Rule("Mine"),)))
    assert "by hand" == plan.strategy


def test_only_a_reason_explains() -> None:
    """A plan is explained by a Because."""
    with pytest.raises(InvalidValueError, match=r"ServicePlan\.because"):
        ServicePlan(tier="pooled").explained("so")


def test_reasons_name_every_step_and_each_fact_once() -> None:
    """A reason seen from further out has one more step, and no fact twice."""
    inner = Because((Rule("Mine"),), (Fact("kind", "client"), Fact("stage", "active")))
    outer = inner.under(Rule("first_of", choice=2), (Fact("kind", "client"),))

    assert "first_of 2 > Mine (client, active)" == str(outer)
    assert ("Mine", inner.facts) == (outer.strategy, outer.facts)


def test_plans_of_ones_own_print_their_fields() -> None:
    """A plan of a user's own prints its fields that are set; one without fields its title."""

    @attrs.frozen(kw_only=True)
    class TrainingPlan(Plan):
        most_hours: int
        coach: str | None = None

    assert "Training: most hours 3\n  Because: by hand" == str(TrainingPlan(most_hours=3))
    assert "most hours 3; coach ann" in str(TrainingPlan(most_hours=3, coach="ann"))


def test_plans_of_ones_own_must_be_decorated() -> None:
    """A plan with fields that nobody would see raises at first construction."""

    class ForgetfulPlan(Plan):
        hours: int = 3

    with pytest.raises(DeclarationError, match="ForgetfulPlan adds hours"):
        ForgetfulPlan()
