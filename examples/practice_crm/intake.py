"""Facts coming in: rows of a CSV or JSONL file, or one by hand; every bad row is reported.

A file's good rows are stored even where others are bad, so a mended file can be given again:
rows that carry an ``id`` are stored once, however often they come.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from practice_crm.store import CrmError, book_of, business_of
from practice_crm.tables import WHOLE, Party, Record
from relkit import Book, Business, Event, Statement
from relkit.errors import RecordsError, RelkitError
from relkit.events import RecordProblem, events_from_records

__all__ = ["Stored", "is_storable", "party_named", "read_rows", "store", "typed"]

_WORK = ["co_produced", "planned", "standard", "tailored"]
_TERMS = ["automatic", "negotiated", "on_time", "paid"]
_FLAGS = frozenset([*_WORK, *_TERMS, "initiated", "input"])
_NUMBERS = frozenset(["amount", "con", "minutes", "pro", "term_days"])
_SHARES = frozenset(["discount", "rating"])
_LONGEST_ID = 200
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

Row: TypeAlias = "tuple[str, Mapping[str, object] | str]"
"""Where a row stands, and what it says; or, as text, why it cannot even be read."""


class Stored(NamedTuple):
    """What became of some rows: how many are new and how many were known, and all that is bad."""

    new: int
    known: int
    problems: tuple[str, ...]


def typed(row: Mapping[str, str]) -> dict[str, object]:
    """Read the texts of a CSV row, by the fields' names; what cannot be read stays text.

    An empty cell is absent. What stayed text is refused by relkit, with its reason.
    """
    return {name: _typed(name, text.strip()) for name, text in row.items() if text.strip()}


def _typed(name: str, text: str) -> object:
    if name in _FLAGS:
        return _TRUTH.get(text.lower(), text)
    try:
        return int(text) if name in _NUMBERS else float(text) if name in _SHARES else text
    except ValueError:
        return text


def read_rows(path: Path) -> Iterator[Row]:
    """Read a file: ``.csv`` with a head line, anything else one JSON object in each line."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        msg = f"{path} cannot be read as UTF-8 text: {fault}."
        raise CrmError(msg) from fault
    yield from _csv_rows(text) if path.suffix.lower() == ".csv" else _json_rows(text)


def _json_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as fault:
            yield f"line {number}", f"is no JSON: {fault}."
        else:
            is_object = isinstance(row, dict)
            yield f"line {number}", row if is_object else "is JSON, but no object with fields."


def _csv_rows(text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield f"line {reader.line_num + 1}", f"is no CSV: {fault}."
            continue
        where = f"line {reader.line_num}"
        if None in row:
            yield where, "has more values than the head line has names."
        else:
            yield where, typed({name: text or "" for name, text in row.items()})


def store(session: Session, rows: Iterator[Row]) -> Stored:
    """Store all good rows as records of their parties, and say what is wrong with the others."""
    business = business_of(session)
    intake = _Intake(session, business)
    given = list(rows)
    problems = [(place, f"{where}: {row}") for place, (where, row) in _unread(given)]
    readable = [(place, row) for place, (_, row) in enumerate(given) if not isinstance(row, str)]
    for place, event, fault in _read(readable, business):
        where, row = given[place]
        if event is None or isinstance(row, str):
            problems.append((place, f"{where}, {fault}"))
            continue
        try:
            intake.add(row, event)
        except (CrmError, RelkitError) as refused:
            problems.append((place, f"{where}: {refused}"))
    problems.sort(key=lambda problem: problem[0])
    return Stored(intake.new, intake.known, tuple(said for _, said in problems))


def _unread(rows: list[Row]) -> Iterator[tuple[int, Row]]:
    return (pair for pair in enumerate(rows) if isinstance(pair[1][1], str))


def _read(
    rows: list[tuple[int, Mapping[str, object]]], business: Business
) -> Iterator[tuple[int, Event | Statement | None, str]]:
    """Give each row's place with its event, or, for each fault, with what is wrong."""
    bad: set[int] = set()
    try:
        events = events_from_records((row for _, row in rows), business=business)
    except RecordsError as fault:
        events = tuple(e for e in fault.events if isinstance(e, (Event, Statement)))
        for problem in fault.problems:
            if isinstance(problem, RecordProblem):
                bad.add(problem.position)
                field = "" if problem.field is None else f"{problem.field}: "
                yield rows[problem.position][0], None, f"{field}{problem.message}"
    good = (place for at, (place, _) in enumerate(rows) if at not in bad)
    for place, event in zip(good, events, strict=True):
        yield place, event, ""


class _Intake:
    """Adds one record after the other, each checked against all that is known of its party."""

    def __init__(self, session: Session, business: Business) -> None:
        """Start with nothing."""
        self.new = self.known = 0
        self._session = session
        self._business = business
        self._books: dict[Hashable, tuple[Party, Book]] = {}

    def add(self, row: Mapping[str, object], event: Event | Statement) -> None:
        """Add a record, unless it is known; raise where it contradicts what is."""
        if event.party is None:
            msg = "party: is missing; each record names its party."
            raise CrmError(msg)
        event_id = None if event.event_id is None else json.dumps(event.event_id)
        self._check_owner(event_id, event)
        if event.line is not None and not is_storable(event.line):
            msg = f"line: {event.line!r} is no text that can be stored."
            raise CrmError(msg)
        party, book = self._opened(event.party)
        if not book.record(event.party, event):
            self.known += 1
            return
        self._session.add(party)
        party.revision += 1
        party.records.append(
            Record(
                revision=party.revision,
                line=event.line or WHOLE,
                on=event.on,
                event_id=event_id,
                content=_plain(row),
            )
        )
        self._session.flush()
        self.new += 1

    def _check_owner(self, event_id: str | None, event: Event | Statement) -> None:
        """Refuse an id that stands for a record of another party: a book has one party here."""
        if event_id is None:
            return
        owner = self._session.scalar(
            select(Party.party_id).join(Party.records).where(Record.event_id == event_id)
        )
        if owner is not None and owner != event.party:
            msg = f"id: {event_id} stands for a record of {owner!r} already."
            raise CrmError(msg)

    def _opened(self, party_id: Hashable) -> tuple[Party, Book]:
        if party_id not in self._books:
            party = party_named(self._session, party_id)
            self._books[party_id] = party, book_of(self._business, party)
        return self._books[party_id]


def party_named(session: Session, party_id: object) -> Party:
    """Give a party; a new one, not yet added, where there is none of this id."""
    if not isinstance(party_id, str) or not 0 < len(party_id) <= _LONGEST_ID:
        msg = f"party: must be text of 1 to {_LONGEST_ID} characters, not {party_id!r}."
        raise CrmError(msg)
    if not is_storable(party_id):
        msg = f"party: {party_id!r} is no text that can be stored."
        raise CrmError(msg)
    found = session.scalar(select(Party).where(Party.party_id == party_id))
    return found or Party(party_id=party_id, name=party_id, revision=0)


def is_storable(text: str) -> bool:
    """Tell whether the file can hold text: half of a surrogate pair, or NUL, it cannot."""
    return "\0" not in text and text == text.encode("utf-8", "ignore").decode("utf-8")


def _plain(row: Mapping[str, object]) -> dict[str, object]:
    """Give a row as JSON can hold it: days as ISO text, absent fields left out."""
    return {
        name: value.isoformat() if isinstance(value, (date, datetime)) else value
        for name, value in row.items()
        if value is not None
    }
