"""`read_table`: rows that people edit, read into a decision table; all bad rows together."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, Final, cast, get_args

import attrs
from typing_extensions import override

from relkit._words import listed, mend, shown
from relkit.errors import InvalidValueError, RelkitError, TableError
from relkit.playbook._cells import MOST_IN_CELL, Call, Text, parsed
from relkit.playbook._columns import Column, column_of, conditions_of
from relkit.playbook._decision_table import DecisionTable, HitPolicy, TableRule, overlaps_of
from relkit.playbook._entries import AnyStrategy, checked_strategy
from relkit.playbook._names import KindNames, strategy_names
from relkit.playbook._parameters import Names, built
from relkit.relationships import Relationship
from relkit.strategies import NOTHING
from relkit.traits import STANDARD_TRAITS, Trait

__all__ = ["TableProblem", "read_table"]

MOST_ROWS: Final = 1000
MOST_COLUMNS: Final = 100
MOST_TEXT: Final = 2_000_000
_MARKS: Final = ",;\t"


@attrs.frozen
class TableProblem:
    """What is wrong with one cell, one row, or the heads.

    ``row`` counts as a spreadsheet does: the heads are row 1. ``column`` is the head, or
    None where the whole row is at fault.

    >>> print(TableProblem(2, "stage", "'nwe' is no stage."))
    row 2, column 'stage': 'nwe' is no stage.
    """

    row: int
    column: str | None
    message: str

    @override
    def __str__(self) -> str:
        """Give row, column and message in one line."""
        where = "" if self.column is None else f", column {shown(self.column)}"
        return f"row {self.row}{where}: {self.message}"


def read_table(
    table: str | Iterable[Mapping[str, str | None]],
    *,
    kinds: Iterable[type[Relationship]] = (),
    strategies: Mapping[str, Any] | None = None,
    traits: Sequence[Trait] = STANDARD_TRAITS,
    hit_policy: HitPolicy = "first",
) -> DecisionTable:
    """Read a decision table: CSV text, or rows as mappings from head to cell.

    Columns: ``kind``; conditions, where an empty cell, ``-`` or ``any`` asks for nothing:
    ``stage`` (``new, active`` or ``not(former)``), ``traits`` (``loyalty >= 0.5, support of
    trust >= 3``), ``party type``, ``line``, ``datum <name>``, or one for each trait, ``trait
    <name>`` and ``support of <name>`` (``>= 0.5``); and either columns headed by areas
    (``marketing``, ``service``, ``payment``, ``area <name>``), whose cells name strategies,
    ``Retainer(fee=USD 900.00, every=3 months)``, or ``area``, ``strategy`` and ``parameters``.
    A strategy ``nothing`` says that there is no plan. Texts with marks stand in quotes.

    Kinds are named by tag, label or class name, those of your own by ``kinds``; strategies by
    the names of the standard ones and of ``strategies``, a mapping of your own names to
    classes or values. Names are looked up there and nowhere else; nothing is evaluated.

    Under ``hit_policy="first"`` the upper row decides where several hold, unless its
    strategy is not applicable; ``"unique"`` refuses rows that meet, naming both with an example.
    A kind's rows replace those of its parent. Rows are numbered as a spreadsheet does.

    Raises ``TableError`` with every bad row, what is allowed and the closest known word. A
    table has at most 1000 rows, 100 columns and 4000 characters in a cell.

    >>> rows = [{"kind": "client", "stage": "new", "payment": "Retainer(fee=USD 900)"}]
    >>> print(read_table(rows).rules[0])
    row 2 (client, payment), new: Retainer(fee=USD 900.00)
    """
    if hit_policy not in get_args(HitPolicy):
        allowed = listed(map(repr, get_args(HitPolicy)))
        msg = f"hit_policy is {allowed}, not {shown(hit_policy)}."
        raise InvalidValueError(msg)
    by_name = {trait.name: trait for trait in traits}
    reader = _Reader(KindNames(kinds), strategy_names(strategies), tuple(by_name), hit_policy)
    heads, rows = _from_csv(table) if isinstance(table, str) else _from_mappings(table)
    columns = reader.columns(heads) if heads or isinstance(table, str) else []
    kept = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    rules = [rule for number, cells in kept for rule in reader.rules(number, cells, columns)]
    reader.check_rules(rules, by_name)
    if reader.problems:
        reader.problems.sort(key=lambda problem: problem.row)
        raise TableError(tuple(reader.problems))
    return DecisionTable(
        columns=tuple(column.head for column in columns if column is not None),
        rows=tuple(_texts(cells, columns) for _, cells in kept),
        rules=tuple(rules),
        hit_policy=hit_policy,
        traits=tuple(traits),
    )


def _texts(cells: Sequence[str], columns: Sequence[Column | None]) -> tuple[str, ...]:
    pairs = zip(cells, columns, strict=True)
    return tuple(cell for cell, column in pairs if column is not None)


def _from_csv(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read CSV text: commas, semicolons or tabs between cells, told from the heads."""
    if len(text) > MOST_TEXT:
        msg = f"the text has more than {MOST_TEXT} characters; split the table."
        raise TableError((TableProblem(1, None, msg),))
    text = text.removeprefix("\N{BYTE ORDER MARK}")
    mark = max(_MARKS, key=text.partition("\n")[0].count)
    found: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True):
            found.append(row)
            _check_size(len(found), row)
    except csv.Error as fault:
        msg = f"it is no CSV: {fault}."
        raise TableError((TableProblem(len(found) + 1, None, msg),)) from None
    heads = found[0] if found else []
    numbered = [(number, row) for number, row in enumerate(found[1:], 2) if any(row)]
    problems = [
        TableProblem(number, None, f"it has {len(row)} cells, and the heads {len(heads)}.")
        for number, row in numbered
        if len(row) > len(heads)
    ]
    if problems:
        raise TableError(tuple(problems))
    return heads, [(number, row + [""] * (len(heads) - len(row))) for number, row in numbered]


def _from_mappings(rows: object) -> tuple[list[str], list[tuple[int, list[str]]]]:
    if isinstance(rows, (bytes, Mapping)) or not isinstance(rows, Iterable):
        raise _no_table(rows)  # pyright: ignore[reportUnknownArgumentType]  # whatever it is
    given: list[Any] = []
    for row in cast("Iterable[object]", rows):
        given.append(row)
        _check_size(len(given) + 1, [])
    heads: dict[str, None] = {}
    problems: list[TableProblem] = []
    for number, row in enumerate(given, 2):
        if not isinstance(row, Mapping):
            problems.append(TableProblem(number, None, f"a row is a mapping, not {shown(row)}."))
            continue
        for head, cell in cast("Mapping[object, object]", row).items():
            if not isinstance(head, str):
                problems.append(TableProblem(number, None, f"{shown(head)} is no head."))
            elif cell is not None and not isinstance(cell, str):
                fault = f"a cell is text or None, not {shown(cell)}."
                problems.append(TableProblem(number, head, fault))
            else:
                heads[head] = None
    if problems:
        raise TableError(tuple(problems))
    _check_size(1, list(heads))
    found = [(number, [row.get(h) or "" for h in heads]) for number, row in enumerate(given, 2)]
    for number, row in found:
        _check_size(number, row)
    return list(heads), found


def _no_table(value: object) -> InvalidValueError:
    return InvalidValueError(f"A table is CSV text, or rows as mappings, not {shown(value)}.")


def _check_size(number: int, row: Sequence[str]) -> None:
    """Refuse what is too large before anything is done with it."""
    said = ""
    if number > MOST_ROWS + 1:
        said = f"a table has at most {MOST_ROWS} rows below its heads; split it."
    elif len(row) > MOST_COLUMNS:
        said = f"a table has at most {MOST_COLUMNS} columns, not {len(row)}."
    elif any(len(cell) > MOST_IN_CELL for cell in row):
        said = f"a cell has at most {MOST_IN_CELL} characters."
    if said:
        raise TableError((TableProblem(number, None, said),))


class _Reader:
    """Reads heads, then rows; every problem goes into one list."""

    def __init__(
        self, kinds: KindNames, names: Names, traits: Sequence[str], hit_policy: HitPolicy
    ) -> None:
        self.problems: list[TableProblem] = []
        self._kinds = kinds
        self._names = names
        self._traits = traits
        self._hit_policy = hit_policy

    def columns(self, heads: Sequence[str]) -> list[Column | None]:
        """Tell what the columns are for; None for an empty one without a head."""
        found: list[Column | None] = []
        for head in heads:
            try:
                found.append(column_of(head) if head.strip() else None)
            except RelkitError as fault:
                self._report(1, head, str(fault))
                found.append(None)
        if not self.problems:
            self._check_columns([column for column in found if column is not None])
        if self.problems:
            raise TableError(tuple(self.problems))
        return found

    def _check_columns(self, columns: Sequence[Column]) -> None:
        counts = Counter((c.role, c.name) for c in columns if (c.role, c.name) != ("traits", ""))
        for (role, name), times in counts.items():
            if times > 1:
                self._report(1, None, f"{times} columns are for {name or role}; leave one.")
        roles = {column.role for column in columns}
        is_long, is_wide = bool(roles & {"area", "strategy", "parameters"}), "at" in roles
        if "kind" not in roles:
            self._report(1, None, "the column 'kind' is missing.")
        if is_long and is_wide:
            said = "give areas as columns, or the columns 'area' and 'strategy', not both."
            self._report(1, None, said)
        elif not is_wide and not {"area", "strategy"} <= roles:
            said = "give areas as columns, such as 'service', or 'area' and 'strategy'."
            self._report(1, None, said)

    def rules(
        self, number: int, cells: Sequence[str], columns: Sequence[Column | None]
    ) -> list[TableRule]:
        """Read one row: its kind and conditions, and a rule for each area that it names."""
        kind: type[Relationship] | None = None
        conditions: list[Any] = []
        for cell, column in zip(cells, columns, strict=True):
            if column is None:
                if cell.strip():
                    self._report(number, None, f"{shown(cell)} stands in a column without a head.")
                continue
            try:
                if column.role == "kind":
                    kind = self._kinds.find(cell)
                elif column.is_condition:
                    conditions += conditions_of(column, cell, self._traits)
            except RelkitError as fault:
                self._report(number, column.head, str(fault))
        found = self._strategies(number, cells, columns)
        if kind is None:
            return []
        return [
            TableRule(row=number, kind=kind, area=area, conditions=tuple(conditions), strategy=each)
            for head, area, strategy in found
            if (each := self._served(number, head, kind, area, strategy)) is not None
        ]

    def _strategies(
        self, number: int, cells: Sequence[str], columns: Sequence[Column | None]
    ) -> list[tuple[str, str, AnyStrategy]]:
        """Give the head, the area and the strategy of each cell that names one."""
        pairs = [(c, cell) for cell, c in zip(cells, columns, strict=True) if c is not None]
        by_role = {column.role: (column.head, cell) for column, cell in pairs}
        wanted = [
            (c.head, c.name, cell, "") for c, cell in pairs if c.role == "at" and cell.strip()
        ]
        if "strategy" in by_role:
            (head, cell), (area_head, area) = by_role["strategy"], by_role["area"]
            more_head, more = by_role.get("parameters", ("", ""))
            try:
                wanted = [(more_head if more.strip() else head, self._area(area), cell, more)]
            except RelkitError as fault:
                self._report(number, area_head, str(fault))
        elif not wanted:
            self._report(number, None, "it names no strategy; 'nothing' says that there is none.")
        found: list[tuple[str, str, AnyStrategy]] = []
        for head, area, cell, more in wanted:
            try:
                found.append((head, area, self._strategy(cell, more)))
            except RelkitError as fault:
                self._report(number, head, str(fault))
        return found

    def _area(self, cell: str) -> str:
        node = parsed(cell)
        if isinstance(node, Text):
            return node.value
        msg = f"{shown(cell)} is no name of an area."
        raise InvalidValueError(msg)

    def _strategy(self, cell: str, more: str) -> AnyStrategy:
        node = parsed(cell)
        name = node.name if isinstance(node, Call) else getattr(node, "value", "")
        fields = node.fields if isinstance(node, Call) else ()
        if more.strip():
            if fields:
                msg = "Give parameters after the name, or in their own column, not both."
                raise InvalidValueError(msg)
            given = parsed(more, only_fields=True)
            fields = given.fields if isinstance(given, Call) else ()
        if node == Text("nothing") and not fields:
            return NOTHING
        if name not in self._names:
            msg = f"{shown(name)} is no strategy. {mend(name, [*self._names, 'nothing'])}"
            raise InvalidValueError(msg)
        chosen = self._names[name]
        if not isinstance(chosen, type) and not fields:
            return chosen
        made: AnyStrategy = built(chosen, fields, self._names)
        return made

    def _served(
        self, number: int, head: str, kind: type[Relationship], area: str, strategy: AnyStrategy
    ) -> AnyStrategy | None:
        """Let a strategy pass that serves the kind and gives the area's plans."""
        try:
            return checked_strategy(kind, area, strategy)
        except RelkitError as fault:
            self._report(number, head, str(fault))
            return None

    def check_rules(self, rules: Sequence[TableRule], traits: dict[str, Trait]) -> None:
        """Check what rows say together: nothing after which rows follow, and rows that meet."""
        groups: dict[tuple[Any, str], list[TableRule]] = {}
        for rule in rules:
            groups.setdefault((rule.kind, rule.area), []).append(rule)
        for group in groups.values():
            if self._hit_policy == "first":
                for rule in group[:-1]:
                    if rule.strategy == NOTHING:
                        said = "'nothing' would give the rows below their turn; move it below them."
                        self._report(rule.row, None, said)
            elif not self.problems:
                for overlap in overlaps_of(group, traits):
                    one, other = overlap.rows
                    said = f"it and row {one} both hold for {overlap.case}; only one row may."
                    self._report(other, None, f"{said} An example: {overlap.example}.")

    def _report(self, row: int, column: str | None, message: str) -> None:
        self.problems.append(TableProblem(row, column, message))
