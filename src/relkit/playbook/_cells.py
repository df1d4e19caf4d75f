"""What a cell of a decision table can say: words, quoted texts, lists, and names with fields.

Nothing is evaluated: a cell becomes a small tree of texts, which the columns then read by
their types. What is written never begins with a character that makes a spreadsheet take a
cell for a formula, since every text that is not a plain word is quoted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import attrs

from relkit._words import shown
from relkit.errors import InvalidValueError

__all__ = ["MOST_IN_CELL", "Call", "Items", "Node", "Text", "parsed", "quoted", "split_outside"]

MOST_IN_CELL: Final = 4000
"""The most characters of one cell."""

_DEEPEST: Final = 8
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[()\[\],=]|[^()\[\],="]+', re.DOTALL)
_PLAIN: Final = re.compile(r"[^\W\d][\w-]*(?: [\w-]+)*")
_WORDS_OF_ITS_OWN: Final = {"none", "nothing", "not", "any"}


@attrs.frozen
class Text:
    """A word or several, or a quoted text, which is taken as it is."""

    value: str
    is_quoted: bool = False


@attrs.frozen
class Items:
    """Several values in order: ``[a, b]``."""

    values: tuple[Node, ...]


@attrs.frozen
class Call:
    """A name with fields: ``Retainer(fee=USD 900.00)``."""

    name: str
    fields: tuple[tuple[str, Node], ...]


Node: TypeAlias = Text | Items | Call


def quoted(text: str) -> str:
    r"""Write a text so that it is read again as it is: plain words bare, all else in quotes.

    >>> print(quoted("first response"), quoted('=HYPERLINK("x")'))
    first response "=HYPERLINK(\"x\")"
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_ITS_OWN:
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())


def parsed(cell: str, *, only_fields: bool = False) -> Node:
    """Read a cell as one value, or as the fields of a strategy that is named elsewhere.

    Raises ``InvalidValueError`` with what was expected where.

    >>> parsed("Retainer(fee=USD 900.00)").fields
    (('fee', Text(value='USD 900.00', is_quoted=False)),)
    """
    reader = _Reader(cell)
    found = Call("", reader.fields(end=None)) if only_fields else reader.value(0)
    reader.expect_end()
    return found


class _Reader:
    """Goes through the tokens of a cell once, from left to right."""

    def __init__(self, cell: str) -> None:
        self._tokens = [token for token in _TOKEN.findall(cell) if token.strip()]
        self._place = 0
        if sum(map(len, _TOKEN.findall(cell))) < len(cell):
            msg = f"A quoted text in {shown(cell)} does not end: double every mark inside."
            raise InvalidValueError(msg)

    def value(self, depth: int) -> Node:
        if depth > _DEEPEST:
            msg = f"The cell has more than {_DEEPEST} brackets within each other."
            raise InvalidValueError(msg)
        mark = self._take("a value")
        if mark == "[":
            return Items(tuple(self._items(depth)))
        if mark.startswith('"'):
            return Text(_unquoted(mark), is_quoted=True)
        if mark in "()],=":
            msg = f"A value is expected before {mark!r}."
            raise InvalidValueError(msg)
        word = " ".join(mark.split())
        if self._next() != "(":
            return Text(word)
        self._place += 1
        return Call(word, self.fields(end=")", depth=depth + 1))

    def fields(self, end: str | None, depth: int = 1) -> tuple[tuple[str, Node], ...]:
        found: list[tuple[str, Node]] = []
        while self._next() != end:
            if found:
                self._expect(",")
            name = " ".join(self._take("a field").split())
            self._expect("=", f"A field is written name=value; after {name!r} comes")
            found.append((name.replace(" ", "_"), self.value(depth)))
        self._place += end is not None
        return tuple(found)

    def expect_end(self) -> None:
        if self._next() is not None:
            msg = f"Nothing is expected from {self._next()!r} on; put texts with marks in quotes."
            raise InvalidValueError(msg)

    def _items(self, depth: int) -> Iterator[Node]:
        first = True
        while self._next() != "]":
            if not first:
                self._expect(",")
            first = False
            yield self.value(depth + 1)
        self._place += 1

    def _next(self) -> str | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, what: str) -> str:
        token = self._next()
        if token is None:
            msg = f"The cell ends where {what} is expected."
            raise InvalidValueError(msg)
        self._place += 1
        return token

    def _expect(self, mark: str, before: str = "") -> None:
        token = self._take(repr(mark))
        if token != mark:
            msg = f"{before or f'Expected {mark!r}, found'} {shown(token.strip())}."
            raise InvalidValueError(msg)


def split_outside(cell: str, mark: str = ",") -> list[str]:
    """Split a cell at a mark that stands in no quoted text; the pieces are stripped.

    >>> split_outside('advice, "a, b"')
    ['advice', '"a, b"']
    """
    pieces, inside = [""], False
    before = ""
    for character in cell:
        if character == '"' and not (inside and before == "\\"):
            inside = not inside
        if character == mark and not inside:
            pieces.append("")
        else:
            pieces[-1] += character
        before = "" if before == "\\" else character
    return [piece.strip() for piece in pieces]


def _unquoted(token: str) -> str:
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        msg = f"{shown(token)} is no quoted text: write \\\\ for one backslash."
        raise InvalidValueError(msg) from None
