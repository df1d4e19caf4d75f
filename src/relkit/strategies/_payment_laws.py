"""The laws of payment strategies, P1 to P16: what they add to those of all strategies.

A sample ``party`` is an organization that the strategy serves; ``sale`` is a context with a
price above zero, a written agreement, and no holidays; ``price`` is another such price,
``factor`` is a whole number from 2 on,
``currency`` one of any digits, and ``shares`` are percents that were paid so far.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from relkit._law import Law, law, same
from relkit._value_laws import told_fields
from relkit.errors import LawBrokenError, PlanLawError, RelkitError
from relkit.money import Money
from relkit.plans import PaymentPlan
from relkit.strategies._strategy_laws import planned, unless_refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.money import Currency
    from relkit.relationships import Relationship
    from relkit.strategies._context import Context
    from relkit.strategies._payment import PaymentStrategy

__all__ = ["PAYMENT_LAWS"]

_SOME = 12  # payments of a plan that may have no end
_ALL = 100
_YEAR = timedelta(days=365)
_CYCLE = timedelta(days=146_097)  # 400 years, after which the calendar repeats, to the weekday


def _plan(strategy: PaymentStrategy[Any], party: Relationship, sale: Context) -> PaymentPlan | None:
    plan = planned(strategy, party, sale)
    return plan if isinstance(plan, PaymentPlan) else None


def _units(plan: PaymentPlan) -> list[int]:
    return [line.amount.minor_units for line in plan.lines]


@law(
    "P1",
    "keeps the laws of plans",
    "For a sale with a price and an agreement its plan adds up, and keeps every law of plans.",
    "Σ amounts = m; amounts ≥ 0; d₁ ≤ d₂ ≤ …",
)
def _keeps(strategy: PaymentStrategy[Any], party: Relationship, sale: Context) -> bool:
    try:
        return strategy.propose(party, sale) is not None
    except PlanLawError as fault:
        raise LawBrokenError(str(fault)) from fault
    except RelkitError:
        return False


@law(
    "P3",
    "a credit mirrors",
    "The credit for a plan has each amount with the other sign; its own credit is the plan.",
    "amounts(−p) = −amounts(p), −(−p) = p",
)
@unless_refused
def _mirrors(strategy: PaymentStrategy[Any], party: Relationship, sale: Context) -> bool:
    plan = _plan(strategy, party, sale)
    if plan is None:
        return False
    credit = plan.reversed()
    same(_units(credit), [-units for units in _units(plan)])
    same(credit.reversed(), plan)
    return True


@law(
    "P5",
    "payments in order",
    "Its payments come in the order of their days, however long they go on.",
    "d₁ ≤ d₂ ≤ d₃ …",
)
@unless_refused
def _in_order(strategy: PaymentStrategy[Any], party: Relationship, sale: Context) -> bool:
    plan = _plan(strategy, party, sale)
    if plan is None:
        return False
    days = [line.due for line in islice(plan.occurrences(), _SOME) if line.due is not None]
    for earlier, later in pairwise(days):
        if later < earlier:
            msg = f"{later} stands after {earlier}."
            raise LawBrokenError(msg)
    return True


def _takes_price(strategy: PaymentStrategy[Any]) -> str:
    amounts = any(isinstance(value, Money) for value in _values(strategy))
    return "it has amounts of its own" if amounts or strategy.adjustments else ""


@law(
    "P10",
    "the currency of the sale",
    "A price in any currency is paid in that currency.",
    "currency(line) = currency(m)",
    applies=_takes_price,
)
@unless_refused
def _currency(
    strategy: PaymentStrategy[Any],
    party: Relationship,
    sale: Context,
    price: Money,
    currency: Currency,
) -> bool:
    paid = Money.from_minor_units(price.minor_units, currency)
    plan = _plan(strategy, party, attrs.evolve(sale, price=paid))
    if plan is None or plan.currency is None:
        return False
    same({amount.currency for amount in plan.amounts()}, {currency})
    return True


@law(
    "P11",
    "so many times the price",
    "So many times the price makes so many times the sum.",
    "Σ amounts(k·m) = k · Σ amounts(m)",
    applies=_takes_price,
)
@unless_refused
def _scaled(
    strategy: PaymentStrategy[Any],
    party: Relationship,
    sale: Context,
    price: Money,
    factor: int,
) -> bool:
    plan = _plan(strategy, party, attrs.evolve(sale, price=price))
    many = _plan(strategy, party, attrs.evolve(sale, price=price * factor))
    once, often = _sum(plan), _sum(many)
    if once is None or often is None:
        return False
    same(often, once * factor)
    return True


def _has_no_days(strategy: PaymentStrategy[Any]) -> str:
    return "it has days of its own" if any(isinstance(v, date) for v in _values(strategy)) else ""


@law(
    "P13",
    "moved by the calendar's cycle",
    "400 years later, when the calendar repeats, its payments are 400 years later.",
    "d(today + 400 years) = d(today) + 400 years",
    applies=_has_no_days,
)
@unless_refused
def _moved(strategy: PaymentStrategy[Any], party: Relationship, sale: Context) -> bool:
    plan = _plan(strategy, party, sale)
    begun = {
        name: day + _CYCLE
        for name in ("since", "last_engaged")
        if (day := getattr(party, name)) is not None
    }
    moved_party: Relationship = attrs.evolve(cast("Any", party), **begun)
    later = _plan(strategy, moved_party, attrs.evolve(sale, today=sale.today + _CYCLE))
    if plan is None or later is None:
        return False
    moved, days = (
        [line.due for line in islice(each.occurrences(), _SOME) if line.due is not None]
        for each in (later, plan)
    )
    same(moved, [day + _CYCLE for day in days])
    return True


@law(
    "P14",
    "paid and outstanding",
    "What was paid, in any order, and what is outstanding add up to what is owed.",
    "paid + outstanding = owed",
)
@unless_refused
def _outstanding(
    strategy: PaymentStrategy[Any], party: Relationship, sale: Context, shares: Sequence[int]
) -> bool:
    plan = _plan(strategy, party, sale)
    if plan is None or plan.currency is None:
        return False
    on = sale.today + _YEAR if plan.is_open_ended else None
    owed = plan.outstanding([], on=on)
    paid = [owed.times(Fraction(share, _ALL)) for share in shares]
    rest = plan.outstanding(paid, on=on)
    same(Money.total([*paid, rest], owed.currency), owed)
    same(plan.outstanding(paid[::-1], on=on), rest)
    return True


@law(
    "P16",
    "nothing to pay",
    "A price of zero gives a plan over nothing, or none, or says what else is needed.",
    "m = 0 ⇒ Σ amounts = 0",
    applies=_takes_price,
)
def _nothing(
    strategy: PaymentStrategy[Any], party: Relationship, sale: Context, price: Money
) -> bool:
    free = attrs.evolve(sale, price=price * 0)
    try:
        plan = strategy.propose(party, free)
    except PlanLawError as fault:
        raise LawBrokenError(str(fault)) from fault
    except RelkitError:
        return False
    total = _sum(plan)
    if total is None:
        return False
    same(total.minor_units, 0)
    return True


def _sum(plan: PaymentPlan | None) -> Money | None:
    """Give what a plan comes to; where it goes on, what is at hand to be paid."""
    if plan is None:
        return None
    return plan.price if plan.total is None else plan.total


def _values(value: object) -> list[object]:
    """Give the fields of a strategy, and of what they hold."""
    found: list[object] = []
    waiting: list[object] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += cast("tuple[object, ...]", one)
        elif attrs.has(type(one)) and not isinstance(one, Money):
            waiting += told_fields(one).values()
        else:
            found.append(one)
    return found


PAYMENT_LAWS: Final[tuple[Law, ...]] = (
    _keeps,
    _mirrors,
    _in_order,
    _currency,
    _scaled,
    _moved,
    _outstanding,
    _nothing,
)
"""What every payment strategy owes besides the laws of strategies."""
