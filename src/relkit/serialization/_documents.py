"""Documents: a value under the version of the format, as data and as JSON text."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, overload

from relkit._checks import whole
from relkit._words import shown
from relkit.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownVersionError,
    UnwritableValueError,
)
from relkit.serialization._limits import Limits, check_data
from relkit.serialization._refused import RefusedError
from relkit.serialization._registry import FORMAT, Registry, standard_registry
from relkit.serialization._text import parsed, text_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

__all__ = [
    "DATA",
    "VERSION",
    "checked_limits",
    "checked_registry",
    "from_data",
    "from_json",
    "to_data",
    "to_json",
]

T = TypeVar("T")

VERSION: Final = "relkit"
DATA: Final = "data"


def to_data(value: object, *, registry: Registry | None = None) -> dict[str, Any]:
    """Give a value as JSON-able data: dicts, lists, text, numbers, truth values and None.

    The data say the version of the format and the type of each value, hold money as text and
    days as ISO dates, and are the same for equal values, whatever their order inside.

    Raises ``UnwritableValueError``, with the path to each spot, for what is no value: a
    function, a class that the registry does not know, an id of another type than text,
    whole numbers and tuples of them.

    >>> from relkit import Money
    >>> to_data(Money("12.50", "EUR"))
    {'relkit': 1, 'data': {'type': 'money', 'value': 'EUR 12.50'}}
    """
    with _writing(value):
        return _document(value, registry)


def to_json(value: object, *, indent: int | None = None, registry: Registry | None = None) -> str:
    r"""Give a value as JSON text; equal values give the same text.

    ``indent`` spreads it over lines, each level by so many blanks, 0 to 16. Raises as
    ``to_data``.

    >>> from datetime import date
    >>> from relkit import Referral
    >>> to_json(Referral(on=date(2025, 1, 7), party="acme"))
    '{"relkit":1,"data":{"type":"referral","on":"2025-01-07","party":"acme"}}'
    """
    if indent is not None:
        whole(indent, "indent", 0, 16)
    with _writing(value):
        return text_of(_document(value, registry), indent)


@contextmanager
def _writing(value: object) -> Generator[None]:
    """Turn whatever stands in the way of writing into the error for users."""
    try:
        yield
    except RefusedError as refused:
        raise UnwritableValueError(*refused.told(DATA)) from None
    except RecursionError:
        msg = f"{type(value).__name__} is nested too deep to be written."
        raise UnwritableValueError(msg) from None


def _document(value: object, registry: Registry | None) -> dict[str, Any]:
    return {VERSION: FORMAT, DATA: checked_registry(registry).codec.write_anything(value)}


@overload
def from_data(
    data: object, of: type[T], *, registry: Registry | None = ..., limits: Limits | None = ...
) -> T: ...
@overload
def from_data(
    data: object, of: None = ..., *, registry: Registry | None = ..., limits: Limits | None = ...
) -> object: ...
def from_data(
    data: object,
    of: type[Any] | None = None,
    *,
    registry: Registry | None = None,
    limits: Limits | None = None,
) -> object:
    """Give the value that data stand for; with ``of``, one of that class.

    Raises ``InvalidDataError`` with every fault and its path, and ``UnknownVersionError`` for a
    version of the format that cannot be read. Nothing else escapes, whatever the data.

    >>> from relkit import Money
    >>> from_data({"relkit": 1, "data": {"type": "money", "value": "EUR 12.50"}}, Money)
    Money('12.50', 'EUR')
    """
    with _reading():
        return _asked_for(_value(data, registry, checked_limits(limits)), of)


@overload
def from_json(
    text: str | bytes,
    of: type[T],
    *,
    registry: Registry | None = ...,
    limits: Limits | None = ...,
) -> T: ...
@overload
def from_json(
    text: str | bytes,
    of: None = ...,
    *,
    registry: Registry | None = ...,
    limits: Limits | None = ...,
) -> object: ...
def from_json(
    text: str | bytes,
    of: type[Any] | None = None,
    *,
    registry: Registry | None = None,
    limits: Limits | None = None,
) -> object:
    """Give the value that JSON text stands for; with ``of``, one of that class.

    Text that repeats a name, or holds a number that is none, is refused. Raises as
    ``from_data``.

    >>> from relkit import Referral
    >>> text = '{"relkit":1,"data":{"type":"referral","on":"2025-01-07","party":"acme"}}'
    >>> from_json(text, Referral).party
    'acme'
    """
    allowed = checked_limits(limits)
    with _reading():
        return _asked_for(_value(parsed(text, allowed), registry, allowed), of)


@contextmanager
def _reading() -> Generator[None]:
    """Turn whatever stands in the way of reading into the error for users."""
    try:
        yield
    except RefusedError as refused:
        raise InvalidDataError(*refused.told()) from None
    except RecursionError:
        msg = "The data are nested too deep for what is left of Python's stack."
        raise InvalidDataError(msg) from None


def _value(document: object, registry: Registry | None, limits: Limits) -> object:
    known = checked_registry(registry)
    check_data(document, limits)
    data = _current(document, known)
    try:
        return known.codec.read_anything(data)
    except RefusedError as refused:
        raise refused.under(DATA) from None


def _asked_for(value: object, of: object) -> object:
    if of is None:
        return value
    if not isinstance(of, type):
        msg = f"of must be a class such as Assessment, not {shown(of)}."
        raise InvalidValueError(msg)
    if isinstance(value, of):
        return value
    msg = f"The data hold {shown(value)}, and {of.__name__} was asked for."
    raise InvalidDataError(msg)


def checked_limits(limits: object) -> Limits:
    """Let limits pass; none are the usual ones."""
    if limits is None:
        return Limits()
    if isinstance(limits, Limits):
        return limits
    msg = f"limits must be Limits(size=..., depth=...), not {shown(limits)}."
    raise InvalidValueError(msg)


def checked_registry(registry: object) -> Registry:
    """Let a registry pass; none is the standard one."""
    if registry is None:
        return standard_registry()
    if isinstance(registry, Registry):
        return registry
    msg = f"registry must be a Registry such as standard_registry(), not {shown(registry)}."
    raise InvalidValueError(msg)


def _current(document: object, registry: Registry) -> object:
    """Give the data of a document in today's version of the format."""
    fields = cast("Mapping[str, object]", document)
    if not isinstance(document, dict) or set(fields) != {VERSION, DATA}:
        msg = f"is no document of relkit: an object of {VERSION!r}, its version, and {DATA!r}."
        raise RefusedError.one(msg)
    version, data = fields[VERSION], fields[DATA]
    if type(version) is not int or version < 0:
        msg = f"must be the version of the format, such as {FORMAT}, not {shown(version)}."
        raise RefusedError.one(msg, VERSION)
    if version > FORMAT:
        msg = (
            f"The document was written by a newer relkit, in version {shown(version)} of the "
            f"format; this one reads up to {FORMAT}. Update relkit."
        )
        raise UnknownVersionError(msg)
    return _migrated(data, version, registry)


def _migrated(data: object, version: int, registry: Registry) -> object:
    for step in range(version, FORMAT):
        migration = registry.migrations.get(step)
        if migration is None:
            msg = (
                f"The document is in version {version} of the format, and nothing brings version "
                f"{step} to the next: add registry.with_migration({step}, function)."
            )
            raise UnknownVersionError(msg)
        try:
            data = migration(deepcopy(data))
        except Exception as fault:
            msg = f"The migration of version {step} failed: {type(fault).__name__}: {fault}"
            raise InvalidDataError(msg) from fault
    return data
