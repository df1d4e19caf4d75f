"""Strategies: values with one method, ``plan``, that turn a relationship into a typed plan.

Every default can be given other fields, or be subclassed; what cannot be said so is said by
composition: ``first_of``, ``all_of``, ``when``, ``only``, ``adjust`` and ``fallback``, with
predicates as conditions.
"""

from __future__ import annotations

from relkit.strategies._base import strategy
from relkit.strategies._composition import adjust, all_of, fallback, first_of, only, when
from relkit.strategies._context import Context
from relkit.strategies._field_terms import has_datum, in_line, is_party_type
from relkit.strategies._kind_terms import in_stage, is_a
from relkit.strategies._laws import PLAN_LAWS, PlanLaw
from relkit.strategies._marketing import MarketingStrategy, PlainMarketing
from relkit.strategies._marketing_defaults import ClientMarketing, CustomerMarketing
from relkit.strategies._payment import (
    Combined,
    Contingency,
    DepositAndBalance,
    FlatFee,
    Hourly,
    Installments,
    Milestone,
    Milestones,
    PaymentStrategy,
    PayPerTransaction,
    PointOfSale,
    Retainer,
    SingleInvoice,
    Subscription,
    Usage,
    ValueBased,
)
from relkit.strategies._personas import Persona
from relkit.strategies._predicates import (
    ALWAYS,
    NEVER,
    Condition,
    Predicate,
    all_hold,
    any_holds,
    holds_not,
)
from relkit.strategies._service import PlainService, ServiceStrategy
from relkit.strategies._service_defaults import ClientService, CustomerService
from relkit.strategies._strategy import NOTHING, Planner, Strategy, from_function
from relkit.strategies._trait_terms import Threshold, TraitTerm, trait

__all__ = [
    "ALWAYS",
    "NEVER",
    "NOTHING",
    "PLAN_LAWS",
    "ClientMarketing",
    "ClientService",
    "Combined",
    "Condition",
    "Context",
    "Contingency",
    "CustomerMarketing",
    "CustomerService",
    "DepositAndBalance",
    "FlatFee",
    "Hourly",
    "Installments",
    "MarketingStrategy",
    "Milestone",
    "Milestones",
    "PayPerTransaction",
    "PaymentStrategy",
    "Persona",
    "PlainMarketing",
    "PlainService",
    "PlanLaw",
    "Planner",
    "PointOfSale",
    "Predicate",
    "Retainer",
    "ServiceStrategy",
    "SingleInvoice",
    "Strategy",
    "Subscription",
    "Threshold",
    "TraitTerm",
    "Usage",
    "ValueBased",
    "adjust",
    "all_hold",
    "all_of",
    "any_holds",
    "fallback",
    "first_of",
    "from_function",
    "has_datum",
    "holds_not",
    "in_line",
    "in_stage",
    "is_a",
    "is_party_type",
    "only",
    "strategy",
    "trait",
    "when",
]
