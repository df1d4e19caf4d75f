"""Playbooks: dispatch, laws S6 to S8, S11, S14, and what they say of themselves."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.plans import (
    AREAS,
    KINDS,
    Member,
    Patient,
    any_relationships,
    contexts,
    entries,
    plans_equal,
    playbooks,
)

from relkit import Context, Playbook, Treatment, default_playbook
from relkit.errors import InvalidValueError, MissingStrategyError, WrongRelationshipError
from relkit.plans import MarketingPlan, Plan, ServicePlan
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.strategies import (
    NOTHING,
    ClientMarketing,
    ClientService,
    CustomerMarketing,
    PlainMarketing,
    PlainService,
    Retainer,
    from_function,
    in_stage,
    trait,
)

TODAY = Context(today=date(2025, 9, 1))
ACME = Client(party="acme", business="harper-law", stage=Stage.ACTIVE)
ANN = Customer(party="ann", business="shop")
POOLED = ServicePlan(tier="pooled")


@attrs.frozen(kw_only=True)
class OnboardingPlan(Plan):
    """A plan of an area of a user's own."""

    days: int


def onboard(relationship: Relationship, context: Context) -> OnboardingPlan | None:
    """Take new parties on board within a week."""
    return OnboardingPlan(days=7) if relationship.stage == Stage.NEW else None


def has_strategy(playbook: Playbook, area: str, kind: type[Relationship]) -> bool:
    """Whether asking for a plan works."""
    try:
        playbook.plan(area, kind(party="a", business="b"), TODAY)
    except MissingStrategyError:
        return False
    return True


@settings(deadline=None)
@given(playbooks(), st.sampled_from(KINDS), st.sampled_from(AREAS))
def test_s06_most_specific_wins(playbook: Playbook, kind: type[Relationship], area: str) -> None:
    """S6: the strategy for a kind is that of the first class in its ``__mro__`` with an entry."""
    table = {(of, where): each for of, where, each in playbook.entries}
    expected = next((table[cls, area] for cls in kind.__mro__ if (cls, area) in table), None)

    if expected is None:
        with pytest.raises(MissingStrategyError, match=f"No strategy serves {kind.__name__}"):
            playbook.strategy(area, kind)
    else:
        assert expected is playbook.strategy(area, kind) is playbook.strategy(area, kind)


@settings(deadline=None)
@given(entries(), st.data())
def test_s07_order_is_irrelevant(given_: list[Any], data: st.DataObject) -> None:
    """S7: playbooks of the same entries are equal in any order, hash and areas included."""
    one, other = Playbook(given_), Playbook(data.draw(st.permutations(given_)))

    assert one == other
    assert hash(one) == hash(other)
    assert one.areas == other.areas


def test_s07_duplicates_raise() -> None:
    """S7: two strategies for one kind and area are refused; ``on`` replaces on purpose."""
    twice = [(Client, "service", ClientService()), (Client, "service", PlainService())]
    playbook = Playbook(twice[:1]).on(Client, service=PlainService())

    with pytest.raises(InvalidValueError, match="Two strategies for Client in the area 'service'"):
        Playbook(twice)
    assert Playbook(twice[1:]) == playbook


@settings(deadline=None)
@given(playbooks(), entries(), any_relationships(), contexts())
def test_s08_other_kinds_are_untouched(
    playbook: Playbook, given_: list[Any], relationship: Relationship, context: Context
) -> None:
    """S8: an entry for a kind changes nothing for relationships that are not of it."""
    more = [row for row in given_ if not isinstance(relationship, row[0])]
    grown = Playbook(more) | playbook

    for area in playbook.areas:
        if has_strategy(playbook, area, type(relationship)):
            before = playbook.plan(area, relationship, context)

            assert plans_equal(before, grown.plan(area, relationship, context))


@settings(deadline=None)
@given(playbooks(), any_relationships(), contexts())
def test_s09_new_kinds_get_their_parents_plan(
    playbook: Playbook, relationship: Relationship, context: Context
) -> None:
    """S9: a kind that nobody declared and no playbook knows is treated as its parent."""
    parent = type(relationship)
    new = type("Newcomer", (parent,), {})
    fields = {f.name: getattr(relationship, f.name) for f in attrs.fields(parent)}

    for area in playbook.areas:
        assert has_strategy(playbook, area, parent) == has_strategy(playbook, area, new)
        if has_strategy(playbook, area, parent):
            expected = playbook.plan(area, relationship, context)

            assert expected == playbook.plan(area, new(**fields), context)


@settings(deadline=None)
@given(playbooks())
def test_s11_gaps(playbook: Playbook) -> None:
    """S11: ``gaps`` names exactly the kinds and areas for which asking raises."""
    expected = tuple(
        (kind, area)
        for kind in KINDS
        for area in playbook.areas
        if not has_strategy(playbook, area, kind)
    )

    assert expected == playbook.gaps(KINDS)


@settings(deadline=None)
@given(any_relationships(), contexts())
def test_s11_the_default_is_total(relationship: Relationship, context: Context) -> None:
    """S11: the default playbook has no gap and gives each relationship a plan in every area."""
    treatment = default_playbook().treat(relationship, context)

    assert () == default_playbook().gaps(KINDS)
    assert AREAS == treatment.areas
    assert 3 == len(treatment)


@settings(deadline=None)
@given(playbooks(), playbooks(), playbooks())
def test_s14_merge(a: Playbook, b: Playbook, c: Playbook) -> None:
    """S14: merging is associative, idempotent and left-biased, with the empty playbook neutral."""
    left = {(kind, area): each for kind, area, each in a.entries}
    merged = {(kind, area): each for kind, area, each in (a | b).entries}

    assert (a | b) | c == a | (b | c)
    assert a | a == a == a | Playbook() == Playbook() | a
    assert left.items() <= merged.items()


@settings(deadline=None)
@given(playbooks())
def test_playbooks_are_values(playbook: Playbook) -> None:
    """What was looked up is no part of a playbook: copies are equal, and find the same."""
    for kind, area, _ in playbook.entries:
        playbook.strategy(area, kind)
    again = pickle.loads(pickle.dumps(playbook))

    assert playbook == again == copy.deepcopy(playbook) == Playbook(playbook.entries)
    assert hash(playbook) == hash(again)
    assert playbook != "playbook"
    assert str(playbook) == str(again)


def test_the_repr_is_an_expression() -> None:
    """A playbook's repr makes an equal one."""
    playbook = Playbook().on(Client, service=NOTHING).on(Customer, onboarding=onboard)
    names = {"Playbook": Playbook, "Client": Client, "Customer": Customer, "NOTHING": NOTHING}
    names |= {"from_function": from_function, "onboard": onboard, "Plan": Plan}

    assert playbook == eval(repr(playbook), names)  # noqa: S307 - its own repr


@settings(deadline=None)
@given(playbooks(), any_relationships(), contexts())
def test_a_treatment_holds_the_plans_of_all_areas(
    playbook: Playbook, relationship: Relationship, context: Context
) -> None:
    """A treatment has the plan of every area that serves the kind, and none is an error."""
    served = [a for a in playbook.areas if has_strategy(playbook, a, type(relationship))]
    if not served:
        with pytest.raises(MissingStrategyError, match="The playbook serves"):
            playbook.treat(relationship, context)
        return
    treatment = playbook.treat(relationship, context)

    assert tuple(served) == treatment.areas
    assert relationship.label == treatment.kind
    for area in served:
        assert plans_equal(playbook.plan(area, relationship, context), treatment[area])


def test_s19_threads_share_a_playbook() -> None:
    """S19: threads that ask a fresh playbook at once get equal treatments."""
    fresh = Playbook(default_playbook().entries)

    with ThreadPoolExecutor(4) as pool:
        treatments = list(pool.map(lambda _: fresh.treat(ACME, TODAY), range(16)))

    assert [default_playbook().treat(ACME, TODAY)] * 16 == treatments


def test_an_area_of_ones_own() -> None:
    """Areas of a user's own are named by keyword, and read by name."""
    playbook = default_playbook().on(Client, onboarding=onboard)
    new = attrs.evolve(ACME, stage=Stage.NEW)
    treatment = playbook.treat(new, TODAY)

    assert (*AREAS, "onboarding") == playbook.areas == treatment.areas
    assert OnboardingPlan(days=7) == treatment["onboarding"]
    assert "onboard" == (treatment["onboarding"] or POOLED).strategy
    assert AREAS == playbook.treat(ANN, TODAY).areas


def test_a_strategy_may_not_be_applicable() -> None:
    """Where a strategy is not applicable the area is there without a plan."""
    treatment = (
        default_playbook().on(Client, onboarding=onboard, service=NOTHING).treat(ACME, TODAY)
    )

    assert treatment["onboarding"] is None
    assert treatment.service is None
    assert ["MarketingPlan", "PaymentPlan"] == [type(plan).__name__ for plan in treatment]
    assert "Service: nothing\nOnboarding: nothing" in str(treatment)


def test_attributes_of_a_treatment() -> None:
    """The standard areas are attributes; a missing one says which strategy is missing."""
    whole = default_playbook().treat(ACME, TODAY)
    part = Playbook().on(Relationship, service=PlainService()).treat(ACME, TODAY)

    assert (whole["marketing"], whole["service"], whole["payment"]) == (
        whole.marketing,
        whole.service,
        whole.payment,
    )
    assert "Treatment (client, active)\nMarketing:" in str(whole)
    assert str(part).startswith("Treatment (client, active)\nService:")
    with pytest.raises(MissingStrategyError, match="the client in the area 'marketing'"):
        _ = part.marketing
    with pytest.raises(MissingStrategyError, match="Did you mean 'service'"):
        part["sevice"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "", "plans": ()}, "Treatment.kind must be text"),
        ({"kind": "client", "plans": [("service", POOLED)]}, "pairs"),
        ({"kind": "client", "plans": ("service",)}, "pairs"),
        ({"kind": "client", "plans": (("service", POOLED, 1),)}, "are pairs .area, plan or None"),
        ({"kind": "client", "plans": ((1, POOLED),)}, "treatment are pairs"),
        ({"kind": "client", "plans": (("payment", POOLED),)}, "'payment' holds a PaymentPlan"),
        ({"kind": "client", "plans": (("x", "plan"),)}, "'x' holds a Plan"),
        ({"kind": "client", "plans": (("x", None), ("x", None))}, "these repeat: x and x"),
    ],
    ids=str,
)
def test_treatments_that_cannot_be(fields: dict[str, Any], message: str) -> None:
    """A treatment has one plan of the right class for each area."""
    with pytest.raises(InvalidValueError, match=message):
        Treatment(**fields)


@pytest.mark.parametrize(
    ("error", "kind", "areas", "message"),
    [
        (WrongRelationshipError, Customer, {"payment": Retainer()}, "Retainer serves Client, not"),
        (InvalidValueError, Client, {}, "at least one area"),
        (InvalidValueError, Client, {"payment": ClientService()}, "give a PaymentPlan; ClientS"),
        (InvalidValueError, Client, {"service": ClientService}, r"write ClientService\(\.\.\.\)"),
        (InvalidValueError, Client, {"service": "pooled"}, "or a function, not 'pooled'"),
        (InvalidValueError, int, {"service": PlainService()}, "kinds such as Client, not for"),
        (InvalidValueError, ACME, {"service": PlainService()}, "kinds such as Client, not for"),
    ],
)
def test_entries_are_checked_at_once(
    error: type[Exception], kind: Any, areas: dict[str, Any], message: str
) -> None:
    """A strategy that cannot stand where it is put is refused there, not when a plan is wanted."""
    with pytest.raises(error, match=message):
        Playbook().on(kind, **areas)


@pytest.mark.parametrize("entry", [None, (Client, "service"), (Client, 3, ClientService())])
def test_entries_are_triples(entry: Any) -> None:
    """An entry is a triple of kind, area and strategy."""
    with pytest.raises(InvalidValueError, match=r"is \(kind, area, strategy\)"):
        Playbook([entry])


@pytest.mark.parametrize(
    ("area", "message"),
    [
        ("service", r"give playbook\.on\(Customer, service=\.\.\.\)"),
        ("sevice", "Did you mean 'service'"),
        (None, "in the area None"),
        ([], r"in the area \[\]"),
    ],
    ids=str,
)
def test_missing_strategies_are_named(area: Any, message: str) -> None:
    """Where no strategy is, the message says how to give one."""
    playbook = Playbook().on(Client, service=ClientService())

    with pytest.raises(MissingStrategyError, match=f"(?i){message}"):
        playbook.plan(area, ANN, TODAY)


@pytest.mark.parametrize("given_", [None, "acme", 3], ids=str)
def test_only_relationships_are_treated(given_: Any) -> None:
    """What is no relationship is refused as such, with and without entries."""
    for playbook in (default_playbook(), Playbook()):
        with pytest.raises(WrongRelationshipError, match="serves relationships"):
            playbook.treat(given_, TODAY)
        with pytest.raises(WrongRelationshipError, match="serves relationships"):
            playbook.plan("service", given_, TODAY)


def test_the_empty_playbook() -> None:
    """An empty playbook has no area and serves nobody."""
    assert () == Playbook().areas == Playbook().kinds
    with pytest.raises(MissingStrategyError, match="serves no kind at all, not Client"):
        Playbook().treat(ACME, TODAY)


def test_playbooks_merge_with_playbooks_only() -> None:
    """Anything else beside ``|`` is a plain TypeError."""
    with pytest.raises(TypeError):
        Playbook() | {}


def test_functions_are_checked_as_strategies() -> None:
    """A plain function is taken for its area, and must give that area's plans."""
    playbook = Playbook().on(Client, service=lambda *_: MarketingPlan(aim="x"))

    with pytest.raises(InvalidValueError, match="must give a ServicePlan or None"):
        playbook.treat(ACME, TODAY)


def test_explaining() -> None:
    """The table has a row for each kind with an entry, and empty cells where its parent serves."""
    playbook = (
        Playbook().on(Client, marketing=ClientMarketing()).on(Patient, service=PlainService())
    )

    assert [
        "kind     marketing        service",
        "client   ClientMarketing",
        "patient                   PlainService",
    ] == playbook.explain().splitlines()


def test_wide_tables_stay_narrow() -> None:
    """Long cells are wrapped, and many areas are listed one by one, within 80 columns."""
    long = CustomerMarketing(aim="a" * 60).only(Customer) | PlainMarketing()
    some = default_playbook().on(Member, marketing=long, payment=NOTHING)
    areas = {f"area_of_ones_own_{n}": onboard for n in range(9)}
    many = Playbook().on(Relationship, **areas).on(Client, area_of_ones_own_0=long)

    assert 80 >= max(map(len, f"{some}\n{many}".splitlines()))
    assert "a" * 60 in "".join(str(some).split())
    assert "undetermined  area_of_ones_own_0  onboard" == str(many).splitlines()[0]
    assert "client  area_of_ones_own_0  only Customer" == str(many).splitlines()[9][:41]


def test_conditions_in_words() -> None:
    """Alternatives stand below each other, each after the words of its condition."""
    loyal = ClientService().when(in_stage("active", "new") & (trait("loyalty") >= 0.7))
    shown = Playbook().on(Client, service=loyal | PlainService()).explain()

    assert [
        "kind    service",
        "client  (active or new) and loyalty >= 0.7: ClientService",
        "        else: PlainService",
    ] == shown.splitlines()


def test_words_stay_whole() -> None:
    """A column gets the room for its longest word before another gets room for a whole line."""
    long = ClientService(owner="harper").when(
        in_stage("active", "new") & (trait("loyalty") >= 0.7) & (trait("trust") >= 0.5)
    )
    table = default_playbook().on(Client, service=long | PlainService()).to_table()

    assert 80 >= max(map(len, str(table).splitlines()))
    assert str(table).count("CustomerMarketing") == 1
    assert "ClientService(owner=harper)" in str(table)


def test_dispatch_is_remembered() -> None:
    """The second time a kind is asked for, its strategy is found by two look-ups."""
    playbook = Playbook(default_playbook().entries)
    playbook.plan("service", Patient(party="ann", business="clinic"), TODAY)

    assert playbook.strategy("service", Client) is playbook._chosen["service"][Patient]
