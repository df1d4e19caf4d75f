"""`PaymentStrategy`: the base of all payment strategies, and late handling by kind.

Every number is a field with its source; ``[judgment]`` marks one that has none. None of
them charges a fee for late payment that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any, ClassVar, Final

from typing_extensions import override

from relkit._checks import text
from relkit._words import shown
from relkit.errors import InvalidPlanError, PlanLawError, RelkitError
from relkit.events import PaymentModel
from relkit.money import Money
from relkit.plans import (
    Indicator,
    LateHandling,
    Line,
    Meter,
    PaymentPlan,
    PriceChange,
    PriceStep,
    Recurring,
    StatutoryFees,
    Terms,
    adjusted,
    standard_indicators,
)
from relkit.plans._dates import business_day_after, day_after
from relkit.plans._fields import (
    Check,
    a_flag,
    between,
    check_fields,
    optional,
    part,
    parts,
)
from relkit.plans._lines import fresh_line, sum_of
from relkit.plans._open_ended import BUSINESS_DAYS
from relkit.relationships import Client, Relationship, Stage
from relkit.schedules import Adjustment
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._strategy import Strategy

__all__ = [
    "CARD_RETRIES",
    "LATE_CLIENTS",
    "LATE_CUSTOMERS",
    "TOLD_WITHIN",
    "PaymentStrategy",
    "PricedStrategy",
    "check_price",
    "set_derived",
]

LATE_CLIENTS: Final = LateHandling(
    reminder_days=(-3, 1, 7, 14, 30), told_first="owner", then="call_by_the_owner"
)
"""The person whom the client trusts hears of it first, and calls in the end [judgment]."""

LATE_CUSTOMERS: Final = LateHandling(reminder_days=(7, 30), then="notice")
"""Two reminders, then a notice [judgment]."""

CARD_RETRIES: Final = LateHandling(retry_days=(1, 3, 5, 7), then="pause")
"""The card is tried again on days 1, 3, 5 and 7 (practice), then the service pauses."""

TOLD_WITHIN: Final = 14
"""Days: ABA Model Rule 1.5(b) says before the start, or within a reasonable time after it."""

_TRIGGERS: Final = {
    "on_delivery": "delivery",
    "on_acceptance": "acceptance",
    "on_outcome": "outcome",
}
_CHECKS: Final[dict[str, Check]] = {
    "label": text,
    "terms": part(Terms),
    "late": optional(part(LateHandling)),
    "late_fees": optional(part(StatutoryFees)),
    "adjustments": parts(part(PriceChange)),
    "floor_at_zero": a_flag,
    "communicate_by_days": optional(between(0)),
    "business_days": BUSINESS_DAYS,
    "most_lines": between(1),
    "indicators": parts(part(Indicator)),
}


@strategy
class PaymentStrategy(Strategy[R_contra, PaymentPlan]):
    """What the payment strategies have in common; a base for those of your own.

    Override ``lines`` to say amounts and dates, which is most often all; ``recurring`` for
    payments without an end; ``plan`` for everything. ``price_of`` gives the price at hand
    with all discounts. What is proposed keeps the laws: lines add up to the price, are in one
    currency and in order, and none is below zero.

    A former party settles what is open, the context's price, and begins nothing new.
    Credit is no matter of kind: a dormant party is reminded as any other.

    Raises ``InvalidValueError`` for fields that cannot be.

    >>> from relkit import Client, Context, Money
    >>> class ThirdNow(PaymentStrategy[Client]):
    ...     def lines(self, relationship, context):
    ...         now, later = self.price_of(context).allocate([1, 2])
    ...         yield Line(label="now", amount=now, due=context.today)
    ...         yield Line(label="later", amount=later, trigger="delivery")
    >>> context = Context(today=date(2025, 9, 1), price=Money(100, "USD"))
    >>> plan = ThirdNow().propose(Client(party="acme", business="harper-law"), context)
    >>> print(*plan.lines, sep="; ")
    now USD 33.33 on 2025-09-01; later USD 66.67 on delivery
    """

    hooks: ClassVar[tuple[str, ...]] = ("plan", "lines", "recurring", "meters")
    reads: ClassVar[tuple[str, ...]] = ("stage", "party_type")

    model: ClassVar[PaymentModel] = "one_time"
    """How the price is agreed, as in payment records."""

    is_late_by_kind: ClassVar[bool] = False
    """Whether, without ``late``, the kind says what happens when a payment is late."""

    late_customers: ClassVar[LateHandling] = LATE_CUSTOMERS
    """What happens then with those who are no clients."""

    label: str = "price"
    """What the payments are for."""

    terms: Terms = Terms(timing="on_delivery", net_days=30)
    """When payments fall due: 30 days where nothing was agreed (EU 2011/7)."""

    late: LateHandling | None = None
    """What happens when a payment is late; ``LateHandling()`` for nothing."""

    late_fees: StatutoryFees | None = None
    """What the law lets claim of late organizations; never of a person."""

    adjustments: tuple[PriceChange, ...] = ()
    """Discounts and surcharges, from left to right."""

    floor_at_zero: bool = False
    """Whether discounts stop at zero, instead of being an error below."""

    communicate_by_days: int | None = None
    """How many days after the start, at the latest, the party knows in writing what it pays."""

    business_days: Adjustment = "none"
    """How due dates move that are no business days."""

    most_lines: int = 1200
    """The most lines that a plan may have: a hundred years of months."""

    indicators: tuple[Indicator, ...] = standard_indicators(
        "paid_on_time", "overdue_share", "days_sales_outstanding"
    )
    """By what success is measured (row S57)."""

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    def lines(
        self,
        relationship: R_contra,  # noqa: ARG002 - for those who override it
        context: Context,
    ) -> Iterable[Line]:
        """Give the payments, the dated ones in order: the one hook for amounts and dates.

        By default the whole price in one line. It is not asked for a former party.
        """
        price = self.price_of(context)
        if price is not None:
            yield self._line_by_terms(price, context)

    def recurring(
        self,
        relationship: R_contra,  # noqa: ARG002 - as above
        context: Context,  # noqa: ARG002 - as above
    ) -> Iterable[Recurring]:
        """Give the payments that go on; by default none."""
        return ()

    def meters(
        self,
        relationship: R_contra,  # noqa: ARG002 - as above
        context: Context,  # noqa: ARG002 - as above
    ) -> Iterable[Meter]:
        """Give what turns measures into amounts; by default nothing."""
        return ()

    def price_of(self, context: Context) -> Money | None:
        """Give the price at hand after all adjustments; None where nobody said one.

        Raises ``InvalidPlanError`` for a price below zero, or that falls below it.
        """
        return self._price_and_steps(context)[0]

    @override
    def plan(self, relationship: R_contra, context: Context) -> PaymentPlan | None:
        """Give the plan, for a former party the final one."""
        is_final = relationship.stage == Stage.FORMER
        price, steps = self._price_and_steps(context)
        lines = self._collected(relationship, context)
        recurring, meters = self._going_on(relationship, context)
        if is_final:
            price, steps, recurring, meters = context.price, (), (), ()
        elif not recurring and not meters and price is None:
            price = _sum_of_exact(lines)
        return PaymentPlan(
            model=self.model,
            terms=self._final_terms() if is_final else self.terms,
            price=None if meters and not recurring else price,
            lines=lines,
            recurring=recurring,
            meters=meters,
            adjustments=steps,
            communicate_by_days=self._told_within(relationship),
            late=self._late_for(relationship),
            late_fees=self.late_fees if relationship.party_type == "organization" else None,
            is_final=is_final,
            indicators=self.indicators,
        )

    def _list_price(self, context: Context) -> Money | None:
        """Give the price before adjustments."""
        return context.price

    def _price_and_steps(self, context: Context) -> tuple[Money | None, tuple[PriceStep, ...]]:
        price = self._list_price(context)
        if price is None:
            return None, ()
        check_price(price)
        if not self.adjustments:
            return price, ()
        return adjusted(price, self.adjustments, floor_at_zero=self.floor_at_zero)

    def _final_terms(self) -> Terms:
        """Give the terms without their rhythm, for what is still open."""
        return Terms(timing=self.terms.timing, net_days=self.terms.net_days)

    def _told_within(self, relationship: Relationship) -> int | None:
        """Give the days until the fees must be known; nothing once the relationship goes on."""
        has_begun = relationship.stage in (Stage.ACTIVE, Stage.DORMANT, Stage.FORMER)
        return None if has_begun else self.communicate_by_days

    def _late_for(self, relationship: Relationship) -> LateHandling | None:
        if self.late is not None or not self.is_late_by_kind:
            return self.late
        return LATE_CLIENTS if isinstance(relationship, Client) else self.late_customers

    def _going_on(
        self, relationship: R_contra, context: Context
    ) -> tuple[tuple[Recurring, ...], tuple[Meter, ...]]:
        return (
            tuple(self.recurring(relationship, context)),
            tuple(self.meters(relationship, context)),
        )

    def _collected(self, relationship: R_contra, context: Context) -> tuple[Line, ...]:
        """Take the lines, at most ``most_lines``; name the strategy where there is a slip."""
        if relationship.stage == Stage.FORMER:
            price = context.price
            return () if price is None else (self._line_by_terms(price, context),)
        try:
            lines = tuple(islice(self.lines(relationship, context), self.most_lines + 1))
        except RelkitError:
            raise
        except Exception as fault:
            msg = f"{type(self).__name__}.lines must give lines, but it fails: {fault}"
            raise self._breach("lines", msg) from fault
        if len(lines) > self.most_lines:
            msg = f"it gives more than {self.most_lines} lines; use recurring, or raise most_lines"
            raise self._breach("limits", msg)
        for line in lines:
            if type(line) is not Line:
                raise self._breach("lines", f"each of lines is a Line, not {shown(line)}")
        return lines

    def _breach(self, law: str, what: str) -> PlanLawError:
        return PlanLawError(f"The plan of {type(self).__name__} breaks the law {law!r}: {what}.")

    def _line_by_terms(self, price: Money, context: Context) -> Line:
        """Give one line for the whole price, when the terms say."""
        trigger = _TRIGGERS.get(self.terms.timing)
        if trigger is not None:
            return fresh_line(self.label, price, None, None, trigger=trigger)
        return self._dated_line(self.label, price, context.today, context, self.terms.net_days)

    def _dated_line(
        self, label: str, amount: Money, day: date, context: Context, net_days: int = 0
    ) -> Line:
        """Give a line for a day, moved to a business day where the fields say so."""
        nominal = day_after(day, net_days)
        return fresh_line(label, amount, self._moved(nominal, context), nominal)

    def _moved(self, day: date, context: Context) -> date:
        if self.business_days == "none":
            return day
        return business_day_after(day, 0, context.holidays, self.business_days)


@strategy
class PricedStrategy(PaymentStrategy[R_contra]):
    """What the strategies have in common that can be given their price."""

    price: Money | None = None
    """What it costs; by default the context's price."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"price": optional(part(Money))})
        check_price(self.price)

    @override
    def _list_price(self, context: Context) -> Money | None:
        return context.price if self.price is None else self.price


def check_price(price: Money | None) -> None:
    """Raise ``InvalidPlanError`` for a price below zero."""
    if price is not None and price.minor_units < 0:
        msg = f"A price is at least zero, not {price}; a credit is plan.reversed()."
        raise InvalidPlanError(msg)


def set_derived(strategy_: PaymentStrategy[Any], terms: Terms) -> None:
    """Set the terms of a strategy whose other fields say them; it is still being made.

    A default computed from other fields would be computed too early where a subclass gives
    one of those another default.
    """
    object.__setattr__(strategy_, "terms", terms)


def _sum_of_exact(lines: Sequence[Line]) -> Money | None:
    """Add lines up where they have a sum; a law tells what is wrong with several currencies."""
    if len({line.amount.currency for line in lines}) > 1 or not all(li.is_exact for li in lines):
        return None
    return sum_of(line.amount for line in lines)
