"""A book as simple as can be: every fact in one list, everything computed anew each time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from relkit.assessment import Assessment, Ruling, assess, standard_scorecard
from relkit.evidence import Evidence, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from relkit.business import Business
    from strategies.books import Fact

ONE_DAY = timedelta(days=1)


def record_of(fact: Fact, party: Hashable = None) -> dict[str, object]:
    """Write a fact as a plain record."""
    record: dict[str, object] = {"event": fact.tag}
    for field in attrs.fields(type(fact)):
        record[field.alias] = getattr(fact, field.name)
    if party is not None:
        record["party"] = party
    return record


def placed(fact: Fact, line: str | None) -> Fact:
    """Give the fact as one of its line and of no named party."""
    return attrs.evolve(fact, party=None, line=fact.line if line is None else line)


def every_turn(
    assessed: Callable[[date], Assessment], first: date, until: date
) -> list[tuple[date, Assessment, Assessment]]:
    """Assess every single day, and give those on which kind or stage changed: before, after."""
    found = []
    before = assessed(first - ONE_DAY)
    day = first
    while day <= until:
        now = assessed(day)
        if (before.kind, before.stage) != (now.kind, now.stage):
            found.append((day, before, now))
        before = now
        day += ONE_DAY
    return found


class NaiveBook:
    """What a book should answer, computed from all facts and rulings each time."""

    def __init__(self, business: Business) -> None:
        """Start with nothing."""
        self.business = business
        self.parties: set[Hashable] = set()
        self.facts: list[tuple[Hashable, Fact]] = []
        self.rulings: list[tuple[Hashable, str | None, Ruling]] = []

    def by_id(self) -> dict[Hashable, tuple[Hashable, Fact]]:
        """Give the facts that have an id."""
        return {
            fact.event_id: (party, fact) for party, fact in self.facts if fact.event_id is not None
        }

    def verdict(self, party: Hashable, fact: Fact) -> str:
        """Tell whether a placed fact is new, a repeat, or in conflict with a known one."""
        known = None if fact.event_id is None else self.by_id().get(fact.event_id)
        if known is None:
            return "new"
        return "repeat" if known == (party, fact) else "conflict"

    def add(self, party: Hashable, fact: Fact) -> None:
        """Record a placed fact."""
        self.parties.add(party)
        self.facts.append((party, fact))

    def remove(self, party: Hashable) -> None:
        """Forget a party."""
        self.parties.discard(party)
        self.facts = [pair for pair in self.facts if pair[0] != party]
        self.rulings = [entry for entry in self.rulings if entry[0] != party]

    def lines(self, party: Hashable) -> set[str]:
        """Give a party's lines."""
        return {fact.line for owner, fact in self.facts if owner == party and fact.line}

    def known(self, party: Hashable, line: str | None) -> list[Fact]:
        """Give the facts of a relationship by day."""
        mine = [fact for owner, fact in self.facts if owner == party]
        chosen = [fact for fact in mine if line is None or fact.line == line]
        return sorted(chosen, key=lambda fact: fact.on)

    def ruled(self, party: Hashable, line: str | None) -> list[Ruling]:
        """Give the rulings of a relationship in the order in which they were entered."""
        return [ruling for *where, ruling in self.rulings if where == [party, line]]

    def ruling(self, party: Hashable, line: str | None, day: date) -> Ruling | None:
        """Give the ruling that was decided last among those in force."""
        best = None
        for owner, where, ruling in self.rulings:
            if (owner, where) == (party, line) and ruling.is_in_force(day):
                best = ruling if best is None or ruling.on >= best.on else best
        return best

    def evidence(self, party: Hashable, line: str | None, day: date | None) -> Evidence:
        """Fold all facts up to a day."""
        layout = standard_scorecard().layout
        facts = self.known(party, line)
        return fold(facts, layout=layout, business=self.business, party=party, until=day)

    def assess(self, party: Hashable, line: str | None, day: date) -> Assessment:
        """Assess all facts up to a day."""
        ruling = self.ruling(party, line, day)
        facts = self.known(party, line)
        options: dict[str, Any] = {"business": self.business, "party": party, "ruling": ruling}
        return assess(facts, as_of=day, line=line, **options)

    def turns(
        self, party: Hashable, line: str | None, until: date
    ) -> list[tuple[date, Assessment, Assessment]]:
        """Give every turn up to a day."""
        days = [fact.on for fact in self.known(party, line)]
        days += [r.on for owner, where, r in self.rulings if (owner, where) == (party, line)]
        if not days:
            return []
        return every_turn(lambda day: self.assess(party, line, day), min(days), until)
