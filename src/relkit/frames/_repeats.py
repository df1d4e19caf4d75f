"""Events that come twice: recognized by their ids, as a book recognizes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit.frames._coding import NONE, among, coded
from relkit.frames._engines import united
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
    clash = nw.when(nw.col(_SAME) > 1).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int8)
    once = once.with_columns(clash.alias(bad)).drop(_SAME)
    return united([frame.filter(~named), once.select(*frame.collect_schema().names())])


def _defaulted(table: Table) -> list[str]:
    """Name the fields of which an absent one and a given one can say the same."""
    fields = table.fields
    return [name for name in fields.sorts if fields.defaults(name) and fields.words(name)]


def _told(table: Table, name: str) -> nw.Expr:
    """Give a field as a number, an absent one as the number of what stands for it."""
    words = table.fields.words(name)
    found: Any = nw.col(coded(name))
    for default, codes in table.fields.defaults(name).items():
        stands = (nw.col(coded(name)) == NONE) & among(CODE, codes)
        found = nw.when(stands).then(nw.lit(words.index(default) + 1)).otherwise(found)
    number: nw.Expr = found.cast(nw.Int32)
    return number
