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
from relkit.plans._content import Content
from relkit.plans._indicators import Indicator, IndicatorUnit, rated
from relkit.plans._journeys import (
    CLIENT_JOURNEY,
    CUSTOMER_JOURNEY,
    Journey,
    JourneyStep,
    Standing,
)
from relkit.plans._late_fees import JURISDICTIONS, Jurisdiction, StatutoryFees
from relkit.plans._lines import Certainty, Line
from relkit.plans._loyalty import LoyaltyScheme, Recognition
from relkit.plans._marketing import FrequencyCap, MarketingPlan, Offer
from relkit.plans._meters import (
    HourlyMeter,
    Measures,
    Meter,
    OutcomeMeter,
    Tier,
    TierMode,
    UsageMeter,
)
from relkit.plans._open_ended import Recurring
from relkit.plans._parts import (
    OPEN_CHANNELS,
    Commitment,
    TimeUnit,
    Touch,
    Within,
    needs_consent,
)
from relkit.plans._payment import PaymentPlan
from relkit.plans._phases import Phase, Revision
from relkit.plans._plan import Plan
from relkit.plans._routine import Routine
from relkit.plans._service import ServicePlan
from relkit.plans._several import SeveralPlans
from relkit.plans._staff import Escalation, Training
from relkit.plans._standard_indicators import INDICATORS, standard_indicators
from relkit.plans._steps import Ask, Step
from relkit.plans._survey import Scale, Survey, SurveyForm
from relkit.plans._taxes import Breakdown, BreakdownRow, Tax, TaxRounding
from relkit.plans._terms import LateHandling, Terms, Timing
from relkit.plans._workload import CASELOADS, Load, Workload, care_level

__all__ = [
    "CASELOADS",
    "CLIENT_JOURNEY",
    "CUSTOMER_JOURNEY",
    "INDICATORS",
    "JURISDICTIONS",
    "OPEN_CHANNELS",
    "Allowance",
    "AllowancePeriod",
    "AmountOff",
    "Ask",
    "Because",
    "Breakdown",
    "BreakdownRow",
    "Certainty",
    "Commitment",
    "Content",
    "DrawDown",
    "Escalation",
    "Fact",
    "FrequencyCap",
    "HourlyMeter",
    "Indicator",
    "IndicatorUnit",
    "Journey",
    "JourneyStep",
    "Jurisdiction",
    "LateHandling",
    "Line",
    "Load",
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
    "Recognition",
    "Recurring",
    "Revision",
    "Routine",
    "Rule",
    "Scale",
    "ServicePlan",
    "SeveralPlans",
    "Standing",
    "StatutoryFees",
    "Step",
    "Surcharge",
    "Survey",
    "SurveyForm",
    "Tax",
    "TaxRounding",
    "Terms",
    "Tier",
    "TierMode",
    "TimeUnit",
    "Timing",
    "Touch",
    "Training",
    "UsageMeter",
    "Within",
    "Workload",
    "adjusted",
    "care_level",
    "draw_down",
    "needs_consent",
    "rated",
    "standard_indicators",
]
