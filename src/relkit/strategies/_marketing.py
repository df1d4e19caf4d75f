"""Marketing in general, and where nobody knows customer from client (rows S45-S54).

Every number is a field with its source; ``[judgment]`` marks one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit.plans import (
    Ask,
    Because,
    Content,
    Fact,
    FrequencyCap,
    Indicator,
    Journey,
    LoyaltyScheme,
    MarketingPlan,
    Offer,
    Recognition,
    Standing,
    Touch,
    Within,
    needs_consent,
    standard_indicators,
)
from relkit.plans._fields import (
    PERCENT,
    Check,
    a_flag,
    between,
    check_fields,
    optional,
    part,
    parts,
)
from relkit.relationships import Relationship, Stage
from relkit.schedules import Every
from relkit.strategies._base import R_contra, strategy, trait_facts
from relkit.strategies._context import Context
from relkit.strategies._pace import due_after_engagement, next_in_rhythm, period_days, rhythm
from relkit.strategies._personas import dealt, persona_facts, preferred_first, subjects
from relkit.strategies._strategy import Strategy

__all__ = ["MarketingStrategy", "PlainMarketing"]

_CHECKS: Final[dict[str, Check]] = {
    "aim": text,
    "channels": parts(text),
    "contact_about": text,
    "contact_by": text,
    "contact_two_way": a_flag,
    "contacts_per_period": between(0),
    "least_days_between": between(1),
    "newsletter": optional(part(Every)),
    "triggers": parts(text),
    "frequency_cap": optional(part(FrequencyCap)),
    "offer": part(Offer),
    "loyalty_scheme": optional(part((LoyaltyScheme, Recognition))),
    "margin_percent": optional(PERCENT),
    "offer_margin_percent": PERCENT,
    "loyalty_margin_percent": PERCENT,
    "content": parts(part(Content)),
    "topics": parts(text),
    "success_story": optional(part(Ask)),
    "referral": optional(part(Ask)),
    "win_back_periods": optional(between(1)),
    "inquiry_response": part(Within),
    "journey": optional(part(Journey)),
    "indicators": parts(part(Indicator)),
}


@strategy
class MarketingStrategy(Strategy[R_contra, MarketingPlan]):
    """What the marketing strategies have in common; a base for those of your own kinds.

    A prospect gets its inquiries answered. An active party gets contact in the rhythm of
    its own periods, a dormant one is won back at its own pace, a former one is thanked and
    left alone. Channels without consent are only named as such, and content comes in a rhythm
    to a running relationship that agreed to a channel; to others it is there to be found.
    ``Persona`` says what is made of the context's personas.

    Where ``margin_percent`` is known, an offer gives away at most ``offer_margin_percent`` of
    it, and points at most ``loyalty_margin_percent`` of what the offer leaves; both are scaled
    down to whole percent, and points that come to nothing are not given.

    Raises ``InvalidValueError`` for fields that cannot be.

    >>> from datetime import date
    >>> from relkit import Context, Customer, strategy
    >>> @strategy
    ... class Quiet(MarketingStrategy):
    ...     contacts_per_period: int = 0
    ...     channels: tuple[str, ...] = ("search",)
    >>> ann = Customer(party="ann", business="corner")
    >>> Quiet().propose(ann, Context(today=date(2025, 9, 1))).aim
    'reach'
    """

    reads: ClassVar[tuple[str, ...]] = ("stage", "period_days", "since", "last_engaged")

    aim: str = "reach"
    """What the marketing is for."""

    channels: tuple[str, ...] = ("search", "online", "email")
    """The channels, best first."""

    contact_about: str = "news"
    """What the business writes or calls about by itself."""

    contact_by: str = "team"
    """Who speaks then, and answers."""

    contact_two_way: bool = False
    """Whether it is a talk, and no announcement."""

    contacts_per_period: int = 0
    """How often it does so in a natural period; 0 for never."""

    least_days_between: int = 7
    """The fewest days between two such contacts: at most one a week [judgment]."""

    newsletter: Every | None = None
    """How often a newsletter goes out by email."""

    triggers: tuple[str, ...] = ()
    """The occasions on which it does so besides."""

    frequency_cap: FrequencyCap | None = FrequencyCap(most=4, days=30)
    """The most outbound contacts: four in 30 days, as one a week [judgment]."""

    offer: Offer = Offer(form="standard_price_list")
    """What is offered."""

    loyalty_scheme: LoyaltyScheme | Recognition | None = None
    """How returning is rewarded."""

    margin_percent: int | None = None
    """What is left of a price after all costs, in whole percent; None where nobody said."""

    offer_margin_percent: int = 50
    """The most of the margin that an offer gives away, in whole percent. Half is what 5 % off
    takes from a margin of 10 % (customerthink.com); that it is the most [judgment]."""

    loyalty_margin_percent: int = 20
    """The most of what the offer leaves that points give away, in whole percent: schemes start
    at 1 to 2 % of spend, a fifth of a margin of 10 % at most [judgment]."""

    content: tuple[Content, ...] = ()
    """What there is to learn; where no topic stands, the personas and ``topics`` say it."""

    topics: tuple[str, ...] = ()
    """What the content is about, after what interests the personas."""

    success_story: Ask | None = None
    """How experiences are asked for; never while a complaint is open [judgment]."""

    referral: Ask | None = None
    """How recommendations are asked for; never while a complaint is open [judgment]."""

    win_back_periods: int | None = 3
    """Periods of silence after which a dormant party is addressed: 3 times the usual gap."""

    inquiry_response: Within = Within(1, "hours")
    """How soon inquiries are answered: HBR 2011, about 7 times likelier to qualify a lead."""

    journey: Journey | None = None
    """The steps that the party takes."""

    indicators: tuple[Indicator, ...] = standard_indicators("conversion_rate", "kind_changes")
    """By what success is measured (row S57)."""

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    @override
    def plan(self, relationship: R_contra, context: Context) -> MarketingPlan | None:
        """Give the plan that the stage asks for."""
        if relationship.stage == Stage.FORMER:
            return self._farewell(relationship, context)
        is_running = relationship.stage not in (Stage.PROSPECT, Stage.DORMANT)
        may_ask = is_running and not context.open_complaint
        usable = self._usable(context)
        reaches_out = is_running and any(map(needs_consent, usable))
        offer = self._offer_within_margin(relationship)
        known = subjects(context.personas, self.topics)
        return MarketingPlan(
            aim=self.aim,
            channels=usable,
            awaiting_consent=tuple(c for c in self._ordered(context) if c not in usable),
            touches=tuple(self._touches(relationship, context)),
            cadence=self._cadence(relationship) if reaches_out else None,
            frequency_cap=self.frequency_cap if any(map(needs_consent, usable)) else None,
            offer=offer,
            loyalty_scheme=self._reward(offer),
            content=dealt(self._content(usable, reaches_out=reaches_out), known, context.personas),
            topics=tuple(topic for topic, _ in known),
            success_story=self.success_story if may_ask else None,
            referral=self.referral if may_ask else None,
            journey=self._standing(relationship),
            indicators=self.indicators,
            because=self._because(relationship, context),
        )

    def _content(self, usable: tuple[str, ...], *, reaches_out: bool) -> tuple[Content, ...]:
        """Give what can go out; where the business begins nothing it is there to be found."""
        if reaches_out:
            return self.content
        return tuple(attrs.evolve(c, every=None) for c in self.content) if usable else ()

    def _offer(self, _relationship: Relationship) -> Offer:
        return self.offer

    def _offer_within_margin(self, relationship: Relationship) -> Offer:
        """Give the offer, taking no more from the margin than is allowed."""
        offer, margin = self._offer(relationship), self.margin_percent
        return offer if margin is None else offer.within(margin, self.offer_margin_percent)

    def _reward(self, offer: Offer) -> LoyaltyScheme | Recognition | None:
        """Give the reward, points taking no more than is allowed from what the offer leaves."""
        scheme = self.loyalty_scheme
        if self.margin_percent is None or not isinstance(scheme, LoyaltyScheme):
            return scheme
        left = self.margin_percent - offer.most_percent_off
        return scheme.within(left, self.loyalty_margin_percent)

    def _standing(self, relationship: Relationship) -> Standing | None:
        return None if self.journey is None else self.journey.standing(relationship)

    def _because(self, relationship: Relationship, context: Context) -> Because:
        """Give the facts that neither ``reads`` nor ``consults`` names."""
        margin = self.margin_percent
        known = () if margin is None else (Fact("margin_percent", str(margin)),)
        shown = () if self.journey is None else trait_facts(relationship, self.journey.traits)
        return Because(facts=(*known, *persona_facts(context.personas), *shown))

    def _cadence(self, relationship: Relationship) -> Every | None:
        return rhythm(relationship, self.contacts_per_period, self.least_days_between)

    def _ordered(self, context: Context) -> tuple[str, ...]:
        """Give the channels, those first that the personas prefer."""
        return preferred_first(self.channels, context.personas, context.consent)

    def _usable(self, context: Context) -> tuple[str, ...]:
        ordered = self._ordered(context)
        return tuple(c for c in ordered if context.agrees_to(c) or not needs_consent(c))

    def _outbound(self, context: Context) -> str | None:
        """Give the best channel over which the party may be addressed."""
        return next(filter(needs_consent, self._usable(context)), None)

    def _farewell(self, relationship: Relationship, context: Context) -> MarketingPlan:
        """Thank a former party where it agreed to hear from the business; no more than that."""
        channel, by = self._outbound(context), self.contact_by
        touches: tuple[Touch, ...] = ()
        if channel is not None:
            touches = (Touch(channel=channel, about="thanks", trigger="end", by=by),)
        return MarketingPlan(
            aim="good_memory",
            touches=touches,
            journey=self._standing(relationship),
            because=self._because(relationship, context),
        )

    def _touches(self, relationship: Relationship, context: Context) -> Iterator[Touch]:
        """Give what the stage asks for, and the answer to inquiries."""
        channel = self._outbound(context)
        if channel is not None and relationship.stage == Stage.DORMANT:
            yield from self._win_back(channel, relationship, context)
        elif channel is not None and relationship.stage != Stage.PROSPECT:
            yield from self._contacts(channel, relationship, context)
        yield Touch(
            channel="as_asked",
            about="answer",
            trigger="inquiry",
            within=self.inquiry_response,
            by=self.contact_by,
            two_way=True,
        )

    def _contact(self, channel: str, about: str, **when: Any) -> Touch:  # noqa: ANN401 - due or trigger
        """Give a contact that the business begins, in the voice and the way of the fields."""
        by, two_way = self.contact_by, self.contact_two_way
        return Touch(channel=channel, about=about, by=by, two_way=two_way, **when)

    def _contacts(
        self, channel: str, relationship: Relationship, context: Context
    ) -> Iterator[Touch]:
        """Give the next contact in the rhythm, what occasions set off, and the next newsletter."""
        cadence = self._cadence(relationship)
        if cadence is not None:
            due = due_after_engagement(relationship, cadence.days or 0, context)
            yield self._contact(channel, self.contact_about, due=due)
        for trigger in self.triggers:
            yield self._contact(channel, self.contact_about, trigger=trigger)
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
            yield self._contact(channel, "win_back", due=due)


@strategy
class PlainMarketing(MarketingStrategy[Relationship]):
    """Marketing where nobody knows whether the party is a customer or a client.

    It answers, offers at standard prices, and begins nothing by itself.

    >>> from relkit import Context
    >>> anybody = Relationship(party="ann", business="shop")
    >>> print(PlainMarketing().propose(anybody, Context(today=date(2025, 9, 1))))
    Marketing: reach over search, online
      Contact: answer as asked on inquiry within 1 hour
      Limits: no consent to email
      Offer: standard price list
      Because: PlainMarketing (undetermined)
    """
