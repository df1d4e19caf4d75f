"""`Event`: one dated fact. Subclass it to add an event type of your own."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

import attrs
from typing_extensions import dataclass_transform, override

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.events._fields import a_day, an_id, check_for

if TYPE_CHECKING:
    from relkit.typing import EventId, PartyId

__all__ = ["Event", "attribute_names", "event_tag", "lineage"]


def _tag(name: str) -> str:
    """Turn ``LabResult`` into ``lab_result``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,)
)
class _EventType(type):
    """Make each subclass a frozen, slotted, keyword-only attrs class as it is declared.

    attrs builds a slotted class anew, through this metaclass again; the second pass is
    recognized by the fields that the first has collected.
    """

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]
    ) -> _EventType:
        made = super().__new__(cls, name, bases, namespace)
        if "__attrs_attrs__" in namespace:
            return made
        if "tag" not in namespace:
            made.tag = _tag(name)
        frozen = attrs.frozen(
            made, kw_only=True, repr=False, field_transformer=_checked_fields
        )
        return cast("_EventType", frozen)

    tag: str


def _checked_fields(
    _owner: type, fields: list[attrs.Attribute[object]]
) -> list[attrs.Attribute[object]]:
    """Give each own field that has no validator the check that its annotation asks for."""
    return [
        field
        if field.inherited or field.validator is not None
        else field.evolve(validator=check_for(field))
        for field in fields
    ]


class Event(metaclass=_EventType):
    """One dated fact between a business and a party.

    Every event has the day on which it happened (``on``), and may carry an ``id`` that
    makes a repeat recognizable (read as ``event_id``), its ``party`` and its ``line`` of
    business. A subclass adds fields by annotation alone: it becomes a frozen value, and
    its ``tag``, by which records and measures name it, is its name in snake case.

    Raises ``NotADateError`` unless ``on`` is a plain date, and ``InvalidEventError`` for a
    field value that the annotation does not allow.

    >>> class LabResult(Event):
    ...     normal: bool | None = None
    >>> LabResult(on=date(2025, 1, 7), normal=True)
    LabResult(on=datetime.date(2025, 1, 7), normal=True)
    >>> LabResult.tag
    'lab_result'
    """

    tag: ClassVar[str] = "event"

    on: date = attrs.field(validator=a_day)
    event_id: EventId | None = attrs.field(default=None, alias="id", validator=an_id)
    party: PartyId | None = attrs.field(default=None, validator=an_id)
    line: str | None = attrs.field(default=None, validator=an_id)

    @override
    def __repr__(self) -> str:
        """Give the call that makes this event, without the fields left at their default."""
        fields = attrs.fields(type(self))
        said = [
            f"{field.alias}={getattr(self, field.name)!r}"
            for field in fields
            if getattr(self, field.name) != field.default
        ]
        return f"{type(self).__qualname__}({', '.join(said)})"


def event_tag(kind: object) -> str:
    """Give the tag of an event type named by its class or by text."""
    if isinstance(kind, type) and issubclass(kind, Event):
        return kind.tag
    if isinstance(kind, str) and kind.isidentifier():
        return kind
    msg = f"An event type is named by its class or its tag, such as 'purchase', not {shown(kind)}."
    raise DeclarationError(msg)


def lineage(kind: type[Event]) -> frozenset[str]:
    """Give the tags under which an event type is known: its own and those above it."""
    return frozenset(base.tag for base in kind.__mro__ if issubclass(base, Event))


def attribute_names(kind: type[Event]) -> dict[str, str]:
    """Map each field's name in records to the attribute that holds it."""
    return {field.alias or field.name: field.name for field in attrs.fields(kind)}
