"""`Context`: what a strategy is told besides the relationship, the clock above all."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, cast

import attrs
from typing_extensions import override

from relkit._checks import a_date, text, words
from relkit._values import Value
from relkit._words import mend, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.money import Money
from relkit.plans._fields import Check, a_flag, between, check_fields, optional, part
from relkit.strategies._personas import Persona, as_personas

__all__ = ["Context"]


def _today(value: date) -> date:
    return a_date(value, "Context.today")


def _channels(value: Iterable[str]) -> frozenset[str]:
    return frozenset(words(value, "Context.consent"))


def _frozen(value: Mapping[str, object]) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        msg = f"Context.data is a mapping such as {{'season': 'winter'}}, not {shown(value)}."
        raise InvalidValueError(msg)
    return MappingProxyType(dict(value))


def _plainly(data: Mapping[str, object]) -> str:
    return repr(dict(data))


def _check_holidays(value: object, name: str) -> object:
    if isinstance(value, (str, bytes)):
        msg = f"{name} must be a set of dates or a calendar, not {shown(value)}."
        raise InvalidValueError(msg)
    return part(Container)(value, name)


_CHECKS: Final[dict[str, Check]] = {
    "holidays": _check_holidays,
    "owner": optional(text),
    "backup": optional(text),
    "ends_on": optional(a_date),
    "capacity_hours": optional(between(0)),
    "price": optional(part(Money)),
    "has_written_agreement": a_flag,
    "open_complaint": a_flag,
}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Context(Value):
    """What a strategy is told besides the relationship; strategies read no clock.

    Args:
        today: the day for which plans are made; a date, no datetime.
        holidays: days on which nobody works: a set of dates, or a calendar object.
        consent: the channels over which the party agreed to get marketing. None by default.
        owner: who is responsible for the party, where one person is.
        backup: who stands in.
        ends_on: the day on which the relationship ends or ended, once that is settled.
        capacity_hours: whole hours that are free for the party in the coming quarter.
        price: what is at hand to be paid.
        has_written_agreement: whether the party signed an agreement in writing.
        open_complaint: whether a complaint of the party waits for an answer.
        personas: what is known of whom it is, or of its stakeholders, the most important
            one first.
        data: whatever else the strategies of your own read.

    Raises ``NotADateError`` and ``InvalidValueError``.

    >>> from datetime import date
    >>> Context(today=date(2025, 9, 1), consent=["email"]).agrees_to("email")
    True
    """

    today: date = attrs.field(converter=_today)
    holidays: Container[date] = attrs.field(factory=frozenset[date], hash=False)
    consent: frozenset[str] = attrs.field(factory=frozenset[str], converter=_channels)
    owner: str | None = None
    backup: str | None = None
    ends_on: date | None = None
    capacity_hours: int | None = None
    price: Money | None = None
    has_written_agreement: bool = False
    open_complaint: bool = False
    personas: tuple[Persona, ...] = attrs.field(default=(), converter=as_personas)
    data: Mapping[str, object] = attrs.field(
        factory=dict[str, object], converter=_frozen, hash=False, repr=_plainly
    )

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    def agrees_to(self, channel: str) -> bool:
        """Tell whether the party agreed to marketing over a channel that reaches out to it."""
        return channel in self.consent

    def datum(self, name: str) -> object:
        """Give one of your own data; raises ``UnknownNameError`` with the closest name.

        >>> from datetime import date
        >>> Context(today=date(2025, 9, 1), data={"season": "fall"}).datum("season")
        'fall'
        """
        if name in self.data:
            return self.data[name]
        msg = f"The context has no datum {shown(name)}. {mend(name, self.data)}"
        raise UnknownNameError(msg)

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        """Let a context be pickled and copied: its frozen mapping alone cannot be."""
        fields = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        return _restored, (type(self), {**fields, "data": dict(self.data)})


def _restored(cls: type[Context], fields: Mapping[str, object]) -> Context:
    return cast("Context", cast("Any", cls)(**fields))
