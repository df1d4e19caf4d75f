"""Plans as short lines for people, at most 80 columns wide."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["WIDTH", "block", "joined", "percent", "plain", "sentence"]

WIDTH = 80


def plain(word: str) -> str:
    """Write a code word as people do.

    >>> plain("in_person")
    'in person'
    """
    return word.replace("_", " ")


def joined(parts: Iterable[object], between: str = ", ") -> str:
    """Join what there is; nothing and empty text are left out."""
    return between.join(text for part in parts if part is not None and (text := str(part)))


def sentence(label: str, parts: Iterable[object], most: int = 2) -> tuple[str, ...]:
    """Give one labeled line of the first parts, or none where there is nothing to say.

    >>> sentence("Steps", ["kick-off", "", None, "check", "review"], most=2)
    ('Steps: kick-off; check; 1 more',)
    """
    said = [text for part in parts if part is not None and (text := str(part))]
    more = [f"{len(said) - most} more"] if len(said) > most else []
    return (f"{label}: {'; '.join([*said[:most], *more])}",) if said else ()


def percent(number: int, what: str) -> str:
    """Give a share with its unit, or nothing for zero.

    >>> percent(10, "off")
    '10 % off'
    """
    return f"{number} % {what}" if number else ""


def block(head: str, lines: Iterable[str]) -> str:
    """Set lines below a head, indented and wrapped."""
    rows = textwrap.wrap(head, WIDTH, subsequent_indent="  ")
    for line in lines:
        rows += textwrap.wrap(
            line, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )
    return "\n".join(rows)
