"""The state behind evidence: what is counted while events come in, and its limits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from relkit._words import shown
from relkit.errors import InvalidEventError, SpanError
from relkit.evidence._source import Source
from relkit.measures import First, Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from relkit.measures import Layout, Measure

__all__ = [
    "ABSENT_FIRST",
    "ABSENT_LAST",
    "PERIODS_MOST",
    "empty_value",
    "reader",
    "rebase",
    "refuse_value",
    "starter",
    "too_long",
]

PERIODS_MOST = 36_525
"""The most periods from the first record to the last flag: a hundred years of single days.

>>> PERIODS_MOST // 365
100
"""

ABSENT_FIRST = 10_000_000
"""Stands for a first day that is absent; later than every ordinal day."""

ABSENT_LAST = 0
"""Stands for a last day that is absent; earlier than every ordinal day."""


@lru_cache(maxsize=64)
def _state_type(size: int) -> type[Any]:
    """Give the slotted type whose objects hold the counts while events come in."""
    slots = ("base", *(f"m{i}" for i in range(size)))
    return type("State", (), {"__slots__": slots})


def starter(layout: Layout) -> Callable[[], Any]:
    """Compile what gives a state in which nothing was counted."""
    source = Source()
    source.line(0, "def start():")
    source.line(1, f"s = {source.constant(_state_type(len(layout.measures)))}()")
    source.line(1, "s.base = None")
    for place, measure in enumerate(layout.measures):
        source.line(1, f"s.m{place} = {empty_value(measure)}")
    source.line(1, "return s")
    return source.function("start")


def reader(layout: Layout) -> Callable[[Any], tuple[Any, ...]]:
    """Compile what gives a state's counts in the layout's order, with tallies copied."""
    source = Source()
    copy = source.constant(dict)
    source.line(0, "def read(s):")
    source.line(1, "return (")
    for place, measure in enumerate(layout.measures):
        slot = f"s.m{place}"
        copied = f"None if {slot} is None else {copy}({slot})"
        source.line(2, f"{copied if isinstance(measure, Tally) else slot},")
    source.line(1, ")")
    return source.function("read")


def empty_value(measure: Measure) -> int | None:
    """Give what a measure reads before anything was recorded."""
    if isinstance(measure, First):
        return ABSENT_FIRST
    return None if isinstance(measure, Tally) else 0


def rebase(state: Any, period: int, flags: tuple[str, ...]) -> None:  # noqa: ANN401 - as above
    """Shift every flag so that an earlier period becomes the first."""
    shift = state.base - period
    longest = max((getattr(state, name).bit_length() for name in flags), default=0)
    if longest and longest + shift > PERIODS_MOST:
        too_long(longest + shift)
    state.base = period
    for name in flags:
        setattr(state, name, getattr(state, name) << shift)


def too_long(spanned: int) -> None:
    """Refuse records whose flags span this many periods."""
    msg = (
        f"The records span {spanned} periods; at most {PERIODS_MOST} are held. "
        "Check the dates, or choose a longer period_days."
    )
    raise SpanError(msg)


def refuse_value(value: object) -> None:
    """Refuse a value that cannot be added up."""
    msg = f"Totals are made of whole numbers; {shown(value)} is none."
    raise InvalidEventError(msg)
