"""The standard indicators: measures of success for marketing, service and payment (row S57).

Targets stand only where there is a source or a judgment; the others compare a business with
its own last period. What follows from a model and not from counts (the probability of being
alive, lifetime value) is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from relkit._words import mend, shown
from relkit.errors import UnknownNameError
from relkit.plans._indicators import Indicator
from relkit.schedules import Every

__all__ = ["INDICATORS", "standard_indicators"]

_MONTH = Every(months=1)
_HALF_YEAR = Every(months=6)
_YEAR = Every(years=1)

_MARKETING = (
    Indicator(
        name="repeat_purchase_rate",
        counted="parties with at least two purchases",
        over="parties with a purchase",
        source="rows S46, S59",
    ),
    Indicator(
        name="conversion_rate",
        counted="visits with a purchase",
        over="visits, as counted by the shop",
        every=_MONTH,
        least_sample=100,
        source="row S48; the sample [judgment]: it is a small share",
    ),
    Indicator(
        name="average_purchase",
        counted="the amount of the purchases in minor units, of one currency",
        over="purchases",
        unit="minor_units",
        every=_MONTH,
        source="row S48",
    ),
    Indicator(
        name="discounted_share",
        counted="discounted purchases",
        over="purchases",
        higher_is_better=False,
        source="row S23; each discount takes from the margin",
    ),
    Indicator(
        name="redemption_rate",
        counted="points redeemed",
        over="points issued",
        least_sample=1000,
        source="row S51; the sample [judgment]: points are many to a party",
    ),
    Indicator(
        name="retention_rate",
        counted="renewals",
        over="renewals and lapses in the period",
        every=_YEAR,
        least_sample=10,
        source="rows S46, S58; the sample [judgment]: agreements are few",
    ),
    Indicator(
        name="gross_revenue_retention",
        counted="revenue of the start, without what was lost or cut",
        over="revenue of the start, in minor units",
        every=_YEAR,
        least_sample=1,
        source="row S58",
    ),
    Indicator(
        name="net_revenue_retention",
        counted="revenue of the same parties at the end",
        over="revenue of the start, in minor units",
        unit="ratio",
        every=_YEAR,
        least_sample=1,
        source="row S58",
    ),
    Indicator(
        name="share_of_wallet",
        counted="what the parties asked spend here",
        over="what they spend on the like anywhere, in minor units",
        every=_YEAR,
        least_sample=1,
        source="row S58; asked of the parties themselves",
    ),
    Indicator(
        name="referral_rate",
        counted="referrals in a year",
        over="active clients",
        unit="times",
        every=_YEAR,
        least_sample=10,
        source="row S58; the sample [judgment]: clients are few",
    ),
    Indicator(
        name="net_promoter_score",
        counted="promoters (9 and 10) less detractors (0 to 6)",
        over="answers",
        unit="points",
        every=_HALF_YEAR,
        source="row S58; trust carries it (Garbarino & Johnson 1999)",
    ),
    Indicator(
        name="kind_changes",
        counted="relationships whose kind changed",
        over="relationships",
        higher_is_better=None,
        every=_YEAR,
        source="row S70; neither better nor worse, so there is no target",
    ),
)
_SERVICE = (
    Indicator(
        name="satisfaction",
        counted="answers of 4 or 5 out of 5",
        over="answers",
        every=_MONTH,
        source="row S52; weak relationships go by it (Garbarino & Johnson 1999)",
    ),
    Indicator(
        name="effort",
        counted="the sum of the answers, 1 (easy) to 7",
        over="answers",
        unit="times",
        higher_is_better=False,
        every=_MONTH,
        source="row S49: streamlined, seamless",
    ),
    Indicator(
        name="trust_and_commitment",
        counted="answers of 4 or 5 out of 5 to the items of trust and commitment",
        over="answers",
        every=_HALF_YEAR,
        source="row S13; strong relationships go by it (Garbarino & Johnson 1999)",
    ),
    Indicator(
        name="response_adherence",
        counted="first responses within the promised time",
        over="first responses",
        target=90,
        every=_MONTH,
        source="row S44; the target [judgment]",
    ),
    Indicator(
        name="resolution_adherence",
        counted="matters settled within the promised time",
        over="matters settled",
        target=90,
        every=_MONTH,
        source="row S49; the target [judgment]",
    ),
    Indicator(
        name="touch_adherence",
        counted="planned contacts that took place",
        over="planned contacts",
        target=90,
        least_sample=10,
        source="row S19; target and sample [judgment]",
    ),
    Indicator(
        name="goals_met",
        counted="goals met",
        over="goals agreed and due",
        least_sample=10,
        every=_HALF_YEAR,
        source="row S16; the sample [judgment]: goals are few",
    ),
    Indicator(
        name="on_schedule",
        counted="deliveries on the agreed day or before",
        over="deliveries",
        least_sample=10,
        source="row S61; the sample [judgment]",
    ),
    Indicator(
        name="within_budget",
        counted="engagements that cost what was agreed or less",
        over="engagements completed",
        least_sample=10,
        every=_HALF_YEAR,
        source="row S61; the sample [judgment]",
    ),
)
_PAYMENT = (
    Indicator(
        name="paid_on_time",
        counted="payments on the due day or before",
        over="payments due",
        target=90,
        every=_MONTH,
        source="2011/7/EU on late payment; the target [judgment]",
    ),
    Indicator(
        name="failed_payments",
        counted="payments refused or disputed",
        over="payments tried",
        higher_is_better=False,
        every=_MONTH,
        least_sample=100,
        source="practice of card payments; the sample [judgment]: it is a small share",
    ),
    Indicator(
        name="overdue_share",
        counted="the amount overdue",
        over="the amount outstanding, in minor units of one currency",
        target=10,
        higher_is_better=False,
        every=_MONTH,
        least_sample=1,
        source="2011/7/EU on late payment; the target [judgment]",
    ),
    Indicator(
        name="days_sales_outstanding",
        counted="the amount outstanding times the days of the period",
        over="revenue of the period, in minor units of one currency",
        unit="days",
        target=30,
        higher_is_better=False,
        least_sample=1,
        source="2011/7/EU: 30 days where nothing was agreed",
    ),
    Indicator(
        name="utilization",
        counted="hours that can be billed",
        over="hours worked",
        every=_MONTH,
        least_sample=100,
        source="practice of firms that bill by time; the sample [judgment]",
    ),
    Indicator(
        name="realization",
        counted="the amount paid for the hours worked",
        over="what they come to at the full rate, in minor units",
        unit="ratio",
        least_sample=1,
        source="practice of firms that bill by time",
    ),
)

INDICATORS: Final[Mapping[str, Indicator]] = MappingProxyType(
    {indicator.name: indicator for indicator in (*_MARKETING, *_SERVICE, *_PAYMENT)}
)
"""The standard indicators by name: those of marketing, then of service, then of payment.

>>> INDICATORS["paid_on_time"].counted
'payments on the due day or before'
"""


def standard_indicators(*names: str) -> tuple[Indicator, ...]:
    """Give standard indicators by their names, in the order in which they are named.

    Raises ``UnknownNameError`` with the closest name.

    >>> [indicator.unit for indicator in standard_indicators("satisfaction", "referral_rate")]
    ['share', 'times']
    """
    for name in names:
        if name not in INDICATORS:
            msg = f"There is no standard indicator {shown(name)}. {mend(name, INDICATORS)}"
            raise UnknownNameError(msg)
    return tuple(INDICATORS[name] for name in names)
