"""Strategies for payments: terms and plans."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.strategies import money as of_money

from relkit.money import Currency, Money
from relkit.plans import (
    AmountOff,
    PaymentPlan,
    PercentOff,
    Phase,
    PriceChange,
    Recurring,
    Surcharge,
    Tier,
)
from relkit.relationships import Client, Relationship
from relkit.schedules import Every
from relkit.strategies import (
    Combined,
    Context,
    DepositAndBalance,
    FlatFee,
    Hourly,
    Installments,
    Milestone,
    Milestones,
    PaymentStrategy,
    PayPerTransaction,
    Retainer,
    Subscription,
    Usage,
    ValueBased,
)
from relkit.testing import dates, moneys, schedules

USD = Currency.of("USD")
ACME = Client(party="acme", business="harper-law")
MOST_UNITS = 10**9
FAR = date(2300, 1, 1)


def prices(currency: Currency | None = None) -> st.SearchStrategy[Money]:
    """Prices from zero on, of a currency or of any, small ones more often than by chance."""
    small = moneys(currency, min_units=0, max_units=12)
    return small | moneys(currency, min_units=0, max_units=MOST_UNITS)


def days() -> st.SearchStrategy[date]:
    """Days from which years of payments stay within the calendar."""
    return dates()


def rhythms() -> st.SearchStrategy[Every]:
    """Rhythms of every unit, with and without a fixed day of the month."""
    return schedules()


def contexts(**fixed: Any) -> st.SearchStrategy[Context]:
    """Contexts with a day and a price; what is given stays as given."""
    made = {"today": days(), "price": prices()}
    return st.builds(Context, **(made | {name: st.just(v) for name, v in fixed.items()}))


def milestones() -> st.SearchStrategy[tuple[Milestone, ...]]:
    """Milestones of any weights, at least one of them above zero."""

    def made(weights: list[Any]) -> tuple[Milestone, ...]:
        return tuple(Milestone(label=f"stage {n}", weight=w) for n, w in enumerate(weights))

    return of_money.weight_lists().map(made)


def changes(currency: Currency = USD) -> st.SearchStrategy[PriceChange]:
    """Discounts and surcharges of every sort."""
    shares = st.integers(0, 100) | st.fractions(0, 100, max_denominator=8)
    amounts = moneys(currency, min_units=0, max_units=10_000)
    return (
        st.builds(PercentOff, percent=shares)
        | st.builds(AmountOff, amount=amounts)
        | st.builds(Surcharge, percent=shares)
        | st.builds(Surcharge, amount=amounts)
    )


def closed() -> st.SearchStrategy[PaymentStrategy[Any]]:
    """Strategies whose plans add up to the price at hand."""
    return (
        st.just(PayPerTransaction())
        | st.builds(FlatFee, due=st.none() | days())
        | st.builds(DepositAndBalance, deposit_percent=st.integers(0, 100))
        | st.builds(
            Installments,
            count=st.integers(1, 60),
            every=rhythms(),
            remainder=st.sampled_from(["first", "last"]),
            step=st.sampled_from([1, 5, 10]),
        )
        | st.builds(Milestones, milestones=milestones())
    )


def recurrings(**fixed: Any) -> st.SearchStrategy[Recurring]:
    """Recurring payments of every sort, in US dollars; what is given stays as given."""
    amounts = moneys(USD, min_units=0, max_units=100_000)
    made: dict[str, st.SearchStrategy[Any]] = {
        "label": st.just("fee"),
        "every": rhythms(),
        "start": days(),
        "price": amounts,
        "phases": st.lists(
            st.builds(Phase, price=amounts, periods=st.integers(1, 4)), max_size=2
        ).map(tuple),
        "in_advance": st.booleans(),
        "net_days": st.integers(0, 60),
        "prorate": st.booleans(),
        "day_count": st.none() | st.integers(28, 31),
        "business_days": st.sampled_from(["none", "following", "modified_following"]),
    }
    return st.builds(Recurring, **(made | {name: st.just(v) for name, v in fixed.items()}))


def tiers(currency: Currency = USD) -> st.SearchStrategy[tuple[Tier, ...]]:
    """Tiers that ascend to one without an end."""
    unit_prices = moneys(currency, min_units=0, max_units=1000)

    def made(pairs: dict[int, Money], last: Money) -> tuple[Tier, ...]:
        bounded = [Tier(up_to=end, unit_price=price) for end, price in sorted(pairs.items())]
        return (*bounded, Tier(unit_price=last))

    bounded = st.dictionaries(st.integers(1, 500), unit_prices, max_size=4)
    return st.builds(made, bounded, unit_prices)


def metered() -> st.SearchStrategy[tuple[PaymentStrategy[Any], dict[str, Any], int | None]]:
    """Strategies that bill what is measured, with measures and the period measured."""
    minutes, numbers = st.integers(0, 10_000), st.integers(0, 30)
    amounts = moneys(USD, min_units=0, max_units=1_000_000)
    limits = st.none() | amounts
    hourly = st.tuples(
        st.builds(Hourly, rate=amounts, not_to_exceed=limits),
        st.fixed_dictionaries({"hour": minutes}),
        numbers,
    )
    usage = st.tuples(
        st.builds(Usage, tiers=tiers(), mode=st.sampled_from(["graduated", "volume"])),
        st.fixed_dictionaries({"units": minutes}),
        numbers,
    )
    shares = st.integers(0, 100) | st.fractions(0, 100, max_denominator=9)
    valued = st.tuples(
        st.builds(ValueBased, share_percent=shares, cap=limits),
        st.fixed_dictionaries({"value": amounts}),
        st.none(),
    )
    return hourly | usage | valued


def plans() -> st.SearchStrategy[PaymentPlan]:
    """Payment plans of every sort for a client, with a price in US dollars."""
    amount = Money(1000, USD)
    every = st.builds(Subscription, every=rhythms(), trial_days=st.integers(0, 40))
    standing = every | st.builds(Retainer, every=rhythms(), included_hours=st.integers(1, 9))
    metered_ones = metered().map(lambda drawn: drawn[0])
    combined = st.builds(
        lambda a, b: Combined(parts=(a, b)), standing, closed().map(lambda s: _priced(s, amount))
    )
    context = contexts(price=amount)
    return st.builds(_proposed, closed() | standing | metered_ones | combined, context)


def _priced(subject: PaymentStrategy[Any], price: Money) -> PaymentStrategy[Any]:
    return type(subject)(price=price)  # type: ignore[call-arg]  # all closed ones have a price


def _proposed(subject: PaymentStrategy[Any], context: Context) -> PaymentPlan:
    return propose(subject, context)


def propose(
    subject: PaymentStrategy[Any], context: Context, of: Relationship = ACME
) -> PaymentPlan:
    """Propose a plan that is there."""
    plan: PaymentPlan | None = subject.propose(of, context)
    assert plan is not None
    return plan


def share(units: int, weight: Any, total: Any) -> Fraction:
    """Give the exact share of a weight."""
    return units * Fraction(weight) / Fraction(total)
