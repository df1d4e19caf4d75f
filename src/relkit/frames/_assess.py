"""`evidence`, `traits` and `assess`: what relkit does with events, on whole tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Required, TypedDict

import narwhals.stable.v2 as nw
from typing_extensions import Unpack

from relkit._checks import a_date
from relkit._words import shown
from relkit.assessment import standard_scorecard
from relkit.business import Business
from relkit.errors import InvalidValueError
from relkit.events import STANDARD_EVENT_TYPES, Event
from relkit.frames._counting import Tables, counted
from relkit.frames._engines import gathered_together
from relkit.frames._evidence import FrameEvidence
from relkit.frames._names import Names
from relkit.frames._problems import bad_rows, refuse_bad_rows, refuse_long_spans
from relkit.frames._profiles import con, pro, profiled
from relkit.frames._reading import DayKind, Reading, reading
from relkit.frames._scores import assessed
from relkit.frames._table import read_table
from relkit.scorecard import Scorecard

if TYPE_CHECKING:
    from relkit.frames._engines import Native

__all__ = ["How", "assess", "evidence", "problems", "traits"]


class How(TypedDict, total=False):
    """How a table is read, by keyword; ``evidence`` says what each argument means.

    For functions of your own that hand the arguments on, as ``**how: Unpack[How]``.

    >>> from relkit import Business
    >>> how: How = {"business": Business("harper-law"), "columns": {"party": "customer_id"}}
    >>> sorted(how)
    ['business', 'columns']
    """

    business: Required[Business | Iterable[Business]]
    scorecard: Scorecard | None
    columns: Mapping[str, str | None] | None
    event: str | None
    days: DayKind | None
    by_line: bool
    event_types: Iterable[type[Event]]


def evidence(table: Native, *, as_of: date | None = None, **how: Unpack[How]) -> FrameEvidence:
    """Count a table of events, up to and on ``as_of``: evidence for every relationship in it.

    The table has a row for each event, with the columns ``party``, ``event`` and ``on``, and
    any of ``id``, ``line``, ``currency`` and the fields of the events; what is missing is
    absent, and other columns are left alone. It may come from pandas, Polars (eager or
    lazy), PyArrow, DuckDB, Dask or PySpark: a lazy table stays lazy.

    Args:
        table: the table.
        as_of: events after this day are not counted, but their parties are known.
        how: by keyword:

            - ``business``: whose relationships these are. Several businesses, or one where
              the table has a column ``business``, are told apart by that column.
            - ``scorecard``: whose traits are counted; by default the standard ones.
            - ``columns``: which columns are relkit's, ``{"party": "customer_id"}``; None for
              one that is not to be read, ``{"id": None}``.
            - ``event``: the type of every event, where the table does not say it.
            - ``days``: what the column ``on`` holds where its type does not tell: "local" are
              datetimes that show the business's own clock, "ordinal" and "unix" whole
              numbers of days from 0001-01-01 (as 1) and from 1970-01-01 (as 0). Dates need
              nothing; datetimes with a time zone need the business's.
            - ``by_line``: whether the lines of business of a party stand apart.
            - ``event_types``: the types of events, your own among them.

    Amounts are whole minor units, of the row's ``currency`` or else the business's. Repeats
    of an event with an ``id`` are dropped, as a ``Book`` drops them.

    Raises ``FrameError`` for a table that cannot be read. Where rows are bad an eager table
    raises it with all of them, and with the good ones in ``.good``; a lazy one leaves them
    out and counts them in ``bad_rows``, and ``problems`` shows them. Raises ``SpanError`` for
    an eager table, and ``DeclarationError`` for what cannot be lowered.

    >>> import pandas
    >>> from relkit import Business
    >>> table = pandas.DataFrame({"party": ["acme", "acme"], "on": [738_892, 738_899]})
    >>> firm = Business("harper-law", industry="law")
    >>> found = evidence(table, business=firm, event="consultation", days="ordinal")
    >>> found.periods[["party", "advised"]].values.tolist()
    [['acme', 1]]
    """
    card, names, until = _asked(how, as_of)
    found = read_table(table, _reading(how, names))
    tables = counted(found, names, until)
    if not found.is_lazy:
        parts = (tables.counters, tables.periods, tables.tallies)
        tables = Tables(*gathered_together(parts))
    made = FrameEvidence(
        tables=tables,
        keys=found.keys,
        scorecard=card,
        setups=found.reading.setups,
        names=names,
        is_lazy=found.is_lazy,
        has_statements=found.has_statements,
    )
    if not made.is_lazy:
        refuse_bad_rows(found, made, table)
        refuse_long_spans(made)
    return made


def traits(table: Native | FrameEvidence, *, as_of: date, **how: Unpack[How]) -> Native:
    """Count what speaks for each pole of each trait: one row for each relationship.

    The columns are the keys, ``pro_…`` and ``con_…`` of each trait, and ``bad_rows``. Takes a
    table as ``evidence`` does, or evidence, and raises as it does. From evidence it answers
    for ``as_of`` whatever was counted: the caller vouches for the day.

    >>> import pandas
    >>> from relkit import Business
    >>> table = pandas.DataFrame({"party": ["acme", "acme"], "on": [738_892, 738_899]})
    >>> firm = Business("harper-law", industry="law")
    >>> found = evidence(table, business=firm, event="consultation", days="ordinal")
    >>> traits(found, as_of=date(2024, 2, 1))[["pro_expertise", "con_expertise"]].values.tolist()
    [[1, 0]]
    """
    found, today = _evidence_of(table, as_of, how), a_date(as_of, "as_of").toordinal()
    sides = [side(trait) for trait in found.names.traits.values() for side in (pro, con)]
    columns = [*found.keys, *sides, "bad_rows"]
    return found.native(profiled(found, today, lambda frame: frame.select(*columns)))


def assess(table: Native | FrameEvidence, *, as_of: date, **how: Unpack[How]) -> Native:
    """Assess every relationship in a table of events: one row for each, on a day.

    The columns are the keys, ``label``, ``stage``, ``reason`` (why it is undetermined, or
    nothing), ``leader``, ``runner_up``, ``lead``, ``margin``, each kind's ``score_…``, the
    points of each trait that weighs for a kind (``points_client_tenure``), ``unknown_…`` for
    each trait, and ``bad_rows``. Integers, labels and stages are those of the object path.

    Takes and raises what ``traits`` does.

    >>> import pandas
    >>> from relkit import Business
    >>> table = pandas.DataFrame({"party": ["acme", "acme"], "on": [738_892, 738_899]})
    >>> firm = Business("harper-law", industry="law")
    >>> how = {"business": firm, "event": "consultation", "days": "ordinal"}
    >>> answer = assess(table, as_of=date(2024, 2, 1), **how)
    >>> answer[["party", "label", "stage", "lead"]].values.tolist()
    [['acme', 'client', 'new', 2508]]
    """
    found, today = _evidence_of(table, as_of, how), a_date(as_of, "as_of").toordinal()
    return found.native(profiled(found, today, lambda frame: assessed(found, frame, today)))


def problems(table: Native, **how: Unpack[How]) -> Native:
    """Give the bad rows of a table as relkit reads them, each with a ``field`` at fault.

    A lazy table stays lazy. Takes what ``evidence`` takes; raises ``FrameError`` only for a
    table of which no row can be read.

    >>> import pandas
    >>> from relkit import Business
    >>> table = pandas.DataFrame({"party": ["acme", None], "on": [738_892, 738_899]})
    >>> bad = problems(table, business=Business("shop"), event="purchase", days="ordinal")
    >>> bad["field"].tolist()
    ['party']
    """
    _, names, _ = _asked(how, None)
    found = read_table(table, _reading(how, names))
    frame = bad_rows(found)
    return nw.to_native(frame if found.is_lazy else frame.collect())


def _asked(how: How, as_of: date | None) -> tuple[Scorecard, Names, int | None]:
    card = how.get("scorecard")
    if card is None:
        card = standard_scorecard()
    elif not isinstance(card, Scorecard):
        msg = f"scorecard must be of type Scorecard, not {shown(card)}."
        raise InvalidValueError(msg)
    until = None if as_of is None else a_date(as_of, "as_of").toordinal()
    return card, Names.of(card), until


def _reading(how: How, names: Names) -> Reading:
    unknown = set(how) - How.__annotations__.keys()
    if unknown or "business" not in how:
        msg = f"A table is read with business=… and {sorted(How.__annotations__)}; {shown(how)}."
        raise InvalidValueError(msg)
    return reading(
        how["business"],
        columns=how.get("columns"),
        event=how.get("event"),
        days=how.get("days"),
        by_line=how.get("by_line", False),
        event_types=how.get("event_types", STANDARD_EVENT_TYPES),
        traits=names.traits,
    )


def _evidence_of(table: object, as_of: date, how: How) -> FrameEvidence:
    if not isinstance(table, FrameEvidence):
        return evidence(table, as_of=as_of, **how)
    if how:
        msg = f"Evidence was read before: it takes no {shown(sorted(how))}, only as_of."
        raise InvalidValueError(msg)
    return table
