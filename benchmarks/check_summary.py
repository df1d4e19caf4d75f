"""Fail where `relkit.frames.summary` and lifetimes do not give the same figures for a log.

    python benchmarks/check_summary.py path/to/cdnow.csv

The log has the columns ``business,party,on,cents``. Every party's four figures must be equal to
lifetimes', float for float.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pandas as pd
from _cdnow_lifetimes import summarized

from relkit.frames import summary

FIGURES = ["frequency", "recency", "T", "monetary_value"]


def ours(path: Path) -> pd.DataFrame:
    """Give the four figures of every party."""
    log = pd.read_csv(path, dtype={"party": str}, parse_dates=["on"])
    end: date = log["on"].max().date()
    columns = {"business": None, "amount": "cents"}
    # lifetimes gives values in the unit that it gets, which is cents in this log
    found = summary(log, as_of=end, columns=columns, days="local", minor_units=1)
    indexed: pd.DataFrame = found.set_index("party")[FIGURES]
    return indexed.sort_index()


def main() -> int:
    """Compare, and print how many parties differ in which figure."""
    path = Path(sys.argv[1])
    theirs, mine = summarized(path).sort_index()[FIGURES], ours(path)
    if list(theirs.index) != list(mine.index):
        print(f"other parties: lifetimes has {len(theirs)}, relkit {len(mine)}")
        return 1
    unequal = {name: int((theirs[name] != mine[name]).sum()) for name in FIGURES}
    print(f"parties {len(mine)}")
    for name, count in unequal.items():
        largest = (theirs[name] - mine[name]).abs().max()
        print(f"unequal_{name} {count}  (largest difference {largest:g})")
    return 1 if any(unequal.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
