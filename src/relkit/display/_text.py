"""Small pieces of terminal text: safe words, short numbers, bars."""

from __future__ import annotations

__all__ = ["bar", "clean", "cut", "number", "signed"]

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL, _HALF_RIGHT, _AXIS = "█", "▐", "│"
_THOUSAND = 1000


def clean(text: object) -> str:
    """Give text in one line with nothing in it that steers a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))


def cut(text: object, width: int) -> str:
    """Give clean text of at most ``width`` characters.

    >>> cut("staff continuity", 10)
    'staff con…'
    """
    words = clean(text)
    return words if len(words) <= width else f"{words[: width - 1]}…"


def number(value: int) -> str:
    """Give a count in at most six characters; large ones in thousands, millions, billions.

    >>> number(480), number(1_234_567), number(1_000_000_000)
    ('480', '1234K', '1000M')
    """
    for letter in ("", "K", "M", "G"):
        if abs(value) < 10 * _THOUSAND:
            return f"{value}{letter}"
        value //= _THOUSAND
    return f"{value}T"


def signed(points: int) -> str:
    """Give points with their sign; a true minus where they are negative.

    >>> signed(1350), signed(0)
    ('+1350', '0')
    """
    return f"{points:+d}" if points else "0"


def bar(points: int, most: int, half: int, *, ascii_only: bool = False) -> str:
    """Draw points as a bar from an axis: to the right for plus, to the left for minus.

    ``most`` points fill ``half`` characters; the whole is ``2 * half + 1`` wide.

    >>> bar(500, 1000, 4), bar(-1000, 1000, 4, ascii_only=True)
    ('    │██  ', '####|    ')
    """
    eighths = abs(points) * half * 8 // most if most else 0
    if points and not eighths:
        eighths = 1
    whole, rest = divmod(eighths, 8)
    if ascii_only:
        drawn = "#" * max(whole + (rest >= 4), 1 if points else 0)  # noqa: PLR2004 - half a character
        left, right = (drawn, "") if points < 0 else ("", drawn)
        return f"{left:>{half}}|{right:<{half}}"
    if points < 0:
        drawn = (_HALF_RIGHT if rest else "") + _FULL * whole
        return f"{drawn:>{half}}{_AXIS}{'':<{half}}"
    drawn = _FULL * whole + (_EIGHTHS[rest] if rest else "")
    return f"{'':>{half}}{_AXIS}{drawn:<{half}}"
