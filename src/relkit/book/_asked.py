"""The checks at the doors of a book: what it is opened with, and whom it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit._checks import hashable, text
from relkit._words import shown
from relkit.business import Business
from relkit.errors import InvalidValueError
from relkit.scorecard import Scorecard

if TYPE_CHECKING:
    from relkit.typing import PartyId

__all__ = ["a_business", "a_flag", "a_line", "a_party", "a_scorecard"]


def a_business(value: object) -> Business:
    """Let a business pass."""
    if isinstance(value, Business):
        return value
    msg = f"A book is opened for a Business('name', industry=…), not for {shown(value)}."
    raise InvalidValueError(msg)


def a_scorecard(value: object) -> Scorecard:
    """Let a scorecard pass."""
    if isinstance(value, Scorecard):
        return value
    msg = f"scorecard must be a Scorecard((Customer, Client)), not {shown(value)}."
    raise InvalidValueError(msg)


def a_flag(value: object, name: str) -> bool:
    """Let True and False pass."""
    if isinstance(value, bool):
        return value
    msg = f"{name} must be True or False, not {shown(value)}."
    raise InvalidValueError(msg)


def a_party(value: object) -> PartyId:
    """Let an id pass; None is what a row without one reads as, and names nobody."""
    if value is None:
        msg = "party must be an id, such as text or a number, not None."
        raise InvalidValueError(msg)
    return hashable(value, "party")


def a_line(value: object) -> str | None:
    """Let the name of a line of business pass, or None."""
    return None if value is None else text(value, "line")
