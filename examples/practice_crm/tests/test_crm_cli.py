"""The command line: what it says when it is asked for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from practice_crm.tables import Party, Record

from conftest import Crm


def test_init_never_overwrites(crm: Crm) -> None:
    """A file that is there is not made anew."""
    before = crm.path.read_bytes()

    status, _, err = crm.run("init", "other")

    assert 1 == status
    assert "is there already" in err
    assert before == crm.path.read_bytes()


def test_init_with_a_wrong_currency(tmp_path: Path) -> None:
    """A currency that is none is refused, and no file is left behind."""
    crm = Crm(tmp_path / "new.sqlite")

    status, _, err = crm.run("init", "shop", "--currency", "EURO")

    assert 1 == status
    assert "EURO" in err
    assert not crm.path.exists()


def test_no_file(tmp_path: Path) -> None:
    """Without a file the command says how to make one."""
    status, _, err = Crm(tmp_path / "none.sqlite").run("parties")

    assert 1 == status
    assert "init NAME" in err


def test_file_that_is_no_database(tmp_path: Path) -> None:
    """A file of something else is named, and left as it is."""
    path = tmp_path / "letter.sqlite"
    path.write_text("Dear Sir, " * 500, "utf-8")

    status, _, err = Crm(path).run("parties")

    assert 1 == status
    assert "cannot be used" in err
    assert "Dear Sir, " * 500 == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["record", "party"], "NAME=VALUE"),
        (["consent", "nobody", "email", "--on", "2025-01-01"], "no party 'nobody'"),
        (["rule", "nobody", "client", "--by", "h", "--on", "2025-01-01", "--reason", "r"], "no p"),
        (["due", "--until", "2025-01-01"], "assess --as-of"),
    ],
)
def test_refused(crm: Crm, words: list[str], said: str) -> None:
    """What cannot be done is said in one line, with status 1."""
    status, out, err = crm.run(*words)

    assert (1, "") == (status, out)
    assert said in err
    assert 1 == len(err.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["asess"],
        ["record"],
        ["assess", "--as-of", "yesterday"],
        ["party", "a\ud800"],
        ["party", "acme", "--fee", "many"],
    ],
)
def test_misspelled(crm: Crm, words: list[str]) -> None:
    """A command line that cannot be read ends with status 2."""
    with pytest.raises(SystemExit) as ended:
        crm.run(*words)

    assert 2 == ended.value.code


def test_wrong_ruling(crm: Crm) -> None:
    """A ruling of no kind, of no line, or that ends before it begins is refused by relkit."""
    crm.record("acme", "consultation", "2025-01-09")
    rest = ["--by", "h", "--on", "2025-01-10", "--reason", "r"]

    for words in (["cleint"], ["client", "--line", "tax"], ["client", "--until", "2025-01-10"]):
        status, _, err = crm.run("rule", "acme", words[0], *rest, *words[1:])

        assert 1 == status
        assert err


def test_failed_command_changes_nothing(crm: Crm) -> None:
    """A record by hand that is bad adds neither itself nor its party."""
    status, _, err = crm.run("record", "party=acme", "event=purchase", "on=2025-02-30")

    assert 1 == status
    assert "the record, on" in err
    assert (0, 0) == (crm.count(Record), crm.count(Party))


def test_due_beyond_the_plans(sampled: Crm) -> None:
    """What lies beyond the plans is not called empty: it is refused, with the day they reach."""
    status, out, err = sampled.run("due", "--until", "2027-01-01")

    assert (1, "") == (status, out)
    assert "Plans reach to 2026-02-27" in err


def test_terms_are_changed_one_by_one(sampled: Crm) -> None:
    """A new owner leaves the fee as it is."""
    sampled.ok("party", "acme", "--owner", "lind")
    sampled.ok("assess", "--as-of", "2025-09-02")

    assert "retainer EUR 1500.00" in sampled.ok("due", "--until", "2025-10-10")


def test_printed_names_do_not_steer_the_terminal(crm: Crm) -> None:
    """A name with escape codes or line breaks prints as one plain line."""
    crm.record("a\x1b[31m\nb", "consultation", "2025-01-09")
    crm.ok("assess", "--as-of", "2025-01-10")

    assert "a\ufffd[31m\ufffdb: all: client, new\n" == crm.ok("parties")
