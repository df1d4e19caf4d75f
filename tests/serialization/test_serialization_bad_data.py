"""Bad data: every fault with its path, all together; nothing but relkit's errors escapes."""

from __future__ import annotations

import copy
import json
import math
import pickle
import sys
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden_examples import EXAMPLES, book
from relkit import Business, Client, Context, Event, Money, Purchase, Referral, Relationship, Trait
from relkit._words import shown
from relkit.assessment import Assessment
from relkit.errors import (
    InvalidDataError,
    InvalidValueError,
    RelkitError,
    UnknownVersionError,
    UnwritableValueError,
)
from relkit.events import Engagement
from relkit.measures import Flag
from relkit.money import Currency
from relkit.plans import MarketingPlan, PaymentPlan
from relkit.playbook import Playbook
from relkit.relationships import Stage
from relkit.scorecard import Decision
from relkit.serialization import Limits, Registry, from_data, from_json, to_data, to_json
from relkit.strategies import PlainMarketing, Retainer, adjust, from_function, in_stage, when

DAY = date(2025, 1, 7)


def problems_of(data: object, **options: Any) -> list[str]:
    """Read data under today's version and give the faults as text."""
    with pytest.raises(InvalidDataError) as caught:
        from_data({"relkit": 1, "data": data}, **options)
    return [str(problem) for problem in caught.value.problems] or [str(caught.value)]


def silent(plan: MarketingPlan) -> MarketingPlan:
    """Change nothing."""
    return plan


class OddZone(tzinfo):
    """A time zone of nobody's."""


class Unregistered(Event):
    """An event type that no registry knows."""


def with_data(value: object) -> Context:
    """A context that holds something at data.x."""
    return Context(today=DAY, data={"fine": 1, "x": value})


UNWRITABLE: list[tuple[object, str, str]] = [
    (with_data(lambda: 1), "$.data.data.x", "function"),
    (with_data(object()), "$.data.data.x", "of the class object"),
    (with_data([1, ({"a": print},)]), "$.data.data.x.value[1][0].value.a", "print"),
    (with_data(b"bytes"), "$.data.data.x", "bytes"),
    (with_data({1: 2}), "$.data.data.x.value", "must be text"),
    (with_data(math.nan), "$.data.data.x", "finite"),
    (with_data(Decimal("inf")), "$.data.data.x.value", "finite"),
    (with_data(datetime(2025, 1, 7, tzinfo=UTC)), "$.data.data.x", "datetime"),
    (with_data(int), "$.data.data.x.value", "class 'int'"),
    (with_data(Stage), "$.data.data.x.value", "Stage"),
    (with_data(Unregistered(on=DAY)), "$.data.data.x", "registry.add"),
    (with_data("half \ud83d"), "$.data.data.x", "lone surrogate"),
    (with_data(Fraction(1, 3**5000)), "$.data.data.x.value", "too long"),
    (with_data(Fraction(1, 3**2080)), "$.data.data.x.value", "characters"),
    (with_data(Decimal("1" * 1500 + ".5")), "$.data.data.x.value", "characters"),
    (Context(today=DAY, holidays=[DAY]), "$.data.holidays", "frozenset"),
    (Purchase(on=DAY, party=UUID(int=7)), "$.data.party", "of type UUID"),
    (Purchase(on=DAY, id=(1, ("a", True))), "$.data.id[1][1]", "of type bool"),
    (Purchase(on=DAY, served_by=DAY), "$.data.served_by", "of type date"),
    (Business("x", time_zone=OddZone()), "$.data.time_zone", "time zone"),
    (
        Business("x", time_zone=timezone(timedelta(hours=1), "home")),
        "$.data.time_zone",
        "time zone",
    ),
    (Business("x", time_zone=timezone(timedelta(microseconds=5))), "$.data.time_zone", "second"),
    (from_function(lambda _r, _c: None), "$.data", "from_function"),
    (adjust(PlainMarketing(), silent), "$.data", "Adjust"),
    (when(PlainMarketing(), lambda _r, _c: True), "$.data.condition", "lambda"),
    (
        Playbook(
            [
                (
                    Client,
                    "payment",
                    Retainer() | from_function(lambda _r, _c: None, gives=PaymentPlan),
                )
            ]
        ),
        "$.data.entries[0][2].parts[1]",
        "function",
    ),
    (Flag("odd", 7), "$.data.where", "RecordCondition"),
    (Flag(7, 7), "$.data.name", "must be text"),
    (Decision(Client, Engagement, 0, None), "$.data.runner_up", "Engagement"),
    (Decision(Client, int, 0, None), "$.data.runner_up", "int"),
    (Decision(Client, Client, "1", Stage.NEW), "$.data.lead", "whole number"),
    (Decision(Client, Client, 1, Stage.NEW), "$.data.reason", "Stage.NEW"),
]


@pytest.mark.parametrize(("value", "path", "said"), UNWRITABLE, ids=range(len(UNWRITABLE)))
def test_what_cannot_be_written_is_named_with_its_path(value: object, path: str, said: str) -> None:
    """What holds a function, a foreign object or an odd id is refused where it stands."""
    with pytest.raises(UnwritableValueError) as caught:
        to_json(value)

    assert path in {problem.path for problem in caught.value.problems}
    assert said in str(caught.value)


def test_unwritable_spots_are_told_together() -> None:
    """Every spot is named at once, and the message stays short."""
    value = tuple(print for _ in range(30))
    with pytest.raises(UnwritableValueError) as caught:
        to_data(value)

    assert 30 == len(caught.value.problems)
    assert "30 problems in the data" in str(caught.value)
    assert "… and 10 more" in str(caught.value)
    assert str(caught.value) == str(copy.copy(caught.value))
    assert caught.value.problems == pickle.loads(pickle.dumps(caught.value)).problems


def test_a_function_has_no_place_in_a_trait() -> None:
    """A trait whose side is a function of one's own is refused with the path to it."""
    trait = Trait("trust", 0, 0, kappa=1)
    object.__setattr__(trait, "pro", len)

    with pytest.raises(UnwritableValueError, match=r"\$\.data\.pro: must be Quantity"):
        to_json(trait)


BAD: list[tuple[object, str]] = [
    ({"type": "refferal", "on": "2025-01-07"}, "$.data.type: is the unknown type 'refferal'. Did"),
    ({"type": "zzzzzzzz"}, "$.data.type: is the unknown type 'zzzzzzzz'. A class of your own"),
    ({"type": ["referral"]}, "$.data.type: is the unknown type ['referral']"),
    ({"on": "2025-01-07"}, "$.data: must say its 'type'"),
    ({"type": "referral"}, "$.data.on: is missing."),
    ({"type": "referral", "on": 7}, "$.data.on: must be an ISO date"),
    ({"type": "referral", "on": "20250107"}, "$.data.on: must be an ISO date"),
    ({"type": "referral", "on": "2025-02-30"}, "$.data.on: must be a day of the calendar"),
    ({"type": "referral", "on": "2025-01-07", "a b": 1}, "$.data['a b']: is no field here."),
    ({"type": "referral", "on": "2025-01-07", "id": {}}, "$.data.id: must be an id: text"),
    ({"type": "referral", "on": "2025-01-07", "id": [1, [True]]}, "$.data.id[1][0]: must be an id"),
    ({"type": "referral", "on": "2025-01-07", "line": "\ud800"}, "$.data.line: is text with half"),
    ({"type": "purchase", "on": "2025-01-07", "amount": 1.5}, "$.data.amount: must be"),
    (
        {"type": "purchase", "on": "2025-01-07", "amount": "EUR 1.555"},
        "$.data.amount: Decimal('1.555') has",
    ),
    ({"type": "purchase", "on": "2025-01-07", "amount": "1 EUR"}, "$.data.amount: must be money"),
    ({"type": "purchase", "on": "2025-01-07", "amount": "QQQ 1"}, "$.data.amount: 'QQQ' is not"),
    (
        {"type": "purchase", "on": "2025-01-07", "amount": {"amount": "1", "currency": "QQQ"}},
        "$.data.amount.currency: 'QQQ' is not",
    ),
    (
        {"type": "purchase", "on": "2025-01-07", "amount": {"amount": 1, "currency": "EUR"}},
        "$.data.amount: must be text",
    ),
    ({"type": "purchase", "on": "2025-01-07", "discount": "1/0"}, "$.data.discount: must be an ex"),
    ({"type": "purchase", "on": "2025-01-07", "discount": "1e5"}, "$.data.discount: must be an ex"),
    ({"type": "purchase", "on": "2025-01-07", "discount": True}, "$.data.discount: must be"),
    ({"type": "purchase", "on": "2025-01-07", "discount": "2"}, "$.data: Purchase.discount must"),
    ({"type": "purchase", "on": "2025-01-07", "standard": 1}, "$.data.standard: must be"),
    ({"type": "agreement", "on": "2025-01-07", "form": "retaner"}, "$.data.form: must be"),
    ({"type": "agreement", "on": "2025-01-07", "term_days": True}, "$.data.term_days: must be"),
    ({"type": "money", "value": "EUR 1", "more": 1}, "$.data: must have 'type' and 'value' alone"),
    ({"type": "money", "value": 7}, "$.data.value: must be money"),
    ({"type": "set", "value": [1, 1]}, "$.data.value: holds something twice"),
    ({"type": "set", "value": [{"type": "list", "value": []}]}, "$.data.value: holds a list"),
    ({"type": "stage", "value": "asleep"}, "$.data.value: must be 'prospect'"),
    ({"type": "kind", "value": "asleep"}, "$.data.value: is the unknown type"),
    ({"type": "mapping", "value": [1]}, "$.data.value: must be an object"),
    ({"type": "mapping", "value": {"\ud800": 1}}, "$.data.value: is text with half"),
    ({"type": "business", "business_id": "x", "keeps": "purchase"}, "$.data.keeps: must be a list"),
    ({"type": "business", "business_id": "x", "time_zone": "Mars/X"}, "$.data.time_zone: must be"),
    ({"type": "business", "business_id": "x", "time_zone": "+99:00"}, "$.data.time_zone: must be"),
    ({"type": "business", "business_id": "x", "currency": {"code": 7}}, "$.data.currency: must be"),
    (
        {"type": "business", "business_id": "x", "currency": {"code": "XT", "digits": 3}},
        "$.data.currency: A currency code",
    ),
    ({"type": "periods", "condition": {"type": "client"}}, "$.data.condition: must be PeriodCondi"),
    ({"type": "in_stage", "stages": []}, "$.data: in_stage asks for"),
    ({"type": "in_stage", "stages": ["new", 7]}, "$.data.stages[1]: must be 'prospect'"),
    (
        {"type": "when", "parts": [], "condition": {"type": "constantly", "value": True}},
        "$.data: This rule of composition is about one strategy",
    ),
    (
        {"type": "one_of_texts", "subject": "line", "name": "x", "values": ["a"]},
        "$.data: What is asked of the line is called 'line', not 'x'.",
    ),
    (
        {"type": "one_of_texts", "subject": "party type", "name": "party type", "values": ["a"]},
        "$.data: is_party_type asks for",
    ),
    ({"type": "one_of_texts", "subject": "datum", "name": "x", "values": []}, "$.data: has_datum"),
    ({"type": "several_plans", "plans": []}, "$.data: SeveralPlans.plans are one or more"),
    ({"type": "workload", "entries": [["a", "b", -1]]}, "$.data: The minutes of it"),
    ({"type": "case", "party": {}, "kind": "x"}, "$.data.party: must be an id"),
    ({"type": "all_of", "parts": []}, "$.data: Two conditions or more are joined"),
    ({"type": "field_test", "field": "x", "test": "above"}, "$.data: The test above does not take"),
    (
        {"type": "mapped_field", "name": "x", "table": [["a", 1], ["a", 2]]},
        "$.data: The table of the field 'x' has a word twice.",
    ),
    ({"type": "mapped_field", "name": "x", "table": [["a"]]}, "$.data.table[0]: must be a list of"),
    ({"type": "fact"}, "$.data.name: is missing."),
    ({"type": "is_a", "kind": "purchase"}, "$.data.kind: must name a Relationship"),
    (
        {"type": "trait_compared", "name": "x", "is_support": True, "sign": ">=", "limit": "1/2"},
        "$.data: The support of 'x' must be",
    ),
    (
        {"type": "trait_compared", "name": "x", "is_support": True, "sign": "=", "limit": 1},
        "$.data.sign: must be '>='",
    ),
    ({"type": "step", "about": "x", "after_days": 1.5}, "$.data.after_days: must be"),
    ({"type": "move", "movement": 0.5}, "$.data.movement: must be an exact ratio"),
    ([1, {"type": 7}], "$.data[1].type: is the unknown type 7"),
    ((1, 2), "$.data: is no JSON data: (1, 2) of type tuple."),
    ({"a": {1: 2}}, "$.data.a: has a name that is no text: 1."),
    ([math.inf], "$.data[0]: must be a finite number, not inf."),
    (b"x", "$.data: is no JSON data"),
]


@pytest.mark.parametrize(("data", "said"), BAD, ids=range(len(BAD)))
def test_fault_is_named_with_its_path(data: object, said: str) -> None:
    """Each fault says where it is, what was given and what is allowed."""
    assert any(problem.startswith(said) for problem in problems_of(data)), problems_of(data)


def test_all_faults_are_told_together() -> None:
    """Three faults in two events of a list are one error with three lines."""
    data = [
        {"type": "referral", "on": "never", "lin": "x"},
        {"type": "referral", "on": "2025-01-07"},
        {"type": "purchase", "on": "2025-01-07", "amount": 0.1},
    ]

    assert ["$.data[0].on", "$.data[0].lin", "$.data[2].amount"] == [
        problem.partition(": ")[0] for problem in problems_of(data)
    ]


def test_faults_that_lie_deep_take_no_longer() -> None:
    """What lies deep is gone through once, though there is a fault at the bottom."""
    data: object = {"type": "refferal"}
    value: object = print
    for _ in range(40):
        data = [{"type": "set", "value": [data]}] if _ % 2 else {"type": "list", "value": [data]}
        value = ({"x": [value]},)

    assert 1 == len(problems_of(data))
    with pytest.raises(UnwritableValueError) as caught:
        to_json(value)
    assert 1 == len(caught.value.problems)
    condition = in_stage("new")
    for _ in range(40):
        condition = ~(condition & when(PlainMarketing(), lambda _r, _c: True).rule.condition)  # type: ignore[attr-defined]
    with pytest.raises(UnwritableValueError):
        to_json(condition)


def test_documents_of_nothing_but_faults_end_early() -> None:
    """After a thousand faults the search for more ends, wherever they are."""
    for data in ([{"type": "x"}] * 5000, [[math.nan]] * 5000, [[{"type": "x"}] * 600] * 9):
        with pytest.raises(InvalidDataError, match=r"^at least 1\d\d\d problems") as caught:
            from_data({"relkit": 1, "data": data})

        assert 1000 <= len(caught.value.problems) < 2000


TEXTS: list[tuple[str | bytes, str]] = [
    ("", "is no JSON text"),
    ("{", "line 1, column 2"),
    ("nul", "is no JSON text"),
    ('{"relkit":1,"data":NaN}', "holds NaN, which is no JSON number"),
    ('{"relkit":1,"data":-Infinity}', "holds -Infinity"),
    ('{"relkit":1,"data":1e999}', "$.data: must be a finite number"),
    ('{"relkit":1,"data":{"a":1,"b":2,"a":1}}', "$.data: names 'a' twice."),
    ('{"relkit":1,"relkit":1,"data":1}', "$: names 'relkit' twice."),
    ('{"relkit":1,"data":"\\ud800"}', "lone surrogate"),
    ('{"relkit":1,"data":' + "9" * 5000 + "}", "raise Limits(digits=...)"),
    ("[" * 100_000, "lies deeper than 100"),
    ("[" * 50 + "]" * 50, "is no document of relkit"),
    ("[1," * 3, "is no JSON text"),
    ('"' + '\\"' * 100_000, "is no JSON text"),
    (b"\xff\xfe", "byte 0"),
    ("\ufeff{}", "is no JSON text"),
    ("[]", "is no document of relkit"),
    ("{}", "is no document of relkit"),
    ('{"relkit":1}', "is no document of relkit"),
    ('{"relkit":true,"data":1}', "$.relkit: must be the version"),
    ('{"relkit":"1","data":1}', "$.relkit: must be the version"),
    ('{"relkit":-1,"data":1}', "$.relkit: must be the version"),
]


@pytest.mark.parametrize(("text", "said"), TEXTS, ids=range(len(TEXTS)))
def test_bad_text_is_refused(text: str | bytes, said: str) -> None:
    """Text that is no JSON, doubtful, too deep or no document is refused with its reason."""
    with pytest.raises(InvalidDataError) as caught:
        from_json(text)

    assert said in str(caught.value)


def test_other_things_than_text_are_refused() -> None:
    """What is neither text nor bytes is refused, and so is a registry that is none."""
    with pytest.raises(InvalidDataError, match="must be JSON text, not 7"):
        from_json(7)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(RelkitError, match="registry must be a Registry"):
        to_data(1, registry={})  # type: ignore[arg-type]  # on purpose


def test_versions() -> None:
    """A newer version is named as such, and so is an older one that nothing brings up."""
    with pytest.raises(UnknownVersionError, match="was written by a newer relkit"):
        from_data({"relkit": 2, "data": 1})
    with pytest.raises(UnknownVersionError, match="is in version 0 of the format, and nothing"):
        from_data({"relkit": 0, "data": 1})


def test_another_class_was_asked_for() -> None:
    """A document that holds something else than was asked for is refused."""
    data = to_data(Referral(on=DAY))

    assert Referral(on=DAY) == from_data(data, Event)
    with pytest.raises(InvalidDataError, match="and Assessment was asked for"):
        from_data(data, Assessment)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(size=10), "more than 10 bytes"),
        (Limits(depth=2), "lies deeper than 2"),
        (Limits(items=3), "more than 3 values"),
    ],
)
def test_limits(limits: Limits, said: str) -> None:
    """What is larger, deeper or more than the limits allow is refused before any work."""
    data = {"relkit": 1, "data": [[1, 2], {"type": "money", "value": "EUR 1.00"}]}
    text = json.dumps(data)
    with pytest.raises(InvalidDataError, match=said):
        from_json(text, limits=limits)
    with pytest.raises(InvalidDataError, match=said):
        from_json(text.encode(), limits=limits)
    assert from_json(text) == from_data(data)


def test_limits_of_data_alone() -> None:
    """Data that were never text have the limits of depth and number; a circle is too deep."""
    circle: list[object] = []
    circle.append(circle)
    wide: list[object] = [0] * 1000
    for _ in range(30):
        wide = [wide, wide]

    assert "lies deeper than 100" in problems_of(circle)[0]
    assert "more than 5000 values" in problems_of(wide, limits=Limits(items=5000))[0]
    with pytest.raises(InvalidDataError, match="more than 9 bytes"):
        from_json('"éééé"', limits=Limits(size=9))
    with pytest.raises(RelkitError):
        Limits(depth=201)


def test_too_deep_for_the_stack() -> None:
    """A value nested deeper than Python can follow is refused as relkit refuses."""
    deep: object = 1
    for _ in range(100_000):
        deep = (deep,)
    condition = in_stage("new")
    for _ in range(5000):
        condition = ~(condition & in_stage("active"))

    for value in (deep, condition):
        with pytest.raises(UnwritableValueError, match="nested too deep"):
            to_json(value)


def read_near_the_end(data: object, left: int) -> object:
    """Read data where the stack has room for so many more calls."""

    def go(deeper: int) -> object:
        return go(deeper - 1) if deeper else from_data(data)

    depth = 0
    frame = sys._getframe()
    while frame.f_back is not None:
        depth, frame = depth + 1, frame.f_back
    return go(sys.getrecursionlimit() - depth - left)


def test_reading_where_the_stack_ends() -> None:
    """Where Python has no room left for what lies deep, the data are refused as relkit refuses."""
    data: object = []
    for _ in range(90):
        data = [data]

    with pytest.raises(InvalidDataError, match="what is left of Python's stack"):
        read_near_the_end({"relkit": 1, "data": data}, 150)


def test_arguments_are_checked() -> None:
    """Limits, classes and indents that are none are refused by relkit's own errors."""
    calls: list[Any] = [
        lambda: from_data({"relkit": 1, "data": 1}, limits=7),  # type: ignore[call-overload]
        lambda: from_data({"relkit": 1, "data": 1}, "Assessment"),  # type: ignore[call-overload]
        lambda: to_json(1, indent="x"),  # type: ignore[arg-type]
        lambda: to_json(1, indent=-1),
    ]
    for call in calls:
        with pytest.raises(InvalidValueError):
            call()


def test_huge_whole_numbers_are_shown_nowhere() -> None:
    """A whole number too long to print is refused without being printed."""
    huge = 10**5000
    for data in (
        {"type": huge},
        {"type": "referral", "on": huge},
        {"type": "fact", "name": "x", "pro": -huge},
        {"type": "stage", "value": huge},
        {"type": "installments", "count": huge},
        {"type": "every", "months": huge},
    ):
        assert problems_of(data)
    with pytest.raises(UnknownVersionError, match="was written by a newer relkit"):
        from_data({"relkit": huge, "data": 1})


def some_documents() -> list[dict[str, Any]]:
    """The documents of all examples."""
    return [to_data(example) for example in EXAMPLES]


DOCUMENTS = some_documents()
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["client", "2025-01-07", "EUR 1.00", "0x1f", "1/3", "\ud800", 10**4000]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "value", "parts", "a"]), inner, max_size=3)
    ),
    max_leaves=4,
)


@given(st.data())
def test_nothing_else_escapes(data: st.DataObject) -> None:
    """Whatever stands in whatever spot of whatever document: a value, or relkit's own error."""
    document = copy.deepcopy(data.draw(st.sampled_from(DOCUMENTS)))
    for _ in range(data.draw(st.integers(1, 3))):
        spot: Any = document
        for _ in range(data.draw(st.integers(1, 9))):
            steps = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
            step = data.draw(st.sampled_from(steps)) if steps else 0
            if not steps or not isinstance(spot[step], (dict, list)) or not spot[step]:
                break
            before, spot = spot, spot[step]
        else:
            spot = before
        if isinstance(spot, dict) and data.draw(st.booleans()):
            spot.pop(next(iter(spot)), None)
        elif spot:
            steps = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
            spot[data.draw(st.sampled_from(steps))] = data.draw(JUNK)
    try:
        value = from_data(document)
        to_json(value)
    except RelkitError:
        return


@given(st.binary() | st.text() | JUNK.map(shown))
def test_no_text_escapes(text: str | bytes) -> None:
    """Any text and any bytes are refused by relkit's own errors."""
    with pytest.raises(RelkitError):
        from_json(text)


# ------------------------------------------------------------------ results that must add up


def changed(name: str, change: Any) -> dict[str, Any]:
    """The document of an example with one change to its data."""
    document = next(to_data(e) for e in EXAMPLES if type(e).__name__ == name)
    document = json.loads(json.dumps(document))
    change(document["data"])
    return document


BROKEN: list[tuple[str, Any, str]] = [
    ("Assessment", lambda d: d["scoring"]["scores"].__setitem__(0, 5), "sum to"),
    ("Assessment", lambda d: d["scoring"]["decision"].update(lead=5), "sum to"),
    ("Assessment", lambda d: d["scoring"]["decision"].update(leader="relationship"), "sum to"),
    (
        "Assessment",
        lambda d: d["scorecard"].update(kinds=["client", "customer", "relationship"]),
        "",
    ),
    (
        "Assessment",
        lambda d: d["scoring"]["profile"]["traits"][0].update(name="x"),
        "is by its scorecard",
    ),
    ("Scoring", lambda d: d["points"].pop(), "one row of points"),
    ("Scoring", lambda d: d["points"][0].pop(), "points for each trait"),
    ("TraitProfile", lambda d: d["pro"].pop(), "each needs two"),
    ("TraitProfile", lambda d: d["pro"].__setitem__(0, -1), "pro of 'trust'"),
    (
        "TraitProfile",
        lambda d: d.update(traits=d["traits"] * 2, pro=[1, 1], con=[1, 1]),
        "each trait once",
    ),
    ("Evidence", lambda d: d["counts"]["values"].pop(), "3 counts for 4 measures"),
    ("Evidence", lambda d: d["counts"]["values"].__setitem__(0, "0b1"), "bits such as"),
    ("Evidence", lambda d: d["counts"]["values"].__setitem__(0, "0x" + "f" * 9132), "bits such as"),
    ("Evidence", lambda d: d["counts"]["values"].__setitem__(1, "0x1"), "a whole number"),
    ("Evidence", lambda d: d["counts"]["values"].__setitem__(2, "x"), "ISO date"),
    ("Evidence", lambda d: d["counts"]["values"].__setitem__(3, 7), "pairs of a key"),
    ("Evidence", lambda d: d["counts"]["values"].__setitem__(3, [["a", 0]]), "above 0"),
    ("Evidence", lambda d: d["counts"]["values"].__setitem__(3, [["a", 1], ["a", 2]]), "once"),
    ("Evidence", lambda d: d["counts"]["stated"].update(trust=[-1, 0]), "from 0 up"),
    ("Evidence", lambda d: d.update(period_days=0), "at least one day"),
    ("DecisionTable", lambda d: d["rows"][0].pop(), "a cell for each of its 5 heads"),
    ("DecisionTable", lambda d: d.update(rows=d["rows"] * 501), "at most 1000 rows"),
    ("DecisionTable", lambda d: d.update(columns=["x"] * 101), "and 100 columns"),
    ("DecisionTable", lambda d: d.update(rules=d["rules"] * 501), "1000 rules for one kind"),
    ("DecisionTable", lambda d: d.update(traits=[]), "asks for the trait 'trust'"),
    ("DecisionTable", lambda d: d["rules"][0].update(kind="customer"), "serves Client"),
    ("DecisionTable", lambda d: d["rules"][0].update(area="payment"), "takes strategies that"),
    ("DecisionTable", lambda d: d.update(hit_policy="unique"), "only one row may be for a case"),
    (
        "DecisionTable",
        lambda d: d["rules"][0]["conditions"].append({"type": "is_a", "kind": "client"}),
        "No cell of a table says is_a(Client)",
    ),
]


@pytest.mark.parametrize(("name", "change", "said"), BROKEN, ids=range(len(BROKEN)))
def test_results_that_do_not_add_up_are_refused(name: str, change: Any, said: str) -> None:
    """A computed result is read only if it is one that relkit could have computed."""
    with pytest.raises(InvalidDataError) as caught:
        from_data(changed(name, change))

    assert said in str(caught.value)


BROKEN_BOOKS: list[tuple[bool, Any, str]] = [
    (True, lambda d: d["entries"].append(d["entries"][0]), "has one entry for 'acme'"),
    (True, lambda d: d.update(keep_events=False), "keeps the events of each entry"),
    (
        True,
        lambda d: d["entries"][1]["events"].append(d["entries"][0]["events"][0]),
        "recorded before",
    ),
    (True, lambda d: d["entries"][0]["events"].append(d["entries"][0]["events"][0]), "comes twice"),
    (True, lambda d: d["rulings"][0].update(party="eve"), "no party 'eve'"),
    (True, lambda d: d["entries"][0].update(line=7), "must be"),
    (True, lambda d: d["entries"][0]["events"][0].update(party="eve"), "does not belong"),
    (True, lambda d: d["event_types"].append("client"), "must name a Event"),
    (False, lambda d: d["entries"][0].pop("last_on"), "give last_on"),
    (False, lambda d: d["entries"][0].pop("counts"), "keeps the events of each"),
    (False, lambda d: d["seen"][0].update(digest="xyz"), "hexadecimal"),
]


@pytest.mark.parametrize(("keep", "change", "said"), BROKEN_BOOKS, ids=range(len(BROKEN_BOOKS)))
def test_books_that_nobody_can_have_kept_are_refused(keep: bool, change: Any, said: str) -> None:
    """A book is read by the same checks as those by which it was filled."""
    document = json.loads(to_json(book(keep_events=keep)))
    change(document["data"])

    with pytest.raises(InvalidDataError) as caught:
        from_data(document)
    assert said in str(caught.value)


def test_own_currencies_keep_their_digits() -> None:
    """Another reading of a listed code is written with its digits, and read with them."""
    value = (Money(5, Currency("USD", 4)), Currency("USD", 4), Currency("HRK", 2), Money(1, "HRK"))
    text = to_json(value)

    assert value == from_json(text)
    assert '"digits":4' in text
    assert '"HRK 1.00"' in text


def test_relationship_of_no_registry() -> None:
    """A registry that knows less reads less: the type is named, and how to add it."""

    class Unknown(Relationship):
        """A kind that nobody added."""

    with pytest.raises(UnwritableValueError, match="Unknown, which cannot be written"):
        to_json(Unknown(party=1, business=2))
    assert isinstance(Registry(), Registry)
