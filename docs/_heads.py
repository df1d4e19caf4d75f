"""What a page tells others about itself, and the page for addresses that are none.

Search engines and chat programs show a page by its title and a short text: here its first
paragraph. The page for wrong addresses is sent for any of them, so its links begin at the root.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LONGEST = 200  # characters of a description
NOT_FOUND = "404"

_RELATIVE = re.compile(r'\b(href|src|data-content_root)="(?!#|/|[a-z]+:)(?:\./)?')


def add_description(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Put the description of a page into its head, for search engines and previews."""
    first = next(tree.findall(nodes.paragraph), None) if tree else None
    if first is None:
        return
    text = " ".join(first.astext().split())
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0] + " …"
    said = {
        'name="description"': text,
        'property="og:title"': re.sub(r"<[^>]+>", "", context["title"]),
        'property="og:description"': text,
        'property="og:type"': "website",
        'property="og:site_name"': "relkit",
    }
    tags = [f'<meta {what} content="{escape(value)}">' for what, value in said.items()]
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])


def root_links(app: Sphinx, failed: Exception | None) -> None:
    """Let the links of the page for wrong addresses begin at the root of the site."""
    page = Path(app.outdir, f"{NOT_FOUND}.html")
    if failed is None and page.exists():
        text = page.read_text("utf-8")
        page.write_text(_RELATIVE.sub(r'\1="/', text), "utf-8")
