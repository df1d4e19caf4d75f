"""Results that are only ever computed: what is read must at least add up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from relkit._words import shown
from relkit.assessment import Assessment
from relkit.errors import InvalidValueError
from relkit.playbook import DecisionTable, TableRule
from relkit.playbook._entries import checked_strategy
from relkit.playbook._table_reader import MOST_COLUMNS, MOST_ROWS
from relkit.scorecard import Scoring
from relkit.strategies._field_terms import OneOf
from relkit.strategies._kind_terms import InStage
from relkit.strategies._predicates import Negation
from relkit.strategies._trait_terms import Compared
from relkit.traits import Trait, TraitProfile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relkit.scorecard import Decision, Scorecard

__all__ = ["assessment_of", "decision_table_of", "profile_of", "scoring_of"]

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


def decision_table_of(**given: Any) -> DecisionTable:  # noqa: ANN401 - the fields of DecisionTable
    """Make a decision table; raises as ``read_table`` would of such rows."""
    made = DecisionTable(**given)
    fault = next(_table_faults(made), "")
    if fault:
        raise InvalidValueError(fault)
    for rule in made.rules:
        checked_strategy(rule.kind, rule.area, rule.strategy)
    if made.hit_policy == "unique" and made.overlaps():
        msg = f"In this table only one row may be for a case, and {made.overlaps()[0]}."
        raise InvalidValueError(msg)
    return made


def _table_faults(made: DecisionTable) -> Iterator[str]:
    """Say what no table that was read can have."""
    if len(made.rows) > MOST_ROWS or len(made.columns) > MOST_COLUMNS:
        yield f"A decision table has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns."
    groups = Counter((rule.kind, rule.area) for rule in made.rules)
    if max(groups.values(), default=0) > MOST_ROWS or len(made.rules) > MOST_ROWS * MOST_COLUMNS:
        yield f"A decision table has at most {MOST_ROWS} rules for one kind and area."
    if any(len(row) != len(made.columns) for row in made.rows):
        yield f"Each row of a decision table has a cell for each of its {len(made.columns)} heads."
    known = {trait.name for trait in made.traits}
    for rule in made.rules:
        yield from _rule_faults(rule, known)


def _rule_faults(rule: TableRule, traits: set[str]) -> Iterator[str]:
    """Say what no rule of a table can ask for."""
    for condition in rule.conditions:
        bare = condition.part if isinstance(condition, Negation) else condition
        if not isinstance(bare, (Compared, InStage, OneOf)):
            yield f"No cell of a table says {shown(condition)}; see read_table for what they say."
        elif isinstance(bare, Compared) and bare.name not in traits:
            yield f"The table asks for the trait {shown(bare.name)}, which its traits do not name."
