"""Sharing out: known answers, the laws, and payable steps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.money import weight_lists
from tests.strategies.surroundings import given_oddly

from relkit.money import Money
from relkit.testing import moneys

COUNTS = st.integers(1, 60)
STEPS = st.sampled_from([1, 5, 10])
SPLIT_REMAINDERS = st.sampled_from(["first", "last"])
REMAINDERS = st.sampled_from(["largest", "last"])


def units(parts: tuple[Money, ...]) -> list[int]:
    """Give the minor units of each part."""
    return [part.minor_units for part in parts]


# ------------------------------------------------------------------ known answers


@pytest.mark.parametrize(
    ("amount", "code", "count", "expected"),
    [
        ("100", "USD", 3, [3334, 3333, 3333]),
        ("99.99", "USD", 1, [9999]),
        ("99.99", "USD", 2, [5000, 4999]),
        ("99.99", "USD", 4, [2500, 2500, 2500, 2499]),
        ("0.02", "EUR", 4, [1, 1, 0, 0]),
        ("0", "EUR", 2, [0, 0]),
        ("-100", "USD", 3, [-3334, -3333, -3333]),
        ("100", "JPY", 3, [34, 33, 33]),
        ("0.002", "KWD", 3, [1, 1, 0]),
    ],
)
def test_split_gives_the_odd_units_to_the_first(
    amount: str, code: str, count: int, expected: list[int]
) -> None:
    """Equal parts differ by at most one unit, the larger ones first."""
    assert expected == units(Money(amount, code).split(count))


def test_split_can_give_the_odd_units_to_the_last() -> None:
    """With remainder="last" the larger parts come last, as on invoices with a balancing line."""
    assert [3333, 3333, 3334] == units(Money(100, "USD").split(3, remainder="last"))
    assert [1, 2, 2] == units(Money("0.05", "USD").split(3, remainder="last"))


@pytest.mark.parametrize(
    ("amount", "weights", "expected"),
    [
        ("1.00", [2, 3, 1], [33, 50, 17]),
        ("99.99", [75, 25], [7499, 2500]),
        ("99.99", [100], [9999]),
        ("100.00", [30, 20, 40], [3333, 2222, 4445]),
        ("100.00", [30, 20, 40, 0, 0, 40], [2308, 1538, 3077, 0, 0, 3077]),
        ("-100.00", [30, 20, 40, 40], [-2308, -1538, -3077, -3077]),
        ("0.05", [3, 7], [2, 3]),
        ("-0.05", [7, 3], [-4, -1]),
        ("0.03", [75, 25], [2, 1]),
        ("0.02", [1, 1, 1, 1], [1, 1, 0, 0]),
        ("5.47", [33, 33, 33], [183, 182, 182]),
        ("7002.73", [Decimal("0.5"), Decimal("0.3"), Decimal("0.2")], [350136, 210082, 140055]),
        ("100.00", [Fraction(1, 3), Fraction(2, 7)], [5385, 4615]),
        ("100.00", [Decimal("0.5"), Fraction(3, 2)], [2500, 7500]),
        ("0.00", [1, 2], [0, 0]),
    ],
    ids=str,
)
def test_allocate_gives_the_odd_units_to_the_largest_remainders(
    amount: str, weights: list[int | Decimal | Fraction], expected: list[int]
) -> None:
    """Published answers of other money libraries come out the same."""
    assert expected == units(Money(amount, "USD").allocate(weights))


def test_ties_go_to_the_earlier_part_or_to_the_later() -> None:
    """Of two equal remainders the earlier part gets the odd unit, unless told otherwise."""
    money = Money("0.05", "USD")

    assert [3, 2] == units(money.allocate([1, 1]))
    assert [2, 3] == units(money.allocate([1, 1], remainder="last"))


def test_larger_total_may_give_one_part_less() -> None:
    """Monotonicity in the total is no law: the Alabama paradox, as documented."""
    assert [4, 4, 2] == units(Money(10, "JPY").allocate([6, 6, 2]))
    assert [5, 5, 1] == units(Money(11, "JPY").allocate([6, 6, 2]))


def test_weights_can_come_from_a_generator() -> None:
    """Weights are read once, in order."""
    assert [1, 2, 3] == units(Money(6, "JPY").allocate(n for n in (1, 2, 3)))


def test_equal_parts_share_one_value() -> None:
    """An equal split makes each distinct amount once."""
    parts = Money(100, "USD").split(360)

    assert 2 == len({id(part) for part in parts})


# ------------------------------------------------------------------ laws of equal parts


@given_oddly(money=moneys(), count=COUNTS, remainder=SPLIT_REMAINDERS, step=STEPS)
def test_law_p1_split_sums_exactly(money: Money, count: int, remainder: str, step: int) -> None:
    """P1, P6: as many parts as asked for, which add up to the total."""
    parts = money.split(count, remainder=remainder, step=step)

    assert count == len(parts)
    assert money == Money.total(parts, money.currency)


@given_oddly(money=moneys(), count=COUNTS, remainder=SPLIT_REMAINDERS)
def test_law_p2_split_is_fair(money: Money, count: int, remainder: str) -> None:
    """P2: equal parts differ by at most one minor unit."""
    parts = units(money.split(count, remainder=remainder))

    assert max(parts) - min(parts) <= 1


@given_oddly(money=moneys(), count=COUNTS, remainder=SPLIT_REMAINDERS, step=STEPS)
def test_law_p3_split_mirrors_credits(money: Money, count: int, remainder: str, step: int) -> None:
    """P3: the parts of the negative are the negatives of the parts."""
    mirrored = [-part for part in money.split(count, remainder=remainder, step=step)]

    assert mirrored == list((-money).split(count, remainder=remainder, step=step))


@given_oddly(money=moneys(min_units=0), count=COUNTS)
def test_law_p3_split_is_never_negative(money: Money, count: int) -> None:
    """P3: parts of a charge are charges, and none is zero if there are units for all."""
    least = min(units(money.split(count)))

    assert least >= 0
    assert (least > 0) == (money.minor_units >= count)


@given_oddly(money=moneys(), count=COUNTS)
def test_law_p4_odd_units_have_their_place(money: Money, count: int) -> None:
    """P4: the parts further from zero come first, or with remainder="last" in reverse."""
    sizes = [abs(n) for n in units(money.split(count))]

    assert sorted(sizes, reverse=True) == sizes
    assert money.split(count)[::-1] == money.split(count, remainder="last")


@given_oddly(money=moneys(), count=COUNTS, step=STEPS)
def test_split_is_allocation_by_equal_weights(money: Money, count: int, step: int) -> None:
    """The quick way for equal parts gives what the general way gives."""
    for last in (False, True):
        expected = money.allocate([1] * count, remainder="last" if last else "largest", step=step)

        assert expected == money.split(count, remainder="last" if last else "first", step=step)


# ------------------------------------------------------------------ laws of weighted parts


@given_oddly(money=moneys(), weights=weight_lists(), remainder=REMAINDERS, step=STEPS)
def test_law_p1_allocation_sums_exactly(
    money: Money, weights: list[Fraction], remainder: str, step: int
) -> None:
    """P1: the parts add up to the total, one for each weight."""
    parts = money.allocate(weights, remainder=remainder, step=step)

    assert len(weights) == len(parts)
    assert money == Money.total(parts, money.currency)


@given_oddly(money=moneys(), weights=weight_lists(), remainder=REMAINDERS, step=STEPS)
def test_law_p2_allocation_keeps_the_quota(
    money: Money, weights: list[Fraction], remainder: str, step: int
) -> None:
    """P2: each part is less than one step from its exact share."""
    parts = units(money.allocate(weights, remainder=remainder, step=step))
    exact = [Fraction(weight) for weight in weights]
    shares = [money.minor_units * weight / sum(exact) for weight in exact]

    assert all(abs(part - share) < step for part, share in zip(parts, shares, strict=True))


@given_oddly(money=moneys(), weights=weight_lists(), remainder=REMAINDERS, step=STEPS)
def test_law_p3_allocation_mirrors_credits(
    money: Money, weights: list[Fraction], remainder: str, step: int
) -> None:
    """P3: the parts of the negative are the negatives of the parts, and none changes sign."""
    parts = money.allocate(weights, remainder=remainder, step=step)
    sign = -1 if money.minor_units < 0 else 1

    assert [-part for part in parts] == list(
        (-money).allocate(weights, remainder=remainder, step=step)
    )
    assert all(sign * part >= 0 for part in units(parts))


@given_oddly(money=moneys(), weights=weight_lists(), remainder=REMAINDERS, step=STEPS)
def test_law_zero_weight_gets_exactly_zero(
    money: Money, weights: list[Fraction], remainder: str, step: int
) -> None:
    """A part with weight zero never gets an odd unit."""
    parts = units(money.allocate([*weights, 0, *weights], remainder=remainder, step=step))

    assert 0 == parts[len(weights)]
    assert all(
        part == 0 for part, weight in zip(parts, [*weights, 0, *weights], strict=True) if not weight
    )


@given_oddly(money=moneys(min_units=0), weights=weight_lists(), remainder=REMAINDERS, step=STEPS)
def test_law_larger_weight_never_gets_less(
    money: Money, weights: list[Fraction], remainder: str, step: int
) -> None:
    """Sorted by weight, the parts are sorted too, but for ties."""
    parts = units(money.allocate(weights, remainder=remainder, step=step))
    ranked = sorted(zip(map(Fraction, weights), parts, strict=True))

    assert sorted(parts) == [part for _, part in ranked]


@given_oddly(
    money=moneys(),
    weights=weight_lists(),
    scale=st.fractions(Fraction(1, 1000), 1000, max_denominator=1000),
    remainder=REMAINDERS,
    step=STEPS,
)
def test_law_scale_of_the_weights_is_irrelevant(
    money: Money, weights: list[Fraction], scale: Fraction, remainder: str, step: int
) -> None:
    """Multiplying all weights by a constant changes no part."""
    scaled = [Fraction(weight) * scale for weight in weights]

    assert money.allocate(weights, remainder=remainder, step=step) == money.allocate(
        scaled, remainder=remainder, step=step
    )


@settings(deadline=None)
@given(
    money=moneys() | moneys(min_units=-20, max_units=20),
    weights=weight_lists(),
    data=st.data(),
    step=STEPS,
)
def test_law_permuted_weights_permute_the_parts(
    money: Money, weights: list[Fraction], data: st.DataObject, step: int
) -> None:
    """Weights in another order get the same parts, up to which of equal remainders is odd."""
    permuted = data.draw(st.permutations(weights))
    size, whole = abs(money.minor_units), sum(map(Fraction, weights))

    def got(order: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
        parts = units(money.allocate(order, step=step))
        shares = [size * Fraction(weight) / whole for weight in order]
        return sorted(
            (share % step, abs(part) - share // step * step)
            for share, part in zip(shares, parts, strict=True)
        )

    assert got(weights) == got(permuted)


def test_unequal_weights_can_tie() -> None:
    """Half a unit is left for both of 1:3; the earlier part gets it, whatever its weight."""
    assert [1, 1] == units(Money(2, "JPY").allocate([1, 3]))
    assert [2, 0] == units(Money(2, "JPY").allocate([3, 1]))


@given_oddly(money=moneys(), weights=weight_lists(), factor=st.integers(0, 1000))
def test_law_p11_multiples_sum_to_the_multiple(
    money: Money, weights: list[Fraction], factor: int
) -> None:
    """P11: the parts of a multiple add up to the multiple."""
    parts = (money * factor).allocate(weights)

    assert money * factor == Money.total(parts, money.currency)


@given_oddly(money=moneys(), count=COUNTS)
def test_law_cumulative_shares_add_up(money: Money, count: int) -> None:
    """Differences of cumulative shares, the way to refund units one by one, sum exactly."""
    due = [money.times(Fraction(k, count)) for k in range(count + 1)]
    parts = [later - earlier for earlier, later in pairwise(due)]

    assert money == Money.total(parts, money.currency)
    assert max(units(tuple(parts))) - min(units(tuple(parts))) <= 1


# ------------------------------------------------------------------ payable steps


@pytest.mark.parametrize(
    ("amount", "count", "expected"),
    [
        ("100", 3, [3335, 3335, 3330]),
        ("100", 7, [1430, 1430, 1430, 1430, 1430, 1425, 1425]),
        ("1.02", 3, [35, 35, 32]),
        ("0.04", 2, [4, 0]),
        ("-1.02", 3, [-35, -35, -32]),
    ],
)
def test_split_by_step(amount: str, count: int, expected: list[int]) -> None:
    """Cash parts are multiples of the smallest coin; a rest below it goes to the next part."""
    assert expected == units(Money(amount, "CHF").split(count, step=5))


@pytest.mark.parametrize(
    ("amount", "code", "weights", "step", "expected"),
    [
        ("100", "CHF", [1, 2, 3, 7], 5, [770, 1540, 2305, 5385]),
        ("1.01", "CHF", [1, 1], 5, [51, 50]),
        ("1.06", "CHF", [1, 1], 5, [55, 51]),
        ("0.03", "CHF", [1, 2], 5, [0, 3]),
        ("1.000", "KWD", [1, 1, 1], 10, [340, 330, 330]),
        ("-1.06", "CHF", [1, 1], 5, [-55, -51]),
    ],
)
def test_allocate_by_step(
    amount: str, code: str, weights: list[int], step: int, expected: list[int]
) -> None:
    """Weighted cash parts are multiples of the step, the rest is one piece."""
    assert expected == units(Money(amount, code).allocate(weights, step=step))


@given_oddly(money=moneys(), weights=weight_lists(), remainder=REMAINDERS, step=STEPS)
def test_law_parts_are_payable(
    money: Money, weights: list[Fraction], remainder: str, step: int
) -> None:
    """At most one part is no multiple of the step, and none if the total is one."""
    parts = units(money.allocate(weights, remainder=remainder, step=step))
    odd = [abs(part) % step for part in parts if part % step]

    assert ([abs(money.minor_units) % step] if money.minor_units % step else []) == odd
