"""Wrong event types, by the name of the law that each breaks."""

from __future__ import annotations

from typing import ClassVar

import attrs
from typing_extensions import override

from relkit.events import Event, Purchase


class Imposter(Purchase):
    """Calls itself what its parent is called."""

    tag: ClassVar[str] = "purchase"


class Demanding(Event):
    """Cannot be made of a day alone."""

    room: int


class NeverItself(Event):
    """Is equal to nothing else, however alike."""

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    @override
    def __hash__(self) -> int:
        return hash(self.on)


class Unlike(Event):
    """Has a hash of its own for each copy."""

    @override
    def __hash__(self) -> int:
        return id(self)


class Open(Event):
    """Can be changed by anybody."""


Open.__setattr__ = object.__setattr__


class Shouting(Event):
    """Adds to what was said whenever it is made again."""

    note: str = attrs.field(default="", converter=lambda said: f"{said}!")


class Hospitable(Event):
    """Has a default that is not None, though None is allowed: a record cannot say it."""

    room: str | None = "lobby"


MUTANTS: dict[str, type[Event]] = {
    "a tag of its own": Imposter,
    "made of a day": Demanding,
    "read from a record": Hospitable,
    "equal": NeverItself,
    "hashed alike": Unlike,
    "frozen": Open,
    "evolved": Shouting,
}
