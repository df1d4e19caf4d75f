"""Memory of a whole log from its file to answers in a file, in a process of its own.

    python benchmarks/frames_memory.py [--events 10000000] [--parts 1] [--engine polars duckdb]

A tenth as many relationships as events, written to Parquet first (``--folder`` keeps the log
for the next run). Each engine reads the file lazily, assesses part by part, and writes every
part's answers to a file: Polars with its streaming engine, DuckDB with ``--limit`` as its own
limit of memory, beyond which it spills. Printed are rows of answers, seconds by the clock and
of the CPU, and the greatest resident memory of the process, Python and the engine included.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from relkit import Business
from relkit.frames import assess, in_parts

KEEPS = ("consultation", "message", "delivery", "agreement", "purchase.discount")
FIRM = Business("firm", industry="law", keeps=KEEPS)
AS_OF = date(2023, 12, 1)


def by_polars(log: Path, answers: Path, parts: int) -> int:
    """Assess a log with Polars, part by part; give the number of answers."""
    import polars as pl  # noqa: PLC0415 - only the engine that is measured is loaded

    for place, part in enumerate(in_parts(pl.scan_parquet(log), parts)):
        answer = assess(part, business=FIRM, as_of=AS_OF)
        answer.sink_parquet(answers / f"{place}.parquet", engine="streaming")
        _progress(place)
    return int(pl.scan_parquet(answers / "*.parquet").select(pl.len()).collect().item())


def by_duckdb(log: Path, answers: Path, parts: int, limit: str) -> int:
    """Assess a log with DuckDB, part by part; give the number of answers."""
    import duckdb  # noqa: PLC0415 - as above

    connection = duckdb.connect(str(answers / "spill.db"))
    connection.execute(f"set memory_limit = '{limit}'; set preserve_insertion_order = false")
    for place, part in enumerate(in_parts(connection.read_parquet(str(log)), parts)):
        answer = assess(part, business=FIRM, as_of=AS_OF)
        answer.write_parquet(str(answers / f"{place}.parquet"))
        _progress(place)
    return int(connection.read_parquet(str(answers / "*.parquet")).shape[0])


def _progress(place: int) -> None:
    print(f"part {place} at {time.process_time():.0f} s of the CPU", file=sys.stderr, flush=True)


def measure(wanted: argparse.Namespace) -> list[float]:
    """Assess in this process, and look at what it took."""
    began = time.perf_counter()
    log = wanted.folder / f"log-{wanted.events}.parquet"
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        if wanted.engine == ["polars"]:
            rows = by_polars(log, Path(folder), wanted.parts)
        else:
            rows = by_duckdb(log, Path(folder), wanted.parts, wanted.limit)
    used = resource.getrusage(resource.RUSAGE_SELF)
    wall = time.perf_counter() - began
    return [rows, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20]


def options() -> argparse.Namespace:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("--engine", nargs="+", default=["polars", "duckdb"])
    parser.add_argument("--limit", default="2GB", help="DuckDB's own limit of memory")
    parser.add_argument("--folder", type=Path, help="where the log is kept")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def in_fresh_process(engine: str, wanted: argparse.Namespace) -> list[float]:
    """Measure one engine in a process of its own."""
    told = [f"--events={wanted.events}", f"--parts={wanted.parts}", f"--limit={wanted.limit}"]
    told += [f"--folder={wanted.folder}", "--engine", engine, "--alone"]
    command = [sys.executable, __file__, *told]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    measured: list[float] = json.loads(done.stdout)
    return measured


def main() -> None:
    """Write the log where there is none, and print what each engine takes."""
    wanted = options()
    if wanted.alone:
        print(json.dumps(measure(wanted)))
        return
    with tempfile.TemporaryDirectory() as folder:
        wanted.folder = wanted.folder or Path(folder)
        log = wanted.folder / f"log-{wanted.events}.parquet"
        if not log.exists():
            from _frame_logs import write_log  # noqa: PLC0415 - not in the process that is measured

            write_log(log, wanted.events, wanted.events // 10)
        print(
            f"{'engine':<8}{'events':>12}{'parts':>7}{'answers':>12}{'wall':>9}{'CPU':>9}{'peak':>11}"
        )
        for engine in wanted.engine:
            rows, wall, cpu, peak = in_fresh_process(engine, wanted)
            told = f"{engine:<8}{wanted.events:>12,}{wanted.parts:>7}{rows:>12,.0f}"
            print(f"{told}{wall:>7.0f} s{cpu:>7.0f} s{peak:>7.2f} GiB", flush=True)


if __name__ == "__main__":
    main()
