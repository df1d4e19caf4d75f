"""Books in files where systems differ: killed processes, locks, permissions and links."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

import pytest

from golden_examples import book
from relkit import Book, Business
from relkit.serialization import load_book, save_book, to_json

fcntl = pytest.importorskip("fcntl", reason="Windows has no fork, no flock and other permissions")

KILLS = int(os.environ.get("RELKIT_KILLS", "20"))
SAVER = """
import os
import signal
import sys
from datetime import date, timedelta
from itertools import count
from relkit import Book, Business, Referral, Scorecard
from relkit.serialization import _files, save_book
from relkit.traits import STANDARD_TRAITS

CARD = Scorecard(traits=STANDARD_TRAITS[:1])
VERSIONS = 60

def version(number):
    book = Book(Business(number), scorecard=CARD)
    for day in range(number % VERSIONS):
        book.record("acme", Referral(on=date(2025, 1, 1) + timedelta(days=day)))
    return book

def save_for_ever(path, number):
    for later in count(number):
        save_book(path, versions[later % VERSIONS])

def save_up_to_line(path, number):
    left = number

    def at_line(frame, event, _):
        nonlocal left
        left -= event == "line"
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return at_line

    def at_call(frame, event, _):
        return at_line if frame.f_code.co_filename == _files.__file__ else None

    sys.settrace(at_call)
    save_book(path, versions[(number + 1) % VERSIONS])
    sys.settrace(None)

if __name__ == "__main__":
    versions = [version(n) for n in range(VERSIONS)]
    save = {"lines": save_up_to_line, "ever": save_for_ever}[sys.argv[1]]
    save_book(sys.argv[2], versions[0])
    for line in sys.stdin:
        child = os.fork()
        if not child:
            save(sys.argv[2], int(line))
            os._exit(0)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def names_in(folder: Path) -> list[str]:
    """The names of all files of a folder."""
    return sorted(path.name for path in folder.iterdir())


class Saver:
    """A process whose children save a book, each until it is killed."""

    def __init__(self, folder: Path, manner: str) -> None:
        """Start the process; it is warm when its first child starts."""
        self.target = folder / "books" / "book.json"
        self.target.parent.mkdir()
        script = folder / "saver.py"
        script.write_text(SAVER, "utf-8")
        pipe, command = subprocess.PIPE, [sys.executable, str(script), manner, str(self.target)]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        scope: dict[str, Any] = {"__name__": "saver"}
        exec(SAVER, scope)  # noqa: S102 - the text above, to know what it saves
        self.known = {to_json(scope["version"](n)): n for n in range(scope["VERSIONS"])}

    def __enter__(self) -> Self:
        """Take part in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.process.communicate()

    def start(self, number: int) -> int:
        """Let a child save, some version first; give its process id."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        return self._answer()

    def ended(self) -> int:
        """Wait for the end of a child; give its exit code, below zero where it was killed."""
        return self._answer()

    def _answer(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def found(self) -> tuple[int, bool]:
        """Give the version in the file, which is whole, and whether anything else was left."""
        text = self.target.read_text("utf-8")

        assert text == to_json(load_book(self.target))
        names = names_in(self.target.parent)
        assert names in (["book.json"], [".book.json.saving", "book.json"])
        return self.known[text], len(names) > 1


def test_processes_killed_at_any_line_leave_a_whole_file(tmp_path: Path) -> None:
    """Killed at each line of the code that saves, one after the other: the old file or the new."""
    versions, leftovers = [0], []
    with Saver(tmp_path, "lines") as saver:
        killed = True
        while killed:
            line = len(versions) - 1
            saver.start(line)
            killed = saver.ended() == -signal.SIGKILL
            version, is_left = saver.found()

            assert version in {versions[-1], line + 1}
            versions.append(version)
            leftovers.append(is_left)

    assert len(versions) > 20  # as many lines there are, at least
    assert any(leftovers)  # some were killed while they wrote
    assert line + 1 == version
    assert not leftovers[-1]


def test_processes_killed_at_any_moment_leave_a_whole_file(tmp_path: Path) -> None:
    """However often a saving process is killed: the file is one of its versions, whole.

    ``RELKIT_KILLS=2000 python -m pytest -k killed tests/serialization`` kills more of them.
    """
    moments, seen = random.Random(7), set()  # noqa: S311 - moments, nothing secret
    with Saver(tmp_path, "ever") as saver:
        for number in range(KILLS):
            child = saver.start(number)
            before = saver.target.stat()
            while saver.target.stat() == before:  # until it has saved once
                time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)

            assert -signal.SIGKILL == saver.ended()
            seen.add(saver.found()[0])

    assert len(seen) > 1  # they did save


def test_permissions_stay(tmp_path: Path) -> None:
    """A file keeps its permissions; a new one gets those that are usual."""
    path, usual = tmp_path / "book.json", tmp_path / "usual"
    usual.touch()
    save_book(path, book())
    assert usual.stat().st_mode == path.stat().st_mode

    path.chmod(0o640)
    save_book(path, book())
    assert 0o640 == path.stat().st_mode & 0o777


def test_links_stay(tmp_path: Path) -> None:
    """Where the path is a symbolic link, the file behind it is replaced."""
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    save_book(real, Book(Business("old")))
    link.symlink_to(real)
    save_book(link, Book(Business("new")))

    assert link.is_symlink()
    assert "new" == load_book(real).business.business_id


def test_file_and_folder_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content is synced before it is put in place, and the folder after."""
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda number: (steps.append("sync"), sync(number)))
    monkeypatch.setattr(Path, "replace", lambda a, b: (steps.append("replace"), replace(a, b)))
    save_book(tmp_path / "book.json", book())

    assert ["sync", "replace", "sync"] == steps


def test_savers_wait_for_each_other(tmp_path: Path) -> None:
    """While one process holds the folder, another waits; both saves are whole."""
    path = tmp_path / "book.json"
    number = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(number, fcntl.LOCK_EX)
    waiting = threading.Thread(target=save_book, args=(path, book()))
    waiting.start()
    waiting.join(0.2)

    assert waiting.is_alive()
    assert [] == names_in(tmp_path)
    os.close(number)
    waiting.join()
    assert ["book.json"] == names_in(tmp_path)
