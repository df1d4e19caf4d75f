"""Allocates seeded random totals and counts the violations of every law of sharing out.

    python benchmarks/allocations.py [cases] [seed]

Totals go to ±10**12 minor units, 1 to 60 weights with zeros among them, currencies have 0,
2, 3 or 4 digits, payable steps are 1, 5 or 10 minor units. Each case allocates four times:
as given, mirrored, with scaled weights and with shuffled weights. Prints one line for each
law with its violations, then the CPU seconds, those of the allocations themselves apart.
Default: a million cases. Ends with status 1 if any law was violated.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from relkit.money import Currency, Money

if TYPE_CHECKING:
    from collections.abc import Callable

CURRENCIES = tuple(Currency.of(code) for code in ("JPY", "USD", "KWD", "CLF"))
STEPS = (1, 5, 10)
LARGEST_TOTAL = 10**12
MOST_WEIGHTS = 60
LARGEST_WEIGHTS = (1, 3, 100, 10**9)
ZERO_SHARE = 0.15


class Case(NamedTuple):
    """One random question, and the weights in the order of a shuffle."""

    total: Money
    weights: list[int]
    step: int
    scale: int
    order: list[int]


class Answer(NamedTuple):
    """The parts, in minor units, as given and after each change."""

    parts: list[int]
    mirrored: list[int]
    scaled: list[int]
    shuffled: list[int]


def random_case(rng: random.Random) -> Case:
    """Draw a case; at least one weight is above zero."""
    size = rng.randint(1, MOST_WEIGHTS)
    largest = rng.choice(LARGEST_WEIGHTS)
    draw = rng.random
    weights = [0 if draw() < ZERO_SHARE else 1 + int(draw() * largest) for _ in range(size)]
    weights[rng.randrange(size)] = 1 + int(draw() * largest)
    units = rng.randint(-LARGEST_TOTAL, LARGEST_TOTAL)
    if draw() < 0.5:
        units = rng.randint(-1000, 1000)
    order = list(range(size))
    rng.shuffle(order)
    total = Money.from_minor_units(units, rng.choice(CURRENCIES))
    return Case(total, weights, rng.choice(STEPS), rng.randint(2, 1000), order)


def allocated(total: Money, weights: list[int], step: int) -> list[int]:
    """Allocate by the public way."""
    return [part.minor_units for part in total.allocate(weights, step=step)]


def answer(case: Case) -> Answer:
    """Allocate a case and its three changed forms."""
    total, weights, step, scale, order = case
    return Answer(
        allocated(total, weights, step),
        allocated(-total, weights, step),
        allocated(total, [weight * scale for weight in weights], step),
        allocated(total, [weights[place] for place in order], step),
    )


def sums_exactly(case: Case, found: Answer) -> bool:
    """The parts add up to the total."""
    return sum(found.parts) == case.total.minor_units


def keeps_quota(case: Case, found: Answer) -> bool:
    """Each part is less than one step from its exact share."""
    whole, units = sum(case.weights), case.total.minor_units
    limit = case.step * whole
    return all(
        -limit < part * whole - units * weight < limit
        for part, weight in zip(found.parts, case.weights, strict=True)
    )


def mirrors(_case: Case, found: Answer) -> bool:
    """The parts of the negative total are the negatives of the parts."""
    return found.mirrored == [-part for part in found.parts]


def gives_zero_weight_zero(case: Case, found: Answer) -> bool:
    """A weight of zero gets nothing."""
    return not any(
        part for part, weight in zip(found.parts, case.weights, strict=True) if not weight
    )


def never_gives_larger_less(case: Case, found: Answer) -> bool:
    """Sorted by weight, the sizes of the parts are sorted too."""
    sizes = [abs(part) for part in found.parts]
    ranked = sorted(zip(case.weights, sizes, strict=True))
    return [size for _, size in ranked] == sorted(sizes)


def ignores_scale(_case: Case, found: Answer) -> bool:
    """Weights times a constant give the same parts."""
    return found.parts == found.scaled


def ignores_order(case: Case, found: Answer) -> bool:
    """Shuffled weights permute the parts, up to which of equal remainders gets an odd step.

    Two parts tie by their remainders, which unequal weights can share: 2 by 1:3 leaves 0.5
    on both sides. So what has to agree is what each remainder got on top of its whole steps.
    """
    whole, size = case.step * sum(case.weights), abs(case.total.minor_units)

    def got(weights: list[int], parts: list[int]) -> list[tuple[int, int]]:
        exact = [divmod(size * weight, whole) for weight in weights]
        return sorted(
            (rest, abs(part) - steps * case.step)
            for (steps, rest), part in zip(exact, parts, strict=True)
        )

    shuffled = [case.weights[place] for place in case.order]
    return got(case.weights, found.parts) == got(shuffled, found.shuffled)


def is_payable(case: Case, found: Answer) -> bool:
    """Parts are multiples of the step, but for one piece if the total is none."""
    odd = [part for part in found.parts if part % case.step]
    return len(odd) == bool(case.total.minor_units % case.step)


LAWS: dict[str, Callable[[Case, Answer], bool]] = {
    "sum": sums_exactly,
    "quota": keeps_quota,
    "sign_symmetry": mirrors,
    "zero_weight": gives_zero_weight_zero,
    "larger_weight": never_gives_larger_less,
    "scale": ignores_scale,
    "permutation": ignores_order,
    "step": is_payable,
}


def main(cases: int = 1_000_000, seed: int = 20260101) -> int:
    """Run the cases, print the figures, and give the exit status."""
    rng = random.Random(seed)
    violations = Counter(dict.fromkeys(LAWS, 0))
    allocating = 0.0
    started = time.process_time()
    for _ in range(cases):
        case = random_case(rng)
        before = time.process_time()
        found = answer(case)
        allocating += time.process_time() - before
        violations.update(name for name, holds in LAWS.items() if not holds(case, found))
    total = time.process_time() - started
    print(f"cases {cases}")
    print(f"allocations {4 * cases}")
    for name in LAWS:
        print(f"violations_{name} {violations[name]}")
    print(f"cpu_seconds_allocating {allocating:.1f}")
    print(f"cpu_seconds {total:.1f}")
    return int(any(violations.values()))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
