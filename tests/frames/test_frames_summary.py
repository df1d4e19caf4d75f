"""The summary that models of customer value take is the one that lifetimes gives."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from engines import ENGINES, MAKERS, rows_in

from relkit.errors import FrameError
from relkit.frames import summary

AS_OF = date(2022, 6, 1)
DAY = {"party": ["a"], "on": [AS_OF], "event": ["purchase"]}


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


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


def defined(bought: dict[date, int], today: date) -> dict[str, float]:
    """The figures of one party by their definition, from what it paid on each day."""
    first, last = min(bought), max(bought)
    repeat = [cents for day, cents in bought.items() if day > first]
    return {
        "frequency": len(repeat),
        "recency": (last - first).days,
        "T": (today - first).days,
        "monetary_value": sum(repeat) / 100 / max(len(repeat), 1),
    }


@pytest.mark.parametrize("engine", ["pandas", "polars-lazy", "duckdb"])
def test_a_summary_is_what_its_definition_says(engine: str) -> None:
    """A thousand random purchases give each party the figures of the definition."""
    rng = random.Random(4)
    rows = [
        {
            "who": f"p{rng.randrange(150)}",
            "on": AS_OF - timedelta(days=rng.randrange(60)),
            "cents": rng.randrange(10_000),
        }
        for _ in range(1000)
    ]
    bought: dict[str, dict[date, int]] = {}
    for row in rows:
        days = bought.setdefault(row["who"], {})
        days[row["on"]] = days.get(row["on"], 0) + row["cents"]
    columns = {"party": "who", "amount": "cents"}
    found = by_party(summary(MAKERS[engine](rows), as_of=AS_OF, columns=columns))

    want = {who: pytest.approx(defined(days, AS_OF)) for who, days in bought.items()}

    assert want == found


def test_a_summary_needs_amounts() -> None:
    """A table without amounts, or with a bad row, gives no summary."""
    with pytest.raises(FrameError, match="amounts"):
        summary(pl.DataFrame(DAY), as_of=AS_OF)
    with pytest.raises(FrameError, match="'on'"):
        summary(pl.DataFrame({"party": ["a", "b"], "on": [AS_OF, None], "amount": 1}), as_of=AS_OF)
