"""Pictures of the documentation: each draws a value that the examples of its own page made.

A page that shows `_generated/<page>.<name>.html` gets what its examples call `name`, drawn by
`relkit.display`, for wide screens and for phones. So no picture can say something else than
the code above it. Diagrams, which show no value, are set in `_diagrams.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from doctest import DocTestParser
from io import StringIO
from pathlib import Path
from typing import Any

from relkit.display import to_html, to_svg
from relkit.playbook import Playbook

HERE = Path(__file__).parent
FOLDER = HERE / "_generated"
WIDE, NARROW = 700, 328

_EXAMPLES = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SHOWN = re.compile(r"_generated/([\w-]+)\.(\w+)\.html")


def named(page: Path) -> dict[str, Any]:
    """Run the examples of a page from top to bottom, and give the names that they set."""
    names: dict[str, Any] = {"__name__": page.stem}
    with redirect_stdout(StringIO()):
        for block in _EXAMPLES.findall(page.read_text("utf-8")):
            for example in DocTestParser().get_examples(block):
                exec(compile(example.source, page.name, "exec"), names)  # noqa: S102 - our own pages
    return names


def picture(page: Path, name: str) -> str:
    """Draw a value of a page as a picture that stands alone."""
    return to_svg(named(page)[name], width=WIDE) + "\n"


def for_all_screens(wide: str, narrow: str) -> str:
    """Put two sizes of a picture on a page; the style sheet shows the one that fits."""
    return f'<div class="wide-only">{wide}</div>\n<div class="narrow-only">{narrow}</div>\n'


def _drawn(value: Any) -> str:  # noqa: ANN401 - to_html says what it draws
    if isinstance(value, Playbook):
        return to_html(value) + "\n"  # a table, which fits itself
    return for_all_screens(to_html(value, width=WIDE), to_html(value, width=NARROW))


def figures() -> Iterator[tuple[str, str]]:
    """Draw every picture that a page shows: its file name, and its markup."""
    for page in sorted({*HERE.glob("*.md"), *HERE.glob("[!_]*/**/*.md")}):
        wanted = [
            name for stem, name in _SHOWN.findall(page.read_text("utf-8")) if stem == page.stem
        ]
        names = named(page) if wanted else {}
        for name in wanted:
            yield f"{page.stem}.{name}.html", _drawn(names[name])


def write_figures() -> None:
    """Write every picture to a file that its page includes."""
    FOLDER.mkdir(exist_ok=True)
    for name, markup in figures():
        FOLDER.joinpath(name).write_text(markup, "utf-8")
