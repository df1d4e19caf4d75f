"""What happened: events, statements, and how plain records become them."""

from __future__ import annotations

from relkit.events._base import Event
from relkit.events._fields import DIGITS_MOST
from relkit.events._reader import FIELDS_MOST
from relkit.events._records import (
    ROWS_MOST,
    RecordProblem,
    event_from_record,
    events_from_records,
)
from relkit.events._standard import (
    STANDARD_EVENT_TYPES,
    Agreement,
    Consultation,
    Delivery,
    Engagement,
    Feedback,
    Message,
    Payment,
    Purchase,
    Referral,
    Share,
)
from relkit.events._statement import STATEMENT_MOST, Statement
from relkit.events._vocabulary import (
    AgreementAction,
    AgreementForm,
    Direction,
    MessageTopic,
    PaymentModel,
)

__all__ = [
    "DIGITS_MOST",
    "FIELDS_MOST",
    "ROWS_MOST",
    "STANDARD_EVENT_TYPES",
    "STATEMENT_MOST",
    "Agreement",
    "AgreementAction",
    "AgreementForm",
    "Consultation",
    "Delivery",
    "Direction",
    "Engagement",
    "Event",
    "Feedback",
    "Message",
    "MessageTopic",
    "Payment",
    "PaymentModel",
    "Purchase",
    "RecordProblem",
    "Referral",
    "Share",
    "Statement",
    "event_from_record",
    "events_from_records",
]
