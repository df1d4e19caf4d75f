"""Assess the events in a database, some parties at a time, and write the answers as CSV.

    python assess_events.py sqlite:///shop.db 2025-03-01 > answers.csv
    python assess_events.py postgresql+psycopg://me@localhost/shop 2025-03-01 > answers.csv

It needs relkit[frames], polars and SQLAlchemy, and psycopg for PostgreSQL. The database has a
table `events` with a row for each event, and an index on `party`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl
from sqlalchemy import Connection, MetaData, Select, Table, create_engine, select

from relkit import Business
from relkit.frames import assess

SHOP = Business("shop", industry="law", currency="EUR", keeps=["consultation", "message"])
SIZE = 100_000
"""Rows that are held at a time: a few hundred bytes each."""

TYPES = {bool: pl.Boolean, date: pl.Date, float: pl.Float64, int: pl.Int64, str: pl.String}
SHOWN = ["party", "label", "stage", "lead", "margin", "bad_rows"]


def query(connection: Connection) -> tuple[Select[tuple[object, ...]], dict[str, pl.DataType]]:
    """Ask for all events, those of one party together, and say what type each column has."""
    events = Table("events", MetaData(), autoload_with=connection)
    types = {column.name: TYPES[column.type.python_type]() for column in events.columns}
    return select(events).order_by(events.c.party), types


def batches(connection: Connection, size: int = SIZE) -> Iterator[pl.DataFrame]:
    """Read rows as they come: the driver gets so many at a time, and never holds them all."""
    asked, types = query(connection)
    stream = connection.execution_options(stream_results=True, max_row_buffer=size)
    with stream.execute(asked) as found:
        for rows in found.partitions(size):
            yield pl.DataFrame(rows, types, orient="row")


def whole_parties(parts: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Cut rows that are sorted by party anew, so that no party is in two parts."""
    kept: pl.DataFrame | None = None
    for part in parts:
        rows = part if kept is None else pl.concat([kept, part])
        is_last = pl.col("party").eq_missing(rows["party"][-1])
        kept = rows.filter(is_last)
        if len(kept) < len(rows):
            yield rows.filter(~is_last)
    if kept is not None:
        yield kept


def answers(connection: Connection, as_of: date, size: int = SIZE) -> Iterator[pl.DataFrame]:
    """Assess some parties at a time. Lazily, so that a bad row is counted and stops nothing."""
    for rows in whole_parties(batches(connection, size)):
        yield assess(rows.lazy(), business=SHOP, as_of=as_of).collect()


def main() -> int:
    """Write a line for each party."""
    url, as_of = sys.argv[1], date.fromisoformat(sys.argv[2])
    header = True
    with create_engine(url).connect() as connection:
        for answer in answers(connection, as_of):
            sys.stdout.write(answer.select(SHOWN).write_csv(include_header=header))
            header = False
    return 0


if __name__ == "__main__":
    sys.exit(main())
