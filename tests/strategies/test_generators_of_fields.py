"""Users' subclasses are drawn by their fields: by hand, as relkit knows them, or by annotation."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

import attrs
import pytest
from attrs import validators as v
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from relkit import Client, Engagement, Money, Plan, Relationship, Trait, kind, strategy
from relkit.errors import (
    DeclarationError,
    InvalidValueError,
    RelkitWarning,
    UnknownNameError,
)
from relkit.measures import count, event
from relkit.money import Currency
from relkit.plans import PaymentPlan, Step, Surcharge, Touch
from relkit.strategies import Context, PaymentStrategy, Retainer, Strategy
from relkit.testing import (
    books,
    contexts,
    events,
    evidences,
    instances,
    logs,
    moneys,
    plan_strategies,
    plans,
    playbooks,
    profiles,
    relationships,
    schedules,
    scorecards,
    statements,
)
from relkit.testing._strategies.traits import _trait

FEW = max(3, settings().max_examples // 8)  # where one example draws very much


class Opaque:
    """Something that no annotation tells how to make."""

    def __init__(self, what) -> None:
        """Take something."""
        self.what = what


@kind
class Patient(Client):
    """A kind with a field of every sort that an annotation can ask for."""

    mrn: str
    age: int = attrs.field(validator=[v.ge(18), v.lt(120)])
    weight: Decimal = attrs.field(validator=v.gt(0))
    share: Fraction | None = attrs.field(
        default=None, validator=v.optional(v.and_(v.gt(0), v.le(1)))
    )
    ratio: float = attrs.field(default=0.5, validator=[v.gt(0), v.lt(1)])
    born: date = attrs.field(default=date(2000, 1, 1), validator=v.ge(date(1900, 1, 1)))
    left: date | None = attrs.field(default=None, validator=v.optional(v.le(date(2050, 1, 1))))
    ward: str = attrs.field(default="a", validator=v.in_(("a", "b")))
    code: str = attrs.field(default="A1", validator=v.matches_re(r"[A-Z]\d"))
    notes: str = attrs.field(default="xx", validator=v.min_len(2))
    short: str = attrs.field(default="", validator=v.max_len(2))
    visits: tuple[Engagement, ...] = attrs.field(default=(), validator=v.max_len(1))
    pair: tuple[int, str] = (0, "")
    tags: frozenset[str] = frozenset()
    rest: AbstractSet[int] = frozenset()
    dues: Mapping[str, Money] = attrs.field(factory=dict, hash=False)
    rooms: list[int] = attrs.field(factory=lambda: [1, 2], validator=v.min_len(2), hash=False)
    seen: set[int] = attrs.field(factory=set, hash=False)
    order: Sequence[str] | Iterable[int] = ()
    mood: Literal["good", "bad"] = "good"
    anything: object = None
    either: int | str | None = None
    guardian: Relationship | None = None
    generic: type[int] = int
    even: int = attrs.field(default=0)
    upper: str = attrs.field(default="", validator=v.instance_of(str))

    @even.validator
    def _check_even(self, _attribute: object, value: int) -> None:
        if value % 2:
            msg = "odd"
            raise ValueError(msg)

    @upper.validator
    def _check_upper(self, _attribute: object, value: str) -> None:
        if self.mood == "bad" and len(value) > 3:
            msg = "too long for a bad mood"
            raise ValueError(msg)


class Workout(Engagement):
    """An event type with fields of its own."""

    coach: str | None = None
    minutes: int | None = None
    group: bool | None = None
    place: object = None


@attrs.frozen(kw_only=True)
class OnboardingPlan(Plan):
    """A plan for an area of one's own."""

    steps: tuple[Step, ...]
    price: Money


@strategy
class Travel(PaymentStrategy[Client]):
    """A payment strategy with a field of its own."""

    model: ClassVar[Any] = "flat_fee"
    distance: int = 1


@strategy
class Onboarding(Strategy[Client, OnboardingPlan]):
    """A strategy for an area of one's own."""

    price: Money

    def plan(self, relationship: Client, context: Context) -> OnboardingPlan | None:
        """Give a plan for every client, whatever the day."""
        del relationship, context
        return OnboardingPlan(steps=(), price=self.price)


@given(relationships(Patient))
def test_fields_are_drawn_by_annotation_and_validator(patient: Patient) -> None:
    """A user's kind is drawn by its own fields, within the bounds of its validators."""
    assert type(patient) is Patient
    assert 18 <= patient.age < 120
    assert patient.share is None or 0 < patient.share <= 1
    assert isinstance(patient.dues, Mapping)
    assert len(patient.visits) <= 1


@given(events(Workout, on=st.just(date(2025, 1, 7))))
def test_events_of_ones_own(event: Workout) -> None:
    """A user's event has the day that was given, and whole numbers from 0 up."""
    assert type(event) is Workout
    assert date(2025, 1, 7) == event.on
    assert event.minutes is None or event.minutes >= 0


@given(plans(OnboardingPlan), plan_strategies(Travel), plan_strategies(Onboarding), contexts())
def test_plans_and_strategies_of_ones_own(
    plan: OnboardingPlan, travel: Travel, onboarding: Onboarding, context: Context
) -> None:
    """A user's plan and strategy are drawn by their fields, with prices of at least zero."""
    acme = Client(party="acme", business="studio")

    assert plan.price.minor_units >= 0
    assert travel.distance >= 1
    assert onboarding.propose(acme, context) == OnboardingPlan(steps=(), price=onboarding.price)


def test_defaults_and_others_are_drawn() -> None:
    """A field's default is among what is drawn, and it is not all."""
    seen: dict[str, set[object]] = {"ratio": set(), "left": set(), "mood": set(), "either": set()}

    @settings(max_examples=100, derandomize=True)
    @given(relationships(Patient))
    def look(patient: Patient) -> None:
        for name, values in seen.items():
            values.add(getattr(patient, name))

    look()

    for name, values in seen.items():
        assert getattr(attrs.fields(Patient), name).default in values
        assert len(values) > 1


def test_a_field_by_hand() -> None:
    """What is given by hand is what is drawn."""
    found = find(relationships(Patient, mrn=st.just("A1")), lambda _: True)

    assert "A1" == found.mrn


def test_a_misspelled_field_is_named() -> None:
    """A name that is no field is refused with the closest one."""
    with pytest.raises(UnknownNameError, match=r"Patient has no field 'mnr'.*mrn"):
        relationships(Patient, mnr=st.just("A1"))


def test_a_value_is_no_strategy() -> None:
    """A plain value instead of a strategy is refused with the way to write it."""
    with pytest.raises(InvalidValueError, match=r"mrn=st.just\('A1'\)"):
        relationships(Patient, mrn="A1")  # type: ignore[arg-type]  # refused


@kind
class Unresolved(Client):
    """A kind with an annotation that means nothing here."""

    what: Nowhere  # type: ignore[name-defined]  # noqa: F821 - on purpose


@kind
class Strange(Client):
    """A kind with a field that cannot be made."""

    what: Opaque


@pytest.mark.parametrize("of", [Unresolved, Strange])
def test_a_field_that_cannot_be_drawn_is_named(of: type[Client]) -> None:
    """A field whose annotation tells no strategy is named, with the way to give one."""
    with pytest.raises(InvalidValueError, match=rf"{of.__name__}.what, .* what=st"):
        relationships(of)


@pytest.mark.parametrize(
    ("annotation", "module"),
    [
        ("Anything", "no.such.module"),
        ("date.missing", __name__),
        ("a word", __name__),
        ("1", __name__),
    ],
)
def test_an_annotation_that_cannot_be_read_is_named(annotation: str, module: str) -> None:
    """A class of a module that is gone, and one annotated with no type, are refused by name."""
    body = {"__annotations__": {"what": annotation}, "__module__": module}
    of = kind(type("Lost", (Client,), body))

    with pytest.raises(InvalidValueError, match=r"Lost\.what, .* what=st"):
        relationships(of)


def test_a_module_that_is_gone_does_not_matter_to_plain_annotations() -> None:
    """A class that was loaded by hand, outside of all modules, is drawn as any other."""
    body = {"__annotations__": {"beds": "int"}, "__module__": "no.such.module"}
    of = kind(type("Lodger", (Client,), body))

    assert find(relationships(of, beds=st.just(3)), lambda _: True).beds == 3
    assert isinstance(find(relationships(of), lambda _: True).beds, int)


def test_what_is_drawn_by_hand_needs_no_annotation() -> None:
    """A field that cannot be drawn can be given."""
    found = find(relationships(Strange, what=st.builds(Opaque, st.none())), lambda _: True)

    assert found.what.what is None


@kind
class Refusing(Client):
    """A kind that refuses everything."""

    def __attrs_post_init__(self) -> None:
        """Refuse."""
        msg = "nothing will do"
        raise ValueError(msg)


def test_a_class_that_refuses_everything_says_so() -> None:
    """Where a class takes none of the values drawn for it, a warning says why."""

    @settings(suppress_health_check=list(HealthCheck))
    @given(relationships(Refusing))
    def never(_: Refusing) -> None:
        pytest.fail("nothing can be drawn")

    with (
        pytest.warns(RelkitWarning, match=r"Refusing refused all .* nothing will do"),
        pytest.raises(Unsatisfiable),
    ):
        never()


class Careless(Client):
    """A kind that forgot its decorator."""

    mrn: str = ""


def test_a_slip_in_a_declaration_is_told() -> None:
    """A class that is not declared as it should be is told so when it is drawn."""
    with pytest.raises(DeclarationError, match="mrn"):
        find(relationships(Careless), lambda _: True)


@pytest.mark.parametrize("of", [int, Opaque, "Client", None])
def test_what_is_no_class_of_relkit_is_refused(of: object) -> None:
    """A class that relkit does not know, or no class at all, is refused."""
    with pytest.raises(InvalidValueError, match="class"):
        instances(of)  # type: ignore[type-var]  # refused


def test_what_is_drawn_as_a_whole_takes_no_fields() -> None:
    """A class that is drawn as a whole takes no strategies for its fields."""
    with pytest.raises(InvalidValueError, match="as a whole"):
        instances(Trait, name=st.just("x"))


@given(instances(Touch, trigger=st.just("purchase")), instances(Surcharge, label=st.just("rush")))
def test_a_field_that_excludes_another(touch: Touch, surcharge: Surcharge) -> None:
    """Where one of two fields is given, the other keeps its default."""
    assert ("purchase", None) == (touch.trigger, touch.due)
    assert (surcharge.percent is None) != (surcharge.amount is None)


@given(instances(PaymentPlan, model=st.just("hourly")))
def test_a_field_of_several_that_need_each_other(plan: PaymentPlan) -> None:
    """A field that is given by hand stays as given, with the defaults of what goes with it."""
    assert ("hourly", False) == (plan.model, plan.needs_written_agreement)


@settings(max_examples=FEW)
@given(st.data())
def test_narrowed_strategies(data: st.DataObject) -> None:
    """Strategies keep the bounds that they are given."""
    client = data.draw(relationships(Client))
    card = data.draw(scorecards())
    evidence = data.draw(evidences(layout=card.layout))
    said = data.draw(statements("planning", on=st.just(date(2025, 1, 7))))
    traits = tuple(card.traits)

    assert isinstance(client, Client)
    assert card.layout == evidence.layout
    assert ("planning", date(2025, 1, 7)) == (said.trait, said.on)
    assert traits == data.draw(profiles(traits)).traits
    assert () == data.draw(profiles(())).traits
    assert len(data.draw(logs(events(), max_size=2))) <= 2
    assert set(data.draw(playbooks((Patient,))).kinds) <= {Patient}
    assert data.draw(moneys(Currency.of("USD"))).currency.code == "USD"
    assert not data.draw(books(keep_events=False)).keep_events


@attrs.frozen(kw_only=True)
class Bare(Plan):
    """A plan with a field that has no annotation."""

    what = attrs.field()


@kind
class Member(Relationship):
    """A kind beside the two."""


@settings(max_examples=FEW)
@given(st.data())
def test_ways_that_are_seldom_taken(data: st.DataObject) -> None:
    """What other tests draw only now and then is drawn for sure."""
    plain = data.draw(schedules(plain=True))
    card = data.draw(scorecards((Member, Client)))
    bought, signed = count("bought", event("purchase")), count("signed", event("agreement"))
    harmless = _trait("both ways", signed - bought, bought - signed, 1, 1)

    assert plain.anchor_day is None
    assert {Member, Client} == set(card.kinds)
    assert isinstance(data.draw(instances(Bare)).what, Hashable)
    assert ("both ways", 1) == (harmless.name, harmless.kappa)
    assert signed not in (harmless.pro, harmless.con)


@given(plan_strategies(Retainer), relationships(Client), contexts())
def test_strategies_give_plans(retainer: Retainer, client: Client, context: Context) -> None:
    """What is drawn works together: a strategy, a relationship and a context give a plan."""
    assert retainer.propose(client, context) is not None
