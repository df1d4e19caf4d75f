"""What surrounds a computation and must not matter: decimal context, time zone and locale."""

from __future__ import annotations

import locale
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Context, localcontext
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import money as of_money

__all__ = ["Surroundings", "given_oddly", "surroundings", "within"]

Surroundings = tuple[Context, str, str]
"""An ambient decimal context, a value of TZ, and a locale."""

ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati", "XYZ+11:30")
_LOCALES = ("C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "en_US.UTF-8", "hi_IN.UTF-8", "tr_TR.UTF-8")


def _is_here(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_ALL, before)
    return True


LOCALES = tuple(filter(_is_here, _LOCALES))
"""Those of the machine; ``C`` is everywhere."""


def surroundings() -> st.SearchStrategy[Surroundings]:
    """Decimal contexts of every sort, time zones, and the locales of the machine."""
    return st.tuples(of_money.contexts(), st.sampled_from(ZONES), st.sampled_from(LOCALES))


@contextmanager
def within(around: Surroundings) -> Iterator[None]:
    """Work within some surroundings, and put back what was there before."""
    decimal_context, zone, place = around
    before, old_zone = locale.setlocale(locale.LC_ALL), os.environ.get("TZ")
    try:
        locale.setlocale(locale.LC_ALL, place)
        _set_zone(zone)
        with localcontext(decimal_context):
            yield
    finally:
        locale.setlocale(locale.LC_ALL, before)
        _set_zone(old_zone)


def _set_zone(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()


def given_oddly(
    *drawn: st.SearchStrategy[Any], **named: st.SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Test a property as ``@given`` does, under odd surroundings that change with the example.

    Examples are drawn outside of them: Hypothesis itself computes with decimals.
    """

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        @settings(deadline=None)
        @given(surroundings(), st.tuples(*drawn), st.fixed_dictionaries(named))
        def inside(around: Surroundings, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
            with within(around):
                test(*args, **kwargs)

        inside.__name__, inside.__qualname__ = test.__name__, test.__qualname__
        inside.__doc__, inside.__module__ = test.__doc__, test.__module__
        return inside

    return decorate
