"""A million events in one book that keeps evidence only: memory follows periods, not events.

    python benchmarks/bench_memory.py [--quick] [--events 1000000]

Each size runs in a fresh process. The events are drawn, recorded and dropped one by one, over the
same parties, days, people and amounts whatever their number. `resident` is what the process
grew by at its highest, `traced` what Python's allocator holds at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from relkit import Book, Business, Consultation, Delivery, Event, Message, Payment, Purchase

PARTIES = 10
BEGIN = date(2022, 1, 3)
DAYS = 1080
STAFF = ("harper", "ito", "lee", "quinn")
GROWN_MOST = 16  # KiB for all parties: counts above 256 are objects of their own


class Held(NamedTuple):
    """What a book of so many events took."""

    events: int
    seconds: float
    resident_kib: int
    traced_kib: float


def drawn(size: int) -> Iterator[tuple[int, Event]]:
    """Draw events one by one; every period of every party comes early and again and again."""
    rng = random.Random(7)
    for number in range(size):
        on = BEGIN + timedelta(days=rng.randrange(DAYS))
        served_by = rng.choice(STAFF)
        kind = number % 5
        if kind == 0:
            event: Event = Purchase(on=on, amount=900 + rng.randrange(20), served_by=served_by)
        elif kind == 1:
            event = Consultation(on=on, minutes=60, served_by=served_by)
        elif kind == 2:
            event = Delivery(on=on, tailored=rng.random() < 0.5, served_by=served_by)
        elif kind == 3:
            event = Message(on=on, direction="inbound", about="input")
        else:
            event = Payment(on=on, amount=1500 + rng.randrange(20), model="hourly")
        yield rng.randrange(PARTIES), event


def measure(size: int) -> Held:
    """Record so many events in this process, and look at what it holds then."""
    book = Book(Business("firm", currency="EUR"), keep_events=False)
    for party, event in drawn(1000):
        book.record(party, event)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    began = time.perf_counter()
    fresh = Book(book.business, keep_events=False)
    for party, event in drawn(size):
        fresh.record(party, event)
    spent = time.perf_counter() - began
    traced = tracemalloc.get_traced_memory()[0]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident
    served = sum(encounters(fresh.evidence(party)["staff"]) for party in fresh)
    if served != sum(len(range(kind, size, 5)) for kind in (0, 1, 2)):
        sys.exit("the book did not count every encounter")
    return Held(size, spent, grown, traced / 1024)


def encounters(staff: object) -> int:
    """Add up how often each person served."""
    return sum(staff.values()) if isinstance(staff, Mapping) else 0


def in_fresh_process(size: int) -> Held:
    """Measure one size in a process of its own."""
    command = [sys.executable, __file__, "--alone", f"--events={size}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Held(*json.loads(done.stdout))


def main() -> None:
    """Print what books of growing sizes take, and fail where memory grows with the events."""
    parser = argparse.ArgumentParser(description="Memory of a book without kept events.")
    parser.add_argument("--quick", action="store_true", help="fifty thousand events at most")
    parser.add_argument("--events", type=int, default=1_000_000, help="of the largest book")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.alone:
        print(json.dumps(measure(wanted.events)))
        return
    largest = 50_000 if wanted.quick else wanted.events
    rows = [in_fresh_process(size) for size in (largest // 10, largest)]
    print(f"{'events':>10}{'periods':>9}{'seconds':>9}{'resident':>12}{'traced':>12}")
    for row in rows:
        held = f"{row.resident_kib:>8} KiB{row.traced_kib:>8.0f} KiB"
        print(f"{row.events:>10}{PARTIES * DAYS // 30:>9}{row.seconds:>9.1f}{held}")
    if rows[-1].traced_kib - rows[0].traced_kib > GROWN_MOST:
        sys.exit("memory grows with the number of events")


if __name__ == "__main__":
    main()
