"""The one door through which values of lower floors show themselves in a notebook."""

from __future__ import annotations

__all__ = ["mime_bundle"]


def mime_bundle(value: object) -> dict[str, str]:
    """Give what a notebook shows of a value: its text and its picture."""
    from relkit.display import mime_bundle as shown  # noqa: PLC0415 - the one door (design 3)

    return shown(value)
