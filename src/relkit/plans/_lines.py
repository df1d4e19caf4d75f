"""`Line`: one payment of a plan, as one flat record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit.errors import CurrencyMismatchError, InvalidValueError
from relkit.money import Currency, Money
from relkit.plans._fields import Check, check_fields, one_of, optional, part
from relkit.plans._text import joined, plain
from relkit.schedules import Period

__all__ = ["Certainty", "Line", "by_due_date", "dated_lines", "fresh_line", "sum_of"]

Certainty: TypeAlias = Literal["exact", "estimate", "cap"]
"""How sure an amount is: owed as it stands, likely, or the most that it can become."""

_LINE: Final[dict[str, Check]] = {
    "label": text,
    "amount": part(Money),
    "certainty": one_of(*get_args(Certainty)),
    "due": optional(a_date),
    "trigger": optional(text),
    "nominal": optional(a_date),
    "period": optional(part(Period)),
}


def _due_unless_moved(line: Line) -> date | None:
    return line.due


@attrs.frozen(kw_only=True)
class Line:
    """One payment: what for, how much, how sure, and when.

    Args:
        label: what it is for, such as ``"deposit"``.
        amount: how much.
        certainty: ``"exact"``, ``"estimate"``, or ``"cap"`` for the most that it can become.
        due: the day on which it falls due; or else
        trigger: what sets it off, such as ``"delivery"``.
        nominal: the day before it was moved to a business day; by default ``due``.
        period: the days that it pays for, where it recurs.

    Raises ``InvalidValueError`` unless exactly one of ``due`` and ``trigger`` is given.

    >>> print(Line(label="deposit", amount=Money(30, "USD"), due=date(2025, 9, 1)))
    deposit USD 30.00 on 2025-09-01
    >>> print(Line(label="balance", amount=Money(70, "USD"), trigger="delivery"))
    balance USD 70.00 on delivery
    """

    label: str
    amount: Money
    certainty: Certainty = "exact"
    due: date | None = None
    trigger: str | None = None
    nominal: date | None = attrs.field(default=attrs.Factory(_due_unless_moved, takes_self=True))
    period: Period | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _LINE)
        given = (self.due is not None) + (self.trigger is not None)
        if given != 1:
            msg = f"Line takes exactly one of due=<a date> and trigger=<an occasion>; got {given}."
            raise InvalidValueError(msg)

    @property
    def is_exact(self) -> bool:
        """Whether the amount is owed as it stands."""
        return self.certainty == "exact"

    @property
    def is_moved(self) -> bool:
        """Whether it was moved to a business day.

        >>> sunday, monday = date(2025, 8, 31), date(2025, 9, 1)
        >>> Line(label="fee", amount=Money(9, "USD"), due=monday, nominal=sunday).is_moved
        True
        """
        return self.due != self.nominal

    def negated(self) -> Line:
        """Give the same line with the opposite sign."""
        return attrs.evolve(self, amount=-self.amount)

    @override
    def __str__(self) -> str:
        """Give the line in words."""
        sure = {"exact": "", "estimate": "about", "cap": "at most"}[self.certainty]
        when = f"on {plain(self.trigger)}" if self.trigger else f"on {self.due}"
        moved = f"(moved from {self.nominal})" if self.is_moved else ""
        return joined([plain(self.label), sure, self.amount, when, moved], " ")


# A line is frozen; the slots' own setters are the quickest way in.
_set_label: Final[Any] = Line.__dict__["label"].__set__
_set_amount: Final[Any] = Line.__dict__["amount"].__set__
_set_certainty: Final[Any] = Line.__dict__["certainty"].__set__
_set_due: Final[Any] = Line.__dict__["due"].__set__
_set_trigger: Final[Any] = Line.__dict__["trigger"].__set__
_set_nominal: Final[Any] = Line.__dict__["nominal"].__set__
_set_period: Final[Any] = Line.__dict__["period"].__set__


def fresh_line(  # noqa: PLR0913 - one argument for each field
    label: str,
    amount: Money,
    due: date | None,
    nominal: date | None,
    *,
    certainty: Certainty = "exact",
    trigger: str | None = None,
    period: Period | None = None,
) -> Line:
    """Make a line of parts that were checked before, much quicker than `Line` itself."""
    line = object.__new__(Line)
    _set_label(line, label)
    _set_amount(line, amount)
    _set_certainty(line, certainty)
    _set_due(line, due)
    _set_trigger(line, trigger)
    _set_nominal(line, nominal)
    _set_period(line, period)
    return line


def sum_of(amounts: Iterable[Money]) -> Money | None:
    """Add up amounts of one currency; None where there are none.

    >>> print(sum_of([Money(1, "USD"), Money(2, "USD")]))
    USD 3.00
    """
    units = 0
    currency: Currency | None = None
    for amount in amounts:
        if currency is None:
            currency = amount.currency
        elif amount.currency is not currency and amount.currency != currency:
            msg = f"The plan mixes {currency!r} and {amount.currency!r}; nothing is converted."
            raise CurrencyMismatchError(msg)
        units += amount.minor_units
    return None if currency is None else Money.from_minor_units(units, currency)


def dated_lines(lines: Iterable[Line]) -> Iterator[tuple[date, Line]]:
    """Give the lines that have a day, each behind it."""
    return ((line.due, line) for line in lines if line.due is not None)


def by_due_date(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Put the dated lines in order, and those that wait for an occasion behind them."""
    return tuple(sorted(lines, key=lambda line: line.due or date.max))
