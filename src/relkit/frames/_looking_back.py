"""Counting periods in which conditions hold, looks back among them.

Where an engine numbers relationships cheaply, a look back is one pass over the periods in their
order: how long ago was the last one in which its condition held? Elsewhere, and for conditions
that can hold in periods without a record, the condition's own periods are moved on by one, two,
… and laid over the table of periods, with repeated rows and groups, which every engine has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.frames._engines import repeated
from relkit.frames._keys import numbered, stepped
from relkit.frames._settling import needs_a_record, settle
from relkit.frames._truths import Truth, chosen, every, expressed, negated, some
from relkit.measures import Flag, Recent
from relkit.measures._periods import AllPeriods, AnyPeriods, NotPeriod

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relkit.frames._engines import Frame
    from relkit.measures import PeriodCondition

__all__ = ["LOOK_MOST", "counted_periods"]

LOOK_MOST: Final = 60
"""The longest look back in a data frame, in periods: the plan can grow with it."""

_SPOT: Final = "_spot"
"""The column that orders all periods of all relationships: those of one are neighbors."""

_APART: Final = 2**23
"""How far the spots of two relationships are apart: more than any period and any look back."""


def counted_periods(
    periods: Frame,
    keys: Sequence[str],
    wanted: Mapping[PeriodCondition, str],
    flags: Mapping[PeriodCondition, str],
    settled: Mapping[Flag, int],
) -> list[Frame]:
    """Count, for each relationship, the periods in which each condition holds.

    The table has columns for the flags that are not settled. Gives at most three frames:
    conditions without a look back, and those with one, by the way in which it is taken.
    """
    plain = {name: node for node, name in wanted.items() if not _looks([node])}
    looking = {name: node for node, name in wanted.items() if name not in plain}
    found: list[Frame] = []
    if plain:
        found.append(_summed(periods, keys, {n: lowered(c, flags) for n, c in plain.items()}))
    near = {name: node for name, node in looking.items() if needs_a_record(node)}
    spots = numbered(periods, keys, _SPOT) if near else None
    if spots is not None:
        nodes = {name: settle(node, settled) for name, node in near.items()}
        found.append(_in_order(spots, keys, nodes, flags))
        looking = {name: node for name, node in looking.items() if name not in near}
    if looking:
        found.append(_in_steps(periods, keys, looking, flags, settled))
    return found


def _looks(conditions: Iterable[PeriodCondition]) -> list[Recent]:
    """Give the looks back in conditions, each once, those inside others first."""
    found: list[Recent] = []
    for condition in conditions:
        for leaf in condition.leaves():
            if isinstance(leaf, Recent):
                found += [*_looks([leaf.condition]), leaf]
    for look in found:
        if look.count > LOOK_MOST:
            msg = (
                f"Data frames look back at most {LOOK_MOST} periods, not {look.count}; choose a "
                "longer period_days, or use a Book."
            )
            raise DeclarationError(msg)
    return list(dict.fromkeys(found))


def _flags(conditions: Iterable[PeriodCondition]) -> set[Flag]:
    """Give every flag that conditions read, in their looks back as well."""
    found: set[Flag] = set()
    for condition in conditions:
        for leaf in condition.leaves():
            found |= _flags([leaf.condition]) if isinstance(leaf, Recent) else {leaf}
    return found


def _in_order(
    frame: Frame,
    keys: Sequence[str],
    wanted: Mapping[str, PeriodCondition],
    flags: Mapping[PeriodCondition, str],
) -> Frame:
    """Look back to the last period before in which the condition of each look held."""
    columns: dict[PeriodCondition, str] = {
        flag: name for flag, name in flags.items() if flag in _flags(wanted.values())
    }
    spot = (nw.col(_SPOT) * _APART + nw.col("period")).alias(_SPOT)
    frame = frame.select(*keys, spot, *columns.values())
    for look in _looks(wanted.values()):
        name = f"_look_{len(columns)}"
        held = lowered(look.condition, columns)
        frame = frame.with_columns(chosen(held, nw.col(_SPOT), nw.lit(-1)).alias(name))
        frame = stepped(frame, _SPOT, **{name: nw.col(name).shift(1)})
        frame = frame.with_columns(nw.col(name).fill_null(-1).cast(nw.Int64))
        if held is not True:
            frame = stepped(frame, _SPOT, **{name: nw.col(name).cum_max()})
        near = nw.col(name) >= nw.col(_SPOT) - look.count
        frame = frame.with_columns(near.cast(nw.Int8).alias(name))
        columns[look] = name
    return _summed(frame, keys, {name: lowered(node, columns) for name, node in wanted.items()})


def _in_steps(
    periods: Frame,
    keys: Sequence[str],
    wanted: Mapping[str, PeriodCondition],
    flags: Mapping[PeriodCondition, str],
    settled: Mapping[Flag, int],
) -> Frame:
    """Lay the periods in which each look holds over those with a record, one after the other."""
    read = _flags(wanted.values())
    columns: dict[PeriodCondition, str] = {f: name for f, name in flags.items() if f in read}
    frame = periods.select(*keys, "period", *columns.values())
    for flag in read - columns.keys():
        columns[flag] = f"_flag_{len(columns)}"
        frame = frame.with_columns(nw.lit(settled[flag]).cast(nw.Int8).alias(columns[flag]))
    for look in _looks(wanted.values()):
        frame = _with_look(frame, keys, look, columns)
        columns[look] = f"_look_{len(columns)}"
    return _summed(frame, keys, {name: lowered(node, columns) for name, node in wanted.items()})


def _with_look(
    frame: Frame, keys: Sequence[str], look: Recent, columns: Mapping[PeriodCondition, str]
) -> Frame:
    """Add a column that says whether the condition held in one of the periods before."""
    name, known = f"_look_{len(columns)}", list(columns.values())
    held = f"_held_{len(columns)}"
    holds = expressed(lowered(look.condition, columns))
    marked = frame.with_columns(holds.cast(nw.Int8).alias(held))
    steps = repeated(marked, look.count + 1)
    is_own, zero = nw.col("_step") == 0, nw.lit(0)
    steps = steps.filter(is_own | (nw.col(held) == 1))
    bits = {
        column: nw.when(is_own).then(nw.col(column)).otherwise(zero).cast(nw.Int8)
        for column in known
    }
    looks = nw.when(is_own).then(zero).otherwise(nw.lit(1)).cast(nw.Int8)
    moved = (nw.col("period") + nw.col("_step")).cast(nw.Int64)
    steps = steps.select(*keys, moved.alias("period"), **bits, **{name: looks})
    return steps.group_by([*keys, "period"]).agg(*(nw.col(c).max() for c in [*known, name]))


def _summed(frame: Frame, keys: Sequence[str], holds: Mapping[str, Truth]) -> Frame:
    counted = {name: expressed(truth).cast(nw.Int64) for name, truth in holds.items()}
    grouped = frame.select(*keys, **counted).group_by(list(keys))
    return grouped.agg(*(nw.col(name).sum() for name in counted))


def lowered(condition: PeriodCondition, columns: Mapping[PeriodCondition, str]) -> Truth:
    """Give a condition on periods as a truth over columns of 0 and 1."""
    match condition:
        case Flag() | Recent():
            return nw.col(columns[condition]) == 1
        case NotPeriod(part):
            return negated(lowered(part, columns))
        case AllPeriods(parts):
            return every(lowered(part, columns) for part in parts)
        case AnyPeriods(parts):
            return some(lowered(part, columns) for part in parts)
        case _:
            msg = f"Only what relkit.measures declares is lowered, not {shown(condition)}."
            raise DeclarationError(msg)
