"""What the laws of event types say of those that break them."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from relkit.errors import InvalidEventError, LawBrokenError
from relkit.events import Event
from relkit.events._laws import EVENT_LAWS

LAWS = {law.name: law for law in EVENT_LAWS}


def at_least_one(_event: object, _field: object, value: object) -> None:
    """Refuse everything, even what is absent."""
    msg = f"{value} is not enough."
    raise InvalidEventError(msg)


class Stay(Event):
    """Needs more than a day."""

    nights: int


class Party(Event):
    """Refuses the default of its own field."""

    guests: Any = attrs.field(default=None, validator=at_least_one)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Stay, r"Stay\(on=\.\.\.\) raises TypeError: .*nights"),
        (Party, r"Party\(on=\.\.\.\) raises InvalidEventError: None is not enough"),
    ],
)
def test_what_a_day_alone_does_not_make_is_told(kind: type[Event], said: str) -> None:
    """The law names the call that failed, and what it failed with."""
    with pytest.raises(LawBrokenError, match=said):
        LAWS["made of a day"].check(kind, day=date(2025, 1, 7))
