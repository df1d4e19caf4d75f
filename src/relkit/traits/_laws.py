"""The laws of traits that their counts alone tell: what pro and con are worth in points.

A sample ``pair`` is a trait's (pro, con), at least one of them above 0 and neither above a
million; ``weight`` is in points, ``more`` from 1 to 1000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relkit._law import Law, law, never_below, same
from relkit._value_laws import VALUE_LAWS
from relkit.traits._trait import COUNT_MOST

if TYPE_CHECKING:
    from relkit.traits._trait import Trait

__all__ = ["TRAIT_LAWS"]


@law(
    "T3",
    "missing is neutral",
    "A trait of which nothing was seen is worth exactly 0 points.",
    "c(0, 0) = 0",
)
def _missing(trait: Trait, weight: int) -> None:
    same(trait.points(0, 0, weight), 0)


@law(
    "T4",
    "monotone counts",
    "More for a pole never moves the points away from it.",
    "a ≤ a′ ⇒ c(a, b) ≤ c(a′, b), and likewise for b",
)
def _monotone(trait: Trait, pair: tuple[int, int], more: int, weight: int) -> None:
    pro, con = pair
    told = trait.points(pro, con, abs(weight))
    never_below(trait.points(pro + more, con, abs(weight)), told)
    never_below(told, trait.points(pro, con + more, abs(weight)))


@law(
    "T6",
    "exchanged poles",
    "Exchanging the poles changes the sign of the points and nothing else.",
    "c(b, a) = −c(a, b)",
)
def _exchanged(trait: Trait, pair: tuple[int, int], weight: int) -> None:
    pro, con = pair
    same(trait.points(con, pro, weight), -trait.points(pro, con, weight))


@law(
    "T7",
    "bounded by the weight",
    "The points never exceed the weight, on either side.",
    "|c(a, b)| ≤ |w|",
)
def _bounded(trait: Trait, pair: tuple[int, int], weight: int) -> None:
    never_below(abs(weight), abs(trait.points(*pair, weight)))


@law(
    "T7",
    "reaches the weight",
    "As support for one pole grows, the points come as near to the weight as kappa lets them.",
    "c(a, 0) → w",
)
def _reaches(trait: Trait, weight: int) -> None:
    far = abs(weight) * trait.kappa // COUNT_MOST + 1
    never_below(abs(trait.points(COUNT_MOST, 0, weight)), abs(weight) - far)


@law(
    "C12",
    "more of the same",
    "The same ratio seen more often never counts less.",
    "|c(n·a, n·b)| ≥ |c(a, b)|",
)
def _more_of_the_same(trait: Trait, pair: tuple[int, int], factor: int, weight: int) -> None:
    pro, con = pair
    once = trait.points(pro, con, weight)
    never_below(abs(trait.points(factor * pro, factor * con, weight)), abs(once))


@law(
    "T11",
    "the same again",
    "Asked again and again, the same counts give the same points, and those are whole.",
    "c(a, b) = c(a, b)",
)
def _again(trait: Trait, pair: tuple[int, int], weight: int) -> None:
    told = [trait.points(*pair, weight) for _ in range(3)]
    same(told, told[:1] * 3)
    same({type(points) for points in told}, {int})


@law(
    "T11",
    "own weight",
    "Without another weight the points are those of the trait's own.",
    "c(a, b) = c(a, b; w)",
)
def _own_weight(trait: Trait, pair: tuple[int, int]) -> None:
    same(trait.points(*pair), trait.points(*pair, trait.weight))


TRAIT_LAWS: Final[tuple[Law, ...]] = (
    _missing,
    _monotone,
    _exchanged,
    _bounded,
    _reaches,
    _more_of_the_same,
    _again,
    _own_weight,
    *VALUE_LAWS,
)
"""What every trait owes, whatever it reads."""
