"""The compiled recorders against the plain interpreter, and what they put into source."""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.naive import agrees, measured
from tests.strategies.events import EVENT_TYPES, WINDOW, Massage, Workout, events, logs
from tests.strategies.evidences import Case, cases

import relkit
from relkit.business import Business
from relkit.errors import DeclarationError
from relkit.events import Consultation, Event, Payment, Purchase, Referral
from relkit.evidence import _source, fold
from relkit.evidence._source import Source
from relkit.measures import (
    ENCOUNTER,
    ENDING,
    ENGAGEMENT,
    EXCHANGE,
    STAGE_DAYS,
    TRANSACTION,
    Layout,
    RecordCondition,
    count,
    event,
    field,
    flag,
    most,
    tally,
    total,
)
from relkit.money import Money
from relkit.testing import businesses, layouts, record_conditions
from relkit.testing._strategies.businesses import HOSTILE

DAY = date(2025, 1, 7)
SHOP = Business("shop", currency="USD")
MODEL = field("model")
POINTS = {"retainer": 15, "one_time": -20, "installment": -6}
RICH = Layout(
    [
        *STAGE_DAYS,
        flag("engaged", ENGAGEMENT),
        flag("bought", event(Purchase)),
        flag("late", event("payment") & ~field("on_time").is_true()),
        flag("discounted", field("discount").above(0)),
        flag("long", field("minutes").at_least(60)),
        flag("large", field("amount").at_least(1200)),
        flag("group", field("group").is_true() & ~event("massage")),
        flag("seven", field("served_by").is_in(7, "ann") | field("place").is_in(0, 1, 7)),
        count("all", event("event")),
        count("none", event("event") & ~event("event")),
        count("ended", ENDING),
        count("input", field("input").is_true()),
        total("minutes", field("minutes"), ENGAGEMENT),
        total("models", MODEL.mapped(POINTS), event("payment")),
        total("negative", field("action").mapped({"signed": -3, "ended": 2}), EXCHANGE),
        most("longest", field("minutes"), event("consultation", "workout")),
        most("model", MODEL.mapped(POINTS), TRANSACTION),
        tally("staff", key="served_by", where=ENCOUNTER),
        tally("amounts", key="amount", where=event("event")),
        tally("places", key="place", where=event(Workout)),
        tally("topics", key="topic", where=~event("massage")),
    ]
)


@settings(deadline=None)
@given(case=cases())
def test_recorder_equals_interpreter(case: Case) -> None:
    """The compiled recorders of any layout count what the plain interpreter counts."""
    evidence = case.fold(0)

    assert agrees(evidence, case.logs[0], case.business)


@settings(deadline=None)
@given(log=logs(max_size=40), business=businesses())
def test_recorder_equals_interpreter_on_a_rich_layout(log: list[Event], business: Business) -> None:
    """A layout with every measure and test counts long logs as the plain interpreter does."""
    evidence = fold(log, layout=RICH, business=business)

    assert agrees(evidence, log, business)


@settings(deadline=None)
@given(condition=record_conditions(), entry=events(on=WINDOW))
def test_compiled_condition_equals_matches(condition: RecordCondition, entry: Event) -> None:
    """A compiled condition holds of an event if and only if ``matches`` says so."""
    counted = fold([entry], layout=Layout([count("n", condition)]), business=SHOP)["n"]

    assert int(condition.matches(entry)) == counted


PLACES = [
    *(None, True, False, 0, 1, 7, -1, 0.5, 1.0, 7.5, Decimal("0.5"), Decimal(7), Fraction(1, 2)),
    *("gym", "1", "", Money("7", "USD"), (7,), 10**40, -(10**40), float("inf")),
]
PLACE = field("place")
PLACE_TESTS = {
    "true": PLACE.is_true(),
    "false": PLACE.is_false(),
    "present": PLACE.is_present(),
    "words": PLACE.is_in("gym", ""),
    "zero": PLACE.is_in(0),
    "numbers": PLACE.is_in(1, 7, "1"),
    "at least": PLACE.at_least(1),
    "above": PLACE.above(0),
    "above huge": PLACE.above(10**39),
    "not at least": ~PLACE.at_least(-(10**39)),
}


@pytest.mark.parametrize("place", PLACES, ids=repr)
def test_each_test_compiles_to_what_it_says_of_each_value(place: object) -> None:
    """Of truth values, numbers, words and money a compiled test says what the plain one says."""
    visit = Workout(on=DAY, place=place)
    layout = Layout([count(name, where) for name, where in PLACE_TESTS.items()])
    expected = {name: int(PLACE_TESTS[name].matches(visit)) for name in layout.names}

    assert expected == fold([visit], layout=layout, business=SHOP).to_dict()


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.__name__)
def test_bare_event_of_each_type(kind: type[Event]) -> None:
    """An event of which nothing but the day is known is counted as the interpreter counts it."""
    log = [kind(on=DAY)]
    evidence = fold(log, layout=RICH, business=SHOP)

    assert agrees(evidence, log, SHOP)


def test_user_event_below_a_standard_type_counts_as_one() -> None:
    """A measure of consultations counts a user's own consultation, and not the other way round."""
    layout = Layout([count("talks", event("consultation")), count("rubs", event(Massage))])
    log = [Massage(on=DAY), Consultation(on=DAY)]
    evidence = fold(log, layout=layout, business=SHOP)

    assert {"rubs": 1, "talks": 2} == evidence.to_dict()


def test_amounts_are_tallied_with_their_currency() -> None:
    """Whole minor units count as the business's currency; the same figure in another is another."""
    layout = Layout([tally("amounts", key="amount", where=event("payment"))])
    amounts = [500, Money("5", "USD"), Money("5", "EUR"), Money.from_minor_units(500, "JPY")]
    log = [Payment(on=DAY, amount=amount) for amount in amounts]
    found = fold(log, layout=layout, business=SHOP)["amounts"]

    assert [2, 1, 1] == sorted(found.values(), reverse=True)
    assert 2 == found[500, SHOP.currency]


def test_condition_of_a_users_own_is_refused() -> None:
    """A condition that relkit cannot compile is refused by name, as the measure is first used."""

    class Lucky(RecordCondition):
        """A condition that no engine knows."""

    layout = Layout([count("lucky", Lucky())])

    with pytest.raises(DeclarationError, match="made with event and field"):
        fold([Referral(on=DAY)], layout=layout, business=SHOP)
    with pytest.raises(NotImplementedError):
        Lucky().matches(Referral(on=DAY))


# ------------------------------------------------------------------ what is put into source

FIXED = {
    *(
        "start",
        "read",
        "make",
        "record",
        "period_days",
        "currency",
        "s",
        "e",
        "day",
        "on",
        "toordinal",
    ),
    *("period", "base", "bit", "v", "key", "counts", "minor_units", "__class__"),
    *("True", "False", "None"),
}
NUMBERED = re.compile(r"(m|k|v|_a)\d+")


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect every source that is compiled."""
    seen: list[str] = []

    def parse(source: str) -> ast.Module:
        seen.append(source)
        return ast.parse(source)

    monkeypatch.setattr(_source, "ast", AstSpy(parse))
    return seen


class AstSpy:
    """Stands for the module `ast`, and writes down what is parsed."""

    def __init__(self, parse: object) -> None:
        """Take over one function."""
        self.parse = parse

    def __getattr__(self, name: str) -> object:
        """Leave everything else as it is."""
        return getattr(ast, name)


def foreign_words(source: str) -> set[str]:
    """Give the words of a source that relkit itself did not choose."""
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    names = {token.string for token in tokens if token.type == tokenize.NAME}
    strings = {token.string for token in tokens if token.type == tokenize.STRING}
    own = {name for name in names if keyword.iskeyword(name) or NUMBERED.fullmatch(name)}
    return strings | (names - FIXED - own)


class Ugly(Event):
    """An event whose words look like code."""

    tag: ClassVar[str] = "__import__"

    exec: str | None = None
    __class__x: str | None = None
    Ωmega: int | None = None  # noqa: PLC2401 - as ugly as Python lets it be


def hostile_layout() -> Layout:
    """Name measures, words and tables as badly as can be."""
    words = [*HOSTILE, "x); import os; (", "1 or exec('')", "{table}"]
    return Layout(
        [
            *(flag(f"{word}f", field("topic").is_in(word)) for word in words),
            *(count(f"{word}c", event("__import__", "exec", "lambda")) for word in words),
            total("import os", field("exec").mapped(dict.fromkeys(words, 1)), event("event")),
            most("exec('x')", field("Ωmega"), event(Ugly)),
            tally("\x00", key="exec", where=field("exec").is_in(*words)),
        ]
    )


def test_no_foreign_text_in_source(sources: list[str]) -> None:
    """Hostile names, words, tags and fields never stand in the source that is compiled."""
    layout = hostile_layout()
    log = [Ugly(on=DAY, exec="{table}", Ωmega=3)]
    evidence = fold(log, layout=layout, business=SHOP)

    assert [set()] * len(sources) == [foreign_words(source) for source in sources]
    assert measured(log, layout, SHOP) == evidence.to_dict()
    assert 1 == evidence["import os"]


@settings(deadline=None)
@given(layout=layouts())
def test_every_source_is_made_of_fixed_words(layout: Layout) -> None:
    """Whatever the layout, the source has only relkit's own words, numbered names and numbers."""
    seen: list[str] = []

    class Spy(Source):
        """Shows its lines."""

        def function(self, name: str) -> object:
            seen.append("\n".join(self._lines))
            return super().function(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("relkit.evidence._writer.Source", Spy)
        fresh = Layout([*layout.measures, count(f"n{len(layout.measures)}", event(Workout))])
        fold([Workout(on=DAY)], layout=renamed(fresh), business=SHOP)

    assert 1 == len(seen)
    assert set() == foreign_words(seen[0])


UNUSED = (f"unused {number}" for number in range(10**9))


def renamed(layout: Layout) -> Layout:
    """Add a measure that no layout had before, so that nothing compiled is found again."""
    return Layout([*layout.measures, count(next(UNUSED), event("event"))])


class Injected(int):
    """A whole number that writes itself as code."""

    def __format__(self, _spec: str = "") -> str:
        return "0 or print('injected')"

    __str__ = __repr__ = __format__


def test_number_that_writes_itself_as_code_stays_a_number(sources: list[str]) -> None:
    """A subclass of int with a hostile text is taken as the plain number that it is."""
    number = Injected(5)
    tests = field("minutes").at_least(number) | field("minutes").above(number)
    layout = renamed(
        Layout(
            [
                count("n", tests & ~field("minutes").is_in(number)),
                total("t", field("topic").mapped({"x": number}), event("event")),
            ]
        )
    )
    fold([Workout(on=DAY, minutes=6)], layout=layout, business=SHOP)

    assert [set()] * len(sources) == [foreign_words(source) for source in sources]
    assert "injected" not in "".join(sources)


def test_generated_code_has_no_builtins() -> None:
    """A compiled function finds no builtin names, whatever stands in it."""
    source = Source()
    source.line(0, "def make():")
    source.line(1, "return open")

    with pytest.raises(NameError, match="open"):
        source.function("make")()


def test_attributes_are_put_into_the_tree_and_not_into_the_text() -> None:
    """A numbered attribute reads the real one, and what is no identifier is refused."""
    source = Source()
    stand_in = source.attribute("minutes")
    source.line(0, "def make(e):")
    source.line(1, f"return e.{stand_in}")

    assert 60 == source.function("make")(Workout(on=DAY, minutes=60))
    with pytest.raises(DeclarationError, match="identifier"):
        source.attribute("minutes; import os")


def test_constants_are_named_once() -> None:
    """The same object has one name in the source; equal ones need not."""
    source = Source()
    words = frozenset({"a"})

    assert ["k0", "k1", "k0"] == [source.constant(c) for c in (words, "b", words)]


def calls(tree: ast.AST) -> Iterator[str]:
    """Give the plain names that a module calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_one_module_compiles_code() -> None:
    """``compile`` and ``exec`` are called in ``evidence/_source.py`` and nowhere else."""
    package = Path(relkit.__file__).parent
    compiling = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if {"compile", "exec", "eval"} & set(calls(ast.parse(path.read_text("utf-8"))))
    ]

    assert ["evidence/_source.py"] == compiling


# ------------------------------------------------------------------ what is shared and kept apart


def test_recorders_are_compiled_once_per_type_and_layout(sources: list[str]) -> None:
    """A second log of the same layout compiles nothing, nor does another period or currency."""
    layout = renamed(RICH)
    for business in (SHOP, Business("b", period_days=7), Business("c", currency="JPY")):
        fold([Purchase(on=DAY), Purchase(on=DAY)], layout=layout, business=business)

    assert 1 == sum("def record" in source for source in sources)


@settings(deadline=None)
@given(days=st.lists(st.integers(0, 700), min_size=1, max_size=12))
def test_flags_survive_every_order_of_arrival(days: list[int]) -> None:
    """Earlier days that come later move the first period, and no bit is lost."""
    layout = Layout([flag("bought", event("purchase")), flag("never", event("referral"))])
    log = [Purchase(on=DAY + timedelta(days=day)) for day in days]
    evidence = fold(log, layout=layout, business=SHOP)

    assert agrees(evidence, log, SHOP)
    assert () == evidence["never"]


def test_every_field_is_compiled() -> None:
    """A test of each field that any event type has, or none, compiles for each event type."""
    fields = {"nowhere"}.union(*(attrs.fields_dict(kind) for kind in EVENT_TYPES))
    tests = [count(name, field(name).is_present()) for name in sorted(fields)]
    log = [kind(on=DAY) for kind in EVENT_TYPES]
    evidence = fold(log, layout=Layout(tests), business=SHOP)

    assert agrees(evidence, log, SHOP)
    assert attrs.asdict(evidence)["base"] == DAY.toordinal() // 30
