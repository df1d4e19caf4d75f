"""The eight standard event types. Every field but ``on`` is optional: absent is not zero."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import attrs

from relkit.events._base import Event
from relkit.events._fields import (
    NeverNone,
    a_share,
    a_text,
    an_amount,
    an_id,
    choice,
    truth,
    whole_number,
)
from relkit.events._vocabulary import (
    AgreementAction,
    AgreementForm,
    Direction,
    MessageTopic,
    PaymentModel,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

    from relkit.money import Money

__all__ = [
    "STANDARD_EVENT_TYPES",
    "Agreement",
    "Consultation",
    "Delivery",
    "Engagement",
    "Feedback",
    "Message",
    "Payment",
    "Purchase",
    "Referral",
    "Share",
]

Share: TypeAlias = float | Decimal | Fraction
"""A number in [0, 1]: a discount, a rating.

>>> from datetime import date
>>> Purchase(on=date(2025, 1, 7), discount=Decimal("0.15")).discount
Decimal('0.15')
"""


class Engagement(Event):
    """What purchases, consultations and deliveries have in common: the two sides engaged.

    It is no record by itself. An event type of your own below it counts as an engagement:
    it keeps a relationship active, and it feeds tenure and regularity.

    >>> class Workout(Engagement):
    ...     coach: str | None = None
    >>> from datetime import date
    >>> Workout(on=date(2025, 1, 7), coach="kim")
    Workout(on=datetime.date(2025, 1, 7), coach='kim')
    """


class Purchase(Engagement):
    """Goods or a standard service were bought (row S2).

    ``amount`` is Money or integer minor units of the business's currency; ``standard`` is
    False for something made for this party; ``discount`` is a share in [0, 1];
    ``planned`` is False for an impulse; ``served_by`` is the person who served.

    >>> from datetime import date
    >>> Purchase(on=date(2025, 1, 7), amount=1200, standard=True)
    Purchase(on=datetime.date(2025, 1, 7), amount=1200, standard=True)
    """

    amount: Money | int | None = attrs.field(default=None, validator=an_amount)
    standard: bool | None = attrs.field(default=None, validator=truth)
    discount: Share | None = attrs.field(default=None, validator=a_share)
    planned: bool | None = attrs.field(default=None, validator=truth)
    channel: str | None = attrs.field(default=None, validator=a_text)
    served_by: Hashable = attrs.field(default=None, validator=an_id)


class Consultation(Engagement):
    """A professional gave time and expertise (rows S1, S5).

    ``minutes`` is a whole number; ``paid`` is False for a free discovery call, which is an
    engagement but no exchange.

    >>> from datetime import date
    >>> Consultation(on=date(2025, 1, 9), minutes=90, served_by="harper").paid
    True
    """

    minutes: int | None = attrs.field(default=None, validator=whole_number)
    topic: str | None = attrs.field(default=None, validator=a_text)
    served_by: Hashable = attrs.field(default=None, validator=an_id)
    paid: bool = attrs.field(default=True)


class Delivery(Engagement):
    """Work was handed over; ``tailored`` to this party, ``co_produced`` with it (S11, S12).

    >>> from datetime import date
    >>> Delivery(on=date(2025, 2, 1), tailored=True, served_by="harper").co_produced is None
    True
    """

    tailored: bool | None = attrs.field(default=None, validator=truth)
    co_produced: bool | None = attrs.field(default=None, validator=truth)
    served_by: Hashable = attrs.field(default=None, validator=an_id)


class Message(Event):
    """Something was said or written (rows S19, S27).

    ``initiated`` is True where the sender began; None where nobody recorded it.

    >>> from datetime import date
    >>> Message(on=date(2025, 2, 3), direction="outbound", about="advice").about
    'advice'
    """

    direction: Direction | None = attrs.field(default=None, validator=choice(Direction))
    about: MessageTopic | None = attrs.field(default=None, validator=choice(MessageTopic))
    channel: str | None = attrs.field(default=None, validator=a_text)
    initiated: bool | None = attrs.field(default=None, validator=truth)


class Agreement(Event):
    """An agreement was signed, renewed, ended or canceled (rows S15, S18).

    ``negotiated`` is False for standard terms; ``term_days`` is its length in days.

    >>> from datetime import date
    >>> Agreement(on=date(2025, 1, 7), form="retainer", negotiated=True).action
    'signed'
    """

    form: AgreementForm | None = attrs.field(default=None, validator=choice(AgreementForm))
    action: AgreementAction = attrs.field(
        default="signed", validator=NeverNone(choice(AgreementAction))
    )
    negotiated: bool | None = attrs.field(default=None, validator=truth)
    term_days: int | None = attrs.field(default=None, validator=whole_number)


class Payment(Event):
    """Money came in (rows S21, S26); the model says how its price was agreed.

    ``automatic`` payments (a standing order, a card on file) are an exchange but no
    engagement. A negative amount is a refund.

    >>> from datetime import date
    >>> Payment(on=date(2025, 2, 1), amount=150_000, model="retainer").automatic
    False
    """

    amount: Money | int | None = attrs.field(default=None, validator=an_amount)
    model: PaymentModel | None = attrs.field(default=None, validator=choice(PaymentModel))
    on_time: bool | None = attrs.field(default=None, validator=truth)
    automatic: bool = attrs.field(default=False)


class Feedback(Event):
    """The party gave feedback: a ``rating`` in [0, 1], or ``input`` to the work (row S72).

    The attribute is ``is_input``, the argument and the record field are ``input``.

    >>> from datetime import date
    >>> Feedback(on=date(2025, 3, 1), input=True).is_input
    True
    """

    rating: Share | None = attrs.field(default=None, validator=a_share)
    is_input: bool | None = attrs.field(default=None, validator=truth, alias="input")


class Referral(Event):
    """The party sent somebody else (row S46).

    >>> from datetime import date
    >>> Referral(on=date(2025, 3, 9))
    Referral(on=datetime.date(2025, 3, 9))
    """


STANDARD_EVENT_TYPES: tuple[type[Event], ...] = (
    Agreement,
    Consultation,
    Delivery,
    Feedback,
    Message,
    Payment,
    Purchase,
    Referral,
)
"""The eight standard event types, by tag.

>>> [kind.tag for kind in STANDARD_EVENT_TYPES][:3]
['agreement', 'consultation', 'delivery']
"""
