"""Frames on clusters, and on every engine at 100,000 relationships, say what books say.

Two clusters of two worker processes each run here: Dask's, and Spark's. The oracle is asked
once for all engines, which is why everything that needs it stands in one file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import dask.dataframe as dd
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dask.distributed import Client as DaskClient
from dask.distributed import LocalCluster
from engines import arrow, pandas_arrow, rows_in
from logs import log
from oracle import book_of, expected, told
from pyspark.sql import SparkSession

from relkit import Business
from relkit.frames import assess, evidence, merge_evidence

AS_OF = date(2022, 6, 1)
KEEPS = ["consultation", "message", "delivery", "agreement", "purchase.discount"]
FIRM = Business("firm", industry="law", keeps=KEEPS, time_zone="America/New_York")
SHOP = Business("shop", industry="retail", currency="EUR", period_days=7)
YEN = Business("yen", industry="cafe", currency="JPY", keeps=["delivery"], period_days=10)
TWIN = Business("twin", industry="law", time_zone="Asia/Tokyo")
BUSINESSES = [FIRM, SHOP, YEN, TWIN]
SIZES = {"firm": (40_000, 5), "shop": (35_000, 4), "yen": (25_000, 4), "twin": (1_000, 90)}
FILES = 8
FOR_A_SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:-DontCompileHugeMethods -XX:+UseSerialGC"  # of Java

pytestmark = pytest.mark.filterwarnings("default")  # what Dask and Spark warn of is theirs


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Spark with two executors, each a process, in a time zone that must not matter."""
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": FOR_A_SHORT_RUN,
        "spark.driver.host": "127.0.0.1",
        "spark.executor.extraJavaOptions": FOR_A_SHORT_RUN,
        "spark.executor.heartbeatInterval": "60s",  # a busy machine is no broken cluster
        "spark.network.timeout": "600s",
        "spark.sql.session.timeZone": "Asia/Tokyo",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def dask_cluster() -> Iterator[DaskClient]:
    """Dask with two workers, each a process."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        DaskClient(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pl.DataFrame]:
    """Files of events of more than 100,000 random relationships, and what books say of them."""
    rows, said = [], []
    for seed, business in enumerate(BUSINESSES):
        parties, most = SIZES[business.business_id]
        mine = log(seed, parties, most=most, statements=True)
        rows += [{"business": business.business_id, **row} for row in mine]
        found = book_of(mine, business).assess_all(as_of=AS_OF)
        said += [
            {"business": business.business_id, "party": p, **told(a)} for p, a in found.items()
        ]
    folder = tmp_path_factory.mktemp("many")
    table = arrow(rows)
    for number in range(FILES):
        part = table.take(list(range(number, len(table), FILES)))
        pq.write_table(part, folder / f"part-{number}.parquet")
    return folder, sorted_frame(pl.DataFrame(said, infer_schema_length=None))


def sorted_frame(table: Any) -> pl.DataFrame:
    """An answer as one Polars frame in a fixed order, its whole numbers of one type."""
    if isinstance(table, duckdb.DuckDBPyRelation):
        table = table.to_arrow_table()
    if isinstance(table, pd.DataFrame):
        table = pa.Table.from_pandas(table, preserve_index=False)
    if isinstance(table, pl.LazyFrame):
        table = table.collect()
    frame = pl.DataFrame(table)

    assert not [name for name, dtype in frame.schema.items() if dtype.is_float()]
    texts = pl.selectors.by_dtype(pl.Categorical).cast(pl.String)
    frame = frame.with_columns(pl.selectors.integer().cast(pl.Int64), texts)
    return frame.select(sorted(frame.columns)).sort("business", "party")


def same(want: pl.DataFrame, answer: Any) -> bool:
    """Tell whether an answer is what was wanted, to the bit: columns, rows and gaps."""
    found = sorted_frame(answer)
    return bool(want.schema == found.schema and want.equals(found))


def test_there_are_enough_relationships(many: tuple[Path, pl.DataFrame]) -> None:
    """More than 100,000 random relationships, of every answer, are compared below."""
    _, want = many

    assert 100_000 < len(want)
    assert {"client", "customer", "undetermined"} == set(want["label"])
    assert {"prospect", "new", "active", "dormant", "former"} == set(want["stage"])
    assert 3 == want["reason"].drop_nulls().n_unique()


def test_a_cluster_of_dask_says_what_books_say(
    dask_cluster: DaskClient, many: tuple[Path, pl.DataFrame]
) -> None:
    """Two processes of Dask give every relationship the integers of the object path (law C15)."""
    folder, want = many
    table = dd.read_parquet(folder)
    answer = assess(table, business=BUSINESSES, as_of=AS_OF)

    assert isinstance(answer, dd.DataFrame)
    assert 2 == len({worker["pid"] for worker in dask_cluster.run(_process).values()})
    assert same(want, answer.compute())


def _process() -> dict[str, int]:
    import os  # noqa: PLC0415 - it runs on a worker

    return {"pid": os.getpid()}


def test_a_cluster_of_spark_says_what_books_say(
    spark: SparkSession, many: tuple[Path, pl.DataFrame]
) -> None:
    """Two executors of Spark give every relationship the integers of the object path."""
    folder, want = many
    answer = assess(spark.read.parquet(str(folder)), business=BUSINESSES, as_of=AS_OF)

    assert 3 == spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size()  # with the driver
    assert same(want, answer.toArrow())


@pytest.mark.parametrize("engine", ["pandas", "polars", "polars-streaming", "pyarrow", "duckdb"])
def test_one_machine_says_what_books_say(engine: str, many: tuple[Path, pl.DataFrame]) -> None:
    """The engines of one process give every relationship the integers of the object path."""
    folder, want = many
    read = {
        "pandas": lambda: pq.read_table(folder).to_pandas(),
        "polars": lambda: pl.read_parquet(folder / "*.parquet"),
        "polars-streaming": lambda: pl.scan_parquet(folder / "*.parquet"),
        "pyarrow": lambda: pq.read_table(folder),
        "duckdb": lambda: duckdb.read_parquet(str(folder / "*.parquet")),
    }[engine]
    answer = assess(read(), business=BUSINESSES, as_of=AS_OF)
    if engine == "polars-streaming":
        answer = answer.collect(engine="streaming")

    assert same(want, answer)


def test_parts_of_many_relationships_merge_to_the_whole(many: tuple[Path, pl.DataFrame]) -> None:
    """Evidence of each file by itself, merged in any order, gives the same answers (law E1)."""
    folder, want = many
    files = sorted(folder.iterdir(), reverse=True)
    parts = [evidence(pl.read_parquet(f), business=BUSINESSES, as_of=AS_OF) for f in files]

    assert same(want, assess(merge_evidence(*parts), as_of=AS_OF))


@pytest.mark.parametrize("partitions", [1, 3])
def test_dask_without_a_cluster(partitions: int) -> None:
    """The answers of a Dask frame are those of a book, however it is cut (laws C15, G2)."""
    rows = log(7, 30, statements=True)
    table = dd.from_pandas(pandas_arrow(rows), npartitions=partitions)
    answer = assess(table, business=FIRM, as_of=AS_OF)

    assert expected(rows, FIRM, AS_OF) == {row.pop("party"): row for row in rows_in(answer)}


def test_the_session_of_spark_does_not_choose_the_day(spark: SparkSession) -> None:
    """Instants are days at the business, whatever time zone the session has."""
    noons = [datetime(2022, 3, 1, hour, 30, tzinfo=UTC) for hour in (2, 7, 23)]
    rows = [(str(noon), "referral", noon) for noon in noons]
    table = spark.createDataFrame(rows, "party string, event string, on timestamp")
    found = evidence(table, business=FIRM).counters.collect()

    assert {str(n): FIRM.local_date(n).toordinal() for n in noons} == {
        row["party"]: row["last_day"] for row in found
    }


def test_columns_of_nothing_in_spark(spark: SparkSession) -> None:
    """A column that Spark gives no type holds nothing, and says nothing (law C15)."""
    row = {"party": "acme", "event": "referral", "on": date(2022, 3, 1)}
    names = "party string, event string, on date, amount void"
    table = spark.createDataFrame([(*row.values(), None)], names)
    (answer,) = rows_in(assess(table, business=FIRM, as_of=AS_OF))

    assert expected([row], FIRM, AS_OF) == {answer.pop("party"): answer}
