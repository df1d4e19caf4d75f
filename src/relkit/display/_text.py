"""Small pieces of terminal text: safe words, short numbers, bars, lines that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from relkit._checks import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ascii_text", "bar", "clean", "columns", "cut", "fit", "number", "signed", "wrapped"]

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL, _HALF_RIGHT, _AXIS = "█", "▐", "│"
_CUT = "…"
_ASCII = {_CUT: "~", _AXIS: "|", "─": "-"}
_INDENT = "  "
_THOUSAND = 1000


def clean(text: object) -> str:
    """Give text in one line with nothing in it that steers a terminal; never raises.

    >>> clean(f"two{chr(10)}lines")
    'two�lines'
    """
    try:
        words = str(text)
    except Exception:  # noqa: BLE001 - whatever a hostile __str__ raises, there is something to show
        words = f"<{type(text).__name__}>"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)


def columns(text: str) -> int:
    """Count the columns that text takes in a terminal at most: two for each wide character.

    >>> columns("client"), columns("顧客")
    (6, 4)
    """
    return len(text) + sum(east_asian_width(c) in "WF" for c in text)


def cut(text: object, width: int) -> str:
    """Give clean text of at most ``width`` columns.

    >>> cut("staff continuity", 10)
    'staff con…'
    """
    words = clean(text)
    if columns(words) <= width:
        return words
    words = words[:width]
    while columns(words) >= width:
        words = words[:-1]
    return f"{words}{_CUT}"


def fit(text: object, width: int, *, right: bool = False) -> str:
    """Give clean text of exactly ``width`` columns, set to the left or to the right.

    >>> fit("trust", 8), fit("trust", 8, right=True)
    ('trust   ', '   trust')
    """
    words = cut(text, width)
    blank = " " * (width - columns(words))
    return f"{blank}{words}" if right else f"{words}{blank}"


def wrapped(text: object, width: int) -> list[str]:
    """Break text into clean lines of at most ``width`` (at least 10) columns.

    Every line after the first is indented, so that one sees where the next sentence begins.
    Raises ``InvalidValueError`` for another width.

    >>> wrapped("silence changes the stage only", 20)
    ['silence changes the', '  stage only']
    """
    whole(width, "width", 10)
    words = clean(text)
    return [words] if columns(words) <= width else list(_lines(words, width))


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        for piece in _pieces(word, width - len(_INDENT)):
            longer = f"{line} {piece}" if line else piece
            if columns(longer) > width:
                yield line
                longer = f"{_INDENT}{piece}"
            line = longer
    yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    """Break a word that is longer than a line."""
    piece = ""
    for character in word:
        if columns(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def ascii_text(text: str) -> str:
    """Give text in ASCII that takes the same columns; what ASCII lacks becomes a ``?``.

    >>> ascii_text("café … 顧客")
    'caf? ~ ????'
    """
    return "".join(c if c.isascii() else _ASCII.get(c, "?" * columns(c)) for c in text)


def number(value: int) -> str:
    """Give a count (0 to 10^15) in at most six characters, large ones in thousands or more.

    >>> number(48_000), number(1_234_567), number(1_000_000_000)
    ('48000', '1234K', '1000M')
    """
    for letter in ("", "K", "M", "G"):
        if value < 100 * _THOUSAND:
            return f"{value}{letter}"
        value //= _THOUSAND
    return f"{value}T"


def signed(points: int) -> str:
    """Give points with their sign.

    >>> signed(1350), signed(-7), signed(0)
    ('+1350', '-7', '0')
    """
    return f"{points:+d}" if points else "0"


def bar(points: int, most: int, half: int, *, ascii_only: bool = False) -> str:
    """Draw points as a bar from an axis: to the right for plus, to the left for minus.

    ``most`` points (or more) fill ``half`` characters; the whole is ``2 * half + 1`` wide.
    Whatever is not 0 shows at least a trace.

    >>> bar(500, 1000, 4), bar(-1000, 1000, 4, ascii_only=True)
    ('    │██  ', '####|    ')
    """
    eighths = min(abs(points) * half * 8 // most, half * 8) if most else 0
    if points and not eighths:
        eighths = 1
    filled, rest = divmod(eighths, 8)
    axis = "|" if ascii_only else _AXIS
    if ascii_only:
        drawn = "#" * max(filled + (rest >= 4), 1 if points else 0)  # noqa: PLR2004 - half of one
    elif points < 0:
        drawn = (_HALF_RIGHT if rest else "") + _FULL * filled
    else:
        drawn = _FULL * filled + (_EIGHTHS[rest] if rest else "")
    left, right = (drawn, "") if points < 0 else ("", drawn)
    return f"{left:>{half}}{axis}{right:<{half}}"
