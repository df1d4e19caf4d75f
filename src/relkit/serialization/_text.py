"""JSON text: one spelling for each document, whole numbers of any size, and strict reading."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from relkit._words import shown
from relkit.serialization._limits import Repeated, check_text
from relkit.serialization._refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relkit.serialization._limits import Limits

__all__ = ["parsed", "text_of"]

_SHORT: Final = 600  # digits that Python turns into a number whatever its settings


def text_of(data: object, indent: int | None = None) -> str:
    """Write data as JSON text, without blanks unless ``indent`` asks for lines."""
    separators = (",", ":") if indent is None else (",", ": ")
    try:
        return json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    except ValueError:  # a whole number of more digits than Python writes by itself
        return "".join(_pieces(data, indent, "\n"))


def _pieces(data: object, indent: int | None, line: str) -> Iterator[str]:
    """Give the same text in pieces, whole numbers written by way of ``Decimal``."""
    if type(data) is int:
        yield str(Decimal(data))
    elif isinstance(data, dict) and data:
        colon = ":" if indent is None else ": "
        heads = [text_of(name) + colon for name in cast("dict[str, object]", data)]
        yield from _block("{}", heads, cast("dict[str, object]", data).values(), indent, line)
    elif isinstance(data, list) and data:
        items = cast("list[object]", data)
        yield from _block("[]", [""] * len(items), items, indent, line)
    else:
        yield json.dumps(data, ensure_ascii=False)


def _block(
    ends: str, heads: list[str], items: Iterable[object], indent: int | None, line: str
) -> Iterator[str]:
    inner = line + " " * (indent or 0)
    opening = ends[0]
    for head, item in zip(heads, items, strict=True):
        yield opening if indent is None else opening + inner
        yield head
        yield from _pieces(item, indent, inner)
        opening = ","
    yield ends[1] if indent is None else line + ends[1]


def parsed(text: str | bytes, limits: Limits) -> object:
    """Read JSON text as strictly as RFC 8259 allows; what is doubtful is marked or refused."""
    if not isinstance(text, str):
        text = _decoded(text, limits)
    check_text(text, limits)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=lambda figures: _whole(figures, limits),
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as fault:
        msg = f"is no JSON text: {fault.msg} (line {fault.lineno}, column {fault.colno})."
        raise RefusedError.one(msg) from None


def _decoded(text: object, limits: Limits) -> str:
    if not isinstance(text, (bytes, bytearray)):
        raise RefusedError.one(f"must be JSON text, not {shown(text)}.")
    if len(text) > limits.size:
        raise RefusedError.one(f"is more than {limits.size} bytes of text.")
    try:
        return text.decode()
    except UnicodeDecodeError as fault:
        raise RefusedError.one(f"is no text in UTF-8: byte {fault.start} is none of it.") from None


def _object(pairs: list[tuple[str, Any]]) -> object:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    names = [name for name, _ in pairs]
    return Repeated(next(name for place, name in enumerate(names) if name in names[:place]))


def _whole(figures: str, limits: Limits) -> int:
    if len(figures) <= _SHORT:
        return int(figures)
    if len(figures.lstrip("-")) > limits.digits:
        msg = f"holds a whole number of over {limits.digits} digits: raise Limits(digits=...)."
        raise RefusedError.one(msg)
    return int(Decimal(figures))


def _refuse_constant(name: str) -> object:
    raise RefusedError.one(f"holds {name}, which is no JSON number.")
