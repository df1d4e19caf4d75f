"""What the page's forms are made of, read from relkit itself so that they cannot drift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

import attrs

from relkit import events
from relkit.business import INDUSTRIES
from relkit.events import STANDARD_EVENT_TYPES
from relkit.traits import STANDARD_TRAITS, Trait

__all__ = ["industries", "kept", "vocabulary"]

_SHARED: Final = frozenset({"on", "id", "party", "line"})
_SORTS: Final = {
    "Money | int": "amount",
    "bool": "truth",
    "int": "whole",
    "str": "text",
    "Share": "share",
    "Hashable": "text",
}
_STEPS: Final = 10  # of the slider by which a trait is stated


def vocabulary() -> dict[str, object]:
    """Give the event types with their fields, and the traits with their poles, as JSON data."""
    return {
        "events": {kind.tag: list(_fields(kind)) for kind in STANDARD_EVENT_TYPES},
        "traits": {
            trait.name: {
                "label": trait.label,
                "poles": list(trait.poles),
                "counts": _counts(trait),
            }
            for trait in STANDARD_TRAITS
        },
    }


def _counts(trait: Trait) -> int:
    """Give how many counts a statement makes: most of the weight, and whole at every step."""
    return _STEPS * max(4 * trait.kappa // _STEPS, 1)


def _fields(kind: Any) -> Iterator[Mapping[str, object]]:  # noqa: ANN401 - a class of attrs
    for field in attrs.fields(kind):
        if field.alias not in _SHARED:
            name = str(field.type).removesuffix(" | None")
            words = getattr(events._vocabulary, name, None)  # noqa: SLF001 - the words of the fields
            sort = "choice" if words is not None else _SORTS[name]
            yield {"name": field.alias, "sort": sort, "words": list(get_args(words))}


def industries() -> list[str]:
    """Give the trades that relkit knows something about."""
    return sorted(INDUSTRIES)


def kept() -> list[str]:
    """Give what a business can keep: each sort of record, and what a discount was."""
    return sorted([*(kind.tag for kind in STANDARD_EVENT_TYPES), "purchase.discount"])
