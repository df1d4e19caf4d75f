"""The sign rule: told from declarations, and confirmed by evidence (design decision 3)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.scorecard.plain_interpreter import Plain
from tests.strategies.assessments import logs
from tests.strategies.events import Workout, events

from relkit.business import Business
from relkit.errors import DeclarationError, RelkitError
from relkit.events import STANDARD_EVENT_TYPES, Consultation, Event, Message, Purchase
from relkit.evidence import fold
from relkit.measures import (
    CLOCK,
    ENGAGEMENT,
    FIRST_ENGAGED,
    LAST_ENGAGED,
    LAST_EXCHANGED,
    STAGE_DAYS,
    TRANSACTION,
    First,
    Last,
    Layout,
    Quantity,
    RecordCondition,
    count,
    days,
    distinct,
    event,
    field,
    first,
    flag,
    greatest,
    if_kept,
    in_setting,
    last,
    later,
    least,
    measures_in,
    most,
    pairs,
    periods,
    recent,
    tally,
    total,
)
from relkit.testing import quantities, relational_events, traits
from relkit.testing._strategies.dealings import dates_of_assessment, dealings, keepers
from relkit.traits import STANDARD_TRAITS, Trait
from relkit.traits._bounds import bounds, reads_clock
from relkit.traits._signs import directions

ON = date(2024, 7, 1)
bought = flag("bought", event("purchase"))
consulted = flag("consulted", event("consultation"))
delivered = flag("delivered", event("delivery"))
advised = flag("advised", event("consultation", "delivery"))
engaged = flag("engaged", ENGAGEMENT)
anything = flag("anything", event("event"))


def value(quantity: Quantity, log: list[Event], business: Business, as_of: date) -> int:
    """Read a quantity from a log as an assessment on a day would."""
    layout = Layout((*STAGE_DAYS, *measures_in(quantity)))
    evidence = fold(log, layout=layout, business=business)
    ended = evidence["last_engaged"]
    clock = as_of
    if ended is not None:
        clock = min(as_of, date.fromordinal(ended.toordinal() + 2 * business.period_days))
    return Plain(evidence, business, clock).value(quantity)


def touched_by(event: Event, *read: Quantity) -> frozenset:
    """Give the measures that an event counts in; an engagement moves the clock as well."""
    measures = {m for quantity in read for m in measures_in(quantity)} | {LAST_ENGAGED}
    return frozenset(measure for measure in measures if measure.where.matches(event))


def reads_tally(quantity: Quantity) -> bool:
    """Tell whether a tally stands anywhere in a quantity."""
    return "TallyRead" in repr(quantity)


def is_the_first_of_a_day(event: Event, log: list[Event], *read: Quantity) -> bool:
    """Tell whether some day that is read was absent until this event."""
    measures = [measure for quantity in read for measure in measures_in(quantity)]
    if any(map(reads_clock, read)):
        measures.append(LAST_ENGAGED)
    return any(
        isinstance(measure, (First, Last))
        and measure.where.matches(event)
        and not any(measure.where.matches(other) for other in log)
        for measure in measures
    )


def sign(number: int) -> int:
    """Give -1, 0 or 1."""
    return (number > 0) - (number < 0)


# ------------------------------------------------------------------ told and confirmed


@settings(deadline=None)
@given(
    quantity=quantities().filter(lambda quantity: not reads_tally(quantity)),
    log=logs(max_size=8),
    more=st.lists(dealings() | dealings() | events(on=st.just(ON)), min_size=1, max_size=4),
    business=keepers(),
    as_of=dates_of_assessment(),
)
@example(
    quantity=periods(bought & recent(consulted, 5) & ~recent(consulted, 1)),
    log=[Purchase(on=date(2024, 3, 1))],
    more=[Consultation(on=date(2024, 1, 1))],
    business=Business("firm"),
    as_of=date(2024, 4, 1),
)
@example(
    quantity=days(first("messaged", event("message")), CLOCK),
    log=[Message(on=date(2024, 1, 1)), Consultation(on=date(2024, 1, 2))],
    more=[Consultation(on=date(2024, 6, 1))],
    business=Business("firm"),
    as_of=date(2024, 12, 1),
)
def test_a_record_moves_a_quantity_only_where_its_declaration_says(
    quantity: Quantity, log: list[Event], more: list[Event], business: Business, as_of: date
) -> None:
    """Whatever the log, one more record moves a quantity in a direction told beforehand."""
    before = value(quantity, log, business, as_of)
    for record in more:
        if is_the_first_of_a_day(record, log, quantity):
            continue
        after = value(quantity, [*log, record], business, as_of)

        assert sign(after - before) in {0} | directions(quantity, touched_by(record, quantity))


@settings(deadline=None)
@given(
    trait=traits(),
    log=logs(max_size=8),
    other=logs(max_size=8),
    more=dealings(),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_a_relational_record_speaks_for_at_most_one_pole(  # noqa: PLR0913, PLR0917 - two logs
    trait: Trait, log: list, other: list, more: Event, business: Business, as_of: date
) -> None:
    """A record that is no transaction never raises a trait in one log and lowers it in another."""
    sides = (trait.pro, trait.con)
    if TRANSACTION.matches(more) or any(map(reads_tally, sides)):
        return
    moved = set()
    for events_before in (log, other):
        if is_the_first_of_a_day(more, events_before, *sides):
            continue
        counts = [
            [max(0, value(side, entries, business, as_of)) for side in sides]
            for entries in (events_before, [*events_before, more])
        ]
        (pro, con), (pro_after, con_after) = counts
        moved |= {sign(pro_after - pro), -sign(con_after - con)} - {0}

    assert len(moved) <= 1


@settings(deadline=None)
@given(quantity=quantities(), log=logs(), business=keepers(), as_of=dates_of_assessment())
def test_bounds_hold_on_random_evidence(
    quantity: Quantity, log: list, business: Business, as_of: date
) -> None:
    """No log takes a quantity beyond the bounds that its declaration tells."""
    low, high = bounds(quantity)

    assert low <= value(quantity, log, business, as_of) <= high


@settings(deadline=None)
@given(trait=traits(), log=logs(min_size=1), business=keepers(), ahead=st.integers(1, 900))
def test_only_traits_that_read_the_clock_change_as_days_pass(
    trait: Trait, log: list, business: Business, ahead: int
) -> None:
    """A trait that says it reads no clock has the same counts on every day."""
    later_on = date.fromordinal(max(entry.on for entry in log).toordinal() + ahead)
    first_day = max(entry.on for entry in log)
    for side in (trait.pro, trait.con):
        if not reads_clock(side):
            assert value(side, log, business, first_day) == value(side, log, business, later_on)
    assert trait.reads_clock == any(map(reads_clock, (trait.pro, trait.con)))


def test_standard_traits_that_read_the_clock_are_known() -> None:
    """Of the standard traits only tenure changes as days pass without records."""
    assert ["tenure"] == [trait.name for trait in STANDARD_TRAITS if trait.reads_clock]


def test_one_part_that_reads_the_clock_is_enough() -> None:
    """A quantity changes as days pass wherever one of its parts does."""
    waited, seen = days(LAST_ENGAGED, CLOCK), periods(consulted)
    wholes = [waited + seen, seen - waited, waited * seen, least(seen, waited)]

    assert all(map(reads_clock, wholes))
    assert not reads_clock(seen + days(FIRST_ENGAGED, LAST_ENGAGED))


# ------------------------------------------------------------------ refused and allowed

STANDARD = tuple(kind.tag for kind in STANDARD_EVENT_TYPES)
BOTH_POLES = [
    (periods(advised), periods(consulted)),
    (periods(anything & consulted), periods(anything)),
    (count("talks", event("consultation")), count("calls", event("engagement"))),
    (0, periods(delivered & recent(consulted, 3) & ~recent(consulted, 1))),
    (total("amounts", field("amount"), event("referral")), 0),
    (total("score", field("form").mapped({"retainer": 2, "project": -1}), event("agreement")), 0),
    (periods(consulted) - periods(delivered) + periods(delivered), 0),
    (least(periods(consulted), 3), greatest(periods(consulted), 3)),
    (if_kept("message", periods(consulted)), periods(consulted)),
    (periods(consulted), days(first("messaged", event("message")), CLOCK)),
    (count("talks", event("consultation")) * (3 - count("gifts", event("delivery"))), 0),
    (most("minutes", field("minutes"), event("consultation")), periods(consulted)),
    (
        count("paid", event("payment") & field("model").is_in("hourly")),
        count("all", event("payment")),
    ),
    (
        count("long", event("consultation") & field("minutes").at_least(60)),
        count("any length", event("consultation") & field("minutes").is_present()),
    ),
    (
        count("discounted", event("delivery") & field("discount").above(0)),
        count("partly", event("delivery") & ~field("discount").at_least(1)),
    ),
    (count("tall", event("workout")), count("every", event("engagement"))),
    (
        days(later(LAST_ENGAGED, last("messaged", event("message"))), CLOCK),
        periods(consulted),
    ),
]
ONE_POLE = [
    (periods(consulted & ~delivered), 0),
    (days(LAST_ENGAGED, CLOCK), periods(delivered)),
    (periods(consulted), periods(bought & ~consulted)),
    (periods(consulted), periods(bought)),
    (periods(engaged & recent(engaged, 2)), periods(bought & ~recent(engaged, 2))),
    (days(FIRST_ENGAGED, LAST_ENGAGED), days(LAST_ENGAGED, CLOCK)),
    (0, days(last("consulted", event("consultation")), CLOCK)),
    (periods(consulted), days(last("consulted", event("consultation")), CLOCK)),
    (days(FIRST_ENGAGED, CLOCK), 0),
    (days(FIRST_ENGAGED, later(LAST_ENGAGED, LAST_EXCHANGED)), 0),
    (total("minutes", field("minutes"), event("consultation")), 0),
    (2 * periods(consulted), 6 * least(3, periods(bought))),
    (periods(consulted) - periods(bought), periods(bought) - periods(consulted)),
    (periods(consulted) * -2, 0),
    (in_setting("client"), in_setting("customer")),
    (distinct(tally("staff", "served_by", event("consultation"))), periods(bought)),
    (
        pairs(tally("staff", "served_by", event("consultation"))),
        distinct(tally("staff", "served_by", event("consultation"))),
    ),
    (count("paid", event("payment") & field("model").is_in("hourly")), count("sales", TRANSACTION)),
    (
        count("paid", event("payment") & field("model").is_in("one_time")),
        count(
            "all",
            event("payment")
            & ~field("model").is_in(
                "hourly", "retainer", "flat_fee", "milestone", "value_based", "contingency"
            ),
        ),
    ),
    (
        count("short", event("consultation") & ~field("minutes").at_least(60)),
        count("sold", event("purchase") & field("minutes").is_present()),
    ),
    (count("tall", event("workout")), count("sold", event("purchase"))),
]


@pytest.mark.parametrize(("pro", "con"), BOTH_POLES)
def test_a_trait_for_both_poles_is_refused(pro: Quantity | int, con: Quantity | int) -> None:
    """Where one relational record could raise and lower a trait, its declaration fails."""
    with pytest.raises(DeclarationError, match="lets one record speak for both poles"):
        Trait("trait", pro, con, kappa=1)


@pytest.mark.parametrize(("pro", "con"), ONE_POLE)
def test_a_trait_that_keeps_the_rule_is_allowed(pro: Quantity | int, con: Quantity | int) -> None:
    """Transactional records may do both, tallies are the stated exception, the rest is fine."""
    assert "trait" == Trait("trait", pro, con, kappa=1).name


def test_the_refusal_names_the_record_and_the_way_out() -> None:
    """The message tells which record is at fault, under which fields, and what to write."""
    with pytest.raises(DeclarationError) as caught:
        Trait(
            "care",
            count("kind", event("message") & field("about").is_in("advice")),
            count("inbound", event("message") & field("direction").is_in("inbound")),
            kappa=1,
        )

    assert (
        "The trait 'care' lets one record speak for both poles: a message with about='advice', "
        "direction='inbound' can raise and lower it. Let con be fed only by transactional "
        "records, or exclude it there, as in periods(bought & ~coached)."
    ) == str(caught.value)


def test_a_value_that_no_test_names_is_called_so() -> None:
    """No address of an object stands in a message."""
    with pytest.raises(DeclarationError, match="served_by=another value"):
        Trait(
            "care",
            count("served", event("delivery") & field("served_by").is_present()),
            count(
                "given",
                event("delivery")
                & ~field("served_by").is_in("ann")
                & field("served_by").is_present(),
            ),
            kappa=1,
        )


def test_a_type_that_no_condition_names_is_called_so() -> None:
    """Records of types that are declared elsewhere are thought of, and named as what they are."""
    others = ~event(*STANDARD)
    with pytest.raises(DeclarationError, match="both poles: a record of another type can raise"):
        Trait("care", count("some", others), count("the same", others), kappa=1)


def test_only_the_vocabulary_can_be_read() -> None:
    """A quantity or a condition of one's own class is refused by name, not misread."""

    class Other(RecordCondition):
        """Not one of relkit's."""

    class Odd(Quantity):
        """Not one of relkit's."""

    with pytest.raises(DeclarationError, match=r"is no quantity of relkit.measures"):
        Trait("trait", Odd(), 0, kappa=1)
    with pytest.raises(DeclarationError, match=r"is no condition of relkit.measures"):
        Trait("trait", count("odd", Other()), 0, kappa=1)
    with pytest.raises(DeclarationError, match=r"is no condition of relkit.measures"):
        Trait("trait", count("odd", event("purchase") & Other()), 0, kappa=1)


@settings(deadline=None)
@given(pro=quantities(), con=quantities())
def test_every_declaration_is_allowed_or_refused_in_words(pro: Quantity, con: Quantity) -> None:
    """Whatever two quantities, the answer is a trait or one of relkit's errors."""
    said = ""
    try:
        Trait("trait", pro, con, kappa=1)
    except RelkitError as fault:
        said = str(fault)

    assert not said or said.endswith(".")


def test_users_own_engagements_move_the_clock_too() -> None:
    """A user's workout counts as an engagement, so a trait cannot let both poles feel it."""
    trained = flag("trained", event(Workout))

    with pytest.raises(DeclarationError, match="a workout can raise and lower it"):
        Trait("training", periods(trained), periods(engaged), kappa=1)
    assert Trait("training", periods(trained), periods(bought & ~trained), kappa=1).kappa == 1


@settings(deadline=None)
@given(record=relational_events())
def test_no_standard_trait_is_moved_both_ways_by_a_relational_record(record: Event) -> None:
    """Each standard trait's directions for a relational record are one or none: never down."""
    for trait in STANDARD_TRAITS:
        touched = touched_by(record, trait.pro, trait.con)
        against = {-way for way in directions(trait.con, touched)}

        assert directions(trait.pro, touched) | against <= {1}
