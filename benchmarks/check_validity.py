"""Fail where the answers on the outside data fall below the levels that the project holds.

    python benchmarks/check_validity.py DIRECTORY

The directory holds ``vignettes.jsonl``, ``lobbying.csv``, ``cdnow.csv`` and
``online_retail.csv``. Every figure is printed beside its level.
"""

from __future__ import annotations

import sys
from pathlib import Path

from validity import Result, log, situations

TILL = frozenset({"purchase", "payment", "agreement"})

LEVELS = (
    ("vignettes.jsonl", None, "acceptable", ">=", 65),
    ("vignettes.jsonl", None, "opposite", "<=", 0),
    ("vignettes.jsonl", "till", "acceptable", ">=", 56),
    ("vignettes.jsonl", "till", "opposite", "<=", 2),
    ("lobbying.csv", "client", "client_3", ">=", 0.70),
    ("lobbying.csv", "client", "opposite_3", "<=", 0.05),
    ("cdnow.csv", "customer", "opposite_3", "<=", 0.02),
    ("online_retail.csv", "customer", "opposite_3", "<=", 0.02),
)
"""File, how it is read, figure, comparison and level."""


def figures(directory: Path) -> dict[tuple[str, str | None], Result]:
    """Work every file out once for each way in which it is read."""
    results: dict[tuple[str, str | None], Result] = {}
    for name, how in dict.fromkeys((name, how) for name, how, *_ in LEVELS):
        path = directory / name
        if path.suffix == ".jsonl":
            results[name, how] = situations(path, TILL if how == "till" else None)
        else:
            results[name, how] = log(path, how)
    return results


def main() -> int:
    """Print each figure beside its level; give 1 where one is missed."""
    results = figures(Path(sys.argv[1]))
    missed = 0
    for name, how, figure, sign, level in LEVELS:
        value = results[name, how][figure]
        holds = value >= level if sign == ">=" else value <= level
        missed += not holds
        said = "ok" if holds else "MISSED"
        print(f"{said:<7}{name:<20}{how or 'all':<10}{figure:<12}{value:>8.4g} {sign} {level}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
