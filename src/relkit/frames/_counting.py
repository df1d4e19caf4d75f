"""Counting prepared rows: the three long tables that evidence consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._conditions import Conditions, Truth, both, either, expressed
from relkit.frames._days import DAY
from relkit.frames._engines import Frame, row_by_row
from relkit.frames._fields import CODE, any_of, raw
from relkit.frames._layers import as_bit
from relkit.frames._names import stated_columns
from relkit.frames._rows import BAD, LIVE, PERIOD, prepared
from relkit.frames._sorts import as_whole
from relkit.frames._tallies import KEY, column_in, tally_columns
from relkit.measures import Count, First, Last, Most, Total

if TYPE_CHECKING:
    from relkit.frames._names import Names
    from relkit.frames._table import Table

__all__ = ["COUNTERS", "Tables", "counted", "merged_by"]

_Counter: TypeAlias = "Count | First | Last | Most | Total"

COUNTERS: Final = {
    "first_period": "min",
    "last_period": "max",
    "last_day": "max",
    "bad_rows": "sum",
}
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
    wheres = {m: both(_is_event(), conditions.lower(m.where)) for m in names.measures}
    values: dict[Any, Any] = {
        m: conditions.value(m.value) for m in names.measures if isinstance(m, (Most, Total))
    }
    counters = {n: _counter(m, wheres[m], values.get(m, 0)) for m, n in names.counters().items()}
    flagged = [wheres[m] for m in names.flags()]
    flags = {name: as_bit(wheres[m]) for m, name in names.flags().items()}
    counters = {**_own(flagged), **counters, **_stated(table, conditions, names)}
    tallies = {name: tally_columns(table, m, wheres[m]) for m, name in names.tallies().items()}
    inputs = {
        column_in(name, part): expression
        for name, columns in tallies.items()
        for part, expression in columns.items()
    }
    keys, period = list(table.keys), {"period": nw.col(PERIOD)}
    rows = prepared(table, conditions, until)
    merges = COUNTERS | {name: merged_by(m) for m, name in names.counters().items()}
    told = [name for name, columns in tallies.items() if columns]
    return Tables(
        counters=merged(
            _measured(table, rows, counters), keys, {n: merges.get(n, "sum") for n in counters}
        ),
        periods=_periods(_measured(table, rows, period | flags), keys, list(flags)),
        tallies=_tallies(_measured(table, rows, period | inputs), keys, told),
    )


def _measured(table: Table, rows: Frame, columns: dict[str, Any]) -> Frame:
    """Work some columns out, for each event."""

    def measure(frame: Frame) -> Frame:
        happened = nw.col(LIVE) & (nw.col(CODE) != len(table.reading.shapes))
        return frame.with_columns(happened.alias(_HAPPENED)).select(*table.keys, **columns)

    return row_by_row(rows, measure)


_HAPPENED: Final = "_happened"
"""The column that is true of events that are counted, and of no statement."""


def _is_event() -> nw.Expr:
    return nw.col(_HAPPENED)


def _own(flagged: list[Truth]) -> dict[str, Any]:
    """Give the columns of ``COUNTERS``."""
    some: Truth = False
    for where in flagged:
        some = either(some, where)
    last: Any = nw.lit(0)
    if some is not False:
        last = nw.when(expressed(some)).then(nw.col(PERIOD)).otherwise(nw.lit(0))
    period = nw.when(_is_event()).then(nw.col(PERIOD)).otherwise(nw.lit(ABSENT_FIRST))
    day = nw.when(nw.col(LIVE)).then(nw.col(DAY)).otherwise(nw.lit(0))
    return {
        "first_period": period.cast(nw.Int64),
        "last_period": last.cast(nw.Int64),
        "last_day": day.cast(nw.Int64),
        "bad_rows": nw.col(BAD),
    }


def _counter(measure: _Counter, where: Truth, value: Any) -> Any:  # noqa: ANN401 - an expression or number
    """Give what each row adds to a counter."""
    otherwise = 0
    match measure:
        case Count():
            then: Any = nw.lit(1)
        case First():
            then, otherwise = nw.col(DAY), ABSENT_FIRST
        case Last():
            then, otherwise = nw.col(DAY), ABSENT_LAST
        case _:
            then = value if isinstance(value, nw.Expr) else nw.lit(value)
    if where is False:
        return nw.lit(otherwise).cast(nw.Int64)
    return nw.when(expressed(where)).then(then).otherwise(nw.lit(otherwise)).cast(nw.Int64)


def _stated(table: Table, conditions: Conditions, names: Names) -> dict[str, Any]:
    """Give what statements add to each trait, if the table can hold any."""
    if not table.has_statements:
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


def merged(frame: Frame, keys: list[str], merges: dict[str, str]) -> Frame:
    """Merge the rows of each relationship; every number comes out in 64 bits."""
    grouped = frame.group_by(keys).agg(*(getattr(nw.col(n), how)() for n, how in merges.items()))
    return grouped.with_columns(nw.col(*merges).cast(nw.Int64))


def _periods(rows: Frame, keys: list[str], flags: list[str]) -> Frame:
    """Give the periods in which something happened, with a bit for each flag."""
    grouped = rows.select(*keys, "period", *flags).group_by([*keys, "period"])
    found = grouped.agg(*(nw.col(name).max() for name in flags))
    happened = any_of([nw.col(name) == 1 for name in flags]) if flags else nw.col("period") < 0
    return found.filter(happened)


def _tallies(rows: Frame, keys: list[str], tallies: list[str]) -> Frame:
    """Give how often each key occurs."""
    parts = [
        rows.filter(nw.col(column_in(name, "counts"))).select(
            *keys,
            nw.lit(name).alias("tally"),
            *(nw.col(column_in(name, part)).alias(part) for part in KEY),
        )
        for name in tallies
    ]
    if not parts:
        nothing = [nw.lit("").alias(name) for name in ("tally", "unit", "text")]
        number = nw.lit(0).cast(nw.Int64).alias("number")
        parts = [rows.filter(nw.col("period") < 0).select(*keys, *nothing, number)]
    found = nw.concat(parts) if len(parts) > 1 else parts[0]
    counts = found.group_by([*keys, "tally", *KEY]).agg(nw.len().alias("count"))
    return counts.with_columns(nw.col("count").cast(nw.Int64))
