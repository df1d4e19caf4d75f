"""What the engines of clusters need beside expressions: Dask's partitions, Spark's own words.

The session ``cluster`` tests this module. The other tests have neither engine, so it is left out
of their coverage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Callable

    from relkit.frames._engines import Frame

__all__ = ["at_zone_by_spark", "by_partitions", "repeated_by_spark"]


def by_partitions(
    frame: Frame, step: Callable[[Frame], Frame], typed: Callable[[Any], tuple[Any, ...]]
) -> Frame:
    """Take a step with each of Dask's partitions, which are frames of pandas.

    Dask's own graph would hold a node for each of hundreds of expressions, and spend its time
    on those. ``typed`` gives pandas' columns of objects the type of what they hold.
    """

    def on_partition(part: Any) -> Any:  # noqa: ANN401 - a pandas frame
        known = typed(nw.from_native(part, eager_only=True))[0]
        return nw.to_native(step(known.lazy()).collect())

    native: Any = frame.to_native()
    meta = on_partition(native._meta)  # noqa: SLF001 - Dask's own way of telling types
    stepped: Frame = nw.from_native(native.map_partitions(on_partition, meta=meta))
    return stepped


def repeated_by_spark(frame: Frame, steps: str) -> Frame:
    """Give every row once for each of these numbers, as the column ``_step``."""
    native: Any = frame.to_native()
    exploded: Frame = nw.from_native(native.selectExpr("*", f"explode(array({steps})) AS _step"))
    return exploded


def at_zone_by_spark(frame: Frame, column: str, zone: str, name: str) -> Frame:
    """Add a column of what the clocks of a zone show, whatever the session's zone is."""
    native: Any = frame.to_native()
    since = "timestamp_ntz'1970-01-01 00:00:00'"
    passed = f"make_dt_interval(0, 0, 0, unix_seconds(`{column}`))"
    shift = f"convert_timezone('UTC', '{zone}', {since} + {passed}) AS {name}"
    shown: Frame = nw.from_native(native.selectExpr("*", shift))
    return shown


def apart_by_spark(frame: Frame) -> Frame:
    """Keep Spark from carrying what it knows of a frame's columns any further."""
    native: Any = frame.to_native()
    *others, last = native.columns
    columns = [f"`{name}`" for name in others]
    apart = native.unpivot(columns, [f"`{last}`"], "_of", last)
    return nw.from_native(apart.drop("_of"))
