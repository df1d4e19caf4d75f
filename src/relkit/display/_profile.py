"""A trait profile as bars from the middle to a pole; no radar, whose areas mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from relkit.display._markup import Markup, Picture, boxes, element, fitting, lines, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relkit.traits import TraitProfile, TraitReading

__all__ = ["bars"]

_MOST_ROWS = 24
_BAR = 8
_NARROW = 640  # below, names and poles of the standard traits do not fit beside their track


def bars(profile: TraitProfile, width: int) -> str:
    """Draw where each trait stands between its poles, and how much was seen of it.

    A bar reaches from the middle to the trait's share; the more was seen, the fuller its
    color. What was not observed has a dashed, empty track and a question mark instead.
    """
    readings = list(profile)
    known = sum(reading.is_known for reading in readings)
    title = f"Traits: {known} of {len(readings)} observed"
    picture = Picture(title, _description(readings), width)
    picture.add(words(0, picture.row(), title, "h"))
    drawn = readings[:_MOST_ROWS]
    columns = _Columns.of(width)
    rows = {reading.trait.name: _base(picture, reading, columns) for reading in drawn}
    picture.add(*_tracks(drawn, rows, columns), *_poles(drawn, rows, columns))
    for reading in drawn:
        picture.add(*_row(reading, rows[reading.trait.name], columns))
    if len(readings) > len(drawn):
        picture.paragraph(f"and {len(readings) - len(drawn)} more")
    return picture.svg()


def _description(readings: list[TraitReading]) -> str:
    said = (
        f"{reading.trait.label} {reading.pro} : {reading.con}"
        for reading in readings[:_MOST_ROWS]
        if reading.is_known
    )
    return "; ".join(said) or "Nothing was observed"


@attrs.frozen
class _Columns:
    """Where the tracks begin and end, and how much room the words have."""

    name: int
    pole: int
    left: int
    right: int
    is_narrow: bool

    @classmethod
    def of(cls, width: int) -> _Columns:
        """Divide the width; where it is narrow, a track stands below its name and its poles."""
        if width < _NARROW:
            return cls(width, width // 2, 0, width, is_narrow=True)
        name = pole = width * 21 // 100
        return cls(name, pole, name + pole, width - pole - 8, is_narrow=False)

    def track(self, base: int) -> int:
        """Give the height of the track that belongs to poles on a base line."""
        return base + 9 if self.is_narrow else base - 4

    @property
    def middle(self) -> int:
        """Where neither pole outweighs the other."""
        return (self.left + self.right) // 2


def _base(picture: Picture, reading: TraitReading, columns: _Columns) -> int:
    """Write a trait's name, and give the base line of its poles."""
    base = picture.row()
    picture.add(words(0, base, fitting(reading.trait.label, columns.name - 6)))
    if not columns.is_narrow:
        return base
    below = picture.row(16)
    picture.row(18)
    return below


def _tracks(
    readings: Sequence[TraitReading], rows: Mapping[str, int], columns: _Columns
) -> Iterator[Markup]:
    """Draw the tracks, dashed where nothing was observed."""
    for kind, is_known in (("l", True), ("d", False)):
        heights = [columns.track(rows[r.trait.name]) for r in readings if r.is_known is is_known]
        if heights:
            yield lines(kind, *([(columns.left, y), (columns.right, y)] for y in heights))


def _poles(
    readings: Sequence[TraitReading], rows: Mapping[str, int], columns: _Columns
) -> Iterator[Markup]:
    """Write both poles at the ends of the tracks, or above them where it is narrow."""
    if columns.is_narrow:
        ends = ((0, columns.left, "m"), (1, columns.right, "m e"))
    else:
        ends = ((0, columns.left - 6, "m e"), (1, columns.right + 6, "m"))
    for place, x, kind in ends:
        named = [
            words(x, rows[r.trait.name], fitting(r.trait.poles[place], columns.pole - 8))
            for r in readings
        ]
        yield element("g", f'class="{kind}"', *named)


def _row(reading: TraitReading, base: int, columns: _Columns) -> Iterator[Markup]:
    trait, share, track = reading.trait, reading.share, columns.track(base)
    if share is None:
        yield words(columns.middle - 3, track + 4, "?")
        return
    end = columns.left + round((columns.right - columns.left) * share)
    start, stop = sorted((columns.middle, end))
    fullness = max(30, 100 * reading.support // (reading.support + trait.kappa))
    data = f'opacity="{fullness / 100:g}" data-counts="{reading.pro} {reading.con}"'
    kind = "p" if end >= columns.middle else "c"
    yield boxes(kind, start, track - 4, (max(stop - start, 1), _BAR), data)
