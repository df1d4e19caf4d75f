"""How the fields of a class are drawn: as given by hand, as relkit knows them, or by type hint."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeAlias, TypeVar, cast

import attrs
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption

from relkit._words import listed, mend, shown
from relkit.errors import DeclarationError, InvalidValueError, RelkitWarning, UnknownNameError
from relkit.testing._strategies.hints import Drawn, Leaves, Resolve, of_field

__all__ = ["NOTHING_KNOWN", "Fields", "Lore", "drawn", "merged"]

T = TypeVar("T")
Fields: TypeAlias = Mapping[str, Drawn]
"""A strategy for each argument, by name."""

_TRIES: Final = 3  # at a value that its class accepts
_PATIENCE: Final = 60  # refusals in a row, from the first value on, after which it is no bad luck


@attrs.frozen(kw_only=True)
class Lore:
    """What relkit knows of the arguments of its own classes, which hold below them as well.

    Args:
        fields: strategies for single arguments.
        together: strategies for several at a time, where one bounds the other.
        leaves: strategies for the types that the other arguments are annotated with.
    """

    fields: Fields = attrs.field(factory=dict[str, Drawn])
    together: tuple[tuple[frozenset[str], st.SearchStrategy[dict[str, Any]]], ...] = ()
    leaves: Leaves = attrs.field(factory=dict[object, Drawn])


NOTHING_KNOWN: Final = Lore()


def merged(lores: tuple[Lore, ...]) -> Lore:
    """Join what is known of a class and of those above it; what comes later wins."""
    fields: dict[str, Drawn] = {}
    leaves: dict[object, Drawn] = {}
    together: tuple[tuple[frozenset[str], st.SearchStrategy[dict[str, Any]]], ...] = ()
    for lore in lores:
        fields |= lore.fields
        leaves |= lore.leaves
        together = (*together, *lore.together)
    return Lore(fields=fields, together=together, leaves=leaves)


def drawn(of: type[T], given: Fields, lore: Lore, resolve: Resolve) -> st.SearchStrategy[T]:
    """Draw values of an attrs class; what is given by hand wins.

    Raises ``UnknownNameError`` for a name that is no argument of the class, and
    ``InvalidValueError`` for one that is given no strategy, or whose annotation tells none.
    """
    fields = {_argument(field): field for field in _fields_of(of) if field.init}
    _check_given(of, given, tuple(fields))
    joint = [(names, both) for names, both in lore.together if names.isdisjoint(given)]
    broken = frozenset[str]().union(*(names for names, _ in lore.together)) - frozenset(given)
    apart = frozenset[str]().union(*(names for names, _ in joint))
    always: dict[str, Drawn] = {}
    often: dict[str, Drawn] = {}
    for name, field in fields.items():
        if name in given:
            always[name] = given[name]
        elif name in apart or (name in broken and field.default is not attrs.NOTHING):
            continue
        elif name in lore.fields:
            always[name] = lore.fields[name]
        else:
            chosen = often if _can_be_left_out(field) else always
            chosen[name] = of_field(of, field, lore.leaves, resolve)
    parts = _Parts(always=always, often=often, joint=tuple(both for _, both in joint))
    return _made(_maker(of, tuple(fields)), parts)


@attrs.frozen(kw_only=True, eq=False)
class _Parts:
    """What the arguments of a class are drawn from.

    Args:
        always: strategies for single arguments.
        often: for such as keep their defaults in one of two values.
        joint: for several at a time.
    """

    always: Fields
    often: Fields
    joint: tuple[st.SearchStrategy[dict[str, Any]], ...]

    def arguments(self, draw: st.DrawFn) -> dict[str, Any]:
        """Draw the arguments, those at their defaults by one number for all of them."""
        found = {name: draw(strategy) for name, strategy in self.always.items()}
        said = draw(st.integers(0, 2 ** len(self.often) - 1)) if self.often else 0
        for place, (name, strategy) in enumerate(self.often.items()):
            if said >> place & 1:
                found[name] = draw(strategy)
        for both in self.joint:
            found |= draw(both)
        return found


def _made(make: Callable[[dict[str, Any]], T], parts: _Parts) -> st.SearchStrategy[T]:
    """Draw the arguments anew where they are refused, some times; then the example is dropped."""

    @st.composite
    def value(draw: st.DrawFn) -> T:
        for _ in range(_TRIES):
            with suppress(UnsatisfiedAssumption):
                return make(parts.arguments(draw))
        return reject()

    return value()


def _can_be_left_out(field: attrs.Attribute[Any]) -> bool:
    return field.default is not attrs.NOTHING and not isinstance(field.default, attrs.Factory)  # type: ignore[arg-type]  # a class at run time


def _fields_of(of: type) -> tuple[attrs.Attribute[Any], ...]:
    return cast("tuple[attrs.Attribute[Any], ...]", attrs.fields(cast("Any", of)))


def _argument(field: attrs.Attribute[Any]) -> str:
    return field.alias or field.name


def _check_given(of: type, given: Fields, names: tuple[str, ...]) -> None:
    """Refuse a misspelled name, which would draw the field as if nothing had been said."""
    for name, strategy in given.items():
        if name not in names:
            msg = f"{of.__name__} has no field {shown(name)} to draw. {mend(name, names)}"
            raise UnknownNameError(msg)
        if not isinstance(strategy, st.SearchStrategy):
            msg = (
                f"{name}= takes a Hypothesis strategy for {of.__name__}.{name}, such as "
                f"{name}=st.just({shown(strategy)}), not the value itself."
            )
            raise InvalidValueError(msg)


def _maker(of: type[T], names: tuple[str, ...]) -> Callable[[dict[str, Any]], T]:
    """Give what makes a value of its arguments, and warns if none is ever accepted."""
    made = refused = 0

    def make(arguments: dict[str, Any]) -> T:
        nonlocal made, refused
        try:
            value = of(**arguments)
        except DeclarationError:
            raise
        except (LookupError, TypeError, ValueError) as fault:
            refused += 1
            if not made and refused == _PATIENCE:
                _warn(of, names, fault)
            reject()
        made += 1
        return value

    return make


def _warn(of: type, names: tuple[str, ...], fault: Exception) -> None:
    """Say why nothing is drawn; an error here would depend on what was drawn before."""
    msg = (
        f"{of.__name__} refused all of the first {_PATIENCE} values drawn for it, the last with: "
        f"{fault}. Give strategies for the fields that it checks, out of {listed(names)}."
    )
    warnings.warn(msg, RelkitWarning, stacklevel=2)
