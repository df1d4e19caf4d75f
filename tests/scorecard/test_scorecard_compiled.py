"""The compiled scorer against the plain interpreter: the same integers, whatever the traits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scorecard.plain_interpreter import Plain
from tests.strategies.assessments import logs, statements
from tests.strategies.events import logs as any_logs
from tests.strategies.scorecards import scorecards

from relkit.business import Business
from relkit.errors import DeclarationError, SpanError
from relkit.events import Agreement, Consultation, Payment, Purchase, Statement
from relkit.evidence import fold
from relkit.evidence._source import Source
from relkit.measures import (
    CLOCK,
    UNKNOWN_PAYMENT,
    Layout,
    PeriodCondition,
    Quantity,
    count,
    days,
    event,
    field,
    first,
    flag,
    last,
    later,
    most,
    periods,
    recent,
    total,
)
from relkit.scorecard import Scorecard
from relkit.testing import businesses
from relkit.testing._strategies.dealings import dates_of_assessment, keepers
from relkit.traits import COUNT_MOST, STANDARD_TRAITS, Trait
from relkit.traits._writer import QuantityWriter

if TYPE_CHECKING:
    from relkit.evidence import Evidence
    from relkit.measures import Day

SHOP = Business("shop")


def compare(card: Scorecard, evidence: Evidence, business: Business, as_of: date) -> None:
    """See that both interpreters tell the same of every trait and kind."""
    scoring = card.score(evidence, business, as_of)
    plain = Plain(evidence, business, scoring.clock)
    counts = [plain.counts(trait) for trait in card.traits]
    points = [
        tuple(plain.points(trait, card.weight(kind, trait)) for trait in card.traits)
        for kind in card.kinds
    ]

    assert counts == list(zip(scoring.profile.pro, scoring.profile.con, strict=True))
    assert points == list(scoring.points)
    assert [
        card.base(kind) + sum(row) for kind, row in zip(card.kinds, points, strict=True)
    ] == list(scoring.scores)
    assert card.points(scoring.profile) == scoring.points
    assert card.scores(scoring.profile) == scoring.scores


@settings(deadline=None)
@given(
    card=scorecards(),
    log=logs(),
    business=keepers(),
    as_of=dates_of_assessment(),
    data=st.data(),
)
def test_compiled_scorer_equals_the_plain_interpreter(
    card: Scorecard, log: list, business: Business, as_of: date, data: st.DataObject
) -> None:
    """Counts, points and scores are the same integers for random traits, logs and statements."""
    said = data.draw(st.lists(statements(*(trait.name for trait in card.traits)), max_size=3))
    evidence = fold([*log, *said], layout=card.layout, business=business)

    compare(card, evidence, business, as_of)


@settings(deadline=None)
@given(card=scorecards(3), log=any_logs(), business=businesses(), ahead=st.integers(0, 4000))
def test_compiled_scorer_equals_the_plain_interpreter_on_hostile_logs(
    card: Scorecard, log: list, business: Business, ahead: int
) -> None:
    """So they are for users' own events, odd amounts and ids, anywhere in the calendar."""
    events = [entry for entry in log if not isinstance(entry, Statement)]
    latest = max((entry.on for entry in events), default=date(2025, 1, 7))
    as_of = latest + timedelta(days=min(ahead, (date.max - latest).days))
    evidence = fold(events, layout=card.layout, business=business)

    compare(card, evidence, business, as_of)


@settings(deadline=None)
@given(log=logs(), business=keepers(), as_of=dates_of_assessment(), data=st.data())
def test_standard_traits_equal_the_plain_interpreter(
    log: list, business: Business, as_of: date, data: st.DataObject
) -> None:
    """The standard scorecard tells the same by both interpreters."""
    card = Scorecard()
    said = data.draw(st.lists(statements(*(trait.name for trait in STANDARD_TRAITS)), max_size=3))
    evidence = fold([*log, *said], layout=card.layout, business=business)

    compare(card, evidence, business, as_of)


# ------------------------------------------------------------------ corners


FIRST_BOUGHT, LAST_BOUGHT = first("a", event("purchase")), last("b", event("purchase"))
FIRST_PAID, LAST_PAID = first("c", UNKNOWN_PAYMENT), last("d", UNKNOWN_PAYMENT)  # absent below


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (FIRST_BOUGHT, FIRST_PAID, 0),  # an absent first day lies nowhere, not far away
        (FIRST_PAID, FIRST_PAID, 0),
        (FIRST_PAID, FIRST_BOUGHT, 0),
        (FIRST_PAID, CLOCK, 0),
        (LAST_PAID, FIRST_PAID, 0),
        (LAST_PAID, CLOCK, 0),
        (FIRST_BOUGHT, LAST_PAID, 0),
        (CLOCK, FIRST_PAID, 0),
        (LAST_BOUGHT, FIRST_BOUGHT, 0),
        (LAST_BOUGHT, CLOCK, 21),
        (FIRST_BOUGHT, CLOCK, 24),
        (FIRST_BOUGHT, LAST_BOUGHT, 3),
        (later(LAST_BOUGHT, LAST_PAID), CLOCK, 21),
        (later(LAST_PAID, LAST_PAID), CLOCK, 0),
    ],
)
def test_days_between_absent_days_are_none(since: Day, until: Day, expected: int) -> None:
    """Where one of the two days is absent, or they come in reverse, there are 0 days."""
    trait = Trait("trait", days(since, until), 0, kappa=1, weight=1000)
    card = Scorecard(traits=[trait])
    bought = [Purchase(on=date(2025, 1, day)) for day in (7, 10)]
    evidence = fold(bought, layout=card.layout, business=SHOP)
    scoring = card.score(evidence, SHOP, date(2025, 1, 31))

    assert (expected,) == scoring.profile.pro
    compare(card, evidence, SHOP, date(2025, 1, 31))


@pytest.mark.parametrize("count_back", [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33, 1000])
def test_long_looks_back_equal_short_ones(count_back: int) -> None:
    """Looking back any number of periods finds what lies in them, and nothing else."""
    bought = flag("bought", event("purchase"))
    trait = Trait("trait", periods(bought & recent(bought, count_back)), 0, kappa=1)
    card = Scorecard(traits=[trait])
    gaps = (1, 2, 3, 5, 8, 9, 10, 31, 32, 33, 34, 999, 1000, 1001)
    at = [sum(gaps[:i]) for i in range(len(gaps) + 1)]
    daily = Business("shop", period_days=1)
    log = [Purchase(on=date(2010, 1, 1) + timedelta(days=day)) for day in at]
    evidence = fold(log, layout=card.layout, business=daily)
    scoring = card.score(evidence, daily, date(2025, 1, 1))

    assert (sum(gap <= count_back for gap in gaps),) == scoring.profile.pro
    compare(card, evidence, daily, date(2025, 1, 1))


def test_counts_stop_at_nought_and_at_the_greatest() -> None:
    """What would be negative is 0, what would be more than 10^9 is 10^9, statements included."""
    sales = count("sales", event("purchase"))
    minutes = total("minutes", field("minutes"), event("consultation"))
    card = Scorecard(
        traits=[
            Trait("less", sales - 5, 0, kappa=0, weight=900),
            Trait("more", minutes, 0, kappa=0, weight=900),
            Trait("far", sales * 36_525 * 36_525, 0, kappa=0, weight=900),
        ]
    )
    log = [Purchase(on=date(2025, 1, 7)), Consultation(on=date(2025, 1, 7), minutes=10**12)]
    said = [Statement("less", 2, 0, "harper", date(2025, 1, 7))] * 2
    evidence = fold(log, layout=card.layout, business=SHOP)

    assert (0, COUNT_MOST, COUNT_MOST) == card.score(evidence, SHOP, date(2025, 1, 7)).profile.pro
    compare(card, evidence, SHOP, date(2025, 1, 7))

    evidence = fold([*log, *said], layout=card.layout, business=SHOP)

    assert (4, COUNT_MOST, COUNT_MOST) == card.score(evidence, SHOP, date(2025, 1, 7)).profile.pro
    compare(card, evidence, SHOP, date(2025, 1, 7))


def test_a_scorecard_of_stated_traits_reads_no_more_than_the_stage() -> None:
    """Traits without measures compile, as do traits that nobody weighs and no traits at all."""
    stated = Trait("calm", 0, 0, kappa=1, weight=500)
    unweighed = Trait("noise", most("top", field("minutes"), event("consultation")), 0, kappa=1)
    for traits in ([], [stated], [unweighed], [stated, unweighed]):
        card = Scorecard(traits=traits)
        evidence = fold([Agreement(on=date(2025, 1, 7))], layout=card.layout, business=SHOP)

        compare(card, evidence, SHOP, date(2025, 1, 8))


@settings(deadline=None)
@given(card=scorecards(3), data=st.data())
def test_law_c17_scoring_never_fails_for_valid_evidence(
    card: Scorecard, data: st.DataObject
) -> None:
    """C17: the extremes of the calendar, of amounts and of counts are scored like any other."""
    ends = [date.min, date.max, date(1969, 12, 31)]
    as_of = data.draw(st.sampled_from(ends) | st.dates())
    business = Business("firm", period_days=data.draw(st.sampled_from([365, 3660])))
    log = [
        Purchase(on=as_of, amount=10**30),
        Payment(on=as_of, amount=-(10**30)),
        Consultation(on=as_of, minutes=10**30, served_by=("a", 1)),
    ]
    said = [Statement(trait.name, 1000, 1000, "harper", as_of) for trait in card.traits]
    evidence = fold([*log, *said], layout=card.layout, business=business)

    compare(card, evidence, business, as_of)


def test_only_the_vocabulary_is_compiled() -> None:
    """A quantity or a condition of another class is refused by name, should one get so far."""

    class Odd(Quantity):
        """Not one of relkit's."""

    class Other(PeriodCondition):
        """Not one of relkit's."""

    writer = QuantityWriter(Source(), Layout([]), frozenset(), None)
    for write, node in ((writer.write, Odd()), (writer.condition, Other())):
        with pytest.raises(DeclarationError, match=r"Only what relkit.measures declares"):
            write(node)


def test_a_span_beyond_what_evidence_holds_is_refused_before_it_is_scored() -> None:
    """More than a hundred years of single days are refused by name, not scored wrongly."""
    card, daily = Scorecard(), Business("shop", period_days=1)
    log = [Purchase(on=date(1800, 1, 1)), Purchase(on=date(2025, 1, 1))]

    with pytest.raises(SpanError):
        fold(log, layout=card.layout, business=daily)
