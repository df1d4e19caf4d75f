"""``trait("loyalty") >= 0.7``: conditions on what was observed of a trait, told exactly."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Final, Literal, Never, TypeAlias, final

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.plans import Fact
from relkit.relationships import Relationship
from relkit.strategies._base import trait_facts
from relkit.strategies._context import Context
from relkit.strategies._predicates import Predicate
from relkit.traits import TraitReading

__all__ = ["Compared", "Sign", "Threshold", "TraitTerm", "limit_text", "trait"]

Threshold: TypeAlias = int | float | Decimal | Fraction
"""Where a trait is cut: 0 to 1 for its share, a whole number for its support."""

Sign: TypeAlias = Literal[">=", ">", "<=", "<"]
"""How a trait is compared."""

_COMPARE: Final[Mapping[str, Callable[[int, int], bool]]] = MappingProxyType(
    {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
)


@final
@attrs.frozen(eq=False)
class TraitTerm:
    """One trait in a condition: compare it with ``>=``, ``>``, ``<=`` or ``<``.

    By itself it stands for the trait's display share, in [0, 1]; ``.support`` stands for how
    much was observed, a whole number. A comparison is a predicate. It never holds for a
    relationship without a profile, nor, for the share, where nothing was observed.

    >>> print(trait("loyalty") >= 0.7)
    loyalty >= 0.7
    """

    name: str
    is_support: bool = False

    @property
    def support(self) -> TraitTerm:
        """The same trait's support instead of its share.

        >>> print(trait("loyalty").support >= 3)
        support of loyalty >= 3
        """
        return TraitTerm(self.name, is_support=True)

    def __ge__(self, threshold: Threshold) -> Predicate:
        """Hold where it is at least so much."""
        return self._compared(">=", threshold)

    def __gt__(self, threshold: Threshold) -> Predicate:
        """Hold where it is more."""
        return self._compared(">", threshold)

    def __le__(self, threshold: Threshold) -> Predicate:
        """Hold where it is at most so much."""
        return self._compared("<=", threshold)

    def __lt__(self, threshold: Threshold) -> Predicate:
        """Hold where it is less."""
        return self._compared("<", threshold)

    @override
    def __eq__(self, other: object) -> Never:
        """Refuse equality: a share is hardly ever equal to a number."""
        msg = f"{self!r} can be compared with >=, >, <= and <; it equals nothing."
        raise InvalidValueError(msg)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # no equality, no hash

    def _compared(self, sign: Sign, threshold: Threshold) -> Predicate:
        if self.is_support:
            limit = Fraction(whole(threshold, f"The support of {self.name!r}"))
        else:
            limit = _exact_share(threshold, self.name)
        return Compared(self.name, self.is_support, sign, limit)

    @override
    def __repr__(self) -> str:
        """Give the expression that makes it."""
        return f"trait({self.name!r})" + (".support" if self.is_support else "")


def trait(name: str) -> TraitTerm:
    """Name a trait, to compare its share or its support in a condition.

    A threshold of 0.7 is read as seven tenths and compared in whole numbers, so that no
    rounding decides. Raises ``InvalidValueError``; a name that a relationship's profile does
    not have raises ``UnknownNameError`` when the condition is asked.

    >>> trait("loyalty") >= 0.7
    trait('loyalty') >= 0.7
    """
    return TraitTerm(text(name, "The name of a trait"))


@final
@attrs.frozen(eq=False, repr=False)
class Compared(Predicate):
    """A trait's share, or its support, compared with a limit; exact in whole numbers."""

    name: str
    is_support: bool
    sign: Sign
    limit: Fraction

    @override
    def __call__(self, relationship: Relationship, context: Context) -> bool:
        if relationship.profile is None:
            return False
        reading = relationship.profile[self.name]
        if not (self.is_support or reading.is_known):
            return False
        numerator, denominator = _ratio(reading, is_support=self.is_support)
        return _COMPARE[self.sign](
            numerator * self.limit.denominator, self.limit.numerator * denominator
        )

    @override
    def facts(self, relationship: Relationship) -> tuple[Fact, ...]:
        return trait_facts(relationship, (self.name,))

    @override
    def __str__(self) -> str:
        what = f"support of {self.name}" if self.is_support else self.name
        return f"{what} {self.sign} {limit_text(self.limit)}"

    @override
    def __repr__(self) -> str:
        term = TraitTerm(self.name, is_support=self.is_support)
        return f"{term!r} {self.sign} {limit_text(self.limit)}"


def _ratio(reading: TraitReading, *, is_support: bool) -> tuple[int, int]:
    """Give support, or the exact share, as numerator and denominator."""
    if is_support:
        return reading.support, 1
    kappa = reading.trait.kappa
    return 2 * reading.pro + kappa, 2 * (reading.support + kappa)


def _exact_share(threshold: Threshold, name: str) -> Fraction:
    """Read a share as people write it: the float 0.7 is seven tenths."""
    if _is_share(threshold):
        return Fraction(repr(float(threshold)) if isinstance(threshold, float) else threshold)
    msg = f"The share of {name!r} is a number from 0 to 1, not {shown(threshold)}."
    raise InvalidValueError(msg)


def _is_share(threshold: object) -> bool:
    if isinstance(threshold, bool) or not isinstance(threshold, Threshold):
        return False
    if isinstance(threshold, Decimal) and not threshold.is_finite():
        return False
    return 0 <= threshold <= 1


def limit_text(limit: Fraction) -> str:
    """Write a limit so that reading it again gives the same one."""
    if limit.denominator == 1:
        return str(limit.numerator)
    short = repr(float(limit))
    return short if Fraction(short) == limit else repr(limit)
