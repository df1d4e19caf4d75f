"""Discounts and surcharges in an explicit order: 100 less 20 % less 10 is 70, not 72.

The order changes the price, so it is never guessed: changes apply from left to right to
the running amount, and each step is recorded.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, final

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._values import Value
from relkit._words import shown
from relkit.errors import InvalidPlanError, InvalidValueError
from relkit.money import Money
from relkit.money._exact import exact_ratio
from relkit.plans._fields import a_flag, check_fields, part

__all__ = [
    "AmountOff",
    "ExactNumber",
    "PercentOff",
    "PriceChange",
    "PriceStep",
    "Surcharge",
    "adjusted",
    "exact_number",
]

ExactNumber: TypeAlias = int | Decimal | Fraction
"""A number without a float's error."""

_WHOLE = 100


def exact_number(value: object, name: str, least: int = 0, most: int | None = None) -> Fraction:
    """Let an exact, finite number within the bounds pass."""
    number = Fraction(*exact_ratio(value, f"{name}:", InvalidValueError))
    if number < least or (most is not None and number > most):
        allowed = f"at least {least}" if most is None else f"from {least} to {most}"
        msg = f"{name} must be {allowed}; {shown(value)} is out of range."
        raise InvalidValueError(msg)
    return number


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PriceChange(Value, ABC):
    """What turns one price into the next; subclass it for a change of your own.

    ``label`` says why, such as ``"early payment"``.

    >>> discount = PercentOff(percent=10, label="early payment")
    >>> print(discount.applied(Money(250, "EUR")), isinstance(discount, PriceChange))
    EUR 225.00 True
    """

    label: str = "adjustment"

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        text(self.label, f"{type(self).__name__}.label")

    @abstractmethod
    def applied(self, price: Money) -> Money:
        """Give the price after the change."""

    @override
    def __str__(self) -> str:
        """Give the change in words: by default its label."""
        return self.label


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class PercentOff(PriceChange):
    """A share of the running price less, rounded once to the minor unit, half up.

    Raises ``InvalidValueError`` for a percentage outside 0 to 100, or a float.

    >>> print(PercentOff(percent=20).applied(Money(100, "USD")))
    USD 80.00
    """

    label: str = "discount"
    percent: ExactNumber

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        exact_number(self.percent, "PercentOff.percent", 0, _WHOLE)

    @override
    def applied(self, price: Money) -> Money:
        """Give the price after the change."""
        return price - price.times(Fraction(self.percent) / _WHOLE)

    @override
    def __str__(self) -> str:
        """Give the change in words."""
        return f"{self.label} {self.percent} % off"


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountOff(PriceChange):
    """An amount less.

    Raises ``InvalidValueError`` for an amount below zero.

    >>> print(AmountOff(amount=Money(10, "USD")).applied(Money(80, "USD")))
    USD 70.00
    """

    label: str = "discount"
    amount: Money

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        _check_amount(self.amount, "AmountOff.amount")

    @override
    def applied(self, price: Money) -> Money:
        """Give the price after the change."""
        return price - self.amount

    @override
    def __str__(self) -> str:
        """Give the change in words."""
        return f"{self.label} {self.amount} off"


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Surcharge(PriceChange):
    """A share of the running price more, or an amount more.

    Raises ``InvalidValueError`` unless exactly one of ``percent`` and ``amount`` is given.

    >>> print(Surcharge(label="rush", percent=25).applied(Money(80, "USD")))
    USD 100.00
    """

    label: str = "surcharge"
    percent: ExactNumber | None = None
    amount: Money | None = None

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        if (self.percent is None) == (self.amount is None):
            msg = "Surcharge takes exactly one of percent=<a number> and amount=<money>."
            raise InvalidValueError(msg)
        if self.percent is not None:
            exact_number(self.percent, "Surcharge.percent")
        else:
            _check_amount(self.amount, "Surcharge.amount")

    @override
    def applied(self, price: Money) -> Money:
        """Give the price after the change."""
        if self.amount is not None:
            return price + self.amount
        return price + price.times(Fraction(self.percent or 0) / _WHOLE)

    @override
    def __str__(self) -> str:
        """Give the change in words."""
        more = f"{self.percent} %" if self.amount is None else str(self.amount)
        return f"{self.label} {more} more"


def _check_amount(amount: object, name: str) -> None:
    part(Money)(amount, name)
    if isinstance(amount, Money) and amount.minor_units < 0:
        msg = f"{name} is at least zero, not {amount}; the class says which way it goes."
        raise InvalidValueError(msg)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PriceStep(Value):
    """One recorded step from the list price to the price.

    >>> off = AmountOff(amount=Money(10, "USD"))
    >>> print(PriceStep(change=off, before=Money(80, "USD"), after=Money(70, "USD")))
    discount USD 10.00 off: USD 80.00 to USD 70.00
    """

    change: PriceChange
    before: Money
    after: Money

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {"change": part(PriceChange), "before": part(Money), "after": part(Money)}
        check_fields(self, checks)

    def negated(self) -> PriceStep:
        """Give the step of a credit."""
        return PriceStep(change=self.change, before=-self.before, after=-self.after)

    @override
    def __str__(self) -> str:
        """Give the step in words."""
        return f"{self.change}: {self.before} to {self.after}"


def adjusted(
    price: Money, changes: Iterable[PriceChange], *, floor_at_zero: bool = False
) -> tuple[Money, tuple[PriceStep, ...]]:
    """Apply changes from left to right, and give the price with every step.

    Raises ``InvalidPlanError`` where a step leads below zero, unless ``floor_at_zero``.

    >>> off = [PercentOff(percent=20), AmountOff(amount=Money(10, "USD"))]
    >>> print(adjusted(Money(100, "USD"), off)[0], adjusted(Money(100, "USD"), off[::-1])[0])
    USD 70.00 USD 72.00
    """
    a_flag(floor_at_zero, "floor_at_zero")
    steps: list[PriceStep] = []
    for change in changes:
        part(PriceChange)(change, "each price change")
        after = change.applied(price)
        if after.minor_units < 0 and floor_at_zero:
            after = Money.from_minor_units(0, after.currency)
        steps.append(PriceStep(change=change, before=price, after=after))
        if after.minor_units < 0:
            way = "; ".join(map(str, steps))
            msg = f"The price falls below zero ({way}): drop a discount, or give floor_at_zero."
            raise InvalidPlanError(msg)
        price = after
    return price, tuple(steps)
