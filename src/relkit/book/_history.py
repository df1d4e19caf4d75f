"""`History` and its turns, and the walk through a relationship's days that finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, overload

import attrs
from typing_extensions import override

from relkit._notebook import mime_bundle
from relkit.assessment import Assessment, Diff, Ruling, assess_evidence
from relkit.business import Business
from relkit.events import Event, Statement
from relkit.evidence import Accumulator
from relkit.measures import First, Last
from relkit.scorecard import Scorecard
from relkit.typing import PartyId

if TYPE_CHECKING:
    from relkit.evidence import Evidence

__all__ = ["History", "Turn", "Walk", "ruling_on", "turns"]

_LAPSE = 2


@attrs.frozen(kw_only=True)
class Turn:
    """A day on which the answer or the stage changed, and exactly what changed it.

    ``events`` are those of the day; none where silence, or a ruling, turned it. The
    ``difference`` is to the day before, trait by trait.

    >>> from relkit import Book, Business, Purchase
    >>> book = Book(Business("shop", industry="retail"))
    >>> _ = book.record("ann", Purchase(on=date(2025, 1, 7)))
    >>> [str(turn) for turn in book.history("ann")]
    ['2025-01-07: undetermined becomes customer; prospect to new (Purchase)']
    """

    on: date
    assessment: Assessment
    difference: Diff
    events: tuple[Event | Statement, ...] = ()

    @override
    def __str__(self) -> str:
        """Give one human line."""
        names = ", ".join(dict.fromkeys(type(event).__name__ for event in self.events))
        return f"{self.on}: {self.difference} ({names or 'no event'})"


@attrs.frozen
class History(Sequence[Turn]):
    """Every turn of a relationship up to a day: a sequence that shows itself as steps.

    Args:
        turns: the turns in order of their days.
        until: the last day that was looked at; None where nothing was ever recorded.

    >>> from relkit import Book, Business, Purchase
    >>> book = Book(Business("shop", industry="retail"))
    >>> _ = book.record("ann", Purchase(on=date(2025, 1, 7)))
    >>> print(book.history("ann"))
    2025-01-07: undetermined becomes customer; prospect to new (Purchase)
    """

    turns: tuple[Turn, ...]
    until: date | None

    @override
    def __len__(self) -> int:
        """Count the turns."""
        return len(self.turns)

    @overload
    def __getitem__(self, place: int) -> Turn: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Turn, ...]: ...
    @override
    def __getitem__(self, place: int | slice) -> Turn | tuple[Turn, ...]:
        """Give one turn, or some."""
        return self.turns[place]

    @override
    def __str__(self) -> str:
        """Give one line for each turn."""
        return "\n".join(map(str, self.turns))

    def _repr_mimebundle_(self, **_wanted: object) -> dict[str, str]:
        """Show steps in a notebook."""
        return mime_bundle(self)


@attrs.frozen(kw_only=True)
class Walk:
    """One relationship to walk through: its events, and the rulings about it."""

    business: Business
    scorecard: Scorecard
    party: PartyId
    line: str | None
    events: Sequence[Event | Statement]
    rulings: Sequence[Ruling]
    until: date

    def by_day(self) -> dict[int, list[Event | Statement]]:
        """Group the events up to the last day by the day's ordinal, in order."""
        days: dict[int, list[Event | Statement]] = {}
        for event in sorted(self.events, key=lambda event: event.on):
            if event.on <= self.until:
                days.setdefault(event.on.toordinal(), []).append(event)
        return days

    def ruling_days(self) -> set[int]:
        """Give the ordinals of the days on which a ruling begins or ends."""
        days = {ruling.on for ruling in self.rulings}
        days |= {ruling.until for ruling in self.rulings if ruling.until is not None}
        return {day.toordinal() for day in days if day <= self.until}

    def assess(self, evidence: Evidence, day: int) -> Assessment:
        """Assess the relationship on a day; before the first of all days nothing was ruled."""
        on = date.fromordinal(max(day, 1))
        return assess_evidence(
            evidence,
            business=self.business,
            as_of=on,
            line=self.line,
            scorecard=self.scorecard,
            ruling=ruling_on(self.rulings, on) if day else None,
        )


def ruling_on(rulings: Sequence[Ruling], day: date) -> Ruling | None:
    """Give the ruling in force on a day: the one decided last; of one day, the one entered last."""
    holding = [ruling for ruling in reversed(rulings) if ruling.is_in_force(day)]
    return max(holding, key=lambda ruling: ruling.on) if holding else None


def turns(walk: Walk) -> Iterator[Turn]:
    """Walk through every day on which something can change, and give those on which it did.

    Only an event, a ruling or silence can change something, and silence only as long as the
    clock runs or the stage is not settled: two periods and a day after the last event.
    """
    events = walk.by_day()
    marks = sorted({*events, *walk.ruling_days()})
    ends = [*marks[1:], walk.until.toordinal() + 1]
    accumulator = Accumulator(walk.scorecard.layout, walk.business, party=walk.party)
    evidence = accumulator.snapshot()
    settled = 0
    for mark, end in zip(marks, ends, strict=False):
        before = walk.assess(evidence, mark - 1)
        if mark in events:
            for event in events[mark]:
                accumulator.record(event)
            evidence = accumulator.snapshot()
            settled = mark + _LAPSE * walk.business.period_days + 1
        still = end if _never_settles(walk, evidence, mark) else min(end, max(mark, settled) + 1)
        for day in range(mark, still):
            now = walk.assess(evidence, day)
            if (now.kind, now.stage) != (before.kind, before.stage):
                yield Turn(
                    on=now.as_of,
                    assessment=now,
                    difference=now.diff(before),
                    events=tuple(events.get(day, ())),
                )
            before = now


def _never_settles(walk: Walk, evidence: Evidence, day: int) -> bool:
    """Tell whether silence moves a trait for ever: only an engagement stops the clock."""
    milestones = walk.assess(evidence, day).scoring.milestones
    if milestones.last_engaged is not None or milestones.first_exchanged is None:
        return False
    return any(
        isinstance(measure, (First, Last)) and evidence[measure.name] is not None
        for trait in walk.scorecard.traits
        if trait.reads_clock
        for measure in trait.measures
    )
