"""Strategies for traits: declarations that keep the sign rule, and profiles of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from relkit.errors import DeclarationError
from relkit.measures import (
    CLOCK,
    FIRST_ENGAGED,
    LAST_ENGAGED,
    TRANSACTION,
    Quantity,
    count,
    days,
    distinct,
    event,
    field,
    first,
    flag,
    greatest,
    if_kept,
    in_setting,
    last,
    later,
    least,
    most,
    pairs,
    pairs_alike,
    periods,
    recent,
    recurring,
    tallied,
    tally,
    total,
)
from relkit.traits import COUNT_MOST, KAPPA_MOST, WEIGHT_MOST, Trait, TraitProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.measures import Flag, PeriodCondition, RecordCondition, Tally

RECORDS = (
    event("purchase"),
    event("consultation"),
    event("delivery"),
    event("engagement"),
    event("message"),
    event("feedback", "referral"),
    event("agreement"),
    event("payment"),
    event("event"),
)
TESTS = (
    field("tailored").is_true(),
    field("standard").is_false(),
    field("negotiated").is_true(),
    field("initiated").is_false(),
    field("automatic").is_true(),
    field("paid").is_false(),
    field("input").is_true(),
    field("about").is_in("advice", "input", "closing"),
    field("direction").is_in("inbound"),
    field("action").is_in("ended", "canceled"),
    field("form").is_in("retainer", "project"),
    field("model").is_present(),
    field("model").is_in("retainer", "hourly"),
    field("served_by").is_present(),
    field("discount").above(0),
    field("discount").is_present(),
    field("minutes").at_least(30),
    field("minutes").is_in(15, 60),
)
FORMS = field("form").mapped({"retainer": 5, "project": 4, "subscription": 1})
MODELS = field("model").mapped({"retainer": 3, "one_time": 2, "installment": -1})
KEPT = ("message", "delivery", "purchase.discount", ("consultation", "feedback"))


def record_conditions() -> st.SearchStrategy[RecordCondition]:
    """Conditions on records, nested a few levels deep."""
    leaves = st.sampled_from((*RECORDS, *TESTS, TRANSACTION))
    return st.recursive(
        leaves,
        lambda inner: (
            st.tuples(inner, inner).map(lambda two: two[0] & two[1])
            | st.tuples(inner, inner).map(lambda two: two[0] | two[1])
            | inner.map(lambda one: ~one)
        ),
        max_leaves=4,
    )


def flags() -> st.SearchStrategy[Flag]:
    """Flags, each named after what it says, so that one name never means two."""
    return record_conditions().map(lambda where: flag(f"flag {where}", where))


def tallies() -> st.SearchStrategy[Tally]:
    """Tallies of people and of amounts."""
    return st.builds(
        lambda key, where: tally(f"tally {key} {where}", key, where),
        st.sampled_from(["served_by", "amount", "channel"]),
        record_conditions(),
    )


def _is_bounded(condition: PeriodCondition) -> bool:
    return not condition.holds(dict.fromkeys(condition.leaves(), False))


def period_conditions() -> st.SearchStrategy[PeriodCondition]:
    """Conditions on periods that end where the records do, with looks back."""
    nested = st.recursive(
        flags(),
        lambda inner: (
            st.tuples(inner, inner).map(lambda two: two[0] & two[1])
            | st.tuples(inner, inner).map(lambda two: two[0] | two[1])
            | st.tuples(inner, inner).map(lambda two: two[0] & ~two[1])
            | st.builds(recent, inner.filter(_is_bounded), st.integers(1, 7))
        ),
        max_leaves=3,
    )
    return nested.filter(_is_bounded)


def _days() -> st.SearchStrategy[Quantity]:
    where = record_conditions()
    lasts = where.map(lambda w: last(f"last {w}", w)) | st.just(LAST_ENGAGED)
    firsts = where.map(lambda w: first(f"first {w}", w)) | st.just(FIRST_ENGAGED)
    any_day = firsts | lasts | st.just(CLOCK) | st.builds(later, lasts, lasts)
    return st.builds(days, any_day, any_day)


def leaf_quantities() -> st.SearchStrategy[Quantity | int]:
    """Quantities read from one measure or none."""
    where = record_conditions()
    readings = st.sampled_from([distinct, pairs, pairs_alike, recurring, tallied])
    return (
        st.integers(-3, 5)
        | where.map(lambda w: count(f"count {w}", w))
        | where.map(lambda w: total(f"minutes {w}", field("minutes"), w))
        | where.map(lambda w: total(f"models {w}", MODELS, w))
        | where.map(lambda w: most(f"form {w}", FORMS, w))
        | where.map(lambda w: most(f"longest {w}", field("minutes"), w))
        | period_conditions().map(periods)
        | period_conditions().map(periods)
        | _days()
        | st.builds(lambda read, of: read(of), readings, tallies())
        | st.sampled_from(["client", "customer"]).map(in_setting)
    )


def quantities() -> st.SearchStrategy[Quantity]:
    """Quantities of every sort, nested a few levels deep."""
    nested = st.recursive(
        leaf_quantities(),
        lambda inner: (
            st.tuples(inner, inner).map(lambda two: 0 + _whole(two[0]) + two[1])
            | st.tuples(inner, inner).map(lambda two: _whole(two[0]) - two[1])
            | st.tuples(inner, inner).map(lambda two: _whole(two[0]) * two[1])
            | st.tuples(inner, inner).map(lambda two: least(*two))
            | st.tuples(inner, inner).map(lambda two: greatest(*two))
            | st.builds(if_kept, st.sampled_from(KEPT), inner)
        ),
        max_leaves=3,
    )
    return nested.map(_whole)


def _whole(value: Quantity | int) -> Quantity:
    return value if isinstance(value, Quantity) else if_kept("payment", value)


def weights(most: int = 2000) -> st.SearchStrategy[int]:
    """Weights in points of either sign, nought among them."""
    return st.integers(-most, most) | st.sampled_from([0, 1, -1, most])


@st.composite
def traits(draw: st.DrawFn, name: str = "trait") -> Trait:
    """Traits that keep the sign rule; where a random pair breaks it, one side speaks alone."""
    pro, con = draw(quantities()), draw(quantities())
    numbers = {"kappa": draw(st.integers(0, 200)), "weight": draw(weights())}
    for sides in ((pro, con), (pro, 0), (0, con)):
        try:
            return Trait(name, *sides, **numbers)
        except DeclarationError:
            continue
    relational = count("flawless referrals", event("referral"))
    return Trait(name, relational, periods(flag("flawless sales", TRANSACTION)), **numbers)


def trait_lists(max_size: int = 5) -> st.SearchStrategy[list[Trait]]:
    """Some traits with names of their own."""
    sizes = st.integers(1, max_size)
    return sizes.flatmap(lambda n: st.tuples(*(traits(f"trait {i}") for i in range(n)))).map(list)


def stated_traits(
    name: str = "trait", *, most: int = 2000, kappas: st.SearchStrategy[int] | None = None
) -> st.SearchStrategy[Trait]:
    """Traits for which only statements speak."""
    kappa = st.integers(0, 200) if kappas is None else kappas
    return st.builds(Trait, st.just(name), st.just(0), st.just(0), kappa=kappa, weight=weights(most))


def counts() -> st.SearchStrategy[int]:
    """Counts of every size up to the greatest."""
    return st.integers(0, 8) | st.integers(0, 1000) | st.integers(0, COUNT_MOST)


def kappas() -> st.SearchStrategy[int]:
    """Kappas of every size."""
    return st.integers(0, 8) | st.integers(0, 500) | st.integers(0, KAPPA_MOST)


def any_weights() -> st.SearchStrategy[int]:
    """Weights of every size and sign."""
    return weights() | st.integers(-WEIGHT_MOST, WEIGHT_MOST)


def pairs_of_counts() -> st.SearchStrategy[tuple[int, int]]:
    """Both counts of a trait; nothing seen, and only one pole seen, often."""
    return (
        st.just((0, 0))
        | st.tuples(counts(), st.just(0))
        | st.tuples(st.just(0), counts())
        | st.tuples(counts(), counts())
    )


def profiles(of: Sequence[Trait]) -> st.SearchStrategy[TraitProfile]:
    """Profiles of these traits, with counts of every size."""
    rows = st.tuples(*(pairs_of_counts() for _ in of))
    return rows.map(
        lambda row: TraitProfile.of(
            of, {trait.name: pair for trait, pair in zip(of, row, strict=True)}
        )
    )
