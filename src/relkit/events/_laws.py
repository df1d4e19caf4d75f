"""The laws of event types.

A sample ``one`` is an event of the type, ``day`` a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from relkit._law import Law, law, same
from relkit._value_laws import INSTANCE_LAWS
from relkit.errors import LawBrokenError, RelkitError
from relkit.events._base import Event, attribute_names
from relkit.events._records import event_from_record
from relkit.events._standard import STANDARD_EVENT_TYPES

if TYPE_CHECKING:
    from datetime import date

__all__ = ["EVENT_LAWS", "changed"]


def changed(event: Event, **changes: object) -> Event:
    """Give an event with other values in some fields."""
    made: Event = attrs.evolve(cast("Any", event), **changes)
    return made


@law(
    "E10",
    "made of a day",
    "All its fields but the day are optional, and are kept as they were given.",
    "E(on=d).on = d",
)
def _of_a_day(kind: type[Event], day: date) -> None:
    try:
        made = kind(on=day)
    except (TypeError, RelkitError) as fault:
        msg = f"{kind.__name__}(on=...) raises {type(fault).__name__}: {fault}"
        raise LawBrokenError(msg) from fault
    same((type(made), made.on), (kind, day))


@law(
    "E11",
    "read from a record",
    "The plain record of an event is read back as that event.",
    "read(record(e)) = e",
)
def _from_record(kind: type[Event], one: Event) -> None:
    names = attribute_names(kind)
    record = {name: getattr(one, attribute) for name, attribute in names.items()}
    make: Any = kind
    others = [each for each in STANDARD_EVENT_TYPES if each.tag != kind.tag]
    read = event_from_record({"event": kind.tag, **record}, event_types=[*others, kind])
    same(_told(read, names), _told(make(**record), names))


def _told(event: object, names: dict[str, str]) -> dict[str, object]:
    return {name: getattr(event, attribute) for name, attribute in names.items()}


@law(
    "E10",
    "a tag of its own",
    "Records name it by a tag that no event type above it has.",
    "tag(E) ≠ tag(F), E below F",
)
def _tag(kind: type[Event]) -> None:
    above = {base.tag for base in kind.__mro__[1:] if issubclass(base, Event)}
    if kind.tag in above:
        msg = f"{kind.__name__} has the tag {kind.tag!r} of an event type above it."
        raise LawBrokenError(msg)


EVENT_LAWS: Final[tuple[Law, ...]] = (_tag, _of_a_day, _from_record, *INSTANCE_LAWS)
"""What every event type owes."""
