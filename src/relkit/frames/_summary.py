"""`summary`: recency, frequency and money, as the libraries of customer value expect them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from relkit._checks import a_date, whole
from relkit._words import shown
from relkit.business import Business
from relkit.errors import FrameError
from relkit.events import Purchase
from relkit.frames._conditions import Conditions
from relkit.frames._days import DAY
from relkit.frames._engines import row_by_row
from relkit.frames._fields import raw
from relkit.frames._problems import refuse_bad
from relkit.frames._reading import reading
from relkit.frames._rows import BAD, prepared
from relkit.frames._sorts import as_whole
from relkit.frames._table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from relkit.frames._engines import Frame, Native
    from relkit.frames._reading import DayKind

__all__ = ["summary"]


def summary(  # noqa: PLR0913 - how a table is read has many sides, all by keyword
    table: Native,
    *,
    as_of: date,
    period_days: int = 1,
    columns: Mapping[str, str | None] | None = None,
    days: DayKind | None = None,
    minor_units: int = 100,
) -> Native:
    """Give ``frequency``, ``recency``, ``T`` and ``monetary_value`` of each party's purchases.

    Every row is a purchase. Days with purchases are counted once, as the models of customer
    value ask: ``frequency`` is their number less one, ``recency`` the time from the first to
    the last, ``T`` the time from the first to ``as_of``, in periods of so many days, and
    ``monetary_value`` the mean of what was paid on the repeat days, in units of
    ``minor_units`` minor units; 0 where there is none. The figures are those of lifetimes
    (``summary_data_from_transaction_data`` with ``freq="D"``), whose models take them as
    they are; the last two are floats for display and models, and decide nothing here.

    Raises ``FrameError`` as ``assess`` does.

    >>> import pandas
    >>> from datetime import date
    >>> table = pandas.DataFrame(
    ...     {"party": ["a", "a"], "on": [738_892, 738_902], "amount": [500, 700]}
    ... )
    >>> summary(table, as_of=date(2024, 1, 21), days="ordinal").values.tolist()
    [['a', 1, 10.0, 14.0, 7.0]]
    """
    today = a_date(as_of, "as_of").toordinal()
    length = whole(period_days, "period_days", 1)
    units = whole(minor_units, "minor_units", 1)
    how = reading(
        Business("summary"),
        columns={"business": None, "event": None, **(columns or {})},
        event="purchase",
        days=days,
        by_line=False,
        event_types=(Purchase,),
        traits=(),
    )
    found = read_table(table, how)
    if "amount" not in found.fields.sorts:
        msg = f"A summary needs amounts; say which column holds them: {shown({'amount': '…'})}."
        raise FrameError(msg)
    amount = as_whole(nw.col(raw("amount")), found.fields.sorts["amount"])
    rows = prepared(found, Conditions(found.fields), today)
    if not found.is_lazy:
        refuse_bad(found, rows, table)
    counted = rows.filter((nw.col(BAD) == 0) & (nw.col(DAY) <= today))
    paid = counted.select("party", nw.col(DAY).alias("day"), amount.alias("paid"))
    by_day = paid.group_by(["party", "day"]).agg(nw.col("paid").sum())
    result = _figures(by_day, today, length, units)
    return nw.to_native(result if found.is_lazy else result.collect())


def _figures(by_day: Frame, today: int, length: int, units: int) -> Frame:
    firsts = by_day.group_by("party").agg(nw.col("day").min().alias("first"))
    joined = by_day.join(firsts, on="party", how="left")
    repeat = nw.when(nw.col("day") > nw.col("first")).then(nw.col("paid")).otherwise(nw.lit(0))
    ones = joined.with_columns(repeat.cast(nw.Int64).alias("again"), nw.lit(1).alias("one"))
    each = ones.group_by("party").agg(
        nw.col("one").sum(), nw.col("again").sum(), nw.col("day").max(), nw.col("first").min()
    )

    def finish(frame: Frame) -> Frame:
        times = nw.col("one").cast(nw.Int64) - 1
        some = nw.when(times > 0).then(times).otherwise(nw.lit(1)).cast(nw.Float64)
        return frame.select(
            "party",
            frequency=times,
            recency=(nw.col("day") - nw.col("first")).cast(nw.Float64) / length,
            T=(nw.lit(today).cast(nw.Int64) - nw.col("first")).cast(nw.Float64) / length,
            monetary_value=nw.col("again").cast(nw.Float64) / units / some,
        )

    return row_by_row(each, finish)
