"""`Turn` and the walk through a relationship's days that finds them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from relkit.assessment import Assessment, Diff, Ruling, assess_evidence
from relkit.evidence import Accumulator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relkit.business import Business
    from relkit.events import Event, Statement
    from relkit.scorecard import Scorecard
    from relkit.typing import PartyId

__all__ = ["Turn", "turns"]


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

    def __str__(self) -> str:
        """Give one human line."""
        names = ", ".join(dict.fromkeys(type(event).__name__ for event in self.events))
        return f"{self.on}: {self.difference} ({names or 'no event'})"


@attrs.frozen(kw_only=True)
class Walk:
    """One relationship to walk through: its events by day, and the rulings about it."""

    business: Business
    scorecard: Scorecard
    party: PartyId
    line: str | None
    events: Sequence[Event | Statement]
    rulings: Sequence[Ruling]
    until: date

    def by_day(self) -> dict[date, list[Event | Statement]]:
        """Group the events up to the last day, in order of days."""
        days: dict[date, list[Event | Statement]] = {}
        for event in sorted(self.events, key=lambda event: event.on):
            if event.on <= self.until:
                days.setdefault(event.on, []).append(event)
        return days

    def ruling(self, day: date) -> Ruling | None:
        """Give the ruling in force on a day: the one decided last."""
        return ruling_on(self.rulings, day)

    def ruling_days(self) -> set[date]:
        """Give the days on which a ruling begins or ends."""
        days = {ruling.on for ruling in self.rulings}
        return days | {ruling.until for ruling in self.rulings if ruling.until is not None}


def ruling_on(rulings: Sequence[Ruling], day: date) -> Ruling | None:
    """Give the ruling in force on a day; of several the one decided last."""
    holding = [ruling for ruling in rulings if ruling.is_in_force(day)]
    return max(holding, key=lambda ruling: ruling.on) if holding else None


def turns(walk: Walk) -> Iterator[Turn]:
    """Walk through every day on which something can change, and give those on which it did."""
    card, business = walk.scorecard, walk.business
    days = walk.by_day()
    if not days:
        return
    accumulator = Accumulator(card.layout, business, party=walk.party)
    evidence = accumulator.snapshot()
    before: Assessment | None = None
    first = min(days)
    eve = first - timedelta(days=1) if first > date.min else first
    for day in (eve, *_days(walk, days)):
        if day in days and (day != eve or eve == first):
            for event in days[day]:
                accumulator.record(event)
            evidence = accumulator.snapshot()
        now = assess_evidence(
            evidence,
            business=business,
            as_of=day,
            line=walk.line,
            scorecard=card,
            ruling=walk.ruling(day),
        )
        if before is not None and (now.kind, now.stage) != (before.kind, before.stage):
            yield Turn(
                on=day,
                assessment=now,
                difference=now.diff(before),
                events=tuple(days.get(day, ())),
            )
        before = now


def _days(walk: Walk, days: dict[date, list[Event | Statement]]) -> Iterator[date]:
    """Give each day of an event, and each day of silence that can still change something."""
    period = walk.business.period_days
    rulings = walk.ruling_days()
    ordered = sorted(days)
    for place, day in enumerate(ordered):
        end = ordered[place + 1] if place + 1 < len(ordered) else _after(walk.until)
        yield day
        gap = (end - day).days
        still = 2 * period + 1
        for ahead in range(1, min(gap, still + 1)):
            yield day + timedelta(days=ahead)
        yield from sorted(r for r in rulings if day < r < end and (r - day).days > still)


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
