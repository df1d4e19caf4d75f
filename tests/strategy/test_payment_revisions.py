"""New prices and quantities in the midst of payments that recur: exact credits and charges."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Any

import attrs
import pytest
from hypothesis import strategies as st
from tests.strategies.payments import ACME, USD, days, prices, propose, recurrings
from tests.strategies.surroundings import given_oddly

from relkit.money import Money
from relkit.plans import PaymentPlan, Phase, Recurring, Revision, Terms
from relkit.schedules import Every, Period, prorate
from relkit.strategies import Context, Subscription
from relkit.testing import moneys

MONTHLY = Every(months=1)
SEPTEMBER = date(2025, 9, 1)
MIDDLE = date(2025, 9, 16)
RENT = Recurring(label="rent", every=MONTHLY, start=SEPTEMBER, price=Money(30, USD))
UPGRADE = Revision(on=MIDDLE, price=Money(40, USD))
TERMS = Terms(timing="in_advance", every=MONTHLY)
PLAN = PaymentPlan(model="subscription", terms=TERMS, recurring=(RENT,))


def revised(part: Recurring, *revisions: Revision) -> Recurring:
    """Give recurring payments with revisions."""
    return attrs.evolve(part, revisions=revisions)


def said(part: Recurring, count: int) -> list[str]:
    """Give the first payments as text."""
    return [str(line) for line in islice(part.occurrences(), count)]


def revisions() -> st.SearchStrategy[list[tuple[int, Money | None, int | None]]]:
    """Days after the start with new prices and quantities, in order."""
    amounts = moneys(USD, min_units=0, max_units=100_000)
    one = st.tuples(st.integers(0, 400), amounts | st.none(), st.integers(1, 9) | st.none())
    given = one.filter(lambda r: r[1] is not None or r[2] is not None)
    return st.lists(given, max_size=4, unique_by=lambda r: r[0]).map(
        lambda rows: sorted(rows, key=lambda r: r[0])
    )


def with_revisions(part: Recurring, rows: list[tuple[int, Money | None, int | None]]) -> Recurring:
    """Give recurring payments with revisions so many days after their start."""
    return revised(
        part,
        *(
            Revision(on=part.start + timedelta(days=after), price=price, quantity=quantity)
            for after, price, quantity in rows
        ),
    )


def test_upgrade_in_the_midst_of_a_prepaid_period() -> None:
    """The whole old price was paid: what is left is credited, and the rest charged anew."""
    expected = [
        "rent USD 30.00 on 2025-09-01",
        "rent credit USD -15.00 on 2025-09-16",
        "rent charge USD 20.00 on 2025-09-16",
        "rent USD 40.00 on 2025-10-01",
    ]

    assert expected == said(revised(RENT, UPGRADE), 4)


def test_upgrade_in_arrears_is_in_the_one_line() -> None:
    """Nothing was paid yet: the line of the period has both parts."""
    arrears = attrs.evolve(revised(RENT, UPGRADE), in_advance=False)

    assert ["rent USD 35.00 on 2025-10-01", "rent USD 40.00 on 2025-11-01"] == said(arrears, 2)


def test_two_revisions_in_one_period() -> None:
    """The second one credits what the first one charged."""
    again = Revision(on=date(2025, 9, 25), quantity=2)
    lines = said(revised(RENT, UPGRADE, again), 6)

    assert lines[3:] == [
        "rent credit USD -8.00 on 2025-09-25",
        "rent charge USD 16.00 on 2025-09-25",
        "rent USD 80.00 on 2025-10-01",
    ]


def test_revision_on_the_first_day_of_a_period_adds_nothing() -> None:
    """There is nothing to credit on the day on which a period begins."""
    part = revised(RENT, attrs.evolve(UPGRADE, on=date(2025, 10, 1)))

    assert ["rent USD 30.00 on 2025-09-01", "rent USD 40.00 on 2025-10-01"] == said(part, 2)
    assert [] == list(part.revised_lines())


def test_revision_that_changes_nothing_adds_nothing() -> None:
    """The same price again needs no credit."""
    same = Revision(on=MIDDLE, price=Money(30, USD))

    assert said(RENT, 3) == said(revised(RENT, same), 3)


def test_revision_without_proration_waits_for_the_next_period() -> None:
    """Where a part of a period costs the whole, the new price begins with the next one."""
    part = attrs.evolve(revised(RENT, UPGRADE), prorate=False)

    assert ["rent USD 30.00 on 2025-09-01", "rent USD 40.00 on 2025-10-01"] == said(part, 2)
    assert [Money(30, USD), Money(40, USD)] == [
        attrs.evolve(part, in_advance=False).amount(number) for number in (0, 1)
    ]


def test_new_price_ends_the_phases_unless_it_came_before_the_start() -> None:
    """An upgrade replaces the introductory price; a price rise before the start does not."""
    intro = attrs.evolve(RENT, phases=(Phase(price=Money(5, USD), periods=2),))
    rise = Revision(on=date(2025, 8, 1), price=Money(50, USD))

    assert Money(40, USD) == revised(intro, UPGRADE).amount(1)
    assert [Money(5, USD), Money(50, USD)] == [revised(intro, rise).amount(n) for n in (1, 2)]


def test_price_that_comes_later() -> None:
    """Without a price at first, the phases and then the revision say one."""
    free = attrs.evolve(RENT, price=None, phases=(Phase(price=Money(0, USD), periods=1),))
    part = revised(free, Revision(on=date(2025, 11, 16), price=Money(30, USD)))

    assert ["rent USD 0.00", "rent charge USD 15.00", "rent USD 30.00"] == [
        text.partition(" on ")[0] for text in said(part, 3)
    ]
    assert [Money(15, USD)] == [attrs.evolve(part, in_advance=False).amount(2)]
    assert attrs.evolve(part, in_advance=False).amount(1) is None


def test_due_days_of_a_revision() -> None:
    """Credit and charge are due so many days after the revision, on a business day."""
    saturday = Revision(on=date(2025, 9, 13), price=Money(40, USD))
    part = attrs.evolve(revised(RENT, saturday), net_days=1, business_days="following")

    assert {date(2025, 9, 15)} == {line.due for line in part.revised_lines()}
    assert {date(2025, 9, 14)} == {line.nominal for line in part.revised_lines()}
    assert [line.amount for line in islice(part.due_from(date(2025, 9, 15)), 3)] == [
        Money("-18.00", USD),
        Money("24.00", USD),
        Money("40.00", USD),
    ]


def test_what_recurs_in_words() -> None:
    """Units and revisions are part of what is said."""
    seats = attrs.evolve(revised(RENT, UPGRADE), quantity=3)
    grown = attrs.evolve(UPGRADE, price=Money(40, USD), quantity=5)

    assert (
        "rent USD 30.00 for 3 units every month from 2025-09-01, "
        "then USD 40.00 from 2025-09-16" == str(seats)
    )
    assert "USD 40.00, 5 units from 2025-09-16" == str(grown)


@given_oddly(recurrings(prorate=True, net_days=0), revisions(), st.integers(1, 500))
def test_p09_in_advance_and_in_arrears_cost_the_same(
    part: Recurring, rows: list[tuple[int, Money | None, int | None]], length: int
) -> None:
    """P9: credits and charges add up to what one line in arrears says, to the minor unit."""
    end = part.start + timedelta(days=length)
    ended = attrs.evolve(with_revisions(part, rows), until=end)
    sums = [
        sum(line.amount.minor_units for line in attrs.evolve(ended, in_advance=way).occurrences())
        for way in (True, False)
    ]

    assert sums[0] == sums[1]


@given_oddly(recurrings(prorate=True, in_advance=True), revisions(), st.integers(0, 8))
def test_p09_each_day_costs_what_was_agreed_for_it(
    part: Recurring, rows: list[tuple[int, Money | None, int | None]], number: int
) -> None:
    """P9: the lines of a period add up to the shares of its stretches, each at its own price."""
    subject = with_revisions(part, rows)
    own, whole = (
        subject.period(number),
        subject.every.period(
            subject.start, number - (subject.period(0) != subject.every.period(subject.start, 0))
        ),
    )
    edges = [own.start, *(r.on for r in subject.revisions if own.start < r.on < own.end), own.end]
    full = [subject_price(subject, number, day) for day in edges[:-1]]
    expected = sum(
        prorate(price, whole, a, b, day_count=part.day_count).minor_units
        for price, a, b in zip(full, edges, edges[1:], strict=False)
    )
    lines = [line for line in subject.revised_lines() if within(line.period, own)]
    standing = subject.amount(number)
    assert standing is not None

    assert expected == standing.minor_units + sum(line.amount.minor_units for line in lines)


def within(period: Period | None, own: Period) -> bool:
    """Tell whether days lie within a period."""
    return period is not None and own.start <= period.start and period.end <= own.end


def subject_price(part: Recurring, number: int, day: date) -> Money:
    """Give the price of a whole period agreed on a day, worked out in another way."""
    periods = number - (part.period(0) != part.every.period(part.start, 0))
    listed, quantity, current = part.price, part.quantity, None
    counts = [phase.price for phase in part.phases for _ in range(phase.periods)]
    for revision in part.revisions:
        if revision.on > max(day, part.start):
            break
        quantity = revision.quantity or quantity
        if revision.price is not None:
            if revision.on <= part.start:
                listed = revision.price
            else:
                current = revision.price
    phase = counts[max(0, periods)] if max(0, periods) < len(counts) else None
    price = next(each for each in (current, phase, listed) if each is not None)
    return price * quantity


PREPAID = recurrings(net_days=0, in_advance=True, business_days="none")


@given_oddly(PREPAID, revisions(), st.integers(1, 400), prices(USD))
def test_p08_revisions_leave_the_past_alone(
    part: Recurring, rows: list[tuple[int, Money | None, int | None]], after: int, price: Money
) -> None:
    """P8: a further revision changes nothing that fell due before its day."""
    day = part.start + timedelta(days=after)
    subject = with_revisions(part, [row for row in rows if row[0] < after])
    changed = revised(subject, *subject.revisions, Revision(on=day, price=price))

    def before(given: Recurring) -> list[Any]:
        return list(takewhile(lambda line: line.due < day, given.occurrences()))

    assert before(subject) == before(changed)


@given_oddly(recurrings(), revisions(), days(), st.integers(0, 900), st.integers(0, 900))
def test_due_between_partitions_time_with_revisions(
    part: Recurring,
    rows: list[tuple[int, Money | None, int | None]],
    a: date,
    first: int,
    then: int,
) -> None:
    """What is due from a to b and from b to c is what is due from a to c, in order."""
    plan = attrs.evolve(PLAN, recurring=(with_revisions(part, rows),))
    b, c = a + timedelta(days=first), a + timedelta(days=first + then)
    whole = list(plan.due_between(a, c))
    found = [line.due for line in whole if line.due]

    assert whole == [*plan.due_between(a, b), *plan.due_between(b, c)]
    assert sorted(found) == found


@given_oddly(recurrings(), revisions(), prices(USD))
def test_p03_credit_of_a_revised_plan(
    part: Recurring, rows: list[tuple[int, Money | None, int | None]], paid: Money
) -> None:
    """P3, P14: the credit mirrors each line, and what was paid counts as before."""
    subject = with_revisions(part, rows)
    plan = attrs.evolve(PLAN, recurring=(subject,))
    by = part.start + timedelta(days=100)
    amounts = [line.amount for line in islice(subject.occurrences(), 9)]
    owed = plan.outstanding([], on=by)

    assert [-amount for amount in amounts] == [
        line.amount for line in islice(subject.negated().occurrences(), 9)
    ]
    assert owed - paid == plan.outstanding([paid], on=by)
    assert plan == plan.reversed().reversed()


def test_plan_is_revised_by_label_and_by_strategy() -> None:
    """A plan takes revisions in any order, and a subscription has them from the start."""
    seats = Revision(on=date(2025, 10, 16), quantity=2)
    by_hand = PLAN.revised(seats).revised(UPGRADE, label="rent")
    subject = Subscription(
        label="rent", price=Money(30, USD), start=SEPTEMBER, revisions=(UPGRADE, seats)
    )
    plan = propose(subject, Context(today=SEPTEMBER), ACME)

    assert plan.recurring == by_hand.recurring
    assert USD == plan.currency
    assert list(islice(plan.occurrences(), 9)) == list(islice(by_hand.occurrences(), 9))


def test_other_recurring_payments_stay_as_they_are() -> None:
    """Only the payments that are meant are revised."""
    parking = attrs.evolve(RENT, label="parking")
    plan = attrs.evolve(PLAN, recurring=(RENT, parking))

    assert (RENT, revised(parking, UPGRADE)) == plan.revised(UPGRADE, label="parking").recurring


def test_units_of_a_subscription() -> None:
    """Each unit costs the price, in the phases too."""
    intro = (Phase(price=Money(1, USD), periods=1),)
    subject = Subscription(price=Money(9, USD), phases=intro, quantity=4, start=SEPTEMBER)
    plan = propose(subject, Context(today=SEPTEMBER), ACME)

    assert [Money(4, USD), Money(36, USD)] == [
        line.amount for line in islice(plan.occurrences(), 2)
    ]


def test_ended_plan_credits_no_further_than_its_end() -> None:
    """A revision after the end has no effect, and one before it credits up to the end."""
    late = PLAN.revised(attrs.evolve(UPGRADE, on=date(2025, 9, 25))).ended(date(2025, 9, 21))
    early = PLAN.revised(UPGRADE).ended(date(2025, 9, 21))

    assert Money(20, USD) == late.total
    assert [Money(20, USD), Money(-5, USD), Money("6.67", USD)] == [
        line.amount for line in early.occurrences()
    ]


@pytest.mark.parametrize("on", [date(2025, 8, 31), SEPTEMBER])
def test_revision_up_to_the_start_applies_from_the_start(on: date) -> None:
    """Who begins after a price rise pays the new price, and nothing is credited."""
    part = revised(RENT, attrs.evolve(UPGRADE, on=on))

    assert Money(40, USD) == part.amount(0)
    assert [] == list(part.revised_lines())


def test_credit_of_an_upgrade() -> None:
    """The credit of a revised plan has the opposite sign in every line; units keep theirs."""
    credit = PLAN.revised(UPGRADE).revised(Revision(on=date(2025, 10, 16), quantity=2)).reversed()

    assert [Money(-30, USD), Money(15, USD), Money(-20, USD), Money(-40, USD)] == [
        line.amount for line in islice(credit.occurrences(), 4)
    ]
    assert 2 == credit.recurring[0].revisions[1].quantity


def test_revision_at_the_end_of_the_calendar() -> None:
    """Where a period leaves the calendar nothing is paid, and nothing credited."""
    late = Recurring(label="rent", every=MONTHLY, start=date(9999, 11, 1), price=Money(30, USD))
    part = revised(late, Revision(on=date(9999, 12, 16), price=Money(40, USD)))

    assert ["rent USD 30.00 on 9999-11-01"] == said(part, 9)
