"""Recorders: for each event type one compiled function that counts an event."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST, reader, starter
from relkit.evidence._writer import RecorderWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from relkit.events import Event, Statement
    from relkit.measures import Layout
    from relkit.money import Currency

__all__ = ["ABSENT_FIRST", "ABSENT_LAST", "Recorders", "recorders"]

_Kind: TypeAlias = "type[Event | Statement]"
_Recorder: TypeAlias = "Callable[[Any, Any], None]"


class Recorders(dict["_Kind", "_Recorder"]):
    """The compiled recorder for each event type, made when the type is first seen."""

    def __init__(self, layout: Layout, period_days: int, currency: Currency | None) -> None:
        """Remember what the recorders count and in which periods and currency."""
        super().__init__()
        self.layout = layout
        self.period_days = period_days
        self.currency = currency
        self.slots = tuple(f"m{i}" for i in range(len(layout.measures)))
        self.fresh_state = starter(layout)
        self.values_of = reader(layout)

    def __missing__(self, kind: type[Event]) -> _Recorder:
        """Compile the recorder for an event type."""
        make = _compiled(self.layout, kind)
        self[kind] = recorder = make(self.period_days, self.currency)
        return recorder


@lru_cache(maxsize=256)
def recorders(layout: Layout, period_days: int, currency: Currency | None) -> Recorders:
    """Give the recorders for a layout; made once, shared by every accumulator."""
    return Recorders(layout, period_days, currency)


@lru_cache(maxsize=1024)
def _compiled(layout: Layout, kind: type[Event]) -> Callable[..., _Recorder]:
    return RecorderWriter(layout, kind).write()
