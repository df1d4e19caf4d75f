"""The columns of a decision table: what their heads mean, and conditions as cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal, TypeAlias, get_args

import attrs

from relkit._words import mend, shown
from relkit.errors import InvalidValueError
from relkit.playbook._cells import Text, parsed, quoted, split_outside
from relkit.playbook._treatment import STANDARD_AREAS
from relkit.relationships import Stage
from relkit.relationships._kind import PartyType
from relkit.strategies import (
    Predicate,
    has_datum,
    holds_not,
    in_line,
    in_stage,
    is_party_type,
    trait,
)
from relkit.strategies._field_terms import OneOf
from relkit.strategies._kind_terms import InStage
from relkit.strategies._predicates import Negation
from relkit.strategies._trait_terms import Compared

__all__ = ["Column", "Role", "column_of", "conditions_of", "is_any", "written_condition"]

Role: TypeAlias = Literal[
    "kind", "stage", "traits", "party type", "line", "datum", "area", "strategy", "parameters", "at"
]
"""What a column is for; ``at`` is one whose head names an area."""

_FIXED: Final[tuple[Role, ...]] = (
    *("kind", "stage", "traits", "party type", "line", "area", "strategy", "parameters"),
)
_NAMED: Final[Mapping[str, tuple[Role, str]]] = {
    "datum": ("datum", ""),
    "trait": ("traits", ""),
    "support of": ("traits", "support of "),
    "area": ("at", ""),
}
_NOT: Final = re.compile(r"not *\((.*)\)", re.DOTALL)
_TERM: Final = re.compile(
    r'((?:support +of +)?"(?:[^"\\]|\\.)*" *|[^"<>=≥≤]*)(>=|<=|≥|≤|>|<)(.*)',
    re.DOTALL | re.IGNORECASE,
)
_LIMIT: Final = re.compile(r"\d{1,20}(?:\.\d{1,20}|/\d{1,20})?")
_SUPPORT: Final = "support of "
_EXAMPLE: Final = "loyalty >= 0.5, support of trust >= 3"


@attrs.frozen
class Column:
    """A column: its head, what it is for, and the name of the area, datum or trait in its head."""

    head: str
    role: Role
    name: str = ""

    @property
    def is_condition(self) -> bool:
        """Whether its cells are conditions."""
        return self.role in ("stage", "traits", "party type", "line", "datum")


def column_of(head: str) -> Column:
    """Tell what a column is for; raises ``InvalidValueError`` with the closest known head.

    >>> column_of("support of trust").role, column_of("Party_Type").role
    ('traits', 'party type')
    """
    said = " ".join(head.replace("_", " ").split()).lower()
    for role in _FIXED:
        if said == role:
            return Column(head, role)
    if said in STANDARD_AREAS:
        return Column(head, "at", said)
    for prefix, (role, more) in _NAMED.items():
        if said.startswith(f"{prefix} "):
            return Column(head, role, more + _one_text(head.strip()[len(prefix) :].strip()))
    named = [f"{prefix} <name>" for prefix in _NAMED]
    known = [*_FIXED, *STANDARD_AREAS, *named]
    msg = f"{shown(head)} is no column; an area of your own is headed 'area <name>'."
    raise InvalidValueError(f"{msg} {mend(head, known)}")


def is_any(cell: str) -> bool:
    """Tell whether a condition's cell asks for nothing."""
    return cell.strip().lower() in ("", "-", "any")


def conditions_of(column: Column, cell: str, traits: Sequence[str]) -> tuple[Predicate, ...]:
    """Read the cell of a condition; all that it gives must hold.

    Raises ``InvalidValueError`` with what is allowed and the closest known word.

    >>> conditions_of(column_of("stage"), "not(former)", ())
    (holds_not(in_stage('former')),)
    """
    if is_any(cell):
        return ()
    if column.role == "traits":
        return tuple(_comparison(term, column.name, traits) for term in split_outside(cell))
    make = _SETS[column.role]
    inside, wants_not = _stripped_of_not(cell)
    values = tuple(_one_text(piece) for piece in split_outside(inside))
    held = make(column.name, values)
    return (holds_not(held) if wants_not else held,)


def _stripped_of_not(cell: str) -> tuple[str, bool]:
    found = _NOT.fullmatch(cell.strip())
    return (cell, False) if found is None else (found[1], True)


def _one_text(piece: str) -> str:
    node = parsed(piece)
    if isinstance(node, Text):
        return node.value
    msg = f"{shown(piece)} is not one word or quoted text."
    raise InvalidValueError(msg)


def _stages(_name: str, values: tuple[str, ...]) -> Predicate:
    return in_stage(*_known(values, [stage.value for stage in Stage], "stage"))


def _party_types(_name: str, values: tuple[str, ...]) -> Predicate:
    return is_party_type(*_known(values, get_args(PartyType), "party type"))


def _known(values: tuple[str, ...], known: Sequence[str], what: str) -> list[str]:
    lower = [value.lower() for value in values]
    for value in lower:
        if value not in known:
            allowed = f"Allowed: {', '.join(known)}, and not(...)."
            msg = f"{shown(value)} is no {what}. {mend(value, known)} {allowed}"
            raise InvalidValueError(msg)
    return lower


_SETS: Final[Mapping[Role, Callable[[str, tuple[str, ...]], Predicate]]] = {
    "stage": _stages,
    "party type": _party_types,
    "line": lambda _name, values: in_line(*values),
    "datum": lambda name, values: has_datum(name, *values),
}


def _comparison(term: str, name: str, traits: Sequence[str]) -> Predicate:
    inside, wants_not = _stripped_of_not(term)
    found = _TERM.fullmatch(inside.strip())
    if found is None:
        msg = f"{shown(term)} is no comparison; write such as {_EXAMPLE}."
        raise InvalidValueError(msg)
    said = found[1].strip()
    if said and name:
        msg = f"{shown(said)} stands in a column of its own trait: write >= 0.5 alone."
        raise InvalidValueError(msg)
    made = _compared(said or name, found[2], found[3].strip(), traits)
    return holds_not(made) if wants_not else made


def _compared(said: str, sign: str, limit: str, traits: Sequence[str]) -> Predicate:
    is_support = said.lower().startswith(_SUPPORT)
    name = _one_text(said[len(_SUPPORT) :] if is_support else said) if said else ""
    if name not in traits:
        msg = f"{shown(name)} is no trait. {mend(name, traits)}"
        raise InvalidValueError(msg)
    if not _LIMIT.fullmatch(limit) or limit.endswith("/0"):
        msg = f"{shown(limit)} is no limit such as 0.5, 1/3, or 3 for a support."
        raise InvalidValueError(msg)
    term = trait(name).support if is_support else trait(name)
    number = int(limit) if limit.isdigit() else Fraction(limit)
    signs = {"≥": ">=", "≤": "<="}
    compare: Mapping[str, Callable[[int | Fraction], Predicate]] = {
        ">=": term.__ge__,
        ">": term.__gt__,
        "<=": term.__le__,
        "<": term.__lt__,
    }
    return compare[signs.get(sign, sign)](number)


def written_condition(predicate: Predicate) -> tuple[str, str]:
    """Write a condition as the head of its column and its cell.

    Raises ``InvalidValueError`` for what a cell cannot say, naming it.

    >>> written_condition(~(trait("loyalty") >= 0.7))
    ('traits', 'not(loyalty >= 0.7)')
    """
    if isinstance(predicate, Negation) and not isinstance(predicate.part, Negation):
        head, cell = written_condition(predicate.part)
        return head, f"not({cell})"
    if isinstance(predicate, InStage):
        return "stage", ", ".join(predicate.stages)
    if isinstance(predicate, OneOf):
        head = f"datum {quoted(predicate.name)}"
        values = ", ".join(map(quoted, predicate.values))
        return head if predicate.subject == "datum" else predicate.subject, values
    if isinstance(predicate, Compared):
        what = _SUPPORT if predicate.is_support else ""
        return "traits", f"{what}{_name_of(predicate)} {predicate.sign} {_limit_of(predicate)}"
    msg = f"The condition {predicate} cannot be said in a table."
    raise InvalidValueError(msg)


def _name_of(predicate: Compared) -> str:
    written = quoted(predicate.name)
    return f'"{written}"' if predicate.name.lower().startswith(_SUPPORT) else written


def _limit_of(predicate: Compared) -> str:
    limit = predicate.limit
    short = repr(float(limit))
    if limit.denominator == 1:
        return str(limit.numerator)
    return short if _LIMIT.fullmatch(short) and Fraction(short) == limit else str(limit)
