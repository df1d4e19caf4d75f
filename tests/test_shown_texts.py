"""What is shown of a hostile value is short and plain, and made without looking through it."""

from __future__ import annotations

import time

import pytest

from relkit._words import shown


@pytest.mark.parametrize("letter", ["x", "\\x00", "\\u202e", "\\ud800", "'", '"', "\\n"], ids=ascii)
@pytest.mark.parametrize("length", [0, 1, 30, 57, 58, 59, 60, 61, 62, 1000])
def test_long_text_is_shown_as_its_beginning(letter: str, length: int) -> None:
    """Of text as of bytes the beginning is shown, in one plain line of at most 60 characters."""
    text = letter.encode().decode("unicode_escape", "surrogatepass") * length
    said = shown(text)

    assert len(said) <= 60
    assert said.isprintable()
    assert said.endswith("…") is (len(repr(text)) > 60)
    assert said.removesuffix("…") in repr(text)


@pytest.mark.parametrize("letter", ["x", b"x"], ids=["text", "bytes"])
def test_huge_text_costs_nothing(letter: str | bytes) -> None:
    """Twenty megabytes are shown as quickly as twenty letters."""
    huge = letter * 20_000_000
    began = time.process_time()
    shown(huge)

    assert time.process_time() - began < 0.005
