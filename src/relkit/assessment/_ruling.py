"""`Ruling`: a human decision on the kind; it wins, and the computed result stays beside it."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

import attrs

from relkit._checks import a_date, hashable, text
from relkit._words import listed, shown
from relkit.errors import InvalidValueError
from relkit.relationships import Relationship
from relkit.relationships._kind import is_kind, needed

__all__ = ["Ruling"]


def _kind(value: type[Relationship]) -> type[Relationship]:
    if not is_kind(value) or value is Relationship:
        msg = f"A ruling names a kind such as Client, not {shown(value)}."
        raise InvalidValueError(msg)
    if needed(value):
        msg = (
            f"A {value.label} needs {listed(needed(value), 'and')}, which no ruling tells: "
            f"rule a kind above {value.__name__}, and convert with as_kind."
        )
        raise InvalidValueError(msg)
    return value


def _by(value: Hashable) -> Hashable:
    return hashable(value, "Ruling.by")


def _on(value: date) -> date:
    return a_date(value, "Ruling.on")


def _until(value: date | None) -> date | None:
    return None if value is None else a_date(value, "Ruling.until")


def _reason(value: str) -> str:
    return text(value, "Ruling.reason")


@attrs.frozen
class Ruling:
    """A human decision on the kind of a relationship (design decision 11).

    Args:
        kind: what it is from ``on`` to the day before ``until``.
        by: who decided.
        on: the day of the decision.
        reason: why, in words.
        until: the first day on which it no longer holds, or None.

    Raises ``InvalidValueError`` and ``NotADateError``.

    >>> from relkit import Client
    >>> Ruling(Client, by="harper", on=date(2025, 1, 7), reason="family office").is_in_force(
    ...     date(2025, 2, 1)
    ... )
    True
    """

    kind: type[Relationship] = attrs.field(converter=_kind)
    by: Hashable = attrs.field(converter=_by, kw_only=True)
    on: date = attrs.field(converter=_on, kw_only=True)
    reason: str = attrs.field(converter=_reason, kw_only=True)
    until: date | None = attrs.field(default=None, converter=_until, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse a ruling that ends before it begins."""
        if self.until is not None and self.until <= self.on:
            msg = f"A ruling of {self.on} cannot end on {self.until}: until must be later."
            raise InvalidValueError(msg)

    def is_in_force(self, as_of: date) -> bool:
        """Tell whether the ruling holds on a day."""
        return self.on <= as_of and (self.until is None or as_of < self.until)
