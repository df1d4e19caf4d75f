"""Shares that other money libraries publish in their tests, run through ours.

Facts only: who gives what for which input. Where the convention is the same (largest
remainder, odd units to the earlier part, sign-symmetric), the answers must be the same. Where it
is another, both answers stand side by side with the reason.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from relkit.errors import InvalidCountError, InvalidRatiosError
from relkit.money import Currency, Money

FRACTIONS = Currency("EUR", 3)

Weights = list[int | Decimal | Fraction]


def parts_of(parts: tuple[Money, ...]) -> list[int]:
    """Give the minor units of each part."""
    return [part.minor_units for part in parts]


def money(units: int, code: str = "USD") -> Money:
    """Give money of so many minor units."""
    return Money.from_minor_units(units, code)


# ------------------------------------------------------------------ equal parts


@pytest.mark.parametrize(
    ("source", "units", "count", "expected"),
    [
        ("moneyphp", 15, 2, [8, 7]),
        ("moneyphp", 10, 2, [5, 5]),
        ("moneyphp", 15, 3, [5, 5, 5]),
        ("moneyphp", 10, 3, [4, 3, 3]),
        ("moneyphp docs", 800, 3, [267, 267, 266]),
        ("RubyMoney", 100, 1, [100]),
        ("RubyMoney", 100, 2, [50, 50]),
        ("RubyMoney", 100, 4, [25] * 4),
        ("RubyMoney", 100, 5, [20] * 5),
        ("RubyMoney", 5, 2, [3, 2]),
        ("RubyMoney", 2, 3, [1, 1, 0]),
        ("RubyMoney", 100, 3, [34, 33, 33]),
        ("RubyMoney", 100, 6, [17, 17, 17, 17, 16, 16]),
        ("brick/money", 9999, 1, [9999]),
        ("brick/money", 9999, 2, [5000, 4999]),
        ("brick/money", 9999, 3, [3333] * 3),
        ("brick/money", 9999, 4, [2500, 2500, 2500, 2499]),
        ("brick/money", 2, 4, [1, 1, 0, 0]),
        ("immoney", 10000, 3, [3334, 3333, 3333]),
    ],
)
def test_equal_parts_of_others(source: str, units: int, count: int, expected: list[int]) -> None:
    """Equal parts are those of every library: the odd units go to the first."""
    assert (source, expected) == (source, parts_of(money(units).split(count)))


@pytest.mark.parametrize(
    ("units", "count", "expected"),
    [(10000, 3, [3335, 3335, 3330]), (10000, 7, [1430] * 5 + [1425] * 2)],
)
def test_cash_steps_of_brick(units: int, count: int, expected: list[int]) -> None:
    """With a step of 5 (Swiss cash) the parts are those of brick/money's cash context."""
    assert expected == parts_of(money(units, "CHF").split(count, step=5))


def test_three_digits_of_brick() -> None:
    """100.123 in 4 parts, of a currency with three digits."""
    parts = Money("100.123", FRACTIONS).split(4)

    assert [25031, 25031, 25031, 25030] == parts_of(parts)


@pytest.mark.parametrize("count", [0, -1])
def test_no_part_is_an_error_everywhere(count: int) -> None:
    """RubyMoney, brick/money and ours refuse less than one part."""
    with pytest.raises(InvalidCountError):
        money(5000).split(count)


# ------------------------------------------------------------------ shares by weight


@pytest.mark.parametrize(
    ("source", "units", "weights", "expected"),
    [
        ("moneyphp", 100, [1, 1, 1], [34, 33, 33]),
        ("moneyphp", 101, [1, 1, 1], [34, 34, 33]),
        ("moneyphp", 5, [3, 7], [2, 3]),
        ("moneyphp", 5, [7, 3], [4, 1]),
        ("moneyphp", 5, [7, 3, 0], [4, 1, 0]),
        ("moneyphp", 5, [0, 7, 3], [0, 4, 1]),
        ("moneyphp", 5, [7, 0, 3], [4, 0, 1]),
        ("moneyphp", 5, [0, 0, 1], [0, 0, 5]),
        ("moneyphp", 5, [0, 3, 7], [0, 2, 3]),
        ("moneyphp", 0, [0, 0, 1], [0, 0, 0]),
        ("moneyphp", 2, [1, 1, 1], [1, 1, 0]),
        ("moneyphp", 1, [1, 1], [1, 0]),
        ("moneyphp", 1, [Decimal("0.33"), Decimal("0.66")], [0, 1]),
        ("moneyphp", 101, [3, 7], [30, 71]),
        ("moneyphp", 101, [7, 3], [71, 30]),
        ("moneyphp #492", 9999, [75, 25], [7499, 2500]),
        ("dinero.js", 1003, [50, 50], [502, 501]),
        ("dinero.js", 100, [1, 3], [25, 75]),
        ("dinero.js", 1003, [0, 50, 50], [0, 502, 501]),
        ("RubyMoney", 100, [5], [100]),
        ("RubyMoney", 100, [1, 1, 2], [25, 25, 50]),
        ("RubyMoney", 10, [1, 1, 2], [3, 2, 5]),
        ("RubyMoney", 10, [Decimal("0.1"), Decimal("0.2"), Decimal("0.1")], [3, 5, 2]),
        ("RubyMoney", 100, [0, 1, 1], [0, 50, 50]),
        ("Shopify", 5, [Decimal("0.3"), Decimal("0.7")], [2, 3]),
        ("Shopify", 100, [Decimal("0.333")] * 3, [34, 33, 33]),
        ("Shopify", 300, [Fraction(1, 6), Fraction(5, 6)], [50, 250]),
        ("Shopify", 85899345612, [Fraction(1), Fraction(0)], [85899345612, 0]),
        ("brick/money", 9999, [100], [9999]),
        ("brick/money", 9999, [100, 100], [5000, 4999]),
        ("brick/money", 2, [1, 1, 1, 1], [1, 1, 0, 0]),
        ("brick/money", 2, [1, 1, 3, 1], [1, 0, 1, 0]),
        ("Fowler", 5, [3, 7], [2, 3]),
    ],
)
def test_shares_of_others(source: str, units: int, weights: Weights, expected: list[int]) -> None:
    """Where the convention is the same, so are the shares."""
    assert (source, expected) == (source, parts_of(money(units).allocate(weights)))


FRONT = "odd units go to the front of the list, whatever the remainders are"
DIFFERENT: dict[str, tuple[str, int, Weights, list[int], list[int]]] = {
    # what we do not share: source, total, weights, their parts, ours
    "30:20:40": (FRONT, 10000, [30, 20, 40], [3334, 2222, 4444], [3333, 2222, 4445]),
    "30:20:40:40": (
        FRONT,
        10000,
        [30, 20, 40, 40],
        [2308, 1539, 3077, 3076],
        [2308, 1538, 3077, 3077],
    ),
    "with zeros": (
        FRONT,
        10000,
        [30, 20, 40, 0, 40, 0],
        [2308, 1539, 3077, 0, 3076, 0],
        [2308, 1538, 3077, 0, 3077, 0],
    ),
    "of a credit": (
        FRONT,
        -10000,
        [30, 20, 40, 40],
        [-2308, -1539, -3077, -3076],
        [-2308, -1538, -3077, -3077],
    ),
    "75:25 of 3": (FRONT, 3, [75, 25], [3, 0], [2, 1]),
    "five fractions": (
        "Shopify gives odd units to the front in turn",
        225,
        [Fraction(n, 203953) for n in (128400, 20439, 14589, 14589, 25936)],
        [142, 23, 16, 16, 28],
        [142, 22, 16, 16, 29],
    ),
    "negative total": (
        "moneyphp is not symmetric: its credit is not the mirror of its charge",
        -5,
        [7, 3],
        [-3, -2],
        [-4, -1],
    ),
    "from the back": (
        "Shopify's round robin in reverse; ours has only ties go to the later part",
        5,
        [Decimal("0.3"), Decimal("0.7")],
        [1, 4],
        [2, 3],
    ),
}


@pytest.mark.parametrize("row", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_shares_of_another_convention(
    row: tuple[str, int, Weights, list[int], list[int]],
) -> None:
    """Under another convention both add up; ours stays nearest to the exact shares."""
    reason, units, weights, theirs, ours = row
    total = sum(map(Fraction, weights))
    exact = [units * Fraction(weight) / total for weight in weights]

    def distance(parts: list[int]) -> Fraction:
        return sum(
            (abs(part - share) for part, share in zip(parts, exact, strict=True)), Fraction()
        )

    assert reason
    assert ours == parts_of(money(units).allocate(weights))
    assert units == sum(theirs) == sum(ours)
    assert distance(ours) <= distance(theirs)


def test_cash_shares_of_another_convention() -> None:
    """100 francs by 1:2:3:7 in steps of 5: brick/money hands out from the front, ours by rests."""
    theirs, ours = [770, 1540, 2310, 5380], [770, 1540, 2305, 5385]

    assert ours == parts_of(money(10000, "CHF").allocate([1, 2, 3, 7], step=5))
    assert 10000 == sum(theirs) == sum(ours)


def test_three_digit_shares_of_brick() -> None:
    """100.123 by 2:3:1:1, of a currency with three digits."""
    parts = Money("100.123", FRACTIONS).allocate([2, 3, 1, 1])

    assert [28607, 42910, 14303, 14303] == parts_of(parts)


@pytest.mark.parametrize(
    ("source", "weights", "message"),
    [
        ("brick/money, moneyphp, RubyMoney", [], "There are no weights"),
        ("brick/money, moneyphp, dinero.js", [0, 0, 0], "are zero"),
        ("brick/money, moneyphp", [1, 2, -1], "Weight 2 is negative"),
        ("RubyMoney and moneyphp take floats", [0.07, 0.03], "is a float and not exact"),
        ("Shopify takes negative fractions", [Fraction(-5, 1201), 1], "Weight 0 is negative"),
        ("moneyphp keeps the keys of a mapping", {"foo": 7, "bar": 3}, "a sequence of numbers"),
    ],
)
def test_weights_that_are_refused(source: str, weights: Any, message: str) -> None:
    """What shares nothing out is refused everywhere; floats, mappings and negatives by ours."""
    assert source
    with pytest.raises(InvalidRatiosError, match=message):
        money(101).allocate(weights)


def test_weights_above_one_are_weights() -> None:
    """Shopify refuses shares that add up to more than 1; ours are weights, of any scale."""
    shares: Weights = [Decimal("0.5"), Decimal("0.6")]

    assert [2, 3] == parts_of(money(5).allocate(shares))
