"""What differs between engines, each difference in one small function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "Frame",
    "Native",
    "at_zone",
    "gathered",
    "opened",
    "repeated",
    "row_by_row",
    "rows_of",
    "takes_nan_for_absent",
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
    elif engine_of(frame) is nw.Implementation.DUCKDB:
        types = dict(zip(native.columns, native.dtypes, strict=True))
    else:
        types = dict(native.dtypes)
    return frozenset(name for name in unknown if str(types[name]).strip('"').lower() in _NOTHING)


def _void_by_count(frame: nw.DataFrame[Any]) -> frozenset[str]:
    """Name the columns of no usable type that hold nothing."""
    unknown = [name for name, dtype in frame.schema.items() if dtype == nw.Unknown]
    return frozenset(name for name in unknown if frame[name].null_count() == len(frame))


def gathered(frame: Frame) -> nw.DataFrame[Any]:
    """Compute a frame here and now, whatever engine it lives in."""
    collected: nw.DataFrame[Any] = frame.collect()
    return collected


def rows_of(frame: Frame) -> list[dict[str, Any]]:
    """Compute a frame and give its rows."""
    return list(gathered(frame).iter_rows(named=True))


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
        kinds = {type(value).__name__ for value in column.dropna()}
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
    """Take a step in which no row looks at another.

    Dask takes it partition by partition in pandas: its own graph would hold a node for each
    of hundreds of expressions, and spend its time on those.
    """
    if engine_of(frame) is not nw.Implementation.DASK:
        return step(frame)
    native: Any = frame.to_native()

    def on_partition(part: Any) -> Any:  # noqa: ANN401 - a pandas frame
        typed, _, _ = _without_objects(nw.from_native(part, eager_only=True))
        return nw.to_native(step(typed.lazy()).collect())

    meta = on_partition(native._meta)  # noqa: SLF001 - Dask's own way of telling types
    stepped: Frame = nw.from_native(native.map_partitions(on_partition, meta=meta))
    return stepped


def repeated(frame: Frame, times: int) -> Frame:
    """Give every row so many times, with a column ``_step`` that counts them from 0.

    A union of the frame with itself would plan, and on DuckDB and Spark compute, all that
    comes before it once for each of its parts.
    """
    steps = ", ".join(map(str, range(times)))
    native: Any = frame.to_native()
    if engine_of(frame) is nw.Implementation.DUCKDB:
        unnested: Frame = nw.from_native(native.project(f"*, unnest([{steps}]) AS _step"))
        return unnested
    if engine_of(frame) is nw.Implementation.PYSPARK:
        exploded: Frame = nw.from_native(
            native.selectExpr("*", f"explode(array({steps})) AS _step")
        )
        return exploded
    return nw.concat([frame.with_columns(nw.lit(n).alias("_step")) for n in range(times)])


def at_zone(frame: Frame, column: str, zones: Iterable[str]) -> Frame:
    """Add, for each zone, a column of what the clocks there show at the instants of a column.

    Most engines do it by themselves. DuckDB and Spark keep the zone in the session instead,
    so they are asked in their own words, whatever their session says.
    """
    for place, zone in enumerate(zones):
        name = f"{column}_{place}"
        native: Any = frame.to_native()
        if engine_of(frame) is nw.Implementation.DUCKDB:
            frame = nw.from_native(native.project(f"*, timezone('{zone}', \"{column}\") AS {name}"))
        elif engine_of(frame) is nw.Implementation.PYSPARK:
            since = "timestamp_ntz'1970-01-01 00:00:00'"
            passed = f"make_dt_interval(0, 0, 0, unix_seconds(`{column}`))"
            shift = f"convert_timezone('UTC', '{zone}', {since} + {passed}) AS {name}"
            frame = nw.from_native(native.selectExpr("*", shift))
        else:
            frame = frame.with_columns(nw.col(column).dt.convert_time_zone(zone).alias(name))
    return frame
