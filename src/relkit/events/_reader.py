"""Reading one row: its type, its day and its fields, with every fault named."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import attrs

from relkit._checks import a_date, is_aware
from relkit._words import mend, shown
from relkit.errors import InvalidEventError, InvalidValueError, RelkitError
from relkit.events._base import Event, fields_of, is_event_type
from relkit.events._fields import an_amount
from relkit.events._standard import STANDARD_EVENT_TYPES
from relkit.events._statement import Statement
from relkit.money import Money

if TYPE_CHECKING:
    from relkit.business import Business

__all__ = ["FIELDS_MOST", "Fault", "Reader", "types_by_tag"]

FIELDS_MOST = 1000
"""The most fields that a row can have, whatever its event type needs.

>>> FIELDS_MOST
1000
"""

_LONGEST_DAY = 64  # characters of an ISO date with time and zone, and some to spare

Fault: TypeAlias = tuple[str | None, str]
"""A field's name, or None for the whole row, and what is wrong with it."""

_Kind: TypeAlias = type[Event] | type[Statement]


def types_by_tag(event_types: object) -> Mapping[str, type[Event]]:
    """Give event types by the tags that records name them with."""
    if event_types is STANDARD_EVENT_TYPES:
        return _STANDARD
    if not isinstance(event_types, Iterable):
        msg = f"event_types must be a collection of event types, not {shown(event_types)}."
        raise InvalidValueError(msg)
    given = tuple(cast("Iterable[object]", event_types))
    return _by_tag(given) if all(map(is_event_type, given)) else _checked(given)


@lru_cache(maxsize=64)
def _by_tag(event_types: tuple[object, ...]) -> Mapping[str, type[Event]]:
    """Remember the tags: a book reads every record with the same types."""
    return _checked(event_types)


def _checked(event_types: tuple[object, ...]) -> Mapping[str, type[Event]]:
    by_tag: dict[str, type[Event]] = {}
    for kind in event_types:
        if not is_event_type(kind):
            msg = f"event_types must hold classes below Event, not {shown(kind)}."
            raise InvalidValueError(msg)
        if kind.tag == Statement.tag or by_tag.setdefault(kind.tag, kind) is not kind:
            msg = (
                f"The tag {kind.tag!r} stands for two event types; give one of them another: "
                "tag: ClassVar[str] = '...'."
            )
            raise InvalidValueError(msg)
    return by_tag


_STANDARD = {kind.tag: kind for kind in STANDARD_EVENT_TYPES}


class Reader:
    """Reads one row at a time; every fault goes into the list that it is given."""

    __slots__ = ("business", "types")

    def __init__(self, types: Mapping[str, type[Event]], business: Business | None) -> None:
        """Know the event types by tag, and the business whose days count."""
        self.types = types
        self.business = business

    def read(self, row: object, faults: list[Fault]) -> Event | Statement | None:
        """Give a row's event, or name what is wrong with the row and give nothing."""
        if isinstance(row, (Event, Statement)):
            return row
        if not isinstance(row, Mapping):
            faults.append((None, f"a row must be a mapping or an event, not {shown(row)}."))
            return None
        said = cast("Mapping[object, object]", row)
        if len(said) > FIELDS_MOST:
            faults.append((None, f"a row has at most {FIELDS_MOST} fields, not {len(said):,}."))
            return None
        shape = self._shape(said.get("event"), faults)
        given: dict[str, object] = {}
        self._read_day(said.get("on"), given, faults)
        if shape is None:
            return None
        _read_fields(said, shape, given, faults)
        if faults:
            faults += _faults_alone(shape, given)
            return None
        return _build(shape, given, faults)

    def _shape(self, tag: object, faults: list[Fault]) -> _Shape | None:
        if isinstance(tag, str):
            kind = self.types.get(tag, Statement if tag == Statement.tag else None)
            if kind is not None:
                return _shape_of(cast("Hashable", kind))
        said = "is missing" if tag is None else f"{shown(tag)} is no event type"
        faults.append(("event", f"{said}. {mend(tag, [*self.types, Statement.tag])}"))
        return None

    def _read_day(self, value: object, given: dict[str, object], faults: list[Fault]) -> None:
        if value is None:
            faults.append(("on", "is missing: give the day as an ISO date, such as '2025-01-07'."))
            return
        try:
            given["on"] = _day(value, self.business)
        except RelkitError as fault:
            faults.append(("on", str(fault)))


class _Shape(NamedTuple):
    """What a record of one event type can hold."""

    kind: _Kind
    fields: Mapping[str, Any]  # attrs' fields, by their names in records
    needed: tuple[str, ...]  # those without a default, apart from the day


@lru_cache(maxsize=256)
def _shape_of(kind: Any) -> _Shape:  # noqa: ANN401 - a class, which mypy does not call hashable
    fields = {field.alias or field.name: field for field in fields_of(kind) if field.init}
    needed = [name for name, field in fields.items() if field.default is attrs.NOTHING]
    return _Shape(kind, fields, tuple(name for name in needed if name != "on"))


def _read_fields(
    row: Mapping[object, object], shape: _Shape, given: dict[str, object], faults: list[Fault]
) -> None:
    """Read everything but the day; None stands for absent."""
    tag, fields = shape.kind.tag, shape.fields
    for name, value in row.items():
        if name == "event" or value is None or name == "on":
            continue
        if name in fields:
            given[str(name)] = value
        else:
            said = name if isinstance(name, str) else shown(name)
            faults.append((said, f"{tag} has no such field. {mend(name, fields)}"))
    missing = [name for name in shape.needed if name not in given]
    faults += [(name, f"is missing; {tag} needs it.") for name in missing]


def _build(
    shape: _Shape, given: dict[str, object], faults: list[Fault]
) -> Event | Statement | None:
    """Build the event; where that fails, say which fields are at fault, each on its own."""
    make: Any = shape.kind
    try:
        if "amount" in given:
            given["amount"] = _spelled(shape.fields["amount"].validator, given["amount"])
        event: Event | Statement = make(**given)
    except Exception as fault:  # noqa: BLE001 - a user's own validator may raise anything
        faults += _faults_alone(shape, given) or [(None, _said(fault))]
        return None
    return event


def _faults_alone(shape: _Shape, given: Mapping[str, object]) -> list[Fault]:
    found = ((name, _fault(shape, name, value)) for name, value in given.items())
    return [(name, said) for name, said in found if said is not None]


def _fault(shape: _Shape, name: str, value: object) -> str | None:
    """Say what is wrong with one field, as far as it can be told without the others."""
    field = shape.fields[name]
    stand_in = object.__new__(shape.kind)
    try:
        read: object = _spelled(field.validator, value)
        if field.converter is not None:
            takes_more = isinstance(field.converter, attrs.Converter)
            read = field.converter(read, *((stand_in, field) if takes_more else ()))
        if field.validator is not None:
            field.validator(stand_in, field, read)
    except (RelkitError, TypeError, ValueError) as fault:
        return _said(fault)
    except Exception:  # noqa: BLE001 - it asks for the other fields; building the event will tell
        return None
    return None


def _said(fault: Exception) -> str:
    """Give what an error says, without the objects that some carry beside the words."""
    first = fault.args[0] if fault.args else None
    return first if isinstance(first, str) else shown(fault)


def _spelled(check: object, value: object) -> object:
    """Read other spellings of money by shape; whole numbers, Money and other fields pass."""
    if check is not an_amount or isinstance(value, (int, Money, float)):
        return value
    return Money.of(value)


def _day(value: object, business: Business | None) -> date:
    if isinstance(value, str):
        value = _parsed(value)
    if not isinstance(value, datetime):
        if isinstance(value, date):
            return a_date(value, "on")
        msg = f"must be an ISO date, a date or an aware datetime, not {shown(value)}."
        raise InvalidEventError(msg)
    if not is_aware(value):
        msg = (
            f"{shown(value)} is a datetime without a time zone, so its day is uncertain: "
            "give a date, or an aware datetime."
        )
        raise InvalidEventError(msg)
    if business is None:
        msg = f"{shown(value)} needs a business with a time zone to become a day."
        raise InvalidEventError(msg)
    return business.local_date(value)


def _parsed(value: str) -> date:
    """Read ISO text; ``fromisoformat`` takes dates and, where there is a time, datetimes."""
    if len(value) > _LONGEST_DAY:
        msg = f"{shown(value)} is no ISO date such as '2025-01-07'."
        raise InvalidEventError(msg)
    try:
        if len(value) <= len("2025-01-07"):
            return date.fromisoformat(value)
        return datetime.fromisoformat(value)
    except ValueError as fault:
        msg = f"{shown(value)} is no ISO date such as '2025-01-07'."
        raise InvalidEventError(msg) from fault
