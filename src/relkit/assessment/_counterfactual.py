"""Counterfactuals: the smallest change of traits that would change the answer, in closed form.

Every trait moves a kind's lead over a rival by at most its weight, so the fewest traits are
those with the most room, and the least movement fills the heaviest traits first. Where even
every free trait at its favorable pole does not reach, there is no way, and None proves it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from relkit._words import listed, mend, shown
from relkit.assessment._moves import Move, Room, rooms, settled
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.scorecard import Undetermined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from relkit.relationships import Relationship
    from relkit.scorecard import Scorecard, Scoring
    from relkit.traits import TraitProfile

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

    def __str__(self) -> str:
        """Give one human line."""
        if not self.moves:
            return f"{self.to.label} as it is"
        parts = listed((str(move) for move in self.moves), "and")
        return f"{self.to.label} if {parts}"


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
    """Find the change of least movement; it is exact where two kinds are told apart."""
    if len(card.kinds) > 2:  # noqa: PLR2004 - against one rival the greedy choice is exact
        msg = (
            f"Least movement is exact between two kinds; this scorecard tells {len(card.kinds)}: "
            "ask for fewest_changes, or assess with Scorecard((one, other))."
        )
        raise InvalidValueError(msg)
    target, (need,), free = _problem(card, scoring, to, fixed)
    if scoring.decision.reason is Undetermined.NO_EXCHANGE:
        return None
    chosen: dict[Room, int] = {}
    forced = _forced(card, scoring, free)
    if forced is not None:
        if not forced:
            return None
        first = max(forced, key=lambda room: (room.gain, room.weight))
        chosen[first] = min(1, first.gain)
        need -= chosen[first]
    for room in sorted(free, key=lambda room: (-room.weight, room.name)):
        taken = chosen.get(room, 0)
        more = min(need, room.gain - taken)
        if more > 0:
            chosen[room] = taken + more
            need -= more
    if need > 0:
        return None
    return _built(card, scoring, target, {room: (points,) for room, points in chosen.items()})


def _problem(
    card: Scorecard, scoring: Scoring, to: type[Relationship] | None, fixed: Collection[str]
) -> tuple[int, tuple[int, ...], tuple[Room, ...]]:
    """Give the target's place, what it lacks against each rival, and the room of free traits."""
    decision = scoring.decision
    if to is None:
        to = decision.leader if decision.kind is None else decision.runner_up
    if to not in card.kinds:
        known = listed((kind.__name__ for kind in card.kinds), "or")
        msg = f"The scorecard tells {known} apart, not {shown(to)}."
        raise InvalidValueError(msg)
    _check_fixed(card, fixed)
    target = card.kinds.index(to)
    rivals = [place for place in range(len(card.kinds)) if place != target]
    scores = scoring.scores
    needs = tuple(card.margin - (scores[target] - scores[rival]) for rival in rivals)
    free = tuple(room for room in rooms(card, scoring, target, rivals) if room.name not in fixed)
    return target, needs, free


def _check_fixed(card: Scorecard, fixed: Iterable[str]) -> None:
    known = {trait.name for trait in card.traits}
    for name in fixed:
        if name not in known and name != "setting":
            msg = f"fixed names {shown(name)}, no trait. {mend(name, known)}"
            raise UnknownNameError(msg)


def _forced(
    card: Scorecard, scoring: Scoring, free: Sequence[Room]
) -> tuple[Room, ...] | None:
    """Where only the setting is known, one of these traits must change as well."""
    if scoring.decision.reason is not Undetermined.ONLY_SETTING:
        return None
    return tuple(room for room in free if room.place not in card.settings)


def _built(
    card: Scorecard, scoring: Scoring, target: int, chosen: Mapping[Room, Sequence[int]]
) -> Counterfactual:
    profile = scoring.profile
    moves = []
    for room, wanted in chosen.items():
        move = room.move(wanted)
        profile = profile.with_counts(room.name, *move.after)
        moves.append(move)
    moves.sort(key=lambda move: (-abs(move.points_after - move.points_before), move.trait))
    return Counterfactual(to=card.kinds[target], moves=tuple(moves), profile=profile)
