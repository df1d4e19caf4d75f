"""Books in files: what is there is always whole, the old one or the new one."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from typing import TYPE_CHECKING

from relkit._words import shown
from relkit.book import Book
from relkit.errors import InvalidValueError
from relkit.serialization._documents import checked_limits, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Generator

    from relkit.serialization._limits import Limits
    from relkit.serialization._registry import Registry

__all__ = ["load_book", "save_book"]

_PRIVATE = 0o600
_USUAL = 0o666


def save_book(
    path: str | os.PathLike[str], book: Book, *, registry: Registry | None = None
) -> None:
    """Save a book in a file, so that at any moment the file is the old one or the new, whole.

    The book is written to ``.<name>.saving`` in the same folder, brought to the disk, and put in
    the file's place in one step, which is brought to the disk as well. A process that is killed
    leaves at most that one file behind, and the next save takes it away. Processes that save
    into one folder wait for each other (not on Windows). The file keeps its permissions; where
    the path is a symbolic link, the file that it leads to is replaced and the link stays.

    Raises ``UnwritableValueError`` as ``to_data``, ``InvalidValueError`` for anything but a book,
    and ``OSError`` where the folder cannot be written; the file is then as it was.

    >>> import tempfile
    >>> from relkit import Business
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_book(f"{folder}/book.json", Book(Business("harper-law")))
    ...     load_book(f"{folder}/book.json").business.business_id
    'harper-law'
    """
    if not isinstance(book, Book):
        msg = f"save_book saves a Book, not {shown(book)}; for other values see to_json."
        raise InvalidValueError(msg)
    content = to_json(book, registry=registry).encode()
    _replace(Path(os.path.realpath(path)), content)


def load_book(
    path: str | os.PathLike[str],
    *,
    registry: Registry | None = None,
    limits: Limits | None = None,
) -> Book:
    """Load the book that ``save_book`` saved.

    Raises ``InvalidDataError`` and ``UnknownVersionError`` as ``from_json``, and ``OSError`` where
    the file cannot be read.

    >>> from tempfile import TemporaryDirectory
    >>> from relkit import Business
    >>> with TemporaryDirectory() as folder:
    ...     save_book(Path(folder) / "corner.json", Book(Business("corner")))
    ...     again = load_book(Path(folder) / "corner.json")
    >>> again.business.business_id
    'corner'
    """
    allowed = checked_limits(limits)
    with Path(path).open("rb") as file:
        content = file.read(allowed.size + 1)
    return from_json(content, Book, registry=registry, limits=allowed)


def _replace(target: Path, content: bytes) -> None:
    """Put content in a file's place; what fails leaves the file as it was."""
    fresh = target.with_name(f".{target.name}.saving")
    with _held(target.parent) as folder:
        fresh.unlink(missing_ok=True)
        try:
            _write(fresh, content, _mode(target))
            fresh.replace(target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        if folder is not None:
            os.fsync(folder)


def _mode(target: Path) -> int | None:
    """Give the permissions that a file has; none where there is no file."""
    try:
        return S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def _write(path: Path, content: bytes, mode: int | None) -> None:
    """Write a new file, nobody else's, and bring it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    number = os.open(path, flags, _USUAL if mode is None else _PRIVATE)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        if mode is not None:
            path.chmod(mode)
        os.fsync(file.fileno())


@contextmanager
def _held(folder: Path) -> Generator[int | None]:
    """Hold a folder against other processes that save there, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        yield None
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(ImportError):
            from fcntl import LOCK_EX, flock  # noqa: PLC0415 - not on every system

            flock(number, LOCK_EX)
        yield number
    finally:
        os.close(number)
