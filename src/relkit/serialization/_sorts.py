"""Sorts: what the type of a field says about writing it, about reading it, and its JSON Schema."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs
from typing_extensions import override

from relkit._words import closest, listed, shown
from relkit.serialization._refused import RefusedError, each, each_value
from relkit.serialization._scalars import read_text
from relkit.serialization._text import text_of

if TYPE_CHECKING:
    from relkit.serialization._codec import Codec

__all__ = [
    "Anything",
    "Choice",
    "Function",
    "Inline",
    "Items",
    "KindOf",
    "Member",
    "OneOf",
    "Row",
    "Scalar",
    "Schema",
    "Sort",
    "Table",
    "Valued",
    "Words",
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
class Items(Member):
    """Any number of items of one sort, in a tuple, a list or a frozenset."""

    item: Sort
    into: type

    @override
    def data_types(self) -> tuple[type, ...]:
        return (list,)

    @override
    def holds(self, value: object) -> bool:
        return isinstance(value, (self.into, set) if self.into is frozenset else self.into)

    @override
    def writer(self, codec: Codec) -> Function:
        write, is_set = self.item.writer(codec), self.into is frozenset

        def write_items(value: Any) -> list[object]:  # noqa: ANN401 - checked at once
            if not self.holds(value):
                msg = f"must be a {self.into.__name__}, not {shown(value)}."
                raise RefusedError.one(msg)
            written = each(write, value)
            return sorted(written, key=canonical) if is_set else written

        return write_items

    @override
    def reader(self, codec: Codec) -> Function:
        read, into = self.item.reader(codec), self.into

        def read_items(data: object) -> object:
            items = each(read, a_list(data))
            return _a_set(items) if into is frozenset else into(items)

        return read_items

    @override
    def schema(self, codec: Codec) -> Schema:
        return {"type": "array", "items": self.item.schema(codec)}


def _a_set(items: list[object]) -> frozenset[object]:
    try:
        made = frozenset(items)
    except TypeError:
        raise RefusedError.one("holds a list or a mapping, which no set can hold.") from None
    if len(made) < len(items):
        raise RefusedError.one("holds something twice, which no set can.")
    return made


@attrs.frozen
class Row(Member):
    """A tuple with a fixed number of places, each of its own sort."""

    places: tuple[Sort, ...]

    @override
    def data_types(self) -> tuple[type, ...]:
        return (list,)

    @override
    def holds(self, value: object) -> bool:
        return isinstance(value, tuple)

    @override
    def writer(self, codec: Codec) -> Function:
        writers = [place.writer(codec) for place in self.places]

        def write_row(value: Any) -> list[object]:  # noqa: ANN401 - checked at once
            places = cast("tuple[object, ...]", value)
            if not isinstance(value, tuple) or len(places) != len(writers):
                msg = f"must be a tuple of {len(writers)}, not {shown(places)}."
                raise RefusedError.one(msg)
            return _each_place(writers, places)

        return write_row

    @override
    def reader(self, codec: Codec) -> Function:
        readers = [place.reader(codec) for place in self.places]

        def read_row(data: object) -> tuple[object, ...]:
            items = a_list(data)
            if len(items) != len(readers):
                msg = f"must be a list of {len(readers)}, not of {len(items)}."
                raise RefusedError.one(msg)
            return tuple(_each_place(readers, items))

        return read_row

    @override
    def schema(self, codec: Codec) -> Schema:
        places = [place.schema(codec) for place in self.places]
        return {"type": "array", "prefixItems": places, "items": False, "minItems": len(places)}


def _each_place(functions: list[Function], items: Any) -> list[object]:  # noqa: ANN401 - any sequence
    return each(lambda pair: pair[0](pair[1]), zip(functions, items, strict=True))


@attrs.frozen
class Table(Member):
    """A mapping from text, or from classes of the registry."""

    key: Sort
    value: Sort

    @override
    def data_types(self) -> tuple[type, ...]:
        return (dict,)

    @override
    def holds(self, value: object) -> bool:
        return isinstance(value, Mapping)

    @override
    def writer(self, codec: Codec) -> Function:
        write_key, write_value = self.key.writer(codec), self.value.writer(codec)

        def write_table(value: object) -> dict[str, object]:
            if not isinstance(value, Mapping):
                raise RefusedError.one(f"must be a mapping, not {shown(value)}.")
            given = cast("Mapping[object, object]", value)
            keyed = {str(write_key(key)): item for key, item in given.items()}
            return each_value(write_value, {key: keyed[key] for key in sorted(keyed)})

        return write_table

    @override
    def reader(self, codec: Codec) -> Function:
        read_key, read_value = self.key.reader(codec), self.value.reader(codec)

        def read_table(data: object) -> dict[object, object]:
            items = each_value(read_value, an_object(data))
            return {read_key(key): item for key, item in items.items()}

        return read_table

    @override
    def schema(self, codec: Codec) -> Schema:
        shape: Schema = {"type": "object", "additionalProperties": self.value.schema(codec)}
        if isinstance(self.key, KindOf):
            shape["propertyNames"] = self.key.schema(codec)
        return shape


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


@attrs.frozen
class Anything(Member):
    """Any value that can be written, each saying what it is; or one of some sorts, if named."""

    sorts: tuple[Member, ...] = ()

    @override
    def data_types(self) -> tuple[type, ...]:
        return (type(None), bool, int, float, str, list, dict)

    @override
    def holds(self, value: object) -> bool:
        return not self.sorts or any(sort.holds(value) for sort in self.sorts)

    def _checked(self, value: object) -> object:
        if self.holds(value):
            return value
        raise RefusedError.one(f"cannot be {shown(value)}.")

    @override
    def writer(self, codec: Codec) -> Function:
        return lambda value: codec.write_anything(self._checked(value))

    @override
    def reader(self, codec: Codec) -> Function:
        return lambda data: self._checked(codec.read_anything(data))

    @override
    def schema(self, codec: Codec) -> Schema:
        return {"$ref": "#/$defs/anything"}


@attrs.frozen
class OneOf(Sort):
    """One of several sorts whose data cannot be mistaken for each other."""

    sorts: tuple[Member, ...]

    def _only(self) -> Member | None:
        """Give the one sort beside None, which can say best why a value is none of it."""
        others = [sort for sort in self.sorts if sort.data_types() != (type(None),)]
        return others[0] if len(others) == 1 else None

    @override
    def writer(self, codec: Codec) -> Function:
        writers = [(sort.holds, sort.writer(codec)) for sort in self.sorts]
        only = self._only()
        last = None if only is None else only.writer(codec)

        def write_one(value: object) -> object:
            for holds, write in writers:
                if holds(value):
                    return write(value)
            if last is not None:
                return last(value)
            raise RefusedError.one(f"cannot be {shown(value)}.")

        return write_one

    @override
    def reader(self, codec: Codec) -> Function:
        readers = {kind: sort.reader(codec) for sort in self.sorts for kind in sort.data_types()}
        only = self._only()
        last = None if only is None else only.reader(codec)

        def read_one(data: object) -> object:
            read = readers.get(type(data), last)
            if read is None:
                names = listed(dict.fromkeys(_JSON_NAMES[kind] for kind in readers))
                raise RefusedError.one(f"must be {names}, not {shown(data)}.")
            return read(data)

        return read_one

    @override
    def schema(self, codec: Codec) -> Schema:
        return {"anyOf": [sort.schema(codec) for sort in self.sorts]}


_JSON_NAMES = {
    type(None): "null",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    str: "text",
    list: "a list",
    dict: "an object",
}


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


def canonical(data: object) -> tuple[str, str]:
    """Give what members of a set are sorted by: the sort of data, then its one text."""
    return type(data).__name__, data if isinstance(data, str) else text_of(data)
