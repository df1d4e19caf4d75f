"""The Python side of the playground: what the page asks of relkit, and what it shows of it.

The same files run in the reader's browser, where the page's worker calls `answer`, in Sphinx,
which draws what stands on the page before anything is loaded, and in the tests. They need
relkit and the standard library alone.
"""

from __future__ import annotations

from playground._desk import answer
from playground._readers_code import SNIPPETS
from playground._state import State, link_of, opened, read_state
from playground._still import static
from playground._stories import STORIES, Story
from playground._views import View
from playground._vocabulary import industries, kept, vocabulary

__all__ = [
    "SNIPPETS",
    "STORIES",
    "State",
    "Story",
    "View",
    "answer",
    "industries",
    "kept",
    "link_of",
    "opened",
    "read_state",
    "static",
    "vocabulary",
]
