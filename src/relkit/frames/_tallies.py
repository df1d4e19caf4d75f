"""Keys of tallies: text, whole numbers, or amounts with their currency, in columns of one type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import FrameError
from relkit.frames._conditions import Truth, both, either, expressed
from relkit.frames._fields import CODE, raw
from relkit.frames._layers import PLACE
from relkit.frames._sorts import as_whole

if TYPE_CHECKING:
    from relkit.frames._table import Table
    from relkit.measures import Tally

__all__ = ["KEY", "MINOR_UNITS", "column_in", "tally_columns"]

KEY: Final = ("unit", "text", "number")
"""The columns that make a key: two are equal when all three are."""

MINOR_UNITS: Final = "minor units"
"""The unit of amounts whose currency nobody said."""


def column_in(tally: str, part: str) -> str:
    """Give the column of rows that holds one part of a tally's key."""
    return f"_{tally}_{part}"


def tally_columns(table: Table, tally: Tally, where: Truth) -> dict[str, Any]:
    """Give, for each row, whether it is tallied, and its key; nothing where no row can be."""
    key, fields = tally.key, table.fields
    present: Truth = ~nw.col(raw(key)).is_null() if key in fields.sorts else False
    parts = _parts(table, key)
    for default, codes in fields.defaults(key).items():
        absent: Truth = ~present if isinstance(present, nw.Expr) else True
        stands = both(nw.col(CODE).is_in(list(codes)), absent)
        told = _default_parts(table, key, default)
        parts = {name: _chosen(stands, told[name], parts[name]) for name in KEY}
        present = either(present, nw.col(CODE).is_in(list(codes)))
    counts = both(where, present)
    if counts is False:
        return {}
    return {"counts": counts, **parts}


def _chosen(stands: Truth, then: Any, other: Any) -> Any:  # noqa: ANN401 - expressions
    return nw.when(expressed(stands)).then(then).otherwise(other)


def _number(value: int) -> Any:  # noqa: ANN401 - an expression
    return nw.lit(value).cast(nw.Int64)


def _parts(table: Table, key: str) -> dict[str, Any]:
    """Give the parts of a key that a column holds."""
    sort = table.fields.sorts.get(key)
    column, nothing = nw.col(raw(key)), {"unit": nw.lit(""), "text": nw.lit("")}
    match sort:
        case None:
            return {**nothing, "number": _number(0)}
        case "words":
            return {"unit": nw.lit("text"), "text": column, "number": _number(0)}
        case "truth":
            return {**nothing, "unit": nw.lit("truth"), "number": as_whole(column, sort)}
        case "whole" | "real":
            unit = _currency(table) if key == "amount" else nw.lit("number")
            return {**nothing, "unit": unit, "number": as_whole(column, sort)}
        case _:
            source = shown(table.fields.sources[key])
            msg = (
                "A tally's keys are text or whole numbers of at most 64 bits; "
                f"the column {source} holds neither."
            )
            raise FrameError(msg)


def _default_parts(table: Table, key: str, default: object) -> dict[str, Any]:
    if isinstance(default, str):
        return {"unit": nw.lit("text"), "text": nw.lit(default), "number": _number(0)}
    if isinstance(default, int):
        unit = "truth" if isinstance(default, bool) else "number"
        said = _currency(table) if key == "amount" else nw.lit(unit)
        return {"unit": said, "text": nw.lit(""), "number": _number(int(default))}
    msg = f"A tally's keys are text or whole numbers; the default {shown(default)} is neither."
    raise FrameError(msg)


def _currency(table: Table) -> Any:  # noqa: ANN401 - an expression
    """Give the currency of an amount: the row's, else the business's, else none."""
    setups = table.reading.setups
    codes = setups.grouped(lambda b: MINOR_UNITS if b.currency is None else b.currency.code)
    first, *others = codes
    own: Any = nw.lit(first)
    for code in others:
        own = nw.when(nw.col(PLACE).is_in(list(codes[code]))).then(nw.lit(code)).otherwise(own)
    if not table.has("currency"):
        return own
    return nw.when(nw.col("currency").is_null()).then(own).otherwise(nw.col("currency"))
