"""Payment by what is measured: hours, value, success, usage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final, get_args

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit.errors import InvalidPlanError
from relkit.events import PaymentModel
from relkit.money import Money
from relkit.plans import (
    Certainty,
    HourlyMeter,
    Indicator,
    LateHandling,
    Line,
    Meter,
    OutcomeMeter,
    PaymentPlan,
    Recurring,
    Terms,
    Tier,
    TierMode,
    UsageMeter,
    standard_indicators,
)
from relkit.plans._adjustments import ExactNumber, exact_number
from relkit.plans._fields import Check, a_flag, check_fields, one_of, optional, part
from relkit.plans._lines import fresh_line
from relkit.plans._meters import check_currencies, check_increment, check_rates, check_tiers
from relkit.relationships import Client, Relationship
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._payment._base import (
    LATE_CLIENTS,
    TOLD_WITHIN,
    PaymentStrategy,
    check_price,
)
from relkit.strategies._payment._recurring import StandingStrategy

__all__ = ["Contingency", "Hourly", "Usage", "ValueBased"]


def _amounts(*amounts: Money | None) -> list[Money]:
    return [amount for amount in amounts if amount is not None]


def _check_amounts(name: str, *amounts: Money | None) -> None:
    """Refuse amounts below zero, and amounts of several currencies."""
    check_currencies(_amounts(*amounts), name)
    for amount in _amounts(*amounts):
        check_price(amount)


@strategy
class MeteredStrategy(StandingStrategy[R_contra]):
    """What the strategies have in common that bill in a rhythm what was measured."""

    is_late_by_kind: ClassVar[bool] = True

    in_advance: bool = False
    """What was measured is paid when the period has ended."""

    net_days: int = 30
    """30 days where nothing was agreed (EU 2011/7)."""

    estimate: Money | None = None
    """What a period is likely to cost; by default the context's price."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"estimate": optional(part(Money))})
        if self.in_advance:
            msg = f"{type(self).__name__} is paid in arrears: nothing is measured in advance."
            raise InvalidPlanError(msg)

    @override
    def recurring(self, relationship: R_contra, context: Context) -> Iterable[Recurring]:
        """Give the payments with what they are likely to be."""
        start = self._begins(relationship, context)
        if self.until is not None and self.until <= start:
            return ()
        going = self._recurring(self.label, self.price_of(context), start, context)
        return (attrs.evolve(going, certainty="estimate"),)

    @override
    def plan(self, relationship: R_contra, context: Context) -> PaymentPlan | None:
        """Give the plan; its price is not known before it is measured."""
        plan = super().plan(relationship, context)
        if plan is None or plan.is_final or plan.price is None:
            return plan
        return attrs.evolve(plan, price=None)

    @override
    def _list_price(self, context: Context) -> Money | None:
        return context.price if self.estimate is None else self.estimate


@strategy
class Hourly(MeteredStrategy[Client]):
    """Payment by clients for time, at the rates of a card, in arrears (row S42).

    The measures are minutes by role, rounded up to the increment. ``not_to_exceed`` limits
    all periods together.

    Raises ``InvalidPlanError`` for an increment below a minute, or an estimate above the
    limit, and ``CurrencyMismatchError`` for amounts of several currencies.

    >>> from datetime import date
    >>> from relkit import Context
    >>> acme = Client(party="acme", business="harper-law")
    >>> hourly = Hourly(rate=Money(300, "USD"), not_to_exceed=Money(1000, "USD"))
    >>> plan = hourly.propose(acme, Context(today=date(2025, 9, 1)))
    >>> print(*plan.settle({"hour": 61}, period=0).lines)
    hours USD 330.00 on 2025-10-31
    """

    model: ClassVar[PaymentModel] = "hourly"

    indicators: tuple[Indicator, ...] = standard_indicators(
        "paid_on_time", "overdue_share", "days_sales_outstanding", "utilization", "realization"
    )
    """Row S57; who bills time also measures how much of it is billed, and at what rate."""

    label: str = "hours"
    """What the payments are for."""

    rate: Money | None = None
    """What an hour costs, whoever works: the measure ``"hour"``, in minutes."""

    rate_card: tuple[tuple[str, Money], ...] = ()
    """Pairs of a role and what its hour costs, instead of one rate."""

    increment_minutes: int = 6
    """The smallest time that is billed: six minutes are usual in law (practice)."""

    not_to_exceed: Money | None = None
    """What all periods together may come to."""

    communicate_by_days: int | None = TOLD_WITHIN
    """The client knows the basis of the fee soon after the start (ABA 1.5(b)) [judgment]."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        money = optional(part(Money))
        check_fields(self, {"rate": money, "not_to_exceed": money, "rate_card": check_rates})
        check_increment(self.increment_minutes, "Hourly.increment_minutes")
        if self.rate is not None and self.rate_card:
            msg = "Hourly takes a rate for all or a rate_card, not both."
            raise InvalidPlanError(msg)
        rates = [rate for _, rate in self.rate_card]
        _check_amounts("Hourly", self.rate, *rates, self.estimate, self.not_to_exceed)
        limit = self.not_to_exceed
        if limit is not None and self.estimate is not None and self.estimate > limit:
            msg = f"The estimate of {self.estimate} is above the limit of {limit}: mend one."
            raise InvalidPlanError(msg)

    @override
    def meters(self, relationship: Client, context: Context) -> Iterable[Meter]:
        """Give the rate card; none where no rate is known."""
        rates = self.rate_card if self.rate is None else (("hour", self.rate),)
        if rates:
            yield HourlyMeter(
                label=self.label,
                most=self.not_to_exceed,
                rates=rates,
                increment_minutes=self.increment_minutes,
            )


@strategy
class Usage(MeteredStrategy[Relationship]):
    """Payment for units used, at the prices of tiers, in arrears.

    Raises ``InvalidPlanError`` for tiers that do not ascend to one without an end.

    >>> from datetime import date
    >>> from relkit import Context, Customer
    >>> ann = Customer(party="ann", business="cloud")
    >>> tiers = (Tier(up_to=10, unit_price=Money(2, "USD")), Tier(unit_price=Money(1, "USD")))
    >>> context = Context(today=date(2025, 9, 1))
    >>> plan = Usage(tiers=tiers, mode="volume").propose(ann, context)
    >>> print(*plan.settle({"units": 12}, period=0).lines)
    usage USD 12.00 on 2025-10-31
    """

    model: ClassVar[PaymentModel] = "subscription"

    label: str = "usage"
    """What the payments are for."""

    metric: str = "units"
    """The name of the measure."""

    tiers: tuple[Tier, ...] = ()
    """The prices, in ascending order; the last one has no end."""

    mode: TierMode = "graduated"
    """Whether each unit has the price of its own tier, or all that of the last one."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        modes = one_of(*get_args(TierMode))
        check_fields(self, {"metric": text, "tiers": check_tiers, "mode": modes})
        _check_amounts("Usage", *(tier.unit_price for tier in self.tiers), self.estimate)

    @override
    def meters(self, relationship: Relationship, context: Context) -> Iterable[Meter]:
        """Give the tiers; none where no price is known."""
        if self.tiers:
            yield UsageMeter(label=self.label, metric=self.metric, tiers=self.tiers, mode=self.mode)


_OUTCOME: Final[dict[str, Check]] = {
    "metric": text,
    "share_percent": optional(lambda value, name: exact_number(value, name, 0, 100)),
    "cap": optional(part(Money)),
    "estimate": optional(part(Money)),
}


@strategy
class OutcomeStrategy(PaymentStrategy[Client]):
    """What the strategies have in common that bill a share of an outcome."""

    terms: Terms = Terms(timing="on_outcome", net_days=30)
    """When the outcome is known, 30 days."""

    label: str = "share"
    """What the payment is for."""

    metric: str = "value"
    """The name of the measure, which is money."""

    share_percent: ExactNumber | None = None
    """The share of it, in percent, as agreed."""

    cap: Money | None = None
    """The most that it may come to in all."""

    estimate: Money | None = None
    """What it is likely to come to; by default the context's price."""

    late: LateHandling | None = LATE_CLIENTS
    """The person whom the client trusts hears of it first [judgment]."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _OUTCOME)
        _check_amounts(type(self).__name__, self._floor(), self.cap, self.estimate)
        floor = self._floor()
        if floor is not None and self.cap is not None and self.cap < floor:
            msg = f"The cap of {self.cap} is below the floor of {floor}: mend one."
            raise InvalidPlanError(msg)

    @override
    def lines(self, relationship: Client, context: Context) -> Iterable[Line]:
        """Give the floor, and what may come on top of it: the cap, or the estimate."""
        floor, price = self._floor(), self.price_of(context)
        if floor is not None:
            yield fresh_line("minimum", floor, None, None, trigger="outcome")
        top = price if self.cap is None else self.cap
        if top is not None:
            check_currencies(_amounts(top, floor), type(self).__name__)
            beyond = top if floor is None else max(top - floor, top * 0)
            certainty: Certainty = "estimate" if self.cap is None else "cap"
            yield fresh_line(self.label, beyond, None, None, certainty=certainty, trigger="outcome")

    @override
    def meters(self, relationship: Client, context: Context) -> Iterable[Meter]:
        """Give the share; none where nothing was agreed yet."""
        if self.share_percent is not None:
            floor, cap = self._floor(), self.cap
            yield OutcomeMeter(
                label=self.label,
                most=cap if cap is None or floor is None else cap - floor,
                trigger="outcome",
                metric=self.metric,
                share_percent=self.share_percent,
                floor=floor,
                expenses_first=self._does_deduct_expenses(),
            )

    def _floor(self) -> Money | None:
        return None

    def _does_deduct_expenses(self) -> bool:
        return False

    @override
    def plan(self, relationship: Client, context: Context) -> PaymentPlan | None:
        """Give the plan; its price is not known before the outcome."""
        plan = super().plan(relationship, context)
        if plan is None or plan.is_final or plan.price is None:
            return plan
        return attrs.evolve(plan, price=None)

    @override
    def _list_price(self, context: Context) -> Money | None:
        return context.price if self.estimate is None else self.estimate


@strategy
class ValueBased(OutcomeStrategy):
    """Payment by clients of a share of the value that was created (row S26).

    Metric, share, floor and cap are as agreed: ``"minimum"`` is charged whatever comes of
    it, and ``"share"`` is what lies above. Settle with the metric, as money.

    Raises ``InvalidPlanError`` for a cap below the floor.

    >>> from datetime import date
    >>> from relkit import Context
    >>> acme = Client(party="acme", business="studio")
    >>> deal = ValueBased(metric="savings", share_percent=10, floor=Money(100, "USD"))
    >>> plan = deal.propose(acme, Context(today=date(2025, 9, 1)))
    >>> print(plan.committed, plan.settle({"savings": Money(5000, "USD")}).total)
    USD 100.00 USD 500.00
    """

    model: ClassVar[PaymentModel] = "value_based"

    floor: Money | None = None
    """What is charged whatever comes of it."""

    communicate_by_days: int | None = TOLD_WITHIN
    """The client knows the basis of the fee soon after the start (ABA 1.5(b)) [judgment]."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"floor": optional(part(Money))})
        super().__attrs_post_init__()

    @override
    def _floor(self) -> Money | None:
        return self.floor


@strategy
class Contingency(OutcomeStrategy):
    """Payment by clients of a share of a success, and nothing without it.

    Only with a signed, written agreement that says the share, and whether expenses are
    deducted first; a closing statement follows (ABA Model Rule 1.5(c)). Some matters must
    not be billed so at all (1.5(d)), which nothing here can know.

    Proposing it without ``Context(has_written_agreement=True)`` raises ``PlanLawError``.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from relkit import Context
    >>> acme = Client(party="acme", business="harper-law")
    >>> signed = Context(today=date(2025, 9, 1), has_written_agreement=True)
    >>> plan = Contingency(share_percent=Decimal("33.3")).propose(acme, signed)
    >>> print(plan.settle({"recovery": Money(3000, "USD")}).total)
    USD 999.00
    """

    model: ClassVar[PaymentModel] = "contingency"

    label: str = "success fee"
    """What the payment is for."""

    metric: str = "recovery"
    """The name of the measure, which is money."""

    expenses_first: bool = False
    """Whether the measure ``"expenses"`` is deducted before the share is taken."""

    communicate_by_days: int | None = 0
    """Before the start: it stands in the signed agreement (ABA Model Rule 1.5(c))."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"expenses_first": a_flag})

    @override
    def _does_deduct_expenses(self) -> bool:
        return self.expenses_first
