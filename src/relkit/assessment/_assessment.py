"""`Assessment`: the explained result for one relationship at one date."""

from __future__ import annotations

from datetime import date
from math import exp
from typing import TYPE_CHECKING

import attrs
from typing_extensions import override

from relkit._checks import whole
from relkit._notebook import mime_bundle
from relkit._words import shown
from relkit.assessment._counterfactual import Counterfactual, fewest_changes, least_movement
from relkit.assessment._difference import Diff, difference, place_of
from relkit.assessment._ruling import Ruling
from relkit.business import Business
from relkit.errors import InvalidValueError
from relkit.relationships import Relationship, Stage
from relkit.scorecard import Scorecard, Scoring, Undetermined
from relkit.traits import Trait, TraitProfile
from relkit.typing import PartyId

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Assessment", "Contribution"]


@attrs.frozen
class Contribution:
    """What one trait adds to one kind's score, in points; 0 exactly where it is unknown.

    ``pro`` and ``con`` are its counts, ``support`` their sum.

    >>> trust = Trait("trust", 0, 0, kappa=2, weight=900)
    >>> Contribution(trust, pro=3, con=1, points=300).support
    4
    """

    trait: Trait
    pro: int
    con: int
    points: int

    @property
    def support(self) -> int:
        """How much was observed: ``pro + con``."""
        return self.pro + self.con


@attrs.frozen(kw_only=True)
class Assessment:
    """What one relationship is at one date, with exact reasons.

    Args:
        scorecard: by which kinds, traits and margin it was told.
        business: whose relationship it is.
        party: with whom; None where nobody said.
        line: the line of business that it is narrowed to, if any.
        as_of: the date.
        scoring: what the scorecard computed.
        ruling: the human decision in force, if any; it wins.

    Nothing in it depends on other relationships (law C16), and its contributions sum to its
    scores with ``==`` (laws C1, X1).

    >>> from relkit import Business, Purchase, assess
    >>> shop = Business("shop", industry="retail")
    >>> assess([Purchase(on=date(2025, 1, 7))], business=shop, as_of=date(2025, 1, 8)).label
    'customer'
    """

    scorecard: Scorecard = attrs.field(repr=False)
    business: Business
    party: PartyId | None = None
    line: str | None = None
    as_of: date
    scoring: Scoring
    ruling: Ruling | None = None

    @property
    def kind(self) -> type[Relationship] | None:
        """The kind: the ruling's where there is one, else the computed one; None: undetermined."""
        return self.computed_kind if self.ruling is None else self.ruling.kind

    @property
    def computed_kind(self) -> type[Relationship] | None:
        """The kind that the records tell, whatever was ruled; None if undetermined."""
        return self.scoring.decision.kind

    @property
    def reason(self) -> Undetermined | None:
        """Why the records tell no kind; None where they do."""
        return self.scoring.decision.reason

    @property
    def label(self) -> str:
        """The kind in one word: ``"customer"``, ``"client"``, … or ``"undetermined"``."""
        return Relationship.label if self.kind is None else self.kind.label

    @property
    def stage(self) -> Stage:
        """Where the relationship stands in time; no kind decides it."""
        return self.scoring.milestones.stage(self.as_of, self.business.period_days)

    @property
    def clock(self) -> date:
        """The day to which the traits were read: at most two periods after the last engagement."""
        return self.scoring.clock

    @property
    def profile(self) -> TraitProfile:
        """What was observed of each trait."""
        return self.scoring.profile

    @property
    def unknown(self) -> tuple[str, ...]:
        """The traits of which nothing was observed."""
        return self.scoring.profile.unknown

    @property
    def leader(self) -> type[Relationship]:
        """The kind with the highest score, whether or not it leads by the margin."""
        return self.scoring.decision.leader

    @property
    def runner_up(self) -> type[Relationship]:
        """The kind with the second highest score."""
        return self.scoring.decision.runner_up

    @property
    def lead(self) -> int:
        """How many points the leader is ahead of the runner-up."""
        return self.scoring.decision.lead

    @property
    def margin(self) -> int:
        """How many points it takes to be told apart."""
        return self.scorecard.margin

    @property
    def scores(self) -> Mapping[type[Relationship], int]:
        """Each kind's score in points."""
        return dict(zip(self.scorecard.kinds, self.scoring.scores, strict=True))

    def contributions(self, kind: type[Relationship] | None = None) -> tuple[Contribution, ...]:
        """Give what each trait adds to a kind's score, by default to the leader's lead.

        With a kind: the points of that kind, which with its base sum to its score. Without:
        the points of the leader less those of the runner-up, which with the difference of
        their bases sum to the lead (law X1). The strongest come first, equals by name (X2).

        Raises ``InvalidValueError`` for a kind that the scorecard does not tell apart.
        """
        decision, rows = self.scoring.decision, self.scoring.points
        kinds = self.scorecard.kinds
        if kind is None:
            leader, runner_up = kinds.index(decision.leader), kinds.index(decision.runner_up)
            pairs = zip(rows[leader], rows[runner_up], strict=True)
            points = tuple(ahead - behind for ahead, behind in pairs)
        else:
            points = rows[place_of(kinds, kind)]
        parts = (
            Contribution(reading.trait, reading.pro, reading.con, number)
            for reading, number in zip(self.profile, points, strict=True)
        )
        return tuple(sorted(parts, key=lambda part: (-abs(part.points), part.trait.name)))

    def reasons(self, most: int = 4, *, against: bool = False) -> tuple[Contribution, ...]:
        """Give the strongest contributions for the leader, or against it; none is 0 (law X3)."""
        way = -1 if against else 1
        parts = [part for part in self.contributions() if part.points * way > 0]
        return tuple(parts[: whole(most, "most")])

    @property
    def odds(self) -> Mapping[type[Relationship], float]:
        """Each kind's share of the odds, in [0, 1] and summing to 1: for display only.

        Traits overlap, so these are no probabilities; they only put points on a scale.
        """
        best = max(self.scoring.scores)
        weights = [exp(max(score - best, -700_000) / 1000) for score in self.scoring.scores]
        shares = [weight / sum(weights) for weight in weights]
        return dict(zip(self.scorecard.kinds, shares, strict=True))

    @property
    def relationship(self) -> Relationship:
        """The relationship as its kind: a `Customer`, a `Client`, … or a plain `Relationship`."""
        milestones = self.scoring.milestones
        return (self.kind or Relationship)(
            party=self.party,
            business=self.business.business_id,
            line=self.line,
            stage=self.stage,
            profile=self.profile,
            since=milestones.first_engaged or milestones.first_exchanged,
            last_engaged=milestones.last_engaged or milestones.last_exchanged,
            period_days=self.business.period_days,
        )

    def fewest_changes(
        self, to: type[Relationship] | None = None, *, fixed: Collection[str] = ("setting",)
    ) -> Counterfactual | None:
        """Give the fewest traits whose change would make it ``to``; None proves there is no way.

        By default ``to`` is the runner-up, or the leader where the answer is undetermined.
        ``fixed`` traits stay as they are. Between more than two kinds each trait that
        changes moves to one of its poles, and None proves that no choice of poles would do.
        Rulings play no part: this is about the records.

        Raises ``InvalidValueError`` for a kind that is not told apart, and
        ``UnknownNameError`` for a fixed name that is no trait.
        """
        return fewest_changes(self.scorecard, self.scoring, to, fixed)

    def least_movement(
        self, to: type[Relationship] | None = None, *, fixed: Collection[str] = ("setting",)
    ) -> Counterfactual | None:
        """Give the change that moves traits the least in all, between two kinds.

        Each trait's movement is its points as a share of its weight. Else it is as
        ``fewest_changes``; between more kinds it raises ``InvalidValueError``.
        """
        return least_movement(self.scorecard, self.scoring, to, fixed)

    def diff(self, earlier: Assessment) -> Diff:
        """Explain what changed since an earlier assessment, trait by trait, exactly (law X8).

        Raises ``EvidenceMismatchError`` where the two were told by different scorecards.
        """
        if not isinstance(earlier, Assessment):
            msg = f"diff compares with an earlier assessment, not with {shown(earlier)}."
            raise InvalidValueError(msg)
        return difference(self, earlier)

    def explain(
        self, *, show_party: bool = False, ascii_only: bool = False, width: int = 80
    ) -> str:
        """Explain the result as a table of at most ``width`` (60 to 200) columns.

        Names no party unless asked (law X9). A ruling is shown beside the computed result
        and never explained by its score.
        """
        from relkit.display import explain  # noqa: PLC0415 - the one door from below (design 3)

        return explain(self, show_party=show_party, ascii_only=ascii_only, width=width)

    def _repr_mimebundle_(self, **_wanted: object) -> dict[str, str]:
        """Show a waterfall in a notebook."""
        return mime_bundle(self)

    @override
    def __str__(self) -> str:
        """Give one human line."""
        how = f"leads by {self.lead} points; margin {self.margin}"
        if self.ruling is not None:
            how = f"ruled on {self.ruling.on}; computed {_word(self.computed_kind)}"
        elif self.reason is not None:
            how = str(self.reason.value)
        return f"{self.label}, {self.stage.value} ({how})"


def _word(kind: type[Relationship] | None) -> str:
    return Relationship.label if kind is None else kind.label
