"""Counting prepared rows: the three long tables that evidence consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import TableError
from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._conditions import Conditions, Truth, both
from relkit.frames._days import DAY
from relkit.frames._fields import CODE, raw
from relkit.frames._layers import as_bit
from relkit.frames._names import stated_columns
from relkit.frames._rows import BAD, LIVE, PERIOD, prepared
from relkit.frames._sorts import as_whole
from relkit.measures import Count, First, Last, Most, Tally, Total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relkit.frames._engines import Frame
    from relkit.frames._names import Names
    from relkit.frames._table import Table

__all__ = ["COUNTERS", "Tables", "counted", "merged_by"]

_Counter: TypeAlias = "Count | First | Last | Most | Total"

COUNTERS: Final = {"first_period": "min", "last_day": "max", "bad_rows": "sum"}
"""The columns that every table of counters has, and how they merge."""


@attrs.frozen
class Tables:
    """The three long tables; each holds the keys of the relationship first."""

    counters: Frame
    periods: Frame
    tallies: Frame


def merged_by(measure: _Counter) -> str:
    """Say how a counter merges."""
    match measure:
        case First():
            return "min"
        case Last() | Most():
            return "max"
        case _:
            return "sum"


def counted(table: Table, names: Names, until: int | None) -> Tables:
    """Count a table's events."""
    conditions = Conditions(table.fields)
    wheres = {m: conditions.lower(m.where) for m in names.measures}
    values = {m: conditions.value(m.value) for m in names.measures if isinstance(m, (Most, Total))}
    said = _stated(table, conditions, names)
    rows = prepared(table, conditions, until)
    happened = nw.col(LIVE) & (nw.col(CODE) != len(table.reading.shapes))
    rows = rows.with_columns(happened.alias(_HAPPENED))
    keys = list(table.keys)
    flags = {name: as_bit(both(_is_event(), wheres[m])) for m, name in names.flags().items()}
    counters = {
        name: _counter(m, wheres[m], values.get(m, 0)) for m, name in names.counters().items()
    }
    merges = {name: merged_by(m) for m, name in names.counters().items()}
    tallies = {name: (m, wheres[m]) for m, name in names.tallies().items()}
    return Tables(
        counters=_counters(rows, keys, {**_own(), **counters, **said}, merges),
        periods=_periods(rows, keys, flags),
        tallies=_tallies(table, rows, tallies),
    )


_HAPPENED: Final = "_happened"
"""The column that is true of events that are counted, and of no statement."""


def _is_event() -> nw.Expr:
    return nw.col(_HAPPENED)


def _own() -> dict[str, Any]:
    period = nw.when(_is_event()).then(nw.col(PERIOD)).otherwise(nw.lit(ABSENT_FIRST))
    day = nw.when(nw.col(LIVE)).then(nw.col(DAY)).otherwise(nw.lit(0))
    return {
        "first_period": period.cast(nw.Int64),
        "last_day": day.cast(nw.Int64),
        "bad_rows": nw.col(BAD),
    }


def _counter(measure: _Counter, where: Truth, value: Any) -> Any:  # noqa: ANN401 - an expression or number
    """Give what each row adds to a counter."""
    counts, otherwise = both(_is_event(), where), 0
    match measure:
        case Count():
            then: Any = nw.lit(1)
        case First():
            then, otherwise = nw.col(DAY), ABSENT_FIRST
        case Last():
            then, otherwise = nw.col(DAY), ABSENT_LAST
        case _:
            then = value if isinstance(value, nw.Expr) else nw.lit(value)
    if counts is False:
        return nw.lit(otherwise).cast(nw.Int64)
    return nw.when(counts).then(then).otherwise(nw.lit(otherwise)).cast(nw.Int64)


def _stated(table: Table, conditions: Conditions, names: Names) -> dict[str, Any]:
    """Give what statements add to each trait, if the table can hold any."""
    if not all(table.has(name) for name in ("trait", "pro", "con")):
        return {}
    found: dict[str, Any] = {}
    for trait, column in names.traits.items():
        code = conditions.code("trait", trait)
        says = nw.col(LIVE) & (nw.col(CODE) == len(table.reading.shapes))
        says = says & (nw.col("w_trait") == code)
        for side, name in zip(("pro", "con"), stated_columns(column), strict=True):
            value = as_whole(nw.col(raw(side)), table.fields.sorts[side])
            found[name] = nw.when(says).then(value).otherwise(nw.lit(0)).cast(nw.Int64)
    return found


def _counters(
    rows: Frame, keys: list[str], columns: dict[str, Any], merges: dict[str, str]
) -> Frame:
    known = COUNTERS | merges
    merges_all = {name: known.get(name, "sum") for name in columns}
    return merged(rows.select(*keys, **columns), keys, merges_all)


def merged(frame: Frame, keys: list[str], merges: dict[str, str]) -> Frame:
    """Merge the rows of each relationship; every number comes out in 64 bits."""
    grouped = frame.group_by(keys).agg(*(getattr(nw.col(n), how)() for n, how in merges.items()))
    return grouped.with_columns(nw.col(*merges).cast(nw.Int64))


def _periods(rows: Frame, keys: list[str], flags: dict[str, nw.Expr]) -> Frame:
    """Give the periods in which something happened, with a bit for each flag."""
    found = rows.select(*keys, nw.col(PERIOD).alias("period"), **flags)
    found = found.group_by([*keys, "period"]).agg(*(nw.col(name).max() for name in flags))
    if not flags:
        return found.filter(nw.col("period") < 0)
    return found.filter(nw.max_horizontal(*flags) == 1)


def _tallies(table: Table, rows: Frame, tallies: dict[str, tuple[Tally, Truth]]) -> Frame:
    """Give how often each key occurs."""
    keys = list(table.keys)
    parts = [
        part
        for name, (tally, where) in tallies.items()
        for part in _tallied(table, rows, (name, tally), where)
    ]
    columns = [*keys, "tally", "unit", "text", "number"]
    if not parts:
        nothing = [nw.lit("").alias("tally"), nw.lit("").alias("unit"), nw.lit("").alias("text")]
        number = nw.lit(0).cast(nw.Int64).alias("number")
        parts = [rows.filter(nw.col(DAY) < 0).select(*keys, *nothing, number)]
    found = nw.concat(parts) if len(parts) > 1 else parts[0]
    return found.group_by(columns).agg(nw.len().cast(nw.Int64).alias("count"))


def _tallied(table: Table, rows: Frame, named: tuple[str, Tally], where: Truth) -> Iterable[Frame]:
    """Give a row for each event that is tallied, with its key."""
    name, tally = named
    fields, key = table.fields, tally.key
    if where is False:
        return
    shared = [*table.keys, nw.lit(name).alias("tally")]
    if key in fields.sorts:
        unit, text, number = _key(table, key)
        counts = both(both(_is_event(), where), ~nw.col(raw(key)).is_null())
        yield rows.filter(counts).select(*shared, unit.alias("unit"), text.alias("text"), number)
    for default, codes in fields.defaults(key).items():
        absent: Truth = nw.col(raw(key)).is_null() if key in fields.sorts else True
        stands = both(both(_is_event(), where), both(nw.col(CODE).is_in(list(codes)), absent))
        unit, text, number = _default_key(table, key, default)
        yield rows.filter(stands).select(*shared, unit.alias("unit"), text.alias("text"), number)


def _key(table: Table, key: str) -> tuple[Any, Any, nw.Expr]:
    """Give a key as its unit, its text and its number."""
    column, sort = nw.col(raw(key)), table.fields.sorts[key]
    none, zero = nw.lit(""), nw.lit(0).cast(nw.Int64).alias("number")
    if sort == "words":
        return nw.lit("text"), column, zero
    number = as_whole(column, sort).alias("number")
    if key == "amount" and sort in ("whole", "real"):
        return _unit(table), none, number
    if sort in ("whole", "real"):
        return nw.lit("number"), none, number
    if sort == "truth":
        return nw.lit("truth"), none, number
    source = shown(table.fields.sources[key])
    msg = f"A tally's keys are text or whole numbers; the column {source} holds neither."
    raise TableError(msg)


def _unit(table: Table) -> Any:  # noqa: ANN401 - an expression
    """Give the currency of an amount: the row's, else the business's, else none."""
    setups = table.reading.setups
    codes = setups.grouped(lambda b: "minor units" if b.currency is None else b.currency.code)
    if len(codes) == 1:
        own: Any = nw.lit(next(iter(codes)))
    else:
        own = nw.lit("")
        for code, places in codes.items():
            own = nw.when(nw.col("_place").is_in(list(places))).then(nw.lit(code)).otherwise(own)
    if not table.has("currency"):
        return own
    given = nw.col("currency")
    return nw.when(given.is_null()).then(own).otherwise(given)


def _default_key(table: Table, key: str, default: object) -> tuple[Any, Any, nw.Expr]:
    none, zero = nw.lit(""), nw.lit(0).cast(nw.Int64).alias("number")
    if isinstance(default, str):
        return nw.lit("text"), nw.lit(default), zero
    if isinstance(default, int):
        unit = nw.lit("truth") if isinstance(default, bool) else nw.lit("number")
        unit = _unit(table) if key == "amount" else unit
        return unit, none, nw.lit(int(default)).cast(nw.Int64).alias("number")
    msg = f"A tally's keys are text or whole numbers; the default {shown(default)} is neither."
    raise TableError(msg)


