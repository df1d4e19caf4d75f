"""Whether whole numbers fit between limits: exact, at once, however far the numbers go.

A trait is two counts, ``pro`` and ``con``, and its share a fraction of them. Which shares
and supports occur together is a question about the points of a grid between straight
lines. They are counted column by column in closed form, as Euclid's algorithm goes
(Graham, Knuth, Patashnik: Concrete Mathematics, 3.5), and never searched one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias

__all__ = ["Line", "first_point"]

Line: TypeAlias = tuple[int, int, int]
"""The line ``(a * x + b) / m`` as its three whole numbers, ``m`` above zero."""


def first_point(
    lower: Sequence[Line], upper: Sequence[Line], start: int, end: int
) -> tuple[int, int] | None:
    """Give the first grid point (x, y) with ``start <= x <= end`` between all lines, or None.

    ``y`` is at least each of ``lower`` and at most each of ``upper``; the least such ``y``.

    >>> first_point([(1, 0, 3)], [(1, 1, 4)], 0, 100)  # x/3 <= y <= (x + 1)/4
    (0, 0)
    >>> first_point([(1, 0, 2), (0, 1, 1)], [(1, 0, 2)], 1, 100)
    (2, 1)
    """
    if start > end or not _count(lower, upper, start, end):
        return None
    low, high = start, end
    while low < high:
        middle = (low + high) // 2
        if _count(lower, upper, start, middle):
            high = middle
        else:
            low = middle + 1
    return low, max(-((-a * low - b) // m) for a, b, m in lower)


def _count(lower: Sequence[Line], upper: Sequence[Line], start: int, end: int) -> int:
    total = 0
    for first, last in _pieces([*lower, *upper], start, end):
        bottom = max(lower, key=lambda line: (_at(line, first), _at(line, last)))
        top = min(upper, key=lambda line: (_at(line, first), _at(line, last)))
        if _at(bottom, first) <= _at(top, first) and _at(bottom, last) <= _at(top, last):
            total += _points(bottom, top, first, last)
    return total


def _pieces(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut the columns where two lines cross, so that in a piece their order stays."""
    cuts = {start, end + 1}
    for (a, b, m), (c, d, n) in combinations(lines, 2):
        slope = a * n - c * m
        if slope:
            crossing = (d * m - b * n) // slope
            cuts |= {cut for cut in (crossing, crossing + 1) if start < cut <= end}
    yield from ((first, after - 1) for first, after in pairwise(sorted(cuts)))


def _at(line: Line, x: int) -> Fraction:
    a, b, m = line
    return Fraction(a * x + b, m)


def _points(bottom: Line, top: Line, first: int, last: int) -> int:
    """Count the points from one line up to another that is nowhere below it."""
    columns = last - first + 1
    a, b, m = bottom
    c, d, n = top
    below = _floors(columns, n, c, c * first + d)
    above = _floors(columns, m, -a, -(a * first + b))  # -ceil(y) is floor(-y)
    return below + above + columns


def _floors(count: int, m: int, a: int, b: int) -> int:
    """Add up ``floor((a * i + b) / m)`` for each i from 0 up to, and without, ``count``."""
    total = 0
    while True:
        total += count * (count - 1) // 2 * (a // m) + count * (b // m)
        a, b = a % m, b % m
        highest = a * count + b
        if highest < m:
            return total
        count, b = highest // m, highest % m
        a, m = m, a
