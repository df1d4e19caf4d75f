"""The line "Used in: …" at the top of each API page: which pages show the module at work.

It is made from the links of those pages, so that it names those that are there, and only those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent
API = "reference/api/"
FOLDERS = ("start", "do", "learn", "understand", "migrate")  # the order in which pages are named

_NAME = re.compile(r"\{(?:class|func|meth|attr|data)\}`[^`]*?relkit\.(\w+)\.")
_PAGE = re.compile(r"\{doc\}`[^`]*?reference/api/(\w+)[>`]")


def _pages() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(HERE.joinpath(folder).glob("*.md"))


@cache
def users() -> dict[str, list[str]]:
    """Give the pages that link to each module."""
    found: dict[str, list[str]] = {}
    for page in _pages():
        text = page.read_text("utf-8")
        place = page.relative_to(HERE).with_suffix("").as_posix()
        for module in dict.fromkeys([*_NAME.findall(text), *_PAGE.findall(text)]):
            found.setdefault(module, []).append(place)
    return found


def add_users(_app: Sphinx, page: str, source: list[str]) -> None:
    """Put the line below the title of an API page, while Sphinx reads it."""
    used_in = users().get(page.removeprefix(API), []) if page.startswith(API) else []
    if used_in:
        title, _, rest = source[0].partition("\n")
        links = ", ".join(f"{{doc}}`/{place}`" for place in used_in)
        source[0] = f"{title}\n\nUsed in: {links}.\n{rest}"
