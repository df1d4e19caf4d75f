"""Values as JSON and back: every public value, a book in a file, and the JSON Schemas of both.

Needs the extra ``serialization`` (cattrs). What is written is exact: whole numbers of any size,
money as text, days as ISO dates, never a float that was none. What is read is strict: every
fault is named with its path, and nothing but relkit's own errors escapes.
"""

from __future__ import annotations

from relkit.serialization._documents import from_data, from_json, to_data, to_json
from relkit.serialization._files import load_book, save_book
from relkit.serialization._limits import Limits
from relkit.serialization._refused import DataProblem
from relkit.serialization._registry import FORMAT, Migration, Registry, standard_registry
from relkit.serialization._schemas import schema, schemas

__all__ = [
    "FORMAT",
    "DataProblem",
    "Limits",
    "Migration",
    "Registry",
    "from_data",
    "from_json",
    "load_book",
    "save_book",
    "schema",
    "schemas",
    "standard_registry",
    "to_data",
    "to_json",
]
