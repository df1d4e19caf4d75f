"""The guard: slips that Python and attrs let pass are named when a kind is first used."""

from __future__ import annotations

import gc
import inspect
import subprocess
import sys
from collections.abc import Mapping
from typing import ClassVar

import attrs
import pytest

from relkit import _guard
from relkit.errors import DeclarationError, InvalidValueError, RelkitError
from relkit.relationships import Client, Customer, Relationship, Stage, kind

GIVEN = {"party": "ann", "business": "clinic"}


# ------------------------------------------------------------------ slips


def test_fields_without_the_decorator_are_refused() -> None:
    """An undecorated subclass with a field would silently not have it."""

    class Patient(Client):
        mrn: str = ""

    with pytest.raises(DeclarationError) as caught:
        Patient(**GIVEN)

    assert (
        "Patient adds mrn but is not decorated, so that would be ignored: put @kind above the "
        "class, and an annotation on each field."
    ) == str(caught.value)


def test_a_default_that_the_constructor_ignores_is_refused() -> None:
    """Setting an inherited field without its annotation would keep the old default."""

    class Dormant(Client):
        stage = Stage.DORMANT

    with pytest.raises(
        DeclarationError, match="Dormant sets stage, a field, without its annotation"
    ):
        Dormant(**GIVEN)


def test_a_decorated_default_without_annotation_is_refused() -> None:
    """The same slip under the decorator is named too."""
    with pytest.raises(DeclarationError, match=r"write `stage: <type> = ...` under @kind"):

        @kind
        class Dormant(Client):
            stage = Stage.DORMANT


def test_a_method_in_the_place_of_a_field_is_refused() -> None:
    """A property of a field's name would be dropped, or hide the field."""
    with pytest.raises(DeclarationError, match="sets line, a field"):

        @kind
        class Narrow(Client):
            @property
            def line(self) -> str:
                """Hide the field."""
                return "advice"


@pytest.mark.parametrize(
    ("slip", "meant"), [("wieghts", "weights"), ("lable", "label"), ("tagg", "tag")]
)
def test_a_misspelled_hook_is_refused(slip: str, meant: str) -> None:
    """A class attribute that is almost a hook is never read; the message gives the word."""
    made = kind(type("Patient", (Client,), {slip: {"trust": 5}}))

    with pytest.raises(
        DeclarationError, match=f"Patient.{slip} is never used: did you mean {meant}"
    ):
        made(**GIVEN)


def test_a_misspelled_hook_is_refused_without_the_decorator() -> None:
    """Undecorated classes are looked at in the same way."""

    class Patient(Client):
        wieghts: ClassVar[Mapping[str, int]] = {"trust": 5}

    with pytest.raises(DeclarationError, match="did you mean weights"):
        Patient(**GIVEN)


def test_a_field_without_annotation_beside_another_is_refused() -> None:
    """One bare attrs.field() makes attrs ignore every annotated one; nothing is ignored here."""

    @kind
    class Patient(Client):
        mrn = attrs.field(default="")
        ward: str = ""

    with pytest.raises(DeclarationError, match="Patient adds ward but leaves a field bare"):
        Patient(**GIVEN)


def test_what_says_what_the_kind_is_cannot_be_a_field() -> None:
    """Without ClassVar weights would be a field of each relationship; it is refused at once."""
    with pytest.raises(DeclarationError, match=r"write `weights: ClassVar\[...\] = ...`"):

        @kind
        class Patient(Client):
            weights: Mapping[str, int] = {"trust": 5}


@pytest.mark.parametrize(
    "weights",
    [[("trust", 5)], None, {"trust": 1.5}, {"trust": True}, {3: 5}, {"": 5}, {"trust": 10**7}],
)
def test_weights_are_whole_points_by_name(weights: object) -> None:
    """Weights map the names of traits to whole numbers of points."""
    with pytest.raises((DeclarationError, InvalidValueError)):
        kind(type("Patient", (Client,), {"weights": weights}))


@pytest.mark.parametrize("words", [{"label": ""}, {"tag": " "}, {"label": 3}, {"tag": None}])
def test_labels_and_tags_are_text(words: dict) -> None:
    """What a kind is called is text."""
    with pytest.raises(InvalidValueError):
        kind(type("Patient", (Client,), words))


@pytest.mark.parametrize("thing", [int, "Client", None, Client(**GIVEN), Stage])
def test_only_classes_below_relationship_are_kinds(thing: object) -> None:
    """The decorator takes nothing else."""
    with pytest.raises(DeclarationError, match="@kind declares classes below Relationship"):
        kind(thing)


# ------------------------------------------------------------------ what is fine


def test_a_subclass_with_methods_only_is_legal() -> None:
    """Methods, properties and private attributes need no decorator, and work."""

    class Regular(Client):
        """Adds behavior only."""

        _note = "private"

        def greeting(self) -> str:
            """Greet."""
            return f"hello {self.party}"

        @property
        def is_old(self) -> bool:
            """Tell whether it is known since when."""
            return self.since is not None

    regular = Regular(**GIVEN)

    assert ("hello ann", False) == (regular.greeting(), regular.is_old)
    assert "client" == regular.label


def test_a_decorated_kind_below_an_undecorated_one_is_legal() -> None:
    """Behavior, then fields: each class is looked at for what it adds itself."""

    class Regular(Client):
        """Adds behavior only."""

        def greeting(self) -> str:
            """Greet."""
            return "hello"

    @kind
    class Patient(Regular):
        mrn: str = ""
        registry: ClassVar[list[str]] = []

    @kind
    class Inpatient(Patient):
        mrn: str = "unknown"
        ward: str = ""

    assert ("unknown", "hello") == (Inpatient(**GIVEN).mrn, Inpatient(**GIVEN).greeting())
    assert "inpatient" == Inpatient.tag


def test_a_class_that_attrs_itself_decorated_is_legal() -> None:
    """Whoever uses attrs directly may leave annotations out, as attrs allows."""

    @attrs.frozen(kw_only=True)
    class Old(Client):
        stage = attrs.field(default=Stage.DORMANT)

    assert Stage.DORMANT is Old(**GIVEN).stage


def test_a_slip_in_a_parent_is_named_in_the_child() -> None:
    """Every class between a kind and Relationship is looked at."""

    class Loose(Client):
        mrn: str = ""

    @kind
    class Patient(Loose):
        ward: str = ""

    with pytest.raises(DeclarationError, match="Loose adds mrn"):
        Patient(**GIVEN)


def test_a_class_beside_relationship_is_not_looked_at() -> None:
    """A mix-in of another family may have what annotations it likes."""

    class Noted:
        notes: list[str]

    @kind
    class Patient(Noted, Client):
        mrn: str = ""

    assert "7" == Patient(**GIVEN, mrn="7").mrn


def test_each_class_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first construction the check costs one comparison; a subclass has its own turn."""
    calls = []
    made = kind(type("Patient", (Client,), {}))
    below = kind(type("Inpatient", (made,), {}))
    monkeypatch.setattr(
        "relkit.relationships._kind.check_class", lambda cls, *_rest: calls.append(cls)
    )
    for cls in (made, made, below, below, made):
        cls(**GIVEN)

    assert [made, below] == calls


def test_the_twin_that_slots_leave_behind_is_nowhere() -> None:
    """A slotted class is built anew; the discarded one is registered nowhere, and goes."""
    seen = []

    def spy(cls: type) -> type:
        seen.append(id(cls))
        return kind(cls)

    @spy
    class Patient(Client):
        mrn: str = ""

    Patient(**GIVEN)
    gc.collect()
    left = [cls for cls in Client.__subclasses__() if cls.__name__ == "Patient" and cls is Patient]

    assert [Patient] == left
    assert id(Patient) not in seen
    assert seen[0] not in {id(cls) for cls in Client.__subclasses__()}
    assert Patient is type(Patient(**GIVEN))


def test_annotations_are_asked_for_without_evaluating_them() -> None:
    """Names that exist for type checkers only, and real types, are both understood."""
    kept = {"registry": ClassVar[int], "count": "ClassVar[int]", "notes": "typing.ClassVar"}
    made = type("Patient", (Client,), {"__annotations__": kept})

    assert made(**GIVEN).party == "ann"
    assert kept == inspect.get_annotations(made, **_guard._AS_THEY_ARE)

    loose = type("Patient", (Client,), {"__annotations__": {"mrn": "Unheard[of]"}})
    with pytest.raises(DeclarationError, match="adds mrn"):
        loose(**GIVEN)


def test_kinds_declared_without_future_annotations_are_guarded_too() -> None:
    """The guard sees real annotations as well as text: in a fresh interpreter, both ways."""
    code = """
from relkit.relationships import Client
from relkit.errors import DeclarationError
class Patient(Client):
    mrn: str = ""
try:
    Patient(party="ann", business="clinic")
except DeclarationError as fault:
    print(fault)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("Patient adds mrn but is not decorated")


def test_every_slip_is_one_of_relkits_errors() -> None:
    """``except RelkitError`` and ``except TypeError`` both catch a slip."""
    assert issubclass(DeclarationError, (RelkitError, TypeError))
    assert issubclass(Customer, Relationship)
