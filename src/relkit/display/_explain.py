"""`explain`: an assessment as a table for the terminal, each line one trait."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from relkit._checks import whole
from relkit.display._text import bar, clean, cut, number, signed
from relkit.relationships import Relationship

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relkit.assessment import Assessment, Contribution

__all__ = ["explain"]

_LEAST_WIDTH, _MOST_WIDTH = 60, 200
_NAME, _COUNT, _POINTS = 20, 6, 7


def explain(
    assessment: Assessment, *, show_party: bool = False, ascii_only: bool = False, width: int = 80
) -> str:
    """Explain an assessment as a table of at most ``width`` (60 to 200) columns.

    Every line's points are exact and sum, with the bases, to the lead. No party is named
    unless asked (law X9). Raises ``InvalidValueError`` for another width.

    >>> from datetime import date
    >>> from relkit import Business, Purchase, assess
    >>> shop = Business("shop", industry="retail")
    >>> bought = assess([Purchase(on=date(2025, 1, 7))], business=shop, as_of=date(2025, 1, 8))
    >>> print(explain(bought).splitlines()[0])
    customer, new, as of 2025-01-08
    """
    whole(width, "width", _LEAST_WIDTH, _MOST_WIDTH)
    lines = [*_head(assessment, show_party=show_party), ""]
    known = [part for part in assessment.contributions() if part.support]
    if known:
        lines += [*_table(assessment, known, width, ascii_only=ascii_only), ""]
    lines += _tail(assessment, known)
    wrapped = [
        piece for line in lines for piece in (textwrap.wrap(line, width) if len(line) > width else [line])
    ]
    text = "\n".join(line.rstrip() for line in wrapped)
    return text.encode("ascii", "replace").decode("ascii") if ascii_only else text


def _label(kind: type[Relationship] | None) -> str:
    return clean(Relationship.label if kind is None else kind.label)


def _head(assessment: Assessment, *, show_party: bool) -> Iterator[str]:
    """Give the answer, the lead and the margin; a ruling stands beside what was computed."""
    who = f"{cut(assessment.party, 40)}: " if show_party else ""
    yield f"{who}{clean(assessment.label)}, {assessment.stage.value}, as of {assessment.as_of}"
    if assessment.ruling is not None:
        ruling = assessment.ruling
        by = f" by {cut(ruling.by, 40)}" if show_party else ""
        yield f"Ruled {_label(ruling.kind)}{by} on {ruling.on}: {cut(ruling.reason, 200)}"
        yield f"The records alone tell: {_label(assessment.computed_kind)}"
    leader, behind = _label(assessment.leader), _label(assessment.runner_up)
    lead = f"{leader} leads {behind} by {assessment.lead} points; it takes {assessment.margin}"
    if assessment.reason is None:
        yield f"{lead} to tell them apart"
    else:
        yield f"Undetermined: {assessment.reason.value}. {lead} to tell them apart"


def _table(
    assessment: Assessment, known: list[Contribution], width: int, *, ascii_only: bool
) -> Iterator[str]:
    half = (width - _NAME - 2 * _COUNT - _POINTS - 7) // 2
    left, right = _label(assessment.runner_up), _label(assessment.leader)
    axis = "|" if ascii_only else "│"
    yield (
        f"{'Trait':<{_NAME}} {'pro':>{_COUNT}} {'con':>{_COUNT}} {'points':>{_POINTS}}  "
        f"{cut(left, half - 1):>{half - 1}} {axis} {cut(right, half - 1):<{half - 1}}"
    )
    most = max(abs(part.points) for part in known)
    for part in known:
        yield (
            f"{cut(part.trait.label, _NAME):<{_NAME}} {number(part.pro):>{_COUNT}} "
            f"{number(part.con):>{_COUNT}} {signed(part.points):>{_POINTS}}  "
            f"{bar(part.points, most, half, ascii_only=ascii_only)}"
        )
    yield from _sums(assessment)


def _sums(assessment: Assessment) -> Iterator[str]:
    """Give the difference of the bases where there is one, and the sum: exactly the lead."""
    card, blank = assessment.scorecard, " " * (2 * _COUNT + 2)
    bases = card.base(assessment.leader) - card.base(assessment.runner_up)
    if bases:
        yield f"{'Base scores':<{_NAME}}{blank} {signed(bases):>{_POINTS}}"
    yield f"{'Lead':<{_NAME}}{blank} {signed(assessment.lead):>{_POINTS}}"


def _tail(assessment: Assessment, known: list[Contribution]) -> Iterator[str]:
    """Name what was not observed: it counts 0, and may only never have been recorded."""
    traits = [cut(trait.label.lower(), 40) for trait in assessment.scorecard.traits]
    seen = {part.trait.name for part in known}
    names = [trait.name for trait in assessment.scorecard.traits]
    unknown = [label for label, name in zip(traits, names, strict=True) if name not in seen]
    if unknown:
        yield f"Not observed, so 0 points: {', '.join(unknown)}"
    if not assessment.business.keeps:
        yield (
            "The business says of no record that it keeps it, so nothing counts as absent: "
            "see Business(keeps=...)"
        )
    if assessment.clock < assessment.as_of:
        yield f"Traits are read up to {assessment.clock}; silence since then changes the stage only"
