"""`assess`: its doors, and what single events and other lines and dates do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.assessments import logs

from relkit.assessment import assess, assess_evidence, standard_scorecard
from relkit.business import Business
from relkit.errors import (
    ForeignPartyError,
    InvalidValueError,
    NotADateError,
    RecordsError,
    UnknownNameError,
)
from relkit.events import Agreement, Consultation, Delivery, Event, Payment, Purchase, Statement
from relkit.evidence import Evidence, fold
from relkit.relationships import Client, Customer
from relkit.scorecard import Scorecard
from relkit.testing import adverse_events
from relkit.testing._strategies.dealings import dates_of_assessment, dealings, keepers, payments

if TYPE_CHECKING:
    from collections.abc import Mapping

ON = date(2025, 1, 7)
FIRM = Business("firm", industry="law")
CARD = standard_scorecard()


# ------------------------------------------------------------------ one event alone


def tells_much(event: Event) -> bool:
    """Tell whether one such record already says several things of a client.

    Tailored or co-produced work says that there is expertise and attention; a negotiated
    renewal says that there was an agreement before, and trust.
    """
    if isinstance(event, Delivery):
        return bool(event.tailored or event.co_produced)
    return isinstance(event, Agreement) and event.action == "renewed" and bool(event.negotiated)


@settings(deadline=None)
@given(
    event=dealings() | adverse_events(),
    business=keepers(industries=(None, "space travel")),
    as_of=dates_of_assessment(),
)
def test_one_event_alone_never_makes_a_client_without_the_setting(
    event: Event, business: Business, as_of: date
) -> None:
    """Where the setting is unknown, one record is not enough, whatever it is, with two exceptions.

    A tailored or co-produced delivery, and a negotiated renewal, each say several things.
    """
    told = assess([event], business=business, as_of=as_of)

    assert told.kind is not Client or tells_much(event)


@settings(deadline=None)
@given(
    payment=payments(None),
    business=keepers(industries=(None, "space travel")),
    wait=st.integers(0, 900),
)
def test_no_party_with_a_single_payment_is_a_client(
    payment: Payment, business: Business, wait: int
) -> None:
    """On payment logs, where the model is unknown, one payment tells no client."""
    told = assess([payment], business=business, as_of=payment.on + timedelta(days=wait))

    assert told.kind is not Client


def test_with_the_settings_help_one_consultation_makes_a_client() -> None:
    """The trade is a prior: at a law firm one paid hour is enough, elsewhere it is not."""
    talk = Consultation(on=ON, minutes=60)

    assert Client is assess([talk], business=FIRM, as_of=ON).kind
    assert assess([talk], business=Business("somebody"), as_of=ON).kind is None


# ------------------------------------------------------------------ which events count


@settings(deadline=None)
@given(log=logs(), business=keepers(), as_of=dates_of_assessment())
def test_law_e12_events_after_the_date_are_left_out(
    log: list[Event], business: Business, as_of: date
) -> None:
    """E12: an assessment of a day knows nothing of later days."""
    known = [event for event in log if event.on <= as_of]

    assert assess(known, business=business, as_of=as_of) == assess(
        log, business=business, as_of=as_of
    )


@settings(deadline=None)
@given(mine=logs(), other=logs(), business=keepers(), as_of=dates_of_assessment())
def test_a_line_of_business_is_assessed_by_its_own_events(
    mine: list[Event], other: list[Event], business: Business, as_of: date
) -> None:
    """With ``line`` only that line's events count; without, all of them."""
    advice = [attrs.evolve(event, line="advice") for event in mine]
    retail = [attrs.evolve(event, line="retail") for event in other]
    narrowed = assess([*retail, *advice], business=business, as_of=as_of, line="advice")

    assert assess(mine, business=business, as_of=as_of).scoring == narrowed.scoring
    assert "advice" == narrowed.line == narrowed.relationship.line
    whole = assess([*mine, *other], business=business, as_of=as_of)

    assert whole.scoring == assess([*retail, *advice], business=business, as_of=as_of).scoring


def test_records_events_and_statements_can_be_mixed() -> None:
    """Plain mappings are read as events, and a generator is read once."""
    rows = [
        {"event": "consultation", "on": "2025-01-07", "minutes": 90, "party": "acme"},
        Consultation(on=date(2025, 2, 7), party="acme"),
        {"event": "statement", "on": "2025-01-07", "trait": "trust", "pro": 2, "con": 0, "by": "x"},
        Statement("convenience", 0, 1, "harper", ON),
    ]
    one = assess(rows, business=FIRM, as_of=date(2025, 3, 1))
    two = assess((row for row in rows), business=FIRM, as_of=date(2025, 3, 1))

    assert one == two
    assert ("acme", 2) == (one.party, one.profile["expertise"].pro)
    assert (2, 1) == (one.profile["trust"].pro, one.profile["convenience"].con)


def test_the_standard_scorecard_is_used_unless_another_is_given() -> None:
    """One standard card serves all; another is used for what it tells apart."""
    evidence = fold([Purchase(on=ON)], layout=CARD.layout, business=FIRM)

    assert CARD is assess([], business=FIRM, as_of=ON).scorecard
    assert CARD is assess_evidence(evidence, business=FIRM, as_of=ON).scorecard
    other = Scorecard((Client, Customer))

    assert other is assess([], business=FIRM, as_of=ON, scorecard=other).scorecard


# ------------------------------------------------------------------ slips


@pytest.mark.parametrize("as_of", [datetime(2025, 1, 7), "2025-01-07", None], ids=repr)  # noqa: DTZ001 - refused
def test_an_assessment_is_of_a_date(as_of: object) -> None:
    """A datetime and text are refused by name, by both doors, with events and without."""
    evidence = Evidence.empty(CARD.layout, FIRM)
    for ask in (
        lambda: assess([], business=FIRM, as_of=as_of),
        lambda: assess([Purchase(on=ON)], business=FIRM, as_of=as_of),
        lambda: assess_evidence(evidence, business=FIRM, as_of=as_of),
    ):
        with pytest.raises(NotADateError, match="as_of"):
            ask()


@pytest.mark.parametrize(
    "arguments",
    [{"business": "firm"}, {"business": None}, {"scorecard": "standard"}, {"scorecard": Scorecard}],
    ids=str,
)
def test_arguments_of_other_types_are_refused(arguments: Mapping[str, object]) -> None:
    """The fault is named where it is made."""
    (name,) = arguments
    usual = {"business": FIRM, "as_of": ON, **arguments}

    with pytest.raises(InvalidValueError, match=f"{name} must be of type"):
        assess([], **usual)
    with pytest.raises(InvalidValueError, match=f"{name} must be of type"):
        assess_evidence(Evidence.empty(CARD.layout, FIRM), **usual)


def test_evidence_is_evidence() -> None:
    """Events are no evidence yet."""
    with pytest.raises(InvalidValueError, match="evidence must be of type Evidence"):
        assess_evidence([Purchase(on=ON)], business=FIRM, as_of=ON)


def test_bad_rows_foreign_parties_and_unknown_traits_are_refused() -> None:
    """What the floors below refuse is refused here in the same words."""
    with pytest.raises(RecordsError, match="purchase"):
        assess([{"event": "purchse", "on": "2025-01-07"}], business=FIRM, as_of=ON)
    with pytest.raises(ForeignPartyError):
        assess([Purchase(on=ON, party="b")], business=FIRM, as_of=ON, party="a")
    with pytest.raises(UnknownNameError, match="Did you mean 'convenience'"):
        assess([Statement("convenince", 0, 1, "harper", ON)], business=FIRM, as_of=ON)
