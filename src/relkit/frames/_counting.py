"""Counting prepared rows: the three long tables that evidence consists of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs
import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_FIRST
from relkit.frames._conditions import Conditions
from relkit.frames._counters import HAPPENED, Counters, is_event, merged_by
from relkit.frames._days import DAY
from relkit.frames._engines import Frame, kept, row_by_row
from relkit.frames._fields import CODE, raw
from relkit.frames._keys import lengthened, shortened
from relkit.frames._names import stated_columns
from relkit.frames._rows import BAD, LIVE, PERIOD, prepared
from relkit.frames._sorts import as_whole
from relkit.frames._tallies import counted_keys, tally_of
from relkit.frames._truths import both, expressed, some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.frames._names import Names
    from relkit.frames._table import Table

__all__ = ["COUNTERS", "Tables", "counted", "merged"]

_NOTHING: Final[Mapping[str, int]] = MappingProxyType({})

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


def counted(table: Table, names: Names, until: int | None) -> Tables:
    """Count a table's events."""
    conditions = Conditions(table.fields)
    layers = list(conditions.layers(measure.where for measure in names.measures))
    truths = {measure: conditions.lower(measure.where) for measure in names.measures}
    flags = {name: truths[measure] for measure, name in names.flags().items()}
    flagged = both(is_event(), some(flags.values()))
    tallies = {
        name: tally_of(table, measure, both(is_event(), truths[measure]))
        for measure, name in names.tallies().items()
    }
    counters = Counters.of(conditions, names, truths)
    columns = {**_own(), **counters.columns, **_stated(table, conditions, names)}
    bits = {
        name: (is_event() & truth).cast(nw.Int8)
        for name, truth in flags.items()
        if isinstance(truth, nw.Expr)
    }
    inputs = {n: c for name, tally in tallies.items() for n, c in tally.columns(name).items()}

    def measure(frame: Frame) -> Frame:
        frame = frame.with_columns(_happened(table).alias(HAPPENED))
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


_SOME: Final = "_some"
"""The column that is true of events of which some flag says something."""


def _happened(table: Table) -> nw.Expr:
    statement = len(table.reading.shapes)
    live = nw.col(LIVE)
    return live & (nw.col(CODE) != statement) if statement in table.reading.codes else live


def _own() -> dict[str, nw.Expr]:
    """Give the columns of ``COUNTERS``."""
    period = nw.when(is_event()).then(nw.col(PERIOD)).otherwise(nw.lit(ABSENT_FIRST))
    last = nw.when(nw.col(_SOME)).then(nw.col(PERIOD)).otherwise(nw.lit(0))
    day = nw.when(nw.col(LIVE)).then(nw.col(DAY)).otherwise(nw.lit(0))
    return {
        "first_period": period.cast(nw.Int32),
        "last_period": last.cast(nw.Int32),
        "last_day": day.cast(nw.Int32),
        "bad_rows": nw.col(BAD),
    }


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
