"""Bad rows: found by expressions in any engine, told in the words of the object path."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit._values import plain
from relkit._words import listed, mend, shown
from relkit.errors import FrameError, SpanError
from relkit.events import Event, RecordProblem, Statement
from relkit.events._reader import Fault, Reader
from relkit.evidence import PERIODS_MOST
from relkit.frames._conditions import Conditions
from relkit.frames._days import DAY
from relkit.frames._engines import gathered, rows_of
from relkit.frames._fields import raw
from relkit.frames._rows import BAD, faults, prepared
from relkit.frames._sorts import VALUE_MOST
from relkit.frames._table import ROW

if TYPE_CHECKING:
    from relkit.frames._engines import Frame, Native
    from relkit.frames._evidence import FrameEvidence
    from relkit.frames._table import Table

__all__ = ["bad_rows", "refuse_bad", "refuse_bad_rows", "refuse_long_spans"]

_FAULT: Final = "_fault_"
_SHOWN: Final = 20


def bad_rows(table: Table) -> Frame:
    """Give the bad rows as relkit reads them, with the first field at fault in each."""
    first: Any = nw.lit("id")
    found = faults(table)
    for name, fault in reversed(found.items()):
        first = nw.when(fault).then(nw.lit(name)).otherwise(first)
    rows = prepared(table, Conditions(table.fields), None)
    rows = rows.with_columns(first.alias("field")).filter(nw.col(BAD) == 1)
    given = [name for name in ("business", "party", "line", "event", "on") if table.has(name)]
    fields = {name: nw.col(raw(name)) for name in table.fields.sorts if name not in given}
    return rows.select("field", *given, **fields)


def refuse_bad_rows(table: Table, evidence: FrameEvidence, given: Native) -> None:
    """Raise ``FrameError`` with every fault of every bad row, and the table without those rows."""
    if not len(gathered(evidence.tables.counters.filter(nw.col("bad_rows") > 0))):
        return
    refuse_bad(table, prepared(table, Conditions(table.fields), None), given)


def refuse_bad(table: Table, rows: Frame, given: Native) -> None:
    """Raise ``FrameError`` where any of these prepared rows is bad."""
    told = {f"{_FAULT}{name}": fault for name, fault in faults(table).items()}
    bad = rows_of(rows.filter(nw.col(BAD) == 1).with_columns(**told))
    if not bad:
        return
    good: nw.DataFrame[Any] = nw.from_native(given, eager_only=True)
    bad.sort(key=lambda row: row[ROW])
    problems = [problem for row in bad for problem in _problems(table, row)]
    at_fault = {row[ROW] for row in bad}
    left = good.filter([number not in at_fault for number in range(len(good))])
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    lines = [f"{count} in the table; {len(left)} good rows in .good"]
    lines += [f"  {problem}" for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"  … and {len(problems) - _SHOWN} more")
    raise FrameError("\n".join(lines), tuple(problems), nw.to_native(left))


def _problems(table: Table, row: dict[str, Any]) -> list[RecordProblem]:
    """Let the object path say what is wrong, and add what only a table can get wrong."""
    faults_found: list[Fault] = []
    kinds = {s.kind.tag: s.kind for s in table.reading.shapes if s.kind is not Statement}
    types: dict[str, type[Event]] = {
        tag: kind for tag, kind in kinds.items() if issubclass(kind, Event)
    }
    Reader(types, None).read(_record(table, row), faults_found)
    said = {field for field, _ in faults_found}
    flagged = [name[len(_FAULT) :] for name, bad in row.items() if name.startswith(_FAULT) and bad]
    if None not in said:
        more = (name for name in flagged if name not in said)
        faults_found += [(name, _said(table, name, row)) for name in more]
    if not faults_found:
        faults_found.append(("id", _said(table, "id", row)))
    return [RecordProblem(row[ROW], field, message) for field, message in faults_found]


def _record(table: Table, row: dict[str, Any]) -> dict[str, object]:
    """Give a row as the record that it stands for."""
    record: dict[str, object] = {"event": table.reading.event or plain(row.get("event"))}
    record["on"] = date.fromordinal(row[DAY]) if row[DAY] > 0 else plain(row["on"])
    for name, sort in table.fields.sorts.items():
        value = plain(row[raw(name)])
        whole = sort == "real" and isinstance(value, float) and value.is_integer()
        if value is not None:
            record[name] = int(value) if whole and isinstance(value, float) else value
    return record


def _said(table: Table, name: str, row: dict[str, Any]) -> str:  # noqa: PLR0911 - one for each
    """Say what only a table can get wrong."""
    value = plain(row.get(name, row.get(raw(name))))
    match name:
        case "party":
            return "is missing: each record must name its party."
        case "business":
            known = [each for ids in table.reading.setups.ids for each in ids]
            return f"{shown(value)} is none of the businesses given: {shown(known)}."
        case "id":
            return (
                f"the event id {shown(value)} stands for several events with other content. "
                "Give each event an id of its own."
            )
        case "line":
            return "must be text that is not empty."
        case "currency":
            return f"{shown(value)} is no currency of ISO 4217, and none of the businesses'."
        case "trait":
            return f"{shown(value)} is not scored. {mend(value, table.reading.traits)}"
        case _:
            return f"{shown(value)} is no whole number that a table may hold: at most {VALUE_MOST}."


def refuse_long_spans(evidence: FrameEvidence) -> None:
    """Raise ``SpanError`` for a relationship whose flags span more periods than evidence holds."""
    spanned = nw.col("last_period") - nw.col("first_period") + 1
    counters = evidence.tables.counters.with_columns(spanned.alias("_span"))
    long = gathered(counters.filter(nw.col("_span") > PERIODS_MOST).select(*evidence.keys, "_span"))
    if not len(long):
        return
    *key, span = long.row(0)
    msg = (
        f"The records of {listed(map(shown, key), 'and')} span {span} periods; at most "
        f"{PERIODS_MOST} are held. Check the dates, or choose a longer period_days."
    )
    raise SpanError(msg)
