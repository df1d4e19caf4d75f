"""`Statement`: what somebody knows of a trait that no event shows."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import ClassVar

import attrs

from relkit._checks import a_date, hashable, text, whole
from relkit.errors import InvalidValueError
from relkit.events._fields import a_text, an_id
from relkit.typing import EventId, PartyId

__all__ = ["STATEMENT_MOST", "Statement"]

STATEMENT_MOST = 1000
"""The most counts that one statement may claim for a pole.

>>> STATEMENT_MOST
1000
"""


def _trait(value: object) -> str:
    return text(value, "Statement.trait")


def _pro(value: object) -> int:
    return whole(value, "Statement.pro", 0, STATEMENT_MOST)


def _con(value: object) -> int:
    return whole(value, "Statement.con", 0, STATEMENT_MOST)


def _by(value: object) -> Hashable:
    return hashable(value, "Statement.by")


def _on(value: object) -> date:
    return a_date(value, "Statement.on")


@attrs.frozen
class Statement:
    """A fact about a trait that no single event shows: somebody says so, and stands by it.

    Args:
        trait: the trait's name, such as ``"service expectation"`` (rows S14, S16, S22-S24).
        pro: counts for the relational pole, 0 to 1000.
        con: counts for the transactional pole, 0 to 1000.
        by: who says so.
        on: the day on which it was said.

    It may carry ``id``, ``party`` and ``line`` as an event does.

    Raises ``InvalidValueError`` for counts out of range or a statement that counts for
    neither pole, ``NotADateError`` for anything but a date, and ``InvalidEventError`` for an
    id, party or line that cannot be.

    >>> Statement("convenience", 0, 2, "harper", date(2025, 1, 7)).con
    2
    """

    tag: ClassVar[str] = "statement"

    trait: str = attrs.field(converter=_trait)
    pro: int = attrs.field(converter=_pro)
    con: int = attrs.field(converter=_con)
    by: Hashable = attrs.field(converter=_by)
    on: date = attrs.field(converter=_on)
    event_id: EventId | None = attrs.field(default=None, alias="id", kw_only=True, validator=an_id)
    party: PartyId | None = attrs.field(default=None, kw_only=True, validator=an_id)
    line: str | None = attrs.field(default=None, kw_only=True, validator=a_text)

    def __attrs_post_init__(self) -> None:
        """Refuse a statement that says nothing."""
        if not self.pro and not self.con:
            msg = "A statement must count for a pole: give pro, con or both at least 1."
            raise InvalidValueError(msg)
