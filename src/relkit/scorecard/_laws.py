"""The laws of scorecards, C1 to C20.

A sample ``profile`` holds counts of the scorecard's traits up to a million; ``extreme`` goes
to the greatest. ``log``, ``business`` and ``as_of`` are one relationship's events, whose they
are, and the day; ``shift`` and ``wider`` are points, ``place`` chooses among the traits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from relkit._law import Law, law, never_below, same
from relkit._value_laws import VALUE_LAWS
from relkit.events import Statement
from relkit.events._laws import changed
from relkit.evidence import Evidence, fold
from relkit.measures import ENGAGEMENT
from relkit.relationships import Relationship, kind
from relkit.scorecard._decision import Undetermined, knows_more_than_setting
from relkit.traits import WEIGHT_MOST, Trait, TraitProfile

if TYPE_CHECKING:
    from relkit.business import Business
    from relkit.events import Event
    from relkit.scorecard._scorecard import Scorecard, Scoring

__all__ = ["SCORECARD_LAWS"]

_SILENT = Trait("a trait that nobody weighs", 0, 0, kappa=1)
_LAPSE = 2


def _score(card: Scorecard, log: Sequence[Event], business: Business, as_of: date) -> Scoring:
    evidence = fold(log, layout=card.layout, business=business, until=as_of)
    return card.score(evidence, business, as_of)


@lru_cache(maxsize=64)
def _below(parent: Any, name: str) -> type[Relationship]:  # noqa: ANN401 - mypy calls no class hashable
    """Declare a kind below another, with nothing of its own."""
    return kind(type(name, (parent,), {}))


def _has_traits(card: Scorecard) -> str:
    return "" if card.traits else "it has no traits"


# ------------------------------------------------------------------ scores


@law(
    "C1",
    "contributions add up",
    "Each kind's score is its base plus its points, trait by trait.",
    "Sₖ = πₖ + Σₜ cₜₖ",
)
def _adds_up(card: Scorecard, profile: TraitProfile) -> None:
    rows = zip(card.kinds, card.points(profile), strict=True)
    same(tuple(card.base(kind) + sum(row) for kind, row in rows), card.scores(profile))


@law(
    "C2",
    "order of declaration",
    "Traits and kinds declared in another order give every kind the same score.",
    "S(σ(traits), τ(kinds)) = S(traits, kinds)",
)
def _order(card: Scorecard, profile: TraitProfile) -> None:
    other = attrs.evolve(card, kinds=card.kinds[::-1], traits=card.traits[::-1])
    turned = TraitProfile(other.traits, profile.pro[::-1], profile.con[::-1])
    same(other.scores(turned)[::-1], card.scores(profile))


@law(
    "C4",
    "bases shift",
    "A base raised by some points raises its kind's score by exactly these, and no other.",
    "πₖ += d ⇒ Sₖ += d",
)
def _bases(card: Scorecard, profile: TraitProfile, shift: int) -> None:
    moved = card.kinds[0]
    base = card.bases.get(moved, 0)
    by = -shift if base * shift > 0 else shift  # a base has bounds: away from the nearer one
    other = attrs.evolve(card, bases={**card.bases, moved: base + by})
    before = card.scores(profile)
    same(other.scores(profile), (before[0] + by, *before[1:]))


@law(
    "C6",
    "raised traits",
    "More for a trait never costs the kind that weighs it more, but for the rounding of two.",
    "wₜₖ ≥ wₜⱼ ⇒ Sₖ − Sⱼ never falls",
    applies=_has_traits,
)
def _raised(card: Scorecard, profile: TraitProfile, place: int, more: int) -> None:
    at = place % len(card.traits)
    pro, con = profile.pro[at], profile.con[at]
    after = card.scores(profile.with_counts(card.traits[at].name, pro + more, con))
    before = card.scores(profile)
    for k, mine in enumerate(card.weights):
        for j, theirs in enumerate(card.weights):
            if mine[at] >= theirs[at]:
                spare = 1 if mine[at] * theirs[at] > 0 else 0
                never_below(after[k] - after[j] + spare, before[k] - before[j])


@law(
    "C8",
    "leaving a trait out",
    "Without a trait every score is less by exactly what the trait contributed.",
    "S(without t) = S − cₜ",
    applies=_has_traits,
)
def _left_out(card: Scorecard, profile: TraitProfile) -> None:
    rest = attrs.evolve(card, traits=card.traits[:-1])
    kept = TraitProfile(rest.traits, profile.pro[:-1], profile.con[:-1])
    gone = [row[-1] for row in card.points(profile)]
    less = tuple(s - c for s, c in zip(card.scores(profile), gone, strict=True))
    same(rest.scores(kept), less)


@law(
    "C12",
    "more of the same",
    "The same counts seen more often never take points from a trait.",
    "|cₜ(n·a, n·b)| ≥ |cₜ(a, b)|",
)
def _more_of_the_same(card: Scorecard, profile: TraitProfile, factor: int) -> None:
    often = attrs.evolve(
        profile,
        pro=tuple(factor * min(pro, 1000) for pro in profile.pro),
        con=tuple(factor * min(con, 1000) for con in profile.con),
    )
    once = attrs.evolve(
        profile,
        pro=tuple(min(pro, 1000) for pro in profile.pro),
        con=tuple(min(con, 1000) for con in profile.con),
    )
    for less, more in zip(card.points(once), card.points(often), strict=True):
        for a, b in zip(less, more, strict=True):
            never_below(abs(b), abs(a))


@law(
    "E7",
    "whole points",
    "Points and scores are whole numbers: no float decides.",
    "cₜₖ, Sₖ ∈ ℤ",
)
def _whole(card: Scorecard, profile: TraitProfile) -> None:
    numbers = [*card.scores(profile), *(n for row in card.points(profile) for n in row)]
    same({type(number) for number in numbers}, {int})


@law(
    "C17",
    "never raises",
    "Counts of any size are scored, up to the greatest that there are.",
    "S(φ) is defined",
)
def _total(card: Scorecard, extreme: TraitProfile) -> None:
    same(len(card.scores(extreme)), len(card.kinds))


@law(
    "C18",
    "a kind added",
    "Another kind changes no score of the others.",
    "Sₖ(K ∪ {j}) = Sₖ(K)",
)
def _kind_added(card: Scorecard, profile: TraitProfile) -> None:
    root: Any = Relationship
    newcomer = _below(root, "NewcomerAmongKinds")
    more = attrs.evolve(card, kinds=(*card.kinds, newcomer))
    same(more.scores(profile)[:-1], card.scores(profile))


@law(
    "C19",
    "a trait without weight",
    "A trait that no kind weighs changes no score, whatever is known of it.",
    "wₜ = 0 ⇒ S(traits ∪ {t}) = S(traits)",
)
def _silent(card: Scorecard, profile: TraitProfile, pair: tuple[int, int]) -> None:
    more = attrs.evolve(card, traits=(*card.traits, _SILENT))
    known = TraitProfile(more.traits, (*profile.pro, pair[0]), (*profile.con, pair[1]))
    same(more.scores(known), card.scores(profile))


@law(
    "C20",
    "kinds below",
    "A kind below another, with no weights of its own, gets that one's score.",
    "j below k ⇒ Sⱼ = Sₖ",
)
def _sub_kind(card: Scorecard, profile: TraitProfile) -> None:
    above: tuple[Any, ...] = card.kinds
    below = tuple(_below(kind, f"Below{kind.__name__}") for kind in above)
    bases = {low: card.bases.get(high, 0) for low, high in zip(below, card.kinds, strict=True)}
    same(attrs.evolve(card, kinds=below, bases=bases).scores(profile), card.scores(profile))


# ------------------------------------------------------------------ decisions


def _is_fair(card: Scorecard) -> str:
    if len(card.kinds) > 2:  # noqa: PLR2004 - the poles of a trait are two
        return f"it tells {len(card.kinds)} kinds apart; exchanged poles exchange two"
    return "its bases prefer a kind" if any(card.bases.values()) else ""


@law(
    "C7",
    "exchanged poles",
    "Between two kinds with equal bases exchanged poles tell the other kind, by the same lead.",
    "(S₂ − S₁)(swap φ) = (S₁ − S₂)(φ)",
    applies=_is_fair,
)
def _exchanged(card: Scorecard, profile: TraitProfile) -> None:
    (one, other), (less, more) = card.scores(profile), card.scores(profile.swapped())
    same(more - less, one - other)


@law(
    "C10",
    "the highest score leads",
    "The leader has the highest score, and of equal ones is declared first.",
    "leader = argmax S",
)
def _leads(card: Scorecard, profile: TraitProfile) -> None:
    for known in (profile, TraitProfile.of(card.traits, {})):
        scores = card.scores(known)
        same(card.decide(known).leader, card.kinds[scores.index(max(scores))])


@law(
    "C10",
    "no kind below the margin",
    "A kind is told only if it leads the next by the margin.",
    "label = k ⇒ Sₖ − Sⱼ ≥ margin",
)
def _margin(card: Scorecard, profile: TraitProfile) -> None:
    if card.decide(profile).kind is not None:
        first, second = sorted(card.scores(profile), reverse=True)[:2]
        never_below(first - second, card.margin)


@law(
    "C11",
    "a wider margin",
    "With a wider margin an answer stays or becomes undetermined, and never another.",
    "margin′ ≥ margin ⇒ label′ ∈ {label, undetermined}",
)
def _wider(card: Scorecard, profile: TraitProfile, wider: int) -> None:
    margin = min(card.margin + wider, WEIGHT_MOST)
    told = attrs.evolve(card, margin=margin).decide(profile).kind
    if told is not None:
        same(told, card.decide(profile).kind)


@law(
    "C5",
    "no kind without an exchange",
    "Where nothing was exchanged the answer is undetermined, and says so.",
    "no exchange ⇒ undetermined",
)
def _unexchanged(card: Scorecard, business: Business, as_of: date) -> None:
    scoring = card.score(Evidence.empty(card.layout, business), business, as_of)
    same((scoring.decision.kind, scoring.decision.reason), (None, Undetermined.NO_EXCHANGE))


@law(
    "C5",
    "the setting is not enough",
    "Where nothing is known of the relationship itself the answer is undetermined.",
    "only the setting known ⇒ undetermined",
)
def _setting(card: Scorecard, profile: TraitProfile) -> None:
    places = range(len(card.traits))
    bare = attrs.evolve(
        profile,
        pro=tuple(profile.pro[place] if place in card.settings else 0 for place in places),
        con=tuple(profile.con[place] if place in card.settings else 0 for place in places),
    )
    same(knows_more_than_setting(card, bare), False)  # noqa: FBT003 - the side of an equation
    same(card.decide(bare).reason, Undetermined.ONLY_SETTING)


# ------------------------------------------------------------------ what is read


@law(
    "C13",
    "names never count",
    "Who the party and the business are, and how events are known, changes no score.",
    "S(φ renamed) = S(φ)",
)
def _renamed(
    card: Scorecard, log: Sequence[Event], business: Business, as_of: date, word: str
) -> None:
    renamed = attrs.evolve(business, business_id=("renamed", word))
    others = [changed(event, party=("renamed", word), line=word) for event in log]
    same(_told(_score(card, others, renamed, as_of)), _told(_score(card, log, business, as_of)))


@law(
    "C14",
    "the same again",
    "The same evidence is scored the same, however often it is asked.",
    "S(φ) = S(φ)",
)
def _again(card: Scorecard, log: Sequence[Event], business: Business, as_of: date) -> None:
    told = [_told(_score(card, log, business, as_of)) for _ in range(3)]
    same(told, told[:1] * 3)


@law(
    "C16",
    "other parties never count",
    "A party's score does not depend on whom else the scorecard was asked about.",
    "S(φ | others) = S(φ)",
)
def _others(card: Scorecard, log: Sequence[Event], business: Business, as_of: date) -> bool:
    if not log:
        return False
    mine = [changed(event, party="one") for event in log]
    theirs = [changed(event, party="another") for event in log[:1]]
    alone = _told(_score(card, mine, business, as_of))
    _score(card, theirs, business, as_of)
    same(_told(_score(card, mine, business, as_of)), alone)
    return True


@law(
    "T16",
    "silence",
    "Two periods after the last engagement nothing changes any more but the stage.",
    "t′ ≥ t ≥ last + 2 periods ⇒ S(t′) = S(t)",
)
def _silence(card: Scorecard, log: Sequence[Event], business: Business, wait: int) -> bool:
    engaged = [event.on for event in log if ENGAGEMENT.matches(event)]
    if not engaged:
        return False
    last = max(event.on for event in log)
    still = max(last, max(engaged) + timedelta(days=_LAPSE * business.period_days))
    one, two = (_score(card, log, business, still + timedelta(days=n)) for n in (0, wait))
    same(_told(two), _told(one))
    return True


@law(
    "E6",
    "statements add",
    "What somebody stated of a trait is added to what records tell of it.",
    "(pro, con)(φ ⧺ s) = (pro, con)(φ) + s",
    applies=_has_traits,
)
def _statements(
    card: Scorecard, log: Sequence[Event], business: Business, as_of: date, place: int
) -> None:
    name = card.traits[place % len(card.traits)].name
    said = Statement(name, 3, 2, "somebody", as_of)
    evidence = fold(log, layout=card.layout, business=business, until=as_of)
    more = evidence + fold([said], layout=card.layout, business=business)
    before = card.score(evidence, business, as_of).profile[name]
    after = card.score(more, business, as_of).profile[name]
    same((after.pro, after.con), (before.pro + 3, before.con + 2))


@law(
    "C15",
    "compiled as written",
    "What a scorecard computes from evidence is what it gives for the profile by hand.",
    "S(φ) = S(τ(φ))",
)
def _compiled(card: Scorecard, log: Sequence[Event], business: Business, as_of: date) -> None:
    scoring = _score(card, log, business, as_of)
    same(scoring.points, card.points(scoring.profile))
    same(scoring.scores, card.scores(scoring.profile))


@law(
    "T13",
    "moved by whole periods",
    "All days moved by whole periods, that of the assessment with them, give the same score.",
    "S(x + n periods, t + n periods) = S(x, t)",
)
def _moved(
    card: Scorecard, log: Sequence[Event], business: Business, as_of: date, number: int
) -> None:
    by = timedelta(days=number * business.period_days)
    later = [changed(event, on=event.on + by) for event in log]
    same(
        _told(_score(card, later, business, as_of + by)), _told(_score(card, log, business, as_of))
    )


def _told(scoring: Scoring) -> tuple[object, ...]:
    """Give what a scoring tells of the relationship."""
    return scoring.profile, scoring.points, scoring.scores, scoring.decision.kind


SCORECARD_LAWS: Final[tuple[Law, ...]] = (
    _adds_up,
    _order,
    _bases,
    _raised,
    _exchanged,
    _left_out,
    _leads,
    _margin,
    _wider,
    _more_of_the_same,
    _unexchanged,
    _setting,
    _renamed,
    _again,
    _compiled,
    _others,
    _total,
    _kind_added,
    _silent,
    _sub_kind,
    _silence,
    _moved,
    _statements,
    _whole,
    *VALUE_LAWS,
)
"""What every scorecard owes."""
