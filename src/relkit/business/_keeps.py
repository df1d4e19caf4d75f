"""Which records a business keeps: names of event types, or one field of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from relkit._checks import words
from relkit._words import closest, listed, mend, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.events import STANDARD_EVENT_TYPES
from relkit.events._base import attribute_names, is_event_type

__all__ = ["kept_names"]

_Known = Mapping[str, frozenset[str]]
_STANDARD: _Known = {kind.tag: frozenset(attribute_names(kind)) for kind in STANDARD_EVENT_TYPES}
_LIKE = 0.8


def kept_names(values: object) -> frozenset[str]:
    """Check the names; a kept field means that its record is kept.

    A class stands for its tag. A name far from every known record is taken for a user's
    own event type; one near a known record is taken for a slip, unless its class is given.
    """
    given = values
    known = dict(_STANDARD)
    if isinstance(values, Iterable) and not isinstance(values, str):
        given = [_tag(value, known) for value in cast("Iterable[object]", values)]
    names: set[str] = set()
    for name in words(given, "keeps"):
        record, dot, field = name.partition(".")
        if not record.isidentifier() or (dot and not field.isidentifier()):
            msg = (
                "keeps names records such as 'purchase', or one field of one such as "
                f"'purchase.discount', not {shown(name)}."
            )
            raise InvalidValueError(msg)
        _check_record(record, known)
        if field:
            _check_field(record, field, known)
        names |= {record, name}
    return frozenset(names)


def _tag(value: object, known: dict[str, frozenset[str]]) -> object:
    """Give the tag of an event type, and make its fields known; anything else stays."""
    if not is_event_type(value):
        return value
    known[value.tag] = frozenset(attribute_names(value))
    return value.tag


def _check_record(record: str, known: _Known) -> None:
    near = None if record in known else closest(record, known, _LIKE)
    if near:
        msg = (
            f"keeps names {shown(record)}, which is no record. Did you mean {near!r}? "
            "Otherwise give the class of your own event type."
        )
        raise UnknownNameError(msg)


def _check_field(record: str, field: str, known: _Known) -> None:
    fields = known.get(record)
    if fields is not None and field not in fields:
        msg = (
            f"keeps names {shown(f'{record}.{field}')}, but {record} has no such field: "
            f"it has {listed(sorted(fields), 'and')}. {mend(field, fields)}"
        )
        raise UnknownNameError(msg)
