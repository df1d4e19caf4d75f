"""The classes that relkit itself writes, each with its tag: an explicit list, never a search."""

from __future__ import annotations

from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from relkit import (
    assessment,
    business,
    events,
    plans,
    playbook,
    relationships,
    schedules,
    scorecard,
)
from relkit.book import Book, History, Turn
from relkit.evidence import Evidence
from relkit.serialization._book_parts import INLINE as BOOK_INLINE
from relkit.serialization._book_parts import BookParts, book_of
from relkit.serialization._checked import assessment_of, decision_table_of, profile_of, scoring_of
from relkit.serialization._forms import Form
from relkit.serialization._limits import Limits
from relkit.serialization._measure_forms import MEASURE_FORMS
from relkit.serialization._parts import (
    CaseParts,
    Counts,
    EvidenceParts,
    PlaybookParts,
    evidence_of,
)
from relkit.serialization._refused import DataProblem
from relkit.serialization._strategy_forms import COMPOSED, STRATEGY_FORMS
from relkit.traits import Trait, TraitProfile, TraitReading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum

__all__ = ["CHOICES", "STANDARD_FORMS", "UNWRAPPED"]

_PLAIN: Final[dict[str, type]] = {
    "change": assessment.Change,
    "contribution": assessment.Contribution,
    "counterfactual": assessment.Counterfactual,
    "diff": assessment.Diff,
    "move": assessment.Move,
    "ruling": assessment.Ruling,
    "history": History,
    "turn": Turn,
    "business": business.Business,
    "industry": business.Industry,
    "agreement": events.Agreement,
    "consultation": events.Consultation,
    "delivery": events.Delivery,
    "engagement": events.Engagement,
    "event": events.Event,
    "feedback": events.Feedback,
    "message": events.Message,
    "payment": events.Payment,
    "purchase": events.Purchase,
    "record_problem": events.RecordProblem,
    "referral": events.Referral,
    "statement": events.Statement,
    "allowance": plans.Allowance,
    "allowance_period": plans.AllowancePeriod,
    "amount_off": plans.AmountOff,
    "ask": plans.Ask,
    "because": plans.Because,
    "breakdown": plans.Breakdown,
    "breakdown_row": plans.BreakdownRow,
    "commitment": plans.Commitment,
    "content": plans.Content,
    "draw_down": plans.DrawDown,
    "escalation": plans.Escalation,
    "fact": plans.Fact,
    "frequency_cap": plans.FrequencyCap,
    "hourly_meter": plans.HourlyMeter,
    "indicator": plans.Indicator,
    "journey": plans.Journey,
    "journey_step": plans.JourneyStep,
    "jurisdiction": plans.Jurisdiction,
    "late_handling": plans.LateHandling,
    "line": plans.Line,
    "load": plans.Load,
    "loyalty_scheme": plans.LoyaltyScheme,
    "marketing_plan": plans.MarketingPlan,
    "offer": plans.Offer,
    "outcome_meter": plans.OutcomeMeter,
    "payment_plan": plans.PaymentPlan,
    "percent_off": plans.PercentOff,
    "phase": plans.Phase,
    "plan": plans.Plan,
    "price_step": plans.PriceStep,
    "recognition": plans.Recognition,
    "recurring": plans.Recurring,
    "revision": plans.Revision,
    "routine": plans.Routine,
    "rule": plans.Rule,
    "scale": plans.Scale,
    "service_plan": plans.ServicePlan,
    "several_plans": plans.SeveralPlans,
    "standing": plans.Standing,
    "statutory_fees": plans.StatutoryFees,
    "step": plans.Step,
    "surcharge": plans.Surcharge,
    "survey": plans.Survey,
    "tax": plans.Tax,
    "terms": plans.Terms,
    "tier": plans.Tier,
    "touch": plans.Touch,
    "training": plans.Training,
    "usage_meter": plans.UsageMeter,
    "within": plans.Within,
    "workload": plans.Workload,
    "caseload": playbook.Caseload,
    "entry_point_failure": playbook.EntryPointFailure,
    "example": playbook.Example,
    "gap": playbook.Gap,
    "overlap": playbook.Overlap,
    "table_problem": playbook.TableProblem,
    "table_rule": playbook.TableRule,
    "treatment": playbook.Treatment,
    "client": relationships.Client,
    "customer": relationships.Customer,
    "relationship": relationships.Relationship,
    "turning_points": relationships.TurningPoints,
    "every": schedules.Every,
    "period": schedules.Period,
    "comparison": scorecard.Comparison,
    "comparison_row": scorecard.ComparisonRow,
    "decision": scorecard.Decision,
    "scorecard": scorecard.Scorecard,
    "trait": Trait,
    "trait_reading": TraitReading,
    "data_problem": DataProblem,
    "limits": Limits,
}

STANDARD_FORMS: Final[tuple[Form, ...]] = (
    *(Form(tag=tag, shape=shape) for tag, shape in _PLAIN.items()),
    *MEASURE_FORMS,
    *STRATEGY_FORMS,
    Form(tag="assessment", shape=assessment.Assessment, make=assessment_of),
    Form(tag="scoring", shape=scorecard.Scoring, make=scoring_of),
    Form(tag="trait_profile", shape=TraitProfile, make=profile_of),
    Form(
        tag="evidence",
        shape=EvidenceParts,
        stands_for=Evidence,
        take=EvidenceParts.of,
        make=evidence_of,
    ),
    Form(
        tag="playbook",
        shape=PlaybookParts,
        stands_for=playbook.Playbook,
        take=PlaybookParts.of,
        make=playbook.Playbook,
    ),
    Form(
        tag="case",
        shape=CaseParts,
        stands_for=playbook.Case,
        take=CaseParts.of,
        make=playbook.Case,
    ),
    Form(tag="decision_table", shape=playbook.DecisionTable, make=decision_table_of),
    Form(tag="book", shape=BookParts, stands_for=Book, take=BookParts.of, make=book_of),
    *(Form(tag=None, shape=shape) for shape in (Counts, *BOOK_INLINE)),
)
"""How every class of relkit is written that holds nothing but values."""

CHOICES: Final[Mapping[str, type[Enum]]] = MappingProxyType(
    {"stage": relationships.Stage, "undetermined": scorecard.Undetermined}
)
"""The enumerations by tag."""

UNWRAPPED: Final[Mapping[type, Callable[[Any], Any]]] = MappingProxyType(
    {COMPOSED: attrgetter("rule")}
)
"""The classes whose values are written as what is in them: a composed strategy as its rule."""
