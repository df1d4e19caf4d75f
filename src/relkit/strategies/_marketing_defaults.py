"""Marketing for customers and for clients; ``[judgment]`` marks a number without a source."""

from __future__ import annotations

from typing import ClassVar

from typing_extensions import override

from relkit.plans import (
    CLIENT_JOURNEY,
    CUSTOMER_JOURNEY,
    Ask,
    Content,
    Indicator,
    Journey,
    LoyaltyScheme,
    Offer,
    Recognition,
    standard_indicators,
)
from relkit.plans._fields import check_fields, part
from relkit.relationships import Client, Customer, Relationship
from relkit.schedules import Every
from relkit.strategies._base import strategy
from relkit.strategies._marketing import MarketingStrategy

__all__ = ["ClientMarketing", "CustomerMarketing"]


@strategy
class CustomerMarketing(MarketingStrategy[Customer]):
    """Marketing for customers: reach, conversion, repeat purchase (rows S48, S58, S59).

    The business begins nothing by the calendar: what it writes follows an occasion, at most
    four times in 30 days (row S27). A customer that mostly bought at full price is offered the
    price list: a discount would only give the margin away.

    >>> from datetime import date
    >>> from relkit import Context, Stage
    >>> ann = Customer(party="ann", business="shop", stage=Stage.ACTIVE)
    >>> context = Context(today=date(2025, 9, 1), consent=["email"])
    >>> print(CustomerMarketing().propose(ann, context).offer)
    promotion, at most 5 % off
    """

    consults: ClassVar[tuple[str, ...]] = ("value over price", *CUSTOMER_JOURNEY.traits)

    aim: str = "repeat_purchase"
    """Row S59: a streamlined journey leads to repeat purchases."""

    channels: tuple[str, ...] = ("search", "online", "social", "email", "in_store")
    """Row S24: presence and ease of reach decide."""

    contact_about: str = "offers"
    """Row S48: promotions are for customers."""

    triggers: tuple[str, ...] = ("promotion", "abandoned_cart", "purchase")
    """Rows S27, S48: sporadic, as needs arise and promotions begin; no rhythm."""

    offer: Offer = Offer(form="promotion", most_percent_off=5)
    """Rows S23, S48; 5 % at a margin of 10 % already halves the profit (customerthink.com)."""

    full_price_offer: Offer = Offer(form="standard_price_list")
    """What those are offered who mostly bought without a discount [judgment]."""

    loyalty_scheme: LoyaltyScheme | Recognition | None = LoyaltyScheme(
        form="points", percent_back=1
    )
    """Row S51; start at 1 % to 2 %, never above 5 % of spend [judgment]."""

    content: tuple[Content, ...] = (
        Content(form="product_facts"),
        Content(form="reviews"),
        Content(form="how_to", trigger="purchase"),
    )
    """Row S10: customers rely on marketing to decide."""

    success_story: Ask | None = Ask(form="ratings", after=("purchase",))
    """Row S53, for many parties at once."""

    referral: Ask | None = Ask(form="coupon", after=("purchase",))
    """Row S58."""

    journey: Journey | None = CUSTOMER_JOURNEY
    """Row S59."""

    indicators: tuple[Indicator, ...] = standard_indicators(
        "repeat_purchase_rate",
        "conversion_rate",
        "average_purchase",
        "discounted_share",
        "redemption_rate",
    )
    """Rows S57, S59."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        super().__attrs_post_init__()
        check_fields(self, {"full_price_offer": part(Offer)})

    @override
    def _offer(self, relationship: Relationship) -> Offer:
        for reading in relationship.profile or ():
            if reading.trait.name == "value over price" and reading.pro > reading.con:
                return self.full_price_offer
        return self.offer


@strategy
class ClientMarketing(MarketingStrategy[Client]):
    """Marketing for clients: depth, retention and referrals (rows S46, S48, S58).

    >>> from datetime import date
    >>> from relkit import Context
    >>> acme = Client(party="acme", business="harper-law")
    >>> context = Context(today=date(2025, 9, 1), consent=["email"])
    >>> print(ClientMarketing().propose(acme, context).touches[0])
    advice by email from owner 2025-10-01, two-way
    """

    consults: ClassVar[tuple[str, ...]] = CLIENT_JOURNEY.traits

    aim: str = "retention_and_referrals"
    """Row S58: satisfaction, loyalty, referrals, revenue."""

    channels: tuple[str, ...] = ("in_person", "email", "phone", "event")
    """Palmatier & al. 2006: it works best where the tie is to a person."""

    contact_about: str = "advice"
    """Rows S19, S54: proactive, and useful by itself."""

    contact_by: str = "owner"
    """Row S13, Palmatier & al. 2006: the person whom the client trusts."""

    contact_two_way: bool = True
    """Rows S12, S19: open, with the client's own part in it."""

    contacts_per_period: int = 1
    """Rows S19, S50: continuous; once in a natural period, by default 30 days [judgment]."""

    newsletter: Every | None = Every(months=3)
    """A quarter [judgment]."""

    offer: Offer = Offer(form="tailored_proposal")
    """Row S11; no mass discounts."""

    loyalty_scheme: LoyaltyScheme | Recognition | None = Recognition(
        benefits=("priority",), reserved_hours=1
    )
    """Priority and reserved time instead of points (row S25); one hour [judgment]."""

    content: tuple[Content, ...] = (
        Content(form="advice_note", every=Every(months=1)),
        Content(form="educational_content", every=Every(months=3)),
        Content(form="webinar", every=Every(months=3)),
        Content(form="workshop", every=Every(months=6)),
    )
    """Row S54: workshops, webinars, educational content; the rhythms [judgment]."""

    success_story: Ask | None = Ask(
        form="case_study", after=("milestone", "positive_feedback"), needs_consent=True
    )
    """Row S53; only with the client's consent."""

    referral: Ask | None = Ask(form="introduction", after=("outcome", "renewal"))
    """Row S58; asked when something went well [judgment]."""

    journey: Journey | None = CLIENT_JOURNEY
    """Rows S12, S58."""

    indicators: tuple[Indicator, ...] = standard_indicators(
        "retention_rate",
        "net_revenue_retention",
        "gross_revenue_retention",
        "share_of_wallet",
        "referral_rate",
        "net_promoter_score",
    )
    """Rows S57, S58."""
