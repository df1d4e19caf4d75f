"""Events as values: what each field allows, and what an event type of one's own can be."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, get_args

import attrs
import pytest
from hypothesis import given, settings
from tests.strategies.events import EVENT_TYPES, HUGE, Massage, Workout, events, with_changes

from relkit.errors import DeclarationError, InvalidEventError, InvalidValueError, NotADateError
from relkit.events import (
    STANDARD_EVENT_TYPES,
    STATEMENT_MOST,
    Agreement,
    AgreementAction,
    AgreementForm,
    Consultation,
    Delivery,
    Direction,
    Engagement,
    Event,
    Feedback,
    Message,
    MessageTopic,
    Payment,
    PaymentModel,
    Purchase,
    Referral,
    Statement,
)
from relkit.events._base import event_tag, lineage
from relkit.money import Currency, Money
from relkit.testing import ids, statements
from relkit.testing._strategies.businesses import HOSTILE

DAY = date(2025, 1, 7)
NAN = float("nan")
NAIVE = datetime.fromisoformat("2025-01-07T10:00")
WORLD: dict[str, Any] = {
    **{kind.__name__: kind for kind in (*EVENT_TYPES, Statement, Money, Currency)},
    "Decimal": Decimal,
    "Fraction": Fraction,
    "datetime": __import__("datetime"),
    "UUID": __import__("uuid").UUID,
    "frozenset": frozenset,
    "nan": NAN,
}


@settings(deadline=None)
@given(event=events())
def test_repr_makes_the_event_again(event: Event) -> None:
    """The repr of an event is the call that makes it, without the fields left at their default."""
    again = eval(repr(event), WORLD)  # noqa: S307 - the text is made by the test itself

    assert event == again
    assert "None" not in repr(with_changes(type(event)(on=event.on)))


@settings(deadline=None)
@given(event=events() | statements())
def test_events_are_values(event: Event | Statement) -> None:
    """Equal events are one value: in a set, pickled, and copied."""
    twin = with_changes(event)

    assert event == twin
    assert 1 == len({event, twin})
    assert event == pickle.loads(pickle.dumps(event))
    assert event == copy.deepcopy(event) == copy.copy(event)
    assert event != with_changes(event, party=object())


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.__name__)
def test_events_are_frozen_and_slotted(kind: type[Event]) -> None:
    """No field of an event can be set, none added, and fields are given by name only."""
    event = kind(on=DAY)

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        event.on = date(2026, 1, 1)
    with pytest.raises((AttributeError, attrs.exceptions.FrozenInstanceError)):
        event.anything = 1
    with pytest.raises(TypeError):
        kind(DAY)
    assert not hasattr(event, "__dict__")


def test_everything_but_the_day_is_optional() -> None:
    """Of each standard event nothing but the day must be known, and absent is not zero."""
    defaults = {"action": "signed", "paid": True, "automatic": False}
    for kind in STANDARD_EVENT_TYPES:
        event = kind(on=DAY)
        known = {f.name: getattr(event, f.name) for f in attrs.fields(kind) if f.name != "on"}

        assert {n: v for n, v in defaults.items() if n in known} == {
            name: value for name, value in known.items() if value is not None
        }


def test_standard_types_stand_in_the_order_of_their_tags() -> None:
    """There are eight standard event types, named in snake case."""
    tags = [kind.tag for kind in STANDARD_EVENT_TYPES]
    expected = "agreement consultation delivery feedback message payment purchase referral"

    assert expected.split() == tags


# ------------------------------------------------------------------ each field

SHARES = (0, 1, 0.0, 1.0, 0.5, Decimal("0.15"), Fraction(1, 3), Decimal("-0"))
NO_SHARES = (
    *(-0.01, 1.01, NAN, float("inf"), -float("inf"), Decimal("NaN"), Decimal("sNaN")),
    *(Decimal(2), Fraction(-1, 3), True, False, "0.5", 1j, [0.5]),
)
WHOLES = (0, 90, 10**15, HUGE)
NO_WHOLES = (-1, -HUGE, 1.0, NAN, True, "90", Decimal(90), Fraction(90), [90])
AMOUNTS = (0, -1200, HUGE, -HUGE, Money("12", "USD"), Money("-1", "JPY"))
NO_AMOUNTS = (12.5, NAN, True, "12.50", Decimal(12), [12], ("12", "USD"))
TRUTHS = (True, False)
NO_TRUTHS = (0, 1, "yes", "", NAN, 1.0, [])
TEXTS = HOSTILE
NO_TEXTS = (5, b"post", True, ["post"], NAN)
IDS = ("ann", 7, ("team", 1), frozenset({1}), b"x", 0, "", HUGE, True)
NO_IDS = ([1], {}, {1}, NAN, Decimal("NaN"), Decimal("sNaN"), (1, []), (NAN, [1]))

FIELDS = [
    *((Purchase, name, TRUTHS, NO_TRUTHS) for name in ("standard", "planned")),
    (Purchase, "amount", AMOUNTS, NO_AMOUNTS),
    (Purchase, "discount", SHARES, NO_SHARES),
    (Purchase, "channel", TEXTS, NO_TEXTS),
    (Purchase, "served_by", IDS, NO_IDS),
    (Consultation, "minutes", WHOLES, NO_WHOLES),
    (Consultation, "topic", TEXTS, NO_TEXTS),
    (Consultation, "served_by", IDS, NO_IDS),
    (Consultation, "paid", TRUTHS, (*NO_TRUTHS, None)),
    *((Delivery, name, TRUTHS, NO_TRUTHS) for name in ("tailored", "co_produced")),
    (Delivery, "served_by", IDS, NO_IDS),
    (Message, "direction", get_args(Direction), ("outbond", "OUTBOUND", 5, True, [], "")),
    (Message, "about", get_args(MessageTopic), ("advise", "small talk", 5, NAN)),
    (Message, "channel", TEXTS, NO_TEXTS),
    (Message, "initiated", TRUTHS, NO_TRUTHS),
    (Agreement, "form", get_args(AgreementForm), ("retainr", 5, b"retainer")),
    (Agreement, "action", get_args(AgreementAction), ("cancelled", "sign", None, 5)),
    (Agreement, "negotiated", TRUTHS, NO_TRUTHS),
    (Agreement, "term_days", WHOLES, NO_WHOLES),
    (Payment, "amount", AMOUNTS, NO_AMOUNTS),
    (Payment, "model", get_args(PaymentModel), ("one time", "Retainer", 5, ("retainer",))),
    (Payment, "on_time", TRUTHS, NO_TRUTHS),
    (Payment, "automatic", TRUTHS, (*NO_TRUTHS, None)),
    (Feedback, "rating", SHARES, NO_SHARES),
    (Feedback, "input", TRUTHS, NO_TRUTHS),
    (Referral, "id", IDS, NO_IDS),
    (Referral, "party", IDS, NO_IDS),
    (Referral, "line", TEXTS, NO_TEXTS),
    (Workout, "coach", TEXTS, NO_TEXTS),
    (Workout, "minutes", WHOLES, NO_WHOLES),
    (Workout, "group", TRUTHS, NO_TRUTHS),
    (Workout, "place", IDS, NO_IDS),
    (Massage, "minutes", WHOLES, NO_WHOLES),
]
NAMES = [f"{kind.__name__}.{name}" for kind, name, _, _ in FIELDS]


@pytest.mark.parametrize(("kind", "name", "good", "bad"), FIELDS, ids=NAMES)
def test_each_field_takes_what_it_allows_and_nothing_else(
    kind: type[Event], name: str, good: tuple[object, ...], bad: tuple[object, ...]
) -> None:
    """Good values are kept as they are; bad ones are refused with event, field and value."""
    attribute = {"id": "event_id", "input": "is_input"}.get(name, name)
    for value in good:
        assert value is getattr(kind(on=DAY, **{name: value}), attribute)
    for value in bad:
        with pytest.raises(InvalidEventError, match=rf"^{kind.__name__}\.{name} must be ") as error:
            kind(on=DAY, **{name: value})
        assert isinstance(error.value, ValueError)
        assert len(str(error.value)) < 300


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (lambda: Payment(on=DAY, model="retainr"), "did you mean 'retainer'"),
        (lambda: Message(on=DAY, about="advise"), "did you mean 'advice'"),
        (lambda: Agreement(on=DAY, action=None), "given, as AgreementAction, not None"),
        (lambda: Payment(on=DAY, model="zzz"), r"or None, not 'zzz'"),
        (lambda: Consultation(on=DAY, minutes=-5), "at least 0, or None, not -5"),
        (lambda: Purchase(on=DAY, served_by=Loud()), "not <Loud>"),
        (lambda: Purchase(on=DAY, served_by=Hashing()), "hashable"),
        (lambda: Purchase(on=DAY, channel=["x" * 9999]), "…"),
    ],
)
def test_refusals_help(event: Any, said: str) -> None:
    """A refusal names the closest word, the range, or at least the type, and stays short."""
    with pytest.raises(InvalidEventError, match=said):
        event()


class Loud:
    """Neither hashable nor printable."""

    __hash__ = None

    def __repr__(self) -> str:
        raise RuntimeError


class Hashing:
    """Hashable in name only."""

    def __hash__(self) -> int:
        raise RuntimeError


@pytest.mark.parametrize(
    "on",
    ["2025-01-07", datetime(2025, 1, 7, tzinfo=UTC), NAIVE, None, 5, True, 20250107],
    ids=repr,
)
def test_day_is_a_plain_date(on: object) -> None:
    """The day of an event or statement is a date; a datetime, text or number is refused."""
    for make in (
        lambda: Referral(on=on),
        lambda: Workout(on=on),
        lambda: Statement("impulse", 1, 0, "ann", on),
    ):
        with pytest.raises(NotADateError, match="on must be a"):
            make()


def test_day_is_needed() -> None:
    """An event without a day is refused by Python itself, as any missing argument."""
    with pytest.raises(TypeError, match="on"):
        Referral()


# ------------------------------------------------------------------ types of one's own


class LabResult(Event):
    """An event type whose fields ask for every check by annotation, and one that must be given."""

    assay: str
    normal: bool = True
    repeats: int = 0
    lab: tuple[str, ...] | None = None
    ratio: float | None = attrs.field(default=None, validator=attrs.validators.ge(0))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("assay", 5),
        ("assay", None),
        ("normal", 1),
        ("normal", None),
        ("repeats", -1),
        ("repeats", True),
        ("repeats", None),
        ("lab", ["a"]),
        ("lab", (["a"],)),
        ("ratio", float("nan")),
    ],
)
def test_annotations_are_checked(name: str, value: object) -> None:
    """A field without None in its annotation refuses None; anything unhashable is refused."""
    good = {"assay": "tsh", "normal": False, "repeats": 2, "lab": ("a",), "ratio": 0.5}

    assert good["lab"] == LabResult(on=DAY, **good).lab
    with pytest.raises((InvalidEventError, ValueError), match=name):
        LabResult(on=DAY, **(good | {name: value}))


def test_own_validator_is_asked_as_well() -> None:
    """A validator of the user's own is asked, and what it lets pass must still be hashable."""

    class Reading(Event):
        """A field that its own validator allows too much."""

        value: object = attrs.field(validator=attrs.validators.instance_of((list, int)))

    class Sharper(Reading):
        """A type below it that adds nothing."""

    for kind in (Reading, Sharper):
        assert 5 == kind(on=DAY, value=5).value
        with pytest.raises(TypeError, match="value"):
            kind(on=DAY, value="five")
        with pytest.raises(InvalidEventError, match="hashable"):
            kind(on=DAY, value=[5])


def test_tag_is_the_name_in_snake_case_unless_given() -> None:
    """Records and measures name a type by its tag, and know it under those above it too."""

    class HTTPCall2Home(LabResult):
        """A name with capitals and figures."""

        tag: ClassVar[str] = "call"

    assert "lab_result" == LabResult.tag
    assert "call" == HTTPCall2Home.tag
    assert {"call", "lab_result", "event"} == lineage(HTTPCall2Home)
    assert {"massage", "consultation", "engagement", "event"} == lineage(Massage)
    assert "workout" == event_tag(Workout) == event_tag("workout")


def test_subclass_keeps_the_fields_above_it() -> None:
    """A type below a standard one has its fields, its own, and its checks."""
    event = Massage(on=DAY, minutes=30, oil="rose", paid=False, id=5, line="wellness")

    assert (30, "rose", False, 5, "wellness") == (
        event.minutes,
        event.oil,
        event.paid,
        event.event_id,
        event.line,
    )
    assert "Massage(on=datetime.date(2025, 1, 7), id=5, line='wellness'" in repr(event)
    assert isinstance(event, (Consultation, Engagement))
    assert event != Consultation(on=DAY, minutes=30, paid=False, id=5, line="wellness")


def test_field_with_a_hidden_or_fixed_value_is_no_argument() -> None:
    """A field that its type sets itself is not in the repr, which is a call."""

    class Stamp(Event):
        """A field without an argument."""

        version: int = attrs.field(init=False, default=2)

    assert "version" not in repr(Stamp(on=DAY))
    assert 2 == Stamp(on=DAY).version


def _tag_is_no_word() -> None:
    class Wrong(Event):
        tag: ClassVar[str] = "lab result"


def _tag_is_no_text() -> None:
    class Wrong(Event):
        tag: ClassVar[Any] = 5


def _tag_is_a_field() -> None:
    class Wrong(Event):
        tag: str = "wrong"  # type: ignore[misc]  # the slip that is tested


def _field_is_named_event() -> None:
    class Wrong(Event):
        event: str | None = None


def _field_is_named_event_in_records() -> None:
    class Wrong(Event):
        what: str | None = attrs.field(default=None, alias="event")


def _field_has_no_annotation() -> None:
    class Wrong(Event):
        coach: str | None = None
        minutes = attrs.field(default=None)


def _default_is_set_without_annotation() -> None:
    class Wrong(Consultation):
        paid = False


def _field_is_covered_by_a_property() -> None:
    class Wrong(Consultation):
        @property
        def minutes(self) -> int:
            return 5


@pytest.mark.parametrize(
    ("declare", "said"),
    [
        (_tag_is_no_word, "it cannot be 'lab result'"),
        (_tag_is_no_text, "it cannot be 5"),
        (_tag_is_a_field, r"tag: ClassVar\[str\]"),
        (_field_is_named_event, "rename it"),
        (_field_is_named_event_in_records, "rename it"),
        (_field_has_no_annotation, "a field without an annotation"),
        (_default_is_set_without_annotation, "Wrong sets paid, a field, without its annotation"),
        (_field_is_covered_by_a_property, "sets minutes, a field"),
    ],
)
def test_event_type_that_could_not_work_is_refused_as_it_is_declared(
    declare: Any,
    said: str,
) -> None:
    """A slip in a declaration is named at once, before any event is made."""
    with pytest.raises(DeclarationError, match=said):
        declare()


@pytest.mark.parametrize("kind", [5, None, "lab result", "", int, Statement, Referral(on=DAY)])
def test_event_types_are_named_by_class_or_tag(kind: object) -> None:
    """Nothing but a class of events or an identifier names an event type."""
    with pytest.raises(DeclarationError, match="class or its tag"):
        event_tag(kind)


# ------------------------------------------------------------------ statements


def test_statement_holds_what_was_said() -> None:
    """A statement keeps its trait, counts, author, day, and what tells where it belongs."""
    said = Statement("impulse", 1, 2, "ann", DAY, id="s1", party="acme", line="tax")

    assert ("impulse", 1, 2, "ann", DAY) == (said.trait, said.pro, said.con, said.by, said.on)
    assert ("s1", "acme", "tax", "statement") == (said.event_id, said.party, said.line, said.tag)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"trait": ""}, InvalidValueError),
        ({"trait": 5}, InvalidValueError),
        ({"pro": -1}, InvalidValueError),
        ({"pro": STATEMENT_MOST + 1}, InvalidValueError),
        ({"pro": 1.0}, InvalidValueError),
        ({"pro": True}, InvalidValueError),
        ({"con": "1"}, InvalidValueError),
        ({"con": NAN}, InvalidValueError),
        ({"pro": 0, "con": 0}, InvalidValueError),
        ({"by": []}, InvalidValueError),
        ({"by": NAN}, InvalidValueError),
        ({"on": "2025-01-07"}, NotADateError),
        ({"id": []}, InvalidEventError),
        ({"party": {}}, InvalidEventError),
        ({"line": 5}, InvalidEventError),
    ],
    ids=str,
)
def test_statement_refuses_what_cannot_be(change: dict[str, object], error: type) -> None:
    """A statement about nothing, by nobody, for no pole, or with counts out of range is refused."""
    good = {"trait": "impulse", "pro": 1, "con": 0, "by": "ann", "on": DAY}

    assert Statement(**good)
    with pytest.raises(error):
        Statement(**(good | change))


@settings(deadline=None)
@given(party=ids())
def test_ids_of_any_hashable_type(party: object) -> None:
    """Parties, ids, staff and authors are known by any value that can stand in a dict."""
    event = Purchase(on=DAY, id=party, party=party, served_by=party)

    assert (party, party, party) == (event.event_id, event.party, event.served_by)
    assert party == Statement("impulse", 1, 0, party, DAY).by


def test_objects_that_hash_by_identity_are_ids_too() -> None:
    """A plain object and a frozen dataclass are ids; a mutable dataclass is none."""

    @dataclass(frozen=True)
    class Key:
        """A compound id."""

        number: int

    @dataclass
    class Mutable:
        """Equal by value and so without a hash."""

        number: int

    thing = object()

    assert thing is Referral(on=DAY, party=thing).party
    assert Referral(on=DAY, party=Key(1)) == Referral(on=DAY, party=Key(1))
    with pytest.raises(InvalidEventError, match="hashable"):
        Referral(on=DAY, party=Mutable(1))
