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
"""What happened to an agreement; ``ended`` and ``canceled`` close it.

>>> from typing import get_args
>>> get_args(AgreementAction)
('signed', 'renewed', 'ended', 'canceled')
"""

AgreementForm: TypeAlias = Literal["retainer", "project", "frame", "subscription"]
"""What an agreement binds: a standing service, one project, a frame, or a standard plan.

>>> from typing import get_args
>>> get_args(AgreementForm)
('retainer', 'project', 'frame', 'subscription')
"""

Direction: TypeAlias = Literal["inbound", "outbound"]
"""Who speaks: ``inbound`` is the party, ``outbound`` the business.

>>> from typing import get_args
>>> get_args(Direction)
('inbound', 'outbound')
"""

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
"""What a message is about.

>>> from typing import get_args
>>> "smalltalk" in get_args(MessageTopic)
True
"""

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
"""How a price is agreed; None means that nobody recorded it.

>>> from typing import get_args
>>> "milestone" in get_args(PaymentModel)
True
"""
