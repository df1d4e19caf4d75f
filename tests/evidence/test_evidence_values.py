"""Evidence as a value: reading measures, merging what belongs together, frozen snapshots."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from tests.strategies.evidences import Case, cases

from relkit.business import Business
from relkit.errors import EvidenceMismatchError, ForeignPartyError, UnknownNameError
from relkit.events import Consultation, Payment, Purchase, Statement
from relkit.evidence import Accumulator, Evidence, fold
from relkit.measures import (
    Layout,
    count,
    event,
    field,
    first,
    flag,
    last,
    most,
    tally,
    total,
)
from relkit.money import Money

DAY = date(2025, 1, 7)
SHOP = Business("shop", currency="USD")
PERIOD = DAY.toordinal() // 30
CONSULTED = event("consultation")
LAYOUT = Layout(
    [
        flag("advised", CONSULTED),
        count("talks", CONSULTED),
        total("minutes", field("minutes"), CONSULTED),
        most("longest", field("minutes"), CONSULTED),
        first("first talk", CONSULTED),
        last("last talk", CONSULTED),
        tally("staff", key="served_by", where=CONSULTED),
    ]
)
LOG = [
    Consultation(on=DAY, minutes=90, served_by="ann"),
    Consultation(on=DAY + timedelta(days=60), minutes=30, served_by="ann"),
    Purchase(on=DAY - timedelta(days=3000), served_by="bo"),
]


def test_measures_read_in_plain_values() -> None:
    """A flag reads as its periods, a day as a date, a tally as a dict, others as numbers."""
    evidence = fold(LOG, layout=LAYOUT, business=SHOP)
    expected = {
        "advised": (PERIOD, PERIOD + 2),
        "talks": 2,
        "minutes": 120,
        "longest": 90,
        "first talk": DAY,
        "last talk": DAY + timedelta(days=60),
        "staff": {"ann": 2},
    }

    assert expected == evidence.to_dict()
    assert list(LAYOUT.names) == list(evidence.to_dict())
    assert PERIOD - 100 == evidence.base


def test_empty_evidence_reads_as_nothing() -> None:
    """Without records a flag has no periods, a day is None, a tally empty and a number 0."""
    expected = {
        "advised": (),
        "talks": 0,
        "minutes": 0,
        "longest": 0,
        "first talk": None,
        "last talk": None,
        "staff": {},
    }

    assert expected == Evidence.empty(LAYOUT, SHOP).to_dict()


@pytest.mark.parametrize(
    ("name", "said"),
    [("talk", "Did you mean 'talks'"), ("zzz", "Known: advised"), (5, "no measure 5")],
)
def test_unknown_measure_is_named_with_the_closest(name: object, said: str) -> None:
    """Asking for a measure that is not there names the closest one that is."""
    with pytest.raises(UnknownNameError, match=said):
        Evidence.empty(LAYOUT, SHOP)[name]


def test_snapshot_is_frozen() -> None:
    """Later events change no snapshot, and no field of one can be set."""
    accumulator = Accumulator(LAYOUT, SHOP)
    accumulator.record(LOG[0])
    accumulator.record(Statement("impulse", 1, 0, "ann", DAY))
    before = accumulator.snapshot()
    kept = before.to_dict(), dict(before.stated)
    for entry in [*LOG, Statement("impulse", 1, 0, "ann", DAY)]:
        accumulator.record(entry)

    assert kept == (before.to_dict(), before.stated)
    assert before != accumulator.snapshot()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        before.base = 5


@settings(deadline=None)
@given(case=cases(2))
def test_absorbing_after_a_snapshot_changes_neither(case: Case) -> None:
    """A snapshot, and evidence that was absorbed, stay as they are whatever comes after."""
    accumulator = Accumulator(case.layout, case.business)
    gathered = case.fold(0)
    accumulator.absorb(gathered)
    snapshot = accumulator.snapshot()
    kept = snapshot.to_dict()
    for entry in case.logs[1] + case.logs[0]:
        accumulator.record(entry)

    assert kept == snapshot.to_dict() == gathered.to_dict()


def test_absorbed_tally_is_not_shared() -> None:
    """An accumulator that absorbs a tally counts in a copy of its own."""
    gathered = fold(LOG, layout=LAYOUT, business=SHOP)
    accumulator = Accumulator(LAYOUT, SHOP)
    accumulator.absorb(gathered)
    accumulator.record(LOG[0])

    assert {"ann": 2} == gathered["staff"]
    assert {"ann": 3} == accumulator.snapshot()["staff"]


def test_absorb_takes_over_statements_and_party() -> None:
    """What was stated, and whose it is, is absorbed too."""
    accumulator = Accumulator(LAYOUT, SHOP)
    accumulator.record(Statement("impulse", 1, 0, "ann", DAY))
    gathered = fold([Statement("impulse", 1, 2, "bo", DAY)], layout=LAYOUT, business=SHOP, party=7)
    accumulator.absorb(gathered)

    assert {"impulse": (2, 2)} == accumulator.snapshot().stated
    assert 7 == accumulator.party


@pytest.mark.parametrize(
    ("layout", "business"),
    [
        (Layout([*LAYOUT.measures, count("more", event("event"))]), SHOP),
        (Layout([]), SHOP),
        (LAYOUT, Business("shop", period_days=31)),
    ],
    ids=["more", "none", "periods"],
)
def test_evidence_of_other_measures_or_periods_does_not_merge(
    layout: Layout, business: Business
) -> None:
    """Evidence merges only with evidence of the same measures in the same periods."""
    mine = fold(LOG, layout=LAYOUT, business=SHOP)
    other = Evidence.empty(layout, business)

    with pytest.raises(EvidenceMismatchError, match="same measures and periods"):
        mine + other
    with pytest.raises(EvidenceMismatchError):
        other + mine


def test_the_business_itself_does_not_matter_for_merging() -> None:
    """Two businesses with the same periods give evidence that merges, currency by currency."""
    layout = Layout([tally("amounts", key="amount", where=event("payment"))])
    log = [Payment(on=DAY, amount=500)]
    dollars = fold(log, layout=layout, business=SHOP)
    yen = fold(log, layout=layout, business=Business("b", currency="JPY"))
    unknown = fold(log, layout=layout, business=Business("c"))

    assert [1, 1, 1] == list((dollars + yen + unknown)["amounts"].values())
    assert {(500, SHOP.currency): 1} == dollars["amounts"]
    assert {(500, None): 1} == unknown["amounts"]


def test_evidence_of_two_parties_does_not_merge() -> None:
    """Evidence of two parties is never mixed; evidence of nobody in particular goes with any."""
    mine = fold(LOG, layout=LAYOUT, business=SHOP, party="acme")
    theirs = fold(LOG, layout=LAYOUT, business=SHOP, party="other")
    nobodys = fold(LOG, layout=LAYOUT, business=SHOP)

    with pytest.raises(ForeignPartyError, match="'acme' does not merge with evidence of 'other'"):
        mine + theirs
    assert "acme" == (mine + nobodys).party == (nobodys + mine).party
    assert (nobodys + nobodys).party is None


@pytest.mark.parametrize("other", [1, None, LOG[0], "evidence"], ids=type)
def test_evidence_adds_to_nothing_else(other: object) -> None:
    """Adding anything but evidence is a TypeError, as with any value."""
    with pytest.raises(TypeError):
        Evidence.empty(LAYOUT, SHOP) + other


def test_many_pieces_are_summed_from_the_empty_one() -> None:
    """``sum`` from the empty evidence gives what one fold gives."""
    pieces = [fold([entry], layout=LAYOUT, business=SHOP) for entry in LOG]
    whole = sum(pieces, Evidence.empty(LAYOUT, SHOP))

    assert fold(LOG, layout=LAYOUT, business=SHOP) == whole


def test_amounts_of_any_size_are_tallied() -> None:
    """Amounts of 10^15 and 10^30 minor units recur like any others."""
    layout = Layout([tally("amounts", key="amount", where=event("payment"))])
    amounts = [10**30, 10**15, 10**30, Money.from_minor_units(10**15, "USD")]
    log = [Payment(on=DAY, amount=amount) for amount in amounts]
    found = fold(log, layout=layout, business=SHOP)["amounts"]

    assert {(10**30, SHOP.currency): 2, (10**15, SHOP.currency): 2} == found
