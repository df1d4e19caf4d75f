"""How Sphinx builds the documentation: `python3 dev.py nox -s docs`, without the network."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from _tables import write_tables

_project = tomllib.loads(Path(__file__).parent.parent.joinpath("pyproject.toml").read_text())

project = "relkit"
author = "relkit maintainers"
project_copyright = "2026, relkit maintainers"
release = version = _project["project"]["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest", "sphinx_copybutton"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_generated"]

# No inventory of other projects: a build asks nothing of the network. Names of other projects
# that the signatures mention stand here, each with the reason why it cannot be linked.
nitpicky = True
nitpick_ignore: list[tuple[str, str]] = []

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"

html_theme = "furo"
html_title = f"relkit {release}"

write_tables()
