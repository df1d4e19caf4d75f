"""Which records a business keeps: names of event types, or one field of one."""

from __future__ import annotations

import attrs

from relkit._checks import words
from relkit._words import closest, listed, mend
from relkit.errors import UnknownNameError
from relkit.events import STANDARD_EVENT_TYPES

__all__ = ["kept_names"]

_KNOWN = {kind.tag: frozenset(attrs.fields_dict(kind)) for kind in STANDARD_EVENT_TYPES}
_LIKE = 0.8


def kept_names(values: object) -> frozenset[str]:
    """Check the names; a kept field means that its record is kept.

    A name far from every known record is taken for a user's own event type.
    """
    names: set[str] = set()
    for value in words(values, "keeps"):
        record, _, field = value.partition(".")
        _check_record(record)
        if field:
            _check_field(record, field)
        names |= {record, value}
    return frozenset(names)


def _check_record(record: str) -> None:
    near = None if record in _KNOWN else closest(record, _KNOWN, _LIKE)
    if near:
        msg = f"keeps names {record!r}, which is no record. Did you mean {near!r}?"
        raise UnknownNameError(msg)


def _check_field(record: str, field: str) -> None:
    fields = _KNOWN.get(record)
    if fields is not None and field not in fields:
        msg = (
            f"keeps names {record}.{field}, but a {record} has no field {field!r}: "
            f"it has {listed(sorted(fields), 'and')}. {mend(field, fields)}"
        )
        raise UnknownNameError(msg)
