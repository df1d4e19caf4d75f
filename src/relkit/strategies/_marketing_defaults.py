"""Marketing for customers and for clients; ``[judgment]`` marks a number without a source."""

from __future__ import annotations

from typing import ClassVar

from typing_extensions import override

from relkit.plans import Ask, LoyaltyScheme, Offer
from relkit.plans._fields import check_fields, part
from relkit.relationships import Client, Customer, Relationship
from relkit.schedules import Every
from relkit.strategies._base import strategy
from relkit.strategies._marketing import MarketingStrategy

__all__ = ["ClientMarketing", "CustomerMarketing"]


@strategy
class CustomerMarketing(MarketingStrategy[Customer]):
    """Marketing for customers: reach, conversion, repeat purchase (rows S48, S58, S59).

    A customer that mostly bought at full price is offered the price list: a discount would
    only give the margin away.

    >>> from datetime import date
    >>> from relkit import Context, Stage
    >>> ann = Customer(party="ann", business="shop", stage=Stage.ACTIVE)
    >>> context = Context(today=date(2025, 9, 1), consent=["email"])
    >>> print(CustomerMarketing().propose(ann, context).offer)
    promotion, at most 5 % off
    """

    consults: ClassVar[tuple[str, ...]] = ("value over price",)

    aim: str = "repeat_purchase"
    """Row S59: a streamlined journey leads to repeat purchases."""

    channels: tuple[str, ...] = ("search", "online", "social", "email", "in_store")
    """Row S24: presence and ease of reach decide."""

    contact_about: str = "offers"
    """Row S48: promotions are for customers."""

    contacts_per_period: int = 4
    """Four in a natural period, at most one a week [judgment]."""

    triggers: tuple[str, ...] = ("abandoned_cart", "purchase")
    """Row S27: communication follows immediate needs."""

    offer: Offer = Offer(form="promotion", most_percent_off=5)
    """Rows S23, S48; 5 % at a margin of 10 % already halves the profit (customerthink.com)."""

    full_price_offer: Offer = Offer(form="standard_price_list")
    """What those are offered who mostly bought without a discount [judgment]."""

    loyalty_scheme: LoyaltyScheme | None = LoyaltyScheme(form="points", percent_back=1)
    """Row S51; start at 1 % to 2 %, never above 5 % of spend [judgment]."""

    topics: tuple[str, ...] = ("product_facts", "reviews", "how_to")
    """Row S10: customers rely on marketing to decide."""

    success_story: Ask | None = Ask(form="ratings", after=("purchase",))
    """Row S53, for many parties at once."""

    referral: Ask | None = Ask(form="coupon", after=("purchase",))
    """Row S58."""

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
    advice by email 2025-10-01
    """

    aim: str = "retention_and_referrals"
    """Row S58: satisfaction, loyalty, referrals, revenue."""

    channels: tuple[str, ...] = ("in_person", "email", "phone", "event")
    """Palmatier & al. 2006: it works best where the tie is to a person."""

    contact_about: str = "advice"
    """Rows S19, S54: proactive, and useful by itself."""

    contacts_per_period: int = 1
    """Rows S19, S50: continuous; once in a natural period, by default 30 days [judgment]."""

    newsletter: Every | None = Every(months=3)
    """A quarter [judgment]."""

    offer: Offer = Offer(form="tailored_proposal")
    """Row S11; no mass discounts."""

    loyalty_scheme: LoyaltyScheme | None = LoyaltyScheme(form="recognition")
    """Priority and reserved time instead of points (row S25)."""

    topics: tuple[str, ...] = ("workshops", "webinars", "advice_notes")
    """Row S54: workshops, webinars, educational content."""

    success_story: Ask | None = Ask(form="case_study", after=("milestone",), needs_consent=True)
    """Row S53; only with the client's consent."""

    referral: Ask | None = Ask(form="introduction", after=("outcome", "renewal"))
    """Row S58; asked when something went well [judgment]."""
