"""`explain`: an assessment as a table for the terminal, each line one trait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from relkit._checks import whole
from relkit._words import shown
from relkit.assessment import Assessment, Contribution
from relkit.display._text import ascii_text, bar, clean, cut, fit, number, signed, wrapped
from relkit.errors import InvalidValueError
from relkit.relationships import Relationship

__all__ = ["explain"]

_LEAST_WIDTH, _MOST_WIDTH = 60, 200
_NAME, _COUNT, _POINTS = 20, 6, 7
_ID, _REASON = 40, 200


def explain(
    assessment: Assessment, *, show_party: bool = False, ascii_only: bool = False, width: int = 80
) -> str:
    """Explain an assessment as a table of at most ``width`` (60 to 200) columns.

    The column of points is exact: its lines sum to the lead. No party, line of business or
    author of a ruling is named unless asked (law X9). With ``ascii_only`` nothing but ASCII
    is used.

    Raises ``InvalidValueError`` for another width, and for anything but an assessment.

    >>> from datetime import date
    >>> from relkit import Business, Purchase, assess
    >>> shop = Business("shop", industry="retail")
    >>> bought = assess([Purchase(on=date(2025, 1, 7))], business=shop, as_of=date(2025, 1, 8))
    >>> print(explain(bought).splitlines()[0])
    customer, new, as of 2025-01-08
    """
    whole(width, "width", _LEAST_WIDTH, _MOST_WIDTH)
    if not isinstance(assessment, Assessment):
        msg = f"explain takes an Assessment, as assess(...) gives it, not {shown(assessment)}."
        raise InvalidValueError(msg)
    head = _prose(_head(assessment, show_party=show_party), width)
    table = list(_table(_Sheet.of(assessment, width, ascii_only=ascii_only)))
    tail = _prose(_tail(assessment), width)
    parts = ("\n".join(line.rstrip() for line in part) for part in (head, table, tail) if part)
    text = "\n\n".join(parts)
    return ascii_text(text) if ascii_only else text


def _prose(sentences: Iterator[str], width: int) -> list[str]:
    return [line for sentence in sentences for line in wrapped(sentence, width)]


def _label(kind: type[Relationship] | None) -> str:
    return clean(Relationship.label if kind is None else kind.label)


def _head(assessment: Assessment, *, show_party: bool) -> Iterator[str]:
    """Give the answer, the lead and the margin; a ruling stands beside what was computed."""
    names = [cut(name, _ID) for name in (assessment.party, assessment.line) if name is not None]
    who = f"{', '.join(names)}: " if show_party and names else ""
    yield f"{who}{assessment.label}, {assessment.stage.value}, as of {assessment.as_of}"
    if assessment.ruling is not None:
        ruling = assessment.ruling
        by = f" by {cut(ruling.by, _ID)}" if show_party else ""
        yield f"Ruled {_label(ruling.kind)}{by} on {ruling.on}: {cut(ruling.reason, _REASON)}"
        yield f"The records alone tell: {_label(assessment.computed_kind)}"
    if assessment.reason is not None:
        yield f"Undetermined: {assessment.reason.value}"
    leader, behind = _label(assessment.leader), _label(assessment.runner_up)
    yield (
        f"{leader} leads {behind} by {assessment.lead} points; "
        f"it takes {assessment.margin} to tell them apart"
    )


@attrs.frozen
class _Sheet:
    """What the table shows, and how wide its columns are."""

    assessment: Assessment
    known: Sequence[Contribution]
    bases: int
    name: int
    points: int
    half: int
    ascii_only: bool

    @classmethod
    def of(cls, assessment: Assessment, width: int, *, ascii_only: bool) -> _Sheet:
        """Lay the table out; a narrow one gives up some of the names for the bars."""
        card = assessment.scorecard
        known = [part for part in assessment.contributions() if part.support]
        bases = card.base(assessment.leader) - card.base(assessment.runner_up)
        numbers = (*(part.points for part in known), bases, assessment.lead)
        points = max(_POINTS, *(len(signed(number)) for number in numbers))
        name = min(_NAME, width - 44)
        half = (width - name - 2 * _COUNT - points - 6) // 2
        return cls(assessment, known, bases, name, points, half, ascii_only)

    def row(self, name: object, pro: str, con: str, points: str) -> str:
        """Give the columns on the left."""
        return f"{fit(name, self.name)} {pro:>{_COUNT}} {con:>{_COUNT}} {points:>{self.points}}"


def _table(sheet: _Sheet) -> Iterator[str]:
    """Give a line for each trait that was observed, and their sum: exactly the lead."""
    if not (sheet.known or sheet.bases):
        return
    left = fit(_label(sheet.assessment.runner_up), sheet.half - 1, right=True)
    right = cut(_label(sheet.assessment.leader), sheet.half - 1)
    yield f"{sheet.row('Trait', 'pro', 'con', 'points')}  {left} │ {right}"
    most = max((abs(part.points) for part in sheet.known), default=0)
    for part in sheet.known:
        drawn = bar(part.points, most, sheet.half, ascii_only=sheet.ascii_only)
        pro, con = number(part.pro), number(part.con)
        yield f"{sheet.row(part.trait.label, pro, con, signed(part.points))}  {drawn}"
    if sheet.bases:
        yield sheet.row("Base scores", "", "", signed(sheet.bases))
    yield "─" * len(sheet.row("", "", "", ""))
    yield sheet.row("Lead", "", "", signed(sheet.assessment.lead))


def _tail(assessment: Assessment) -> Iterator[str]:
    """Name what was not observed: it counts 0, and may only never have been recorded."""
    readings = assessment.profile
    unknown = [cut(reading.trait.label.lower(), _ID) for reading in readings if not reading.support]
    if unknown:
        yield f"Not observed, so 0 points: {', '.join(unknown)}"
    if not assessment.business.keeps:
        yield "No record is named as kept, so nothing counts as absent; see Business(keeps=...)"
    if assessment.clock < assessment.as_of:
        yield f"Traits are read up to {assessment.clock}; silence since then changes the stage only"
