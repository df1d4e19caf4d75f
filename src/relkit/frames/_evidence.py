"""`FrameEvidence`: the evidence of a whole table, mergeable, as three long tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import EvidenceMismatchError, InvalidValueError
from relkit.frames._counters import merged_by
from relkit.frames._counting import COUNTERS, Tables, merged
from relkit.frames._engines import Frame, Native, planned, together, united
from relkit.frames._names import Names
from relkit.frames._reading import Setups
from relkit.frames._tallies import TALLIED
from relkit.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["FrameEvidence", "merge_evidence"]


def _planned(tables: Tables) -> Tables:
    """Have what is done with the tables later planned from each of them on."""
    return attrs.evolve(
        tables,
        counters=planned(tables.counters),
        periods=planned(together(tables.periods)),
        tallies=planned(tables.tallies),
    )


@attrs.frozen(kw_only=True, eq=False)
class FrameEvidence:
    """The evidence of every relationship in a table, as three long tables.

    ``counters`` has one row for each relationship: its first period, its last day, how many
    rows of it were wrong, and a column for each count, total, greatest value, first and last
    day (ordinals; the sentinels 10000000 and 0 stand for days that are absent). ``periods``
    has one row for each relationship and period with a column of 0 and 1 for each flag.
    ``tallies`` counts keys: text, whole numbers, or amounts with their currency as ``unit``.

    It merges with ``+``, as the evidence of one relationship does (law E1).

    >>> import pandas
    >>> from relkit import Business
    >>> from relkit.frames import evidence
    >>> table = pandas.DataFrame(
    ...     {"party": ["acme"], "event": ["referral"], "on": pandas.to_datetime(["2025-01-07"])}
    ... )
    >>> found = evidence(table, business=Business("shop"), days="local")
    >>> (found + found).counters["referrals"].tolist()
    [2]
    """

    tables: Tables = attrs.field(repr=False, converter=_planned)
    keys: tuple[str, ...]
    scorecard: Scorecard = attrs.field(repr=False)
    setups: Setups = attrs.field(repr=False)
    names: Names = attrs.field(repr=False)
    is_lazy: bool
    has_statements: bool

    @property
    def counters(self) -> Native:
        """One row for each relationship, as a table of the engine that counted."""
        return self.native(self.tables.filled(self.names).counters)

    @property
    def periods(self) -> Native:
        """One row for each relationship and period, with a bit for each flag."""
        return self.native(self.tables.filled(self.names).periods)

    @property
    def tallies(self) -> Native:
        """One row for each relationship, tally and key, with its count."""
        return self.native(self.tables.filled(self.names).tallies)

    def native(self, frame: Frame) -> Native:
        """Give a frame as the engine's own: computed if the table was, lazy if it was."""
        return nw.to_native(frame if self.is_lazy else frame.collect())

    def __add__(self, other: FrameEvidence) -> FrameEvidence:
        """Merge; raises ``EvidenceMismatchError`` where the two measure different things."""
        if not isinstance(other, FrameEvidence):
            return NotImplemented
        return merge_evidence(self, other)


def merge_evidence(*parts: FrameEvidence) -> FrameEvidence:
    """Merge the evidence of several tables: as if their rows had been counted together.

    The order does not matter, and nothing is computed that was not asked for.

    Raises ``EvidenceMismatchError`` where they measure different things, for other
    businesses, with other keys or in other engines, and ``InvalidValueError`` for none.

    >>> merge_evidence()
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidValueError: ...
    """
    if not parts or not all(isinstance(part, FrameEvidence) for part in parts):
        msg = f"merge_evidence takes the evidence of one table or more, not {shown(parts)}."
        raise InvalidValueError(msg)
    first = parts[0]
    for part in parts[1:]:
        _check_alike(first, part)
    stated = any(part.has_statements for part in parts)
    keys, names, settled = list(first.keys), first.names, _settled(parts)
    tables = [part.tables.filled(names, settled) for part in parts]
    counters = [
        _with_statements(each, names) if stated and not part.has_statements else each
        for part, each in zip(parts, (table.counters for table in tables), strict=True)
    ]
    merges = COUNTERS | {name: merged_by(m) for m, name in names.counters().items()}
    merges |= dict.fromkeys(names.stated() if stated else (), "sum")
    flags = [nw.col(f).max() for f in names.flags().values() if f not in settled]
    tallies = _grouped(
        [each.tallies for each in tables], [*keys, *TALLIED], [nw.col("count").sum()]
    )
    found = Tables(
        counters=merged(
            _stacked(counters), keys, {n: how for n, how in merges.items() if n not in settled}
        ),
        periods=_grouped([each.periods for each in tables], [*keys, "period"], flags),
        tallies=tallies.with_columns(nw.col("count").cast(nw.Int64)),
        settled=settled,
    )
    is_lazy = any(part.is_lazy for part in parts)
    return attrs.evolve(first, tables=found, has_statements=stated, is_lazy=is_lazy)


def _check_alike(one: FrameEvidence, other: FrameEvidence) -> None:
    alike: list[tuple[str, Callable[[FrameEvidence], Any]]] = [
        ("measures", lambda e: e.scorecard.layout),
        ("traits", lambda e: e.names.traits),
        ("businesses", lambda e: e.setups),
        ("keys", lambda e: e.keys),
        ("engines", lambda e: e.tables.counters.implementation),
    ]
    for name, read in alike:
        if read(one) != read(other):
            msg = f"Evidence merges only with evidence of the same {name}; these two differ in it."
            raise EvidenceMismatchError(msg)


def _settled(parts: Sequence[FrameEvidence]) -> Mapping[str, int]:
    """Give what is settled in all of some evidence alike."""
    first, *others = (part.tables.settled.items() for part in parts)
    return dict(item for item in first if all(item in other for other in others))


def _with_statements(counters: Frame, names: Names) -> Frame:
    """Add columns for statements to counters of a table that held none: 0."""
    zeros = {name: nw.lit(0).cast(nw.Int64) for name in names.stated()}
    return counters.with_columns(**zeros)


def _stacked(frames: list[Frame]) -> Frame:
    columns = frames[0].collect_schema().names()
    return united([frame.select(*columns) for frame in frames])


def _grouped(frames: list[Frame], keys: list[str], columns: list[nw.Expr]) -> Frame:
    return _stacked(frames).group_by(keys).agg(*columns)
