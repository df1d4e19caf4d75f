"""The laws of traits read from logs: T5, T10 to T16, and what habits and purchases can do."""

from __future__ import annotations

import copy
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.strategies.assessments import logs

from relkit.assessment import Assessment, assess
from relkit.business import Business
from relkit.errors import RecordsError
from relkit.events import Consultation, Delivery, Event, Message, Payment, Purchase
from relkit.evidence import fold
from relkit.measures import ENCOUNTER, ENGAGEMENT
from relkit.money import Money
from relkit.scorecard import Scorecard
from relkit.testing import relational_events, traits
from relkit.testing._strategies.dealings import (
    ALL_KEEPS,
    START,
    dates_of_assessment,
    days,
    dealings,
    keepers,
    payments,
    purchases,
)
from relkit.traits import STANDARD_TRAITS, Trait

if TYPE_CHECKING:
    from collections.abc import Sequence

CARD = Scorecard()
SCALE_FREE = [trait.name for trait in STANDARD_TRAITS]


def told(log: Sequence[Event], business: Business, as_of: date) -> dict[str, tuple[int, int, int]]:
    """Give counts and points of every standard trait."""
    assessment = assess(log, business=business, as_of=as_of)
    return {
        reading.trait.name: (
            reading.pro,
            reading.con,
            reading.trait.points(reading.pro, reading.con),
        )
        for reading in assessment.profile
    }


def points(log: Sequence[Event], business: Business, as_of: date) -> dict[str, int]:
    """Give the points of every standard trait."""
    return {name: number for name, (_, _, number) in told(log, business, as_of).items()}


def met_most(log: Sequence[Event], event: Event, as_of: date) -> bool:
    """Tell whether nobody served this party more often than who serves it in this event."""
    met = Counter(e.served_by for e in log if ENCOUNTER.matches(e) and e.on <= as_of)
    return not met or met[event.served_by] == max(met.values())


# ------------------------------------------------------------------ T5: monotone in evidence


@settings(deadline=None)
@given(
    log=logs(),
    more=relational_events(),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_law_t5_no_relational_record_lowers_a_trait(
    log: list[Event], more: Event, business: Business, as_of: date
) -> None:
    """T5: no relational record that is not adverse lowers any trait, with two exceptions.

    An encounter with anyone but the person met most lowers staff continuity; and the very
    first engagement makes tenure known, which nobody had judged before.
    """
    before, after = (points(entries, business, as_of) for entries in (log, [*log, more]))
    lowered = {name for name in before if after[name] < before[name]}
    if ENCOUNTER.matches(more) and not met_most(log, more, as_of):
        lowered -= {"staff continuity"}
    if not any(ENGAGEMENT.matches(entry) and entry.on <= as_of for entry in log):
        lowered -= {"tenure"}

    assert set() == lowered


@settings(deadline=None)
@given(log=logs(payments(None)), more=payments(None), as_of=dates_of_assessment())
def test_law_t5_only_a_new_amount_lowers_a_fixed_fee(
    log: list[Event], more: Event, as_of: date
) -> None:
    """T5: one more payment of unknown model lowers fixed fee only with an amount never paid."""
    business = Business("firm")
    paid = [entry.amount for entry in log if entry.on <= as_of]
    before, after = (points(entries, business, as_of) for entries in (log, [*log, more]))

    assert before["fixed fee"] <= after["fixed fee"] or more.amount not in paid


@settings(deadline=None)
@given(
    people=st.lists(st.sampled_from("abcde"), min_size=1, max_size=25), days_apart=st.integers(0, 9)
)
def test_the_person_met_most_never_lowers_staff_continuity(
    people: list[str], days_apart: int
) -> None:
    """Whoever served before, the person met most, seen again, never costs a point."""
    log = [
        Delivery(on=START + timedelta(days=days_apart * i), served_by=name)
        for i, name in enumerate(people)
    ]
    (most, _), *_rest = Counter(people).most_common()
    business, as_of = Business("firm"), date(2026, 1, 1)
    again = Delivery(on=as_of, served_by=most)
    before, after = (points(entries, business, as_of) for entries in (log, [*log, again]))

    assert before["staff continuity"] <= after["staff continuity"]


# ------------------------------------------------------------------ T10, T11


@settings(deadline=None)
@given(
    trait=traits(),
    log=logs(),
    more=dealings(),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_law_t10_a_trait_reads_nothing_but_its_measures(
    trait: Trait, log: list[Event], more: Event, business: Business, as_of: date
) -> None:
    """T10: an event that no measure of a trait counts leaves its counts as they are."""
    assume(not any(measure.where.matches(more) for measure in trait.measures))
    assume(not (trait.reads_clock and ENGAGEMENT.matches(more)))
    card = Scorecard(traits=[trait])
    before, after = (
        card.score(fold(entries, layout=card.layout, business=business), business, as_of).profile
        for entries in (log, [*log, more])
    )

    assert before == after


@settings(deadline=None)
@given(log=logs(), business=keepers(), as_of=dates_of_assessment())
def test_law_t11_reading_changes_nothing(log: list[Event], business: Business, as_of: date) -> None:
    """T11: the same evidence gives the same answer twice, and is itself unchanged."""
    evidence = fold(log, layout=CARD.layout, business=business)
    kept = copy.deepcopy(evidence)
    first, second = (CARD.score(evidence, business, as_of) for _ in range(2))

    assert first == second
    assert kept == evidence


# ------------------------------------------------------------------ T12 to T15


@settings(deadline=None)
@given(
    log=logs(),
    factor=st.integers(1, 10**6),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_law_t12_amounts_scale_freely(
    log: list[Event], factor: int, business: Business, as_of: date
) -> None:
    """T12: all amounts times a whole number leave every standard trait as it is."""

    def scaled(amount: Money | int | None) -> Money | int | None:
        if isinstance(amount, Money):
            return Money.from_minor_units(amount.minor_units * factor, amount.currency)
        return None if amount is None else amount * factor

    bigger = [
        attrs.evolve(event, amount=scaled(event.amount)) if hasattr(event, "amount") else event
        for event in log
    ]

    assert told(log, business, as_of) == told(bigger, business, as_of)


@settings(deadline=None)
@given(units=st.lists(st.integers(1, 4), max_size=12), codes=st.permutations(["EUR", "USD", "JPY"]))
def test_law_t12_currencies_are_compared_and_never_converted(
    units: list[int], codes: list[str]
) -> None:
    """T12: paying throughout in another currency changes nothing; nothing is converted."""

    def paid(code: str | None) -> list[Event]:
        return [
            Payment(on=START, amount=Money.from_minor_units(n, code or codes[n % 2])) for n in units
        ]

    business = Business("firm")
    one, other, mixed = (told(paid(code), business, START) for code in (codes[0], codes[1], None))

    assert one == other == mixed


@settings(deadline=None)
@given(
    log=logs(),
    periods=st.integers(-40, 40),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_law_t13_whole_periods_can_be_shifted(
    log: list[Event], periods: int, business: Business, as_of: date
) -> None:
    """T13: all days and the date of assessment moved by whole periods give the same traits."""
    shift = timedelta(days=periods * business.period_days)
    moved = [attrs.evolve(event, on=event.on + shift) for event in log]

    assert told(log, business, as_of) == told(moved, business, as_of + shift)


@settings(deadline=None)
@given(
    instants=st.lists(
        st.datetimes(datetime(2024, 1, 1), datetime(2025, 6, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is given beside
        max_size=8,
    ),
    offsets=st.lists(st.integers(-14 * 60, 14 * 60), min_size=8, max_size=8),
)
def test_law_t14_the_same_instants_in_other_offsets_tell_the_same(
    instants: list[datetime], offsets: list[int]
) -> None:
    """T14: aware datetimes are instants; how they are written changes nothing."""
    business = Business("shop", time_zone="Asia/Tokyo")
    zones = [timezone(timedelta(minutes=minutes)) for minutes in offsets]
    rows = [{"event": "purchase", "on": instant} for instant in instants]
    rewritten = [
        {"event": "purchase", "on": instant.astimezone(zone).isoformat()}
        for instant, zone in zip(instants, zones, strict=False)
    ]
    one, other = (assess(r, business=business, as_of=date(2025, 6, 2)) for r in (rows, rewritten))

    assert one == other


def test_law_t14_naive_times_are_refused() -> None:
    """T14: a datetime without a time zone is nobody's day."""
    row = {"event": "purchase", "on": datetime(2025, 1, 7, 20, 0)}  # noqa: DTZ001 - naive on purpose

    with pytest.raises(RecordsError, match="without a time zone"):
        assess([row], business=Business("shop", time_zone="UTC"), as_of=date(2025, 1, 8))


@settings(deadline=None)
@given(
    log=logs(),
    sale=purchases(plain=True),
    parts=st.integers(2, 5),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_law_t15_a_purchase_in_parts_counts_as_one(
    log: list[Event], sale: Purchase, parts: int, business: Business, as_of: date
) -> None:
    """T15: a purchase split into several on the same day tells the same of every trait."""
    split = [attrs.evolve(sale, amount=n) for n in range(parts)]

    assert told([*log, sale], business, as_of) == told([*log, *split], business, as_of)


# ------------------------------------------------------------------ T16: silence


@settings(deadline=None)
@given(
    log=logs(min_size=1),
    business=keepers(),
    wait=st.integers(0, 2000),
    more=st.integers(0, 2000),
)
def test_law_t16_silence_changes_the_stage_and_nothing_else(
    log: list[Event], business: Business, wait: int, more: int
) -> None:
    """T16: from two periods after the last engagement on, no day changes kind or points."""
    engaged = [event.on for event in log if ENGAGEMENT.matches(event)]
    still = max(event.on for event in log)
    if engaged:
        still = max(still, max(engaged) + timedelta(days=2 * business.period_days))
    one, other = (
        assess(log, business=business, as_of=still + timedelta(days=n)) for n in (wait, wait + more)
    )

    assert one.kind is other.kind
    assert attrs.evolve(one.scoring, clock=START) == attrs.evolve(other.scoring, clock=START)
    assert one.clock == other.clock or not engaged


@settings(deadline=None)
@given(log=logs(min_size=1), business=keepers(), wait=st.integers(0, 400))
def test_law_t16_waiting_never_raises_a_trait(
    log: list[Event], business: Business, wait: int
) -> None:
    """T16: with no new events, a later day never raises any standard trait."""
    last = max(event.on for event in log)
    before, after = (points(log, business, last + timedelta(days=n)) for n in (wait, wait + 1))

    assert all(after[name] <= before[name] for name in before)
    assert {name for name in before if after[name] != before[name]} <= {"tenure"}


# ------------------------------------------------------------------ habits


def kinds_of(log: Sequence[Event], business: Business, as_of: date) -> Assessment:
    """Assess a log by the standard scorecard."""
    return assess(log, business=business, as_of=as_of)


@settings(deadline=None)
@given(
    log=logs(purchases(plain=True), max_size=40),
    business=keepers(industries=(None, "space travel", "veterinary")),
    as_of=dates_of_assessment(),
)
def test_habit_alone_never_makes_a_client(
    log: list[Event], business: Business, as_of: date
) -> None:
    """Decision 5: purchases only, any number and amounts, in an unknown setting: no client."""
    assessment = kinds_of(log, business, as_of)
    by_name = {part.trait.name: part.points for part in assessment.contributions(CARD.kinds[1])}
    habit = sum(by_name[name] for name in ("tenure", "regularity", "value over price"))

    assert assessment.label != "client"
    assert habit <= 1385
    assert all(
        number <= 0
        for name, number in by_name.items()
        if name not in ("tenure", "regularity", "value over price")
    )


def test_the_most_regular_shopper_is_no_client() -> None:
    """A purchase every day for ten years, each at full price, stays below the margin."""
    log = [Purchase(on=START + timedelta(days=n), discount=0) for n in range(3650)]
    as_of = log[-1].on
    for keeps in ([], ["purchase", "purchase.discount"], ALL_KEEPS):
        for period_days in (1, 30, 365):
            shop = Business("shop", keeps=keeps, period_days=period_days)

            assert kinds_of(log, shop, as_of).label != "client"


@settings(deadline=None)
@given(
    log=logs(max_size=10),
    many=st.lists(purchases(plain=True), min_size=1, max_size=30),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_routine_purchases_count_once_a_period(
    log: list[Event], many: list[Purchase], business: Business, as_of: date
) -> None:
    """Beside a routine purchase in its period, any number of further ones lowers no trait.

    Routine: nothing tailored, nobody named. Planned or not and discounted or not say something,
    so those who stand beside must say as much. Only tenure can rise, by the later or earlier day.
    """

    def period(event: Event) -> int:
        return event.on.toordinal() // business.period_days

    first = {(period(event), event.planned, bool(event.discount)): event for event in many}
    few = [*log, *first.values()]
    as_of = max([as_of, *(event.on for event in many)])
    once, often = (told(entries, business, as_of) for entries in (few, [*few, *many]))
    changed = {name for name in once if once[name] != often[name]}

    assert changed <= {"tenure"}
    assert once["tenure"][2] <= often["tenure"][2]


@settings(deadline=None)
@given(
    log=logs(min_size=1, max_size=10),
    on=days(),
    count=st.integers(1, 50),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_any_number_of_purchases_on_a_day_counts_as_one(
    log: list[Event], on: date, count: int, business: Business, as_of: date
) -> None:
    """One routine purchase or fifty on one day: the same profile, so the same kind."""
    once, often = (kinds_of([*log, *[Purchase(on=on)] * n], business, as_of) for n in (1, count))

    assert once.profile == often.profile
    assert once.kind is often.kind


@settings(deadline=None)
@given(
    log=logs(min_size=1, max_size=10),
    business=keepers(),
    as_of=dates_of_assessment(),
    data=st.data(),
)
def test_a_routine_purchase_in_a_relational_period_costs_little(
    log: list[Event], business: Business, as_of: date, data: st.DataObject
) -> None:
    """A purchase in a period of full service, transacted before, lowers regularity at most.

    Full service: advised, tailored, contributed and talked both ways in that very period.
    """
    on = data.draw(days())
    full = [
        Consultation(on=on),
        Delivery(on=on, tailored=True, co_produced=True),
        Payment(on=on, model="one_time", amount=100),
        Message(on=on, direction="inbound", about="input"),
    ]
    as_of = max(as_of, on)
    before, after = (
        points(entries, business, as_of)
        for entries in ([*log, *full], [*log, *full, Purchase(on=on)])
    )

    assert {name for name in before if after[name] < before[name]} <= {"regularity"}
