"""`Form`: how values of one class are written: by which fields, and by whom they are made again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

__all__ = ["Form"]


def _same(value: Any) -> Any:  # noqa: ANN401 - whatever it is given
    return value


@attrs.frozen(kw_only=True, eq=False)
class Form:
    """How values of one class look in JSON.

    Args:
        tag: what names the class there; none for what stands in one place only.
        shape: the class whose fields are written.
        stands_for: the class of the values; by default the shape itself.
        take: gives the shape of a value, by default the value itself.
        make: makes a value of the fields; by default the class's own constructor. It
            checks what the constructor does not.
    """

    tag: str | None
    shape: type
    stands_for: type = attrs.field(default=attrs.Factory(lambda self: self.shape, takes_self=True))
    take: Callable[[Any], Any] = _same
    make: Callable[..., Any] = attrs.field(
        default=attrs.Factory(lambda self: self.shape, takes_self=True)
    )
