"""Words for messages: lists, the closest known word, and bounded text of any value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["closest", "listed", "mend", "shown"]

_LONGEST = 60


def shown(value: object) -> str:
    """Give ``repr(value)``, cut to a readable length and never raising.

    >>> shown("x" * 100)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"
    """
    if type(value) is str or type(value) is bytes:
        value = value[: _LONGEST + 1]  # long text is not looked through to its end
    try:
        text = repr(value)[: 2 * _LONGEST]
    except Exception:  # noqa: BLE001 - a hostile __repr__ must not hide the fault we report
        text = f"<{type(value).__name__}>"
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def listed(words: Iterable[object], last: str = "or") -> str:
    """Join words as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b or c'
    """
    items = [str(word) for word in words]
    if len(items) < 2:  # noqa: PLR2004 - one word needs no conjunction
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def closest(word: object, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Give the known word most like ``word``, or nothing where none is like it.

    >>> closest("purchse", ["payment", "purchase"])
    'purchase'
    """
    if not isinstance(word, str):
        return None
    import difflib  # noqa: PLC0415 - only messages need it, and it is slow to import

    found = difflib.get_close_matches(word[:_LONGEST].lower(), list(known), 1, cutoff)
    return found[0] if found else None


def mend(word: object, known: Iterable[str]) -> str:
    """Give the sentence that helps after an unknown word.

    >>> mend("purchse", ["payment", "purchase"])
    "Did you mean 'purchase'?"
    >>> mend("zzz", ["payment", "purchase"])
    'Known: payment, purchase.'
    """
    words = sorted(known)
    if not words:
        return "There is none."
    near = closest(word, words)
    return f"Did you mean {near!r}?" if near else f"Known: {', '.join(words)}."
