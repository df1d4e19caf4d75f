"""Recorders are made once and shared; evidence has a hash whatever it counted."""

from __future__ import annotations

from datetime import date

from relkit.business import Business
from relkit.events import Purchase
from relkit.evidence import Accumulator, fold
from relkit.evidence._recorder import recorders
from relkit.measures import ENCOUNTER, Layout, count, event, tally


def test_recorders_are_compiled_once() -> None:
    """All accumulators of a layout and a period share the compiled recorders."""
    layout = Layout([count("n", event("purchase"))])
    shop = Business("shop")
    first, second = (Accumulator(layout, shop) for _ in range(2))

    assert first._recorders is second._recorders
    assert recorders(layout, 30, None)[Purchase] is recorders(layout, 30, None)[Purchase]
    assert recorders(layout, 30, None) is not recorders(layout, 31, None)


def test_evidence_with_tallies_has_a_hash() -> None:
    """Equal evidence has equal hashes, also where it holds counts by key."""
    layout = Layout([tally("staff", key="served_by", where=ENCOUNTER)])
    log = [Purchase(on=date(2025, 1, 7), served_by="mia")]
    first, second = (fold(log, layout=layout, business=Business("shop")) for _ in range(2))

    assert {"mia": 1} == first["staff"]
    assert {first} == {second}
