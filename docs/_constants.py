"""Constants and type aliases for the API pages, which autodoc leaves out.

A public folder re-exports names from private files, and autodoc does not look for the docstring
below a constant there. So each API page gets a list of its module's, made from the source.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from sphinx.pycode import ModuleAnalyzer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

API = "reference/api"


def _docstrings(module: ModuleType) -> Mapping[str, Sequence[str]]:
    """Give the docstrings that stand below the constants of a public module."""
    found: dict[str, Sequence[str]] = {}
    for file in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{module.__name__}."):
        analyzer = ModuleAnalyzer.for_module(file.name)
        for (owner, constant), lines in analyzer.find_attr_docs().items():
            if not owner:
                found.setdefault(constant, lines)
    return found


def constants(module: ModuleType) -> Iterator[str]:
    """Write the constants and aliases of a public module as reST, in the order of ``__all__``."""
    documented = _docstrings(module)
    for name in module.__all__:
        value = getattr(module, name)
        if name in documented and not (inspect.isclass(value) or inspect.isroutine(value)):
            yield f".. py:data:: {name}"
            yield f"   :module: {module.__name__}"
            yield ""
            yield from (f"   {line}".rstrip() for line in documented[name])
            yield ""


def add_constants(_app: Sphinx, page: str, source: list[str]) -> None:
    """Append the list of its module to an API page, while Sphinx reads it."""
    folder, _, name = page.rpartition("/")
    if folder == API and name != "index":
        lines = "\n".join(constants(importlib.import_module(f"relkit.{name}")))
        source[0] += f"\n```{{eval-rst}}\n{lines}\n```\n" if lines else ""
