"""Laws: what is read is what was written, and equal values give equal, canonical text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import events as of_events
from tests.strategies import plans as of_plans
from tests.strategies import relationships as of_relationships
from tests.strategies import service as of_service
from tests.strategies import tables as of_tables
from tests.strategies.assessments import assessments
from tests.strategies.books import facts, rulings
from tests.strategies.evidences import evidences
from tests.strategies.payments import closed, metered, recurrings
from tests.strategies.payments import plans as payment_plans

from golden_examples import BOUGHT, SENT, STAFF
from relkit import Client, Context, Customer, Relationship, measures
from relkit.book import Book
from relkit.business import Business
from relkit.errors import UnwritableValueError
from relkit.evidence import fold
from relkit.measures import Layout, event
from relkit.plans import PercentOff
from relkit.playbook import Playbook, default_playbook, read_table
from relkit.scorecard import Scorecard
from relkit.serialization import (
    Limits,
    Registry,
    from_json,
    schema,
    standard_registry,
    to_data,
    to_json,
)
from relkit.serialization._text import _pieces
from relkit.strategies import Predicate, Retainer, first_of
from relkit.testing import (
    businesses,
    currencies,
    layouts,
    moneys,
    profiles,
    quantities,
    record_conditions,
    schedules,
    statements,
    traits,
    workloads,
)
from relkit.traits import STANDARD_TRAITS

OWN: Registry = (
    standard_registry()
    .add(of_plans.Patient, tag="clinic.patient")
    .add(of_plans.Member, tag="gym.member")
    .add(of_plans.Regular, tag="cafe.regular")
    .add(of_events.Workout, tag="gym.workout")
    .add(of_events.Massage, tag="gym.massage")
)
VALID = jsonschema.Draft202012Validator(schema(registry=OWN))
SMALL = Scorecard(
    traits=[each for each in STANDARD_TRAITS if each.name in {"impulse", "planning", "trust"}]
)
READ = tuple(each for each in STANDARD_TRAITS if each.name in of_tables.READ_TRAITS)
ID_TEXT = st.text(max_size=5) | st.integers() | st.integers(10**4299, 10**4300 - 1)
IDS = ID_TEXT | st.tuples(ID_TEXT, ID_TEXT)


SEVERAL = """
from datetime import date
from golden_examples import COMPOSED, PERSONA, TABLE, book
from relkit import Business, Context
from relkit.serialization import to_json
def written():
    many = {"purchase", "message", "payment", "delivery"}
    days = {date(2025, 1, n) for n in range(1, 9)}
    context = Context(today=date(2025, 1, 1), holidays=days, consent=many)
    values = (COMPOSED, PERSONA, TABLE, book(keep_events=False), Business("x", keeps=many), context)
    return [ascii(to_json(value)) for value in values]
"""


def check_round_trip(value: object, registry: Registry = OWN) -> str:
    """Write and read a value; give its text."""
    text = to_json(value, registry=registry)
    read = from_json(text, registry=registry)

    assert type(value) is type(read)
    assert value == read
    assert text == to_json(read, registry=registry)
    assert to_data(value, registry=registry) == json.loads(text)
    return text


def check_or_refused(value: object) -> None:
    """Write and read a value, or see it refused with the path to what cannot be written."""
    try:
        check_round_trip(value)
    except UnwritableValueError as fault:
        refused = fault
    else:
        return

    assert refused.problems
    assert all(problem.path.startswith("$.data") for problem in refused.problems)


@given(moneys() | currencies() | schedules() | recurrings() | payment_plans())
def test_money_and_payment_plans_survive(value: object) -> None:
    """Money of every currency, schedules and payment plans are read as they were written."""
    check_round_trip(value)


@given(closed() | metered().map(lambda drawn: drawn[0]))
def test_payment_strategies_survive(value: object) -> None:
    """Payment strategies are read as they were written."""
    check_round_trip(value)


@given(
    layouts()
    | record_conditions()
    | quantities()
    | traits()
    | profiles(STANDARD_TRAITS[:3])
    | evidences()
)
def test_measures_and_evidence_survive(value: object) -> None:
    """Conditions, quantities, traits as they are declared, and evidence survive or are refused."""
    check_or_refused(value)


@given(businesses() | of_events.events() | statements() | facts())
def test_events_survive(value: object) -> None:
    """Businesses, events and statements survive, or what they hold is refused by its path."""
    check_or_refused(value)


@given(of_relationships.relationships() | of_plans.any_relationships() | rulings())
def test_relationships_survive(value: object) -> None:
    """Relationships of every kind, users' own among them, and rulings survive."""
    check_or_refused(value)


@given(
    of_plans.marketing_parts()
    | of_plans.personas()
    | of_service.routines()
    | of_service.surveys()
    | of_service.trainings()
    | of_service.escalations()
    | workloads()
)
def test_parts_of_plans_survive(value: object) -> None:
    """What marketing and service plans are made of survives, or its text is refused."""
    check_or_refused(value)


@given(of_service.service_plans() | of_plans.compositions())
def test_plans_and_compositions_survive(value: object) -> None:
    """Service plans survive, and so do composed strategies, or the function in them is named."""
    check_or_refused(value)


@given(of_tables.rules())
def test_decision_tables_survive(rules: list[tuple[Predicate, ...]]) -> None:
    """A decision table is read with its rules, and finds the same overlaps."""
    table = attrs.evolve(of_tables.table_of(rules), traits=READ)
    read: Any = from_json(check_round_trip(table))

    assert table.overlaps() == read.overlaps()
    check_round_trip(table.overlaps())


@given(of_plans.predicates() | of_plans.playbooks() | of_plans.contexts())
def test_playbooks_survive(value: object) -> None:
    """Predicates, playbooks and contexts survive, kinds of users among them."""
    check_or_refused(value)


@given(assessments(SMALL))
def test_assessments_survive(value: Any) -> None:
    """Assessments, their differences and their smallest changes survive with all their reasons."""
    found = (value, value.diff(value), value.fewest_changes(), value.least_movement())
    text = check_round_trip(found)

    read: Any = from_json(text)
    assert value.explain() == read[0].explain()


@given(of_plans.any_relationships(), of_plans.contexts())
def test_treatments_survive(relationship: Relationship, context: Context) -> None:
    """What the default playbook gives survives, with the reasons of each plan."""
    treatment = default_playbook().treat(relationship, context)
    text = check_round_trip(treatment)

    read: Any = from_json(text)
    assert [plan.because for plan in treatment] == [plan.because for plan in read]


@given(st.lists(st.tuples(IDS, facts(event_id=st.none() | ID_TEXT)), max_size=6), st.booleans())
def test_books_survive(records: list[tuple[Any, Any]], keep_events: bool) -> None:
    """A book is read with everything that it answers from, kept events or not."""
    book = Book(Business("stall", period_days=5), scorecard=SMALL, keep_events=keep_events)
    for number, (party, fact) in enumerate(records):
        if fact.event_id is None or fact.event_id not in {e.event_id for _, e in records[:number]}:
            book.record(party, fact)
    book.add("prospect")
    text = to_json(book)
    read = from_json(text, Book)
    day = of_plans.date(2026, 1, 1)

    assert text == to_json(read)
    assert book.parties == read.parties
    assert book.assess_all(as_of=day) == read.assess_all(as_of=day)
    assert [book.lines(party) for party in book] == [read.lines(party) for party in read]
    for party in book:
        if keep_events:
            assert book.events(party) == read.events(party)


@given(
    of_events.events()
    | of_plans.playbooks()
    | evidences()
    | payment_plans()
    | of_plans.predicates()
)
def test_documents_are_valid_by_their_schema(value: object) -> None:
    """An independent validator finds every document valid."""
    try:
        document = to_data(value, registry=OWN)
    except UnwritableValueError:
        return
    VALID.validate(document)


def test_evidence_of_nothing_survives() -> None:
    """Where nothing was counted, that is what is read: no day, no bits, no keys."""
    said = event("referral")
    layout = Layout([STAFF, BOUGHT, SENT, measures.first("a", said), measures.last("b", said)])

    check_round_trip(fold([], layout=layout, business=Business("shop")))


def test_tables_of_unique_rows_survive() -> None:
    """A table in which one row at most is for a case is read as such."""
    table = read_table("kind,stage,service\nclient,new,PlainService\n", hit_policy="unique")

    check_round_trip(table)
    check_round_trip(attrs.evolve(table, rules=()))


EQUAL: list[tuple[object, object]] = [
    (PercentOff(percent=20), PercentOff(percent=Decimal("20.00"))),
    (PercentOff(percent=Fraction(5, 2)), PercentOff(percent=Decimal("2.50"))),
    (PercentOff(percent=Decimal(0)), PercentOff(percent=Decimal("-0.00"))),
    (
        Context(today=of_plans.date(2025, 1, 7), consent=["b", "a"]),
        Context(today=of_plans.date(2025, 1, 7), consent=["a", "b"]),
    ),
    (
        Context(today=of_plans.date(2025, 1, 7), data={"a": 1, "b": {1, 2}}),
        Context(today=of_plans.date(2025, 1, 7), data={"b": frozenset({2, 1}), "a": 1}),
    ),
    (
        Playbook(
            [(Client, "payment", Retainer()), (Customer, "payment", first_of(Retainer()))][:1]
        ),
        Playbook().on(Client, payment=Retainer()),
    ),
    (
        Business("shop", keeps=["purchase", "message"]),
        Business("shop", keeps=["message", "purchase"]),
    ),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_values_give_equal_text(one: object, other: object) -> None:
    """Order inside sets and mappings, and the type of an exact number, leave no mark."""
    assert one == other
    assert to_json(one) == to_json(other)
    check_round_trip(one)


@pytest.mark.parametrize(
    "number",
    [
        *(0, -1, 10**3000, Fraction(1, 3), Fraction(-7, 6), Decimal("0.05"), Decimal("-12.5")),
        *(Fraction(1, 2**90), Fraction(1, 2**101), Decimal("1E-150"), Decimal("-25E+120")),
        *(0.1, -2.5, 1e300, 5e-324, 1.0),
    ],
)
def test_numbers_survive(number: Any) -> None:
    """Exact numbers of every size are read exactly, and floats as floats."""
    data = {"x": number, "inside": (number,)}
    text = check_round_trip(Context(today=of_plans.date(2025, 1, 7), data=data))

    assert isinstance(number, float) is isinstance(from_json(text).data["x"], float)


@pytest.mark.parametrize("key", [None, 7, "acme", ("branch", (3, None))])
def test_ids_survive(key: Any) -> None:
    """Text, whole numbers, tuples of them, and nobody are read as they were."""
    check_round_trip(Relationship(party=key, business=key))


@pytest.mark.parametrize(
    "zone",
    [
        ZoneInfo("Asia/Tokyo"),
        UTC,
        timezone(timedelta(hours=-3, minutes=-30)),
        timezone(timedelta(seconds=3661)),
    ],
)
def test_time_zones_survive(zone: Any) -> None:
    """Named zones and fixed offsets are read as they were."""
    check_round_trip(Business("shop", time_zone=zone))


def test_huge_whole_numbers_survive() -> None:
    """A whole number has as many digits as it has, with lines and without, whatever Python says."""
    huge = 3 * 10**20_000 + 1
    limits = Limits(digits=30_000)
    value = (huge, "x", (), {"a": -huge, "b": {}}, None)
    for indent in (None, 2):
        text = to_json(value, indent=indent)

        assert value == from_json(text, limits=limits)
    assert json.loads(to_json((1, {"a": 2}), indent=2)) == json.loads(to_json((1, {"a": 2})))


def test_lines_are_those_of_json() -> None:
    """With huge numbers or without, lines are broken as the standard library breaks them."""
    data = {"a": [1, {"b": []}, {}], "c": {"d": "x"}}
    for indent in (None, 2):
        separators = (",", ":") if indent is None else (",", ": ")

        expected = json.dumps(data, indent=indent, separators=separators)
        assert expected == "".join(_pieces(data, indent, "\n"))


def test_text_is_the_same_in_every_process() -> None:
    """The order of hashes leaves no mark: a process with another seed writes the same."""
    command = [sys.executable, "-c", f"{SEVERAL}\nprint(written())"]
    paths = os.pathsep.join(map(str, sys.path))
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    here: dict[str, Any] = {}
    exec(SEVERAL, here)  # noqa: S102 - what the other process runs

    assert str(here["written"]()) == done.stdout.removesuffix("\n")
