"""How frames count what they are asked for: in parts, in fewer steps, and each column once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pytest
from engines import ENGINES, LAZY, MAKERS, rows_in
from logs import log
from oracle import expected

from relkit import Business, Scorecard, Trait
from relkit.errors import FrameError, InvalidValueError
from relkit.frames import assess, in_parts
from relkit.measures import ENGAGEMENT, count, event, field, recurring, tally

AS_OF = date(2022, 6, 1)
FIRM = Business("firm", industry="law")


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


@pytest.mark.parametrize("engine", ENGINES)
def test_parts_together_are_the_whole(engine: str) -> None:
    """Each party lies in one part, and the answers of the parts are those of the table."""
    rows = log(11, 30)
    table = MAKERS[engine](rows)
    parts = list(in_parts(table, 3))
    answers = [by_party(assess(part, business=FIRM, as_of=AS_OF)) for part in parts]

    assert 30 == sum(map(len, answers))
    assert expected(rows, FIRM, AS_OF) == answers[0] | answers[1] | answers[2]
    assert [type(table)] * 3 == [type(part) for part in parts]
    assert engine in LAZY or len(rows) == sum(len(rows_in(part)) for part in parts)


def test_parts_by_a_column_of_another_name() -> None:
    """The party's column may have a name of its own; a count below one has no parts."""
    table = pl.DataFrame({"customer": ["a", "b", "a"], "on": [1, 2, 3]})
    parts = list(in_parts(table, 1, columns={"party": "customer"}))

    assert table.equals(parts[0])
    with pytest.raises(FrameError, match="customer"):
        in_parts(table, 2, columns={"party": "custmer"})
    with pytest.raises(InvalidValueError, match="count"):
        in_parts(table, 0)


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_among_others_are_found(engine: str) -> None:
    """A test for some of many numbers holds for those alone, and for no text in their place."""
    weekly = event("consultation") & field("minutes").is_in(30, 90)
    never = event("consultation") & field("minutes").is_in("long")
    nowhere = event("message") & field("direction").is_in(7)
    absent = event("consultation") & field("paid").is_in(1)
    tests = {"some": weekly, "text": never, "number": nowhere, "truth": absent}
    card = Scorecard(
        traits=[
            Trait(name, count(name, where), 0, kappa=1, weight=100) for name, where in tests.items()
        ]
    )
    rows = [row for row in log(12, 25) if row["event"] in ("consultation", "message")]

    assert expected(rows, FIRM, AS_OF, scorecard=card) == by_party(
        assess(MAKERS[engine](rows), business=FIRM, as_of=AS_OF, scorecard=card)
    )


def test_text_that_pandas_keeps_as_python_objects() -> None:
    """Words are found whether pandas keeps its text in Arrow or as Python's."""
    rows = log(13, 20)
    with pd.option_context("mode.string_storage", "python"):
        answer = assess(MAKERS["pandas-nullable"](rows), business=FIRM, as_of=AS_OF)

    assert expected(rows, FIRM, AS_OF) == by_party(answer)


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_a_scorecard_whose_tallies_no_row_can_feed(engine: str) -> None:
    """A tally of a field that the table lacks counts nothing, nor does a test of one."""
    coach = recurring(tally("coaches", "served_by", event("purchase")))
    absent = count("absent", ENGAGEMENT & field("topic").is_in("tax", "wills"))
    card = Scorecard(
        traits=[
            Trait("coach", coach, 0, kappa=1, weight=100),
            Trait("subject", absent, 0, kappa=1, weight=100),
        ]
    )
    rows = [{"party": "a", "event": "purchase", "on": AS_OF}]

    assert expected(rows, FIRM, AS_OF, scorecard=card) == by_party(
        assess(MAKERS[engine](rows), business=FIRM, as_of=AS_OF, scorecard=card)
    )
