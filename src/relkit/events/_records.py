"""`events_from_records`: plain rows to events, every bad row reported, no good one lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from typing import TYPE_CHECKING

import attrs
from typing_extensions import override

from relkit._words import shown
from relkit.errors import InvalidValueError, RecordsError
from relkit.events._base import Event
from relkit.events._reader import Fault, Reader, types_by_tag
from relkit.events._standard import STANDARD_EVENT_TYPES
from relkit.events._statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.business import Business

__all__ = ["ROWS_MOST", "RecordProblem", "event_from_record", "events_from_records", "read_rows"]

ROWS_MOST = 10_000_000
"""The most rows that are read at once; more are given in parts.

>>> ROWS_MOST
10000000
"""


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

    @override
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
    and what is allowed, and holds the events of all good rows in ``.events``; and
    ``InvalidValueError`` for what is no collection of rows or of event types, and for more
    than ``ROWS_MOST`` rows.

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
    given: object = rows
    if isinstance(rows, (str, bytes, Mapping)) or not isinstance(rows, Iterable):
        msg = f"rows must be a collection of rows, not {shown(given)}; see event_from_record."
        raise InvalidValueError(msg)
    if isinstance(rows, Sized) and len(rows) > ROWS_MOST:
        raise _too_many()
    reader = Reader(types_by_tag(event_types), business)
    good: list[tuple[int, Event | Statement]] = []
    problems: list[RecordProblem] = []
    for position, row in enumerate(rows):
        if position >= ROWS_MOST:
            raise _too_many()
        faults: list[Fault] = []
        event = reader.read(row, faults)
        problems += [RecordProblem(position, field, message) for field, message in faults]
        if event is not None:
            good.append((position, event))
    return good, problems


def _too_many() -> InvalidValueError:
    msg = f"There are too many rows; at most {ROWS_MOST:,} are read at once: give them in parts."
    return InvalidValueError(msg)


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
