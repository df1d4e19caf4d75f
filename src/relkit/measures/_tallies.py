"""Tallies: how often each key occurs, and the numbers read from that."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures._conditions import RecordCondition, field
from relkit.measures._periods import measure_name, record_condition
from relkit.measures._quantities import Quantity

__all__ = [
    "Reading",
    "Tally",
    "TallyRead",
    "distinct",
    "pairs",
    "pairs_alike",
    "recurring",
    "tallied",
    "tally",
]

Reading: TypeAlias = Literal["distinct", "pairs", "pairs_alike", "recurring", "tallied"]


@attrs.frozen
class Tally:
    """How often each key occurs among the records that match; merged key by key.

    The key is a field: staff, or amounts (each with its currency). A record without the
    field is not tallied.

    >>> from relkit.measures import event
    >>> tally("staff", key="served_by", where=event("consultation")).name
    'staff'
    """

    name: str
    key: str
    where: RecordCondition


@attrs.frozen
class TallyRead(Quantity):
    """One number read from a tally.

    >>> from relkit.measures import event
    >>> distinct(tally("staff", "served_by", event("delivery"))).tally.key
    'served_by'
    """

    read: Reading
    tally: Tally


def tally(name: str, key: str, where: RecordCondition) -> Tally:
    """Declare a tally by key: a field such as ``"served_by"`` or ``"amount"``.

    Raises ``DeclarationError`` unless the key is a field's name.

    >>> from relkit.measures import event
    >>> tally("staff", key="served_by", where=event("consultation")).key
    'served_by'
    """
    return Tally(measure_name(name), field(key).name, record_condition(where))


def _tally_read(read: Reading, value: object) -> TallyRead:
    if not isinstance(value, Tally):
        msg = f"{read} reads a tally, not {shown(value)}; declare one with tally(name, key=...)."
        raise DeclarationError(msg)
    return TallyRead(read, value)


def distinct(of: Tally) -> TallyRead:
    """Count the different keys.

    >>> from relkit.measures import event
    >>> distinct(tally("staff", "served_by", event("delivery"))).read
    'distinct'
    """
    return _tally_read("distinct", of)


def tallied(of: Tally) -> TallyRead:
    """Count the records tallied.

    >>> from relkit.measures import event
    >>> tallied(tally("staff", "served_by", event("delivery"))).read
    'tallied'
    """
    return _tally_read("tallied", of)


def recurring(of: Tally) -> TallyRead:
    """Count the records whose key occurs more than once.

    >>> from relkit.measures import event
    >>> recurring(tally("staff", "served_by", event("delivery"))).read
    'recurring'
    """
    return _tally_read("recurring", of)


def pairs(of: Tally) -> TallyRead:
    """Count the pairs of records tallied (Bice and Boxerman's denominator).

    >>> from relkit.measures import event
    >>> pairs(tally("staff", "served_by", event("delivery"))).read
    'pairs'
    """
    return _tally_read("pairs", of)


def pairs_alike(of: Tally) -> TallyRead:
    """Count the pairs of records with the same key (Bice and Boxerman's numerator).

    >>> from relkit.measures import event
    >>> pairs_alike(tally("staff", "served_by", event("delivery"))).read
    'pairs_alike'
    """
    return _tally_read("pairs_alike", of)
