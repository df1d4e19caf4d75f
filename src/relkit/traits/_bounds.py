"""What can be said of a quantity without evidence: its bounds, and whether days move it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures import (
    Constant,
    Count,
    Day,
    Days,
    Difference,
    Greatest,
    IfKept,
    InSetting,
    Later,
    Least,
    MappedField,
    Most,
    Periods,
    Product,
    Quantity,
    Sum,
    TallyRead,
    Total,
)
from relkit.measures._days import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["bounds", "bounds_read", "reads_clock"]

Bounds: TypeAlias = tuple[int, int]

_FAR = 10**30
_PERIODS = 36_525
_DAYS = 3_652_059


def bounds(  # noqa: PLR0911 - one for each sort of quantity
    quantity: Quantity, measured: Callable[[Quantity], Bounds] | None = None
) -> Bounds:
    """Give the least and the greatest value that a quantity can take; far stands for none.

    ``measured`` tells the bounds of what is read from measures, by default ``bounds_read``.
    Raises ``DeclarationError`` for a quantity of no known sort.
    """
    match quantity:
        case Constant(number):
            return number, number
        case Sum(left, right):
            (low, high), (lower, higher) = bounds(left, measured), bounds(right, measured)
            return low + lower, high + higher
        case Difference(left, right):
            (low, high), (lower, higher) = bounds(left, measured), bounds(right, measured)
            return low - higher, high - lower
        case Product(left, right):
            sides = bounds(left, measured), bounds(right, measured)
            products = [a * b for a in sides[0] for b in sides[1]]
            return min(products), max(products)
        case Least(parts) | Greatest(parts):
            choose = min if isinstance(quantity, Least) else max
            pairs = [bounds(part, measured) for part in parts]
            return choose(low for low, _ in pairs), choose(high for _, high in pairs)
        case IfKept(_, inner):
            low, high = bounds(inner, measured)
            return min(low, 0), max(high, 0)
        case _:
            return bounds_read(quantity) if measured is None else measured(quantity)


def bounds_read(quantity: Quantity) -> Bounds:  # noqa: PLR0911 - as above
    """Give the bounds of what is read from a measure, from flags, from days or the setting."""
    match quantity:
        case Periods():
            return 0, _PERIODS
        case Days():
            return 0, _DAYS
        case InSetting():
            return 0, 1
        case Most(_, MappedField(_, table), _):
            return 0, max([0, *(number for _, number in table)])
        case Total(_, MappedField(_, table), _):
            signs = [number for _, number in table]
            return (-_FAR if min(signs, default=0) < 0 else 0), _FAR
        case Total() | Most():
            return (-_FAR if isinstance(quantity, Total) else 0), _FAR
        case Count() | TallyRead():
            return 0, _FAR
        case _:
            msg = f"{shown(quantity)} is no quantity of relkit.measures; a trait reads no other."
            raise DeclarationError(msg)


def reads_clock(quantity: Quantity) -> bool:
    """Tell whether the quantity changes as days pass without records."""
    match quantity:
        case Days(since, until):
            return _is_clock(since) or _is_clock(until)
        case Sum(left, right) | Difference(left, right) | Product(left, right):
            return reads_clock(left) or reads_clock(right)
        case Least(parts) | Greatest(parts):
            return any(reads_clock(part) for part in parts)
        case IfKept(_, inner):
            return reads_clock(inner)
        case _:
            return False


def _is_clock(day: Day) -> bool:
    return isinstance(day, Clock) or (
        isinstance(day, Later) and (_is_clock(day.left) or _is_clock(day.right))
    )
