"""Decision tables written and read again: the same playbook, whatever the texts in it."""

from __future__ import annotations

import copy
import csv
import json
import pickle
from io import StringIO
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.strategies.plans import KINDS, TRAITS, Patient, playbooks
from tests.strategies.tables import conditions, tabled_playbooks, texts

from relkit import Client, Customer, Money, Playbook, Relationship, Trait, default_playbook
from relkit.errors import InvalidValueError
from relkit.plans import Escalation, MarketingPlan, ServicePlan
from relkit.playbook import DecisionTable, read_table
from relkit.playbook._cells import Text, parsed, quoted
from relkit.playbook._columns import column_of, conditions_of, written_condition
from relkit.strategies import (
    NOTHING,
    ClientService,
    Hourly,
    PlainService,
    Retainer,
    Strategy,
    all_of,
    fallback,
    first_of,
    from_function,
    has_datum,
    in_line,
    in_stage,
    is_a,
    only,
    strategy,
    trait,
)

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@strategy
class HomeVisits(ClientService):
    """A strategy of a user's own."""

    rooms: tuple[tuple[str, int], ...] = ()


@given(tabled_playbooks())
def test_a_table_gives_its_playbook_back(playbook: Playbook) -> None:
    """``from_table`` of ``to_table`` is the same playbook: as value, as CSV, as rows."""
    table = playbook.to_table()

    assert playbook == Playbook.from_table(table)
    assert playbook == Playbook.from_table(table.to_csv(), kinds=playbook.kinds)
    assert playbook == Playbook.from_table(table.records, kinds=playbook.kinds)
    assert playbook == Playbook.from_table(json.loads(json.dumps(table.records)), kinds=KINDS)
    assert table == playbook.to_table() == copy.deepcopy(table) == pickle.loads(pickle.dumps(table))


@given(playbooks())
def test_every_playbook_of_plain_strategies_is_a_table(playbook: Playbook) -> None:
    """Playbooks without conditions of their own are always tables."""
    assert playbook == Playbook.from_table(playbook.to_table().to_csv(), kinds=playbook.kinds)


@given(tabled_playbooks())
def test_no_cell_is_a_formula(playbook: Playbook) -> None:
    """No cell that is written begins as a spreadsheet's formula does, nor holds a line break."""
    text = playbook.to_table().to_csv()
    cells = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]

    assert [] == [cell for cell in cells if cell.startswith(FORMULA)]
    assert [] == [cell for cell in cells if "\n" in cell or "\r" in cell]


@given(texts())
def test_texts_survive(text: str) -> None:
    """A text is read again as it was written, quoted where it must be."""
    assert text == getattr(parsed(quoted(text)), "value", None)
    assert quoted(text).isprintable()


@given(conditions(texts()))
def test_conditions_survive(row: tuple[Any, ...]) -> None:
    """A condition is read again from its cell as it was written."""
    for condition in row:
        head, cell = written_condition(condition)

        assert (condition,) == conditions_of(column_of(head), cell, TRAITS)


def test_spreadsheets_separate_as_they_like() -> None:
    """Commas, semicolons or tabs separate cells; byte order marks and blank rows do not matter."""
    for mark in ",;\t":
        text = f"\ufeffkind{mark}service\r\n{mark}\r\nclient{mark}ClientService\r\n{mark}\r\n"

        assert Playbook().on(Client, service=ClientService()) == Playbook.from_table(text)


def test_the_written_table_reads_well() -> None:
    """Columns and cells are words that people can edit."""
    playbook = default_playbook().on(
        Client,
        payment=Retainer(fee=Money(900, "USD")).when(
            in_stage("new", "active") & (trait("loyalty") >= 0.7) & ~in_line("advice")
        )
        | Retainer(),
    )
    rows = [line for line in playbook.to_table().to_csv().splitlines() if "client,payment" in line]

    assert "kind,stage,traits,line,area,strategy,parameters" == playbook.to_table().to_csv()[:47]
    assert [] == rows
    assert (
        'client,"new, active",loyalty >= 0.7,not(advice),payment,Retainer,fee=USD 900.00'
        in playbook.to_table().to_csv()
    )


def nobody(relationship: Relationship, context: Any) -> None:
    """Give nothing."""


REFUSED: list[tuple[str, Strategy[Any, Any], str]] = [
    ("lambda", from_function(lambda *_: None), "has no name there"),
    ("function", from_function(nobody), "nobody has no name there"),
    ("own class", HomeVisits(), "HomeVisits has no name there"),
    ("adjust", PlainService() >> (lambda plan: plan), "composed of other strategies"),
    ("fallback", fallback(PlainService(), ServicePlan(tier="x")), "composed of other strategies"),
    ("only", only(ClientService(), Client), "composed of other strategies"),
    ("all_of", all_of(PlainService()), "composed of other strategies"),
    (
        "several under one condition",
        first_of(PlainService(), ClientService()).when(in_stage("new")),
        "composed of other strategies",
    ),
    ("kind condition", PlainService().when(is_a(Client)), "condition client cannot be said"),
    (
        "alternatives",
        PlainService().when(in_stage("new") | in_line("x")),
        "condition new or line 'x' cannot be said",
    ),
    (
        "negated conjunction",
        PlainService().when(~(in_stage("new") & in_line("x"))),
        "cannot be said",
    ),
    ("function condition", PlainService().when(lambda *_: True), "cannot be said"),
    (
        "two stages",
        PlainService().when(in_stage("new") & ~in_stage("active")),
        "Two conditions are about stage",
    ),
    (
        "two orders",
        first_of(
            PlainService().when(in_stage("new") & in_line("x")),
            PlainService().when(in_line("x") & in_stage("active")),
        ),
        "different orders in different rows",
    ),
    ("unknown trait", PlainService().when(trait("charm") > 0.5), "'charm' is no trait"),
]


@pytest.mark.parametrize(
    ("subject", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_no_table_says_is_refused_by_name(subject: Any, message: str) -> None:
    """What a table cannot say is named, instead of being left out."""
    with pytest.raises(ValueError, match=message):
        Playbook().on(Client, own=subject).to_table()


def test_what_would_come_back_otherwise_is_refused() -> None:
    """Where conditions are tied to columns in another order, the playbook is refused by name."""
    mixed = PlainService().when((trait("trust") > 0.5) & in_stage("new") & (trait("loyalty") > 0.5))

    with pytest.raises(
        InvalidValueError, match=r"Relationship, 'service': .* would come back from"
    ):
        Playbook().on(Relationship, service=mixed).to_table()


def test_what_cannot_be_written_is_refused() -> None:
    """A field that no table can hold is named, with the field's value."""

    class Odd(str):
        """A text of a class of its own."""

        __slots__ = ()

    @strategy
    class Holding(ClientService):
        inside: object = None

    with pytest.raises(InvalidValueError, match=r"<object object.*cannot be written in a table"):
        Playbook().on(Client, own=Holding(inside=object())).to_table(
            strategies={"Holding": Holding}
        )
    assert "tier=x" in Playbook().on(Client, own=PlainService(tier=Odd("x"))).to_table().to_csv()


def test_parts_without_a_name_are_refused() -> None:
    """A strategy inside a strategy needs a name, too."""
    from relkit.strategies import Combined  # noqa: PLC0415 - only here

    @strategy
    class MyFee(Retainer):
        extra: int = 1

    both = Combined(parts=(MyFee(), Hourly()))
    named = {"MyFee": MyFee}
    playbook = Playbook().on(Client, payment=both)

    with pytest.raises(InvalidValueError, match="MyFee has no name there"):
        playbook.to_table()
    again = Playbook.from_table(playbook.to_table(strategies=named), strategies=named)
    assert playbook == again


def test_names_of_ones_own() -> None:
    """Classes, values and functions stand in a table under the names that a mapping gives them."""
    named: dict[str, Any] = {
        "=visits": HomeVisits,
        "gold": Retainer(fee=Money(900, "USD")),
        "nobody": from_function(nobody, gives=MarketingPlan),
    }
    playbook = Playbook().on(
        Client,
        service=HomeVisits(rooms=(("a", 1), ("b", 2))),
        payment=Retainer(fee=Money(900, "USD")).when(in_stage("new"))
        | Retainer(fee=Money(900, "USD"), label="x"),
        marketing=named["nobody"],
    )
    table = playbook.to_table(strategies=named)

    assert playbook == Playbook.from_table(table.to_csv(), strategies=named)
    written = [row["strategy"] for row in table.records]

    assert ['"=visits"', "Retainer", "gold", "nobody"] == sorted(written)
    fee = [{"kind": "client", "payment": "gold(label=retained)"}]
    assert Retainer(fee=Money(900, "USD"), label="retained") == (
        read_table(fee, strategies=named).rules[0].strategy
    )


def test_kinds_of_ones_own() -> None:
    """Kinds are found by tag, label or class name; undeclared ones by class name alone."""

    class Regular(Customer):
        pass

    rows = "kind,service\nundetermined,PlainService\npatient,PlainService\nRegular,PlainService"
    table = read_table(rows, kinds=[Patient, Regular])

    assert [Relationship, Patient, Regular] == [rule.kind for rule in table.rules]
    assert table.kinds == (Relationship, Patient, Regular)
    with pytest.raises(ValueError, match="'Regular' is no kind"):
        read_table(rows, kinds=[Patient])


def test_kinds_that_share_their_names() -> None:
    """Two kinds of one name cannot be told apart in a table, and are refused by name."""

    def another() -> type[Customer]:
        class Regular(Customer):
            pass

        return Regular

    one, other = another(), another()
    playbook = Playbook().on(one, service=PlainService()).on(other, service=PlainService())

    with pytest.raises(ValueError, match=r"stands for .*Regular and .*Regular"):
        playbook.to_table()


def test_the_empty_playbook_is_a_table_without_rows() -> None:
    """No entry gives no row, and no row no entry."""
    table = Playbook().to_table()

    assert () == table.rules == table.rows == table.gaps() == table.overlaps() == table.idle()
    assert Playbook() == Playbook.from_table(table) == Playbook.from_table(table.to_csv())


def test_parts_of_plans_are_written() -> None:
    """Parts of plans stand in a cell by their names, with the fields that are not the default."""
    service = ClientService(escalation=Escalation(to=("owner",), at_breaches=1), resolution=None)
    playbook = Playbook().on(Client, service=service)
    (row,) = playbook.to_table().records

    assert "resolution=none, escalation=Escalation(to=[owner], at_breaches=1)" == row["parameters"]
    assert playbook == Playbook.from_table(playbook.to_table().to_csv())


def test_nothing_is_a_strategy() -> None:
    """``NOTHING`` is written as a word, and stays what it is."""
    playbook = Playbook().on(Client, service=NOTHING)

    assert ("client", "service", "nothing", "") == playbook.to_table().rows[0]
    assert playbook == Playbook.from_table(playbook.to_table().to_csv())


def test_traits_of_ones_own() -> None:
    """A table reads the traits that it is given."""
    mine = [Trait('=a "b"', 0, 0, kappa=3), Trait("support of x", 0, 0, kappa=1)]
    playbook = Playbook().on(
        Client,
        service=PlainService().when(
            (trait('=a "b"') >= 0.1)
            & (trait("support of x").support > 3)
            & ~(trait("support of x") < 1)
        ),
    )
    table = playbook.to_table(traits=mine)

    assert playbook == Playbook.from_table(table.to_csv(), traits=mine)
    with pytest.raises(ValueError, match="is no trait"):
        playbook.to_table()


@given(st.fractions(0, 1))
def test_limits_survive(limit: Any) -> None:
    """Any exact share that fits a cell comes back exactly."""
    assume(limit.denominator < 10**19)
    condition = trait("trust") >= limit
    head, cell = written_condition(condition)

    assert (condition,) == conditions_of(column_of(head), cell, TRAITS)


def test_texts_and_other_nodes() -> None:
    """A quoted word is a text even where a bare one means something else."""
    assert Text("none", is_quoted=True) == parsed('"none"')
    assert Text("none") == parsed(" none ")
    quarters = has_datum("quarter", "none")

    assert ("datum quarter", '"none"') == written_condition(quarters)


def test_a_table_is_shown() -> None:
    """A table prints in at most 80 columns, conditions in words."""
    table: DecisionTable = (
        Playbook.from_table(
            "kind,stage,traits,service\nclient,new,trust > 0.5,ClientService\nclient,,,nothing"
        )
        .on(Customer, service=NOTHING)
        .to_table()
    )
    lines = str(table).splitlines()

    assert ["row", "kind", "area", "where", "strategy"] == lines[0].split()
    assert "2    client    service  new and trust > 0.5  ClientService" == lines[1]
    assert "nothing" in lines[-1]
    assert 80 >= max(map(len, lines))
