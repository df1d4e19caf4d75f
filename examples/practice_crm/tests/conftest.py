"""The application as its tests use it: a file of its own for each, and the command line."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PACKAGE.parent))

from practice_crm.cli import main  # noqa: E402 - found only below the line above
from practice_crm.store import opened  # noqa: E402 - as above
from practice_crm.tables import Due, Party, Record, Result  # noqa: E402 - as above

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../etc/passwd",
    "index",
    "Müller & Söhne",
    "a\u202egpj.exe",
    "two\nlines\x1b[31m",
    "'; DROP TABLE parties; --",
    "名前" * 60,
]


class Crm:
    """One practice: its file, and the command line run against it."""

    def __init__(self, path: Path) -> None:
        """Point to a file, whether it is there yet or not."""
        self.path = path

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run a command; give its status and what it printed."""
        with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            status = main(["--db", str(self.path), *words])
        return status, out.getvalue(), err.getvalue()

    def ok(self, *words: str) -> str:
        """Run a command that must succeed; give what it printed."""
        status, out, err = self.run(*words)

        assert (0, "") == (status, err)
        return out

    def record(self, party: str, event: str, on: date | str, **fields: object) -> None:
        """Store one record."""
        said = [f"{name}={value}" for name, value in fields.items()]
        self.ok("record", f"party={party}", f"event={event}", f"on={on}", *said)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Give everything that nights wrote, to be compared."""
        with opened(self.path) as session:
            return {
                table.__tablename__: sorted(
                    tuple(
                        repr(getattr(row, column.name))
                        for column in table.__table__.columns
                        if column.name != "number"
                    )
                    for row in session.query(table)
                )
                for table in (Result, Due)
            }

    def count(self, table: type[Party | Record | Result | Due]) -> int:
        """Count the rows of a table."""
        with opened(self.path) as session:
            return session.query(table).count()


def opened_practice(path: Path) -> Crm:
    """Make the file of a law practice with nobody in its book."""
    made = Crm(path)
    made.ok("init", "harper-law", "--industry", "law", "--currency", "EUR")
    return made


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    """A law practice with nobody in its book."""
    return opened_practice(tmp_path / "practice.sqlite")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a practice with the sample in its book, and two nights assessed."""
    crm = opened_practice(tmp_path_factory.mktemp("sample") / "practice.sqlite")
    crm.ok("record", "--file", str(PACKAGE / "sample.jsonl"))
    crm.ok("party", "acme", "--name", "Acme Works", "--owner", "harper", "--fee", "150000")
    crm.ok("party", "Müller & Söhne", "--line", "tax", "--owner", "lind", "--fee", "60000")
    crm.ok("consent", "acme", "email", "--on", "2025-03-01")
    rule = ["--by", "harper", "--on", "2025-08-01", "--reason", "it begins in September"]
    crm.ok("rule", "gale", "client", *rule)
    crm.ok("assess", "--as-of", "2025-08-31")
    crm.record("fjord", "consultation", "2025-09-01", minutes=60, served_by="lind")
    crm.ok("assess", "--as-of", "2025-09-01")
    return crm.path


@pytest.fixture
def sampled(sample: Path, tmp_path: Path) -> Crm:
    """That practice, in a file of the test's own."""
    return Crm(Path(shutil.copy(sample, tmp_path / "practice.sqlite")))


@pytest.fixture
def environment() -> dict[str, str]:
    """What a process of its own needs to find the application and relkit."""
    found = os.pathsep.join([str(PACKAGE.parent), *filter(None, sys.path)])
    return {**os.environ, "PYTHONPATH": found, "PYTHONIOENCODING": "utf-8"}
