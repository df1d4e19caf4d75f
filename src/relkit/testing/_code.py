"""Samples as code that can be pasted: constructor calls, and the imports that they need."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, cast

import attrs

__all__ = ["code_of"]

_FACTORY: type[Any] = type(attrs.Factory(dict[str, Any]))
_BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
}


def code_of(samples: Mapping[str, object]) -> str:
    """Write named values as lines of code: their imports, then one assignment each."""
    writer = _Writer()
    lines = [f"{name} = {writer.write(value)}" for name, value in samples.items()]
    return "\n".join((*writer.imports(), *lines))


class _Writer:
    """Writes values as expressions and remembers what they need to be imported."""

    def __init__(self) -> None:
        """Start with nothing to import."""
        self._needed: dict[str, set[str]] = {}

    def imports(self) -> list[str]:
        """Give the import lines for what was written so far."""
        return [
            f"from {module} import {', '.join(sorted(names))}"
            for module, names in sorted(self._needed.items())
        ]

    def write(self, value: object) -> str:
        """Write any value; where nothing better is known, as its repr."""
        if isinstance(value, type) or callable(value):
            return self._name(value)
        if isinstance(value, Enum):
            return f"{self._name(type(value))}.{value.name}"
        if isinstance(value, Mapping):
            given = cast("Mapping[object, object]", value)
            pairs = ", ".join(f"{self.write(k)}: {self.write(v)}" for k, v in given.items())
            return f"{{{pairs}}}"
        if isinstance(value, (tuple, list, set, frozenset)):
            return self._collection(cast("tuple[object, ...]", value))
        if type(value) is date:
            return f"{self._name(date)}({value.year}, {value.month}, {value.day})"
        return self._object(value)

    def _name(self, value: object) -> str:
        """Name a class or a function by its public home."""
        module = getattr(value, "__module__", None)
        name = getattr(value, "__qualname__", None)
        if not isinstance(module, str) or not isinstance(name, str) or "<" in name:
            return repr(value)
        if module != "builtins":
            first = name.split(".")[0]
            public = module.split("._", maxsplit=1)[0]
            home = public if hasattr(sys.modules.get(public), first) else module
            self._needed.setdefault(home, set()).add(first)
        return name

    def _collection(self, values: tuple[object, ...]) -> str:
        inside = ", ".join(map(self.write, values))
        if type(values) in _BRACKETS and values:
            left, right = _BRACKETS[type(values)]
            return f"{left}{inside}{right}"
        if isinstance(values, tuple):
            return f"({inside},)" if len(values) == 1 else f"({inside})"
        return repr(values)

    def _object(self, value: object) -> str:
        """Write an attrs value as the call that makes it, without what is at its default."""
        name = self._name(type(value))
        if not attrs.has(type(value)):
            return repr(value)
        said = [
            f"{field.alias}={self.write(given)}"
            for field in attrs.fields(cast("Any", type(value)))
            if field.init and (given := getattr(value, field.name)) != _default(field)
        ]
        return f"{name}({', '.join(said)})"


def _default(field: attrs.Attribute[Any]) -> object:
    """Give what a field holds where nobody says otherwise."""
    default: Any = field.default
    if isinstance(default, _FACTORY) and not default.takes_self:
        return default.factory()
    return default
