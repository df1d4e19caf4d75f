"""Wrong traits, by the name of the law that each breaks."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from relkit.measures import CLOCK, FIRST_ENGAGED, LAST_ENGAGED, count, days, event, if_kept
from relkit.traits import Trait
from relkit.traits._trait import points_of

TALKS = count("talks", event("consultation"))
SALES = count("sales", event("purchase"))
SIDES = ("wrong", TALKS, SALES)


class _Wrong(Trait):
    """A trait whose points a subclass works out in a way of its own."""

    @override
    def points(self, pro: int, con: int, weight: int | None = None) -> Any:
        return self.told(pro, con, self.weight if weight is None else weight)

    def told(self, pro: int, con: int, weight: int) -> Any:
        """Give the points."""
        return points_of(weight, pro, con, self.kappa)


class SurePrior(_Wrong):
    """Counts what was never seen as one point for the client."""

    @override
    def told(self, pro: int, con: int, weight: int) -> int:
        return super().told(pro, con, weight) if pro + con else 1


class Contrarian(_Wrong):
    """Turns round where the poles are close to each other."""

    @override
    def told(self, pro: int, con: int, weight: int) -> int:
        turned = -1 if 2 * abs(pro - con) < pro + con else 1
        return turned * super().told(pro, con, weight)


class FloorDivider(_Wrong):
    """Rounds down on both sides of zero."""

    @override
    def told(self, pro: int, con: int, weight: int) -> int:
        size = pro + con + self.kappa
        return weight * (pro - con) // size if pro + con else 0


class Exaggerator(_Wrong):
    """Counts everything twice."""

    @override
    def told(self, pro: int, con: int, weight: int) -> int:
        return 2 * super().told(pro, con, weight)


class HalfHearted(_Wrong):
    """Never gives more than half of the weight."""

    @override
    def told(self, pro: int, con: int, weight: int) -> int:
        return int(super().told(pro, con, weight) / 2)


class Saturated(_Wrong):
    """Sees no difference between five and a million."""

    @override
    def told(self, pro: int, con: int, weight: int) -> int:
        return int(weight * (min(pro, 5) - min(con, 5)) / 5)


class Floating(_Wrong):
    """Decides by floats."""

    @override
    def told(self, pro: int, con: int, weight: int) -> float:
        return float(super().told(pro, con, weight))


class Moody(_Wrong):
    """Answers otherwise when it is asked the same for the third time in a row."""

    asked: list[object] = []  # noqa: RUF012 - its memory is what is wrong with it

    @override
    def points(self, pro: int, con: int, weight: int | None = None) -> int:
        question = (pro, con, weight)
        if self.asked[-1:] != [question]:
            self.asked.clear()
        self.asked.append(question)
        return super().points(pro, con, weight) + (len(self.asked) % 3 == 0)


class Headstrong(_Wrong):
    """Forgets its own weight."""

    @override
    def points(self, pro: int, con: int, weight: int | None = None) -> int:
        return self.told(pro, con, 1000 if weight is None else weight)


class Secretive(Trait):
    """Does not declare what it reads."""

    @property
    @override
    def measures(self) -> tuple[Any, ...]:
        return ()


class Unruly(Trait):
    """Is declared without the sign rule."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check nothing."""


class NeverItself(Trait):
    """Is equal to nothing else, however alike."""

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    @override
    def __hash__(self) -> int:
        return hash(self.name)


class Unlike(Trait):
    """Has a hash of its own for each copy."""

    @override
    def __hash__(self) -> int:
        return id(self)


class Open(Trait):
    """Can be changed by anybody."""

    __setattr__ = object.__setattr__


class Forgetful(Trait):
    """Grows a longer name whenever it is made again."""

    @override
    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "reason", f"{self.reason}!")


def _wrong(kind: type[Trait]) -> Trait:
    return kind(*SIDES, kappa=2, weight=900)


MUTANTS: dict[str, Trait] = {
    "missing is neutral": _wrong(SurePrior),
    "monotone counts": _wrong(Contrarian),
    "exchanged poles": _wrong(FloorDivider),
    "bounded by the weight": _wrong(Exaggerator),
    "reaches the weight": _wrong(HalfHearted),
    "more of the same": _wrong(Saturated),
    "the same again": _wrong(Moody),
    "own weight": _wrong(Headstrong),
    "equal": _wrong(NeverItself),
    "hashed alike": _wrong(Unlike),
    "frozen": _wrong(Open),
    "evolved": _wrong(Forgetful),
    "only its measures": _wrong(Secretive),
    "at most one pole": Unruly("wrong", TALKS, TALKS, kappa=2, weight=900),
    "waiting": Trait("wrong", days(LAST_ENGAGED, CLOCK), 0, kappa=2, weight=900),
    "absent is not zero": Trait(
        "wrong", 0, SALES - if_kept("purchase", SALES), kappa=2, weight=900
    ),
}

MORE: list[tuple[str, Trait]] = [
    ("the same again", _wrong(Floating)),
    ("waiting", Trait("wrong", days(FIRST_ENGAGED, CLOCK), 0, kappa=2, weight=900)),
]
