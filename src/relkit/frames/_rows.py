"""Prepared rows: each event's type, day and period, and whether it can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from relkit.frames._coding import NONE, with_numbers
from relkit.frames._days import DAY, with_days
from relkit.frames._engines import row_by_row
from relkit.frames._fields import CODE, any_of, raw
from relkit.frames._layers import PLACE, by_place, with_places
from relkit.frames._repeats import without_repeats
from relkit.frames._sorts import as_whole
from relkit.money._iso4217 import DIGITS

if TYPE_CHECKING:
    from relkit.frames._conditions import Conditions
    from relkit.frames._engines import Frame
    from relkit.frames._table import Table

__all__ = ["BAD", "LIVE", "PERIOD", "faults", "prepared"]

BAD: Final = "_bad"
"""1 where a row is wrong, else 0."""

LIVE: Final = "_live"
"""True where an event is counted: it is right, and not after the day that was asked for."""

PERIOD: Final = "_period"
"""The period of an event: its day as an ordinal, divided by the business's period."""


def _with_codes(table: Table, frame: Frame, conditions: Conditions) -> Frame:
    """Add each event's type, day and setup of its business, and words as numbers."""
    reading = table.reading
    frame = with_places(frame, reading.setups, has_column=table.has("business"))
    frame = with_days(
        frame,
        table.on_type,
        reading,
        table.sources["on"],
        is_void=table.sorts["on"] == "void",
    )
    shapes, numbers = reading.shapes, conditions.coded()
    if reading.event is None and table.sorts["event"] != "void":
        numbers[CODE] = ("event", [shape.kind.tag for shape in shapes])
        return with_numbers(frame, numbers)
    only = next((s.code for s in shapes if s.kind.tag == reading.event), NONE)
    frame = frame.with_columns(nw.lit(only).cast(nw.Int16).alias(CODE))
    return with_numbers(frame, numbers)


def faults(table: Table) -> dict[str, nw.Expr]:
    """Give, by relkit's name of the column, what is true of the rows in which it is wrong."""
    found = _own_faults(table)
    for name, fault in table.fields.faults().items():
        found[name] = found[name] | fault if name in found else fault
    if table.has_statements:
        found["trait"] = found["trait"] | _unscored(table)
    return found


def _own_faults(table: Table) -> dict[str, nw.Expr]:
    found = {"event": nw.col(CODE) < 1} if table.reading.event is None else {}
    found |= {"on": nw.col(DAY) < 1, "party": nw.col("party").is_null()}
    if table.has("business"):
        found["business"] = nw.col(PLACE) < 0
    if table.has("line"):
        found["line"] = nw.col(raw("line")).str.strip_chars().fill_null("-") == ""
    if table.has("currency"):
        own = {b.currency.code for b in table.reading.setups.samples if b.currency is not None}
        known = sorted(own.union(DIGITS))
        found["currency"] = ~nw.col("currency").is_null() & ~nw.col("currency").is_in(known)
    return found


def _bad(table: Table) -> nw.Expr:
    """Tell the rows with a fault in any field, in fewer steps than it takes to say in which."""
    more = [_unscored(table)] if table.has_statements else []
    return any_of([*_own_faults(table).values(), *table.fields.any_fault(), *more])


def _unscored(table: Table) -> nw.Expr:
    """Tell statements about traits that are not in the scorecard, and such as say nothing."""
    is_statement = nw.col(CODE) == len(table.reading.shapes)
    known = nw.col(raw("trait")).fill_null("").is_in(list(table.reading.traits))
    said = as_whole(nw.col(raw("pro")), table.fields.sorts["pro"]) > 0
    said = said | (as_whole(nw.col(raw("con")), table.fields.sorts["con"]) > 0)
    return is_statement & ~(known & said)


def prepared(table: Table, conditions: Conditions, until: int | None) -> Frame:
    """Add what every measure needs: whether an event counts, its period, and words as numbers.

    Repeats of an event with an ``id`` are dropped, as a ``Book`` drops them, and events that
    share an id with others of another content are wrong.
    """
    by_length = table.reading.setups.grouped(lambda business: business.period_days)

    def read(frame: Frame) -> Frame:
        frame = _with_codes(table, frame, conditions)
        return frame.with_columns(_bad(table).cast(nw.Int8).alias(BAD))

    def place(frame: Frame) -> Frame:
        live = nw.col(BAD) == 0
        if until is not None:
            live = live & (nw.col(DAY) <= until)
        periods = by_place({places: nw.col(DAY) // days for days, places in by_length.items()})
        return frame.with_columns(live.alias(LIVE), periods.cast(nw.Int64).alias(PERIOD))

    if not table.has("id"):
        return row_by_row(table.frame, lambda frame: place(read(frame)))
    known = without_repeats(table, row_by_row(table.frame, read), BAD)
    return row_by_row(known, place)
