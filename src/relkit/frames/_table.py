"""`Table`: a user's table as one lazy frame with relkit's own column names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs
import narwhals.stable.v2 as nw

from relkit._warn import warn
from relkit._words import closest, mend, shown
from relkit.errors import FrameError, InvalidValueError
from relkit.frames._engines import Frame, opened, takes_nan_for_absent
from relkit.frames._fields import Fields, raw
from relkit.frames._reading import Reading
from relkit.frames._sorts import Sort, sort_of

if TYPE_CHECKING:
    from relkit.frames._engines import Native

__all__ = ["ROW", "Table", "read_table"]

ROW: Final = "_row"
"""The column that counts the rows of an eager table from 0."""

_LIKE: Final = 0.85
_SHORTEST: Final = 4


@attrs.frozen(kw_only=True)
class Table:
    """A table of events, read by name; nothing is computed yet.

    ``frame`` holds the keys (``business``, ``party``, ``line``), ``on``, ``event``, ``id``,
    ``currency`` where the table has them, and each field of an event as ``f_…``.
    """

    frame: Frame
    reading: Reading
    is_lazy: bool
    keys: tuple[str, ...]
    fields: Fields
    on_type: Any
    sorts: Mapping[str, Sort]
    sources: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Tell whether the table has a column for one of relkit's names."""
        return name in self.sources

    @property
    def has_statements(self) -> bool:
        """Tell whether the table can hold statements."""
        statement = len(self.reading.shapes)
        return statement in self.reading.codes and all(map(self.has, ("trait", "pro", "con")))


def read_table(table: Native, reading: Reading) -> Table:
    """Find the columns that are read, and refuse a table that lacks one or holds another sort.

    Raises ``FrameError``.
    """
    found = opened(table)
    frame = found.frame
    schema = frame.collect_schema()
    there = list(schema.names())
    sources = _sources(reading, there)
    nan_is_absent = takes_nan_for_absent(frame)
    sorts: dict[str, Sort] = {}
    selected: list[nw.Expr] = []
    for name, source in sources.items():
        sort = sort_of(schema[source], nan_is_absent=nan_is_absent)
        if source in found.void:
            if name not in _NEEDED:
                continue
            sort = "void"
        column = nw.col(source)
        sorts[name] = sort
        if sort == "words" and schema[source] != nw.String and name not in ("business", "party"):
            column = nw.when(~column.is_null()).then(column.cast(nw.String))
        selected.append(column.alias(name if name in _ROLES else raw(name)))
        if name in _ALSO_FIELDS:
            selected.append(column.alias(raw(name)))
    _check_roles(sorts, sources)
    frame = frame.select(*selected)
    if not found.is_lazy:
        frame = frame.collect().with_row_index(ROW).lazy()
    fields = Fields(
        shapes=reading.shapes,
        codes=reading.codes,
        sorts={name: sort for name, sort in sorts.items() if name not in _ROLES_ALONE},
        sources=sources,
        has_currency="currency" in sorts,
    )
    fields.faults()  # a column that no event can read is refused before anything else is done
    keys = _keys(reading, sorts)
    return Table(
        frame=_with_line(frame, keys),
        reading=reading,
        is_lazy=found.is_lazy,
        keys=keys,
        fields=fields,
        on_type=nw.Date() if sources["on"] in found.dates else schema[sources["on"]],
        sorts=sorts,
        sources={name: source for name, source in sources.items() if name in sorts},
    )


_ROLES: Final = ("business", "party", "line", "id", "event", "on", "currency")
_NEEDED: Final = ("business", "party", "event", "on")
_ALSO_FIELDS: Final = ("party", "line", "id")
_ROLES_ALONE: Final = ("business", "event", "on", "currency")


def _sources(reading: Reading, there: list[str]) -> dict[str, str]:
    """Give the table's column for each of relkit's names that it has."""
    found: dict[str, str] = {}
    wanted = [*_ROLES, *(name for name in reading.field_names if name not in _ROLES)]
    for name in wanted:
        source = reading.source(name, there)
        if source is None:
            continue
        if source not in there:
            msg = f"The table has no column {shown(source)} for {name!r}. {mend(source, there)}"
            raise FrameError(msg)
        found[name] = source
    if reading.event is not None and "event" in found:
        if "event" in reading.columns:
            msg = "Give event=… for tables of one event type, or a column for 'event', not both."
            raise InvalidValueError(msg)
        del found["event"]
    _check_missing(reading, found, there)
    _warn_of_misspelled(reading, found, there)
    return found


def _warn_of_misspelled(reading: Reading, found: dict[str, str], there: list[str]) -> None:
    """Warn of columns that are not read, and called almost like one that would be."""
    could = {*_ROLES, *reading.fields_read} - found.keys() - reading.columns.keys()
    for column in there:
        if column in {*found.values(), *could} or len(column) < _SHORTEST:
            continue
        near = closest(column, sorted(could), _LIKE)
        if near is not None:
            msg = (
                f"The column {shown(column)} is not read. Did you mean {near!r}? Then say "
                f"columns={{{near!r}: {shown(column)}}}; to leave it out, "
                f"columns={{{near!r}: None}}."
            )
            warn(msg)


def _check_missing(reading: Reading, found: dict[str, str], there: list[str]) -> None:
    """Refuse a table that lacks what every event needs, all of it at once."""
    needed = ["party", "on"]
    if reading.event is None:
        needed.append("event")
    if reading.is_shared:
        needed.append("business")
    missing = [name for name in needed if name not in found]
    if not missing:
        return
    hints = [f"columns={{{name!r}: {closest(name, there) or '…'!r}}}" for name in missing]
    msg = (
        f"The table has no column for {', '.join(map(repr, missing))}; it has {shown(there)}. "
        f"Say which it is with {' and '.join(hints)}"
    )
    if "event" in missing:
        msg += ", or event='purchase' where every row is one"
    raise FrameError(f"{msg}.")


def _check_roles(sorts: Mapping[str, Sort], sources: Mapping[str, str]) -> None:
    for name in ("event", "line", "currency"):
        if name in sorts and sorts[name] not in ("words", "void"):
            msg = f"The column {shown(sources[name])}, read as {name!r}, must hold text."
            raise FrameError(msg)


def _with_line(frame: Frame, keys: tuple[str, ...]) -> Frame:
    """Let the line that is none become a key that joins."""
    return frame.with_columns(nw.col("line").fill_null("")) if "line" in keys else frame


def _keys(reading: Reading, sorts: Mapping[str, Sort]) -> tuple[str, ...]:
    keys = ["business"] if "business" in sorts else []
    keys.append("party")
    if reading.by_line and "line" in sorts:
        keys.append("line")
    return tuple(keys)
