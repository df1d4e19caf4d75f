"""Quantities: whole numbers computed from evidence, the two sides of every trait."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures._conditions import Field, MappedField, RecordCondition, field
from relkit.measures._periods import (
    PeriodCondition,
    bounded,
    measure_name,
    period_condition,
    record_condition,
)

__all__ = [
    "Constant",
    "Count",
    "Difference",
    "Greatest",
    "IfKept",
    "InSetting",
    "Least",
    "Most",
    "Periods",
    "Product",
    "Quantity",
    "Sum",
    "Tally",
    "TallyRead",
    "Total",
    "Value",
    "count",
    "distinct",
    "greatest",
    "if_kept",
    "in_setting",
    "least",
    "most",
    "pairs",
    "pairs_alike",
    "periods",
    "recurring",
    "tallied",
    "tally",
    "total",
]

Value: TypeAlias = Field | MappedField
"""What ``total`` and ``most`` read from a record: a field of whole numbers, or words mapped."""


Reading: TypeAlias = Literal["distinct", "pairs", "pairs_alike", "recurring", "tallied"]


class Quantity:
    """A whole number computed from evidence; combine with ``+``, ``-`` and ``*``.

    >>> from relkit.measures import event
    >>> 2 * count("referrals", event("referral")) - 1  # doctest: +ELLIPSIS
    Difference(left=Product(left=Constant(number=2), ...
    """

    __slots__ = ()

    def __add__(self, other: Quantity | int) -> Quantity:
        """The sum."""
        return Sum(self, quantity(other))

    def __radd__(self, other: int) -> Quantity:
        """The sum."""
        return Sum(quantity(other), self)

    def __sub__(self, other: Quantity | int) -> Quantity:
        """The difference; a trait's sides stop at 0."""
        return Difference(self, quantity(other))

    def __rsub__(self, other: int) -> Quantity:
        """The difference; a trait's sides stop at 0."""
        return Difference(quantity(other), self)

    def __mul__(self, other: Quantity | int) -> Quantity:
        """The product."""
        return Product(self, quantity(other))

    def __rmul__(self, other: int) -> Quantity:
        """The product."""
        return Product(quantity(other), self)


@attrs.frozen
class Constant(Quantity):
    """A whole number."""

    number: int


@attrs.frozen
class Sum(Quantity):
    """The sum of two quantities."""

    left: Quantity
    right: Quantity


@attrs.frozen
class Difference(Quantity):
    """The difference of two quantities; it may be negative."""

    left: Quantity
    right: Quantity


@attrs.frozen
class Product(Quantity):
    """The product of two quantities."""

    left: Quantity
    right: Quantity


@attrs.frozen
class Least(Quantity):
    """The least of some quantities."""

    parts: tuple[Quantity, ...]


@attrs.frozen
class Greatest(Quantity):
    """The greatest of some quantities."""

    parts: tuple[Quantity, ...]


@attrs.frozen
class Periods(Quantity):
    """The number of periods in which a condition holds."""

    condition: PeriodCondition


@attrs.frozen
class IfKept(Quantity):
    """A quantity while the business keeps one of the named records, and 0 otherwise."""

    names: tuple[str, ...]
    quantity: Quantity


@attrs.frozen
class InSetting(Quantity):
    """1 in a business of this setting, and 0 otherwise."""

    setting: Literal["client", "customer"]


@attrs.frozen
class Count(Quantity):
    """How many records match; merged by addition."""

    name: str
    where: RecordCondition


@attrs.frozen
class Total(Quantity):
    """The sum of a value over the records that match; merged by addition."""

    name: str
    value: Value
    where: RecordCondition


@attrs.frozen
class Most(Quantity):
    """The greatest value among the records that match, at least 0; merged by maximum."""

    name: str
    value: Value
    where: RecordCondition


@attrs.frozen
class Tally:
    """How often each key occurs among the records that match; merged key by key.

    The key is a field: staff, or amounts (each with its currency). A record without the
    field is not tallied.
    """

    name: str
    key: str
    where: RecordCondition


@attrs.frozen
class TallyRead(Quantity):
    """One number read from a tally."""

    read: Reading
    tally: Tally


def quantity(value: object) -> Quantity:
    """Let a quantity pass, and a whole number as a constant."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Constant(value)
    msg = (
        f"A quantity is a whole number or made from measures, not {shown(value)}; "
        "count the periods of a flag with periods(...)."
    )
    raise DeclarationError(msg)


def periods(condition: PeriodCondition) -> Periods:
    """Count the periods in which a condition holds (design decision 4: periods, not events).

    Raises ``DeclarationError`` for a condition that holds in silent periods too.

    >>> from relkit.measures import event, flag
    >>> periods(flag("referred", event("referral"))).condition.name
    'referred'
    """
    return Periods(bounded(period_condition(condition)))


def if_kept(names: str | tuple[str, ...], then: Quantity | int) -> IfKept:
    """Count only while the business keeps one of the named records: absent is not zero.

    >>> if_kept(("message", "feedback"), 1).names
    ('message', 'feedback')
    """
    given = (names,) if isinstance(names, str) else tuple(names)
    if not given or not all(isinstance(name, str) and name for name in given):
        msg = f"if_kept names records or fields such as 'purchase.discount', not {shown(names)}."
        raise DeclarationError(msg)
    return IfKept(given, quantity(then))


def in_setting(setting: Literal["client", "customer"]) -> InSetting:
    """Give 1 in a client-based or customer-based trade (rows S28-S31), and 0 otherwise.

    >>> in_setting("client")
    InSetting(setting='client')
    """
    if setting not in ("client", "customer"):
        msg = f"A setting is 'client' or 'customer', not {shown(setting)}."
        raise DeclarationError(msg)
    return InSetting(setting)


def least(*parts: Quantity | int) -> Least:
    """Take the least of some quantities.

    >>> least(3, 5).parts
    (Constant(number=3), Constant(number=5))
    """
    return Least(_two_or_more(parts, "least"))


def greatest(*parts: Quantity | int) -> Greatest:
    """Take the greatest of some quantities.

    >>> greatest(3, 5).parts
    (Constant(number=3), Constant(number=5))
    """
    return Greatest(_two_or_more(parts, "greatest"))


def _two_or_more(parts: tuple[object, ...], name: str) -> tuple[Quantity, ...]:
    if len(parts) < 2:  # noqa: PLR2004 - one quantity needs no comparison
        msg = f"{name} compares two quantities or more; {len(parts)} given."
        raise DeclarationError(msg)
    return tuple(quantity(part) for part in parts)


def count(name: str, where: RecordCondition) -> Count:
    """Declare a count of the records that match.

    >>> from relkit.measures import event
    >>> count("referrals", event("referral")).name
    'referrals'
    """
    return Count(measure_name(name), record_condition(where))


def total(name: str, value: Value, where: RecordCondition) -> Total:
    """Declare a sum of whole numbers over the records that match.

    >>> from relkit.measures import event, field
    >>> total("minutes", field("minutes"), event("consultation")).value
    Field(name='minutes')
    """
    return Total(measure_name(name), _value(value), record_condition(where))


def most(name: str, value: Value, where: RecordCondition) -> Most:
    """Declare the greatest whole number (at least 0) among the records that match.

    >>> from relkit.measures import event, field
    >>> most("longest", field("minutes"), event("consultation")).name
    'longest'
    """
    return Most(measure_name(name), _value(value), record_condition(where))


def _value(value: object) -> Value:
    if isinstance(value, (Field, MappedField)):
        return value
    msg = f"A value is read from a field: field('minutes') or its mapped(...), not {shown(value)}."
    raise DeclarationError(msg)


def tally(name: str, key: str, where: RecordCondition) -> Tally:
    """Declare a tally by key: a field such as ``"served_by"`` or ``"amount"``.

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
