"""From the annotation of a field to its sort; a union that cannot be told apart is anything."""

from __future__ import annotations

from collections import abc
from datetime import date, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final, Literal, get_args, get_origin

from relkit.money import Currency, Money
from relkit.serialization import _numbers as numbers
from relkit.serialization import _scalars as scalars
from relkit.serialization._hints import members, plain_type
from relkit.serialization._holding import Items, Row, Table
from relkit.serialization._refused import Part
from relkit.serialization._sorts import (
    Choice,
    Inline,
    KindOf,
    Member,
    Scalar,
    Sort,
    Valued,
    Words,
)
from relkit.serialization._unions import Anything, OneOf

__all__ = ["sort_of"]

_TEXT: Final = Scalar((str,), (str,), scalars.write_text, scalars.read_text, {"type": "string"})
_WHOLE: Final = Scalar((int,), (int,), scalars.write_whole, scalars.read_whole, {"type": "integer"})
_TRUTH: Final = Scalar(
    (bool,), (bool,), scalars.write_truth, scalars.read_truth, {"type": "boolean"}
)
_NOTHING: Final = Scalar(
    (type(None),), (type(None),), scalars.write_nothing, scalars.read_nothing, {"type": "null"}
)
_REAL: Final = Scalar(
    (int, float), (int, float), numbers.write_number, numbers.read_real, {"type": "number"}
)
_SHARE: Final = Scalar(
    (int, float, str),
    (int, float, Decimal, Fraction),
    numbers.write_number,
    numbers.read_share,
    {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]"}]},
)
_NUMBER: Final = Scalar(
    (int, str),
    (int, Decimal, Fraction),
    numbers.write_number,
    numbers.read_number,
    {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]"}]},
)
_DECIMAL: Final = Scalar(
    (int, str),
    (Decimal,),
    numbers.write_number,
    numbers.read_decimal,
    {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": numbers.DECIMAL_PATTERN}]},
)
_RATIO: Final = Scalar(
    (int, str),
    (Fraction,),
    numbers.write_number,
    numbers.read_ratio,
    {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": numbers.RATIO_PATTERN}]},
)
_DAY: Final = Scalar(
    (str,),
    (date,),
    scalars.write_day,
    scalars.read_day,
    {"type": "string", "pattern": scalars.DAY_PATTERN, "format": "date"},
)
_ZONE: Final = Scalar((str,), (tzinfo,), scalars.write_zone, scalars.read_zone, {"type": "string"})
_ID: Final = Scalar(
    (str, int, list, type(None)),
    (object,),
    scalars.write_id,
    scalars.read_id,
    {"$ref": "#/$defs/id"},
)
_CURRENCY: Final = Scalar(
    (str, dict),
    (Currency,),
    scalars.write_currency,
    scalars.read_currency,
    {"$ref": "#/$defs/currency"},
)
_MONEY: Final = Scalar(
    (str, dict), (Money,), scalars.write_money, scalars.read_money, {"$ref": "#/$defs/money"}
)
_SIMPLE: Final[dict[Any, Member]] = {
    str: _TEXT,
    int: _WHOLE,
    bool: _TRUTH,
    float: _REAL,
    type(None): _NOTHING,
    Decimal: _DECIMAL,
    Fraction: _RATIO,
    date: _DAY,
    tzinfo: _ZONE,
    Currency: _CURRENCY,
    Money: _MONEY,
    abc.Hashable: _ID,
    object: Anything(),
    Any: Anything(),
}
_NUMBERS: Final = {int, float, Decimal, Fraction}
_INTO: Final[dict[Any, type]] = {
    **dict.fromkeys((abc.Sequence, abc.Iterable, abc.Collection), tuple),
    **dict.fromkeys((frozenset, set, abc.Set, abc.Container), frozenset),
    list: list,
}
_TABLES: Final = {dict, abc.Mapping, abc.MutableMapping}


def sort_of(hint: Any) -> Sort:  # noqa: ANN401 - any annotation
    """Give the sort that an annotation asks for."""
    given = list(dict.fromkeys(members(hint)))
    if abc.Hashable in given:  # an id may be None
        given = [member for member in given if member is not type(None)]
    if len(given) == 1:
        return _single(given[0])
    numeric = _NUMBERS.intersection(given)
    sorts: list[Member] = []
    if len(numeric) > 1:
        sorts.append(_number(numeric))
        given = [member for member in given if member not in numeric]
    singles = [_single(member) for member in given]
    valued = [sort for sort in singles if isinstance(sort, Valued)]
    sorts += [sort for sort in singles if not isinstance(sort, Valued)]
    if valued:
        sorts.append(Valued(tuple(base for sort in valued for base in sort.bases)))
    kinds = [kind for sort in sorts for kind in sort.data_types()]
    if len(set(kinds)) < len(kinds):
        return Anything(tuple(sorts))
    return OneOf(tuple(sorts)) if len(sorts) > 1 else sorts[0]


def _number(members: set[Any]) -> Member:
    if float not in members:
        return _NUMBER
    return _SHARE if members - {int, float} else _REAL


def _single(hint: Any) -> Member:  # noqa: ANN401 - any annotation
    plain = plain_type(hint)
    origin, arguments = get_origin(plain) or plain, get_args(plain)
    if origin is Literal:
        return Words(arguments)
    simple = _SIMPLE.get(origin)
    if simple is not None:
        return simple
    holding = _holding(origin, arguments)
    if holding is not None:
        return holding
    return _of_class(origin) if isinstance(origin, type) else Anything()


def _holding(origin: Any, arguments: tuple[Any, ...]) -> Member | None:  # noqa: ANN401 - as above
    """Give the sort of what holds others: classes, tuples, sets and tables."""
    if origin is type:
        return KindOf(_bound(*arguments))
    if origin is tuple:
        return _tuple(arguments)
    if origin in _TABLES:
        return _table(arguments)
    into = _INTO.get(origin)
    return None if into is None else Items(sort_of(*arguments or (object,)), into)


def _of_class(kind: Any) -> Member:  # noqa: ANN401 - a class
    if issubclass(kind, Part):
        return Inline(kind)
    if issubclass(kind, Enum):
        return Choice(kind)
    if getattr(kind, "_is_protocol", False):  # no class that values are made of
        return Anything()
    return Valued((kind,))


def _bound(hint: Any = object) -> type:  # noqa: ANN401 - any annotation
    plain = plain_type(hint)
    origin = get_origin(plain) or plain
    return origin if isinstance(origin, type) else object


def _tuple(arguments: tuple[Any, ...]) -> Member:
    if not arguments:
        return Items(Anything(), tuple)
    if len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        return Items(sort_of(arguments[0]), tuple)
    return Row(tuple(map(sort_of, arguments)))


def _table(arguments: tuple[Any, ...]) -> Member:
    key, value = arguments or (str, object)
    found = sort_of(key)
    if found is _TEXT or isinstance(found, KindOf):
        return Table(found, sort_of(value))
    return Anything()
