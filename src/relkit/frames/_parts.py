"""A table in parts, each with all rows of some parties: memory then holds one part at a time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit._checks import whole
from relkit._words import mend, shown
from relkit.errors import FrameError
from relkit.frames._engines import engine_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relkit.frames._engines import Native

__all__ = ["in_parts"]

_PART: Final = "_part"


def in_parts(
    table: Native, count: int, *, columns: Mapping[str, str | None] | None = None
) -> Iterator[Native]:
    """Give a table as so many tables, each with all rows of some parties, one after the other.

    The answers of the parts together are the answers of the table, since no party's answer
    depends on another's. For a table that is too big to be counted at once: read it lazily,
    take part by part, write each answer to a file. The parts of a lazy table are lazy, and
    each reads the source again, so let there be as few as memory allows.

    Parties are told apart by a hash of the column ``party``, or of the one that ``columns``
    names for it, as for ``assess``. An id that events of two parties share can lie in two
    parts, which see nothing wrong with it; ``problems`` of the whole table does.

    Tables of pandas, Polars, PyArrow and DuckDB have parts; Dask and Spark divide their tables
    among processes themselves.

    Raises ``FrameError`` for what is no table, or has no such column, and
    ``InvalidValueError`` for a count below 1.

    >>> import pandas
    >>> table = pandas.DataFrame({"party": ["acme", "jo", "acme"], "on": [1, 2, 3]})
    >>> sorted(len(part) for part in in_parts(table, 1))
    [3]
    """
    wanted = whole(count, "count", 1)
    found = opened(table)
    column = (columns or {}).get("party") or "party"
    there = found.frame.collect_schema().names()
    if column not in there:
        msg = f"The table has no column {shown(column)} for 'party'. {mend(column, there)}"
        raise FrameError(msg)
    native: Any = nw.to_native(nw.from_native(table))
    match engine_of(found.frame):
        case nw.Implementation.POLARS:
            at = nw.Implementation.POLARS.to_native_namespace().col(column)
            numbered: Any = native.with_columns((at.hash() % wanted).alias(_PART))
        case nw.Implementation.DUCKDB:
            numbered = native.project(f'*, hash("{column}") % {wanted} AS {_PART}')
        case nw.Implementation.PYARROW:
            places = native[column].combine_chunks().dictionary_encode().indices
            numbered = native.append_column(_PART, [places.fill_null(0).to_numpy() % wanted])
        case _:
            numbered = _hashed(native, column, wanted)
    frame: Any = nw.from_native(numbered)
    parts = (frame.filter(nw.col(_PART) == n).drop(_PART) for n in range(wanted))
    return (nw.to_native(part) for part in parts)


def _hashed(table: Any, column: str, count: int) -> Any:  # noqa: ANN401 - of pandas
    hashing = import_module("pandas.util")
    keys = hashing.hash_pandas_object(table[column], index=False)
    return table.assign(**{_PART: keys % count})
