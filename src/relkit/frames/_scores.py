"""From counts to points, scores, the decision and the stage: whole numbers throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit.evidence._state import ABSENT_FIRST, ABSENT_LAST
from relkit.frames._coding import words_of
from relkit.frames._layers import as_number, extreme
from relkit.frames._names import named
from relkit.frames._profiles import PERIOD_DAYS, con, pro
from relkit.frames._truths import both, chosen, expressed, negated
from relkit.measures import (
    FIRST_ENGAGED,
    FIRST_EXCHANGED,
    LAST_ENDED,
    LAST_ENGAGED,
    LAST_EXCHANGED,
    STAGE_DAYS,
)
from relkit.relationships import Relationship, Stage
from relkit.scorecard import Undetermined
from relkit.traits._trait import points_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.frames._engines import Frame
    from relkit.frames._evidence import FrameEvidence
    from relkit.frames._profiles import Sides
    from relkit.measures import First, Last
    from relkit.scorecard import Scorecard
    from relkit.traits import Trait

__all__ = ["assessed"]

_LAPSE: Final = 2
_FAR: Final = 10**15
_BEST, _SECOND, _LEADER, _RUNNER = "_best", "_second", "_leader", "_runner"
_KNOWN, _LABEL, _REASON, _STAGE = "_known", "_label", "_reason", "_stage"
_REASONS: Final = tuple(Undetermined)
_STAGES: Final = tuple(Stage)


def assessed(evidence: FrameEvidence, frame: Frame, sides: Sides, as_of: int) -> Frame:
    """Decide on every relationship of a frame of counts."""
    card, names = evidence.scorecard, evidence.names
    kinds = named(kind.tag for kind in card.kinds)
    points = _points(card, evidence, list(kinds.values()))
    frame, told = _with_points(evidence, frame, sides, points)
    scores = {
        f"score_{column}": _sum([card.base(kind), *(told[name] for name in row.values())])
        for kind, column, row in zip(card.kinds, kinds.values(), points, strict=True)
    }
    frame = frame.with_columns(**{name: as_number(score) for name, score in scores.items()})
    frame = _with_order(frame, list(scores))
    seen = {trait: _sum([sides[pro(trait)], sides[con(trait)]]) for trait in names.traits.values()}
    observed = [count for place, count in enumerate(seen.values()) if place not in card.settings]
    frame = frame.with_columns(as_number(_sum(observed)).alias(_KNOWN))
    frame = _with_words(evidence, frame, as_of)
    unknown = {f"unknown_{trait}": expressed(negated(count > 0)) for trait, count in seen.items()}
    shown = ["label", "stage", "reason", "leader", "runner_up", "lead", "margin"]
    columns = {name: as_number(number) for name, number in told.items()}
    return frame.select(
        *evidence.keys, *shown, *scores, **columns, **unknown, bad_rows=nw.col("bad_rows")
    )


def _sum(parts: Sequence[nw.Expr | int]) -> Any:  # noqa: ANN401 - an expression or number
    """Add up numbers, those that are known first."""
    known = sum(part for part in parts if isinstance(part, int))
    return sum((part for part in parts if isinstance(part, nw.Expr)), known)


def _points(card: Scorecard, evidence: FrameEvidence, kinds: Sequence[str]) -> list[dict[int, str]]:
    """Name the columns of points: for each kind, those of the traits that weigh for it."""
    traits = list(evidence.names.traits.values())
    return [
        {place: f"points_{kind}_{traits[place]}" for place, weight in enumerate(row) if weight}
        for kind, row in zip(kinds, card.weights, strict=True)
    ]


def _with_points(
    evidence: FrameEvidence, frame: Frame, sides: Sides, points: list[dict[int, str]]
) -> tuple[Frame, dict[str, nw.Expr | int]]:
    """Write ``relkit.traits.points`` out in steps, so that no step repeats another.

    Half is rounded away from zero on both sides: the size of the result is worked out for
    numbers that are not negative, and then gets its sign. Gives the columns of points, or the
    number that points are in every row.
    """
    card, traits = evidence.scorecard, list(evidence.names.traits.values())
    settled: dict[int, tuple[int, int]] = {}
    counts: dict[str, nw.Expr] = {}
    for place, name in enumerate(traits):
        first, second = sides[pro(name)], sides[con(name)]
        if isinstance(first, int) and isinstance(second, int):
            settled[place] = first, second
        else:
            counts[f"_lead_{place}"] = as_number(first - second)
            counts[f"_size_{place}"] = _size(card.traits[place], _sum([first, second]))
    told: dict[str, nw.Expr | int] = {}
    sizes: dict[str, nw.Expr] = {}
    signed: dict[str, Any] = {}
    for row, weights in zip(points, card.weights, strict=True):
        for place, column in row.items():
            if place in settled:
                told[column] = points_of(weights[place], *settled[place], card.traits[place].kappa)
            else:
                sizes[column], signed[column] = _weighed(place, column, weights[place])
                told[column] = nw.col(column)
    if sizes:
        frame = frame.with_columns(**counts).with_columns(**sizes).with_columns(**signed)
    return frame, told


def _weighed(place: int, column: str, weight: int) -> tuple[nw.Expr, Any]:
    """Give the size of a column of points, and from that what it is with its sign."""
    over = nw.col(f"_lead_{place}").abs() * (2 * abs(weight))
    whole = nw.col(f"_size_{place}")
    size = ((over + whole) // (whole * 2)).cast(nw.Int64)
    positive = nw.col(f"_lead_{place}") >= 0 if weight > 0 else nw.col(f"_lead_{place}") < 0
    found = nw.when(positive).then(nw.col(column)).otherwise(nw.col(column) * -1)
    return size, found.cast(nw.Int64)


def _size(trait: Trait, size: nw.Expr) -> nw.Expr:
    """Give ``pro + con + kappa``, and 1 where that is 0: the lead is 0 there as well."""
    if trait.kappa:
        return size + trait.kappa
    found: Any = nw.when(size > 0).then(size).otherwise(nw.lit(1))
    whole: nw.Expr = found.cast(nw.Int64)
    return whole


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


def _with_words(evidence: FrameEvidence, frame: Frame, as_of: int) -> Frame:
    """Name the leader if it leads the next by the margin, or say why nobody can be named."""
    kinds = [kind.label for kind in evidence.scorecard.kinds]
    numbers = {_REASON: _reason(evidence), _STAGE: _stage(evidence, as_of)}
    frame = frame.with_columns(**{name: _small(number) for name, number in numbers.items()})
    is_named = nw.col(_REASON) == len(_REASONS)
    frame = frame.with_columns(
        _small(chosen(is_named, nw.col(_LEADER), len(kinds))).alias(_LABEL),
        as_number(evidence.scorecard.margin).alias("margin"),
    )
    return frame.with_columns(
        label=words_of(_LABEL, [*kinds, Relationship.label]),
        reason=words_of(_REASON, [*(reason.value for reason in _REASONS), None]),
        leader=words_of(_LEADER, kinds),
        runner_up=words_of(_RUNNER, kinds),
        stage=words_of(_STAGE, [stage.value for stage in _STAGES]),
    )


def _small(number: nw.Expr | int) -> nw.Expr:
    return as_number(number).cast(nw.Int8)


def _reason(evidence: FrameEvidence) -> Any:  # noqa: ANN401 - an expression or number
    """Give the place of the reason why nobody can be named, or the one behind all."""
    exchanged = _day(evidence, FIRST_EXCHANGED) != ABSENT_FIRST
    close = nw.col("lead") < evidence.scorecard.margin
    reason = chosen(close, _REASONS.index(Undetermined.CLOSE), len(_REASONS))
    reason = chosen(nw.col(_KNOWN) > 0, reason, _REASONS.index(Undetermined.ONLY_SETTING))
    return chosen(exchanged, reason, _REASONS.index(Undetermined.NO_EXCHANGE))


def _day(evidence: FrameEvidence, measure: First | Last) -> Any:  # noqa: ANN401 - an expression or number
    return evidence.names.counter(measure, evidence.tables.settled)


def _stage(evidence: FrameEvidence, as_of: int) -> Any:  # noqa: ANN401 - an expression
    """Give the place of the stage, which is told as ``TurningPoints.stage`` does."""
    day = {measure: _day(evidence, measure) for measure in STAGE_DAYS}
    engaged = day[FIRST_ENGAGED] != ABSENT_FIRST
    ended, exchanged = day[LAST_ENDED], day[LAST_EXCHANGED]
    since = chosen(engaged, day[FIRST_ENGAGED], day[FIRST_EXCHANGED])
    latest = chosen(engaged, day[LAST_ENGAGED], exchanged)
    days = nw.col(PERIOD_DAYS)
    silent = (latest + days * _LAPSE) < as_of
    found = chosen(silent, _STAGES.index(Stage.DORMANT), _STAGES.index(Stage.ACTIVE))
    found = chosen((since + days) > as_of, _STAGES.index(Stage.NEW), found)
    former = both(ended != ABSENT_LAST, ended >= exchanged)
    found = chosen(former, _STAGES.index(Stage.FORMER), found)
    return chosen(exchanged == ABSENT_LAST, _STAGES.index(Stage.PROSPECT), found)
