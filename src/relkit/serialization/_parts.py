"""The shapes in which values are written whose own fields say too much or too little.

Each has ``of``, which takes a value apart, and ``made`` or a constructor beside it, which puts
one together again and refuses what the library itself would never have made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias, cast

import attrs

from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.evidence import PERIODS_MOST, Evidence
from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.measures import First, Flag, Last, Layout, Measure, Tally
from relkit.plans import Workload
from relkit.playbook import Case, Playbook
from relkit.relationships import Relationship
from relkit.serialization._refused import Part, RefusedError
from relkit.serialization._scalars import read_day
from relkit.strategies import Strategy
from relkit.typing import PartyId

__all__ = ["CaseParts", "Counts", "EvidenceParts", "PlaybookParts", "counts_of", "evidence_of"]

_BITS: Final = re.compile(r"0x[0-9a-f]+\Z")
_Written: TypeAlias = str | int | frozenset[tuple[object, int]] | None


@attrs.frozen(kw_only=True)
class Counts(Part):
    """What evidence counted, for a layout that stands elsewhere.

    One value per measure: bits in hexadecimal for a flag, a day for a first or last day, pairs
    of key and number for a tally, and a whole number for any other.
    """

    base: int | None = None
    values: tuple[_Written, ...]
    stated: Mapping[str, tuple[int, int]]


@attrs.frozen(kw_only=True)
class EvidenceParts:
    """Evidence with its layout."""

    layout: Layout
    period_days: int
    party: PartyId | None = None
    counts: Counts

    @classmethod
    def of(cls, evidence: Evidence) -> EvidenceParts:
        """Take evidence apart."""
        return cls(
            layout=evidence.layout,
            period_days=evidence.period_days,
            party=evidence.party,
            counts=counts_of(evidence),
        )


def counts_of(evidence: Evidence) -> Counts:
    """Give what evidence counted."""
    pairs = zip(evidence.layout.measures, evidence.values, strict=True)
    return Counts(
        base=evidence.base,
        values=tuple(_written(measure, value) for measure, value in pairs),
        stated=evidence.stated,
    )


def _written(measure: Measure, value: Any) -> _Written:  # noqa: ANN401 - as the measure says
    if value is None:
        return None
    if isinstance(measure, Tally):
        return frozenset(cast("Mapping[object, int]", value).items())
    if isinstance(measure, Flag):
        return hex(value)
    if isinstance(measure, (First, Last)):
        absent = value in (ABSENT_FIRST, ABSENT_LAST)
        return None if absent else date.fromordinal(value).isoformat()
    return cast("int", value)


def evidence_of(
    layout: Layout, period_days: int, counts: Counts, party: PartyId | None = None
) -> Evidence:
    """Put evidence together again; raises ``InvalidValueError`` for counts that cannot be."""
    if len(counts.values) != len(layout.measures):
        msg = f"There are {len(counts.values)} counts for {len(layout.measures)} measures."
        raise InvalidValueError(msg)
    pairs = zip(layout.measures, counts.values, strict=True)
    values = tuple(_read(measure, value) for measure, value in pairs)
    if period_days < 1 or any(n < 0 for pair in counts.stated.values() for n in pair):
        msg = "Evidence has periods of at least one day, and statements count from 0 up."
        raise InvalidValueError(msg)
    return Evidence(
        layout=layout,
        period_days=period_days,
        base=counts.base,
        values=values,
        stated=counts.stated,
        party=party,
    )


def _read(measure: Measure, value: _Written) -> Any:  # noqa: ANN401 - as the measure says
    if isinstance(measure, Tally):
        return _tally(measure, value)
    if isinstance(measure, Flag):
        return _flag(measure, value)
    if isinstance(measure, (First, Last)):
        return _day(measure, value)
    if isinstance(value, int):
        return value
    raise _misfit(measure, "a whole number", value)


def _tally(measure: Tally, value: _Written) -> Mapping[object, int] | None:
    if value is None:
        return None
    if isinstance(value, frozenset):
        counts = dict(value)
        if len(counts) == len(value) and all(number > 0 for number in counts.values()):
            return counts
    raise _misfit(measure, "null or pairs of a key and a number above 0, each key once", value)


def _flag(measure: Flag, value: _Written) -> int:
    longest = 2 + (PERIODS_MOST + 3) // 4
    if isinstance(value, str) and len(value) <= longest and _BITS.match(value):
        bits = int(value, 16)
        if bits.bit_length() <= PERIODS_MOST:
            return bits
    raise _misfit(measure, f"up to {PERIODS_MOST} bits such as '0x1f'", value)


def _day(measure: First | Last, value: _Written) -> int:
    if value is None:
        return ABSENT_FIRST if isinstance(measure, First) else ABSENT_LAST
    try:
        return read_day(value).toordinal()
    except RefusedError:
        raise _misfit(measure, "null or an ISO date", value) from None


def _misfit(measure: Measure, wanted: str, value: object) -> InvalidValueError:
    return InvalidValueError(
        f"The measure {shown(measure.name)} counts as {wanted}, not as {shown(value)}."
    )


@attrs.frozen(kw_only=True)
class PlaybookParts:
    """A playbook's entries, whatever order they were given in."""

    entries: tuple[tuple[type[Relationship], str, Strategy[Any, Any]], ...]

    @classmethod
    def of(cls, playbook: Playbook) -> PlaybookParts:
        """Take a playbook apart; its entries come by kind and area, for it has no order."""
        entries = sorted(playbook.entries, key=lambda entry: (entry[0].tag, entry[1]))
        return cls(entries=tuple(entries))


@attrs.frozen(kw_only=True)
class CaseParts:
    """One case of a caseload, whose own class is a named tuple."""

    party: PartyId
    kind: str
    tier: str
    owner: str | None = None
    workload: Workload

    @classmethod
    def of(cls, case: Case) -> CaseParts:
        """Take a case apart."""
        return cls(**case._asdict())
