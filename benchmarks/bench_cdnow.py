"""A whole log, from the file to an answer about every party, beside pandas and lifetimes.

    python benchmarks/bench_cdnow.py [PATH] [--quick]

PATH is a log of purchases as a CSV file (``business,party,on,cents``), such as the CDNOW log
(69,659 purchases of 23,570 parties in 18 months). Without it a made-up log of the same shape
is used. relkit reads it with the csv module, records each row in a book that keeps evidence
only, and assesses each party. The reference is ``pandas.read_csv`` and lifetimes'
``summary_data_from_transaction_data``: four numbers a party, and no answer.

"whole program" runs each side in new processes, imports included; "inside a program" has both
imported and warm. "keeping reasons" holds every assessment until the last is made. Memory is
what tracemalloc counts for a filled book, party ids included.
"""

from __future__ import annotations

import csv
import random
import tempfile
import tracemalloc
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import _cdnow_lifetimes
import _cdnow_relkit
from _timing import (
    Aim,
    Row,
    Subject,
    compared,
    in_fresh_processes,
    interleaved,
    options,
    print_table,
)

PARTIES = 23_570
BEGIN, END = date(1997, 1, 1), date(1998, 6, 30)
HERE = Path(__file__).resolve().parent


def make_log(path: Path) -> None:
    """Write a made-up log: half the parties buy once, all begin in the first quarter."""
    rng = random.Random(20260101)
    rows: list[tuple[str, str, date, int]] = []
    for party in range(PARTIES):
        on = BEGIN + timedelta(days=int(85 * rng.random()))
        rhythm = rng.lognormvariate(4.2, 0.9)
        buys_again = rng.random() < 0.5
        while on <= END:
            rows.append(("made-up", f"{party:05}", on, 100 * rng.randint(5, 90) + 77))
            if not buys_again:
                break
            on += timedelta(days=int(rng.expovariate(1 / rhythm)))
            buys_again = rng.random() < 0.8
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(("business", "party", "on", "cents"))
        writer.writerows(rows)


def programs(path: Path) -> dict[str, str]:
    """Give each side as the code of a program of its own."""
    begin = f"import sys; sys.path.insert(0, {str(HERE)!r})\nfrom pathlib import Path\n"
    sides = {"relkit": "_cdnow_relkit.answered", "lifetimes": "_cdnow_lifetimes.summarized"}
    return {
        name: f"{begin}import {call.split('.')[0]}\n{call}(Path({str(path)!r}))"
        for name, call in sides.items()
    }


def times(path: Path, *, quick: bool) -> list[Row]:
    """Time both sides, as whole programs and inside one."""
    whole = in_fresh_processes(programs(path), runs=2 if quick else 5)
    ours, theirs = whole["relkit"], whole["lifetimes"]
    inside = interleaved(
        {
            "relkit": Subject(partial(_cdnow_relkit.answered, path)),
            "explained": Subject(partial(_cdnow_relkit.explained, path)),
            "lifetimes": Subject(partial(_cdnow_lifetimes.summarized, path)),
        },
        runs=3 if quick else 7,
        collect=True,
    )
    name = "pandas, lifetimes"
    return [
        compared("whole program", ours.wall, name, theirs.wall, Aim(1.0)),
        compared("whole program, CPU", ours.cpu, name, theirs.cpu, Aim(1.0)),
        compared("inside a program", inside["relkit"], name, inside["lifetimes"]),
        compared("same, keeping reasons", inside["explained"], name, inside["lifetimes"]),
    ]


def bytes_per_party(path: Path, *, keep_events: bool) -> float:
    """Give what a filled book weighs per party."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    book, _ = _cdnow_relkit.filled(path, keep_events=keep_events)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(book)


def memory(path: Path) -> list[Row]:
    """Weigh a party in a book, without and with its events."""
    light = bytes_per_party(path, keep_events=False)
    heavy = bytes_per_party(path, keep_events=True)
    return [
        Row("a party, evidence only", light, aim=Aim(1024, is_ratio=False), unit="B"),
        Row("a party, events kept", heavy, unit="B"),
    ]


def main(arguments: list[str] | None = None) -> None:
    """Print times and memory of one log."""
    parser = options(__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="a log of purchases (*.csv)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = given.path
        if path is None:
            path = Path(folder, "made-up.csv")
            make_log(path)
        found = _cdnow_relkit.answered(path)
        events = sum(1 for _ in path.open(encoding="utf-8")) - 1
        print(f"{path.name}: {events:,} purchases of {len(found):,} parties")
        del found
        rows = [*times(path.resolve(), quick=given.quick), *memory(path)]
    print_table("file to answers", rows)


if __name__ == "__main__":
    main()
