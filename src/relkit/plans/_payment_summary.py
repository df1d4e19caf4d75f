"""A payment plan in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit.plans._text import joined, percent, plain, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relkit.plans._payment import PaymentPlan

__all__ = ["payment_summary"]


def payment_summary(plan: PaymentPlan) -> Iterator[str]:
    """Give a plan in a few lines without its reason; the first is the head."""
    credit = "credit" if plan.is_reversed else ""
    final = "final" if plan.is_final else ""
    yield f"Payment: {joined([plain(plan.model), credit, final, plan.terms])}"
    share = percent(plan.deposit_percent, "deposit")
    deposit = share or ("" if plan.deposit_amount is None else f"{plan.deposit_amount} deposit")
    left = percent(plan.replenish_at_percent or 0, "left")
    written = "needs a signed, written agreement" if plan.needs_written_agreement else ""
    refill = f"refilled at {left}" if left else ""
    price = None if plan.recurring else plan.price
    count = len(plan.adjustments)
    steps = "" if not count else "after 1 change" if count == 1 else f"after {count} changes"
    paid_first = joined([deposit, refill])
    told = _told(plan.communicate_by_days)
    named = [joined([price, steps], " "), paid_first, written, plan.allowance, told]
    yield from sentence("Price", named, most=3)
    yield from sentence("Lines", plan.lines)
    known = [p for p in plan.recurring if p.price is not None or p.label in plan.metered_labels]
    yield from sentence("Recurs", known)
    yield from sentence("Late", [plan.late, plan.late_fees])


def _told(days: int | None) -> str:
    if days is None:
        return ""
    return f"told within {days} days of the start" if days else "told before the start"
