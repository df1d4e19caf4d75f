"""The entries of a playbook, checked where they come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from relkit._words import listed, shown
from relkit.errors import InvalidValueError, WrongRelationshipError
from relkit.plans import Plan, SeveralPlans
from relkit.playbook._treatment import STANDARD_AREAS
from relkit.relationships import Relationship
from relkit.strategies import Planner, Strategy
from relkit.strategies._strategy import as_strategy

__all__ = ["AnyStrategy", "Entries", "Entry", "checked_entries", "checked_strategy", "find"]

AnyStrategy: TypeAlias = Strategy[Any, Any]
Entry: TypeAlias = tuple[type[Relationship], str, Planner[Any, Any]]
Entries: TypeAlias = Mapping[tuple[type[Relationship], str], AnyStrategy]


def checked_entries(entries: Iterable[Entry]) -> Entries:
    """Check entries, refuse two for the same kind and area, and freeze them."""
    if isinstance(entries, Mapping):  # the entries of a playbook, from which another is made
        entries = [(*cell, strategy) for cell, strategy in cast("Entries", entries).items()]
    checked: dict[tuple[type[Relationship], str], AnyStrategy] = {}
    for entry in entries:
        kind, area, planner = _unpacked(entry)
        if (kind, area) in checked:
            msg = (
                f"Two strategies for {kind.__name__} in the area {area!r}: give one, or "
                "replace it on purpose with playbook.on(...)."
            )
            raise InvalidValueError(msg)
        checked[kind, area] = checked_strategy(kind, area, planner)
    return MappingProxyType(checked)


def _unpacked(entry: object) -> tuple[type[Relationship], str, Any]:
    parts: tuple[Any, ...] = entry if isinstance(entry, tuple) else ()  # pyright: ignore[reportUnknownVariableType]  # of what, is checked next
    text = shown(parts or entry)  # pyright: ignore[reportUnknownArgumentType]  # as above
    if len(parts) != 3 or not isinstance(parts[1], str):  # noqa: PLR2004 - kind, area, strategy
        msg = f"An entry of a playbook is (kind, area, strategy), not {text}."
        raise InvalidValueError(msg)
    kind, area, planner = parts
    if not isinstance(kind, type) or not issubclass(kind, Relationship):
        msg = f"A playbook has strategies for kinds such as Client, not for {shown(parts[0])}."
        raise InvalidValueError(msg)
    return kind, area, planner


def checked_strategy(kind: type[Relationship], area: str, planner: Any) -> AnyStrategy:  # noqa: ANN401 - checked here
    """Give what is asked as a strategy, if it serves the kind and gives the area's plans."""
    plan_type = STANDARD_AREAS.get(area, Plan)
    strategy = as_strategy(planner, serves=kind, gives=plan_type)
    if not strategy.does_serve(kind):
        served = listed((k.__name__ for k in strategy.served_kinds()), "and")
        msg = f"{strategy} serves {served}, not {kind.__name__}: put it on that kind."
        raise WrongRelationshipError(msg)
    if not strategy.does_give(plan_type):
        given = listed(k.__name__ for k in strategy.plan_types())
        msg = (
            f"The area {area!r} takes strategies that give a {plan_type.__name__}; "
            f"{strategy} says {given}: {_mending(kind, strategy, plan_type)}."
        )
        raise InvalidValueError(msg)
    return strategy


def _mending(kind: type[Relationship], strategy: AnyStrategy, plan_type: type[Plan]) -> str:
    """Say how a strategy can stand in an area whose plans it does not give."""
    if strategy.does_give(SeveralPlans):
        return "several plans belong in an area of your own"
    wanted = plan_type.__name__
    return (
        f"declare it as Strategy[{kind.__name__}, {wanted}], or from_function(..., gives={wanted})"
    )


def find(entries: Entries, area: str, kind: type[Relationship]) -> AnyStrategy | None:
    """Give the strategy of the first class in the kind's ``__mro__`` that has one (law S6)."""
    if not isinstance(kind, type) or not issubclass(kind, Relationship):
        msg = f"A playbook serves relationships and their kinds, not {shown(kind)}."
        raise WrongRelationshipError(msg)
    found = (entries.get((cls, area)) for cls in kind.__mro__)
    return next((each for each in found if each is not None), None)
