"""Quantities: whole numbers computed from evidence, the two sides of every trait."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures._conditions import Field, MappedField, RecordCondition
from relkit.measures._periods import PeriodCondition

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
    "Total",
    "Value",
    "quantity",
]

Value: TypeAlias = Field | MappedField
"""What ``total`` and ``most`` read from a record: a field of whole numbers, or words mapped.

>>> from relkit.measures import field
>>> isinstance(field("minutes"), Value)
True
"""


class Quantity:
    """A whole number computed from evidence; combine with ``+``, ``-`` and ``*``.

    >>> from relkit.measures import count, event
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
    """A whole number.

    >>> quantity(3)
    Constant(number=3)
    """

    number: int


@attrs.frozen
class Sum(Quantity):
    """The sum of two quantities.

    >>> from relkit.measures import count, event
    >>> type(count("sent", event("referral")) + 1).__name__
    'Sum'
    """

    left: Quantity
    right: Quantity


@attrs.frozen
class Difference(Quantity):
    """The difference of two quantities; it may be negative.

    >>> from relkit.measures import count, event
    >>> type(1 - count("sent", event("referral"))).__name__
    'Difference'
    """

    left: Quantity
    right: Quantity


@attrs.frozen
class Product(Quantity):
    """The product of two quantities.

    >>> from relkit.measures import count, event
    >>> type(2 * count("sent", event("referral"))).__name__
    'Product'
    """

    left: Quantity
    right: Quantity


@attrs.frozen
class Least(Quantity):
    """The least of some quantities.

    >>> from relkit.measures import least
    >>> least(1, 2)
    Least(parts=(Constant(number=1), Constant(number=2)))
    """

    parts: tuple[Quantity, ...]


@attrs.frozen
class Greatest(Quantity):
    """The greatest of some quantities.

    >>> from relkit.measures import greatest
    >>> greatest(1, 2)
    Greatest(parts=(Constant(number=1), Constant(number=2)))
    """

    parts: tuple[Quantity, ...]


@attrs.frozen
class Periods(Quantity):
    """The number of periods in which a condition holds.

    >>> from relkit.measures import event, flag, periods
    >>> type(periods(flag("referred", event("referral")))).__name__
    'Periods'
    """

    condition: PeriodCondition


@attrs.frozen
class IfKept(Quantity):
    """A quantity while the business keeps one of the named records, and 0 otherwise.

    >>> from relkit.measures import if_kept
    >>> if_kept("message", 1)
    IfKept(names=('message',), quantity=Constant(number=1))
    """

    names: tuple[str, ...]
    quantity: Quantity


@attrs.frozen
class InSetting(Quantity):
    """1 in a business of this setting, and 0 otherwise.

    >>> from relkit.measures import in_setting
    >>> in_setting("customer")
    InSetting(setting='customer')
    """

    setting: Literal["client", "customer"]


@attrs.frozen
class Count(Quantity):
    """How many records match; merged by addition.

    >>> from relkit.measures import count, event
    >>> type(count("sent", event("referral"))).__name__
    'Count'
    """

    name: str
    where: RecordCondition


@attrs.frozen
class Total(Quantity):
    """The sum of a value over the records that match; merged by addition.

    >>> from relkit.measures import event, field, total
    >>> total("time", field("minutes"), event("consultation")).value
    Field(name='minutes')
    """

    name: str
    value: Value
    where: RecordCondition


@attrs.frozen
class Most(Quantity):
    """The greatest value among the records that match, at least 0; merged by maximum.

    >>> from relkit.measures import event, field, most
    >>> most("longest", field("minutes"), event("consultation")).value
    Field(name='minutes')
    """

    name: str
    value: Value
    where: RecordCondition


def quantity(value: object) -> Quantity:
    """Let a quantity pass, and a whole number as a constant."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Constant(int(value))  # a subclass may write itself as it likes
    msg = (
        f"A quantity is a whole number or made from measures, not {shown(value)}; "
        "count the periods of a flag with periods(...)."
    )
    raise DeclarationError(msg)
