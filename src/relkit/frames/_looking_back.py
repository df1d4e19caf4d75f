"""Counting periods in which conditions hold, looks back among them.

A look back is a condition's own periods moved on by one, two, … and laid over the table of
periods: only repeated rows and groups, which every engine has, and no window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.frames._engines import repeated
from relkit.measures import Flag, Recent
from relkit.measures._periods import AllPeriods, AnyPeriods, NotPeriod

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relkit.frames._engines import Frame
    from relkit.measures import PeriodCondition, Periods

__all__ = ["LOOK_MOST", "counted_periods"]

LOOK_MOST: Final = 60
"""The longest look back in a data frame, in periods: the plan grows with it."""


def counted_periods(
    periods: Frame, keys: Sequence[str], wanted: Mapping[Periods, str], flags: Mapping[Flag, str]
) -> list[Frame]:
    """Count, for each relationship, the periods in which each condition holds.

    Gives at most two frames: conditions with a look back, and those without.
    """
    plain = {node: name for node, name in wanted.items() if not _looks(node.condition)}
    looking = {node: name for node, name in wanted.items() if node not in plain}
    found: list[Frame] = []
    if plain:
        every: dict[PeriodCondition, str] = {flag: name for flag, name in flags.items()}  # noqa: C416 - of a wider type
        found.append(_summed(periods, keys, plain, every))
    if looking:
        looks = list(dict.fromkeys(r for node in looking for r in _looks(node.condition)))
        read = {leaf for r in looks for leaf in _flags(r)}
        read |= {leaf for node in looking for leaf in _flags(node.condition)}
        narrow = {flag: name for flag, name in flags.items() if flag in read}
        columns: dict[PeriodCondition, str] = {f: name for f, name in narrow.items()}  # noqa: C416 - as above
        frame = periods.select(*keys, "period", *narrow.values())
        for look in looks:
            frame = _with_look(frame, keys, look, columns)
            columns[look] = f"_look_{len(columns)}"
        found.append(_summed(frame, keys, looking, columns))
    return found


def _looks(condition: PeriodCondition) -> list[Recent]:
    """Give the looks back in a condition, those inside others first."""
    found: list[Recent] = []
    for leaf in condition.leaves():
        if isinstance(leaf, Recent):
            found += [*_looks(leaf.condition), leaf]
    return found


def _flags(condition: PeriodCondition) -> list[Flag]:
    """Give every flag that a condition reads, in its looks back as well."""
    found: list[Flag] = []
    for leaf in condition.leaves():
        found += _flags(leaf.condition) if isinstance(leaf, Recent) else [leaf]
    return found


def _with_look(
    frame: Frame, keys: Sequence[str], look: Recent, columns: Mapping[PeriodCondition, str]
) -> Frame:
    """Add a column that says whether the condition held in one of the periods before."""
    if look.count > LOOK_MOST:
        msg = (
            f"Data frames look back at most {LOOK_MOST} periods, not {look.count}; choose a "
            "longer period_days, or use a Book."
        )
        raise DeclarationError(msg)
    name, known = f"_look_{len(columns)}", list(columns.values())
    held = f"_held_{len(columns)}"
    marked = frame.with_columns(lowered(look.condition, columns).cast(nw.Int8).alias(held))
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


def _summed(
    frame: Frame,
    keys: Sequence[str],
    wanted: Mapping[Periods, str],
    columns: Mapping[PeriodCondition, str],
) -> Frame:
    bits = {name: lowered(node.condition, columns) for node, name in wanted.items()}
    holds = {name: condition.cast(nw.Int64) for name, condition in bits.items()}
    counted = frame.select(*keys, **holds).group_by(list(keys))
    return counted.agg(*(nw.col(name).sum() for name in holds))


def lowered(condition: PeriodCondition, columns: Mapping[PeriodCondition, str]) -> nw.Expr:
    """Give a condition on periods as an expression over columns of 0 and 1."""
    match condition:
        case Flag() | Recent():
            return nw.col(columns[condition]) == 1
        case NotPeriod(part):
            return ~lowered(part, columns)
        case AllPeriods(parts):
            return _joined([lowered(part, columns) for part in parts], every=True)
        case AnyPeriods(parts):
            return _joined([lowered(part, columns) for part in parts], every=False)
        case _:
            msg = f"Only what relkit.measures declares is lowered, not {shown(condition)}."
            raise DeclarationError(msg)


def _joined(parts: Iterable[nw.Expr], *, every: bool) -> nw.Expr:
    first, *rest = parts
    for part in rest:
        first = first & part if every else first | part
    return first
