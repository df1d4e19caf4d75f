"""What the engines of clusters need beside expressions: Dask's partitions, Spark's own words.

The session ``cluster`` tests this module, every branch of it. The other tests have neither engine,
so it is left out of their coverage.
"""

from __future__ import annotations

from collections import UserDict
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Callable

    from relkit.frames._engines import Frame

__all__ = [
    "apart_by_spark",
    "at_zone_by_spark",
    "by_partitions",
    "planned_by_dask",
    "repeated_by_spark",
    "together_by_spark",
]


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
    return planned_by_dask(stepped)


class _Graph(UserDict[Any, Any]):
    """Tasks of Dask, told apart by the name of their plan: to hash them all takes long."""

    def __init__(self, plan: Any) -> None:  # noqa: ANN401 - of Dask
        super().__init__(plan.__dask_graph__())
        self.name = plan._name  # noqa: SLF001 - Dask's own, as are the others here

    def __dask_tokenize__(self) -> str:
        return str(self.name)


def planned_by_dask(frame: Frame) -> Frame:
    """Have Dask plan a frame here and now, which computes nothing.

    Dask goes through a plan once more for each way that leads to a part of it, and ours come
    together again and again: planned in pieces, they take a fraction of the time.
    """
    native: Any = frame.to_native()
    plan = native.optimize()
    dask: Any = nw.Implementation.DASK.to_native_namespace()
    keys = plan.__dask_keys__()
    leaf = dask.from_graph(_Graph(plan), plan._meta, plan.divisions, keys, "relkit")  # noqa: SLF001 - as above
    planned: Frame = nw.from_native(leaf)
    return planned


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
    """Keep Spark from telling what comes later how the columns of a frame were made.

    Spark writes down, for every filter and join, all equalities among all columns below it:
    with hundreds of columns that takes more memory than it has. It writes nothing down of
    columns turned into rows, and here each row is turned into one row.
    """
    native: Any = frame.to_native()
    *others, last = native.columns
    turned = native.unpivot([f"`{name}`" for name in others], [f"`{last}`"], "_of", last)
    apart: Frame = nw.from_native(turned.drop("_of"))
    return apart


def together_by_spark(periods: Frame) -> Frame:
    """Send the periods of one relationship, whose keys are the columns before, to one task.

    Spark places groups by all that they are grouped by. Periods would move once more for every
    look back, after it has made many of each.
    """
    native: Any = periods.to_native()
    keys = native.columns[: native.columns.index("period")]
    placed: Frame = nw.from_native(native.repartition(*(f"`{key}`" for key in keys)))
    return placed
