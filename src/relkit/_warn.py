"""Warnings that point at the line outside relkit from which it was called."""

from __future__ import annotations

import inspect
import warnings

from relkit.errors import RelkitWarning

__all__ = ["warn"]


def warn(message: str) -> None:
    """Warn with ``RelkitWarning``, however deep inside relkit the reason was found."""
    inside = __name__.partition(".")[0]
    frame, level = inspect.currentframe(), 1
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == inside:
        frame, level = frame.f_back, level + 1
    warnings.warn(message, RelkitWarning, stacklevel=level)
