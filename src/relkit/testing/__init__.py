"""Testing what you build on relkit: laws put to the test, and Hypothesis strategies.

The whole test file of a kind of your own is ``TestPatient = conformance(Patient)``; ``verify``
gives the same as a report, and ``laws`` the laws themselves. Each strategy is a function named
by a plural noun, such as ``events()``; ``instances`` gives values of any class. It needs the
extra ``relkit[testing]``.
"""

from __future__ import annotations

from relkit._law import Law
from relkit.testing._conformance import conformance, laws, verify
from relkit.testing._report import LawRow, LawStatus, Report
from relkit.testing._strategies.assessments import (
    assessments,
    changes,
    contributions,
    counterfactuals,
    differences,
    moves,
    rulings,
    scorings,
)
from relkit.testing._strategies.books import books, histories, turns
from relkit.testing._strategies.businesses import businesses, ids, industries, texts, words
from relkit.testing._strategies.classes import instances
from relkit.testing._strategies.dealings import (
    adverse_events,
    relational_events,
    transactional_events,
)
from relkit.testing._strategies.events import record_problems, statements
from relkit.testing._strategies.evidences import accumulators, evidences, logs
from relkit.testing._strategies.families import (
    contexts,
    events,
    plan_strategies,
    plans,
    playbooks,
    relationships,
    treatments,
)
from relkit.testing._strategies.measures import (
    flags,
    layouts,
    measured_days,
    measures,
    period_conditions,
    quantities,
    record_conditions,
    record_fields,
)
from relkit.testing._strategies.money import currencies, moneys
from relkit.testing._strategies.parts import (
    breakdown_rows,
    breakdowns,
    indicators,
    journeys,
    workloads,
)
from relkit.testing._strategies.predicates import plan_laws, predicates, trait_terms
from relkit.testing._strategies.relationships import kinds, stages, turning_points
from relkit.testing._strategies.rows import table_rows
from relkit.testing._strategies.schedules import dates, schedules, spans
from relkit.testing._strategies.scorecards import (
    comparison_rows,
    comparisons,
    decisions,
    scorecards,
)
from relkit.testing._strategies.tables import caseloads, decision_tables
from relkit.testing._strategies.traits import profiles, trait_readings, traits
from relkit.testing._types import register_types

__all__ = [
    "Law",
    "LawRow",
    "LawStatus",
    "Report",
    "accumulators",
    "adverse_events",
    "assessments",
    "books",
    "breakdown_rows",
    "breakdowns",
    "businesses",
    "caseloads",
    "changes",
    "comparison_rows",
    "comparisons",
    "conformance",
    "contexts",
    "contributions",
    "counterfactuals",
    "currencies",
    "dates",
    "decision_tables",
    "decisions",
    "differences",
    "events",
    "evidences",
    "flags",
    "histories",
    "ids",
    "indicators",
    "industries",
    "instances",
    "journeys",
    "kinds",
    "laws",
    "layouts",
    "logs",
    "measured_days",
    "measures",
    "moneys",
    "moves",
    "period_conditions",
    "plan_laws",
    "plan_strategies",
    "plans",
    "playbooks",
    "predicates",
    "profiles",
    "quantities",
    "record_conditions",
    "record_fields",
    "record_problems",
    "register_types",
    "relational_events",
    "relationships",
    "rulings",
    "schedules",
    "scorecards",
    "scorings",
    "spans",
    "stages",
    "statements",
    "table_rows",
    "texts",
    "trait_readings",
    "trait_terms",
    "traits",
    "transactional_events",
    "treatments",
    "turning_points",
    "turns",
    "verify",
    "words",
    "workloads",
]
