"""`MarketingPlan`: how a party hears from the business, and what it is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit.plans._content import Content
from relkit.plans._fields import (
    PERCENT,
    Check,
    between,
    check_fields,
    optional,
    part,
    parts,
)
from relkit.plans._journeys import Standing
from relkit.plans._loyalty import LoyaltyScheme, Recognition
from relkit.plans._parts import Touch, needs_consent
from relkit.plans._plan import Plan
from relkit.plans._steps import Ask, grouped
from relkit.plans._text import joined, percent, plain, sentence
from relkit.schedules import Every

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SUMMED_UP_STORIES", "FrequencyCap", "MarketingPlan", "Offer"]

SUMMED_UP_STORIES: Final = frozenset({"ratings", "reviews"})
"""The stories that are told of many parties at once, so that no single one must agree."""


@attrs.frozen(kw_only=True)
class FrequencyCap:
    """The most outbound marketing that a party gets in some days, all channels together.

    >>> print(FrequencyCap(most=4, days=30))
    at most 4 in 30 days
    """

    most: int
    days: int

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"most": between(1), "days": between(1)})

    @override
    def __str__(self) -> str:
        """Give the limit in words."""
        return f"at most {self.most} in {self.days} days"


@attrs.frozen(kw_only=True)
class Offer:
    """What is offered, and how much of its price may be given away, in whole percent.

    >>> print(Offer(form="promotion", most_percent_off=10))
    promotion, at most 10 % off
    """

    form: str
    most_percent_off: int = 0

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, {"form": text, "most_percent_off": PERCENT})

    def within(self, margin_percent: int, most_percent: int = 50) -> Offer:
        """Give the offer with at most a share of the margin given away, in whole percent.

        ``margin_percent`` is what is left of the price after all costs, 0 to 100.

        >>> print(Offer(form="promotion", most_percent_off=10).within(15))
        promotion, at most 7 % off
        """
        margin = whole(margin_percent, "The margin", 0, 100)
        most = margin * whole(most_percent, "The share of the margin", 0, 100) // 100
        return self if self.most_percent_off <= most else attrs.evolve(self, most_percent_off=most)

    @override
    def __str__(self) -> str:
        """Give the offer in words."""
        off = percent(self.most_percent_off, "off")
        return joined([plain(self.form), f"at most {off}" if off else ""])


_WORDS = parts(text)
_PLAN: Final[dict[str, Check]] = {
    "aim": text,
    "channels": _WORDS,
    "awaiting_consent": _WORDS,
    "touches": parts(part(Touch)),
    "cadence": optional(part(Every)),
    "frequency_cap": optional(part(FrequencyCap)),
    "offer": optional(part(Offer)),
    "loyalty_scheme": optional(part((LoyaltyScheme, Recognition))),
    "content": parts(part(Content)),
    "topics": _WORDS,
    "success_story": optional(part(Ask)),
    "referral": optional(part(Ask)),
    "journey": optional(part(Standing)),
}


@attrs.frozen(kw_only=True)
class MarketingPlan(Plan):
    """How a party hears from the business, and what it is offered (rows S45-S54).

    Args:
        aim: what it is for, such as ``"repeat_purchase"``.
        channels: the channels to use, best first.
        awaiting_consent: those that would be used if the party agreed to them.
        touches: the communication plan: the contacts, each with who speaks about what, its
            day or its trigger, its channel, and whether it goes both ways.
        cadence: the rhythm of what the business begins by itself.
        frequency_cap: the most outbound marketing, all channels together.
        offer: what is offered.
        loyalty_scheme: how returning is rewarded.
        content: what there is to learn, going out over the channels of the plan only.
        topics: what the content is about, what interests the party most first.
        success_story: how the party's experience is asked for and told.
        referral: how a recommendation is asked for.
        journey: where the party stands, and which step comes next.

    Raises ``InvalidValueError``. Whether the party agreed to every outbound channel, and
    that no favor is asked while it complains, is checked when a strategy proposes the plan.

    >>> print(MarketingPlan(aim="repeat_purchase", channels=("in_store",)))
    Marketing: repeat purchase over in store
      Because: by hand
    """

    aim: str
    channels: tuple[str, ...] = ()
    awaiting_consent: tuple[str, ...] = ()
    touches: tuple[Touch, ...] = ()
    cadence: Every | None = None
    frequency_cap: FrequencyCap | None = None
    offer: Offer | None = None
    loyalty_scheme: LoyaltyScheme | Recognition | None = None
    content: tuple[Content, ...] = ()
    topics: tuple[str, ...] = ()
    success_story: Ask | None = None
    referral: Ask | None = None
    journey: Standing | None = None

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, _PLAN)

    @property
    def outbound_channels(self) -> frozenset[str]:
        """Every channel in it that reaches out to the party, so that it needs consent.

        >>> MarketingPlan(aim="reach", channels=("email", "search")).outbound_channels
        frozenset({'email'})
        """
        used = {*self.channels, *(touch.channel for touch in self.touches)}
        return frozenset(channel for channel in used if needs_consent(channel))

    @override
    def summary(self) -> Iterator[str]:
        """Give the plan in a few lines."""
        over = joined(map(plain, self.channels))
        yield f"Marketing: {joined([plain(self.aim), over], ' over ')}"
        first, rest = grouped(self.touches)[:1], grouped(self.touches)[1:]
        yield from sentence("Contact", [*first, self.cadence, *rest])
        yield from sentence("Content", self.content)
        waiting = joined(map(plain, self.awaiting_consent))
        yield from sentence(
            "Limits", [self.frequency_cap, f"no consent to {waiting}" if waiting else ""]
        )
        referral = None if self.referral is None else f"referral: {self.referral}"
        yield from sentence("Offer", [self.offer, self.loyalty_scheme, referral])
        yield from sentence("Journey", [self.journey])
