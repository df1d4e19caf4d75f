"""The functions that quantities are written with, each checking what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures._conditions import Field, MappedField
from relkit.measures._periods import bounded, measure_name, period_condition, record_condition
from relkit.measures._quantities import (
    Count,
    Greatest,
    IfKept,
    InSetting,
    Least,
    Most,
    Periods,
    Total,
    quantity,
)

if TYPE_CHECKING:
    from relkit.measures._conditions import RecordCondition
    from relkit.measures._periods import PeriodCondition
    from relkit.measures._quantities import Quantity, Value

__all__ = [
    "count",
    "greatest",
    "if_kept",
    "in_setting",
    "least",
    "most",
    "periods",
    "total",
]


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

    Raises ``DeclarationError`` unless records or fields (``"purchase.discount"``) are named.

    >>> if_kept(("message", "feedback"), 1).names
    ('message', 'feedback')
    """
    given = (names,) if isinstance(names, str) or not isinstance(names, Iterable) else tuple(names)
    if not given or not all(isinstance(name, str) and name for name in given):
        msg = f"if_kept names records or fields such as 'purchase.discount', not {shown(names)}."
        raise DeclarationError(msg)
    return IfKept(given, quantity(then))


def in_setting(setting: Literal["client", "customer"]) -> InSetting:
    """Give 1 in a client-based or customer-based trade (rows S28-S31), and 0 otherwise.

    Raises ``DeclarationError`` for any other setting.

    >>> in_setting("client")
    InSetting(setting='client')
    """
    if setting not in ("client", "customer"):
        msg = f"A setting is 'client' or 'customer', not {shown(setting)}."
        raise DeclarationError(msg)
    return InSetting(setting)


def least(*parts: Quantity | int) -> Least:
    """Take the least of some quantities.

    Raises ``DeclarationError`` for fewer than two.

    >>> least(3, 5).parts
    (Constant(number=3), Constant(number=5))
    """
    return Least(_two_or_more(parts, "least"))


def greatest(*parts: Quantity | int) -> Greatest:
    """Take the greatest of some quantities.

    Raises ``DeclarationError`` for fewer than two.

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

    Raises ``DeclarationError`` unless ``where`` is a condition on records.

    >>> from relkit.measures import event
    >>> count("referrals", event("referral")).name
    'referrals'
    """
    return Count(measure_name(name), record_condition(where))


def total(name: str, value: Value, where: RecordCondition) -> Total:
    """Declare a sum of whole numbers over the records that match.

    A missing value counts 0; recording any other that is no whole number raises
    ``InvalidEventError``. Raises ``DeclarationError`` unless ``value`` is a field.

    >>> from relkit.measures import event, field
    >>> total("minutes", field("minutes"), event("consultation")).value
    Field(name='minutes')
    """
    return Total(measure_name(name), _value(value), record_condition(where))


def most(name: str, value: Value, where: RecordCondition) -> Most:
    """Declare the greatest whole number (at least 0) among the records that match.

    Raises as ``total`` does.

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
