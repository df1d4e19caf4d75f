"""Rows of words as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["table"]

_WIDTH = 80
_GAP = "  "


def table(rows: Sequence[Sequence[str]]) -> str:
    """Set rows of as many words each below each other, in at most 80 columns.

    Words that are too long are cut; where even that does not help, each cell gets a line.

    >>> print(table([("kind", "service"), ("client", "ClientService")]))
    kind    service
    client  ClientService
    """
    columns = len(rows[0])
    most = (_WIDTH - len(_GAP) * (columns - 1)) // columns
    if most < max(map(len, rows[0])):
        return "\n".join(_lines(rows))
    widths = [min(most, max(map(len, column))) for column in zip(*rows, strict=True)]
    # What short columns leave over is for the others.
    spare = _WIDTH - len(_GAP) * (columns - 1) - sum(widths)
    for place, column in enumerate(zip(*rows, strict=True)):
        more = min(spare, max(map(len, column)) - widths[place])
        widths[place] += more
        spare -= more
    return "\n".join(
        _GAP.join(
            f"{_cut(word, width):<{width}}" for word, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Give one line for each cell that has something in it."""
    head, *rest = rows
    return [
        _cut(f"{row[0]}{_GAP}{name}{_GAP}{word}", _WIDTH)
        for row in rest
        for name, word in zip(head[1:], row[1:], strict=True)
        if word
    ]


def _cut(word: str, width: int) -> str:
    return word if len(word) <= width else f"{word[: width - 1]}…"
