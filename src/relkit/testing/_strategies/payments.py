"""What is known of the fields of strategies, in every area."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from relkit.money import Money
from relkit.plans import PercentOff, Phase, Surcharge
from relkit.strategies import (
    ClientService,
    Combined,
    Context,
    DepositAndBalance,
    FlatFee,
    Hourly,
    Installments,
    MarketingStrategy,
    Milestone,
    Milestones,
    PaymentStrategy,
    Retainer,
    ServiceStrategy,
    Strategy,
    Subscription,
    Usage,
    ValueBased,
)
from relkit.strategies._payment._metered import MeteredStrategy, OutcomeStrategy
from relkit.strategies._payment._recurring import StandingStrategy
from relkit.testing._strategies.businesses import words
from relkit.testing._strategies.fields import Lore
from relkit.testing._strategies.hints import Drawn
from relkit.testing._strategies.plans import (
    channels,
    holidays,
    percents,
    prices,
    rate_cards,
    share_percents,
    tiers,
)
from relkit.testing._strategies.schedules import dates

__all__ = ["STRATEGY_LORE"]


@cache
def _leaves() -> dict[object, Drawn]:
    """What strategies are made of, unless more is known of a field."""
    return {str: words(), int: st.integers(1, 60), date: dates(), Money: prices()}


def _plain(**fields: Drawn) -> Lore:
    return Lore(fields=fields, leaves=_leaves())


def _joined(of: st.SearchStrategy[dict[str, Any]], *names: str, **fields: Drawn) -> Lore:
    return Lore(fields=fields, together=((frozenset(names), of),), leaves=_leaves())


def _adjustments() -> Drawn:
    """Changes after which no price is below zero."""
    changes = st.builds(PercentOff, percent=share_percents()) | st.builds(
        Surcharge, percent=share_percents()
    )
    return st.lists(changes, max_size=2).map(tuple)


def _from_start() -> st.SearchStrategy[dict[str, Any]]:
    """A start or none, and only with a start an end."""

    def made(start: date, days: int | None) -> dict[str, Any]:
        return {"start": start, "until": None if days is None else start + timedelta(days=days)}

    nothing: dict[str, Any] = {}
    return st.just(nothing) | st.builds(made, dates(), st.none() | st.integers(1, 2000))


def _two_amounts(low: str, high: str) -> st.SearchStrategy[dict[str, Any]]:
    """Two amounts, the one never above the other, each of which can be missing."""

    def made(one: Money, other: Money, which: int) -> dict[str, Any]:
        both = {low: min(one, other), high: max(one, other)}
        return {name: amount for bit, (name, amount) in enumerate(both.items()) if which >> bit & 1}

    return st.builds(made, prices(), prices(), st.integers(0, 3))


def _deposit() -> st.SearchStrategy[dict[str, Any]]:
    """A share of the price, or a price and an amount of it."""

    def made(one: Money, other: Money) -> dict[str, Any]:
        return {"deposit": min(one, other), "price": max(one, other)}

    shares = st.fixed_dictionaries({"deposit_percent": percents(), "price": st.none() | prices()})
    return shares | st.builds(made, prices(), prices())


def _rates() -> st.SearchStrategy[dict[str, Any]]:
    """One rate, a card, or neither."""
    nothing: dict[str, Any] = {}
    return (
        st.just(nothing)
        | st.fixed_dictionaries({"rate": prices()})
        | st.fixed_dictionaries({"rate_card": rate_cards()})
    )


def _milestones() -> st.SearchStrategy[dict[str, Any]]:
    """Milestones whose days come in order, with weights of any scale, or percents."""

    def made(weights: list[int], days: list[date], trigger: str | None) -> dict[str, Any]:
        given = [
            Milestone(label=f"stage {number}", weight=weight, due=day)
            for number, (weight, day) in enumerate(zip(weights, sorted(days), strict=False))
        ]
        last = Milestone(label="result", weight=100 - sum(weights), trigger=trigger)
        return {"milestones": (*given, last), "in_percent": len(days) >= len(weights)}

    weights = st.lists(st.integers(0, 30), max_size=3)
    return st.builds(made, weights, st.lists(dates(), max_size=3), st.none() | words())


def _parts() -> st.SearchStrategy[tuple[PaymentStrategy[Any], ...]]:
    """A fee for itself, or beside one that goes on."""
    fees: Drawn = st.builds(FlatFee, price=prices()) | st.builds(
        DepositAndBalance, price=prices(), deposit_percent=percents()
    )
    going_on: Drawn = st.builds(
        Subscription, price=prices(), trial_days=st.integers(0, 40)
    ) | st.builds(Retainer, fee=prices())
    return st.tuples(fees) | st.tuples(going_on, fees)


def _hours(minutes: int) -> Fraction:
    return Fraction(minutes, 60)


def _context_leaves() -> dict[object, Drawn]:
    return {int: st.integers(0, 100), date: dates(), Money: prices()}


STRATEGY_LORE: Final[Mapping[type, Callable[[], Lore]]] = {
    Context: lambda: Lore(
        fields={
            "holidays": holidays(),
            "consent": st.frozensets(channels(), max_size=4),
            "data": st.dictionaries(words(), st.integers(), max_size=2),
        },
        leaves=_context_leaves(),
    ),
    Strategy: _plain,
    MarketingStrategy: lambda: _plain(
        channels=st.lists(channels(), max_size=3).map(tuple),
        contacts_per_period=st.integers(0, 9),
    ),
    ServiceStrategy: lambda: _plain(contacts_per_period=st.integers(0, 9)),
    ClientService: lambda: _plain(check_days=st.lists(st.integers(1, 90), max_size=3).map(tuple)),
    PaymentStrategy: lambda: _plain(adjustments=_adjustments(), most_lines=st.integers(60, 1200)),
    StandingStrategy: lambda: _joined(
        _from_start(), "start", "until", day_count=st.none() | st.integers(28, 31)
    ),
    MeteredStrategy: lambda: _plain(in_advance=st.just(value=False)),
    OutcomeStrategy: lambda: _plain(share_percent=st.none() | share_percents()),
    FlatFee: _plain,
    DepositAndBalance: lambda: _joined(_deposit(), "deposit", "deposit_percent", "price"),
    Installments: lambda: _plain(count=st.integers(1, 60), least=st.none()),
    Milestone: lambda: _joined(_when(), "due", "trigger", weight=st.integers(0, 100)),
    Milestones: lambda: _joined(_milestones(), "milestones", "in_percent"),
    Hourly: lambda: Lore(
        together=(
            (frozenset({"rate", "rate_card"}), _rates()),
            (frozenset({"estimate", "not_to_exceed"}), _two_amounts("estimate", "not_to_exceed")),
        )
    ),
    Combined: lambda: _plain(parts=_parts()),
    Usage: lambda: _plain(tiers=st.just(()) | tiers()),
    ValueBased: lambda: _joined(_two_amounts("floor", "cap"), "floor", "cap"),
    Subscription: lambda: _plain(
        phases=st.lists(
            st.builds(Phase, price=prices(), periods=st.integers(1, 4)), max_size=2
        ).map(tuple)
    ),
    Retainer: lambda: _plain(
        deposit_percent=percents(),
        replenish_at_percent=st.none() | st.integers(1, 100),
        included_hours=st.none() | st.integers(1, 6000).map(_hours),
    ),
}


def _when() -> st.SearchStrategy[dict[str, Any]]:
    nothing: dict[str, Any] = {}
    return (
        st.just(nothing)
        | st.fixed_dictionaries({"due": dates()})
        | st.fixed_dictionaries({"trigger": words()})
    )
