"""Evidence of a table, beside a group-by written by hand in the same engine.

    python benchmarks/bench_frames.py [--quick] [--events 1000000] [--engine polars duckdb]

A made-up log with a tenth as many relationships as events. Both sides give the three tables
that evidence consists of; that they are equal is checked before anything is timed. What is
written by hand knows the standard traits, one business and these columns, and checks no row.
"from a file" has Polars read the Parquet file on both sides, else the table is in memory.

The object path folds the first hundredth of the log into a book, given as dictionaries, and is
set beside Polars on the same rows. Importing is timed in new processes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import _frames_by_hand as by_hand
import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
from _frame_logs import write_log
from _timing import (
    Aim,
    Row,
    Subject,
    compared,
    in_fresh_processes,
    interleaved,
    options,
    print_load,
    print_table,
)

from relkit import Book, Business
from relkit.frames import FrameEvidence, evidence

FIRM = Business("firm", industry="law")
CODES = {"frames": "import relkit.frames", "narwhals": "import narwhals"}
Two = tuple[Callable[[], Any], Callable[[], Any]]


def _three(found: FrameEvidence) -> list[Any]:
    return [found.counters, found.periods, found.tallies]


def _in_polars(path: Path) -> Two:
    table = pl.read_parquet(path)
    return (
        lambda: _three(evidence(table, business=FIRM)),
        lambda: pl.collect_all(by_hand.by_polars(table.lazy())),
    )


def _from_file(path: Path) -> Two:
    return (
        lambda: pl.collect_all(_three(evidence(pl.scan_parquet(path), business=FIRM))),
        lambda: pl.collect_all(by_hand.by_polars(pl.scan_parquet(path))),
    )


def _in_duckdb(path: Path) -> Two:
    connection = duckdb.connect()
    connection.execute(f"create table log as select * from '{path}'")  # noqa: S608 - our own path
    return (
        lambda: [
            part.to_arrow_table()
            for part in _three(evidence(connection.table("log"), business=FIRM))
        ],
        lambda: by_hand.run_duckdb(connection, "log"),
    )


def _in_pandas(path: Path) -> Two:
    table = pd.read_parquet(path)
    table["on"] = pd.to_datetime(table["on"])
    return (
        lambda: _three(evidence(table, business=FIRM, days="local")),
        lambda: by_hand.by_pandas(table),
    )


def _in_pyarrow(path: Path) -> Two:
    table = pq.read_table(path)
    return (
        lambda: _three(evidence(table, business=FIRM)),
        lambda: by_hand.by_pyarrow(table),
    )


ENGINES: dict[str, Callable[[Path], Two]] = {
    "polars": _in_polars,
    "polars, from a file": _from_file,
    "duckdb": _in_duckdb,
    "pandas": _in_pandas,
    "pyarrow": _in_pyarrow,
}


def _as_polars(table: Any) -> pl.DataFrame:  # noqa: ANN401 - a table of any engine
    found = table if isinstance(table, pl.DataFrame) else pl.DataFrame(table)
    return found.rename(lambda name: name.removesuffix("_max").removesuffix("_min"))


def check_equal(engine: str, ours: list[Any], theirs: list[Any]) -> None:
    """Raise where the two sides count differently."""
    counters, periods, tallies = map(_as_polars, ours)
    left, held, staff, amounts = map(_as_polars, theirs)
    left = left.rename(lambda name: name.removesuffix("_sum"))
    for mine, his, keys in (
        (counters, left, ["party"]),
        (periods, held, ["party", "period"]),
    ):
        names = [name for name in mine.columns if name != "bad_rows"]
        one, other = (t.select(names).cast(dict.fromkeys(names[1:], pl.Int64)) for t in (mine, his))
        if not one.sort(keys).equals(other.sort(keys)):
            raise AssertionError(engine, keys)
    if len(tallies) != len(staff) + len(amounts):
        raise AssertionError(engine, "tallies")


def times(path: Path, names: list[str], *, quick: bool) -> list[Row]:
    """Time both sides in each engine."""
    rows: list[Row] = []
    for name in names:
        ours, theirs = ENGINES[name](path)
        check_equal(name, ours(), theirs())
        subjects = {"relkit": Subject(ours), "by hand": Subject(theirs)}
        found = interleaved(subjects, runs=3 if quick else 9, collect=True)
        rows.append(compared(name, found["relkit"], "by hand", found["by hand"], Aim(1.25)))
        print_load(found)
    return rows


def _folded(rows: list[dict[str, Any]]) -> int:
    book = Book(FIRM, keep_events=False)
    book.record_all(rows)
    return len(book)


def object_path(path: Path, events: int, *, quick: bool) -> list[Row]:
    """Fold some of the log into a book, and count the same rows with Polars."""
    some = pl.read_parquet(path).head(max(1000, events // 100))
    dense = [{n: v for n, v in row.items() if v is not None} for row in some.to_dicts()]
    subjects = {
        "frames": Subject(lambda: evidence(some, business=FIRM)),
        "book": Subject(partial(_folded, dense)),
    }
    found = interleaved(subjects, runs=3 if quick else 9, collect=True)
    return [compared(f"{len(some):,} events, Polars", found["frames"], "a book", found["book"])]


def main(arguments: list[str] | None = None) -> None:
    """Print what evidence takes in each engine, beside what is written by hand."""
    parser = options(__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--engine", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    given = parser.parse_args(arguments)
    events = min(given.events, 100_000) if given.quick else given.events
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.parquet")
        write_log(path, events, events // 10)
        print_table(f"{events:,} events", times(path, given.engine, quick=given.quick))
        print_table("the object path", object_path(path, events, quick=given.quick))
    spent = in_fresh_processes(CODES, runs=5 if given.quick else 31)
    frames, narwhals = spent["frames"].cpu, spent["narwhals"].cpu
    print_table(
        "a new process, CPU", [compared("import frames", frames, "narwhals", narwhals, Aim(2.0))]
    )


if __name__ == "__main__":
    main()
