"""Counting prepared rows: the three long tables that evidence consists of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._conditions import Conditions
from relkit.frames._days import DAY
from relkit.frames._engines import Frame, kept, lengthened, row_by_row, shortened
from relkit.frames._fields import CODE, raw
from relkit.frames._layers import as_bit
from relkit.frames._names import stated_columns
from relkit.frames._rows import BAD, LIVE, PERIOD, prepared
from relkit.frames._sorts import as_whole
from relkit.frames._tallies import counted_keys, tally_of
from relkit.frames._truths import Truth, both, expressed, some
from relkit.measures import Count, First, Last, Most, Total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relkit.frames._names import Names
    from relkit.frames._table import Table
    from relkit.measures import Measure

__all__ = ["COUNTERS", "Tables", "counted", "merged_by"]

_NOTHING: Final[Mapping[str, int]] = MappingProxyType({})
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
    """The three long tables; each holds the keys of the relationship first.

    ``settled`` are columns of the counters and periods that are the same in every row, whatever
    the rows say: no table has them, until ``filled`` gives it them. A tally of which no row holds
    a key is settled as 0. ``short`` are keys that are categories until then.
    """

    counters: Frame
    periods: Frame
    tallies: Frame
    settled: Mapping[str, int] = _NOTHING
    short: tuple[str, ...] = ()

    def filled(self, names: Names, but: Mapping[str, int] = _NOTHING) -> Tables:
        """Give tables that have a column for whatever is settled, but for some of it."""
        told = {name: value for name, value in self.settled.items() if name not in but}
        counters, flags = names.counters().values(), names.flags().values()
        counted, held, tallied = (
            lengthened(each, self.short) for each in (self.counters, self.periods, self.tallies)
        )
        return Tables(
            counters=_with(counted, told, nw.Int64, [*COUNTERS, *counters, *names.stated()]),
            periods=_with(held, told, nw.Int8, list(flags)),
            tallies=tallied,
            settled=but,
        )


def _with(frame: Frame, told: Mapping[str, int], kind: Any, names: Sequence[str]) -> Frame:  # noqa: ANN401 - a type of narwhals
    """Add those of the named columns that are told, and put all of them in their order."""
    columns = {name: nw.lit(told[name]).cast(kind) for name in names if name in told}
    if not columns:
        return frame
    found = frame.with_columns(**columns)
    there = found.collect_schema().names()
    keys = [name for name in there if name not in names]
    return found.select(*keys, *(name for name in names if name in there))


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
    truths = {measure: conditions.lower(measure.where) for measure in names.measures}
    flags = {name: truths[measure] for measure, name in names.flags().items()}
    flagged = both(_is_event(), some(flags.values()))
    tallies = {
        name: tally_of(table, measure, both(_is_event(), truths[measure]))
        for measure, name in names.tallies().items()
    }
    counters = _Counters.of(conditions, names, truths)
    columns = {**_own(), **counters.columns, **_stated(table, conditions, names)}
    bits = {n: as_bit(both(_is_event(), t)) for n, t in flags.items() if isinstance(t, nw.Expr)}
    inputs = {n: c for name, tally in tallies.items() for n, c in tally.columns(name).items()}

    def measure(frame: Frame) -> Frame:
        frame = frame.with_columns(_happened(table).alias(_HAPPENED))
        for layer in layers:
            frame = frame.with_columns(**layer)
        frame = frame.with_columns(expressed(flagged).alias(_SOME))
        return frame.select(*table.keys, nw.col(PERIOD), nw.col(_SOME), **columns, **bits, **inputs)

    keys = list(table.keys)
    merges = COUNTERS | {name: merged_by(m) for m, name in names.counters().items()}
    rows, short = shortened(row_by_row(prepared(table, conditions, until), measure), keys)
    found = merged(rows, keys, {name: merges.get(name, "sum") for name in columns})
    order = [n for n in dict.fromkeys([*merges, *columns]) if n in columns or n in counters.twins]
    settled = {name: int(truth) for name, truth in flags.items() if isinstance(truth, bool)}
    settled |= {name: 0 for name, tally in tallies.items() if tally.counts is False}
    return Tables(
        counters=counters.with_twins(found, [*keys, *order]),
        periods=_periods(rows, keys, list(bits)),
        tallies=counted_keys(rows, keys, tallies),
        settled={**settled, **counters.settled},
        short=tuple(short),
    )


_HAPPENED: Final = "_happened"
"""The column that is true of events that are counted, and of no statement."""

_SOME: Final = "_some"
"""The column that is true of events of which some flag says something."""


def _happened(table: Table) -> nw.Expr:
    statement = len(table.reading.shapes)
    live = nw.col(LIVE)
    return live & (nw.col(CODE) != statement) if statement in table.reading.codes else live


def _is_event() -> nw.Expr:
    return nw.col(_HAPPENED)


def _own() -> dict[str, nw.Expr]:
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


@attrs.frozen
class _Counters:
    """What each row adds to each counter.

    No row adds to those that are ``settled``, and ``twins`` are the same as another counter.
    """

    columns: Mapping[str, nw.Expr]
    settled: Mapping[str, int]
    twins: Mapping[str, str]

    @classmethod
    def of(cls, conditions: Conditions, names: Names, truths: Mapping[Measure, Truth]) -> _Counters:
        columns: dict[str, nw.Expr] = {}
        settled: dict[str, int] = {}
        twins: dict[str, str] = {}
        known: dict[object, str] = {}
        for measure, name in names.counters().items():
            truth, value = truths[measure], getattr(measure, "value", None)
            added = 1 if value is None else conditions.value(value)
            if truth is False or (isinstance(added, int) and added == 0):
                settled[name] = ABSENT_FIRST if isinstance(measure, First) else ABSENT_LAST
                continue
            same = type(measure), measure.where if isinstance(truth, nw.Expr) else truth, value
            twin = known.setdefault(same, name)
            if twin == name:
                columns[name] = _counter(measure, both(_is_event(), truth), added)
            else:
                twins[name] = twin
        return cls(columns, settled, twins)

    def with_twins(self, frame: Frame, order: Iterable[str]) -> Frame:
        """Add the twins to what was counted, each in its place."""
        if not self.twins:
            return frame
        return frame.select(*(nw.col(self.twins.get(n, n)).alias(n) for n in order))


def _counter(measure: _Counter, where: Truth, value: Any) -> nw.Expr:  # noqa: ANN401 - an expression or number
    """Give what each row adds to a counter."""
    kind: Any = nw.Int32
    otherwise = ABSENT_LAST
    match measure:
        case Count():
            return as_bit(where)
        case First():
            then, otherwise = nw.col(DAY), ABSENT_FIRST
        case Last():
            then = nw.col(DAY)
        case _:
            kind, then = nw.Int64, value if isinstance(value, nw.Expr) else nw.lit(value)
    counted: nw.Expr = nw.when(expressed(where)).then(then).otherwise(nw.lit(otherwise)).cast(kind)
    return counted


def _stated(table: Table, conditions: Conditions, names: Names) -> dict[str, nw.Expr]:
    """Give what statements add to each trait, if the table can hold any."""
    found: dict[str, nw.Expr] = {}
    if not table.has_statements:
        return found
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
    if not flags:
        return happened.unique(keep="any")
    return happened.group_by([*keys, "period"]).agg(nw.col(*flags).max())
