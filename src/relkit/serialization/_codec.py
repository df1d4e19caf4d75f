"""The codec of a registry: how each class is written and read is worked out on first use."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, cast

from relkit._words import closest, listed, shown
from relkit.serialization._boxes import BOXES, box_of, box_of_class
from relkit.serialization._classes import Compiled, compiled
from relkit.serialization._refused import RefusedError, each
from relkit.serialization._scalars import write_text
from relkit.serialization._sorts import Choice, Function, Schema, Sort, an_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relkit.serialization._forms import Form

__all__ = ["TAG", "Codec"]

TAG: Final = "type"
"""The name under which an object says what it is."""

_IN_BOX: Final = {TAG, "value"}


class Codec:
    """Writes and reads values of the classes that it is given, and of no other."""

    __slots__ = (
        "_boxes",
        "_by_class",
        "_by_tag",
        "_choices",
        "_compiled",
        "_groups",
        "_unwrapped",
    )

    def __init__(
        self,
        forms: Iterable[Form],
        choices: Mapping[str, type[Enum]],
        unwrapped: Mapping[type, Function],
    ) -> None:
        """Keep the forms; nothing is compiled before it is needed."""
        self._by_class: dict[type, Form] = {}
        self._by_tag: dict[str, Form] = {}
        for form in forms:
            self._by_class[form.stands_for] = self._by_class[form.shape] = form
            if form.tag is not None:
                self._by_tag[form.tag] = form
        self._choices = {choice: tag for tag, choice in choices.items()}
        self._boxes: dict[str, Sort] = {**BOXES, **{tag: Choice(c) for tag, c in choices.items()}}
        self._unwrapped = unwrapped
        self._compiled: dict[type, Compiled] = {}
        self._groups: dict[str, tuple[type, ...]] = {}

    def of_shape(self, shape: type) -> Compiled:
        """Give the functions of a class, compiled when they are first asked for."""
        found = self._compiled.get(shape)
        if found is None:
            found = compiled(self._by_class[shape], self)
            self._compiled[shape] = found
        return found

    # ------------------------------------------------------------------ classes by tag

    def write_class(self, value: object, bound: type) -> str:
        """Write a class below a bound as its tag."""
        form = self._by_class.get(value) if isinstance(value, type) else None
        if form is None or form.tag is None or not issubclass(form.stands_for, bound):
            raise RefusedError.one(f"is {shown(value)}, {_UNKNOWN}")
        return form.tag

    def read_class(self, data: object, bound: type) -> type:
        """Read the tag of a class below a bound."""
        form = self._form(data)
        if not issubclass(form.stands_for, bound):
            raise RefusedError.one(f"must name a {bound.__name__}, not {shown(data)}.")
        return form.stands_for

    def _form(self, tag: object) -> Form:
        form = self._by_tag.get(tag) if isinstance(tag, str) else None
        if form is not None:
            return form
        near = closest(tag, (*self._by_tag, *self._boxes))
        hint = f"Did you mean {near!r}?" if near else _MENDING
        raise RefusedError.one(f"is the unknown type {shown(tag)}. {hint}")

    # ------------------------------------------------------------------ values with a tag

    def write_value(self, value: object, bases: tuple[type, ...]) -> dict[str, object]:
        """Write a value of a registered class below one of the bases."""
        if not isinstance(value, bases):
            raise RefusedError.one(f"must be {_named(bases)}, not {shown(value)}.")
        unwrap = self._unwrapped.get(type(value))
        inner: object = value if unwrap is None else unwrap(value)
        form = self._by_class.get(type(inner))
        if form is None or form.tag is None:
            what = f"{shown(inner)} of the class {type(inner).__qualname__}"
            raise RefusedError.one(f"is {what}, {_UNKNOWN}")
        return {TAG: form.tag, **self.of_shape(form.shape).write(form.take(inner))}

    def read_value(self, data: object, bases: tuple[type, ...]) -> object:
        """Read a value of a registered class below one of the bases."""
        fields = an_object(data)
        if TAG not in fields:
            raise RefusedError.one(f"must say its {TAG!r}; it is to be {_named(bases)}.")
        try:
            form = self._form(fields[TAG])
        except RefusedError as refused:
            raise refused.under(TAG) from None
        if not issubclass(form.stands_for, bases):
            raise RefusedError.one(f"must be {_named(bases)}, not of the type {form.tag!r}.")
        own = {name: value for name, value in fields.items() if name != TAG}
        return self.of_shape(form.shape).read(own)

    # ------------------------------------------------------------------ anything

    def write_anything(self, value: object) -> object:
        """Write a value so that it says what it is."""
        if value is None or isinstance(value, bool):
            return value
        tag = self._choices.get(cast("type[Enum]", type(value))) or box_of(value)
        if tag is not None:
            return self._boxed(tag, value)
        if isinstance(value, str):
            return write_text(value)
        if isinstance(value, (int, float)):
            return self._boxes["number"].writer(self)(value)
        if type(value) is tuple:
            return each(self.write_anything, cast("tuple[object, ...]", value))
        return self.write_value(value, (object,))

    def _boxed(self, tag: str, value: object) -> object:
        try:
            written = self._boxes[tag].writer(self)(value)
        except RefusedError as refused:
            raise refused.under("value") from None
        return written if tag == "number" and isinstance(written, int) else _box(tag, written)

    def read_anything(self, data: object) -> object:
        """Read a value that says what it is."""
        if isinstance(data, list):
            return tuple(each(self.read_anything, cast("list[object]", data)))
        if not isinstance(data, dict):
            return write_text(data) if isinstance(data, str) else data
        fields = cast("dict[str, object]", data)
        tag = fields.get(TAG)
        sort = self._boxes.get(tag) if isinstance(tag, str) else None
        if sort is None:
            return self.read_value(fields, (object,))
        if set(fields) != _IN_BOX:
            raise RefusedError.one(f"must have {TAG!r} and 'value' alone, for it is a {tag}.")
        try:
            return sort.reader(self)(fields["value"])
        except RefusedError as refused:
            raise refused.under("value") from None

    # ------------------------------------------------------------------ for schemas

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of all classes, sorted."""
        return tuple(sorted(self._by_tag))

    @property
    def boxes(self) -> Mapping[str, Sort]:
        """The boxes by tag."""
        return self._boxes

    def box_of_class(self, cls: type) -> str | None:
        """Give the tag of the box in which values of a class are, where anything can stand."""
        return self._choices.get(cast("type[Enum]", cls)) or box_of_class(cls)

    def of_tag(self, tag: str) -> Compiled:
        """Give the functions of the class with a tag."""
        return self.of_shape(self._by_tag[tag].shape)

    def tags_below(self, bases: tuple[type, ...]) -> list[str]:
        """Give the tags of the classes below one of the bases, sorted."""
        return [tag for tag in self.tags if issubclass(self._by_tag[tag].stands_for, bases)]

    def schema_below(self, bases: tuple[type, ...]) -> Schema:
        """Give a reference to the schema of the values of classes below one of the bases."""
        name = "any_" + "_or_".join(base.__name__ for base in bases)
        while self._groups.setdefault(name, bases) != bases:
            name += "_"
        return {"$ref": f"#/$defs/{name}"}

    def group(self, name: str) -> list[str]:
        """Give the tags behind a reference that ``schema_below`` gave."""
        return self.tags_below(self._groups[name])


_MENDING: Final = "A class of your own is added with registry.add(TheClass, tag='mine.the_class')."
_UNKNOWN: Final = (
    "which cannot be written: it is none of the registry's classes. Add one of your own with "
    "registry.add(TheClass, tag='mine.the_class')."
)


def _box(tag: str, written: object) -> dict[str, object]:
    return {TAG: tag, "value": written}


def _named(bases: tuple[type, ...]) -> str:
    return (
        "an object that says its type"
        if bases == (object,)
        else listed(base.__name__ for base in bases)
    )
