"""The book: a business's relationships, and the turns in their history."""

from __future__ import annotations

from relkit.book._book import Book
from relkit.book._history import History, Turn

__all__ = ["Book", "History", "Turn"]
