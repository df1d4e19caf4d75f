"""`TraitProfile`: what was observed of each trait, as two counts each."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs
from typing_extensions import override

from relkit._checks import whole
from relkit._notebook import mime_bundle
from relkit._words import mend, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.traits._trait import COUNT_MOST, Trait, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["TraitProfile", "TraitReading"]


@attrs.frozen
class TraitReading:
    """One trait of one relationship: ``pro`` counts for the relational pole, ``con`` against.

    >>> TraitReading(Trait("trust", 0, 0, kappa=2), pro=3, con=1).support
    4
    """

    trait: Trait
    pro: int
    con: int

    @property
    def support(self) -> int:
        """How much was observed: ``pro + con``. It is no confidence."""
        return self.pro + self.con

    @property
    def is_known(self) -> bool:
        """Whether anything was observed."""
        return self.pro + self.con > 0

    @property
    def share(self) -> float | None:
        """Where between the poles, in [0, 1] for display; None where nothing was observed."""
        return share(self.pro, self.con, self.trait.kappa)


@attrs.frozen
class TraitProfile:
    """The counts of every trait of one relationship, at one clock.

    Args:
        traits: the traits, in the scorecard's order.
        pro: for each of them the counts for the relational pole, 0 to 10^9.
        con: for each of them the counts for the transactional pole, 0 to 10^9.

    >>> trust = Trait("trust", 0, 0, kappa=2)
    >>> TraitProfile.of([trust], {"trust": (3, 1)})["trust"].pro
    3
    """

    traits: tuple[Trait, ...]
    pro: tuple[int, ...]
    con: tuple[int, ...]

    @classmethod
    def of(cls, traits: Sequence[Trait], counts: Mapping[str, tuple[int, int]]) -> TraitProfile:
        """Build a profile by hand from ``{name: (pro, con)}``; the rest is unknown.

        Raises ``UnknownNameError`` and ``InvalidValueError``.
        """
        names = [trait.name for trait in traits]
        for name in counts:
            if name not in names:
                msg = f"There is no trait {shown(name)}. {mend(name, names)}"
                raise UnknownNameError(msg)
        pairs = [_pair(name, counts.get(name, (0, 0))) for name in names]
        return cls(tuple(traits), tuple(p for p, _ in pairs), tuple(c for _, c in pairs))

    def __iter__(self) -> Iterator[TraitReading]:
        """Give every trait's reading in order."""
        for trait, pro, con in zip(self.traits, self.pro, self.con, strict=True):
            yield TraitReading(trait, pro, con)

    def __len__(self) -> int:
        """Count the traits."""
        return len(self.traits)

    def __getitem__(self, name: str) -> TraitReading:
        """Read one trait by name; raises ``UnknownNameError``."""
        for place, trait in enumerate(self.traits):
            if trait.name == name:
                return TraitReading(trait, self.pro[place], self.con[place])
        known = [trait.name for trait in self.traits]
        msg = f"There is no trait {shown(name)}. {mend(name, known)}"
        raise UnknownNameError(msg)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The traits of which nothing was observed; they count exactly 0 (law T3)."""
        return tuple(reading.trait.name for reading in self if not reading.is_known)

    @override
    def __str__(self) -> str:
        """Give one human line: what was observed, as ``pro:con``.

        >>> trust = Trait("trust", 0, 0, kappa=2)
        >>> print(TraitProfile.of([trust, Trait("loyalty", 0, 0, kappa=2)], {"trust": (3, 1)}))
        1 of 2 traits observed: trust 3:1
        """
        known = [f"{each.trait.name} {each.pro}:{each.con}" for each in self if each.is_known]
        head = f"{len(known)} of {len(self)} traits observed"
        return f"{head}: {', '.join(known)}" if known else head

    def _repr_mimebundle_(self, **_wanted: object) -> dict[str, str]:
        """Show bars in a notebook."""
        return mime_bundle(self)

    def with_counts(self, name: str, pro: int, con: int) -> TraitProfile:
        """Give the profile with other counts for one trait, to see what would be then.

        >>> trust = Trait("trust", 0, 0, kappa=2)
        >>> TraitProfile.of([trust], {}).with_counts("trust", 2, 0)["trust"].share
        0.75
        """
        counts = {reading.trait.name: (reading.pro, reading.con) for reading in self}
        self[name]
        return TraitProfile.of(self.traits, {**counts, name: (pro, con)})

    def swapped(self) -> TraitProfile:
        """Give the profile with the poles of every trait exchanged (law T6)."""
        return attrs.evolve(self, pro=self.con, con=self.pro)


def _pair(name: str, given: object) -> tuple[int, int]:
    sides: object = given
    if not isinstance(sides, tuple) or len(cast("tuple[object, ...]", sides)) != 2:  # noqa: PLR2004 - pro and con
        msg = f"Counts of {shown(name)} are a pair (pro, con), not {shown(given)}."
        raise InvalidValueError(msg)
    pro, con = cast("tuple[object, object]", sides)
    return (
        whole(pro, f"pro of {name!r}", 0, COUNT_MOST),
        whole(con, f"con of {name!r}", 0, COUNT_MOST),
    )
