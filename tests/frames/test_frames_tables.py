"""How tables are read: columns, days, businesses, repeats; what is lazy stays lazy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from engines import ENGINES, LAZY, MAKERS, rows_in
from logs import log
from oracle import book_of, expected, told

from relkit import Business, Scorecard
from relkit.errors import (
    FrameError,
    InvalidValueError,
    RelkitError,
    SpanError,
    UnknownNameError,
)
from relkit.frames import assess, evidence, problems, summary, traits

AS_OF = date(2022, 6, 1)
SHOP = Business("shop", industry="retail", time_zone="America/New_York")
FIRM = Business("firm", industry="law", period_days=30, time_zone="Asia/Tokyo")
NOON = datetime(2022, 3, 1, 23, 30, tzinfo=UTC)


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_log_of_nothing(engine: str) -> None:
    """An empty table gives an empty answer with the same columns as any other (law G4)."""
    names = ["party", "event", "on", "amount", "standard"]
    full = MAKERS[engine]([{"party": "a", "event": "referral", "on": AS_OF}])
    nothing = assess(MAKERS[engine]([], names), business=SHOP, as_of=AS_OF)
    something = assess(full, business=SHOP, as_of=AS_OF)

    assert [] == rows_in(nothing)
    assert _columns(something) == _columns(nothing)


def _columns(table: Any) -> list[str]:
    if isinstance(table, pl.LazyFrame):
        return table.collect_schema().names()
    return list(getattr(table, "column_names", None) or table.columns)


@pytest.mark.parametrize("engine", sorted(LAZY))
def test_what_is_lazy_stays_lazy(engine: str) -> None:
    """A lazy table gives lazy evidence, counts and answers: of the kind that it is (law G5)."""
    table = MAKERS[engine](log(1, 3))
    found = evidence(table, business=SHOP)
    answers = [found.counters, found.periods, found.tallies, assess(found, as_of=AS_OF)]
    answers += [traits(found, as_of=AS_OF), problems(table, business=SHOP)]

    assert [type(table)] * 6 == [type(answer) for answer in answers]


def test_nothing_is_computed_before_it_is_asked_for() -> None:
    """No function of relkit computes a lazy table: its rows fail only when they are collected."""

    def fail(_: pl.DataFrame) -> pl.DataFrame:
        raise ZeroDivisionError

    rows = pl.DataFrame({"party": ["a"], "event": ["referral"], "on": [AS_OF]})
    table = rows.lazy().map_batches(fail, schema=rows.schema)
    answer = assess(table, business=SHOP, as_of=AS_OF)

    with pytest.raises(ZeroDivisionError):
        answer.collect()


def test_polars_can_stream_the_answer() -> None:
    """The streaming engine gives what the other one gives."""
    rows = log(4, 40)
    answer = assess(MAKERS["polars-lazy"](rows), business=FIRM, as_of=AS_OF)

    assert by_party(answer) == by_party(answer.collect(engine="streaming"))


@pytest.mark.parametrize("engine", ENGINES)
def test_instants_become_the_days_of_the_business(engine: str) -> None:
    """An aware datetime counts on the day that it is at the business, as it does for a book."""
    rows = [
        {"party": f"p{n}", "event": "purchase", "on": NOON + timedelta(hours=n)} for n in (0, 9)
    ]
    table = pl.DataFrame(rows)
    if engine == "duckdb":
        table = duckdb.connect().from_arrow(table.to_arrow())
    elif engine != "polars":
        frames = {"pyarrow": table.to_arrow(), "polars-lazy": table.lazy()}
        table = frames.get(engine, table.to_pandas(use_pyarrow_extension_array="arrow" in engine))
    for business in (SHOP, FIRM):
        found = {
            row["party"]: row["last_day"]
            for row in rows_in(evidence(table, business=business).counters)
        }

        assert {row["party"]: business.local_date(row["on"]).toordinal() for row in rows} == found


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow", "duckdb"])
@pytest.mark.parametrize("days", ["local", "ordinal", "unix"])
def test_days_of_every_sort(engine: str, days: str) -> None:
    """Naive datetimes and day counts that are said to be such are the same days."""
    dates = [date(1, 1, 1), date(1600, 2, 29), date(1999, 12, 31), date(2024, 12, 31)]
    epoch = date(1970, 1, 1).toordinal()
    on = {
        "local": [datetime(d.year, d.month, d.day, 23, 59) for d in dates],  # noqa: DTZ001 - naive, on purpose
        "ordinal": [d.toordinal() for d in dates],
        "unix": [d.toordinal() - epoch for d in dates],
    }[days]
    rows = pl.DataFrame({"party": [str(d) for d in dates], "event": "referral", "on": on})
    table = {
        "pandas": rows.to_pandas,
        "polars": lambda: rows,
        "pyarrow": rows.to_arrow,
        "duckdb": lambda: duckdb.connect().from_arrow(rows.to_arrow()),
    }[engine]()
    found = evidence(table, business=Business("b"), days=days)

    assert {str(d): d.toordinal() for d in dates} == {
        row["party"]: row["last_day"] for row in rows_in(found.counters)
    }


def test_columns_are_mapped_by_name() -> None:
    """A table with names of its own, and events of one type, is read through the arguments."""
    table = pl.DataFrame({"customer": [7, 7], "day": [AS_OF, AS_OF], "cents": [5, 5], "id": [1, 1]})
    columns = {"party": "customer", "on": "day", "amount": "cents", "id": None}
    rows = [{"party": 7, "event": "payment", "on": AS_OF, "amount": 5}] * 2

    assert expected(rows, SHOP, AS_OF) == by_party(
        assess(table, business=SHOP, as_of=AS_OF, columns=columns, event="payment")
    )


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_many_businesses_in_one_table(engine: str) -> None:
    """Each relationship is judged by its own business's setting, period, currency and records."""
    yen = Business("yen", industry="cafe", currency="JPY", keeps=["delivery"], period_days=10)
    businesses = [SHOP, FIRM, yen, Business("twin", industry="law", time_zone="Asia/Tokyo")]
    rows = log(11, 30)
    shared = [
        {**row, "business": b.business_id}
        for n, row in enumerate(rows)
        for b in businesses[n % 3 :]
    ]
    want = {
        (b.business_id, party): found
        for b in businesses
        for party, found in expected(
            [r for r in shared if r["business"] == b.business_id], b, AS_OF
        ).items()
    }
    answer = assess(MAKERS[engine](shared), business=businesses, as_of=AS_OF)

    assert want == {(r.pop("business"), r.pop("party")): r for r in rows_in(answer)}


@pytest.mark.parametrize("own", ["shop", 7, True, date(2000, 1, 1)], ids=str)
def test_businesses_have_ids_of_any_sort(own: Any) -> None:
    """A column of businesses is compared with the ids of its sort, and with no others."""
    businesses = [Business(each) for each in ("shop", 7, True, date(2000, 1, 1))]
    rows = pl.DataFrame({**DAY, "business": [own]})

    assert [own] == [r["business"] for r in rows_in(assess(rows, business=businesses, as_of=AS_OF))]
    with pytest.raises(FrameError, match="none of the businesses"):
        evidence(rows, business=[each for each in businesses if each.business_id != own])


def test_no_column_of_relkits_own_is_in_the_way() -> None:
    """Columns that are not read may be called anything, even what relkit calls its own."""
    own = ["_row", "_day", "_bad", "_code", "_place", "_period", "_live", "f_amount", "f_id"]
    rows = pl.DataFrame({**DAY, "amount": [5]})
    more = rows.with_columns(*(pl.lit("x").alias(name) for name in own))

    assert rows_in(assess(rows, business=SHOP, as_of=AS_OF)) == rows_in(
        assess(more, business=SHOP, as_of=AS_OF)
    )


def test_lines_of_business_stand_apart_when_asked() -> None:
    """With ``by_line`` each line is a relationship of its own, as it is in a book."""
    rows = [{**row, "line": [None, "tax", "audit"][n % 3]} for n, row in enumerate(log(3, 9))]
    book = book_of(rows, FIRM)
    table = MAKERS["polars"](rows)
    apart = {
        (r.pop("party"), r.pop("line")): r
        for r in rows_in(assess(table, business=FIRM, as_of=AS_OF, by_line=True))
    }

    assert expected(rows, FIRM, AS_OF) == by_party(assess(table, business=FIRM, as_of=AS_OF))
    for (party, line), row in apart.items():
        if line:
            assert told(book.assess(party, as_of=AS_OF, line=line)) == row
    assert {(r["party"], r["line"]) for r in rows} == set(apart)


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow", "duckdb"])
def test_repeats_are_dropped_as_a_book_drops_them(engine: str) -> None:
    """An event that comes twice with one id counts once, a default given or not."""
    talk = {"party": "a", "event": "consultation", "on": AS_OF, "id": "1", "minutes": 5}
    sign = {"party": "a", "event": "agreement", "on": AS_OF, "id": "2"}
    rows = [talk, {**talk, "paid": True}, {**talk, "id": None}, sign, {**sign, "action": "signed"}]
    rows += [{**sign, "id": "3", "action": "renewed"}, dict(talk)]

    assert expected(rows, FIRM, AS_OF) == by_party(
        assess(MAKERS[engine](rows), business=FIRM, as_of=AS_OF)
    )


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


DAY = {"party": ["a"], "on": [AS_OF], "event": ["purchase"]}
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


@pytest.mark.parametrize("engine", ENGINES)
def test_a_summary_counts_days_once(engine: str) -> None:
    """Two purchases of one day are one; the first day counts for no repeat; the end is as_of."""
    on = [date(2022, 1, 1), date(2022, 1, 11), date(2022, 1, 11), date(2022, 1, 31), AS_OF]
    rows = [
        {"party": party, "on": day, "amount": cents}
        for party, day, cents in zip("aaaab", on, [100, 200, 300, 700, 50], strict=True)
    ]
    rows.append({"party": "b", "on": AS_OF + timedelta(days=1), "amount": 99})
    found = by_party(summary(MAKERS[engine](rows), as_of=AS_OF, period_days=10))

    assert {
        "a": pytest.approx({"frequency": 2, "recency": 3.0, "T": 15.1, "monetary_value": 6.0}),
        "b": pytest.approx({"frequency": 0, "recency": 0.0, "T": 0.0, "monetary_value": 0.0}),
    } == found


def test_a_summary_needs_amounts() -> None:
    """A table without amounts, or with a bad row, gives no summary."""
    with pytest.raises(FrameError, match="amounts"):
        summary(pl.DataFrame(DAY), as_of=AS_OF)
    with pytest.raises(FrameError, match="'on'"):
        summary(pl.DataFrame({"party": ["a", "b"], "on": [AS_OF, None], "amount": 1}), as_of=AS_OF)


def test_the_answers_of_a_scorecard_without_traits() -> None:
    """A scorecard of no traits knows nothing, and says so."""
    card = Scorecard(traits=())
    row = {"party": "a", "event": "purchase", "on": AS_OF}

    assert expected([row], SHOP, AS_OF, scorecard=card) == by_party(
        assess(MAKERS["polars"]([row]), business=SHOP, as_of=AS_OF, scorecard=card)
    )
