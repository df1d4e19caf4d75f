"""Results that are only ever computed: what is read must at least add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relkit._words import shown
from relkit.assessment import Assessment
from relkit.errors import InvalidValueError
from relkit.scorecard import Scoring
from relkit.traits import Trait, TraitProfile

if TYPE_CHECKING:
    from relkit.scorecard import Decision, Scorecard

__all__ = ["assessment_of", "profile_of", "scoring_of"]

_STAGE_DAYS = 5


def profile_of(
    traits: tuple[Trait, ...], pro: tuple[int, ...], con: tuple[int, ...]
) -> TraitProfile:
    """Make a profile with two counts for each trait; raises ``InvalidValueError``."""
    if not len(traits) == len(pro) == len(con):
        msg = f"{len(traits)} traits have {len(pro)} and {len(con)} counts; each needs two."
        raise InvalidValueError(msg)
    names = [trait.name for trait in traits]
    if len(set(names)) < len(names):
        msg = "A profile has each trait once."
        raise InvalidValueError(msg)
    return TraitProfile.of(traits, dict(zip(names, zip(pro, con, strict=True), strict=True)))


def scoring_of(**given: Any) -> Scoring:  # noqa: ANN401 - the fields of Scoring
    """Make a scoring; raises ``InvalidValueError`` where its parts do not fit each other."""
    made = Scoring(**given)
    if len(made.points) != len(made.scores) or len(made.stage_ordinals) != _STAGE_DAYS:
        msg = "A scoring has one row of points for each score, and five days of its stage."
        raise InvalidValueError(msg)
    if any(len(row) != len(made.profile) for row in made.points):
        msg = "A scoring has points for each trait of its profile, in each row."
        raise InvalidValueError(msg)
    return made


def assessment_of(**given: Any) -> Assessment:  # noqa: ANN401 - the fields of Assessment
    """Make an assessment whose scores are what its points sum to (laws C1, X1).

    Raises ``InvalidValueError`` where they are not.
    """
    made = Assessment(**given)
    card, scoring = made.scorecard, made.scoring
    if scoring.profile.traits != card.traits or len(scoring.scores) != len(card.kinds):
        msg = "The scoring of an assessment is by its scorecard: the same traits and kinds."
        raise InvalidValueError(msg)
    rows = zip(card.kinds, scoring.points, strict=True)
    sums = tuple(card.base(kind) + sum(row) for kind, row in rows)
    if sums != scoring.scores or not _leads(scoring.decision, card, sums):
        msg = f"The points of this assessment sum to {shown(sums)}; its scores or lead differ."
        raise InvalidValueError(msg)
    return made


def _leads(decision: Decision, card: Scorecard, scores: tuple[int, ...]) -> bool:
    known = dict(zip(card.kinds, scores, strict=True))
    if decision.leader not in known or decision.runner_up not in known:
        return False
    lead = known[decision.leader] - known[decision.runner_up]
    return lead == decision.lead and known[decision.leader] == max(scores)
