"""How frames count what they are asked for: in parts, in fewer steps, and each column once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pytest
from engines import ENGINES, LAZY, MAKERS, rows_in
from logs import log
from oracle import expected

from relkit import Business, Client, Customer, Purchase, Scorecard, Trait
from relkit.errors import FrameError, InvalidValueError
from relkit.events import STANDARD_EVENT_TYPES
from relkit.frames import assess, evidence, in_parts, to_evidence
from relkit.measures import count, event, field, tally, tallied

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
