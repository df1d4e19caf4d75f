"""Which rows of a decision table meet in a case, and which cases no row is for: exactly.

Conditions on stage, party type, lines, data and traits, negated or not, are told apart in
finitely many cells (see ``_dimensions``); a row is a box of cells, and what is left when
all boxes are taken away is a gap. Nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final, TypeAlias

import attrs
from typing_extensions import override

from relkit._words import listed
from relkit.errors import InvalidValueError
from relkit.playbook._dimensions import Cell, Dimension, Example, dimensions, example_of
from relkit.relationships import Relationship
from relkit.strategies import Predicate
from relkit.traits import Trait

__all__ = ["Box", "Coverage", "Gap", "Overlap"]

Box: TypeAlias = tuple[int, ...]
"""Cells of each dimension, as bits."""

_MOST_BOXES: Final = 2000
_NOT_ASSESSED: Final = 1


@attrs.frozen(kw_only=True)
class Overlap:
    r"""Two rows that both are for one case: the numbers of the rows, and an example of both.

    >>> from relkit.playbook import read_table
    >>> rows = "kind,traits,service\nclient,trust > 0.5,PlainService\nclient,,ClientService"
    >>> print(read_table(rows).overlaps()[0])
    rows 2 and 3 (client, service) both hold for: trust > 0.5
    """

    rows: tuple[int, int]
    kind: type[Relationship]
    area: str
    case: str
    example: Example

    @override
    def __str__(self) -> str:
        """Say which rows meet where."""
        one, other = self.rows
        what = f"{self.kind.label}, {self.area}"
        return f"rows {one} and {other} ({what}) both hold for: {self.case}"


@attrs.frozen(kw_only=True)
class Gap:
    r"""Cases of a kind that no row of an area is for, in words and with an example.

    >>> from relkit.playbook import read_table
    >>> print(read_table("kind,stage,service\nclient,new,ClientService").gaps()[0])
    no row for client, service: stage unknown, prospect, active, dormant or former
    """

    kind: type[Relationship]
    area: str
    case: str
    example: Example

    @override
    def __str__(self) -> str:
        """Say for whom there is no row."""
        return f"no row for {self.kind.label}, {self.area}: {self.case}"


class Coverage:
    """The rows of one kind and area as boxes of cells."""

    def __init__(self, rows: Sequence[Sequence[Predicate]], traits: Mapping[str, Trait]) -> None:
        """Find what the conditions of the rows tell apart."""
        conditions = dict.fromkeys(each for row in rows for each in row)
        found = dimensions(conditions, traits)
        holding = [each.holding(filter(each.reads, conditions)) for each in found]
        self._dimensions = found
        self._rows = [
            tuple(
                _all_of(held, row, of.everything) for of, held in zip(found, holding, strict=True)
            )
            for row in rows
        ]
        self._wholes = self._all_cases()

    def common(self, one: int, other: int) -> Box | None:
        """Give a box of cases for which both rows are; None where there is none."""
        both = _cut(self._rows[one], self._rows[other])
        return None if both is None else next(iter(self._parts_of(both)), None)

    def uncovered(self) -> list[Box]:
        """Give boxes that make up what no row is for; none of them overlap."""
        return self._merged(self._without(self._wholes, self._rows))

    def is_idle(self, row: int) -> bool:
        """Tell whether every case of a row, if there is any, is one of an earlier row's."""
        return not self._without(self._parts_of(self._rows[row]), self._rows[:row])

    def example(self, box: Box) -> Example:
        """Give an example of the cases of a box."""
        return example_of(
            [
                (dimension, dimension.cells[(bits & -bits).bit_length() - 1])
                for dimension, bits in zip(self._dimensions, box, strict=True)
            ]
        )

    def words(self, box: Box) -> str:
        """Say which cases a box holds."""
        traits = [bits for d, bits in zip(self._dimensions, box, strict=True) if d.trait]
        said = ["not assessed"] if traits and set(traits) == {_NOT_ASSESSED} else []
        for dimension, bits in zip(self._dimensions, box, strict=True):
            told = _trait_words(dimension, bits) if dimension.trait else _words(dimension, bits)
            if told:
                said.append(told)
        return "; ".join(said) or "every case"

    def _all_cases(self) -> list[Box]:
        """Give all cases: those of assessed relationships, and those without a profile."""
        whole = tuple(each.everything for each in self._dimensions)
        if not any(each.trait for each in self._dimensions):
            return [whole]
        without = (_NOT_ASSESSED if d.trait else d.everything for d in self._dimensions)
        assessed = (
            d.everything & ~_NOT_ASSESSED if d.trait else d.everything for d in self._dimensions
        )
        return [tuple(assessed), tuple(without)]

    def _parts_of(self, box: Box) -> list[Box]:
        """Give what there is of a box: at most one part with a profile, and one without."""
        parts = (_cut(whole, box) for whole in self._wholes)
        return [part for part in parts if part is not None]

    def _without(self, boxes: Sequence[Box], rows: Sequence[Box]) -> list[Box]:
        left = list(boxes)
        for row in rows:
            left = [piece for box in left for piece in _rest(box, row)]
            if len(left) > _MOST_BOXES:
                msg = (
                    f"The table leaves more than {_MOST_BOXES} separate cases open: "
                    "order its conditions, or add a row without any."
                )
                raise InvalidValueError(msg)
        return left

    def _merged(self, boxes: list[Box]) -> list[Box]:
        """Put boxes together that differ in one dimension, or in the profile only."""
        merged = list(boxes)
        place = 0
        while place < len(merged):
            for other in range(place + 1, len(merged)):
                united = self._united(merged[place], merged[other])
                if united is not None:
                    merged[place] = united
                    del merged[other]
                    place = -1
                    break
            place += 1
        return merged

    def _united(self, one: Box, other: Box) -> Box | None:
        pairs = list(zip(self._dimensions, one, other, strict=True))
        differing = [d for d, mine, its in pairs if mine != its]
        union = tuple(mine | its for _, mine, its in pairs)
        if len(differing) <= 1:
            return union
        of_traits = [(d, bits) for d, bits in zip(self._dimensions, union, strict=True) if d.trait]
        is_all = all(bits == d.everything for d, bits in of_traits)
        alone = {mine for d, mine, _ in pairs if d.trait} | {its for d, _, its in pairs if d.trait}
        is_split = alone == {_NOT_ASSESSED} | {d.everything & ~1 for d, _ in of_traits}
        return union if is_all and is_split and all(d.trait for d in differing) else None


def _all_of(held: Mapping[Predicate, int], row: Sequence[Predicate], everything: int) -> int:
    """Give the cells in which all conditions of a row hold that are about the dimension."""
    bits = everything
    for condition in row:
        bits &= held.get(condition, everything)
    return bits


def _cut(one: Box, other: Box) -> Box | None:
    both = tuple(mine & its for mine, its in zip(one, other, strict=True))
    return both if all(both) else None


def _rest(box: Box, row: Box) -> Iterator[Box]:
    """Cut what a row is for out of a box: at most one piece for each dimension."""
    inside = _cut(box, row)
    if inside is None:
        yield box
        return
    for place, (mine, its) in enumerate(zip(box, row, strict=True)):
        if mine & ~its:
            yield (*inside[:place], mine & ~its, *box[place + 1 :])


def _chosen(dimension: Dimension, bits: int) -> list[Cell]:
    return [cell for number, cell in enumerate(dimension.cells) if bits >> number & 1]


def _words(dimension: Dimension, bits: int) -> str:
    if bits == dimension.everything:
        return ""
    name = dimension.name or dimension.subject
    return f"{name} {listed(cell.words for cell in _chosen(dimension, bits))}"


def _trait_words(dimension: Dimension, bits: int) -> str:
    """Say which shares and supports; nothing where all are, or where there is no profile."""
    assessed = dimension.everything & ~_NOT_ASSESSED
    if bits in (_NOT_ASSESSED, assessed, dimension.everything):
        return ""
    chosen = _chosen(dimension, bits)
    said = ["not assessed"] if bits & _NOT_ASSESSED else []
    said += ["unknown" for cell in chosen if cell.value == (0, 0)]
    by_span = {number: _shares(dimension, bits, number) for number in range(len(dimension.spans))}
    if len({tuple(words) for words in by_span.values()}) == 1:
        return f"{dimension.name} {listed([*said, *by_span[0]])}"
    for number, shares in by_span.items():
        start, after = dimension.spans[number]
        is_last = number == len(dimension.spans) - 1
        support = f"{start} or more" if is_last else f"{start} to {after - 1}"
        said += [f"{share} with support {support}" for share in shares]
    return f"{dimension.name} {listed(said)}"


def _shares(dimension: Dimension, bits: int, span: int) -> list[str]:
    """Say the shares of one span of support that are chosen, neighbors together."""
    marked = [
        (cell.place[0], bool(bits >> number & 1))
        for number, cell in enumerate(dimension.cells)
        if cell.place is not None and cell.place[1] == span
    ]
    runs = [[share for share, _ in run] for is_in, run in groupby(marked, lambda m: m[1]) if is_in]
    if len(runs) == 1 and len(runs[0]) == len(marked):
        return ["known"]
    return [_between(dimension.cuts, run[0], run[-1]) for run in runs]


def _between(cuts: Sequence[Fraction], first: int, last: int) -> str:
    low = "" if first == 0 else f"{'>=' if first % 2 else '>'} {_number(cuts[(first - 1) // 2])}"
    is_last = last == 2 * len(cuts)
    high = "" if is_last else f"{'<=' if last % 2 else '<'} {_number(cuts[last // 2])}"
    return " and ".join(filter(None, (low, high))) or "known"


def _number(limit: Fraction) -> str:
    short = repr(float(limit))
    return short if Fraction(short) == limit else str(limit)
