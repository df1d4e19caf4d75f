"""Tables of the documentation that are made from the code, so that they cannot drift."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from relkit.traits import STANDARD_TRAITS, Trait

FOLDER = Path(__file__).parent / "_generated"


def traits_table() -> Iterator[str]:
    """Write the standard traits, one row each, with the reason of every weight."""
    yield "| trait | customer's pole | client's pole | κ | weight | from | why this weight |"
    yield "|---|---|---|---|---|---|---|"
    for trait in STANDARD_TRAITS:
        yield f"| {' | '.join(_cells(trait))} |"


def _cells(trait: Trait) -> Iterator[str]:
    yield trait.label
    yield from trait.poles
    yield str(trait.kappa)
    yield f"{trait.weight:,}"
    yield ", ".join(trait.sources)
    yield trait.reason


def write_tables() -> None:
    """Write every table to a file that a page includes."""
    FOLDER.mkdir(exist_ok=True)
    FOLDER.joinpath("traits.md").write_text("\n".join(traits_table()) + "\n", "utf-8")
