"""How tables are read: columns, days, businesses, repeats; what is lazy stays lazy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from engines import ENGINES, LAZY, MAKERS, rows_in
from logs import log
from oracle import book_of, expected, told

from relkit import Business, Scorecard
from relkit.errors import FrameError
from relkit.frames import assess, evidence, problems, traits

AS_OF = date(2022, 6, 1)
SHOP = Business("shop", industry="retail", time_zone="America/New_York")
FIRM = Business("firm", industry="law", period_days=30, time_zone="Asia/Tokyo")
DAY = {"party": ["a"], "on": [AS_OF], "event": ["purchase"]}
NOON = datetime(2022, 3, 1, 23, 30, tzinfo=UTC)


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_log_of_nothing(engine: str) -> None:
    """An empty table gives an empty answer with the same columns as any other (law G4)."""
    names = ["party", "event", "on", "amount", "standard"]
    something = MAKERS["polars-lazy"]([{"party": "a", "event": "referral", "on": AS_OF}])
    columns = assess(something, business=SHOP, as_of=AS_OF).collect_schema().names()
    nothing = assess(MAKERS[engine]([], names), business=SHOP, as_of=AS_OF)

    assert [] == rows_in(nothing)
    assert columns == _columns(nothing)


def _columns(table: Any) -> list[str]:
    if isinstance(table, pl.LazyFrame):
        return table.collect_schema().names()
    return list(getattr(table, "column_names", None) or table.columns)


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow", "duckdb"])
def test_a_log_of_one_event(engine: str) -> None:
    """One event gives the one answer that a book gives for it."""
    rows = [{"party": "a", "event": "consultation", "on": AS_OF}]

    assert expected(rows, SHOP, AS_OF) == by_party(
        assess(MAKERS[engine](rows), business=SHOP, as_of=AS_OF)
    )


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
        table = duckdb.from_arrow(table.to_arrow())
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
        "duckdb": lambda: duckdb.from_arrow(rows.to_arrow()),
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


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow", "duckdb"])
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


def test_the_answers_of_a_scorecard_without_traits() -> None:
    """A scorecard of no traits knows nothing, and says so."""
    card = Scorecard(traits=())
    row = {"party": "a", "event": "purchase", "on": AS_OF}

    assert expected([row], SHOP, AS_OF, scorecard=card) == by_party(
        assess(MAKERS["polars"]([row]), business=SHOP, as_of=AS_OF, scorecard=card)
    )


KEPT_OTHERWISE: dict[str, Callable[[Any], Any]] = {
    "arrow in chunks": lambda rows: pa.concat_tables(
        [MAKERS["pyarrow"](rows).slice(at, 7) for at in range(0, len(rows), 7)]
    ),
    "pandas categories": lambda rows: MAKERS["pandas"](rows).astype({"party": "category"}),
    "polars categories": lambda rows: MAKERS["polars"](rows).cast({"party": pl.Categorical}),
    "polars enum": lambda rows: MAKERS["polars"](rows).cast(
        {"party": pl.Enum(sorted({row["party"] for row in rows}))}
    ),
}


@pytest.mark.parametrize("kept", KEPT_OTHERWISE)
def test_ids_are_told_apart_however_they_are_kept(kept: str) -> None:
    """Ids in chunks with dictionaries of their own, or kept as categories, mean what they say."""
    rows = log(9, 30)

    assert expected(rows, FIRM, AS_OF) == by_party(
        assess(KEPT_OTHERWISE[kept](rows), business=FIRM, as_of=AS_OF)
    )
