"""The names of columns: readable, plain, and never taken twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
import narwhals.stable.v2 as nw

from relkit.measures import Count, First, Flag, Last, Measure, Most, Tally, Total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relkit.scorecard import Scorecard

__all__ = ["Names", "column_name", "named", "stated_columns"]

KEPT = ("business", "party", "line", "period", "tally", "unit", "text", "number", "count")
OWN = ("first_period", "last_period", "last_day", "bad_rows")


def column_name(text: str, taken: Iterable[str] = ()) -> str:
    """Give the column for a name: lower-case letters, digits and underscores, none taken twice.

    >>> column_name("staff continuity"), column_name("a b", ["a_b"])
    ('staff_continuity', 'a_b_2')
    """
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "unnamed"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    return name


def named(texts: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Give a column for each of some names."""
    found: dict[str, str] = {}
    for text in texts:
        found[text] = column_name(text, [*taken, *found.values()])
    return found


@attrs.frozen
class Names:
    """Which column of the evidence holds which measure, and which column which trait."""

    measures: Mapping[Measure, str]
    traits: Mapping[str, str]

    @classmethod
    def of(cls, card: Scorecard) -> Names:
        """Name the columns for everything that a scorecard reads."""
        traits = named(trait.name for trait in card.traits)
        taken = [*KEPT, *OWN, *(s for n in traits.values() for s in stated_columns(n))]
        by_text = named(card.layout.names, taken)
        return cls({measure: by_text[measure.name] for measure in card.layout.measures}, traits)

    def flags(self) -> dict[Flag, str]:
        """Give the columns of the flags, in the layout's order."""
        return {m: name for m, name in self.measures.items() if isinstance(m, Flag)}

    def tallies(self) -> dict[Tally, str]:
        """Give the names of the tallies, in the layout's order."""
        return {m: name for m, name in self.measures.items() if isinstance(m, Tally)}

    def counters(self) -> dict[Count | First | Last | Most | Total, str]:
        """Give the columns of everything that is one number for a relationship."""
        return {m: n for m, n in self.measures.items() if not isinstance(m, (Flag, Tally))}

    def counter(self, measure: Measure, settled: Mapping[str, int]) -> nw.Expr | int:
        """Give a counter's column, or the number that it is settled to be in every row."""
        name = self.measures[measure]
        return settled[name] if name in settled else nw.col(name)

    def stated(self) -> list[str]:
        """Give the columns that hold what statements say."""
        return [column for trait in self.traits.values() for column in stated_columns(trait)]


def stated_columns(trait: str) -> tuple[str, str]:
    """Give the columns that hold what statements say of a trait."""
    return f"stated_{trait}_pro", f"stated_{trait}_con"
