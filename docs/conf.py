"""How Sphinx builds the documentation: `python3 dev.py nox -s docs`, without the network."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from typing import TYPE_CHECKING, TypeVar

import _inventory
import attrs
from _constants import add_constants
from _diagrams import write_diagrams
from _examples import write_examples
from _figures import write_figures
from _heads import add_description, root_links
from _playground_page import style_playground, write_playground
from _tables import write_tables
from _used_in import add_users
from docutils import nodes
from typing_extensions import TypeVar as TypeVarWithDefault

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_project = tomllib.loads(Path(__file__).parent.parent.joinpath("pyproject.toml").read_text())

project = "relkit"
author = "relkit maintainers"
project_copyright = "2026, relkit maintainers"
release = version = _project["project"]["version"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.intersphinx",
    "sphinx_copybutton",
]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_generated", "_check", "_playground", "**/__pycache__"]

# A build asks nothing of the network: the names in the documentation of others that ours links
# to stand in _inventories/. What cannot be linked stands here, each with its reason.
nitpicky = True
intersphinx_mapping = {
    "hypothesis": ("https://hypothesis.readthedocs.io/en/latest", _inventory.pack("hypothesis")),
    "python": ("https://docs.python.org/3", _inventory.pack("python")),
}
nitpick_ignore = [
    # Private names of what signatures hold, told in words beside them.
    ("py:class", "Leaf"),  # a flag, or a look back at one
    ("py:class", "Native"),  # a table of any engine, for which there is no type
    ("py:class", "Samples"),  # strategies by the name of a law's parameter
    ("py:class", "Schema"),  # a dict, as JSON Schema says
    ("py:class", "_Value"),  # what a measure counted
]

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "no-value": True}

html_theme = "furo"
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["_static", "_playground/served"]
html_css_files = ["relkit.css"]
html_js_files = ["labels.js"]
html_favicon = "_static/favicon.svg"
html_title = f"relkit {release}"

# What is copied from an example is what one would type: no prompts, no output.
copybutton_prompt_text = r">>> |\.\.\. |\.\.\.$"
copybutton_prompt_is_regexp = True

LONGEST = 40  # characters of a default that a signature still shows
CONTENTS = 2  # levels of the contents of an API page: its title, and what stands below it

write_tables()
write_diagrams()
write_figures()
write_examples()
write_playground()


def plain_type_variable(
    _app: Sphinx, _env: BuildEnvironment, node: pending_xref, shown: Element
) -> Element | None:
    """Show a type variable of ours as plain text: it is no name that anybody could look up."""
    module, _, name = node.get("reftarget", "").rpartition(".")
    if not module.startswith("relkit."):
        return None
    found = getattr(importlib.import_module(module), name, None)
    return shown if isinstance(found, (TypeVar, TypeVarWithDefault)) else None


def name_arguments(_app: Sphinx, *_what: object) -> None:
    """Turn the block below ``Args:`` into a list of parameters, in place."""
    lines: list[str] = _what[-1]  # type: ignore[assignment]  # what Sphinx promises
    if "Args:" not in lines:
        return
    start = lines.index("Args:")
    end = next((n for n in range(start + 1, len(lines)) if not lines[n].strip()), len(lines))
    fields = [re.sub(r"^    (\w+): ", r":param \1: ", line) for line in lines[start + 1 : end]]
    lines[start:end] = fields


def plain_defaults(
    _app: Sphinx, what: str, _name: str, cls: type, _options: object, given: str | None, back: str
) -> tuple[str, str] | None:
    """Show the defaults of fields as values; attrs' constructors only name where they stand."""
    if what != "class" or given is None or not attrs.has(cls):
        return None
    fields = attrs.fields_dict(cls)

    def value(found: re.Match[str]) -> str:
        default = fields[found[1]].default
        is_made = callable(default) or isinstance(default, attrs.Factory)  # type: ignore[arg-type]
        return "..." if is_made or len(repr(default)) > LONGEST else repr(default)

    shown = re.sub(r"attr_dict\['(\w+)'\]\.default", value, given)
    return shown.replace("=NOTHING", "=..."), back  # what a factory of attrs makes


def shorten_contents(app: Sphinx, _tree: Element) -> None:
    """List the classes and functions of an API page in its contents, but no methods and fields.

    Sphinx copies all contents anew for each page that it writes, which with them takes a third
    of the build; and nobody finds anything in a list of two hundred names.
    """
    contents = app.env.tocs[app.env.docname]
    if app.env.docname.startswith("reference/api/"):
        for deepest in [
            each for each in contents.findall(nodes.bullet_list) if _depth(each) > CONTENTS
        ]:
            deepest.parent.remove(deepest)


def _depth(node: Element | None) -> int:
    """Count the lists that a list stands in, itself included."""
    return 0 if node is None else isinstance(node, nodes.bullet_list) + _depth(node.parent)


def setup(app: Sphinx) -> None:
    """Tell Sphinx what we do ourselves."""
    app.connect("source-read", add_constants)
    app.connect("missing-reference", plain_type_variable)
    app.connect("autodoc-process-docstring", name_arguments)
    app.connect("autodoc-process-signature", plain_defaults)
    app.connect("source-read", add_users)
    app.connect("html-page-context", add_description)
    app.connect("build-finished", root_links)
    app.connect("doctree-read", shorten_contents, priority=900)  # after Sphinx collected them
    app.connect("html-page-context", style_playground)
