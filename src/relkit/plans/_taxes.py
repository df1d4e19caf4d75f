"""Taxes: what a payment consists of, net, tax and gross, such that all of it adds up exactly.

Which rate applies, and whether tax is rounded on each line or once for the document, is a
matter of the law of the place, so both are said and neither is guessed. Nothing is reported
to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Literal, TypeAlias, final, get_args

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._values import Value
from relkit._words import listed
from relkit.errors import InvalidPlanError
from relkit.money import Money
from relkit.plans._adjustments import ExactNumber, exact_number
from relkit.plans._fields import a_flag, check_fields, one_of, optional, part, parts
from relkit.plans._lines import Line

__all__ = ["Breakdown", "BreakdownRow", "Tax", "TaxRounding"]

TaxRounding: TypeAlias = Literal["per_line", "per_total"]
"""Whether the tax of each line is rounded, or that of the total, which the lines then share."""

_ALL = 100


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class BreakdownRow(Value):
    """What one payment consists of: ``net + tax == gross``, exactly.

    Args:
        label: what it is for.
        discount: its share of the discounts, already taken off.
        net: what it comes to without tax.
        tax: the tax on it.

    >>> row = BreakdownRow(
    ...     label="fee", discount=Money(0, "EUR"), net=Money(100, "EUR"), tax=Money(19, "EUR")
    ... )
    >>> print(row)
    fee: EUR 100.00 net, EUR 19.00 tax, EUR 119.00
    """

    label: str
    discount: Money
    net: Money
    tax: Money

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        money = part(Money)
        check_fields(self, {"label": text, "discount": money, "net": money, "tax": money})

    @property
    def gross(self) -> Money:
        """What is paid."""
        return self.net + self.tax

    @override
    def __str__(self) -> str:
        """Give the row in words."""
        return f"{self.label}: {self.net} net, {self.tax} tax, {self.gross}"


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Breakdown(Value):
    """What payments consist of, one by one and in all; the rows add up to the total.

    Args:
        tax: the tax, with its rate and its rounding.
        rows: one for each payment, in order.
        total: their sum.

    >>> vat = Tax(label="VAT", percent=19)
    >>> fee = Line(label="fee", amount=Money(100, "EUR"), trigger="delivery")
    >>> print(vat.breakdown([fee]).total)
    total: EUR 100.00 net, EUR 19.00 tax, EUR 119.00
    """

    tax: Tax
    rows: tuple[BreakdownRow, ...]
    total: BreakdownRow

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        row = part(BreakdownRow)
        check_fields(self, {"tax": part(Tax), "rows": parts(row), "total": row})

    @property
    def listed(self) -> Money:
        """The price before discounts: with the tax in it where prices include the tax."""
        price = self.total.gross if self.tax.is_included else self.total.net
        return price + self.total.discount

    @override
    def __str__(self) -> str:
        """Give every row, and the total."""
        return "\n".join(map(str, (*self.rows, self.total)))


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tax(Value):
    """A tax at one rate: value-added tax, sales tax.

    Args:
        percent: the rate, an int, Decimal or Fraction.
        label: what it is called.
        rounding: ``"per_line"``: the tax of each line is rounded, half up, and the total is
            their sum. ``"per_total"``: the tax of the total is rounded once, and each line has
            what the running total adds. The two differ by less than a minor unit for each
            line (law P12).
        is_included: whether the prices have the tax in them already.

    Raises ``InvalidValueError`` for a rate below zero, or a float.

    >>> vat = Tax(label="VAT", percent=19)
    >>> print(vat, vat.on([Money("0.13", "EUR")] * 3), sep=": ")
    VAT 19 %: (Money('0.02', 'EUR'), Money('0.03', 'EUR'), Money('0.02', 'EUR'))
    """

    percent: ExactNumber
    label: str = "tax"
    rounding: TaxRounding = "per_total"
    is_included: bool = False

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        exact_number(self.percent, "Tax.percent")
        modes = one_of(*get_args(TaxRounding))
        check_fields(self, {"label": text, "rounding": modes, "is_included": a_flag})

    def on(self, amounts: Iterable[Money]) -> tuple[Money, ...]:
        """Give the tax on each of some amounts, or in each where they include it.

        Raises ``CurrencyMismatchError`` for amounts in several currencies.
        """
        given = tuple(amounts)
        for amount in given:
            part(Money)(amount, "each amount that is taxed")
        if self.rounding == "per_line" or not given:
            return tuple(amount.times(self._share) for amount in given)
        sums = accumulate(given, initial=given[0] * 0)
        owed = [so_far.times(self._share) for so_far in sums]
        return tuple(after - before for before, after in pairwise(owed))

    def breakdown(self, lines: Iterable[Line], *, discount: Money | None = None) -> Breakdown:
        """Give what exact payments consist of.

        ``discount`` is what was taken off them before, in all, and is shared out by their
        amounts. Raises ``InvalidPlanError`` for no payment at all, and for estimates and
        caps, which must be settled before.

        >>> from datetime import date
        >>> line = Line(label="fee", amount=Money(119, "EUR"), due=date(2025, 9, 1))
        >>> print(Tax(percent=19, is_included=True).breakdown([line]).total)
        total: EUR 100.00 net, EUR 19.00 tax, EUR 119.00
        """
        given = tuple(lines)
        _check_exact(given)
        optional(part(Money))(discount, "The discount")
        amounts = [line.amount for line in given]
        zero = amounts[0] * 0
        discounts = _shared(zero if discount is None else discount, amounts)
        taxes = self.on(amounts)
        rows = tuple(
            BreakdownRow(
                label=line.label,
                discount=off,
                net=line.amount - tax if self.is_included else line.amount,
                tax=tax,
            )
            for line, off, tax in zip(given, discounts, taxes, strict=True)
        )
        total = BreakdownRow(
            label="total",
            discount=sum((row.discount for row in rows), zero),
            net=sum((row.net for row in rows), zero),
            tax=sum((row.tax for row in rows), zero),
        )
        return Breakdown(tax=self, rows=rows, total=total)

    @property
    def _share(self) -> Fraction:
        """The tax as a share of the price."""
        rate = Fraction(self.percent)
        return rate / (_ALL + rate if self.is_included else _ALL)

    @override
    def __str__(self) -> str:
        """Give the tax in words."""
        return f"{self.label} {self.percent} %" + (" included" if self.is_included else "")


def _check_exact(lines: Sequence[Line]) -> None:
    for line in lines:
        part(Line)(line, "each payment that is broken down")
    if not lines:
        msg = "There is no payment to break down: give lines, as plan.due_between(...) does."
        raise InvalidPlanError(msg)
    unsure = [line.label for line in lines if not line.is_exact]
    if unsure:
        msg = f"{listed(map(repr, unsure), 'and')} are not exact yet: settle the plan first."
        raise InvalidPlanError(msg)


def _shared(total: Money, amounts: Sequence[Money]) -> tuple[Money, ...]:
    """Share out by the size of amounts, or evenly where all of them are zero."""
    sizes = [abs(amount.minor_units) for amount in amounts]
    return total.allocate(sizes) if any(sizes) else total.split(len(sizes))
