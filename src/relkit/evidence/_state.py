"""The state behind evidence: what is counted while events come in, and its limits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from relkit._words import shown
from relkit.errors import InvalidEventError, SpanError
from relkit.measures import First, Tally

if TYPE_CHECKING:
    from relkit.measures import Layout, Measure

__all__ = [
    "ABSENT_FIRST",
    "ABSENT_LAST",
    "PERIODS_MOST",
    "empty_value",
    "fresh_state",
    "rebase",
    "refuse_value",
    "state_type",
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
def state_type(size: int) -> type[Any]:
    """Give the slotted type whose objects hold the counts while events come in."""
    slots = ("base", *(f"m{i}" for i in range(size)))
    return type("State", (), {"__slots__": slots})


def fresh_state(kind: type[Any], layout: Layout) -> Any:  # noqa: ANN401 - a generated type
    """Give a state in which nothing was counted."""
    state = kind()
    state.base = None
    for place, measure in enumerate(layout.measures):
        setattr(state, f"m{place}", empty_value(measure))
    return state


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
