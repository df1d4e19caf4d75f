"""Strategies for traits: declarations that keep the sign rule, and profiles of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.strategies.measures import record_conditions

from relkit.errors import DeclarationError
from relkit.measures import (
    CLOCK,
    FIRST_ENGAGED,
    LAST_ENGAGED,
    TRANSACTION,
    Constant,
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

    from relkit.measures import Day, Flag, PeriodCondition, RecordCondition, Tally

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


def _nested(leaves: st.SearchStrategy, most: int) -> st.SearchStrategy:
    """Combine conditions with &, | and ~ a few levels deep."""
    return st.recursive(
        leaves,
        lambda inner: (
            st.tuples(inner, inner).map(lambda two: two[0] & two[1])
            | st.tuples(inner, inner).map(lambda two: two[0] | two[1])
            | inner.map(lambda one: ~one)
        ),
        max_leaves=most,
    )


_USUAL = _nested(st.sampled_from((*RECORDS, *TESTS, TRANSACTION)), 2)


@st.composite
def conditions(draw: st.DrawFn) -> RecordCondition:
    """Conditions on records: mostly such as occur, sometimes any at all."""
    return draw(record_conditions() if draw(st.integers(0, 19)) == 0 else _USUAL)


@st.composite
def flags(draw: st.DrawFn) -> Flag:
    """Flags, each named after what it says, so that one name never means two."""
    where = draw(conditions())
    return flag(f"flag {where}", where)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """Tallies of people, amounts and channels."""
    key, where = draw(st.sampled_from(["served_by", "amount", "channel"])), draw(conditions())
    return tally(f"tally {key} {where}", key, where)


@st.composite
def period_conditions(draw: st.DrawFn, depth: int = 1) -> PeriodCondition:
    """Conditions on periods that end where the records do, with looks back."""
    shape = draw(st.sampled_from(["flag", "and", "or", "but", "recent"])) if depth else "flag"
    if shape == "flag":
        return draw(flags())
    one = draw(period_conditions(depth - 1))
    if shape == "recent":
        return recent(one, draw(st.integers(1, 7)))
    other = draw(period_conditions(depth - 1))
    return {"and": one & other, "or": one | other, "but": one & ~other}[shape]


@st.composite
def days_apart(draw: st.DrawFn) -> Quantity:
    """The days between two days of any sort."""
    return days(draw(_a_day()), draw(_a_day()))


@st.composite
def _a_day(draw: st.DrawFn) -> Day:
    shape = draw(st.sampled_from(["first", "last", "later", "engaged", "clock"]))
    if shape in ("engaged", "clock"):
        return draw(st.sampled_from([FIRST_ENGAGED, LAST_ENGAGED, CLOCK]))
    where, other = draw(conditions()), draw(conditions())
    if shape == "first":
        return first(f"first {where}", where)
    latest = last(f"last {where}", where)
    return latest if shape == "last" else later(latest, last(f"last {other}", other))


@st.composite
def readings(draw: st.DrawFn) -> Quantity:
    """Quantities read from one measure."""
    shape = draw(st.sampled_from(["count", "minutes", "models", "form", "longest", "tally"]))
    where = draw(conditions())
    match shape:
        case "count":
            return count(f"count {where}", where)
        case "minutes":
            return total(f"minutes {where}", field("minutes"), where)
        case "models":
            return total(f"models {where}", MODELS, where)
        case "form":
            return most(f"form {where}", FORMS, where)
        case "longest":
            return most(f"longest {where}", field("minutes"), where)
        case _:
            read = draw(st.sampled_from([distinct, pairs, pairs_alike, recurring, tallied]))
            return read(draw(tallies()))


@st.composite
def quantities(draw: st.DrawFn, depth: int = 1) -> Quantity:
    """Quantities of every sort, nested a few levels deep."""
    leaves = ["periods", "periods", "reading", "reading", "days", "setting", "number"]
    nodes = ["sum", "difference", "product", "least", "greatest", "kept"]
    shape = draw(st.sampled_from(leaves + nodes if depth else leaves))
    if shape in leaves:
        return draw(
            {
                "periods": period_conditions().map(periods),
                "reading": readings(),
                "days": days_apart(),
                "setting": st.sampled_from(["client", "customer"]).map(in_setting),
                "number": st.integers(-3, 9).map(Constant),
            }[shape]
        )
    one, number = draw(quantities(depth - 1)), draw(st.integers(-3, 9))
    if shape == "kept":
        return if_kept(draw(st.sampled_from(KEPT)), one)
    other = draw(quantities(depth - 1)) if draw(st.booleans()) else number
    join = {
        "sum": lambda: one + other,
        "difference": lambda: one - other,
        "product": lambda: other * one,
        "least": lambda: least(one, other),
        "greatest": lambda: greatest(one, other),
    }
    return join[shape]()


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
    return st.builds(
        Trait, st.just(name), st.just(0), st.just(0), kappa=kappa, weight=weights(most)
    )


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
