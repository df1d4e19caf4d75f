"""Counting prepared rows: the three long tables that evidence consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._conditions import Conditions, Truth, both, either, expressed
from relkit.frames._days import DAY
from relkit.frames._engines import Frame, kept, row_by_row
from relkit.frames._fields import CODE, raw
from relkit.frames._layers import as_bit
from relkit.frames._names import stated_columns
from relkit.frames._rows import BAD, LIVE, PERIOD, prepared
from relkit.frames._sorts import as_whole
from relkit.frames._tallies import counted_keys, tally_of
from relkit.measures import Count, First, Last, Most, Total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relkit.frames._names import Names
    from relkit.frames._table import Table
    from relkit.measures import Measure

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
    layers = list(conditions.layers(measure.where for measure in names.measures))
    wheres = {m: both(_is_event(), conditions.lower(m.where)) for m in names.measures}
    some = _any_flag([wheres[measure] for measure in names.flags()])
    counters = {**_own(), **_counters(conditions, names, wheres)}
    counters |= _stated(table, conditions, names)
    flags = {name: as_bit(wheres[m]) for m, name in names.flags().items()}
    tallies = {name: tally_of(table, m, wheres[m]) for m, name in names.tallies().items()}
    inputs = {n: c for name, tally in tallies.items() for n, c in tally.columns(name).items()}

    def measure(frame: Frame) -> Frame:
        happened = nw.col(LIVE) & (nw.col(CODE) != len(table.reading.shapes))
        frame = frame.with_columns(happened.alias(_HAPPENED))
        for layer in layers:
            frame = frame.with_columns(**layer)
        frame = frame.with_columns(expressed(some).alias(_SOME))
        return frame.select(
            *table.keys, nw.col(PERIOD), nw.col(_SOME), **counters, **flags, **inputs
        )

    keys = list(table.keys)
    merges = COUNTERS | {name: merged_by(m) for m, name in names.counters().items()}
    rows = row_by_row(prepared(table, conditions, until), measure)
    return Tables(
        counters=merged(rows, keys, {name: merges.get(name, "sum") for name in counters}),
        periods=_periods(rows, keys, list(flags)),
        tallies=counted_keys(rows, keys, tallies),
    )


_HAPPENED: Final = "_happened"
"""The column that is true of events that are counted, and of no statement."""

_SOME: Final = "_some"
"""The column that is true of events of which some flag says something."""


def _is_event() -> nw.Expr:
    return nw.col(_HAPPENED)


def _any_flag(flagged: list[Truth]) -> Truth:
    some: Truth = False
    for where in flagged:
        some = either(some, where)
    return some


def _own() -> dict[str, Any]:
    """Give the columns of ``COUNTERS``."""
    period = nw.when(_is_event()).then(nw.col(PERIOD)).otherwise(nw.lit(ABSENT_FIRST))
    last = nw.when(nw.col(_SOME)).then(nw.col(PERIOD)).otherwise(nw.lit(0))
    day = nw.when(nw.col(LIVE)).then(nw.col(DAY)).otherwise(nw.lit(0))
    return {
        "first_period": period.cast(nw.Int32),
        "last_period": last.cast(nw.Int32),
        "last_day": day.cast(nw.Int32),
        "bad_rows": nw.col(BAD),
    }


def _counters(
    conditions: Conditions, names: Names, wheres: Mapping[Measure, Truth]
) -> dict[str, Any]:
    """Give what each row adds to each counter."""
    found: dict[str, Any] = {}
    for measure, name in names.counters().items():
        value = conditions.value(measure.value) if isinstance(measure, (Most, Total)) else 0
        found[name] = _counter(measure, wheres[measure], value)
    return found


def _counter(measure: _Counter, where: Truth, value: Any) -> Any:  # noqa: ANN401 - an expression or number
    """Give what each row adds to a counter."""
    kind: Any = nw.Int32
    otherwise = 0
    match measure:
        case Count():
            return as_bit(where)
        case First():
            then, otherwise = nw.col(DAY), ABSENT_FIRST
        case Last():
            then, otherwise = nw.col(DAY), ABSENT_LAST
        case _:
            kind, then = nw.Int64, value if isinstance(value, nw.Expr) else nw.lit(value)
    if where is False:
        return nw.lit(otherwise).cast(kind)
    return nw.when(expressed(where)).then(then).otherwise(nw.lit(otherwise)).cast(kind)


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


def merged(frame: Frame, keys: list[str], merges: Mapping[str, str]) -> Frame:
    """Merge the rows of each relationship; every number comes out in 64 bits."""
    by_way: dict[str, list[str]] = {}
    for name, way in merges.items():
        by_way.setdefault(way, []).append(name)
    grouped = frame.select(*keys, *merges).group_by(keys)
    found = grouped.agg(*(getattr(nw.col(*names), way)() for way, names in by_way.items()))
    return found.select(*keys, nw.col(*merges).cast(nw.Int64))


def _periods(rows: Frame, keys: list[str], flags: list[str]) -> Frame:
    """Give the periods in which something happened, with a bit for each flag."""
    happened = rows.select(*keys, nw.col(PERIOD).alias("period"), *flags, nw.col(_SOME))
    happened = kept(happened, _SOME).drop(_SOME)
    bits = [nw.col(*flags).max()] if flags else []
    return happened.group_by([*keys, "period"]).agg(*bits)
