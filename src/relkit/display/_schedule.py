"""A payment plan as bars: what falls due when, exact amounts full, others outlined."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from relkit.display._markup import Picture, boxes, fitting, words
from relkit.plans import Line, PaymentPlan

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["schedule"]

_MOST_ROWS = 16
_BAR = 10


def schedule(plan: PaymentPlan, width: int) -> str:
    """Draw the payments by due date, then those that wait for an occasion.

    Of a plan that goes on, the first ones: nothing without an end is ever listed.
    """
    waiting = [payment for payment in plan.lines if payment.due is None]
    found = [*islice(plan.occurrences(), _MOST_ROWS + 1), *waiting]
    rows = found[:_MOST_ROWS]
    title = next(iter(plan.summary()))
    picture = Picture(title, "; ".join(map(str, rows)) or "Nothing falls due yet", width)
    picture.paragraph(title, "h")
    most = max((abs(payment.amount.minor_units) for payment in rows), default=0)
    for payment in rows:
        _row(picture, payment, most)
    for note in _notes(plan, rows, is_cut=len(found) > len(rows)):
        picture.paragraph(note)
    return picture.svg()


def _row(picture: Picture, payment: Line, most: int) -> None:
    base, width = picture.row(), picture.width
    when, label = 76, width * 30 // 100
    amount = 110
    room = width - when - label - amount
    size = abs(payment.amount.minor_units) * room // most if most else 0
    data = f'data-minor-units="{payment.amount.minor_units}"'
    due = payment.trigger if payment.due is None else str(payment.due)
    picture.add(
        words(0, base, fitting(due, when)),
        words(when + 4, base, fitting(payment.label, label)),
        boxes(
            "p" if payment.is_exact else "o",
            when + label,
            base - 9,
            (max(size, 1), _BAR),
            data,
        ),
        words(width, base, fitting(payment.amount, amount), "e"),
    )


def _notes(plan: PaymentPlan, rows: Sequence[Line], *, is_cut: bool) -> list[str]:
    notes: list[str] = []
    if plan.is_open_ended:
        notes.append(f"It goes on without an end; the first {len(rows)} payments are drawn.")
    elif is_cut:
        notes.append(f"The first {len(rows)} payments are drawn.")
    if not all(payment.is_exact for payment in rows):
        notes.append("Dashed: an estimate, or the most that it can become.")
    if plan.total is not None:
        notes.append(f"In all: {plan.total}.")
    return notes
