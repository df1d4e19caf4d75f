"""The payment strategies; their public door is ``relkit.strategies``."""

from __future__ import annotations

from relkit.strategies._payment._base import PaymentStrategy
from relkit.strategies._payment._combined import Combined
from relkit.strategies._payment._metered import Contingency, Hourly, Usage, ValueBased
from relkit.strategies._payment._recurring import Retainer, Subscription
from relkit.strategies._payment._scheduled import Installments, Milestone, Milestones
from relkit.strategies._payment._single import (
    DepositAndBalance,
    FlatFee,
    PayPerTransaction,
    PointOfSale,
    SingleInvoice,
)

__all__ = [
    "Combined",
    "Contingency",
    "DepositAndBalance",
    "FlatFee",
    "Hourly",
    "Installments",
    "Milestone",
    "Milestones",
    "PayPerTransaction",
    "PaymentStrategy",
    "PointOfSale",
    "Retainer",
    "SingleInvoice",
    "Subscription",
    "Usage",
    "ValueBased",
]
