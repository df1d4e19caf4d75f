"""Strategies for businesses: ids of every sort, hostile texts, trades, and what is kept."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache

from hypothesis import strategies as st

from relkit.business import INDUSTRIES, Business, Industry
from relkit.events import STANDARD_EVENT_TYPES
from relkit.money import Currency
from relkit.testing._strategies.chosen import one_of_these

__all__ = ["CODES", "HOSTILE", "TIME_ZONES", "businesses", "ids", "industries", "texts", "words"]

CODES = ("USD", "EUR", "JPY", "KWD")
_TRADES = (*INDUSTRIES, "electronics_retail", "Law firm", "space travel")
TIME_ZONES = ("Europe/Berlin", "Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles", "UTC")
_KEPT = (*(kind.tag for kind in STANDARD_EVENT_TYPES), "purchase.discount", "feedback.input")
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
    """Text that is easily mishandled, and any other of up to 20 characters.

    >>> from hypothesis import find
    >>> "None" in find(texts(), lambda text: "None" in text)
    True
    """
    return one_of_these(HOSTILE) | st.text(max_size=20)


@cache
def words() -> st.SearchStrategy[str]:
    """Text with something in it, as labels, names and reasons must have.

    >>> from hypothesis import given
    >>> @given(words())
    ... def test_it_is_not_blank(word):
    ...     assert word.strip()
    >>> test_it_is_not_blank()
    """
    return texts().map(lambda text: text if text.strip() else f"a{text}")


@cache
def ids() -> st.SearchStrategy[Hashable]:
    """Ids of every hashable sort, each equal to itself.

    >>> from hypothesis import given
    >>> @given(ids())
    ... def test_it_is_found_again(one):
    ...     assert one in {one}
    >>> test_it_is_found_again()
    """
    plain: st.SearchStrategy[Hashable] = (
        st.integers() | texts() | st.uuids() | st.binary(max_size=8) | st.dates()
    )
    return plain | st.tuples(plain, plain) | st.frozensets(st.integers(), max_size=3)


@cache
def industries() -> st.SearchStrategy[Industry]:
    """The industries that relkit knows.

    >>> from hypothesis import find
    >>> find(industries(), lambda trade: trade.period_days == 365).setting
    'client'
    """
    return st.sampled_from(tuple(INDUSTRIES.values()))


@cache
def businesses(
    *,
    period_days: st.SearchStrategy[int] | None = None,
    time_zones: bool = True,
) -> st.SearchStrategy[Business]:
    """Businesses of known and unknown trades, that keep any records.

    Args:
        period_days: strategy for the natural period; by default 1 to 3660 days.
        time_zones: whether some have a time zone.

    >>> from hypothesis import find
    >>> find(businesses(), lambda business: business.setting == "client").trade.setting
    'client'
    """
    lengths = st.sampled_from([1, 7, 30, 90, 365, 3660]) | st.integers(1, 400)
    zones = st.none() | st.sampled_from(TIME_ZONES)
    return st.builds(
        Business,
        ids(),
        industry=st.none() | st.sampled_from(_TRADES),
        currency=st.none() | st.sampled_from(CODES) | st.sampled_from(CODES).map(Currency.of),
        time_zone=zones if time_zones else st.none(),
        keeps=st.sets(st.sampled_from(_KEPT)),
        period_days=lengths if period_days is None else period_days,
    )
