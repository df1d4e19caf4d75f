"""Statutory fees for late payment between firms: what the law lets a creditor claim.

The rules are data with their sources. The reference rate of the central bank changes twice a
year, so it is given by you and never guessed. They apply to organizations only: a person
owes no such fee, and of a party of unknown type none is claimed (row S64 is untouched:
what the party is never says of which kind the relationship is).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, final

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit._values import Value
from relkit._words import mend, shown
from relkit.errors import CurrencyMismatchError, InvalidValueError, UnknownNameError
from relkit.money import Currency, Money
from relkit.plans._adjustments import ExactNumber, exact_number
from relkit.plans._fields import a_flag, part

__all__ = ["JURISDICTIONS", "Jurisdiction", "StatutoryFees"]

_YEAR = 365
_LEAST_REFERENCE = -100


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Jurisdiction(Value):
    """A law on late payment between firms.

    Args:
        name: how the law is cited.
        reference: the rate that the interest is built on, for people to look up.
        points: what is added to it, in percentage points a year.
        currency: the currency of the fixed sums, for this jurisdiction.
        fixed: pairs of a debt, in minor units, and the fixed sum from that debt on.
        net_days: days to pay where nothing was agreed.
        most_days: the longest that may be agreed without saying so expressly.

    >>> print(JURISDICTIONS["EU"])
    Directive 2011/7/EU: ECB main refinancing rate + 8 points
    """

    name: str
    reference: str
    points: int
    currency: str
    fixed: tuple[tuple[int, int], ...]
    net_days: int = 30
    most_days: int = 60

    @override
    def __str__(self) -> str:
        """Give the law in one line."""
        return f"{self.name}: {self.reference} + {self.points} points"


JURISDICTIONS: Final[Mapping[str, Jurisdiction]] = MappingProxyType(
    {
        "EU": Jurisdiction(
            name="Directive 2011/7/EU",
            reference="ECB main refinancing rate",
            points=8,
            currency="EUR",
            fixed=((0, 40_00),),
        ),
        "UK": Jurisdiction(
            name="Late Payment of Commercial Debts (Interest) Act 1998",
            reference="Bank of England base rate",
            points=8,
            currency="GBP",
            fixed=((0, 40_00), (1_000_00, 70_00), (10_000_00, 100_00)),
        ),
    }
)
"""The laws that are known: the European Union, at the directive's least, and the United Kingdom.

>>> sorted(JURISDICTIONS)
['EU', 'UK']
"""


@final
@attrs.frozen(kw_only=True, eq=False, repr=False)
class StatutoryFees(Value):
    """What may be claimed for late payment by an organization, under one law.

    Args:
        jurisdiction: a key of ``JURISDICTIONS``.
        reference_percent: the reference rate in force, in percent a year; you look it up.
        longer_terms_agreed: whether more than ``most_days`` to pay were agreed expressly.

    Raises ``UnknownNameError`` for a jurisdiction that is not there, and
    ``InvalidValueError`` for a rate that is no exact number.

    >>> from decimal import Decimal
    >>> fees = StatutoryFees(jurisdiction="EU", reference_percent=Decimal("2.15"))
    >>> print(fees.interest(Money(1000, "EUR"), days_late=73), fees.fixed(Money(1000, "EUR")))
    EUR 20.30 EUR 40.00
    """

    jurisdiction: str
    reference_percent: ExactNumber
    longer_terms_agreed: bool = False

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        if text(self.jurisdiction, "StatutoryFees.jurisdiction") not in JURISDICTIONS:
            msg = f"No law on late payment is known for {shown(self.jurisdiction)}."
            raise UnknownNameError(f"{msg} {mend(self.jurisdiction, JURISDICTIONS)}")
        exact_number(self.reference_percent, "StatutoryFees.reference_percent", _LEAST_REFERENCE)
        a_flag(self.longer_terms_agreed, "StatutoryFees.longer_terms_agreed")

    @property
    def law(self) -> Jurisdiction:
        """The law behind the fees."""
        return JURISDICTIONS[self.jurisdiction]

    def interest(self, amount: Money, days_late: int) -> Money:
        """Give simple interest for so many days of a year of 365, rounded half up once."""
        rate = (Fraction(self.reference_percent) + self.law.points) / 100
        days = whole(days_late, "days_late")
        return _debt(amount).times(max(rate, Fraction(0)) * days / _YEAR)

    def fixed(self, amount: Money) -> Money:
        """Give the fixed sum for a debt of this size, in the currency of the law.

        Raises ``CurrencyMismatchError`` where the sum depends on the debt, and the debt is
        in another currency: nothing is converted.

        >>> uk = StatutoryFees(jurisdiction="UK", reference_percent=4)
        >>> print(uk.fixed(Money("999.99", "GBP")), uk.fixed(Money(10000, "GBP")))
        GBP 40.00 GBP 100.00
        """
        law, debt = self.law, _debt(amount)
        currency = Currency.of(law.currency)
        if len(law.fixed) > 1 and debt.currency != currency:
            msg = f"The fixed sum depends on the debt in {currency}; {debt} is not in it."
            raise CurrencyMismatchError(msg)
        units = [fee for least, fee in law.fixed if least <= debt.minor_units or not least]
        return Money.from_minor_units(units[-1], currency)

    @override
    def __str__(self) -> str:
        """Give the fees in words."""
        return f"{self.reference_percent} % + {self.law.points} points a year ({self.jurisdiction})"


def _debt(amount: Money) -> Money:
    part(Money)(amount, "The amount that is late")
    if amount.minor_units < 0:
        msg = f"What is late is a debt, at least zero, not {amount}."
        raise InvalidValueError(msg)
    return amount
