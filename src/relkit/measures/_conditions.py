"""Conditions on records: on an event's type and on its fields. Two-valued: missing is false."""

from __future__ import annotations

import keyword
from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NoReturn, TypeAlias, cast

import attrs
from typing_extensions import TypeIs, override

from relkit._words import closest, shown
from relkit.errors import DeclarationError
from relkit.events import STANDARD_EVENT_TYPES, Engagement
from relkit.events._base import Event, attribute_names, event_tag, lineage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = [
    "AllOf",
    "AnyOf",
    "EventTest",
    "Field",
    "FieldTest",
    "MappedField",
    "Not",
    "RecordCondition",
    "event",
    "field",
    "meets",
]

_STANDARD_TAGS = frozenset(map(event_tag, (Event, Engagement, *STANDARD_EVENT_TYPES)))

Test: TypeAlias = Literal["above", "at_least", "is_false", "is_in", "is_present", "is_true"]


class RecordCondition:
    """A condition on one record; combine with ``&``, ``|`` and ``~``.

    Every test of a missing field is false, so ``~test`` is true of it (design 6a). A
    condition on records cannot be mixed with one on periods: type checkers refuse it, and
    so does ``DeclarationError``.

    >>> from datetime import date
    >>> from relkit.events import Payment
    >>> late = event("payment") & ~field("on_time").is_true()
    >>> late.matches(Payment(on=date(2025, 1, 7), on_time=False))
    True
    """

    __slots__ = ()

    def holds(self, tags: Collection[str], read: Callable[[str], object]) -> bool:
        """Tell whether a record with these type tags and fields meets the condition."""
        raise NotImplementedError

    def matches(self, event: Event) -> bool:
        """Tell whether an event meets the condition; ``Evidence`` compiles the same test."""
        names = attribute_names(type(event))
        return self.holds(
            lineage(type(event)),
            lambda name: getattr(event, names[name]) if name in names else None,
        )

    def __and__(self, other: RecordCondition) -> RecordCondition:
        """Both conditions."""
        return AllOf(_parts(AllOf, self, other))

    def __or__(self, other: RecordCondition) -> RecordCondition:
        """Either condition."""
        return AnyOf(_parts(AnyOf, self, other))

    def __invert__(self) -> RecordCondition:
        """The opposite; true where the tested field is missing."""
        return Not(self)

    def __bool__(self) -> NoReturn:
        """Refuse ``and``, ``or`` and ``not``, which would drop one side without a word."""
        msg = "A condition is no truth value: combine conditions with &, | and ~."
        raise DeclarationError(msg)


@attrs.frozen
class EventTest(RecordCondition):
    """The event is of one of these types, or of a type below one."""

    tags: tuple[str, ...]

    @override
    def holds(self, tags: Collection[str], read: Callable[[str], object]) -> bool:
        return any(tag in tags for tag in self.tags)


@attrs.frozen
class FieldTest(RecordCondition):
    """One test of one field; false where the field is missing or cannot be tested so."""

    field: str
    test: Test
    operands: tuple[Hashable, ...] = ()

    @override
    def holds(self, tags: Collection[str], read: Callable[[str], object]) -> bool:
        return meets(read(self.field), self.test, self.operands)


def meets(value: object, test: Test, operands: tuple[Hashable, ...]) -> bool:
    """Tell whether a field's value meets a test; the evidence compiles the same."""
    match test:
        case "is_true":
            return value is True
        case "is_false":
            return value is False
        case "is_present":
            return value is not None
        case "is_in":
            return value is not None and not isinstance(value, bool) and value in operands
        case _:
            (bound,) = cast("tuple[int]", operands)
            return _is_number(value) and (value > bound or (test == "at_least" and value == bound))


def _is_number(value: object) -> TypeIs[float | Decimal | Fraction]:
    """Let numbers pass; text, truth values, money and NaN have no order among them."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, Fraction)):
        return False
    return not (isinstance(value, Decimal) and value.is_nan())


@attrs.frozen
class AllOf(RecordCondition):
    """Every part holds."""

    parts: tuple[RecordCondition, ...]

    @override
    def holds(self, tags: Collection[str], read: Callable[[str], object]) -> bool:
        return all(part.holds(tags, read) for part in self.parts)


@attrs.frozen
class AnyOf(RecordCondition):
    """At least one part holds."""

    parts: tuple[RecordCondition, ...]

    @override
    def holds(self, tags: Collection[str], read: Callable[[str], object]) -> bool:
        return any(part.holds(tags, read) for part in self.parts)


@attrs.frozen
class Not(RecordCondition):
    """The part does not hold."""

    part: RecordCondition

    @override
    def holds(self, tags: Collection[str], read: Callable[[str], object]) -> bool:
        return not self.part.holds(tags, read)


def _parts(
    joined: type[AllOf | AnyOf], left: RecordCondition, right: RecordCondition
) -> tuple[RecordCondition, ...]:
    """Flatten nested conditions of one sort, and refuse anything else."""
    found: list[RecordCondition] = []
    for side in (left, right):
        if not isinstance(side, RecordCondition):
            msg = (
                f"A condition on records combines with conditions on records, not with "
                f"{shown(side)}; conditions on periods go into periods(...)."
            )
            raise DeclarationError(msg)
        found += side.parts if isinstance(side, joined) else (side,)
    return tuple(found)


def event(*kinds: str | type[Event]) -> RecordCondition:
    """Match events of these types, given by tag or class, and of types below them.

    Tags of event types of your own need not be known here, so a tag that is almost a standard
    one is taken for a slip; if it is none, give the class.

    Raises ``DeclarationError`` for anything else.

    >>> event("purchase", "delivery")
    EventTest(tags=('purchase', 'delivery'))
    """
    if not kinds:
        msg = "event() needs at least one event type, such as event('purchase')."
        raise DeclarationError(msg)
    return EventTest(tuple(map(_tag, kinds)))


def _tag(kind: str | type[Event]) -> str:
    tag = event_tag(kind)
    if isinstance(kind, str) and tag not in _STANDARD_TAGS:
        near = closest(tag, _STANDARD_TAGS, 0.9)
        if near is not None:
            msg = (
                f"{tag!r} is almost the standard event {near!r}: write that, or give the class "
                "of your own event type instead of its tag."
            )
            raise DeclarationError(msg)
    return tag


def field(name: str) -> Field:
    """Name a field of a record, to test it or to read numbers from it.

    Raises ``DeclarationError`` for anything but an identifier.

    >>> field("model").is_in("retainer", "hourly")
    FieldTest(field='model', test='is_in', operands=('retainer', 'hourly'))
    """
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        msg = f"A field is named by an identifier such as 'served_by', not {shown(name)}."
        raise DeclarationError(msg)
    return Field(name)


@attrs.frozen
class Field:
    """A field of a record by its name there; each method is false, or 0, where it is missing.

    Each raises ``DeclarationError`` for operands that are no words or whole numbers.

    >>> field("tailored").is_true()
    FieldTest(field='tailored', test='is_true', operands=())
    """

    name: str

    def is_true(self) -> RecordCondition:
        """The field is True (and not merely equal to it, as 1 is)."""
        return FieldTest(self.name, "is_true")

    def is_false(self) -> RecordCondition:
        """The field is False; a missing one is not."""
        return FieldTest(self.name, "is_false")

    def is_present(self) -> RecordCondition:
        """The field was recorded, whatever it holds."""
        return FieldTest(self.name, "is_present")

    def is_in(self, *words: str | int) -> RecordCondition:
        """The field is one of these words or whole numbers; False and True are none."""
        if not words or any(isinstance(w, bool) or not isinstance(w, (str, int)) for w in words):
            msg = f"is_in takes words or whole numbers, not {shown(words)}; see is_true()."
            raise DeclarationError(msg)
        return FieldTest(self.name, "is_in", words)

    def at_least(self, number: int) -> RecordCondition:
        """The field is a number of at least this; money and text are no numbers."""
        return FieldTest(self.name, "at_least", (_whole(number),))

    def above(self, number: int) -> RecordCondition:
        """The field is a number above this; money and text are no numbers."""
        return FieldTest(self.name, "above", (_whole(number),))

    def mapped(self, table: Mapping[str, int]) -> MappedField:
        """Read a whole number for each word; words not in the table count 0."""
        if not isinstance(table, Mapping) or not all(isinstance(word, str) for word in table):
            msg = f"mapped takes a table such as {{'retainer': 10}}, not {shown(table)}."
            raise DeclarationError(msg)
        return MappedField(self.name, tuple(sorted((k, _whole(v)) for k, v in table.items())))


@attrs.frozen
class MappedField:
    """A field read through a table of whole numbers; missing and unlisted words count 0.

    >>> field("model").mapped({"retainer": 10, "hourly": 8})
    MappedField(name='model', table=(('hourly', 8), ('retainer', 10)))
    """

    name: str
    table: tuple[tuple[str, int], ...]


def _whole(number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, int):
        msg = f"Measures count in whole numbers; {shown(number)} is none."
        raise DeclarationError(msg)
    return int(number)  # a subclass may write itself as it likes
