"""What is wrong with a table is said: bad rows one by one, and whatever cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pytest
from engines import ENGINES, LAZY, MAKERS, rows_in
from oracle import expected

from relkit import Business, Scorecard, Trait
from relkit.assessment import standard_scorecard
from relkit.errors import (
    DeclarationError,
    FrameError,
    InvalidValueError,
    RelkitError,
    RelkitWarning,
    SpanError,
    UnknownNameError,
)
from relkit.events import STANDARD_EVENT_TYPES, Engagement
from relkit.frames import assess, evidence, problems
from relkit.frames._conditions import Conditions
from relkit.frames._fields import Fields
from relkit.frames._looking_back import lowered
from relkit.frames._names import Names
from relkit.frames._quantities import Quantities
from relkit.frames._reading import Setups, reading
from relkit.measures import (
    CLOCK,
    Days,
    PeriodCondition,
    Quantity,
    RecordCondition,
    distinct,
    event,
    field,
    flag,
    periods,
    recent,
    tally,
    total,
)

AS_OF = date(2022, 6, 1)
SHOP = Business("shop", industry="retail", time_zone="America/New_York")
NOON = datetime(2022, 3, 1, 23, 30, tzinfo=UTC)
DAY = {"party": ["a"], "on": [AS_OF], "event": ["purchase"]}


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


BAD = [
    ("party", {"event": "referral", "on": AS_OF}),
    ("event", {"party": "a", "event": "referal", "on": AS_OF}),
    ("event", {"party": "a", "on": AS_OF}),
    ("on", {"party": "a", "event": "referral"}),
    ("model", {"party": "a", "event": "payment", "on": AS_OF, "model": "retaner"}),
    ("model", {"party": "a", "event": "referral", "on": AS_OF, "model": "retainer"}),
    ("discount", {"party": "a", "event": "purchase", "on": AS_OF, "discount": 1.5}),
    ("minutes", {"party": "a", "event": "consultation", "on": AS_OF, "minutes": -1}),
    ("amount", {"party": "a", "event": "purchase", "on": AS_OF, "amount": 10**12 + 1}),
    ("currency", {"party": "a", "event": "purchase", "on": AS_OF, "amount": 1, "currency": "EUX"}),
    ("line", {"party": "a", "event": "referral", "on": AS_OF, "line": " "}),
    ("id", {"party": "a", "event": "referral", "on": AS_OF, "id": "7"}),
    ("id", {"party": "a", "event": "purchase", "on": AS_OF, "id": "7"}),
    (
        "trait",
        {
            "party": "a",
            "event": "statement",
            "on": AS_OF,
            "trait": "trst",
            "by": "x",
            "pro": 1,
            "con": 0,
        },
    ),
    (
        None,
        {
            "party": "a",
            "event": "statement",
            "on": AS_OF,
            "trait": "trust",
            "by": "x",
            "pro": 0,
            "con": 0,
        },
    ),
    ("by", {"party": "a", "event": "statement", "on": AS_OF, "trait": "trust", "pro": 1, "con": 0}),
]
GOOD = [{"party": "g", "event": "purchase", "on": AS_OF, "amount": 5, "id": "1"}] * 2


@pytest.mark.parametrize("engine", sorted(set(ENGINES) - LAZY))
def test_every_bad_row_is_named_and_no_good_one_lost(engine: str) -> None:
    """An eager table raises with each fault at its position, and holds the good rows."""
    rows = [row for _, row in BAD] + GOOD
    with pytest.raises(FrameError) as caught:
        assess(MAKERS[engine](rows), business=SHOP, as_of=AS_OF)
    found = [(problem.position, problem.field) for problem in caught.value.problems]
    good = caught.value.good

    assert [(n, name) for n, (name, _) in enumerate(BAD)] == found
    assert 2 == len(rows_in(good))
    assert expected(GOOD, SHOP, AS_OF) == by_party(assess(good, business=SHOP, as_of=AS_OF))


@pytest.mark.parametrize("engine", sorted(LAZY))
def test_a_lazy_table_counts_its_bad_rows(engine: str) -> None:
    """A lazy table leaves bad rows out, counts them, and shows them when asked."""
    rows = [row for _, row in BAD] + GOOD
    table = MAKERS[engine](rows)
    answer = by_party(assess(table, business=SHOP, as_of=AS_OF))
    shown = sorted(str(row["field"]) for row in rows_in(problems(table, business=SHOP)))

    assert {None: 1, "a": len(BAD) - 1, "g": 0} == {p: r["bad_rows"] for p, r in answer.items()}
    assert expected(GOOD, SHOP, AS_OF)["g"] == answer["g"]
    assert sorted(name or "trait" for name, _ in BAD) == shown


def test_many_problems_are_counted() -> None:
    """The message shows the first problems and counts the rest."""
    with pytest.raises(FrameError, match="and 5 more") as caught:
        evidence(pl.DataFrame({"party": ["a"] * 25, "event": "x", "on": AS_OF}), business=SHOP)

    assert 25 == len(caught.value.problems)


NAIVE = [datetime(2022, 1, 1)]  # noqa: DTZ001 - naive, on purpose


@pytest.mark.parametrize(
    ("table", "how", "error", "said"),
    [
        (7, {}, FrameError, "pandas, Polars"),
        (pl.DataFrame({"event": ["purchase"]}), {}, FrameError, "'party', 'on'"),
        (pl.DataFrame({"party": ["a"], "on": [AS_OF]}), {}, FrameError, "event='purchase'"),
        (pl.DataFrame(DAY), {"columns": {"id": "nr"}}, FrameError, "no column 'nr'"),
        (pl.DataFrame(DAY), {"columns": {"prty": "x"}}, UnknownNameError, "party"),
        (pl.DataFrame(DAY), {"columns": {"party": 7}}, InvalidValueError, "named by text"),
        (pl.DataFrame(DAY), {"columns": ["party"]}, InvalidValueError, "maps relkit's names"),
        (pl.DataFrame(DAY), {"event": "purchse"}, UnknownNameError, "purchase"),
        (
            pl.DataFrame(DAY),
            {"event": "purchase", "columns": {"event": "event"}},
            InvalidValueError,
            "not both",
        ),
        (pl.DataFrame(DAY), {"days": "date"}, InvalidValueError, "'local'"),
        (pl.DataFrame(DAY), {"business": 7}, InvalidValueError, "Business"),
        (pl.DataFrame(DAY), {"business": [SHOP, SHOP]}, InvalidValueError, "id of its own"),
        (pl.DataFrame(DAY), {"business": [SHOP]}, FrameError, "'business'"),
        (pl.DataFrame(DAY), {"scorecard": 7}, InvalidValueError, "Scorecard"),
        (pl.DataFrame(DAY), {"colums": {}}, InvalidValueError, "columns"),
        (pl.DataFrame({**DAY, "on": NAIVE}), {}, FrameError, "days='local'"),
        (pl.DataFrame({**DAY, "on": [738_000]}), {}, FrameError, "days='ordinal'"),
        (pl.DataFrame({**DAY, "on": ["2022-01-01"]}), {}, FrameError, "String"),
        (pl.DataFrame({**DAY, "event": [7]}), {}, FrameError, "must hold text"),
        (pl.DataFrame({**DAY, "amount": [1.5]}), {}, FrameError, "minor units"),
        (pl.DataFrame({**DAY, "standard": ["yes"]}), {}, FrameError, "truth values"),
        (pl.DataFrame({**DAY, "discount": ["much"]}), {}, FrameError, "from 0 to 1"),
        (pl.DataFrame({**DAY, "on": [NOON]}), {"business": Business("b")}, FrameError, "time_zone"),
        (
            pl.DataFrame({**DAY, "on": [NOON]}),
            {"business": Business("b", time_zone=timezone(timedelta(hours=1)))},
            FrameError,
            "IANA",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    table: Any, how: dict[str, Any], error: type[RelkitError], said: str
) -> None:
    """A table or argument that cannot be is refused, with what is allowed, before any work."""
    with pytest.raises(error, match=said):
        evidence(table, **{"business": SHOP, **how})


def test_a_span_that_no_evidence_holds_is_refused_by_name() -> None:
    """Flags that lie further apart than evidence holds raise, and name the relationship."""
    rows = {"party": ["a", "a"], "event": "purchase", "on": [date(1, 1, 1), date(9999, 1, 1)]}
    with pytest.raises(SpanError, match="'a'"):
        evidence(pl.DataFrame(rows), business=Business("b", period_days=1))

    assert 1 == len(evidence(pl.DataFrame(rows), business=Business("b", period_days=365)).counters)


def test_evidence_takes_no_more_arguments() -> None:
    """What was read before is not read again in another way."""
    found = evidence(pl.DataFrame(DAY), business=SHOP)
    with pytest.raises(InvalidValueError, match="only as_of"):
        assess(found, as_of=AS_OF, business=SHOP)


def test_pandas_floats_stand_for_whole_numbers_with_gaps() -> None:
    """Pandas' floats are whole numbers where they are whole; others are bad rows, not rounded."""
    table = pd.DataFrame({"party": list("abc"), "event": "payment", "amount": [5.0, None, 1.5]})
    table["on"] = pd.to_datetime(["2022-01-01"] * 3)
    with pytest.raises(FrameError, match=r"1\.5") as caught:
        evidence(table, business=SHOP, days="local")

    assert ["a", "b"] == caught.value.good["party"].tolist()


@pytest.mark.parametrize("ids", [[1.5, 1.2], [1e13, 2e13]], ids=["fractions", "beyond the bound"])
def test_ids_that_floats_cannot_tell_apart_are_bad(ids: list[float]) -> None:
    """Where pandas made floats of ids, none is cut down to another one's number."""
    rows = {"party": ["a", "a"], "on": [AS_OF] * 2, "event": ["consultation"] * 2, "served_by": ids}

    with pytest.raises(FrameError, match="is no whole number that a table may hold") as caught:
        evidence(pd.DataFrame(rows), business=SHOP)
    assert ["served_by"] * 2 == [problem.field for problem in caught.value.problems]


@pytest.mark.parametrize("ask", [evidence, partial(assess, as_of=AS_OF)], ids=["deep", "deeper"])
def test_a_misspelled_column_is_warned_of(ask: Callable[..., object]) -> None:
    """A column called almost like one that relkit reads is warned of where the table is given."""
    table = pl.DataFrame({**DAY, "ammount": [5], "remark": ["x"], "Line": ["y"]})
    with pytest.warns(RelkitWarning) as caught:
        ask(table, business=SHOP)
    said = [str(warning.message) for warning in caught]

    assert 2 == len(said)
    assert "'ammount' is not read. Did you mean 'amount'?" in said[0]
    assert "'Line' is not read. Did you mean 'line'?" in said[1]
    assert [__file__] * 2 == [warning.filename for warning in caught]


def test_a_column_that_is_not_wanted_is_not_warned_of() -> None:
    """What is mapped, left out on purpose, short, or of another event type gets no warning."""
    named = {"columns": {"amount": "ammount", "line": None}}
    unwanted = pl.DataFrame({**DAY, "ammount": [5], "lines": ["x"], "ids": ["z"]})
    of_another_type = pl.DataFrame({**DAY, "minuts": [5]})

    assert 1 == len(evidence(unwanted, business=SHOP, **named).counters)
    assert 1 == len(
        evidence(of_another_type.drop("event"), business=SHOP, event="purchase").counters
    )


class Visit(Engagement):
    """A user's own event that looks at its fields together."""

    coach: str | None = None

    def __attrs_post_init__(self) -> None:
        """Whatever it is, it is Python."""


class Rated(Engagement):
    """A user's own event with a validator of its own."""

    coach: str | None = attrs.field(default=None, validator=attrs.validators.max_len(9))


def test_what_only_python_can_check_is_refused_by_name() -> None:
    """Own validators and hooks of event types are named, and the way around them is told."""
    table = pl.DataFrame({**DAY, "coach": ["ann"]})
    with pytest.raises(DeclarationError, match=r"Visit\.__attrs_post_init__ is Python"):
        evidence(table, business=SHOP, event_types=(*STANDARD_EVENT_TYPES, Visit))
    with pytest.raises(DeclarationError, match=r"Rated\.coach has a validator"):
        evidence(table, business=SHOP, event_types=(*STANDARD_EVENT_TYPES, Rated))
    left_out = {"columns": {"coach": None}}
    types = (*STANDARD_EVENT_TYPES, Rated)

    assert 1 == len(evidence(table, business=SHOP, event_types=types, **left_out).counters)


class Doubled(Quantity):
    """A user's own quantity, which no interpreter knows."""


def test_a_trait_that_is_a_function_is_refused() -> None:
    """Traits are declared, not programmed: a function, or a quantity of one's own, is refused."""
    with pytest.raises(DeclarationError, match="made from measures"):
        Trait("own", lambda _: 1, 0, kappa=1, weight=9)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(DeclarationError):
        assess(
            pl.DataFrame(DAY),
            business=SHOP,
            as_of=AS_OF,
            scorecard=Scorecard(traits=[Trait("own", Doubled(), 0, kappa=1, weight=9)]),
        )


class Odd(RecordCondition, PeriodCondition):
    """A user's own condition, which no interpreter knows."""


def test_what_no_expression_says_is_refused() -> None:
    """Each lowering step names what it does not know: nothing is left out in silence."""
    card = standard_scorecard()
    how = reading(
        SHOP, columns=None, event=None, days=None, by_line=False, event_types=(), traits=()
    )
    fields = Fields(shapes=how.shapes, codes=how.codes, sorts={}, sources={}, has_currency=False)
    quantities = Quantities(Names.of(card), Setups.of([SHOP]), {})
    refused = [
        lambda: Conditions(fields).lower(Odd()),
        lambda: lowered(Odd(), {}),
        lambda: quantities.lower(Doubled()),
        lambda: quantities.lower(Days(Doubled(), CLOCK)),
    ]
    for lower in refused:
        with pytest.raises(DeclarationError, match="lowered"):
            lower()


def test_a_quantity_that_could_leave_64_bits_is_refused() -> None:
    """A product that could be too large for an engine is refused by the trait's name."""
    much = total("much", field("minutes"), event("consultation"))
    card = Scorecard(traits=[Trait("huge", 10**6 * much, 0, kappa=1, weight=9)])
    with pytest.raises(DeclarationError, match=r"'huge' could leave 64 bits"):
        assess(pl.DataFrame(DAY), business=SHOP, as_of=AS_OF, scorecard=card)


def test_a_look_back_that_is_too_long_is_refused() -> None:
    """A plan grows with its looks back, so that they end at 60 periods."""
    bought = flag("bought", event("purchase"))
    card = Scorecard(traits=[Trait("old", periods(recent(bought, 61)), 0, kappa=1, weight=9)])
    with pytest.raises(DeclarationError, match="at most 60 periods, not 61"):
        assess(pl.DataFrame(DAY), business=SHOP, as_of=AS_OF, scorecard=card)


class Lesson(Engagement):
    """A user's own event with a default that no tally counts."""

    room: str | None = None
    share: float | None = 0.5


@pytest.mark.parametrize(
    ("key", "column", "said"),
    [("discount", {"discount": [0.5]}, "holds neither"), ("share", {}, r"0\.5 is neither")],
)
def test_a_tally_of_what_is_no_key_is_refused(key: str, column: dict[str, Any], said: str) -> None:
    """Tallies count by text and whole numbers, given or by default."""
    of = tally("odd", key, event("purchase", "lesson"))
    card = Scorecard(traits=[Trait("odd", distinct(of), 0, kappa=1, weight=9)])
    types = (*STANDARD_EVENT_TYPES, Lesson)
    with pytest.raises(FrameError, match=said):
        evidence(pl.DataFrame({**DAY, **column}), business=SHOP, scorecard=card, event_types=types)


def test_a_total_of_fractions_is_refused() -> None:
    """What is added up is whole; a column of fractions cannot be."""
    shares = total("shares", field("amount"), event("purchase"))
    card = Scorecard(traits=[Trait("shares", shares, 0, kappa=1, weight=9)])
    table = pl.DataFrame({**DAY, "amount": [5], "currency": ["EUR"]})
    with pytest.raises(FrameError, match="holds no such"):
        evidence(table, business=SHOP, scorecard=card)
