"""Payment that goes on: subscriptions and retainers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Final

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._words import shown
from relkit.errors import InvalidPlanError, InvalidScheduleError
from relkit.events import PaymentModel
from relkit.money import Money
from relkit.plans import (
    Allowance,
    HourlyMeter,
    Indicator,
    LateHandling,
    Line,
    Meter,
    PaymentPlan,
    Phase,
    Recurring,
    Revision,
    Terms,
    Timing,
    standard_indicators,
)
from relkit.plans._adjustments import ExactNumber, exact_number
from relkit.plans._dates import day_after
from relkit.plans._fields import (
    PERCENT,
    Check,
    a_flag,
    between,
    check_fields,
    optional,
    part,
    parts,
)
from relkit.plans._meters import check_currencies
from relkit.plans._phases import check_revisions
from relkit.relationships import Client, Relationship
from relkit.schedules import Every
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._payment._base import (
    CARD_RETRIES,
    LATE_CLIENTS,
    TOLD_WITHIN,
    PaymentStrategy,
    check_price,
    set_derived,
)

__all__ = ["Retainer", "StandingStrategy", "Subscription"]

_STANDING: Final[dict[str, Check]] = {
    "every": part(Every),
    "in_advance": a_flag,
    "net_days": between(0),
    "start": optional(a_date),
    "until": optional(a_date),
    "prorate": a_flag,
    "day_count": optional(between(1)),
}


@strategy
class StandingStrategy(PaymentStrategy[R_contra]):
    """What the strategies have in common whose payments go on."""

    reads: ClassVar[tuple[str, ...]] = ("stage", "party_type", "since")

    every: Every = Every(months=1)
    """The rhythm: monthly (practice)."""

    in_advance: bool = True
    """Whether a period is paid when it begins, or when it has ended."""

    net_days: int = 0
    """Days to pay after that."""

    start: date | None = None
    """The first day that is paid for; by default that of the relationship, or today."""

    until: date | None = None
    """The first day that is no longer paid for; None for no end."""

    prorate: bool = True
    """Whether a part of a period costs its share of days, or the whole price."""

    day_count: int | None = None
    """Days that count as a whole period (30), if not its own."""

    terms: Terms = attrs.field(init=False, repr=False, eq=False, default=Terms(timing="in_advance"))
    """What the fields above say."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _STANDING)
        timing: Timing = "in_advance" if self.in_advance else "in_arrears"
        set_derived(self, Terms(timing=timing, net_days=self.net_days, every=self.every))
        if self.start is not None and self.until is not None and self.until <= self.start:
            msg = f"until must be later than the start: {self.until} is not after {self.start}."
            raise InvalidScheduleError(msg)

    @override
    def lines(self, relationship: R_contra, context: Context) -> Iterable[Line]:
        """Give nothing: the payments recur."""
        return ()

    def _begins(self, relationship: Relationship, context: Context) -> date:
        since = relationship.since or context.today
        return self.start or min(since, context.today)

    def _recurring(
        self, label: str, price: Money | None, start: date, context: Context
    ) -> Recurring:
        return Recurring(
            label=label,
            every=self.every,
            start=start,
            price=price,
            until=self.until,
            in_advance=self.in_advance,
            net_days=self.net_days,
            prorate=self.prorate,
            day_count=self.day_count,
            business_days=self.business_days,
            holidays=context.holidays,
        )


_SUBSCRIPTION: Final[dict[str, Check]] = {
    "price": optional(part(Money)),
    "quantity": between(1),
    "revisions": parts(part(Revision)),
    "phases": parts(part(Phase)),
    "trial_days": between(0),
}


@strategy
class Subscription(StandingStrategy[R_contra]):
    """A standard price in a rhythm, until it is ended (domain table 4c; row S25).

    Phases are prices of the first periods; a trial moves the start of what is paid for. A
    rhythm on a fixed day of the month begins with a part of a period, prorated by days. An
    upgrade in the midst of a period is ``plan.revised``, or one of the ``revisions``.

    Raises ``InvalidScheduleError`` for an end before the start, and ``InvalidValueError``.

    >>> from relkit import Context, Customer
    >>> ann = Customer(party="ann", business="gym")
    >>> intro = (Phase(price=Money(5, "USD"), periods=1),)
    >>> member = Subscription(price=Money(20, "USD"), phases=intro, trial_days=14)
    >>> plan = member.propose(ann, Context(today=date(2025, 1, 17)))
    >>> print(*plan.due_between(date(2025, 1, 1), date(2025, 3, 1)), sep="; ")
    subscription USD 5.00 on 2025-01-31; subscription USD 20.00 on 2025-02-28
    """

    model: ClassVar[PaymentModel] = "subscription"

    label: str = "subscription"
    """What the payments are for."""

    price: Money | None = None
    """What a period costs, for each unit; by default the context's price."""

    quantity: int = 1
    """How many units there are: seats, licenses, machines."""

    revisions: tuple[Revision, ...] = ()
    """New prices and quantities from their days on, such as a price rise for everybody. A new
    price stands as it is agreed; the adjustments are for the first one."""

    phases: tuple[Phase, ...] = ()
    """What the first periods cost instead, in order."""

    trial_days: int = 0
    """Days that cost nothing at the start."""

    late: LateHandling | None = CARD_RETRIES
    """The card is tried again on days 1, 3, 5 and 7 (practice), then the service pauses."""

    indicators: tuple[Indicator, ...] = standard_indicators(
        "failed_payments", "overdue_share", "retention_rate"
    )
    """Row S57; who is charged by card leaves where a charge fails, too (practice)."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _SUBSCRIPTION)
        check_revisions(self.revisions)
        given = (self.price, *(p.price for p in self.phases), *(r.price for r in self.revisions))
        prices = [price for price in given if price is not None]
        for price in prices:
            check_price(price)
        check_currencies(prices, "Subscription")

    @override
    def recurring(self, relationship: R_contra, context: Context) -> Iterable[Recurring]:
        """Give the payments after the trial; none where it outlasts the whole."""
        start = day_after(self._begins(relationship, context), self.trial_days)
        if self.until is not None and self.until <= start:
            return ()
        going = self._recurring(self.label, self.price_of(context), start, context)
        return (
            attrs.evolve(
                going, phases=self.phases, quantity=self.quantity, revisions=self.revisions
            ),
        )

    @override
    def _list_price(self, context: Context) -> Money | None:
        return context.price if self.price is None else self.price


_RETAINER: Final[dict[str, Check]] = {
    "fee": optional(part(Money)),
    "deposit_percent": PERCENT,
    "replenish_at_percent": optional(between(1, 100)),
    "rollover_periods": optional(between(0)),
    "overage_rate": optional(part(Money)),
    "notice_days": optional(between(0)),
    "overage_label": text,
}
_HOUR: Final = 60


@strategy
class Retainer(StandingStrategy[Client]):
    """Payment by clients: a standing fee for standing value (rows S21, S40).

    It may include hours, of which the rest stays for some periods or for ever, and may bill
    those beyond at a rate: settle the measure ``"overage"``, in minutes.

    Raises ``InvalidPlanError`` for included hours that are no whole minutes, or a fee below
    zero, and ``InvalidValueError``.

    >>> from relkit import Context
    >>> acme = Client(party="acme", business="harper-law")
    >>> plan = Retainer(fee=Money(900, "USD")).propose(acme, Context(today=date(2025, 9, 1)))
    >>> print(plan.price, plan.terms)
    USD 900.00 in advance, every month, due at once
    """

    model: ClassVar[PaymentModel] = "retainer"

    label: str = "retainer"
    """What the payments are for."""

    deposit_percent: int = 100
    """The first period is paid before it begins [judgment]."""

    fee: Money | None = None
    """What a period costs; by default the context's price."""

    replenish_at_percent: int | None = 20
    """Filled up when 20 % to 25 % are left, as evergreen retainers are [judgment]."""

    included_hours: ExactNumber | None = None
    """The hours that a period includes; None where the fee is for being there."""

    rollover_periods: int | None = 0
    """For how many later periods unused hours stay; None for ever."""

    overage_rate: Money | None = None
    """What an hour beyond the included ones costs."""

    overage_label: str = "overage"
    """What hours beyond are called."""

    communicate_by_days: int | None = TOLD_WITHIN
    """The client knows soon after the start what it pays (ABA 1.5(b)) [judgment]."""

    notice_days: int | None = 30
    """How long before its end either side says so [judgment]."""

    late: LateHandling | None = LATE_CLIENTS
    """The person whom the client trusts hears of it first [judgment]."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _RETAINER)
        check_price(self.fee)
        rates = [amount for amount in (self.fee, self.overage_rate) if amount is not None]
        check_currencies(rates, "Retainer")
        self._allowance()

    @override
    def recurring(self, relationship: Client, context: Context) -> Iterable[Recurring]:
        """Give the fee, and the hours beyond, which are paid when the period has ended."""
        start = self._begins(relationship, context)
        if self.until is not None and self.until <= start:
            return
        yield self._recurring(self.label, self.price_of(context), start, context)
        if self.overage_rate is not None:
            over = self._recurring(self.overage_label, None, start, context)
            yield attrs.evolve(over, in_advance=False)

    @override
    def meters(self, relationship: Client, context: Context) -> Iterable[Meter]:
        """Give the meter of the hours beyond, where they have a rate."""
        if self.overage_rate is not None:
            rates = (("overage", self.overage_rate),)
            yield HourlyMeter(label=self.overage_label, rates=rates, increment_minutes=1)

    @override
    def plan(self, relationship: Client, context: Context) -> PaymentPlan | None:
        """Give the plan with its deposit, hours and notice."""
        plan = super().plan(relationship, context)
        if plan is None or plan.is_final:
            return plan
        return attrs.evolve(
            plan,
            deposit_percent=self.deposit_percent,
            replenish_at_percent=self.replenish_at_percent,
            allowance=self._allowance(),
            notice_days=self.notice_days,
        )

    @override
    def _list_price(self, context: Context) -> Money | None:
        return context.price if self.fee is None else self.fee

    def _allowance(self) -> Allowance | None:
        if self.included_hours is None:
            return None
        minutes = exact_number(self.included_hours, "Retainer.included_hours") * _HOUR
        if minutes.denominator != 1 or not minutes:
            msg = (
                f"Retainer.included_hours is whole minutes, at least one, not "
                f"{shown(self.included_hours)} hours; leave it out where none are included."
            )
            raise InvalidPlanError(msg)
        return Allowance(
            minutes=int(minutes),
            rollover_periods=self.rollover_periods,
            overage_rate=self.overage_rate,
        )
