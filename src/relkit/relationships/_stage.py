"""`Stage`: where a relationship stands in time, independent of its kind."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

__all__ = ["Stage", "TurningPoints"]

_LAPSE = 2


class Stage(StrEnum):
    """Where a relationship stands in time (rows S46, S73; the law of client status, 2a).

    ``prospect``: no exchange yet. ``new``: first engaged less than one period ago.
    ``active``: last engaged within two periods. ``dormant``: longer ago. ``former``:
    explicitly ended, with no exchange after that. A kind never decides a stage, nor a
    stage a kind.

    >>> Stage.ACTIVE == "active"
    True
    """

    PROSPECT = "prospect"
    NEW = "new"
    ACTIVE = "active"
    DORMANT = "dormant"
    FORMER = "former"


@attrs.frozen(kw_only=True)
class TurningPoints:
    """The days on which a relationship turned; each is None where it never did.

    An engagement counts before an exchange: only a relationship without any engagement
    (a standing order, a plan on a card) is dated by its exchanges.

    >>> signed = date(2025, 1, 7)
    >>> TurningPoints(first_exchanged=signed, last_exchanged=signed).stage(date(2025, 1, 8), 30)
    <Stage.NEW: 'new'>
    """

    first_engaged: date | None = None
    last_engaged: date | None = None
    first_exchanged: date | None = None
    last_exchanged: date | None = None
    last_ended: date | None = None

    def stage(self, as_of: date, period_days: int) -> Stage:
        """Tell the stage on a day, for a business of this natural period in days."""
        if self.last_exchanged is None or self.first_exchanged is None:
            return Stage.PROSPECT
        if self.last_ended is not None and self.last_ended >= self.last_exchanged:
            return Stage.FORMER
        since = self.first_engaged or self.first_exchanged
        latest = self.last_engaged or self.last_exchanged
        if (as_of - since).days < period_days:
            return Stage.NEW
        silent = (as_of - latest).days > _LAPSE * period_days
        return Stage.DORMANT if silent else Stage.ACTIVE
