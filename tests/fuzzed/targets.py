"""What is fuzzed: the doors that take anything from outside, each with what must hold of it.

A target takes one value. What its door makes of the value is looked at as far as a user
would go; whatever but a ``RelkitError`` comes out, is a finding. `tools/fuzz.py` makes the
values, and the cases beside this file are kept as tests.
"""

from __future__ import annotations

import importlib.util
from datetime import date
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from relkit.book import Book
from relkit.business import Business
from relkit.errors import FrameError, RecordsError, RelkitError, RelkitWarning
from relkit.events import event_from_record, events_from_records
from relkit.money import Money
from relkit.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["TARGETS", "outcome"]

SHOP = Business("shop", currency="EUR", time_zone="Europe/Berlin")
LONGEST_LINE = 1500  # no message repeats all of what it was given
MOST_LINES = 50


def read_money(value: object) -> None:
    """Read money; what was read is exact, so that its own text gives it again."""
    money = Money.of(value)
    if money.currency.is_listed:
        assert money == Money.of(str(money))
    assert money == Money.from_minor_units(money.minor_units, money.currency)
    assert money.minor_units == sum(part.minor_units for part in money.split(3))


def read_rows(value: list[object]) -> None:
    """Read rows; every row is good or named, what is good can be recorded and assessed."""
    refused: RecordsError | None = None
    try:
        good = events_from_records(value, business=SHOP)
    except RecordsError as error:
        refused, good = error, error.events
    bad = {problem.position for problem in refused.problems} if refused else set()
    assert len(value) == len(good) + len(bad)
    assert all(is_readable(str(problem)) for problem in (refused.problems if refused else ()))
    for event in good:
        assert event is event_from_record(event)
    for keep_events in (True, False):
        record_each(good, keep_events=keep_events)
    if refused:
        raise refused


def record_each(good: tuple[object, ...], *, keep_events: bool) -> None:
    """Record events, and let the book tell what it knows."""
    book = Book(SHOP, keep_events=keep_events)
    for event in good:
        said = ""
        try:
            book.record("ann" if event.party is None else event.party, event)
        except RelkitError as refused:
            said = str(refused)
        assert is_readable(said)
    for answer in book.assess_all(as_of=date.max).values():
        assert answer.explain()


def read_frame(value: Mapping[str, Any]) -> None:
    """Read a table; every row is counted or named, and the good ones are read without the bad."""
    from relkit.frames import evidence, problems  # noqa: PLC0415 - needs an extra

    table = table_of(value)
    how = {"business": SHOP, **value.get("how", {})}
    refused: FrameError | None = None
    try:
        found = evidence(table, **how)
    except FrameError as error:
        refused = error
    if refused is None:
        assert len(problems(table, **how)) == 0
        assert len(found.counters) <= len(table)
        return
    bad = {problem.position for problem in refused.problems}
    if bad:
        assert len(table) == len(refused.good) + len(bad)
        assert len(bad) == len(problems(table.lazy(), **how).collect())
        evidence(refused.good, **how)
    raise refused


def table_of(value: Mapping[str, Any]) -> Any:
    """Make a Polars frame of columns, each of them a type and plain values."""
    import polars as pl  # noqa: PLC0415 - the core is fuzzed without it

    types: dict[str, tuple[Any, Any]] = {  # what plain values are read as, and what they become
        "whole": (pl.Int64, pl.Int64),
        "small": (pl.Int64, pl.Int8),
        "unsigned": (pl.Int128, pl.UInt64),
        "wide": (pl.Int128, pl.Int128),
        "real": (pl.Float64, pl.Float64),
        "single": (pl.Float64, pl.Float32),
        "truth": (pl.Boolean, pl.Boolean),
        "words": (pl.String, pl.String),
        "category": (pl.String, pl.Categorical),
        "bytes": (pl.String, pl.Binary),
        "decimal": (pl.Int64, pl.Decimal(20, 2)),
        "date": (pl.Int32, pl.Date),
        "local": (pl.Int64, pl.Datetime("us")),
        "instant": (pl.Int64, pl.Datetime("us", "UTC")),
        "duration": (pl.Int64, pl.Duration("us")),
        "several": (pl.List(pl.Int64), pl.List(pl.Int64)),
        "void": (pl.Null, pl.Null),
    }
    columns: list[Any] = []
    for name, (kind, values) in value["columns"].items():
        given, wanted = types[kind]
        columns.append(
            pl.Series(name, values, dtype=given, strict=False).cast(wanted, strict=False)
        )
    return pl.DataFrame(columns)


def is_readable(message: str) -> bool:
    """Tell whether a message is short, and holds nothing that a terminal would obey."""
    lines = message.split("\n")
    plain = all(line.isprintable() for line in lines)
    return plain and len(lines) <= MOST_LINES and max(map(len, lines)) <= LONGEST_LINE


def read_json(value: str) -> None:
    """Read JSON; what was read is written, and then read as the same text."""
    from relkit.serialization import from_json, to_json  # noqa: PLC0415 - needs an extra

    text = to_json(from_json(value))

    assert text == to_json(from_json(text))


def read_table(value: str) -> None:
    """Read a decision table; the playbook shows itself, and knows its gaps."""
    playbook = Playbook.from_table(value)

    assert str(playbook) or not playbook.entries
    assert isinstance(playbook.to_table().to_csv(), str)


TARGETS: dict[str, Callable[[object], None]] = {"money": read_money, "rows": read_rows}
if importlib.util.find_spec("relkit.serialization") and importlib.util.find_spec("cattrs"):
    TARGETS["json"] = read_json
if hasattr(Playbook, "from_table"):
    TARGETS["table"] = read_table
if importlib.util.find_spec("narwhals") and importlib.util.find_spec("polars"):
    TARGETS["frame"] = read_frame


def outcome(target: str, value: object) -> str:
    """Give the name of the error that a target answers a value with, or ``passes``."""
    name, said = "passes", ""
    try:
        with catch_warnings():
            simplefilter("ignore", RelkitWarning)  # what is read with a warning is read
            TARGETS[target](value)
    except RelkitError as refused:
        name, said = type(refused).__name__, str(refused)
    assert is_readable(said), said
    assert (name == "passes") == (not said)
    return name
