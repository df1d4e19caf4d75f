"""Strategies for the vocabulary of traits: conditions, measures, quantities and layouts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeAlias, get_args

from hypothesis import strategies as st

from relkit.events import STANDARD_EVENT_TYPES, PaymentModel
from relkit.measures import (
    CLOCK,
    ENCOUNTER,
    ENDING,
    ENGAGEMENT,
    EXCHANGE,
    FIRST_ENGAGED,
    LAST_ENGAGED,
    TRANSACTION,
    Clock,
    Constant,
    Count,
    Day,
    Days,
    Difference,
    Field,
    First,
    Flag,
    Greatest,
    IfKept,
    InSetting,
    Last,
    Later,
    Layout,
    Least,
    MappedField,
    Measure,
    Most,
    PeriodCondition,
    Periods,
    Product,
    Quantity,
    Recent,
    RecordCondition,
    Sum,
    Tally,
    TallyRead,
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
from relkit.testing._strategies.chosen import both, either, one_of_these

__all__ = [
    "flags",
    "layouts",
    "measured_days",
    "measures",
    "period_conditions",
    "quantities",
    "recents",
    "record_conditions",
    "record_fields",
]

_Shapes: TypeAlias = Mapping[type, Callable[[], st.SearchStrategy[Any]]]

_TAGS: Final = (*(kind.tag for kind in STANDARD_EVENT_TYPES), "event", "engagement", "unheard_of")
_WORD_FIELDS: Final = ("model", "form", "action", "about", "direction", "channel", "topic", "line")
_TRUTH_FIELDS: Final = ("standard", "planned", "tailored", "negotiated", "paid", "automatic")
_NUMBER_FIELDS: Final = ("minutes", "term_days", "discount", "rating")
_OTHER_FIELDS: Final = ("amount", "served_by", "id", "party", "nowhere")
_FIELDS: Final = (*_WORD_FIELDS, *_TRUTH_FIELDS, *_NUMBER_FIELDS, *_OTHER_FIELDS)
_WORDS: Final = ("retainer", "one_time", "ended", "signed", "advice", "inbound", "ann", "x", "")
_TABLE: Final = {word: 7 * place - 20 for place, word in enumerate(get_args(PaymentModel))}
_USUAL: Final = (event("event"), ENGAGEMENT, EXCHANGE, TRANSACTION, ENCOUNTER, ENDING)
_OCCURRING: Final = (  # what tests of fields ask for where they ask for something that occurs
    *_USUAL,
    event("consultation"),
    event("feedback", "referral"),
    field("tailored").is_true(),
    field("standard").is_false(),
    field("negotiated").is_true(),
    field("initiated").is_false(),
    field("automatic").is_true(),
    field("input").is_true(),
    field("about").is_in("advice", "input", "closing"),
    field("direction").is_in("inbound"),
    field("action").is_in("ended", "canceled"),
    field("form").is_in("retainer", "project"),
    field("model").is_in("retainer", "hourly"),
    field("served_by").is_present(),
    field("discount").above(0),
    field("minutes").at_least(30),
)
_USUAL_VALUES: Final = (
    field("minutes"),
    field("term_days"),
    field("model").mapped(_TABLE),
    field("action").mapped({"signed": 3, "renewed": 5, "ended": -2}),
    field("nowhere"),
)
_KEPT: Final = ("purchase", "message", "purchase.discount", ("consultation", "feedback"))
_KEYS: Final = ("served_by", "amount", "channel", "nowhere")
_READS: Final = (distinct, pairs, pairs_alike, recurring, tallied)


def _any_of(shapes: _Shapes, types: tuple[type, ...]) -> st.SearchStrategy[Any]:
    """Draw values of these classes; of all of them where none is named."""
    return st.one_of([shapes[kind]() for kind in types or shapes])


# ---------------------------------------------------------------------------- records


def _numbers() -> st.SearchStrategy[int]:
    return st.sampled_from([-1, 0, 1, 30, 60, 1200, 10**40])


@cache
def record_fields(*, mapped: bool = False) -> st.SearchStrategy[Any]:
    """Fields of records, some of which no event has; with ``mapped`` read through a table.

    >>> from hypothesis import given
    >>> @given(record_fields())
    ... def test_presence_can_be_tested(field):
    ...     assert field.is_present() == field.is_present()
    >>> test_presence_can_be_tested()
    """
    fields = st.sampled_from(_FIELDS).map(field)
    if not mapped:
        return fields
    points = st.integers(-(10**12), 10**12)
    table = st.dictionaries(st.sampled_from(_WORDS), points, min_size=1, max_size=4)
    return st.builds(Field.mapped, fields, table)


@cache
def _values() -> st.SearchStrategy[Field | MappedField]:
    """What totals read: fields of whole numbers, and words through a table."""
    usual: st.SearchStrategy[Field | MappedField] = one_of_these(_USUAL_VALUES)
    return usual | record_fields(mapped=True)


def _is_in(tested: Field, given: Sequence[str | int]) -> RecordCondition:
    return tested.is_in(*given)


def _field_tests() -> st.SearchStrategy[RecordCondition]:
    fields = record_fields()
    words_or_numbers = st.lists(st.sampled_from(_WORDS) | _numbers(), min_size=1, max_size=3)
    return st.one_of(
        fields.map(Field.is_true),
        fields.map(Field.is_false),
        fields.map(Field.is_present),
        st.builds(_is_in, fields, words_or_numbers),
        st.builds(Field.at_least, fields, _numbers()),
        st.builds(Field.above, fields, _numbers()),
    )


@cache
def record_conditions() -> st.SearchStrategy[RecordCondition]:
    """Conditions on records, up to six tests deep, on types and fields that some have.

    >>> from hypothesis import given
    >>> from relkit.measures import RecordCondition
    >>> @given(record_conditions(), record_conditions())
    ... def test_conditions_combine(one, other):
    ...     assert isinstance(one & ~other, RecordCondition)
    >>> test_conditions_combine()
    """
    types = st.lists(st.sampled_from(_TAGS), min_size=1, max_size=4).map(lambda tags: event(*tags))
    leaves = one_of_these(_USUAL) | types | _field_tests()
    return one_of_these(_USUAL) | _combined(leaves, most=6)


def _combined(leaves: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[Any]:
    """Combine conditions with &, | and ~."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(both, inner, inner),
            st.builds(either, inner, inner),
            inner.map(operator.invert),
        ),
        max_leaves=most,
    )


# ---------------------------------------------------------------------------- measures


@cache
def _where() -> st.SearchStrategy[RecordCondition]:
    """What measures ask for: mostly what occurs."""
    return one_of_these(_USUAL) | _combined(one_of_these(_OCCURRING), most=2) | record_conditions()


def _called(sort: str, *parts: object) -> str:
    """Name a measure after all that it says, so that one name never means two measures."""
    return " ".join([sort, *map(str, parts)])


@cache
def flags() -> st.SearchStrategy[Flag]:
    """Flags, each named after its condition, so that one name never means two.

    >>> from hypothesis import given
    >>> @given(flags(), flags())
    ... def test_a_name_has_one_meaning(one, other):
    ...     assert (one.name == other.name) == (one == other)
    >>> test_a_name_has_one_meaning()
    """
    return _where().map(lambda where: flag(_called("flag", where), where))


def _counts() -> st.SearchStrategy[Count]:
    return _where().map(lambda where: count(_called("count", where), where))


def _firsts() -> st.SearchStrategy[First]:
    return _where().map(lambda where: first(_called("first", where), where))


def _lasts() -> st.SearchStrategy[Last]:
    return _where().map(lambda where: last(_called("last", where), where))


def _totals() -> st.SearchStrategy[Total]:
    def made(value: Field | MappedField, where: RecordCondition) -> Total:
        return total(_called("total", value, where), value, where)

    return st.builds(made, _values(), _where())


def _mosts() -> st.SearchStrategy[Most]:
    def made(value: Field | MappedField, where: RecordCondition) -> Most:
        return most(_called("most", value, where), value, where)

    return st.builds(made, _values(), _where())


@cache
def _tallies() -> st.SearchStrategy[Tally]:
    def made(key: str, where: RecordCondition) -> Tally:
        return tally(_called("tally", key, where), key, where)

    return st.builds(made, st.sampled_from(_KEYS), _where())


_MEASURES: Final[_Shapes] = {
    Flag: flags,
    Count: _counts,
    Total: _totals,
    Most: _mosts,
    First: _firsts,
    Last: _lasts,
    Tally: _tallies,
}


@cache
def measures(*types: type) -> st.SearchStrategy[Measure]:
    """Measures of these classes or of all seven, each named after all that it says.

    >>> from hypothesis import given
    >>> from relkit.measures import Count, Tally
    >>> @given(measures(Count, Tally))
    ... def test_it_is_of_a_class(measure):
    ...     assert isinstance(measure, Count | Tally)
    >>> test_it_is_of_a_class()
    """
    return _any_of(_MEASURES, types)


@cache
def layouts(*, max_size: int = 6) -> st.SearchStrategy[Layout]:
    """Layouts of up to ``max_size`` measures of every sort, the empty one among them.

    >>> from hypothesis import given
    >>> @given(layouts(max_size=3))
    ... def test_it_is_small(layout):
    ...     assert len(layout.measures) <= 3
    >>> test_it_is_small()
    """
    lists = st.lists(measures(), unique_by=lambda measure: measure.name, max_size=max_size)
    return lists.map(Layout)


# ---------------------------------------------------------------------------- periods and days


@cache
def period_conditions(of: Sequence[Flag] = ()) -> st.SearchStrategy[PeriodCondition]:
    """Conditions on periods that do not hold in silent ones, so that ``periods`` takes them.

    Args:
        of: the flags that they are made of; by default any.

    >>> from hypothesis import given
    >>> from relkit.measures import periods
    >>> @given(period_conditions())
    ... def test_periods_can_be_counted(condition):
    ...     assert periods(condition).condition == condition
    >>> test_periods_can_be_counted()
    """
    leaves: st.SearchStrategy[Any] = one_of_these(of) if of else flags()
    return st.recursive(leaves, _more_periods, max_leaves=4)


def _more_periods(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(both, inner, inner),
        st.builds(either, inner, inner),
        st.builds(both, inner, inner.map(operator.invert)),
        st.builds(recent, inner, st.integers(1, 40)),
    )


@cache
def recents() -> st.SearchStrategy[Recent]:
    """Conditions that look back over 1 to 40 periods."""
    return st.builds(recent, period_conditions(), st.integers(1, 40))


def _laters() -> st.SearchStrategy[Later]:
    return st.builds(later, _lasts(), _lasts())


_DAYS: Final[_Shapes] = {
    First: lambda: st.just(FIRST_ENGAGED) | _firsts(),
    Last: lambda: st.just(LAST_ENGAGED) | _lasts(),
    Later: _laters,
    Clock: lambda: st.just(CLOCK),
}


@cache
def measured_days(*types: type) -> st.SearchStrategy[Day]:
    """Days that traits read: first and last ones, the later of two, and the clock.

    >>> from hypothesis import given
    >>> from relkit.measures import CLOCK, days
    >>> @given(measured_days())
    ... def test_days_up_to_the_clock(day):
    ...     assert days(day, CLOCK).since == day
    >>> test_days_up_to_the_clock()
    """
    return _any_of(_DAYS, types)


# ---------------------------------------------------------------------------- quantities


def _read(read: Callable[[Tally], TallyRead], of: Tally) -> TallyRead:
    return read(of)


_LEAVES: Final[_Shapes] = {
    Periods: lambda: period_conditions().map(periods),
    Count: _counts,
    Total: _totals,
    Most: _mosts,
    Days: lambda: st.builds(days, measured_days(), measured_days()),
    TallyRead: lambda: st.builds(_read, st.sampled_from(_READS), _tallies()),
    InSetting: lambda: st.builds(in_setting, st.sampled_from(["client", "customer"])),
    Constant: lambda: st.builds(Constant, st.integers(-3, 9)),
}


@cache
def _plain_quantities() -> st.SearchStrategy[Quantity]:
    return _any_of(_LEAVES, ())


def _sums(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Sum]:
    return st.builds(operator.add, inner, inner | st.integers(-3, 9))


def _differences(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Difference]:
    return st.builds(operator.sub, inner, inner | st.integers(-3, 9))


def _products(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Product]:
    return st.builds(operator.mul, st.integers(-3, 9), inner)


def _leasts(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Least]:
    return st.builds(least, inner, inner | st.integers(-3, 9))


def _greatests(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Greatest]:
    return st.builds(greatest, inner, inner | st.integers(-3, 9))


def _kept(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[IfKept]:
    return st.builds(if_kept, st.sampled_from(_KEPT), inner)


_NODES: Final[Mapping[type, Callable[[st.SearchStrategy[Any]], st.SearchStrategy[Any]]]] = {
    Sum: _sums,
    Difference: _differences,
    Product: _products,
    Least: _leasts,
    Greatest: _greatests,
    IfKept: _kept,
}


@cache
def quantities(*types: type) -> st.SearchStrategy[Quantity]:
    """Quantities of these classes or of all, up to four parts deep; each name has one meaning.

    >>> from hypothesis import given
    >>> from relkit.measures import Difference
    >>> @given(quantities(Difference))
    ... def test_it_has_two_sides(difference):
    ...     assert difference.left is not difference.right
    >>> test_it_has_two_sides()
    """
    nested = st.recursive(
        _plain_quantities(),
        lambda inner: st.one_of([node(inner) for node in _NODES.values()]),
        max_leaves=4,
    )
    if not types:
        return nested
    return st.one_of([_LEAVES[t]() if t in _LEAVES else _NODES[t](nested) for t in types])
