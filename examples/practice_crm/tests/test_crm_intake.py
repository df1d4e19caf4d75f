"""Records coming in: every bad row is reported with its place, and no good one is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import attrs
import pytest
from practice_crm import intake
from practice_crm.store import book_of, business_of, opened, party_of
from practice_crm.tables import Party, Record

from conftest import HOSTILE, PACKAGE, Crm
from relkit import Statement, events_from_records
from relkit.events import STANDARD_EVENT_TYPES

TALK = {"party": "acme", "event": "consultation", "on": "2025-01-09", "minutes": 90}


def written(path: Path, *lines: str) -> str:
    """Write a file of lines; give its name."""
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


def test_bad_lines_are_reported_and_good_ones_stored(crm: Crm, tmp_path: Path) -> None:
    """Of a file with faults every fault has its line, and every good line is a record."""
    lines = [
        json.dumps(TALK),
        "{not json",
        json.dumps({**TALK, "event": "consultatoin"}),
        "",
        '["a list"]',
        json.dumps({**TALK, "party": None}),
        json.dumps({**TALK, "on": "2025-13-01", "minutes": -1}),
        json.dumps({**TALK, "party": "bolt"}),
    ]

    status, out, err = crm.run("record", "--file", written(tmp_path / "log.jsonl", *lines))

    assert 1 == status
    assert "2 new, 0 known before, 6 problems\n" == out
    places = [line.split(":")[0].split(",")[0] for line in err.splitlines()]
    assert ["line 2", "line 3", "line 5", "line 6", "line 7", "line 7"] == places
    assert "Did you mean 'consultation'?" in err
    assert 2 == crm.count(Record)


def test_csv_is_read_by_the_names_of_its_columns(crm: Crm, tmp_path: Path) -> None:
    """A CSV row is the record that its JSON twin is: flags, numbers and shares are typed."""
    head = "party,event,on,minutes,amount,standard,discount,served_by"
    lines = ["acme,consultation,2025-01-09,90,,,,7", "007,purchase,2025-01-10,,4900,yes,0.25,"]
    name = written(tmp_path / "log.CSV", "\ufeff" + head, *lines)

    crm.ok("record", "--file", name)

    with opened(crm.path) as session:
        stored = [record.content for record in session.query(Record).order_by(Record.number)]
    assert {**TALK, "served_by": "7"} == stored[0]
    expected = {"party": "007", "event": "purchase", "on": "2025-01-10", "amount": 4900}
    assert {**expected, "standard": True, "discount": 0.25} == stored[1]


def test_csv_cells_may_hold_any_text(crm: Crm, tmp_path: Path) -> None:
    """Line breaks in quotes, and signs that only some take for line breaks, stay in their cell."""
    topic = "two\nlines, one\u2028sign"
    lines = ["party,event,on,topic", f'acme,consultation,2025-01-09,"{topic}"']
    unquoted = "acme,consultation,2025-01-10,a\x0bb\x85c"

    crm.ok("record", "--file", written(tmp_path / "log.csv", *lines, unquoted))

    with opened(crm.path) as session:
        topics = [record.content["topic"] for record in session.query(Record)]
    assert [topic, "a\x0bb\x85c"] == topics


def test_bad_csv_rows_are_reported(crm: Crm, tmp_path: Path) -> None:
    """A row with too many values, a number that is none, a huge cell: each names its line."""
    lines = [
        "party,event,on,minutes",
        "acme,consultation,2025-01-09,90,extra",
        "acme,consultation,2025-01-09,ninety",
        f"acme,consultation,2025-01-09,{'9' * 140_000}",
        "acme,consultation,2025-01-10",
    ]

    status, out, err = crm.run("record", "--file", written(tmp_path / "log.csv", *lines))

    assert (1, "1 new, 0 known before, 3 problems\n") == (status, out)
    assert ["line 2", "line 3", "line 4"] == [line[:6] for line in err.splitlines()]


def test_every_typed_field_of_relkit_is_typed_here() -> None:
    """CSV knows which of the standard fields are flags, numbers and shares."""
    fields = {
        field.alias or field.name: str(field.type)
        for kind in (*STANDARD_EVENT_TYPES, Statement)
        for field in attrs.fields(kind)
    }
    flags = {name for name, kind in fields.items() if kind.startswith("bool")}
    numbers = {name for name, kind in fields.items() if kind.startswith("int")}
    shares = {name for name, kind in fields.items() if kind.startswith("Share")}

    assert flags == intake._FLAGS
    assert numbers | {"amount"} == intake._NUMBERS
    assert shares == intake._SHARES


def test_rows_with_ids_are_stored_once(crm: Crm) -> None:
    """The sample given twice is stored once, as all its rows carry an id."""
    name = str(PACKAGE / "sample.jsonl")
    rows = len(Path(name).read_text("utf-8").splitlines())

    first = crm.ok("record", "--file", name)
    second = crm.ok("record", "--file", name)

    assert f"{rows} new, 0 known before\n" == first
    assert f"0 new, {rows} known before\n" == second


@pytest.mark.parametrize("change", [{"minutes": 30}, {"party": "bolt"}, {"line": "tax"}])
def test_one_id_is_one_record(crm: Crm, change: dict[str, object]) -> None:
    """The same id with other content, another party or line is refused, and nobody is added."""
    crm.record(**TALK, id="t1")
    other = {**TALK, "id": "t1", **change}

    status, _, err = crm.run("record", *(f"{name}={value}" for name, value in other.items()))

    assert 1 == status
    assert "t1" in err
    assert (1, 1) == (crm.count(Record), crm.count(Party))


@pytest.mark.parametrize("party", ["", "x" * 201, "\ud800", "a\0b", 7, True, ["a"], {"a": 1}])
def test_ids_that_cannot_be_stored(crm: Crm, tmp_path: Path, party: object) -> None:
    """An id that is no text of the file is a problem of its row, and never an exception."""
    lines = [json.dumps({**TALK, "party": party}), json.dumps(TALK)]

    status, out, err = crm.run("record", "--file", written(tmp_path / "log.jsonl", *lines))

    assert (1, "1 new, 0 known before, 1 problem\n") == (status, out)
    assert "line 1" in err
    assert 1 == crm.count(Party)


def test_line_that_cannot_be_stored(crm: Crm, tmp_path: Path) -> None:
    """A line of business that is no text of the file is a problem of its row."""
    name = written(tmp_path / "log.jsonl", json.dumps({**TALK, "line": "\udfff"}))

    status, _, err = crm.run("record", "--file", name)

    assert 1 == status
    assert "line 1: line:" in err


@pytest.mark.parametrize("party", HOSTILE)
def test_hostile_names_are_kept_as_they_are(crm: Crm, party: str) -> None:
    """Whatever a party calls itself is stored and read back unchanged."""
    crm.record(party, "consultation", "2025-01-09", topic=party)

    with opened(crm.path) as session:
        found = party_of(session, party)
        (event,) = book_of(business_of(session), found).events(party)
    assert (party, party) == (found.name, event.topic)


def test_what_is_stored_is_read_back(crm: Crm) -> None:
    """Events come back from the file equal to those that relkit read from the records."""
    sample = PACKAGE / "sample.jsonl"
    rows = [json.loads(line) for line in sample.read_text("utf-8").splitlines()]
    crm.ok("record", "--file", str(sample))

    with opened(crm.path) as session:
        business = business_of(session)
        stored = [
            event
            for party in session.query(Party)
            for event in book_of(business, party).events(party.party_id)
        ]
    expected = events_from_records(rows, business=business)
    assert sorted(map(repr, expected)) == sorted(map(repr, stored))


def test_day_of_an_instant(tmp_path: Path) -> None:
    """An aware instant becomes the day that it was at the business."""
    crm = Crm(tmp_path / "tokyo.sqlite")
    crm.ok("init", "shop", "--time-zone", "Asia/Tokyo")

    crm.record("ann", "purchase", "2025-01-07T20:00:00+00:00")

    with opened(crm.path) as session:
        assert [date(2025, 1, 8)] == [record.on for record in session.query(Record)]


def test_file_that_cannot_be_read(crm: Crm, tmp_path: Path) -> None:
    """A file that is missing, or no text, is named."""
    binary = tmp_path / "log.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")

    for path in (binary, tmp_path / "none.jsonl"):
        status, _, err = crm.run("record", "--file", str(path))

        assert 1 == status
        assert path.name in err
