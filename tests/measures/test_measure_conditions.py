"""Conditions on records and on periods: what each test says, and that the two never mix."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from tests.strategies.events import EVENT_TYPES, Massage, Workout, events, field_of

from relkit.errors import DeclarationError, InvalidValueError
from relkit.events import Consultation, Event, Feedback, Payment, Purchase, Referral, Statement
from relkit.events._base import lineage
from relkit.measures import (
    RECENT_MOST,
    Flag,
    PeriodCondition,
    RecordCondition,
    event,
    field,
    flag,
    periods,
    recent,
)
from relkit.measures._periods import AllPeriods, AnyPeriods, NotPeriod
from relkit.money import Money
from relkit.testing import flags, period_conditions, record_conditions

DAY = date(2025, 1, 7)
PAID = event("payment")
BOUGHT = flag("bought", event("purchase"))
ENGAGED = flag("engaged", event("engagement"))
ON_PERIODS = period_conditions((BOUGHT, ENGAGED, flag("paid", PAID)))
NAN = float("nan")


# ------------------------------------------------------------------ records


def test_event_matches_types_and_what_lies_below() -> None:
    """A type is named by tag or class, several mean any of them, and subtypes are included."""
    cases = [
        (event("consultation"), Massage, True),
        (event(Consultation), Massage, True),
        (event("massage"), Consultation, False),
        (event("engagement"), Workout, True),
        (event("event"), Referral, True),
        (event("purchase", Workout), Workout, True),
        (event("purchase", "delivery"), Referral, False),
        (event("unheard_of"), Referral, False),
    ]

    assert [hit for *_, hit in cases] == [where.matches(kind(on=DAY)) for where, kind, _ in cases]
    assert event("consultation") == event(Consultation)


@pytest.mark.parametrize("slip", ["purchse", "consultations", "agrement", "engagements"])
def test_a_tag_that_is_almost_a_standard_one_is_a_slip(slip: str) -> None:
    """It would match nothing for ever; a type of one's own is then named by its class."""
    with pytest.raises(DeclarationError, match=r"is almost the standard event '\w+': write that"):
        event("purchase", slip)


def test_a_class_of_ones_own_may_be_called_almost_like_a_standard_one() -> None:
    """A class cannot be a slip."""

    class Deliverys(Event):
        pass

    assert event(Deliverys).matches(Deliverys(on=DAY))


VALUES = [
    *(None, True, False, 0, 1, 7, -1, 0.5, 1.0, NAN, Decimal("0.5"), Decimal("NaN")),
    *(Fraction(1, 2), "retainer", "7", "", Money("7", "USD"), (7,), 10**40),
]
TESTS: dict[str, tuple[RecordCondition, list[object]]] = {
    "is true": (field("x").is_true(), [True]),
    "is false": (field("x").is_false(), [False]),
    "is present": (field("x").is_present(), VALUES[1:]),
    "is in words": (field("x").is_in("retainer", ""), ["retainer", ""]),
    "is in numbers": (field("x").is_in(1, 7), [1, 7, 1.0]),
    "at least 1": (field("x").at_least(1), [1, 7, 1.0, 10**40]),
    "above 0": (field("x").above(0), [1, 7, 0.5, 1.0, Decimal("0.5"), Fraction(1, 2), 10**40]),
    "above huge": (field("x").above(10**39), [10**40]),
    "at least -1": (
        field("x").at_least(-1),
        [0, 1, 7, -1, 0.5, 1.0, Decimal("0.5"), Fraction(1, 2), 10**40],
    ),
}


@pytest.mark.parametrize("name", TESTS)
def test_each_test_holds_of_exactly_these_values(name: str) -> None:
    """A truth value is no number, a word no truth value, NaN and money are in no order."""
    condition, expected = TESTS[name]
    found = [value for value in VALUES if condition.holds((), lambda _name, v=value: v)]
    opposite = [value for value in VALUES if (~condition).holds((), lambda _name, v=value: v)]

    assert [repr(value) for value in expected] == [repr(value) for value in found]
    assert len(VALUES) == len(found) + len(opposite)


@settings(deadline=None)
@given(condition=record_conditions(), other=record_conditions(), entry=events())
def test_conditions_follow_two_valued_logic(
    condition: RecordCondition, other: RecordCondition, entry: Event
) -> None:
    """And, or and not mean what they say, of missing fields too."""
    one, two = condition.matches(entry), other.matches(entry)

    assert (one and two) == (condition & other).matches(entry)
    assert (one or two) == (condition | other).matches(entry)
    assert (not one) == (~condition).matches(entry)
    assert not (condition & ~condition).matches(entry)


@settings(deadline=None)
@given(condition=record_conditions(), entry=events())
def test_matches_reads_as_holds_does(condition: RecordCondition, entry: Event) -> None:
    """Matching an event is holding of its types and of its fields by their names in records."""
    expected = condition.holds(lineage(type(entry)), lambda name: field_of(entry, name))

    assert expected == condition.matches(entry)


@settings(deadline=None)
@given(a=record_conditions(), b=record_conditions(), c=record_conditions())
def test_grouping_of_conditions_makes_no_difference(
    a: RecordCondition, b: RecordCondition, c: RecordCondition
) -> None:
    """Conditions of one sort are flattened: how they were grouped leaves no trace."""
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)
    assert hash((a & b) & c) == hash(a & (b & c))
    assert a & b == pickle.loads(pickle.dumps(a & b))


def test_fields_are_named_as_in_records() -> None:
    """``input`` and ``id`` are the names of fields in records; the attributes are not."""
    feedback = Feedback(on=DAY, input=True, id=7)

    assert (field("input").is_true() & field("id").is_in(7)).matches(feedback)
    assert not (field("is_input").is_present() | field("event_id").is_present()).matches(feedback)
    assert not field("on_time").is_present().matches(Payment(on=DAY))


# ------------------------------------------------------------------ periods


@settings(deadline=None)
@given(a=ON_PERIODS, b=ON_PERIODS)
def test_period_conditions_follow_two_valued_logic(a: PeriodCondition, b: PeriodCondition) -> None:
    """And, or and not mean what they say of the periods' flags and looks back."""
    leaves = sorted({*a.leaves(), *b.leaves()}, key=repr)
    for truths in list(product((False, True), repeat=len(leaves)))[:64]:
        now = dict(zip(leaves, truths, strict=True))

        assert (a.holds(now) and b.holds(now)) == (a & b).holds(now)
        assert (a.holds(now) or b.holds(now)) == (a | b).holds(now)
        assert (not a.holds(now)) == (~a).holds(now)
    assert (a & b) & a == a & (b & a)
    assert (a | b) | a == a | (b | a)


@settings(deadline=None)
@given(made=flags())
def test_flag_is_a_condition_by_itself(made: Flag) -> None:
    """A flag holds where its bit is set, whatever its name and condition, and can be counted."""
    assert [made] == list(made.leaves())
    assert made.holds({made: True})
    assert not (made & ~made).holds({made: True})
    assert made == periods(made).condition == pickle.loads(pickle.dumps(made))


def test_period_conditions_are_flat_values() -> None:
    """Conditions of one sort are flattened, a look back is one leaf, and all are hashable."""
    looked = recent(ENGAGED, 2)
    joined = BOUGHT & ~looked & ENGAGED

    assert AllPeriods((BOUGHT, NotPeriod(looked), ENGAGED)) == joined
    assert AnyPeriods((BOUGHT, ENGAGED, looked)) == (BOUGHT | ENGAGED | looked)
    assert [BOUGHT, looked, ENGAGED] == list(joined.leaves())
    assert hash(joined) == hash(BOUGHT & ~looked & ENGAGED)
    assert looked.holds({looked: True})


@pytest.mark.parametrize("count", [1, 2, RECENT_MOST])
def test_look_back_takes_a_number_of_periods(count: int) -> None:
    """A look back spans 1 to 1000 periods."""
    assert count == recent(ENGAGED, count).count


# ------------------------------------------------------------------ misuse


class Bare(PeriodCondition):
    """A condition on periods that says nothing."""


def test_bare_conditions_say_nothing() -> None:
    """The roots of both languages have no meaning of their own."""
    with pytest.raises(NotImplementedError):
        RecordCondition().matches(Referral(on=DAY))
    with pytest.raises(NotImplementedError):
        list(Bare().leaves())
    with pytest.raises(NotImplementedError):
        Bare().holds({})


MISUSES: dict[str, tuple[Callable[[], object], str]] = {
    # ---- the two languages mixed
    "record & flag": (lambda: PAID & BOUGHT, r"go into periods\(...\)"),
    "record | flag": (lambda: PAID | BOUGHT, r"go into periods\(...\)"),
    "flag & record": (lambda: BOUGHT & PAID, r"go into flag\(name, ...\)"),
    "flag | record": (lambda: BOUGHT | PAID, "made of flags"),
    "record & text": (lambda: PAID & "purchase", "not with 'purchase'"),
    "flag & true": (lambda: BOUGHT & True, "not of True"),
    "flag of a flag": (lambda: flag("x", BOUGHT), "needs a condition on records"),
    "flag of a field": (lambda: flag("x", field("paid")), "needs a condition on records"),
    "flag of nothing": (lambda: flag("x", None), "needs a condition on records"),
    "look back at a record": (lambda: recent(PAID, 2), "made of flags"),
    "periods of a record": (lambda: periods(PAID), "made of flags"),
    # ---- periods that never end
    "periods of a negation": (lambda: periods(~BOUGHT), "silent period"),
    "periods of either": (lambda: periods(BOUGHT | ~ENGAGED), "engaged & ~tailored"),
    "periods of two": (lambda: periods(~BOUGHT & ~ENGAGED), "silent period"),
    "periods of no look back": (lambda: periods(~recent(ENGAGED, 2)), "silent period"),
    "look back at a negation": (lambda: recent(~BOUGHT, 2), "silent period"),
    # ---- truth values
    "and": (lambda: PAID and field("on_time").is_false(), "with &, | and ~"),
    "or": (lambda: BOUGHT or ENGAGED, "with &, | and ~"),
    "not": (lambda: not BOUGHT, "with &, | and ~"),
    # ---- names
    "no type": (event, "at least one event type"),
    "type of spaces": (lambda: event("a purchase"), "by its class or its tag"),
    "statement": (lambda: event(Statement), "by its class or its tag"),
    "number as type": (lambda: event(5), "by its class or its tag"),
    "event as type": (lambda: event(Purchase(on=DAY)), "by its class or its tag"),
    "field of spaces": (lambda: field("served by"), "identifier such as 'served_by'"),
    "field keyword": (lambda: field("class"), "identifier"),
    "field number": (lambda: field(5), "identifier"),
    "field code": (lambda: field("x if y else z"), "identifier"),
    # ---- operands
    "no words": (lambda: field("x").is_in(), "words or whole numbers"),
    "true as a word": (lambda: field("x").is_in("a", True), r"see is_true\(\)"),
    "float as a word": (lambda: field("x").is_in(1.0), "whole numbers"),
    "none as a word": (lambda: field("x").is_in(None), "whole numbers"),
    "list as a word": (lambda: field("x").is_in(["a", "b"]), "whole numbers"),
    "float bound": (lambda: field("x").at_least(0.5), "whole numbers; 0.5 is none"),
    "decimal bound": (lambda: field("x").above(Decimal(1)), "whole numbers"),
    "true bound": (lambda: field("x").above(True), "whole numbers; True is none"),
    "nan bound": (lambda: field("x").above(NAN), "whole numbers; nan is none"),
    "money bound": (lambda: field("x").at_least(Money("1", "USD")), "whole numbers"),
    "table of floats": (lambda: field("x").mapped({"a": 0.5}), "whole numbers"),
    "table of truths": (lambda: field("x").mapped({"a": True}), "whole numbers"),
    "table by numbers": (lambda: field("x").mapped({1: 1}), "a table such as"),
    "table by both": (lambda: field("x").mapped({"a": 1, 2: 2}), "a table such as"),
    "list as a table": (lambda: field("x").mapped([("a", 1)]), "a table such as"),
    "text as a table": (lambda: field("x").mapped("a"), "a table such as"),
}


@pytest.mark.parametrize("name", MISUSES)
def test_misuse_is_refused_as_it_is_declared(name: str) -> None:
    """What cannot mean what was meant is refused at once, with the way to say it."""
    declare, said = MISUSES[name]

    with pytest.raises(DeclarationError, match=said) as caught:
        declare()
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize("count", [0, -1, RECENT_MOST + 1, 1.0, True, "2", None], ids=repr)
def test_look_back_out_of_range_is_refused(count: object) -> None:
    """A look back takes a whole number of periods from 1 to 1000."""
    with pytest.raises(InvalidValueError, match="from 1 to 1000"):
        recent(ENGAGED, count)


@pytest.mark.parametrize("name", ["", "  ", None, 5, b"x"], ids=repr)
def test_measures_have_names(name: object) -> None:
    """The name of a measure is text with something in it."""
    with pytest.raises(InvalidValueError, match="name of a measure"):
        flag(name, PAID)


def test_every_type_of_the_strategies_can_be_named() -> None:
    """Each event type, standard or not, matches its own events by class and by tag."""
    for kind in EVENT_TYPES:
        assert event(kind).matches(kind(on=DAY))
        assert event(kind.tag).matches(kind(on=DAY))
