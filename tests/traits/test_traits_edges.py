"""What the static checks of traits see: every value of a field, every sign, and where they end."""

from __future__ import annotations

from functools import reduce
from operator import add, or_

import pytest

from relkit.errors import DeclarationError
from relkit.measures import (
    CLOCK,
    RecordCondition,
    count,
    days,
    event,
    field,
    flag,
    greatest,
    if_kept,
    in_setting,
    last,
    least,
    most,
    periods,
    recent,
    total,
)
from relkit.measures._conditions import EventTest
from relkit.measures._sizes import bounded_size
from relkit.traits import Trait
from relkit.traits._bounds import bounds

DELIVERY = event("delivery")


@pytest.mark.parametrize("test", ["is_true", "is_false"])
def test_one_value_of_a_field_is_enough_to_speak_for_both_poles(test: str) -> None:
    """A trait is refused where only records with True, or only with False, move it both ways."""
    tested = DELIVERY & getattr(field("tailored"), test)()
    made, counted = flag("made", tested), count("counted", tested)

    with pytest.raises(DeclarationError, match="one record speak for both poles"):
        Trait("craft", periods(made), counted, kappa=1)
    assert "craft" == Trait("craft", periods(made), 0, kappa=1).name


@pytest.mark.parametrize(
    ("table", "is_signed"),
    [({"a": 2, "b": 3}, False), ({"a": 2, "b": -1}, True), ({"a": -2}, True), ({"a": 0}, False)],
    ids=repr,
)
def test_totals_of_mapped_words_are_bounded_by_their_table(
    table: dict[str, int], *, is_signed: bool
) -> None:
    """A total over mapped words can fall below 0 only where a word takes something off."""
    low, high = bounds(total("t", field("model").mapped(table), event("payment")))

    assert is_signed is (low < 0)
    assert low in (0, -high)


def test_totals_can_be_negative_and_maxima_not() -> None:
    """A total over amounts has no bound on either side, a maximum none above."""
    amount = field("amount")
    low, high = bounds(total("t", amount, event("payment")))

    assert low == -high
    assert (0, high) == bounds(most("m", amount, event("payment")))
    assert (0, high) == bounds(count("c", event("payment")))
    assert high > 10**20


def test_bounds_add_up() -> None:
    """The bounds of a sum are the sums of bounds, of a product the extremes of products."""
    seen = periods(flag("seen", event("referral")))
    low, high = bounds(seen)

    assert (0, 36_525) == (low, high)
    assert (7, high + 7) == bounds(seen + 7)
    assert (-high, high) == bounds(seen - seen)
    assert (0, high * high) == bounds(seen * seen)
    assert (-3 * high, 0) == bounds(seen * -3)
    assert (0, 5) == bounds(least(seen, 5))
    assert (5, high) == bounds(greatest(seen, 5))
    assert (0, 1) == bounds(in_setting("client"))
    assert (-high, 0) == bounds(if_kept("message", -1 * seen))
    assert (0, high + 7) == bounds(if_kept("message", seen + 7))


def test_what_a_product_with_nothing_reads_moves_nothing() -> None:
    """A count times zero speaks for no pole, so that the same records may speak for one."""
    handed = count("handed", DELIVERY)

    assert "none" == Trait("none", 0 * handed, handed, kappa=1).name
    with pytest.raises(DeclarationError, match="both poles"):
        Trait("both", 1 * handed, handed, kappa=1)


def test_a_record_that_moves_the_clock_is_looked_at() -> None:
    """Days since the last of some records grow and shrink by one that is also an engagement."""
    since = days(last("talked", event("message", "consultation")), CLOCK)

    with pytest.raises(DeclarationError, match="both poles: a consultation"):
        Trait("silence", since, 0, kappa=1)
    with pytest.raises(DeclarationError, match="both poles: a consultation"):
        Trait("silence", 0, since, kappa=1)


# ------------------------------------------------------------------ how large a trait can be


def test_depth_is_counted_exactly() -> None:
    """A condition of a hundred levels is taken, one of a level more is refused."""
    condition: RecordCondition = DELIVERY  # two levels: the test and its tag
    for _ in range(98):
        condition = ~condition

    assert condition is bounded_size(condition)
    with pytest.raises(DeclarationError, match="at most 100 deep"):
        bounded_size(~condition)


def test_parts_are_counted_exactly() -> None:
    """A condition of ten thousand parts is taken, one of a part more is refused."""
    fits = EventTest(("delivery",) * 9_999)

    assert fits is bounded_size(fits)
    with pytest.raises(DeclarationError, match="at most 10,000 parts"):
        bounded_size(EventTest(("delivery",) * 10_000))


def chained(size: int) -> Trait:
    """A sum of so many parts."""
    parts = [count("c", event("referral"))] * size
    return Trait("chained", reduce(add, parts), 0, kappa=1)


def with_fields(size: int) -> Trait:
    """A flag that tests so many fields of one record."""
    tests = [field(f"f{place}").is_true() for place in range(size)]
    return Trait("tested", periods(flag("f", DELIVERY & reduce(or_, tests))), 0, kappa=1)


def flagged(size: int) -> Trait:
    """A condition on so many flags of one period."""
    flags = [flag(f"f{place}", event("referral")) for place in range(size)]
    return Trait("flagged", periods(reduce(or_, flags)), 0, kappa=1)


def looking_back(size: int) -> Trait:
    """A condition on so many looks back."""
    seen = flag("seen", event("referral"))
    looks = [recent(seen, count) for count in range(1, size + 1)]
    return Trait("looking", periods(seen & reduce(or_, looks)), 0, kappa=1)


def doubled(size: int) -> Trait:
    """A sum that holds itself twice, so many times over: few objects, very many parts."""
    total_of = count("c", event("referral"))
    for _ in range(size):
        total_of = total_of + total_of
    return Trait("doubled", total_of, 0, kappa=1)


def turned(size: int) -> Trait:
    """A condition turned around so many times."""
    condition = field("tailored").is_true()
    for _ in range(size):
        condition = ~condition
    return Trait("turned", periods(flag("f", DELIVERY & condition)), 0, kappa=1)


@pytest.mark.parametrize(
    ("make", "fits", "too_large"),
    [
        (chained, 90, 101),
        (chained, 10, 100_000),
        (with_fields, 12, 25),
        (with_fields, 2, 2000),
        (flagged, 12, 30),
        (flagged, 2, 3000),
        (looking_back, 5, 20),
        (doubled, 9, 60),
        (turned, 90, 5000),
    ],
)
def test_what_is_too_large_to_be_checked_is_refused_at_once(
    make: object, fits: int, too_large: int
) -> None:
    """A declaration of any depth or width is taken or refused by name, and never hangs."""
    assert make(fits).kappa == 1
    with pytest.raises(DeclarationError, match="at most"):
        make(too_large)
