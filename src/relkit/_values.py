"""What values have in common: equality, hash and repr by fields, and cells of tables as Python's.

attrs generates and compiles the first three for each class, which is half of what a class costs
when its module is imported. It is the right thing for values that are compared by the thousand;
for the others there is the base `Value`.
"""

from __future__ import annotations

from typing import Any

from typing_extensions import override

__all__ = ["Value", "plain"]


class Value:
    """A base of attrs classes made with ``eq=False, repr=False``.

    >>> import attrs
    >>> @attrs.frozen(eq=False, repr=False)
    ... class Seat(Value):
    ...     row: int
    ...     note: str = attrs.field(default="", eq=False)
    >>> Seat(3) == Seat(3, note="aisle"), hash(Seat(3)) == hash(Seat(3)), Seat(3)
    (True, True, Seat(row=3, note=''))
    """

    __slots__ = ()

    @override
    def __eq__(self, other: object) -> bool:
        """Compare class and fields."""
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    @override
    def __hash__(self) -> int:
        """Hash class and fields, those that are declared with ``hash=False`` left out."""
        cls: Any = type(self)
        counted = (f.name for f in cls.__attrs_attrs__ if (f.eq if f.hash is None else f.hash))
        return hash((cls, *(getattr(self, name) for name in counted)))

    @override
    def __repr__(self) -> str:
        """Give an expression that makes it again; a field may say itself how it is shown."""
        cls: Any = type(self)
        inside = ", ".join(
            f"{f.name}={(repr if f.repr is True else f.repr)(getattr(self, f.name))}"
            for f in cls.__attrs_attrs__
            if f.repr
        )
        return f"{cls.__name__}({inside})"

    def _values(self) -> tuple[object, ...]:
        """Give the fields that make it what it is."""
        cls: Any = type(self)
        return tuple(getattr(self, field.name) for field in cls.__attrs_attrs__ if field.eq)


def plain(cell: Any) -> Any:  # noqa: ANN401 - whatever an engine gives
    """Give a cell of a table as Python's own value, and each engine's missing value as None.

    >>> plain(7), plain(float("nan")), plain(None)
    (7, None, None)
    """
    if type(cell).__name__ in ("NAType", "NaTType"):  # pandas' own, which are equal to nothing
        return None
    value = cell.item() if hasattr(cell, "item") else cell
    return value if value == value else None  # noqa: PLR0124 - NaN is unequal to itself
