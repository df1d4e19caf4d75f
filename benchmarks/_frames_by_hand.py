"""The evidence of the standard traits, written by hand in each engine's own words.

Each takes a table and gives what ``relkit.frames.evidence`` gives: counters, periods, tallies,
for one business in periods of 30 days. They check no row, know no other trait, event or column
type, and assume that amounts are whole; that is all that relkit does beside them.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

EPOCH, PERIOD = 719_163, 30
ABSENT_FIRST = 10_000_000
NEGOTIATED = {"retainer": 50, "project": 40, "frame": 25, "subscription": 15}
STANDARD = {"retainer": 30, "project": 24, "frame": 15, "subscription": 9}
RELATIONAL = {
    "retainer": 10,
    "value_based": 10,
    "contingency": 10,
    "hourly": 8,
    "milestone": 8,
    "flat_fee": 7,
}
TRANSACTIONAL = {"one_time": 10, "installment": 9, "subscription": 6}
SUBSTANCE = ["question", "answer", "advice", "input", "update", "review"]
FLAGS = ("advised", "bought", "contributed", "discounted", "engaged", "heard", "reached_out")
FLAGS += ("spoke", "tailored", "transacted", "unplanned")
SUMS = ("cancellations", "lapses", "negotiated_renewals", "referrals", "renewals")
SUMS += ("relational_models", "transactional_models")
MOST = ("negotiated_form", "standard_form", "last_ended", "last_engaged", "last_exchanged")
MOST += ("last_day", "last_period")
LEAST = ("first_engaged", "first_exchanged", "first_period")


def _polars_conditions() -> dict[str, pl.Expr]:
    c = pl.col
    of = {name: c("event") == name for name in ("purchase", "payment", "agreement", "message")}
    of |= {name: c("event") == name for name in ("consultation", "delivery", "feedback")}
    of["referral"] = c("event") == "referral"
    unknown = of["payment"] & c("model").is_null()
    inbound, outbound = (c("direction") == way for way in ("inbound", "outbound"))
    ended = c("action").is_in(["ended", "canceled"]).fill_null(value=False)
    engaged = of["purchase"] | of["consultation"] | of["delivery"]
    advice = c("about") == "advice"
    return of | {
        "unknown": unknown,
        "served": engaged & c("served_by").is_not_null(),
        "engaged": engaged | (unknown & c("automatic").ne_missing(other=True)),
        "advised": of["consultation"] | of["delivery"] | (outbound & advice),
        "bought": of["purchase"],
        "contributed": (inbound & c("about").is_in(["input", "advice"]))
        | (of["feedback"] & c("input"))
        | (of["delivery"] & c("co_produced")),
        "discounted": of["purchase"] & (c("discount") > 0),
        "heard": of["consultation"] | (inbound & c("about").is_in(SUBSTANCE)),
        "reached_out": outbound & c("about").is_in(["advice", "update", "review"]),
        "spoke": of["consultation"] | (outbound & c("about").is_in(SUBSTANCE)),
        "tailored": (of["delivery"] & c("tailored")) | (of["purchase"] & ~c("standard")),
        "transacted": of["purchase"]
        | unknown
        | (of["payment"] & c("model").is_in(["one_time", "installment", "subscription"])),
        "unplanned": of["purchase"] & ~c("planned"),
        "ended": of["agreement"] & ended,
        "agreed": of["agreement"] & ~ended,
        "exchanged": of["purchase"]
        | of["delivery"]
        | of["payment"]
        | (of["consultation"] & c("paid").ne_missing(other=False))
        | (of["agreement"] & ~ended),
    }


def by_polars(log: pl.LazyFrame) -> list[pl.LazyFrame]:
    """Count with Polars' own expressions; what is shared is worked out once, and not yet."""
    c, where = pl.col, _polars_conditions()
    shared = (*FLAGS, "ended", "exchanged", "agreed", "unknown", "served", "payment", "agreement")
    truths = {f"_{name}": where[name].fill_null(value=False) for name in shared}
    day = c("on").to_physical().cast(pl.Int64) + EPOCH
    rows = log.with_columns(**truths, day=day, period=day // PERIOD)
    rows = rows.with_columns(_some=pl.any_horizontal(*(c(f"_{name}") for name in FLAGS)))
    mine = {name: c(f"_{name}") for name in shared}
    renewed = mine["agreement"] & (c("action") == "renewed")
    negotiated = c("negotiated").eq_missing(other=True)
    numbers = {
        "negotiated_form": (mine["agreed"] & negotiated, "form", NEGOTIATED),
        "standard_form": (mine["agreed"] & ~negotiated, "form", STANDARD),
        "relational_models": (mine["payment"], "model", RELATIONAL),
        "transactional_models": (mine["payment"], "model", TRANSACTIONAL),
    }
    valued = {
        name: pl.when(some).then(c(field).replace_strict(table, default=0, return_dtype=pl.Int64))
        for name, (some, field, table) in numbers.items()
    }
    counts = {
        "cancellations": mine["agreement"] & (c("action") == "canceled"),
        "lapses": mine["ended"],
        "negotiated_renewals": renewed & negotiated,
        "referrals": where["referral"],
        "renewals": renewed,
    }
    days = {name: pl.when(mine[name]).then(c("day")) for name in ("engaged", "exchanged", "ended")}
    counters = rows.group_by("party").agg(
        *(some.sum().cast(pl.Int64).alias(name) for name, some in counts.items()),
        *(valued[n].sum().alias(n) for n in ("relational_models", "transactional_models")),
        *(valued[n].max().fill_null(0).alias(n) for n in ("negotiated_form", "standard_form")),
        *(
            days[name].min().fill_null(ABSENT_FIRST).alias(f"first_{name}")
            for name in ("engaged", "exchanged")
        ),
        *(days[name].max().fill_null(0).alias(f"last_{name}") for name in days),
        c("day").max().alias("last_day"),
        c("period").min().alias("first_period"),
        pl.when(c("_some")).then(c("period")).max().fill_null(0).alias("last_period"),
    )
    bits = [mine[name].max().cast(pl.Int8).alias(name) for name in FLAGS]
    periods = rows.filter(c("_some")).group_by("party", "period").agg(*bits)
    staff = rows.filter(mine["served"]).group_by("party", "served_by").agg(pl.len())
    amounts = rows.filter(mine["unknown"] & c("amount").is_not_null())
    return [counters, periods, staff, amounts.group_by("party", "amount").agg(pl.len())]


_SQL = {
    "unknown": "event = 'payment' and model is null",
    "ended": "event = 'agreement' and coalesce(action in ('ended', 'canceled'), false)",
    "agreed": "event = 'agreement' and not coalesce(action in ('ended', 'canceled'), false)",
    "engaged": "event in ('purchase', 'consultation', 'delivery') "
    "or (event = 'payment' and model is null and automatic is distinct from true)",
    "advised": "event in ('consultation', 'delivery') "
    "or (direction = 'outbound' and about = 'advice')",
    "bought": "event = 'purchase'",
    "contributed": "(direction = 'inbound' and about in ('input', 'advice')) "
    "or (event = 'feedback' and input) or (event = 'delivery' and co_produced)",
    "discounted": "event = 'purchase' and discount > 0",
    "heard": f"event = 'consultation' or (direction = 'inbound' and about in {tuple(SUBSTANCE)})",
    "reached_out": "direction = 'outbound' and about in ('advice', 'update', 'review')",
    "spoke": f"event = 'consultation' or (direction = 'outbound' and about in {tuple(SUBSTANCE)})",
    "tailored": "(event = 'delivery' and tailored) or (event = 'purchase' and not standard)",
    "transacted": "event = 'purchase' or (event = 'payment' and (model is null "
    "or model in ('one_time', 'installment', 'subscription')))",
    "unplanned": "event = 'purchase' and not planned",
    "exchanged": "event in ('purchase', 'delivery', 'payment') "
    "or (event = 'consultation' and paid is distinct from false) "
    "or (event = 'agreement' and not coalesce(action in ('ended', 'canceled'), false))",
}


def _sql_case(field: str, table: dict[str, int]) -> str:
    cases = " ".join(f"when '{word}' then {number}" for word, number in table.items())
    return f"case {field} {cases} else 0 end"


def by_duckdb(log: str) -> list[str]:
    """Give the statements that count a table of DuckDB."""
    day = f"(\"on\" - date '1970-01-01' + {EPOCH})"
    renewed = "event = 'agreement' and action = 'renewed'"
    negotiated = "negotiated is not distinct from true"
    counts = {
        "cancellations": "event = 'agreement' and action = 'canceled'",
        "lapses": _SQL["ended"],
        "negotiated_renewals": f"{renewed} and {negotiated}",
        "referrals": "event = 'referral'",
        "renewals": renewed,
    }
    columns = [f"count(*) filter ({mine}) as {name}" for name, mine in counts.items()]
    for name, table in (("relational_models", RELATIONAL), ("transactional_models", TRANSACTIONAL)):
        value = f"case when event = 'payment' then {_sql_case('model', table)} else 0 end"
        columns.append(f"sum({value})::bigint as {name}")
    for name, table, said in (
        ("negotiated_form", NEGOTIATED, negotiated),
        ("standard_form", STANDARD, f"not ({negotiated})"),
    ):
        value = f"case when {_SQL['agreed']} and {said} then {_sql_case('form', table)} else 0 end"
        columns.append(f"max({value})::bigint as {name}")
    for name in ("engaged", "exchanged"):
        least = f"min({day}) filter ({_SQL[name]})"
        columns.append(f"coalesce({least}, {ABSENT_FIRST})::bigint as first_{name}")
    columns += [
        f"coalesce(max({day}) filter ({_SQL[name]}), 0)::bigint as last_{name}"
        for name in ("engaged", "exchanged", "ended")
    ]
    some = " or ".join(f"({_SQL[name]})" for name in FLAGS)
    columns += [
        f"max({day})::bigint as last_day",
        f"(min({day}) // {PERIOD})::bigint as first_period",
        f"coalesce(max({day}) filter ({some}) // {PERIOD}, 0)::bigint as last_period",
    ]
    flags = ", ".join(f"max(coalesce({_SQL[n]}, false)::tinyint) as {n}" for n in FLAGS)
    held = " or ".join(f"{name} = 1" for name in FLAGS)
    served = "event in ('purchase', 'consultation', 'delivery') and served_by is not null"
    amounts = f"{_SQL['unknown']} and amount is not null"
    by_period = f"select party, {day} // {PERIOD} as period, {flags} from {log} group by 1, 2"  # noqa: S608 - our own names
    some = {"served_by": served, "amount": amounts}
    return [
        f"select party, {', '.join(columns)} from {log} group by party",  # noqa: S608 - as above
        f"select * from ({by_period}) where {held}",  # noqa: S608 - as above
        *(
            f"select party, {key}, count(*) as count from {log} where {mine} group by 1, 2"  # noqa: S608 - as above
            for key, mine in some.items()
        ),
    ]


def run_duckdb(connection: duckdb.DuckDBPyConnection, log: str) -> list[pa.Table]:
    """Run those statements."""
    return [connection.sql(text).to_arrow_table() for text in by_duckdb(log)]


def _pandas_conditions(log: pd.DataFrame) -> dict[str, Any]:
    def has(name: str, *words: str) -> Any:  # noqa: ANN401 - a numpy array
        column = log[name]
        found = column == words[0] if len(words) == 1 else column.isin(words)
        return found.to_numpy(dtype=bool, na_value=False)

    def says(name: str, value: object) -> Any:  # noqa: ANN401 - as above
        return (log[name] == value).to_numpy(dtype=bool, na_value=False)

    where = {tag: has("event", tag) for tag in ("purchase", "payment", "consultation", "delivery")}
    where |= {tag: has("event", tag) for tag in ("agreement", "feedback", "referral")}
    unknown = where["payment"] & log["model"].isna().to_numpy()
    inbound, outbound = has("direction", "inbound"), has("direction", "outbound")
    substance, ended = has("about", *SUBSTANCE), has("action", "ended", "canceled")
    met = where["purchase"] | where["consultation"] | where["delivery"]
    one_off = has("model", "one_time", "installment", "subscription")
    advice = has("about", "advice")
    return where | {
        "unknown": unknown,
        "served": met & log["served_by"].notna().to_numpy(),
        "engaged": met | (unknown & ~says("automatic", value=True)),
        "advised": where["consultation"] | where["delivery"] | (outbound & advice),
        "bought": where["purchase"],
        "contributed": (inbound & has("about", "input", "advice"))
        | (where["feedback"] & says("input", value=True))
        | (where["delivery"] & says("co_produced", value=True)),
        "discounted": where["purchase"] & (log["discount"] > 0).to_numpy(dtype=bool),
        "heard": where["consultation"] | (inbound & substance),
        "reached_out": outbound & has("about", "advice", "update", "review"),
        "spoke": where["consultation"] | (outbound & substance),
        "tailored": (where["delivery"] & says("tailored", value=True))
        | (where["purchase"] & says("standard", value=False)),
        "transacted": where["purchase"] | unknown | (where["payment"] & one_off),
        "unplanned": where["purchase"] & says("planned", value=False),
        "ended": where["agreement"] & ended,
        "agreed": where["agreement"] & ~ended,
        "exchanged": where["purchase"]
        | where["delivery"]
        | where["payment"]
        | (where["consultation"] & ~says("paid", value=False))
        | (where["agreement"] & ~ended),
        "renewed": where["agreement"] & has("action", "renewed"),
        "canceled": where["agreement"] & has("action", "canceled"),
        "negotiated": says("negotiated", value=True),
    }


def _columns(where: dict[str, Any], day: Any, form: Any, model: Any) -> dict[str, Any]:  # noqa: ANN401 - numpy arrays
    """Give what each row adds to each counter."""
    agreed, negotiated = where["agreed"], where["negotiated"]
    some = np.logical_or.reduce([where[name] for name in FLAGS])
    return {
        "cancellations": where["canceled"],
        "lapses": where["ended"],
        "negotiated_renewals": where["renewed"] & negotiated,
        "referrals": where["referral"],
        "renewals": where["renewed"],
        "relational_models": np.where(where["payment"], model[0], 0),
        "transactional_models": np.where(where["payment"], model[1], 0),
        "negotiated_form": np.where(agreed & negotiated, form[0], 0),
        "standard_form": np.where(agreed & ~negotiated, form[1], 0),
        "first_engaged": np.where(where["engaged"], day, ABSENT_FIRST),
        "first_exchanged": np.where(where["exchanged"], day, ABSENT_FIRST),
        "last_engaged": np.where(where["engaged"], day, 0),
        "last_exchanged": np.where(where["exchanged"], day, 0),
        "last_ended": np.where(where["ended"], day, 0),
        "last_day": day,
        "first_period": day // PERIOD,
        "last_period": np.where(some, day // PERIOD, 0),
    }


def by_pandas(log: pd.DataFrame) -> list[pd.DataFrame]:
    """Count with pandas; conditions are numpy arrays."""
    where = _pandas_conditions(log)
    day = log["on"].to_numpy(dtype="datetime64[D]").astype(np.int64) + EPOCH
    form = [log["form"].map(table).fillna(0).to_numpy(np.int64) for table in (NEGOTIATED, STANDARD)]
    models = (RELATIONAL, TRANSACTIONAL)
    model = [log["model"].map(table).fillna(0).to_numpy(np.int64) for table in models]
    added = pd.DataFrame({"party": log["party"], **_columns(where, day, form, model)})
    grouped = added.groupby("party", sort=False)
    counters = pd.concat(
        [grouped[[*SUMS]].sum(), grouped[[*MOST]].max(), grouped[[*LEAST]].min()], axis=1
    ).reset_index()
    flags = {name: where[name].astype(np.int8) for name in FLAGS}
    held = pd.DataFrame({"party": log["party"], "period": day // PERIOD, **flags})
    periods = held.groupby(["party", "period"], sort=False).max().reset_index()
    periods = periods[(periods[[*FLAGS]] == 1).any(axis=1)]
    staff = log.loc[where["served"], ["party", "served_by"]]
    amounts = log.loc[where["unknown"] & log["amount"].notna(), ["party", "amount"]]
    return [
        counters,
        periods,
        staff.groupby(["party", "served_by"], sort=False).size().reset_index(name="count"),
        amounts.groupby(["party", "amount"], sort=False).size().reset_index(name="count"),
    ]


def _arrow_conditions(log: pa.Table) -> dict[str, Any]:
    def has(name: str, *words: str) -> Any:  # noqa: ANN401 - a numpy array
        found = pc.is_in(log[name], pa.array(words))
        return found.to_numpy()

    def says(name: str, *, value: bool) -> Any:  # noqa: ANN401 - as above
        found = log[name] if value else pc.invert(log[name])
        return pc.fill_null(found, fill_value=False).to_numpy()

    where = {tag: has("event", tag) for tag in ("purchase", "payment", "consultation", "delivery")}
    where |= {tag: has("event", tag) for tag in ("agreement", "feedback", "referral")}
    unknown = where["payment"] & log["model"].is_null().to_numpy()
    inbound, outbound = has("direction", "inbound"), has("direction", "outbound")
    substance, ended = has("about", *SUBSTANCE), has("action", "ended", "canceled")
    met = where["purchase"] | where["consultation"] | where["delivery"]
    one_off = has("model", "one_time", "installment", "subscription")
    advice = has("about", "advice")
    discounted = pc.fill_null(pc.greater(log["discount"], 0), fill_value=False).to_numpy()
    return where | {
        "unknown": unknown,
        "served": met & log["served_by"].is_valid().to_numpy(),
        "engaged": met | (unknown & ~says("automatic", value=True)),
        "advised": where["consultation"] | where["delivery"] | (outbound & advice),
        "bought": where["purchase"],
        "contributed": (inbound & has("about", "input", "advice"))
        | (where["feedback"] & says("input", value=True))
        | (where["delivery"] & says("co_produced", value=True)),
        "discounted": where["purchase"] & discounted,
        "heard": where["consultation"] | (inbound & substance),
        "reached_out": outbound & has("about", "advice", "update", "review"),
        "spoke": where["consultation"] | (outbound & substance),
        "tailored": (where["delivery"] & says("tailored", value=True))
        | (where["purchase"] & says("standard", value=False)),
        "transacted": where["purchase"] | unknown | (where["payment"] & one_off),
        "unplanned": where["purchase"] & says("planned", value=False),
        "ended": where["agreement"] & ended,
        "agreed": where["agreement"] & ~ended,
        "exchanged": where["purchase"]
        | where["delivery"]
        | where["payment"]
        | (where["consultation"] & ~says("paid", value=False))
        | (where["agreement"] & ~ended),
        "renewed": where["agreement"] & has("action", "renewed"),
        "canceled": where["agreement"] & has("action", "canceled"),
        "negotiated": says("negotiated", value=True),
    }


def _looked_up(column: pa.ChunkedArray, table: dict[str, int]) -> Any:  # noqa: ANN401 - a numpy array
    place = pc.fill_null(pc.index_in(column, pa.array(list(table))), len(table)).to_numpy()
    return np.array([*table.values(), 0])[place]


def by_pyarrow(log: pa.Table) -> list[pa.Table]:
    """Count with PyArrow; conditions are numpy arrays here as well."""
    where = _arrow_conditions(log)
    day = log["on"].cast(pa.int32()).to_numpy().astype(np.int64) + EPOCH
    form = [_looked_up(log["form"], table) for table in (NEGOTIATED, STANDARD)]
    model = [_looked_up(log["model"], table) for table in (RELATIONAL, TRANSACTIONAL)]
    added = pa.table({"party": log["party"], **_columns(where, day, form, model)})
    aggregates = [
        (n, how) for names, how in ((SUMS, "sum"), (MOST, "max"), (LEAST, "min")) for n in names
    ]
    counters = added.group_by("party").aggregate(aggregates)
    flags = {name: where[name].astype(np.int8) for name in FLAGS}
    held = pa.table({"party": log["party"], "period": day // PERIOD, **flags})
    periods = held.group_by(["party", "period"]).aggregate([(name, "max") for name in FLAGS])
    some = np.logical_or.reduce([periods[f"{name}_max"].to_numpy() == 1 for name in FLAGS])
    staff = log.select(["party", "served_by"]).filter(pa.array(where["served"]))
    amounts = log.select(["party", "amount"]).filter(
        pa.array(where["unknown"] & log["amount"].is_valid().to_numpy())
    )
    return [
        counters,
        periods.filter(pa.array(some)),
        staff.group_by(["party", "served_by"]).aggregate([([], "count_all")]),
        amounts.group_by(["party", "amount"]).aggregate([([], "count_all")]),
    ]
