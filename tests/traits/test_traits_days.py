"""Traits that read the later of two days keep the sign rule as well."""

from __future__ import annotations

import pytest

from relkit.errors import DeclarationError
from relkit.measures import CLOCK, Day, days, event, first, last, later
from relkit.traits import Trait

MET = first("first met", event("consultation"))
LATEST = later(last("last consultation", event("consultation")), last("sent", event("referral")))


def test_a_later_day_speaks_for_one_pole() -> None:
    """Time until the later of two days grows with either record, so both speak for one pole."""
    trait = Trait("acquaintance", days(MET, LATEST), 0, kappa=1)

    assert not trait.reads_clock


def test_a_later_day_on_both_sides_is_refused() -> None:
    """A record that moves the later day for both poles at once is refused."""
    with pytest.raises(DeclarationError, match="both poles"):
        Trait("acquaintance", days(MET, LATEST), days(LATEST, LATEST), kappa=1)


def test_silence_since_a_later_day_reads_the_clock() -> None:
    """Days since the later of two days pass without records."""
    heard = later(last("rated", event("feedback")), last("sent", event("referral")))
    trait = Trait("silence", 0, days(heard, CLOCK), kappa=1)

    assert trait.reads_clock


class Someday(Day):
    """A day that nothing is known of."""


def test_an_unknown_sort_of_day_moves_nothing() -> None:
    """A day that relkit does not know is moved by no record."""
    trait = Trait("hope", days(MET, Someday()), 0, kappa=1)

    assert not trait.reads_clock
