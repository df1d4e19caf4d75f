"""A page for each program of examples/: what it says of itself, its text, and what it prints.

Written at each build, so that a program is in the documentation as soon as it is in the folder,
and a page cannot say anything else than the program does.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

__all__ = ["write_examples"]

_HERE = Path(__file__).parent
_PROGRAMS = _HERE.parent / "examples"
_PAGES = _HERE / "examples" / "programs"

_PAGE = """# {title}

{lead}

```{{literalinclude}} ../../../examples/{stem}.py
:language: python
```

It prints:

```{{literalinclude}} ../../../examples/{stem}.txt
:language: text
```
"""


def write_examples() -> None:
    """Write every page anew; the folder holds nothing else."""
    shutil.rmtree(_PAGES, ignore_errors=True)
    _PAGES.mkdir(parents=True)
    for program in sorted(_PROGRAMS.glob("*.py")):
        _PAGES.joinpath(f"{program.stem}.md").write_text(_page(program), "utf-8")


def _page(program: Path) -> str:
    """Give a page; the title is what the docstring's first line says before the colon."""
    said = ast.get_docstring(ast.parse(program.read_text("utf-8"))) or ""
    title, _, rest = said.partition(": ")
    lead = rest[:1].upper() + rest[1:]
    return _PAGE.format(title=title, lead=lead, stem=program.stem)
