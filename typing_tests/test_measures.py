"""Typing promises of measures, events and evidence: what is inferred, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import assert_type

from relkit.business import Business
from relkit.events import (
    Engagement,
    Event,
    Payment,
    Purchase,
    Statement,
    event_from_record,
    events_from_records,
)
from relkit.evidence import Accumulator, Evidence, fold
from relkit.measures import (
    CLOCK,
    Count,
    Days,
    Field,
    First,
    Flag,
    IfKept,
    Last,
    Later,
    Layout,
    MappedField,
    Most,
    PeriodCondition,
    Periods,
    Quantity,
    Recent,
    RecordCondition,
    Tally,
    TallyRead,
    Total,
    count,
    days,
    event,
    field,
    first,
    flag,
    if_kept,
    last,
    later,
    least,
    most,
    pairs,
    periods,
    recent,
    tally,
    total,
)

DAY = date(2025, 1, 7)
PAID = event("payment", Purchase)
LATE = field("on_time").is_false()
BOUGHT = flag("bought", event("purchase"))
SENT = count("sent", event("referral"))
STAFF = tally("staff", key="served_by", where=PAID)
START = first("start", PAID)
END = last("end", PAID)
SHOP = Business("shop")
LAYOUT = Layout([BOUGHT, SENT, STAFF, START])

# ------------------------------------------------------------------ what is inferred

assert_type(PAID, RecordCondition)
assert_type(field("model"), Field)
assert_type(PAID & LATE | ~PAID, RecordCondition)
assert_type(field("model").mapped({"retainer": 10}), MappedField)
assert_type(BOUGHT, Flag)
assert_type(BOUGHT & ~BOUGHT | BOUGHT, PeriodCondition)
assert_type(recent(BOUGHT, 2), Recent)
assert_type(periods(BOUGHT & ~recent(BOUGHT, 2)), Periods)
assert_type(SENT, Count)
assert_type(total("minutes", field("minutes"), PAID), Total)
assert_type(most("longest", field("minutes"), PAID), Most)
assert_type(STAFF, Tally)
assert_type(pairs(STAFF), TallyRead)
assert_type(START, First)
assert_type(END, Last)
assert_type(later(END, END), Later)
assert_type(days(START, CLOCK), Days)
assert_type(2 * SENT + periods(BOUGHT) - 1, Quantity)
assert_type(if_kept("message", least(SENT, 3)), IfKept)
assert_type(fold([Purchase(on=DAY)], layout=LAYOUT, business=SHOP), Evidence)
assert_type(Accumulator(LAYOUT, SHOP).snapshot() + Evidence.empty(LAYOUT, SHOP), Evidence)
assert_type(event_from_record({"event": "purchase"}), Event | Statement)
assert_type(events_from_records([{"event": "purchase"}]), tuple[Event | Statement, ...])


class Workout(Engagement):
    """A user's own event: its fields are arguments by name, with their types."""

    coach: str | None = None
    minutes: int = 0


assert_type(Workout(on=DAY, coach="kim").coach, str | None)
assert_type(Workout(on=DAY, id=7, party="ann").minutes, int)
assert_type(Payment(on=DAY).automatic, bool)

# ------------------------------------------------------------------ what is refused

# The two languages never mix.
PAID & BOUGHT  # type: ignore[operator]  # a record condition with a period condition
PAID | BOUGHT  # type: ignore[operator]  # the same
BOUGHT & PAID  # type: ignore[operator]  # a period condition with a record condition
BOUGHT | PAID  # type: ignore[operator]  # the same
flag("x", BOUGHT)  # type: ignore[arg-type]  # a flag is made of records
count("x", ~BOUGHT)  # type: ignore[arg-type]  # so is a count
periods(PAID)  # type: ignore[arg-type]  # periods are counted by flags
recent(PAID, 2)  # type: ignore[arg-type]  # and looked back at by flags

# Quantities are whole numbers.
SENT + 0.5  # type: ignore[operator]  # a float
0.5 * SENT  # type: ignore[operator]  # a float
SENT - "1"  # type: ignore[operator]  # a text
SENT + BOUGHT  # type: ignore[operator]  # a flag is counted with periods(...)
SENT + STAFF  # type: ignore[operator]  # a tally is read with pairs(...) and its like
SENT / 2  # type: ignore[operator]  # there is no division
field("minutes").at_least(0.5)  # type: ignore[arg-type]  # whole numbers only
field("model").is_in(0.5)  # type: ignore[arg-type]  # words and whole numbers only
field("model").mapped({"retainer": 0.5})  # type: ignore[dict-item]  # whole numbers only
total("x", "minutes", PAID)  # type: ignore[arg-type]  # field("minutes")
pairs(SENT)  # type: ignore[arg-type]  # a count is no tally
days(SENT, CLOCK)  # type: ignore[arg-type]  # a count is no day
days(START, DAY)  # type: ignore[arg-type]  # nor is a plain date: it would stand still
if_kept("message", BOUGHT)  # type: ignore[arg-type]  # a flag is no quantity

# Events are made by name, of what their fields allow, and stay as they are.
Purchase(DAY)  # type: ignore[call-arg]  # by name only
Purchase(on="2025-01-07")  # type: ignore[arg-type]  # a date
Payment(on=DAY, model="retainr")  # type: ignore[arg-type]  # one of the known models
Workout(on=DAY, coach=5)  # type: ignore[arg-type]  # a text or None
Workout(on=DAY, trainer="kim")  # type: ignore[call-arg]  # a field that it has
Purchase(on=DAY).on = DAY  # pyright: ignore[reportAttributeAccessIssue]  # frozen; mypy lets it pass
fold([{"event": "purchase"}], layout=LAYOUT, business=SHOP)  # type: ignore[list-item]  # events
Evidence.empty(LAYOUT, SHOP) + 1  # type: ignore[operator]  # evidence only
