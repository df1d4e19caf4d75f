"""Scorecards at their limits: traits, counts, the margin, the clock and the setting."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count as numbers

import attrs
import pytest

from relkit.assessment import assess, assess_evidence
from relkit.business import Business
from relkit.errors import DeclarationError
from relkit.events import Payment, Purchase
from relkit.evidence import fold
from relkit.measures import (
    count,
    distinct,
    event,
    flag,
    in_setting,
    pairs,
    pairs_alike,
    periods,
    recurring,
    tallied,
    tally,
)
from relkit.relationships import Client, Customer
from relkit.scorecard import MARGIN, Scorecard, Undetermined
from relkit.traits import COUNT_MOST, Trait

DAY = date(2025, 1, 7)
SHOP = Business("shop")


def traits(size: int) -> list[Trait]:
    """So many traits that each count purchases."""
    return [
        Trait(f"t{place}", count(f"c{place}", event("purchase")), 0, kappa=0, weight=2)
        for place in range(size)
    ]


def test_a_thousand_traits_and_no_more() -> None:
    """A scorecard of a thousand traits works; a larger one is refused, even an endless one."""
    card = Scorecard((Customer, Client), traits=traits(1000))
    answer = assess([Purchase(on=DAY)], business=SHOP, as_of=DAY, scorecard=card)

    assert {Customer: 0, Client: 2000} == answer.scores
    with pytest.raises(DeclarationError, match="at most 1,000 traits"):
        Scorecard((Customer, Client), traits=traits(1001))
    with pytest.raises(DeclarationError, match="at most 1,000 kinds"):
        Scorecard(Customer for _ in numbers())


@pytest.mark.parametrize("stated", [0, 1, COUNT_MOST - 1, COUNT_MOST])
def test_statements_push_a_count_to_the_most_and_not_beyond(stated: int) -> None:
    """What statements and records count together stops at the most that a trait can hold."""
    bought = flag("bought", event("purchase"))
    card = Scorecard(
        (Customer, Client), traits=[Trait("t", periods(bought), 0, kappa=1, weight=900)]
    )
    evidence = fold([Purchase(on=DAY)], layout=card.layout, business=SHOP)
    evidence = attrs.evolve(evidence, stated={"t": (stated, 0)} if stated else {})
    answer = assess_evidence(evidence, business=SHOP, as_of=DAY, scorecard=card)

    assert min(1 + stated, COUNT_MOST) == answer.profile["t"].pro


@pytest.mark.parametrize(
    ("weight", "label"), [(MARGIN - 1, "undetermined"), (MARGIN, "client"), (MARGIN + 1, "client")]
)
def test_a_lead_of_the_margin_is_enough(weight: int, label: str) -> None:
    """A kind that leads by exactly the margin is the answer, and by a point less it is not."""
    card = Scorecard((Customer, Client), traits=[Trait("t", 0, 0, kappa=0, weight=weight)])
    evidence = fold([Purchase(on=DAY)], layout=card.layout, business=SHOP)
    evidence = attrs.evolve(evidence, stated={"t": (1, 0)})

    assert label == assess_evidence(evidence, business=SHOP, as_of=DAY, scorecard=card).label


@pytest.mark.parametrize("period_days", [1, 30, 90])
@pytest.mark.parametrize("silence", [0, 1, 59, 60, 61, 180, 181, 5000])
def test_the_clock_stops_two_periods_after_the_last_engagement(
    period_days: int, silence: int
) -> None:
    """The clock stands two periods after the last engagement, however long the silence."""
    shop = Business("shop", period_days=period_days)
    log = [Purchase(on=DAY - timedelta(days=400)), Purchase(on=DAY)]
    scoring = assess(log, business=shop, as_of=DAY + timedelta(days=silence)).scoring

    assert DAY + timedelta(days=min(silence, 2 * period_days)) == scoring.clock


@pytest.mark.parametrize("is_pro", [True, False])
def test_a_setting_on_one_side_is_a_setting(is_pro: bool) -> None:
    """A trait that reads the setting on either side alone decides nothing by itself."""
    sides = (in_setting("client"), 0) if is_pro else (0, in_setting("customer"))
    card = Scorecard((Customer, Client), traits=[Trait("trade", *sides, kappa=0, weight=3000)])
    firm = Business("firm", industry="law" if is_pro else "retail")
    answer = assess([Purchase(on=DAY)], business=firm, as_of=DAY, scorecard=card)

    assert 3000 == abs(answer.scores[Client] - answer.scores[Customer])
    assert Undetermined.ONLY_SETTING is answer.reason


def test_without_a_payment_nothing_recurs() -> None:
    """Of a tally in which nothing was counted, nothing is tallied, distinct or recurring."""
    paid = tally("paid", key="amount", where=event("payment"))
    reads = [recurring, tallied, distinct, pairs, pairs_alike]
    traits = [Trait(f"t{place}", read(paid), 0, kappa=1) for place, read in enumerate(reads)]
    card = Scorecard((Customer, Client), traits=traits)
    logs = [[Purchase(on=DAY)], [Payment(on=DAY, amount=n) for n in (5, 5, 5, 7)]]
    found = [
        [r.pro for r in assess(log, business=SHOP, as_of=DAY, scorecard=card).profile]
        for log in logs
    ]

    assert [[0, 0, 0, 0, 0], [3, 4, 2, 6, 3]] == found
