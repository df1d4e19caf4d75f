"""`PaymentPlan`: by which model and on which terms a party pays, and what when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final, get_args

import attrs
from typing_extensions import override

from relkit._checks import a_date
from relkit.errors import InvalidPlanError, InvalidScheduleError, InvalidValueError
from relkit.events import Payment, PaymentModel
from relkit.money import Currency, Money
from relkit.plans._adjustments import PriceStep
from relkit.plans._allowance import Allowance
from relkit.plans._dates import day_after
from relkit.plans._fields import (
    PERCENT,
    Check,
    a_flag,
    between,
    check_fields,
    one_of,
    optional,
    part,
    parts,
)
from relkit.plans._late_fees import StatutoryFees
from relkit.plans._lines import Line, sum_of
from relkit.plans._meters import Measures, Meter
from relkit.plans._open_ended import Recurring
from relkit.plans._payment_summary import payment_summary
from relkit.plans._phases import Revision
from relkit.plans._plan import Plan
from relkit.plans._settling import line_stream, paid, settled_lines, with_revision
from relkit.plans._taxes import Breakdown, Tax
from relkit.plans._terms import LateHandling, Terms

if TYPE_CHECKING:
    from typing import Self

__all__ = ["PaymentPlan"]

_MODELS: Final = get_args(PaymentModel)


_PLAN: Final[dict[str, Check]] = {
    "model": one_of(*_MODELS),
    "terms": part(Terms),
    "price": optional(part(Money)),
    "lines": parts(part(Line)),
    "recurring": parts(part(Recurring)),
    "meters": parts(part(Meter)),
    "adjustments": parts(part(PriceStep)),
    "deposit_percent": PERCENT,
    "deposit_amount": optional(part(Money)),
    "replenish_at_percent": optional(between(1, 100)),
    "allowance": optional(part(Allowance)),
    "notice_days": optional(between(0)),
    "communicate_by_days": optional(between(0)),
    "late": optional(part(LateHandling)),
    "late_fees": optional(part(StatutoryFees)),
    "needs_written_agreement": a_flag,
    "is_final": a_flag,
    "is_reversed": a_flag,
}


def _is_contingent(plan: PaymentPlan) -> bool:
    return plan.model == "contingency"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaymentPlan(Plan):
    """By which model and on which terms a party pays, and what when (rows S21, S26, S41-S66).

    A plan is closed, all its payments standing in ``lines``, or open-ended, and then those of
    ``recurring`` are computed when asked for and never listed. Amounts that depend on what
    will be measured are estimates or caps, until ``settle``.

    Args:
        model: how the price is agreed, as in payment records.
        terms: when payments fall due.
        price: what is at hand to be paid, for the sale, the period or the engagement.
        lines: the payments, the dated ones in order.
        recurring: the payments that go on.
        meters: what turns measures into the amounts of lines, by their label.
        adjustments: each step from the list price to the price, in order.
        deposit_percent: the share of the price to be paid at the start.
        deposit_amount: the deposit, where it is an amount and no share.
        replenish_at_percent: when a deposit that is drawn down is filled up again.
        allowance: the time that each period includes.
        notice_days: how long before it ends the party or the business says so.
        communicate_by_days: how many days after the start the party must know, in writing, what
            it pays and on which basis; 0 for before it (ABA Model Rule 1.5(b)).
        late: what happens when a payment is late.
        late_fees: what the law lets the business claim then; between organizations only.
        needs_written_agreement: whether nothing may be charged without a signed, written
            agreement. Contingency always needs one (ABA Model Rule 1.5(c)).
        is_final: whether it settles what is open, and begins nothing new.
        is_reversed: whether it is a credit, with all amounts below zero.

    Raises ``InvalidValueError``, for contingency without a written agreement too. That the
    agreement exists is checked when a strategy proposes the plan.

    >>> print(PaymentPlan(model="one_time", terms=Terms(timing="at_sale")))
    Payment: one time, at sale, due at once
      Because: by hand
    """

    model: PaymentModel
    terms: Terms
    price: Money | None = None
    lines: tuple[Line, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    meters: tuple[Meter, ...] = ()
    adjustments: tuple[PriceStep, ...] = ()
    deposit_percent: int = 0
    deposit_amount: Money | None = None
    replenish_at_percent: int | None = None
    allowance: Allowance | None = None
    notice_days: int | None = None
    communicate_by_days: int | None = None
    late: LateHandling | None = None
    late_fees: StatutoryFees | None = None
    needs_written_agreement: bool = attrs.field(
        default=attrs.Factory(_is_contingent, takes_self=True)
    )
    is_final: bool = False
    is_reversed: bool = False

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _PLAN)
        if self.deposit_percent and self.deposit_amount is not None:
            msg = "Give deposit_percent or deposit_amount, not both: they are two deposits."
            raise InvalidPlanError(msg)
        if _is_contingent(self) and not self.needs_written_agreement:
            msg = (
                "A contingency payment needs a signed, written agreement with its share and "
                "expenses: leave needs_written_agreement out, or choose another model."
            )
            raise InvalidValueError(msg)

    @property
    def deposit(self) -> Money | None:
        """What is to be paid at the start, rounded to the minor unit; None without a price.

        >>> terms = Terms(timing="in_advance")
        >>> plan = PaymentPlan(
        ...     model="retainer", terms=terms, price=Money(900, "USD"), deposit_percent=50
        ... )
        >>> print(plan.deposit)
        USD 450.00
        """
        if self.price is None or self.deposit_amount is not None:
            return self.deposit_amount
        return self.price.times(Fraction(self.deposit_percent, 100))

    @property
    def schedule(self) -> tuple[Line, ...]:
        """The exact lines that have a day."""
        return tuple(line for line in self.lines if line.is_exact and line.due is not None)

    @property
    def is_open_ended(self) -> bool:
        """Whether payments go on without an end."""
        return any(part_.until is None for part_ in self.recurring)

    @property
    def committed(self) -> Money | None:
        """The sum of all exact amounts that have an end; None where there are none.

        Raises ``CurrencyMismatchError`` for a plan by hand that mixes currencies.
        """
        ending = (part_.occurrences() for part_ in self.recurring if part_.until is not None)
        listed = {(line.label, line.period) for line in self.lines}
        going = (line for line in chain(*ending) if (line.label, line.period) not in listed)
        return sum_of(line.amount for line in chain(self.lines, going) if line.is_exact)

    @property
    def total(self) -> Money | None:
        """What it comes to in all; None where that cannot be known: no lie is told.

        It cannot be known where payments go on without an end, where an amount is an
        estimate or a cap or still to be measured, or without a price.
        """
        is_known = all(p.price is not None and p.certainty == "exact" for p in self.recurring)
        if self.is_open_ended or not is_known or not all(line.is_exact for line in self.lines):
            return None
        is_measured = self.metered_labels <= {line.label for line in self.lines}
        return self.committed if is_measured else None

    @property
    def currency(self) -> Currency | None:
        """The currency of its amounts; None where there are none."""
        return next((amount.currency for amount in self.amounts()), None)

    def amounts(self) -> Iterator[Money]:
        """Give every amount that stands in it, of recurring payments each price once."""
        if self.price is not None:
            yield self.price
        if self.deposit_amount is not None:
            yield self.deposit_amount
        for line in self.lines:
            yield line.amount
        for part_ in self.recurring:
            yield from (phase.price for phase in part_.phases)
            known = (part_.price, *(revision.price for revision in part_.revisions))
            yield from (price for price in known if price is not None)

    def occurrences(self) -> Iterator[Line]:
        """Iterate lazily over all dated payments by due date, estimates included.

        >>> from relkit.schedules import Every
        >>> rent = Recurring(
        ...     label="rent", every=Every(weeks=1), start=date(2025, 9, 1), price=Money(9, "USD")
        ... )
        >>> terms = Terms(timing="in_advance", every=Every(weeks=1))
        >>> plan = PaymentPlan(model="subscription", terms=terms, recurring=(rent,))
        >>> print(next(plan.occurrences()), plan.total)
        rent USD 9.00 on 2025-09-01 None
        """
        return line_stream(self.lines, self.recurring, None)

    def due_between(self, start: date, end: date) -> Iterator[Line]:
        """Iterate over the payments that fall due from ``start`` up to, and without, ``end``.

        Raises ``InvalidScheduleError`` where the end comes before the start.
        """
        first, last = a_date(start, "The start"), a_date(end, "The end")
        if last < first:
            msg = f"The end must not come before the start: {last} is before {first}."
            raise InvalidScheduleError(msg)
        return takewhile(lambda line: (line.due or last) < last, self._due_from(first))

    def next_due(self, on: date) -> Line | None:
        """Give the first payment that falls due on a day or later; None where none does."""
        return next(self._due_from(a_date(on, "The day")), None)

    def _due_from(self, day: date) -> Iterator[Line]:
        return line_stream(self.lines, self.recurring, day)

    def settle(self, measures: Measures, *, period: int | None = None) -> Self:
        """Turn estimates and caps into exact amounts, for what was measured.

        ``measures`` are by name, as the plan's meters read them. Where payments recur,
        ``period`` says which, from 0. No line exceeds its cap; settling twice is settling
        once. Raises ``UnknownNameError`` for a measure that no meter reads, and
        ``InvalidPlanError`` without a ``period``, or for a credit.
        """
        if self.is_reversed:
            msg = "A credit is settled already: settle the plan first, then reverse it."
            raise InvalidPlanError(msg)
        lines = settled_lines(self.lines, self.recurring, self.meters, measures, period)
        return attrs.evolve(self, lines=lines)

    def outstanding(self, payments: Iterable[Money | Payment], *, on: date | None = None) -> Money:
        """Give what is owed less what was paid; below zero is a credit (law P14).

        Owed are the exact amounts: with ``on`` those due by that day, without it all. An
        open-ended plan needs ``on``, or ``InvalidPlanError`` is raised, as for a plan
        without an amount.

        >>> line = Line(label="fee", amount=Money(90, "USD"), due=date(2025, 9, 1))
        >>> plan = PaymentPlan(model="flat_fee", terms=Terms(timing="at_sale"), lines=(line,))
        >>> print(plan.outstanding([Money(30, "USD")]), plan.outstanding([Money(100, "USD")]))
        USD 60.00 USD -10.00
        """
        currency = self.currency
        if currency is None:
            msg = "The plan has no amount, so nothing can be outstanding: give it a price."
            raise InvalidPlanError(msg)
        if on is None and self.is_open_ended:
            msg = "The plan has no end: say by when, as outstanding(payments, on=<a date>)."
            raise InvalidPlanError(msg)
        owed = self.committed if on is None else self._due_by(a_date(on, "The day"))
        received = paid(payments, currency)
        return -received if owed is None else owed - received

    def _due_by(self, day: date) -> Money | None:
        due = takewhile(lambda line: (line.due or day) <= day, self.occurrences())
        return sum_of(line.amount for line in due if line.is_exact)

    def reversed(self) -> Self:
        """Give the credit for this plan: every amount with the opposite sign (law P3).

        Reversing twice gives the plan again.
        """
        return attrs.evolve(
            self,
            price=_negated(self.price),
            deposit_amount=_negated(self.deposit_amount),
            lines=tuple(line.negated() for line in self.lines),
            recurring=tuple(part_.negated() for part_ in self.recurring),
            adjustments=tuple(step.negated() for step in self.adjustments),
            is_reversed=not self.is_reversed,
        )

    def ended(self, on: date) -> Self:
        """Give the plan with its recurring payments ending on a day, the last one in part.

        Raises ``InvalidScheduleError`` where they begin later.
        """
        parts_ = tuple(attrs.evolve(part_, until=on) for part_ in self.recurring)
        return attrs.evolve(self, recurring=parts_)

    def revised(self, revision: Revision, *, label: str | None = None) -> Self:
        """Give the plan with a new price or quantity of its recurring payments from a day on.

        In the midst of a period that was paid in advance, the credit of what is left of the
        old price and the charge at the new one are added, which is exact (law P9). ``label``
        says which payments, where several recur. Raises ``InvalidPlanError`` unless it is
        one part with an exact price, and ``InvalidScheduleError`` for a second revision of
        one day.

        >>> from relkit.schedules import Every
        >>> rent = Recurring(
        ...     label="rent", every=Every(months=1), start=date(2025, 9, 1), price=Money(30, "USD")
        ... )
        >>> terms = Terms(timing="in_advance", every=Every(months=1))
        >>> plan = PaymentPlan(model="subscription", terms=terms, recurring=(rent,))
        >>> upgraded = plan.revised(Revision(on=date(2025, 9, 16), price=Money(40, "USD")))
        >>> print(upgraded.outstanding([], on=date(2025, 9, 30)), upgraded.next_due(
        ...     date(2025, 10, 1)
        ... ).amount)
        USD 35.00 USD 40.00
        """
        recurring = with_revision(self.recurring, revision, label)
        return attrs.evolve(self, recurring=recurring)

    def breakdown(self, tax: Tax) -> Breakdown:
        """Give what its lines consist of: net, tax and gross, and the discounts taken off.

        For payments that recur ask ``tax.breakdown(plan.due_between(...))``. Raises
        ``InvalidPlanError`` without a line, or where one is not exact yet.
        """
        part(Tax)(tax, "A breakdown")
        steps = self.adjustments
        discount = steps[0].before - steps[-1].after if steps and not self.recurring else None
        return tax.breakdown(self.lines, discount=discount)

    def communicate_by(self, start: date) -> date | None:
        """Give the last day on which the party must know what it pays, for a first day.

        >>> terms = Terms(timing="in_arrears")
        >>> plan = PaymentPlan(model="hourly", terms=terms, communicate_by_days=14)
        >>> print(plan.communicate_by(date(2025, 9, 1)))
        2025-09-15
        """
        first, days = a_date(start, "The start"), self.communicate_by_days
        return None if days is None else day_after(first, days)

    def end_after_notice(self, given: date) -> date | None:
        """Give the day after the last period, for notice given on a day; None without a rhythm.

        The payments end with the period in which the notice runs out.
        """
        last = day_after(a_date(given, "The day"), self.notice_days or 0)
        ends = [part_.period(part_.number_in(last)).end for part_ in self.recurring]
        return max(ends, default=None)

    def replenishment(self, balance: Money) -> Money | None:
        """Give what fills the deposit up again for a balance; None where nothing is refilled.

        It is zero while more than ``replenish_at_percent`` of the deposit is left.
        """
        deposit = self.deposit
        if deposit is None or self.replenish_at_percent is None:
            return None
        limit = deposit.times(Fraction(self.replenish_at_percent, 100))
        missing = deposit - balance
        return missing if balance <= limit else missing * 0

    @override
    def summary(self) -> Iterator[str]:
        """Give the plan in a few lines."""
        return payment_summary(self)

    @property
    def metered_labels(self) -> frozenset[str]:
        """The labels of the payments whose amounts are measured."""
        return frozenset(meter.label for meter in self.meters)


def _negated(amount: Money | None) -> Money | None:
    return None if amount is None else -amount
