"""Typing promises of relkit.serialization; see how_errors_are_declared.py."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from relkit import Assessment, Book, Client, Event, Money, Relationship, kind
from relkit.serialization import (
    Registry,
    from_data,
    from_json,
    load_book,
    save_book,
    standard_registry,
    to_data,
    to_json,
)


@kind
class Patient(Client):
    """A user's own kind."""

    mrn: str = ""


def reading(text: str, data: dict[str, object], registry: Registry) -> None:
    """What is read has the type that was asked for; without one it is an object."""
    assert_type(from_json(text, Assessment), Assessment)
    assert_type(from_json(text.encode(), Relationship), Relationship)
    assert_type(from_data(data, Money, registry=registry), Money)
    assert_type(from_json(text, Patient).mrn, str)
    assert_type(from_json(text, Event).line, str | None)
    assert_type(from_json(text), object)
    assert_type(from_data(data), object)
    from_json(text).mrn  # type: ignore[attr-defined]
    from_json(text, "Assessment")  # type: ignore[call-overload]
    from_json(data)  # type: ignore[call-overload]


def writing(book: Book, path: Path) -> None:
    """Anything can be asked to be written; only a book is saved."""
    registry = standard_registry().add(Patient, tag="clinic.patient")
    assert_type(registry, Registry)
    assert_type(to_json(book, indent=2, registry=registry), str)
    to_data(book, registry=registry)
    save_book(path, book)
    assert_type(load_book(str(path)), Book)
    save_book(path, "book")  # type: ignore[arg-type]
    standard_registry().add(Patient, "clinic.patient")  # type: ignore[call-arg]
