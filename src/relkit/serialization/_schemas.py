"""JSON Schemas (draft 2020-12), made of the same sorts as what writes and reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from relkit._words import shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.serialization._codec import TAG
from relkit.serialization._documents import DATA, VERSION, checked_registry
from relkit.serialization._registry import FORMAT
from relkit.serialization._scalars import MONEY_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relkit.serialization._codec import Codec
    from relkit.serialization._registry import Registry
    from relkit.serialization._sorts import Schema

__all__ = ["schema", "schemas"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_REF: Final = "#/$defs/"
_CODE: Final = r"^[A-Z0-9]{3,12}$"
_SHARED: Final[dict[str, Any]] = {
    "id": {
        "anyOf": [
            {"type": ["string", "integer", "null"]},
            {"type": "array", "items": {"$ref": "#/$defs/id"}},
        ]
    },
    "currency_code": {"type": "string", "pattern": _CODE},
    "currency": {
        "anyOf": [
            {"$ref": "#/$defs/currency_code"},
            {
                "type": "object",
                "properties": {
                    "code": {"$ref": "#/$defs/currency_code"},
                    "digits": {"type": "integer", "minimum": 0, "maximum": 18},
                },
                "required": ["code", "digits"],
                "additionalProperties": False,
            },
        ]
    },
    "money": {
        "anyOf": [
            {"type": "string", "pattern": MONEY_PATTERN},
            {
                "type": "object",
                "properties": {
                    "amount": {"type": "string"},
                    "currency": {"$ref": "#/$defs/currency"},
                },
                "required": ["amount", "currency"],
                "additionalProperties": False,
            },
        ]
    },
}


def schema(of: type | None = None, *, registry: Registry | None = None) -> Schema:
    """Give the JSON Schema of the documents that hold a value of a class, or of one below it.

    Without a class, of every document. What is valid can still be refused when it is read:
    a schema says how data look, and not, for example, that installments add up.

    Raises ``UnknownNameError`` for a class that the registry does not know.

    >>> from relkit import Referral
    >>> list(schema(Referral)["$defs"]["referral"]["properties"])
    ['type', 'on', 'id', 'party', 'line']
    """
    codec = checked_registry(registry).codec
    if of is None:
        return _document(codec, {"$ref": f"{_REF}anything"}, "Any document of relkit")
    if not isinstance(of, type):
        msg = f"schema takes a class such as Client, not {shown(of)}."
        raise InvalidValueError(msg)
    box = codec.box_of_class(of)
    if box is not None:
        return _document(codec, _boxed(codec, box), f"A document of relkit that holds a {box}")
    tags = codec.tags_below((of,))
    if not tags:
        msg = f"The registry knows no class below {of.__name__}: add one of your own to it."
        raise UnknownNameError(msg)
    said = {"$ref": f"{_REF}{tags[0]}"} if len(tags) == 1 else codec.schema_below((of,))
    return _document(codec, said, f"A document of relkit that holds a {of.__name__}")


def schemas(*, registry: Registry | None = None) -> dict[str, Schema]:
    """Give a JSON Schema for each class of a registry by its tag, each complete in itself.

    >>> schemas()["referral"]["properties"]["data"]
    {'$ref': '#/$defs/referral'}
    """
    codec = checked_registry(registry).codec
    return {
        tag: _document(codec, {"$ref": f"{_REF}{tag}"}, f"A document of relkit that holds a {tag}")
        for tag in codec.tags
    }


def _document(codec: Codec, data: Schema, title: str) -> Schema:
    return {
        "$schema": _DIALECT,
        "title": title,
        "type": "object",
        "properties": {VERSION: {"const": FORMAT}, DATA: data},
        "required": [VERSION, DATA],
        "additionalProperties": False,
        "$defs": _definitions(codec, data),
    }


def _definitions(codec: Codec, root: Schema) -> Schema:
    """Give every definition that a schema refers to, directly or not, by name."""
    found: Schema = {}
    waiting = sorted(_references(root))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _definition(codec, name)
            waiting += sorted(_references(found[name]))
    return {name: found[name] for name in sorted(found)}


def _references(said: object) -> Iterator[str]:
    if isinstance(said, dict):
        fields = cast("Schema", said)
        if "$ref" in fields:
            yield str(fields["$ref"]).removeprefix(_REF)
        for value in fields.values():
            yield from _references(value)
    elif isinstance(said, list):
        for value in cast("list[object]", said):
            yield from _references(value)


def _definition(codec: Codec, name: str) -> Schema:
    if name in _SHARED:
        return dict(_SHARED[name])
    if name == "anything":
        return _anything(codec)
    if name in codec.tags:
        return _tagged(name, codec.of_tag(name).schema(codec))
    return _switch({tag: {"$ref": f"{_REF}{tag}"} for tag in codec.group(name)})


def _tagged(tag: str, said: Schema) -> Schema:
    """Give the schema of an object that says its type."""
    properties = {TAG: {"const": tag}, **said["properties"]}
    return {**said, "properties": properties, "required": [TAG, *said["required"]]}


def _boxed(codec: Codec, tag: str) -> Schema:
    value = codec.boxes[tag].schema(codec)
    shape = {"properties": {"value": value}, "required": ["value"]}
    return _tagged(tag, {"type": "object", **shape, "additionalProperties": False})


def _switch(cases: Schema) -> Schema:
    """Give the schema of an object whose type says which schema is meant; no other is tried."""
    return {
        "type": "object",
        "properties": {TAG: {"enum": list(cases)}},
        "required": [TAG],
        "allOf": [
            {"if": {"properties": {TAG: {"const": tag}}}, "then": said}
            for tag, said in cases.items()
        ],
    }


def _anything(codec: Codec) -> Schema:
    boxes = {tag: _boxed(codec, tag) for tag in sorted(codec.boxes)}
    values = {tag: {"$ref": f"{_REF}{tag}"} for tag in codec.tags}
    return {
        "if": {"type": "object"},
        "then": _switch({**boxes, **values}),
        "else": {
            "type": ["null", "boolean", "number", "string", "array"],
            "items": {"$ref": f"{_REF}anything"},
        },
    }
