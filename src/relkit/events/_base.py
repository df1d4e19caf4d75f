"""`Event`: one dated fact. Subclass it to add an event type of your own."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

import attrs
from typing_extensions import TypeIs, dataclass_transform, override

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.events._fields import a_day, a_text, an_id, checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relkit.typing import EventId, PartyId

__all__ = ["Event", "attribute_names", "event_tag", "fields_of", "is_event_type", "lineage"]


def _tag(name: str) -> str:
    """Turn ``LabResult`` into ``lab_result``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def fields_of(kind: type) -> tuple[attrs.Attribute[Any], ...]:
    """Give the fields of an event type."""
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("type[attrs.AttrsInstance]", kind))
    return found


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
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
        try:
            frozen = attrs.frozen(
                made,
                kw_only=True,
                repr=False,
                auto_attribs=True,
                field_transformer=_checked_fields,
            )
        except attrs.exceptions.UnannotatedAttributeError as fault:
            msg = f"{name} has a field without an annotation; write `name: type = field(...)`."
            raise DeclarationError(msg) from fault
        _check_declared(frozen, namespace)
        return frozen

    tag: str


def _checked_fields(
    _owner: type, fields: list[attrs.Attribute[object]]
) -> list[attrs.Attribute[object]]:
    """Give each field the check that its annotation asks for, or add to the one that it has."""
    return [field.evolve(validator=checked(field)) for field in fields]


def _check_declared(kind: type, namespace: Mapping[str, object]) -> None:
    """Refuse an event type that could not be named, read from records, or constructed."""
    fields: tuple[Any, ...] = fields_of(kind)
    tag = kind.__dict__["tag"]
    if not isinstance(tag, str) or not tag.isidentifier():
        msg = (
            f"{kind.__name__}.tag names the event type in records, as in "
            f"tag: ClassVar[str] = 'lab_result'; it cannot be {shown(tag)}."
        )
        raise DeclarationError(msg)
    if any(field.alias == "event" for field in fields):
        msg = f"{kind.__name__} has a field 'event', where records name their type: rename it."
        raise DeclarationError(msg)
    for field in fields:
        if field.inherited and field.name in namespace:
            msg = (
                f"{kind.__name__} sets {field.name}, a field, without its annotation, so that it "
                f"would be ignored: write `{field.name}: <type> = ...`."
            )
            raise DeclarationError(msg)


class Event(metaclass=_EventType):
    """One dated fact between a business and a party.

    Every event has the day on which it happened (``on``), and may carry an ``id`` that
    makes a repeat recognizable (read as ``event_id``), its ``party`` and its ``line`` of
    business. A subclass adds fields by annotation alone: it becomes a frozen value, and
    its ``tag``, by which records and measures name it, is its name in snake case. A field
    annotated as ``bool``, ``int`` (from 0 up) or ``str`` is checked; any other takes every
    hashable value, and a validator of your own is asked as well.

    Raises ``NotADateError`` unless ``on`` is a plain date, ``InvalidEventError`` for a
    field value that the annotation does not allow, and ``DeclarationError`` as the class is
    declared where no event could be made of it.

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
    line: str | None = attrs.field(default=None, validator=a_text)

    @override
    def __repr__(self) -> str:
        """Give the call that makes this event, without the fields left at their default."""
        said = [
            f"{field.alias}={getattr(self, field.name)!r}"
            for field in fields_of(type(self))
            if field.init and getattr(self, field.name) != field.default
        ]
        return f"{type(self).__qualname__}({', '.join(said)})"


def is_event_type(value: object) -> TypeIs[type[Event]]:
    """Tell whether a value is a class of events."""
    return isinstance(value, type) and issubclass(value, Event)


def event_tag(kind: object) -> str:
    """Give the tag of an event type named by its class or by text."""
    if is_event_type(kind):
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
    return {field.alias or field.name: field.name for field in fields_of(kind)}
