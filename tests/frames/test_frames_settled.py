"""What a table settles before any row is read changes no answer, and no table that is given."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from engines import ENGINES, MAKERS, rows_in
from hypothesis import example, given
from hypothesis import strategies as st
from logs import TAGS, log
from oracle import expected
from tests.strategies.traits import trait_lists

from relkit import Business, Scorecard, Trait
from relkit.frames import assess, evidence, to_evidence, traits
from relkit.frames._settling import ALWAYS, NEVER, needs_a_record, settle
from relkit.measures import PeriodCondition, event, flag, periods, recent

AS_OF = date(2022, 6, 1)
KEEPS = ["consultation", "message", "delivery", "agreement", "purchase.discount"]
FIRM = Business("firm", industry="law", keeps=KEEPS)
SHOP = Business("shop", industry="retail", period_days=7)
BOUGHT = flag("bought", event("purchase"))
ASKED = flag("asked", event("message"))
TOLD = flag("told", event("consultation"))


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


def of_type(tag: str, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], Any]:
    """The rows of one type, as they are and as a table has them that does not say so."""
    mine = [row for row in rows if row["event"] == tag]
    return mine, [{name: row[name] for name in row if name != "event"} for row in mine]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_of_one_type_says_what_a_book_says(engine: str) -> None:
    """Whatever the type, the answers to its events are those to a log that names it each time."""
    rows = log(21, 40)
    for tag, business in zip(TAGS, [FIRM, SHOP] * 4, strict=True):
        named, bare = of_type(tag, rows)
        answer = assess(MAKERS[engine](bare), business=business, as_of=AS_OF, event=tag)

        assert expected(named, business, AS_OF) == by_party(answer)


@example(
    seed=0,
    chosen=[Trait("either", 0, periods(ASKED | recent(BOUGHT, 1)), kappa=1, weight=9)],
    engine="polars",
    tag="message",  # so the one flag is always set, and the other, looked back on, never
)
@given(
    seed=st.integers(0, 10**6),
    chosen=trait_lists(2),
    engine=st.sampled_from(["pandas", "polars", "pyarrow", "duckdb"]),
    tag=st.sampled_from(["purchase", "message"]),
)
def test_any_declaration_is_settled_as_it_is_compiled(
    seed: int, chosen: list[Trait], engine: str, tag: str
) -> None:
    """For any traits, a table of one type is answered as a book answers its events."""
    card = Scorecard(traits=chosen)
    named, bare = of_type(tag, [{"party": "p", "event": tag, "on": AS_OF}, *log(seed, 6)])
    answer = assess(MAKERS[engine](bare), business=FIRM, as_of=AS_OF, event=tag, scorecard=card)

    assert expected(named, FIRM, AS_OF, scorecard=card) == by_party(answer)


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_that_are_settled_are_given_all_the_same(engine: str) -> None:
    """Evidence of one type has the columns, in their order, and the values of any evidence."""
    named, bare = of_type("purchase", log(22, 20))
    one = evidence(MAKERS[engine](named), business=FIRM)
    other = evidence(MAKERS[engine](bare), business=FIRM, event="purchase")

    for name in ("counters", "periods", "tallies"):
        mine, theirs = (rows_in(getattr(each, name)) for each in (one, other))

        assert [list(row) for row in mine[:1]] == [list(row) for row in theirs[:1]]
        assert sorted(map(repr, mine)) == sorted(map(repr, theirs))
    assert to_evidence(one) == to_evidence(other)
    assert by_party(traits(one, as_of=AS_OF)) == by_party(traits(other, as_of=AS_OF))


@pytest.mark.parametrize("engine", ["pandas", "polars", "polars-lazy", "pyarrow", "duckdb"])
def test_evidence_merges_whatever_is_settled_in_it(engine: str) -> None:
    """Tables of one type merge with one another, and with such as hold all types (law E1)."""
    rows = log(23, 15)
    parts = []
    for tag in ("purchase", "message"):
        _, bare = of_type(tag, rows)
        parts.append(evidence(MAKERS[engine](bare), business=FIRM, event=tag))
    rest = [row for row in rows if row["event"] not in ("purchase", "message")]
    parts.append(evidence(MAKERS[engine](rest), business=FIRM))
    merged = parts[0] + parts[1] + parts[2]
    twice = by_party((parts[0] + parts[0]).counters)

    assert expected(rows, FIRM, AS_OF) == by_party(assess(merged, as_of=AS_OF))
    assert to_evidence(evidence(MAKERS[engine](rows), business=FIRM)) == to_evidence(merged)
    assert by_party(parts[0].counters).keys() == twice.keys()
    assert {0} == {row["referrals"] for row in twice.values()}


LOOKS = {
    "soon again": ASKED & recent(ASKED, 2),
    "after all": BOUGHT & recent(ASKED & ~recent(TOLD, 1), 3),
    "silent": ~BOUGHT & recent(BOUGHT, 2),
    "beside silence": TOLD & recent(~BOUGHT & recent(BOUGHT, 1), 2),
    "after silence": BOUGHT & ~recent(BOUGHT | TOLD, 4),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("tag", ["purchase", None])
def test_looks_back_of_every_sort(engine: str, tag: str | None) -> None:
    """Looks back within others, on silence, and in it, count what a book counts."""
    card = Scorecard(
        traits=[Trait(name, periods(c), 0, kappa=1, weight=9) for name, c in LOOKS.items()]
    )
    days = [0, 1, 40, 75, 80, 170, 171, 240, 300, 301, 600]
    tags = ["purchase", "message", "consultation"]
    rows = [
        {"party": n % 4, "on": date(2021, 1, 1) + timedelta(days=day * n), "event": tag or each}
        for n, (day, each) in enumerate(product(days, tags))
        if day * n < 4000
    ]
    bare = [{k: v for k, v in row.items() if k != "event"} for row in rows] if tag else rows
    how: dict[str, Any] = {"business": SHOP, "scorecard": card, "event": tag}
    as_of = date(2040, 1, 1)

    assert expected(rows, SHOP, as_of, scorecard=card) == by_party(
        assess(MAKERS[engine](bare), as_of=as_of, **how)
    )


CONDITIONS: list[PeriodCondition] = [
    BOUGHT,
    ~BOUGHT & ASKED,
    (BOUGHT | ASKED) & ~(TOLD & BOUGHT),
    ~(ASKED & ~BOUGHT) & (TOLD | BOUGHT),
]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("settled", [*product([0, 1, None], repeat=3)])
def test_what_is_left_of_a_condition_holds_where_it_held(
    condition: PeriodCondition, settled: tuple[int | None, ...]
) -> None:
    """Less what is settled, a condition holds in the same periods as it did before."""
    flags = dict(zip((BOUGHT, ASKED, TOLD), settled, strict=True))
    known = {each: value for each, value in flags.items() if value is not None}
    left = settle(condition, known)

    assert not known.keys() & set(left.leaves())
    for truths in product([False, True], repeat=3):
        held = dict(zip(flags, truths, strict=True))
        if all(held[each] == bool(value) for each, value in known.items()):
            assert condition.holds(held) == left.holds(held)


class Odd(PeriodCondition):
    """A user's own condition, which no interpreter knows."""


def test_what_can_hold_in_silence_is_told_apart() -> None:
    """A condition needs a record unless it, or what it looks back on, can hold without one."""
    assert [True, True, False, False, True] == [needs_a_record(each) for each in LOOKS.values()]
    assert NEVER == settle(BOUGHT & recent(ASKED, 2), {ASKED: 0})
    assert recent(ASKED, 2) == settle(BOUGHT & recent(ASKED, 2), {BOUGHT: 1})
    assert [ALWAYS] == [each.condition for each in settle(recent(ASKED, 2), {ASKED: 1}).leaves()]  # type: ignore[union-attr]  # a look back
    odd = Odd()

    assert odd is settle(odd, {})
