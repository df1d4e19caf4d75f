"""Registries: classes of users, by explicit tags, with fields of every annotation; migrations."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from typing import Annotated, Any, Generic, Literal, NewType, Protocol, TypeVar

import attrs
import jsonschema
import pytest
from tests.strategies.plans import Patient
from typing_extensions import TypeAliasType

from golden_examples import DAY, EUR, book
from relkit import Client, Context, Event, Money, Relationship, kind, strategy
from relkit.book import Book
from relkit.errors import (
    DeclarationError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
    UnwritableValueError,
)
from relkit.evidence import Evidence
from relkit.money import Currency
from relkit.plans import Plan
from relkit.serialization import (
    FORMAT,
    _cattrs,
    from_data,
    from_json,
    schema,
    schemas,
    standard_registry,
    to_data,
    to_json,
)
from relkit.strategies import Strategy

T = TypeVar("T")
U = TypeVar("U", bound=Event)
V = TypeVar("V", int, str)
Room = NewType("Room", int)


class Ward(Enum):
    """A user's own enumeration."""

    EAST = 1
    WEST = "west"


class Color(StrEnum):
    """Words of a user's own."""

    RED = "red"


class Floor(IntEnum):
    """Numbers of a user's own."""

    GROUND = 0


class Named(Protocol):
    """What has a name."""

    name: str


@attrs.frozen
class Box(Generic[T]):
    """Something of a type that a subclass says."""

    inside: T
    several: tuple[T, ...] = ()
    more: Mapping[str, T] | None = None


class Labeled:
    """A class without fields that stands beside another."""

    label = "box"


@attrs.frozen
class MoneyBox(Labeled, Box[Money]):
    """Money."""

    ratio: Fraction = Fraction(1, 2)


@attrs.frozen
class NestedBox(Box[tuple[V, ...]], Generic[V]):
    """Several levels of type parameters."""


@attrs.frozen
class WordBox(NestedBox[str]):
    """Text, through two generations."""


@attrs.frozen
class AgainBox(Box[int], Generic[T]):
    """The same parameter stands for another type here than above."""

    own: T | None = None


@attrs.frozen
class LastBox(AgainBox[str]):
    """Numbers inside, text of its own."""


@attrs.frozen(kw_only=True)
class Everything:
    """A field of every annotation that is understood."""

    name: Annotated[str, "a note"] = ""
    room: Room = Room(1)
    ward: Ward = Ward.EAST
    wards: frozenset[Ward] = frozenset()
    choice: Literal["a", "b", 3] | None = None
    exact: Decimal = Decimal(0)
    real: float = 0.5
    both: int | float = 1
    several: Sequence[int] = ()
    given: Iterable[str] = ()
    listed: list[Any] = attrs.field(factory=list)
    bare: tuple = ()  # type: ignore[type-arg]  # as people write
    bare_set: frozenset = frozenset()  # type: ignore[type-arg]  # as above
    bare_table: dict = attrs.field(factory=dict)  # type: ignore[type-arg]  # as above
    numbered: Mapping[int, str] = attrs.field(factory=dict)
    either: str | date = ""
    parts: Money | Plan | None = None
    place: Named | None = None
    events: type[Event] = Event
    of: U | None = None  # type: ignore[valid-type]  # a parameter left open
    untold: object = None
    _hidden: int = 7


@attrs.frozen(auto_attribs=False)
class Unsaid:
    """A field without an annotation holds anything that can be written."""

    it = attrs.field(default=None)


FULL = Everything(
    name="x",
    ward=Ward.WEST,
    wards=frozenset(Ward),
    choice=3,
    exact=Decimal("2.50"),
    both=2.5,
    several=(1, 2),
    given=("a",),
    listed=[1, [2], Color.RED, Floor.GROUND],
    bare=(1, "x", (DAY,)),
    bare_set=frozenset({1, "x"}),
    bare_table={"a": 1},
    numbered={},
    either=DAY,
    parts=EUR,
    events=Event,
    of=Event(on=DAY),
    untold=Client,
    hidden=8,
)
OWN = (
    standard_registry()
    .add(Patient, tag="clinic.patient")
    .add(Ward, tag="clinic.ward")
    .add(MoneyBox, tag="my.money_box")
    .add(WordBox, tag="my.word_box")
    .add(LastBox, tag="my.last_box")
    .add(Everything, tag="my.everything")
    .add(Unsaid, tag="my.unsaid")
)


@pytest.mark.parametrize(
    "value",
    [
        FULL,
        Everything(),
        Everything(name=Color.RED, several=(Floor.GROUND,), either="2025-01-07"),
        MoneyBox(EUR, (EUR, EUR), {"a": EUR}),
        WordBox(("a", "b"), (("c",),)),
        Patient(party="ann", business="clinic", mrn="7"),
        Ward.EAST,
        Patient,
        Unsaid((Ward.EAST, Color.RED)),
        LastBox(1, (2,), own="x"),
    ],
    ids=range(10),
)
def test_own_classes_survive(value: object) -> None:
    """A class of one's own is read as it was written, and its documents have a schema."""
    text = to_json(value, registry=OWN)

    assert value == from_json(text, registry=OWN)
    assert text == to_json(from_json(text, registry=OWN), registry=OWN)
    jsonschema.Draft202012Validator(schema(registry=OWN)).validate(to_data(value, registry=OWN))


def test_own_tags_stand_in_documents() -> None:
    """The tag that was given names the class, whatever its own name."""
    data = to_data(Patient(party="ann", business="clinic"), registry=OWN)["data"]

    assert "clinic.patient" == data["type"]
    assert [EUR, "ward"] != data
    assert {"type": "my.money_box", "inside": "EUR 12.50"}.items() <= to_data(
        MoneyBox(EUR), registry=OWN
    )["data"].items()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"type": "my.money_box", "inside": "x"}, r"\.inside: must be money"),
        ({"type": "my.word_box", "inside": [1]}, r"\.inside\[0\]: must be text"),
        ({"type": "my.last_box", "inside": "x"}, r"\.inside: must be a whole number"),
        ({"type": "my.last_box", "inside": 1, "own": 1}, r"\.own: must be text"),
        ({"type": "my.everything", "ward": 2}, r"\.ward: must be 1 or 'west'"),
        ({"type": "my.everything", "choice": True}, r"\.choice: must be"),
        ({"type": "my.everything", "choice": 4}, r"\.choice: must be 'a', 'b' or 3"),
        ({"type": "my.everything", "real": "x"}, r"\.real: must be a number"),
        ({"type": "my.everything", "exact": 0.5}, r"\.exact: must be an exact number"),
        ({"type": "my.everything", "parts": {"type": "client"}}, r"\.parts\.party: is missing"),
        (
            {"type": "my.everything", "parts": {"type": "date", "value": "2025-01-07"}},
            r"\.parts: ca",
        ),
        ({"type": "my.everything", "bare_table": 7}, r"\.bare_table: must be an object"),
        ({"type": "my.everything", "place": {"type": "x"}}, r"\.place\.type: is the unknown"),
    ],
)
def test_own_fields_are_checked(data: object, said: str) -> None:
    """A field takes what its annotation says, through every generation of type parameters."""
    with pytest.raises(InvalidDataError, match=said):
        from_data({"relkit": FORMAT, "data": data}, registry=OWN)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ward": 7}, "must be a Ward"),
        ({"wards": (Ward.EAST,)}, "must be a frozenset"),
        ({"choice": "c"}, "must be 'a', 'b' or 3, not 'c'"),
        ({"choice": "aa"}, "Did you mean 'a'"),
        ({"real": "x"}, "must be a number"),
        ({"several": [1]}, "must be a tuple"),
        ({"name": 7}, "must be text"),
        ({"room": "x"}, "must be a whole number"),
        ({"bare_table": 7}, "must be"),
        ({"choice": 7.5}, r"must be 'a', 'b' or 3, not 7\.5"),
        ({"both": "x"}, "must be a number"),
        ({"parts": 7}, "cannot be 7"),
        ({"either": 7}, "cannot be 7"),
        ({"exact": True}, "must be a number"),
        ({"events": Client}, "Client"),
        ({"listed": 7}, "must be a list"),
    ],
)
def test_own_fields_are_checked_when_written(changes: dict[str, Any], said: str) -> None:
    """What an annotation does not allow is not written: nobody could read it."""
    with pytest.raises(UnwritableValueError, match=said):
        to_json(attrs.evolve(FULL, **changes), registry=OWN)


@attrs.frozen
class Strict:
    """Fields that nothing checks before they are written."""

    nothing: None = None
    day: date = DAY
    currency: Currency = EUR.currency
    money: Money = EUR
    row: tuple[int, str] = (1, "x")
    row_or: tuple[int, str] | str = ""
    several: int | str | None = None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nothing", 7, "must be null"),
        ("day", 7, "must be a plain date"),
        ("currency", "EUR", "must be a Currency"),
        ("money", "EUR 1.00", "must be Money"),
        ("row", [1, "x"], "must be a tuple of 2"),
        ("row", (1, "x", 2), "must be a tuple of 2"),
        ("row_or", 7, "cannot be 7"),
        ("several", 7.5, r"cannot be 7\.5"),
    ],
)
def test_fields_that_nothing_checks_are_checked_when_written(
    field: str, value: object, said: str
) -> None:
    """What no constructor refuses is refused where it would be written, and all is well else."""
    registry = standard_registry().add(Strict, tag="my.strict")
    for fine in (Strict(), Strict(row_or=(2, "y"), several=3), Strict(several="z")):
        assert fine == from_json(to_json(fine, registry=registry), registry=registry)

    with pytest.raises(UnwritableValueError, match=rf"\.{field}: {said}"):
        to_json(Strict(**{field: value}), registry=registry)


def test_types_that_are_no_text() -> None:
    """Annotations that are types already are read through their notes and names, too."""
    alias = TypeAliasType("alias", int)  # type: ignore[misc]  # as Python 3.12 makes them
    fields = {
        "noted": attrs.field(type=Annotated[int, "note"]),
        "named": attrs.field(type=alias),
    }
    made: Any = attrs.make_class("Made", fields, frozen=True)
    registry = standard_registry().add(made, tag="my.made")

    assert made(1, 2) == from_json(to_json(made(1, 2), registry=registry), registry=registry)
    with pytest.raises(UnwritableValueError, match="must be a whole number"):
        to_json(made(1, "x"), registry=registry)


class Plain:
    """No attrs class."""


@attrs.frozen
class Typed:
    """A class whose field has the name of the tag."""

    type: str


@attrs.frozen
class Unfound:
    """A class whose annotation nobody can look up."""

    it: NowhereToBeFound  # type: ignore[name-defined]  # noqa: F821 - on purpose


@pytest.mark.parametrize(
    ("cls", "tag", "error", "said"),
    [
        (Patient, "patient", InvalidValueError, "has a dot"),
        (Patient, "Clinic.Patient", InvalidValueError, "has a dot"),
        (Patient, 7, InvalidValueError, "has a dot"),
        (Patient, "clinic.ward", InvalidValueError, "already stands for Ward"),
        (Patient, "my.patient", InvalidValueError, "already has a tag"),
        (Client, "my.client", InvalidValueError, "already has a tag"),
        (Evidence, "my.evidence", InvalidValueError, "already has a tag"),
        (Plain, "my.plain", DeclarationError, "takes attrs classes"),
        (Typed, "my.typed", DeclarationError, "has a field 'type'"),
        (Unfound, "my.unfound", DeclarationError, "Unfound.it is annotated as NowhereToBeFound"),
    ],
)
def test_what_cannot_be_added(cls: Any, tag: Any, error: Any, said: str) -> None:
    """A tag without a dot, one that is taken, and a class that cannot be written are refused."""
    with pytest.raises(error, match=said):
        OWN.add(cls, tag=tag)


def test_registries_are_values() -> None:
    """Adding gives a new registry; the standard one is always the same and knows nobody else."""
    assert standard_registry() is standard_registry()
    assert {} == dict(standard_registry().classes)
    with pytest.raises(UnwritableValueError):
        to_json(Patient(party=1, business=2))
    with pytest.raises(InvalidDataError, match="is the unknown type 'clinic\\.patient'"):
        from_json(to_json(Patient(party=1, business=2), registry=OWN))


def test_strategies_and_events_of_ones_own() -> None:
    """A strategy and an event of one's own stand wherever relkit's stand."""

    @strategy
    class Visits(Strategy[Client, Plan]):
        """A strategy with a field of its own."""

        tier: str = "at_home"

        def plan(self, _relationship: Client, _context: Context) -> Plan:
            return Plan()

    class Walk(Event):
        """An event with a field of its own."""

        steps: int | None = None

    @kind
    class Guest(Relationship):
        """A kind of its own."""

    registry = (
        standard_registry()
        .add(Visits, tag="my.visits")
        .add(Walk, tag="my.walk")
        .add(Guest, tag="my.guest")
    )
    composed = Visits(tier="x") | Visits(tier="y")
    made = book()
    made.record("acme", Walk(on=DAY, steps=7))

    assert composed == from_json(to_json(composed, registry=registry), registry=registry)
    read = from_json(to_json(made, registry=registry), Book, registry=registry)
    assert made.events("acme") == read.events("acme")
    assert Guest is from_json(to_json(Guest, registry=registry), registry=registry)


# ------------------------------------------------------------------ versions


def test_older_documents_are_brought_up() -> None:
    """A document of a fake older version is read by way of its migration, which may be copied."""
    old = {"relkit": 0, "data": {"type": "referal", "day": "2025-01-07"}}

    def rename(data: dict[str, Any]) -> dict[str, Any]:
        data["on"] = data.pop("day")
        return {**data, "type": "referral"}

    registry = standard_registry().with_migration(0, rename)
    read: Any = from_data(old, registry=registry)

    assert (DAY, {"type": "referal", "day": "2025-01-07"}) == (read.on, old["data"])
    assert FORMAT == to_data(read, registry=registry)["relkit"]
    assert {0} == set(registry.add(Patient, tag="clinic.patient").migrations)


def test_migrations_that_cannot_be() -> None:
    """A migration is of an older version, one for each; one that fails is named."""
    registry = standard_registry().with_migration(0, lambda data: data["nothing"])

    for version, function in ((0, len), (FORMAT, len), (-1, len)):
        with pytest.raises(InvalidValueError):
            registry.with_migration(version, function)
    with pytest.raises(InvalidValueError, match="needs one function"):
        standard_registry().with_migration(0, 7)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(InvalidDataError, match="The migration of version 0 failed: KeyError"):
        from_data({"relkit": 0, "data": {}}, registry=registry)


# ------------------------------------------------------------------ schemas


def test_schemas_of_classes() -> None:
    """The schema of a class takes its documents and those of classes below, and no others."""
    client = to_data(Client(party="acme", business="clinic"))
    money = to_data(EUR)
    cases: list[tuple[type, object, bool]] = [
        (Relationship, client, True),
        (Client, client, True),
        (Event, client, False),
        (Money, money, True),
        (Money, client, False),
        (Ward, to_data(Ward.EAST, registry=OWN), True),
    ]
    for of, document, is_valid in cases:
        made = schema(of, registry=OWN)
        jsonschema.Draft202012Validator.check_schema(made)

        assert is_valid is jsonschema.Draft202012Validator(made).is_valid(document)


def test_schemas_of_all_classes() -> None:
    """There is a schema for each tag, complete in itself."""
    found = schemas(registry=OWN)

    assert set(OWN.codec.tags) == set(found)
    assert {"clinic.patient", "client", "book"} <= set(found)
    jsonschema.Draft202012Validator.check_schema(found["my.everything"])
    jsonschema.Draft202012Validator(found["client"]).validate(
        to_data(Client(party="acme", business="clinic"))
    )


def test_schemas_of_what_is_not_known() -> None:
    """A class that no registry knows has no schema; nor has what is no class."""
    with pytest.raises(UnknownNameError, match="knows no class below Plain"):
        schema(Plain)
    with pytest.raises(InvalidValueError, match="takes a class"):
        schema("client")  # type: ignore[arg-type]  # on purpose


def test_groups_of_one_name_are_told_apart() -> None:
    """Two classes of one name give two groups in a schema."""
    codec = standard_registry().codec
    twins = [type("Twin", (Event,), {}), type("Twin", (Event,), {})]
    names = {codec.schema_below((twin,))["$ref"] for twin in (*twins, *twins)}

    assert 2 == len(names)


# ------------------------------------------------------------------ the extra


def test_without_the_extra() -> None:
    """Where cattrs is not installed, the import says how to install it."""
    code = "import sys; sys.modules['cattrs'] = None; import relkit.serialization"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "ImportError: relkit.serialization needs cattrs: run pip install" in done.stderr


def test_without_the_extra_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one door to cattrs says what is missing; the error of Python stands behind it."""
    monkeypatch.setitem(sys.modules, "cattrs", None)
    spec = importlib.util.spec_from_file_location("door", _cattrs.__file__)
    assert spec is not None
    assert spec.loader is not None

    with pytest.raises(ImportError, match=r"pip install 'relkit\[serialization\]'") as caught:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    assert isinstance(caught.value.__cause__, ImportError)
