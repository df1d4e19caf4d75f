"""What is known of the fields of plans and of their parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any, Final, get_args

from hypothesis import strategies as st

from relkit.events import PaymentModel
from relkit.money import Money
from relkit.plans import (
    JURISDICTIONS,
    OPEN_CHANNELS,
    Allowance,
    AllowancePeriod,
    AmountOff,
    Ask,
    Because,
    Commitment,
    DrawDown,
    Escalation,
    Fact,
    FrequencyCap,
    HourlyMeter,
    LateHandling,
    Line,
    LoyaltyScheme,
    MarketingPlan,
    Meter,
    Offer,
    OutcomeMeter,
    PaymentPlan,
    PercentOff,
    Phase,
    Plan,
    PriceChange,
    PriceStep,
    Recurring,
    Rule,
    ServicePlan,
    StatutoryFees,
    Step,
    Surcharge,
    Terms,
    Tier,
    Touch,
    UsageMeter,
    Within,
)
from relkit.testing._strategies.businesses import texts, words
from relkit.testing._strategies.fields import Lore
from relkit.testing._strategies.hints import Drawn
from relkit.testing._strategies.money import moneys
from relkit.testing._strategies.schedules import dates

__all__ = ["PLAN_LORE", "channels", "holidays", "percents", "prices", "share_percents", "tiers"]

_CHANNELS: Final = (*sorted(OPEN_CHANNELS), "email", "phone", "in_person", "event", "letter")
_ABOUT: Final = ("advice", "news", "purchase", "review", "milestone", "delivery", "agreement")
_MOST_UNITS: Final = 10**9


@cache
def channels() -> st.SearchStrategy[str]:
    """Channels, such as need consent and such as do not, and any other word."""
    return st.sampled_from(_CHANNELS) | words()


@cache
def holidays() -> st.SearchStrategy[frozenset[date]]:
    """Days on which nobody works."""
    return st.frozensets(dates(), max_size=2)


@cache
def prices() -> st.SearchStrategy[Money]:
    """Prices from zero on in US dollars, small ones more often than by chance."""
    return moneys("USD", min_units=0, max_units=12) | moneys(
        "USD", min_units=0, max_units=_MOST_UNITS
    )


@cache
def percents() -> st.SearchStrategy[int]:
    """Whole percents from 0 to 100."""
    return st.integers(0, 100)


@cache
def share_percents() -> st.SearchStrategy[int | Fraction]:
    """Exact percents from 0 to 100."""
    return percents() | st.fractions(0, 100, max_denominator=9)


def _occasions() -> st.SearchStrategy[str]:
    return st.sampled_from(_ABOUT) | words()


def _some(of: Drawn, *, least: int = 0) -> Drawn:
    return st.lists(of, min_size=least, max_size=3).map(tuple)


def _when(*, least: int) -> tuple[frozenset[str], st.SearchStrategy[dict[str, Any]]]:
    """A day or an occasion, not both; with ``least=0`` neither is possible as well."""
    either = st.fixed_dictionaries({"due": dates()}) | st.fixed_dictionaries(
        {"trigger": _occasions()}
    )
    nothing: dict[str, Any] = {}
    return frozenset({"due", "trigger"}), either if least else st.just(nothing) | either


def _jointly(
    *names: str, of: st.SearchStrategy[dict[str, Any]]
) -> tuple[frozenset[str], st.SearchStrategy[dict[str, Any]]]:
    return frozenset(names), of


@cache
def _leaves() -> dict[object, Drawn]:
    """What the parts of plans are made of, unless more is known of a field."""
    return {
        str: _occasions(),
        int: st.integers(0, 365),
        date: dates(),
        Money: prices(),
    }


def _plain(**fields: Drawn) -> Lore:
    return Lore(fields=fields, leaves=_leaves())


@cache
def tiers() -> st.SearchStrategy[tuple[Tier, ...]]:
    """Tiers that ascend to one without an end, in US dollars."""

    def made(pairs: Mapping[int, Money], last: Money) -> tuple[Tier, ...]:
        bounded = [Tier(up_to=end, unit_price=price) for end, price in sorted(pairs.items())]
        return (*bounded, Tier(unit_price=last))

    unit_prices = moneys("USD", min_units=0, max_units=1000)
    return st.builds(
        made, st.dictionaries(st.integers(1, 500), unit_prices, max_size=4), unit_prices
    )


@cache
def rate_cards() -> st.SearchStrategy[tuple[tuple[str, Money], ...]]:
    """Roles, each with what an hour of it costs."""
    pairs = st.dictionaries(words(), prices(), min_size=1, max_size=3)
    return pairs.map(lambda card: tuple(card.items()))


def _days_before_and_after() -> st.SearchStrategy[tuple[int, ...]]:
    return _some(st.integers(-365, 365))


def _change() -> st.SearchStrategy[dict[str, Any]]:
    """A share or an amount more."""
    return st.fixed_dictionaries({"percent": share_percents()}) | st.fixed_dictionaries(
        {"amount": prices()}
    )


def _until() -> st.SearchStrategy[dict[str, Any]]:
    """A start, and an end after it or none."""

    def made(start: date, days: int | None) -> dict[str, Any]:
        return {"start": start, "until": None if days is None else start + timedelta(days=days)}

    return st.builds(made, dates(), st.none() | st.integers(1, 2000))


def _allowance_period() -> st.SearchStrategy[dict[str, Any]]:
    """What became of the minutes of one period, of which none gets lost."""

    def made(included: int, carried: int, used: int, keeps: bool) -> dict[str, Any]:  # noqa: FBT001 - drawn
        drawn = min(used, included + carried)
        left = included + carried - drawn
        return {
            "included": included,
            "carried_in": carried,
            "drawn": drawn,
            "over": used - drawn,
            "expired": 0 if keeps else left,
            "carried_out": left if keeps else 0,
        }

    minutes = st.integers(0, 6000)
    return st.builds(made, st.integers(1, 6000), minutes, minutes, st.booleans())


def _deposit() -> st.SearchStrategy[dict[str, Any]]:
    """A deposit as a share, as an amount, or none."""
    return st.fixed_dictionaries({"deposit_percent": percents()}) | st.fixed_dictionaries(
        {"deposit_amount": prices()}
    )


def _agreed() -> st.SearchStrategy[dict[str, Any]]:
    """A payment model, and whether it needs a written agreement: contingency always does."""

    def made(model: str, needs: bool) -> dict[str, Any]:  # noqa: FBT001 - drawn
        return {"model": model, "needs_written_agreement": needs or model == "contingency"}

    return st.builds(made, st.sampled_from(get_args(PaymentModel)), st.booleans())


def _step() -> st.SearchStrategy[dict[str, Any]]:
    """A price change with the price before and after it."""

    def made(change: PriceChange, before: Money) -> dict[str, Any]:
        return {"change": change, "before": before, "after": change.applied(before)}

    changes = st.builds(PercentOff, percent=share_percents()) | st.builds(
        Surcharge, amount=prices()
    )
    return st.builds(made, changes, prices())


def _reasons() -> st.SearchStrategy[Because]:
    facts = st.builds(Fact, _occasions(), texts()) | st.builds(
        Fact, _occasions(), pro=st.integers(0, 99), con=st.integers(0, 99)
    )
    return st.builds(Because, _some(_rules()), _some(facts))


def _rules() -> st.SearchStrategy[Rule]:
    return st.builds(
        Rule, words(), choice=st.none() | st.integers(1, 9), detail=st.just("") | texts()
    )


PLAN_LORE: Final[Mapping[type, Callable[[], Lore]]] = {
    Because: _plain,
    Fact: lambda: _plain(value=texts(), pro=st.none() | st.integers(0, 99)),
    Rule: lambda: _plain(detail=texts(), branches=_some(_some(_rules(), least=1))),
    Plan: lambda: _plain(because=_reasons()),
    MarketingPlan: lambda: _plain(channels=_some(channels()), awaiting_consent=_some(channels())),
    ServicePlan: _plain,
    PaymentPlan: lambda: Lore(
        fields={
            "replenish_at_percent": st.none() | st.integers(1, 100),
            "is_reversed": st.just(value=False),
        },
        together=(
            _jointly("model", "needs_written_agreement", of=_agreed()),
            _jointly("deposit_percent", "deposit_amount", of=_deposit()),
        ),
        leaves=_leaves(),
    ),
    Within: lambda: _plain(count=st.integers(1, 100)),
    Touch: lambda: Lore(
        fields={"channel": channels()}, together=(_when(least=1),), leaves=_leaves()
    ),
    Commitment: lambda: _plain(channel=st.none() | channels()),
    FrequencyCap: lambda: _plain(most=st.integers(1, 30), days=st.integers(1, 365)),
    Offer: lambda: _plain(most_percent_off=percents()),
    LoyaltyScheme: lambda: _plain(percent_back=percents()),
    Ask: _plain,
    Step: lambda: Lore(together=(_when(least=0),), leaves=_leaves()),
    Escalation: lambda: _plain(at_breaches=st.integers(1, 9)),
    Terms: _plain,
    LateHandling: lambda: _plain(
        reminder_days=_days_before_and_after(), retry_days=_some(st.integers(1, 365))
    ),
    StatutoryFees: lambda: _plain(
        jurisdiction=st.sampled_from(sorted(JURISDICTIONS)),
        reference_percent=st.integers(-5, 20) | st.decimals(-5, 20, places=2),
    ),
    Line: lambda: Lore(
        fields={"nominal": st.none() | dates()}, together=(_when(least=1),), leaves=_leaves()
    ),
    Meter: _plain,
    HourlyMeter: lambda: _plain(rates=rate_cards(), increment_minutes=st.integers(1, 60)),
    OutcomeMeter: lambda: _plain(share_percent=share_percents()),
    UsageMeter: lambda: _plain(tiers=tiers()),
    Tier: lambda: _plain(up_to=st.none() | st.integers(1, 500)),
    Phase: lambda: _plain(periods=st.integers(1, 12)),
    Recurring: lambda: Lore(
        fields={
            "net_days": st.integers(0, 60),
            "day_count": st.none() | st.integers(28, 31),
            "holidays": holidays(),
        },
        together=(_jointly("start", "until", of=_until()),),
        leaves=_leaves(),
    ),
    Allowance: lambda: _plain(minutes=st.integers(1, 6000)),
    AllowancePeriod: lambda: Lore(
        together=(
            _jointly(
                "included",
                "carried_in",
                "drawn",
                "over",
                "expired",
                "carried_out",
                of=_allowance_period(),
            ),
        )
    ),
    DrawDown: _plain,
    PriceChange: _plain,
    PercentOff: lambda: _plain(percent=share_percents()),
    AmountOff: _plain,
    Surcharge: lambda: Lore(
        together=(_jointly("percent", "amount", of=_change()),), leaves=_leaves()
    ),
    PriceStep: lambda: Lore(together=(_jointly("change", "before", "after", of=_step()),)),
}
