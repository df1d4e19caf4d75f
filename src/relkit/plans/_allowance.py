"""What a retainer holds: time that is included, and money that is drawn down."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, final

import attrs
from typing_extensions import override

from relkit._checks import whole
from relkit._values import Value
from relkit.errors import InvalidPlanError
from relkit.money import Money
from relkit.plans._fields import Check, between, check_fields, optional, part
from relkit.plans._text import joined

__all__ = ["Allowance", "AllowancePeriod", "DrawDown", "draw_down"]

_HOUR: Final = 60


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class AllowancePeriod(Value):
    """What became of the included minutes in one period; nothing gets lost (law P15).

    ``included + carried_in == drawn + expired + carried_out``, and ``drawn + over`` is what
    was used.

    >>> one, two = Allowance(minutes=60, rollover_periods=1).account([45, 90])
    >>> one.carried_out, two.carried_in, two.over
    (15, 15, 15)
    """

    included: int
    carried_in: int
    drawn: int
    over: int
    expired: int
    carried_out: int


_ALLOWANCE: Final[dict[str, Check]] = {
    "minutes": between(1),
    "rollover_periods": optional(between(0)),
    "overage_rate": optional(part(Money)),
}


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Allowance(Value):
    """Time that each period includes, and for how many later ones the rest can be used.

    Args:
        minutes: what each period includes.
        rollover_periods: for how many later periods what is left stays; None for ever.
        overage_rate: what an hour beyond costs; None where that is agreed each time.

    Raises ``InvalidValueError``.

    >>> [p.over for p in Allowance(minutes=600, rollover_periods=1).account([500, 700, 700])]
    [0, 0, 100]
    """

    minutes: int
    rollover_periods: int | None = 0
    overage_rate: Money | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _ALLOWANCE)

    def account(self, used: Iterable[int]) -> tuple[AllowancePeriod, ...]:
        """Give what becomes of the minutes, for the minutes used in one period after the other.

        What was carried over longest is used first.
        """
        buckets: list[tuple[int, int]] = []  # the period that it comes from, and what is left
        periods: list[AllowancePeriod] = []
        for number, minutes in enumerate(used):
            wanted = whole(minutes, f"The minutes used in period {number}")
            carried_in = sum(left for _, left in buckets)
            buckets.append((number, self.minutes))
            rest, buckets = _drawn_from(buckets, wanted)
            kept = [b for b in buckets if self._is_kept(number - b[0])]
            carried_out = sum(left for _, left in kept)
            periods.append(
                AllowancePeriod(
                    included=self.minutes,
                    carried_in=carried_in,
                    drawn=wanted - rest,
                    over=rest,
                    expired=sum(left for _, left in buckets) - carried_out,
                    carried_out=carried_out,
                )
            )
            buckets = kept
        return tuple(periods)

    def overage(self, minutes: int) -> Money | None:
        """Give what minutes beyond the included ones cost; None where no rate was agreed."""
        over = whole(minutes, "The minutes beyond")
        return None if self.overage_rate is None else self.overage_rate.times(Fraction(over, _HOUR))

    def _is_kept(self, age: int) -> bool:
        return self.rollover_periods is None or age < self.rollover_periods

    @override
    def __str__(self) -> str:
        """Give the allowance in words."""
        hours, minutes = divmod(self.minutes, _HOUR)
        periods = self.rollover_periods
        span = "" if periods is None else f"{periods} period{'s' if periods > 1 else ''}"
        kept = "" if periods == 0 else joined(["rest stays", span], " ")
        included = joined([f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""], " ")
        rate = "" if self.overage_rate is None else f"then {self.overage_rate} an hour"
        return joined([f"{included} included", kept, rate])


def _drawn_from(buckets: list[tuple[int, int]], wanted: int) -> tuple[int, list[tuple[int, int]]]:
    """Take from the oldest on; give what is still wanted, and what is left."""
    left: list[tuple[int, int]] = []
    for number, there in buckets:
        taken = min(there, wanted)
        wanted -= taken
        if there > taken:
            left.append((number, there - taken))
    return wanted, left


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class DrawDown(Value):
    """What is left of a deposit after a charge, and what of the charge is still owed.

    >>> draw_down(Money(100, "USD"), Money(30, "USD"))
    DrawDown(left=Money('70.00', 'USD'), owed=Money('0.00', 'USD'))
    """

    left: Money
    owed: Money


def draw_down(balance: Money, charge: Money) -> DrawDown:
    """Take a charge from a deposit, which never falls below zero (law P15).

    Raises ``InvalidPlanError`` for a deposit or a charge below zero.

    >>> rest = draw_down(Money(100, "USD"), Money(130, "USD"))
    >>> print(rest.left, rest.owed)
    USD 0.00 USD 30.00
    """
    for amount, name in ((balance, "The deposit"), (charge, "The charge")):
        part(Money)(amount, name)
        if amount.minor_units < 0:
            msg = f"{name} is at least zero, not {amount}."
            raise InvalidPlanError(msg)
    taken = min(balance, charge)
    return DrawDown(left=balance - taken, owed=charge - taken)
