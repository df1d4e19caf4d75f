"""Plans: what a strategy gives, as frozen values with typed parts and the reason why.

A plan is never prose. Its parts are touches, commitments, steps and terms, which other code
can read; ``print(plan)`` shows them to people in a few lines.
"""

from __future__ import annotations

from relkit.plans._because import Because, Fact, Rule
from relkit.plans._marketing import (
    FrequencyCap,
    LoyaltyScheme,
    MarketingPlan,
    Offer,
)
from relkit.plans._parts import (
    OPEN_CHANNELS,
    Commitment,
    TimeUnit,
    Touch,
    Within,
    needs_consent,
)
from relkit.plans._payment import LateHandling, PaymentPlan, Terms, Timing
from relkit.plans._plan import Plan
from relkit.plans._service import Escalation, ServicePlan
from relkit.plans._steps import Ask, Step

__all__ = [
    "OPEN_CHANNELS",
    "Ask",
    "Because",
    "Commitment",
    "Escalation",
    "Fact",
    "FrequencyCap",
    "LateHandling",
    "LoyaltyScheme",
    "MarketingPlan",
    "Offer",
    "PaymentPlan",
    "Plan",
    "Rule",
    "ServicePlan",
    "Step",
    "Terms",
    "TimeUnit",
    "Timing",
    "Touch",
    "Within",
    "needs_consent",
]
