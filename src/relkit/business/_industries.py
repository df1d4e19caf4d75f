"""Trades as data: which setting they are, and how often such a trade naturally meets a party."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import attrs

from relkit._words import shown
from relkit.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT_PERIOD_DAYS", "INDUSTRIES", "Industry", "industry"]

DEFAULT_PERIOD_DAYS = 30
"""The natural period of a trade that names none, in days: a month.

>>> DEFAULT_PERIOD_DAYS
30
"""


@attrs.frozen
class Industry:
    """A trade: its name, its setting and its natural period.

    ``setting`` is ``"client"`` where the subject calls the trade client-based (rows S28,
    S29), ``"customer"`` where it calls it customer-based (S30, S31), and None where it is
    silent. ``period_days`` is the time in which such a trade naturally meets a party once
    (a judgment: 30 days unless the trade is slower).

    >>> industry("electronics_retail")
    Industry(name='retail', setting='customer', period_days=30)
    """

    name: str
    setting: Literal["client", "customer"] | None = None
    period_days: int = DEFAULT_PERIOD_DAYS


_CLIENT = {
    "accounting": 365,
    "advertising": 30,
    "architecture": 30,
    "consulting": 30,
    "creative": 30,
    "financial_advisory": 90,
    "financial_planning": 90,
    "insurance_agency": 365,
    "law": 30,
    "marketing_agency": 30,
    "public_relations": 30,
    "real_estate": 30,
}
_CUSTOMER = (
    "cafe",
    "cinema",
    "ecommerce",
    "grocery",
    "hair_salon",
    "massage",
    "mechanic",
    "nail_salon",
    "restaurant",
    "retail",
    "self_care",
)
_SLOWER = {"banking": 90, "healthcare": 180, "veterinary": 180}
_ALIASES = {
    "accountancy": "accounting",
    "advertising_agency": "advertising",
    "architect": "architecture",
    "auto_repair": "mechanic",
    "bank": "banking",
    "bookkeeping": "accounting",
    "coffee_shop": "cafe",
    "consultancy": "consulting",
    "design_agency": "creative",
    "e_commerce": "ecommerce",
    "financial_advice": "financial_advisory",
    "garage": "mechanic",
    "hairdresser": "hair_salon",
    "law_firm": "law",
    "legal": "law",
    "marketing": "marketing_agency",
    "movie_theater": "cinema",
    "online_shop": "ecommerce",
    "pr_agency": "public_relations",
    "real_estate_agency": "real_estate",
    "shop": "retail",
    "supermarket": "grocery",
    "tax_preparation": "accounting",
    "veterinarian": "veterinary",
    "web_shop": "ecommerce",
}

INDUSTRIES: Mapping[str, Industry] = MappingProxyType(
    {name: Industry(name, "client", days) for name, days in _CLIENT.items()}
    | {name: Industry(name, "customer") for name in _CUSTOMER}
    | {name: Industry(name, None, days) for name, days in _SLOWER.items()}
)
"""The trades that relkit knows something about, by name.

>>> INDUSTRIES["accounting"].period_days
365
"""


def industry(name: str) -> Industry:
    """Find a trade by name or alias; a trade that nobody listed is known by its name alone.

    Case, spaces and hyphens do not matter, and a word before ``_retail`` only says what
    is sold. Raises ``InvalidValueError`` for anything but text.

    >>> industry("Law firm").name, industry("space travel").setting
    ('law', None)
    """
    if not isinstance(name, str) or not name.strip():
        msg = f"An industry is named by text such as 'law', not {shown(name)}."
        raise InvalidValueError(msg)
    word = "_".join(name.lower().replace("-", " ").replace("_", " ").split())
    word = _ALIASES.get(word, word)
    if word.endswith("_retail"):
        word = "retail"
    return INDUSTRIES.get(word) or Industry(word)
