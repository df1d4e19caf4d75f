"""Books in files: whatever happens during a save, the file is the old or the new one, whole."""

from __future__ import annotations

import copy
import fcntl
import os
import pickle
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
from relkit import Book, Business, Referral
from relkit.errors import InvalidDataError, InvalidValueError, UnwritableValueError
from relkit.serialization import Limits, _files, load_book, save_book, to_json

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

    ``RELKIT_KILLS=2000 python -m pytest tests/serialization/test_serialization_files.py`` kills
    more of them.
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


def test_leftovers_are_taken_away(tmp_path: Path) -> None:
    """What a killed process left, half written, is gone after the next save."""
    left = tmp_path / ".book.json.saving"
    left.write_text("{half", "utf-8")
    save_book(tmp_path / "book.json", book())

    assert ["book.json"] == names_in(tmp_path)


@pytest.mark.parametrize("keep_events", [True, False])
def test_saved_book_is_the_same(tmp_path: Path, keep_events: bool) -> None:
    """A book that was saved, copied or pickled answers as before, and goes its own way."""
    made = book(keep_events=keep_events)
    path = tmp_path / "book.json"
    save_book(str(path), made)

    for again in (load_book(path), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert to_json(made) == to_json(again)
        assert made.parties == again.parties
        assert again.record("eve", Referral(on=book().events("acme")[0].on))
        assert "eve" not in made


def test_repeats_are_still_recognized(tmp_path: Path) -> None:
    """A loaded book drops an event whose id it has seen before it was saved."""
    for keep_events in (True, False):
        made = book(keep_events=keep_events)
        save_book(tmp_path / "book.json", made)
        event = book().events("acme")[0]

        assert not load_book(tmp_path / "book.json").record("acme", event)


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


@pytest.mark.parametrize("step", ["fsync", "replace", "write"])
def test_failed_saves_leave_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever fails before the file is in its place: the old one stays, and nothing is left."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "book.json"
    save_book(path, Book(Business("old")))
    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr(os, "fsync", fail)
        elif step == "replace":
            patch.setattr(Path, "replace", fail)
        else:
            patch.setattr(os, "fdopen", fail)
        with pytest.raises(OSError, match="No space left"):
            save_book(path, Book(Business("new")))

    assert "old" == load_book(path).business.business_id
    assert ["book.json"] == names_in(tmp_path)


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


def test_systems_that_cannot_open_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder cannot be opened, as on Windows, the file is replaced all the same."""
    monkeypatch.delattr(os, "O_DIRECTORY")
    save_book(tmp_path / "book.json", book())

    assert to_json(book()) == to_json(load_book(tmp_path / "book.json"))


def test_what_is_refused(tmp_path: Path) -> None:
    """What is no book is not saved, what cannot be written leaves the file, and none is loaded."""
    path = tmp_path / "book.json"
    save_book(path, book())
    odd = book()
    odd.record(frozenset(), Referral(on=book().events("acme")[0].on))

    with pytest.raises(InvalidValueError, match="saves a Book"):
        save_book(path, {})  # type: ignore[arg-type]  # on purpose
    with pytest.raises(UnwritableValueError, match=r"entries\[3\]\.party"):
        save_book(path, odd)
    assert to_json(book()) == to_json(load_book(path))
    with pytest.raises(InvalidDataError, match="more than 9 bytes"):
        load_book(path, limits=Limits(size=9))
    path.write_text(to_json(Business("x")), "utf-8")
    with pytest.raises(InvalidDataError, match="Book was asked for"):
        load_book(path)
    with pytest.raises(FileNotFoundError):
        load_book(tmp_path / "nowhere.json")
    assert _files.__all__ == ["load_book", "save_book"]
