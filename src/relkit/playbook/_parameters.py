"""The parameters of strategies as text, read by the declared types of the fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

import attrs

from relkit._words import mend, shown
from relkit.errors import InvalidValueError, RelkitError
from relkit.money import Money
from relkit.plans import AmountOff, PercentOff, PriceChange, Surcharge, Within
from relkit.playbook._cells import Call, Items, Node, Text, quoted
from relkit.playbook._entries import AnyStrategy
from relkit.schedules import Every
from relkit.strategies import Strategy

__all__ = ["Names", "built", "written_fields", "written_value"]

Names: TypeAlias = Mapping[str, type[AnyStrategy] | AnyStrategy]
"""The strategies that a table can name: classes, or values ready for use."""

_EXACT: Final = {int, Decimal, Fraction}
_CHANGES: Final = {each.__name__: each for each in (AmountOff, PercentOff, Surcharge)}
_WHOLE: Final = re.compile(r"[+-]?\d{1,30}")
_NUMBER: Final = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30}|/\d{1,30})?")
_RHYTHM: Final = re.compile(
    r"(?:every )?(?:(\d{1,9}) )?(day|week|month|year)s?"
    r"(?: on day (\d{1,2})| on the (last) day of the month)?"
)
_LIMIT: Final = re.compile(r"(?:within )?(\d{1,9}) ([a-z_ ]+)")
_PLAIN: Final = {bool, int, str, Decimal, Fraction, date, Money}
_FLAGS: Final = {"yes": True, "true": True, "no": False, "false": False}


def built(cls: Any, fields: tuple[tuple[str, Node], ...], names: Names) -> Any:  # noqa: ANN401 - of a class told by its name
    """Make a value of an attrs class of its fields; or another version of a value.

    Raises ``InvalidValueError`` that names every field that cannot be.
    """
    owner: Any = cls if isinstance(cls, type) else type(cls)
    known = {str(field.alias): field for field in attrs.fields(owner) if field.init}
    hints = _hints(owner) if fields else {}
    given: dict[str, Any] = {}
    faults: list[str] = []
    for name, node in fields:
        try:
            if name not in known:
                faults.append(f"{owner.__name__} has no field {shown(name)}. {mend(name, known)}")
            elif name in given:
                faults.append(f"The field {name!r} is given twice.")
            else:
                given[name] = _read(node, hints[known[name].name], names)
        except RelkitError as fault:
            faults.append(f"{name}: {fault}")
    if faults:
        raise InvalidValueError(" ".join(faults))
    try:
        return cls(**given) if isinstance(cls, type) else attrs.evolve(cls, **given)
    except Exception as fault:  # a strategy of a user's own may raise anything
        msg = f"{owner.__name__} refuses it: {fault}"
        raise InvalidValueError(msg) from fault


@cache
def _hints(cls: type) -> dict[str, Any]:
    try:
        return get_type_hints(cls)
    except Exception as fault:  # what a foreign annotation names may not be there at run time
        msg = f"The types of the fields of {cls.__name__} cannot be told: {fault}."
        raise InvalidValueError(msg) from fault


def _read(node: Node, hint: Any, names: Names) -> Any:  # noqa: ANN401 - of the type that is asked for
    """Read a node as what a type hint asks for."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _of_union(node, get_args(hint), names)
    if origin is Literal:
        return _word(node, {str(each): each for each in get_args(hint)})
    if origin is tuple:
        return _tuple(node, get_args(hint), names)
    return _single(node, origin or hint, names)


def _single(node: Node, cls: Any, names: Names) -> Any:  # noqa: ANN401 - as _read
    """Read a node as a value of a class."""
    if cls is str and isinstance(node, Text):
        return node.value
    shorthand = _SHORTHANDS.get(cls)
    if shorthand is not None and isinstance(node, Text) and not node.is_quoted:
        return shorthand(node.value)
    if _is_below(cls, Enum):
        members: Any = cls
        return _word(node, {str(each.value): each for each in members})
    if isinstance(node, Items) or cls in _PLAIN:
        msg = f"{_said(node)} is no {_wanted(cls)}."
        raise InvalidValueError(msg)
    return _record(node, cls, names)


def _of_union(node: Node, members: tuple[Any, ...], names: Names) -> Any:  # noqa: ANN401 - as _read
    if NoneType in members and node == Text("none"):
        return None
    rest = [each for each in members if each is not NoneType]
    if set(rest) == _EXACT:
        return _read(node, Fraction, names)
    faults: list[RelkitError] = []
    for each in rest:
        try:
            return _read(node, each, names)
        except RelkitError as fault:
            faults.append(fault)
    raise faults[0]


def _tuple(node: Node, hints: tuple[Any, ...], names: Names) -> tuple[Any, ...]:
    if not isinstance(node, Items):
        msg = f"{_said(node)} is no list such as [a, b]."
        raise InvalidValueError(msg)
    if len(hints) == 2 and hints[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        hints = (hints[0],) * len(node.values)
    if len(hints) != len(node.values):
        msg = f"The list has {len(hints)} values, not {len(node.values)}."
        raise InvalidValueError(msg)
    return tuple(_read(each, hint, names) for each, hint in zip(node.values, hints, strict=True))


def _record(node: Call | Text, cls: Any, names: Names) -> Any:  # noqa: ANN401 - as _read
    """Make a value of a class, or of one of those below it that have names."""
    choices: Mapping[str, Any] = {_wanted(cls): cls}
    if _is_below(cls, Strategy):
        choices = {name: each for name, each in names.items() if _is_of(each, cls)}
    elif cls is PriceChange:
        choices = _CHANGES
    elif not isinstance(cls, type) or not attrs.has(cls):
        msg = f"A {_wanted(cls)} cannot stand in a table: give the strategy a name of its own."
        raise InvalidValueError(msg)
    name = node.name if isinstance(node, Call) else node.value
    if name not in choices or (isinstance(node, Text) and node.is_quoted):
        msg = f"{_said(node)} is no {_wanted(cls)}. {mend(name, choices)}"
        raise InvalidValueError(msg)
    return built(choices[name], node.fields if isinstance(node, Call) else (), names)


def _is_of(each: Any, cls: type) -> bool:  # noqa: ANN401 - a strategy, or the class of one
    return _is_below(each, cls) or isinstance(each, cls)


def _is_below(each: Any, cls: type) -> bool:  # noqa: ANN401 - of a type hint
    return isinstance(each, type) and issubclass(each, cls)


def _word(node: Node, allowed: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as _read
    if isinstance(node, Text) and node.value in allowed:
        return allowed[node.value]
    msg = f"{_said(node)} is not one of them. {mend(getattr(node, 'value', None), allowed)}"
    raise InvalidValueError(msg)


def _flag(word: str) -> bool:
    if word.lower() in _FLAGS:
        return _FLAGS[word.lower()]
    msg = f"{shown(word)} is neither yes nor no."
    raise InvalidValueError(msg)


def _whole(word: str) -> int:
    if _WHOLE.fullmatch(word):
        return int(word)
    msg = f"{shown(word)} is no whole number."
    raise InvalidValueError(msg)


def _number(word: str) -> int | Decimal | Fraction:
    if not _NUMBER.fullmatch(word):
        msg = f"{shown(word)} is no number such as 10, 2.5 or 1/3."
        raise InvalidValueError(msg)
    if "/" not in word:
        return Decimal(word) if "." in word else int(word)
    over, under = map(int, word.split("/"))
    if under:
        return Fraction(over, under)
    msg = f"{shown(word)} divides by zero."
    raise InvalidValueError(msg)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        msg = f"{shown(word)} is no ISO date such as 2025-09-01."
        raise InvalidValueError(msg) from None


def _rhythm(word: str) -> Every:
    found = _RHYTHM.fullmatch(word)
    if found is None:
        msg = f"{shown(word)} is no rhythm such as every 3 months, or 2 weeks."
        raise InvalidValueError(msg)
    count, unit, day, last = found.groups()
    more = {"anchor_day": int(day)} if day else {}
    units: dict[str, Any] = {f"{unit}s": int(count or 1), **more}
    return Every(**units, month_end=last is not None)


def _limit(word: str) -> Within:
    found = _LIMIT.fullmatch(word)
    if found is None:
        msg = f"{shown(word)} is no limit of time such as 4 working_hours."
        raise InvalidValueError(msg)
    unit: Any = found[2].strip().replace(" ", "_").removesuffix("s") + "s"
    return Within(int(found[1]), unit)


_SHORTHANDS: Final[Mapping[Any, Callable[[str], Any]]] = {
    bool: _flag,
    int: _whole,
    Fraction: _number,
    date: _day,
    Money: Money.of,
    Every: _rhythm,
    Within: _limit,
}


def _wanted(cls: Any) -> str:  # noqa: ANN401 - a class
    return {bool: "yes or no", str: "text", int: "whole number", Fraction: "number"}.get(
        cls, getattr(cls, "__name__", str(cls))
    )


def _said(node: Node) -> str:
    if isinstance(node, Text):
        return shown(node.value)
    return "A list" if isinstance(node, Items) else shown(f"{node.name}(...)")


def written_fields(value: AnyStrategy, names: Names) -> str:
    """Write the fields of a strategy that are not as its class has them.

    Raises ``InvalidValueError`` for a value that no table can hold.

    >>> from relkit.strategies import Retainer
    >>> written_fields(Retainer(fee=Money(900, "USD"), deposit_percent=50), {})
    'deposit_percent=50, fee=USD 900.00'
    """
    return ", ".join(
        f"{field.alias}={written_value(given, names)}"
        for field in attrs.fields(type(value))
        if field.init and (given := getattr(value, field.name)) != _default_of(field)
    )


def _default_of(field: attrs.Attribute[Any]) -> object:
    """Give a field's default; a factory that reads the other fields gives none."""
    default: object = field.default
    factory = getattr(default, "factory", None)
    if factory is None:
        return default
    return attrs.NOTHING if getattr(default, "takes_self", False) else factory()


def written_value(value: object, names: Names) -> str:
    """Write one value so that it is read again by its type; raises ``InvalidValueError``."""
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    if isinstance(value, tuple):
        inside = cast("tuple[object, ...]", value)
        return f"[{', '.join(written_value(each, names) for each in inside)}]"
    return _written_record(value, type(value), names)


_WRITERS: Final[Mapping[type, Callable[[Any], str]]] = {
    NoneType: lambda _none: "none",
    bool: lambda flag: "yes" if flag else "no",
    str: lambda text: quoted(str(text)),
    int: str,
    Fraction: str,
    Decimal: lambda number: format(number, "f"),
    date: str,
    Money: str,
    Every: str,
    Within: lambda limit: f"{limit.count} {limit.unit}",
}


def _written_record(value: Any, owner: Any, names: Names) -> str:  # noqa: ANN401 - of a class told by itself
    if not attrs.has(owner):
        msg = f"{shown(value)} cannot be written in a table."
        raise InvalidValueError(msg)
    name = owner.__name__
    if issubclass(owner, Strategy):
        own = [word for word, each in names.items() if each is owner]
        if not own:
            msg = f"{name} has no name there: give strategies={{{name!r}: {name}}}."
            raise InvalidValueError(msg)
        name = own[0]
    inside = written_fields(value, names)
    return f"{name}({inside})" if inside else name
