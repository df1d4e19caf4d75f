"""Ways through the code that random examples take only now and then, each taken for sure."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest

from relkit import (
    Business,
    Client,
    Context,
    Customer,
    Payment,
    Purchase,
    Relationship,
    Scorecard,
    Stage,
    Trait,
    assess,
    kind,
)
from relkit.errors import InvalidValueError
from relkit.money import Money
from relkit.plans import Rule
from relkit.scorecard import Undetermined
from relkit.strategies import DepositAndBalance, PointOfSale, SingleInvoice, first_of
from relkit.traits import STANDARD_TRAITS

DAY = date(2025, 9, 1)
CONTEXT = Context(today=DAY, price=Money(100, "USD"))
ANN = Customer(party="ann", business="shop")


@kind
class Idler(Relationship):
    """A kind that no trait speaks for."""

    weights: ClassVar[dict[str, int]] = {}


def test_a_trait_that_must_become_known_is_counted_once() -> None:
    """Where only the setting is known, the trait that must change is one of the fewest."""
    firm = Business("firm", industry="law")
    known = assess([Payment(on=DAY, automatic=True)], business=firm, as_of=DAY)
    change = known.fewest_changes(Customer)

    assert known.reason is Undetermined.ONLY_SETTING
    assert change is not None
    assert ["fixed fee", "expertise"] == [move.trait for move in change.moves]


def test_a_trait_without_weight_helps_nobody() -> None:
    """Between several kinds a trait that none of them weighs is never changed."""
    card = Scorecard(
        (Customer, Client, Idler), traits=(*STANDARD_TRAITS, Trait("idle", 0, 0, kappa=1))
    )
    shop = Business("shop", industry="retail")
    bought = assess([Purchase(on=DAY)], business=shop, as_of=DAY, scorecard=card)
    change = bought.fewest_changes(Client)

    assert change is not None
    assert "idle" not in [move.trait for move in change.moves]


def test_who_left_pays_no_deposit() -> None:
    """A former party settles what is open, without a deposit."""
    former = Client(party="acme", business="firm", stage=Stage.FORMER)
    plan = DepositAndBalance().propose(former, CONTEXT)

    assert plan is not None
    assert plan.is_final
    assert 0 == plan.deposit_percent


@pytest.mark.parametrize("choice", [None, 0, 3])
def test_only_an_alternative_that_is_there_is_replayed(choice: int | None) -> None:
    """A path to an alternative that does not exist is refused."""
    both = first_of(PointOfSale(), SingleInvoice())

    with pytest.raises(InvalidValueError, match="no alternative"):
        both.replay((Rule("first_of", choice=choice),), ANN, CONTEXT)


def test_an_alternative_that_is_there_is_replayed() -> None:
    """A path to an alternative gives that alternative's plan."""
    both = first_of(PointOfSale(), SingleInvoice())
    plan = both.propose(ANN, CONTEXT)

    assert plan is not None
    assert plan == both.replay(plan.because.path, ANN, CONTEXT)
