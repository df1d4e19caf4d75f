"""The laws of evidence (E1 to E12) and of time and money below the traits (T12 to T15)."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.naive import agrees
from tests.strategies.events import (
    HUGE,
    WINDOW,
    Workout,
    events,
    field_of,
    logs,
    moved,
    record_of,
    with_changes,
)
from tests.strategies.evidences import Case, cases, evidences

from relkit.business import Business
from relkit.errors import ForeignPartyError, RecordsError
from relkit.events import Consultation, Event, Payment, Purchase, Statement, events_from_records
from relkit.evidence import Accumulator, Evidence, fold
from relkit.measures import (
    ENGAGEMENT,
    Count,
    First,
    Flag,
    Last,
    Layout,
    RecordCondition,
    Tally,
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
from relkit.money import Currency, Money
from relkit.testing import businesses, layouts, record_conditions, statements
from relkit.testing._strategies.businesses import TIME_ZONES

DAY = date(2025, 1, 7)
SHOP = Business("shop", currency="USD")
CODES = st.sampled_from(["EUR", "JPY", "KWD"]).map(Currency.of)


@settings(deadline=None)
@given(case=cases(2))
def test_e1_fold_is_a_homomorphism(case: Case) -> None:
    """The evidence of two logs one after the other is the sum of the evidence of each."""
    together = case.fold(0, 1)

    assert together == case.fold(0) + case.fold(1)
    assert Evidence.empty(case.layout, case.business) == case.fold()


@settings(deadline=None)
@given(case=cases(3))
def test_e2_merging_is_associative(case: Case) -> None:
    """It does not matter which of three pieces are merged first."""
    p, q, r = case.fold(0), case.fold(1), case.fold(2)

    assert (p + q) + r == p + (q + r)


@settings(deadline=None)
@given(case=cases())
def test_e3_empty_evidence_is_the_identity(case: Case) -> None:
    """Merging with the evidence of nothing changes nothing, on either side."""
    evidence = case.fold(0)
    nothing = Evidence.empty(case.layout, case.business)

    assert evidence == evidence + nothing
    assert evidence == nothing + evidence


@settings(deadline=None)
@given(case=cases(2))
def test_e4_merging_is_commutative(case: Case) -> None:
    """It does not matter which of two pieces comes first."""
    p, q = case.fold(0), case.fold(1)

    assert p + q == q + p


@settings(deadline=None)
@given(case=cases(), data=st.data())
def test_e5_order_of_arrival_does_not_matter(case: Case, data: st.DataObject) -> None:
    """Every permutation of a log gives the same evidence, for time is in the event."""
    shuffled = data.draw(st.permutations(case.logs[0]))

    assert case.fold(0) == fold(shuffled, layout=case.layout, business=case.business)


@settings(deadline=None)
@given(case=cases(), data=st.data())
def test_e6_any_split_gives_the_same(case: Case, data: st.DataObject) -> None:
    """Counted event by event, in one go, or in any tree of parts, the evidence is the same."""
    log = case.logs[0]

    def tree(part: list[Event | Statement]) -> Evidence:
        if len(part) < 2:
            return fold(part, layout=case.layout, business=case.business)
        cut = data.draw(st.integers(1, len(part) - 1))
        return tree(part[:cut]) + tree(part[cut:])

    assert case.fold(0) == tree(log)


@settings(deadline=None)
@given(case=cases(2))
def test_e6_absorbing_equals_recording(case: Case) -> None:
    """An accumulator that absorbs evidence is as if it had recorded the events, and leaves it."""
    accumulator = Accumulator(case.layout, case.business)
    gathered = case.fold(0)
    kept = pickle.dumps(gathered.to_dict())
    accumulator.absorb(gathered)
    for entry in case.logs[1]:
        accumulator.record(entry)

    assert case.fold(0, 1) == accumulator.snapshot()
    assert kept == pickle.dumps(gathered.to_dict())


def numbers_in(value: object) -> Iterator[object]:
    """Give everything that a piece of evidence holds, down to its leaves."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from numbers_in(key)
            yield from numbers_in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from numbers_in(inner)
    else:
        yield value


@settings(deadline=None)
@given(case=cases())
def test_e7_nothing_that_counts_is_a_float(case: Case) -> None:
    """Whatever evidence counts is a whole number, though discounts and ratings are floats."""
    evidence = case.fold(0)
    tallies = [isinstance(measure, Tally) for measure in case.layout.measures]
    counted = [
        *(v for v, is_tally in zip(evidence.values, tallies, strict=True) if not is_tally),
        *(n for value in evidence.values if isinstance(value, Mapping) for n in value.values()),
        *evidence.stated.values(),
        evidence.base or 0,
    ]

    assert {int} >= {type(number) for number in numbers_in(tuple(counted))}


def test_e7_amounts_of_any_size_are_exact() -> None:
    """Sums and maxima of 10^30 minor units, and of 10^15 a thousand times, lose nothing."""
    amount = field("amount")
    layout = Layout([total("sum", amount, ENGAGEMENT), most("most", amount, ENGAGEMENT)])
    log = [Purchase(on=DAY, amount=HUGE), *[Purchase(on=DAY, amount=10**15 + 1)] * 1000]
    evidence = fold(log, layout=layout, business=SHOP)

    assert {"most": HUGE, "sum": HUGE + 1000 * (10**15 + 1)} == evidence.to_dict()
    assert 2 * HUGE + 2000 * (10**15 + 1) == (evidence + evidence)["sum"]


@settings(deadline=None)
@given(case=cases())
def test_e8_evidence_does_not_recognize_repeats(case: Case) -> None:
    """Merged with itself, evidence counts twice: only a ledger of ids can tell a repeat."""
    evidence = case.fold(0)
    doubled = evidence + evidence

    for measure in case.layout.measures:
        if isinstance(measure, Count):
            assert 2 * evidence[measure.name] == doubled[measure.name]
        elif isinstance(measure, (First, Flag, Last)):
            assert evidence[measure.name] == doubled[measure.name]


def bits(evidence: Evidence) -> int:
    """Measure what evidence holds: the bits of its numbers and 64 for each key of a tally."""
    held = [value for value in evidence.values if isinstance(value, int)]
    tallies = [value for value in evidence.values if isinstance(value, Mapping)]
    counts = [number for counts in tallies for number in counts.values()]
    keys = 64 * sum(map(len, tallies))
    return keys + sum(number.bit_length() for number in [*held, *counts])


@settings(deadline=None)
@given(case=cases(max_size=6), times=st.integers(2, 300))
def test_e9_size_does_not_grow_with_the_number_of_events(case: Case, times: int) -> None:
    """A log told many times over only lengthens its counters, by the bits of that number."""
    once, often = case.fold(0), case.fold(*[0] * times)
    counters = sum(len(v) if isinstance(v, Mapping) else 1 for v in often.values)

    assert bits(often) <= bits(once) + counters * times.bit_length()


def test_e9_a_million_events_fit_into_a_kibibyte() -> None:
    """A million events of one day leave no more behind than one does."""
    layout = Layout(
        [
            flag("engaged", ENGAGEMENT),
            count("visits", event("consultation")),
            last("last", ENGAGEMENT),
            tally("staff", key="served_by", where=ENGAGEMENT),
        ]
    )
    accumulator = Accumulator(layout, SHOP)
    visit = Consultation(on=DAY, served_by="ann")
    record = accumulator.record
    for _ in range(1_000_000):
        record(visit)
    evidence = accumulator.snapshot()

    assert 1_000_000 == evidence["visits"] == evidence["staff"]["ann"]
    assert (DAY.toordinal() // 30,) == evidence["engaged"]
    assert bits(evidence) < 8 * 1024


@settings(deadline=None)
@given(case=cases(), entry=events(on=WINDOW), where=record_conditions())
def test_e10_what_no_measure_counts_changes_nothing(
    case: Case, entry: Event, where: RecordCondition
) -> None:
    """An event that meets no measure's condition leaves every measure as it was."""
    entry = with_changes(entry, on=case.logs[0][0].on if case.logs[0] else DAY)
    layout = Layout([m for m in case.layout.measures if not m.where.matches(entry)])
    layout = layout if where.matches(entry) else Layout([*layout.measures, count("\t.", where)])
    without = fold(case.logs[0], layout=layout, business=case.business)
    with_it = fold([*case.logs[0], entry], layout=layout, business=case.business)

    assert without.to_dict() == with_it.to_dict()


@settings(deadline=None)
@given(case=cases(), mine=st.integers(), theirs=st.text())
def test_e10_foreign_parties_never_mix(case: Case, mine: int, theirs: str) -> None:
    """An event or evidence of another party raises, and what was counted before stays."""
    accumulator = Accumulator(case.layout, case.business, party=mine)
    for entry in case.logs[0]:
        accumulator.record(entry)
    before = accumulator.snapshot()
    foreign = fold([Purchase(on=DAY, party=theirs)], layout=case.layout, business=case.business)

    for stranger in (
        Purchase(on=DAY, party=theirs),
        Statement("impulse", 1, 0, "ann", DAY, party=theirs),
    ):
        with pytest.raises(ForeignPartyError):
            accumulator.record(stranger)
    with pytest.raises(ForeignPartyError):
        before + foreign
    assert before == accumulator.snapshot()
    assert mine == before.party


@settings(deadline=None)
@given(case=cases(), data=st.data())
def test_e12_what_comes_after_the_cut_cannot_leak(case: Case, data: st.DataObject) -> None:
    """Folding up to a day is folding the events up to and on that day."""
    until = data.draw(st.sampled_from([DAY, *(entry.on for entry in case.logs[0])]))
    early = [entry for entry in case.logs[0] if entry.on <= until]
    cut = fold(case.logs[0], layout=case.layout, business=case.business, until=until)

    assert fold(early, layout=case.layout, business=case.business) == cut
    assert agrees(cut, early, case.business)


# ------------------------------------------------------------------ time and money


def rescaled(entry: Event | Statement, factor: int, currency: Currency) -> Event | Statement:
    """Give the same event with its amount times a factor, in another currency."""
    if field_of(entry, "amount") is None:
        return entry
    return with_changes(entry, amount=Money.from_minor_units(units(entry) * factor, currency))


def units(entry: Event | Statement) -> int:
    """Give the minor units of an amount, whatever its currency."""
    amount = field_of(entry, "amount")
    if isinstance(amount, Money):
        return amount.minor_units
    return 0 if amount is None else amount


@settings(deadline=None)
@given(log=logs(max_size=15), factor=st.integers(1, 10**6), currency=CODES)
def test_t12_units_and_currencies_change_no_count(
    log: list[Event | Statement], factor: int, currency: Currency
) -> None:
    """Amounts times a factor, or in another currency throughout, recur exactly as before."""
    layout = Layout(
        [
            flag("engaged", ENGAGEMENT),
            count("paid", event("payment", "purchase") & field("amount").is_present()),
            tally("amounts", key="amount", where=event("event")),
        ]
    )
    payable = [entry for entry in log if abs(units(entry)) < 10**20]
    dollars = [rescaled(entry, 1, SHOP.currency) for entry in payable]
    before = fold(dollars, layout=layout, business=SHOP).to_dict()
    others = [rescaled(entry, factor, currency) for entry in dollars]
    after = fold(others, layout=layout, business=SHOP).to_dict()

    assert sorted(before.pop("amounts").values()) == sorted(after.pop("amounts").values())
    assert before == after


def test_t12_mixed_currencies_do_not_raise_and_do_not_mix() -> None:
    """The same figure in two currencies is two different amounts."""
    layout = Layout([tally("amounts", key="amount", where=event("payment"))])
    log = [Payment(on=DAY, amount=Money("5", code)) for code in ("USD", "EUR", "USD")]
    found = fold(log, layout=layout, business=SHOP)["amounts"]

    assert {(500, Currency.of("USD")): 2, (500, Currency.of("EUR")): 1} == found


@settings(deadline=None)
@given(log=logs(), layout=layouts(), business=businesses(), periods=st.integers(-60, 60))
def test_t13_time_translation_by_whole_periods(
    log: list[Event | Statement], layout: Layout, business: Business, periods: int
) -> None:
    """A log moved by whole periods leaves the same evidence, but for where it begins."""
    shift = periods * business.period_days
    ordinals = [entry.on.toordinal() + shift for entry in log]
    if not all(1 <= day <= date.max.toordinal() for day in ordinals):
        shift = periods = 0
    before = fold(log, layout=layout, business=business)
    after = fold([moved(e, shift) for e in log], layout=layout, business=business)

    assert (before.base is None) == (after.base is None)
    assert before.base is None or before.base + periods == after.base
    assert before.stated == after.stated
    for measure, one, other in zip(layout.measures, before.values, after.values, strict=True):
        if isinstance(measure, (First, Last)):
            there = before[measure.name]
            expected = there and there + timedelta(days=shift)
            assert expected == after[measure.name]
        else:
            assert one == other


def test_t13_does_not_hold_by_single_days() -> None:
    """A day more can take one of two events of a period into the next: the law is by periods."""
    layout = Layout([flag("bought", event("purchase"))])
    start = date.fromordinal(30 * 24_000)
    near = [Purchase(on=start), Purchase(on=start + timedelta(days=29))]
    apart = [moved(entry, 1) for entry in near]

    assert (24_000,) == fold(near, layout=layout, business=SHOP)["bought"]
    assert (24_000, 24_001) == fold(apart, layout=layout, business=SHOP)["bought"]


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
EARLY, LATE = (datetime.fromisoformat(f"{year}-01-01") for year in (1901, 2100))
INSTANTS = st.datetimes(EARLY, LATE, timezones=st.just(UTC))


@settings(deadline=None)
@given(
    instants=st.lists(st.tuples(INSTANTS, OFFSETS, OFFSETS), max_size=8),
    zone=st.sampled_from(TIME_ZONES),
    as_text=st.booleans(),
)
def test_t14_offsets_of_the_same_instants_change_nothing(
    instants: list[tuple[datetime, timezone, timezone]], zone: str, *, as_text: bool
) -> None:
    """An instant falls on one day of the business, in whatever offset it was written down."""
    business = Business("shop", time_zone=zone)

    def written(number: int) -> list[dict[str, object]]:
        there = [row[0].astimezone(row[number]) for row in instants]
        return [{"event": "workout", "on": on.isoformat() if as_text else on} for on in there]

    one, other = (
        events_from_records(written(n), business=business, event_types=[Workout]) for n in (1, 2)
    )

    assert one == other
    assert [i.astimezone(ZoneInfo(zone)).date() for i, _, _ in instants] == [e.on for e in one]


@settings(deadline=None)
@given(instant=st.datetimes(), as_text=st.booleans())
def test_t14_naive_datetimes_raise(instant: datetime, *, as_text: bool) -> None:
    """A datetime without a time zone has no certain day, and is refused."""
    on = instant.isoformat() if as_text else instant

    with pytest.raises(RecordsError, match="without a time zone"):
        events_from_records([{"event": "referral", "on": on}], business=SHOP)


@settings(deadline=None)
@given(price=st.integers(2, 10**9), part=st.integers(1, 10**9))
def test_t15_splitting_a_purchase_on_one_day_moves_no_flag(price: int, part: int) -> None:
    """Two purchases of a day instead of one set the same bits and days; only counts tell them."""
    bought = event("purchase")
    layout = Layout([flag("f", bought), first("a", bought), last("z", bought), count("n", bought)])
    part = min(part, price - 1)
    whole = fold([Purchase(on=DAY, amount=price)], layout=layout, business=SHOP).to_dict()
    halves = [Purchase(on=DAY, amount=part), Purchase(on=DAY, amount=price - part)]
    split = fold(halves, layout=layout, business=SHOP).to_dict()

    assert (1, 2) == (whole.pop("n"), split.pop("n"))
    assert whole == split


# ------------------------------------------------------------------ values


@settings(deadline=None)
@given(evidence=evidences())
def test_evidence_survives_pickling(evidence: Evidence) -> None:
    """Evidence is a value: it survives pickling, and equal evidence has one hash."""
    again = pickle.loads(pickle.dumps(evidence))

    assert evidence == again
    assert hash(evidence) == hash(again)
    assert evidence + evidence == again + evidence


@settings(deadline=None)
@given(entry=events() | statements())
def test_events_are_read_back_from_what_the_strategies_write(entry: Event | Statement) -> None:
    """The tests' own way of writing a record is complete: nothing of the event is lost."""
    rebuilt = with_changes(entry)

    assert entry == rebuilt
    assert {"event", "on", "id", "party", "line"} <= set(record_of(entry))
