"""Made-up logs of every event type, of any size, written to Parquet piece by piece.

Activity is uneven (lognormal), parties begin within two years, and the rows come in no order,
as they would from several systems.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

BEGIN, SPAN = 18_690, 1_000  # 2021-03-04 in days since 1970-01-01, and how many days follow
PIECE = 5_000_000
TAGS = ("purchase", "payment", "consultation", "delivery", "message", "agreement")
TAGS += ("feedback", "referral")
SHARES = (0.38, 0.18, 0.12, 0.08, 0.15, 0.03, 0.05, 0.01)
_WORDS: dict[str, tuple[int, tuple[str | bool | float | None, ...]]] = {
    "direction": (4, ("inbound", "outbound", None)),
    "about": (4, ("question", "answer", "advice", "input", "update", "smalltalk", None)),
    "form": (5, ("retainer", "project", "frame", "subscription", None)),
    "action": (5, ("signed", "renewed", "ended", "canceled", None)),
    "negotiated": (5, (True, False, None)),
    "model": (1, ("one_time", "installment", "subscription", "retainer", "hourly", None, None)),
    "automatic": (1, (True, False, None, None)),
    "tailored": (3, (True, False, None)),
    "co_produced": (3, (True, None)),
    "paid": (2, (True, False, None)),
    "input": (6, (True, False, None)),
    "standard": (0, (True, False, None, None)),
    "planned": (0, (True, False, None, None)),
    "discount": (0, (0.0, 0.1, 0.25, None, None)),
}


def _chosen(rng: np.random.Generator, here: Any, words: tuple[Any, ...]) -> pa.Array:  # noqa: ANN401 - a numpy array
    """Give a word for each row that is of the right type, and nothing for the others."""
    present = [word for word in words if word is not None]
    drawn = rng.integers(0, len(words), len(here))
    absent = ~here | (drawn >= len(present))
    drawn = np.where(absent, 0, drawn).astype(np.int32)
    return pa.array(present).take(pa.array(drawn, mask=absent))


def _names(numbers: Any) -> pa.Array:  # noqa: ANN401 - a numpy array
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 8, "0")
    return pc.binary_join_element_wise("c", digits, "")


def _drawn(rng: np.random.Generator, events: int, parties: int) -> tuple[Any, dict[str, Any]]:
    """Draw some events of so many parties: the parties' numbers, and the other columns."""
    party = np.minimum(parties * rng.random(events) ** 1.6, parties - 1).astype(np.int64)
    code = rng.choice(len(TAGS), events, p=SHARES).astype(np.int32)
    begin = (party * 2_654_435_761) % 730
    day = BEGIN + begin + (rng.random(events) * (SPAN - begin)).astype(np.int64)
    amount = np.where(rng.random(events) < 0.4, 150_000, rng.integers(1, 4_000, events) * 25)
    unserved = ~np.isin(code, (0, 2, 3)) | (rng.random(events) < 0.3)
    staff = pa.array([f"staff-{number}" for number in range(40)])
    member = ((party + rng.integers(0, 3, events)) % 40).astype(np.int32)
    minutes = rng.integers(1, 12, events) * 15
    columns = {
        "event": pa.array(TAGS).take(pa.array(code)),
        "on": pa.array(day.astype(np.int32)).cast(pa.date32()),
        "amount": pa.array(amount, mask=~np.isin(code, (0, 1))),
        "served_by": staff.take(pa.array(member, mask=unserved)),
        "minutes": pa.array(minutes, mask=code != TAGS.index("consultation")),
    }
    for name, (owner, words) in _WORDS.items():
        columns[name] = _chosen(rng, code == owner, words)
    return party, columns


def write_log(path: Path, events: int, parties: int) -> None:
    """Write a log to a Parquet file; the same sizes give the same log.

    A log of more than five million events holds the same ones again and again, each time of
    other parties.
    """
    size = min(events, PIECE)
    each = parties * size // events
    party, columns = _drawn(np.random.default_rng(20261122), size, each)
    writer: pq.ParquetWriter | None = None
    for place, start in enumerate(range(0, events, size)):
        table = pa.table({"party": _names(party + place * each), **columns})
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table[: events - start], row_group_size=500_000)
    if writer is not None:
        writer.close()


def write_purchases(path: Path, events: int, parties: int) -> None:
    """Write a log of purchases to a Parquet file: who, on which day, for how many cents."""
    rng = np.random.default_rng(20240601)
    party = np.minimum(parties * rng.random(events) ** 1.6, parties - 1).astype(np.int64)
    day = BEGIN + (rng.random(events) * SPAN).astype(np.int32)
    columns = {
        "party": _names(party),
        "on": pa.array(day.astype(np.int32)).cast(pa.date32()),
        "amount": pa.array(rng.integers(1, 4_000, events) * 25),
    }
    pq.write_table(pa.table(columns), path)
