"""Strategies for contexts, relationships, strategies, predicates and playbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import attrs
from hypothesis import strategies as st

from relkit.money import Money
from relkit.plans import (
    INDICATORS,
    Content,
    Indicator,
    IndicatorUnit,
    LoyaltyScheme,
    MarketingPlan,
    Plan,
    Recognition,
    Touch,
)
from relkit.playbook import Playbook
from relkit.relationships import Client, Customer, Relationship, Stage, kind
from relkit.schedules import Every
from relkit.strategies import (
    ALWAYS,
    NEVER,
    NOTHING,
    ClientMarketing,
    ClientService,
    Context,
    CustomerMarketing,
    CustomerService,
    Persona,
    PlainMarketing,
    PlainService,
    PointOfSale,
    Predicate,
    Retainer,
    SingleInvoice,
    Strategy,
    adjust,
    fallback,
    first_of,
    from_function,
    has_datum,
    in_line,
    in_stage,
    is_a,
    is_party_type,
    only,
    trait,
    when,
)
from relkit.testing import journeys
from relkit.traits import STANDARD_TRAITS, TraitProfile

CHANNELS = ("email", "phone", "in_person", "event", "letter", "search", "online", "in_store")
LINES = ("advice", "goods")
SEASONS = ("winter", "summer")
TRAITS = tuple(each.name for each in STANDARD_TRAITS)
TOPICS = ("tax", "wills", "cash_flow", "growth", "peace", "recipes")
FORMS = ("workshop", "webinar", "advice_note", "how_to")


@kind
class Patient(Client):
    """A kind of its own below `Client`."""

    mrn: str = ""


@kind
class Member(Relationship):
    """A kind of its own beside the two."""


class Regular(Customer):
    """A kind that nobody declared: it only has another name."""


KINDS = (Relationship, Customer, Client, Patient, Member, Regular)
DEFAULTS: dict[type[Relationship], tuple[Strategy[Any, Any], ...]] = {
    Relationship: (PlainMarketing(), PlainService(), SingleInvoice()),
    Customer: (CustomerMarketing(), CustomerService(), PointOfSale()),
    Client: (ClientMarketing(), ClientService(), Retainer()),
}
AREAS = ("marketing", "service", "payment")


def days() -> st.SearchStrategy[date]:
    """Days of the whole calendar."""
    return st.dates() | st.dates(date(2020, 1, 1), date(2030, 12, 31))


def _some(words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), max_size=3).map(tuple)


def personas() -> st.SearchStrategy[Persona]:
    """Personas with and without a role, who prefer channels that nobody offers, too."""
    return st.builds(
        Persona,
        name=st.sampled_from(["dana", "thrifty student"]),
        role=st.none() | st.sampled_from(["treasurer", "founder"]),
        needs=_some(TOPICS),
        pain_points=_some(TOPICS),
        goals=_some(TOPICS),
        preferred_channels=_some((*CHANNELS, "text", "portal")),
        preferred_topics=_some(TOPICS),
        preferred_forms=_some(FORMS),
    )


def rhythms() -> st.SearchStrategy[Every]:
    """Rhythms of some days or months."""
    return st.integers(1, 400).map(lambda n: Every(days=n)) | st.integers(1, 24).map(
        lambda n: Every(months=n)
    )


def touches() -> st.SearchStrategy[Touch]:
    """Contacts of every sort: who, what, when, which way."""
    times = days().map(lambda day: {"due": day}) | st.sampled_from(["sale", "order"]).map(
        lambda occasion: {"trigger": occasion}
    )
    return st.builds(
        lambda when_, **fields: Touch(**when_, **fields),
        times,
        channel=st.sampled_from((*CHANNELS, "as_asked")),
        about=st.sampled_from(TOPICS),
        by=st.sampled_from(["team", "owner", "harper"]),
        two_way=st.booleans(),
    )


def content() -> st.SearchStrategy[Content]:
    """Content with and without a topic, an audience, a rhythm or an occasion."""
    times = (
        st.just({})
        | rhythms().map(lambda every: {"every": every})
        | st.just({"trigger": "purchase"})
    )
    return st.builds(
        lambda when_, **fields: Content(**when_, **fields),
        times,
        form=st.sampled_from(FORMS),
        topic=st.none() | st.sampled_from(TOPICS),
        audience=st.none() | st.sampled_from(["treasurer", "dana"]),
    )


def schemes() -> st.SearchStrategy[LoyaltyScheme]:
    """Schemes of points, those that give back nothing or everything among them."""
    return st.builds(
        LoyaltyScheme,
        form=st.sampled_from(["points", "stamp_card"]),
        percent_back=st.integers(0, 100),
        units_per_point=st.integers(1, 50),
    )


def recognitions() -> st.SearchStrategy[Recognition]:
    """Recognition that gives at least something."""
    return st.builds(
        Recognition,
        benefits=_some(("priority", "early_access")),
        reserved_hours=st.integers(1, 9),
    )


def indicators() -> st.SearchStrategy[Indicator]:
    """Indicators in every unit: the standard ones, and others."""
    return st.sampled_from(tuple(INDICATORS.values())) | st.builds(
        Indicator,
        name=st.sampled_from(TOPICS),
        counted=st.just("these"),
        over=st.just("those"),
        unit=st.sampled_from(get_args(IndicatorUnit)),
        target=st.none() | st.integers(-100, 200),
        higher_is_better=st.booleans(),
        every=rhythms(),
        least_sample=st.integers(1, 40),
        source=st.just("this test"),
    )


def marketing_parts() -> st.SearchStrategy[object]:
    """The values that marketing plans are made of, and that marketing strategies read."""
    return (
        personas() | touches() | content() | schemes() | recognitions() | journeys() | indicators()
    )


def contexts(**fixed: object) -> st.SearchStrategy[Context]:
    """Contexts of every kind; what is given stays as given."""
    made: dict[str, st.SearchStrategy[Any]] = {
        "today": days(),
        "holidays": st.frozensets(days(), max_size=4),
        "consent": st.frozensets(st.sampled_from(CHANNELS)),
        "capacity_hours": st.none() | st.integers(0, 100),
        "price": st.none() | st.integers(0, 10**9).map(lambda n: Money.from_minor_units(n, "USD")),
        "has_written_agreement": st.booleans(),
        "open_complaint": st.booleans(),
        "personas": st.lists(personas(), max_size=3),
        "data": st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)
        | st.fixed_dictionaries({"season": st.sampled_from([*SEASONS, "fall", 3])}),
    }
    return st.builds(Context, **(made | {name: st.just(value) for name, value in fixed.items()}))


def profiles() -> st.SearchStrategy[TraitProfile]:
    """Profiles of the standard traits, most of them unknown."""
    counts = st.tuples(st.integers(0, 40), st.integers(0, 40))
    return st.dictionaries(st.sampled_from(TRAITS), counts, max_size=6).map(
        lambda known: TraitProfile.of(STANDARD_TRAITS, known)
    )


def relationships(of: type[Relationship] = Relationship) -> st.SearchStrategy[Relationship]:
    """Relationships of a kind, by hand or assessed, at any stage and any time."""
    return st.builds(
        of,
        party=st.text(max_size=3) | st.integers(),
        business=st.text(max_size=3),
        line=st.none() | st.sampled_from(LINES),
        stage=st.none() | st.sampled_from(Stage),
        profile=st.none() | profiles(),
        since=st.none() | days(),
        last_engaged=st.none() | days(),
        period_days=st.none() | st.integers(1, 3660),
        party_type=st.sampled_from([None, "person", "organization"]),
    )


def any_relationships() -> st.SearchStrategy[Relationship]:
    """Relationships of any kind, those of users' own among them."""
    return st.sampled_from(KINDS).flatmap(relationships)


def predicates() -> st.SearchStrategy[Predicate]:
    """Predicates about kind, stage and traits, and their combinations."""
    shares = st.integers(0, 100).map(lambda n: n / 100)
    leaves = (
        st.sampled_from([ALWAYS, NEVER])
        | st.sampled_from(KINDS).map(is_a)
        | st.lists(st.sampled_from(Stage), min_size=1).map(lambda stages: in_stage(*stages))
        | st.sampled_from(["person", "organization"]).map(is_party_type)
        | st.lists(st.sampled_from(LINES), min_size=1).map(lambda lines: in_line(*lines))
        | st.lists(st.sampled_from(SEASONS), min_size=1).map(lambda s: has_datum("season", *s))
        | st.builds(lambda name, share: trait(name) >= share, st.sampled_from(TRAITS), shares)
        | st.builds(lambda name, share: trait(name) < share, st.sampled_from(TRAITS), shares)
        | st.builds(
            lambda name, n: trait(name).support > n, st.sampled_from(TRAITS), st.integers(0, 9)
        )
    )
    return st.recursive(
        leaves,
        lambda parts: (
            st.builds(lambda a, b: a & b, parts, parts)
            | st.builds(lambda a, b: a | b, parts, parts)
            | parts.map(lambda part: ~part)
        ),
        max_leaves=4,
    )


def reach_nobody(plan: MarketingPlan) -> MarketingPlan:
    """Take every outbound contact out of a plan."""
    return attrs.evolve(plan, aim="silence", touches=(), channels=())


def ask_nothing(plan: MarketingPlan) -> MarketingPlan:
    """Take the questions out of a plan."""
    return attrs.evolve(plan, success_story=None, referral=None)


def write_to_all(plan: MarketingPlan) -> MarketingPlan:
    """Write to everybody, asked or not."""
    return attrs.evolve(plan, channels=("email",))


def adjustments() -> st.SearchStrategy[Callable[[Any], Any]]:
    """Functions from marketing plans to marketing plans that keep the laws."""
    return st.sampled_from([reach_nobody, ask_nothing])


def sparse(relationship: Relationship, context: Context) -> MarketingPlan | None:
    """Give a plan for those who agreed to email, as a function."""
    return MarketingPlan(aim="sparse") if "email" in context.consent else None


def compositions() -> st.SearchStrategy[Strategy[Relationship, Any]]:
    """Marketing strategies for every relationship, composed in every way."""
    leaves: st.SearchStrategy[Strategy[Relationship, Any]] = st.sampled_from(
        [
            NOTHING,
            PlainMarketing(),
            only(CustomerMarketing(), Customer),
            only(ClientMarketing(contacts_per_period=2), Client),
            from_function(sparse, gives=MarketingPlan),
        ]
    )
    return st.recursive(
        leaves,
        lambda parts: (
            st.builds(first_of, parts, parts)
            | st.builds(when, parts, predicates())
            | st.builds(adjust, parts, adjustments())
            | st.builds(fallback, parts, st.just(MarketingPlan(aim="fallback")))
            | st.builds(only, parts, st.sampled_from(KINDS))
        ),
        max_leaves=5,
    )


def entries() -> st.SearchStrategy[list[tuple[type[Relationship], str, Strategy[Any, Any]]]]:
    """Entries of playbooks, no two for the same kind and area."""

    def suited(of: type[Relationship], area: str) -> Strategy[Any, Any]:
        owner = next(cls for cls in of.__mro__ if cls in DEFAULTS)
        return DEFAULTS[owner][AREAS.index(area)]

    cells = st.tuples(st.sampled_from(KINDS), st.sampled_from(AREAS))
    return st.lists(cells, unique=True).map(
        lambda chosen: [(of, area, suited(of, area)) for of, area in chosen]
    )


def playbooks() -> st.SearchStrategy[Playbook]:
    """Playbooks with some kinds and areas, and with gaps."""
    return entries().map(Playbook)


def default_strategies() -> st.SearchStrategy[tuple[type[Relationship], Strategy[Any, Any]]]:
    """The default strategies, each with the kind that it is for."""
    return st.sampled_from([(of, each) for of, given in DEFAULTS.items() for each in given])


def plans_equal(one: Plan | None, other: Plan | None) -> bool:
    """Whether two plans say the same for the same reason."""
    return one == other and (one is None or other is None or one.because == other.because)
