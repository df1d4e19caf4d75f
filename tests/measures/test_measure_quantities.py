"""Quantities, days, tallies and layouts: how they are put together, and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, timedelta
from enum import IntEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.events import EVENT_TYPES, events

import relkit.measures
from relkit.business import Business
from relkit.errors import (
    DeclarationError,
    EvidenceMismatchError,
    InvalidValueError,
    UnknownNameError,
)
from relkit.events import (
    Agreement,
    Consultation,
    Delivery,
    Event,
    Feedback,
    Message,
    Payment,
    Purchase,
    Referral,
)
from relkit.evidence import fold
from relkit.measures import (
    CLOCK,
    ENCOUNTER,
    ENDING,
    ENGAGEMENT,
    EXCHANGE,
    STAGE_DAYS,
    TRANSACTION,
    UNKNOWN_PAYMENT,
    Constant,
    Count,
    Days,
    Difference,
    First,
    Flag,
    Last,
    Layout,
    Measure,
    Most,
    Product,
    Quantity,
    Sum,
    Tally,
    Total,
    count,
    days,
    distinct,
    event,
    field,
    first,
    flag,
    greatest,
    if_kept,
    in_setting,
    last,
    later,
    least,
    measures_in,
    most,
    pairs,
    pairs_alike,
    periods,
    recent,
    recurring,
    tallied,
    tally,
    total,
)
from relkit.testing import layouts, quantities
from relkit.testing._strategies.businesses import HOSTILE

DAY = date(2025, 1, 7)
PAID = event("payment")
SENT = count("sent", event("referral"))
FLAGGED = flag("engaged", ENGAGEMENT)
STAFF = tally("staff", key="served_by", where=ENCOUNTER)
START, END = first("start", PAID), last("end", PAID)


# ------------------------------------------------------------------ putting together


def test_operators_make_quantities() -> None:
    """Whole numbers stand beside measures on either side of +, − and ×."""
    two = Constant(2)

    assert Sum(SENT, two) == SENT + 2
    assert Sum(two, SENT) == 2 + SENT
    assert Difference(SENT, two) == SENT - 2
    assert Difference(two, SENT) == 2 - SENT
    assert Product(SENT, two) == SENT * 2
    assert Product(two, SENT) == 2 * SENT
    assert Sum(Sum(Constant(0), SENT), SENT) == sum([SENT, SENT])


@settings(deadline=None)
@given(quantity=quantities())
def test_quantities_are_values_that_name_their_measures(quantity: Quantity) -> None:
    """A quantity is hashable, survives pickling, and its measures fit into one layout."""
    measures = list(measures_in(quantity))
    layout = Layout(measures)

    assert quantity == pickle.loads(pickle.dumps(quantity))
    assert hash(quantity) == hash(pickle.loads(pickle.dumps(quantity)))
    assert set(measures) == set(layout.measures)


def test_measures_are_found_wherever_they_are_read() -> None:
    """Measures are found in sums, looks back, days, tallies and behind what is kept."""
    quantity = greatest(
        if_kept("message", 2 * periods(FLAGGED & recent(~flag("a", PAID) & flag("b", PAID), 3))),
        least(SENT - 1, days(START, later(END, last("other", PAID))), pairs(STAFF)),
        days(END, CLOCK) + in_setting("client"),
    )
    names = {"engaged", "a", "b", "sent", "start", "end", "other", "staff"}

    assert names == {measure.name for measure in measures_in(quantity)}
    assert [SENT] == list(measures_in(SENT))
    assert [STAFF] == list(measures_in(STAFF))
    assert [] == list(measures_in(CLOCK)) == list(measures_in(Constant(3)))


class Size(IntEnum):
    """A whole number with a name."""

    SMALL = 3


def test_numbers_are_kept_as_plain_ones() -> None:
    """A subclass of int is kept as the plain number: what is compiled shall not ask it its text."""
    tests = field("minutes").at_least(Size.SMALL), field("minutes").above(Size.SMALL)
    kept = [
        *(number for test in tests for number in test.operands),
        field("model").mapped({"retainer": Size.SMALL}).table[0][1],
        (SENT + Size.SMALL).right.number,
        least(Size.SMALL, SENT).parts[0].number,
        recent(FLAGGED, Size.SMALL).count,
    ]

    assert [3] * 6 == kept
    assert {int} == {type(number) for number in kept}


# ------------------------------------------------------------------ misuse

MISUSES: dict[str, tuple[Callable[[], object], str]] = {
    # ---- operands
    "float": (lambda: SENT + 0.5, "not 0.5"),
    "float first": (lambda: 0.5 * SENT, "not 0.5"),
    "float difference": (lambda: 1.0 - SENT, "not 1.0"),
    "nan": (lambda: SENT - float("nan"), "not nan"),
    "true": (lambda: SENT * True, "not True"),
    "true first": (lambda: True + SENT, "not True"),
    "none": (lambda: SENT - None, "not None"),
    "flag": (lambda: SENT + FLAGGED, r"periods\(...\)"),
    "tally": (lambda: SENT + STAFF, "not Tally"),
    "day": (lambda: SENT + START, "not First"),
    "record condition": (lambda: SENT + PAID, "whole number or made from measures"),
    "if kept float": (lambda: if_kept("message", 0.5), "not 0.5"),
    # ---- parts
    "least of one": (lambda: least(SENT), "two quantities or more; 1 given"),
    "greatest of none": (greatest, "two quantities or more; 0 given"),
    "least of a list": (lambda: least([SENT, 1], 2), "whole number or made"),
    "kept nothing": (lambda: if_kept((), 1), "names records or fields"),
    "kept a number": (lambda: if_kept(5, 1), "names records or fields"),
    "kept numbers": (lambda: if_kept((5,), 1), "names records or fields"),
    "kept an empty name": (lambda: if_kept(("message", ""), 1), "names records or fields"),
    "kept none": (lambda: if_kept(None, 1), "names records or fields"),
    "other setting": (lambda: in_setting("shop"), "'client' or 'customer', not 'shop'"),
    "unhashable setting": (lambda: in_setting([]), "'client' or 'customer'"),
    # ---- measures
    "count of a flag": (lambda: count("n", FLAGGED), "condition on records"),
    "first of a field": (lambda: first("n", field("on")), "condition on records"),
    "last of text": (lambda: last("n", "payment"), "condition on records"),
    "total of text": (lambda: total("n", "minutes", PAID), r"field\('minutes'\)"),
    "total of a number": (lambda: total("n", 5, PAID), "read from a field"),
    "most of a test": (lambda: most("n", field("x").is_true(), PAID), "read from a field"),
    "total of a flag": (lambda: total("n", field("x"), FLAGGED), "condition on records"),
    "tally by spaces": (lambda: tally("n", "served by", PAID), "identifier"),
    "tally by a field": (lambda: tally("n", field("x"), PAID), "identifier"),
    "tally of a flag": (lambda: tally("n", "served_by", FLAGGED), "condition on records"),
    # ---- tallies read
    "distinct count": (lambda: distinct(SENT), "distinct reads a tally"),
    "pairs of text": (lambda: pairs("staff"), "pairs reads a tally, not 'staff'"),
    "pairs alike of a flag": (lambda: pairs_alike(FLAGGED), "reads a tally"),
    "recurring none": (lambda: recurring(None), "reads a tally"),
    "tallied twice": (lambda: tallied(tallied(STAFF)), "reads a tally"),
    # ---- days
    "days of a count": (lambda: days(SENT, CLOCK), "from day to day"),
    "days of a date": (lambda: days(START, DAY), "See first and last"),
    "later of a first": (lambda: later(START, END), "compares last days"),
    "later of the clock": (lambda: later(END, CLOCK), "compares last days"),
    "later of a date": (lambda: later(END, DAY), "compares last days"),
    # ---- layouts
    "layout of a measure": (lambda: Layout(SENT), "a collection of measures"),
    "layout of nothing": (lambda: Layout(None), "a collection of measures"),
    "layout of a condition": (lambda: Layout([PAID]), "is not a measure"),
    "layout of a quantity": (lambda: Layout([SENT + 1]), "is not a measure"),
    "layout of text": (lambda: Layout("sent"), "'s' is not a measure"),
    "one name, two sorts": (lambda: Layout([SENT, flag("sent", PAID)]), "'sent' stands for two"),
    "one name, two conditions": (lambda: Layout([SENT, count("sent", PAID)]), "two different"),
}


@pytest.mark.parametrize("name", MISUSES)
def test_misuse_is_refused_as_it_is_declared(name: str) -> None:
    """What cannot be computed exactly is refused at once, with the way to say it."""
    declare, said = MISUSES[name]

    with pytest.raises(DeclarationError, match=said):
        declare()


@pytest.mark.parametrize(
    "operate", [lambda: SENT / 2, lambda: SENT // 2, lambda: -SENT], ids=["/", "//", "-"]
)
def test_there_is_no_division(operate: Callable[[], object]) -> None:
    """Quantities have no division and no sign: nothing that decides is ever rounded."""
    with pytest.raises(TypeError):
        operate()


MAKERS: tuple[Callable[[object], object], ...] = (
    lambda name: flag(name, PAID),
    lambda name: count(name, PAID),
    lambda name: total(name, field("amount"), PAID),
    lambda name: most(name, field("amount"), PAID),
    lambda name: first(name, PAID),
    lambda name: last(name, PAID),
    lambda name: tally(name, "amount", PAID),
)


@pytest.mark.parametrize("make", MAKERS, ids=range(len(MAKERS)))
def test_names_are_any_text_with_something_in_it(make: Callable[[object], Measure]) -> None:
    """A measure's name can be any text, however hostile, but not empty and nothing else."""
    for name in HOSTILE:
        assert name == make(name).name
    for name in ("", " \t", None, 5, b"sent", ["sent"]):
        with pytest.raises(InvalidValueError, match="name of a measure"):
            make(name)


# ------------------------------------------------------------------ layouts


@settings(deadline=None)
@given(layout=layouts(), data=st.data())
def test_order_and_repeats_make_no_layout_differ(layout: Layout, data: st.DataObject) -> None:
    """The same measures in any order, some given twice, are the same layout."""
    again = data.draw(st.lists(st.sampled_from(layout.measures or [SENT]), max_size=3))
    extra = [measure for measure in again if measure in layout.measures]
    other = Layout(data.draw(st.permutations([*layout.measures, *extra])))

    assert layout == other
    assert hash(layout) == hash(other)
    assert layout.names == other.names
    assert layout == pickle.loads(pickle.dumps(layout))


def test_layout_sorts_by_sort_and_name() -> None:
    """Flags come first and tallies last, each sort by name."""
    order = [Flag, Count, Total, Most, First, Last, Tally]
    made = [make(name) for name in "ba" for make in MAKERS]
    named = [
        *(flag(f"flag {n}", PAID) for n in "ba"),
        *(make(f"{number}{n}") for n in "ba" for number, make in enumerate(MAKERS[1:])),
    ]
    layout = Layout(reversed(named))

    assert len(made) == len(layout.measures)
    assert [kind for kind in order for _ in "ab"] == [type(m) for m in layout.measures]
    assert ("flag a", "flag b", "0a", "0b") == layout.names[:4]


def test_layout_knows_places_and_conditions() -> None:
    """A layout tells where a measure stands and on which records each counts."""
    layout = Layout([SENT, FLAGGED])

    assert [0, 1] == [layout.position(FLAGGED), layout.position(SENT)]
    assert (ENGAGEMENT, event("referral")) == layout.conditions()
    with pytest.raises(EvidenceMismatchError, match="does not hold 'start'") as caught:
        layout.position(START)
    assert isinstance(caught.value, ValueError)
    assert () == Layout([]).measures == Layout(iter([])).names


# ------------------------------------------------------------------ the words of the domain

MODELS = ("one_time", "installment", "subscription", "retainer", "hourly", "contingency", None)
TRUTH_TABLE: dict[str, tuple[Event, str]] = {
    "purchase": (Purchase(on=DAY), "engagement exchange transaction"),
    "purchase by ann": (
        Purchase(on=DAY, served_by="ann"),
        "encounter engagement exchange transaction",
    ),
    "consultation": (Consultation(on=DAY), "engagement exchange"),
    "free consultation": (Consultation(on=DAY, paid=False), "engagement"),
    "delivery": (Delivery(on=DAY), "engagement exchange"),
    "delivery by 0": (Delivery(on=DAY, served_by=0), "encounter engagement exchange"),
    "unknown payment": (Payment(on=DAY), "engagement exchange transaction unknown"),
    "automatic payment": (Payment(on=DAY, automatic=True), "exchange transaction unknown"),
    "retainer": (Payment(on=DAY, model="retainer"), "exchange"),
    "hourly, automatic": (Payment(on=DAY, model="hourly", automatic=True), "exchange"),
    **{
        f"payment by {model}": (Payment(on=DAY, model=model), "exchange transaction")
        for model in ("one_time", "installment", "subscription")
    },
    "signed": (Agreement(on=DAY), "exchange"),
    "renewed": (Agreement(on=DAY, action="renewed"), "exchange"),
    "ended": (Agreement(on=DAY, action="ended"), "ending"),
    "canceled": (Agreement(on=DAY, action="canceled"), "ending"),
    "closing": (Message(on=DAY, about="closing"), "ending"),
    **{
        f"message about {about}": (Message(on=DAY, about=about), "")
        for about in ("receipt", "shipping", "reminder", "marketing", "smalltalk", "advice")
    },
    "feedback": (Feedback(on=DAY, input=True), ""),
    "referral": (Referral(on=DAY), ""),
}
WORDS = {
    "encounter": ENCOUNTER,
    "ending": ENDING,
    "engagement": ENGAGEMENT,
    "exchange": EXCHANGE,
    "transaction": TRANSACTION,
    "unknown": UNKNOWN_PAYMENT,
}


@pytest.mark.parametrize("name", TRUTH_TABLE)
def test_words_of_the_domain(name: str) -> None:
    """What is an engagement, an exchange, an encounter, an end: record by record."""
    record, expected = TRUTH_TABLE[name]
    holding = [word for word, condition in WORDS.items() if condition.matches(record)]

    assert expected.split() == holding


@settings(deadline=None)
@given(
    log=st.lists(events(on=st.dates(DAY, DAY + timedelta(days=900)), kinds=EVENT_TYPES), max_size=6)
)
def test_stage_days_are_the_first_and_last_of_their_words(log: list[Event]) -> None:
    """The days that tell the stage are those of the first and last such record."""
    read = fold(log, layout=Layout(STAGE_DAYS), business=Business("shop"))

    def of(condition: str, choose: Callable[..., date | None]) -> date | None:
        return choose((e.on for e in log if WORDS[condition].matches(e)), default=None)

    assert {
        "first_engaged": of("engagement", min),
        "last_engaged": of("engagement", max),
        "first_exchanged": of("exchange", min),
        "last_exchanged": of("exchange", max),
        "last_ended": of("ending", max),
    } == read.to_dict()


def test_days_are_read_from_days_only() -> None:
    """Days count from a day to a day; the clock is one of them."""
    assert Days(START, CLOCK) == days(START, CLOCK)
    assert Days(START, later(END, END)) == days(START, later(END, END))


def test_unknown_names_are_no_attributes() -> None:
    """The vocabulary has the names that it lists, sorted, and reading evidence checks names."""
    names = relkit.measures.__all__

    assert all(hasattr(relkit.measures, name) for name in names)
    with pytest.raises(UnknownNameError):
        fold([], layout=Layout([SENT]), business=Business("shop"))["nonsense"]
