"""Wrong scorecards, by the name of the law that each breaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
from typing_extensions import override

from relkit.business import Business
from relkit.evidence import Evidence
from relkit.measures import count, event, in_setting
from relkit.relationships import Client, Customer, Relationship
from relkit.scorecard import Decision, Scorecard, Scoring, Undetermined
from relkit.scorecard._decision import decide
from relkit.traits import Trait, TraitProfile
from relkit.traits._trait import points_of

TRAITS = (
    Trait("talks", count("talks", event("consultation")), 0, kappa=2, weight=1500),
    Trait("sales", 0, count("sales", event("purchase")), kappa=1, weight=1700),
    Trait(
        "mail", count("mail", event("message")), count("s", event("payment")), kappa=3, weight=900
    ),
    Trait("setting", in_setting("client"), in_setting("customer"), kappa=0, weight=1000),
)

Rows = tuple[tuple[Any, ...], ...]


class _Wrong(Scorecard):
    """A scorecard that works everything out by its own methods, and changes no memory."""

    @override
    def score(self, evidence: Evidence, business: Business, as_of: date) -> Scoring:
        scoring = super().score(evidence, business, as_of)
        profile = self.read(scoring.profile, evidence, business, as_of)
        exchanged = scoring.decision.reason is not Undetermined.NO_EXCHANGE
        return attrs.evolve(
            scoring,
            profile=profile,
            points=self.points(profile),
            scores=self.scores(profile),
            decision=self.decide(profile, exchanged=exchanged),
        )

    def read(
        self, profile: TraitProfile, _evidence: Evidence, _business: Business, _as_of: date
    ) -> TraitProfile:
        """Give the profile that is scored."""
        return profile

    @override
    def points(self, profile: TraitProfile) -> Rows:
        return tuple(
            tuple(
                self.worth(weight, pro, con, trait.kappa)
                for weight, pro, con, trait in zip(
                    row, profile.pro, profile.con, self.traits, strict=True
                )
            )
            for row in self.weights
        )

    def worth(self, weight: int, pro: int, con: int, kappa: int) -> Any:
        """Give the points of one trait."""
        return points_of(weight, pro, con, kappa)


def _raised(profile: TraitProfile, by: int) -> TraitProfile:
    """Give a profile whose first trait has more for it."""
    if not profile.traits:
        return profile
    return attrs.evolve(profile, pro=(profile.pro[0] + by, *profile.pro[1:]))


class Generous(_Wrong):
    """Gives every kind a point for nothing."""

    @override
    def scores(self, profile: TraitProfile) -> tuple[int, ...]:
        return tuple(score + 1 for score in super().scores(profile))


class FirstImpression(_Wrong):
    """Counts its first trait twice."""

    @override
    def points(self, profile: TraitProfile) -> Rows:
        return tuple((2 * row[0], *row[1:]) if row else row for row in super().points(profile))


class Stubborn(_Wrong):
    """Takes only half of what it is told beforehand."""

    @override
    def base(self, kind: type[Relationship]) -> int:
        return super().base(kind) // 2


class Contrarian(_Wrong):
    """Turns round where the poles are close to each other."""

    @override
    def worth(self, weight: int, pro: int, con: int, kappa: int) -> int:
        turned = -1 if 2 * abs(pro - con) < pro + con else 1
        return turned * super().worth(weight, pro, con, kappa)


class FloorDivider(_Wrong):
    """Rounds down on both sides of zero."""

    @override
    def worth(self, weight: int, pro: int, con: int, kappa: int) -> int:
        return weight * (pro - con) // (pro + con + kappa) if pro + con else 0


class Excited(_Wrong):
    """Counts everything double as soon as two traits speak."""

    @override
    def points(self, profile: TraitProfile) -> Rows:
        places = range(len(self.traits))
        speaking = [
            place
            for place in places
            if profile.pro[place] + profile.con[place] and any(row[place] for row in self.weights)
        ]
        factor = 2 if len(speaking) > 1 else 1
        return tuple(tuple(factor * n for n in row) for row in super().points(profile))


class LastOfEquals(_Wrong):
    """Prefers the kind declared last where scores are equal."""

    @override
    def decide(self, profile: TraitProfile, *, exchanged: bool = True) -> Decision:
        decision = super().decide(profile, exchanged=exchanged)
        if decision.lead:
            return decision
        return attrs.evolve(decision, leader=decision.runner_up, runner_up=decision.leader)


class Hasty(_Wrong):
    """Is content with half of the margin."""

    @override
    def decide(self, profile: TraitProfile, *, exchanged: bool = True) -> Decision:
        half = Scorecard(
            self.kinds, traits=self.traits, margin=max(1, self.margin // 2), bases=self.bases
        )
        return decide(half, profile, self.scores(profile), exchanged=exchanged)


class Superstitious(_Wrong):
    """Tells nothing where the margin is even."""

    @override
    def decide(self, profile: TraitProfile, *, exchanged: bool = True) -> Decision:
        decision = super().decide(profile, exchanged=exchanged)
        if decision.reason is None and self.margin % 2 == 0:
            return attrs.evolve(decision, reason=Undetermined.CLOSE)
        return decision


class Saturated(_Wrong):
    """Sees no difference between five and a million."""

    @override
    def worth(self, weight: int, pro: int, con: int, kappa: int) -> int:
        return int(weight * (min(pro, 5) - min(con, 5)) / 5)


class Presuming(_Wrong):
    """Takes an exchange for granted."""

    @override
    def decide(self, profile: TraitProfile, *, exchanged: bool = True) -> Decision:
        return super().decide(profile, exchanged=True)


class Prejudiced(_Wrong):
    """Is content with knowing the trade."""

    @override
    def decide(self, profile: TraitProfile, *, exchanged: bool = True) -> Decision:
        decision = super().decide(profile, exchanged=exchanged)
        if decision.reason is not Undetermined.ONLY_SETTING:
            return decision
        close = decision.lead < self.margin
        return attrs.evolve(decision, reason=Undetermined.CLOSE if close else None)


class Partial(_Wrong):
    """Knows whom it likes."""

    @override
    def read(
        self, profile: TraitProfile, evidence: Evidence, _business: Business, _as_of: date
    ) -> TraitProfile:
        return _raised(profile, isinstance(evidence.party, tuple))


class Moody(_Wrong):
    """Answers otherwise when it is asked the same for the third time in a row."""

    asked: list[object] = []  # noqa: RUF012 - its memory is what is wrong with it

    @override
    def read(
        self, profile: TraitProfile, evidence: Evidence, business: Business, as_of: date
    ) -> TraitProfile:
        question = (evidence, business, as_of)
        if self.asked[-1:] != [question]:
            self.asked.clear()
        self.asked.append(question)
        return _raised(profile, evidence.base is not None and len(self.asked) % 3 == 0)


class Unfaithful(_Wrong):
    """Computes other points than it gives by hand."""

    @override
    def score(self, evidence: Evidence, business: Business, as_of: date) -> Scoring:
        scoring = super().score(evidence, business, as_of)
        return attrs.evolve(scoring, scores=tuple(score + 1 for score in scoring.scores))


class Gossip(_Wrong):
    """Thinks of the party it was asked about before."""

    heard: list[object] = [None]  # noqa: RUF012 - its memory is what is wrong with it

    @override
    def read(
        self, profile: TraitProfile, evidence: Evidence, _business: Business, _as_of: date
    ) -> TraitProfile:
        before = self.heard.pop()
        self.heard.append(evidence.party)
        return _raised(profile, before == "another" and evidence.party == "one")


class Timid(_Wrong):
    """Does not dare to count beyond ten million."""

    @override
    def worth(self, weight: int, pro: int, con: int, kappa: int) -> int:
        if pro + con > 10**7 + 10**6:
            raise OverflowError
        return super().worth(weight, pro, con, kappa)


class Sharing(_Wrong):
    """Shares points out among the kinds."""

    @override
    def worth(self, weight: int, pro: int, con: int, kappa: int) -> int:
        return int(super().worth(weight, pro, con, kappa) / len(self.kinds))


class Busybody(_Wrong):
    """Weighs what nobody weighs."""

    @override
    def weight(self, kind: type[Relationship], trait: Trait) -> int:
        known = super().weight(kind, trait)
        return 70 if kind is self.kinds[-1] and not trait.weight else known


class Pedant(_Wrong):
    """Knows kinds by their tag alone, and doubles the points of those that it does not know."""

    @override
    def weight(self, kind: type[Relationship], trait: Trait) -> int:
        known = kind.tag in ("customer", "client", "newcomer_among_kinds")
        return super().weight(kind, trait) * (1 if known else 2)


class Impatient(_Wrong):
    """Counts the days, however long ago the last engagement was."""

    @override
    def read(
        self, profile: TraitProfile, evidence: Evidence, business: Business, as_of: date
    ) -> TraitProfile:
        first = as_of.toordinal() if evidence.base is None else evidence.base * business.period_days
        return _raised(profile, as_of.toordinal() - first)


class Astrologer(_Wrong):
    """Believes in odd periods."""

    @override
    def read(
        self, profile: TraitProfile, evidence: Evidence, _business: Business, _as_of: date
    ) -> TraitProfile:
        return _raised(profile, (evidence.base or 0) % 2)


class Deaf(_Wrong):
    """Does not listen to people."""

    @override
    def score(self, evidence: Evidence, business: Business, as_of: date) -> Scoring:
        return super().score(attrs.evolve(evidence, stated={}), business, as_of)


class Floating(_Wrong):
    """Decides by floats."""

    @override
    def worth(self, weight: int, pro: int, con: int, kappa: int) -> float:
        return float(super().worth(weight, pro, con, kappa))


class NeverItself(_Wrong):
    """Is equal to nothing else, however alike."""

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    @override
    def __hash__(self) -> int:
        return 7


class Unlike(_Wrong):
    """Has a hash of its own for each copy."""

    @override
    def __hash__(self) -> int:
        return id(self)


class Open(_Wrong):
    """Can be changed by anybody."""

    __setattr__ = object.__setattr__


class Narrowing(_Wrong):
    """Has a greater margin whenever it is made again."""

    @override
    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        object.__setattr__(self, "margin", self.margin + 1)

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        again, (cls, kinds, traits, margin, bases) = super().__reduce__()
        return again, (cls, kinds, traits, margin - 1, bases)


def _wrong(kind: type[Scorecard], traits: Sequence[Trait] = TRAITS, margin: int = 901) -> Scorecard:
    return kind((Customer, Client), traits=traits, margin=margin)


MUTANTS: dict[str, Scorecard] = {
    "contributions add up": _wrong(Generous),
    "order of declaration": _wrong(FirstImpression),
    "bases shift": _wrong(Stubborn),
    "raised traits": _wrong(Contrarian),
    "exchanged poles": _wrong(FloorDivider),
    "leaving a trait out": _wrong(Excited),
    "the highest score leads": _wrong(LastOfEquals),
    "no kind below the margin": _wrong(Hasty),
    "a wider margin": _wrong(Superstitious, margin=900),
    "more of the same": _wrong(Saturated),
    "no kind without an exchange": _wrong(Presuming),
    "the setting is not enough": _wrong(Prejudiced),
    "names never count": _wrong(Partial),
    "the same again": _wrong(Moody),
    "compiled as written": _wrong(Unfaithful),
    "other parties never count": _wrong(Gossip),
    "never raises": _wrong(Timid),
    "a kind added": _wrong(Sharing),
    "a trait without weight": _wrong(Busybody),
    "kinds below": _wrong(Pedant),
    "silence": _wrong(Impatient),
    "moved by whole periods": _wrong(Astrologer),
    "statements add": _wrong(Deaf),
    "whole points": _wrong(Floating),
    "equal": _wrong(NeverItself),
    "hashed alike": _wrong(Unlike),
    "frozen": _wrong(Open),
    "evolved": _wrong(Narrowing),
}
