"""Sorts that hold others: items of one sort, rows of several, tables by text or by class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs
from typing_extensions import override

from relkit._words import shown
from relkit.serialization._refused import RefusedError, each, each_value
from relkit.serialization._sorts import (
    Function,
    KindOf,
    Member,
    Schema,
    Sort,
    a_list,
    an_object,
    canonical,
)

if TYPE_CHECKING:
    from relkit.serialization._codec import Codec

__all__ = ["Items", "Row", "Table"]


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
