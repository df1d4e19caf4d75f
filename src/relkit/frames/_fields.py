"""Reading a table's columns as the fields of events: sorts, faults and absent values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs
import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import FrameError
from relkit.events._fields import Choice, NeverNone
from relkit.frames._coding import NONE, TRUTHS, among, coded
from relkit.frames._reading import Shape
from relkit.frames._sorts import Sort, Unfit, fault_in
from relkit.frames._truths import both, expressed, negated

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from relkit.frames._truths import Truth

__all__ = ["CODE", "Fields", "any_of", "choices", "is_type", "raw"]

CODE = "_code"
"""The column of event types: the code of a shape, -1 for an unknown one, 0 for none."""


def raw(name: str) -> str:
    """Give the internal column that holds a field."""
    return f"f_{name}"


def is_type(codes: Container[int], of: Sequence[int]) -> Truth:
    """Tell whether a row is of one of these types, if it is of one of those."""
    some = [code for code in of if code in codes]
    return among(CODE, some) if 0 < len(some) < len(of) else bool(some)


@attrs.frozen
class Fields:
    """The fields that a table has, as the event types see them.

    ``codes`` are those of the types that its rows can be of.
    """

    shapes: tuple[Shape, ...]
    codes: tuple[int, ...]
    sorts: Mapping[str, Sort]
    sources: Mapping[str, str]
    has_currency: bool

    def owners(self, name: str) -> tuple[int, ...]:
        """Give the codes of the types that have a field."""
        return tuple(shape.code for shape in self.shapes if name in shape.fields)

    def words(self, name: str) -> tuple[Any, ...]:
        """Give what a field can say, if that is a few words or truths: each has a number."""
        match self.sorts.get(name):
            case "truth":
                return TRUTHS
            case "words":
                said: set[str] = set()
                for shape in self.shapes:
                    if name in shape.fields:
                        said |= choices(shape.fields[name].validator)
                return tuple(sorted(said))
            case _:
                return ()

    def is_present(self, name: str) -> nw.Expr:
        """Tell the rows in which a column holds something."""
        if self.words(name):
            return nw.col(coded(name)) != NONE
        return ~nw.col(raw(name)).is_null()

    def defaults(self, name: str) -> dict[object, tuple[int, ...]]:
        """Give the values that stand for an absent field, each with the types that say so."""
        found: dict[object, tuple[int, ...]] = {}
        for shape in self.shapes:
            default: object = shape.fields[name].default if name in shape.fields else None
            make = getattr(default, "factory", None)
            default = make() if callable(make) else default
            if default is not None and default is not attrs.NOTHING:
                found[default] = (*found.get(default, ()), shape.code)
        return found

    def faults(self) -> dict[str, nw.Expr]:
        """Give, for each field, what is true of the rows in which it is wrong.

        Raises ``FrameError`` for a column whose type no event type can read.
        """
        found: dict[str, nw.Expr] = {}
        for name in dict.fromkeys(name for shape in self.shapes for name in shape.fields):
            bad = self._needed(name)
            if name in self.sorts:
                bad += self._present(name)
            if bad:
                found[name] = any_of(bad)
        return found

    def any_fault(self) -> list[nw.Expr]:
        """Give conditions of which one is true of each row in which any field is wrong.

        They say the same as ``faults`` of rows of a known type, in fewer steps.
        """
        found: list[Truth] = []
        elsewhere: dict[tuple[int, ...], list[nw.Expr]] = {}
        for name in dict.fromkeys(name for shape in self.shapes for name in shape.fields):
            found += self._needed(name)
            if name in self.sorts:
                owners = self.owners(name)
                elsewhere.setdefault(owners, []).append(self.is_present(name))
                here = [code for code in owners if code in self.codes]
                for fault, codes in self._unfit(name):
                    told = both(is_type(codes, here), fault)
                    found.append(both(self.is_present(name), told))
        for owners, present in elsewhere.items():
            found.append(both(any_of(present), negated(is_type(owners, self.codes))))
        return [fault for fault in found if isinstance(fault, nw.Expr)]

    def _needed(self, name: str) -> list[nw.Expr]:
        """Tell the rows that lack a field without a default."""
        codes = [
            shape.code
            for shape in self.shapes
            if name in shape.fields and shape.fields[name].default is attrs.NOTHING
        ]
        absent: Truth = nw.col(raw(name)).is_null() if name in self.sorts else True
        lacking = both(is_type(codes, self.codes), absent)
        return [] if lacking is False else [expressed(lacking)]

    def _present(self, name: str) -> list[nw.Expr]:
        """Tell the rows that hold something in a field that they do not have, or something bad."""
        present = self.is_present(name)
        bad = [present & ~among(CODE, [*self.owners(name), 0, -1])]
        return bad + [present & among(CODE, codes) & fault for fault, codes in self._unfit(name)]

    def _unfit(self, name: str) -> list[tuple[Any, list[int]]]:
        """Give what is true of values that do not fit, each with the types of which it says so."""
        column, sort = nw.col(raw(name)), self.sorts[name]
        unfit: list[Unfit] = []
        checks: dict[str, tuple[Any, list[int]]] = {}
        never: list[int] = []
        for shape in self.shapes:
            if name not in shape.fields:
                continue
            try:
                fault = fault_in(shape, shape.fields[name], sort, column, self.words(name))
            except Unfit as said:
                unfit.append(said)
                never.append(shape.code)
            else:
                key = repr(shape.fields[name].validator)
                checks.setdefault(key, (fault, []))[1].append(shape.code)
        if unfit and not checks:
            self._refuse(name, unfit[0])
        found = [(fault, codes) for fault, codes in checks.values() if fault is not None]
        return [*found, (nw.lit(value=True), never)] if never else found

    def _refuse(self, name: str, allowed: Unfit) -> None:
        msg = (
            f"The column {shown(self.sources[name])}, read as {name!r}, must hold {allowed}; "
            f"it holds {_SAID[self.sorts[name]]}."
        )
        if name == "amount":
            msg += " Amounts are whole minor units, such as cents."
        raise FrameError(msg)


_SAID: dict[Sort, str] = {
    "truth": "truth values",
    "whole": "whole numbers",
    "wide": "whole numbers of over 64 bits",
    "real": "floats",
    "share": "numbers with a fraction",
    "words": "text",
    "other": "something else",
    "void": "nothing",
}


def choices(check: object) -> frozenset[str]:
    """Give the words that a field's validator lets pass, if there are so few."""
    check = check.check if isinstance(check, NeverNone) else check
    return check.words if isinstance(check, Choice) else frozenset()


def any_of(conditions: Sequence[nw.Expr]) -> nw.Expr:
    """Give what is true where any of some conditions is."""
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = joined | condition
    return joined
