"""The line "Guides: …" at the top of each API page: which guides use the module.

It is made from the guides' own links, so that it names those that are there, and only those.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent
API = "reference/api/"

_NAME = re.compile(r"\{(?:class|func|meth|attr|data)\}`[^`]*?relkit\.(\w+)\.")
_PAGE = re.compile(r"\{doc\}`[^`]*?reference/api/(\w+)[>`]")


@cache
def guides() -> dict[str, list[str]]:
    """Give the guides that link to each module, in the order of their index."""
    index = HERE.joinpath("do", "index.md").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for name in index.rpartition("{toctree}")[2].split():
        page = HERE / "do" / f"{name}.md"
        if not page.exists():
            continue
        text = page.read_text("utf-8")
        place = page.resolve().relative_to(HERE).with_suffix("").as_posix()
        for module in dict.fromkeys([*_NAME.findall(text), *_PAGE.findall(text)]):
            found.setdefault(module, []).append(place)
    return found


def add_guides(_app: Sphinx, page: str, source: list[str]) -> None:
    """Put the line below the title of an API page, while Sphinx reads it."""
    used_in = guides().get(page.removeprefix(API), []) if page.startswith(API) else []
    if used_in:
        title, _, rest = source[0].partition("\n")
        links = ", ".join(f"{{doc}}`/{place}`" for place in used_in)
        source[0] = f"{title}\n\nGuides: {links}.\n{rest}"
