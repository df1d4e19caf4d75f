"""How returning is rewarded: points for customers, computed against margin; recognition."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.money import Currency, Money
from relkit.plans._fields import PERCENT, Check, between, check_fields, part, parts
from relkit.plans._text import joined, percent, plain

__all__ = ["LoyaltyScheme", "Recognition"]

_ALL = 100
_SCHEME: Final[dict[str, Check]] = {
    "form": text,
    "percent_back": PERCENT,
    "units_per_point": between(1),
}


@attrs.frozen(kw_only=True)
class LoyaltyScheme:
    """Points on what a party spends, worth a share of it (row S51).

    Everything is counted in whole points and whole minor units, and rounded down: points
    never come to more than ``percent_back`` of what was spent, however it was split.

    Args:
        form: how it is kept: ``"points"``, ``"stamp_card"`` …
        percent_back: the share of spend that the points are worth, in whole percent.
        units_per_point: the whole currency units that are spent for one point; one of them
            where nobody says [judgment].

    Raises ``InvalidValueError``.

    >>> scheme = LoyaltyScheme(form="points", percent_back=1)
    >>> print(scheme)
    points, 1 % back
    >>> points = scheme.points_for(Money("99.90", "USD"))
    >>> print(points, scheme.value_of(points, "USD"))
    99 USD 0.99
    """

    form: str
    percent_back: int = 0
    units_per_point: int = 1

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _SCHEME)

    def points_for(self, spent: Money) -> int:
        """Give the points for an amount spent: one for each full ``units_per_point``.

        Nothing is earned where nothing is given back, and a refund earns nothing: take the
        points of what is left. Raises ``InvalidValueError`` for what is no money.
        """
        part(Money)(spent, "What was spent")
        if not self.percent_back:
            return 0
        step: int = self.units_per_point * 10**spent.currency.digits
        return max(0, spent.minor_units) // step

    def value_of(self, points: int, currency: Currency | str) -> Money:
        """Give what points are worth in a currency, rounded down to its minor unit.

        Raises ``InvalidValueError`` for points below zero, and ``UnknownCurrencyError``.
        """
        number = whole(points, "The number of points")
        known = Currency.of(currency)
        spent: int = number * self.units_per_point * 10**known.digits
        return Money.from_minor_units(spent * self.percent_back // _ALL, known)

    def share_of_margin(self, margin_percent: int) -> Fraction:
        """Give the share of the margin that is given away where all points are redeemed.

        ``margin_percent`` is what is left of a price after all costs, 1 to 100. Above 1 the
        scheme gives back more than is earned.

        >>> LoyaltyScheme(form="points", percent_back=5).share_of_margin(10)
        Fraction(1, 2)
        """
        return Fraction(self.percent_back, whole(margin_percent, "The margin", 1, _ALL))

    def within(self, margin_percent: int, most_percent: int = 20) -> LoyaltyScheme | None:
        """Give the scheme scaled down to a share of the margin, or None where nothing is left.

        The share of spend becomes the largest whole percentage that is at most
        ``most_percent`` of the margin, and is never raised. By default 20: that is the 1 to
        2 % with which schemes start, at the margin of 10 % where 5 % would halve the profit
        (customerthink.com) [judgment].

        >>> scheme = LoyaltyScheme(form="points", percent_back=5)
        >>> print(scheme.within(10), scheme.within(4), sep="; ")
        points, 2 % back; None
        """
        margin = whole(margin_percent, "The margin", 0, _ALL)
        most = margin * whole(most_percent, "The share of the margin", 0, _ALL) // _ALL
        if self.percent_back <= most:
            return self
        return attrs.evolve(self, percent_back=most) if most else None

    @override
    def __str__(self) -> str:
        """Give the scheme in words."""
        return joined([plain(self.form), percent(self.percent_back, "back")])


@attrs.frozen(kw_only=True)
class Recognition:
    """What a party is given for its loyalty that is no money: precedence and time (row S25).

    Args:
        benefits: what it has before others, such as ``"priority"``.
        reserved_hours: whole hours that are kept free for it in each natural period.

    Raises ``InvalidValueError`` where it gives nothing at all.

    >>> print(Recognition(benefits=("priority",), reserved_hours=1))
    recognition: priority, 1 h reserved
    """

    benefits: tuple[str, ...] = ()
    reserved_hours: int = 0

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"benefits": parts(text), "reserved_hours": between(0)})
        if not self.benefits and not self.reserved_hours:
            given = shown(self)
            msg = f"Recognition gives benefits, or reserved_hours, or both; {given} gives neither."
            raise InvalidValueError(msg)

    @override
    def __str__(self) -> str:
        """Give what is given in words."""
        hours = f"{self.reserved_hours} h reserved" if self.reserved_hours else ""
        return f"recognition: {joined([*map(plain, self.benefits), hours])}"
