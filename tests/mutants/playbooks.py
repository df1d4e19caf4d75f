"""Wrong playbooks, by the name of the law that each breaks."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any, ClassVar

import attrs
from hypothesis import strategies as st
from tests.mutants.checks import parties, sales
from typing_extensions import override

from relkit.playbook import Playbook, Treatment, default_playbook
from relkit.playbook._entries import AnyStrategy
from relkit.relationships import Client, Customer, Relationship
from relkit.strategies import ClientService, Context, PlainService

ENTRIES = default_playbook().entries


class _Wrong(Playbook):
    """A playbook whose single methods are right, whatever the others do."""


class General(_Wrong):
    """Takes the most general strategy, and only where it is asked for it."""

    @override
    def strategy(self, area: str, kind: type[Relationship]) -> AnyStrategy:
        super().strategy(area, kind)
        of = Relationship if (Relationship, area) in self._table else kind
        return super().strategy(area, of)


class LastGap(_Wrong):
    """Reports a gap where its last entry has none."""

    @override
    def gaps(self, kinds: Iterable[type[Relationship]]) -> Any:
        return (*super().gaps(kinds), (Relationship, "support"))


class Ranked(_Wrong):
    """Is another playbook when its entries come in another order."""

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Playbook) and list(self._table) == list(other._table)

    @override
    def __hash__(self) -> int:
        return 7


class Overwriting(_Wrong):
    """Keeps the last of two."""

    def __init__(self, entries: Any = ()) -> None:
        given = (
            entries.items() if hasattr(entries, "items") else (((k, a), s) for k, a, s in entries)
        )
        super().__init__([(kind, area, strategy) for (kind, area), strategy in dict(given).items()])


class Contagious(_Wrong):
    """Gives everybody what a new kind gets."""

    @override
    def on(self, kind: Any, /, **areas: Any) -> Playbook:
        return super().on(kind, **areas).on(Client, service=PlainService(tier="infected"))


class Exact(_Wrong):
    """Knows kinds by the very class, and serves the others plainly."""

    @override
    def treat(self, relationship: Relationship, context: Context) -> Treatment:
        found = super().treat(relationship, context)
        if type(relationship) in self.kinds:
            return found
        return attrs.evolve(found, plans=tuple((area, None) for area, _ in found.plans))


class Forgetful(_Wrong):
    """Leaves service out of treatments."""

    @override
    def treat(self, relationship: Relationship, context: Context) -> Treatment:
        found = super().treat(relationship, context)
        kept = tuple((area, plan) for area, plan in found.plans if area != "service")
        return attrs.evolve(found, plans=kept)


class Yielding(_Wrong):
    """Lets the other one win."""

    @override
    def __or__(self, other: Playbook) -> Playbook:
        return Playbook.__or__(other, self)


class Dwindling(_Wrong):
    """Loses an entry when it is joined with itself."""

    @override
    def __or__(self, other: Playbook) -> Playbook:
        if other == self:
            return Playbook(self.entries[1:])
        return super().__or__(other)


class Moody(_Wrong):
    """Answers otherwise when asked the same for the third time in a row."""

    asked: ClassVar[list[object]] = []

    @override
    def treat(self, relationship: Relationship, context: Context) -> Treatment:
        found = super().treat(relationship, context)
        question = (relationship, context)
        if _is_elsewhere():
            return found
        if self.asked[-1:] != [question]:
            self.asked.clear()
        self.asked.append(question)
        if len(self.asked) < 3:
            return found
        self.asked.clear()
        return attrs.evolve(found, plans=tuple((area, None) for area, _ in found.plans))


class Shy(_Wrong):
    """Does not tell whom it serves."""

    @override
    def explain(self) -> str:
        return "kind    service"


class Racing(_Wrong):
    """Treats otherwise in other threads."""

    @override
    def treat(self, relationship: Relationship, context: Context) -> Treatment:
        found = super().treat(relationship, context)
        lost = tuple((area, None) for area, _ in found.plans)
        return attrs.evolve(found, plans=lost) if _is_elsewhere() else found


class NeverItself(_Wrong):
    """Is equal to nothing that was copied."""

    copied: ClassVar[bool] = False

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return _Copy, (self.entries,)


class _Copy(_Wrong):
    """Is equal to nothing."""

    @override
    def __eq__(self, other: object) -> bool:
        return False

    @override
    def __hash__(self) -> int:
        return Playbook.__hash__(self)


class Unlike(_Wrong):
    """Has a hash of its own for each copy."""

    @override
    def __hash__(self) -> int:
        return id(self)


class Open(_Wrong):
    """Can be changed by anybody."""

    __setattr__ = object.__setattr__


class Losing(_Wrong):
    """Loses an entry whenever it is made of another."""

    def __init__(self, entries: Any = ()) -> None:
        if hasattr(entries, "items"):
            entries = [(*cell, strategy) for cell, strategy in entries.items()][1:]
        super().__init__(entries)


def _is_elsewhere() -> bool:
    """Whether this is one of several threads that ask at once."""
    return threading.current_thread().name.startswith("ThreadPool")


MUTANTS: dict[str, Playbook] = {
    "the most specific wins": General(ENTRIES),
    "order of entries": Ranked(ENTRIES),
    "no entry twice": Overwriting(ENTRIES),
    "other kinds": Contagious(ENTRIES),
    "kinds below": Exact(ENTRIES),
    "gaps are named": LastGap(ENTRIES),
    "all areas": Forgetful(ENTRIES),
    "the left one wins": Yielding([(Client, "service", ClientService(kick_off_days=77))]),
    "joined with itself": Dwindling(ENTRIES),
    "the same again": Moody(ENTRIES),
    "explained": Shy(ENTRIES),
    "threads": Racing(ENTRIES),
    "equal": NeverItself(ENTRIES),
    "hashed alike": Unlike(ENTRIES),
    "frozen": Open(ENTRIES),
    "evolved": Losing(ENTRIES),
}
OTHERS = (
    Playbook(),
    Playbook([(Client, "service", PlainService()), (Customer, "support", PlainService())]),
)
QUICK = {
    "party": parties(Relationship, Customer, Client),
    "context": sales(),
    "other": st.integers(0, 1).map(OTHERS.__getitem__),
}
