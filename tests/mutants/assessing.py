"""Wrong ways to assess, by the name of the law that each breaks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

import attrs
from typing_extensions import override

from relkit.assessment import Assessment, Contribution, Counterfactual, Diff, Ruling, assess
from relkit.business import Business
from relkit.events import Event
from relkit.relationships import Relationship

Assess = Callable[..., Assessment]


class Double(Assessment):
    """Counts its first contribution twice."""

    @override
    def contributions(self, kind: type[Relationship] | None = None) -> tuple[Contribution, ...]:
        first, *rest = super().contributions(kind)
        return (attrs.evolve(first, points=2 * first.points), *rest)


class Upside(Assessment):
    """Puts the weakest first."""

    @override
    def contributions(self, kind: type[Relationship] | None = None) -> tuple[Contribution, ...]:
        return super().contributions(kind)[::-1]


class Padding(Assessment):
    """Gives reasons that say nothing."""

    @override
    def reasons(self, most: int = 4, *, against: bool = False) -> tuple[Contribution, ...]:
        return self.contributions()[:most]


class HalfWay(Assessment):
    """Gives counts that change nothing."""

    @override
    def fewest_changes(
        self, to: type[Relationship] | None = None, *, fixed: Collection[str] = ("setting",)
    ) -> Counterfactual | None:
        found = super().fewest_changes(to, fixed=fixed)
        return found and attrs.evolve(found, profile=self.profile)


class Wordy(Assessment):
    """Says that one trait more must move, and leaves it where it is."""

    @override
    def fewest_changes(
        self, to: type[Relationship] | None = None, *, fixed: Collection[str] = ("setting",)
    ) -> Counterfactual | None:
        found = super().fewest_changes(to, fixed=fixed)
        return found and attrs.evolve(found, moves=(*found.moves, *found.moves))


class Despairing(Assessment):
    """Gives up where more than one trait would have to move."""

    @override
    def fewest_changes(
        self, to: type[Relationship] | None = None, *, fixed: Collection[str] = ("setting",)
    ) -> Counterfactual | None:
        found = super().fewest_changes(to, fixed=fixed)
        return found if found and len(found.moves) < 2 else None


class Meddling(Assessment):
    """Says that a trait moved away from the target."""

    @override
    def fewest_changes(
        self, to: type[Relationship] | None = None, *, fixed: Collection[str] = ("setting",)
    ) -> Counterfactual | None:
        found = super().fewest_changes(to, fixed=fixed)
        if found is None:
            return None
        moves = tuple(attrs.evolve(m, points_after=m.points_before - 1) for m in found.moves)
        return attrs.evolve(found, moves=moves)


class Rounding(Assessment):
    """Loses a point of every difference."""

    @override
    def diff(self, earlier: Assessment) -> Diff:
        found = super().diff(earlier)
        return attrs.evolve(found, scores={kind: score + 1 for kind, score in found.scores.items()})


class Telling(Assessment):
    """Names the party in its explanations."""

    @override
    def explain(self, **how: Any) -> str:
        return f"{super().explain(**how)}\n{self.party}"


def _as(made: type[Assessment], found: Assessment) -> Assessment:
    fields = {field.name: getattr(found, field.name) for field in attrs.fields(Assessment)}
    return made(**fields)


def showing(made: type[Assessment]) -> Assess:
    """Assess rightly, and show it wrongly."""

    def assessed(events: Iterable[Event], *, business: Business, as_of: date) -> Assessment:
        return _as(made, assess(events, business=business, as_of=as_of))

    return assessed


def foresighted(events: Iterable[Event], *, business: Business, as_of: date) -> Assessment:
    """Count what happens in the month after."""
    later = as_of + timedelta(days=30)
    return attrs.evolve(assess(events, business=business, as_of=later), as_of=as_of)


def impressed(events: Iterable[Event], *, business: Business, as_of: date) -> Assessment:
    """Count what came last once more."""
    given = [event for event in events if event.on <= as_of]
    return assess([*given, *given[-1:]], business=business, as_of=as_of)


def moody(
    asked: list[object], events: Iterable[Event], *, business: Business, as_of: date
) -> Assessment:
    """Count everything twice when asked the same for the third time in a row."""
    given = tuple(events)
    question = (given, business, as_of)
    if asked[-1:] != [question]:
        asked.clear()
    asked.append(question)
    return assess(given * (1 + (len(asked) % 3 == 0)), business=business, as_of=as_of)


def deaf(
    events: Iterable[Event], *, business: Business, as_of: date, ruling: Ruling | None = None
) -> Assessment:
    """Take no notice of rulings."""
    del ruling
    return assess(events, business=business, as_of=as_of)


MUTANTS: dict[str, Assess] = {
    "contributions add up": showing(Double),
    "the strongest first": showing(Upside),
    "reasons speak": showing(Padding),
    "the change works": showing(HalfWay),
    "no fewer changes": showing(Wordy),
    "none is a proof": showing(Despairing),
    "towards the target": showing(Meddling),
    "differences add up": showing(Rounding),
    "an explanation names nobody": showing(Telling),
    "nothing from later": foresighted,
    "in any order": impressed,
    "the same again": partial(moody, []),
    "a ruling wins": deaf,
}
