"""How one class is written and read: cattrs makes what reads, and we say where its errors are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from relkit._words import mend
from relkit.errors import RelkitError
from relkit.serialization._cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    override,
    structure_fn,
)
from relkit.serialization._classify import sort_of
from relkit.serialization._forms import Form
from relkit.serialization._hints import field_types
from relkit.serialization._refused import Path, RefusedError
from relkit.serialization._sorts import Function, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relkit.serialization._codec import Codec
    from relkit.serialization._sorts import Schema

__all__ = ["Compiled", "compiled"]

_CONVERTER: Final = Converter()  # asked for nothing: every field brings its own two functions


@attrs.frozen(eq=False)
class Compiled:
    """How values of one class are written and read, and the sorts of its fields by name."""

    form: Form
    fields: tuple[attrs.Attribute[Any], ...]
    sorts: Mapping[str, Sort]
    writers: tuple[tuple[str, str, Function, bool], ...]
    made: Callable[[Any, Any], Any]

    def write(self, parts: object) -> dict[str, object]:
        """Write the fields in their order, without those that are None by default."""
        written: dict[str, object] = {}
        problems: list[tuple[Path, str]] = []
        for name, alias, write, is_optional in self.writers:
            value = getattr(parts, name)
            if value is None and is_optional:
                continue
            try:
                written[alias] = write(value)
            except RefusedError as refused:
                problems += refused.under(alias).problems
        if problems:
            raise RefusedError(problems)
        return written

    def read(self, data: dict[str, object]) -> object:
        """Make a value of the fields; name everything that stands in the way."""
        try:
            return self.made(data, self.form.shape)
        except ClassValidationError as fault:
            raise RefusedError(self._problems(fault)) from None

    def schema(self, codec: Codec) -> Schema:
        """Give the JSON Schema of the fields."""
        properties = {
            str(field.alias): self.sorts[field.name].schema(codec) for field in self.fields
        }
        needed = [str(f.alias) for f in self.fields if f.default is attrs.NOTHING]
        return {
            "type": "object",
            "properties": properties,
            "required": needed,
            "additionalProperties": False,
        }

    def _problems(self, fault: ClassValidationError) -> Iterator[tuple[Path, str]]:
        aliases = {field.name: str(field.alias) for field in self.fields}
        for inner in fault.exceptions:
            if isinstance(inner, ForbiddenExtraKeysError):
                for name in sorted(inner.extra_fields):
                    yield (name,), f"is no field here. {mend(name, aliases.values())}"
                continue
            path = tuple(
                aliases[note.name]
                for note in getattr(inner, "__notes__", ())
                if isinstance(note, AttributeValidationNote)
            )
            if isinstance(inner, RefusedError):
                yield from inner.under(*path).problems
            elif path and isinstance(inner, KeyError):
                yield path, "is missing."
            else:
                yield path, _said(inner)


def _said(fault: BaseException) -> str:
    """Give what an error says; one that is not relkit's is named."""
    return str(fault) if isinstance(fault, RelkitError) else f"{type(fault).__name__}: {fault}"


def compiled(form: Form, codec: Codec) -> Compiled:
    """Work out how a class is written, and let cattrs compile what reads it.

    Raises ``DeclarationError`` for a field whose annotation cannot be looked up.
    """
    shape = cast("type[attrs.AttrsInstance]", form.shape)
    fields = tuple(field for field in attrs.fields(shape) if field.init)
    sorts = {name: sort_of(hint) for name, hint in field_types(form.shape).items()}
    readers = {name: _two(sort.reader(codec)) for name, sort in sorts.items()}
    plain: Any = [field.evolve(type=object) for field in fields]

    def make(**given: object) -> object:
        return form.make(**given)

    make.__name__ = make.__qualname__ = form.shape.__name__
    reading: dict[str, Any] = {
        field.name: override(struct_hook=readers[field.name], rename=str(field.alias))
        for field in fields
    }
    return Compiled(
        form=form,
        fields=fields,
        sorts=sorts,
        writers=tuple(
            (f.name, str(f.alias), sorts[f.name].writer(codec), f.default is None) for f in fields
        ),
        made=structure_fn(
            plain,
            make,
            _CONVERTER,
            _cattrs_forbid_extra_keys=True,
            _cattrs_detailed_validation=True,
            _cattrs_use_linecache=False,
            **reading,
        ),
    )


def _two(read: Function) -> Any:  # noqa: ANN401 - cattrs calls with the data and its type
    def hook(data: object, _type: object) -> object:
        return read(data)

    return hook
