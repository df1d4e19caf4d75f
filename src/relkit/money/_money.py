"""``Money``: an exact amount in one currency."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, Never, final

import attrs
from typing_extensions import override

from relkit._words import shown
from relkit.errors import CurrencyMismatchError, InvalidAmountError, InvalidValueError
from relkit.money._allocation import (
    allocate_units,
    check_remainder,
    check_step,
    exact_weights,
    part_count,
    split_units,
)
from relkit.money._currency import Currency
from relkit.money._exact import (
    EXACT,
    LIMIT,
    amount_ratio,
    exact_ratio,
    exact_units,
    round_ratio,
    too_large,
    units_text,
    whole_units,
)
from relkit.money._shapes import amount_and_currency

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

__all__ = ["Money"]


@final
@attrs.frozen(init=False, repr=False)
class Money:
    """An exact amount in one currency, frozen and hashable.

    ``amount`` may be a ``Decimal``, an int or plain text (``"-1234.50"``), in currency units;
    it must be exact at the currency's minor unit. ``currency`` is a ``Currency`` or an ISO 4217
    code. An amount has at most 30 digits, those after the point included.

    There is no division, no float, no truth value and no conversion between currencies:
    each loses money somewhere. ``split`` and ``allocate`` share out, ``times`` applies a rate.
    Nothing reads the ambient decimal context.

    Raises ``InvalidAmountError``, ``AmountTooLargeError``, ``InexactAmountError`` or
    ``UnknownCurrencyError``.

    >>> price = Money("12.50", "USD")
    >>> print(price + price, price * 3, -price)
    USD 25.00 USD 37.50 USD -12.50
    >>> price
    Money('12.50', 'USD')
    """

    amount: Decimal = attrs.field(eq=False)
    """The amount in currency units, with exactly the currency's digits after the point."""

    currency: Currency
    """The currency."""

    minor_units: int = attrs.field(init=False)
    """The same amount as a whole number of minor units: 1250 for USD 12.50."""

    def __init__(self, amount: Decimal | int | str, currency: Currency | str) -> None:
        """Check and normalize the amount."""
        if type(currency) is not Currency:
            currency = Currency.of(currency)
        _fill(self, exact_units(amount, currency.digits, currency.code), currency)

    @classmethod
    def from_minor_units(cls, units: int, currency: Currency | str) -> Money:
        """Make money of a whole number of minor units.

        Raises ``InvalidAmountError`` unless ``units`` is an int.

        >>> Money.from_minor_units(1250, "USD")
        Money('12.50', 'USD')
        """
        if type(currency) is not Currency:
            currency = Currency.of(currency)
        return _fresh(whole_units(units), currency)

    @classmethod
    def of(cls, value: object) -> Money:
        """Read money from what other code calls money.

        Accepts a ``Money``; ``("12.50", "EUR")``; ``"EUR 12.50"``; a mapping with ``"amount"``
        and ``"currency"``; or any object with ``amount`` (or ``decimal``) and ``currency``,
        the currency being anything that ``Currency.of`` reads. Other money libraries' values fit.

        >>> Money.of("EUR 12.50") == Money.of(("12.50", "EUR"))
        True
        """
        if type(value) is cls:
            return value
        amount, currency = amount_and_currency(value)
        return cls(amount, Currency.of(currency))  # type: ignore[arg-type]  # checked there

    @classmethod
    def rounded(
        cls,
        amount: Decimal | Fraction | int | str,
        currency: Currency | str,
        *,
        rounding: str = ROUND_HALF_UP,
        step: int = 1,
    ) -> Money:
        """Make money of an amount with too many decimals, rounding on purpose.

        ``rounding`` is one of the modes of ``decimal``; ``step`` is the smallest payable
        multiple in minor units (5 where cash has no coin below CHF 0.05).

        >>> Money.rounded("1.005", "USD"), Money.rounded("1.02", "CHF", step=5)
        (Money('1.01', 'USD'), Money('1.00', 'CHF'))
        """
        currency = Currency.of(currency)
        numerator, denominator = amount_ratio(amount)
        size = check_step(step)
        steps = round_ratio(numerator * 10**currency.digits, denominator * size, rounding)
        return _fresh(steps * size, currency)

    @classmethod
    def total(cls, items: Iterable[Money], currency: Currency | str) -> Money:
        """Add up money of one currency; no items give zero.

        Raises ``CurrencyMismatchError`` for an item in another currency or without any.

        >>> Money.total([Money(1, "JPY"), Money(2, "JPY")], "JPY")
        Money('3', 'JPY')
        """
        total = cls(0, currency)
        units = 0
        for item in items:
            if not _matches(total, item):
                msg = f"Money.total adds money, not {shown(item)}; see Money.of for other shapes."
                raise InvalidAmountError(msg)
            units += item.minor_units
        return _fresh(units, total.currency)

    def split(
        self,
        count: int,
        *,
        remainder: Literal["first", "last"] = "first",
        step: int = 1,
    ) -> tuple[Money, ...]:
        """Split in equal parts that add up; odd minor units go, one each, to the first parts.

        ``count`` is 1 to 1,000,000; ``remainder="last"`` gives the odd units to the last
        parts; ``step`` as in ``allocate``. Laws: P1 sum, P2 fairness, P4 place of odd units.

        Raises ``InvalidCountError``.

        >>> [str(part) for part in Money(100, "USD").split(3)]
        ['USD 33.34', 'USD 33.33', 'USD 33.33']
        """
        last = check_remainder(remainder, ("first", "last"))
        size = check_step(step)
        return self._shared(split_units(self.minor_units, part_count(count), size, last=last))

    def allocate(
        self,
        weights: Iterable[int | Decimal | Fraction],
        *,
        remainder: Literal["largest", "last"] = "largest",
        step: int = 1,
    ) -> tuple[Money, ...]:
        """Share out by weights; odd minor units go, one each, to the largest remainders.

        Ties go to the earlier part, or with ``remainder="last"`` to the later one. Weights
        are ints, Decimals or Fractions of any scale: 0 or more, not all 0. A zero weight
        gets exactly zero, a negative total mirrors the positive one, no part is a whole
        unit from its exact share, and a larger weight never gets less. A larger *total*
        may give one part less (the Alabama paradox). For refunds of k units out of n, take
        differences of cumulative shares, ``times(Fraction(k, n))``, which never change later.

        With a ``step`` (the smallest payable multiple, in minor units) parts are multiples
        of it. If the total is not, its rest below one step goes in one piece to the part
        next in line, so that the sum stays exact; the laws then hold in steps.

        Raises ``InvalidRatiosError``.

        >>> [str(part) for part in Money("100.00", "USD").allocate([30, 20, 40])]
        ['USD 33.33', 'USD 22.22', 'USD 44.45']
        """
        last = check_remainder(remainder, ("largest", "last"))
        size = check_step(step)
        shares = exact_weights(weights)
        return self._shared(allocate_units(self.minor_units, shares, size, last=last))

    def _shared(self, parts: list[int]) -> tuple[Money, ...]:
        """Make each distinct part once; money is frozen, so equal parts can share it."""
        made = {units: _fresh(units, self.currency) for units in set(parts)}
        return tuple([made[units] for units in parts])

    def times(self, rate: Decimal | Fraction | int, *, rounding: str = ROUND_HALF_UP) -> Money:
        """Multiply by an exact rate and round once, to the minor unit.

        Raises ``InvalidValueError`` for a rate that is no int, Decimal or Fraction.

        >>> Money("19.99", "USD").times(Decimal("0.075"))
        Money('1.50', 'USD')
        """
        numerator, denominator = exact_ratio(rate, "The rate", InvalidValueError)
        units = round_ratio(self.minor_units * numerator, denominator, rounding)
        return _fresh(units, self.currency)

    def __add__(self, other: Money) -> Money:
        """Add money of the same currency."""
        if not _matches(self, other):
            return NotImplemented
        return _fresh(self.minor_units + other.minor_units, self.currency)

    def __radd__(self, other: Never) -> Money:
        """Refuse ``0 + money``, with which ``sum`` begins; ``Money.total`` is the way."""
        _matches(self, other)
        return NotImplemented

    def __sub__(self, other: Money) -> Money:
        """Subtract money of the same currency."""
        if not _matches(self, other):
            return NotImplemented
        return _fresh(self.minor_units - other.minor_units, self.currency)

    def __neg__(self) -> Money:
        """Turn a charge into a credit, and back."""
        return _fresh(-self.minor_units, self.currency)

    def __abs__(self) -> Money:
        """Drop the sign."""
        return self if self.minor_units >= 0 else -self

    def __mul__(self, factor: int) -> Money:
        """Multiply by a whole number."""
        return _fresh(self.minor_units * _whole_factor(factor, self), self.currency)

    __rmul__ = __mul__

    def __truediv__(self, divisor: Never) -> Never:
        """Refuse division, which loses odd units."""
        msg = (
            f"{self} cannot be divided by {shown(divisor)}: use split(3) for equal parts, "
            "allocate([2, 1]) for shares, or times(Fraction(1, 3)) for one rounded share."
        )
        raise InvalidValueError(msg)

    __floordiv__ = __truediv__

    def __bool__(self) -> Never:
        """Refuse a truth value: zero money is not the same as no money."""
        msg = f"{self} is neither true nor false; compare its minor_units with 0."
        raise InvalidValueError(msg)

    def __lt__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        if not _matches(self, other):
            return NotImplemented
        return self.minor_units < other.minor_units

    def __le__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        if not _matches(self, other):
            return NotImplemented
        return self.minor_units <= other.minor_units

    def __gt__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        if not _matches(self, other):
            return NotImplemented
        return self.minor_units > other.minor_units

    def __ge__(self, other: Money) -> bool:
        """Compare money of the same currency."""
        if not _matches(self, other):
            return NotImplemented
        return self.minor_units >= other.minor_units

    @override
    def __str__(self) -> str:
        """Give code and amount: ``USD 12.50``."""
        return f"{self.currency.code} {units_text(self.minor_units, self.currency.digits)}"

    @override
    def __repr__(self) -> str:
        """Give an expression that makes this money again."""
        currency = self.currency.code if self.currency.is_listed else self.currency
        return f"Money({units_text(self.minor_units, self.currency.digits)!r}, {currency!r})"

    @override
    def __format__(self, spec: str) -> str:
        """Format the text of the money, for tables: ``f"{price:>14}"``."""
        return format(str(self), spec)


# Money is frozen; the slots' own setters are the one way in, and the quickest.
_set_amount: Final[Any] = Money.__dict__["amount"].__set__
_set_currency: Final[Any] = Money.__dict__["currency"].__set__
_set_minor_units: Final[Any] = Money.__dict__["minor_units"].__set__


def _fill(money: Money, units: int, currency: Currency) -> None:
    """Set the fields of new money; all construction ends here."""
    if not -LIMIT < units < LIMIT:
        raise too_large(units)
    _set_amount(money, EXACT.scaleb(units, -currency.digits))
    _set_currency(money, currency)
    _set_minor_units(money, units)


def _fresh(units: int, currency: Currency) -> Money:
    money = object.__new__(Money)
    _fill(money, units, currency)
    return money


def _whole_factor(factor: object, money: Money) -> int:
    if isinstance(factor, bool) or not isinstance(factor, int):
        msg = (
            f"{money} can be multiplied by a whole number, not by {shown(factor)}; "
            "for a rate use times(Decimal('…')), which rounds once."
        )
        raise InvalidValueError(msg)
    return factor


def _matches(money: Money, other: object) -> bool:
    """Tell whether ``other`` is money of the same currency; raise if currencies clash."""
    if type(other) is Money:
        if other.currency == money.currency:
            return True
        msg = (
            f"{money} and {other} are in different currencies ({money.currency!r}, "
            f"{other.currency!r}); nothing is converted. Convert first, at a rate of your own."
        )
        raise CurrencyMismatchError(msg)
    if isinstance(other, (int, float, complex, Decimal)):
        msg = (
            f"{money} and the bare number {shown(other)} do not mix: a number has no currency. "
            "To add up a list, use Money.total(items, currency)."
        )
        raise CurrencyMismatchError(msg)
    return False
