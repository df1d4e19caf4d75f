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

KILLS = int(os.environ.get("RELKIT_KILLS", "50"))
SAVER = """
import itertools
import os
import sys
from datetime import date, timedelta
from relkit import Book, Business, Referral
from relkit.serialization import save_book

def version(number):
    book = Book(Business(number))
    for day in range(number % 40):
        book.record("acme", Referral(on=date(2025, 1, 1) + timedelta(days=day)))
    return book

if __name__ == "__main__":
    versions = [version(n) for n in range(40, 80)]
    save_book(sys.argv[1], versions[0])
    for line in sys.stdin:
        child = os.fork()
        if not child:
            for number in itertools.count(int(line)):
                save_book(sys.argv[1], versions[number % len(versions)])
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)
"""


def names_in(folder: Path) -> list[str]:
    """The names of all files of a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_killed_processes_leave_a_whole_file(tmp_path: Path) -> None:
    """However often a saving process is killed: the file is one of its versions, whole.

    ``RELKIT_KILLS=2000 python -m pytest -k killed tests/serialization`` kills more of them.
    """
    script, target = tmp_path / "saver.py", tmp_path / "books" / "book.json"
    script.write_text(SAVER, "utf-8")
    target.parent.mkdir()
    scope: dict[str, Any] = {"__name__": "saver"}
    exec(SAVER, scope)  # noqa: S102 - the text above, to know what it saves
    known = {to_json(scope["version"](n)) for n in range(40, 80)}
    moments, seen, left = random.Random(7), set(), 0  # noqa: S311 - moments, nothing secret
    with Killer(script, target) as killer:
        for number in range(KILLS):
            killer.start_and_kill(number, after=moments.uniform(0, 0.06))
            text = target.read_text("utf-8")

            assert text in known
            assert text == to_json(load_book(target))
            names = names_in(target.parent)
            assert names in (["book.json"], [".book.json.saving", "book.json"])
            seen.add(text)
            left += len(names) > 1
    save_book(target, scope["version"](40))

    assert ["book.json"] == names_in(target.parent)
    assert len(seen) > 1  # they did save
    assert left > 0  # and some were killed in the midst of it


class Killer:
    """A process whose children save for ever, each until it is killed."""

    def __init__(self, script: Path, target: Path) -> None:
        """Start the process; it is warm when its first child starts."""
        command = [sys.executable, str(script), str(target)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def __enter__(self) -> Self:
        """Take part in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.process.communicate()

    def start_and_kill(self, number: int, after: float) -> None:
        """Let a child save for some seconds, its own version first; kill it, see it gone."""
        asked, answered = self.process.stdin, self.process.stdout
        assert asked is not None
        assert answered is not None
        asked.write(f"{number}\n")
        asked.flush()
        child = int(answered.readline())
        time.sleep(after)
        os.kill(child, signal.SIGKILL)

        assert "gone\n" == answered.readline()


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
