"""Single values as JSON: text, truth, days, ids, time zones, currencies and money."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta, timezone, tzinfo
from typing import Final, TypeVar, cast

from relkit._words import shown
from relkit.errors import RelkitError
from relkit.money import Currency, Money
from relkit.serialization._refused import RefusedError, each

__all__ = [
    "DAY_PATTERN",
    "MONEY_PATTERN",
    "read_currency",
    "read_day",
    "read_id",
    "read_money",
    "read_nothing",
    "read_text",
    "read_truth",
    "read_whole",
    "read_zone",
    "write_currency",
    "write_day",
    "write_id",
    "write_money",
    "write_nothing",
    "write_text",
    "write_truth",
    "write_whole",
    "write_zone",
]

_T = TypeVar("_T")

DAY_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MONEY_PATTERN: Final = r"^[A-Z0-9]{3,12} -?[0-9]+(\.[0-9]+)?$"
_DAY: Final = re.compile(DAY_PATTERN.replace("$", r"\Z"))
_MONEY: Final = re.compile(MONEY_PATTERN.replace("$", r"\Z"))
_OFFSET: Final = re.compile(r"([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?\Z")


def write_text(value: object) -> str:
    """Write text; half of a surrogate pair alone is none, and no file in UTF-8 can hold it."""
    if not isinstance(value, str):
        raise RefusedError.one(f"must be text, not {shown(value)}.")
    text = value if type(value) is str else str.__add__(value, "")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            msg = f"is text with half a character, a lone surrogate: {shown(text)}."
            raise RefusedError.one(msg) from None
    return text


read_text = write_text


def write_whole(value: object) -> int:
    """Write a whole number of any size."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise RefusedError.one(f"must be a whole number, not {shown(value)}.")


read_whole = write_whole


def write_truth(value: object) -> bool:
    """Write True or False."""
    if isinstance(value, bool):
        return value
    raise RefusedError.one(f"must be true or false, not {shown(value)}.")


read_truth = write_truth


def write_nothing(value: object) -> None:
    """Write None."""
    if value is not None:
        raise RefusedError.one(f"must be null, not {shown(value)}.")


read_nothing = write_nothing


def write_day(value: object) -> str:
    """Write a day as an ISO date."""
    if type(value) is date:
        return value.isoformat()
    raise RefusedError.one(f"must be a plain date, not {shown(value)}.")


def read_day(data: object) -> date:
    """Read an ISO date."""
    if isinstance(data, str) and _DAY.match(data):
        try:
            return date.fromisoformat(data)
        except ValueError:
            raise RefusedError.one(f"must be a day of the calendar, not {shown(data)}.") from None
    raise RefusedError.one(f"must be an ISO date such as '2025-01-07', not {shown(data)}.")


def write_id(value: object) -> object:
    """Write the id of a party, a person or an event; None where nobody said."""
    if value is None:
        return None
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if type(value) is tuple:
        return each(write_id, cast("tuple[object, ...]", value))
    msg = (
        f"is the id {shown(value)} of type {type(value).__name__}; only text, whole numbers and "
        "tuples of them can be written."
    )
    raise RefusedError.one(msg)


def read_id(data: object) -> object:
    """Read an id; a list stands for a tuple."""
    if isinstance(data, list):
        return tuple(each(read_id, cast("list[object]", data)))
    if isinstance(data, str):
        return read_text(data)
    if data is None or type(data) is int:
        return data
    raise RefusedError.one(f"must be an id: text, a whole number or a list, not {shown(data)}.")


def write_zone(value: object) -> str:
    """Write a time zone: its IANA name, or a fixed offset."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - few businesses record instants

    if isinstance(value, ZoneInfo) and value.key:
        return value.key
    if type(value) is timezone and timezone(value.utcoffset(None)).tzname(None) == value.tzname(
        None
    ):
        return _offset_text(value.utcoffset(None))
    msg = f"is the time zone {shown(value)}; only IANA names and fixed offsets can be written."
    raise RefusedError.one(msg)


def _offset_text(offset: timedelta) -> str:
    sign, size = ("-", -offset) if offset < timedelta() else ("+", offset)
    minutes, seconds = divmod(size, timedelta(minutes=1))
    if seconds % timedelta(seconds=1):
        raise RefusedError.one(f"is a time zone of {offset}; parts of a second cannot be written.")
    text = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds.seconds:02}" if seconds else text


def read_zone(data: object) -> tzinfo:
    """Read a time zone."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - as above

    text = read_text(data)
    fixed = _OFFSET.match(text)
    try:
        if fixed is None:
            return ZoneInfo(text)
        sign, hours, minutes, seconds = fixed.groups(default="0")
        size = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
        return timezone(-size if sign == "-" else size)
    except (LookupError, ValueError, OSError):
        msg = f"must be a time zone such as 'Europe/Berlin' or '+01:00', not {shown(text)}."
        raise RefusedError.one(msg) from None


def write_currency(value: object) -> object:
    """Write a currency: its ISO code, or code and digits where ISO 4217 says otherwise."""
    if type(value) is not Currency:
        raise RefusedError.one(f"must be a Currency, not {shown(value)}.")
    return value.code if value.is_listed else {"code": value.code, "digits": value.digits}


def read_currency(data: object) -> Currency:
    """Read a currency."""
    if isinstance(data, str):
        return _made(lambda: Currency.of(data))
    given = _fields(data, ("code", "digits"), "a currency code, or an object of code and digits")
    return _made(lambda: Currency(cast("str", given["code"]), cast("int", given["digits"])))


def write_money(value: object) -> object:
    """Write money as one text, or with its currency's digits where ISO 4217 says otherwise."""
    if type(value) is not Money:
        raise RefusedError.one(f"must be Money, not {shown(value)}.")
    if value.currency.is_listed:
        return str(value)
    amount = str(value).rpartition(" ")[2]
    return {"amount": amount, "currency": write_currency(value.currency)}


def read_money(data: object) -> Money:
    """Read money; never a float."""
    if isinstance(data, str) and _MONEY.match(data):
        code, _, figures = data.partition(" ")
        return _made(lambda: Money(figures, code))
    given = _fields(data, ("amount", "currency"), "money such as 'EUR 12.50'")
    amount = read_text(given["amount"])
    try:
        currency = read_currency(given["currency"])
    except RefusedError as refused:
        raise refused.under("currency") from None
    return _made(lambda: Money(amount, currency))


def _fields(data: object, names: tuple[str, ...], what: str) -> Mapping[str, object]:
    fields = cast("Mapping[str, object]", data)
    if isinstance(data, dict) and set(fields) == set(names):
        return fields
    raise RefusedError.one(f"must be {what}, not {shown(fields)}.")


def _made(make: Callable[[], _T]) -> _T:
    """Construct a value; what refuses it says why."""
    try:
        return make()
    except RelkitError as fault:
        raise RefusedError.one(str(fault)) from None
