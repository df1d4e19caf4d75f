"""`PaymentPlan`: by which model and on which terms a party pays."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit.errors import InvalidValueError
from relkit.events import PaymentModel
from relkit.money import Money
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
from relkit.plans._plan import Plan
from relkit.plans._text import joined, percent, plain, sentence
from relkit.schedules import Every

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LateHandling", "PaymentPlan", "Terms", "Timing"]

Timing: TypeAlias = Literal[
    "at_sale", "in_advance", "in_arrears", "on_delivery", "on_acceptance", "on_outcome"
]
"""When a payment falls due, seen from what it pays for."""

_TIMINGS: Final = get_args(Timing)
_MODELS: Final = get_args(PaymentModel)


@attrs.frozen(kw_only=True)
class Terms:
    """When payments fall due.

    Args:
        timing: seen from what they pay for.
        net_days: days to pay after that.
        every: the rhythm of a recurring payment.

    Raises ``InvalidValueError``.

    >>> print(Terms(timing="in_arrears", net_days=30, every=Every(months=1)))
    in arrears, every month, net 30 days
    """

    timing: Timing
    net_days: int = 0
    every: Every | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {
            "timing": one_of(*_TIMINGS),
            "net_days": between(0),
            "every": optional(part(Every)),
        }
        check_fields(self, checks)

    @override
    def __str__(self) -> str:
        """Give the terms in words."""
        net = f"net {self.net_days} days" if self.net_days else "due at once"
        return joined([plain(self.timing), self.every, net])


_REMINDER_DAYS = parts(lambda value, name: whole(value, name, -365, 365))


@attrs.frozen(kw_only=True)
class LateHandling:
    """What happens when a payment is late; no fee is ever charged by itself.

    Args:
        reminder_days: when the party is reminded, in days from the due date; negative: before.
        told_first: who is told before the party gets any notice.
        then: what follows the last reminder.
        pause_after_days: after how many days late the work rests.

    Raises ``InvalidValueError``.

    >>> print(LateHandling(reminder_days=(-3, 7), told_first="owner", then="call_by_the_owner"))
    owner told first, 2 reminders from day -3 to +7, then call by the owner
    """

    reminder_days: tuple[int, ...] = ()
    told_first: str | None = None
    then: str | None = None
    pause_after_days: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks: dict[str, Check] = {
            "reminder_days": _REMINDER_DAYS,
            "told_first": optional(text),
            "then": optional(text),
            "pause_after_days": optional(between(0)),
        }
        check_fields(self, checks)

    @override
    def __str__(self) -> str:
        """Give the steps in words."""
        days = self.reminder_days
        span = f"from day {min(days):+d} to {max(days):+d}" if days else ""
        parts_of_it = [
            f"{plain(self.told_first)} told first" if self.told_first else "",
            f"{len(days)} reminders {span}" if days else "",
            f"then {plain(self.then)}" if self.then else "",
            "" if (rest := self.pause_after_days) is None else f"work rests after {rest} days",
        ]
        return joined(parts_of_it)


_PLAN: Final[dict[str, Check]] = {
    "model": one_of(*_MODELS),
    "terms": part(Terms),
    "price": optional(part(Money)),
    "deposit_percent": PERCENT,
    "replenish_at_percent": optional(between(1, 100)),
    "late": optional(part(LateHandling)),
    "needs_written_agreement": a_flag,
    "is_final": a_flag,
}


def _is_contingent(plan: PaymentPlan) -> bool:
    return plan.model == "contingency"


@attrs.frozen(kw_only=True)
class PaymentPlan(Plan):
    """By which model and on which terms a party pays (rows S21, S26, S41-S43, S65, S66).

    Args:
        model: how the price is agreed, as in payment records.
        terms: when payments fall due.
        price: what is at hand to be paid, for the sale, the period or the engagement.
        deposit_percent: the share of the price to be paid at the start.
        replenish_at_percent: when a deposit that is drawn down is filled up again.
        late: what happens when a payment is late.
        needs_written_agreement: whether nothing may be charged without a signed, written
            agreement. Contingency always needs one (ABA Model Rule 1.5(c)).
        is_final: whether it settles what is open, and begins nothing new.

    Raises ``InvalidValueError``, for contingency without a written agreement too. That the
    agreement exists is checked when a strategy proposes the plan.

    >>> print(PaymentPlan(model="one_time", terms=Terms(timing="at_sale")))
    Payment: one time, at sale, due at once
      Because: by hand
    """

    model: PaymentModel
    terms: Terms
    price: Money | None = None
    deposit_percent: int = 0
    replenish_at_percent: int | None = None
    late: LateHandling | None = None
    needs_written_agreement: bool = attrs.field(
        default=attrs.Factory(_is_contingent, takes_self=True)
    )
    is_final: bool = False

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _PLAN)
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
        return None if self.price is None else self.price.times(Fraction(self.deposit_percent, 100))

    @override
    def summary(self) -> Iterator[str]:
        """Give the plan in a few lines."""
        final = "final" if self.is_final else ""
        yield f"Payment: {joined([plain(self.model), final, self.terms])}"
        deposit = percent(self.deposit_percent, "deposit")
        left = percent(self.replenish_at_percent or 0, "left")
        written = "needs a signed, written agreement" if self.needs_written_agreement else ""
        refill = f"refilled at {left}" if left else ""
        yield from sentence("Price", [self.price, joined([deposit, refill]), written])
        yield from sentence("Late", [self.late])
