"""What each row adds to each counter, and how counters merge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._days import DAY
from relkit.measures import Count, First, Last, Most, Total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relkit.frames._conditions import Conditions
    from relkit.frames._engines import Frame
    from relkit.frames._names import Names
    from relkit.frames._truths import Truth
    from relkit.measures import Measure

__all__ = ["HAPPENED", "Counters", "is_event", "merged_by"]

_Counter: TypeAlias = "Count | First | Last | Most | Total"

HAPPENED: Final = "_happened"
"""The column that is true of events that are counted, and of no statement."""


def is_event() -> nw.Expr:
    """Tell the rows that are events and counted."""
    return nw.col(HAPPENED)


def merged_by(measure: _Counter) -> str:
    """Say how a counter merges."""
    match measure:
        case First():
            return "min"
        case Last() | Most():
            return "max"
        case _:
            return "sum"


@attrs.frozen
class Counters:
    """What each row adds to each counter.

    No row adds to those that are ``settled``, and ``twins`` are the same as another counter.
    """

    columns: Mapping[str, nw.Expr]
    settled: Mapping[str, int]
    twins: Mapping[str, str]

    @classmethod
    def of(cls, conditions: Conditions, names: Names, truths: Mapping[Measure, Truth]) -> Counters:
        """Find what each measure that is one number for a relationship takes from a row."""
        columns: dict[str, nw.Expr] = {}
        settled: dict[str, int] = {}
        twins: dict[str, str] = {}
        known: dict[object, str] = {}
        for measure, name in names.counters().items():
            truth, value = truths[measure], getattr(measure, "value", None)
            added = 1 if value is None else conditions.value(value)
            if truth is False or (isinstance(added, int) and added == 0):
                settled[name] = ABSENT_FIRST if isinstance(measure, First) else ABSENT_LAST
                continue
            same = type(measure), measure.where if isinstance(truth, nw.Expr) else truth, value
            twin = known.setdefault(same, name)
            if twin == name:
                columns[name] = _counter(measure, is_event() & truth, added)
            else:
                twins[name] = twin
        return cls(columns, settled, twins)

    def with_twins(self, frame: Frame, order: Iterable[str]) -> Frame:
        """Add the twins to what was counted, each in its place."""
        if not self.twins:
            return frame
        return frame.select(*(nw.col(self.twins.get(n, n)).alias(n) for n in order))


def _counter(measure: _Counter, where: nw.Expr, value: Any) -> nw.Expr:  # noqa: ANN401 - an expression or number
    """Give what each row adds to a counter."""
    kind: Any = nw.Int32
    otherwise = ABSENT_LAST
    match measure:
        case Count():
            return where.cast(nw.Int8)
        case First():
            then, otherwise = nw.col(DAY), ABSENT_FIRST
        case Last():
            then = nw.col(DAY)
        case _:
            kind, then = nw.Int64, value if isinstance(value, nw.Expr) else nw.lit(value)
    counted: nw.Expr = nw.when(where).then(then).otherwise(nw.lit(otherwise)).cast(kind)
    return counted
