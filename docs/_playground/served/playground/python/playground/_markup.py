"""HTML as text: elements whose words are escaped, and relkit's own pictures as they are."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NewType

__all__ = ["Markup", "capital", "element", "joined", "safe"]

Markup = NewType("Markup", str)
"""Text that is markup already, so that it is not escaped again."""


def safe(text: object) -> Markup:
    """Escape text; what cannot be seen but changes how text is read becomes a sign that can."""
    shown = str(text)
    if not shown.isprintable():
        shown = "".join(
            c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in shown
        )
    return Markup(escape(shown))


def element(name: str, attributes: str, *children: Markup) -> Markup:
    """Give an element; its attributes are ours, and its children markup or escaped by `safe`."""
    head = f"{name} {attributes}" if attributes else name
    return Markup(f"<{head}>{joined(children)}</{name}>")


def joined(parts: Iterable[Markup]) -> Markup:
    """Put pieces of markup together."""
    return Markup("".join(parts))


def capital(text: str) -> str:
    """Begin text with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]
