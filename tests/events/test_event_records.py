"""Records: plain rows become events, every bad one is named, and no good one is lost."""

from __future__ import annotations

import itertools
from collections import UserDict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from types import MappingProxyType

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.events import EVENT_TYPES, Massage, Workout, events, logs, record_of, records
from typing_extensions import override

from relkit.business import Business
from relkit.errors import InvalidValueError, RecordsError
from relkit.events import (
    STANDARD_EVENT_TYPES,
    Engagement,
    Event,
    Payment,
    Purchase,
    RecordProblem,
    Referral,
    Statement,
    event_from_record,
    events_from_records,
)
from relkit.money import Money
from relkit.testing import statements
from relkit.testing._strategies.businesses import HOSTILE, TIME_ZONES

DAY = date(2025, 1, 7)
GOOD = {"event": "referral", "on": "2025-01-07"}
BERLIN = Business("shop", time_zone="Europe/Berlin")
NAN = float("nan")


def problems(rows: object, **more: object) -> list[RecordProblem]:
    """Read rows that are bad, and give what is said of them."""
    with pytest.raises(RecordsError) as caught:
        events_from_records(rows, **more)
    return list(caught.value.problems)


def only(row: object, **more: object) -> RecordProblem:
    """Read one row with one fault."""
    (problem,) = problems([row], **more)
    return problem


# ------------------------------------------------------------------ good rows


@settings(deadline=None)
@given(pairs=st.lists(records(), max_size=5))
def test_records_equal_events(pairs: list[tuple[Mapping[str, object], Event]]) -> None:
    """Plain mappings become exactly the events that they describe, in their order."""
    rows = [row for row, _ in pairs]
    expected = tuple(event for _, event in pairs)

    assert expected == events_from_records(rows, event_types=EVENT_TYPES)
    assert expected == tuple(event_from_record(row, event_types=EVENT_TYPES) for row in rows)


@settings(deadline=None)
@given(log=logs(), mixed=st.booleans())
def test_events_pass_as_they_are(log: list[Event], *, mixed: bool) -> None:
    """Rows that are events already, all or some of them, pass as the very same objects."""
    rows = [record_of(e) if mixed and i % 2 else e for i, e in enumerate(log)]
    read = events_from_records(rows, event_types=EVENT_TYPES)

    assert tuple(log) == read
    assert all(a is b for a, b in zip(rows, read, strict=True) if isinstance(a, (Event, Statement)))
    assert all(event is event_from_record(event) for event in log)


def test_rows_come_as_any_mapping_from_any_iterable() -> None:
    """A row is any mapping, and the rows any iterable, read once."""
    rows: Iterator[object] = iter([UserDict(GOOD), MappingProxyType(GOOD), dict(GOOD)])

    assert (Referral(on=DAY),) * 3 == events_from_records(rows)
    assert () == events_from_records([]) == events_from_records(set())


def test_none_stands_for_absent() -> None:
    """A field that holds None is as if it were not there, also where the default is another."""
    row = {"event": "payment", "on": DAY, "automatic": None, "amount": None, "unheard of": None}

    assert (Payment(on=DAY),) == events_from_records([row])


@pytest.mark.parametrize(
    "on",
    [
        "2025-01-07",
        "20250107",
        "2025-W02-2",
        DAY,
        type("Day", (date,), {})(2025, 1, 7),
        "2025-01-07T23:30+01:00",
        "2025-01-06T23:30:00Z",
        "2025-01-07T00:00:00.123456+01:00",
        datetime(2025, 1, 6, 23, 0, tzinfo=UTC),
        datetime(2025, 1, 7, 22, 59, tzinfo=UTC),
    ],
    ids=repr,
)
def test_days_are_read_from_text_dates_and_instants(on: object) -> None:
    """A day is ISO text, a date, or an aware datetime, which has the business's local date."""
    (event,) = events_from_records([GOOD | {"on": on}], business=BERLIN)

    assert Referral(on=DAY) == event
    assert date is type(event.on)


@settings(deadline=None)
@given(instant=st.datetimes(timezones=st.timezones()), zone=st.sampled_from(TIME_ZONES))
def test_time_zones_mix_in_one_log(instant: datetime, zone: str) -> None:
    """Instants of many time zones, dates and texts stand side by side in one log."""
    business = Business("shop", time_zone=zone)
    try:
        expected = instant.astimezone(business.time_zone).date()
    except OverflowError:
        problem = only(GOOD | {"on": instant}, business=business)

        assert "on" == problem.field
    else:
        rows = [GOOD | {"on": on} for on in (instant, expected, expected.isoformat())]

        assert (Referral(on=expected),) * 3 == events_from_records(rows, business=business)


def test_amounts_are_read_as_other_libraries_spell_them() -> None:
    """Money by shape, by pair, or as minor units is the same amount."""

    @attrs.frozen
    class OtherMoney:
        """Money as another library has it."""

        amount: Decimal = Decimal("12.50")
        currency: str = "USD"

    for amount in (Money("12.50", "USD"), OtherMoney()):
        (event,) = events_from_records([{"event": "purchase", "on": DAY, "amount": amount}])

        assert Purchase(on=DAY, amount=Money("12.50", "USD")) == event


def test_amount_of_a_users_own_event_is_whatever_it_says() -> None:
    """A field named amount that is no money is left alone."""

    class Dose(Event):
        """A field named as the standard ones, with another meaning."""

        amount: str | None = None

    (event,) = events_from_records(
        [{"event": "dose", "on": DAY, "amount": "2"}], event_types=[Dose]
    )

    assert Dose(on=DAY, amount="2") == event


def test_user_event_types_are_read_where_they_are_given() -> None:
    """A type of one's own is known where it is given, beside the standard ones or alone."""
    row = {"event": "workout", "on": "2025-01-07", "coach": "kim"}
    types = (*STANDARD_EVENT_TYPES, Workout, Workout)

    assert (Workout(on=DAY, coach="kim"),) == events_from_records([row], event_types=types)
    assert (Engagement(on=DAY),) == events_from_records(
        [{"event": "engagement", "on": DAY}], event_types=[Engagement]
    )
    assert "event" == only(row).field


def test_statements_are_records_too() -> None:
    """A statement is written as a record with the tag statement."""
    row = {"event": "statement", "on": "2025-01-07", "trait": "impulse", "pro": 0, "con": 1}

    assert (Statement("impulse", 0, 1, "ann", DAY),) == events_from_records([row | {"by": "ann"}])
    assert [("by", "is missing; statement needs it.")] == [
        (p.field, p.message) for p in problems([row])
    ]


# ------------------------------------------------------------------ bad rows


@settings(deadline=None)
@given(data=st.data(), entries=st.lists(events() | statements(), max_size=6))
def test_all_bad_rows_are_named_and_no_good_one_is_lost(
    data: st.DataObject, entries: list[Event]
) -> None:
    """Bad rows among good ones are all named with their positions; the good ones are kept."""
    rows: list[object] = [record_of(entry) for entry in entries]
    bad = data.draw(
        st.lists(st.tuples(st.integers(0, len(rows)), st.sampled_from(BAD)), min_size=1)
    )
    marked = [(row, True) for row in rows]
    for place, row in bad:
        marked.insert(place, (row, False))
    expected = [position for position, (_, good) in enumerate(marked) if not good]

    with pytest.raises(RecordsError) as caught:
        events_from_records([row for row, _ in marked], event_types=EVENT_TYPES)
    assert tuple(entries) == caught.value.events
    assert expected == sorted({problem.position for problem in caught.value.problems})
    assert expected == list(dict.fromkeys(p.position for p in caught.value.problems))
    assert str(caught.value).splitlines()[0].startswith(str(len(caught.value.problems)))


BAD: tuple[object, ...] = (
    *(None, 5, "purchase", [], ["event", "purchase"], (("event", "purchase"),), Purchase),
    {},
    {"event": "referal", "on": "2025-01-07"},
    {"event": None, "on": "2025-01-07"},
    {"event": ["referral"], "on": "2025-01-07"},
    {"event": "referral"},
    {"event": "referral", "on": "7.1.2025"},
    {"event": "referral", "on": NAN},
    {"event": "referral", "on": datetime.fromisoformat("2025-01-07T10:00")},
    {"event": "purchase", "on": DAY, "ammount": 5},
    {"event": "purchase", "on": DAY, "amount": 12.5},
    {"event": "purchase", "on": DAY, "discount": NAN},
    {"event": "consultation", "on": DAY, "minutes": -90},
    {"event": "purchase", "on": DAY, 5: 5},
    {"event": "purchase", "on": DAY, "served_by": []},
    {"event": "statement", "on": DAY},
    *({"event": text, "on": text, text: text} for text in HOSTILE),
)


TOO_LONG = "2025-01-07T10:00:00.0000+00:00:00.000000 and more"
EMPTY_STATEMENT = {"event": "statement", "on": DAY, "trait": "x", "pro": 0, "con": 0, "by": 1}


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (5, None, "a row must be a mapping or an event, not 5"),
        (["purchase"], None, r"not \['purchase'\]"),
        ({"on": DAY}, "event", "is missing. Known: agreement, consultation"),
        ({"event": "purchse", "on": DAY}, "event", "'purchse' is no event type. Did you mean"),
        ({"event": "Purchase", "on": DAY}, "event", "Did you mean 'purchase'"),
        ({"event": "statment", "on": DAY}, "event", "Did you mean 'statement'"),
        ({"event": 5, "on": DAY}, "event", "5 is no event type. Known:"),
        ({"event": "workout", "on": DAY}, "event", "Known:"),
        ({"event": "payment"}, "on", "is missing: give the day as an ISO date"),
        ({"event": "payment", "on": ""}, "on", "'' is no ISO date such as '2025-01-07'"),
        ({"event": "payment", "on": "07/01/2025"}, "on", "no ISO date"),
        ({"event": "payment", "on": "2025-02-30"}, "on", "no ISO date"),
        ({"event": "payment", "on": "0000-01-01"}, "on", "no ISO date"),
        ({"event": "payment", "on": "10000-01-01"}, "on", "no ISO date"),
        ({"event": "payment", "on": "2025-01-07 "}, "on", "no ISO date"),
        ({"event": "payment", "on": TOO_LONG}, "on", "no ISO date"),
        ({"event": "payment", "on": 20250107}, "on", "must be an ISO date, a date or an aware"),
        ({"event": "payment", "on": True}, "on", "not True"),
        ({"event": "payment", "on": b"2025-01-07"}, "on", "an ISO date"),
        ({"event": "payment", "on": "2025-01-07T10:00"}, "on", "without a time zone"),
        ({"event": "payment", "on": "2025-01-07T10:00Z"}, "on", "needs a business with a time"),
        ({"event": "payment", "on": DAY, "modle": "x"}, "modle", "payment has no such field. Did"),
        ({"event": "payment", "on": DAY, "modle": "x"}, "modle", "Did you mean 'model'"),
        ({"event": "feedback", "on": DAY, "is_input": True}, "is_input", "Did you mean 'input'"),
        ({"event": "payment", "on": DAY, "event_id": 5}, "event_id", "no such field"),
        ({"event": "payment", "on": DAY, 5: 5}, "5", "Known: amount"),
        ({"event": "payment", "on": DAY, "model": "retainr"}, "model", "did you mean 'retainer'"),
        ({"event": "payment", "on": DAY, "amount": "12.50 dollars"}, "amount", "dollars"),
        ({"event": "payment", "on": DAY, "amount": NAN}, "amount", "must be Money, or integer"),
        ({"event": "payment", "on": DAY, "on_time": 1}, "on_time", "True, False or None, not 1"),
        ({"event": "purchase", "on": DAY, "discount": 15}, "discount", "from 0 to 1"),
        ({"event": "agreement", "on": DAY, "term_days": -1}, "term_days", "at least 0"),
        (EMPTY_STATEMENT, None, "must count for a pole"),
    ],
    ids=itertools.count(),
)
def test_each_fault_is_named_with_what_helps(row: object, field: str | None, said: str) -> None:
    """A fault names the field, what was given, what is allowed, and the closest known word."""
    problem = only(row)

    assert (0, field) == (problem.position, problem.field)
    with pytest.raises(RecordsError, match=said):
        raise RecordsError((problem,), ())
    assert str(problem).startswith("row 0" if field is None else f"row 0, field '{field}': ")


def test_every_fault_of_a_row_is_named_at_once() -> None:
    """A row with many faults is told about all of them, so that it is mended in one go."""
    row = {"event": "payment", "modle": "x", "amount": 1.5, "on_time": "yes", "model": "retainr"}
    expected = ["on", "modle", "amount", "on_time", "model"]

    assert expected == [problem.field for problem in problems([row])]


def test_faults_of_an_unknown_type_are_its_name_and_its_day() -> None:
    """Of a row whose type nobody knows, only the name and the day can be judged."""
    found = problems([{"event": "purchse", "on": "yesterday", "amount": 1.5}])

    assert ["event", "on"] == [problem.field for problem in found]


@pytest.mark.parametrize("field", ["channel", "topic", "served_by", "nonsense", "event", "on"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(field: str, text: str) -> None:
    """Control characters, braces and quotes are kept as values, and tamed in messages."""
    row = {"event": "consultation", "on": "2025-01-07", field: text}
    with pytest.raises(RecordsError) as caught:
        events_from_records([row, {"event": text, "on": text, text: text}])
    error = caught.value

    assert {1} == {problem.position for problem in error.problems} - {0}
    assert (field in {"topic", "served_by"}) == bool(error.events)
    assert all(character.isprintable() or character == "\n" for character in str(error))
    assert all(len(problem.message) < 400 for problem in error.problems)


class Silent:
    """A value that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def test_values_that_cannot_be_shown_are_named_by_type() -> None:
    """A value whose repr raises is reported all the same."""
    rows = [
        Silent(),
        {"event": Silent(), "on": DAY},
        {"event": "referral", "on": Silent()},
        {"event": "referral", "on": DAY, Silent(): 1},
        {"event": "payment", "on": DAY, "model": Silent()},
    ]

    assert [0, 1, 2, 3, 4] == [problem.position for problem in problems(rows)]
    assert all("<Silent>" in str(problem) for problem in problems(rows))


class Missing(datetime):
    """A missing time, as pandas has it: a datetime that has nothing of one."""

    @override
    def utcoffset(self) -> timedelta | None:
        raise ValueError


class Odd(tzinfo):
    """A time zone that lies too far away."""

    @override
    def utcoffset(self, _moment: datetime | None) -> timedelta:
        return timedelta(days=5)


@pytest.mark.parametrize(
    "on",
    [
        Missing(2025, 1, 7),
        datetime(2025, 1, 7, tzinfo=Odd()),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=12))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=12))),
    ],
    ids=["missing", "odd", "last", "first"],
)
def test_instants_without_a_day_are_bad_rows(on: datetime) -> None:
    """An instant that has no day at the business is one bad row, and the others are kept."""
    with pytest.raises(RecordsError) as caught:
        events_from_records([GOOD, GOOD | {"on": on}, GOOD], business=BERLIN)

    assert (Referral(on=DAY),) * 2 == caught.value.events
    assert [(1, "on")] == [(p.position, p.field) for p in caught.value.problems]


def test_instants_need_a_business_with_a_time_zone() -> None:
    """An instant is refused by name where no business, or none with a time zone, is given."""
    row = GOOD | {"on": datetime(2025, 1, 7, tzinfo=UTC)}

    assert "needs a business" in only(row).message
    assert "time_zone='Europe/Berlin'" in only(row, business=Business("shop")).message


# ------------------------------------------------------------------ types of one's own


def _longer(instance: object, _field: object, value: int) -> None:
    if value > instance.limit:  # type: ignore[attr-defined]  # a field of the class below
        msg = "too long for its limit"
        raise ValueError(msg)


class Session(Event):
    """An event type with converters and validators of a user's own, and fields to be given."""

    limit: int
    length: int = attrs.field(converter=int, validator=_longer)
    level: int = attrs.field(
        default=1, converter=attrs.Converter(lambda value, _field: int(value), takes_field=True)
    )
    mood: str = attrs.field(default="fair", validator=attrs.validators.in_(["fair", "good"]))
    seen: bool = attrs.field(init=False, default=False)
    odd: object = attrs.field(default=None, converter=lambda value: value and {}[value])


SESSION = {"event": "session", "on": "2025-01-07", "limit": 60, "length": "45"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"level": "3"}, []),
        ({"limit": None}, [("limit", "is missing; session needs it.")]),
        ({"limit": None, "length": None}, [("limit", "is missing"), ("length", "is missing")]),
        ({"length": "long"}, [("length", "invalid literal")]),
        ({"length": 90}, [(None, "too long for its limit")]),
        ({"mood": "bad"}, [("mood", "'mood' must be in ")]),
        ({"mood": "bad", "level": "x"}, [("level", "invalid literal"), ("mood", "must be in")]),
        ({"seen": True}, [("seen", "no such field")]),
        ({"seen": True, "mood": "bad"}, [("seen", "no such field"), ("mood", "must be in")]),
        ({"odd": "x"}, [(None, "x")]),
        ({"length": 90, "mood": "bad"}, [("mood", "must be in")]),
    ],
    ids=str,
)
def test_own_converters_and_validators_lose_no_row(
    change: dict[str, object], expected: list[tuple[str | None, str]]
) -> None:
    """Whatever a user's own checks raise becomes a problem of that row, and of no other."""
    rows = [SESSION, SESSION | change, SESSION]
    if not expected:
        found = events_from_records(rows, event_types=[Session])

        assert [45, 45, 45] == [event.length for event in found]
        return
    with pytest.raises(RecordsError) as caught:
        events_from_records(rows, event_types=[Session])
    told = caught.value.problems

    assert 2 == len(caught.value.events)
    assert [name for name, _ in expected] == sorted_like(told, expected)
    assert all(any(said in p.message for p in told) for _, said in expected)
    assert {1} == {problem.position for problem in told}


def sorted_like(
    told: tuple[RecordProblem, ...], expected: list[tuple[str | None, str]]
) -> list[str | None]:
    """Give the fields that were told, in the order in which they are expected."""
    fields = [problem.field for problem in told]
    order = [name for name, _ in expected]
    return sorted(fields, key=lambda name: order.index(name) if name in order else 99)


class Wordless(Event):
    """An event type whose check says nothing."""

    field: object = attrs.field(default=None)

    @field.validator
    def _validate(self, _field: object, value: object) -> None:
        if value:
            raise ArithmeticError


def test_a_check_that_says_nothing_is_named_by_its_error() -> None:
    """An error without words is shown by its type."""
    problem = only({"event": "wordless", "on": DAY, "field": 1}, event_types=[Wordless])

    assert (None, "ArithmeticError()") == (problem.field, problem.message)


# ------------------------------------------------------------------ what is no collection


@pytest.mark.parametrize("rows", [GOOD, "purchase", b"x", 5, None, Referral(on=DAY)], ids=type)
def test_rows_must_be_a_collection_of_rows(rows: object) -> None:
    """One row alone, text, or nothing is refused with the function that reads one row."""
    with pytest.raises(InvalidValueError, match="event_from_record"):
        events_from_records(rows)


@pytest.mark.parametrize(
    ("types", "said"),
    [
        (Workout, "must be a collection of event types"),
        (None, "must be a collection"),
        ([int], "classes below Event"),
        (["purchase"], "classes below Event, not 'purchase'"),
        ([Referral(on=DAY)], "classes below Event"),
        ([Massage, type("Massage", (Event,), {})], "The tag 'massage' stands for two"),
        ([type("Statement", (Event,), {})], "The tag 'statement' stands for two"),
    ],
    ids=["class", "none", "int", "text", "event", "twice", "statement"],
)
def test_event_types_must_be_a_collection_of_event_types(types: object, said: str) -> None:
    """What is no collection of event types, or two types under one tag, is refused."""
    with pytest.raises(InvalidValueError, match=said):
        events_from_records([GOOD], event_types=types)


def test_many_problems_are_counted_and_the_first_are_shown() -> None:
    """The message shows the first twenty problems and counts the rest; all are kept."""
    rows = [{"event": "referal", "on": DAY}] * 10_000
    with pytest.raises(RecordsError) as caught:
        events_from_records(rows)

    assert 10_000 == len(caught.value.problems)
    assert 22 == len(str(caught.value).splitlines())
    assert str(caught.value).endswith("… and 9980 more")
