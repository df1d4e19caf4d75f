"""What Spark moves between executors, and the memory that its tasks take, as logs grow.

    python benchmarks/spark_shuffle.py [--quick] [--events 100000 200000 400000]

Needs Java 17 and ``pip install pyspark==4.3.0``. Logs of made-up events, 10 and 20 to a
relationship, lie in 48 Parquet files each: by party, so that a party's events are all in one
file, and by day, so that hardly two of them are. Two executors of one core and 1 GiB each, in
processes of their own, assess every log. Bytes and rows of the shuffles, and the most memory
that a task held for its hash tables and sorts, are read from Spark's own log of events.

Three settings make small logs behave as big ones: one file is one task, no table is sent whole
to every executor, as those below 10 MB would be, and a task asks for memory in small pages.
``--plain`` has Spark send its rows as they are, without compressing them. The last lines are
slopes: what one more relationship costs, least squares over the sizes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from _frame_logs import write_log
from pyspark.sql import SparkSession

from relkit import Business
from relkit.frames import assess

FILES, PARTITIONS = 48, 8
KEEPS = ("consultation", "message", "delivery", "agreement", "purchase.discount")
FIRM = Business("firm", industry="law", keeps=KEEPS)
AS_OF = date(2023, 12, 1)
LAYOUTS = {"by party": "party", "by day": "on"}
FOR_A_SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:-DontCompileHugeMethods -XX:+UseSerialGC"
SETTINGS = {
    "spark.buffer.pageSize": "256k",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": FOR_A_SHORT_RUN,
    "spark.driver.host": "127.0.0.1",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.compress": "false",
    "spark.eventLog.rolling.enabled": "false",
    "spark.executor.extraJavaOptions": FOR_A_SHORT_RUN,
    "spark.executor.heartbeatInterval": "60s",
    "spark.network.timeout": "600s",
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.files.openCostInBytes": str(2**27),
    "spark.sql.shuffle.partitions": str(PARTITIONS),
    "spark.ui.enabled": "false",
}


class Case(NamedTuple):
    """A log: its events, how many of them each relationship has, and how its files lie."""

    events: int
    each: int
    layout: str

    @property
    def name(self) -> str:
        """The name of the log, and of Spark's jobs on it."""
        return f"{self.events} events, {self.each} each, {self.layout}"


class Moved(NamedTuple):
    """What one assessment moved, and the most that one task held, in bytes and rows."""

    bytes: int
    rows: int
    held: int


def write_files(folder: Path, case: Case) -> int:
    """Write a log in files, as it is laid out; give the number of relationships in it."""
    whole = folder.with_suffix(".parquet")
    write_log(whole, case.events, case.events // case.each)
    table = pq.read_table(whole).sort_by(LAYOUTS[case.layout])
    whole.unlink()
    folder.mkdir()
    edges = [case.events * n // FILES for n in range(FILES + 1)]
    if case.layout == "by party":
        edges = _between_parties(table["party"], edges)
    for number, (start, end) in enumerate(pairwise(edges)):
        pq.write_table(table[start:end], folder / f"{number:02}.parquet")
    return len(table["party"].unique())


def _between_parties(parties: pa.ChunkedArray, edges: list[int]) -> list[int]:
    """Move the edges of files on until no party lies on both sides of one."""
    moved = []
    for edge in edges:
        at = edge
        while 0 < at < len(parties) and parties[at] == parties[at - 1]:
            at += 1
        moved.append(at)
    return moved


def run(cases: list[Case], folder: Path, *, is_plain: bool) -> dict[Case, int]:
    """Assess each log on a cluster of two executors; give how many relationships each has."""
    logs = folder / "events"
    logs.mkdir()
    compress = str(not is_plain).lower()
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    told = {"spark.eventLog.dir": logs.as_uri(), "spark.shuffle.compress": compress}
    for name, value in (SETTINGS | told).items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    found: dict[Case, int] = {}
    for case in cases:
        place = folder / case.name.replace(" ", "-").replace(",", "")
        found[case] = write_files(place, case)
        spark.sparkContext.setJobGroup(case.name, case.name)
        answer = assess(spark.read.parquet(str(place)), business=FIRM, as_of=AS_OF)
        answer.write.format("noop").mode("overwrite").save()
        print(f"assessed: {case.name}", flush=True)
    spark.stop()
    return found


def moved(logs: Path) -> dict[str, Moved]:
    """Read, for each name of jobs, what Spark's log says."""
    names: dict[int, str] = {}
    found: dict[str, Moved] = {}
    for event in _events(logs):
        if event["Event"] == "SparkListenerStageSubmitted":
            name = event.get("Properties", {}).get("spark.jobGroup.id", "")
            names[event["Stage Info"]["Stage ID"]] = name
        elif event["Event"] == "SparkListenerTaskEnd":
            name, metrics = names[event["Stage ID"]], event["Task Metrics"]
            before, wrote = found.get(name, Moved(0, 0, 0)), metrics["Shuffle Write Metrics"]
            found[name] = Moved(
                before.bytes + wrote["Shuffle Bytes Written"],
                before.rows + wrote["Shuffle Records Written"],
                max(before.held, metrics["Peak Execution Memory"]),
            )
    return found


def _events(logs: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(path for path in logs.rglob("*") if path.is_file()):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("{"):
                yield json.loads(line)


def slope(points: list[tuple[int, int]]) -> float:
    """Give the slope of the straight line that lies nearest to some points."""
    middle_x, middle_y = (sum(each) / len(points) for each in zip(*points, strict=True))
    over = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return over / sum((x - middle_x) ** 2 for x, _ in points)


def report(parties: dict[Case, int], found: dict[str, Moved]) -> None:
    """Print each log, and what one more relationship costs."""
    names = ("parties", "MB moved", "rows", "B/party", "B/event", "MB held")
    widths = (9, 10, 12, 9, 9, 9)
    head = (f"{name:>{width}}" for name, width in zip(names, widths, strict=True))
    print(f"{'log':<36}{''.join(head)}")
    for case, count in parties.items():
        sent = found[case.name]
        line = f"{case.name:<36}{count:>9,}{sent.bytes / 1e6:>10.2f}{sent.rows:>12,}"
        line += f"{sent.bytes / count:>9.0f}{sent.bytes / case.events:>9.1f}"
        print(f"{line}{sent.held / 1e6:>9.2f}")
    for each, layout in sorted({case[1:] for case in parties}):
        mine = [case for case in parties if case[1:] == (each, layout)]
        if len(mine) > 1:
            told = (
                slope([(parties[case], found[case.name][place]) for case in mine])
                for place in range(3)
            )
            sent, rows, held = told
            print(
                f"slope, {each} each, {layout}: {sent:.0f} bytes and {rows:.2f} rows a "
                f"relationship; {held * PARTITIONS:.0f} bytes held for one in a task"
            )


def main() -> None:
    """Run every size, number of events a relationship and layout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, nargs="+", default=[100_000, 200_000, 400_000])
    parser.add_argument("--quick", action="store_true", help="logs of 20,000 and 40,000 events")
    parser.add_argument("--plain", action="store_true", help="shuffles are not compressed")
    given = parser.parse_args()
    sizes = [20_000, 40_000] if given.quick else given.events
    cases = [Case(*told) for told in product(sizes, (10, 20), LAYOUTS)]
    with tempfile.TemporaryDirectory() as folder:
        parties = run(cases, Path(folder), is_plain=given.plain)
        report(parties, moved(Path(folder, "events")))


if __name__ == "__main__":
    main()
