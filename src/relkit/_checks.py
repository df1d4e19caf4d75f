"""Strict checks at the doors: a bool is no number, a datetime is no date, a typo is no name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date, datetime
from typing import cast

from relkit._words import shown
from relkit.errors import InvalidValueError, NotADateError

__all__ = ["a_date", "hashable", "is_aware", "is_id", "text", "whole", "words"]


def a_date(value: object, name: str) -> date:
    """Let a plain calendar date pass; refuse a datetime, whose day depends on a time zone."""
    if type(value) is date:
        return value
    if isinstance(value, datetime):
        msg = (
            f"{name} must be a date, not the datetime {shown(value)}: "
            "turn it into the business's day with business.local_date(instant)."
        )
        raise NotADateError(msg)
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    msg = f"{name} must be a datetime.date, not {shown(value)}; see date.fromisoformat for text."
    raise NotADateError(msg)


def is_aware(instant: datetime) -> bool:
    """Tell whether a datetime names one instant; the missing one of pandas does not."""
    try:
        return instant.utcoffset() is not None
    except (OverflowError, TypeError, ValueError):
        return False


def whole(value: object, name: str, minimum: int = 0, maximum: int | None = None) -> int:
    """Let an int within the bounds pass, as a plain int: a subclass could write itself as text."""
    allowed = f"a whole number of at least {minimum}"
    if maximum is not None:
        allowed = f"a whole number from {minimum} to {maximum}"
    if isinstance(value, bool) or not isinstance(value, int):
        msg = f"{name} must be {allowed}, not {shown(value)}."
        raise InvalidValueError(msg)
    number = int(value)
    if number < minimum or (maximum is not None and number > maximum):
        msg = f"{name} must be {allowed}; {shown(number)} is out of range."
        raise InvalidValueError(msg)
    return number


def text(value: object, name: str) -> str:
    """Let text with something in it pass."""
    if isinstance(value, str) and value.strip():
        return value
    msg = f"{name} must be text that is not empty, not {shown(value)}."
    raise InvalidValueError(msg)


def is_id(value: object) -> bool:
    """Tell whether a value can stand in a dict and be found there: NaN is not even itself."""
    try:
        hash(value)
        return bool(value == value)  # noqa: PLR0124 - NaN is unequal to itself
    except Exception:  # noqa: BLE001 - whatever a hostile __hash__ or __eq__ raises, it is no id
        return False


def hashable(value: object, name: str) -> Hashable:
    """Let any id pass that can stand in a dict."""
    if type(value) is str or is_id(value):
        return value
    msg = (
        f"{name} must be hashable and equal to itself (text, a number, a tuple …), "
        f"not {shown(value)}."
    )
    raise InvalidValueError(msg)


def words(values: object, name: str) -> tuple[str, ...]:
    """Let a collection of words pass; one bare word is a slip, not a collection of letters."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        msg = f"{name} must be a collection of words such as ['purchase'], not {shown(values)}."
        raise InvalidValueError(msg)
    each = cast("Iterable[object]", values)
    return tuple(text(value, f"each of {name}") for value in each)
