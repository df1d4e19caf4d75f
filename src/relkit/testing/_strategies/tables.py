"""Strategies for decision tables, what they miss and share, and for what serving a book takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from relkit.playbook import (
    Case,
    Caseload,
    DecisionTable,
    EntryPointFailure,
    Example,
    Gap,
    LoadedStrategies,
    Overlap,
    TableProblem,
    TableRule,
    default_playbook,
    read_table,
)
from relkit.relationships import Client, Customer, Relationship
from relkit.schedules import Period
from relkit.strategies import ClientService, Context, CustomerService, Retainer
from relkit.testing._strategies.businesses import ids, words
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.hints import Drawn

__all__ = ["TABLE_WHOLES", "caseloads", "decision_tables"]

_Whole = Mapping[type, Callable[[], Drawn]]
_HEADS: Final = ("kind", "stage", "traits", "party type", "line", "datum season")
_STAGES: Final = ("", "new", "new, active", "not(former)", "any")
_TRAITS: Final = ("", "loyalty >= 0.5", "trust < 0.2", "support of trust >= 3", "setting <= 1")
_PARTY_TYPES: Final = ("", "", "person", "organization")
_LINES: Final = ("", "", "advice", "not(books)")
_SEASONS: Final = ("", "", "winter")
_SERVED: Final[Mapping[str, tuple[str, ...]]] = {
    "customer": ("CustomerService", "PlainService"),
    "client": ("ClientService", "ClientService(kick_off_days=3)", "PlainService"),
    "relationship": ("PlainService",),
}
_QUARTER: Final = Period(date(2025, 9, 1), date(2025, 12, 1))


def _rows() -> st.SearchStrategy[dict[str, str]]:
    """Rows for one kind, with conditions of every sort."""

    def made(kind: str, rest: Sequence[str], served: int) -> dict[str, str]:
        offered = _SERVED[kind]
        cells = dict(zip(_HEADS, (kind, *rest), strict=True))
        return {**cells, "service": offered[served % len(offered)]}

    cells = (_STAGES, _TRAITS, _PARTY_TYPES, _LINES, _SEASONS)
    kinds = st.sampled_from(tuple(_SERVED))
    return st.builds(made, kinds, st.tuples(*map(st.sampled_from, cells)), st.integers(0, 2))


@cache
def decision_tables(max_size: int = 4) -> st.SearchStrategy[DecisionTable]:
    """Decision tables for service with up to ``max_size`` rows, with overlaps and gaps.

    >>> from hypothesis import given
    >>> from relkit import Playbook
    >>> @given(decision_tables())
    ... def test_it_makes_a_playbook(table):
    ...     assert Playbook.from_table(table).areas == table.areas
    >>> test_it_makes_a_playbook()
    """
    return st.lists(_rows(), min_size=1, max_size=max_size).map(read_table)


def _found(of: Callable[[DecisionTable], Sequence[Any]]) -> Drawn:
    """Draw out of what is found in tables, where anything is."""
    return decision_tables(3).map(of).filter(bool).flatmap(one_of_these)


def _rules() -> Drawn:
    return _found(lambda table: table.rules)


def _gaps() -> Drawn:
    return _found(lambda table: table.gaps([Relationship, Customer, Client]))


def _overlaps() -> Drawn:
    """Draw pairs of rows of one kind that meet: the lower one holds wherever the upper does."""

    def doubled(row: dict[str, str]) -> Sequence[Overlap]:
        return read_table([row, {**dict.fromkeys(_HEADS, ""), **_bare(row)}]).overlaps()

    return _rows().map(doubled).filter(bool).flatmap(one_of_these)


def _bare(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ("kind", "service")}


@cache
def caseloads() -> st.SearchStrategy[Caseload]:
    """What serving up to four parties takes in one quarter; all of them add up.

    >>> from hypothesis import given
    >>> @given(caseloads(), caseloads())
    ... def test_they_add_up(one, other):
    ...     assert (one + other).workload == one.workload + other.workload
    >>> test_they_add_up()
    """

    def made(parties: Sequence[tuple[type[Relationship], Any, str | None]]) -> Caseload:
        served = [
            (
                kind(party=party, business="firm"),
                Context(today=_QUARTER.start, owner=owner),
            )
            for kind, party, owner in parties
        ]
        return Caseload.of(served, default_playbook(), _QUARTER)

    party = st.tuples(
        st.sampled_from([Relationship, Customer, Client]),
        ids(),
        st.none() | st.sampled_from(["harper", "bo"]),
    )
    return st.lists(party, max_size=4).map(made)


def _cases() -> st.SearchStrategy[Case]:
    return caseloads().filter(len).flatmap(lambda load: one_of_these(load.cases))


def _problems() -> st.SearchStrategy[TableProblem]:
    return st.builds(TableProblem, st.integers(1, 1001), st.none() | words(), words())


def _failures() -> st.SearchStrategy[EntryPointFailure]:
    return st.builds(
        EntryPointFailure,
        name=st.just("") | words(),
        distribution=words(),
        error=st.sampled_from(["ImportError", "ValueError"]),
        message=words(),
    )


def _loaded() -> st.SearchStrategy[LoadedStrategies]:
    offered: tuple[Any, ...] = (ClientService, CustomerService(), Retainer())
    return st.builds(
        LoadedStrategies,
        group=words(),
        strategies=st.dictionaries(words(), one_of_these(offered), max_size=3),
        failures=st.lists(_failures(), max_size=2).map(tuple),
    )


TABLE_WHOLES: Final[_Whole] = {
    Case: _cases,
    Caseload: caseloads,
    DecisionTable: decision_tables,
    EntryPointFailure: _failures,
    Example: lambda: _gaps().map(lambda gap: gap.example),
    Gap: _gaps,
    LoadedStrategies: _loaded,
    Overlap: _overlaps,
    TableProblem: _problems,
    TableRule: _rules,
}
"""The classes of decision tables and caseloads, each drawn as a whole."""
