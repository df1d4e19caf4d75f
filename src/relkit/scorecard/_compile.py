"""Compiling a scorecard: one function from a layout's values to counts, points and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from relkit.evidence._source import Source
from relkit.traits import COUNT_MOST
from relkit.traits._bounds import bounds
from relkit.traits._writer import QuantityWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relkit.measures import Layout
    from relkit.traits import Trait

__all__ = ["Scorer", "compile_scorer"]

Scorer: TypeAlias = "Callable[[Sequence[Any], int, Mapping[str, tuple[int, int]]], Scores]"
Scores: TypeAlias = tuple[
    tuple[int, ...], tuple[int, ...], tuple[tuple[int, ...], ...], tuple[int, ...]
]
"""Pro counts, con counts, points per kind and trait, and each kind's score."""


def compile_scorer(  # noqa: PLR0913 - everything that the compiled function depends on
    traits: Sequence[Trait],
    weights: Sequence[Sequence[int]],
    bases: Sequence[int],
    layout: Layout,
    *,
    keeps: frozenset[str],
    setting: str | None,
    stated: bool,
) -> Scorer:
    """Compile ``score(values, clock, stated)`` for businesses that keep these records.

    ``weights`` holds one row per kind and one column per trait. With ``stated``, what
    statements say is added to the counts; most relationships have none.
    """
    source = Source()
    source.line(0, "def score(values, clock, stated):")
    names = ", ".join(f"m{i}" for i in range(len(layout.measures)))
    source.line(1, f"{names}, = values" if names else "pass")
    writer = QuantityWriter(source, layout, keeps, setting)
    for place, trait in enumerate(traits):
        _write_counts(source, writer, trait, place, stated=stated)
        _write_points(source, trait, place, [row[place] for row in weights])
    _write_result(source, weights, bases, len(traits))
    return source.function("score")


def _write_counts(
    source: Source, writer: QuantityWriter, trait: Trait, place: int, *, stated: bool
) -> None:
    for side, quantity in (("p", trait.pro), ("c", trait.con)):
        source.line(1, f"{side}{place} = {writer.write(quantity)}")
        if bounds(quantity)[0] < 0:
            source.line(1, f"if {side}{place} < 0: {side}{place} = 0")
    if stated:
        name = source.constant(trait.name)
        source.line(1, f"if {name} in stated:")
        source.line(2, f"pro, con = stated[{name}]")
        source.line(2, f"p{place} += pro")
        source.line(2, f"c{place} += con")
    for side, quantity in (("p", trait.pro), ("c", trait.con)):
        if stated or bounds(quantity)[1] > COUNT_MOST:
            source.line(1, f"if {side}{place} > {COUNT_MOST:d}: {side}{place} = {COUNT_MOST:d}")


def _write_points(source: Source, trait: Trait, place: int, weights: Sequence[int]) -> None:
    """Write `relkit.traits.points` out for each weight that some kind gives the trait."""
    distinct = sorted({weight for weight in weights if weight})
    if not distinct:
        return
    zeros = " = ".join(_points_name(place, weight) for weight in distinct)
    source.line(1, f"size = p{place} + c{place}")
    source.line(1, "if size:")
    source.line(2, f"lead = p{place} - c{place}")
    source.line(2, f"size += {trait.kappa:d}")
    for weight in distinct:
        name = _points_name(place, weight)
        source.line(2, f"over = lead * {2 * weight:d}")
        source.line(2, f"if over >= 0: {name} = (over + size) // (size + size)")
        source.line(2, f"else: {name} = -((size - over) // (size + size))")
    source.line(1, f"else: {zeros} = 0")


def _points_name(place: int, weight: int) -> str:
    return f"x{place}_{weight:d}".replace("-", "m")


def _write_result(
    source: Source, weights: Sequence[Sequence[int]], bases: Sequence[int], traits: int
) -> None:
    rows: list[str] = []
    sums: list[str] = []
    for row, base in zip(weights, bases, strict=True):
        terms = [_points_name(i, w) if w else "0" for i, w in enumerate(row)]
        rows.append(f"({''.join(f'{term}, ' for term in terms)})")
        sums.append(_sum([f"({base:d})", *(term for term in terms if term != "0")]))
    pros, cons = ("".join(f"{side}{i}, " for i in range(traits)) for side in "pc")
    told = "".join(f"{row}, " for row in rows)
    source.line(1, f"return ({pros}), ({cons}), ({told}), ({', '.join(sums)},)")


def _sum(terms: Sequence[str]) -> str:
    """Add terms up in halves: a chain of hundreds would nest too deep to be compiled."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return f"({_sum(terms[:half])} + {_sum(terms[half:])})"
