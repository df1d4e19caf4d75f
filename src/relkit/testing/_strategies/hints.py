"""From a type hint and a validator to a Hypothesis strategy, for the fields of users' classes."""

from __future__ import annotations

import inspect
import re
import sys
import types
from collections import abc
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from relkit.errors import InvalidValueError
from relkit.testing._strategies.businesses import ids, texts
from relkit.testing._strategies.schedules import dates

__all__ = ["Drawn", "Leaves", "Resolve", "of_field"]

Drawn: TypeAlias = st.SearchStrategy[Any]
Leaves: TypeAlias = Mapping[object, Drawn]
Resolve: TypeAlias = Callable[[type], "Drawn | None"]
"""Gives the strategy for a class that relkit knows; None for any other."""

# From Python 3.14 on annotations are made when asked for; 3 asks for names that may be unknown yet.
_AS_THEY_ARE: Final[dict[str, Any]] = {"format": 3} if sys.version_info >= (3, 14) else {}
_MOST: Final = 4  # members of a collection


@attrs.frozen
class _Reading:
    """What a hint is read with: known leaves and classes, and the sizes that are allowed."""

    leaves: Leaves
    resolve: Resolve
    least: int = 0
    most: int = _MOST


def of_field(owner: type, field: attrs.Attribute[Any], leaves: Leaves, resolve: Resolve) -> Drawn:
    """Draw what a field's annotation says and its validator allows.

    None is left out where it is the default, which is what the field has if it is not drawn.

    Raises ``InvalidValueError`` where the annotation tells no strategy.
    """
    validators = list(_flat(field.validator))
    try:
        found = _allowed(validators)
        if found is None:
            hint = _hint(owner, field.name)
            hint = _something(hint) if field.default is None else hint
            found = _of_hint(hint, _reading(validators, leaves, resolve))
    except (AttributeError, HypothesisException, NameError, SyntaxError, TypeError) as fault:
        msg = (
            f"No strategy is known for {owner.__name__}.{field.name}, annotated as "
            f"{_plain(field.type)}: give one by hand, as {field.alias}=st.…."
        )
        raise InvalidValueError(msg) from fault
    return found if field.validator is None else found.filter(_accepts(field))


def _something(hint: Any) -> object:  # noqa: ANN401 - whatever can annotate
    """Leave None out of what a hint allows, unless there is nothing else."""
    args = get_args(hint)
    if get_origin(hint) not in (Union, types.UnionType) or types.NoneType not in args:
        return hint
    return cast("Any", Union)[tuple(arg for arg in args if arg is not types.NoneType)]


def _plain(hint: object) -> str:
    return hint.__name__ if isinstance(hint, type) else str(hint)


def _hint(owner: type, name: str) -> object:
    """Evaluate one annotation alone: those of other fields may name what is not there."""
    for base in owner.__mro__:
        own = inspect.get_annotations(base, **_AS_THEY_ARE)
        if name in own:
            alone = type(base.__name__, (), {"__annotations__": {name: own[name]}})
            names: dict[str, object] = getattr(sys.modules.get(base.__module__), "__dict__", {})
            space = dict(names, **{base.__name__: base})  # a class of a script run by exec has none
            hints: dict[str, object] = get_type_hints(alone, space, include_extras=True)
            return hints[name]
    return object


# ---------------------------------------------------------------------------- validators


def _flat(validator: object) -> Iterator[object]:
    """Give the single validators behind those that join several, or allow None as well."""
    name = type(validator).__name__
    if name == "_AndValidator":
        for part in cast("tuple[object, ...]", getattr(validator, "_validators", ())):
            yield from _flat(part)
    elif name == "_OptionalValidator":
        yield from _flat(getattr(validator, "validator", None))
    elif validator is not None:
        yield validator


def _allowed(validators: list[object]) -> Drawn | None:
    """Give what attrs' own validators list or describe in full, if any does."""
    for validator in validators:
        name = type(validator).__name__
        if name == "_InValidator":
            options: tuple[object, ...] = tuple(cast("Any", validator).options)
            return st.sampled_from(options)
        if name == "_MatchesReValidator":
            pattern: re.Pattern[str] = cast("Any", validator).pattern
            return st.from_regex(pattern, fullmatch=True)
    return None


def _reading(validators: list[object], leaves: Leaves, resolve: Resolve) -> _Reading:
    """Narrow numbers, days and sizes to the bounds of attrs' own validators."""
    bounds: dict[str, Any] = {}
    least, most = 0, None
    for validator in validators:
        name = type(validator).__name__
        if name == "_NumberValidator":
            bounds[cast("Any", validator).compare_op] = cast("Any", validator).bound
        elif name == "_MinLengthValidator":
            least = cast("Any", validator).min_length
        elif name == "_MaxLengthValidator":
            most = cast("Any", validator).max_length
    narrowed = {**_LEAVES, **leaves}
    if bounds:
        narrowed |= _numbers(bounds)
    if least or most is not None:
        narrowed[str] = st.text(min_size=least, max_size=least + 20 if most is None else most)
    top = max(_MOST, least) if most is None else most
    return _Reading(narrowed, resolve, least, top)


def _numbers(bounds: Mapping[str, Any]) -> dict[object, Drawn]:
    """Give numbers, or days, within bounds; the validator itself excludes an open end."""
    low, high = bounds.get(">=", bounds.get(">")), bounds.get("<=", bounds.get("<"))
    if isinstance(low, date) or isinstance(high, date):
        return {date: st.dates(low or date.min, high or date.max)}
    lowest = None if low is None else floor(low) + 1 if ">" in bounds else ceil(low)
    highest = None if high is None else ceil(high) - 1 if "<" in bounds else floor(high)
    return {
        int: st.integers(lowest, highest),
        float: st.floats(low, high, allow_nan=False),
        Decimal: st.decimals(low, high, allow_nan=False, places=2),
        Fraction: st.fractions(low, high),
    }


def _accepts(field: attrs.Attribute[Any]) -> Callable[[object], bool]:
    """Ask a field's validator about a value alone; one that needs the rest is asked later."""

    def accepts(value: object) -> bool:
        try:
            cast("Any", field.validator)(None, field, value)
        except AttributeError:
            return True
        except (LookupError, TypeError, ValueError):
            return False
        return True

    return accepts


# ---------------------------------------------------------------------------- hints


def _of_hint(hint: Any, reading: _Reading) -> Drawn:  # noqa: ANN401 - whatever can annotate
    if hint in reading.leaves:
        return reading.leaves[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        none_first = sorted(args, key=lambda arg: arg is not types.NoneType)
        return st.one_of([_of_hint(arg, reading) for arg in none_first])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is not None and args:
        found = _of_collection(origin, args, reading)
        if found is not None:
            return found
    known = reading.resolve(hint) if isinstance(hint, type) else None
    if known is not None:
        return known
    inferred = st.from_type(cast("type[Any]", hint))
    inferred.validate()
    return inferred


def _of_collection(origin: object, args: tuple[Any, ...], reading: _Reading) -> Drawn | None:
    """Draw collections of what relkit knows, which Hypothesis alone would not."""
    least, most = reading.least, reading.most
    if origin is tuple and args[-1] is not Ellipsis:
        return st.tuples(*(_of_hint(arg, reading) for arg in args))
    if origin in _MAPPINGS:
        return st.dictionaries(
            *(_of_hint(arg, reading) for arg in args), min_size=least, max_size=most
        )
    if origin in _SETS:
        members = st.frozensets(_of_hint(args[0], reading), min_size=least, max_size=most)
        return members.map(set) if origin is set else members
    if origin in _SEQUENCES:
        listed = st.lists(_of_hint(args[0], reading), min_size=least, max_size=most)
        return listed if origin is list else listed.map(tuple)
    return None


_MAPPINGS: Final = (dict, abc.Mapping, abc.MutableMapping)
_SETS: Final = (set, frozenset, abc.Set, abc.Collection, abc.Container)
_SEQUENCES: Final = (tuple, list, abc.Sequence, abc.Iterable)
_LEAVES: Final[Leaves] = {
    abc.Hashable: ids(),
    object: ids(),
    date: dates(),
    float: st.floats(allow_nan=False),
    str: texts(),
}
