"""How far apart records can lie, and that what is refused leaves nothing behind."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.naive import agrees, span
from tests.strategies.events import Workout, logs

from relkit.business import Business
from relkit.errors import (
    ForeignPartyError,
    InvalidEventError,
    InvalidValueError,
    NotADateError,
    RelkitError,
    SpanError,
)
from relkit.events import Event, Payment, Purchase, Referral, Statement
from relkit.evidence import PERIODS_MOST, Accumulator, Evidence, fold
from relkit.measures import Field, Layout, count, event, field, first, flag, most, tally, total
from relkit.money import Money

DAY = date(2025, 1, 7)
DAILY = Business("daily", period_days=1)
FLAGGED = Layout(
    [
        flag("bought", event("purchase")),
        flag("late", field("on_time").is_false()),
        count("n", event("event")),
    ]
)
MOST = timedelta(days=PERIODS_MOST)
ONE = timedelta(days=1)
OLD = date(1800, 1, 1)


def daily(*log: Event) -> Evidence:
    """Fold events in periods of a day."""
    return fold(log, layout=FLAGGED, business=DAILY)


def outcome(log: list[Event], parts: int = 1) -> dict[str, object] | type[SpanError]:
    """Fold a log in parts and merge them; give what was counted, or the error's class."""
    size = -(-len(log) // parts)
    try:
        whole = Evidence.empty(FLAGGED, DAILY)
        for start in range(0, len(log), size):
            whole += daily(*log[start : start + size])
    except SpanError:
        return SpanError
    return whole.to_dict()


# ------------------------------------------------------------------ the span


def test_span_at_the_limit_is_held() -> None:
    """A hundred years of single days fit, in either order of arrival and merged."""
    ends = [Purchase(on=OLD), Purchase(on=OLD + MOST - ONE)]

    assert 2 == len(daily(*ends)["bought"])
    assert daily(*ends) == daily(*reversed(ends))
    assert daily(*ends) == daily(ends[0]) + daily(ends[1])


@pytest.mark.parametrize("beyond", [MOST, MOST + ONE, date.max - OLD])
def test_span_beyond_the_limit_is_refused(beyond: timedelta) -> None:
    """One day more is refused in record, in the other order, and in merge, with both numbers."""
    early, late = Purchase(on=OLD), Purchase(on=OLD + beyond)
    said = rf"span {beyond.days + 1} periods; at most {PERIODS_MOST} .* longer period_days"

    for attempt in (
        lambda: daily(early, late),
        lambda: daily(late, early),
        lambda: daily(early) + daily(late),
        lambda: daily(late) + daily(early),
    ):
        with pytest.raises(SpanError, match=said) as caught:
            attempt()
        assert isinstance(caught.value, OverflowError)


def test_longer_periods_span_the_whole_calendar() -> None:
    """In months the whole calendar fits, from its first day to its last."""
    log = [Purchase(on=date.max), Purchase(on=date.min)]
    monthly = Business("monthly")
    yearly = Business("yearly", period_days=365)

    with pytest.raises(SpanError):
        fold(log, layout=FLAGGED, business=monthly)
    assert agrees(fold(log, layout=FLAGGED, business=yearly), log, yearly)


def test_records_that_set_no_flag_span_any_time() -> None:
    """Only flags are held per period, so records that set none may lie any time apart."""
    ends = [Referral(on=date.min), Referral(on=date.max)]

    assert 2 == daily(*ends)["n"]
    assert 2 == (daily(ends[1]) + daily(ends[0]))["n"]
    assert 2 == fold(ends, layout=Layout([count("n", event("event"))]), business=DAILY)["n"]
    assert (DAY.toordinal(),) == daily(Purchase(on=DAY), Referral(on=date.max))["bought"]


@pytest.mark.parametrize("on_time", [True, False])
def test_conditional_flag_limits_the_span_where_it_is_set(on_time: bool) -> None:
    """A payment long after is refused if it sets a flag, and held if it does not."""
    log = [Purchase(on=OLD), Payment(on=OLD + MOST, on_time=on_time)]

    if on_time:
        assert (OLD.toordinal(),) == daily(*log)["bought"]
        assert () == daily(*log)["late"]
    else:
        with pytest.raises(SpanError):
            daily(*log)


FAR = st.sampled_from([0, 1, PERIODS_MOST - 1, PERIODS_MOST, 2 * PERIODS_MOST, 3 * PERIODS_MOST])
FAR_EVENTS = st.builds(
    lambda kind, days: kind(on=OLD + timedelta(days=days)),
    st.sampled_from([Purchase, Referral, lambda on: Payment(on=on, on_time=False)]),
    FAR,
)


@settings(deadline=None)
@given(log=st.lists(FAR_EVENTS, min_size=1, max_size=3), parts=st.integers(1, 3))
def test_span_is_refused_whatever_the_order(log: list[Event], parts: int) -> None:
    """Every order, and every way to merge, refuses a log exactly where its flags lie too far."""
    too_long = span(log, FLAGGED, DAILY) > PERIODS_MOST
    outcomes = [outcome(list(order), parts) for order in permutations(log)]

    assert all((found is SpanError) == too_long for found in outcomes)
    assert [outcomes[0]] * len(outcomes) == outcomes


# ------------------------------------------------------------------ nothing of what is refused

FREE = Layout(
    [
        flag("any", event("event")),
        first("first", event("event")),
        tally("places", key="place", where=event(Workout)),
        total("paid", field("amount"), event("payment")),
        most("most", field("place"), event(Workout) & ~field("group").is_true()),
        count("n", event("event")),
    ]
)
REFUSED = (
    Payment(on=date(1999, 1, 1), amount=Money("5", "USD")),
    Workout(on=date(1999, 1, 1), place="gym"),
    Workout(on=date(2030, 1, 1), place=True),
    Workout(on=date(2030, 1, 1), place=0.5),
    Purchase(on=date(1999, 1, 1), party="another"),
    Statement("impulse", 1, 0, "ann", DAY, party="another"),
    Workout(on=date(2030, 1, 1), place="gym", party="another"),
    "purchase",
    {"event": "purchase", "on": "2025-01-07"},
    None,
    Purchase,
)


@settings(deadline=None)
@given(days=st.lists(st.integers(0, 900), max_size=4), bad=st.sampled_from(REFUSED))
def test_refused_event_leaves_nothing_behind(days: list[int], bad: object) -> None:
    """An event that is refused leaves base, flags, tallies and party as they were."""
    accumulator = Accumulator(FREE, Business("shop"))
    for day in days:
        accumulator.record(Purchase(on=DAY + timedelta(days=day), party="acme"))
    if not days:
        accumulator.record(Statement("impulse", 0, 1, "ann", DAY, party="acme"))
    before = accumulator.snapshot()

    with pytest.raises(RelkitError):
        accumulator.record(bad)
    assert before == accumulator.snapshot()
    assert "acme" == accumulator.party


def test_refused_first_event_does_not_tell_the_party() -> None:
    """Whose events these are is learned only from an event that was counted."""
    accumulator = Accumulator(FREE, Business("shop"))

    with pytest.raises(InvalidEventError, match="whole numbers"):
        accumulator.record(Payment(on=DAY, amount=Money("5", "USD"), party="acme"))
    assert accumulator.party is None
    assert Evidence.empty(FREE, Business("shop")) == accumulator.snapshot()


def test_party_is_learned_once() -> None:
    """The first event that names its party tells it; further ones of it are counted."""
    accumulator = Accumulator(FREE, Business("shop"))
    accumulator.record(Referral(on=DAY))
    accumulator.record(Statement("impulse", 0, 1, "ann", DAY, party=("acme", 1)))
    accumulator.record(Referral(on=DAY, party=("acme", 1)))
    accumulator.record(Statement("impulse", 2, 0, "bo", DAY))
    evidence = accumulator.snapshot()

    assert ("acme", 1) == accumulator.party == evidence.party
    assert {"impulse": (2, 1)} == evidence.stated
    with pytest.raises(ForeignPartyError, match=r"'other' does not belong to \('acme', 1\)"):
        accumulator.record(Referral(on=DAY, party="other"))


@pytest.mark.parametrize(
    ("amount", "said"),
    [(Money("5", "USD"), "Money"), (None, None), (7, None)],
    ids=["money", "missing", "whole"],
)
def test_totals_take_whole_numbers_and_nothing_else(amount: object, said: str | None) -> None:
    """A total over a free field takes whole numbers and passes over missing ones."""
    layout = Layout([total("paid", field("amount"), event("payment"))])
    log = [Payment(on=DAY, amount=amount)]

    if said:
        with pytest.raises(InvalidEventError, match=said):
            fold(log, layout=layout, business=DAILY)
    else:
        assert (amount or 0) == fold(log, layout=layout, business=DAILY)["paid"]


# ------------------------------------------------------------------ what is not even tried


@pytest.mark.parametrize(
    ("layout", "business", "party"),
    [
        ([], DAILY, None),
        (FREE, "shop", None),
        (FREE, None, None),
        (FREE, DAILY, []),
        (FREE, DAILY, float("nan")),
    ],
    ids=["list", "text", "none", "unhashable", "nan"],
)
def test_accumulator_refuses_what_it_cannot_use(
    layout: object, business: object, party: object
) -> None:
    """A layout, business or party that is none is refused as the accumulator is made."""
    with pytest.raises(InvalidValueError):
        Accumulator(layout, business, party=party)


@pytest.mark.parametrize("until", ["2025-01-07", 5, True], ids=repr)
def test_fold_refuses_an_until_that_is_no_date(until: object) -> None:
    """``until`` is a date and nothing else."""
    with pytest.raises(NotADateError, match="until"):
        fold([], layout=FREE, business=DAILY, until=until)


@pytest.mark.parametrize("until", [None, DAY], ids=str)
def test_fold_refuses_plain_records(until: date | None) -> None:
    """A plain record is refused with the way to make it an event, with ``until`` and without."""
    with pytest.raises(InvalidEventError, match="events_from_records"):
        fold([{"event": "purchase"}], layout=FREE, business=DAILY, until=until)


def test_absorb_refuses_what_is_no_evidence() -> None:
    """Only evidence can be absorbed; events are recorded."""
    with pytest.raises(InvalidValueError, match="record and fold"):
        Accumulator(FREE, DAILY).absorb(Referral(on=DAY))


def test_empty_log_is_empty_evidence() -> None:
    """Nothing recorded gives the evidence of nothing, whatever the layout."""
    for layout in (FREE, FLAGGED, Layout([])):
        assert Evidence.empty(layout, DAILY) == fold([], layout=layout, business=DAILY)


@settings(deadline=None)
@given(log=logs(max_size=6), times=st.integers(1, 5))
def test_identical_events_are_counted_each_time(log: list[Event], times: int) -> None:
    """Identical events count as often as they come: evidence does not deduplicate."""
    layout = Layout([count("n", event("event")), flag("f", event("event"))])
    once = fold(log, layout=layout, business=DAILY)
    often = fold(log * times, layout=layout, business=DAILY)

    assert times * once["n"] == often["n"]
    assert once["f"] == often["f"]


def test_field_values_are_read_by_their_name_in_records() -> None:
    """A measure names a field as records do, where the attribute has another name."""
    layout = Layout([count("n", Field("input").is_true()), tally("ids", "id", event("event"))])
    log = [Referral(on=DAY, id=7), Referral(on=DAY, id=7)]

    assert {7: 2} == fold(log, layout=layout, business=DAILY)["ids"]
