"""Overlaps, gaps and idle rows of decision tables: exact, against plain counting."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.plans import Patient
from tests.strategies.tables import READ_TRAITS, cases, compared, rules, table_of

from relkit import Client, Context, Customer, Relationship, Stage, Trait, as_kind, default_playbook
from relkit.errors import InvalidValueError, TableError
from relkit.playbook import Gap, Overlap, read_table
from relkit.playbook._lattice import first_point
from relkit.strategies import all_hold, in_stage, is_party_type, trait
from relkit.traits import COUNT_MOST, STANDARD_TRAITS, TraitProfile

LINES = st.tuples(st.integers(-5, 5), st.integers(-9, 9), st.integers(1, 6))
TODAY = Context(today=date(2025, 9, 1))


def holding(rows: list[Any], relationship: Relationship, context: Context) -> set[int]:
    """The rows whose conditions all hold, by number."""
    return {n for n, row in enumerate(rows, 2) if all_hold(*row)(relationship, context)}


@given(st.lists(LINES, min_size=1, max_size=3), st.lists(LINES, min_size=1, max_size=3), st.data())
def test_grid_points(lower: list[Any], upper: list[Any], data: st.DataObject) -> None:
    """The first point between lines is the one that plain counting finds."""
    start = data.draw(st.integers(-3, 4))
    end = start + data.draw(st.integers(-1, 12))
    expected = None
    for x in range(start, end + 1):
        low = max(-((-a * x - b) // m) for a, b, m in lower)
        if low <= min((a * x + b) // m for a, b, m in upper):
            expected = (x, low)
            break

    assert expected == first_point(lower, upper, start, end)


@given(rules(), st.lists(cases(), min_size=1, max_size=8))
def test_cases_are_told_apart(rows: list[Any], some: list[Any]) -> None:
    """No case that two rows are for is missed, and none that no row is for."""
    table = table_of(rows)
    pairs = {overlap.rows for overlap in table.overlaps()}
    has_gaps = bool(table.gaps())
    idle = {rule.row for rule in table.idle()}
    for relationship, context in some:
        found = holding(rows, relationship, context)

        assert set(combinations(sorted(found), 2)) <= pairs
        assert found or has_gaps
        assert min(found, default=0) not in idle


@given(rules())
def test_examples_are_real(rows: list[Any]) -> None:
    """The example of an overlap meets both rows, and that of a gap none."""
    table = table_of(rows)
    for overlap in table.overlaps():
        one, other = (rows[number - 2] for number in overlap.rows)

        assert overlap.example.meets(all_hold(*one))
        assert overlap.example.meets(all_hold(*other))
        assert f"rows {overlap.rows[0]} and {overlap.rows[1]} (" in str(overlap)
    for gap in table.gaps():
        assert not any(gap.example.meets(all_hold(*row)) for row in rows)
        assert str(gap).startswith("no row for undetermined, service: ")
        assert str(gap.example)


@given(st.lists(compared(st.just("loyalty")), min_size=1, max_size=3))
def test_every_small_profile_is_counted(terms: list[Any]) -> None:
    """Whatever counting through small profiles finds of one trait is reported."""
    rows = [(term,) for term in terms]
    table = table_of(rows)
    met: set[tuple[int, int]] = set()
    is_covered = True
    bare = Relationship(party="a", business="b")
    profiles = [
        TraitProfile.of(STANDARD_TRAITS, {"loyalty": (pro, support - pro)})
        for support in range(14)
        for pro in range(support + 1)
    ]
    for profile in [None, *profiles]:
        relationship = as_kind(bare, Relationship, profile=profile)
        found = holding(rows, relationship, TODAY)
        met |= set(combinations(sorted(found), 2))
        is_covered = is_covered and bool(found)
    reported = {overlap.rows for overlap in table.overlaps()}

    assert met <= reported
    assert is_covered or table.gaps()


def thin(low: Fraction, high: Fraction) -> Any:
    """Say that the share of trust lies between two limits."""
    return (trait("trust") > low, trait("trust") < high)


@pytest.mark.parametrize(
    ("row", "is_idle"),
    [
        ((trait("loyalty") >= 1,), True),  # kappa 2: a share of 1 is never reached
        ((trait("setting") >= 1,), False),  # kappa 0: it is
        ((trait("setting") > 1,), True),
        ((trait("loyalty") <= 0,), True),
        ((~(trait("loyalty") > 0),), False),  # nothing known of it
        ((trait("loyalty").support < 0,), True),
        ((trait("loyalty").support > 2 * COUNT_MOST,), True),
        ((trait("loyalty").support >= 2 * COUNT_MOST,), False),
        ((trait("loyalty").support >= 2 * COUNT_MOST, trait("loyalty") > 0.5), True),
        ((trait("loyalty").support > 1999999998, trait("loyalty") > 0.5), False),
        (thin(Fraction(1, 2), Fraction(1, 2) + Fraction(1, 10**9)), False),
        (thin(Fraction(1, 2), Fraction(1, 2) + Fraction(1, 10**10)), True),
        (thin(Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**9)), False),
        (thin(Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**12)), True),
        ((trait("trust") > 0.5, trait("trust") < 0.5), True),
        ((trait("trust") >= 0.5, trait("trust") <= 0.5), False),
        ((trait("trust") >= 0.5, trait("trust") <= 0.5, trait("trust").support <= 1), True),
        ((in_stage("new"), ~in_stage("new", "active")), True),
        ((~is_party_type("person", "organization"),), False),
    ],
    ids=str,
)
def test_rows_that_can_never_hold(row: Any, is_idle: bool) -> None:
    """Whether two whole counts lie between limits is told exactly, however thin the room."""
    table = table_of([row])

    assert is_idle == bool(table.idle())
    assert all(not gap.example.meets(all_hold(*row)) for gap in table.gaps())


def test_thin_room_between_rows() -> None:
    """The one share between two rows is a gap, and where there is none there is no gap."""
    half = table_of([(trait("trust") < 0.5,), (trait("trust") > 0.5,)])
    all_ = table_of([(trait("trust") < 0.5,), (trait("trust") >= 0.5,), (~(trait("trust") >= 0),)])

    assert ["trust not assessed, unknown or >= 0.5 and <= 0.5"] == [g.case for g in half.gaps()]
    assert () == all_.gaps() == all_.overlaps() == all_.idle()


TABLES: list[tuple[str, list[str]]] = [
    ("kind,service\nclient,ClientService", []),
    (
        "kind,stage,service\nclient,new,ClientService",
        ["stage unknown, prospect, active, dormant or former"],
    ),
    (
        "kind,party type,line,datum season,service\nclient,not(person),x,fall,ClientService",
        [
            "party type person",
            "party type unknown or organization; line none or another",
            "party type unknown or organization; line 'x'; season none or another",
        ],
    ),
    (
        "kind,traits,service\nclient,not(trust >= 0.5),ClientService",
        ["trust >= 0.5"],
    ),
    (
        "kind,traits,service\nclient,trust > 0.5,ClientService\nclient,trust < 0.2,nothing",
        ["trust not assessed, unknown or >= 0.2 and <= 0.5"],
    ),
    (
        "kind,traits,service\nclient,support of trust >= 3,ClientService",
        ["trust not assessed, unknown or known with support 1 to 2"],
    ),
    (
        'kind,traits,service\nclient,"support of trust >= 3, trust < 1/3",ClientService',
        ["trust not assessed, unknown, known with support 1 to 2 or >= 1/3 with support 3 or more"],
    ),
    (
        'kind,traits,service\nclient,"trust > 0.5, loyalty > 0.5",ClientService',
        ["trust unknown or <= 0.5", "trust > 0.5; loyalty unknown or <= 0.5", "not assessed"],
    ),
    (
        """kind,stage,traits,service
client,new,"trust > 0.5, loyalty > 0.5",ClientService
client,new,not(trust > 0.5),ClientService
client,new,not(loyalty > 0.5),ClientService""",
        ["stage unknown, prospect, active, dormant or former"],
    ),
    ("kind,traits,service\nclient,trust >= 0,ClientService", ["trust not assessed or unknown"]),
]


@pytest.mark.parametrize(("text", "expected"), TABLES, ids=[text for text, _ in TABLES])
def test_gaps_in_words(text: str, expected: list[str]) -> None:
    """Gaps are said in words, what differs in one thing put together."""
    assert expected == [gap.case for gap in read_table(text).gaps()]


def test_gaps_of_kinds() -> None:
    """A kind without rows has its parent's; one without any parent in the table has none."""
    table = read_table("kind,service,payment\nclient,ClientService,\ncustomer,,PointOfSale")
    gaps = table.gaps([Patient, Relationship])

    assert [
        (Client, "payment"),
        (Customer, "service"),
        (Patient, "payment"),
        (Relationship, "service"),
        (Relationship, "payment"),
    ] == [(gap.kind, gap.area) for gap in gaps]
    assert {"every case"} == {gap.case for gap in gaps}
    assert "no row for client, payment: every case" == str(gaps[0])
    assert "one of which nothing is known" == str(gaps[0].example)


def test_texts_that_are_not_mentioned() -> None:
    """What stands for the texts that a table does not mention is none of those that it does."""
    table = read_table("kind,line,service\nclient,another,ClientService")

    assert ["line none or another"] == [gap.case for gap in table.gaps()]
    assert "row 2 (client, service), line 'another': ClientService" == str(table.rules[0])
    assert table.gaps()[0].example.relationship.line is None


def test_the_default_has_no_gap() -> None:
    """The table of the default playbook misses nobody, and no row of it is idle."""
    table = default_playbook().to_table()

    assert () == table.gaps([Patient]) == table.idle() == table.overlaps()
    assert [(2, 3)] == [
        found.rows
        for found in read_table("kind,service\nclient,ClientService\nclient,nothing").overlaps()
    ]
    assert ("marketing", "service", "payment") == table.areas


def test_rows_that_meet_under_unique() -> None:
    """Under ``unique`` rows that meet are refused, both named, with a case and an example."""
    text = (
        "kind,stage,traits,service\nclient,new,trust > 0.5,ClientService\n"
        'client,,"trust < 0.8, support of trust > 3",PlainService\ncustomer,,,PlainService'
    )
    with pytest.raises(TableError) as caught:
        read_table(text, hit_policy="unique")
    (found,) = read_table(text).overlaps()

    assert isinstance(found, Overlap)
    assert (2, 3) == found.rows
    assert 1 == len(caught.value.problems)
    assert (
        "row 3: it and row 2 both hold for stage new; trust > 0.5 and < 0.8 with support 4 or "
        "more; only one row may. An example: stage new, trust 3:1." in str(caught.value)
    )
    assert Stage.NEW == found.example.relationship.stage
    assert "both hold for: stage new; trust" in str(found)


def test_unique_rows_that_do_not_meet() -> None:
    """Under ``unique`` rows that share no case pass, and give the same playbook as ``first``."""
    text = "kind,stage,service\nclient,new,ClientService\nclient,not(new),PlainService"

    assert list(read_table(text, hit_policy="unique").entries()) == list(read_table(text).entries())


def test_examples_in_words() -> None:
    """An example says what is known of it."""
    (gap,) = read_table(
        "kind,stage,party type,service\n"
        "client,not(new),,ClientService\nclient,new,not(person),ClientService"
    ).gaps()
    (overlap,) = read_table(
        "kind,line,datum season,service\nclient,x,fall,ClientService\nclient,x,,PlainService"
    ).overlaps()

    assert isinstance(gap, Gap)
    assert "stage new, party type person" == str(gap.example)
    assert "line x, season fall" == str(overlap.example)


def test_too_many_cases() -> None:
    """Where conditions leave too much open to be listed, that is said, and no memory is eaten."""
    heads = ",".join(f"datum d{n}" for n in range(36))
    rows = "\n".join(
        ",".join(["client", *("x" if n // 3 == row else "" for n in range(36)), "ClientService"])
        for row in range(12)
    )

    with pytest.raises(InvalidValueError, match="more than 2000 separate cases"):
        read_table(f"kind,{heads},service\n{rows}").gaps()


def test_the_traits_decide_where_shares_lie() -> None:
    """With another kappa another share can be reached."""
    text = "kind,traits,service\nclient,mine >= 1,ClientService"
    none, some = (
        read_table(text, traits=[Trait("mine", 0, 0, kappa=kappa)]).idle() for kappa in (0, 1)
    )

    assert () == none
    assert 1 == len(some)


def test_names_of_the_traits_that_are_read() -> None:
    """The traits of the tests are the standard ones that they are meant to be."""
    kappas = {each.name: each.kappa for each in STANDARD_TRAITS}

    assert [2, 0, 2] == [kappas[name] for name in READ_TRAITS]
