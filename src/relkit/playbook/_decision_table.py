"""`DecisionTable`: the rows of a table, read and checked, with what they miss and share."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import combinations
from typing import Any, Literal, TypeAlias

import attrs
from typing_extensions import override

from relkit.playbook._coverage import Coverage, Gap, Overlap
from relkit.playbook._entries import AnyStrategy, Entry
from relkit.playbook._table import table
from relkit.relationships import Relationship
from relkit.strategies import NOTHING, Predicate, all_hold
from relkit.strategies._strategy import alternatives
from relkit.traits import Trait

__all__ = ["DecisionTable", "HitPolicy", "TableRule", "overlaps_of"]

HitPolicy: TypeAlias = Literal["first", "unique"]
"""How rows share the work (as in DMN): the first that is for a case, or the only one."""


@attrs.frozen(kw_only=True)
class TableRule:
    r"""What one row says for one area: for which kind, under which conditions, which strategy.

    Args:
        row: the row's number, as a spreadsheet counts: the heads are row 1.
        kind: whom it is for, with the kinds below that have no rows of their own.
        area: which area the strategy is for.
        conditions: what must hold, all of it.
        strategy: what then serves.

    >>> from relkit.playbook import read_table
    >>> print(read_table("kind,stage,service\nclient,new,ClientService").rules[0])
    row 2 (client, service), new: ClientService
    """

    row: int
    kind: type[Relationship]
    area: str
    conditions: tuple[Predicate, ...]
    strategy: AnyStrategy

    @property
    def condition(self) -> Predicate:
        """All conditions as one."""
        return all_hold(*self.conditions)

    @override
    def __str__(self) -> str:
        """Give the rule in one line."""
        who = f"{self.kind.label}, {self.area}"
        return f"row {self.row} ({who}), {self.condition}: {self.strategy}"


@attrs.frozen(kw_only=True)
class DecisionTable:
    r"""A decision table, read and checked: its cells, and what its rows say.

    ``read_table`` makes one of text or rows, ``playbook.to_table()`` of a playbook, and
    ``Playbook.from_table`` turns it into a playbook.

    Args:
        columns: the heads.
        rows: the cells of each row, as text.
        rules: what the rows say, in order.
        hit_policy: whether the first row that is for a case decides, or there is only one.
        traits: the traits that the conditions read; their ``kappa`` decides where shares lie.

    >>> from relkit.playbook import read_table
    >>> said = read_table("kind,stage,service\nclient,new,ClientService")
    >>> print(said.rules[0])
    row 2 (client, service), new: ClientService
    >>> print(said.gaps()[0])
    no row for client, service: stage unknown, prospect, active, dormant or former
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rules: tuple[TableRule, ...]
    hit_policy: HitPolicy = "first"
    traits: tuple[Trait, ...] = attrs.field(repr=False)

    @property
    def records(self) -> tuple[dict[str, str], ...]:
        """The rows as mappings from head to cell."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of the rules, in order."""
        return tuple(dict.fromkeys(rule.area for rule in self.rules))

    @property
    def kinds(self) -> tuple[type[Relationship], ...]:
        """The kinds of the rules, in order."""
        return tuple(dict.fromkeys(rule.kind for rule in self.rules))

    def to_csv(self) -> str:
        """Give the table as CSV text (RFC 4180), ready for a spreadsheet.

        No cell that ``playbook.to_table()`` wrote begins with a character that a spreadsheet
        takes for a formula (``=``, ``+``, ``-``, ``@``, tab): foreign text stands in quotes.

        >>> from relkit import default_playbook
        >>> print(default_playbook().to_table().to_csv().splitlines()[1])
        relationship,marketing,PlainMarketing,
        """
        text = StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return text.getvalue()

    def entries(self) -> Iterator[Entry]:
        """Give kinds, areas and strategies, as ``Playbook(entries)`` takes them."""
        for (kind, area), rules in self._grouped():
            yield kind, area, alternatives(*(r.strategy.when(r.condition) for r in rules))

    def overlaps(self) -> tuple[Overlap, ...]:
        """Give the pairs of rows that are both for some case, each with an example.

        Under ``first`` that is no fault: the upper row decides.
        """
        return tuple(
            found for _, rules in self._grouped() for found in overlaps_of(rules, self._by_name())
        )

    def idle(self) -> tuple[TableRule, ...]:
        r"""Give the rules that never decide: earlier rows have all their cases, or there are none.

        Raises ``InvalidValueError`` as ``gaps`` does.

        >>> from relkit.playbook import read_table
        >>> rows = "kind,traits,service\nclient,,ClientService\nclient,trust > 0.5,PlainService"
        >>> [rule.row for rule in read_table(rows).idle()]
        [3]
        """
        found: list[TableRule] = []
        for _, rules in self._grouped():
            coverage = Coverage([rule.conditions for rule in rules], self._by_name())
            found += [rule for place, rule in enumerate(rules) if coverage.is_idle(place)]
        return tuple(found)

    def gaps(self, kinds: Iterable[type[Relationship]] = ()) -> tuple[Gap, ...]:
        """Give the cases that no row is for, for each area and each kind of the table.

        ``kinds`` names more kinds; one without rows of its own has those of the first class
        in its ``__mro__`` that has some. Whether a strategy then gives a plan is its own affair.

        Raises ``InvalidValueError`` where conditions leave too many separate cases to list.
        """
        found: list[Gap] = []
        by_cell = dict(self._grouped())
        for kind in dict.fromkeys([*self.kinds, *kinds]):
            for area in self.areas:
                lists = (by_cell.get((cls, area)) for cls in kind.__mro__)
                own = next((each for each in lists if each is not None), None)
                rules = own or []
                coverage = Coverage([rule.conditions for rule in rules], self._by_name())
                found += [
                    Gap(
                        kind=kind,
                        area=area,
                        case=coverage.words(box),
                        example=coverage.example(box),
                    )
                    for box in coverage.uncovered()
                ]
        return tuple(found)

    def _grouped(self) -> Iterable[tuple[tuple[type[Relationship], str], list[TableRule]]]:
        groups: dict[tuple[Any, str], list[TableRule]] = {}
        for rule in self.rules:
            groups.setdefault((rule.kind, rule.area), []).append(rule)
        return groups.items()

    def _by_name(self) -> dict[str, Trait]:
        return {trait.name: trait for trait in self.traits}

    @override
    def __str__(self) -> str:
        """Give the rules as a table of at most 80 columns, conditions in words."""
        rows = [("row", "kind", "area", "where", "strategy")]
        for rule in self.rules:
            where = "" if not rule.conditions else str(rule.condition)
            strategy = "nothing" if rule.strategy == NOTHING else str(rule.strategy)
            rows.append((str(rule.row), rule.kind.label, rule.area, where, strategy))
        return table(rows)


def overlaps_of(rules: list[TableRule], traits: dict[str, Trait]) -> Iterator[Overlap]:
    """Give the pairs of rules for one kind and area that meet, each with an example."""
    coverage = Coverage([rule.conditions for rule in rules], traits)
    for one, other in combinations(range(len(rules)), 2):
        box = coverage.common(one, other)
        if box is not None:
            yield Overlap(
                rows=(rules[one].row, rules[other].row),
                kind=rules[one].kind,
                area=rules[one].area,
                case=coverage.words(box),
                example=coverage.example(box),
            )
