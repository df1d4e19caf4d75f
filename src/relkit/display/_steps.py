"""A history as steps: which answer held when, and in which stage."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from relkit.display._markup import ROW, Picture, boxes, fitting, line, lines, room, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relkit.book import History, Turn

__all__ = ["steps"]

_LANE = 28
_MOST_TURNS = 60


@attrs.frozen
class _Axis:
    """Where days lie."""

    first: int
    last: int
    left: int
    right: int

    def x(self, day: date) -> int:
        """Give the pixel of a day."""
        span = max(self.last - self.first, 1)
        return self.left + (day.toordinal() - self.first) * (self.right - self.left) // span


def steps(history: History, width: int) -> str:
    """Draw a lane for each answer, a line through those that held, and the stages below."""
    turns = history.turns[-_MOST_TURNS:]
    picture = Picture(_title(history), "; ".join(str(turn) for turn in turns), width)
    picture.add(words(0, picture.row(), _title(history), "h"))
    if not turns:
        return picture.svg()
    lanes = list(dict.fromkeys(turn.assessment.label for turn in turns))
    left = min(max(7 * max(map(len, lanes)) + 8, 60), width // 3)
    until = history.until or turns[-1].on
    axis = _Axis(turns[0].on.toordinal(), until.toordinal(), left, width)
    tops = _lanes(picture, lanes, axis)
    _line(picture, turns, axis, tops, until)
    _stages(picture, turns, axis)
    base = picture.row()
    picture.add(words(axis.left, base, turns[0].on, "m"), words(width, base, until, "m e"))
    if len(history) > len(turns):
        picture.paragraph(f"The last {len(turns)} of {len(history)} turns.")
    return picture.svg()


def _title(history: History) -> str:
    count = "1 turn" if len(history) == 1 else f"{len(history)} turns"
    return f"History: {count} until {history.until}"


def _lanes(picture: Picture, lanes: Sequence[str], axis: _Axis) -> dict[str, int]:
    """Draw a lane for each answer; give the height of each."""
    tops: dict[str, int] = {}
    for label in lanes:
        base = picture.row(_LANE)
        tops[label] = base - 4
        picture.add(words(0, base, fitting(label, axis.left - 6)))
        picture.add(line("l", (axis.left, base - 4), (axis.right, base - 4)))
    return tops


def _line(
    picture: Picture, turns: Sequence[Turn], axis: _Axis, tops: dict[str, int], until: date
) -> None:
    """Draw the line, and a tick where events and not silence or a ruling made the turn."""
    places: list[tuple[int, int]] = []
    for turn in turns:
        x, y = axis.x(turn.on), tops[turn.assessment.label]
        places += [(x, places[-1][1])] if places else []
        places.append((x, y))
        if turn.events:
            picture.add(boxes("p", x - 2, y - 4, (4, 8)))
    places.append((axis.x(until), places[-1][1]))
    picture.add(line("s", *places))


def _stages(picture: Picture, turns: Sequence[Turn], axis: _Axis) -> None:
    """Mark where each stage begins, and write its name in one of two rows, if there is room."""
    base = picture.row()
    picture.add(words(0, base, "Stage", "m"))
    began = [
        (axis.x(turn.on), turn.assessment.stage.value)
        for before, turn in zip((None, *turns), turns, strict=False)
        if before is None or before.assessment.stage is not turn.assessment.stage
    ]
    picture.add(lines("l", *([(x, base - 12), (x, base + 2)] for x, _ in began)))
    named = sorted(_named(began, axis.right))
    picture.add(*(words(start, base + row * ROW, stage, "m") for start, row, stage in named))
    if any(row for _, row, _ in named):
        picture.row()


def _named(began: Sequence[tuple[int, str]], right: int) -> Iterator[tuple[int, int, str]]:
    """Give the place and the row of each name that has room, those of long stages first."""
    ends = [*(x for x, _ in began[1:]), right]
    lasting = sorted(zip(began, ends, strict=True), key=lambda one: one[0][0] - one[1])
    taken: tuple[list[tuple[int, int]], ...] = ([], [])
    for (x, stage), _ in lasting:
        start = min(x + 3, right - room(stage))
        stop = start + room(stage)
        for row, others in enumerate(taken):
            if all(stop <= first or last <= start for first, last in others):
                others.append((start, stop))
                yield start, row, stage
                break
