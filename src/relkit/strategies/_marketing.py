"""Marketing in general, and where nobody knows customer from client (rows S45-S54).

Every number is a field with its source; ``[judgment]`` marks one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from typing_extensions import override

from relkit._checks import text
from relkit.plans import (
    Ask,
    FrequencyCap,
    LoyaltyScheme,
    MarketingPlan,
    Offer,
    Touch,
    Within,
    needs_consent,
)
from relkit.plans._fields import Check, between, check_fields, optional, part, parts
from relkit.relationships import Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._pace import due_after_engagement, next_in_rhythm, period_days, rhythm
from relkit.strategies._strategy import Strategy

__all__ = ["MarketingStrategy", "PlainMarketing"]

_CHECKS: Final[dict[str, Check]] = {
    "aim": text,
    "channels": parts(text),
    "contact_about": text,
    "contacts_per_period": between(0),
    "least_days_between": between(1),
    "newsletter": optional(part(Every)),
    "triggers": parts(text),
    "frequency_cap": optional(part(FrequencyCap)),
    "offer": part(Offer),
    "loyalty_scheme": optional(part(LoyaltyScheme)),
    "topics": parts(text),
    "success_story": optional(part(Ask)),
    "referral": optional(part(Ask)),
    "win_back_periods": optional(between(1)),
    "enquiry_response": part(Within),
}


@strategy
class MarketingStrategy(Strategy[R_contra, MarketingPlan]):
    """What the marketing strategies have in common; a base for those of your own kinds.

    A prospect gets its enquiries answered. An active party gets contact in the rhythm of
    its own periods, a dormant one is won back at its own pace, a former one is thanked and
    left alone. Channels without consent are only named as such.

    Raises ``InvalidValueError`` for fields that cannot be.
    """

    reads: ClassVar[tuple[str, ...]] = ("stage", "period_days", "since", "last_engaged")

    aim: str = "reach"
    """What the marketing is for."""

    channels: tuple[str, ...] = ("search", "online", "email")
    """The channels, best first."""

    contact_about: str = "news"
    """What the business writes or calls about by itself."""

    contacts_per_period: int = 0
    """How often it does so in a natural period; 0 for never."""

    least_days_between: int = 7
    """The fewest days between two such contacts: at most one a week [judgment]."""

    newsletter: Every | None = None
    """How often a newsletter goes out by email."""

    triggers: tuple[str, ...] = ()
    """The occasions that are followed up."""

    frequency_cap: FrequencyCap | None = FrequencyCap(most=4, days=30)
    """The most outbound contacts: four in 30 days, as one a week [judgment]."""

    offer: Offer = Offer(form="standard_price_list")
    """What is offered."""

    loyalty_scheme: LoyaltyScheme | None = None
    """How returning is rewarded."""

    topics: tuple[str, ...] = ()
    """What the content is about."""

    success_story: Ask | None = None
    """How experiences are asked for; never while a complaint is open [judgment]."""

    referral: Ask | None = None
    """How recommendations are asked for; never while a complaint is open [judgment]."""

    win_back_periods: int | None = 3
    """Periods of silence after which a dormant party is addressed: 3 times the usual gap."""

    enquiry_response: Within = Within(1, "hours")
    """How soon enquiries are answered: HBR 2011, about 7 times likelier to qualify a lead."""

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    @override
    def plan(self, relationship: R_contra, context: Context) -> MarketingPlan | None:
        """Give the plan that the stage asks for."""
        if relationship.stage == Stage.FORMER:
            return self._farewell(context)
        is_running = relationship.stage not in (Stage.PROSPECT, Stage.DORMANT)
        may_ask = is_running and not context.open_complaint
        usable = self._usable(context)
        reaches_out = is_running and any(map(needs_consent, usable))
        return MarketingPlan(
            aim=self.aim,
            channels=usable,
            awaiting_consent=tuple(c for c in self.channels if c not in usable),
            touches=tuple(self._touches(relationship, context)),
            cadence=self._cadence(relationship) if reaches_out else None,
            frequency_cap=self.frequency_cap if any(map(needs_consent, usable)) else None,
            offer=self._offer(relationship),
            loyalty_scheme=self.loyalty_scheme,
            topics=self.topics,
            success_story=self.success_story if may_ask else None,
            referral=self.referral if may_ask else None,
        )

    def _offer(self, _relationship: Relationship) -> Offer:
        return self.offer

    def _cadence(self, relationship: Relationship) -> Every | None:
        return rhythm(relationship, self.contacts_per_period, self.least_days_between)

    def _usable(self, context: Context) -> tuple[str, ...]:
        return tuple(c for c in self.channels if context.agrees_to(c) or not needs_consent(c))

    def _outbound(self, context: Context) -> str | None:
        """Give the best channel over which the party may be addressed."""
        return next(filter(needs_consent, self._usable(context)), None)

    def _farewell(self, context: Context) -> MarketingPlan:
        """Thank a former party where it agreed to hear from the business; no more than that."""
        channel = self._outbound(context)
        thanks = () if channel is None else (Touch(channel=channel, about="thanks", trigger="end"),)
        return MarketingPlan(aim="good_memory", touches=thanks)

    def _touches(self, relationship: Relationship, context: Context) -> Iterator[Touch]:
        """Give what the stage asks for, and the answer to enquiries."""
        channel = self._outbound(context)
        if channel is not None and relationship.stage == Stage.DORMANT:
            yield from self._win_back(channel, relationship, context)
        elif channel is not None and relationship.stage != Stage.PROSPECT:
            yield from self._contacts(channel, relationship, context)
        within = self.enquiry_response
        yield Touch(channel="as_asked", about="answer", trigger="enquiry", within=within)

    def _contacts(
        self, channel: str, relationship: Relationship, context: Context
    ) -> Iterator[Touch]:
        """Give the next contact in the rhythm, what is followed up, and the next newsletter."""
        cadence = self._cadence(relationship)
        if cadence is not None:
            due = due_after_engagement(relationship, cadence.days or 0, context)
            yield Touch(channel=channel, about=self.contact_about, due=due)
        for trigger in self.triggers:
            yield Touch(channel=channel, about="follow_up", trigger=trigger)
        if self.newsletter is not None and "email" in self._usable(context):
            due = next_in_rhythm(relationship, self.newsletter, context)
            yield Touch(channel="email", about="newsletter", due=due)

    def _win_back(
        self, channel: str, relationship: Relationship, context: Context
    ) -> Iterator[Touch]:
        """Address a dormant party once, some of its own periods after it was last there."""
        if self.win_back_periods is not None:
            days = self.win_back_periods * period_days(relationship)
            due: date = due_after_engagement(relationship, days, context)
            yield Touch(channel=channel, about="win_back", due=due)


@strategy
class PlainMarketing(MarketingStrategy[Relationship]):
    """Marketing where nobody knows whether the party is a customer or a client.

    It answers, offers at standard prices, and begins nothing by itself.

    >>> from relkit import Context
    >>> anybody = Relationship(party="ann", business="shop")
    >>> print(PlainMarketing().propose(anybody, Context(today=date(2025, 9, 1))))
    Marketing: reach over search, online
      Contact: answer as asked on enquiry within 1 hour
      Limits: no consent to email
      Offer: standard price list
      Because: PlainMarketing (undetermined)
    """
