"""The program of examples/database reads SQLite and PostgreSQL bit by bit, and says what books say.

The session ``databases`` runs these tests: it starts a PostgreSQL of its own, and names it.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from logs import log
from oracle import expected
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    text,
)

FOLDER = Path(__file__).parents[2] / "examples" / "database"
sys.path.insert(0, str(FOLDER))

from assess_events import SHOP, answers, batches, whole_parties  # noqa: E402 - from the path above

AS_OF = date(2022, 6, 1)
ROWS = log(5, 800)
SIZE = 400
DATES, NUMBERS = {"on"}, {"amount", "minutes", "term_days"}
SHARES, TEXTS = {"discount", "rating"}, {"party", "event", "served_by", "direction", "about"}
TYPES: dict[str, Any] = {
    **dict.fromkeys(DATES, Date),
    **dict.fromkeys(NUMBERS, Integer),
    **dict.fromkeys(SHARES, Float),
    **dict.fromkeys(TEXTS | {"form", "action", "model"}, String),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A database with a table of random events."""
    path = tmp_path_factory.mktemp("database") / "shop.db"
    urls = {"sqlite": f"sqlite:///{path}", "postgresql": os.environ["RELKIT_POSTGRES"]}
    made = create_engine(urls[request.param])
    names = list(dict.fromkeys(name for row in ROWS for name in row))
    columns = [Column(name, TYPES.get(name, Boolean), index=name == "party") for name in names]
    table = Table("events", MetaData(), *columns)
    table.metadata.create_all(made)
    with made.begin() as connection:
        connection.execute(table.insert(), [dict.fromkeys(names) | row for row in ROWS])
    yield made
    made.dispose()


def test_a_database_says_what_a_book_says(engine: Engine) -> None:
    """Every party of a database gets the answer that a book gives it, integer for integer."""
    with engine.connect() as connection:
        rows = [row for part in answers(connection, AS_OF, SIZE) for row in part.to_dicts()]
    found = {row.pop("party"): row for row in rows}

    assert len(found) == len(rows)
    assert expected(ROWS, SHOP, AS_OF) == found


def test_rows_are_read_a_few_at_a_time(engine: Engine) -> None:
    """No more than a batch is ever held, and PostgreSQL keeps the rest behind a cursor."""
    with engine.connect() as connection:
        stream = batches(connection, SIZE)
        sizes = [len(next(stream))]
        if engine.dialect.name == "postgresql":
            plain = {"stream_results": False}
            asked = connection.execute(
                text("SELECT count(*) FROM pg_cursors"), execution_options=plain
            )

            assert 1 == asked.scalar_one()
        sizes += [len(part) for part in stream]

    assert len(ROWS) == sum(sizes)
    assert SIZE == max(sizes)
    assert 10 < len(sizes)


def test_a_program_writes_a_line_for_each_party(engine: Engine) -> None:
    """The program as people run it writes CSV with every party in it once."""
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, str(FOLDER / "assess_events.py"), url, AS_OF.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = list(csv.DictReader(io.StringIO(done.stdout)))

    assert sorted({row["party"] for row in ROWS}) == sorted(line["party"] for line in lines)
    assert {"client", "customer", "undetermined"} == {line["label"] for line in lines}


@pytest.mark.parametrize("cuts", [[1, 1, 1, 1, 1, 1], [2, 3, 1], [6], [3, 3]])
def test_no_party_is_cut(cuts: list[int]) -> None:
    """However rows arrive, the rows of one party, or of none, stay together."""
    table = pl.DataFrame({"party": [None, None, "a", "b", "b", "b"]})
    starts = [sum(cuts[:n]) for n in range(len(cuts))]
    parts = [table.slice(start, size) for start, size in zip(starts, cuts, strict=True)]
    found = [part["party"].to_list() for part in whole_parties(parts)]

    assert table["party"].to_list() == [party for part in found for party in part]
    assert 3 == sum(len(set(part)) for part in found)
