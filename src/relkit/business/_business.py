"""`Business`: what must be known about the one side to judge the other."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Literal

import attrs

from relkit._checks import hashable, is_aware, text, whole
from relkit._words import shown
from relkit.business._industries import Industry, industry
from relkit.business._keeps import kept_names
from relkit.errors import InvalidValueError, NotADateError
from relkit.money import Currency
from relkit.typing import BusinessId

__all__ = ["Business"]

_LONGEST_PERIOD = 3660


def _business_id(value: object) -> BusinessId:
    return hashable(value, "The id of a business")


def _industry_name(value: object) -> str | None:
    return None if value is None else text(value, "industry")


def _currency(value: object) -> Currency | None:
    if value is None or isinstance(value, Currency):
        return value
    return Currency.of(text(value, "currency"))


def _time_zone(value: object) -> tzinfo | None:
    if value is None or isinstance(value, tzinfo):
        return value
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - few businesses record instants

    name = text(value, "time_zone")
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as fault:
        msg = (
            "time_zone must be an IANA name such as 'Europe/Berlin' or a tzinfo, "
            f"not {shown(name)}."
        )
        raise InvalidValueError(msg) from fault


def _known_trade(business: Business) -> Industry:
    return _UNKNOWN_TRADE if business.industry is None else industry(business.industry)


def _natural_period(business: Business) -> int:
    return business.trade.period_days


def _period_days(value: object) -> int:
    return whole(value, "period_days", 1, _LONGEST_PERIOD)


@attrs.frozen
class Business:
    """Who the parties deal with: a shop, a practice, a firm.

    Args:
        business_id: how the business is known; any hashable value.
        industry: the trade, by name or alias; ``None`` and unlisted trades tell nothing.
        currency: the currency of amounts given as integer minor units; a code or Currency.
        time_zone: where its days begin; needed only where records carry aware datetimes.
        keeps: which records it keeps (``"consultation"``) or which field of one
            (``"purchase.discount"``); an event type of your own by its tag or its class.
            What is not kept can never count as absent.
        period_days: the natural period in days, 1 to 3660; by default the industry's, or 30.

    Raises ``InvalidValueError`` and ``UnknownNameError`` for values that cannot be.

    >>> Business("harper-law", industry="law", keeps=["consultation"]).setting
    'client'
    """

    business_id: BusinessId = attrs.field(converter=_business_id)
    industry: str | None = attrs.field(default=None, kw_only=True, converter=_industry_name)
    trade: Industry = attrs.field(
        init=False, repr=False, eq=False, default=attrs.Factory(_known_trade, takes_self=True)
    )
    currency: Currency | None = attrs.field(default=None, kw_only=True, converter=_currency)
    time_zone: tzinfo | None = attrs.field(default=None, kw_only=True, converter=_time_zone)
    keeps: frozenset[str] = attrs.field(
        default=frozenset[str](), kw_only=True, converter=kept_names
    )
    period_days: int = attrs.field(
        default=attrs.Factory(_natural_period, takes_self=True),
        kw_only=True,
        converter=_period_days,
    )

    @property
    def setting(self) -> Literal["client", "customer"] | None:
        """Whether the trade is client-based or customer-based; None where nobody says."""
        return self.trade.setting

    def does_keep(self, name: str) -> bool:
        """Tell whether a record, or a field of one (``"purchase.discount"``), is kept.

        >>> Business("shop", keeps=["purchase.discount"]).does_keep("purchase")
        True
        """
        return name in self.keeps

    def local_date(self, instant: datetime) -> date:
        """Turn an aware datetime into the day that it is at the business (law T14).

        Raises ``NotADateError`` for a naive datetime, whose instant nobody knows, and
        ``InvalidValueError`` where the business names no time zone, or where the day lies
        beyond the calendar.

        >>> from datetime import timezone
        >>> shop = Business("shop", time_zone="Asia/Tokyo")
        >>> shop.local_date(datetime(2025, 1, 7, 20, 0, tzinfo=timezone.utc))
        datetime.date(2025, 1, 8)
        """
        if not isinstance(instant, datetime) or not is_aware(instant):
            msg = f"{shown(instant)} is not an aware datetime; give it a tzinfo, or give a date."
            raise NotADateError(msg)
        if self.time_zone is None:
            msg = (
                f"{shown(instant)} has a day only where the business has a time zone: "
                "give Business(..., time_zone='Europe/Berlin')."
            )
            raise InvalidValueError(msg)
        try:
            return instant.astimezone(self.time_zone).date()
        except (OverflowError, ValueError) as fault:
            msg = (
                f"{shown(instant)} is no day of the calendar in {self.time_zone}; "
                "years go from 1 to 9999."
            )
            raise InvalidValueError(msg) from fault


_UNKNOWN_TRADE = Industry("unknown")
