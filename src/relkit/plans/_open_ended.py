"""`Recurring`: payments without an end in sight, computed when asked for and never listed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import accumulate, pairwise
from typing import Final

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._values import Value
from relkit.errors import InvalidCountError, InvalidScheduleError, ScheduleOutOfRangeError
from relkit.money import Money
from relkit.plans._dates import business_day_after
from relkit.plans._fields import (
    Check,
    a_flag,
    between,
    check_fields,
    one_of,
    optional,
    part,
    parts,
)
from relkit.plans._lines import Certainty, Line, fresh_line, sum_of
from relkit.plans._phases import Phase, Revision, agreed_on, check_revisions
from relkit.plans._text import joined, plain
from relkit.schedules import Adjustment, Every, Period, prorate

__all__ = ["BUSINESS_DAYS", "Recurring"]

_ONE_DAY: Final = timedelta(days=1)
BUSINESS_DAYS: Final = one_of("none", "following", "preceding", "modified_following")
"""Allows the ways in which a date moves that is no business day."""


_RECURRING: Final[dict[str, Check]] = {
    "label": text,
    "every": part(Every),
    "start": a_date,
    "price": optional(part(Money)),
    "phases": parts(part(Phase)),
    "quantity": between(1),
    "revisions": parts(part(Revision)),
    "until": optional(a_date),
    "in_advance": a_flag,
    "net_days": between(0),
    "prorate": a_flag,
    "day_count": optional(between(1)),
    "certainty": one_of("exact", "estimate", "cap"),
    "business_days": BUSINESS_DAYS,
}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recurring(Value):
    """Payments that recur: a pure function from a number to a line, without an end in sight.

    Period ``i`` is computed from the start, at once for any ``i``, and never from the one
    before (law P7). Where the rhythm fixes a day of the month, the days before the first
    such day are a part of a period, number 0.

    A revision applies from its day on. In the midst of a period that was paid in advance, it
    adds two lines due on its day: the credit of what is left of the old price, and the charge
    for the rest of the period at the new one. In arrears, the one line has both parts. So
    the days of a period always add up to what was agreed for each (law P9).

    Args:
        label: what each payment is for.
        every: the rhythm.
        start: the first day that is paid for.
        price: what a period costs after the phases, for each unit; None where nobody knows yet.
        phases: what the first periods cost instead, in order.
        quantity: how many units a period costs the price for.
        revisions: new prices and quantities, in order of their days. A new price ends the
            phases, unless it came before the start. Without ``prorate`` a revision
            in the midst of a period applies from the next one on.
        until: the first day that is no longer paid for; None for no end.
        in_advance: whether a period is paid when it begins, or when it has ended.
        net_days: days to pay after that.
        prorate: whether a part of a period costs its share of days, or the whole price.
        day_count: days that count as a whole period (30), if not its own.
        certainty: how sure the amounts are.
        business_days: how due dates move that are no business days.
        holidays: days on which nobody works.

    Raises ``InvalidScheduleError`` for an end that is not after the start, or revisions out
    of order, and ``InvalidValueError``.

    >>> rent = Recurring(
    ...     label="rent", every=Every(months=1), start=date(2024, 1, 31), price=Money(9, "USD")
    ... )
    >>> print(rent.line(1))
    rent USD 9.00 on 2024-02-29
    """

    label: str
    every: Every
    start: date
    price: Money | None = None
    phases: tuple[Phase, ...] = ()
    quantity: int = 1
    revisions: tuple[Revision, ...] = ()
    until: date | None = None
    in_advance: bool = True
    net_days: int = 0
    prorate: bool = True
    day_count: int | None = None
    certainty: Certainty = "exact"
    business_days: Adjustment = "none"
    holidays: Container[date] = attrs.field(factory=frozenset[date], hash=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _RECURRING)
        if self.until is not None and self.until <= self.start:
            msg = f"until must be later than the start: {self.until} is not after {self.start}."
            raise InvalidScheduleError(msg)
        check_revisions(self.revisions)

    @property
    def count(self) -> int | None:
        """How many payments there are; None without an end."""
        return None if self.until is None else self._numbers_through(self.until)

    def period(self, number: int) -> Period:
        """Give the days that a payment pays for, cut off at the start and at ``until``.

        Raises ``InvalidCountError`` for a number that is not there, and
        ``ScheduleOutOfRangeError`` beyond the calendar.
        """
        whole = self._whole_period(number)
        end = whole.end if self.until is None else min(whole.end, self.until)
        return Period(max(whole.start, self.start), end)

    def amount(self, number: int) -> Money | None:
        """Give what a payment comes to; None where no price is known."""
        own = self.period(number)
        if self.in_advance or not self.prorate:
            return self._cost(number, own)
        costs = (self._cost(number, stretch) for stretch in self._stretches(own))
        return sum_of(cost for cost in costs if cost is not None)

    def due_date(self, number: int) -> date:
        """Give the day on which a payment falls due."""
        return self._moved(self._nominal(self.period(number)))

    def line(self, number: int) -> Line | None:
        """Give a payment; None where no price is known."""
        amount = self.amount(number)
        return None if amount is None else self.line_of(number, amount, self.certainty)

    def line_of(self, number: int, amount: Money, certainty: Certainty = "exact") -> Line:
        """Give a payment with an amount that was found out."""
        period = self.period(number)
        nominal = self._nominal(period)
        return fresh_line(
            self.label, amount, self._moved(nominal), nominal, certainty=certainty, period=period
        )

    def occurrences(self) -> Iterator[Line]:
        """Iterate lazily over the payments, to the end or to that of the calendar.

        The credits and charges of revisions stand among them, by due date.
        """
        return self._merged(0, date.min)

    def due_from(self, day: date) -> Iterator[Line]:
        """Iterate over the payments that fall due on a day or later, found at once.

        >>> rent = Recurring(
        ...     label="rent", every=Every(days=1), start=date(1, 1, 1), price=Money(9, "USD")
        ... )
        >>> print(next(rent.due_from(date(9000, 1, 1))))
        rent USD 9.00 on 9000-01-01
        """
        numbers = range(self._numbers_priced())
        first = bisect_left(numbers, a_date(day, "The day"), key=self._due_or_last)
        return self._merged(first, day)

    def revised_lines(self) -> Iterator[Line]:
        """Give the credit and the charge of each revision in the midst of a prepaid period.

        >>> rent = Recurring(
        ...     label="rent",
        ...     every=Every(months=1),
        ...     start=date(2025, 9, 1),
        ...     price=Money(30, "USD"),
        ...     revisions=(Revision(on=date(2025, 9, 16), price=Money(40, "USD")),),
        ... )
        >>> print(*rent.revised_lines(), sep="; ")
        rent credit USD -15.00 on 2025-09-16; rent charge USD 20.00 on 2025-09-16
        """
        if self.in_advance and self.prorate:
            for revision in self.revisions:
                if revision.on > self.start:
                    yield from self._credit_and_charge(revision.on)

    def negated(self) -> Recurring:
        """Give the same payments with the opposite sign."""
        phases = tuple(attrs.evolve(phase, price=-phase.price) for phase in self.phases)
        price = None if self.price is None else -self.price
        revisions = tuple(revision.negated() for revision in self.revisions)
        return attrs.evolve(self, price=price, phases=phases, revisions=revisions)

    def number_in(self, day: date) -> int:
        """Give the number of the payment for the period that contains a day, or the nearest."""
        return self._numbers_through(max(a_date(day, "The day"), self.start)) - 1

    @override
    def __str__(self) -> str:
        """Give the payments in words."""
        price = "as measured" if self.price is None else self.price
        about = "about" if self.price is not None and self.certainty == "estimate" else ""
        units = f"for {self.quantity} units" if self.quantity > 1 else ""
        first = [*map(str, self.phases), joined([about, price, units, self.every], " ")]
        end = f" until {self.until}" if self.until else ""
        going = f"{plain(self.label)} {', then '.join(first)} from {self.start}{end}"
        return ", then ".join([going, *map(str, self.revisions)])

    def _is_cut(self) -> bool:
        """Tell whether the first period began before the start."""
        return self.every.number_of(self.start, self.start) < 0

    def _numbers_through(self, day: date) -> int:
        """Count the payments whose periods begin on a day or before."""
        last = day if self.until is None else min(day, self.until - _ONE_DAY)
        return self.every.number_of(self.start, last) + 1 + self._is_cut()

    def _numbers_priced(self) -> int:
        """Count the payments that can have a price: without one of its own, its phases'."""
        every = self._numbers_through(date.max)
        if self.price is not None or any(r.price is not None for r in self.revisions):
            return every
        return min(every, sum(phase.periods for phase in self.phases) + self._is_cut())

    def _whole_period(self, number: int) -> Period:
        count = self.count
        is_number = isinstance(number, int) and not isinstance(number, bool)
        if not is_number or number < 0 or (count is not None and number >= count):
            most = "" if count is None else f" below {count}"
            msg = f"The number of a payment is a whole number from 0 on{most}, not {number!r}."
            raise InvalidCountError(msg)
        return self.every.period(self.start, number - self._is_cut())

    def _agreed(self, number: int, day: date) -> Money | None:
        """Give what the whole period costs by what is agreed on a day; its phase comes first."""
        before = (r for r in self.revisions if r.on <= self.start)
        since = (r for r in self.revisions if self.start < r.on <= day)
        ends = accumulate(phase.periods for phase in self.phases)
        whole_number = max(0, number - self._is_cut())
        found = (p.price for p, end in zip(self.phases, ends, strict=True) if whole_number < end)
        price, quantity = agreed_on(before, self.price, self.quantity)
        price, quantity = agreed_on(since, next(found, price), quantity)
        return price if price is None or quantity == 1 else price * quantity

    def _cost(self, number: int, days: Period) -> Money | None:
        """Give what some days of a period cost by what is agreed on the first of them."""
        price = self._agreed(number, days.start)
        if price is None or not self.prorate:
            return price
        whole = self._whole_period(number)
        if days == whole:
            return price
        return prorate(price, whole, days.start, days.end, day_count=self.day_count)

    def _stretches(self, own: Period) -> Iterator[Period]:
        """Give the days of a period between its revisions."""
        within = (r.on for r in self.revisions if own.start < r.on < own.end)
        return (Period(a, b) for a, b in pairwise([own.start, *within, own.end]))

    def _credit_and_charge(self, day: date) -> Iterator[Line]:
        """Give what is left of the price before a day, and the rest by what is agreed then."""
        number = self.number_in(day)
        try:
            own = self.period(number)
        except ScheduleOutOfRangeError:  # nothing is paid for a period that leaves the calendar
            return
        if not own.start < day < own.end:
            return
        rest = Period(day, own.end)
        whole = self._whole_period(number)
        old, new = self._agreed(number, day - _ONE_DAY), self._agreed(number, day)
        nominal = self._after_net_days(day, rest)
        for word, price in (("credit", None if old is None else -old), ("charge", new)):
            if price is not None and old != new:
                amount = prorate(price, whole, rest.start, rest.end, day_count=self.day_count)
                yield fresh_line(
                    f"{self.label} {word}",
                    amount,
                    self._moved(nominal),
                    nominal,
                    certainty=self.certainty,
                    period=rest,
                )

    def _merged(self, from_number: int, from_day: date) -> Iterator[Line]:
        """Give the payments from a number on, with what revisions add from a day on."""
        standing = self._standing(from_number)
        if not self.revisions:
            return standing
        added = [line for line in self.revised_lines() if (line.due or from_day) >= from_day]
        return merge(standing, added, key=lambda line: line.due or date.max)

    def _standing(self, from_number: int) -> Iterator[Line]:
        for number in range(from_number, self._numbers_priced()):
            try:
                line = self.line(number)
            except ScheduleOutOfRangeError:
                return
            yield from () if line is None else (line,)

    def _nominal(self, period: Period) -> date:
        return self._after_net_days(period.start if self.in_advance else period.end, period)

    def _after_net_days(self, day: date, period: Period) -> date:
        if not self.net_days:
            return day
        if day.toordinal() + self.net_days > date.max.toordinal():
            msg = f"The payment for {period} falls due beyond the calendar; set until."
            raise ScheduleOutOfRangeError(msg)
        return day + timedelta(days=self.net_days)

    def _moved(self, day: date) -> date:
        if self.business_days == "none":
            return day
        return business_day_after(day, 0, self.holidays, self.business_days)

    def _due_or_last(self, number: int) -> date:
        try:
            return self.due_date(number)
        except ScheduleOutOfRangeError:
            return date.max
