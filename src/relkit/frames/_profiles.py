"""From evidence to counts: one row for each relationship with ``pro`` and ``con`` of each trait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_LAST
from relkit.frames._engines import row_by_row
from relkit.frames._keys import lengthened
from relkit.frames._layers import as_number, by_place, with_places
from relkit.frames._looking_back import counted_periods
from relkit.frames._quantities import CLOCK, Quantities, check_bits
from relkit.frames._truths import both, chosen
from relkit.measures import LAST_ENGAGED
from relkit.traits import COUNT_MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relkit.frames._engines import Frame
    from relkit.frames._evidence import FrameEvidence
    from relkit.measures import PeriodCondition, TallyRead

__all__ = ["PERIOD_DAYS", "Sides", "con", "pro", "profiled"]

Sides: TypeAlias = "Mapping[str, nw.Expr | int]"
"""The counts for both poles of each trait, by name: a column, or the number in every row."""

PERIOD_DAYS: Final = "_period_days"
_LAPSE: Final = 2


def pro(trait: str) -> str:
    """Give the column of a trait's counts for the relational pole."""
    return f"pro_{trait}"


def con(trait: str) -> str:
    """Give the column of a trait's counts for the transactional pole."""
    return f"con_{trait}"


def profiled(evidence: FrameEvidence, as_of: int, then: Callable[[Frame, Sides], Frame]) -> Frame:
    """Add the counts of every trait to the counters of each relationship, and go on from there."""
    names, card, keys = evidence.names, evidence.scorecard, list(evidence.keys)
    tables = evidence.tables
    quantities = Quantities(names, evidence.setups, tables.settled)
    sides: dict[str, Any] = {}
    for trait in card.traits:
        check_bits(trait.name, trait.pro)
        check_bits(trait.name, trait.con)
        sides[pro(names.traits[trait.name])] = quantities.lower(trait.pro)
        sides[con(names.traits[trait.name])] = quantities.lower(trait.con)
    frame = tables.counters
    flags: dict[PeriodCondition, str] = {
        flag: name for flag, name in names.flags().items() if name not in tables.settled
    }
    sums = counted_periods(tables.periods, keys, quantities.periods, flags, quantities.flags)
    if quantities.reads:
        sums.append(_read(tables.tallies, keys, quantities.reads, evidence))
    for part in sums:
        frame = frame.join(part, on=keys, how="left")
    read = [*quantities.periods.values(), *quantities.reads.values()]
    told = _told(evidence, sides)

    def finish(rows: Frame) -> Frame:
        if read:
            rows = rows.with_columns(nw.col(*read).fill_null(0).cast(nw.Int64))
        rows = _with_clock(evidence, quantities, rows, as_of)
        rows = _with_sides(evidence, sides, rows)
        if "line" in keys:
            line = nw.col("line")
            rows = rows.with_columns(nw.when(line != "").then(line).alias("line"))
        return then(rows, told)

    return row_by_row(lengthened(frame, tables.short), finish)


def _told(evidence: FrameEvidence, sides: Mapping[str, Any]) -> Sides:
    """Give each side's column, or the number that it is in every row."""
    said = evidence.has_statements
    return {
        name: nw.col(name) if said or isinstance(side, nw.Expr) else min(max(side, 0), COUNT_MOST)
        for name, side in sides.items()
    }


def _with_sides(evidence: FrameEvidence, sides: Mapping[str, Any], frame: Frame) -> Frame:
    """Add the sides, never below 0, with what statements say of them.

    Every count stops where points still fit 64 bits.
    """
    said = evidence.names.stated() if evidence.has_statements else [None] * len(sides)
    counts: dict[str, nw.Expr] = {}
    stopped: dict[str, nw.Expr] = {}
    for (name, side), statements in zip(sides.items(), said, strict=True):
        if statements is None and not isinstance(side, nw.Expr):
            continue
        counts[name] = _as_column(side)
        count = nw.col(name) if statements is None else nw.col(name) + nw.col(statements)
        kept = nw.when(count > COUNT_MOST).then(nw.lit(COUNT_MOST)).otherwise(count)
        stopped[name] = kept.cast(nw.Int64)
    return frame.with_columns(**counts).with_columns(**stopped) if counts else frame


def _as_column(side: Any) -> nw.Expr:  # noqa: ANN401 - an expression or number
    """Give a side as whole numbers, at least 0."""
    if not isinstance(side, nw.Expr):
        return as_number(max(side, 0))
    return nw.when(side > 0).then(side).otherwise(nw.lit(0)).cast(nw.Int64)


def _with_clock(evidence: FrameEvidence, quantities: Quantities, frame: Frame, as_of: int) -> Frame:
    """Add the traits' clock: it stands still two periods after the last engagement."""
    setups = evidence.setups
    frame = with_places(frame, setups, has_column="business" in evidence.keys)
    by_length = setups.grouped(lambda business: business.period_days)
    days = by_place({places: days for days, places in by_length.items()})
    length = days if isinstance(days, nw.Expr) else nw.lit(days)
    frame = frame.with_columns(length.cast(nw.Int64).alias(PERIOD_DAYS))
    last = quantities.column(LAST_ENGAGED)
    stop = last + _LAPSE * nw.col(PERIOD_DAYS)
    still = both(last != ABSENT_LAST, stop < as_of)
    clock = chosen(still, stop, nw.lit(as_of))
    return frame.with_columns(clock.cast(nw.Int64).alias(CLOCK))


def _read(
    tallies: Frame, keys: list[str], reads: dict[TallyRead, str], evidence: FrameEvidence
) -> Frame:
    """Read numbers from tallies: sums over the keys, of each tally by itself."""
    names = evidence.names.tallies()
    inputs: dict[str, nw.Expr] = {}
    for node, column in reads.items():
        mine = nw.col("tally") == names[node.tally]
        found = nw.when(mine).then(_each(node)).otherwise(nw.lit(0))
        inputs[column] = found.cast(nw.Int64)
    grouped = tallies.select(*keys, **inputs).group_by(keys)
    frame = grouped.agg(*(nw.col(column).sum() for column in inputs))
    of_all = {column for node, column in reads.items() if node.read == "pairs"}
    if not of_all:
        return frame
    number = {column: nw.col(column).cast(nw.Int64) for column in of_all}
    return frame.with_columns(**{c: n * (n - 1) // 2 for c, n in number.items()})


def _each(node: TallyRead) -> nw.Expr:
    """Give what one key adds to a read."""
    count = nw.col("count")
    match node.read:
        case "distinct":
            return nw.lit(1)
        case "pairs_alike":
            return count * (count - 1) // 2
        case "recurring":
            return nw.when(count > 1).then(count).otherwise(nw.lit(0))
        case _:
            return count
