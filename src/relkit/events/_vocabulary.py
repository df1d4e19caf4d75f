"""The words that fields of the standard events may hold, as Literal types."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = [
    "AgreementAction",
    "AgreementForm",
    "Direction",
    "MessageTopic",
    "PaymentModel",
]

AgreementAction: TypeAlias = Literal["signed", "renewed", "ended", "canceled"]
"""What happened to an agreement; ``ended`` and ``canceled`` close it."""

AgreementForm: TypeAlias = Literal["retainer", "project", "frame", "subscription"]
"""What an agreement binds: a standing service, one project, a frame, or a standard plan."""

Direction: TypeAlias = Literal["inbound", "outbound"]
"""Who speaks: ``inbound`` is the party, ``outbound`` the business."""

MessageTopic: TypeAlias = Literal[
    "question",
    "answer",
    "advice",
    "input",
    "update",
    "review",
    "reminder",
    "smalltalk",
    "complaint",
    "marketing",
    "receipt",
    "shipping",
    "closing",
]
"""What a message is about."""

PaymentModel: TypeAlias = Literal[
    "one_time",
    "installment",
    "subscription",
    "retainer",
    "hourly",
    "flat_fee",
    "milestone",
    "value_based",
    "contingency",
]
"""How a price is agreed; None means that nobody recorded it."""
