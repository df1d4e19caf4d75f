"""Reading decision tables: every bad row named at once, nothing guessed, nothing evaluated."""

from __future__ import annotations

import copy
import pickle
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.tables import texts

from relkit import Client, Context, Customer, Every, Money, Playbook, Relationship, Stage
from relkit.errors import InvalidValueError, TableError
from relkit.plans import Within
from relkit.playbook import STANDARD_STRATEGIES, DecisionTable, TableProblem, read_table
from relkit.strategies import (
    NOTHING,
    ClientService,
    PlainService,
    Strategy,
    all_hold,
    has_datum,
    holds_not,
    in_line,
    in_stage,
    is_party_type,
    strategy,
    trait,
)
from relkit.strategies import __all__ as public_names

if TYPE_CHECKING:
    from somewhere_else import Nowhere  # noqa: TC004 - that it is not there is the point

TODAY = Context(today=date(2025, 9, 1))
LONG = ["kind", "area", "strategy", "parameters"]


def one(service: str, **cells: str) -> Any:
    """Read a table of one row for clients, and give what its row says."""
    (rule,) = read_table([{"kind": "client", "service": service, **cells}]).rules
    return rule


def problems(table: Any, **options: Any) -> list[str]:
    """Read a bad table and give what is wrong with it."""
    with pytest.raises(TableError) as caught:
        read_table(table, **options)
    return [str(problem) for problem in caught.value.problems]


CONDITIONS: list[tuple[str, str, Any]] = [
    ("stage", "new", in_stage("new")),
    ("Stage", " New , ACTIVE", in_stage("new", "active")),
    ("stage", "not(former)", holds_not(in_stage("former"))),
    ("stage", "not (former, dormant)", holds_not(in_stage("former", "dormant"))),
    ("party type", "person", is_party_type("person")),
    ("party_type", "Organization", is_party_type("organization")),
    ("line", "advice, goods and more", in_line("advice", "goods and more")),
    ("line", '"a, b"', in_line("a, b")),
    ("datum season", "fall", has_datum("season", "fall")),
    ('datum "a,b"', 'not("none")', holds_not(has_datum("a,b", "none"))),
    ("traits", "loyalty >= 0.5", trait("loyalty") >= 0.5),
    ("traits", "staff continuity<1/3", trait("staff continuity") < Fraction(1, 3)),
    ("traits", "support of trust ≥ 3", trait("trust").support >= 3),
    ("traits", "Support of trust <= 3", trait("trust").support <= 3),
    ("traits", "not(trust ≤ 1)", ~(trait("trust") <= 1)),
    ("traits", "trust > 0.2, trust < 0.8", (trait("trust") > 0.2) & (trait("trust") < 0.8)),
    ("trait trust", "> 0.2, < 0.8", (trait("trust") > 0.2) & (trait("trust") < 0.8)),
    ("support of trust", ">= 3", trait("trust").support >= 3),
    ("stage", "", all_hold()),
    ("traits", " - ", all_hold()),
    ("line", "any", all_hold()),
]


@pytest.mark.parametrize(("head", "cell", "expected"), CONDITIONS)
def test_conditions(head: str, cell: str, expected: Any) -> None:
    """A cell of a condition says what the predicate says."""
    assert expected == one("ClientService", **{head: cell}).condition


STRATEGIES: list[tuple[str, Any]] = [
    ("ClientService", ClientService()),
    ("ClientService()", ClientService()),
    ("nothing", NOTHING),
    ("ClientService(kick_off_days=3)", ClientService(kick_off_days=3)),
    (
        "ClientService(kick off days = 3, owner=harper)",
        ClientService(kick_off_days=3, owner="harper"),
    ),
    ("ClientService(owner=none)", ClientService()),
    ('ClientService(owner="none")', ClientService(owner="none")),
    ("ClientService(check_days=[])", ClientService(check_days=())),
    ("ClientService(check_days=[30,60])", ClientService(check_days=(30, 60))),
    ("ClientService(reviews=every 2 weeks)", ClientService(reviews=Every(weeks=2))),
    ("ClientService(reviews=year)", ClientService(reviews=Every(years=1))),
    (
        "ClientService(reviews=Every(months=1, anchor_day=5))",
        ClientService(reviews=Every(months=1, anchor_day=5)),
    ),
    (
        "ClientService(inquiry_response=within 1 business day)",
        ClientService(inquiry_response=Within(1, "business_days")),
    ),
]


@pytest.mark.parametrize(("cell", "expected"), STRATEGIES)
def test_strategies(cell: str, expected: Any) -> None:
    """A cell names a strategy, with its fields by their types."""
    assert expected == one(cell).strategy


def test_payment_fields() -> None:
    """Money, numbers, flags, dates, words and changes of price are read by their types."""
    cells = (
        "FlatFee(price=USD 900, due=2025-09-01, floor_at_zero=YES, business_days=following, "
        "adjustments=[PercentOff(percent=2.5), AmountOff(amount=USD 1), Surcharge(percent=1/3)], "
        "terms=Terms(timing=in_arrears))"
    )
    (rule,) = read_table([{"kind": "client", "payment": cells}]).rules
    fee: Any = rule.strategy

    assert (Money(900, "USD"), date(2025, 9, 1), True) == (fee.price, fee.due, fee.floor_at_zero)
    assert [Decimal("2.5"), Fraction(1, 3)] == [fee.adjustments[n].percent for n in (0, 2)]
    (both,) = read_table(
        [{"kind": "client", "payment": "Combined(parts=[Retainer(fee=USD 9), FlatFee])"}]
    ).rules
    assert "Retainer" == type(getattr(both.strategy, "parts")[0]).__name__  # noqa: B009 - of any strategy


def test_the_long_form() -> None:
    """Areas, strategies and parameters can stand in columns of their own."""
    rows = [
        dict(zip(LONG, ["client", "service", "ClientService", "kick_off_days=3"], strict=True)),
        dict(zip(LONG, ["client", '"=own"', "ClientService(owner=x)", ""], strict=True)),
        {"kind": "customer", "area": "service", "strategy": "nothing", "parameters": None},
    ]

    assert [
        (Client, "service", ClientService(kick_off_days=3)),
        (Client, "=own", ClientService(owner="x")),
        (Customer, "service", NOTHING),
    ] == list(read_table(rows).entries())


def test_areas_of_ones_own() -> None:
    """A head names an area of one's own; an empty cell says nothing of it."""
    table = read_table("kind,area onboarding,service\nclient,ClientService,\nclient,,ClientService")

    assert ("onboarding", "service") == table.areas
    assert 2 == len(table.rules)
    assert (
        table.rules
        == read_table(
            "kind,area onboarding,service,\nclient,ClientService,,\nclient,,ClientService"
        ).rules
    )


BAD: list[tuple[str, list[str]]] = [
    ("", ["row 1: the column 'kind' is missing.", "row 1: give areas as columns, such as"]),
    ("kind", ["give areas as columns, such as 'service', or 'area' and 'strategy'."]),
    ("kind,area", ["give areas as columns, such as 'service', or 'area' and 'strategy'."]),
    ("service", ["the column 'kind' is missing"]),
    (
        "kind,service,area",
        ["give areas as columns, or the columns 'area' and 'strategy', not both"],
    ),
    (
        "kind,servise",
        ["'servise' is no column; an area of your own is headed 'area <name>'. Did you"],
    ),
    ("kind,service,Service", ["2 columns are for service; leave one"]),
    ("kind,datum [a],service", ["'[a]' is not one word or quoted text"]),
    ("kind,service\nclient", ["row 2: it names no strategy; 'nothing' says that there is none."]),
    ("kind,service\n,ClientService", ["row 2, column 'kind': '' is no kind. Known:"]),
    ("kind,service\n[a],ClientService", ["column 'kind': '[a]' is no kind"]),
    ("kind,service\ncliant,ClientService", ["'cliant' is no kind. Did you mean 'client'?"]),
    ("kind,service\nclient,a,b", ["row 2: it has 3 cells, and the heads 2."]),
    ("kind,service,\nclient,ClientService,x", ["row 2: 'x' stands in a column without a head"]),
    ('kind,service\nclient,"x', ["row 2: it is no CSV: unexpected end of data"]),
    (
        "kind,service\nclient,CleintService",
        ["'CleintService' is no strategy. Did you mean 'ClientS"],
    ),
    ("kind,service\nclient,[a]", ["'' is no strategy"]),
    ("kind,service\nclient,ClientService]", ["Nothing is expected from ']' on"]),
    ("kind,service\nclient,CustomerService", ["CustomerService serves Customer, not Client"]),
    ("kind,service\nclient,Retainer", ["takes strategies that give a ServicePlan"]),
    (
        "kind,service\nclient,nothing\nclient,ClientService",
        ["would give the rows below their turn"],
    ),
    ("kind,service\nclient,nothing(x=1)", ["'nothing' is no strategy"]),
    (
        "kind,area,strategy\nclient,[a],ClientService",
        ["column 'area': '[a]' is no name of an area"],
    ),
    (
        "kind,area,strategy,parameters\nclient,service,ClientService(owner=x),owner=y",
        ["Give parameters after the name, or in their own column, not both"],
    ),
    ("kind,stage,service\nclient,nwe,ClientService", ["'nwe' is no stage. Did you mean 'new'? Al"]),
    ("kind,stage,service\nclient,new former,ClientService", ["'new former' is no stage"]),
    ("kind,stage,service\nclient,not(),ClientService", ["The cell ends where a value is expected"]),
    ("kind,party type,service\nclient,firm,ClientService", ["'firm' is no party type"]),
    (
        "kind,traits,service\nclient,trust,ClientService",
        ["'trust' is no comparison; write such as"],
    ),
    ("kind,traits,service\nclient,trsut > 0.5,ClientService", ["no trait. Did you mean 'trust'?"]),
    ("kind,traits,service\nclient,> 0.5,ClientService", ["'' is no trait"]),
    ("kind,traits,service\nclient,trust > x,ClientService", ["'x' is no limit such as 0.5, 1/3"]),
    ("kind,traits,service\nclient,trust > 1/0,ClientService", ["'1/0' is no limit"]),
    ("kind,traits,service\nclient,trust > 2,ClientService", ["a number from 0 to 1, not 2"]),
    (
        "kind,traits,service\nclient,support of trust > 0.5,ClientService",
        ["whole number of at lea"],
    ),
    ("kind,trait trust,service\nclient,loyalty > 0.5,ClientService", ["column of its own trait"]),
    ('kind,traits,service\nclient,"""=>x > 1",ClientService', ["no comparison"]),
]


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[text for text, _ in BAD])
def test_bad_tables(text: str, expected: list[str]) -> None:
    """What is wrong is named with row and column, what is allowed, and the closest word."""
    found = problems(text)

    assert len(expected) == len(found)
    for part, said in zip(expected, found, strict=True):
        assert part in said


FIELDS: list[tuple[str, str]] = [
    ("kik_off_days=3", "has no field 'kik_off_days'. Did you mean 'kick_off_days'?"),
    ("owner=a, owner=b", "The field 'owner' is given twice"),
    ("kick_off_days=3.5", "kick_off_days: '3.5' is no whole number"),
    ('kick_off_days="3"', "kick_off_days: '3' is no whole number"),
    ("kick_off_days=-3", "ClientService refuses it: ClientService.kick_off_days must be"),
    ("kick_off_days=x, review_hours=y", "kick_off_days: 'x' is no whole number. review_hours: 'y'"),
    ("check_days=30", "check_days: '30' is no list such as [a, b]"),
    ("check_days=[x]", "check_days: 'x' is no whole number"),
    ("owner=[a]", "owner: A list is no text"),
    ("owner=x(y=1)", "owner: 'x(...)' is no text"),
    ("reviews=often", "reviews: 'often' is no rhythm such as every 3 months"),
    ("reviews=[a]", "reviews: A list is no Every"),
    ("reviews=0 months", "reviews: "),
    ("reviews=Evry(months=1)", "'Evry(...)' is no Every. Did you mean 'Every'?"),
    ("inquiry_response=soon", "'soon' is no limit of time such as 4 working_hours"),
    ("inquiry_response=1 eons", "inquiry_response: "),
    ("escalation=Escalation(on_negative_feedback=maybe)", "'maybe' is neither yes nor no"),
    ('escalation="Escalation"', "'Escalation' is no Escalation"),
    ("owner", "The cell ends where '=' is expected"),
    ("owner, backup=x", "A field is written name=value; after 'owner' comes ','"),
    ("owner=", "The cell ends where a value is expected"),
    ("owner=)", "A value is expected before ')'"),
    ("owner=a b=c", "Expected ',', found '='"),
    ("owner=x]", "Expected ',', found ']'"),
    ("check_days=[1 (", "The cell ends where a field is expected"),
    ("check_days=[1 = 2]", "Expected ',', found '='"),
    ('owner="x', "does not end: double every mark inside"),
    ('owner="\\x"', "is no quoted text"),
    ("owner=" + "[" * 20, "more than 8 brackets"),
]


@pytest.mark.parametrize(("fields", "message"), FIELDS, ids=[fields for fields, _ in FIELDS])
def test_bad_fields(fields: str, message: str) -> None:
    """A field that cannot be is named, with what its type allows."""
    row = {"kind": "client", "area": "service", "strategy": "ClientService", "parameters": fields}
    (found,) = problems([row])

    assert message in found


PAYMENTS: list[tuple[str, str]] = [
    ("FlatFee(price=900)", "price: "),
    ("FlatFee(price=USD x)", "price: "),
    ("FlatFee(due=tomorrow)", "'tomorrow' is no ISO date such as 2025-09-01"),
    ("FlatFee(business_days=folowing)", "Did you mean 'following'?"),
    ("FlatFee(business_days=[a])", "A list is not one of them"),
    ("FlatFee(adjustments=[Discount(percent=1)])", "'Discount(...)' is no PriceChange"),
    ("Retainer(included_hours=many)", "'many' is no number such as 10, 2.5 or 1/3"),
    ("Retainer(included_hours=1/0)", "divides by zero"),
    ("Retainer(deposit_percent=[1])", "A list is no whole number"),
    ("Hourly(rate_card=[[partner]])", "The list has 2 values, not 1"),
    ("Combined(parts=[ClientService])", "'ClientService' is no PaymentStrategy"),
    ("Combined", "Combined refuses it"),
]


@pytest.mark.parametrize(("cell", "message"), PAYMENTS)
def test_bad_payments(cell: str, message: str) -> None:
    """Amounts, dates, words and parts that cannot be are named."""
    (found,) = problems([{"kind": "client", "payment": cell}])

    assert message in found


def test_all_problems_together() -> None:
    """Every bad cell of every row is named, in the order of the rows; nothing of it is lost."""
    text = "kind,stage,traits,service\ncliant,nwe,trsut,Cleint\nclient,,,ClientService\nx,,,y"
    found = problems(text)
    head = "'servise' is no column"

    assert [2, 2, 2, 2, 4, 4] == [int(each[4]) for each in found]
    assert head in problems("kind,servise,stge\nx,y,z")[0]
    with pytest.raises(TableError, match=r"(?s)40 problems in the table.*… and 20 more") as caught:
        read_table("kind,service\n" + "x,y\n" * 20)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert caught.value.problems == again.problems
        assert str(caught.value) == str(again)
    assert TableProblem(2, "kind", "x").column == "kind"


ROWS: list[tuple[Any, str]] = [
    (None, "A table is CSV text, or rows as mappings, not None"),
    (3, "not 3"),
    (b"kind", "not b'kind'"),
    ({"kind": "client"}, "not {'kind': 'client'}"),
]


@pytest.mark.parametrize(("table", "message"), ROWS)
def test_what_is_no_table(table: Any, message: str) -> None:
    """A table is text, or a collection of mappings."""
    with pytest.raises(InvalidValueError, match="A table is CSV text") as caught:
        read_table(table)

    assert message in str(caught.value)


def test_rows_that_are_none() -> None:
    """Rows are mappings from text to text or None; everything else is named together."""
    rows = ["client", {3: "x"}, {"kind": float("nan")}, {"kind": "client", "service": 3}, {}]

    assert [
        "row 2: a row is a mapping, not 'client'.",
        "row 3: 3 is no head.",
        "row 4, column 'kind': a cell is text or None, not nan.",
        "row 5, column 'service': a cell is text or None, not 3.",
    ] == problems(rows)


def test_limits_of_size() -> None:
    """What is too large is refused before anything is done with it."""
    row = {"kind": "client", "service": "ClientService"}

    assert "at most 1000 rows" in problems([row] * 1001)[0]
    assert "at most 1000 rows" in problems("kind,service\n" + "client,ClientService\n" * 1001)[0]
    assert "at most 100 columns, not 101" in problems(",".join(["kind"] * 101))[0]
    assert "at most 4000 characters" in problems([{"kind": "x" * 4001}])[0]
    assert "more than 2000000 characters" in problems("x" * 2_000_001)[0]
    assert 1000 == len(read_table([row] * 1000).rules)


@pytest.mark.parametrize("policy", ["any", None, 3], ids=str)
def test_hit_policies(policy: Any) -> None:
    """The hit policy is one of the two."""
    with pytest.raises(InvalidValueError, match="hit_policy is 'first' or 'unique'"):
        read_table("kind,service", hit_policy=policy)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kinds": Client}, "kinds is a collection of kinds"),
        ({"kinds": 3}, "kinds is a collection of kinds"),
        ({"kinds": [int]}, "kinds holds kinds such as Client"),
        ({"strategies": [ClientService]}, "strategies maps names"),
        ({"strategies": {"x": int}}, "not 'x' to <class 'int'>"),
        ({"strategies": {"": ClientService}}, "strategies maps names"),
        ({"strategies": {3: ClientService}}, "strategies maps names"),
        ({"strategies": {"x": "relkit.strategies:Retainer"}}, "strategies maps names"),
        ({"strategies": {"Retainer": ClientService}}, "'Retainer' is a standard strategy"),
    ],
    ids=str,
)
def test_names_that_cannot_be(options: dict[str, Any], message: str) -> None:
    """Names are given as mappings to strategies, and never stand for two things."""
    with pytest.raises(InvalidValueError, match=message):
        read_table("kind,service", **options)


def test_standard_names() -> None:
    """The standard names are those of all strategies that can be constructed."""
    import relkit.strategies as door  # noqa: PLC0415 - only its names are wanted

    found = {name: getattr(door, name) for name in public_names}
    bases = {"Strategy", "MarketingStrategy", "ServiceStrategy", "PaymentStrategy"}

    assert dict(STANDARD_STRATEGIES) == {
        name: each
        for name, each in found.items()
        if isinstance(each, type) and issubclass(each, Strategy) and name not in bases
    }


@strategy
class Typed(ClientService):
    """Fields of types that tables read, and of some that they do not."""

    at: Stage | None = None
    either: Money | int = 3
    inside: dict[str, int] = attrs.field(factory=dict)
    anything: Any = None


@strategy
class Lost(ClientService):
    """A field whose type is not there at run time."""

    somewhere: Nowhere | None = None


@strategy
class Moody(ClientService):
    """A strategy that fails in its own way."""

    mood: str = "good"

    def __attrs_post_init__(self) -> None:
        """Fail without a word of relkit."""
        if self.mood != "good":
            raise KeyError(self.mood)


OWN: list[tuple[str, str]] = [
    ("Typed(at=new)", ""),
    ("Typed(either=4)", ""),
    ("Typed(either=USD 4)", ""),
    ("Typed(at=nwe)", "at: 'nwe' is not one of them. Did you mean 'new'?"),
    ("Typed(either=x)", "either: "),
    ("Typed(inside=x)", "A dict cannot stand in a table: give the strategy a name of its own"),
    ("Typed(anything=x)", "cannot stand in a table"),
    ("Lost(somewhere=x)", "The types of the fields of Lost cannot be told: name 'Nowhere'"),
    ("Lost(owner=x)", "The types of the fields of Lost cannot be told"),
    ("Lost", ""),
    ("Moody(mood=bad)", "Moody refuses it: 'bad'"),
    ("Base", "Strategy refuses it: Can't instantiate abstract class"),
]


@pytest.mark.parametrize(("cell", "message"), OWN)
def test_strategies_of_ones_own(cell: str, message: str) -> None:
    """Fields of one's own strategies are read by their types; other types are refused by name."""
    named = {"Typed": Typed, "Lost": Lost, "Moody": Moody, "Base": Strategy}
    rows = [{"kind": "client", "service": cell}]
    if message:
        (found,) = problems(rows, strategies=named)

        assert message in found
    else:
        assert 1 == len(read_table(rows, strategies=named).rules)


@given(texts(), texts(), texts())
def test_hostile_cells_raise_nothing_else(one_: str, two: str, three: str) -> None:
    """Whatever stands in the cells, a table is read or refused with its own error."""
    for row in (
        {"kind": "client", "stage": one_, "service": two},
        {"kind": one_, "traits": two, "service": f"ClientService({three})"},
        {"kind": "client", one_: two, "service": three},
        {"kind": "client", "area": one_, "strategy": two, "parameters": three},
    ):
        with suppress(TableError):
            assert isinstance(read_table([row]), DecisionTable)


@given(st.text(max_size=60))
def test_hostile_text_raises_nothing_else(text: str) -> None:
    """Whatever text is given, a table is read or refused with its own error."""
    with suppress(TableError):
        assert isinstance(read_table(text), DecisionTable)


def test_enums_are_read_by_value() -> None:
    """Stages are enums, and written as their values."""
    assert issubclass(Stage, Enum)
    rows = [{"kind": "client", "service": "Typed(at=new)"}]
    (rule,) = read_table(rows, strategies={"Typed": Typed}).rules
    playbook = Playbook([(Client, "service", rule.strategy)])

    assert playbook == Playbook.from_table(
        playbook.to_table(strategies={"Typed": Typed}), strategies={"Typed": Typed}
    )


def test_first_hit_decides() -> None:
    """Rows become alternatives: the first whose conditions hold gives the plan."""
    playbook = Playbook.from_table(
        "kind,stage,service\nclient,new,ClientService\nclient,,PlainService"
    )
    new = Client(party="a", business="b", stage=Stage.NEW)
    plain = Client(party="a", business="b")

    assert ClientService().propose(new, TODAY) == playbook.plan("service", new, TODAY)
    assert PlainService().propose(plain, TODAY) == playbook.plan("service", plain, TODAY)
    assert () == playbook.gaps([Client])
    assert ((Relationship, "service"),) == playbook.gaps([Relationship])
