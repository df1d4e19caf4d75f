"""The engines that frames are tested on: how a table gets into each, and its rows out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

Rows = Sequence[Mapping[str, Any]]

TRUTHS = {"standard", "planned", "paid", "tailored", "co_produced", "initiated", "negotiated"}
TRUTHS |= {"automatic", "on_time", "input", "group"}
WHOLE = {"amount", "minutes", "term_days", "pro", "con"}
REAL = {"discount", "rating"}


def columns_of(rows: Rows) -> list[str]:
    """The columns of some rows, in the order in which they come up."""
    return list(dict.fromkeys(name for row in rows for name in row))


def arrow_type(name: str, values: Iterable[object]) -> pa.DataType:
    """The type of a column: that of what it holds, else that of the field."""
    present = [value for value in values if value is not None]
    if name == "on" and (not present or isinstance(present[0], date)):
        return pa.date32()
    if present and isinstance(present[0], bool):
        return pa.bool_()
    if present and isinstance(present[0], int):
        return pa.float64() if name in REAL else pa.int64()
    if present and isinstance(present[0], (float, Decimal)):
        return pa.float64()
    known = {**dict.fromkeys(TRUTHS, pa.bool_()), **dict.fromkeys(WHOLE, pa.int64())}
    return {**known, **dict.fromkeys(REAL, pa.float64())}.get(name, pa.string())


def arrow(rows: Rows, names: Sequence[str] | None = None) -> pa.Table:
    """Rows as a PyArrow table."""
    names = columns_of(rows) if names is None else names
    columns = {name: [row.get(name) for row in rows] for name in names}
    types = {name: arrow_type(name, values) for name, values in columns.items()}
    return pa.table({n: pa.array(values, types[n]) for n, values in columns.items()})


def pandas_numpy(rows: Rows, names: Sequence[str] | None = None) -> pd.DataFrame:
    """Rows as pandas keeps them by default: objects for dates, floats for numbers with gaps."""
    return arrow(rows, names).to_pandas()


def pandas_nullable(rows: Rows, names: Sequence[str] | None = None) -> pd.DataFrame:
    """Rows in pandas' own types that can hold gaps."""
    kinds = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    kinds |= {pa.string(): pd.StringDtype(), pa.float64(): pd.Float64Dtype()}
    return arrow(rows, names).to_pandas(types_mapper=kinds.get)


def pandas_arrow(rows: Rows, names: Sequence[str] | None = None) -> pd.DataFrame:
    """Rows in pandas' types from Arrow."""
    return arrow(rows, names).to_pandas(types_mapper=pd.ArrowDtype)


def polars_eager(rows: Rows, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Rows as a Polars frame."""
    return pl.DataFrame(pl.from_arrow(arrow(rows, names)))


def polars_lazy(rows: Rows, names: Sequence[str] | None = None) -> pl.LazyFrame:
    """Rows as a lazy Polars frame."""
    return polars_eager(rows, names).lazy()


def duckdb_relation(rows: Rows, names: Sequence[str] | None = None) -> duckdb.DuckDBPyRelation:
    """Rows as a DuckDB relation, of the connection that DuckDB keeps open by itself."""
    return duckdb.from_arrow(arrow(rows, names))


MAKERS: dict[str, Callable[..., Any]] = {
    "pandas": pandas_numpy,
    "pandas-arrow": pandas_arrow,
    "pandas-nullable": pandas_nullable,
    "polars": polars_eager,
    "polars-lazy": polars_lazy,
    "pyarrow": arrow,
    "duckdb": duckdb_relation,
}
LAZY = {"polars-lazy", "duckdb"}
ENGINES = sorted(MAKERS)


def rows_in(table: Any) -> list[dict[str, Any]]:
    """The rows of a table of any engine, what is missing as None."""
    if isinstance(table, pl.LazyFrame):
        table = table.collect()
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    if isinstance(table, duckdb.DuckDBPyRelation):
        table = table.to_arrow_table()
    if hasattr(table, "compute"):
        table = table.compute()
    if hasattr(table, "toPandas"):
        return [row.asDict() for row in table.collect()]
    if isinstance(table, pd.DataFrame):
        found = table.astype(object).where(table.notna(), None)
        return [{str(k): _plain(v) for k, v in row.items()} for row in found.to_dict("records")]
    return table.to_pylist()


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
