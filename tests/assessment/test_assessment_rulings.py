"""Rulings: a human decision wins, and the computed result stays beside it (decision 11)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.assessments import logs

from relkit.assessment import Ruling, assess, assess_evidence, standard_scorecard
from relkit.business import Business
from relkit.errors import InvalidValueError, NotADateError
from relkit.events import Event, Purchase
from relkit.evidence import fold
from relkit.relationships import Client, Customer, Relationship, kind
from relkit.testing import rulings
from relkit.testing._strategies.dealings import dates_of_assessment, keepers

ON = date(2025, 1, 7)
SHOP = Business("shop", industry="retail")
SALES = [Purchase(on=ON, standard=True)]
FAMILY = Ruling(Client, by="harper", on=ON, reason="family office")


@kind
class Needy(Client):
    """A kind with a field that nothing but its user can give."""

    mrn: str


@settings(deadline=None)
@given(log=logs(), ruling=rulings(), business=keepers(), as_of=dates_of_assessment())
def test_a_ruling_in_force_wins_and_changes_nothing_computed(
    log: list[Event], ruling: Ruling, business: Business, as_of: date
) -> None:
    """While it holds, the kind is the ruling's; what the records tell stays as it is."""
    plain = assess(log, business=business, as_of=as_of)
    ruled = assess(log, business=business, as_of=as_of, ruling=ruling)
    in_force = ruling.on <= as_of and (ruling.until is None or as_of < ruling.until)

    assert in_force == ruling.is_in_force(as_of)
    assert plain.scoring == ruled.scoring
    assert plain.kind is ruled.computed_kind
    assert plain.reason is ruled.reason
    assert (ruling.kind if in_force else plain.kind) is ruled.kind
    assert (ruling if in_force else None) is ruled.ruling
    assert type(ruled.relationship) is (ruled.kind or Relationship)
    assert plain.stage is ruled.stage
    assert plain.contributions() == ruled.contributions()
    assert plain.fewest_changes() == ruled.fewest_changes()


@settings(deadline=None)
@given(log=logs(), more=logs(), ruling=rulings(), business=keepers(), days=st.integers(0, 99))
def test_a_ruling_survives_recomputation(
    log: list[Event], more: list[Event], ruling: Ruling, business: Business, days: int
) -> None:
    """Whatever is recorded afterwards, and whenever it is assessed, a ruling in force stands."""
    last = max([ruling.on, *(entry.on for entry in (*log, *more))])
    as_of = last + timedelta(days=days)
    if not ruling.is_in_force(as_of):
        return
    for entries in (log, [*log, *more], more, []):
        told = assess(entries, business=business, as_of=as_of, ruling=ruling)

        assert ruling.kind is told.kind


@settings(deadline=None)
@given(log=logs(), business=keepers(), as_of=dates_of_assessment(), show=st.booleans())
def test_an_explanation_shows_a_ruling_and_never_explains_it_by_the_score(
    log: list[Event], business: Business, as_of: date, show: bool
) -> None:
    """The ruling is told with its reason; the points are said to be the records' alone."""
    ruling = Ruling(Client, by="zzauthor", on=date(2020, 1, 1), reason="family office")
    told = assess(log, business=business, as_of=as_of, ruling=ruling)
    text = told.explain(show_party=show)
    alone = "undetermined" if told.computed_kind is None else told.computed_kind.label

    assert "Ruled client" in text
    assert "family office" in text
    assert f"The records alone tell: {alone}" in " ".join(text.split())
    assert show == ("zzauthor" in text)
    assert f"ruled on 2020-01-01; computed {alone}" in str(told)


def test_a_ruling_of_a_kind_that_is_not_told_apart_stands_too() -> None:
    """People may know more than the scorecard: any kind can be ruled."""

    @kind
    class Heir(Client):
        note: str = ""

    ruling = Ruling(Heir, by="harper", on=ON, reason="inherited the file")
    told = assess(SALES, business=SHOP, as_of=ON, ruling=ruling)

    assert Heir is told.kind is type(told.relationship)
    assert Customer is told.computed_kind
    assert "heir" == told.label


def test_a_ruling_is_shown_by_diff() -> None:
    """Two assessments that differ by a ruling alone differ in kind and in no points."""
    plain = assess(SALES, business=SHOP, as_of=ON)
    ruled = assess(SALES, business=SHOP, as_of=ON, ruling=FAMILY)
    diff = ruled.diff(plain)

    assert (Customer, Client) == diff.kinds
    assert {0} == set(diff.scores.values())
    assert not diff.is_empty


def test_the_first_day_counts_and_the_last_does_not() -> None:
    """A ruling holds from its day to the day before ``until``."""
    ruling = Ruling(Client, by="harper", on=ON, reason="trial", until=date(2025, 1, 10))
    days = [date(2025, 1, day) for day in (6, 7, 9, 10)]

    assert [False, True, True, False] == [ruling.is_in_force(day) for day in days]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"kind": Relationship}, InvalidValueError),
        ({"kind": "client"}, InvalidValueError),
        ({"kind": Client(party="a", business="b")}, InvalidValueError),
        ({"kind": Needy}, InvalidValueError),
        ({"by": []}, InvalidValueError),
        ({"reason": " "}, InvalidValueError),
        ({"reason": None}, InvalidValueError),
        ({"on": "2025-01-07"}, NotADateError),
        ({"on": datetime(2025, 1, 7)}, NotADateError),  # noqa: DTZ001 - refused
        ({"until": ON}, InvalidValueError),
        ({"until": date(2025, 1, 6)}, InvalidValueError),
        ({"until": 5}, NotADateError),
    ],
    ids=repr,
)
def test_rulings_that_cannot_be_are_refused(arguments: dict, error: type[Exception]) -> None:
    """A ruling names a kind, an author, a day and a reason, and ends after it begins."""
    usual = {"kind": Client, "by": "harper", "on": ON, "reason": "family office"}

    with pytest.raises(error):
        Ruling(**{**usual, **arguments})


def test_a_ruling_of_a_kind_that_needs_more_says_what_to_do() -> None:
    """A kind with required fields could not be given as a relationship."""
    with pytest.raises(InvalidValueError, match=r"needs mrn, which no ruling tells.*above Needy"):
        Ruling(Needy, by="harper", on=ON, reason="patient")


def test_only_rulings_rule() -> None:
    """A kind, or a word, is no ruling."""
    evidence = fold(SALES, layout=standard_scorecard().layout, business=SHOP)
    for ruling in (Client, "client"):
        with pytest.raises(InvalidValueError, match="ruling must be of type Ruling"):
            assess_evidence(evidence, business=SHOP, as_of=ON, ruling=ruling)
