"""Meters: what turns a measurement into an amount, where the price is a formula.

Each is a frozen value, so that a plan can carry it: the plan says what is likely, and is
settled when the measures are known. Measures are exact: money, or ints, Decimals and
Fractions of a unit that the meter names.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, TypeAlias, cast, final, get_args

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit._values import Value
from relkit._words import mend, shown
from relkit.errors import (
    CurrencyMismatchError,
    InvalidPlanError,
    InvalidValueError,
    UnknownNameError,
)
from relkit.money import Currency, Money
from relkit.plans._adjustments import ExactNumber, exact_number
from relkit.plans._fields import a_flag, one_of, optional, part, parts

__all__ = [
    "HourlyMeter",
    "Measures",
    "Meter",
    "OutcomeMeter",
    "Tier",
    "TierMode",
    "UsageMeter",
]

Measures: TypeAlias = Mapping[str, Money | ExactNumber]
"""What was measured, by name."""

TierMode: TypeAlias = Literal["graduated", "volume"]
"""Whether each unit has the price of its own tier, or all have that of the last one."""

_MINUTES: Final = 60


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Meter(Value, ABC):
    """What turns measures into the amount of the lines of its label.

    Args:
        label: of which lines.
        most: what all lines of the label together may come to.
        trigger: what sets the payment off, where no line stands for it before it is measured.

    Raises ``InvalidValueError`` and ``InvalidPlanError``.

    >>> meter = HourlyMeter(label="hours", rates=(("partner", Money(300, "USD")),))
    >>> isinstance(meter, Meter), meter.does_read({"partner": 6}), meter.does_read({"clerk": 6})
    (True, True, False)
    """

    label: str
    most: Money | None = None
    trigger: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        name = type(self).__name__
        text(self.label, f"{name}.label")
        optional(part(Money))(self.most, f"{name}.most")
        optional(text)(self.trigger, f"{name}.trigger")

    @property
    @abstractmethod
    def reads(self) -> tuple[str, ...]:
        """The names of the measures; those that are missing count as nothing."""

    @abstractmethod
    def price_of(self, measures: Measures) -> Money:
        """Give the amount for some measures, before any ``most``."""

    @property
    @abstractmethod
    def currency(self) -> Currency | None:
        """The currency of its amounts; None where it is that of what is measured."""

    def does_read(self, measures: Measures) -> bool:
        """Tell whether any of the measures is its own."""
        return not set(self.reads).isdisjoint(measures)


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class HourlyMeter(Meter):
    """Time at the rates of a card, in whole increments: minutes by role.

    Each role's minutes are rounded up to the increment, once per settling.

    Args:
        rates: pairs of a role and what its hour costs; the measures are minutes by role.
        increment_minutes: the smallest time that is billed.

    >>> meter = HourlyMeter(label="hours", rates=(("partner", Money(300, "USD")),))
    >>> print(meter.price_of({"partner": 61}))
    USD 330.00
    """

    rates: tuple[tuple[str, Money], ...]
    increment_minutes: int = 6

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_rates(self.rates, "HourlyMeter.rates")
        if not self.rates:
            msg = "HourlyMeter.rates has no rate: give (('hour', Money(...)),)."
            raise InvalidPlanError(msg)
        check_increment(self.increment_minutes, "HourlyMeter.increment_minutes")

    @property
    @override
    def reads(self) -> tuple[str, ...]:
        """The roles of the card."""
        return tuple(role for role, _ in self.rates)

    @property
    @override
    def currency(self) -> Currency:
        """The currency of the card."""
        return self.rates[0][1].currency

    @override
    def price_of(self, measures: Measures) -> Money:
        """Give the price of some minutes by role."""
        total = Money.from_minor_units(0, self.currency)
        for role, rate in self.rates:
            minutes = whole(measures.get(role, 0), f"The minutes of {role!r}")
            billed = -(-minutes // self.increment_minutes) * self.increment_minutes
            total += rate.times(Fraction(billed, _MINUTES))
        return total


def check_increment(value: object, name: str) -> None:
    """Let an increment of at least a minute pass."""
    if whole(value, name, minimum=-_MINUTES * 24) < 1:
        msg = f"{name} is at least 1 minute (6 is usual in law), not {value}."
        raise InvalidPlanError(msg)


def check_rates(value: object, name: str) -> None:
    """Let a rate card pass: pairs of a role and money of one currency, no role twice."""
    pairs = cast("tuple[tuple[str, Money], ...]", parts(part(tuple))(value, name))
    for pair in pairs:
        if len(pair) != 2:  # noqa: PLR2004 - a pair
            msg = f"each of {name} is a pair (role, Money(...)), not {shown(pair)}."
            raise InvalidValueError(msg)
        text(pair[0], f"each role of {name}")
        part(Money)(pair[1], f"each rate of {name}")
    if len({role for role, _ in pairs}) < len(pairs):
        msg = f"{name} has a role twice: {shown(pairs)}; give each one rate."
        raise InvalidPlanError(msg)
    check_currencies([rate for _, rate in pairs], name)


def check_currencies(amounts: list[Money], name: str) -> None:
    """Raise ``CurrencyMismatchError`` unless all amounts are in one currency."""
    currencies = sorted({str(amount.currency) for amount in amounts})
    if len({amount.currency for amount in amounts}) > 1:
        msg = f"{name} mixes currencies ({', '.join(currencies)}); nothing is converted."
        raise CurrencyMismatchError(msg)


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class OutcomeMeter(Meter):
    """A share of what was achieved, beyond what is charged anyway, up to ``most``.

    Args:
        metric: the name of the measure, which is money.
        share_percent: the share of it, in percent.
        floor: what another line charges anyway; the amount is what lies above it.
        expenses_first: whether the measure ``"expenses"`` is deducted before the share is
            taken, as ABA Model Rule 1.5(c) wants to be said.

    >>> meter = OutcomeMeter(label="share", metric="savings", share_percent=10)
    >>> print(meter.price_of({"savings": Money(5000, "USD")}))
    USD 500.00
    """

    metric: str
    share_percent: ExactNumber
    floor: Money | None = None
    expenses_first: bool = False

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        text(self.metric, "OutcomeMeter.metric")
        exact_number(self.share_percent, "OutcomeMeter.share_percent", 0, 100)
        optional(part(Money))(self.floor, "OutcomeMeter.floor")
        a_flag(self.expenses_first, "OutcomeMeter.expenses_first")

    @property
    @override
    def reads(self) -> tuple[str, ...]:
        """The metric, and the expenses where they count."""
        return (self.metric, "expenses") if self.expenses_first else (self.metric,)

    @property
    @override
    def currency(self) -> Currency | None:
        """The currency of floor or cap, if any."""
        known = self.most if self.floor is None else self.floor
        return None if known is None else known.currency

    @override
    def price_of(self, measures: Measures) -> Money:
        """Give the share above the floor."""
        if self.metric not in measures:
            msg = f"The measure {self.metric!r} is missing: give {{{self.metric!r}: Money(...)}}."
            raise InvalidPlanError(msg)
        achieved = _money(measures[self.metric], self.metric)
        if self.expenses_first and "expenses" in measures:
            achieved -= _money(measures["expenses"], "expenses")
        share = achieved.times(Fraction(self.share_percent) / 100)
        beyond = share if self.floor is None else share - self.floor
        return max(beyond, Money.from_minor_units(0, beyond.currency))


def _money(value: object, name: str) -> Money:
    return cast("Money", part(Money)(value, f"The measure {name!r}"))


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tier(Value):
    """The price of a unit, up to a number of units in all; the last tier has no end.

    >>> print(Tier(up_to=100, unit_price=Money("0.10", "USD")))
    USD 0.10 up to 100
    """

    up_to: int | None = None
    unit_price: Money

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        if self.up_to is not None:
            whole(self.up_to, "Tier.up_to", 1)
        part(Money)(self.unit_price, "Tier.unit_price")

    @override
    def __str__(self) -> str:
        """Give the tier in words."""
        return f"{self.unit_price} " + ("beyond" if self.up_to is None else f"up to {self.up_to}")


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class UsageMeter(Meter):
    """Units at the prices of tiers.

    Args:
        metric: the name of the measure, a number of units.
        tiers: in ascending order; the last one has no end.
        mode: ``"graduated"``: each unit costs what its own tier says; ``"volume"``: all units
            cost what the tier of the last one says.

    >>> tiers = (Tier(up_to=10, unit_price=Money(2, "USD")), Tier(unit_price=Money(1, "USD")))
    >>> meter = UsageMeter(label="calls", metric="calls", tiers=tiers)
    >>> print(meter.price_of({"calls": 12}))
    USD 22.00
    """

    metric: str
    tiers: tuple[Tier, ...]
    mode: TierMode = "graduated"

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        text(self.metric, "UsageMeter.metric")
        check_tiers(self.tiers, "UsageMeter.tiers")
        if not self.tiers:
            msg = "UsageMeter.tiers has no tier: give (Tier(unit_price=Money(...)),)."
            raise InvalidPlanError(msg)
        one_of(*get_args(TierMode))(self.mode, "UsageMeter.mode")

    @property
    @override
    def reads(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    @property
    @override
    def currency(self) -> Currency:
        """The currency of the tiers."""
        return self.tiers[0].unit_price.currency

    @override
    def price_of(self, measures: Measures) -> Money:
        """Give the price of some units; parts of a unit cost their share, rounded per tier."""
        units = exact_number(measures.get(self.metric, 0), f"The measure {self.metric!r}")
        total = Money.from_minor_units(0, self.currency)
        begin = 0
        for tier in self.tiers:
            end = units if tier.up_to is None else min(units, Fraction(tier.up_to))
            if self.mode == "volume":
                if end == units:
                    return tier.unit_price.times(units)
            elif end > begin:
                total += tier.unit_price.times(end - begin)
            begin = tier.up_to or begin
        return total


def check_tiers(value: object, name: str) -> None:
    """Let tiers pass that ascend, of which the last one alone has no end."""
    tiers = cast("tuple[Tier, ...]", parts(part(Tier))(value, name))
    ends = [tier.up_to for tier in tiers]
    bounded = [end for end in ends[:-1] if end is not None]
    is_rising = all(a < b for a, b in pairwise(bounded))
    if tiers and (ends[-1] is not None or len(bounded) < len(ends) - 1 or not is_rising):
        msg = f"{name} ascend, and the last one alone has no end (up_to=None); got {ends}."
        raise InvalidPlanError(msg)
    check_currencies([tier.unit_price for tier in tiers], name)


def check_measures(measures: object, known: tuple[str, ...]) -> Measures:
    """Let measures pass whose names are known; a typo would count as nothing."""
    if not isinstance(measures, Mapping):
        msg = f"Measures are a mapping such as {{'hour': 90}}, not {shown(measures)}."
        raise InvalidValueError(msg)
    given = cast("Measures", measures)
    for name in given:
        if name not in known:
            msg = f"No line of the plan is measured by {shown(name)}. {mend(name, known)}"
            raise UnknownNameError(msg)
    return given
