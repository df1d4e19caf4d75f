"""Recorders are made once, and shared."""

from __future__ import annotations

from relkit.business import Business
from relkit.events import Purchase
from relkit.evidence import Accumulator
from relkit.evidence._recorder import recorders
from relkit.measures import Layout, count, event


def test_recorders_are_compiled_once() -> None:
    """All accumulators of a layout and a period share the compiled recorders."""
    layout = Layout([count("n", event("purchase"))])
    shop = Business("shop")
    first, second = (Accumulator(layout, shop) for _ in range(2))

    assert first._recorders is second._recorders
    assert recorders(layout, 30, None)[Purchase] is recorders(layout, 30, None)[Purchase]
    assert recorders(layout, 30, None) is not recorders(layout, 31, None)
