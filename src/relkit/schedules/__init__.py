"""Schedules: rhythms of dates, periods, business days and proration.

Dates are plain ``datetime.date`` values, each computed from its anchor. Nothing here knows
a time zone or a holiday by itself; ``local_date`` and ``holidays=`` are where you give them.
"""

from __future__ import annotations

from relkit.schedules._business_days import WEEKEND, Adjustment, adjust_date, is_business_day
from relkit.schedules._calendar import local_date
from relkit.schedules._every import Every
from relkit.schedules._period import Period
from relkit.schedules._proration import prorate, unused

__all__ = [
    "WEEKEND",
    "Adjustment",
    "Every",
    "Period",
    "adjust_date",
    "is_business_day",
    "local_date",
    "prorate",
    "unused",
]
