"""Sorts: what the type of a field says about writing it, about reading it, and its JSON Schema."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs
from typing_extensions import override

from relkit._words import closest, listed, shown
from relkit.serialization._refused import RefusedError
from relkit.serialization._scalars import read_text
from relkit.serialization._text import text_of

if TYPE_CHECKING:
    from relkit.serialization._codec import Codec

__all__ = [
    "Choice",
    "Function",
    "Inline",
    "KindOf",
    "Member",
    "Scalar",
    "Schema",
    "Sort",
    "Valued",
    "Words",
    "a_list",
    "an_object",
    "canonical",
]

Function: TypeAlias = Callable[[Any], Any]
Schema: TypeAlias = dict[str, Any]


class Sort(ABC):
    """One sort of value: how it is written, how it is read, and how JSON Schema says it."""

    @abstractmethod
    def writer(self, codec: Codec) -> Function:
        """Give the function from a value to data."""

    @abstractmethod
    def reader(self, codec: Codec) -> Function:
        """Give the function from data to a value."""

    @abstractmethod
    def schema(self, codec: Codec) -> Schema:
        """Give the JSON Schema of its data."""


class Member(Sort):
    """A sort that can be a member of a union."""

    @abstractmethod
    def data_types(self) -> tuple[type, ...]:
        """Give the types that its data can have, by which a union tells its members apart."""

    @abstractmethod
    def holds(self, value: object) -> bool:
        """Tell whether a value is of this sort."""


@attrs.frozen
class Scalar(Member):
    """A value that is one JSON value."""

    data: tuple[type, ...]
    types: tuple[type, ...]
    write: Function
    read: Function
    shape: Schema

    @override
    def data_types(self) -> tuple[type, ...]:
        return self.data

    @override
    def holds(self, value: object) -> bool:
        if isinstance(value, bool):
            return bool in self.types
        return isinstance(value, self.types)

    @override
    def writer(self, codec: Codec) -> Function:
        return self.write

    @override
    def reader(self, codec: Codec) -> Function:
        return self.read

    @override
    def schema(self, codec: Codec) -> Schema:
        return self.shape


@attrs.frozen
class Words(Member):
    """One of some words, or of some whole numbers."""

    words: tuple[object, ...]

    @override
    def data_types(self) -> tuple[type, ...]:
        return tuple({type(word) for word in self.words})

    @override
    def holds(self, value: object) -> bool:
        return any(type(word) is type(value) and word == value for word in self.words)

    def _checked(self, value: object) -> object:
        for word in self.words:
            if word == value and isinstance(value, type(word)) and type(value) is not bool:
                return word
        near = closest(value, map(str, self.words))
        hint = f" Did you mean {near!r}?" if near else ""
        raise RefusedError.one(
            f"must be {listed(map(repr, self.words))}, not {shown(value)}.{hint}"
        )

    @override
    def writer(self, codec: Codec) -> Function:
        return self._checked

    @override
    def reader(self, codec: Codec) -> Function:
        return self._checked

    @override
    def schema(self, codec: Codec) -> Schema:
        return {"enum": list(self.words)}


@attrs.frozen
class Choice(Member):
    """A member of an enumeration, by its value."""

    kind: type[Enum]

    @override
    def data_types(self) -> tuple[type, ...]:
        values: list[object] = [member.value for member in self.kind]
        return tuple({type(value) for value in values})

    @override
    def holds(self, value: object) -> bool:
        return isinstance(value, self.kind)

    @override
    def writer(self, codec: Codec) -> Function:
        return self._write

    def _write(self, value: object) -> object:
        if isinstance(value, self.kind):
            return value.value
        raise RefusedError.one(f"must be a {self.kind.__name__}, not {shown(value)}.")

    @override
    def reader(self, codec: Codec) -> Function:
        return self._read

    def _read(self, data: object) -> object:
        for member in self.kind:
            if type(member.value) is type(data) and member.value == data:
                return member
        allowed = listed(repr(member.value) for member in self.kind)
        raise RefusedError.one(f"must be {allowed}, not {shown(data)}.")

    @override
    def schema(self, codec: Codec) -> Schema:
        return {"enum": [member.value for member in self.kind]}


@attrs.frozen
class KindOf(Member):
    """A class of the registry, by its tag."""

    bound: type

    @override
    def data_types(self) -> tuple[type, ...]:
        return (str,)

    @override
    def holds(self, value: object) -> bool:
        return isinstance(value, type)

    @override
    def writer(self, codec: Codec) -> Function:
        return lambda value: codec.write_class(value, self.bound)

    @override
    def reader(self, codec: Codec) -> Function:
        return lambda data: codec.read_class(data, self.bound)

    @override
    def schema(self, codec: Codec) -> Schema:
        return {"enum": codec.tags_below((self.bound,))}


@attrs.frozen
class Valued(Member):
    """A value of a class of the registry: an object that says its type by tag."""

    bases: tuple[type, ...]

    @override
    def data_types(self) -> tuple[type, ...]:
        return (dict,)

    @override
    def holds(self, value: object) -> bool:
        return isinstance(value, self.bases)

    @override
    def writer(self, codec: Codec) -> Function:
        return lambda value: codec.write_value(value, self.bases)

    @override
    def reader(self, codec: Codec) -> Function:
        return lambda data: codec.read_value(data, self.bases)

    @override
    def schema(self, codec: Codec) -> Schema:
        return codec.schema_below(self.bases)


@attrs.frozen
class Inline(Member):
    """A part that stands in one place only: an object without a tag."""

    shape: type

    @override
    def data_types(self) -> tuple[type, ...]:
        return (dict,)

    @override
    def holds(self, value: object) -> bool:
        return isinstance(value, self.shape)

    @override
    def writer(self, codec: Codec) -> Function:
        return lambda value: codec.of_shape(self.shape).write(value)

    @override
    def reader(self, codec: Codec) -> Function:
        return lambda data: codec.of_shape(self.shape).read(an_object(data))

    @override
    def schema(self, codec: Codec) -> Schema:
        return codec.of_shape(self.shape).schema(codec)


def canonical(data: object) -> tuple[str, str]:
    """Give what members of a set are sorted by: the sort of data, then its one text."""
    return type(data).__name__, data if isinstance(data, str) else text_of(data)


def a_list(data: object) -> list[object]:
    """Let a JSON list pass."""
    if isinstance(data, list):
        return cast("list[object]", data)
    raise RefusedError.one(f"must be a list, not {shown(data)}.")


def an_object(data: object) -> dict[str, object]:
    """Let a JSON object pass whose names are text that a file can hold."""
    if not isinstance(data, dict):
        raise RefusedError.one(f"must be an object, not {shown(data)}.")
    fields = cast("dict[str, object]", data)
    for name in fields:
        read_text(name)
    return fields
