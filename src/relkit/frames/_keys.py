"""Keys as numbers: text is looked through once, and grouped and put in order as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from relkit.frames._engines import engine_of, gathered, lazily

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relkit.frames._engines import Frame

__all__ = ["lengthened", "numbered", "shortened", "stepped"]


def shortened(frame: Frame, keys: Iterable[str]) -> tuple[Frame, list[str]]:
    """Let keys that are text be categories, which are grouped as the numbers that they are.

    Names those keys. On a million purchases that saves pandas a quarter of the whole work, and
    Polars a fifth.
    """
    engine = engine_of(frame)
    if engine not in (nw.Implementation.PANDAS, nw.Implementation.POLARS):
        return frame, []
    schema = frame.collect_schema()
    short = [key for key in keys if schema[key] == nw.String]
    if engine is nw.Implementation.POLARS or not short:
        return frame.with_columns(nw.col(*short).cast(nw.Categorical)) if short else frame, short
    native: Any = frame.to_native()
    return lazily(native.assign(**{key: _categories(native[key]) for key in short})), short


def _categories(column: Any) -> Any:  # noqa: ANN401 - of pandas
    pandas: Any = nw.Implementation.PANDAS.to_native_namespace()
    codes, words = pandas.factorize(column)
    return pandas.Categorical.from_codes(codes, pandas.Index(words), validate=False)


def lengthened(frame: Frame, short: Sequence[str]) -> Frame:
    """Give keys that are categories back as the text that they were."""
    if not short:
        return frame
    if engine_of(frame) is nw.Implementation.PANDAS:
        native: Any = frame.to_native()
        types = {key: native[key].cat.categories.dtype for key in short}
        return lazily(native.astype(types))
    return frame.with_columns(nw.col(*short).cast(nw.String))


def numbered(frame: Frame, keys: Sequence[str], number: str) -> Frame | None:
    """Number relationships in a column, in no order; None stands for engines that do not.

    With it a million purchases are assessed in half of the time that they take without.
    """
    native: Any = frame.to_native()
    match engine_of(frame):
        case nw.Implementation.PANDAS:
            column = native[keys[0]]
            if len(keys) == 1 and hasattr(column, "cat"):
                return lazily(native.assign(**{number: column.cat.codes.astype("int64")}))
            groups = native.groupby(list(keys), sort=False, observed=True, dropna=False)
            return lazily(native.assign(**{number: groups.ngroup()}))
        case nw.Implementation.PYARROW:
            return lazily(native.append_column(number, _numbers([native[key] for key in keys])))
        case nw.Implementation.POLARS if len(keys) == 1:
            polars: Any = nw.Implementation.POLARS.to_native_namespace()
            key = polars.col(keys[0])
            if frame.collect_schema()[keys[0]] != nw.Categorical:
                key = key.cast(polars.String).cast(polars.Categorical)
            codes = key.to_physical().cast(polars.Int64)
            found: Frame = nw.from_native(native.with_columns(codes.alias(number)))
            return found
        case _:
            return None


def stepped(frame: Frame, by: str, **columns: nw.Expr) -> Frame:
    """Let columns look at rows before their own, in the order of another column.

    Frames that are held in memory are sorted: else pandas and PyArrow would sort for each
    column and bring it back into the order of before, which takes three times as long.
    """
    if engine_of(frame) in (nw.Implementation.PANDAS, nw.Implementation.PYARROW):
        rows = gathered(frame).sort(by)
        return rows.with_columns(**columns).lazy() if len(rows) else frame  # 2.25 shifts one in
    return frame.with_columns(**{n: column.over(order_by=by) for n, column in columns.items()})


def _numbers(columns: Sequence[Any]) -> Any:  # noqa: ANN401 - of PyArrow
    """Number the rows of some columns of PyArrow, the same where all of them are the same."""
    arrow: Any = nw.Implementation.PYARROW.to_native_namespace()
    found = _codes(columns[0])
    for column in columns[1:]:
        size = arrow.scalar(len(column), arrow.int64())
        found = _codes(arrow.compute.add(arrow.compute.multiply(found, size), _codes(column)))
    return found


def _codes(column: Any) -> Any:  # noqa: ANN401 - of PyArrow
    arrow: Any = nw.Implementation.PYARROW.to_native_namespace()
    parts = column.dictionary_encode().chunks
    return arrow.chunked_array([part.indices for part in parts], arrow.int32()).cast(arrow.int64())
