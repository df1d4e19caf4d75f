"""The checks behind the fields of events; each names event, field, given and allowed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

import attrs

from relkit._checks import a_date, is_id
from relkit._words import closest, listed, shown
from relkit.errors import InvalidEventError
from relkit.money import Money

if TYPE_CHECKING:
    from typing_extensions import TypeIs

__all__ = [
    "DIGITS_MOST",
    "Choice",
    "NeverNone",
    "Own",
    "a_day",
    "a_share",
    "a_text",
    "an_amount",
    "an_id",
    "checked",
    "choice",
    "is_numeric",
    "is_whole",
    "truth",
    "whole_number",
]

DIGITS_MOST = 4300
"""The most digits of a whole number: as many as Python turns into text and back.

>>> DIGITS_MOST
4300
"""

_LIMIT = 10**DIGITS_MOST

Check = Callable[[object, "attrs.Attribute[Any]", object], None]


def _refuse(event: object, field: attrs.Attribute[Any], value: object, allowed: str) -> None:
    msg = f"{type(event).__name__}.{field.alias} must be {allowed}, not {shown(value)}."
    raise InvalidEventError(msg)


def a_day(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Let a plain date pass."""
    a_date(value, f"{type(event).__name__}.{field.name}")


def an_id(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Let any hashable value pass but NaN, which is not even equal to itself."""
    if value is not None and type(value) is not str and not is_id(value):
        _refuse(event, field, value, "hashable and equal to itself (text, a number …)")


def truth(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Let True, False and None pass."""
    if value is not None and value is not True and value is not False:
        _refuse(event, field, value, "True, False or None")


def whole_number(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Let None and whole numbers from 0 up pass."""
    if value is None or (type(value) is int and value >= 0):
        _check_digits(event, field, value)
        return
    _refuse(event, field, value, "a whole number of at least 0, or None")


def _check_digits(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse a whole number that Python could not even write down."""
    if type(value) is int and abs(value) >= _LIMIT:
        _refuse(event, field, value, f"a number of at most {DIGITS_MOST} digits")


def a_share(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Let None and numbers in [0, 1] pass; NaN is in no range."""
    if value is None:
        return
    if _is_number(value) and 0 <= value <= 1:
        return
    _refuse(event, field, value, "a number from 0 to 1, or None")


def _is_number(value: object) -> TypeIs[float | int | Decimal | Fraction]:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, Fraction)):
        return False
    if isinstance(value, Decimal):
        return not value.is_nan()  # a signaling NaN cannot even be compared
    return value == value  # noqa: PLR0124 - NaN is unequal to itself


def an_amount(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Let None, Money and integer minor units pass; a float is never exact."""
    if value is None or type(value) is int or isinstance(value, Money):
        _check_digits(event, field, value)
        return
    _refuse(event, field, value, "Money, or integer minor units in the business's currency")


@attrs.frozen
class Choice:
    """Lets None and these words pass; data frames read the words from here."""

    words: frozenset[str]

    def __call__(self, event: object, field: attrs.Attribute[Any], value: object) -> None:
        """Refuse any other value."""
        if value is None or (isinstance(value, str) and value in self.words):
            return
        near = closest(value, self.words)
        hint = f" (did you mean {near!r}?)" if near else ""
        _refuse(event, field, value, f"{listed(sorted(self.words))}, or None{hint}")


def choice(words: object) -> Choice:
    """Let None and the words of a Literal type pass."""
    return Choice(frozenset(get_args(words)))


def a_text(event: object, field: attrs.Attribute[Any], value: object) -> None:
    """Let None and text pass."""
    if value is not None and not isinstance(value, str):
        _refuse(event, field, value, "text, or None")


@attrs.frozen
class NeverNone:
    """Narrows a check to fields whose annotation leaves no room for None."""

    check: Check

    def __call__(self, event: object, field: attrs.Attribute[Any], value: object) -> None:
        """Refuse None, and what the check refuses."""
        if value is None:
            _refuse(event, field, value, f"given, as {field.type}")
        self.check(event, field, value)


_BY_ANNOTATION: dict[str, Check] = {"bool": truth, "int": whole_number, "str": a_text}


def checked(field: attrs.Attribute[Any]) -> Check:
    """Choose a field's check; whatever it lets pass is hashable, for events are."""
    check: Any = field.validator
    if check is None:
        return _check_for(field)
    return check if getattr(check, "__module__", None) == __name__ else Own(check)


@attrs.frozen
class Own:
    """Asks a user's own validator, and refuses what no event can hold."""

    check: Check

    def __call__(self, event: object, field: attrs.Attribute[Any], value: object) -> None:
        """Refuse what the validator refuses, and what is no id."""
        self.check(event, field, value)
        an_id(event, field, value)


def is_numeric(field: attrs.Attribute[Any]) -> bool:
    """Tell whether a field's check lets nothing pass but real numbers and None."""
    return field.validator in (a_share, whole_number)


def is_whole(field: attrs.Attribute[Any]) -> bool:
    """Tell whether a field's check lets nothing pass but whole numbers and None."""
    return field.validator is whole_number


def _check_for(field: attrs.Attribute[Any]) -> Check:
    """Choose the check for a field of a user's event by its annotation; by default any id."""
    kind: object = field.type
    spelled = kind.__name__ if isinstance(kind, type) else str(kind)
    name = spelled.removeprefix("typing.").removeprefix("Optional[").rstrip("]")
    name = name.removesuffix(" | None")
    check = _BY_ANNOTATION.get(name)
    if check is None:
        return an_id
    return check if name != spelled else NeverNone(check)
