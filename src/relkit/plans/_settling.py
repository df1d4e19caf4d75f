"""Settling a payment plan: estimates become exact, payments are set against what is owed."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import merge
from typing import TYPE_CHECKING

import attrs

from relkit._words import listed, shown
from relkit.errors import InvalidPlanError, InvalidValueError
from relkit.money import Currency, Money
from relkit.plans._fields import part
from relkit.plans._lines import Line, by_due_date, dated_lines, fresh_line
from relkit.plans._meters import Measures, Meter, check_measures
from relkit.plans._phases import Revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relkit.plans._open_ended import Recurring

__all__ = ["line_stream", "paid", "settled_lines", "with_revision"]


def line_stream(
    lines: Sequence[Line], recurring: Sequence[Recurring], start: date | None
) -> Iterator[Line]:
    """Give the dated lines and the recurring ones by due date, from a day on, lazily.

    A recurring payment that was settled stands among the lines, and is given once.
    """
    settled = {(line.label, line.period) for line in lines if line.period is not None}

    def open_lines(going: Recurring) -> Iterator[Line]:
        found = going.occurrences() if start is None else going.due_from(start)
        return (line for line in found if (line.label, line.period) not in settled)

    dated = [line for day, line in dated_lines(by_due_date(lines)) if start is None or day >= start]
    return merge(dated, *map(open_lines, recurring), key=lambda line: line.due or date.max)


def settled_lines(
    plan_lines: Sequence[Line],
    recurring: Sequence[Recurring],
    meters: Sequence[Meter],
    measures: Measures,
    period: int | None,
) -> tuple[Line, ...]:
    """Give the lines with exact amounts wherever a meter reads one of the measures."""
    known = tuple(name for meter in meters for name in meter.reads)
    given = check_measures(measures, known)
    lines = list(plan_lines)
    for meter in meters:
        if not meter.does_read(given):
            continue
        going = [each for each in recurring if each.label == meter.label]
        if going:
            lines += _settled_period(going[0], meter, given, lines, period)
        elif any(line.label == meter.label for line in lines):
            lines = [_settled(line, meter, given, lines) for line in lines]
        elif meter.trigger is not None:
            amount = _limited(meter.price_of(given), meter, lines)
            lines.append(fresh_line(meter.label, amount, None, None, trigger=meter.trigger))
    return by_due_date(lines)


def _settled(line: Line, meter: Meter, measures: Measures, lines: Sequence[Line]) -> Line:
    """Give a line exactly; another one, and one that was exact before, as it is."""
    if line.label != meter.label or line.is_exact:
        return line
    amount = _limited(meter.price_of(measures), meter, lines)
    if line.certainty == "cap":
        amount = min(amount, line.amount)
    return fresh_line(
        line.label, amount, line.due, line.nominal, trigger=line.trigger, period=line.period
    )


def _settled_period(
    going: Recurring,
    meter: Meter,
    measures: Measures,
    lines: Sequence[Line],
    period: int | None,
) -> list[Line]:
    """Give the exact line of a period, unless it was settled before."""
    if period is None:
        msg = (
            f"{listed(meter.reads, 'and')} recur: say which period was measured, such as "
            "settle(measures, period=0) for the first."
        )
        raise InvalidPlanError(msg)
    own = going.period(period)
    if any(line.label == going.label and line.period == own for line in lines):
        return []
    return [going.line_of(period, _limited(meter.price_of(measures), meter, lines))]


def _limited(amount: Money, meter: Meter, lines: Sequence[Line]) -> Money:
    """Keep the lines of a meter, all together, within the most that they may come to."""
    if meter.most is None:
        return amount
    room = meter.most
    for line in lines:
        if line.label == meter.label and line.is_exact:
            room -= line.amount
    return min(amount, room)


def with_revision(
    recurring: Sequence[Recurring], revision: Revision, label: str | None
) -> tuple[Recurring, ...]:
    """Give the recurring payments with a revision of the one that is meant."""
    part(Revision)(revision, "A revision")
    priced = [each for each in recurring if each.price is not None and each.certainty == "exact"]
    meant = [each for each in priced if label is None or each.label == label]
    if len(meant) != 1:
        known = listed((repr(each.label) for each in priced), "and") or "none"
        msg = f"A revision is of one recurring payment with an exact price; there are {known}."
        raise InvalidPlanError(f"{msg} Say label=... for one of them.")
    revisions = list(meant[0].revisions)
    insort(revisions, revision, key=lambda each: each.on)
    revised = attrs.evolve(meant[0], revisions=tuple(revisions))
    return tuple(revised if each is meant[0] else each for each in recurring)


def paid(payments: Iterable[object], currency: Currency) -> Money:
    """Add up payments: money, or payment events, whose whole numbers are minor units."""
    if isinstance(payments, (Money, str)) or not isinstance(payments, Iterable):
        msg = f"Payments are a collection such as [Money(...)], not {shown(payments)}."
        raise InvalidValueError(msg)
    return Money.total((_amount(payment, currency) for payment in payments), currency)


def _amount(payment: object, currency: Currency) -> Money:
    amount = payment if isinstance(payment, Money) else getattr(payment, "amount", None)
    if isinstance(amount, Money):
        return amount
    if isinstance(amount, int) and not isinstance(amount, bool):
        return Money.from_minor_units(amount, currency)
    msg = f"A payment is Money, or an event with an amount, not {shown(payment)}."
    raise InvalidValueError(msg)
