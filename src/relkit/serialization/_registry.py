"""`Registry`: which classes are written and read, by which tags; an explicit value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import attrs
from typing_extensions import override

from relkit._checks import whole
from relkit._words import shown
from relkit.errors import DeclarationError, InvalidValueError
from relkit.serialization._codec import TAG, Codec
from relkit.serialization._forms import Form
from relkit.serialization._hints import field_types
from relkit.serialization._standard import CHOICES, STANDARD_FORMS, UNWRAPPED

__all__ = ["FORMAT", "Migration", "Registry", "standard_registry"]

FORMAT: Final = 1
"""The version of the format that is written.

>>> FORMAT
1
"""

Migration: TypeAlias = Callable[[Any], Any]
"""Turns the data of one version of the format into that of the next.

>>> def rename(data: dict[str, object]) -> dict[str, object]:
...     return {("line" if name == "branch" else name): data[name] for name in data}
"""

_TAG_FORM: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+\Z")


def _classes(value: Mapping[str, type]) -> Mapping[str, type]:
    return MappingProxyType(dict(value))


def _migrations(value: Mapping[int, Migration]) -> Mapping[int, Migration]:
    return MappingProxyType(dict(value))


@attrs.frozen(eq=False)
class Registry:
    """The classes that are written and read: relkit's own, and those of yours that you add.

    A frozen value: ``add`` and ``with_migration`` give a new one. Nothing is found by itself,
    neither subclasses nor what a document names (design decision 13).

    Args:
        classes: your own classes by tag.
        migrations: what turns the data of an older version of the format into the next, by
            the older version's number.

    >>> from relkit import Client, kind
    >>> @kind
    ... class Patient(Client):
    ...     mrn: str = ""
    >>> standard_registry().add(Patient, tag="clinic.patient").classes["clinic.patient"].label
    'patient'
    """

    classes: Mapping[str, type] = attrs.field(factory=dict[str, type], converter=_classes)
    migrations: Mapping[int, Migration] = attrs.field(
        factory=dict[int, Migration], converter=_migrations
    )
    codec: Codec = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Set the codec up; it compiles nothing before it is needed."""
        choices = {tag: cls for tag, cls in self.classes.items() if issubclass(cls, Enum)}
        own = [Form(tag=tag, shape=c) for tag, c in self.classes.items() if tag not in choices]
        codec = Codec((*STANDARD_FORMS, *own), {**CHOICES, **choices}, UNWRAPPED)
        object.__setattr__(self, "codec", codec)

    def add(self, cls: type, *, tag: str) -> Registry:
        """Give a registry with one more class: a kind, event, plan, strategy, or any attrs class.

        The tag names it in every document from now on, so choose it once: words with a dot
        between them, as in ``"clinic.patient"``. relkit's own tags have none.

        Raises ``DeclarationError`` for a class that cannot be written field by field, and
        ``InvalidValueError`` for a tag that is none or taken.
        """
        if not isinstance(tag, str) or not _TAG_FORM.match(tag):
            msg = (
                f"A tag of your own has a dot, as in 'clinic.patient'; {shown(tag)} cannot be one."
            )
            raise InvalidValueError(msg)
        if tag in self.classes:
            msg = f"The tag {tag!r} already stands for {self.classes[tag].__name__}."
            raise InvalidValueError(msg)
        if cls in self.classes.values() or cls in _STANDARD:
            msg = f"{cls.__name__} already has a tag."
            raise InvalidValueError(msg)
        _check_class(cls)
        return Registry({**self.classes, tag: cls}, self.migrations)

    def with_migration(self, version: int, function: Migration) -> Registry:
        """Give a registry that also reads documents of an older version of the format.

        The function takes the data of that version and gives those of the next.

        Raises ``InvalidValueError`` for a version that is not older, or known already.

        >>> registry = standard_registry().with_migration(0, lambda data: data)
        >>> sorted(registry.migrations)
        [0]
        """
        whole(version, "version", 0, FORMAT - 1)
        if version in self.migrations or not callable(function):
            msg = f"Version {version} needs one function to the next; {shown(function)} was given."
            raise InvalidValueError(msg)
        return Registry(self.classes, {**self.migrations, version: function})

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        """Let it be copied: its frozen mappings alone cannot be."""
        return Registry, (dict(self.classes), dict(self.migrations))


_STANDARD: Final = {form.stands_for for form in STANDARD_FORMS} | set(CHOICES.values())


def _check_class(cls: object) -> None:
    if isinstance(cls, type) and issubclass(cls, Enum):
        return
    if not isinstance(cls, type) or not attrs.has(cls):
        msg = f"A registry takes attrs classes and enumerations, not {shown(cls)}."
        raise DeclarationError(msg)
    field_types(cls)
    if any(field.init and field.alias == TAG for field in attrs.fields(cls)):
        msg = f"{cls.__name__} has a field {TAG!r}, where documents say the type: rename it."
        raise DeclarationError(msg)


@cache
def standard_registry() -> Registry:
    """Give the registry of relkit's own classes.

    >>> dict(standard_registry().classes)
    {}
    """
    return Registry()
