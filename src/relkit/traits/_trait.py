"""`Trait`: one of the ways in which customers and clients differ, as two integer counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from relkit._checks import text, whole, words
from relkit._words import shown
from relkit.errors import DeclarationError, InvalidValueError
from relkit.measures import Constant, Layout, Quantity, measures_in
from relkit.measures._quantities import quantity
from relkit.measures._sizes import bounded_size
from relkit.traits._bounds import bounds, reads_clock
from relkit.traits._signs import check_signs

if TYPE_CHECKING:
    from relkit.measures import Measure

__all__ = ["COUNT_MOST", "KAPPA_MOST", "WEIGHT_MOST", "Trait", "points", "share"]

WEIGHT_MOST = 1_000_000
"""The greatest weight, in points.

>>> points(WEIGHT_MOST, 1, 0, 1)
500000
"""

KAPPA_MOST = 1_000_000
"""The greatest kappa.

>>> points(900, COUNT_MOST, 0, KAPPA_MOST)
899
"""

COUNT_MOST = 1_000_000_000
"""Where ``pro`` and ``con`` stop, so that points fit 64 bits in every engine.

>>> 2 * WEIGHT_MOST * COUNT_MOST < 2**63
True
"""


def points(weight: int, pro: int, con: int, kappa: int) -> int:
    """Give ``round_odd(weight * (pro - con) / (pro + con + kappa))``; 0 where nothing was seen.

    ``round_odd`` rounds half away from zero on both sides, so that exchanging the poles
    changes the sign and nothing else (law T6); the result never exceeds the weight (T7).

    Raises ``InvalidValueError`` for anything but whole numbers in their ranges.

    >>> points(900, 3, 1, 2), points(900, 1, 3, 2), points(900, 0, 0, 0)
    (300, -300, 0)
    """
    return points_of(
        whole(weight, "weight", -WEIGHT_MOST, WEIGHT_MOST),
        whole(pro, "pro", 0, COUNT_MOST),
        whole(con, "con", 0, COUNT_MOST),
        whole(kappa, "kappa", 0, KAPPA_MOST),
    )


def points_of(weight: int, pro: int, con: int, kappa: int) -> int:
    """Give the points of numbers that were checked before."""
    size = pro + con
    if size == 0:
        return 0
    over, under = weight * (pro - con), size + kappa
    if over >= 0:
        return (over + over + under) // (under + under)
    return -((under - over - over) // (under + under))


def share(pro: int, con: int, kappa: int) -> float | None:
    """Give where between the poles a trait stands, for display: 1 is the relational pole.

    ``(pro + kappa/2) / (pro + con + kappa)``, the mean of a Beta posterior; None where
    nothing was seen (law T2: missing is not one half).

    Raises ``InvalidValueError`` for anything but whole numbers in their ranges.

    >>> share(3, 1, 2), share(0, 0, 2)
    (0.6666666666666666, None)
    """
    whole(kappa, "kappa", 0, KAPPA_MOST)
    if whole(pro, "pro", 0, COUNT_MOST) + whole(con, "con", 0, COUNT_MOST) == 0:
        return None
    return (2 * pro + kappa) / (2 * (pro + con + kappa))


def _side(value: Quantity | int) -> Quantity:
    return bounded_size(quantity(value))


def _sources(value: Iterable[str]) -> tuple[str, ...]:
    return words(value, "sources")


def _poles(value: Iterable[str]) -> tuple[str, str]:
    poles = words(value, "poles")
    if len(poles) == 2:  # noqa: PLR2004 - two poles
        return poles[0], poles[1]
    msg = f"A trait has two poles, as in ('one-off', 'ongoing'), not {shown(value)}."
    raise DeclarationError(msg)


def _label(trait: Trait) -> str:
    return trait.name[:1].upper() + trait.name[1:] if isinstance(trait.name, str) else ""


@attrs.frozen(cache_hash=True)
class Trait:
    """One of the ways in which the kinds differ: what speaks for each of two poles.

    Args:
        name: how weights, statements and explanations name it.
        pro: what speaks for the relational pole, a whole number from 0 to 10^9.
        con: what speaks for the transactional pole, the same.
        kappa: how much must be seen before half of the weight counts; 0 to 10^6.
        weight: the most points (1/1000 nat) that it adds to kinds below ``Client``.
        label: the trait's name for people; by default its name with a capital.
        poles: what people read at the transactional and at the relational end.
        sources: the rows of the subject (S1 to S75) or papers that it comes from.
        reason: why it has this weight.

    Raises ``InvalidValueError`` for numbers and words that cannot be, and
    ``DeclarationError`` where the same record could speak for both poles (design decision
    3; the exceptions are transactional records and tallies).

    >>> from relkit.measures import event, flag, periods
    >>> coached = flag("coached", event("consultation"))
    >>> bought = flag("bought", event("purchase"))
    >>> Trait("coaching", periods(coached), periods(bought & ~coached), kappa=1).label
    'Coaching'
    """

    name: str = attrs.field()
    pro: Quantity = attrs.field(converter=_side)
    con: Quantity = attrs.field(converter=_side)
    kappa: int = attrs.field(kw_only=True)
    weight: int = attrs.field(default=0, kw_only=True)
    label: str = attrs.field(default=attrs.Factory(_label, takes_self=True), kw_only=True)
    poles: tuple[str, str] = attrs.field(
        default=("customer", "client"), kw_only=True, converter=_poles
    )
    sources: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_sources)
    reason: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the numbers, and that no relational record speaks for both poles."""
        text(self.name, "The name of a trait")
        text(self.label, "The label of a trait")
        if not isinstance(self.reason, str):
            msg = f"The reason for a trait's weight is text, not {shown(self.reason)}."
            raise InvalidValueError(msg)
        kappa = whole(self.kappa, f"kappa of the trait {self.name!r}", 0, KAPPA_MOST)
        weight = whole(self.weight, f"weight of the trait {self.name!r}", -WEIGHT_MOST, WEIGHT_MOST)
        object.__setattr__(self, "kappa", kappa)
        object.__setattr__(self, "weight", weight)
        bounds(self.pro)
        bounds(self.con)
        check_signs(self.name, self.pro, self.con)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the trait reads; no other fact can change it (law T10)."""
        return Layout((*measures_in(self.pro), *measures_in(self.con))).measures

    @property
    def is_stated(self) -> bool:
        """Whether only statements speak for it: it reads no record."""
        nothing = Constant(0)
        return self.pro == nothing and self.con == nothing

    @property
    def reads_clock(self) -> bool:
        """Whether the trait changes as days pass without records."""
        return reads_clock(self.pro) or reads_clock(self.con)

    def points(self, pro: int, con: int, weight: int | None = None) -> int:
        """Give the points of these counts, for the trait's own weight or another.

        Raises ``InvalidValueError`` as `points` does.

        >>> Trait("patience", 0, 0, kappa=1, weight=300).points(2, 0)
        200
        """
        return points(self.weight if weight is None else weight, pro, con, self.kappa)
