"""What conditions can tell apart: each thing that they read, cut into finitely many cells.

Within a cell every condition of the table has one answer, and each cell has an example that
is asked for it, so that nothing is computed twice. A trait's cells are cut where a condition
on its share or its support changes its answer, and kept only where two counts lie in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from typing import Any, Final, TypeAlias

import attrs
from typing_extensions import override

from relkit.playbook._lattice import Line, first_point
from relkit.relationships import Relationship, Stage
from relkit.strategies import Context, Predicate
from relkit.strategies._field_terms import OneOf
from relkit.strategies._predicates import Negation
from relkit.strategies._trait_terms import Compared
from relkit.traits import COUNT_MOST, Trait, TraitProfile

__all__ = ["Cell", "Dimension", "Example", "dimensions", "example_of"]

Key: TypeAlias = tuple[str, str]
_DAY: Final = date(2000, 1, 1)  # conditions that are told apart do not read the clock


@attrs.frozen
class Example:
    r"""A relationship, and the data of a context, that conditions can be asked about.

    The relationship is of no kind yet: ``as_kind(example.relationship, Client)`` makes it one.

    >>> from relkit.playbook import read_table
    >>> gap = read_table("kind,stage,service\nclient,new,ClientService").gaps()[0]
    >>> gap.example.relationship.stage is None
    True
    """

    relationship: Relationship
    data: tuple[tuple[str, str], ...] = ()

    def meets(self, condition: Predicate) -> bool:
        """Tell whether a condition holds for it."""
        return condition(self.relationship, Context(today=_DAY, data=dict(self.data)))

    @override
    def __str__(self) -> str:
        """Say what it is, fields without a value left out."""
        of = self.relationship
        fields = [("stage", of.stage), ("party type", of.party_type), ("line", of.line), *self.data]
        said = [f"{name} {value}" for name, value in fields if value is not None]
        said += [f"{each.trait.name} {each.pro}:{each.con}" for each in of.profile or ()]
        return ", ".join(said) or "one of which nothing is known"


@attrs.frozen
class Cell:
    """One of the cells: the value that stands for it, and how people say it.

    ``place`` is that of a trait's cell among the cuts of its share and of its support.
    """

    value: Any
    words: str
    place: tuple[int, int] | None = None


@attrs.frozen
class Dimension:
    """One thing that conditions read, with its cells."""

    subject: str
    name: str
    cells: tuple[Cell, ...]
    cuts: tuple[Fraction, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    trait: Trait | None = None

    @property
    def everything(self) -> int:
        """All cells, as bits."""
        return (1 << len(self.cells)) - 1

    def holding(self, conditions: Iterable[Predicate]) -> dict[Predicate, int]:
        """Give the cells in which each condition holds, as bits; each is asked once."""
        examples = [example_of([(self, cell)]) for cell in self.cells]
        return {
            condition: sum(1 << n for n, each in enumerate(examples) if each.meets(condition))
            for condition in dict.fromkeys(conditions)
        }

    def reads(self, condition: Predicate) -> bool:
        """Tell whether a condition is about this."""
        return _key(condition) == (self.subject, self.name)


def example_of(cells: Sequence[tuple[Dimension, Cell]]) -> Example:
    """Give the example that stands for cells, one of each dimension."""
    fields: dict[str, Any] = {}
    data: list[tuple[str, str]] = []
    counts: dict[str, tuple[int, int]] = {}
    traits: list[Trait] = []
    for dimension, cell in cells:
        if dimension.trait is not None and cell.value is not None:
            traits.append(dimension.trait)
            counts[dimension.name] = cell.value
        elif dimension.subject == "datum" and cell.value is not None:
            data.append((dimension.name, cell.value))
        elif dimension.subject in _FIELDS:
            fields[_FIELDS[dimension.subject]] = cell.value
    profile = TraitProfile.of(traits, counts) if traits else None
    made = Relationship(party="example", business="example", profile=profile, **fields)
    return Example(made, tuple(data))


_FIELDS: Final = {"stage": "stage", "party type": "party_type", "line": "line"}


def dimensions(conditions: Iterable[Predicate], traits: Mapping[str, Trait]) -> list[Dimension]:
    """Give what the conditions read, in the order in which they name it."""
    read: dict[Key, list[Predicate]] = {}
    for condition in conditions:
        read.setdefault(_key(condition), []).append(_bare(condition))
    return [_dimension(key, about, traits) for key, about in read.items()]


def _bare(condition: Predicate) -> Predicate:
    return condition.part if isinstance(condition, Negation) else condition


def _key(condition: Predicate) -> Key:
    bare = _bare(condition)
    if isinstance(bare, OneOf):
        return bare.subject, bare.name
    return ("trait", bare.name) if isinstance(bare, Compared) else ("stage", "")


def _dimension(key: Key, about: Sequence[Predicate], traits: Mapping[str, Trait]) -> Dimension:
    subject, name = key
    compared = [each for each in about if isinstance(each, Compared)]
    if compared:
        return _trait_dimension(traits[name], compared)
    if subject == "stage":
        cells = [Cell(None, "unknown"), *(Cell(stage, stage.value) for stage in Stage)]
    elif subject == "party type":
        cells = [Cell(each, each or "unknown") for each in (None, "person", "organization")]
    else:
        cells = _texts([each for each in about if isinstance(each, OneOf)])
    return Dimension(subject, name, tuple(cells))


def _texts(about: Sequence[OneOf]) -> list[Cell]:
    named = dict.fromkeys(value for each in about for value in each.values)
    other = "another"
    while other in named:
        other += " one"
    known = [Cell(value, repr(value)) for value in named]
    return [Cell(None, "none"), *known, Cell(other, "another")]


def _trait_dimension(trait: Trait, about: Sequence[Compared]) -> Dimension:
    cuts = tuple(sorted({each.limit for each in about if not each.is_support}))
    edges = {int(each.limit) + (each.sign in (">", "<=")) for each in about if each.is_support}
    starts = sorted({1, *(edge for edge in edges if 1 < edge <= 2 * COUNT_MOST)})
    spans = tuple(pairwise([*starts, 2 * COUNT_MOST + 1]))
    cells = [Cell(None, "not assessed"), Cell((0, 0), "unknown")]
    for share, (number, span) in product(range(2 * len(cuts) + 1), enumerate(spans)):
        counts = _counts_in(trait, cuts, share, span)
        if counts is not None:
            cells.append(Cell(counts, "", (share, number)))
    return Dimension("trait", trait.name, tuple(cells), cuts, spans, trait)


def _counts_in(
    trait: Trait, cuts: Sequence[Fraction], share: int, span: tuple[int, int]
) -> tuple[int, int] | None:
    """Give counts in a cell: piece ``share`` of the cuts, and a support within a span.

    Piece 0 lies below the first cut, piece 1 is the first cut itself, piece 2 lies between
    the first two, and so on.
    """
    most = COUNT_MOST
    lower: list[Line] = [(0, 0, 1), (1, -most, 1)]  # pro is at least 0, and con at most `most`
    upper: list[Line] = [(1, 0, 1), (0, most, 1)]
    below, above = (share - 1) // 2, share // 2
    if below >= 0:
        lower.append(_line(cuts[below], trait.kappa, 0 if share % 2 else 1))
    if above < len(cuts):
        upper.append(_line(cuts[above], trait.kappa, 0 if share % 2 else -1))
    found = first_point(lower, upper, span[0], span[1] - 1)
    return None if found is None else (found[1], found[0] - found[1])


def _line(limit: Fraction, kappa: int, beyond: int) -> Line:
    """Give the pro counts at which the share of a support is the limit, or just beyond it."""
    over, under = limit.numerator, limit.denominator
    return 2 * over, (2 * over - under) * kappa + beyond, 2 * under
