"""What sort of thing a column holds, and whether it can hold what an event's field asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.events._fields import (
    Choice,
    NeverNone,
    Own,
    a_share,
    a_text,
    an_amount,
    an_id,
    truth,
    whole_number,
)
from relkit.events._statement import STATEMENT_MOST
from relkit.frames._coding import among, coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import attrs

    from relkit.frames._reading import Shape

__all__ = ["VALUE_MOST", "Sort", "Unfit", "as_whole", "fault_in", "is_whole_real", "sort_of"]

Sort: TypeAlias = Literal["truth", "whole", "wide", "real", "share", "words", "other", "void"]
"""``share`` are numbers with a fraction; ``real`` are pandas' floats, which hold whole numbers
wherever a column of them has gaps; ``wide`` are whole numbers some of which need over 64 bits."""

VALUE_MOST: Final = 10**12
"""The greatest whole number, of either sign, that a row of a table may hold: millions of them
can be added up in 64 bits, which no engine exceeds with a warning."""

_WIDE: Final = (nw.UInt64, nw.Int128, nw.UInt128)
_WHOLE_ALLOWED: Final = "whole numbers"


class Unfit(Exception):  # noqa: N818 - it never leaves this folder
    """The column cannot hold what the field asks for; its text says what could."""


def sort_of(dtype: object, *, nan_is_absent: bool) -> Sort:
    """Give the sort of a column's type."""
    kind: Any = dtype
    if kind == nw.Boolean:
        return "truth"
    if kind in (nw.String, nw.Categorical, nw.Enum):
        return "words"
    if isinstance(kind, nw.dtypes.DType) and kind.is_integer():
        return "wide" if kind in _WIDE else "whole"
    if isinstance(kind, nw.dtypes.DType) and kind.is_numeric():
        return "real" if kind.is_float() and nan_is_absent else "share"
    return "other"


def is_whole_real(column: nw.Expr) -> nw.Expr:
    """Tell whether a float is a whole number within the bounds, for floats that may be absent."""
    bounded = (column >= -VALUE_MOST) & (column <= VALUE_MOST)
    near = nw.when(bounded).then(column).otherwise(nw.lit(0.0))
    return bounded & (near.fill_null(0.0).cast(nw.Int64).cast(nw.Float64) == near)


def as_whole(column: nw.Expr, sort: Sort) -> nw.Expr:
    """Give whole numbers in 64 bits, 0 where there is none."""
    if sort in ("real", "wide"):
        bounded = (column >= -VALUE_MOST) & (column <= VALUE_MOST)
        column = nw.when(bounded).then(column).otherwise(nw.lit(0.0 if sort == "real" else 0))
    if sort == "truth":
        column = nw.when(~column.is_null() & column).then(nw.lit(1)).otherwise(nw.lit(0))
    return column.fill_null(0).cast(nw.Int64)


def fault_in(
    shape: Shape, field: attrs.Attribute[Any], sort: Sort, column: nw.Expr, words: Sequence[str]
) -> Any:  # noqa: ANN401 - an expression, or None
    """Give what is true of bad values of one field of one event type; None where none is.

    ``words`` are those that have numbers, where the field holds some of a few words.
    Raises ``Unfit`` where no value of this sort of column could stand in the field.
    """
    check: Any = field.validator
    converter: object = getattr(field, "converter", None)  # attrs leaves its type open
    if check is None and converter is not None:
        return _fault_in_statement(field.name, sort, column)
    if isinstance(check, NeverNone):
        check = check.check
    if isinstance(check, Own) or converter is not None:
        msg = (
            f"{shape.kind.__name__}.{field.name} has a validator or converter of its own, which "
            "only Python can ask: leave it out with columns={...: None}, or use a Book."
        )
        raise DeclarationError(msg)
    if isinstance(check, Choice):
        _only(sort, "words", "text")
        numbers = [words.index(word) + 1 for word in check.words]
        return ~among(coded(field.name), numbers)
    return _fault(check, sort, column)


def _fault(check: object, sort: Sort, column: nw.Expr) -> nw.Expr | None:
    if check is truth or check is a_text:
        _only(sort, *(("truth", "truth values") if check is truth else ("words", "text")))
        return None
    if check is whole_number:
        return _whole_fault(sort, column, least=0)
    if check is an_amount:
        return _whole_fault(sort, column, least=-VALUE_MOST)
    if check is a_share:
        return _share_fault(sort, column)
    return _id_fault(check, sort, column)


def _only(sort: Sort, wanted: Sort, said: str) -> None:
    if sort != wanted:
        raise Unfit(said)


def _whole_fault(sort: Sort, column: nw.Expr, least: int) -> nw.Expr:
    if sort in ("whole", "wide"):
        return (column < least) | (column > VALUE_MOST)
    if sort == "real":
        return ~is_whole_real(column) | (column < least)
    raise Unfit(_WHOLE_ALLOWED)


def _share_fault(sort: Sort, column: nw.Expr) -> nw.Expr:
    if sort in ("whole", "wide", "real"):
        return (column < 0) | (column > 1)
    if sort == "share":
        return ~((column >= 0) & (column <= 1))
    raise Unfit("numbers from 0 to 1")


def _id_fault(check: object, sort: Sort, column: nw.Expr) -> nw.Expr | None:
    if check is not an_id:
        msg = f"Data frames know no check {shown(check)}."
        raise DeclarationError(msg)
    if sort == "share":
        return (column - column) != 0  # NaN, which not every engine finds unequal to itself
    if sort == "real":
        return ~is_whole_real(column)  # two ids that became one float would be one id
    return None


def _fault_in_statement(name: str, sort: Sort, column: nw.Expr) -> nw.Expr | None:
    """Statements check what they are given by converters, which are known here."""
    if name in ("pro", "con"):
        return _whole_fault(sort, column, least=0) | (column > STATEMENT_MOST)
    if name == "trait":
        _only(sort, "words", "text")
    return None
