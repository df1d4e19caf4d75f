"""The conditions and days that the words of the domain stand for (design section 1)."""

from __future__ import annotations

from relkit.measures._conditions import event, field
from relkit.measures._days import first, last

__all__ = [
    "ENCOUNTER",
    "ENDING",
    "ENGAGEMENT",
    "EXCHANGE",
    "FIRST_ENGAGED",
    "FIRST_EXCHANGED",
    "LAST_ENDED",
    "LAST_ENGAGED",
    "LAST_EXCHANGED",
    "STAGE_DAYS",
    "TRANSACTION",
    "UNKNOWN_PAYMENT",
]

_ENDED = field("action").is_in("ended", "canceled")

UNKNOWN_PAYMENT = event("payment") & ~field("model").is_present()
"""A payment whose model nobody recorded.

>>> from datetime import date
>>> from relkit.events import Payment
>>> UNKNOWN_PAYMENT.matches(Payment(on=date(2025, 1, 7)))
True
"""

ENGAGEMENT = event("engagement") | (UNKNOWN_PAYMENT & ~field("automatic").is_true())
"""Any purchase, consultation or delivery, and any unknown payment that is not automatic.

A user's own event type below ``Engagement`` is one as well.

>>> from datetime import date
>>> from relkit.events import Payment
>>> ENGAGEMENT.matches(Payment(on=date(2025, 1, 7), automatic=True))
False
"""

TRANSACTION = (
    event("purchase")
    | UNKNOWN_PAYMENT
    | (event("payment") & field("model").is_in("one_time", "installment", "subscription"))
)
"""A transactional record: the only sort that feeds a trait's transactional pole.

>>> from datetime import date
>>> from relkit.events import Payment
>>> TRANSACTION.matches(Payment(on=date(2025, 1, 7), model="retainer"))
False
"""

ENDING = (event("agreement") & _ENDED) | (event("message") & field("about").is_in("closing"))
"""An explicit end: an agreement ended or canceled, or a closing message.

>>> from datetime import date
>>> from relkit.events import Message
>>> ENDING.matches(Message(on=date(2025, 1, 7), about="closing"))
True
"""

EXCHANGE = (
    event("purchase", "delivery", "payment")
    | (event("consultation") & ~field("paid").is_false())
    | (event("agreement") & ~_ENDED)
)
"""A purchase, paid consultation, delivery, payment or agreement.

>>> from datetime import date
>>> from relkit.events import Consultation
>>> EXCHANGE.matches(Consultation(on=date(2025, 1, 7), paid=False))
False
"""

ENCOUNTER = event("engagement") & field("served_by").is_present()
"""A purchase, consultation or delivery by somebody whose name was kept (row S71).

>>> from datetime import date
>>> from relkit.events import Delivery
>>> ENCOUNTER.matches(Delivery(on=date(2025, 1, 7), served_by="ann"))
True
"""

FIRST_ENGAGED = first("first_engaged", ENGAGEMENT)
"""The day of the first engagement.

>>> FIRST_ENGAGED.name
'first_engaged'
"""

LAST_ENGAGED = last("last_engaged", ENGAGEMENT)
"""The day of the last engagement; the traits' clock stops two periods after it.

>>> LAST_ENGAGED.name
'last_engaged'
"""

FIRST_EXCHANGED = first("first_exchanged", EXCHANGE)
"""The day of the first exchange.

>>> FIRST_EXCHANGED.name
'first_exchanged'
"""

LAST_EXCHANGED = last("last_exchanged", EXCHANGE)
"""The day of the last exchange.

>>> LAST_EXCHANGED.name
'last_exchanged'
"""

LAST_ENDED = last("last_ended", ENDING)
"""The day of the last explicit end.

>>> LAST_ENDED.name
'last_ended'
"""

STAGE_DAYS = (FIRST_ENGAGED, LAST_ENGAGED, FIRST_EXCHANGED, LAST_EXCHANGED, LAST_ENDED)
"""The days that tell a relationship's stage, whatever the traits.

>>> [day.name for day in STAGE_DAYS][:2]
['first_engaged', 'last_engaged']
"""
