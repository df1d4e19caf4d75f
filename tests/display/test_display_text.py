"""The small pieces of terminal text: each fits its columns, and none steers a terminal."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relkit.display import wrapped
from relkit.display._text import ascii_text, bar, clean, columns, cut, fit, number, signed
from relkit.errors import InvalidValueError
from relkit.traits import COUNT_MOST
from strategies.books import HOSTILE, odd_ids
from strategies.oddities import Unprintable

WIDTHS = st.integers(1, 60)
TEXTS = st.text() | st.sampled_from(HOSTILE) | odd_ids()
POINTS = st.integers(-(10**8), 10**8)


# ------------------------------------------------------------------ words


@given(text=TEXTS)
def test_clean_text_is_printable(text: object) -> None:
    """Cleaning leaves one printable line of the same length, and does nothing twice."""
    words = clean(text)

    assert words.isprintable()
    assert len(str(text)) == len(words)
    assert words == clean(words)


@given(text=st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_text_is_clean(text: str) -> None:
    """Printable text stays as it is."""
    assert text == clean(text) == ascii_text(text)


class OddlyNamed(Unprintable):
    """A class that is given a hostile name below."""


def test_cleaning_never_raises() -> None:
    """What cannot be turned into text is shown by its type, and even that is made safe."""
    OddlyNamed.__name__ = "Odd\x1b[31m"

    assert "<Unprintable>" == clean(Unprintable())
    assert "<Odd�[31m>" == clean(OddlyNamed())
    assert "<int>" == clean(10**5000)


@given(text=TEXTS, width=WIDTHS)
def test_cut_text_fits(text: object, width: int) -> None:
    """Cut text takes at most its columns, and is the whole of it where there is room."""
    words, whole = cut(text, width), clean(text)

    assert columns(words) <= width
    assert (columns(whole) <= width) == (words == whole)
    if words != whole:
        assert words.endswith("…")
        assert whole.startswith(words[:-1])
        assert columns(words) >= width - 1


@given(text=TEXTS, width=WIDTHS, right=st.booleans())
def test_fitted_text_takes_its_columns(text: object, width: int, *, right: bool) -> None:
    """Fitted text takes exactly its columns; all that is added is blank, on one side."""
    words, short = fit(text, width, right=right), cut(text, width)

    assert width == columns(words)
    assert words.endswith(short) if right else words.startswith(short)
    assert len(words) - len(short) == width - columns(short)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_columns_count_wide_characters_twice(text: str) -> None:
    """Text takes between one and two columns for each character."""
    assert len(text) <= columns(text) <= 2 * len(text)


@given(text=st.text() | st.sampled_from(HOSTILE))
def test_ascii_text_takes_the_same_columns(text: str) -> None:
    """ASCII text has one character for each column of the text that it stands for."""
    assert ascii_text(text).isascii()
    assert columns(text) == len(ascii_text(text))


# ------------------------------------------------------------------ lines


@given(text=TEXTS, width=st.integers(10, 100))
def test_wrapped_lines_fit(text: object, width: int) -> None:
    """No line is wider than asked, each after the first is indented, and no word is lost."""
    found = wrapped(text, width)
    together = "".join(line[2:] if place else line for place, line in enumerate(found))

    assert found
    assert max(map(columns, found)) <= width
    assert all(line.startswith("  ") for line in found[1:])
    assert clean(text).split() == together.split() or "".join(clean(text).split()) == "".join(
        together.split()
    )


@given(words=st.lists(st.text("abc", min_size=1, max_size=8), min_size=1, max_size=30))
def test_wrapped_lines_are_full(words: list[str]) -> None:
    """Words stay whole and in order, and a line ends only where the next word has no room."""
    found = wrapped(" ".join(words), 20)

    assert words == " ".join(found).split()
    for line, following in pairwise(found):
        assert len(line) + 1 + len(following.split()[0]) > 20


def test_short_text_is_one_line_as_it_is() -> None:
    """Text that fits is not touched, blanks and all; nothing is one empty line."""
    assert ["a  b "] == wrapped("a  b ", 10)
    assert [""] == wrapped("", 10)


def test_long_word_is_broken() -> None:
    """A word longer than a line is broken, and what follows stands behind it."""
    assert ["abcdefgh", "  ijklmnop", "  qr s"] == wrapped("abcdefghijklmnopqr s", 10)
    assert ["顧客顧客", "  顧客 x"] == wrapped("顧客顧客顧客 x", 10)


def test_blanks_alone_are_an_empty_line() -> None:
    """A line of blanks that does not fit is one empty line."""
    assert [""] == wrapped(" " * 80, 10)


@pytest.mark.parametrize("width", [9, 0, -1, True, 80.0, None])
def test_lines_have_a_width(width: Any) -> None:
    """A line has at least ten columns."""
    with pytest.raises(InvalidValueError, match="width must be a whole number of at least 10"):
        wrapped("text", width)


# ------------------------------------------------------------------ numbers


@given(value=st.integers(0, COUNT_MOST) | st.integers(0, 10**15) | st.integers(0, 200_000))
def test_numbers_are_short_and_never_too_great(value: int) -> None:
    """A count takes at most six characters, and is exact or short by less than a hundredth."""
    text = number(value)
    scale = {"K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}.get(text[-1], 1)
    read = int(text.rstrip("KMGT")) * scale

    assert len(text) <= 6
    assert read <= value
    assert 100 * (value - read) <= value
    if value < 100_000:
        assert str(value) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (99_999, "99999"),
        (100_000, "100K"),
        (10**8, "100M"),
        (10**11, "100G"),
        (10**14, "100T"),
    ],
)
def test_numbers_as_they_look(value: int, shown: str) -> None:
    """Each thousandfold beyond five digits takes the next letter."""
    assert shown == number(value)


@given(points=POINTS)
def test_signed_points_are_exact(points: int) -> None:
    """Points read back as what they were, with a sign unless they are 0."""
    text = signed(points)

    assert points == int(text)
    assert text[0] == ("0" if points == 0 else "+" if points > 0 else "-")


# ------------------------------------------------------------------ bars


@given(points=POINTS, most=st.integers(0, 10**8), half=WIDTHS, ascii_only=st.booleans())
def test_bar_takes_its_columns(points: int, most: int, half: int, *, ascii_only: bool) -> None:
    """A bar is as wide as asked, its axis in the middle, and drawn on one side of it only."""
    text = bar(points, most, half, ascii_only=ascii_only)
    left, right = text[:half], text[half + 1 :]

    assert 2 * half + 1 == len(text)
    assert text[half] == ("|" if ascii_only else "│")
    assert (points < 0) == bool(left.strip())
    assert (points > 0) == bool(right.strip())
    assert text.isascii() or not ascii_only


@given(one=POINTS, other=POINTS, half=WIDTHS, ascii_only=st.booleans())
def test_longer_bars_mean_more_points(one: int, other: int, half: int, *, ascii_only: bool) -> None:
    """Of two bars on one side the one of more points is at least as long."""
    most = max(abs(one), abs(other))
    lengths = [
        length(bar(abs(points), most, half, ascii_only=ascii_only)) for points in (one, other)
    ]

    assert (lengths[0] <= lengths[1]) or abs(one) > abs(other)
    assert (lengths[1] <= lengths[0]) or abs(other) > abs(one)
    assert max(lengths) == (8 * half if most else 0)


def length(text: str) -> int:
    """How long a bar to the right is, in eighths of a character."""
    drawn = text.strip(" ")[1:]
    return sum("▏▎▍▌▋▊▉█".index(c) + 1 if c != "#" else 8 for c in drawn)


@given(points=POINTS, half=WIDTHS)
def test_ascii_bars_are_mirrored(points: int, half: int) -> None:
    """As many points against as for draw the same bar on the other side."""
    most = 10**8

    assert (
        bar(points, most, half, ascii_only=True) == bar(-points, most, half, ascii_only=True)[::-1]
    )


@pytest.mark.parametrize(
    ("points", "drawn"),
    [
        (1000, "    │████"),
        (-1000, "████│    "),
        (2000, "    │████"),
        (1, "    │▏   "),
        (-1, "   ▐│    "),
        (0, "    │    "),
        (550, "    │██▏ "),
        (-550, " ▐██│    "),
    ],
)
def test_bars_as_they_look(points: int, drawn: str) -> None:
    """Bars to both sides, full, partial, the least trace, and more than the most."""
    assert drawn == bar(points, 1000, 4)
