"""Events that come twice: recognized by their ids, as a book recognizes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit.events._fields import Choice, NeverNone
from relkit.frames._conditions import numbered
from relkit.frames._fields import CODE, raw

if TYPE_CHECKING:
    from relkit.frames._engines import Frame
    from relkit.frames._table import Table

__all__ = ["without_repeats"]

_SAME: Final = "_same"


def without_repeats(table: Table, frame: Frame, bad: str) -> Frame:
    """Drop repeats by id; where an id stands for several contents, all of them are bad.

    Only events that are right otherwise are compared, and those without an id never.
    """
    told = {f"u_{name}": _told(table, name) for name in _defaulted(table)}
    frame = frame.with_columns(**told) if told else frame
    plain = [raw(name) for name in table.fields.sorts if name not in _defaulted(table)]
    keys = [name for name in ("business", "party") if table.has(name)]
    more = ["currency"] if table.has("currency") else []
    ids = [*(name for name in ("business",) if table.has(name)), raw("id")]
    told_apart = list(dict.fromkeys([*keys, *more, CODE, "_day", *plain, *told]))
    named = (nw.col(bad) == 0) & ~nw.col(raw("id")).is_null()
    once = frame.filter(named).unique(told_apart, keep="any")
    shared = once.group_by(ids).agg(nw.len().alias(_SAME))
    once = once.join(shared, on=ids, how="left")
    clash = nw.when(nw.col(_SAME) > 1).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
    once = once.with_columns(clash.alias(bad)).drop(_SAME)
    return nw.concat([frame.filter(~named), once.select(*frame.collect_schema().names())])


def _defaulted(table: Table) -> list[str]:
    """Name the fields of which an absent one and a given one can say the same."""
    fields = table.fields
    return [
        name
        for name, sort in fields.sorts.items()
        if fields.defaults(name) and (sort == "truth" or (sort == "words" and _words(table, name)))
    ]


def _words(table: Table, name: str) -> list[str]:
    words: set[str] = set()
    for shape in table.fields.shapes:
        check: Any = shape.fields[name].validator if name in shape.fields else None
        check = check.check if isinstance(check, NeverNone) else check
        words |= check.words if isinstance(check, Choice) else set()
    return sorted(words)


def _told(table: Table, name: str) -> nw.Expr:
    """Give a field as a number, an absent one as the number of what stands for it."""
    column = nw.col(raw(name))
    words: list[Any] = [False, True]
    found: Any = nw.when(~column.is_null() & column).then(nw.lit(2)).otherwise(nw.lit(1))
    if table.fields.sorts[name] == "words":
        words = _words(table, name)
        found = numbered(raw(name), words)
    found = nw.when(column.is_null()).then(nw.lit(0)).otherwise(found)
    for default, codes in table.fields.defaults(name).items():
        stands = column.is_null() & nw.col(CODE).is_in(list(codes))
        found = nw.when(stands).then(nw.lit(words.index(default) + 1)).otherwise(found)
    number: nw.Expr = found.cast(nw.Int32)
    return number
