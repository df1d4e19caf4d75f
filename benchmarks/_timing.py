"""What the benchmarks share: interleaved runs, ratios of neighboring runs, and a table.

The machine is not assumed to be quiet. What is compared runs by turns, so that a busy moment
falls on both sides, and a ratio is the median of the ratios of neighboring runs. Times are
medians of CPU time; where other programs took much of the machine, the last line says so.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

_CLOCK_RESOLUTION = time.get_clock_info("process_time").resolution
_cpu = time.process_time if _CLOCK_RESOLUTION < 1e-6 else time.perf_counter  # not on Windows
_LEAST_SECONDS = 0.004
_BUSY = 0.9
_MICRO = 1e-6
_MILLI = 1e-3


class Subject(NamedTuple):
    """Something to time: one call does ``items`` units of work, and a result is per unit."""

    call: Callable[[], object]
    items: int = 1


class Runs(NamedTuple):
    """Seconds per unit of work, one number per run, and what share of the CPU the runs had."""

    seconds: tuple[float, ...]
    share: float = 1.0

    @property
    def median(self) -> float:
        """The median run."""
        return median(self.seconds)

    def over(self, other: Runs) -> float:
        """Give the median of the ratios of neighboring runs."""
        return median(a / b for a, b in zip(self.seconds, other.seconds, strict=True))

    def less(self, other: Runs) -> Runs:
        """Give what neighboring runs take longer than others."""
        pairs = zip(self.seconds, other.seconds, strict=True)
        return Runs(tuple(a - b for a, b in pairs), min(self.share, other.share))


class Aim(NamedTuple):
    """The most that a value, or its ratio to the reference, is meant to be."""

    most: float
    is_ratio: bool = True


class Row(NamedTuple):
    """One line of a table; a value is in seconds unless ``unit`` says otherwise."""

    subject: str
    value: float
    reference: str = ""
    other: float | None = None
    ratio: float | None = None
    aim: Aim | None = None
    unit: str = "s"


def options(text: str | None) -> argparse.ArgumentParser:
    """Give a parser of arguments that knows ``--quick``."""
    parser = argparse.ArgumentParser(description=(text or "A benchmark.").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs, rougher figures")
    return parser


def interleaved(
    subjects: Mapping[str, Subject], *, runs: int, collect: bool = False
) -> dict[str, Runs]:
    """Time every subject ``runs`` times by turns.

    Quick calls are repeated until a run is long enough to be timed. The garbage collector
    rests unless ``collect`` says that its work belongs to what is timed.
    """
    repeats = {name: _repeats(subject) for name, subject in subjects.items()}
    seconds: dict[str, list[float]] = {name: [] for name in subjects}
    names = list(subjects)
    began = time.perf_counter(), time.process_time()
    gc.collect()
    gc.freeze()  # what the imports brought is not looked through again before every run
    for run in range(runs):
        first = run % len(names)
        for name in names[first:] + names[:first]:
            spent = _spent(subjects[name].call, repeats[name], collect=collect)
            seconds[name].append(spent / repeats[name] / subjects[name].items)
    gc.unfreeze()
    share = (time.process_time() - began[1]) / (time.perf_counter() - began[0])
    return {name: Runs(tuple(numbers), share) for name, numbers in seconds.items()}


def _repeats(subject: Subject) -> int:
    """Warm a subject up, and find how many calls make a run that is long enough."""
    repeats = 1
    while _spent(subject.call, repeats, collect=False) < _LEAST_SECONDS:
        repeats *= 2
    return repeats


def _spent(call: Callable[[], object], repeats: int, *, collect: bool) -> float:
    turns = range(repeats)
    gc.collect()
    if not collect:
        gc.disable()
        call()  # after another subject's turn the caches of the CPU are cold
    began = _cpu()
    for _ in turns:
        call()
    spent = _cpu() - began
    gc.enable()
    return spent


class Spent(NamedTuple):
    """What whole processes took: wall-clock and CPU seconds."""

    wall: Runs
    cpu: Runs


def in_fresh_processes(codes: Mapping[str, str], *, runs: int) -> dict[str, Spent]:
    """Run each piece of code in new processes, by turns, after one run each to warm up."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in codes}
    for run in range(-1, runs):
        for name, code in codes.items():
            began = time.perf_counter()
            cpu = _cpu_of_process(code)
            if run >= 0:
                found[name].append((time.perf_counter() - began, cpu))
    return {
        name: Spent(*(Runs(column) for column in zip(*pairs, strict=True)))
        for name, pairs in found.items()
    }


def _cpu_of_process(code: str) -> float:
    told = f"{code}\nimport time; print(time.process_time())"
    command = [sys.executable, "-W", "ignore", "-c", told]
    # The run to warm up leaves bytecode behind, as an installation does.
    setting = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, env=setting, check=True, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1])


def compared(subject: str, ours: Runs, reference: str, theirs: Runs, aim: Aim | None = None) -> Row:
    """Give the row of two subjects of the same runs."""
    return Row(subject, ours.median, reference, theirs.median, ours.over(theirs), aim)


_HEAD = ("", "relkit", "reference", "", "ratio", "aim", "met")
_LINE = "{:<22.22}{:>9}  {:<17.17}{:>9}{:>7}{:>10}{:>4}"


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print rows under a title, in at most 80 columns."""
    print(_LINE.format(title, *_HEAD[1:]).rstrip())
    for row in rows:
        print(_LINE.format(row.subject, *_cells(row)).rstrip())


def _cells(row: Row) -> tuple[str, ...]:
    aim, met = "", ""
    if row.aim is not None:
        reached = row.ratio if row.aim.is_ratio else row.value
        aim = f"{row.aim.most:.2f}" if row.aim.is_ratio else _shown(row.aim.most, row.unit)
        aim = f"<= {aim}"
        met = "yes" if reached is not None and reached <= row.aim.most else "NO"
    other = "" if row.other is None else _shown(row.other, row.unit)
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return _shown(row.value, row.unit), row.reference, other, ratio, aim, met


def _shown(value: float, unit: str) -> str:
    """Give a value with three digits that count."""
    if unit != "s":
        return f"{value:,.0f} {unit}"
    for limit, factor, name in ((_MICRO, 1e9, "ns"), (_MILLI, 1e6, "us"), (1.0, 1e3, "ms")):
        if value < limit:
            return f"{_three(value * factor)} {name}"
    return f"{_three(value)} s"


def _three(number: float) -> str:
    return f"{number:.{max(0, 3 - len(str(int(number))))}f}"


def print_load(runs: Mapping[str, Runs]) -> None:
    """Say how much of the time these runs were given, where that is not nearly all of it."""
    share = min(found.share for found in runs.values())
    if share < _BUSY:
        print(f"The machine was busy: the runs were given {share:.0%} of the CPU's time.")
