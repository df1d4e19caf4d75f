"""Books in files: whatever happens during a save, the file is the old or the new one, whole."""

from __future__ import annotations

import copy
import os
import pickle
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from golden_examples import book
from relkit import Book, Business, Referral
from relkit.errors import InvalidDataError, InvalidValueError, UnwritableValueError
from relkit.serialization import Limits, _files, load_book, save_book, to_json

DIRECTORY = getattr(os, "O_DIRECTORY", 0)


def names_in(folder: Path) -> list[str]:
    """The names of all files of a folder."""
    return sorted(path.name for path in folder.iterdir())


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


def test_systems_that_hold_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder can be opened, it is locked before the file is written, and synced after."""
    steps: list[str] = []
    there = tmp_path / "folder"
    there.touch()
    opened = os.open

    def open_any(path: Path, flags: int, mode: int = 0o777) -> int:
        return opened(there if path == tmp_path else path, flags & ~DIRECTORY, mode)

    lock = SimpleNamespace(LOCK_EX=2, flock=lambda *_: steps.append("lock"))
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "O_DIRECTORY", DIRECTORY, raising=False)
    monkeypatch.setattr(os, "open", open_any)
    monkeypatch.setitem(sys.modules, "fcntl", lock)
    monkeypatch.setattr(os, "fsync", lambda number: (steps.append("sync"), sync(number)))
    monkeypatch.setattr(Path, "replace", lambda a, b: (steps.append("replace"), replace(a, b)))
    save_book(tmp_path / "book.json", book())

    assert ["lock", "sync", "replace", "sync"] == steps
