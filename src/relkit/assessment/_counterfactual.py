"""Counterfactuals: the smallest change of traits that would change the answer, in closed form.

Every trait moves a kind's lead over a rival by at most its weight, so the fewest traits are
those with the most room, and the least movement fills the heaviest traits first. Where even
every free trait at its favorable pole does not reach, there is no way, and None proves it.
Between more than two kinds a trait that helps against one rival can harm against another:
there each trait that changes moves to a pole, and every choice of poles is weighed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
from typing_extensions import override

from relkit._checks import words
from relkit._words import listed, mend, shown
from relkit.assessment._difference import place_of
from relkit.assessment._moves import Move, Room, rooms, settled
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.relationships import Relationship
from relkit.scorecard import Undetermined
from relkit.traits import TraitProfile

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from relkit.scorecard import Scorecard, Scoring

__all__ = ["Counterfactual", "fewest_changes", "least_movement"]


@attrs.frozen(kw_only=True)
class Counterfactual:
    """A smallest change that would make a relationship another kind.

    ``moves`` names each trait that changes, with its counts and points before and after;
    the rest stays. ``profile`` is the whole profile after it; ``movement`` is the sum of
    the traits' moves, each as a share of the room from pole to pole (0 to 2).

    >>> from relkit import Customer, Scorecard, TraitProfile
    >>> card = Scorecard()
    >>> Counterfactual(to=Customer, moves=(), profile=TraitProfile.of(card.traits, {})).movement
    Fraction(0, 1)
    """

    to: type[Relationship]
    moves: tuple[Move, ...]
    profile: TraitProfile = attrs.field(repr=False)

    @property
    def movement(self) -> Fraction:
        """How far the traits move in all."""
        return sum((move.movement for move in self.moves), Fraction(0))

    @override
    def __str__(self) -> str:
        """Give one human line."""
        if not self.moves:
            return f"{self.to.label} as it is"
        parts = listed((str(move) for move in self.moves), "and")
        return f"{self.to.label} if points go: {parts}"


def fewest_changes(
    card: Scorecard,
    scoring: Scoring,
    to: type[Relationship] | None,
    fixed: Collection[str],
) -> Counterfactual | None:
    """Find the fewest traits whose change makes it ``to``; the last moves only as far as needed."""
    target, needs, free = _problem(card, scoring, to, fixed)
    if scoring.decision.reason is Undetermined.NO_EXCHANGE:
        return None
    forced = _forced(card, scoring, free)
    chosen = settled(free, needs, forced)
    return None if chosen is None else _built(card, scoring, target, chosen)


def least_movement(
    card: Scorecard,
    scoring: Scoring,
    to: type[Relationship] | None,
    fixed: Collection[str],
) -> Counterfactual | None:
    """Find the change of least movement between two kinds.

    To the point it is the least that there is. Where both kinds weigh a trait, its two
    roundings can make the last trait move a point further than was asked of it.
    """
    if len(card.kinds) > 2:  # noqa: PLR2004 - against one rival the greedy choice is exact
        msg = (
            f"Least movement is exact between two kinds; this scorecard tells {len(card.kinds)}: "
            "ask for fewest_changes, or assess with Scorecard((one, other))."
        )
        raise InvalidValueError(msg)
    target, (need,), free = _problem(card, scoring, to, fixed)
    if scoring.decision.reason is Undetermined.NO_EXCHANGE:
        return None
    chosen = _filled(free, need)
    forced = _forced(card, scoring, free)
    if chosen is not None and forced is not None and not any(room in chosen for room in forced):
        chosen = _filled(free, need, first=_easiest(forced)) if forced else None
    if chosen is None:
        return None
    wanted = {room: (points,) for room, points in chosen.items()}
    return _built(card, scoring, target, wanted, exact=True)


def _filled(free: Sequence[Room], need: int, first: Room | None = None) -> dict[Room, int] | None:
    """Take the points that are needed from the heaviest traits, where each costs the least.

    ``first`` gives a point in any case, or becomes known where it has none to give.
    """
    chosen = {} if first is None else {first: min(1, first.gain)}
    need -= sum(chosen.values())
    for room in sorted(free, key=lambda room: (-room.weight, room.name)):
        taken = chosen.get(room, 0)
        more = min(need, room.gain - taken)
        if more > 0:
            chosen[room] = taken + more
            need -= more
    return chosen if need <= 0 else None


def _easiest(forced: Sequence[Room]) -> Room:
    """Choose what must become known: what moves no lead, else what a point moves the least."""
    return min(forced, key=lambda room: (room.gain > 0, -room.weight, room.name))


def _problem(
    card: Scorecard, scoring: Scoring, to: type[Relationship] | None, fixed: Collection[str]
) -> tuple[int, tuple[int, ...], tuple[Room, ...]]:
    """Give the target's place, what it lacks against each rival, and the room of free traits."""
    decision = scoring.decision
    if to is None:
        to = decision.leader if decision.kind is None else decision.runner_up
    target = place_of(card.kinds, to)
    stay = _fixed(card, fixed)
    scores = scoring.scores
    rivals = [place for place in range(len(card.kinds)) if place != target]
    rivals.sort(key=lambda place: -scores[place])
    needs = tuple(card.margin - (scores[target] - scores[rival]) for rival in rivals)
    free = tuple(room for room in rooms(card, scoring, target, rivals) if room.name not in stay)
    return target, needs, free


def _fixed(card: Scorecard, names: object) -> frozenset[str]:
    known = {trait.name for trait in card.traits}
    fixed = frozenset(words(names, "fixed"))
    for name in sorted(fixed - known - {"setting"}):
        msg = f"fixed names {shown(name)}, no trait. {mend(name, known)}"
        raise UnknownNameError(msg)
    return fixed


def _forced(card: Scorecard, scoring: Scoring, free: Sequence[Room]) -> tuple[Room, ...] | None:
    """Where only the setting is known, one of these traits must change as well."""
    if scoring.decision.reason is not Undetermined.ONLY_SETTING:
        return None
    return tuple(room for room in free if room.place not in card.settings)


def _built(
    card: Scorecard,
    scoring: Scoring,
    target: int,
    chosen: Mapping[Room, Sequence[int]],
    *,
    exact: bool = False,
) -> Counterfactual:
    profile = scoring.profile
    moves: list[Move] = []
    for room, wanted in chosen.items():
        move = room.move(wanted, exact=exact)
        profile = profile.with_counts(room.name, *move.after)
        moves.append(move)
    moves.sort(key=lambda move: (-abs(move.points_after - move.points_before), move.trait))
    return Counterfactual(to=card.kinds[target], moves=tuple(moves), profile=profile)
