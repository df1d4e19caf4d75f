"""`Report`: what a run of laws found, one row per law, as frozen values."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs
from typing_extensions import override

from relkit._law import Law
from relkit.errors import LawBrokenError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LawRow", "LawStatus", "Report"]


class LawStatus(StrEnum):
    """What became of one law.

    >>> LawStatus.VACUOUS.is_good, LawStatus.NOT_APPLICABLE.is_good
    (False, True)
    """

    HELD = "held"
    BROKEN = "broken"
    BROKEN_AS_EXPECTED = "broken as expected"
    HELD_UNEXPECTEDLY = "held, but was expected to fail"
    VACUOUS = "vacuous"
    NOT_APPLICABLE = "not applicable"

    @property
    def is_good(self) -> bool:
        """Whether a run with it succeeds."""
        return self in (self.HELD, self.BROKEN_AS_EXPECTED, self.NOT_APPLICABLE)


@attrs.frozen(kw_only=True)
class LawRow:
    """What became of one law of one subject.

    Args:
        law: the law.
        status: what became of it.
        examples: how many examples put it to the test.
        example: the smallest example that breaks it, as code to paste; else empty.
        said: both sides of the broken law, the reason why it is not owed, or the like.
        seconds: how long it took.

    >>> from relkit import Client
    >>> from relkit.testing import verify
    >>> row = verify(Client).rows[0]
    >>> row.status, row.example
    (<LawStatus.HELD: 'held'>, '')
    """

    law: Law
    status: LawStatus
    examples: int = 0
    example: str = ""
    said: str = ""
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The name of the law."""
        return self.law.name

    @property
    def statement(self) -> str:
        """What the law says, in one sentence."""
        return self.law.statement

    @override
    def __str__(self) -> str:
        """Give the law, what became of it, and all that is needed to see why."""
        code = f" ({self.law.code})" if self.law.code else ""
        lines = [
            f"The law {self.name!r}{code} was {self.status.value}.",
            f"  {self.statement}",
            f"  {self.law.formula}",
        ]
        for part in (self.said, self.example):
            if part:
                lines += ["", *(f"    {line}".rstrip() for line in part.splitlines())]
        return "\n".join(lines)


@attrs.frozen(kw_only=True)
class Report:
    """What a run of all laws of one subject found.

    ``owed`` is how many laws a subject of its type owes; a run that put fewer to the test,
    or to which a law was vacuous, is not ``ok``.

    >>> from relkit import Client
    >>> from relkit.testing import verify
    >>> report = verify(Client)
    >>> report.ok, report.owed == len(report.rows)
    (True, True)
    """

    subject: str
    rows: tuple[LawRow, ...]
    owed: int

    @property
    def ok(self) -> bool:
        """Whether every law that is owed was put to the test and did as expected."""
        return self.owed <= len(self.rows) and all(row.status.is_good for row in self.rows)

    @property
    def seconds(self) -> float:
        """How long all laws took."""
        return sum(row.seconds for row in self.rows)

    def row(self, name: str) -> LawRow:
        """Give the row of a law; raises ``LookupError`` where there is none."""
        for row in self.rows:
            if row.name == name:
                return row
        raise LookupError(name)

    def raise_if_failed(self) -> None:
        """Raise ``LawBrokenError`` with everything that failed; do nothing where all is well."""
        bad = [str(row) for row in self.rows if not row.status.is_good]
        if self.owed > len(self.rows):
            bad.append(f"{self.subject} owes {self.owed} laws, and {len(self.rows)} ran.")
        if bad:
            raise LawBrokenError("\n\n".join((f"{self.subject}:", *bad)))

    def to_markdown(self) -> str:
        """Give the report as a table for a page."""
        head = ("law", "statement", "status", "examples", "seconds")
        body = (
            (r.name, r.statement, r.status.value, str(r.examples), f"{r.seconds:.2f}")
            for r in self.rows
        )
        return "\n".join((_line(head), _line(["---"] * len(head)), *map(_line, body)))

    @override
    def __str__(self) -> str:
        """Give one line for the run and one for each law."""
        ran = sum(row.status is not LawStatus.NOT_APPLICABLE for row in self.rows)
        verdict = "ok" if self.ok else "not ok"
        lines = [f"{self.subject}: {verdict}, {ran} of {self.owed} laws ran"]
        for row in self.rows:
            why = f": {row.said}" if row.status is LawStatus.NOT_APPLICABLE else ""
            lines.append(f"  {row.name}: {row.status.value}{why} ({row.examples} examples)")
        return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
