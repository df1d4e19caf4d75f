"""Other values as tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit.display._text import cut, signed

if TYPE_CHECKING:
    from relkit.scorecard import Comparison

__all__ = ["comparison_table"]

_NAME, _POLE, _POINTS = 20, 24, 7


def comparison_table(comparison: Comparison) -> str:
    """Set a comparison of two kinds out in 80 columns.

    >>> from relkit import Client, Customer, compare
    >>> print(comparison_table(compare(Customer, Client)).splitlines()[1])
    Fixed fee            amounts vary             the same amount            +2000
    """
    one, other = (kind.label for kind in comparison.kinds)
    lines = [_line("Trait", one, other, "points")]
    lines += [_line(row.trait.label, *row.poles, signed(row.points)) for row in comparison]
    return "\n".join(lines)


def _line(name: str, first: str, second: str, points: str) -> str:
    return (
        f"{cut(name, _NAME):<{_NAME}} {cut(first, _POLE):<{_POLE}} "
        f"{cut(second, _POLE):<{_POLE}} {points:>{_POINTS}}"
    )
