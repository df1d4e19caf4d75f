"""Seeing it: values as text, as pictures, and as what a notebook shows."""

from __future__ import annotations

from relkit.display._explain import explain
from relkit.display._pictures import mime_bundle, to_html, to_svg
from relkit.display._tables import comparison_table
from relkit.display._text import wrapped

__all__ = ["comparison_table", "explain", "mime_bundle", "to_html", "to_svg", "wrapped"]
