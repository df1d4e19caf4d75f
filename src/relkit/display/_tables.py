"""Other values as tables for the terminal."""

from __future__ import annotations

from relkit._words import shown
from relkit.display._text import fit, signed
from relkit.errors import InvalidValueError
from relkit.scorecard import Comparison

__all__ = ["comparison_table"]

_NAME, _POLE, _POINTS = 20, 24, 8


def comparison_table(comparison: Comparison) -> str:
    """Set a comparison of two kinds out in 80 columns.

    Raises ``InvalidValueError`` for anything but a comparison.

    >>> from relkit import Client, Customer, compare
    >>> print(comparison_table(compare(Customer, Client)).splitlines()[1])
    Fixed fee            amounts vary             the same amount             +2000
    """
    if not isinstance(comparison, Comparison):
        msg = f"comparison_table takes what compare(one, other) gives, not {shown(comparison)}."
        raise InvalidValueError(msg)
    one, other = (kind.label for kind in comparison.kinds)
    lines = [_line("Trait", one, other, "points")]
    lines += [_line(row.trait.label, *row.poles, signed(row.points)) for row in comparison]
    return "\n".join(lines)


def _line(name: str, first: str, second: str, points: str) -> str:
    left = (fit(name, _NAME), fit(first, _POLE), fit(second, _POLE))
    return f"{' '.join(left)} {points:>{_POINTS}}"
