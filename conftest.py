"""Runs every example of README.md, docs/ and the docstrings of src/ as a test.

In the pages each ``python`` block and each ``{doctest}`` runs; a block that is only to be
looked at is a ``text`` block. Within one page, and within one module, the examples run in
reading order and share one namespace. On several cores this needs ``--dist loadfile``.
"""

from __future__ import annotations

from doctest import ELLIPSIS

import pytest
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers import myst, rest

pages = Sybil(
    parsers=[
        myst.PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        myst.DocTestDirectiveParser(optionflags=ELLIPSIS),
        myst.SkipParser(),
    ],
    pattern="*.md",
)
docstrings = Sybil(
    parsers=[
        rest.DocTestParser(optionflags=ELLIPSIS),
        rest.PythonCodeBlockParser(),
        rest.SkipParser(),
    ],
    path="src",
    pattern="*.py",
)
pytest_collect_file = (pages + docstrings).pytest()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the examples of one file back into reading order, whatever was shuffled before."""
    examples = [item for item in items if isinstance(item, SybilItem)]
    examples.sort(key=lambda item: (item.path, item.example.line, item.example.column))
    items[:] = [item for item in items if not isinstance(item, SybilItem)] + examples
