"""Strategies for businesses: ids of every sort, hostile texts, trades, and what is kept."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from relkit.business import INDUSTRIES, Business
from relkit.events import STANDARD_EVENT_TYPES
from relkit.money import Currency

TRADES = (*INDUSTRIES, "electronics_retail", "Law firm", "space travel")
TIME_ZONES = ("Europe/Berlin", "Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles", "UTC")
CODES = ("USD", "EUR", "JPY", "KWD")
KEPT = (*(kind.tag for kind in STANDARD_EVENT_TYPES), "purchase.discount", "feedback.input")
HOSTILE = (
    "\x00\x1b[31m",
    "line\nbreak\r\t",
    "{}{0}{self.__class__}%s%n",
    "\"'`\\",
    "'''\"\"\"\n    import os",
    "\u202eesrever",
    "\ud800",
    "e\u0301",
    "None",
    "x" * 10_000,
)


@cache
def texts() -> st.SearchStrategy[str]:
    """Texts that are easily mishandled, and any others."""
    return st.sampled_from(HOSTILE) | st.text(max_size=20)


@cache
def ids() -> st.SearchStrategy[object]:
    """Ids of every hashable sort, each equal to itself."""
    plain = st.integers() | texts() | st.uuids() | st.binary(max_size=8) | st.dates()
    return plain | st.tuples(plain, plain) | st.frozensets(st.integers(), max_size=3)


@cache
def businesses(
    *, period_days: st.SearchStrategy[int] | None = None, time_zones: bool = True
) -> st.SearchStrategy[Business]:
    """Businesses of every trade and period; with a time zone or without."""
    lengths = st.sampled_from([1, 7, 30, 90, 365, 3660]) | st.integers(1, 400)
    zones = st.none() | st.sampled_from(TIME_ZONES)
    return st.builds(
        Business,
        ids(),
        industry=st.none() | st.sampled_from(TRADES),
        currency=st.none() | st.sampled_from(CODES) | st.sampled_from(CODES).map(Currency.of),
        time_zone=zones if time_zones else st.none(),
        keeps=st.sets(st.sampled_from(KEPT)),
        period_days=lengths if period_days is None else period_days,
    )
