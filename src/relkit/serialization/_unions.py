"""Sorts of what can be of several: a union whose members can be told apart, or anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from typing_extensions import override

from relkit._words import listed, shown
from relkit.serialization._refused import RefusedError
from relkit.serialization._sorts import Function, Member, Schema, Sort

if TYPE_CHECKING:
    from relkit.serialization._codec import Codec

__all__ = ["Anything", "OneOf"]


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
