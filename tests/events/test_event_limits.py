"""How much is read at once: rows, fields, days and digits have a most, named in the refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import repeat

import attrs
import pytest

from relkit.book import Book
from relkit.business import Business
from relkit.errors import InvalidEventError, InvalidValueError, RecordsError
from relkit.events import (
    DIGITS_MOST,
    FIELDS_MOST,
    ROWS_MOST,
    Consultation,
    Event,
    Payment,
    Statement,
    event_from_record,
    events_from_records,
)

DAY = date(2025, 1, 7)
ROW = {"event": "referral", "on": "2025-01-07", "party": "ann"}


class Claimed:
    """A collection that claims to be larger than it could be, and refuses to be looked through."""

    def __len__(self) -> int:
        """Claim."""
        return ROWS_MOST + 1

    def __iter__(self) -> Iterator[object]:
        """Refuse."""
        raise AssertionError


def test_too_many_rows_are_refused_before_any_is_read() -> None:
    """A collection that says that it is too large is refused by its size alone."""
    with pytest.raises(InvalidValueError, match="at most 10,000,000"):
        events_from_records(Claimed())
    with pytest.raises(InvalidValueError, match="give them in parts"):
        Book(Business("shop")).record_all(Claimed())


def test_rows_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that never end are read up to the most, and nothing of them is recorded."""
    monkeypatch.setattr("relkit.events._records.ROWS_MOST", 50)
    book = Book(Business("shop"))

    for read in (events_from_records, book.record_all):
        with pytest.raises(InvalidValueError, match="too many rows; at most 50"):
            read(repeat(ROW))
    assert 0 == len(book)
    assert 50 == len(events_from_records([ROW] * 50)) == book.record_all(iter([ROW] * 50))


def test_a_row_with_too_many_fields_is_named_once() -> None:
    """A row of countless fields is one problem, not one for each of them."""
    wide = {**ROW, **{f"field {place}": place for place in range(FIELDS_MOST)}}
    nearly = {**ROW, **{f"field {place}": place for place in range(FIELDS_MOST - len(ROW))}}

    with pytest.raises(RecordsError) as caught:
        events_from_records([ROW, wide])
    assert ["row 1: a row has at most 1000 fields, not 1,003."] == list(
        map(str, caught.value.problems)
    )
    with pytest.raises(RecordsError) as caught:
        events_from_records([nearly])
    assert FIELDS_MOST - len(ROW) == len(caught.value.problems)


def test_a_day_is_short() -> None:
    """Text too long to be a day is refused without being looked through."""
    for day in ("2" * 65, "2025-01-07" + "0" * 10_000_000):
        with pytest.raises(RecordsError, match="no ISO date"):
            event_from_record({**ROW, "on": day})


class Weighed(Event):
    """An event with a number of the user's own."""

    grams: int = 0


@pytest.mark.parametrize(
    ("make", "name"), [(Payment, "amount"), (Consultation, "minutes"), (Weighed, "grams")]
)
def test_a_number_can_be_written_down(make: type[Event], name: str) -> None:
    """A whole number has as many digits as Python writes, so that each event can be shown."""
    largest = make(on=DAY, **{name: 10**DIGITS_MOST - 1})

    assert len(repr(largest)) > DIGITS_MOST
    with pytest.raises(InvalidEventError, match="at most 4300 digits"):
        make(on=DAY, **{name: 10**DIGITS_MOST})
    with pytest.raises(RecordsError, match="at most 4300 digits"):
        event_from_record({"event": make.tag, "on": DAY, name: 10**5000}, event_types=[make])


@pytest.mark.parametrize(
    ("model", "hint"), [("retaner", "did you mean 'retainer'?"), ("zzz", "or None, not 'zzz'")]
)
def test_a_word_that_is_nearly_right_is_named(model: str, hint: str) -> None:
    """An unknown word is refused with the one that it is most like, and with none if none is."""
    with pytest.raises(InvalidEventError) as caught:
        Payment(on=DAY, model=model)

    assert hint in str(caught.value)
    assert ("did you mean" in str(caught.value)) is (model == "retaner")


@pytest.mark.parametrize("side", ["pro", "con"])
def test_a_statement_is_worth_at_most_a_thousand(side: str) -> None:
    """Each side of a statement is a whole number from 0 to 1000, both included."""
    said = {"trait": "trust", "pro": 1, "con": 1, "by": "mia", "on": DAY}

    assert 1000 == getattr(Statement(**{**said, side: 1000}), side)
    assert 0 == getattr(Statement(**{**said, side: 0}), side)
    for wrong in (1001, -1):
        with pytest.raises(InvalidValueError, match=f"{side} must be .* from 0 to 1000"):
            Statement(**{**said, side: wrong})


def no_check(_event: object, _field: object, _value: object) -> None:
    """Let everything pass: a user's own validator."""


@pytest.mark.parametrize("module", ["a_module", "relkit.events._fieldz", "zoo"])
def test_what_no_event_can_hold_is_refused_beside_any_validator(module: str) -> None:
    """Whatever a user's own validator lets pass, and wherever it lives, a value is hashable."""
    no_check.__module__ = module

    class Parcel(Event):
        """An event with a field that the user checks."""

        content: object = attrs.field(default=None, validator=no_check)

    assert "book" == Parcel(on=DAY, content="book").content
    with pytest.raises(InvalidEventError, match="hashable"):
        Parcel(on=DAY, content=["book"])
