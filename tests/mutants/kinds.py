"""Wrong kinds, by the name of the law that each breaks."""

from __future__ import annotations

from typing import Any

import attrs
from typing_extensions import override

from relkit.relationships import Client, Relationship, kind


class Undeclared(Client):
    """Is not decorated, and known as a client."""


@kind
class Adjustable(Client):
    """Can be weighed anew by anybody."""


Adjustable.weights = {"trust": 5}


@kind
class Careless(Client):
    """Says of its stage what no relationship above it can say."""

    stage: Any = attrs.field(default="open", converter=lambda _given: "open")


@kind
class Homeless(Client):
    """Cannot be narrowed to a line of business."""

    line: str | None = attrs.field(init=False, default=None)


@kind
class NeverItself(Client):
    """Is equal to nothing else, however alike."""

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    @override
    def __hash__(self) -> int:
        return hash(self.party)


@kind
class Unlike(Client):
    """Has a hash of its own for each copy."""

    @override
    def __hash__(self) -> int:
        return id(self)


@kind
class Open(Client):
    """Can be changed by anybody."""


Open.__setattr__ = object.__setattr__


@kind
class Shouting(Client):
    """Adds to what was said whenever it is made again."""

    note: str = attrs.field(default="", converter=lambda said: f"{said}!")


MUTANTS: dict[str, type[Relationship]] = {
    "a tag of its own": Undeclared,
    "whole weights": Adjustable,
    "conversion keeps what both have": Homeless,
    "equal": NeverItself,
    "hashed alike": Unlike,
    "frozen": Open,
    "evolved": Shouting,
}

MORE: list[tuple[str, type[Relationship]]] = [("conversion keeps what both have", Careless)]
