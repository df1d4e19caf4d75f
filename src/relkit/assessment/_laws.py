"""The laws of assessing and of its explanations, X1 to X9, and what an answer may depend on.

The subject is a function ``(events, *, business, as_of)`` that gives an `Assessment`, as
``assess`` does. A sample ``log`` is a list of events of one party, ``as_of`` a day in its midst
or long after it, ``number`` a whole number from 0 on.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

from relkit._law import Law, law, never_below, same
from relkit.assessment._assessment import Assessment
from relkit.assessment._ruling import Ruling
from relkit.errors import LawBrokenError
from relkit.events._laws import changed
from relkit.scorecard import Undetermined
from relkit.traits import COUNT_MOST, TraitProfile

if TYPE_CHECKING:
    from datetime import date

    from relkit.business import Business
    from relkit.events import Event
    from relkit.relationships import Relationship

__all__ = ["ASSESSMENT_LAWS"]

Assess: TypeAlias = Callable[..., Assessment]

_TWO = 2  # kinds: between more each trait can move to either pole
_BRUTE = 2  # so many traits at most are tried out together
_PARTY = "party-that-nobody-names"
_POLES: Final = ((0, COUNT_MOST), (COUNT_MOST, 0))


def _asked(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> Assessment:
    return assess(tuple(log), business=business, as_of=as_of)


@law(
    "X1",
    "contributions add up",
    "What the traits contribute adds up to each kind's score, and to the lead.",
    "Σ c(t, k) + base(k) = S(k)",
)
def _adds_up(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> None:
    told = _asked(assess, log, business, as_of)
    base = told.scorecard.base
    for kind, score in told.scores.items():
        same(sum(part.points for part in told.contributions(kind)) + base(kind), score)
    ahead = base(told.leader) - base(told.runner_up)
    same(sum(part.points for part in told.contributions()) + ahead, told.lead)


@law(
    "X2",
    "the strongest first",
    "Contributions stand in order of their points, equals in order of their names.",
    "|c₁| ≥ |c₂| ≥ …",
)
def _strongest(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> None:
    told = _asked(assess, log, business, as_of)
    for kind in (None, *told.scores):
        order = [(-abs(part.points), part.trait.name) for part in told.contributions(kind)]
        same(order, sorted(order))


@law(
    "X3",
    "reasons speak",
    "Each reason has points on the side that was asked about, and there are no more than asked.",
    "c(reason) > 0; against: c(reason) < 0",
)
def _reasons(
    assess: Assess, log: Sequence[Event], business: Business, as_of: date, number: int
) -> None:
    told = _asked(assess, log, business, as_of)
    for way, against in ((1, False), (-1, True)):
        expected = [part for part in told.contributions() if way * part.points > 0]
        same(list(told.reasons(number, against=against)), expected[:number])


@law(
    "X4",
    "the change works",
    "With the counts that a counterfactual gives, the answer is the kind that it is for.",
    "L(apply(cf, φ)) = target",
)
def _works(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> bool:
    told = _asked(assess, log, business, as_of)
    found = told.fewest_changes()
    if found is None:
        return False
    same(told.scorecard.decide(found.profile).kind, found.to)
    return True


@law(
    "X5",
    "no fewer changes",
    "No change of fewer traits would do: every smaller set was tried out.",
    "L(φ′) = target ⇒ |φ′ − φ| ≥ |cf|",
)
def _fewest(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> bool:
    told = _asked(assess, log, business, as_of)
    found = told.fewest_changes()
    if found is None or not found.moves or len(told.scores) != _TWO:
        return False
    names = [trait.name for trait in told.scorecard.traits if trait.name not in _fixed(told)]
    for size in range(min(len(found.moves) - 1, _BRUTE) + 1):
        for chosen in combinations(names, size):
            if _decided(told, _favorable(told, found.to, chosen)) is found.to:
                msg = f"{', '.join(chosen)} alone would do: {found}"
                raise LawBrokenError(msg)
    return True


@law(
    "X6",
    "none is a proof",
    "Where no change is given, not even all traits at their favorable poles would do.",
    "cf = ⊥ ⇒ L(all favorable) ≠ target",
)
def _proof(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> bool:
    told = _asked(assess, log, business, as_of)
    free = [trait.name for trait in told.scorecard.traits if trait.name not in _fixed(told)]
    if told.reason is Undetermined.NO_EXCHANGE or len(told.scores) != _TWO:
        return False
    for kind in told.scorecard.kinds:
        if told.fewest_changes(kind) is None:
            same(_decided(told, _favorable(told, kind, free)) is kind, False)  # noqa: FBT003 - the side of an equation
    return True


@law(
    "X7",
    "towards the target",
    "A counterfactual moves no fixed trait, and each one that it moves towards its target.",
    "c(cf(t)) > c(t), t ∉ fixed",
)
def _towards(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> bool:
    told = _asked(assess, log, business, as_of)
    found = told.fewest_changes()
    if found is None or not found.moves:
        return False
    for move in found.moves:
        same(move.trait in _fixed(told), False)  # noqa: FBT003 - the side of an equation
        never_below(move.points_after, move.points_before)
    return True


@law(
    "X8",
    "differences add up",
    "What changed between two days adds up, trait by trait, to the change of each score.",
    "Σ (c′(t) − c(t)) = S′ − S",
)
def _differs(
    assess: Assess, log: Sequence[Event], business: Business, as_of: date, number: int
) -> bool:
    if not log:
        return False
    days = sorted(event.on for event in log)
    earlier = _asked(assess, log, business, days[number % len(days)])
    later = _asked(assess, log, business, max(as_of, days[-1]))
    found = later.diff(earlier)
    for kind, score in later.scores.items():
        moved = sum(change.points for change in found.changes(kind))
        same(moved, score - earlier.scores[kind])
        same(found.scores[kind], score - earlier.scores[kind])
    return True


@law(
    "X9",
    "an explanation names nobody",
    "An explanation is the same each time, and does not name the party.",
    "explain(r) = explain(r), id ∉ explain(r)",
)
def _names_nobody(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> None:
    named = [changed(event, party=_PARTY) for event in log]
    told = _asked(assess, named, business, as_of)
    texts = {told.explain() for _ in range(2)} | {str(told)}
    same(len(texts), 2)
    same([text for text in texts if _PARTY in text], [])


@law(
    "E12",
    "nothing from later",
    "Events after the day of the assessment change nothing.",
    "A(x, t) = A([e ∈ x | day(e) ≤ t], t)",
)
def _as_of(assess: Assess, log: Sequence[Event], business: Business, number: int) -> bool:
    if not log:
        return False
    day = sorted(event.on for event in log)[number % len(log)]
    known = [event for event in log if event.on <= day]
    same(_answer(_asked(assess, log, business, day)), _answer(_asked(assess, known, business, day)))
    return True


@law(
    "E5",
    "in any order",
    "In whatever order the events are given, the answer is the same.",
    "A(σ(x)) = A(x)",
)
def _in_any_order(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> bool:
    told = _answer(_asked(assess, log, business, as_of))
    same(_answer(_asked(assess, log[::-1], business, as_of)), told)
    return len(log) > 1


@law(
    "C14",
    "the same again",
    "The same question has the same answer, however often it is asked.",
    "A(x, t) = A(x, t)",
)
def _again(assess: Assess, log: Sequence[Event], business: Business, as_of: date) -> None:
    told = [_answer(_asked(assess, log, business, as_of)) for _ in range(3)]
    same(told, told[:1] * 3)


def _takes_ruling(assess: Assess) -> str:
    return "" if "ruling" in inspect.signature(assess).parameters else "it takes no ruling="


@law(
    "C21",
    "a ruling wins",
    "A ruling decides the kind, and leaves what was computed as it is.",
    "kind(A(x, t, h)) = kind(h), S(A(x, t, h)) = S(A(x, t)) for a ruling h",
    applies=_takes_ruling,
)
def _ruled(
    assess: Assess, log: Sequence[Event], business: Business, as_of: date, number: int
) -> None:
    plain = _asked(assess, log, business, as_of)
    kinds = plain.scorecard.kinds
    ruling = Ruling(kinds[number % len(kinds)], by="head office", on=as_of, reason="known")
    told = assess(tuple(log), business=business, as_of=as_of, ruling=ruling)
    same(told.kind, ruling.kind)
    same((told.computed_kind, told.scores), (plain.computed_kind, plain.scores))


def _answer(told: Assessment) -> tuple[object, ...]:
    return told.kind, told.stage, told.profile, told.scoring.points, told.scores


def _fixed(told: Assessment) -> set[str]:
    """Give the names that stand for the setting, which no counterfactual moves by itself."""
    card = told.scorecard
    return {"setting", *(card.traits[place].name for place in card.settings)}


def _favorable(told: Assessment, kind: type[Relationship], names: Sequence[str]) -> TraitProfile:
    """Give the profile with some traits at the pole that is best for a kind, of two."""
    card, profile = told.scorecard, told.profile
    rival = next(each for each in card.kinds if each is not kind)
    for trait in card.traits:
        ahead = card.weight(kind, trait) - card.weight(rival, trait)
        if ahead and trait.name in names:
            profile = profile.with_counts(trait.name, *_POLES[ahead > 0])
    return profile


def _decided(told: Assessment, profile: TraitProfile) -> type[Relationship] | None:
    return told.scorecard.decide(profile).kind


ASSESSMENT_LAWS: Final[tuple[Law, ...]] = (
    _adds_up,
    _strongest,
    _reasons,
    _works,
    _fewest,
    _proof,
    _towards,
    _differs,
    _names_nobody,
    _as_of,
    _in_any_order,
    _again,
    _ruled,
)
"""What everything that assesses events as ``assess`` does owes."""
