"""An assessment as a waterfall: each trait's points from where the one before left off."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from relkit.assessment import Assessment, Contribution
from relkit.display._markup import Picture, boxes, fitting, line, room, words
from relkit.display._text import number, signed
from relkit.relationships import Relationship

__all__ = ["waterfall"]

_MOST_ROWS = 24
_BAR = 10


@attrs.frozen
class _Scale:
    """Where points lie: 0, the margin on both sides, and every place that the sum passes."""

    left: int
    right: int
    low: int
    high: int

    @classmethod
    def of(cls, steps: Sequence[int], margin: int, left: int, right: int) -> _Scale:
        """Find the lowest and the highest place."""
        places, reached = [0, margin, -margin], 0
        for step in steps:
            reached += step
            places.append(reached)
        return cls(left, right, min(places), max(*places, min(places) + 1))

    def x(self, points: int) -> int:
        """Give the pixel of a number of points."""
        return self.left + (points - self.low) * (self.right - self.left) // (self.high - self.low)


@attrs.frozen
class _Step:
    """One bar: its words, its counts and its points."""

    name: str
    counts: str
    points: int


def waterfall(assessment: Assessment, width: int) -> str:
    """Draw the contributions one after the other; their bars sum to the lead exactly (X1)."""
    steps = _steps(assessment)
    longest = max((room(step.name) for step in steps), default=0)
    label = min(150, max(width // 3, min(longest, width * 3 // 7)))
    card = assessment.margin
    scale = _Scale.of([step.points for step in steps], card, label + 58, width - 48)
    picture = Picture(_title(assessment), _description(assessment, steps), width)
    picture.add(words(0, picture.row(), str(assessment.label), "h"))
    colors = _colors(assessment)
    _poles(picture, assessment, scale, colors)
    top, reached = picture.below, 0
    for step in steps:
        reached = _bar(picture, step, reached, scale, colors)
    _total(picture, assessment, scale, colors[0])
    for points, kind in ((0, "l"), (card, "d"), (-card, "d")):
        picture.add(line(kind, (scale.x(points), top), (scale.x(points), picture.below)))
    for sentence in _notes(assessment):
        picture.paragraph(sentence)
    return picture.svg()


def _label(kind: type[Relationship]) -> str:
    return kind.label


def _colors(assessment: Assessment) -> tuple[str, str]:
    """Give the leader's class and the other's: a kind has one color, whether it leads or not.

    The one with the larger sum of weights is the more relational one, and has the color that
    relational poles have in a profile.
    """
    card = assessment.scorecard

    def rank(kind: type[Relationship]) -> tuple[int, int]:
        weights = (card.weight(kind, trait) for trait in card.traits)
        return sum(weights), card.kinds.index(kind)

    is_relational = rank(assessment.leader) > rank(assessment.runner_up)
    return ("p", "c") if is_relational else ("c", "p")


def _title(assessment: Assessment) -> str:
    return f"{assessment.label}, {assessment.stage.value}, as of {assessment.as_of}"


def _description(assessment: Assessment, steps: Sequence[_Step]) -> str:
    leader, behind = _label(assessment.leader), _label(assessment.runner_up)
    parts = "; ".join(f"{step.name} {signed(step.points)}" for step in steps)
    return (
        f"{leader} leads {behind} by {assessment.lead} points; it takes {assessment.margin}. "
        f"{parts or 'Nothing was observed'}."
    )


def _steps(assessment: Assessment) -> list[_Step]:
    """Give the observed traits, the strongest first; of very many the rest as one."""
    card = assessment.scorecard
    known = [part for part in assessment.contributions() if part.support]
    steps = [_Step(part.trait.label, _counts(part), part.points) for part in known[:_MOST_ROWS]]
    if rest := known[_MOST_ROWS:]:
        steps.append(_Step(f"{len(rest)} others", "", sum(part.points for part in rest)))
    if bases := card.base(assessment.leader) - card.base(assessment.runner_up):
        steps.append(_Step("Base scores", "", bases))
    return steps


def _counts(part: Contribution) -> str:
    return f"{number(part.pro)} : {number(part.con)}"


def _poles(
    picture: Picture, assessment: Assessment, scale: _Scale, colors: tuple[str, str]
) -> None:
    """Write which side speaks for whom."""
    base, zero = picture.row(), scale.x(0)
    left = fitting(f"← {_label(assessment.runner_up)}", zero - 6)
    right = fitting(f"{_label(assessment.leader)} →", picture.width - zero - 6)
    ahead, behind = colors
    picture.add(words(zero - 6, base, left, f"{behind} e"), words(zero + 6, base, right, ahead))


def _bar(
    picture: Picture, step: _Step, reached: int, scale: _Scale, colors: tuple[str, str]
) -> int:
    """Draw one bar from where the one before left off; give where it ends."""
    base, after = picture.row(), reached + step.points
    start, end = sorted((scale.x(reached), scale.x(after)))
    data = f'data-points="{step.points}"'
    size = (max(end - start, 1), _BAR)
    picture.add(
        words(0, base, fitting(step.name, scale.left - 62)),
        words(scale.left - 8, base, step.counts, "m e"),
        boxes(colors[step.points < 0], start, base - 9, size, data),
        words(picture.width, base, signed(step.points), "e"),
    )
    return after


def _total(picture: Picture, assessment: Assessment, scale: _Scale, color: str) -> None:
    base = picture.row()
    zero, end = scale.x(0), scale.x(assessment.lead)
    size = (max(end - zero, 1), _BAR)
    picture.add(
        words(0, base, "Lead", "h"),
        boxes(color, zero, base - 9, size, f'data-lead="{assessment.lead}"'),
        words(picture.width, base, signed(assessment.lead), "h e"),
    )


def _notes(assessment: Assessment) -> list[str]:
    """Say what the bars cannot: the margin, a ruling, and what was not observed."""
    notes = [f"Dashed: the margin of {assessment.margin} points that it takes to tell."]
    if assessment.ruling is not None:
        notes.append(f"Ruled on {assessment.ruling.on}; the bars show the records alone.")
    if assessment.reason is not None:
        notes.append(f"Undetermined: {assessment.reason.value}.")
    unknown = [reading.trait.label.lower() for reading in assessment.profile if not reading.support]
    if unknown:
        most = unknown[:_MOST_ROWS]
        more = f" and {len(unknown) - len(most)} more" if len(unknown) > len(most) else ""
        notes.append(f"Not observed, so 0 points: {', '.join(most)}{more}.")
    return notes
