"""`Scorecard`: from evidence to a kind by whole-number points, or an honest "undetermined"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import attrs
from typing_extensions import override

from relkit._checks import a_date, whole
from relkit._words import listed, mend, shown
from relkit.errors import DeclarationError, EvidenceMismatchError, UnknownNameError
from relkit.evidence._recorder import ABSENT_FIRST, ABSENT_LAST
from relkit.measures import STAGE_DAYS, InSetting, Layout, measures_in
from relkit.relationships import Client, Customer, Relationship, TurningPoints
from relkit.relationships._kind import is_kind, needed
from relkit.scorecard._compile import Scorer, compile_scorer
from relkit.scorecard._decision import Decision, decide
from relkit.traits import STANDARD_TRAITS, WEIGHT_MOST, Trait, TraitProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.business import Business
    from relkit.evidence import Evidence

__all__ = ["MARGIN", "Scorecard", "Scoring"]

MARGIN = 1386
"""The margin in points by which a kind must lead: odds of 4 to 1, were traits independent.

>>> from math import exp
>>> round(exp(MARGIN / 1000), 3)
3.999
"""

_LAPSE = 2
_MOST = 1000  # kinds, and traits

_Setup: TypeAlias = "tuple[frozenset[str], str | None, bool]"


_T = TypeVar("_T")


def _listed(name: str, values: Iterable[_T]) -> tuple[_T, ...]:
    if not isinstance(values, Iterable):
        msg = f"A scorecard takes a collection of {name}, not {shown(values)}."
        raise DeclarationError(msg)
    given = tuple(islice(values, _MOST + 1))
    if len(given) > _MOST:
        msg = f"A scorecard takes at most {_MOST:,} {name}; more were given."
        raise DeclarationError(msg)
    return given


def _kinds(values: Iterable[type[Relationship]]) -> tuple[type[Relationship], ...]:
    kinds = _listed("kinds", values)
    for kind in kinds:
        if not is_kind(kind) or kind is Relationship:
            msg = f"A scorecard tells kinds below Relationship apart, not {shown(kind)}."
            raise DeclarationError(msg)
        if needed(kind):
            msg = (
                f"{kind.__name__} needs {listed(needed(kind), 'and')}, which no record tells: give "
                f"a default, or tell its parent apart and use as_kind(..., {kind.__name__}, ...)."
            )
            raise DeclarationError(msg)
    tags = [kind.tag for kind in kinds]
    if len(set(tags)) != len(tags) or len(kinds) < 2:  # noqa: PLR2004 - one kind leads nobody
        msg = f"A scorecard needs two or more kinds with different tags, not {tags}."
        raise DeclarationError(msg)
    return kinds


def _traits(values: Iterable[Trait]) -> tuple[Trait, ...]:
    traits = _listed("traits", values)
    for trait in traits:
        if not isinstance(trait, Trait):
            msg = f"A scorecard is made of traits, not of {shown(trait)}."
            raise DeclarationError(msg)
    names = [trait.name for trait in traits]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        msg = f"Each trait needs a name of its own; {twice} come twice."
        raise DeclarationError(msg)
    return traits


def _bases(values: Mapping[type[Relationship], int]) -> Mapping[type[Relationship], int]:
    if isinstance(values, Mapping):
        return MappingProxyType(dict(values))
    msg = f"bases maps kinds to points, as in {{Client: 500}}, not {shown(values)}."
    raise DeclarationError(msg)


@attrs.frozen
class Scoring:
    """Everything that a scorecard computes from evidence; an assessment shows it.

    ``scores`` holds one score per kind in points, each its base plus its ``points``, one
    per trait; ``clock`` is the day to which the traits were read. ``stage_ordinals`` are the
    days of ``STAGE_DAYS`` as the evidence holds them; ``milestones`` gives them as dates.

    >>> from relkit import Business, Evidence, Scorecard
    >>> card, shop = Scorecard(), Business("shop", industry="retail")
    >>> card.score(Evidence.empty(card.layout, shop), shop, date(2025, 1, 7)).scores
    (0, -1385)
    """

    profile: TraitProfile
    points: tuple[tuple[int, ...], ...]
    scores: tuple[int, ...]
    decision: Decision
    stage_ordinals: tuple[int, ...] = attrs.field(repr=False)
    clock: date

    @property
    def milestones(self) -> TurningPoints:
        """The days on which the relationship turned."""
        return _milestones(self.stage_ordinals)


@attrs.frozen(cache_hash=True)
class Scorecard:
    """Which kinds are told apart, by which traits, with what margin.

    Args:
        kinds: two or more kinds; ties go to the one declared first. The weights of each
            say how many points (1/1000 nat) its traits add to its score.
        traits: the traits; by default the standard ones.
        margin: the points by which the leader must lead the next, at least 1.
        bases: a base score in points for some kinds; 0 for the others.

    Everything that decides is a whole number, so that results are the same whatever the
    order, the machine or the engine (laws C1, C2, C14).

    Raises ``DeclarationError`` and ``InvalidValueError`` for what cannot be.

    >>> Scorecard().margin
    1386
    """

    kinds: tuple[type[Relationship], ...] = attrs.field(
        default=(Customer, Client), converter=_kinds
    )
    traits: tuple[Trait, ...] = attrs.field(
        default=STANDARD_TRAITS, converter=_traits, kw_only=True
    )
    margin: int = attrs.field(default=MARGIN, kw_only=True)
    bases: Mapping[type[Relationship], int] = attrs.field(
        factory=dict[type[Relationship], int], converter=_bases, kw_only=True, hash=False
    )
    layout: Layout = attrs.field(init=False, repr=False, eq=False)
    weights: tuple[tuple[int, ...], ...] = attrs.field(init=False, repr=False, eq=False)
    settings: frozenset[int] = attrs.field(init=False, repr=False, eq=False)
    _stage_days: Callable[..., tuple[int, ...]] = attrs.field(init=False, repr=False, eq=False)
    _scorers: dict[_Setup, Scorer] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Check the numbers and work out, once, what every assessment needs."""
        bases: dict[type[Relationship], int] = {}
        for kind, base in self.bases.items():
            if kind not in self.kinds:
                msg = f"bases names {shown(kind)}, which is none of the scorecard's kinds."
                raise DeclarationError(msg)
            bases[kind] = whole(base, f"the base of {kind.__name__}", -WEIGHT_MOST, WEIGHT_MOST)
        self._check_weights()
        checked = {
            "margin": whole(self.margin, "margin", 1, WEIGHT_MOST),
            "bases": MappingProxyType(bases),
        }
        for name, value in {**checked, **self._derived()}.items():
            object.__setattr__(self, name, value)

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy the arguments alone; the rest is worked out again."""
        return _again, (type(self), self.kinds, self.traits, self.margin, dict(self.bases))

    def _derived(self) -> dict[str, object]:
        """Work out the layout, the rows of weights, and which places are where."""
        read = (m for t in self.traits for side in (t.pro, t.con) for m in measures_in(side))
        layout = _first_equal(Layout((*STAGE_DAYS, *read)))
        weights = tuple(
            tuple(self.weight(kind, trait) for trait in self.traits) for kind in self.kinds
        )
        return {
            "layout": layout,
            "weights": weights,
            "settings": frozenset(  # the places that tell nothing of the relationship itself
                place
                for place, trait in enumerate(self.traits)
                if isinstance(trait.pro, InSetting)
                or isinstance(trait.con, InSetting)
                or not any(row[place] for row in weights)
            ),
            "_stage_days": itemgetter(*(layout.position(day) for day in STAGE_DAYS)),
            "_scorers": {},
        }

    def _check_weights(self) -> None:
        """Refuse a weight for a trait that nobody knows, standard traits left out excepted."""
        known = {trait.name for trait in (*self.traits, *STANDARD_TRAITS)}
        for kind in self.kinds:
            if not isinstance(kind.weights, MappingProxyType):
                msg = (
                    f"{kind.__name__} sets weights but is not decorated: put @kind above the class."
                )
                raise DeclarationError(msg)
            for name in kind.weights:
                if name not in known:
                    msg = f"{kind.__name__}.weights names {name!r}, no trait. {mend(name, known)}"
                    raise UnknownNameError(msg)

    def weight(self, kind: type[Relationship], trait: Trait) -> int:
        """Give the weight of a trait for a kind, in points.

        The kind's own ``weights`` come first; a kind below ``Client`` takes the trait's own
        weight where they are silent, any other kind 0.
        """
        known = kind.weights.get(trait.name)
        if known is not None:
            return known
        return trait.weight if issubclass(kind, Client) else 0

    def base(self, kind: type[Relationship]) -> int:
        """Give the base score of a kind in points."""
        return self.bases.get(kind, 0)

    def score(self, evidence: Evidence, business: Business, as_of: date) -> Scoring:
        """Compute profile, points, scores, decision and milestones on a day.

        Raises ``EvidenceMismatchError`` for evidence of other measures or periods,
        ``UnknownNameError`` for a statement about a trait that is not in the scorecard, and
        ``NotADateError`` for an ``as_of`` that is no date.
        """
        self._check(evidence, business)
        ends = self._stage_days(evidence.values)
        last = ends[1]
        today = a_date(as_of, "as_of").toordinal()
        clock = today
        if last != ABSENT_LAST:
            clock = min(today, last + _LAPSE * business.period_days)
        setup = business.keeps, business.setting, bool(evidence.stated)
        scorer = self._scorers.get(setup) or self._scorer(setup)
        pro, con, points, scores = scorer(evidence.values, clock, evidence.stated)
        profile = TraitProfile(self.traits, pro, con)
        decision = decide(self, profile, scores, exchanged=_is_day(ends[2]))
        return Scoring(profile, points, scores, decision, ends, date.fromordinal(clock))

    def _scorer(self, setup: _Setup) -> Scorer:
        """Remember the compiled scorer here, where it is found without comparing scorecards."""
        self._scorers[setup] = scorer = _compiled(self, *setup)
        return scorer

    def _check(self, evidence: Evidence, business: Business) -> None:
        if evidence.layout is not self.layout and evidence.layout != self.layout:
            msg = (
                "This evidence measures other things than the scorecard's traits read: "
                "fold it with layout=scorecard.layout."
            )
            raise EvidenceMismatchError(msg)
        if evidence.period_days != business.period_days:
            msg = (
                f"Evidence in periods of {evidence.period_days} days was given for a business "
                f"whose period is {business.period_days} days."
            )
            raise EvidenceMismatchError(msg)
        if evidence.stated:
            self.check_statements(evidence.stated)

    def check_statements(self, names: Iterable[str]) -> None:
        """Refuse statements about traits that are not in the scorecard."""
        scored = [trait.name for trait in self.traits]
        for name in names:
            if name not in scored:
                known = mend(name, scored)
                msg = f"A statement names the trait {shown(name)}, which is not scored. {known}"
                raise UnknownNameError(msg)

    def points(self, profile: TraitProfile) -> tuple[tuple[int, ...], ...]:
        """Give the points of a profile, one row per kind and one column per trait.

        Raises ``EvidenceMismatchError`` for a profile of other traits.
        """
        if profile.traits != self.traits:
            msg = "This profile is made of other traits than the scorecard's."
            raise EvidenceMismatchError(msg)
        return tuple(
            tuple(
                trait.points(pro, con, weight)
                for trait, pro, con, weight in zip(
                    self.traits, profile.pro, profile.con, row, strict=True
                )
            )
            for row in self.weights
        )

    def scores(self, profile: TraitProfile) -> tuple[int, ...]:
        """Give each kind's score in points: its base plus its points (law C1)."""
        rows = zip(self.kinds, self.points(profile), strict=True)
        return tuple(self.base(kind) + sum(row) for kind, row in rows)

    def decide(self, profile: TraitProfile, *, exchanged: bool = True) -> Decision:
        """Decide on a profile: the leader if it leads by the margin, else undetermined.

        >>> card = Scorecard()
        >>> card.decide(TraitProfile.of(card.traits, {"trust": (30, 0)})).kind.label
        'client'
        """
        return decide(self, profile, self.scores(profile), exchanged=exchanged)


def _again(
    cls: type[Scorecard],
    kinds: tuple[type[Relationship], ...],
    traits: tuple[Trait, ...],
    margin: int,
    bases: Mapping[type[Relationship], int],
) -> Scorecard:
    return cls(kinds, traits=traits, margin=margin, bases=bases)


@lru_cache(maxsize=256)
def _first_equal(layout: Layout) -> Layout:
    """Give the first of equal layouts: evidence of one is then known as such at a glance."""
    return layout


@lru_cache(maxsize=256)
def _compiled(card: Scorecard, keeps: frozenset[str], setting: str | None, stated: bool) -> Scorer:  # noqa: FBT001 - a cache key
    return compile_scorer(
        card.traits,
        card.weights,
        [card.base(kind) for kind in card.kinds],
        card.layout,
        keeps=keeps,
        setting=setting,
        stated=stated,
    )


def _is_day(ordinal: int) -> bool:
    """Tell a day from the sentinels that stand for an absent one."""
    return ABSENT_LAST < ordinal < ABSENT_FIRST


def _milestones(ordinals: Sequence[int]) -> TurningPoints:
    days = [date.fromordinal(number) if _is_day(number) else None for number in ordinals]
    return TurningPoints(
        first_engaged=days[0],
        last_engaged=days[1],
        first_exchanged=days[2],
        last_exchanged=days[3],
        last_ended=days[4],
    )
