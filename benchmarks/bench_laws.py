"""How long it takes to put one subject to the test of its laws.

    python benchmarks/bench_laws.py [--quick]

A schedule owes 15 laws, the fewest examples that are drawn anew each time; the others are shown
beside it. As many examples run as Hypothesis does by default, 100 for each law. The aim: one
subject with 15 laws in at most 5 seconds on a quiet machine.
"""

from __future__ import annotations

import sys
from time import perf_counter, process_time

from hypothesis import settings

from relkit import Client, Every, Scorecard, assess, default_playbook
from relkit.evidence import fold
from relkit.strategies import ClientMarketing, PointOfSale
from relkit.testing import verify
from relkit.traits import STANDARD_TRAITS

AIM = 5.0  # seconds, for 15 laws


def main() -> int:
    """Print a line for each subject; give 1 where the aim was missed."""
    examples = 20 if "--quick" in sys.argv[1:] else 100
    settings.register_profile("bench", max_examples=examples, derandomize=True, database=None)
    settings.load_profile("bench")
    subjects: list[object] = [
        Every(months=1),
        Client,
        STANDARD_TRAITS[1],
        Scorecard(),
        fold,
        assess,
        ClientMarketing(),
        PointOfSale(),
        default_playbook(),
    ]
    worst = 0.0
    print(f"{'subject':<18} {'laws':>5} {'wall s':>8} {'CPU s':>8} {'CPU s for 15':>13}")
    for subject in subjects:
        wall, cpu = perf_counter(), process_time()
        report = verify(subject)
        wall, cpu = perf_counter() - wall, process_time() - cpu
        report.raise_if_failed()
        name = getattr(subject, "__name__", type(subject).__name__)
        share = 15 * cpu / report.owed
        worst = worst or share  # the aim is stated for the schedule, which owes 15
        print(f"{name:<18} {report.owed:>5} {wall:>8.2f} {cpu:>8.2f} {share:>13.2f}")
    return int(worst > AIM)


if __name__ == "__main__":
    sys.exit(main())
