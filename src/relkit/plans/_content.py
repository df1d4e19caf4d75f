"""`Content`: what a party can learn from a business: workshops, notes, product facts."""

from __future__ import annotations

from typing import Final

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit.errors import InvalidValueError
from relkit.plans._fields import Check, check_fields, optional, part
from relkit.plans._text import joined, plain
from relkit.schedules import Every

__all__ = ["Content"]

_CONTENT: Final[dict[str, Check]] = {
    "form": text,
    "topic": optional(text),
    "audience": optional(text),
    "every": optional(part(Every)),
    "trigger": optional(text),
}


@attrs.frozen(kw_only=True)
class Content:
    """Something of use beside what is sold: a workshop, a webinar, a note (row S54).

    It goes out over the channels of the plan that it is part of, and over no other.

    Args:
        form: ``"workshop"``, ``"webinar"``, ``"educational_content"``, ``"advice_note"``,
            ``"how_to"`` …
        topic: what it is about; None leaves it open, for what the party is interested in.
        audience: the persona or stakeholder for whom it is, where it is for one.
        every: its rhythm; or else
        trigger: the occasion on which it is sent. Without either it is there to be found.

    Raises ``InvalidValueError`` where both ``every`` and ``trigger`` are given.

    >>> print(Content(form="workshop", topic="cash_flow", every=Every(months=6)))
    workshop about cash flow every 6 months
    """

    form: str
    topic: str | None = None
    audience: str | None = None
    every: Every | None = None
    trigger: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CONTENT)
        if self.every is not None and self.trigger is not None:
            msg = "Content comes in a rhythm (every=) or on an occasion (trigger=), not both."
            raise InvalidValueError(msg)

    @override
    def __str__(self) -> str:
        """Give the content in words."""
        about = None if self.topic is None else f"about {plain(self.topic)}"
        reader = None if self.audience is None else f"for {plain(self.audience)}"
        occasion = None if self.trigger is None else f"on {plain(self.trigger)}"
        return joined([plain(self.form), about, reader, self.every, occasion], " ")
