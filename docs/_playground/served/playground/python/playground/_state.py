"""`State`: the one relationship that the playground shows, read from data that anybody may send.

A state holds records, the trade, what the trade writes down, and a day; no code, no names of
parties. Whatever it is read from, a form or a link, goes through the same checks: first the
limits, before any work, then relkit's own reading of records.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

import attrs

from relkit import Assessment, Business, Event, Money, Statement, assess, events_from_records
from relkit.errors import InvalidValueError

__all__ = [
    "LINK_MOST",
    "RECORDS_MOST",
    "TEXT_MOST",
    "YEARS",
    "State",
    "link_of",
    "opened",
    "read_json",
    "read_state",
]

RECORDS_MOST: Final = 200
TEXT_MOST: Final = 200  # characters of one text in a record
NUMBER_MOST: Final = 2**53 - 1  # the largest whole number that JavaScript keeps whole
STATE_MOST: Final = 64 * 1024  # characters of a state as JSON
LINK_MOST: Final = 8 * 1024  # characters of a link after the #
YEARS: Final = (1900, 2199)

LINK: Final = "relkit1."
_LINK: Final = re.compile(r"[A-Za-z0-9_-]+")
_FIELDS: Final = frozenset({"industry", "keeps", "as_of", "records"})
_NOT_HERE: Final = frozenset({"id", "party", "line"})  # there is but one relationship
_CURRENCY: Final = "USD"


@attrs.frozen(kw_only=True)
class State:
    """One relationship: the records, who wrote them down, and the day on which to look."""

    industry: str | None
    keeps: tuple[str, ...]
    as_of: date
    records: tuple[Mapping[str, object], ...]
    events: tuple[Event | Statement, ...] = attrs.field(repr=False)

    @property
    def business(self) -> Business:
        """The business as relkit takes it."""
        return Business("yours", industry=self.industry, currency=_CURRENCY, keeps=self.keeps)

    def assess(self) -> Assessment:
        """Assess the relationship on its day."""
        return assess(self.events, business=self.business, as_of=self.as_of)

    @property
    def price(self) -> Money | None:
        """What was paid last, up to the day: the price at hand for the plans."""
        paid = [
            (event.on, amount)
            for event in self.events
            if event.on <= self.as_of and (amount := _amount(event)) is not None
        ]
        return max(paid, key=lambda pair: pair[0])[1] if paid else None

    def data(self) -> dict[str, object]:
        """Give the state as JSON data, which `read_state` reads."""
        return {
            "industry": self.industry,
            "keeps": list(self.keeps),
            "as_of": self.as_of.isoformat(),
            "records": [dict(record) for record in self.records],
        }


def _amount(event: Event | Statement) -> Money | None:
    cents = getattr(event, "amount", None)
    if not isinstance(cents, int) or cents <= 0:
        return None
    return Money.from_minor_units(cents, _CURRENCY)


def read_state(data: object) -> State:
    """Read a state from JSON data; raises a ``RelkitError`` that says what is wrong."""
    said = _fields(data)
    keeps, records = said["keeps"], said["records"]
    if not isinstance(keeps, list) or len(keeps) > 20:  # noqa: PLR2004 - more than there are records
        raise InvalidValueError("keeps must be a list of at most 20 names of records.")
    if not isinstance(records, list) or len(records) > RECORDS_MOST:
        msg = f"records must be a list of at most {RECORDS_MOST} records."
        raise InvalidValueError(msg)
    industry = said["industry"]
    if industry is not None:
        _check_text("industry", industry)
    as_of = _day(said["as_of"])
    for position, record in enumerate(records):
        _check_record(f"record {position + 1}", record)
    business = Business("yours", industry=industry, currency=_CURRENCY, keeps=keeps)
    events = events_from_records(records, business=business)
    for event in events:
        _check_year("on", event.on)
    return State(
        industry=industry,
        keeps=tuple(sorted(business.keeps)),
        as_of=as_of,
        records=tuple(records),
        events=events,
    )


def _fields(data: object) -> Mapping[str, Any]:
    if not isinstance(data, dict) or set(data) != _FIELDS:
        names = ", ".join(sorted(_FIELDS))
        msg = f"A state of the playground holds exactly: {names}."
        raise InvalidValueError(msg)
    return cast("Mapping[str, Any]", data)


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(cast("str", value))
    except (TypeError, ValueError) as fault:
        raise InvalidValueError("as_of must be an ISO date such as '2025-01-07'.") from fault
    return _check_year("as_of", day)


def _check_year(name: str, day: date) -> date:
    if not YEARS[0] <= day.year <= YEARS[1]:
        msg = f"{name} is {day}; the playground looks at the years {YEARS[0]} to {YEARS[1]}."
        raise InvalidValueError(msg)
    return day


def _check_record(where: str, record: object) -> None:
    """Refuse what is larger than a form could make it; relkit checks the rest."""
    if not isinstance(record, dict):
        msg = f"{where} must be an object of fields and values."
        raise InvalidValueError(msg)
    if len(record) > 20:  # noqa: PLR2004 - more than any event has
        msg = f"{where} has more than 20 fields."
        raise InvalidValueError(msg)
    for name, value in record.items():
        if name in _NOT_HERE:
            msg = f"{where} has a field {name!r}; the playground shows one relationship without."
            raise InvalidValueError(msg)
        _check_value(f"{where}, {_cut(name)}", value)


def _check_value(where: str, value: object) -> None:
    if isinstance(value, str):
        _check_text(where, value)
    elif isinstance(value, int):
        if abs(value) > NUMBER_MOST:
            msg = f"{where} is a number beyond {NUMBER_MOST:,}."
            raise InvalidValueError(msg)
    elif value is not None and not isinstance(value, float):
        msg = f"{where} must be text, a number, true, false or null."
        raise InvalidValueError(msg)


def _check_text(where: str, value: object) -> None:
    if not isinstance(value, str) or len(value) > TEXT_MOST:
        msg = f"{where} must be text of at most {TEXT_MOST} characters."
        raise InvalidValueError(msg)


def _cut(name: str) -> str:
    return repr(name if len(name) <= 40 else f"{name[:40]}…")  # noqa: PLR2004 - a line


def read_json(text: object, most: int = STATE_MOST) -> object:
    """Read JSON of at most so many characters; raises ``InvalidValueError``."""
    if not isinstance(text, str) or len(text) > most:
        msg = f"JSON of at most {most:,} characters is read here."
        raise InvalidValueError(msg)
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise InvalidValueError("This is no JSON that the playground reads.") from fault


def _no_constant(name: str) -> object:
    raise ValueError(name)


def link_of(state: State) -> str:
    """Write a state as the part of a link after the #; raises where it would be too long."""
    text = json.dumps(state.data(), separators=(",", ":"), ensure_ascii=False)
    packed = urlsafe_b64encode(zlib.compress(text.encode(), 9)).rstrip(b"=").decode()
    if len(LINK) + len(packed) > LINK_MOST:
        msg = f"These records make a link of more than {LINK_MOST:,} characters: remove some."
        raise InvalidValueError(msg)
    return LINK + packed


def opened(link: object) -> State:
    """Read a state from a link's part after the #; raises a ``RelkitError``."""
    if not isinstance(link, str) or len(link) > LINK_MOST:
        msg = f"A link to the playground has at most {LINK_MOST:,} characters after the #."
        raise InvalidValueError(msg)
    packed = link.removeprefix(LINK)
    if packed == link or not _LINK.fullmatch(packed):
        msg = f"A link to the playground goes on, after the #, with {LINK} and letters or digits."
        raise InvalidValueError(msg)
    return read_state(read_json(_unpacked(packed)))


def _unpacked(packed: str) -> str:
    """Unpack at most as much as a state can be: a small link may hold very much."""
    unpack = zlib.decompressobj()
    try:
        data = unpack.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), STATE_MOST)
        text = data.decode()
    except (ValueError, zlib.error) as fault:
        raise InvalidValueError("This link was cut or changed: it cannot be unpacked.") from fault
    if not unpack.eof or unpack.unused_data:
        raise InvalidValueError("This link was cut, or it holds more than a state can be.")
    return text
