"""How far each trait can move a kind's lead, and which traits to move."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import attrs
from typing_extensions import override

from relkit.traits import COUNT_MOST, Trait
from relkit.traits._trait import points_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from relkit.scorecard import Scorecard, Scoring

__all__ = ["Move", "Room", "rooms", "settled"]


@attrs.frozen
class Move:
    """One trait's part in a counterfactual: its counts and its points before and after.

    ``points_before`` and ``points_after`` are what it adds to the lead over the strongest
    rival; ``movement`` is how far it moves as a share of its weight, 0 to 2.

    >>> str(Move("trust", (0, 0), (6, 0), 0, 1125, Fraction(3, 4)))
    'trust from +0 to +1125'
    """

    trait: str
    before: tuple[int, int]
    after: tuple[int, int]
    points_before: int
    points_after: int
    movement: Fraction

    @override
    def __str__(self) -> str:
        """Give one human phrase."""
        return f"{self.trait} from {self.points_before:+d} to {self.points_after:+d}"


@attrs.frozen
class Room:
    """One trait that may move towards one pole: what it can add to each lead.

    ``gains`` holds what it adds to the lead over each rival at the pole, the strongest
    rival first, ``gain`` the least of them; ``upward`` tells whether it moves by more
    ``pro`` or by more ``con``.
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
        """What it surely adds at the pole."""
        return min(self.gains)

    @property
    def weight(self) -> int:
        """How many points of lead over the strongest rival lie between neutral and a pole."""
        mine, theirs = self.rows[0]
        return abs(mine - theirs)

    def lead(self, counts: tuple[int, int], rival: int = 0) -> int:
        """Give what the trait adds to the lead over one rival with these counts."""
        mine, theirs = self.rows[rival]
        kappa = self.trait.kappa
        return points_of(mine, *counts, kappa) - points_of(theirs, *counts, kappa)

    def move(self, wanted: Sequence[int], *, exact: bool = False) -> Move:
        """Move the trait until it adds ``wanted`` points to each lead; 0 makes it known.

        It takes the fewest further observations; with ``exact``, as many on both sides as
        it takes to add no point more.
        """
        after = self._exactly(wanted) if exact else self._after(wanted)
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

    def _exactly(self, wanted: Sequence[int]) -> tuple[int, int]:
        """Try ever more observations until the points are met, or overshot the least."""
        tried = [self._after(wanted)]
        size = 1
        while size <= COUNT_MOST and self._excess(tried[-1], wanted):
            if self._reaches(size, 0, wanted):
                tried.append(self._least(0, size, wanted, total=size))
            size = 2 * size + 1
        return min(tried, key=lambda counts: (self._excess(counts, wanted), sum(counts)))

    def _excess(self, counts: tuple[int, int], wanted: Sequence[int]) -> int:
        return self.lead(counts) - self.lead(self.counts) - wanted[0]

    def _after(self, wanted: Sequence[int]) -> tuple[int, int]:
        """Take the fewest further observations for the pole; keep the others if possible."""
        pro, con = self.counts
        stays, grows = (con, pro) if self.upward else (pro, con)
        if not self._reaches(COUNT_MOST, stays, wanted):
            stays, grows = 0, 0
        return self._least(max(grows, 1), COUNT_MOST, wanted, stays=stays)

    def _least(
        self, low: int, high: int, wanted: Sequence[int], *, stays: int = 0, total: int = 0
    ) -> tuple[int, int]:
        """Find the least count for the pole that reaches, beside ``stays`` or within ``total``."""
        while low < high:
            middle = (low + high) // 2
            if self._reaches(middle, total - middle if total else stays, wanted):
                high = middle
            else:
                low = middle + 1
        return self._counts(low, total - low if total else stays)

    def _counts(self, grows: int, stays: int) -> tuple[int, int]:
        return (grows, stays) if self.upward else (stays, grows)

    def _reaches(self, grows: int, stays: int, wanted: Sequence[int]) -> bool:
        counts = self._counts(grows, stays)
        return all(
            self.lead(counts, rival) - self.lead(self.counts, rival) >= points
            for rival, points in enumerate(wanted)
        )


def rooms(card: Scorecard, scoring: Scoring, target: int, rivals: Sequence[int]) -> Iterator[Room]:
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

    Against one rival the rooms with the most gain are the fewest. Against several, every
    choice of poles is weighed.
    """
    if forced is None and all(need <= 0 for need in needs):
        return {}
    if len(needs) == 1:
        return _greedy(free, needs[0], forced)
    return _weighed(free, needs, forced)


def _greedy(
    free: Sequence[Room], need: int, forced: Sequence[Room] | None
) -> dict[Room, tuple[int, ...]] | None:
    ordered = sorted(free, key=lambda room: (-room.gain, room.name))
    chosen = [room for room in ordered if forced is not None and room in forced][:1]
    if forced is not None and not chosen:
        return None
    for room in ordered:
        if sum(part.gain for part in chosen) >= need:
            break
        if room not in chosen:
            chosen.append(room)
    spare = sum(room.gain for room in chosen) - need
    return None if spare < 0 else _trimmed(chosen, spare)


def _trimmed(chosen: Sequence[Room], spare: int) -> dict[Room, tuple[int, ...]]:
    """Move the weakest chosen trait only as far as needed; one point at least."""
    gains = {room: room.gains for room in chosen}
    last = min(chosen, key=lambda room: (room.gain, room.name))
    gains[last] = (max(last.gain - spare, min(1, last.gain)),)
    return gains


_Step: TypeAlias = "tuple[Room | None, tuple[int, ...]]"


def _weighed(
    free: Sequence[Room], needs: Sequence[int], forced: Sequence[Room] | None
) -> dict[Room, tuple[int, ...]] | None:
    """Go through the traits, and keep of the choices so far those that none outdoes.

    Where one trait must become known, that counts as one more rival that lacks one point.
    """
    steps = _steps(free, forced)
    lacks = (*needs, *(() if forced is None else (1,)))
    kept: Mapping[tuple[int, ...], tuple[Room, ...]] = {lacks: ()}
    for place, options in enumerate(steps):
        most, harm = _ahead(steps[place + 1 :], len(lacks))
        grown: dict[tuple[int, ...], tuple[Room, ...]] = {}
        for lack, chosen in kept.items():
            for room, adds in options:
                left = tuple(max(n - a, h) for n, a, h in zip(lack, adds, harm, strict=True))
                more = chosen if room is None else (*chosen, room)
                if any(n > m for n, m in zip(left, most, strict=True)):
                    continue
                if left not in grown or len(more) < len(grown[left]):
                    grown[left] = more
        kept = _not_outdone(grown)
    met = kept.get((0,) * len(lacks))  # a lack that is met is 0 once no harm can come to it
    return None if met is None else {room: room.gains for room in met}


def _steps(free: Sequence[Room], forced: Sequence[Room] | None) -> list[list[_Step]]:
    """Give for each trait that can help what it may do: stay, or move to a pole."""
    ways: dict[int, list[_Step]] = {}
    for room in sorted(free, key=lambda room: (-sum(room.gains), room.name)):
        adds = (*room.gains, *(() if forced is None else (int(room in forced),)))
        if max(adds) > 0:
            ways.setdefault(room.place, [(None, (0,) * len(adds))]).append((room, adds))
    return list(ways.values())


def _ahead(steps: Sequence[Sequence[_Step]], width: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the most that these traits can still add to each lead, and the most they can take."""
    columns = [[[adds[i] for _, adds in options] for options in steps] for i in range(width)]
    return (
        tuple(sum(max(values) for values in column) for column in columns),
        tuple(sum(min(values) for values in column) for column in columns),
    )


def _not_outdone(
    grown: Mapping[tuple[int, ...], tuple[Room, ...]],
) -> dict[tuple[int, ...], tuple[Room, ...]]:
    """Drop each choice that lacks no less than another of as few traits."""
    kept: dict[tuple[int, ...], tuple[Room, ...]] = {}
    for lack, chosen in sorted(grown.items(), key=lambda item: (item[0], len(item[1]))):
        if not any(
            len(others) <= len(chosen) and _none_above(less, lack) for less, others in kept.items()
        ):
            kept[lack] = chosen
    return kept


def _none_above(less: Iterable[int], lack: Iterable[int]) -> bool:
    return all(n <= m for n, m in zip(less, lack, strict=True))
