"""Plans: what a strategy gives, as frozen values with typed parts and the reason why.

A plan is never prose. Its parts are touches, commitments, steps and terms, which other code
can read; ``print(plan)`` shows them to people in a few lines.
"""

from __future__ import annotations

from relkit.plans._adjustments import (
    AmountOff,
    PercentOff,
    PriceChange,
    PriceStep,
    Surcharge,
    adjusted,
)
from relkit.plans._allowance import Allowance, AllowancePeriod, DrawDown, draw_down
from relkit.plans._because import Because, Fact, Rule
from relkit.plans._late_fees import JURISDICTIONS, Jurisdiction, StatutoryFees
from relkit.plans._lines import Certainty, Line
from relkit.plans._marketing import (
    FrequencyCap,
    LoyaltyScheme,
    MarketingPlan,
    Offer,
)
from relkit.plans._meters import (
    HourlyMeter,
    Measures,
    Meter,
    OutcomeMeter,
    Tier,
    TierMode,
    UsageMeter,
)
from relkit.plans._open_ended import Phase, Recurring
from relkit.plans._parts import (
    OPEN_CHANNELS,
    Commitment,
    TimeUnit,
    Touch,
    Within,
    needs_consent,
)
from relkit.plans._payment import PaymentPlan
from relkit.plans._plan import Plan
from relkit.plans._service import Escalation, ServicePlan
from relkit.plans._several import SeveralPlans
from relkit.plans._steps import Ask, Step
from relkit.plans._terms import LateHandling, Terms, Timing

__all__ = [
    "JURISDICTIONS",
    "OPEN_CHANNELS",
    "Allowance",
    "AllowancePeriod",
    "AmountOff",
    "Ask",
    "Because",
    "Certainty",
    "Commitment",
    "DrawDown",
    "Escalation",
    "Fact",
    "FrequencyCap",
    "HourlyMeter",
    "Jurisdiction",
    "LateHandling",
    "Line",
    "LoyaltyScheme",
    "MarketingPlan",
    "Measures",
    "Meter",
    "Offer",
    "OutcomeMeter",
    "PaymentPlan",
    "PercentOff",
    "Phase",
    "Plan",
    "PriceChange",
    "PriceStep",
    "Recurring",
    "Rule",
    "ServicePlan",
    "SeveralPlans",
    "StatutoryFees",
    "Step",
    "Surcharge",
    "Terms",
    "Tier",
    "TierMode",
    "TimeUnit",
    "Timing",
    "Touch",
    "UsageMeter",
    "Within",
    "adjusted",
    "draw_down",
    "needs_consent",
]
