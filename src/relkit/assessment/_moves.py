"""How far each trait can move a kind's lead, and which traits to move."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from relkit.traits import COUNT_MOST, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relkit.scorecard import Scorecard, Scoring

__all__ = ["Move", "Room", "rooms", "settled"]


@attrs.frozen
class Move:
    """One trait's part in a counterfactual: its counts and its points before and after.

    ``points_before`` and ``points_after`` are what it adds to the lead over the strongest
    rival; ``movement`` is how far it moves as a share of its weight, 0 to 2.

    >>> str(Move("trust", (0, 0), (6, 0), 0, 1125, Fraction(3, 4)))
    'trust moves from +0 to +1125 points'
    """

    trait: str
    before: tuple[int, int]
    after: tuple[int, int]
    points_before: int
    points_after: int
    movement: Fraction

    def __str__(self) -> str:
        """Give one human phrase."""
        return f"{self.trait} moves from {self.points_before:+d} to {self.points_after:+d} points"


@attrs.frozen
class Room:
    """One trait that may move towards one pole: what it can add to each lead.

    ``gains`` holds the most points that it can add against each rival, ``gain`` the least
    of them; ``upward`` tells whether it moves by more ``pro`` or by more ``con``.
    """

    trait: Trait
    place: int
    counts: tuple[int, int]
    rows: tuple[tuple[int, int], ...]
    upward: bool
    gains: tuple[int, ...]

    @property
    def name(self) -> str:
        """The trait's name."""
        return self.trait.name

    @property
    def gain(self) -> int:
        """The most that it surely adds."""
        return min(self.gains)

    @property
    def weight(self) -> int:
        """How many points of lead the trait spans from neutral to its pole."""
        return min(abs(mine - theirs) for mine, theirs in self.rows)

    def lead(self, counts: tuple[int, int], rival: int = 0) -> int:
        """Give what the trait adds to the lead over one rival with these counts."""
        mine, theirs = self.rows[rival]
        return self.trait.points(*counts, mine) - self.trait.points(*counts, theirs)

    def move(self, wanted: Sequence[int]) -> Move:
        """Move the trait as little as adds ``wanted`` points to each lead; 0 makes it known."""
        after = self._after(wanted)
        before, weight = self.lead(self.counts), self.weight
        moved = self.lead(after) - before
        return Move(
            self.name,
            self.counts,
            after,
            before,
            self.lead(after),
            Fraction(abs(moved), weight) if weight else Fraction(0),
        )

    def _after(self, wanted: Sequence[int]) -> tuple[int, int]:
        """Find the least number of further observations for the pole, the others kept if possible."""
        pro, con = self.counts
        stays, grows = (con, pro) if self.upward else (pro, con)
        if not self._reaches(COUNT_MOST, stays, wanted):
            stays, grows = 0, 0
        low, high = max(grows, 1), COUNT_MOST
        while low < high:
            middle = (low + high) // 2
            if self._reaches(middle, stays, wanted):
                high = middle
            else:
                low = middle + 1
        return self._counts(low, stays)

    def _counts(self, grows: int, stays: int) -> tuple[int, int]:
        return (grows, stays) if self.upward else (stays, grows)

    def _reaches(self, grows: int, stays: int, wanted: Sequence[int]) -> bool:
        counts = self._counts(grows, stays)
        return all(
            self.lead(counts, rival) - self.lead(self.counts, rival) >= points
            for rival, points in enumerate(wanted)
        )


def rooms(
    card: Scorecard, scoring: Scoring, target: int, rivals: Sequence[int]
) -> Iterator[Room]:
    """Give every way in which a trait can move a lead of the target."""
    for place, trait in enumerate(card.traits):
        mine = card.weights[target][place]
        rows = tuple((mine, card.weights[rival][place]) for rival in rivals)
        counts = (scoring.profile.pro[place], scoring.profile.con[place])
        ways = {ours > theirs for ours, theirs in rows if ours != theirs} or {True}
        for upward in sorted(ways, reverse=True):
            room = Room(trait, place, counts, rows, upward, ())
            pole = (COUNT_MOST, 0) if upward else (0, COUNT_MOST)
            gains = tuple(room.lead(pole, i) - room.lead(counts, i) for i in range(len(rows)))
            yield attrs.evolve(room, gains=gains)


def settled(
    free: Sequence[Room], needs: Sequence[int], forced: Sequence[Room] | None
) -> dict[Room, tuple[int, ...]] | None:
    """Choose the fewest rooms that add what is needed against every rival, or None.

    Against one rival the rooms with the most gain are the fewest. Against several, sets of
    growing size are tried, the most promising rooms first.
    """
    if forced is None and all(need <= 0 for need in needs):
        return {}
    if len(needs) == 1:
        return _greedy(free, needs[0], forced)
    return _searched(free, needs, forced)


def _greedy(
    free: Sequence[Room], need: int, forced: Sequence[Room] | None
) -> dict[Room, tuple[int, ...]] | None:
    chosen: list[Room] = []
    ordered = sorted(free, key=lambda room: (-room.gain, room.name))
    if forced is not None:
        if not forced:
            return None
        chosen = [min(forced, key=lambda room: (-room.gain, room.name))]
    for room in ordered:
        if sum(part.gain for part in chosen) >= need:
            break
        if room not in chosen:
            chosen.append(room)
    chosen = [room for room in chosen if room.gain > 0 or forced is not None]
    spare = sum(room.gain for room in chosen) - need
    return None if spare < 0 else _trimmed(chosen, spare)


def _trimmed(chosen: Sequence[Room], spare: int) -> dict[Room, tuple[int, ...]]:
    """Move the weakest chosen trait only as far as needed; one point at least."""
    gains = {room: room.gains for room in chosen}
    if chosen:
        last = min(chosen, key=lambda room: (room.gain, room.name))
        gains[last] = (max(last.gain - spare, min(1, last.gain)),)
    return gains


def _searched(
    free: Sequence[Room], needs: Sequence[int], forced: Sequence[Room] | None
) -> dict[Room, tuple[int, ...]] | None:
    useful = sorted(
        (room for room in free if max(room.gains) > 0),
        key=lambda room: (-sum(room.gains), room.name),
    )
    best = {room.place: room for room in reversed(useful)}
    for rival, need in enumerate(needs):
        most = sum(max(room.gains[rival] for room in useful if room.place == place) for place in best)
        if most < need:
            return None
    for size in range(1, len(best) + 1):
        for chosen in combinations(useful, size):
            if len({room.place for room in chosen}) < size:
                continue
            if forced is not None and not any(room in forced for room in chosen):
                continue
            sums = [sum(room.gains[rival] for room in chosen) for rival in range(len(needs))]
            if all(total >= need for total, need in zip(sums, needs, strict=True)):
                return {room: room.gains for room in chosen}
    return None
