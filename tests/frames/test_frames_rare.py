"""What tables seldom hold: columns of nothing, of objects, and keys that are no words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from engines import MAKERS, rows_in

from relkit import Business, Scorecard, Trait
from relkit.book import Book
from relkit.errors import DeclarationError, FrameError
from relkit.events import STANDARD_EVENT_TYPES, Engagement
from relkit.frames import assess, evidence, from_book, to_evidence
from relkit.frames import traits as profiles
from relkit.frames._layers import extreme
from relkit.frames._sorts import fault_in
from relkit.measures import count, event, field, recurring, tally, total

AS_OF = date(2022, 6, 1)
SHOP = Business("shop")
DAY = {"party": ["a"], "on": [AS_OF], "event": ["purchase"]}


def test_columns_of_nothing_are_absent() -> None:
    """A column whose type says that it holds nothing is read as one that is not there."""
    plain = rows_in(assess(pl.DataFrame(DAY), business=SHOP, as_of=AS_OF))
    table = pa.table({**{n: pa.array(v) for n, v in DAY.items()}, "amount": pa.nulls(1)})
    asked = duckdb.sql(
        "select 'a' as party, date '2022-06-01' as \"on\", 'purchase' as event, null as amount"
    )

    assert plain == rows_in(assess(table, business=SHOP, as_of=AS_OF))
    assert plain == rows_in(assess(asked, business=SHOP, as_of=AS_OF))


def test_objects_of_several_sorts_are_refused() -> None:
    """A column of pandas in which no one sort is found is refused by its name."""
    table = pd.DataFrame({**DAY, "standard": pd.Series([b"yes"], dtype=object)})
    with pytest.raises(FrameError, match="standard"):
        evidence(table, business=SHOP)


def test_one_event_for_all_goes_before_a_column() -> None:
    """With ``event`` given, a column of that name that nobody asked for is not read."""
    table = pl.DataFrame({**DAY, "event": ["nonsense"]})

    assert 1 == len(evidence(table, business=SHOP, event="purchase").counters)


class Lesson(Engagement):
    """A user's own event, whose room is a number, told or not."""

    room: int | None = 3
    charged: bool | None = True
    free: bool | None = None


def scored(*measures: Any) -> Scorecard:
    """Give a scorecard with a trait for each of these quantities."""
    traits = [Trait(f"own {n}", each, 0, kappa=1, weight=9) for n, each in enumerate(measures)]
    return Scorecard(traits=traits)


def test_keys_that_are_truths_and_numbers() -> None:
    """People known by numbers, and truths, are counted apart, in tables as in books."""
    card = scored(
        recurring(tally("frees", "free", event(Lesson))),
        recurring(tally("rooms", "room", event(Lesson))),
    )
    rows = {
        "party": ["a"] * 3, "on": [AS_OF] * 3, "event": [Lesson.tag] * 3,
        "room": [7, 7, 8], "free": [True, None, False],
    }  # fmt: skip
    how: Any = {"business": SHOP, "scorecard": card, "event_types": (*STANDARD_EVENT_TYPES, Lesson)}
    found = evidence(pl.DataFrame(rows), **how)
    book = Book(SHOP, scorecard=card, keep_events=False)
    for day, room, free in zip(rows["on"], rows["room"], rows["free"], strict=True):
        book.record("a", Lesson(on=day, room=room, free=free))

    assert book.evidence("a") == to_evidence(found)["a"]
    assert book.evidence("a") == to_evidence(from_book(book, into="polars"))["a"]


def test_a_default_that_is_a_number_is_a_key() -> None:
    """Where nobody said who, the default of the field is counted, a number or a truth."""
    card = scored(
        recurring(tally("rooms", "room", event(Lesson))),
        recurring(tally("paid for", "charged", event(Lesson))),
    )
    rows = {"party": ["a"] * 2, "on": [AS_OF] * 2, "event": [Lesson.tag] * 2}
    how: Any = {"business": SHOP, "scorecard": card, "event_types": (*STANDARD_EVENT_TYPES, Lesson)}
    book = Book(SHOP, scorecard=card, keep_events=False)
    for day in rows["on"]:
        book.record("a", Lesson(on=day))

    assert book.evidence("a") == to_evidence(evidence(pl.DataFrame(rows), **how))["a"]


def test_a_check_that_no_frame_knows_is_refused() -> None:
    """A field whose check has no expression is refused before any row is read."""
    asked: Any = SimpleNamespace(name="odd", validator=print, converter=None)
    with pytest.raises(DeclarationError, match="know no check"):
        fault_in(SimpleNamespace(kind=Lesson), asked, "words", nw.col("odd"), [])  # type: ignore[arg-type]  # on purpose


def test_ids_among_fractions() -> None:
    """Where an engine keeps ids as floats, one that is no number is a bad row."""
    table = pl.DataFrame({**DAY, "event": ["consultation"], "served_by": [float("nan")]})
    with pytest.raises(FrameError, match="served_by"):
        evidence(table, business=SHOP)


class Grade(Engagement):
    """A user's own event, whose level is a number where a lesson's is a word."""

    level: int | None = None


class Course(Engagement):
    """A user's own event, whose level is a word."""

    level: str | None = "none"


def test_one_name_for_words_and_for_numbers() -> None:
    """Where two types mean other things by a field, the column's sort says whose it is."""
    card = scored(
        count("high", event(Grade) & field("level").above(3)),
        count("graded", event(Course)),
    )
    types = (*STANDARD_EVENT_TYPES, Grade, Course)
    how: Any = {"business": SHOP, "scorecard": card, "event_types": types}
    words = pl.DataFrame({**DAY, "event": [Course.tag], "level": ["x"]})
    counted = evidence(words, **how).counters

    assert [(0, 1)] == counted.select("high", "graded").rows()

    worth = field("level").mapped({"x": 2, "y": 0})
    how["scorecard"] = scored(total("worth", worth, event(Course)))

    assert [2] == evidence(words, **how).counters["worth"].to_list()
    how["scorecard"] = scored(total("levels", field("level"), event(Grade)))

    assert [0] == evidence(pl.DataFrame(DAY), **how).counters["levels"].to_list()


def test_columns_of_other_sorts_are_left_alone() -> None:
    """Columns that are not read may be of types that no engine but their own knows."""
    table = pd.DataFrame({**DAY, "quarter": pd.period_range("2022Q1", periods=1, freq="Q")})

    assert 1 == len(evidence(table, business=SHOP).counters)


def test_the_least_of_numbers_alone() -> None:
    """Where nothing varies, no expression is made."""
    assert (1, 2) == (extreme([1, 2], least=True), extreme([1, 2], least=False))


@pytest.mark.parametrize("engine", sorted(MAKERS))
def test_bounds_beyond_what_a_row_may_hold(engine: str) -> None:
    """Fields can be compared with numbers of any size, as they are one by one."""
    minutes, far = field("minutes"), 10**40
    wheres = [minutes.above(far), minutes.above(-far), minutes.at_least(far), minutes.is_in(far)]
    traits = [
        Trait(f"trait{n}", count(f"n{n}", event("consultation") & where), 0, kappa=1, weight=9)
        for n, where in enumerate(wheres)
    ]
    card = Scorecard(traits=traits)
    rows = [{"party": "a", "on": AS_OF, "event": "consultation", "minutes": 30}]
    counted = profiles(MAKERS[engine](rows), business=SHOP, as_of=AS_OF, scorecard=card)
    (row,) = rows_in(counted)

    assert [0, 1, 0, 0] == [row[f"pro_trait{n}"] for n in range(4)]


def test_words_stand_for_numbers_of_64_bits() -> None:
    """A word mapped to a number that could not be added up in a table is refused."""
    value = field("model").mapped({"retainer": 10**13})
    trait = Trait("own", total("models", value, event("payment")), 0, kappa=1, weight=9)
    table = pl.DataFrame({**DAY, "event": ["payment"], "model": ["retainer"]})
    with pytest.raises(DeclarationError, match="10000000000000"):
        assess(table, business=SHOP, as_of=AS_OF, scorecard=Scorecard(traits=[trait]))
