"""Payment in parts: installments in a rhythm, and milestones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Final, Literal

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._words import shown
from relkit.errors import (
    InvalidCountError,
    InvalidPlanError,
    InvalidRatiosError,
    TooManyInstallmentsError,
)
from relkit.events import PaymentModel
from relkit.money import Money
from relkit.plans import LateHandling, Line, Terms
from relkit.plans._adjustments import exact_number
from relkit.plans._fields import Check, a_flag, between, check_fields, one_of, optional, part, parts
from relkit.plans._lines import fresh_line
from relkit.relationships import Client, Relationship
from relkit.schedules import Every
from relkit.strategies._base import strategy
from relkit.strategies._context import Context
from relkit.strategies._payment._base import TOLD_WITHIN, PricedStrategy, set_derived

__all__ = ["Installments", "Milestone", "Milestones"]

_PERCENT: Final = 100
_INSTALLMENTS: Final[dict[str, Check]] = {
    "every": part(Every),
    "start": optional(a_date),
    "remainder": one_of("first", "last"),
    "step": between(1),
    "least": optional(part(Money)),
}


@strategy
class Installments(PricedStrategy[Relationship]):
    """The price in equal parts, in a rhythm (domain table 4c; laws P1 to P8).

    Dates are counted from the first one, each by itself. The parts differ by at most one
    minor unit, and odd units go to the first ones. Consumer-credit law is not checked.

    Raises ``InvalidCountError``, ``TooManyInstallmentsError`` above ``most_lines``, and
    ``InvalidPlanError`` for parts below ``least``.

    >>> from relkit import Context, Customer
    >>> ann = Customer(party="ann", business="shop")
    >>> context = Context(today=date(2024, 1, 31), price=Money(100, "USD"))
    >>> print(*Installments(count=3).propose(ann, context).lines, sep="; ")  # doctest: +ELLIPSIS
    part 1 of 3 USD 33.34 on 2024-01-31; part 2 of 3 USD 33.33 on 2024-02-29; part 3 ...
    """

    model: ClassVar[PaymentModel] = "installment"
    is_late_by_kind: ClassVar[bool] = True
    late_customers: ClassVar[LateHandling] = LateHandling(retry_days=(1, 3, 5, 7), then="notice")

    label: str = "part"
    """What the payments are called."""

    count: int = 12
    """How many there are: a year of months [judgment]."""

    every: Every = Every(months=1)
    """Their rhythm."""

    start: date | None = None
    """The day of the first one; by default today."""

    remainder: Literal["first", "last"] = "first"
    """Which ones get the odd minor units."""

    step: int = 1
    """The smallest payable multiple, in minor units."""

    least: Money | None = None
    """The least that a part may come to."""

    terms: Terms = attrs.field(init=False, repr=False, eq=False, default=Terms(timing="in_advance"))
    """What ``every`` says."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields, the count before anything is computed."""
        super().__attrs_post_init__()
        check_fields(self, _INSTALLMENTS)
        set_derived(self, Terms(timing="in_advance", every=self.every))
        is_number = isinstance(self.count, int) and not isinstance(self.count, bool)
        if not is_number or self.count < 1:
            msg = f"Installments.count is a whole number of at least 1, not {shown(self.count)}."
            raise InvalidCountError(msg)
        if self.count > self.most_lines:
            msg = (
                f"{shown(self.count)} installments are more than {self.most_lines}: give a "
                "smaller count, or more most_lines."
            )
            raise TooManyInstallmentsError(msg)

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        """Give the installments."""
        price = self.price_of(context)
        if price is None:
            return ()
        amounts = price.split(self.count, remainder=self.remainder, step=self.step)
        self._check_least(amounts)
        days = self.every.occurrences(self.start or context.today, count=self.count)
        if self.business_days == "none":
            return self._unmoved(amounts, days)
        label, end = self.label, f" of {self.count}"
        return [
            self._dated_line(f"{label} {i}{end}", amount, day, context)
            for i, (amount, day) in enumerate(zip(amounts, days, strict=True), 1)
        ]

    def _unmoved(self, amounts: Sequence[Money], days: Iterable[date]) -> list[Line]:
        label, end = self.label, f" of {self.count}"
        return [
            fresh_line(f"{label} {i}{end}", amount, day, day)
            for i, (amount, day) in enumerate(zip(amounts, days, strict=True), 1)
        ]

    def _check_least(self, amounts: Sequence[Money]) -> None:
        if self.least is not None and (lowest := min(amounts)) < self.least:
            msg = f"{self.count} parts are as low as {lowest}, below {self.least}: give fewer."
            raise InvalidPlanError(msg)


_MILESTONE: Final[dict[str, Check]] = {
    "label": text,
    "due": optional(a_date),
    "trigger": optional(text),
}


@attrs.frozen(kw_only=True)
class Milestone:
    """One result that is paid for: its share of the price, and a day or an occasion.

    Without either it is paid on acceptance. ``weight`` is an int, Decimal or Fraction.

    Raises ``InvalidRatiosError`` for a weight that cannot be, and ``InvalidPlanError``
    for a day and an occasion together.

    >>> from relkit.strategies import Milestones
    >>> halves = Milestones(milestones=(Milestone(label="draft"), Milestone(label="launch")))
    >>> [each.weight for each in halves.milestones]
    [1, 1]
    """

    label: str
    weight: int | Decimal | Fraction = 1
    due: date | None = None
    trigger: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _MILESTONE)
        try:
            exact_number(self.weight, "weight")
        except ValueError as fault:
            msg = f"Milestone {self.label!r}: {fault}"
            raise InvalidRatiosError(msg) from None
        if self.due is not None and self.trigger is not None:
            msg = f"Milestone {self.label!r} is paid on a day or on an occasion, not both."
            raise InvalidPlanError(msg)


@strategy
class Milestones(PricedStrategy[Client]):
    """Payment by clients as results are accepted, each its share (row S43; V023, V082).

    Shares are weights of any scale; with ``in_percent`` they must add up to 100. Odd minor
    units go to the largest remainders.

    Raises ``InvalidRatiosError`` for shares that share nothing out, or percents that do not
    add up, and ``InvalidPlanError`` for days out of order.

    >>> from relkit import Context
    >>> acme = Client(party="acme", business="studio")
    >>> stages = (Milestone(label="design", weight=1), Milestone(label="launch", weight=2))
    >>> context = Context(today=date(2025, 9, 1), price=Money(100, "USD"))
    >>> print(*Milestones(milestones=stages).propose(acme, context).lines, sep="; ")
    design USD 33.33 on acceptance; launch USD 66.67 on acceptance
    """

    model: ClassVar[PaymentModel] = "milestone"

    milestones: tuple[Milestone, ...] = (
        Milestone(label="start", trigger="agreement"),
        Milestone(label="result"),
    )
    """The results and their shares: half at the start, half on acceptance [judgment]."""

    in_percent: bool = False
    """Whether the weights are percents, which must add up to 100."""

    terms: Terms = Terms(timing="on_acceptance", net_days=30)
    """30 days where nothing was agreed (EU 2011/7)."""

    communicate_by_days: int | None = TOLD_WITHIN
    """The client knows soon after the start what it pays (ABA 1.5(b)) [judgment]."""

    late: LateHandling | None = LateHandling(
        reminder_days=(-3, 1, 7, 14, 30), told_first="owner", pause_after_days=30
    )
    """The work rests 30 days after an unpaid milestone [judgment]."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"milestones": parts(part(Milestone)), "in_percent": a_flag})
        total = sum(Fraction(each.weight) for each in self.milestones)
        if not total:
            msg = "Milestones.milestones share nothing out: give at least one with a weight."
            raise InvalidRatiosError(msg)
        if self.in_percent and total != _PERCENT:
            msg = (
                f"The percents add up to {total}, not 100: mend them, or leave "
                "in_percent out, so that they count as weights."
            )
            raise InvalidRatiosError(msg)
        days = [each.due for each in self.milestones if each.due is not None]
        for earlier, later in pairwise(days):
            if later < earlier:
                msg = f"Milestones come in order, but {later} stands after {earlier}."
                raise InvalidPlanError(msg)

    @override
    def lines(self, relationship: Client, context: Context) -> Iterable[Line]:
        """Give one line for each milestone."""
        price = self.price_of(context)
        if price is None:
            return
        amounts = price.allocate([each.weight for each in self.milestones])
        for each, amount in zip(self.milestones, amounts, strict=True):
            if each.due is not None:
                net = self.terms.net_days
                yield self._dated_line(each.label, amount, each.due, context, net)
            else:
                trigger = each.trigger or "acceptance"
                yield fresh_line(each.label, amount, None, None, trigger=trigger)
