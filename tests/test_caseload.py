"""Caseloads: from a book and a playbook to the hours that serving it takes, and who is over."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.plans import any_relationships, contexts
from tests.strategies.service import near_days, spans

from relkit import Book, Business, Consultation, Context, Payment, Purchase, default_playbook
from relkit.errors import InvalidValueError, MissingStrategyError, UnknownNameError
from relkit.plans import Workload
from relkit.playbook import Case, Caseload, Playbook, caseload
from relkit.relationships import Client, Relationship
from relkit.schedules import Period
from relkit.strategies import NOTHING, ClientService

MONDAY = date(2025, 9, 1)
QUARTER = Period(MONDAY, date(2025, 12, 1))
TODAY = Context(today=MONDAY)
Pairs = list[tuple[Relationship, Context]]


def firm() -> Book:
    """Open a firm's book: three clients, two buyers of a template, one prospect."""
    keeps = ["consultation", "delivery", "message", "payment", "purchase"]
    book = Book(Business("harper-law", industry="law", keeps=keeps))
    for party in ("acme", "bolt", "cog"):
        for month in range(1, 9):
            event = Consultation(on=date(2025, month, 9), minutes=90, served_by="harper")
            book.record(party, event)
    for party in ("dora", "emil"):
        book.record(party, Purchase(on=date(2025, 7, 9), amount=4900, standard=True))
        book.record(party, Payment(on=date(2025, 7, 9), amount=4900, model="one_time"))
    book.add("fay")
    return book


def test_a_book_is_compared_with_capacity() -> None:
    """The owners of a firm's clients are compared with their hours, and the rest with a pool's."""
    owners = {"acme": "harper", "bolt": "harper", "cog": "ito"}
    load = caseload(firm(), default_playbook(), TODAY, QUARTER, owners=owners)
    of_one = 1187 + 364 + 182 + 3 * 30 + 15  # review, tailoring, support, contacts, inputs

    assert 6 == len(load)
    assert {"harper": 2, "ito": 1, None: 3} == {
        who: len(load.of_owner(who)) for who in ("harper", "ito", None)
    }
    assert [("harper", True), ("ito", False), (None, False)] == [
        (each.owner, each.is_over) for each in load.loads({"harper": 40, "ito": 40, None: 40})
    ]
    assert of_one * 3 == load.of_kind("client").workload.minutes
    assert [2 * of_one - 40 * 60] == [e.over_minutes for e in load.over({"harper": 40, "ito": 40})]


def test_how_many_of_a_kind_fit() -> None:
    """So many clients as the default's hours allow fit a person: a strategic level of care."""
    clients = caseload(firm(), default_playbook(), TODAY, QUARTER).of_kind("client")
    prospect = caseload(firm(), default_playbook(), TODAY, QUARTER).of_kind("undetermined")

    assert 390 * 60 * 3 // clients.workload.minutes == clients.fitting(390)
    assert "strategic" == clients.care_level(390)
    assert (None, "pooled") == (prospect.fitting(390), prospect.care_level(390))


def test_a_caseload_reads_well() -> None:
    """A caseload shows the whole, each kind, each owner and who has no plan."""
    playbook = Playbook().on(Client, service=ClientService()).on(Relationship, service=NOTHING)
    load = caseload(firm(), playbook, TODAY, QUARTER, owners={"acme": "harper"})

    assert [
        "Caseload 2025-09-01/2025-12-01: 3 relationships, 91 h 54 min",
        "  client: 3, 91 h 54 min",
        "  harper: 1, 30 h 38 min",
        "  nobody in particular: 2, 61 h 16 min",
        "  no plan: 3",
    ] == str(load).splitlines()
    assert ("dora", "emil", "fay") == load.unplanned


def cases() -> st.SearchStrategy[Pairs]:
    """Relationships, each in its own context, owners included."""
    people = st.none() | st.sampled_from(["ann", "bo"])
    near = st.tuples(any_relationships(), near_days(), people).map(
        lambda chosen: (chosen[0], Context(today=chosen[1], owner=chosen[2]))
    )
    return st.lists(near | st.tuples(any_relationships(), contexts()), max_size=4)


@given(cases(), spans(), st.randoms(use_true_random=False))
def test_caseloads_add_up_in_any_order(pairs: Pairs, period: Period, random: Any) -> None:
    """What many take is the sum of what each takes, in any order and grouping."""
    load = Caseload.of(pairs, default_playbook(), period)
    random.shuffle(pairs)
    parts = [Caseload.of([pair], default_playbook(), period) for pair in pairs]
    together = sum(parts, Caseload(period=period))

    assert load.workload == together.workload == Workload.total(p.workload for p in parts)
    assert len(pairs) == len(load) == len(together)
    assert load.workload == Workload.total(
        load.of_owner(who).workload for who in {case.owner for case in load.cases}
    )


@given(cases(), spans(), st.integers(1, 399))
def test_caseloads_of_a_split_span_add_up(pairs: Pairs, period: Period, at: int) -> None:
    """Two periods that meet take together what the whole takes."""
    cut = period.start + timedelta(days=at)
    middle = cut if cut < period.end else period.start + timedelta(days=1)
    end = max(period.end, middle + timedelta(days=1))
    whole, first, second = (
        Caseload.of(pairs, default_playbook(), Period(*days)).workload
        for days in [(period.start, end), (period.start, middle), (middle, end)]
    )

    assert whole == first + second


@given(cases(), spans())
def test_caseloads_are_values(pairs: Pairs, period: Period) -> None:
    """A caseload is equal to its copies and to what evolve makes of it."""
    load = Caseload.of(pairs, default_playbook(), period)

    assert load == attrs.evolve(load) == copy.deepcopy(load) == pickle.loads(pickle.dumps(load))
    assert hash(load) == hash(copy.deepcopy(load))


def test_owners_are_of_the_book() -> None:
    """An owner of a party that the book does not know is a slip, and named."""
    with pytest.raises(UnknownNameError, match="'acmee' and 'x' in owners"):
        caseload(firm(), default_playbook(), TODAY, QUARTER, owners={"acmee": "ann", "x": "bo"})


def test_gaps_of_the_playbook_are_named() -> None:
    """A playbook without a service strategy for a kind says so, as it does for one party."""
    with pytest.raises(MissingStrategyError, match="service"):
        caseload(firm(), Playbook().on(Client, service=ClientService()), TODAY, QUARTER)


def test_bad_caseloads_are_refused() -> None:
    """Caseloads hold cases of one period, and add up with caseloads of the same period only."""
    load, other = Caseload(period=QUARTER), Caseload(period=Period(MONDAY, date(2025, 9, 2)))
    case = Case("a", "client", "x", None, Workload())

    assert 1 == len(Caseload(period=QUARTER, cases=(case,)) + load)
    with pytest.raises(InvalidValueError, match="2025-09-01/2025-09-02 do not add up"):
        load + other
    with pytest.raises(InvalidValueError, match=r"Caseload\.cases"):
        Caseload(period=QUARTER, cases=("acme",))  # type: ignore[arg-type]  # refused
    with pytest.raises(InvalidValueError, match=r"Caseload\.period"):
        Caseload(period=MONDAY)  # type: ignore[arg-type]  # refused
    with pytest.raises(InvalidValueError, match=r"Caseload\.unplanned"):
        Caseload(period=QUARTER, unplanned="acme")  # type: ignore[arg-type]  # refused
    with pytest.raises(InvalidValueError, match="capacity_hours"):
        load.fitting(-1)
    with pytest.raises(InvalidValueError, match="takes a Book, not 3"):
        caseload(3, default_playbook(), TODAY, QUARTER)  # type: ignore[arg-type]  # refused
    with pytest.raises(InvalidValueError, match="planned by a Playbook, not 3"):
        caseload(firm(), 3, TODAY, QUARTER)  # type: ignore[arg-type]  # refused
    with pytest.raises(TypeError, match="unsupported operand"):
        load + Workload()  # type: ignore[operator]  # refused
