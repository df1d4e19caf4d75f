"""The whole job, from a file of purchases to answers, beside pymc-marketing and lifetimes.

    python benchmarks/bench_frames_job.py [--quick] [--events 1000000 10000000]

Each side runs in a process of its own, by turns, and reads the same Parquet file: who bought,
on which day, for how much. relkit answers customer, client or undetermined for every party,
with all points and stages; ``rfm_segments`` names a quartile segment, lifetimes gives four
numbers. Times are of the job, imports not counted: the CPU's, which count every thread and are
what the aims are about, and the clock's beside them. Memory is the process's greatest, imports
included. Logs of more than a million events are run once.

pymc-marketing brings 17 heavy packages, of which the one module that is compared here needs
numpy, pandas and xarray. So it is not part of the extra ``bench``; install it without them:

    pip install 'relkit[bench]'
    pip install --no-deps pymc-marketing==0.19.2 xarray packaging

The module is then loaded by its path, without the package around it. Where it is not there,
its lines are left out.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from _frame_logs import write_purchases
from _timing import Aim, Row, Runs, compared, options, print_table

_COMMON = """
import json, resource, sys, time
path = sys.argv[1]
{imports}
began, clock = time.process_time(), time.perf_counter()
{job}
spent, wall = time.process_time() - began, time.perf_counter() - clock
print(json.dumps([spent, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
_OURS = """
from datetime import date
from relkit import Business
from relkit.frames import assess
shop, end = Business("shop", industry="retail"), date(2023, 12, 1)
"""
_PYMC = """
import importlib.util
from pathlib import Path
import pandas as pd
home = Path(importlib.util.find_spec("pymc_marketing").origin).parent / "clv" / "utils.py"
spec = importlib.util.spec_from_file_location("clv_utils", home)
utils = importlib.util.module_from_spec(spec)
spec.loader.exec_module(utils)
"""
_READ = "log = pd.read_parquet(path); log['on'] = pd.to_datetime(log['on'])\n"
SIDES = {
    "polars": _COMMON.format(
        imports=f"{_OURS}import polars as pl",
        job="assess(pl.scan_parquet(path), business=shop, event='purchase', as_of=end).collect()",
    ),
    "pandas": _COMMON.format(
        imports=f"{_OURS}import pandas as pd",
        job=f"{_READ}assess(log, business=shop, event='purchase', as_of=end, days='local')",
    ),
    "lifetimes": _COMMON.format(
        imports="import pandas as pd\n"
        "from lifetimes.utils import summary_data_from_transaction_data as summary",
        job=f"{_READ}summary(log, 'party', 'on', monetary_value_col='amount')",
    ),
    "rfm_segments": _COMMON.format(
        imports=_PYMC, job=f"{_READ}utils.rfm_segments(log, 'party', 'on', 'amount')"
    ),
}
_AIMS = {"polars": (Aim(0.2), Aim(0.5)), "pandas": (Aim(1.0), Aim(0.5))}


def run(code: str, path: Path) -> tuple[float, float, float]:
    """Run one side; give seconds of the CPU and by the clock, and MiB."""
    command = [sys.executable, "-W", "ignore", "-c", code, str(path)]
    done = subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True)
    spent, wall, peak = json.loads(done.stdout.splitlines()[-1])
    return spent, wall, peak / 1024


def measured(path: Path, *, runs: int) -> list[Row]:
    """Run every side by turns, and compare relkit's with the others'."""
    there = {name: code for name, code in SIDES.items() if name != "rfm_segments" or _has_pymc()}
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in there}
    for _ in range(runs):
        for name, code in there.items():
            found[name].append(run(code, path))
    rows: list[Row] = []
    for ours, (time, memory) in _AIMS.items():
        for theirs in list(there)[2:]:
            (one, clock, here), (other, others, away) = (
                map(Runs, zip(*found[name], strict=True)) for name in (ours, theirs)
            )
            rows.append(compared(f"{ours}, CPU", one, theirs, other, time))
            rows.append(compared(f"{ours}, by the clock", clock, theirs, others))
            held = compared(f"{ours}, memory", here, theirs, away, memory)
            rows.append(held._replace(unit="MiB"))
    return rows


def _has_pymc() -> bool:
    return importlib.util.find_spec("pymc_marketing") is not None


def main(arguments: list[str] | None = None) -> None:
    """Print what the whole job takes."""
    parser = options(__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000, 10_000_000])
    given = parser.parse_args(arguments)
    if not _has_pymc():
        print("pymc-marketing is not installed: without rfm_segments (see the docstring).")
    for events in [100_000] if given.quick else given.events:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "purchases.parquet")
            write_purchases(path, events, events // 5)
            runs = 1 if events > 1_000_000 else 3
            print_table(f"{events:,} events", measured(path, runs=runs))


if __name__ == "__main__":
    main()
