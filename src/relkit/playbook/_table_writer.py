"""A playbook as a decision table: one row for each strategy, or a refusal that names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from relkit._words import shown
from relkit.errors import InvalidValueError, RelkitError
from relkit.playbook._cells import quoted
from relkit.playbook._columns import column_of, written_condition
from relkit.playbook._decision_table import DecisionTable
from relkit.playbook._entries import AnyStrategy, Entry
from relkit.playbook._names import KindNames, strategy_names
from relkit.playbook._parameters import Names, written_fields
from relkit.playbook._table_reader import read_table
from relkit.strategies import NOTHING, Predicate
from relkit.strategies._predicates import Connective
from relkit.strategies._rules import FirstOf, When
from relkit.strategies._strategy import rule_of
from relkit.traits import Trait

__all__ = ["in_words", "write_table"]


def write_table(
    entries: Sequence[tuple[Any, str, AnyStrategy]],
    strategies: Mapping[str, Any] | None,
    traits: Sequence[Trait],
) -> DecisionTable:
    """Write entries as rows, and read them again to be sure; see ``Playbook.to_table``."""
    names = strategy_names(strategies)
    kinds = tuple(dict.fromkeys(kind for kind, _, _ in entries))
    kind_names = KindNames(kinds)
    rows: list[dict[str, str]] = []
    for kind, area, strategy in entries:
        place = {"kind": kind_names.name_of(kind), "area": quoted(area)}
        for part in _alternatives(strategy):
            try:
                rows.append(place | _row(part, names))
            except RelkitError as fault:
                msg = f"{kind.__name__}, {area!r}: {shown(strategy)} is no row of a table. {fault}"
                raise InvalidValueError(msg) from None
    heads = ("kind", *_ordered_heads(rows), "area", "strategy", "parameters")
    full = [{head: row.get(head, "") for head in heads} for row in rows]
    written = read_table(
        full or f"{','.join(heads)}", kinds=kinds, strategies=strategies, traits=traits
    )
    _check_same(entries, written.entries())
    return written


def in_words(strategy: AnyStrategy) -> str:
    """Say a strategy in lines: one for each alternative, after its condition.

    >>> from relkit.strategies import PlainService, in_stage
    >>> print(in_words(PlainService().when(in_stage("new"))))
    new: PlainService
    """
    lines: list[str] = []
    for part in _alternatives(strategy):
        rule = rule_of(part)
        if isinstance(rule, When):
            lines.append(f"{rule.condition}: {rule.part}")
        else:
            lines.append(f"else: {part}" if lines else str(part))
    return "\n".join(lines)


def _alternatives(strategy: AnyStrategy) -> Sequence[AnyStrategy]:
    rule = rule_of(strategy)
    parts: Any = rule.parts if isinstance(rule, FirstOf) and rule.parts else (strategy,)
    return tuple(parts)


def _row(part: AnyStrategy, names: Names) -> dict[str, str]:
    """Give the conditions, the strategy and the parameters of one alternative."""
    rule = rule_of(part)
    cells: dict[str, str] = {}
    if isinstance(rule, When):
        cells, part = _conditions(rule.condition), rule.part  # type: ignore[assignment]  # a Strategy
    if part == NOTHING:
        return {"strategy": "nothing"}
    if rule_of(part) is not None:
        msg = f"{part} is composed of other strategies: give it a name of its own in strategies=."
        raise InvalidValueError(msg)
    for name, each in names.items():
        if each == part:
            return {**cells, "strategy": quoted(name)}
    for name, each in names.items():
        if each is type(part):
            return {**cells, "strategy": quoted(name), "parameters": written_fields(part, names)}
    msg = f"{part} has no name there: give strategies={{...}} with a name for it or its class."
    raise InvalidValueError(msg)


def _conditions(condition: Predicate) -> dict[str, str]:
    parts: tuple[Predicate, ...] = (condition,)
    if isinstance(condition, Connective) and condition.wants_all:
        parts = condition.parts
    cells: dict[str, str] = {}
    for part in parts:
        head, cell = written_condition(part)
        if head in cells and head != "traits":
            msg = f"Two conditions are about {head}: say them as one."
            raise InvalidValueError(msg)
        cells[head] = f"{cells[head]}, {cell}" if head in cells else cell
    return cells


def _ordered_heads(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Order the conditions' columns so that each row's stand in the order of its own."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for row in rows:
        heads = [head for head in row if column_of(head).is_condition]
        for head, before in zip(heads, [None, *heads], strict=False):
            sorter.add(head, *([before] if before else []))
    try:
        return list(sorter.static_order())
    except CycleError:
        msg = "Its conditions stand in different orders in different rows; write them in one."
        raise InvalidValueError(msg) from None


def _check_same(entries: Iterable[Entry], again: Iterator[Entry]) -> None:
    """Refuse what a table would not give back as it is."""
    found = {(kind, area): strategy for kind, area, strategy in again}
    for kind, area, strategy in entries:
        if found.get((kind, area)) != strategy:
            msg = (
                f"{kind.__name__}, {area!r}: {shown(strategy)} would come back from a table as "
                f"{shown(found.get((kind, area)))}; write it in the order of a table's columns."
            )
            raise InvalidValueError(msg)
