"""What marketing plans are made of: points, content, journeys, personas, indicators."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.plans import (
    any_relationships,
    indicators,
    marketing_parts,
    recognitions,
    schemes,
)

import relkit
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.money import Currency, Money
from relkit.plans import (
    CLIENT_JOURNEY,
    CUSTOMER_JOURNEY,
    INDICATORS,
    Content,
    Indicator,
    Journey,
    JourneyStep,
    LoyaltyScheme,
    Offer,
    Plan,
    Recognition,
    Standing,
    Touch,
    rated,
    standard_indicators,
)
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every
from relkit.strategies import Context, Persona
from relkit.testing import journeys
from relkit.traits import STANDARD_TRAITS, TraitProfile

TODAY = dt.date(2025, 9, 1)
ONE = LoyaltyScheme(form="points", percent_back=1)
STEP = JourneyStep(name="trial", stages=("new",))
RATE = INDICATORS["repeat_purchase_rate"]
POINTS = INDICATORS["net_promoter_score"]

BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: Touch(channel="email", about="x", due=TODAY, by=""), "Touch.by must be text"),
    (lambda: Touch(channel="email", about="x", due=TODAY, two_way=1), "Touch.two_way .* bool"),
    (lambda: Content(form=""), "Content.form must be text"),
    (lambda: Content(form="x", topic=3), "Content.topic must be text"),
    (lambda: Content(form="x", every=Every(days=1), trigger="y"), "not both"),
    (lambda: LoyaltyScheme(form="x", percent_back=101), "from 0 to 100"),
    (lambda: LoyaltyScheme(form="x", units_per_point=0), "units_per_point must be"),
    (lambda: ONE.points_for(5), "What was spent must be a value of the class Money"),
    (lambda: ONE.value_of(-1, "USD"), "number of points must be"),
    (lambda: ONE.share_of_margin(0), "The margin must be .* 1 to 100"),
    (lambda: ONE.within(101), "The margin must be .* 0 to 100"),
    (lambda: ONE.within(10, -1), "share of the margin must be"),
    (lambda: Offer(form="x").within(True), "The margin must be"),
    (lambda: Offer(form="x").within(10, 101), "of the margin must be .* 0 to 100"),
    (Recognition, "gives neither"),
    (lambda: Recognition(reserved_hours=-1), "reserved_hours must be"),
    (lambda: JourneyStep(name="x", stages="new"), r"a collection of stages such as \('new',\)"),
    (lambda: JourneyStep(name="x", stages=3), "not 3"),
    (lambda: JourneyStep(name="x", stages=("neww",)), "prospect, new, .* not 'neww'"),
    (lambda: JourneyStep(name="x", least=0), "JourneyStep.least must be"),
    (lambda: Journey(()), "one step or more"),
    (lambda: Journey((STEP, STEP)), "a name of its own"),
    (lambda: Journey([STEP]), "Journey.steps must be a tuple"),
    (
        lambda: Journey((attrs.evolve(STEP, then="trail"),)),
        "leads to no step 'trail'. Did you mean 'trial'",
    ),
    (lambda: CLIENT_JOURNEY.after(STEP), "is no step of this journey: inquiry > proposal"),
    (lambda: CLIENT_JOURNEY.standing("acme"), "class Relationship"),
    (lambda: Standing(at="trial"), "class JourneyStep"),
    (lambda: attrs.evolve(RATE, unit="percent"), "Indicator.unit must be 'share'"),
    (lambda: attrs.evolve(RATE, least_sample=0), "Indicator.least_sample"),
    (lambda: attrs.evolve(RATE, target=1.5), "not 1.5"),
    (lambda: attrs.evolve(RATE, source=""), "Indicator.source"),
    (lambda: attrs.evolve(RATE, target=5, higher_is_better=None), "drop one of the two"),
    (lambda: RATE.value(3, 2), "repeat_purchase_rate counts must be .* from 0 to 2"),
    (lambda: RATE.value(-1, 2), "from 0 to 2"),
    (lambda: POINTS.value(-3, 2), "from -2 to 2"),
    (lambda: RATE.value(1, True), "is over must be"),
    (lambda: rated([RATE], {RATE.name: 3}), "are a pair"),
    (lambda: rated([RATE], {RATE.name: (1, 2, 3)}), "a pair .counted, over., not"),
    (lambda: rated([RATE], {"repeat_rate": (1, 2)}), "no indicator 'repeat_rate'"),
    (lambda: standard_indicators("satisfactoin"), "Did you mean 'satisfaction'"),
    (lambda: Plan(indicators=("satisfaction",)), "each of Plan.indicators .* class Indicator"),
    (lambda: Persona(name=""), "Persona.name must be text"),
    (lambda: Persona(name="x", needs="tax"), "Persona.needs must be a tuple"),
    (lambda: Context(today=TODAY, personas=Persona(name="x")), "Context.personas is a collection"),
    (lambda: Context(today=TODAY, personas=["x"]), r"values of Persona, not \["),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=[message for _, message in BAD])
def test_bad_values_are_refused(make: Callable[[], object], message: str) -> None:
    """A value that cannot be says what was given and what is allowed."""
    with pytest.raises((InvalidValueError, UnknownNameError), match=message):
        make()


READ: list[tuple[object, str]] = [
    (Touch(channel="phone", about="news", due=TODAY, by="owner"), "news by phone from owner 2025"),
    (Touch(channel="chat", about="a", trigger="sale", two_way=True), "a by chat on sale, two-way"),
    (Content(form="how_to", trigger="purchase"), "how to on purchase"),
    (Content(form="talk", topic="tax", audience="heirs"), "talk about tax for heirs"),
    (Recognition(benefits=("early_access",)), "recognition: early access"),
    (Recognition(reserved_hours=2), "recognition: 2 h reserved"),
    (Standing(at=STEP), "trial"),
    (CUSTOMER_JOURNEY, "awareness > consideration > purchase > use > repeat purchase > referral"),
    (INDICATORS["referral_rate"], "referral rate: referrals in a year over active clients, every"),
    (INDICATORS["overdue_share"], "minor units of one currency, at most 10 %, every month"),
    (INDICATORS["days_sales_outstanding"], "at most 30 days, every 3 months"),
    (Persona(name="ann"), "ann"),
    (
        Persona(name="ann", role="heir", preferred_channels=("email",), goals=("peace", "rest")),
        "ann, heir: prefers email; goals peace, rest",
    ),
]


@pytest.mark.parametrize(("part", "text"), READ, ids=[text for _, text in READ])
def test_values_read_as_words(part: object, text: str) -> None:
    """Each value prints as a short phrase."""
    assert text in str(part)


@given(marketing_parts())
def test_values_come_back_from_their_copies_and_from_their_repr(part: Any) -> None:
    """A value equals its copies and what its repr makes, hash included."""
    names = vars(relkit.plans) | vars(relkit.schedules) | {"Persona": Persona}
    names |= {"datetime": dt}
    again = eval(repr(part), names)  # noqa: S307 - its own repr

    assert part == again == pickle.loads(pickle.dumps(part)) == copy.deepcopy(part)
    assert part == attrs.evolve(part)
    assert hash(part) == hash(again)


# ------------------------------------------------------------------ loyalty

AMOUNTS = st.integers(0, 10**9)
CURRENCIES = st.sampled_from(["USD", "JPY", "KWD"]).map(Currency.of)


@given(schemes(), CURRENCIES, AMOUNTS, AMOUNTS)
def test_points_never_give_back_more_than_the_share(
    scheme: LoyaltyScheme, currency: Currency, one: int, other: int
) -> None:
    """Points are worth at most the stated share, whether bought in one part or in two."""
    parts = [Money.from_minor_units(units, currency) for units in (one, other)]
    points = [scheme.points_for(part) for part in parts]
    together = scheme.points_for(parts[0] + parts[1])
    worth = scheme.value_of(together, currency)

    assert sum(points) <= together
    assert 100 * worth.minor_units <= scheme.percent_back * (one + other)
    assert sum(scheme.value_of(each, currency).minor_units for each in points) <= worth.minor_units


@given(schemes(), st.integers(1, 100), st.integers(0, 100))
def test_schemes_are_scaled_to_the_margin(scheme: LoyaltyScheme, margin: int, most: int) -> None:
    """A scaled scheme keeps within its share, gives the most that does, and is never raised."""
    scaled = scheme.within(margin, most)
    back = 0 if scaled is None else scaled.percent_back

    assert 100 * Fraction(back, margin) <= most
    assert back <= scheme.percent_back
    assert back == scheme.percent_back or 100 * (back + 1) > margin * most
    assert scaled is None or scaled == scaled.within(margin, most)
    assert scaled is None or 100 * scaled.share_of_margin(margin) <= most


def test_refunds_and_schemes_without_a_share_earn_nothing() -> None:
    """No points come of money that goes back, nor of a scheme that gives nothing back."""
    nothing = LoyaltyScheme(form="points")

    assert 0 == ONE.points_for(Money(-5, "USD")) == nothing.points_for(Money(5, "USD"))
    assert nothing == nothing.within(0)
    assert 12 == ONE.points_for(Money("12.99", "USD"))
    assert Money("0.12", "USD") == ONE.value_of(12, "USD")


@given(recognitions())
def test_recognition_has_no_points(recognition: Recognition) -> None:
    """Recognition is no scheme of points: nobody can ask it for any."""
    assert not hasattr(recognition, "points_for")


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_offers_leave_a_share_of_the_margin(off: int, margin: int, most: int) -> None:
    """An offer within a margin gives away at most the share of it, and is never raised."""
    scaled = Offer(form="promotion", most_percent_off=off).within(margin, most)

    assert 100 * scaled.most_percent_off <= margin * most
    assert scaled.most_percent_off <= off


# ------------------------------------------------------------------ journeys

PLACES: list[tuple[Relationship, dict[str, tuple[int, int]], str]] = [
    (Customer(party="a", business="b", stage=Stage.PROSPECT), {}, "awareness"),
    (
        Customer(party="a", business="b", stage=Stage.PROSPECT),
        {"involvement": (1, 0)},
        "consideration; next purchase by customer",
    ),
    (Customer(party="a", business="b", stage=Stage.NEW), {}, "purchase; next use by team"),
    (
        Customer(party="a", business="b", stage=Stage.ACTIVE),
        {"tenure": (0, 9)},
        "use; next repeat purchase by customer",
    ),
    (
        Customer(party="a", business="b", stage=Stage.ACTIVE),
        {"tenure": (9, 0)},
        "repeat purchase; next referral by customer",
    ),
    (
        Customer(party="a", business="b", stage=Stage.DORMANT),
        {"tenure": (9, 0)},
        "win back; next repeat purchase by customer",
    ),
    (Client(party="a", business="b", stage=Stage.PROSPECT), {}, "inquiry; next proposal by owner"),
    (
        Client(party="a", business="b", stage=Stage.NEW),
        {"expertise": (2, 0)},
        "onboarding; next collaboration by owner and client",
    ),
    (
        Client(party="a", business="b", stage=Stage.ACTIVE),
        {"loyalty": (1, 0)},
        "renewal; next referral by client",
    ),
    (Client(party="a", business="b", stage=Stage.FORMER), {"loyalty": (1, 0)}, "closing"),
]


@pytest.mark.parametrize(("relationship", "counts", "where"), PLACES, ids=[p[2] for p in PLACES])
def test_where_a_party_stands(
    relationship: Relationship, counts: dict[str, tuple[int, int]], where: str
) -> None:
    """Stage and traits tell the step, and the step who acts next."""
    journey = CLIENT_JOURNEY if isinstance(relationship, Client) else CUSTOMER_JOURNEY
    known = attrs.evolve(relationship, profile=TraitProfile.of(STANDARD_TRAITS, counts))

    assert str(journey.standing(known)).startswith(where)


@given(journeys(), any_relationships())
def test_a_standing_is_shown(journey: Journey, relationship: Relationship) -> None:
    """Who stands somewhere has reached that step and none after it; the next is one of them."""
    standing = journey.standing(relationship)
    reached = [step for step in journey.steps if step.is_reached(relationship)]

    assert (standing is None) == (not reached)
    if standing is not None:
        assert reached[-1] == standing.at
        assert standing.following is None or standing.following in journey.steps
        assert standing.following == journey.after(standing.at)


@pytest.mark.parametrize("journey", [CUSTOMER_JOURNEY, CLIENT_JOURNEY], ids=str)
def test_every_stage_has_its_place(journey: Journey) -> None:
    """Whatever the stage a party stands somewhere; where nobody knows the stage, nowhere."""
    for stage in Stage:
        at_stage = Relationship(party="a", business="b", stage=stage)

        assert journey.standing(at_stage) is not None
    assert journey.standing(Relationship(party="a", business="b")) is None


def test_every_trait_of_a_journey_exists() -> None:
    """The traits that show steps are standard traits."""
    named = {*CUSTOMER_JOURNEY.traits, *CLIENT_JOURNEY.traits}

    assert {"involvement", "tenure", "expertise", "loyalty"} == named
    assert named <= {trait.name for trait in STANDARD_TRAITS}


# ------------------------------------------------------------------ indicators


@given(indicators(), st.integers(0, 100), st.integers(0, 100))
def test_indicators_are_exact_or_silent(indicator: Indicator, counted: int, over: int) -> None:
    """A number is an exact fraction from the least sample on, and none below."""
    number = min(counted, over) if indicator.unit in ("share", "points") else counted
    value = indicator.value(number, over)
    factor = 100 if indicator.unit in ("share", "ratio", "points") else 1

    assert (value is None) == (over < indicator.least_sample)
    assert value is None or value * over == number * factor


def test_what_is_neither_better_nor_worse_has_no_target() -> None:
    """A neutral indicator gives its number and meets nothing (row S70)."""
    neutral = INDICATORS["kind_changes"]

    assert (None, None) == (neutral.higher_is_better, neutral.target)
    assert neutral.is_met(neutral.value(3, 60)) is None
    assert "at least" not in str(neutral)


@pytest.mark.parametrize("name", INDICATORS)
def test_standard_indicators_say_it_all(name: str) -> None:
    """Every standard indicator has its name, its source, and a reason for what is judged."""
    indicator = INDICATORS[name]
    is_judged = indicator.target not in (None, 30) or indicator.least_sample not in (1, 30)

    assert name == indicator.name
    assert not is_judged or "[judgment]" in indicator.source
    assert (indicator,) == standard_indicators(name)


@pytest.mark.parametrize(
    ("name", "value", "is_met"),
    [
        ("overdue_share", 10, True),
        ("overdue_share", Fraction(21, 2), False),
        ("paid_on_time", 90, True),
        ("paid_on_time", Fraction(179, 2), False),
        ("paid_on_time", None, None),
        ("referral_rate", Fraction(1, 2), None),
    ],
)
def test_targets(name: str, value: Fraction | int | None, is_met: bool | None) -> None:
    """A target is met from it on, or up to it; without number or target nobody knows."""
    assert is_met is INDICATORS[name].is_met(value)


def test_only_what_was_counted_is_rated() -> None:
    """Indicators without counts are left out, and the others stand in their own order."""
    chosen = standard_indicators("net_promoter_score", "satisfaction", "overdue_share")
    found = rated(chosen, {"satisfaction": (27, 30), "net_promoter_score": (-3, 30)})

    assert [("net_promoter_score", Fraction(-10)), ("satisfaction", Fraction(90))] == [
        *found.items()
    ]


def test_indicators_stand_beside_what_a_plan_says() -> None:
    """A plan's indicators belong to its value, and are not printed with what it says."""
    measured = Plan(indicators=standard_indicators("satisfaction"))

    assert Plan() != measured
    assert "Plan\n  Because: by hand" == str(measured)
