"""Frames on Dask and PySpark say what the object path says, and stay lazy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import dask.dataframe as dd
import pytest
from engines import arrow, pandas_arrow, rows_in
from logs import log
from oracle import expected
from pyspark.sql import SparkSession

from relkit import Business
from relkit.frames import assess, evidence

AS_OF = date(2022, 6, 1)
FIRM = Business("firm", industry="law", keeps=["consultation"], time_zone="America/New_York")

pytestmark = pytest.mark.filterwarnings("default")  # what Dask and Spark warn of is theirs


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A Spark of this process, in a time zone that must not matter."""
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2")
    session = builder.config("spark.sql.session.timeZone", "Asia/Tokyo").getOrCreate()
    yield session
    session.stop()


def by_party(table: Any) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by party."""
    return {row.pop("party"): row for row in rows_in(table)}


@pytest.mark.parametrize("partitions", [1, 3])
def test_dask_says_what_the_object_path_says(partitions: int) -> None:
    """The answers of a Dask frame are those of a book, however it is cut (laws C15, G2)."""
    rows = log(7, 30, statements=True)
    table = dd.from_pandas(pandas_arrow(rows), npartitions=partitions)
    answer = assess(table, business=FIRM, as_of=AS_OF)

    assert isinstance(answer, dd.DataFrame)
    assert expected(rows, FIRM, AS_OF) == by_party(answer)


def test_spark_says_what_the_object_path_says(spark: SparkSession) -> None:
    """The answers of a Spark frame are those of a book."""
    rows = log(7, 30, statements=True)
    answer = assess(spark.createDataFrame(arrow(rows)), business=FIRM, as_of=AS_OF)

    assert expected(rows, FIRM, AS_OF) == {
        row.pop("party"): row for row in (each.asDict() for each in answer.collect())
    }


def test_the_session_of_spark_does_not_choose_the_day(spark: SparkSession) -> None:
    """Instants are days at the business, whatever time zone the session has."""
    noons = [datetime(2022, 3, 1, hour, 30, tzinfo=UTC) for hour in (2, 7, 23)]
    rows = [(str(noon), "referral", noon) for noon in noons]
    table = spark.createDataFrame(rows, "party string, event string, on timestamp")
    found = evidence(table, business=FIRM).counters.collect()

    assert {str(n): FIRM.local_date(n).toordinal() for n in noons} == {
        row["party"]: row["last_day"] for row in found
    }
