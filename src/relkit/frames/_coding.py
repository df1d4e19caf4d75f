"""Words and truths as small whole numbers: each column of them is looked through once."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit.frames._engines import engine_of, lazily

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relkit.frames._engines import Frame

__all__ = ["NONE", "TRUTHS", "among", "coded", "with_numbers", "words_of"]

NONE: Final = 0
"""The number where there is no word; words count from 1, and any other word is -1."""

TRUTHS: Final = (False, True)
"""The words of truth values."""


def coded(name: str) -> str:
    """Give the internal column that holds a field's words as numbers."""
    return f"w_{name}"


def among(column: str, numbers: Sequence[int]) -> nw.Expr:
    """Tell whether a column, which is never null, holds one of some numbers.

    Comparisons side by side: asked whether a list contains something, DuckDB joins.
    """
    first, last = min(numbers), max(numbers)
    found = nw.col(column)
    if len(numbers) == 1:
        return found == first
    if len(set(numbers)) == last - first + 1:
        return (found >= first) & (found <= last)
    joined = found == first
    for number in sorted(set(numbers))[1:]:
        joined = joined | (found == number)
    return joined


def with_numbers(frame: Frame, wanted: Mapping[str, tuple[str, Sequence[Any]]]) -> Frame:
    """Add columns of numbers, each for the words of another column.

    pandas and PyArrow look all words of a column up at once; the others compare one by one,
    which they do as fast.
    """
    match engine_of(frame):
        case nw.Implementation.PANDAS:
            return _in_pandas(frame, wanted)
        case nw.Implementation.PYARROW:
            return _in_pyarrow(frame, wanted)
        case _:
            numbers = {name: _compared(*told) for name, told in wanted.items()}
            return frame.with_columns(**numbers) if numbers else frame


def _compared(source: str, words: Sequence[Any]) -> nw.Expr:
    column = nw.col(source)
    found: Any = nw.lit(-1)
    if tuple(words) == TRUTHS:
        found = nw.when(column).then(nw.lit(2)).otherwise(nw.lit(1))
    else:
        for number, word in reversed(list(enumerate(words, 1))):
            found = nw.when(column == word).then(nw.lit(number)).otherwise(found)
    found = nw.when(column.is_null()).then(nw.lit(NONE)).otherwise(found)
    numbers: nw.Expr = found.cast(nw.Int16)
    return numbers


def _in_pandas(frame: Frame, wanted: Mapping[str, tuple[str, Sequence[Any]]]) -> Frame:
    native: Any = frame.to_native()
    pandas: Any = nw.Implementation.PANDAS.to_native_namespace()
    told = {
        name: _of_series(native[at], words, pandas.Index) for name, (at, words) in wanted.items()
    }
    return lazily(native.assign(**told))


def _of_series(column: Any, words: Sequence[Any], index: Any) -> Any:  # noqa: ANN401 - of pandas
    here = column.notna().to_numpy()
    if tuple(words) == TRUTHS:
        numbers = column.fillna(value=False).astype("int16").to_numpy() + 1
    elif "pyarrow" in str(getattr(column.dtype, "storage", column.dtype)):
        return _looked_up(column.array.__arrow_array__(), words).to_numpy()
    else:
        places = index(list(words)).astype(object).get_indexer(column.to_numpy(object))
        numbers = places + (places >= 0)
    return (numbers * here).astype("int16")


def _in_pyarrow(frame: Frame, wanted: Mapping[str, tuple[str, Sequence[Any]]]) -> Frame:
    native: Any = frame.to_native()
    for name, (source, words) in wanted.items():
        native = native.append_column(name, _looked_up(native[source], words))
    return lazily(native)


def _looked_up(column: Any, words: Sequence[Any]) -> Any:  # noqa: ANN401 - of PyArrow
    arrow, compute = import_module("pyarrow"), import_module("pyarrow.compute")
    known = arrow.array(list(words), column.type)
    places = compute.add(compute.index_in(column, value_set=known), arrow.scalar(1, arrow.int32()))
    numbers = compute.if_else(column.is_valid(), compute.fill_null(places, -1), NONE)
    return numbers.cast(arrow.int16())


def words_of(numbers: str, words: Sequence[str | None]) -> nw.Expr:
    """Give the words for the numbers of a column, which count from 0; the last may be None."""
    column = nw.col(numbers)
    *others, last = words
    found: Any = nw.lit(last)
    if last is None:
        *others, word = others
        found = nw.when(column == len(others)).then(nw.lit(word))
    for number, word in reversed(list(enumerate(others))):
        found = nw.when(column == number).then(nw.lit(word)).otherwise(found)
    chosen: nw.Expr = found
    return chosen
