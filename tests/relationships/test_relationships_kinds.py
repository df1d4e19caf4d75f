"""Kinds and relationships as values, and the way from one kind to another."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.relationships import kinds, relationships

from relkit.errors import InvalidValueError, NotADateError, UnknownNameError
from relkit.relationships import Client, Customer, Relationship, Stage, as_kind, kind
from relkit.relationships._kind import is_kind, needed
from relkit.traits import STANDARD_WEIGHTS

GIVEN = {"party": "ann", "business": "clinic"}


@kind
class Patient(Client):
    """A kind with fields of every sort."""

    mrn: str
    ward: str = ""
    notes: list[str] = attrs.field(factory=list, eq=False)
    _secret: int = 0
    number: int = attrs.field(init=False, default=7)
    weights: ClassVar[Mapping[str, int]] = {"trust": 5}


@kind
class LabPartner(Relationship):
    """A kind of two words."""

    label: ClassVar[str] = "laboratory partner"


ANY_KIND = st.sampled_from([Relationship, Customer, Client])


# ------------------------------------------------------------------ declarations


def test_a_kind_says_what_it_is() -> None:
    """Tags are names in snake case, labels are tags in words, weights are read-only copies."""
    assert ("patient", "patient") == (Patient.tag, Patient.label)
    assert ("lab_partner", "laboratory partner") == (LabPartner.tag, LabPartner.label)
    assert ("relationship", "undetermined") == (Relationship.tag, Relationship.label)
    assert ({}, {"trust": 5}) == (LabPartner.weights, Patient.weights)
    assert isinstance(Patient.weights, MappingProxyType)
    assert {} == Customer.weights
    assert STANDARD_WEIGHTS == Client.weights


@settings(deadline=None)
@given(made=kinds())
def test_a_kind_without_weights_takes_its_parents(made: type[Relationship]) -> None:
    """A kind below another inherits its weights, never its tag or label."""
    below = kind(type("Below", (made,), {}))

    assert made.weights == below.weights
    assert ("below", "below") == (below.tag, below.label)
    assert issubclass(below, made)


def test_kinds_are_recognized() -> None:
    """A kind is a class below Relationship, or Relationship itself; a value is none."""
    assert is_kind(Patient)
    assert is_kind(Relationship)
    assert not is_kind(Patient(**GIVEN, mrn="7"))
    assert not is_kind(int)
    assert ("mrn",) == needed(Patient)
    assert () == needed(Client) == needed(Relationship)


# ------------------------------------------------------------------ values


@settings(deadline=None)
@given(one=ANY_KIND.flatmap(relationships))
def test_relationships_are_values(one: Relationship) -> None:
    """Equal by kind and fields, hashed alike, kept by pickle, copy and evolve, and frozen."""
    assert one == attrs.evolve(one) == copy.copy(one) == copy.deepcopy(one)
    assert one == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(copy.deepcopy(one))
    assert type(one) is type(attrs.evolve(one, line="other"))
    assert one != attrs.evolve(one, party=("another", one.party))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.line = "other"


@settings(deadline=None)
@given(one=relationships(Customer))
def test_two_kinds_are_never_equal(one: Customer) -> None:
    """The same fields in another kind are another relationship."""
    assert one != as_kind(one, Client)
    assert isinstance(one, Relationship)
    assert not isinstance(one, Client)


def test_fields_come_by_keyword_only() -> None:
    """Nobody can mix up the party and the business."""
    with pytest.raises(TypeError):
        Client("ann", "clinic")


@pytest.mark.parametrize(
    "fields",
    [
        {"party": []},
        {"party": float("nan")},
        {"business": {}},
        {"line": []},
        {"stage": "active"},
        {"stage": 1},
        {"profile": {}},
        {"since": "2025-01-07"},
        {"since": datetime(2025, 1, 7)},  # noqa: DTZ001 - refused
        {"last_engaged": 5},
        {"period_days": 0},
        {"period_days": 1.5},
        {"period_days": True},
    ],
    ids=repr,
)
def test_values_that_cannot_be_are_refused(fields: dict[str, Any]) -> None:
    """Ids are hashable, days are dates, a stage is a Stage, a period a whole number of days."""
    with pytest.raises((InvalidValueError, NotADateError), match=next(iter(fields))):
        Client(**{**GIVEN, **fields})


# ------------------------------------------------------------------ conversion


@settings(deadline=None)
@given(one=ANY_KIND.flatmap(relationships), to=ANY_KIND, line=st.text(max_size=3))
def test_a_conversion_keeps_what_both_kinds_have(
    one: Relationship, to: type[Relationship], line: str
) -> None:
    """The same fields arrive in the other kind; those that are given replace them."""
    other = as_kind(one, to)
    narrowed = as_kind(one, to, line=line)

    assert type(other) is to
    for field in attrs.fields(Relationship):
        assert getattr(one, field.name) == getattr(other, field.name)
    assert attrs.evolve(other, line=line) == narrowed


def test_a_conversion_gives_the_new_kind_its_own_fields() -> None:
    """Fields are named as the constructor names them; private ones, too, survive."""
    client = Client(**GIVEN)
    patient = as_kind(client, Patient, mrn="7", secret=3)

    assert ("7", 3, 7) == (patient.mrn, patient._secret, patient.number)
    assert patient == as_kind(patient, Patient)
    assert 3 == as_kind(patient, Patient, ward="b")._secret
    assert client == as_kind(patient, Client)


def test_a_conversion_between_kinds_beside_each_other_keeps_shared_names() -> None:
    """A field that both kinds happen to have is shared."""

    @kind
    class Inpatient(Relationship):
        ward: str = ""

    patient = Patient(**GIVEN, mrn="7", ward="north")

    assert "north" == as_kind(patient, Inpatient).ward


def test_a_missing_field_is_named() -> None:
    """A field without a default must be given; the message says how."""
    with pytest.raises(InvalidValueError, match=r"Patient needs mrn: give as_kind\(..., mrn=...\)"):
        as_kind(Client(**GIVEN), Patient)


def test_an_unknown_field_is_named_with_the_closest() -> None:
    """A misspelled field is mended; one that is worked out cannot be given."""
    with pytest.raises(UnknownNameError, match=r"Patient has no field 'wrad'. Did you mean 'ward'"):
        as_kind(Client(**GIVEN), Patient, mrn="7", wrad="b")
    with pytest.raises(UnknownNameError, match="no field 'number'"):
        as_kind(Client(**GIVEN), Patient, mrn="7", number=9)


@pytest.mark.parametrize("to", ["client", int, None, Client(**GIVEN)], ids=str)
def test_a_conversion_goes_to_a_kind(to: object) -> None:
    """Anything else is refused by name."""
    with pytest.raises(InvalidValueError, match="becomes a kind such as Client"):
        as_kind(Client(**GIVEN), to)


@pytest.mark.parametrize("one", ["client", None, Client], ids=str)
def test_a_conversion_starts_from_a_relationship(one: object) -> None:
    """A class or a name is no relationship."""
    with pytest.raises(InvalidValueError, match="as_kind takes a relationship"):
        as_kind(one, Client)


def test_a_conversion_checks_values_as_the_constructor_does() -> None:
    """Fields that are given are checked."""
    with pytest.raises(InvalidValueError, match="stage is a Stage"):
        as_kind(Client(**GIVEN), Customer, stage="active")
    assert Stage.NEW is as_kind(Client(**GIVEN), Customer, stage=Stage.NEW).stage


def test_match_narrows_by_kind() -> None:
    """Kinds are classes: match and isinstance tell them apart."""

    def greet(one: Relationship) -> str:
        match one:
            case Patient(mrn=mrn):
                return f"patient {mrn}"
            case Client():
                return "client"
            case Customer():
                return "customer"
            case _:
                return "undetermined"

    everyone = [
        Patient(**GIVEN, mrn="7"),
        Client(**GIVEN),
        Customer(**GIVEN),
        Relationship(**GIVEN),
    ]

    assert ["patient 7", "client", "customer", "undetermined"] == list(map(greet, everyone))
