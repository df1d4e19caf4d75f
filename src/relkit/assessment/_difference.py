"""`Diff`: what changed between two assessments, trait by trait, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
from typing_extensions import override

from relkit._words import listed, shown
from relkit.errors import EvidenceMismatchError, InvalidValueError
from relkit.relationships import Relationship, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.assessment._assessment import Assessment

__all__ = ["Change", "Diff", "difference", "place_of"]


@attrs.frozen
class Change:
    """How one trait's counts and points moved between two assessments.

    >>> Change("trust", pro=2, con=0, points=750).points
    750
    """

    trait: str
    pro: int
    con: int
    points: int


@attrs.frozen(kw_only=True)
class Diff:
    """The exact difference of two assessments (law X8).

    For each kind the changes of its traits' points sum to the change of its score.

    >>> from datetime import date
    >>> from relkit import Business, Purchase, assess
    >>> shop = Business("shop", industry="retail")
    >>> before = assess([], business=shop, as_of=date(2025, 1, 6))
    >>> bought = [Purchase(on=date(2025, 1, 7))]
    >>> assess(bought, business=shop, as_of=date(2025, 1, 7)).diff(before).kinds[1].label
    'customer'
    """

    kinds: tuple[type[Relationship] | None, type[Relationship] | None]
    stages: tuple[Stage, Stage]
    scores: Mapping[type[Relationship], int]
    points: Mapping[type[Relationship], Mapping[str, int]]
    counts: Mapping[str, tuple[int, int]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that either assessment shows."""
        return (
            self.kinds[0] is self.kinds[1]
            and self.stages[0] is self.stages[1]
            and not any(pro or con for pro, con in self.counts.values())
            and not any(self.scores.values())
        )

    def changes(self, kind: type[Relationship]) -> tuple[Change, ...]:
        """Give the traits that moved, for one kind's score; the strongest first, then by name.

        Raises ``InvalidValueError`` for a kind that was not told apart.
        """
        place_of(tuple(self.points), kind)
        points = self.points[kind]
        moved = (
            Change(trait, pro, con, points[trait])
            for trait, (pro, con) in self.counts.items()
            if pro or con or points[trait]
        )
        return tuple(sorted(moved, key=lambda change: (-abs(change.points), change.trait)))

    @override
    def __str__(self) -> str:
        """Give one human line."""
        before, after = ("undetermined" if k is None else k.label for k in self.kinds)
        stages = " to ".join(dict.fromkeys(stage.value for stage in self.stages))
        said = "stays" if before == after else f"{before} becomes"
        return f"{said} {after}; {stages}"


def place_of(kinds: Sequence[type[Relationship]], kind: object) -> int:
    """Give the place of a kind among those told apart, or say which they are."""
    for place, known in enumerate(kinds):
        if known is kind:
            return place
    told = listed((known.__name__ for known in kinds), "and")
    msg = f"The scorecard tells {told} apart, not {shown(kind)}."
    raise InvalidValueError(msg)


def difference(later: Assessment, earlier: Assessment) -> Diff:
    """Subtract one assessment from a later one."""
    if later.scorecard != earlier.scorecard:
        msg = "Only assessments by the same scorecard can be compared; these were told by two."
        raise EvidenceMismatchError(msg)
    card = later.scorecard
    before, after = earlier.scoring, later.scoring
    points = {
        kind: {
            trait.name: now - then
            for trait, now, then in zip(
                card.traits, after.points[place], before.points[place], strict=True
            )
        }
        for place, kind in enumerate(card.kinds)
    }
    counts = {
        now.trait.name: (now.pro - then.pro, now.con - then.con)
        for now, then in zip(after.profile, before.profile, strict=True)
    }
    scores = zip(card.kinds, after.scores, before.scores, strict=True)
    return Diff(
        kinds=(earlier.kind, later.kind),
        stages=(earlier.stage, later.stage),
        scores={kind: now - then for kind, now, then in scores},
        points=points,
        counts=counts,
    )
