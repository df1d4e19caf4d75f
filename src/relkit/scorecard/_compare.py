"""`compare`: what tells two kinds apart, trait by trait, as the subject's articles set it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from typing_extensions import override

from relkit._words import mend, shown
from relkit.errors import UnknownNameError
from relkit.relationships import Relationship
from relkit.scorecard._scorecard import Scorecard
from relkit.traits import STANDARD_TRAITS, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Comparison", "ComparisonRow", "compare"]


@attrs.frozen
class ComparisonRow:
    """One trait of a comparison: the pole of each kind, and the points between them.

    ``points`` is the second kind's weight less the first's; the first kind's pole stands
    first in ``poles``.

    >>> from relkit import Client, Customer, compare
    >>> compare(Customer, Client)["tenure"].poles
    ('brief', 'months or years')
    """

    trait: Trait
    poles: tuple[str, str]
    points: int


@attrs.frozen
class Comparison:
    """What tells two kinds apart, trait by trait; traits that do not are left out.

    >>> from relkit import Client, Customer, compare
    >>> str(compare(Customer, Client)).splitlines()[0].split()
    ['Trait', 'customer', 'client', 'points']
    """

    kinds: tuple[type[Relationship], type[Relationship]]
    rows: tuple[ComparisonRow, ...]

    def __iter__(self) -> Iterator[ComparisonRow]:
        """Give the rows, the strongest first."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __getitem__(self, name: str) -> ComparisonRow:
        """Give the row of a trait; raises ``UnknownNameError`` where there is none."""
        for row in self.rows:
            if row.trait.name == name:
                return row
        msg = f"No row for {shown(name)}. {mend(name, [row.trait.name for row in self.rows])}"
        raise UnknownNameError(msg)

    @override
    def __str__(self) -> str:
        """Give a table of 80 columns."""
        from relkit.display import comparison_table  # noqa: PLC0415 - the one door from below

        return comparison_table(self)


def compare(
    one: type[Relationship],
    other: type[Relationship],
    *,
    traits: Sequence[Trait] = STANDARD_TRAITS,
) -> Comparison:
    """Set two kinds side by side from the very traits that tell them apart (rows S7 to S27).

    Raises ``DeclarationError`` for anything but two kinds.

    >>> from relkit import Client, Customer
    >>> len(compare(Customer, Client))
    20
    """
    card = Scorecard((one, other), traits=traits)
    rows: list[ComparisonRow] = []
    for trait, first, second in zip(card.traits, *card.weights, strict=True):
        if first != second:
            poles = trait.poles if second > first else trait.poles[::-1]
            rows.append(ComparisonRow(trait, poles, second - first))
    rows.sort(key=lambda row: (-abs(row.points), row.trait.name))
    return Comparison((one, other), tuple(rows))
