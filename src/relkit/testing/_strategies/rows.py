"""Strategies for rows of tables: the events of several parties, as data frames hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from relkit._words import listed
from relkit.errors import InvalidValueError
from relkit.events import Event
from relkit.events._base import attribute_names
from relkit.money import Money
from relkit.testing._strategies.dealings import dealings

__all__ = ["Row", "columns_of", "row_of", "table_of", "table_rows"]

Row: TypeAlias = Mapping[str, Any]
"""One event as a row: what is absent is left out."""

_PARTIES: Final = ("acme", "ann", "zoe")
_AMOUNT_MOST: Final = 10**9  # minor units; a column of them adds up in 64 bits
_SHARES: Final = ("discount", "rating")
_ENGINES: Final = {"pyarrow": "table", "polars": "DataFrame", "pandas": "DataFrame"}


@cache
def table_rows(*, min_size: int = 0, max_size: int = 8) -> st.SearchStrategy[list[Row]]:
    """Rows of up to three parties: what a data frame of events holds, absent fields left out.

    Amounts are in minor units of the business's currency.

    Args:
        min_size: the fewest rows.
        max_size: the most rows.

    >>> from hypothesis import given
    >>> from relkit import Book, Business
    >>> @given(table_rows())
    ... def test_they_are_records(rows):
    ...     assert Book(Business("shop")).record_all(rows) == len(rows)
    >>> test_they_are_records()
    """
    row = st.builds(row_of, dealings(), st.sampled_from(_PARTIES))
    return st.lists(row, min_size=min_size, max_size=max_size)


def row_of(event: Event, party: str) -> dict[str, Any]:
    """Give an event of a party as a row."""
    row: dict[str, Any] = {"party": party, "event": event.tag}
    for name, attribute in attribute_names(type(event)).items():
        value = getattr(event, attribute)
        if value is not None and name != "party":
            row[name] = _plain(name, value)
    return row


def _plain(name: str, value: object) -> object:
    """Give a value as a column holds it: shares as floats, amounts within 64 bits."""
    if name in _SHARES:
        return float(str(value))
    if name == "amount":
        units: Any = value.minor_units if isinstance(value, Money) else value
        return units % _AMOUNT_MOST
    return value


def columns_of(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Give rows as columns, with None where a row has no such field."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def table_of(rows: Sequence[Row]) -> Any:  # noqa: ANN401 - a table of the engine that is there
    """Make a table in the first engine that is installed: PyArrow, Polars or pandas.

    Raises ``InvalidValueError`` where none of them is.
    """
    for engine, maker in _ENGINES.items():
        if find_spec(engine) is not None:
            return getattr(import_module(engine), maker)(columns_of(rows))
    msg = f"Tables are made with {listed(_ENGINES)}, and none is installed: pip install one."
    raise InvalidValueError(msg)
