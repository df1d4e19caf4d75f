"""Strategies for the vocabulary of traits: conditions, measures, quantities and layouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import get_args

from hypothesis import strategies as st
from tests.strategies.events import EVENT_TYPES

from relkit.events import PaymentModel
from relkit.measures import (
    CLOCK,
    ENCOUNTER,
    ENDING,
    ENGAGEMENT,
    EXCHANGE,
    TRANSACTION,
    Day,
    Field,
    Flag,
    Layout,
    MappedField,
    Measure,
    PeriodCondition,
    Quantity,
    RecordCondition,
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
from relkit.testing import texts

TAGS = (*(kind.tag for kind in EVENT_TYPES), *EVENT_TYPES, "event", "engagement", "unheard_of")
WORD_FIELDS = ("model", "form", "action", "about", "direction", "channel", "topic", "coach", "line")
TRUTH_FIELDS = ("standard", "planned", "tailored", "negotiated", "paid", "automatic", "input")
NUMBER_FIELDS = ("minutes", "term_days", "discount", "rating")
OTHER_FIELDS = ("amount", "served_by", "place", "id", "party", "nowhere")
FIELDS = (*WORD_FIELDS, *TRUTH_FIELDS, *NUMBER_FIELDS, *OTHER_FIELDS)
WORDS = ("retainer", "one_time", "ended", "signed", "advice", "inbound", "ann", "x", "")
TABLE = {word: 7 * place - 20 for place, word in enumerate(get_args(PaymentModel))}
USUAL = (event("event"), ENGAGEMENT, EXCHANGE, TRANSACTION, ENCOUNTER, ENDING)
USUAL_VALUES = (
    field("minutes"),
    field("term_days"),
    field("model").mapped(TABLE),
    field("action").mapped({"signed": 3, "renewed": 5, "ended": -2}),
    field("nowhere"),
)
NUMBERS = st.sampled_from([-1, 0, 1, 30, 60, 1200, 10**40])
KEPT = ("purchase", "message", "purchase.discount", "workout")


def _field_tests() -> st.SearchStrategy[RecordCondition]:
    fields = st.sampled_from(FIELDS).map(field)
    words = st.lists(st.sampled_from(WORDS) | NUMBERS, min_size=1, max_size=3)
    return st.one_of(
        fields.map(Field.is_true),
        fields.map(Field.is_false),
        fields.map(Field.is_present),
        st.builds(lambda tested, given: tested.is_in(*given), fields, words),
        st.builds(Field.at_least, fields, NUMBERS),
        st.builds(Field.above, fields, NUMBERS),
    )


@cache
def record_conditions() -> st.SearchStrategy[RecordCondition]:
    """Conditions on records: on types and fields, some of which no event has."""
    types = st.lists(st.sampled_from(TAGS), min_size=1, max_size=4).map(lambda t: event(*t))
    return st.sampled_from(USUAL) | st.recursive(
        st.sampled_from(USUAL) | types | _field_tests(),
        lambda inner: st.one_of(
            st.builds(lambda a, b: a & b, inner, inner),
            st.builds(lambda a, b: a | b, inner, inner),
            inner.map(lambda a: ~a),
        ),
        max_leaves=6,
    )


@cache
def values() -> st.SearchStrategy[Field | MappedField]:
    """What totals read: fields of whole numbers, and words through a table."""
    table = st.dictionaries(st.sampled_from(WORDS), st.integers(-(10**20), 10**20), max_size=4)
    mapped = st.builds(Field.mapped, st.sampled_from(FIELDS).map(field), table)
    return st.sampled_from(USUAL_VALUES) | st.sampled_from(USUAL_VALUES) | mapped


@cache
def names_of_measures() -> st.SearchStrategy[str]:
    """Names as measures can have them: any text with something in it."""
    return texts().filter(str.strip)


def flags() -> st.SearchStrategy[Flag]:
    """Flags with names of every sort."""
    return st.builds(flag, names_of_measures(), record_conditions())


@cache
def _measures() -> st.SearchStrategy[Callable[[str], Measure]]:
    """Measures that wait for their name."""
    where = record_conditions()
    wide = st.sampled_from(USUAL[:3])  # for what is read from a field that few events have
    keys = st.sampled_from(["served_by", "amount", "coach", "place", "nowhere"])
    return st.one_of(
        st.builds(lambda w: lambda name: flag(name, w), where),
        st.builds(lambda w: lambda name: count(name, w), where),
        st.builds(lambda v, w: lambda name: total(name, v, w), values(), where | wide),
        st.builds(lambda v, w: lambda name: most(name, v, w), values(), where | wide),
        st.builds(lambda w: lambda name: first(name, w), where),
        st.builds(lambda w: lambda name: last(name, w), where),
        st.builds(lambda k, w: lambda name: tally(name, k, w), keys, where | wide),
    )


@st.composite
def layouts(draw: st.DrawFn, *, max_size: int = 6) -> Layout:
    """Layouts of measures of every sort, under names of every sort."""
    names = draw(st.lists(names_of_measures(), unique=True, max_size=max_size))
    makers = draw(st.lists(_measures(), min_size=len(names), max_size=len(names)))
    return Layout([make(name) for make, name in zip(makers, names, strict=True)])


def period_conditions(of: Sequence[Flag]) -> st.SearchStrategy[PeriodCondition]:
    """Conditions on periods that do not hold in silent ones."""
    leaves: st.SearchStrategy[PeriodCondition] = st.sampled_from(of)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(lambda a, b: a & b, inner, inner),
            st.builds(lambda a, b: a | b, inner, inner),
            st.builds(lambda a, b: a & ~b, inner, inner),
            st.builds(recent, inner, st.integers(1, 40)),
        ),
        max_leaves=5,
    )


@cache
def _days() -> st.SearchStrategy[Day]:
    firsts = st.builds(first, st.sampled_from(["f1", "f2"]), st.just(event("event")))
    lasts = st.builds(last, st.sampled_from(["l1", "l2"]), st.just(event("event")))
    return firsts | lasts | st.builds(later, lasts, lasts) | st.just(CLOCK)


@cache
def quantities() -> st.SearchStrategy[Quantity]:
    """Quantities over measures of every sort, each name with one meaning."""
    return st.one_of([_quantities_over(where) for where in USUAL])


def _quantities_over(where: RecordCondition) -> st.SearchStrategy[Quantity]:
    flagged = [flag("a", where), flag("b", event("event")), flag("c", event("purchase"))]
    staff = tally("staff", key="served_by", where=where)
    reads = st.sampled_from([distinct, pairs, pairs_alike, recurring, tallied])
    plain = st.one_of(
        st.just(count("n", where)),
        st.just(total("sum", field("minutes"), where)),
        st.just(most("top", field("model").mapped({"retainer": 9, "hourly": 4}), where)),
        period_conditions(flagged).map(periods),
        reads.map(lambda read: read(staff)),
        st.builds(days, _days(), _days()),
        st.sampled_from(["client", "customer"]).map(in_setting),
    )
    numbers = st.integers(-3, 3)
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.builds(lambda a, b: a + b, inner, inner | numbers),
            st.builds(lambda a, b: a - b, inner, inner | numbers),
            st.builds(lambda a, b: b * a, inner, numbers),
            st.builds(least, inner, inner | numbers),
            st.builds(greatest, inner, inner | numbers),
            st.builds(if_kept, st.sampled_from(KEPT), inner),
        ),
        max_leaves=5,
    )
