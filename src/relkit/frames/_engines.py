"""What differs between engines, each difference in one small function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import FrameError
from relkit.frames._clusters import (
    apart_by_spark,
    at_zone_by_spark,
    by_partitions,
    planned_by_dask,
    repeated_by_spark,
    together_by_spark,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "Frame",
    "Native",
    "at_zone",
    "engine_of",
    "gathered",
    "gathered_together",
    "kept",
    "lazily",
    "opened",
    "planned",
    "repeated",
    "row_by_row",
    "rows_of",
    "takes_nan_for_absent",
    "together",
    "united",
    "with_ordinals",
]

Frame: TypeAlias = "nw.LazyFrame[Any]"

Native: TypeAlias = Any
"""A table of one of the engines: no type says all of them."""

_NOTHING = {"null", "void"}
_PANDAS_LIKE = {nw.Implementation.PANDAS, nw.Implementation.MODIN, nw.Implementation.DASK}


@attrs.frozen
class Opened:
    """A table as a lazy frame, whether it was lazy, and what its types do not tell.

    ``void`` names the columns that hold nothing, ``dates`` those that held Python's dates.
    """

    frame: Frame
    is_lazy: bool
    void: frozenset[str]
    dates: frozenset[str] = frozenset()


def opened(table: Native) -> Opened:
    """Open a table of any engine; raises ``FrameError`` for what is no table."""
    try:
        found: Any = nw.from_native(table)
    except TypeError as fault:
        msg = (
            "A table comes from pandas, Polars, PyArrow, DuckDB, Dask or PySpark, "
            f"not {shown(table)}."
        )
        raise FrameError(msg) from fault
    if isinstance(found, nw.LazyFrame):
        lazy: Any = found  # pyright: ignore[reportUnknownVariableType] - of no known engine
        return Opened(lazy, is_lazy=True, void=_void_by_type(lazy))
    if found.implementation in _PANDAS_LIKE:
        found, dates, void = _without_objects(found)
        return Opened(found.lazy(), is_lazy=False, void=void, dates=dates)
    return Opened(found.lazy(), is_lazy=False, void=_void_by_count(found))


def _void_by_type(frame: Frame) -> frozenset[str]:
    """Name the columns whose very type says that they hold nothing."""
    unknown = [name for name, dtype in frame.collect_schema().items() if dtype == nw.Unknown]
    if not unknown:
        return frozenset()
    native: Any = frame.to_native()
    if engine_of(frame) is nw.Implementation.POLARS:
        types: dict[str, Any] = dict(native.collect_schema())
    else:  # Spark gives each type with its name
        told = zip(native.columns, native.dtypes, strict=True)
        types = {name: each[-1] if isinstance(each, tuple) else each for name, each in told}
    return frozenset(name for name in unknown if str(types[name]).strip('"').lower() in _NOTHING)


def _void_by_count(frame: nw.DataFrame[Any]) -> frozenset[str]:
    """Name the columns of no usable type that hold nothing."""
    unknown = [name for name, dtype in frame.schema.items() if dtype == nw.Unknown]
    return frozenset(name for name in unknown if frame[name].null_count() == len(frame))


def gathered(frame: Frame) -> nw.DataFrame[Any]:
    """Compute a frame here and now, whatever engine it lives in."""
    collected: nw.DataFrame[Any] = frame.collect()
    return collected


def gathered_together(frames: Sequence[Frame]) -> list[Frame]:
    """Compute frames that share their beginning; Polars then works that out once."""
    if engine_of(frames[0]) is not nw.Implementation.POLARS:
        return [gathered(frame).lazy() for frame in frames]
    polars: Any = nw.Implementation.POLARS.to_native_namespace()
    return [lazily(table) for table in polars.collect_all([f.to_native() for f in frames])]


def lazily(table: Native) -> Frame:
    """Give an engine's own table as a frame; it is computed, and nothing more is."""
    found: nw.DataFrame[Any] = nw.from_native(table, eager_only=True)
    return found.lazy()


def rows_of(frame: Frame) -> list[dict[str, Any]]:
    """Compute a frame and give its rows; times that Python has no value for come as text."""
    computed = gathered(frame)
    texts = [
        nw.col(name).cast(nw.String)
        for name, dtype in computed.schema.items()
        if dtype in (nw.Date, nw.Datetime) and _is_beyond(computed[name])
    ]
    return list(computed.with_columns(*texts).iter_rows(named=True))


def _is_beyond(times: nw.Series[Any]) -> bool:
    """Tell whether Python's calendar lacks one of these times, in some zone or other."""
    years = times.dt.year().drop_nulls()
    return len(years) > 0 and (years.min() <= 1 or years.max() >= 9999)  # noqa: PLR2004 - its ends


def engine_of(frame: Frame) -> nw.Implementation:
    """Give the engine that a frame lives in."""
    engine: nw.Implementation = getattr(frame, "implementation")  # noqa: B009 - typed too narrowly
    return engine


def takes_nan_for_absent(frame: Frame) -> bool:
    """Tell whether whole numbers with gaps arrive as floats, as they do from pandas."""
    return engine_of(frame) in _PANDAS_LIKE


def _without_objects(
    frame: nw.DataFrame[Any],
) -> tuple[nw.DataFrame[Any], frozenset[str], frozenset[str]]:
    """Give pandas' columns of Python objects the type of what they hold.

    pandas keeps dates, and truth values with gaps, as objects that no engine computes with.
    Names the columns that held dates, and those that hold nothing.
    """
    native: Any = frame.to_native()
    objects = [name for name, dtype in native.dtypes.items() if dtype == object]  # noqa: E721 - a dtype, no type
    if not objects:
        return frame, frozenset(), frozenset()
    dates: set[str] = set()
    void: set[str] = set()
    native = native.copy(deep=False)
    for name in objects:
        column = native[name]
        kinds = {kind.__name__ for kind in set(map(type, column.dropna().array))}
        if not kinds:
            void.add(name)
        elif kinds == {"date"}:
            native[name] = column.astype("datetime64[s]")
            dates.add(name)
        elif kinds == {"bool"}:
            native[name] = column.astype("boolean")
    opened_again: nw.DataFrame[Any] = nw.from_native(native, eager_only=True)
    return opened_again, frozenset(dates), frozenset(void)


def row_by_row(frame: Frame, step: Callable[[Frame], Frame]) -> Frame:
    """Take a step in which no row looks at another: Dask and Spark in ways of their own."""
    engine = engine_of(frame)
    by_dask, by_spark = engine is nw.Implementation.DASK, engine is nw.Implementation.PYSPARK
    taken = by_partitions(frame, step, _without_objects) if by_dask else step(frame)
    return apart_by_spark(taken) if by_spark else taken


def planned(frame: Frame) -> Frame:
    """Let Dask plan a frame that more will be done with; the others plan at the end."""
    return planned_by_dask(frame) if engine_of(frame) is nw.Implementation.DASK else frame


def together(periods: Frame) -> Frame:
    """Let Spark bring the periods of each relationship to one place, where they then stay."""
    by_spark = engine_of(periods) is nw.Implementation.PYSPARK
    return together_by_spark(periods) if by_spark else periods


def kept(frame: Frame, column: str, early: nw.Expr | None = None) -> Frame:
    """Keep the rows in which a column of truths is true.

    DuckDB would work the column out once more, below everything else and with all that it is
    made of, to be rid of the other rows early. It leaves alone what depends on chance, and is
    told instead what else is true of these rows, ``early``, and cheap to find out.
    """
    if engine_of(frame) is not nw.Implementation.DUCKDB:
        return frame.filter(nw.col(column))
    if early is not None:
        frame = frame.filter(early)
    native: Any = frame.to_native()
    by_chance: Frame = nw.from_native(
        native.project(f'* REPLACE ("{column}" AND random() >= 0 AS "{column}")')
    )
    return by_chance.filter(nw.col(column))


def united(frames: Sequence[Frame]) -> Frame:
    """Put frames with the same columns below one another.

    pandas is given none without rows: pandas 2 lets those decide on types, and warns of it.
    """
    if engine_of(frames[0]) is nw.Implementation.PANDAS:
        frames = [frame for frame in frames if len(gathered(frame))] or frames[:1]
    return nw.concat(frames) if len(frames) > 1 else frames[0]


def repeated(frame: Frame, times: int) -> Frame:
    """Give every row so many times, with a column ``_step`` that counts them from 0.

    A union of the frame with itself would plan, and on DuckDB and Spark compute, all that
    comes before it once for each of its parts.
    """
    steps = ", ".join(map(str, range(times)))
    engine = engine_of(frame)
    if engine is nw.Implementation.DUCKDB:
        native: Any = frame.to_native()
        unnested: Frame = nw.from_native(native.project(f"*, unnest([{steps}]) AS _step"))
        return unnested
    parts = (frame.with_columns(nw.lit(n).alias("_step")) for n in range(times))
    by_spark = engine is nw.Implementation.PYSPARK
    return repeated_by_spark(frame, steps) if by_spark else united([*parts])


def with_ordinals(frame: Frame, column: str, day: str, unix: int) -> Frame | None:
    """Count the days of dates and local datetimes from the day of 1970-01-01, ``unix``.

    They are counted as the engine holds them; None stands for an engine that is better asked
    for the year and the day of the year. What is absent comes out as nothing, or, as what lies
    outside any calendar, as a number far away.
    """
    native: Any = frame.to_native()
    match engine_of(frame):
        case nw.Implementation.POLARS:
            at = nw.Implementation.POLARS.to_native_namespace().col(column)
            days = at.dt.date().to_physical() + unix
            counted: Frame = nw.from_native(native.with_columns(days.alias(day)))
            return counted
        case nw.Implementation.DUCKDB:
            since = f"CAST(\"{column}\" AS DATE) - DATE '1970-01-01' + {unix}"
            finite = f'CASE WHEN isfinite("{column}") THEN {since} END'
            found: Frame = nw.from_native(native.project(f'*, {finite} AS "{day}"'))
            return found
        case nw.Implementation.PANDAS if str(native[column].dtype).startswith("datetime64"):
            days = native[column].to_numpy("datetime64[D]").astype("int64") + unix
            return lazily(native.assign(**{day: days}))
        case nw.Implementation.PYARROW if "date32" in str(native[column].type):
            arrow: Any = nw.Implementation.PYARROW.to_native_namespace()
            days = arrow.compute.add(native[column].cast(arrow.int32()), unix)
            return lazily(native.append_column(day, days))
        case _:
            return None


def at_zone(frame: Frame, column: str, zones: Iterable[str]) -> Frame:
    """Add, for each zone, a column of what the clocks there show at the instants of a column.

    Most engines do it by themselves. DuckDB and Spark keep the zone in the session instead,
    so they are asked in their own words, whatever their session says.
    """
    engine = engine_of(frame)
    for place, zone in enumerate(zones):
        name = f"{column}_{place}"
        there = nw.col(column).dt.convert_time_zone(zone).alias(name)
        if engine is nw.Implementation.DUCKDB:
            native: Any = frame.to_native()
            frame = nw.from_native(native.project(f"*, timezone('{zone}', \"{column}\") AS {name}"))
        else:
            by_spark = engine is nw.Implementation.PYSPARK
            given = at_zone_by_spark(frame, column, zone, name) if by_spark else None
            frame = frame.with_columns(there) if given is None else given
    return frame
