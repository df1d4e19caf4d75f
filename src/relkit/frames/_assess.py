"""`evidence`, `traits` and `assess`: what relkit does with events, on whole tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relkit._checks import a_date
from relkit._words import shown
from relkit.assessment import standard_scorecard
from relkit.errors import InvalidValueError
from relkit.events import STANDARD_EVENT_TYPES
from relkit.frames._counting import Tables, counted
from relkit.frames._evidence import FrameEvidence
from relkit.frames._names import Names
from relkit.frames._problems import refuse_bad_rows, refuse_long_spans
from relkit.frames._profiles import con, pro, profiled
from relkit.frames._reading import reading
from relkit.frames._scores import assessed
from relkit.frames._table import read_table
from relkit.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from relkit.business import Business
    from relkit.events import Event
    from relkit.frames._engines import Native
    from relkit.frames._reading import DayKind

__all__ = ["assess", "evidence", "traits"]


def evidence(  # noqa: PLR0913 - how a table is read has many sides, all by keyword
    table: Native,
    *,
    business: Business | Iterable[Business],
    as_of: date | None = None,
    scorecard: Scorecard | None = None,
    columns: Mapping[str, str | None] | None = None,
    event: str | None = None,
    days: DayKind | None = None,
    by_line: bool = False,
    event_types: Iterable[type[Event]] = STANDARD_EVENT_TYPES,
) -> FrameEvidence:
    """Count a table of events, up to and on ``as_of``: evidence for every relationship in it."""
    card = standard_scorecard() if scorecard is None else _a_scorecard(scorecard)
    names = Names.of(card)
    how = reading(
        business,
        columns=columns,
        event=event,
        days=days,
        by_line=by_line,
        event_types=event_types,
        traits=names.traits,
    )
    until = None if as_of is None else a_date(as_of, "as_of").toordinal()
    found = read_table(table, how)
    tables = counted(found, names, until)
    if not found.is_lazy:
        parts = (tables.counters, tables.periods, tables.tallies)
        tables = Tables(*(frame.collect().lazy() for frame in parts))
    made = FrameEvidence(
        tables=tables,
        keys=found.keys,
        scorecard=card,
        setups=how.setups,
        names=names,
        is_lazy=found.is_lazy,
        has_statements=all(found.has(name) for name in ("trait", "pro", "con")),
    )
    if not made.is_lazy:
        refuse_bad_rows(found, made, table)
        refuse_long_spans(made)
    return made


def traits(table: Native | FrameEvidence, *, as_of: date, **how: Any) -> Native:  # noqa: ANN401
    """Count what speaks for each pole of each trait: one row for each relationship."""
    found = _evidence_of(table, as_of, how)
    sides = [side(trait) for trait in found.names.traits.values() for side in (pro, con)]
    columns = [*found.keys, *sides, "bad_rows"]
    today = a_date(as_of, "as_of").toordinal()
    return found.native(profiled(found, today, lambda frame: frame.select(*columns)))


def assess(table: Native | FrameEvidence, *, as_of: date, **how: Any) -> Native:  # noqa: ANN401
    """Assess every relationship in a table of events, up to and on ``as_of``."""
    found = _evidence_of(table, as_of, how)
    today = a_date(as_of, "as_of").toordinal()
    return found.native(profiled(found, today, lambda frame: assessed(found, frame, today)))


def _evidence_of(table: object, as_of: date, how: dict[str, Any]) -> FrameEvidence:
    if isinstance(table, FrameEvidence):
        if how:
            msg = f"Evidence was read before; it takes no {shown(sorted(how))}, only as_of."
            raise InvalidValueError(msg)
        return table
    return evidence(table, as_of=as_of, **how)


def _a_scorecard(value: object) -> Scorecard:
    if isinstance(value, Scorecard):
        return value
    msg = f"scorecard must be of type Scorecard, not {shown(value)}."
    raise InvalidValueError(msg)
