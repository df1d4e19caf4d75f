"""From counts to points, scores, the decision and the stage: whole numbers throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._layers import extreme
from relkit.frames._names import named
from relkit.frames._profiles import PERIOD_DAYS, con, pro
from relkit.measures import (
    FIRST_ENGAGED,
    FIRST_EXCHANGED,
    LAST_ENDED,
    LAST_ENGAGED,
    LAST_EXCHANGED,
)
from relkit.relationships import Relationship, Stage
from relkit.scorecard import Undetermined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.frames._engines import Frame
    from relkit.frames._evidence import FrameEvidence
    from relkit.scorecard import Scorecard
    from relkit.traits import Trait

__all__ = ["assessed"]

_LAPSE: Final = 2
_FAR: Final = 10**15
_BEST, _SECOND, _LEADER, _RUNNER = "_best", "_second", "_leader", "_runner"
_KNOWN: Final = "_known"


def assessed(evidence: FrameEvidence, frame: Frame, as_of: int) -> Frame:
    """Decide on every relationship of a frame of counts."""
    card, names = evidence.scorecard, evidence.names
    kinds = named(kind.tag for kind in card.kinds)
    points = _points(card, evidence, list(kinds.values()))
    frame = _with_points(evidence, frame, points)
    scores = [f"score_{column}" for column in kinds.values()]
    frame = _with_scores(evidence, frame, points, scores)
    frame = _with_order(frame, scores)
    frame = frame.with_columns(**_decided(evidence), stage=_stage(evidence, as_of))
    unknown = {f"unknown_{trait}": ~_is_known(trait) for trait in names.traits.values()}
    shown = ["label", "stage", "reason", "leader", "runner_up", "lead", "margin"]
    told = [column for row in points for column in row.values()]
    frame = frame.with_columns(**unknown) if unknown else frame
    return frame.select(*evidence.keys, *shown, *scores, *told, *unknown, "bad_rows")


def _points(card: Scorecard, evidence: FrameEvidence, kinds: Sequence[str]) -> list[dict[int, str]]:
    """Name the columns of points: for each kind, those of the traits that weigh for it."""
    traits = list(evidence.names.traits.values())
    return [
        {place: f"points_{kind}_{traits[place]}" for place, weight in enumerate(row) if weight}
        for kind, row in zip(kinds, card.weights, strict=True)
    ]


def _with_points(evidence: FrameEvidence, frame: Frame, points: list[dict[int, str]]) -> Frame:
    """Write ``relkit.traits.points`` out in steps, so that no step repeats another.

    Half is rounded away from zero on both sides: the size of the result is worked out for
    numbers that are not negative, and then gets its sign.
    """
    card, traits = evidence.scorecard, list(evidence.names.traits.values())
    lead = {f"_lead_{place}": nw.col(pro(t)) - nw.col(con(t)) for place, t in enumerate(traits)}
    size = {
        f"_size_{place}": _size(trait, traits[place]) for place, trait in enumerate(card.traits)
    }
    frame = frame.with_columns(**lead, **size) if lead else frame
    sizes: dict[str, nw.Expr] = {}
    signed: dict[str, Any] = {}
    for row, weights in zip(points, card.weights, strict=True):
        for place, column in row.items():
            weight = weights[place]
            over = nw.col(f"_lead_{place}").abs() * (2 * abs(weight))
            whole = nw.col(f"_size_{place}")
            sizes[column] = ((over + whole) // (whole * 2)).cast(nw.Int64)
            positive = nw.col(f"_lead_{place}") >= 0 if weight > 0 else nw.col(f"_lead_{place}") < 0
            found = nw.when(positive).then(nw.col(column)).otherwise(nw.col(column) * -1)
            signed[column] = found.cast(nw.Int64)
    return frame.with_columns(**sizes).with_columns(**signed) if sizes else frame


def _size(trait: Trait, column: str) -> nw.Expr:
    """Give ``pro + con + kappa``, and 1 where that is 0: the lead is 0 there as well."""
    size = nw.col(pro(column)) + nw.col(con(column))
    if trait.kappa:
        return size + trait.kappa
    found: Any = nw.when(size > 0).then(size).otherwise(nw.lit(1))
    whole: nw.Expr = found.cast(nw.Int64)
    return whole


def _with_scores(
    evidence: FrameEvidence, frame: Frame, points: list[dict[int, str]], scores: list[str]
) -> Frame:
    """Add each kind's score, its base plus its points, and how much is known but the setting."""
    card = evidence.scorecard
    sums: dict[str, Any] = {}
    for kind, row, column in zip(card.kinds, points, scores, strict=True):
        found: Any = nw.lit(card.base(kind)).cast(nw.Int64)
        for name in row.values():
            found = found + nw.col(name)
        sums[column] = found
    observed: Any = nw.lit(0).cast(nw.Int64)
    for place, column in enumerate(evidence.names.traits.values()):
        if place not in card.settings:
            observed = observed + nw.col(pro(column)) + nw.col(con(column))
    return frame.with_columns(**sums, **{_KNOWN: observed})


def _is_known(trait: str) -> nw.Expr:
    return (nw.col(pro(trait)) + nw.col(con(trait))) > 0


def _with_order(frame: Frame, scores: list[str]) -> Frame:
    """Find the leader and the runner-up; ties go by declared order."""
    frame = frame.with_columns(_greatest(scores).alias(_BEST))
    frame = frame.with_columns(_first_that_has(scores, _BEST).alias(_LEADER))
    others = {f"_other_{place}": _unless_leader(place, name) for place, name in enumerate(scores)}
    frame = frame.with_columns(**others)
    frame = frame.with_columns(_greatest(list(others)).alias(_SECOND))
    frame = frame.with_columns(_first_that_has(list(others), _SECOND).alias(_RUNNER))
    return frame.with_columns((nw.col(_BEST) - nw.col(_SECOND)).cast(nw.Int64).alias("lead"))


def _greatest(columns: Sequence[str]) -> nw.Expr:
    found: nw.Expr = extreme([nw.col(column) for column in columns], least=False)
    return found


def _unless_leader(place: int, score: str) -> Any:  # noqa: ANN401 - an expression
    behind = nw.when(nw.col(_LEADER) == place).then(nw.lit(-_FAR)).otherwise(nw.col(score))
    return behind.cast(nw.Int64)


def _first_that_has(columns: Sequence[str], best: str) -> nw.Expr:
    found: Any = nw.lit(len(columns) - 1)
    for place in range(len(columns) - 2, -1, -1):
        same = nw.col(columns[place]) == nw.col(best)
        found = nw.when(same).then(nw.lit(place)).otherwise(found)
    first: nw.Expr = found.cast(nw.Int64)
    return first


def _decided(evidence: FrameEvidence) -> dict[str, Any]:
    """Name the leader if it leads the next by the margin, or say why nobody can be named."""
    card = evidence.scorecard
    exchanged = nw.col(evidence.names.measures[FIRST_EXCHANGED]) != ABSENT_FIRST
    known = nw.col(_KNOWN) > 0
    close = nw.col("lead") < card.margin
    labels = [kind.label for kind in card.kinds]
    told = _picked(labels, _LEADER)
    nobody = ~exchanged | ~known | close
    reason: Any = nw.when(close).then(nw.lit(Undetermined.CLOSE.value))
    reason = nw.when(~known).then(nw.lit(Undetermined.ONLY_SETTING.value)).otherwise(reason)
    reason = nw.when(~exchanged).then(nw.lit(Undetermined.NO_EXCHANGE.value)).otherwise(reason)
    return {
        "label": nw.when(nobody).then(nw.lit(Relationship.label)).otherwise(told),
        "reason": reason,
        "leader": told,
        "runner_up": _picked(labels, _RUNNER),
        "margin": nw.lit(card.margin).cast(nw.Int64),
    }


def _picked(words: Sequence[str], column: str) -> Any:  # noqa: ANN401 - an expression
    found: Any = nw.lit(words[-1])
    for place in range(len(words) - 2, -1, -1):
        found = nw.when(nw.col(column) == place).then(nw.lit(words[place])).otherwise(found)
    return found


def _stage(evidence: FrameEvidence, as_of: int) -> Any:  # noqa: ANN401 - an expression
    """Tell the stage as ``TurningPoints.stage`` does."""
    column = {day: nw.col(name) for day, name in evidence.names.measures.items()}
    engaged = column[FIRST_ENGAGED] != ABSENT_FIRST
    ended, exchanged = column[LAST_ENDED], column[LAST_EXCHANGED]
    since = nw.when(engaged).then(column[FIRST_ENGAGED]).otherwise(column[FIRST_EXCHANGED])
    latest = nw.when(engaged).then(column[LAST_ENGAGED]).otherwise(exchanged)
    days = nw.col(PERIOD_DAYS)
    silent = (latest + days * _LAPSE) < as_of
    found: Any = nw.when(silent).then(_said(Stage.DORMANT)).otherwise(_said(Stage.ACTIVE))
    found = nw.when((since + days) > as_of).then(_said(Stage.NEW)).otherwise(found)
    former = (ended != ABSENT_LAST) & (ended >= exchanged)
    found = nw.when(former).then(_said(Stage.FORMER)).otherwise(found)
    return nw.when(exchanged == ABSENT_LAST).then(_said(Stage.PROSPECT)).otherwise(found)


def _said(stage: Stage) -> nw.Expr:
    return nw.lit(stage.value)
