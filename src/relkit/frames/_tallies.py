"""Keys of tallies: text, whole numbers, or amounts with their currency, in columns of one type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs
import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import FrameError
from relkit.frames._engines import kept, united
from relkit.frames._fields import is_type, raw
from relkit.frames._layers import PLACE
from relkit.frames._rows import PERIOD
from relkit.frames._sorts import as_whole
from relkit.frames._truths import Truth, both, chosen, either, expressed, negated

if TYPE_CHECKING:
    from relkit.frames._engines import Frame
    from relkit.frames._table import Table
    from relkit.measures import Tally

__all__ = ["KEY", "MINOR_UNITS", "TALLIED", "TallyOf", "counted_keys", "tally_of"]

KEY: Final = ("unit", "text", "number")
"""The columns that make a key: two are equal when all three are."""

TALLIED: Final = ("tally", *KEY)
"""The columns that tell the rows of a relationship's tallies apart."""

MINOR_UNITS: Final = "minor units"
"""The unit of amounts whose currency nobody said."""


@attrs.frozen
class TallyOf:
    """Which rows of a table are tallied, which of them hold a key, and the parts of the keys.

    A part is an expression, or the text or number that it is in every row.
    """

    counts: Truth
    here: Truth
    parts: Mapping[str, Any]

    @property
    def varying(self) -> list[str]:
        """The parts that differ from row to row."""
        return [part for part, told in self.parts.items() if isinstance(told, nw.Expr)]

    def columns(self, name: str) -> dict[str, nw.Expr]:
        """Give the columns of rows that hold what varies, and whether a row is tallied."""
        if self.counts is False:
            return {}
        found = {_column(name, part): self.parts[part] for part in self.varying}
        counts, here = expressed(self.counts), expressed(self.here)
        return {_column(name, "counts"): counts, _column(name, "here"): here, **found}


def _column(tally: str, part: str) -> str:
    return f"_{tally}_{part}"


def tally_of(table: Table, tally: Tally, where: Truth) -> TallyOf:
    """Find the rows that a tally counts; none where no row can hold a key."""
    key, fields = tally.key, table.fields
    present: Truth = fields.is_present(key) if key in fields.sorts else False
    parts = _parts(table, key)
    for default, codes in fields.defaults(key).items():
        owners = is_type(codes, fields.codes)
        stands = both(owners, negated(present))
        told = _default_parts(table, key, default)
        parts = {name: chosen(stands, told[name], parts[name]) for name in KEY}
        present = either(present, owners)
    return TallyOf(both(where, present), present, parts)


def counted_keys(rows: Frame, keys: list[str], tallies: Mapping[str, TallyOf]) -> Frame:
    """Give how often each key of each tally occurs; each tally is grouped by what varies in it."""
    found: list[Frame] = []
    for name, tally in tallies.items():
        if tally.counts is not False:
            columns = {part: nw.col(_column(name, part)) for part in tally.varying}
            told = {part: nw.col(_column(name, part)) for part in ("counts", "here")}
            mine = kept(rows.select(*keys, **columns, **told), "counts", nw.col("here"))
            groups = mine.group_by([*keys, *columns])
            found.append(_with_counts(groups, keys, name, tally))
    if not found:
        nothing = TallyOf(counts=False, here=False, parts={"unit": "", "text": "", "number": 0})
        none = rows.filter(nw.col(PERIOD) < 0).group_by(keys)
        return _with_counts(none, keys, "", nothing)
    return united(found)


def _with_counts(groups: Any, keys: list[str], name: str, tally: TallyOf) -> Frame:  # noqa: ANN401 - of narwhals
    counts: Frame = groups.agg(nw.len().alias("count"))
    parts = {p: nw.col(p) if p in tally.varying else nw.lit(v) for p, v in tally.parts.items()}
    kinds: dict[str, Any] = {"unit": nw.String, "text": nw.String, "number": nw.Int64}
    told = {part: parts[part].cast(kinds[part]) for part in KEY}
    tag, count = nw.lit(name).cast(nw.String).alias("tally"), nw.col("count").cast(nw.Int64)
    return counts.select(*keys, tag, **told, count=count)


def _parts(table: Table, key: str) -> dict[str, Any]:
    """Give the parts of a key that a column holds."""
    sort = table.fields.sorts.get(key)
    column, nothing = nw.col(raw(key)), {"unit": "", "text": ""}
    match sort:
        case None:
            return {**nothing, "number": 0}
        case "words":
            return {"unit": "text", "text": column, "number": 0}
        case "truth":
            return {**nothing, "unit": "truth", "number": as_whole(column, sort)}
        case "whole" | "real":
            unit = _currency(table) if key == "amount" else "number"
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
        return {"unit": "text", "text": default, "number": 0}
    if isinstance(default, int):
        unit = "truth" if isinstance(default, bool) else "number"
        said = _currency(table) if key == "amount" else unit
        return {"unit": said, "text": "", "number": int(default)}
    msg = f"A tally's keys are text or whole numbers; the default {shown(default)} is neither."
    raise FrameError(msg)


def _currency(table: Table) -> Any:  # noqa: ANN401 - an expression, or the one currency
    """Give the currency of an amount: the row's, else the business's, else none."""
    setups = table.reading.setups
    codes = setups.grouped(lambda b: MINOR_UNITS if b.currency is None else b.currency.code)
    first, *others = codes
    if not others and not table.has("currency"):
        return first
    own: Any = nw.lit(first)
    for code in others:
        own = nw.when(nw.col(PLACE).is_in(list(codes[code]))).then(nw.lit(code)).otherwise(own)
    if not table.has("currency"):
        return own
    return nw.when(nw.col("currency").is_null()).then(own).otherwise(nw.col("currency"))
