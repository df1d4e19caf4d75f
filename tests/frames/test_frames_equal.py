"""Frames answer as the object path does: integers, labels and stages, on every engine (law C15)."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from engines import ENGINES, MAKERS, columns_of, rows_in
from hypothesis import given
from hypothesis import strategies as st
from logs import log
from oracle import book_of, counts, expected, told
from tests.strategies.traits import trait_lists

from relkit import Business, Client, Customer, Scorecard, Trait, kind
from relkit.events import STANDARD_EVENT_TYPES, Engagement
from relkit.frames import assess, evidence, traits
from relkit.measures import (
    CLOCK,
    count,
    days,
    event,
    field,
    first,
    flag,
    last,
    later,
    most,
    periods,
    recent,
    recurring,
    tally,
    total,
)

AS_OF = date(2022, 6, 1)
KEEPS = ["consultation", "message", "delivery", "agreement", "purchase.discount"]
FIRM = Business("firm", industry="law", keeps=KEEPS)
SHOP = Business("shop", industry="retail", currency="EUR", period_days=7)


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_says_what_the_object_path_says(engine: str) -> None:
    """Assessments of one log are equal, column by column, to those of a book."""
    rows = log(7, 80, statements=True)

    assert expected(rows, FIRM, AS_OF) == by_party(
        assess(MAKERS[engine](rows), business=FIRM, as_of=AS_OF)
    )


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow"])
def test_counts_are_those_of_the_object_path(engine: str) -> None:
    """The counts of every trait are equal to the profiles of a book."""
    rows = log(8, 60)
    book = book_of(rows, SHOP)
    want = {party: counts(found) for party, found in book.assess_all(as_of=AS_OF).items()}

    assert want == by_party(traits(MAKERS[engine](rows), business=SHOP, as_of=AS_OF))


@given(
    seed=st.integers(0, 10**6),
    chosen=trait_lists(2),
    engine=st.sampled_from(["polars", "polars", "polars", "pyarrow"]),
    business=st.sampled_from([FIRM, SHOP]),
)
def test_any_declaration_is_lowered_as_it_is_compiled(
    seed: int, chosen: list[Trait], engine: str, business: Business
) -> None:
    """Traits of random conditions, measures and quantities give the same points in a frame."""
    rows = log(seed, 12, most=6)
    card = Scorecard((Customer, Client), traits=chosen, margin=300)

    assert expected(rows, business, AS_OF, scorecard=card) == by_party(
        assess(MAKERS[engine](rows), business=business, as_of=AS_OF, scorecard=card)
    )


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_days_between_days_of_every_sort(engine: str) -> None:
    """Days from a first day, from the later of two last ones and to a first one are equal."""
    bought, paid = event("purchase"), event("payment")
    begun, latest = first("bought", bought), later(last("bought last", bought), last("paid", paid))
    spans = [days(begun, CLOCK), days(latest, CLOCK), days(begun, first("paid first", paid))]
    spoken = [Trait(f"span {n}", 0, span, kappa=1, weight=9) for n, span in enumerate(spans)]
    card = Scorecard((Customer, Client), traits=spoken, margin=3)
    rows = log(5, 12)

    assert expected(rows, SHOP, AS_OF, scorecard=card) == by_party(
        assess(MAKERS[engine](rows), business=SHOP, as_of=AS_OF, scorecard=card)
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_lead_that_is_just_the_margin_decides(seed: int) -> None:
    """Of a lead equal to the margin and a lead one below it, only the first names a kind."""
    rows = log(seed, 25)
    leads = sorted({row["lead"] for row in expected(rows, FIRM, AS_OF).values() if row["lead"]})
    for lead in random.Random(seed).sample(leads, 3):
        for margin in (lead, lead + 1):
            card = Scorecard(margin=margin)

            assert expected(rows, FIRM, AS_OF, scorecard=card) == by_party(
                assess(MAKERS["polars"](rows), business=FIRM, as_of=AS_OF, scorecard=card)
            )


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_the_order_of_rows_changes_nothing(engine: str) -> None:
    """A table sorted by what happened gives the answers that a book gives in any order (law G2)."""
    rows = log(9, 20)
    ordered = sorted(rows, key=lambda row: (row["event"], row["on"]), reverse=True)

    assert rows != ordered
    assert expected(rows, FIRM, AS_OF) == by_party(
        assess(MAKERS[engine](ordered, columns_of(rows)), business=FIRM, as_of=AS_OF)
    )


@kind
class Regular(Customer):
    """A user's own kind with weights of either sign, which ties with others."""

    weights = {"tenure": -300, "coaching": 800, "regularity": 650}  # noqa: RUF012 - @kind freezes it


class Workout(Engagement):
    """A user's own event with a field of each sort, and defaults."""

    coach: str | None = "kim"
    minutes: int = 30
    group: bool | None = None


coached = flag("coached", event("workout") & field("coach").is_present())
trained = flag("trained", event("workout"))
COACHING = (
    Trait("coaching", periods(coached & recent(trained, 3)), 0, kappa=1, weight=900),
    Trait("stamina", total("time", field("minutes"), event("workout")), 0, kappa=90, weight=500),
    Trait("longest", most("most", field("minutes"), event("workout")), 0, kappa=9, weight=400),
    Trait("company", count("company", field("group").is_false()), 0, kappa=1, weight=-300),
    Trait(
        "own coach", recurring(tally("coaches", "coach", event("workout"))), 0, kappa=3, weight=9
    ),
    Trait("tenure", periods(trained), 0, kappa=0, weight=700),
)


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb", "pyarrow"])
def test_events_kinds_and_traits_of_a_user(engine: str) -> None:
    """A user's own events with defaults, traits, weights and base scores of three kinds."""
    rng = random.Random(3)
    rows = [
        {
            "party": f"p{rng.randrange(20)}",
            "event": rng.choice(["workout", "workout", "purchase"]),
            "on": date(2022, 1, 1) + timedelta(days=rng.randrange(150)),
        }
        for _ in range(100)
    ]
    for row in rows:
        if row["event"] == "workout":
            row |= {"coach": rng.choice([None, "ann"]), "minutes": rng.choice([None, 5, 60])}
            row |= {"group": rng.choice([None, True, False])}
    types = (*STANDARD_EVENT_TYPES, Workout)
    card = Scorecard(
        (Customer, Client, Regular), traits=COACHING, margin=1, bases={Client: -100, Regular: 40}
    )
    want = expected(rows, SHOP, AS_OF, scorecard=card, event_types=types)
    table = MAKERS[engine](rows)

    assert want == by_party(
        assess(table, business=SHOP, as_of=AS_OF, scorecard=card, event_types=types)
    )


def test_one_party_with_a_million_events() -> None:
    """A million events of one party are counted as the object path counts a thousand of them."""
    import polars as pl  # noqa: PLC0415 - only here by name

    rows = [{**row, "party": "p"} for row in log(5, 160)][:1000]
    some = MAKERS["polars"](rows)
    found = evidence(some, business=FIRM, as_of=AS_OF)
    book = book_of(rows, FIRM)
    one = book.evidence("p", as_of=AS_OF)
    thousand, power = None, one
    for bit in range(10):
        if 1000 >> bit & 1:
            thousand = power if thousand is None else thousand + power
        power = power + power
    many = assess(pl.concat([some] * 1000), business=FIRM, as_of=AS_OF)
    from relkit.assessment import assess_evidence  # noqa: PLC0415 - only here

    assert thousand is not None
    want = told(assess_evidence(thousand, business=FIRM, as_of=AS_OF))
    assert [want] == list(by_party(many).values())
    assert 1 == len(found.counters)
