"""Small steps from which the lowered plans are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit.frames._sorts import sort_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relkit.frames._engines import Frame
    from relkit.frames._reading import Setups

__all__ = ["PLACE", "as_number", "by_place", "chosen_by_place", "extreme", "with_places"]

PLACE: Final = "_place"
"""The column that says which setup a row's business has; -1 where it is none of those given."""


def with_places(frame: Frame, setups: Setups, *, has_column: bool) -> Frame:
    """Add the setup of each row's business."""
    if not has_column:
        return frame
    dtype = frame.collect_schema()["business"]
    found: Any = nw.lit(-1)
    for place, ids in reversed(list(enumerate(setups.ids))):
        comparable = [each for each in ids if _is_comparable(each, dtype)]
        if comparable:
            known = nw.col("business").is_in(comparable)
            found = nw.when(known).then(nw.lit(place)).otherwise(found)
    return frame.with_columns(found.cast(nw.Int64).alias(PLACE))


def _is_comparable(business_id: object, dtype: object) -> bool:
    """Tell whether an id could stand in a column: engines compare it with no other sort."""
    sort = sort_of(dtype, nan_is_absent=True)
    if isinstance(business_id, bool):
        return sort == "truth"
    if isinstance(business_id, int):
        return sort in ("whole", "wide", "real", "share")
    return sort == "words" if isinstance(business_id, str) else sort == "other"


def by_place(choices: Mapping[tuple[int, ...], Any]) -> Any:  # noqa: ANN401 - an expression, or a number
    """Choose by the business's setup; one choice for all needs no look."""
    if len(choices) == 1:
        (only,) = choices.values()
        return only
    found: Any = nw.lit(0)
    for places, choice in reversed(list(choices.items())):
        value = choice if isinstance(choice, nw.Expr) else nw.lit(choice)
        found = nw.when(nw.col(PLACE).is_in(list(places))).then(value).otherwise(found)
    return found.cast(nw.Int64)


def chosen_by_place(places: Sequence[int], total: int, then: Any) -> Any:  # noqa: ANN401 - as above
    """Give a value for some businesses, and 0 for the others."""
    if not places:
        return 0
    if len(places) == total:
        return then
    value = then if isinstance(then, nw.Expr) else nw.lit(then)
    return (
        nw.when(nw.col(PLACE).is_in(list(places))).then(value).otherwise(nw.lit(0)).cast(nw.Int64)
    )


def extreme(parts: Sequence[Any], *, least: bool) -> Any:  # noqa: ANN401 - as above
    """Give the least or the greatest of some expressions and numbers.

    Pair by pair: on Dask a horizontal maximum cannot be compared with anything.
    """
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    one, other = extreme(parts[:middle], least=least), extreme(parts[middle:], least=least)
    if not isinstance(one, nw.Expr) and not isinstance(other, nw.Expr):
        return min(one, other) if least else max(one, other)
    takes_one = one <= other if least else one >= other
    left, right = (x if isinstance(x, nw.Expr) else nw.lit(x) for x in (one, other))
    return nw.when(takes_one).then(left).otherwise(right).cast(nw.Int64)


def as_number(value: nw.Expr | int) -> nw.Expr:
    """Give a whole number in 64 bits, as it is in every row if it is no expression."""
    return value if isinstance(value, nw.Expr) else nw.lit(value).cast(nw.Int64)
