"""Seeing it: values as text for people."""

from __future__ import annotations

from relkit.display._explain import explain
from relkit.display._tables import comparison_table
from relkit.display._text import wrapped

__all__ = ["comparison_table", "explain", "wrapped"]
