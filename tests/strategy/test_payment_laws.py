"""The laws of payment schedules, P1 to P16: each test is named after its law."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

import attrs
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.strategies.payments import (
    ACME,
    FAR,
    USD,
    changes,
    closed,
    contexts,
    days,
    metered,
    milestones,
    plans,
    prices,
    propose,
    recurrings,
    rhythms,
    share,
)
from tests.strategies.surroundings import Surroundings, given_oddly, surroundings, within
from typing_extensions import override

from relkit.errors import CurrencyMismatchError, InvalidCountError, InvalidPlanError, PlanLawError
from relkit.events import Payment
from relkit.money import Currency, Money
from relkit.plans import (
    Allowance,
    Line,
    PaymentPlan,
    PriceChange,
    Recurring,
    Terms,
    adjusted,
    draw_down,
)
from relkit.relationships import Relationship
from relkit.schedules import Every, unused
from relkit.strategies import (
    Context,
    DepositAndBalance,
    Installments,
    Milestone,
    Milestones,
    PaymentStrategy,
    PayPerTransaction,
)
from relkit.testing import currencies

AT_SALE = Terms(timing="at_sale")


def units(plan: PaymentPlan) -> list[int]:
    """Give the amounts of a plan in minor units."""
    return [line.amount.minor_units for line in plan.lines]


def dues(plan: PaymentPlan) -> list[date]:
    """Give the days of a plan."""
    return [line.due for line in plan.lines if line.due is not None]


def sum_units(lines: Any) -> int:
    """Add up lines in minor units."""
    return sum(line.amount.minor_units for line in lines)


def first_lines(part: Recurring, count: int) -> list[Line]:
    """Give the first payments."""
    return list(islice(part.occurrences(), count))


@settings(deadline=None)
@given(closed(), contexts(), surroundings())
def test_p01_sum(subject: PaymentStrategy[Any], context: Context, around: Surroundings) -> None:
    """P1: The lines of a closed plan add up to the price exactly, whatever surrounds it."""
    assert context.price is not None
    plan = propose(subject, context)
    with within(around):
        inside = propose(subject, context)

    assert context.price.minor_units == sum(units(plan))
    assert context.price == plan.total == plan.committed == plan.price
    assert plan == inside
    assert str(plan) == str(inside)


@given_oddly(contexts(), st.integers(1, 60), st.sampled_from([1, 5, 10]))
def test_p02_fair_installments(context: Context, count: int, step: int) -> None:
    """P2: Installments differ by at most a step, save the one that takes the rest below a step."""
    plan = propose(Installments(count=count, step=step), context)
    whole = [n for n in units(plan) if n % step == 0]

    assert len(units(plan)) - len(whole) <= 1
    assert max(units(plan)) - min(units(plan)) <= step


@given_oddly(contexts(), milestones())
def test_p02_fair_milestones(context: Context, stages: tuple[Milestone, ...]) -> None:
    """P2: A milestone is less than a minor unit off its exact share, and a zero share is zero."""
    assert context.price is not None
    plan = propose(Milestones(milestones=stages), context)
    total = sum(Fraction(stage.weight) for stage in stages)

    for stage, amount in zip(stages, units(plan), strict=True):
        exact = share(context.price.minor_units, stage.weight, total)

        assert abs(amount - exact) < 1
        assert stage.weight or amount == 0


@given_oddly(closed(), contexts())
def test_p03_sign(subject: PaymentStrategy[Any], context: Context) -> None:
    """P3: No line is below zero; the credit mirrors each line, and its own credit is the plan."""
    plan = propose(subject, context)
    credit = plan.reversed()

    assert all(amount >= 0 for amount in units(plan))
    assert [-amount for amount in units(plan)] == units(credit)
    assert [line.due for line in plan.lines] == [line.due for line in credit.lines]
    assert plan == credit.reversed()


@given_oddly(contexts(), st.integers(1, 60))
def test_p03_no_empty_installment(context: Context, count: int) -> None:
    """P3: Where there are as many minor units as installments, none is empty."""
    assert context.price is not None
    plan = propose(Installments(count=count), context)

    assert all(units(plan)) == (context.price.minor_units >= count)


@given_oddly(contexts(), st.integers(1, 60))
def test_p04_place_of_odd_units(context: Context, count: int) -> None:
    """P4: Odd units go to the first installments, or the last ones: one mirrors the other."""
    first = units(propose(Installments(count=count), context))
    last = units(propose(Installments(count=count, remainder="last"), context))

    assert sorted(first, reverse=True) == first
    assert first[::-1] == last


@given_oddly(contexts(), st.integers(1, 60), rhythms())
def test_p05_order(context: Context, count: int, every: Every) -> None:
    """P5: Installments are due in strict order, none before today."""
    found = dues(propose(Installments(count=count, every=every), context))

    assert all(earlier < later for earlier, later in pairwise(found))
    assert found[0] >= context.today


@given_oddly(contexts(), st.integers(1, 60), rhythms(), st.frozensets(days(), max_size=4))
def test_p05_order_on_business_days(
    context: Context, count: int, every: Every, holidays: frozenset[date]
) -> None:
    """P5: Moved to business days, due dates stay in order, and the nominal days stay the same."""
    plain = Installments(count=count, every=every)
    moved = attrs.evolve(plain, business_days="following")
    closed_days = attrs.evolve(context, holidays=holidays)
    lines = propose(moved, closed_days).lines
    found = [line.due for line in lines if line.due is not None]

    assert sorted(found) == found
    assert dues(propose(plain, context)) == [line.nominal for line in lines]
    assert all(day.weekday() < 5 and day not in holidays for day in found)
    assert [line.is_moved for line in lines] == [line.due != line.nominal for line in lines]


@given_oddly(contexts(), st.integers(1, 60))
def test_p06_count(context: Context, count: int) -> None:
    """P6: There are as many installments as were asked for."""
    plan = propose(Installments(count=count), context)

    assert count == len(plan.lines) == len(plan.schedule)


@given_oddly(contexts(), st.integers(1, 60), st.integers(1, 24))
def test_p07_anchor(context: Context, count: int, months: int) -> None:
    """P7: Each due date is the first one plus its months, clamped: the 31st comes back."""
    found = dues(propose(Installments(count=count, every=Every(months=months)), context))

    assert [context.today + relativedelta(months=months * i) for i in range(count)] == found


@given_oddly(recurrings(business_days="none"), st.integers(0, 200), st.integers(0, 200))
def test_p07_random_access(part: Recurring, one: int, other: int) -> None:
    """P7: A recurring payment does not depend on which ones were asked for before."""
    assume(part.line(max(one, other)) is not None)
    fresh = attrs.evolve(part)
    part.line(other)

    assert fresh.line(one) == part.line(one)
    assert part.period(one).end == part.period(one + 1).start


@given_oddly(contexts(), st.integers(1, 40), st.integers(0, 20), rhythms())
def test_p08_prefix(context: Context, count: int, more: int, every: Every) -> None:
    """P8: More installments do not move the earlier dates."""
    fewer = dues(propose(Installments(count=count, every=every), context))
    longer = dues(propose(Installments(count=count + more, every=every), context))

    assert fewer == longer[:count]


@given_oddly(recurrings(), st.integers(1, 2000), st.integers(0, 2000))
def test_p08_prefix_of_what_recurs(part: Recurring, length: int, more: int) -> None:
    """P8: A later end changes no payment but the one that was cut off."""
    end = part.start + timedelta(days=length)
    short = attrs.evolve(part, until=end)
    longer = attrs.evolve(part, until=end + timedelta(days=more))
    assert short.count is not None

    assert list(short.occurrences())[:-1] == first_lines(longer, short.count)[:-1]


@given_oddly(recurrings(prorate=True), st.integers(1, 2000))
def test_p09_proration(part: Recurring, length: int) -> None:
    """P9: What is paid of a period up to a day, and what is unused then, add up to its price."""
    end = part.start + timedelta(days=length)
    ended = attrs.evolve(part, until=end)
    number = part.number_in(end - timedelta(days=1))
    assume(number > 0)  # the first period may itself be a part of one
    cut, whole = ended.amount(number), part.amount(number)
    assert cut is not None
    assert whole is not None
    rest = unused(whole, part.period(number), end, day_count=part.day_count)

    assert whole == cut + rest
    assert number + 1 == ended.count


@given_oddly(recurrings(prorate=False), st.integers(1, 900))
def test_p09_without_proration(part: Recurring, length: int) -> None:
    """P9: Without proration a part of a period costs the whole price."""
    cut = attrs.evolve(part, until=part.start + timedelta(days=length))
    assert cut.count is not None

    assert first_amounts(part, cut.count) == first_amounts(cut, cut.count)


def first_amounts(part: Recurring, count: int) -> list[Money]:
    """Give the first amounts."""
    return [line.amount for line in first_lines(part, count)]


@given_oddly(closed(), currencies(), prices(USD), days())
def test_p10_currency(
    subject: PaymentStrategy[Any], currency: Currency, price: Money, today: date
) -> None:
    """P10: Every line is in the price's currency, exact at its minor unit."""
    context = Context(today=today, price=Money.from_minor_units(price.minor_units, currency))
    plan = propose(subject, context)

    assert {currency} == {line.amount.currency for line in plan.lines}
    assert all(line.amount.amount.as_tuple().exponent == -currency.digits for line in plan.lines)
    assert currency == plan.currency


def test_p10_mixed_currencies() -> None:
    """P10: A plan of two currencies breaks a law by its name; by hand it has no sum."""

    class Mixed(PaymentStrategy[Relationship]):
        @override
        def lines(self, relationship: Relationship, context: Context) -> list[Line]:
            return [line("USD"), line("EUR")]

    def line(code: str) -> Line:
        return Line(label="x", amount=Money(1, code), due=date(2025, 9, 1))

    with pytest.raises(CurrencyMismatchError, match="The plan mixes"):
        PaymentPlan(model="one_time", terms=AT_SALE, lines=(line("USD"), line("EUR"))).total
    with pytest.raises(PlanLawError, match=r"Mixed breaks the law 'one currency': .* EUR and USD"):
        propose(Mixed(), Context(today=date(2025, 9, 1)))


@given_oddly(closed(), contexts(), st.integers(1, 1000))
def test_p11_scaling(subject: PaymentStrategy[Any], context: Context, factor: int) -> None:
    """P11: So many times the price makes so many times the sum."""
    assert context.price is not None
    many = attrs.evolve(context, price=context.price * factor)

    assert sum(units(propose(subject, many))) == factor * sum(units(propose(subject, context)))


@given_oddly(st.lists(changes(), max_size=4), prices(USD), days())
def test_p12_changes_apply_once(
    given_changes: list[PriceChange], price: Money, today: date
) -> None:
    """P12: Changes apply once, left to right, each step recorded; the lines share what results."""
    context = Context(today=today, price=price)
    subject = Installments(count=7, adjustments=tuple(given_changes), floor_at_zero=True)
    plan = propose(subject, context)
    after, steps = adjusted(price, given_changes, floor_at_zero=True)

    assert after == plan.price == plan.total
    assert steps == plan.adjustments
    assert [price, *(step.after for step in steps)] == [*(step.before for step in steps), after]


@given_oddly(prices(USD), st.integers(0, 100), st.integers(1, 24))
def test_p12_rounding_per_line(price: Money, percent: int, count: int) -> None:
    """P12: Rounding the discount on each line would be off by less than a unit for each line."""
    per_total = price - price.times(Fraction(percent, 100))
    parts = price.split(count)
    per_line = sum((part - part.times(Fraction(percent, 100))).minor_units for part in parts)

    assert abs(per_line - per_total.minor_units) < count or per_line == per_total.minor_units


@given_oddly(contexts(), st.integers(1, 30), st.integers(1, 40), st.integers(0, 10_000))
def test_p13_days_translate(context: Context, count: int, every: int, shift: int) -> None:
    """P13: A rhythm of days moves by days with its start."""
    later = attrs.evolve(context, today=context.today + timedelta(days=shift))
    subject = Installments(count=count, every=Every(days=every))
    moved = [day + timedelta(days=shift) for day in dues(propose(subject, context))]

    assert moved == dues(propose(subject, later))


@given_oddly(recurrings(), st.integers(0, 30))
def test_p13_calendars_repeat(part: Recurring, count: int) -> None:
    """P13: 400 years later, when the calendar repeats, everything falls on the same days."""
    later = attrs.evolve(part, start=part.start.replace(year=part.start.year + 400))
    expected = [line.due for line in first_lines(part, count)]

    assert [(d.month, d.day) for d in expected if d] == [
        (line.due.month, line.due.day) for line in first_lines(later, count) if line.due
    ]


@given_oddly(closed(), prices(USD), days(), st.lists(prices(USD), max_size=6), st.randoms())
def test_p14_outstanding(
    subject: PaymentStrategy[Any],
    price: Money,
    today: date,
    payments: list[Money],
    random: Any,
) -> None:
    """P14: Paid and outstanding add up to the price, in any order; too much is a credit."""
    plan = propose(subject, Context(today=today, price=price))
    shuffled = random.sample(payments, len(payments))
    open_ = plan.outstanding(payments)

    assert price == Money.total(payments, USD) + open_
    assert open_ == plan.outstanding(shuffled)
    assert (open_.minor_units < 0) == (Money.total(payments, USD) > price)


@given_oddly(recurrings(), st.integers(0, 900), st.lists(prices(USD), max_size=3))
def test_p14_outstanding_by_a_day(part: Recurring, length: int, payments: list[Money]) -> None:
    """P14: Of an open-ended plan, owed is what has fallen due by a day."""
    day = part.start + timedelta(days=length)
    plan = PaymentPlan(model="subscription", terms=AT_SALE, recurring=(part,))
    due = [line for line in plan.due_between(date.min, day + timedelta(days=1)) if line.due]

    assert (
        sum_units(due)
        == (plan.outstanding(payments, on=day) + Money.total(payments, USD)).minor_units
    )
    assert all(line.due <= day for line in due if line.due)


@given_oddly(
    st.integers(1, 1000),
    st.none() | st.integers(0, 5),
    st.lists(st.integers(0, 3000), max_size=12),
)
def test_p15_hours_are_conserved(minutes: int, rollover: int | None, used: list[int]) -> None:
    """P15: No included minute gets lost, none is used twice, and none outlives its rollover."""
    periods = Allowance(minutes=minutes, rollover_periods=rollover).account(used)
    carried = 0
    for period, wanted in zip(periods, used, strict=True):
        assert carried == period.carried_in
        assert period.included + carried == period.drawn + period.expired + period.carried_out
        assert wanted == period.drawn + period.over
        assert min(attrs.astuple(period)) >= 0
        assert not (period.over and period.carried_out)
        assert rollover is None or period.carried_out <= rollover * minutes
        carried = period.carried_out


@given_oddly(prices(USD), st.lists(prices(USD), max_size=8))
def test_p15_deposits_never_fall_below_zero(deposit: Money, charges: list[Money]) -> None:
    """P15: A deposit is drawn down to zero and no further; the rest is owed."""
    balance, owed = deposit, Money(0, USD)
    for charge in charges:
        rest = draw_down(balance, charge)
        balance, owed = rest.left, owed + rest.owed

        assert balance.minor_units >= 0

    assert deposit + owed == balance + Money.total(charges, USD)


@given_oddly(closed(), days())
def test_p16_nothing_to_pay(subject: PaymentStrategy[Any], today: date) -> None:
    """P16: A price of zero gives lines of zero, and no price no lines; neither is an error."""
    free = propose(subject, Context(today=today, price=Money(0, USD)))
    unknown = propose(subject, Context(today=today))

    assert {0} == set(units(free))
    assert Money(0, USD) == free.total == free.outstanding([])
    assert ((), None, None) == (unknown.lines, unknown.total, unknown.committed)


def test_p16_no_installments() -> None:
    """P16: No installments at all are refused, not divided by."""
    with pytest.raises(InvalidCountError, match="at least 1, not 0"):
        Installments(count=0)


@settings(deadline=None)
@given(metered(), days(), surroundings())
def test_settling_twice_is_settling_once(
    drawn: tuple[PaymentStrategy[Any], dict[str, Any], int | None],
    today: date,
    around: Surroundings,
) -> None:
    """What is settled stays so; nothing exceeds its cap; surroundings change nothing."""
    subject, measures, period = drawn
    plan = propose(subject, Context(today=today))
    settled = plan.settle(measures, period=period)
    with within(around):
        inside = plan.settle(measures, period=period)
    (meter,) = plan.meters

    assert settled == settled.settle(measures, period=period) == inside
    assert all(line.is_exact for line in settled.lines)
    assert meter.most is None or sum_units(settled.lines) <= meter.most.minor_units


@given_oddly(metered(), days(), st.lists(st.integers(0, 5000), min_size=1, max_size=5))
def test_no_settling_exceeds_the_limit(
    drawn: tuple[PaymentStrategy[Any], dict[str, Any], int | None], today: date, used: list[int]
) -> None:
    """All periods together stay within the limit, and each is given once."""
    subject, measures, period = drawn
    assume(period is not None)
    plan = propose(subject, Context(today=today, price=Money(1, USD)))
    (name,) = measures
    for number, amount in enumerate(used):
        plan = plan.settle({name: amount}, period=number)
    (meter,) = plan.meters
    stream = list(islice(plan.occurrences(), 2 * len(used)))

    assert len(used) == len(plan.lines)
    assert meter.most is None or sum_units(plan.lines) <= meter.most.minor_units
    assert len(stream) == len({line.period for line in stream})
    assert list(plan.lines) == [line for line in stream if line.is_exact]


@given_oddly(plans(), days(), st.integers(0, 2000), st.integers(0, 2000))
def test_due_between_partitions_time(plan: PaymentPlan, a: date, first: int, then: int) -> None:
    """What is due from a to b and from b to c is what is due from a to c, in order."""
    b, c = a + timedelta(days=first), a + timedelta(days=first + then)
    whole = list(plan.due_between(a, c))
    found = [line.due for line in whole]

    assert whole == [*plan.due_between(a, b), *plan.due_between(b, c)]
    assert sorted(found) == found  # type: ignore[type-var]  # all of them have a day
    assert all(day is not None and a <= day < c for day in found)


@given_oddly(plans(), days())
def test_next_due_is_the_first(plan: PaymentPlan, day: date) -> None:
    """The next payment is the first of those that fall due later."""
    expected = next(plan.due_between(day, FAR), None)

    assert expected == plan.next_due(day) or expected is None


@given_oddly(plans())
def test_plans_are_values(plan: PaymentPlan) -> None:
    """Plans of every sort are equal to their copies, and to the credit of their credit."""
    again = pickle.loads(pickle.dumps(plan))

    assert plan == again == copy.deepcopy(plan) == plan.reversed().reversed()
    assert hash(plan) == hash(again)
    assert plan == attrs.evolve(plan)


@given_oddly(plans())
def test_plans_read_in_a_few_lines(plan: PaymentPlan) -> None:
    """A plan prints in at most nine lines of 80 columns, wrapped ones counted."""
    lines = str(plan).splitlines()

    assert len(lines) <= 9
    assert max(map(len, lines)) <= 80


@given_oddly(plans(), st.lists(prices(USD), max_size=3))
def test_events_are_payments(plan: PaymentPlan, payments: list[Money]) -> None:
    """Payment events count as their amounts; whole numbers are minor units."""
    assume(plan.currency == USD)
    day = date(2025, 9, 1)
    events = [Payment(on=day, amount=amount) for amount in payments]
    plain = [Payment(on=day, amount=amount.minor_units) for amount in payments]

    assert plan.outstanding(payments, on=FAR.replace(year=1901)) == plan.outstanding(
        events, on=FAR.replace(year=1901)
    )
    assert plan.outstanding(events, on=FAR.replace(year=1901)) == plan.outstanding(
        plain, on=FAR.replace(year=1901)
    )


def test_whole_numbers_of_an_event_are_minor_units() -> None:
    """A payment event of 3000 counts as 30.00."""
    day = date(2025, 9, 1)
    line = Line(label="fee", amount=Money(90, USD), due=day)
    plan = PaymentPlan(model="flat_fee", terms=AT_SALE, lines=(line,))

    assert Money(60, USD) == plan.outstanding([Payment(on=day, amount=3000)])


@given_oddly(recurrings(), st.integers(0, 3000))
def test_notice_ends_with_a_period(part: Recurring, length: int) -> None:
    """Notice ends a plan with the period in which it runs out; ended there, nothing is cut."""
    plan = PaymentPlan(model="retainer", terms=AT_SALE, recurring=(part,), notice_days=30)
    given_on = part.start + timedelta(days=length)
    end = plan.end_after_notice(given_on)
    assert end is not None
    ended = plan.ended(end)
    (cut,) = ended.recurring
    assert cut.count is not None

    assert end > given_on + timedelta(days=30)
    assert first_amounts(part, cut.count) == first_amounts(cut, cut.count)
    assert not ended.is_open_ended
    assert sum_units(cut.occurrences()) == sum_units(ended.occurrences())
    assert ended.total == (Money.total(first_amounts(cut, cut.count), USD) if cut.count else None)


def test_a_deposit_above_what_is_left_after_discounts() -> None:
    """A fixed deposit is checked against the price after adjustments too."""
    subject = DepositAndBalance(deposit=Money(50, USD))

    with pytest.raises(InvalidPlanError, match=r"USD 50\.00 is above the price of USD 40\.00"):
        propose(subject, Context(today=date(2025, 9, 1), price=Money(40, USD)))


def test_a_strategy_for_anybody_serves_the_client() -> None:
    """A strategy without a kind of its own serves every kind."""
    assert PayPerTransaction().does_serve(type(ACME))
