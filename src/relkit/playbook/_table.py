"""Rows of words as a table for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

__all__ = ["table"]

_WIDTH = 80
_GAP = "  "
_LEAST = 8


def table(rows: Sequence[Sequence[str]]) -> str:
    """Set rows of as many cells each below each other, in at most 80 columns.

    A cell has as many lines as it needs; where columns get too narrow, each cell gets lines
    of its own.

    >>> print(table([("kind", "service"), ("client", "ClientService")]))
    kind    service
    client  ClientService
    """
    columns = len(rows[0])
    most = (_WIDTH - len(_GAP) * (columns - 1)) // columns
    if most < max(_LEAST, *map(len, rows[0])):
        return "\n".join(_lines(rows))
    lengths = [max(map(_length, column)) for column in zip(*rows, strict=True)]
    words = [max(map(_longest_word, column)) for column in zip(*rows, strict=True)]
    widths = [min(most, length) for length in lengths]
    # What short columns leave over is for the others: first so that words stay whole.
    spare = _WIDTH - len(_GAP) * (columns - 1) - sum(widths)
    for wanted in (words, lengths):
        for place, length in enumerate(wanted):
            more = max(0, min(spare, length - widths[place]))
            widths[place] += more
            spare -= more
    return "\n".join(line for row in rows for line in _row(row, widths))


def _row(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Set the lines of the cells of a row side by side."""
    cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    return [
        _GAP.join(f"{word:<{width}}" for word, width in zip(line, widths, strict=True)).rstrip()
        for line in zip_longest(*cells, fillvalue="")
    ]


def _lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Give each cell that has something in it its own lines."""
    head, *rest = rows
    return [
        line
        for row in rest
        for name, word in zip(head[1:], row[1:], strict=True)
        if word
        for line in _wrapped(f"{row[0]}{_GAP}{name}{_GAP}{word}", _WIDTH)
    ]


def _length(cell: str) -> int:
    return max(map(len, cell.split("\n")))


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=0)


def _wrapped(cell: str, width: int) -> list[str]:
    return [
        line
        for part in cell.split("\n")
        for line in textwrap.wrap(
            part, width, subsequent_indent="  ", break_on_hyphens=False, drop_whitespace=False
        )
    ]
