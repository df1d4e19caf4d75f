"""`events_from_records`: plain rows to events, every bad row reported, no good one lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs

from relkit._words import mend, shown
from relkit.errors import InvalidEventError, RecordsError, RelkitError
from relkit.events._base import Event
from relkit.events._standard import STANDARD_EVENT_TYPES
from relkit.events._statement import Statement
from relkit.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relkit.business import Business

__all__ = ["RecordProblem", "event_from_record", "events_from_records"]


@attrs.frozen
class RecordProblem:
    """What is wrong with one field of one row.

    ``position`` counts rows from 0; ``field`` is None where the whole row is at fault.

    >>> str(RecordProblem(3, "modle", "a payment has no field 'modle'."))
    "row 3, field 'modle': a payment has no field 'modle'."
    """

    position: int
    field: str | None
    message: str

    def __str__(self) -> str:
        """Give position, field and message in one line."""
        where = "" if self.field is None else f", field {shown(self.field)}"
        return f"row {self.position}{where}: {self.message}"


def events_from_records(
    rows: Iterable[object],
    *,
    business: Business | None = None,
    event_types: Sequence[type[Event]] = STANDARD_EVENT_TYPES,
) -> tuple[Event | Statement, ...]:
    """Turn plain mappings, or rows of a table, into events.

    A row has ``event`` (a tag) and ``on`` (an ISO date, a date, or an aware datetime, which
    becomes the ``business``'s local date); it may have ``id``, ``party``, ``line`` and the
    fields of its event type. ``None`` stands for absent. Events pass as they are. Add your
    own types: ``event_types=(*STANDARD_EVENT_TYPES, Workout)``.

    Raises ``RecordsError`` that names every bad row with position, field, what was given
    and what is allowed, and holds the events of all good rows in ``.events``.

    >>> events_from_records([{"event": "referral", "on": "2025-01-07"}])
    (Referral(on=datetime.date(2025, 1, 7)),)
    """
    good, problems = read_rows(rows, business=business, event_types=event_types)
    events = tuple(event for _, event in good)
    if problems:
        raise RecordsError(tuple(problems), events)
    return events


def read_rows(
    rows: Iterable[object],
    *,
    business: Business | None,
    event_types: Sequence[type[Event]],
) -> tuple[list[tuple[int, Event | Statement]], list[RecordProblem]]:
    """Give every good row's event with its position, and every problem of the bad ones."""
    reader = _Reader({kind.tag: kind for kind in event_types}, business)
    good: list[tuple[int, Event | Statement]] = []
    problems: list[RecordProblem] = []
    for position, row in enumerate(rows):
        faults: list[tuple[str | None, str]] = []
        event = reader.read(row, faults)
        problems += [RecordProblem(position, field, message) for field, message in faults]
        if event is not None:
            good.append((position, event))
    return good, problems


def event_from_record(
    row: object,
    *,
    business: Business | None = None,
    event_types: Sequence[type[Event]] = STANDARD_EVENT_TYPES,
) -> Event | Statement:
    """Turn one mapping into an event; an event passes as it is.

    Raises ``RecordsError`` with every fault of the row.

    >>> event_from_record({"event": "feedback", "on": "2025-01-07", "rating": 0.9}).rating
    0.9
    """
    if isinstance(row, (Event, Statement)):
        return row
    return events_from_records([row], business=business, event_types=event_types)[0]


@attrs.frozen
class _Reader:
    """Reads one row at a time; every fault goes into the list that it is given."""

    types: Mapping[str, type[Event]]
    business: Business | None

    def read(self, row: object, faults: list[tuple[str | None, str]]) -> Event | Statement | None:
        if isinstance(row, (Event, Statement)):
            return row
        if not isinstance(row, Mapping):
            faults.append((None, f"a row must be a mapping or an event, not {shown(row)}."))
            return None
        kind = self._kind(row, faults)
        fields = _FIELDS.get(kind) or _fields_of(kind) if kind is not None else {}
        given = self._given(row, kind, fields, faults)
        if kind is None:
            return None
        if faults:
            faults += _faults_alone(kind, given)
            return None
        return _build(kind, given, faults)

    def _kind(
        self, row: Mapping[object, object], faults: list[tuple[str | None, str]]
    ) -> type[Event | Statement] | None:
        tag = row.get("event")
        if tag == Statement.tag:
            return Statement
        if isinstance(tag, str) and tag in self.types:
            return self.types[tag]
        known = [*self.types, Statement.tag]
        said = "is missing" if tag is None else f"{shown(tag)} is no event type"
        faults.append(("event", f"{said}. {mend(tag, known)}"))
        return None

    def _given(
        self,
        row: Mapping[object, object],
        kind: type[Event | Statement] | None,
        fields: Mapping[str, attrs.Attribute[Any]],
        faults: list[tuple[str | None, str]],
    ) -> dict[str, object]:
        given: dict[str, object] = {}
        for name, value in row.items():
            if name == "event" or value is None:
                continue
            if name == "on":
                self._read_day(value, given, faults)
            elif isinstance(name, str) and name in fields:
                given[name] = value
            elif kind is not None:
                faults.append((str(name), _unknown_field(kind, name, fields)))
        if "on" not in given and not any(field == "on" for field, _ in faults):
            faults.append(("on", "is missing: give the day as an ISO date, such as '2025-01-07'."))
        return given

    def _read_day(
        self, value: object, given: dict[str, object], faults: list[tuple[str | None, str]]
    ) -> None:
        try:
            given["on"] = _day(value, self.business)
        except RelkitError as fault:
            faults.append(("on", str(fault)))


_FIELDS: dict[type[Event | Statement], Mapping[str, attrs.Attribute[Any]]] = {}


def _fields_of(kind: type[Event | Statement]) -> Mapping[str, attrs.Attribute[Any]]:
    """Give the fields by their names in records; the standard types' are kept ready."""
    return {field.alias or field.name: field for field in attrs.fields(kind)}


for _kind in (*STANDARD_EVENT_TYPES, Statement):
    _FIELDS[_kind] = _fields_of(_kind)


def _unknown_field(
    kind: type[Event | Statement], name: object, fields: Mapping[str, object]
) -> str:
    return f"a {kind.tag} has no such field. {mend(name, fields)}"


def _build(
    kind: type[Event | Statement],
    given: dict[str, object],
    faults: list[tuple[str | None, str]],
) -> Event | Statement | None:
    """Build the event; where that fails, say which fields are at fault, each on its own."""
    try:
        if "amount" in given:
            given["amount"] = _amount(given["amount"])
        return kind(**given)
    except (RelkitError, TypeError) as fault:
        alone = _faults_alone(kind, given)
        faults.extend(alone or [(None, str(fault))])
        return None


def _faults_alone(
    kind: type[Event | Statement], given: Mapping[str, object]
) -> list[tuple[str | None, str]]:
    found: list[tuple[str | None, str]] = []
    fields = _FIELDS.get(kind) or _fields_of(kind)
    for name, value in given.items():
        field = fields[name]
        try:
            if name == "amount":
                value = _amount(value)  # noqa: PLW2901 - the row's spelling of the same amount
            if field.validator is not None:
                field.validator(object.__new__(kind), field, value)
            if field.converter is not None:
                field.converter(value)  # type: ignore[operator]  # attrs types it too narrowly
        except RelkitError as fault:
            found.append((name, str(fault)))
    return found


def _amount(value: object) -> object:
    """Read other spellings of money by shape; whole numbers and Money pass."""
    if isinstance(value, (int, Money, float)):
        return value
    return Money.of(value)


def _day(value: object, business: Business | None) -> date:
    if isinstance(value, str):
        value = _parsed(value)
    if not isinstance(value, datetime):
        if isinstance(value, date):
            return value
        msg = f"must be an ISO date, a date or an aware datetime, not {shown(value)}."
        raise InvalidEventError(msg)
    if value.utcoffset() is None:
        msg = (
            f"{shown(value)} is a datetime without a time zone, so its day is uncertain: "
            "give a date, or an aware datetime."
        )
        raise InvalidEventError(msg)
    if business is None:
        msg = f"{shown(value)} needs a business with a time zone to become a day."
        raise InvalidEventError(msg)
    return business.local_date(value)


_LONGEST_INSTANT = 40


def _parsed(value: str) -> date:
    """Read ISO text; ``fromisoformat`` takes dates and, where there is a time, datetimes."""
    text = value[:_LONGEST_INSTANT]
    try:
        if len(value) <= len("2025-01-07"):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError as fault:
        msg = f"{shown(value)} is no ISO date such as '2025-01-07'."
        raise InvalidEventError(msg) from fault
