"""Check answers against the outside: labeled situations, or logs of payments.

    python benchmarks/validity.py PATH [--truth client|customer] [--keep purchase,payment,…]

PATH is a file of situations (``*.jsonl``) or a payment log (``*.csv`` with the columns
``business,party,on,cents``; empty cents are unknown). Only relkit's public API is used.
With ``--keep``, records that are not named are dropped, and what the business keeps shrinks
with them. Prints plain ``name value`` lines; shares have four decimals.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from relkit import Assessment, Book, Business, Payment, assess

FEW = 3
"""Logs are judged apart where a relationship has at least this many events."""

Result = dict[str, int | float]


def situations(path: Path, keep: frozenset[str] | None) -> Result:
    """Assess each labeled situation and count how the answers compare."""
    result: Result = {"situations": 0, "acceptable": 0, "exact": 0, "opposite": 0}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            situation = json.loads(line)
            answer = answered(situation, keep).label
            acceptable = answer in situation["acceptable"]
            result["situations"] += 1
            result["acceptable"] += acceptable
            result["exact"] += answer == situation["expected"]
            result["opposite"] += not acceptable and answer != "undetermined"
    return result


def answered(situation: dict[str, Any], keep: frozenset[str] | None) -> Assessment:
    """Assess one situation, with only the records named by ``keep``."""
    described, records = situation["business"], situation["events"]
    if keep is not None:
        records = [record for record in records if record["event"] in keep]
    kept = [name for name in described["keeps"] if keep is None or name.split(".")[0] in keep]
    rest = {name: value for name, value in described.items() if name != "keeps"}
    business = Business("business", keeps=kept, **rest)
    return assess(records, business=business, as_of=date.fromisoformat(situation["as_of"]))


def log(path: Path, truth: str | None) -> Result:
    """Assess each relationship of a log whose every row is a payment of unknown model."""
    payments, end = read_log(path)
    books = {
        name: Book(Business(name, keeps=["payment"]), keep_events=False)
        for name in {name for name, _ in payments}
    }
    for (name, party), events in payments.items():
        for event in events:
            books[name].record(party, event)
    every: Counter[str] = Counter()
    several: Counter[str] = Counter()
    for (name, party), events in payments.items():
        answer = books[name].assess(party, as_of=end).label
        every[answer] += 1
        several[answer] += len(events) >= FEW
    return {**shares(every, "", truth), **shares(several, f"_{FEW}", truth)}


def read_log(path: Path) -> tuple[dict[tuple[str, str], list[Payment]], date]:
    """Read a log: the payments of each relationship, and the last date of all."""
    payments: dict[tuple[str, str], list[Payment]] = defaultdict(list)
    end = date.min
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            on = date.fromisoformat(row["on"])
            cents = int(row["cents"]) if row["cents"] else None
            payments[row["business"], row["party"]].append(Payment(on=on, amount=cents))
            end = max(end, on)
    return payments, end


def shares(answers: Counter[str], suffix: str, truth: str | None) -> Result:
    """Give how many relationships there are, and the share of each answer."""
    size = sum(answers.values())
    result: Result = {f"relationships{suffix}": size}
    for label in ("client", "customer", "undetermined"):
        result[label + suffix] = answers[label] / size if size else 0.0
    if truth is not None:
        wrong = "customer" if truth == "client" else "client"
        result[f"opposite{suffix}"] = result[wrong + suffix]
    return result


def report(result: Result) -> Iterator[str]:
    """Write each figure as ``name value``."""
    for name, value in result.items():
        yield f"{name} {value:.4f}" if isinstance(value, float) else f"{name} {value}"


def main(arguments: list[str] | None = None) -> None:
    """Check one file and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="situations (*.jsonl) or a payment log (*.csv)")
    parser.add_argument("--truth", choices=("client", "customer"), help="what a log's parties are")
    parser.add_argument("--keep", help="records to keep in situations, separated by commas")
    given = parser.parse_args(arguments)
    if given.path.suffix == ".jsonl":
        keep = None if given.keep is None else frozenset(given.keep.split(","))
        result = situations(given.path, keep)
    else:
        result = log(given.path, given.truth)
    print("\n".join(report(result)))


if __name__ == "__main__":
    main()
