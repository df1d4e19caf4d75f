"""``Period``: some days in a row, from a start up to and without an end."""

from __future__ import annotations

from datetime import date
from typing import final

import attrs
from typing_extensions import override

from relkit._checks import a_date
from relkit.errors import InvalidScheduleError

__all__ = ["Period"]


def _plain_start(value: date) -> date:
    return a_date(value, "The start of a period")


def _plain_end(value: date) -> date:
    return a_date(value, "The end of a period")


@final
@attrs.frozen
class Period:
    """The days from ``start`` up to, and without, ``end``.

    Half-open periods meet without a gap or a day in common, and need no last instant of a
    day. ``end`` must be later than ``start``.

    Raises ``InvalidScheduleError``, or ``NotADateError`` for anything but dates.

    >>> january = Period(date(2024, 1, 1), date(2024, 2, 1))
    >>> january.days, january.contains(date(2024, 2, 1))
    (31, False)
    """

    start: date = attrs.field(converter=_plain_start)
    """The first day."""

    end: date = attrs.field(converter=_plain_end)
    """The day after the last."""

    def __attrs_post_init__(self) -> None:
        """Refuse a period without a day."""
        if self.end <= self.start:
            msg = f"A period ends after its start; {self.start} to {self.end} holds no day."
            raise InvalidScheduleError(msg)

    @property
    def days(self) -> int:
        """The number of days, 1 or more.

        >>> Period(date(2024, 2, 1), date(2024, 3, 1)).days
        29
        """
        return (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Tell whether a day lies in the period.

        >>> Period(date(2024, 2, 1), date(2024, 3, 1)).contains(date(2024, 2, 29))
        True
        """
        return self.start <= a_date(day, "The day") < self.end

    @override
    def __str__(self) -> str:
        """Give the interval as ISO 8601 writes it: ``2024-02-01/2024-03-01``."""
        return f"{self.start}/{self.end}"
