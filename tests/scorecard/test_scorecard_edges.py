"""Scorecards at their limits: a thousand traits, and counts that statements push to the most."""

from __future__ import annotations

from datetime import date
from itertools import count as numbers

import attrs
import pytest

from relkit.assessment import assess, assess_evidence
from relkit.business import Business
from relkit.errors import DeclarationError
from relkit.events import Purchase
from relkit.evidence import fold
from relkit.measures import count, event, flag, periods
from relkit.relationships import Client, Customer
from relkit.scorecard import Scorecard
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
