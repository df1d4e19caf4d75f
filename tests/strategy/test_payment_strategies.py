"""The payment strategies, one by one: what each of them plans, and what its fields change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from operator import attrgetter
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.payments import FAR, days, plans, propose
from tests.strategies.plans import contexts, relationships
from typing_extensions import override

import relkit
from relkit.errors import RelkitError
from relkit.money import Money
from relkit.plans import (
    JURISDICTIONS,
    AmountOff,
    HourlyMeter,
    LateHandling,
    Line,
    OutcomeMeter,
    PaymentPlan,
    PercentOff,
    Phase,
    PriceChange,
    Recurring,
    StatutoryFees,
    Surcharge,
    Terms,
    Tier,
    UsageMeter,
)
from relkit.relationships import Client, Customer, Relationship, Stage, as_kind
from relkit.schedules import Every
from relkit.strategies import (
    Combined,
    Context,
    Contingency,
    DepositAndBalance,
    FlatFee,
    Hourly,
    Installments,
    Milestone,
    Milestones,
    PaymentStrategy,
    PayPerTransaction,
    PointOfSale,
    Retainer,
    SingleInvoice,
    Subscription,
    Usage,
    ValueBased,
    strategy,
)

MONDAY = date(2025, 9, 1)
TODAY = Context(today=MONDAY)
SIGNED = Context(today=MONDAY, has_written_agreement=True)
ACME = Client(party="acme", business="harper-law")
FIRM = Client(party="acme", business="harper-law", party_type="organization")
ANN = Customer(party="ann", business="shop")
TIERS = (Tier(up_to=10, unit_price=Money(2, "USD")), Tier(unit_price=Money(1, "USD")))
EU = StatutoryFees(jurisdiction="EU", reference_percent=Decimal("2.15"))
UK = StatutoryFees(jurisdiction="UK", reference_percent=4)

ALL: list[PaymentStrategy[Any]] = [
    PayPerTransaction(),
    PointOfSale(),
    SingleInvoice(),
    FlatFee(),
    DepositAndBalance(),
    Installments(),
    Milestones(),
    Subscription(),
    Retainer(),
    Hourly(),
    ValueBased(),
    Contingency(),
    Usage(),
]


def usd(amount: int | str) -> Money:
    """Give dollars."""
    return Money(amount, "USD")


def at(price: Money | None, today: date = MONDAY, **more: Any) -> Context:
    """Give a context with a price."""
    return Context(today=today, price=price, **more)


def shown(lines: Iterable[Line]) -> list[str]:
    """Give lines as people read them."""
    return list(map(str, lines))


def hours(rate: int = 100, **more: Any) -> Hourly:
    """Give an hourly rate from the first of September."""
    return Hourly(rate=usd(rate), start=MONDAY, **more)


# ------------------------------------------------------------------ all of them


@pytest.mark.parametrize("subject", ALL, ids=lambda each: type(each).__name__)
def test_party_business_and_a_day_are_enough(subject: PaymentStrategy[Any]) -> None:
    """Without a price there are no exact lines, but the plan still names model and terms."""
    plan = propose(subject, SIGNED, subject.serves(party="a", business="b"))

    assert (subject.model, subject.terms) == (plan.model, plan.terms)
    assert ((), None, None, None) == (plan.schedule, plan.total, plan.committed, plan.price)
    assert plan.next_due(MONDAY) is None


@pytest.mark.parametrize("subject", ALL, ids=lambda each: type(each).__name__)
def test_every_field_can_be_given_alone(subject: PaymentStrategy[Any]) -> None:
    """A strategy with one field given, to the value that it has, is the strategy."""
    for field in filter(attrgetter("init"), attrs.fields(type(subject))):
        alone = type(subject)(**{field.name: getattr(subject, field.name)})

        assert subject == alone == attrs.evolve(subject)


@pytest.mark.parametrize("subject", ALL, ids=lambda each: type(each).__name__)
def test_every_field_is_checked(subject: PaymentStrategy[Any]) -> None:
    """No field takes just any object."""
    for field in filter(attrgetter("init"), attrs.fields(type(subject))):
        with pytest.raises(RelkitError, match=field.name.replace("_", ".?")):
            type(subject)(**{field.name: object()})


@pytest.mark.parametrize("subject", ALL, ids=lambda each: type(each).__name__)
def test_the_repr_makes_it_again(subject: PaymentStrategy[Any]) -> None:
    """The repr of a strategy is an expression for an equal one."""
    names = vars(relkit.strategies) | vars(relkit.plans) | vars(relkit.schedules)
    again = eval(repr(subject), dict(names))  # noqa: S307 - its own repr

    assert subject == again
    assert hash(subject) == hash(again)


@pytest.mark.parametrize("subject", ALL, ids=lambda each: type(each).__name__)
@settings(deadline=None, max_examples=20)
@given(data=st.data(), context=contexts(has_written_agreement=True), today=days())
def test_every_kind_at_every_stage(
    subject: PaymentStrategy[Any], data: st.DataObject, context: Context, today: date
) -> None:
    """Each strategy plans for every relationship of its kind; a former one only settles."""
    party = data.draw(relationships(subject.serves))
    plan = propose(subject, attrs.evolve(context, today=today), party)

    assert plan.is_final == (party.stage == Stage.FORMER)
    assert not plan.is_final or ((), ()) == (plan.recurring, plan.meters)
    assert not plan.is_final or [context.price] * len(plan.lines) == [
        line.amount for line in plan.lines
    ]


# ------------------------------------------------------------------ one by one


def test_pay_per_transaction() -> None:
    """One line today, or some days later; a weekend can be stepped over."""
    later = PayPerTransaction(terms=Terms(timing="at_sale", net_days=5))
    moved = attrs.evolve(later, business_days="following")

    assert ["price USD 9.00 on 2025-09-01"] == shown(propose(PayPerTransaction(), at(usd(9))).lines)
    assert ["price USD 9.00 on 2025-09-06"] == shown(propose(later, at(usd(9))).lines)
    assert ["price USD 9.00 on 2025-09-08 (moved from 2025-09-06)"] == shown(
        propose(moved, at(usd(9))).lines
    )


def test_the_end_of_the_calendar() -> None:
    """A payment that would be due beyond the calendar is due on its last day."""
    last = at(usd(9), date.max, holidays={date.max})
    moved = PayPerTransaction(terms=Terms(timing="at_sale", net_days=9), business_days="following")

    assert ["price USD 9.00 on 9999-12-31"] == shown(propose(moved, last).lines)


def test_single_invoice_waits_for_the_delivery() -> None:
    """An invoice for what is delivered waits for the delivery, whatever the day."""
    assert ["price USD 9.00 on delivery"] == shown(propose(SingleInvoice(), at(usd(9))).lines)


def test_flat_fee() -> None:
    """A flat fee of its own comes before the context's price."""
    fee = FlatFee(price=usd(5), terms=Terms(timing="on_acceptance"))

    assert ["fee USD 5.00 on acceptance"] == shown(propose(fee, at(usd(9))).lines)


def test_deposit_and_balance() -> None:
    """A share or an amount at the start, the rest on an occasion or a day; both add up."""
    share = DepositAndBalance(deposit_percent=33, balance_on="handover")
    fixed = DepositAndBalance(deposit=usd(4), balance_due=date(2025, 10, 1))
    plan = propose(share, at(Money("9.99", "USD")))

    assert ["deposit USD 3.30 on 2025-09-01", "balance USD 6.69 on handover"] == shown(plan.lines)
    assert plan.deposit == plan.lines[0].amount
    assert ["deposit USD 4.00 on 2025-09-01", "balance USD 5.00 on 2025-10-01"] == shown(
        propose(fixed, at(usd(9))).lines
    )
    assert usd(4) == propose(fixed, TODAY).deposit


def test_installments() -> None:
    """Odd units go to the first parts; dates go by the start; the least holds."""
    subject = Installments(count=3, start=date(2025, 8, 31), every=Every(months=1))
    assert [
        "part 1 of 3 USD 3.34 on 2025-08-31",
        "part 2 of 3 USD 3.33 on 2025-09-30",
        "part 3 of 3 USD 3.33 on 2025-10-31",
    ] == shown(propose(attrs.evolve(subject, least=usd(3)), at(usd(10))).lines)


def test_milestones() -> None:
    """Each milestone has its share, due on its day, on acceptance or on its own occasion."""
    subject = Milestones(
        milestones=(
            Milestone(label="draft", weight=Decimal(25), due=date(2025, 10, 1)),
            Milestone(label="final", weight=75),
            Milestone(label="thanks", weight=0, trigger="party"),
        ),
        in_percent=True,
    )

    assert [
        "draft USD 2.50 on 2025-10-31",
        "final USD 7.50 on acceptance",
        "thanks USD 0.00 on party",
    ] == shown(propose(subject, at(usd(10))).lines)


def test_subscriptions_have_phases_and_trials() -> None:
    """After the trial come the phases, then the price, for ever."""
    subject = Subscription(
        price=usd(20),
        trial_days=30,
        phases=(Phase(price=usd(0), periods=1), Phase(price=usd(5), periods=2)),
    )
    plan = propose(subject, at(None))

    assert ["USD 0.00", "USD 5.00", "USD 5.00", "USD 20.00"] == [
        str(line.amount) for line in islice(plan.occurrences(), 4)
    ]
    assert date(2025, 10, 1) == next(plan.occurrences()).due
    assert (None, True) == (plan.total, plan.is_open_ended)
    assert "subscription USD 0.00 for 1 period, then USD 5.00 for 2 periods, then" in " ".join(
        str(plan).split()
    )


def test_subscriptions_are_paid_in_advance_or_in_arrears() -> None:
    """In arrears a period is due when it has ended, and the terms say so."""
    subject = Subscription(price=usd(9), in_advance=False, net_days=14)
    plan = propose(subject, at(None))

    assert date(2025, 10, 15) == next(plan.occurrences()).due
    assert "in arrears, every month, net 14 days" == str(plan.terms)


def test_subscriptions_prorate() -> None:
    """A fixed day of the month begins with a part; ending within a period cuts the last one."""
    monthly = Every(months=1, anchor_day=1)
    subject = Subscription(price=usd(30), every=monthly, until=date(2025, 11, 11))
    plan = propose(subject, at(None, date(2025, 9, 16)))
    whole = propose(attrs.evolve(subject, prorate=False), at(None, date(2025, 9, 16)))

    assert [usd(15), usd(30), usd(10)] == [line.amount for line in plan.occurrences()]
    assert usd(55) == plan.total == plan.committed == plan.outstanding([])
    assert usd(90) == whole.total


def test_a_subscription_may_end_before_it_begins() -> None:
    """Where the trial outlasts the whole, nothing recurs."""
    plan = propose(Subscription(price=usd(9), until=date(2025, 9, 2), trial_days=9), at(None))
    retainer = propose(Retainer(fee=usd(9), until=MONDAY), at(None))
    metered = propose(hours(until=date(2025, 9, 2)), at(None, date(2025, 9, 2)))
    late = propose(attrs.evolve(hours(), start=None, until=MONDAY), at(None))

    assert () == plan.recurring == retainer.recurring == late.recurring
    assert 1 == len(metered.recurring)


def test_standing_payments_begin_with_the_relationship() -> None:
    """Without a start of their own they go by the relationship's first day, if it has passed."""
    old = attrs.evolve(ACME, since=date(2025, 1, 31))
    coming = attrs.evolve(ACME, since=date(2026, 1, 1))

    assert date(2025, 9, 30) == first_due(propose(Retainer(), at(usd(9)), old), MONDAY)
    assert MONDAY == first_due(propose(Retainer(), at(usd(9)), coming), MONDAY)
    assert date(2025, 9, 15) == first_due(
        propose(Retainer(start=date(2025, 9, 15)), at(usd(9)), old), MONDAY
    )


def first_due(plan: PaymentPlan, day: date) -> date | None:
    """Give the day of the next payment."""
    line = plan.next_due(day)
    return None if line is None else line.due


def test_retainers_hold_hours() -> None:
    """Included hours, their rollover and the rate beyond stand in the plan; overage is billed."""
    subject = Retainer(
        fee=usd(1000), included_hours=Decimal("7.5"), rollover_periods=2, overage_rate=usd(120)
    )
    plan = propose(subject, TODAY)
    assert plan.allowance is not None
    billed = plan.settle({"overage": 50}, period=0)

    assert 450 == plan.allowance.minutes
    assert "7 h 30 min included, rest stays 2 periods, then USD 120.00 an hour" == str(
        plan.allowance
    )
    assert usd(100) == plan.allowance.overage(50)
    assert ["overage USD 100.00 on 2025-10-01"] == shown(billed.lines)
    assert [None] == [propose(Retainer(), TODAY).allowance]
    assert [(0, "1 h included"), (None, "1 h included, rest stays")] == [
        (n, str(propose(Retainer(included_hours=1, rollover_periods=n), TODAY).allowance))
        for n in (0, None)
    ]


def test_hours_beyond_may_have_no_rate() -> None:
    """Without a rate, what hours beyond cost is agreed each time; one period is one period."""
    allowance = propose(
        Retainer(included_hours=Fraction(1, 60), rollover_periods=1), TODAY
    ).allowance
    assert allowance is not None

    assert allowance.overage(50) is None
    assert "1 min included, rest stays 1 period" == str(allowance)


def test_retainers_are_replenished() -> None:
    """A deposit is filled up when a fifth is left, and not before."""
    plan = propose(Retainer(fee=usd(1000)), TODAY)

    assert usd(800) == plan.replenishment(usd(200))
    assert usd(0) == plan.replenishment(usd(201))
    assert propose(Retainer(), TODAY).replenishment(usd(1)) is None
    assert propose(FlatFee(price=usd(1)), TODAY).replenishment(usd(1)) is None


def test_notice_without_a_rhythm() -> None:
    """A plan without recurring payments does not end by notice."""
    assert propose(FlatFee(price=usd(1)), TODAY).end_after_notice(MONDAY) is None


def test_hourly_with_a_card() -> None:
    """Minutes by role are rounded up to the increment, each role at its rate."""
    card = (("partner", usd(300)), ("associate", usd(120)))
    plan = propose(Hourly(rate_card=card, increment_minutes=15), TODAY)
    settled = plan.settle({"partner": 61, "associate": 15}, period=1)

    assert ["hours USD 405.00 on 2025-12-01"] == shown(settled.lines)
    assert "in arrears, every month, net 30 days" == str(plan.terms)


def test_hourly_estimates() -> None:
    """An estimate is shown for every period until it is settled, and is never committed."""
    plan = propose(hours(estimate=usd(500)), TODAY)
    settled = plan.settle({"hour": 60}, period=0)

    assert [
        "hours about USD 500.00 on 2025-10-31",
        "hours about USD 500.00 on 2025-12-01",
    ] == shown(attrs.evolve(line) for line in islice(plan.occurrences(), 2)) or plan.next_due(
        MONDAY
    ) is not None
    assert ["estimate", "exact"] == [
        line.certainty
        for line in (*islice(plan.occurrences(), 1), *islice(settled.occurrences(), 1))
    ]
    assert (None, usd(100)) == (plan.committed, settled.committed)
    assert usd(100) == settled.outstanding([], on=FAR.replace(year=2026))


def test_hourly_stops_at_its_limit() -> None:
    """All periods together stay within not_to_exceed."""
    plan = propose(hours(not_to_exceed=usd(150)), TODAY)
    for period in range(3):
        plan = plan.settle({"hour": 60}, period=period)

    assert [usd(100), usd(50), usd(0)] == [line.amount for line in plan.lines]


def test_settling_says_which_period() -> None:
    """Where payments recur, settling without a period is refused."""
    with pytest.raises(RelkitError, match=r"settle\(measures, period=0\)"):
        propose(hours(), TODAY).settle({"hour": 60})


def test_value_based() -> None:
    """The floor is charged in any case, the share above it up to the cap."""
    deal = ValueBased(metric="savings", share_percent=10, floor=usd(100), cap=usd(400))
    plan = propose(deal, TODAY)

    assert ["minimum USD 100.00 on outcome", "share at most USD 300.00 on outcome"] == shown(
        plan.lines
    )
    assert (usd(100), None) == (plan.committed, plan.total)
    for achieved, total in [(0, 100), (1500, 150), (9000, 400)]:
        assert usd(total) == plan.settle({"savings": usd(achieved)}).total


def test_value_based_by_estimate() -> None:
    """Without a cap the estimate is shown, above the floor; the price is not known."""
    plan = propose(ValueBased(share_percent=5, floor=usd(100)), at(usd(90)))
    open_ = propose(ValueBased(share_percent=5, floor=usd(100)), TODAY)
    guess = propose(ValueBased(share_percent=5, estimate=usd(80)), at(usd(90)))

    assert [usd(100), usd(0)] == [line.amount for line in plan.lines]
    assert (usd(100), None) == (open_.committed, open_.total)
    assert usd(120) == open_.settle({"value": usd(2400)}).total
    assert ["share about USD 80.00 on outcome"] == shown(guess.lines)
    assert plan.price is None
    assert usd(500) == guess.settle({"value": usd(10_000)}).total


def test_contingency() -> None:
    """A share of the success, expenses deducted first where so agreed; nothing without success."""
    subject = Contingency(share_percent=Fraction(100, 3), expenses_first=True)
    plan = propose(subject, SIGNED)

    assert plan.needs_written_agreement
    assert () == plan.lines
    assert usd(300) == plan.settle({"recovery": usd(1000), "expenses": usd(100)}).total
    assert usd(0) == plan.settle({"recovery": usd(0)}).total
    assert () == propose(Contingency(), SIGNED).meters


@pytest.mark.parametrize(
    ("mode", "units", "price"),
    [
        ("graduated", 0, 0),
        ("graduated", 10, 20),
        ("graduated", 12, 22),
        ("volume", 0, 0),
        ("volume", 10, 20),
        ("volume", 12, 12),
    ],
)
def test_usage_tiers(mode: Any, units: int, price: int) -> None:
    """Graduated, each unit has its tier's price; by volume, all have that of the last."""
    plan = propose(Usage(tiers=TIERS, mode=mode), TODAY)

    assert [usd(price)] == [line.amount for line in plan.settle({"units": units}, period=0).lines]


def test_parts_of_units_cost_their_share() -> None:
    """Half a unit costs half, rounded once for each tier."""
    meter = UsageMeter(label="x", metric="gb", tiers=TIERS)

    assert Money("20.50", "USD") == meter.price_of({"gb": Decimal("10.5")})
    assert ("USD 2.00 up to 10", "USD 1.00 beyond") == tuple(map(str, TIERS))


def test_combined() -> None:
    """A combination has all lines and all that recurs; the price is for the first part."""
    parts = (
        Retainer(included_hours=5),
        FlatFee(price=usd(50), due=date(2025, 9, 5)),
        Usage(tiers=TIERS),
        DepositAndBalance(price=usd(10), balance_due=date(2025, 9, 2)),
    )
    plan = propose(Combined(parts=parts), at(usd(900)), FIRM)

    assert ("retainer", None) == (plan.model, plan.price)
    assert ["deposit", "balance", "fee"] == [line.label for line in plan.lines]
    assert ["retainer", "usage"] == [part.label for part in plan.recurring]
    assert Money("903.00", "USD") == plan.deposit
    assert (20, 30, 300) == (
        plan.replenish_at_percent,
        plan.notice_days,
        plan.allowance and plan.allowance.minutes,
    )
    assert "Because: Combined (client" in str(plan)


def test_combined_closed_parts_add_up() -> None:
    """Closed parts have the sum of their prices; without one there is none."""
    both = Combined(parts=(FlatFee(), FlatFee(price=usd(5), label="extra")))

    assert usd(14) == propose(both, at(usd(9))).price == propose(both, at(usd(9))).total
    assert propose(both, TODAY).price is None


def test_combined_serves_whom_all_serve() -> None:
    """A combination serves the kinds that all its parts serve, and skips what is not applicable."""

    class Never(PaymentStrategy[Relationship]):
        @override
        def plan(self, relationship: Relationship, context: Context) -> None:
            return None

    both = Combined(parts=(FlatFee(price=usd(1)), Retainer()))

    assert (True, False) == (both.does_serve(Client), both.does_serve(Customer))
    assert Combined(parts=(Never(),)).propose(ANN, TODAY) is None
    assert 1 == len(propose(Combined(parts=(Never(), FlatFee(price=usd(1)))), TODAY).lines)


# ------------------------------------------------------------------ discounts, late payment


def test_the_order_of_discounts_counts() -> None:
    """20 % and 10 off make 70 or 72, and each step is recorded."""
    share, amount = PercentOff(percent=20), AmountOff(amount=usd(10))
    one = propose(FlatFee(adjustments=(share, amount)), at(usd(100)))
    other = propose(FlatFee(adjustments=(amount, share)), at(usd(100)))

    assert (usd(70), usd(72)) == (one.total, other.total)
    assert [
        "discount 20 % off: USD 100.00 to USD 80.00",
        "discount USD 10.00 off: USD 80.00 to USD 70.00",
    ] == list(map(str, one.adjustments))
    assert "Price: USD 70.00 after 2 changes" in str(one)


def test_surcharges() -> None:
    """A surcharge is a share or an amount more; a discount may stop at zero."""
    rush, fee = Surcharge(label="rush", percent=25), Surcharge(amount=usd(5))
    free = FlatFee(adjustments=(AmountOff(amount=usd(20)),), floor_at_zero=True)

    assert usd(15) == rush.applied(fee.applied(usd(7)))
    assert ("rush 25 % more", "surcharge USD 5.00 more") == (str(rush), str(fee))
    assert usd(0) == propose(free, at(usd(10))).total
    assert "after 1 change" in str(propose(free, at(usd(10))))


def test_a_change_of_ones_own() -> None:
    """A price change of a user's own takes its turn among the others."""

    @attrs.frozen(kw_only=True)
    class ToTheDollar(PriceChange):
        @override
        def applied(self, price: Money) -> Money:
            return Money.rounded(price.amount, price.currency, step=100)

    subject = FlatFee(adjustments=(PercentOff(percent=33), ToTheDollar(label="rounding")))

    plan = propose(subject, at(usd(10)))

    assert usd(7) == plan.total
    assert "rounding: USD 6.70 to USD 7.00" == str(plan.adjustments[1])


def test_late_handling_goes_by_kind() -> None:
    """Clients are called by the owner, customers get a notice; a field or nothing comes first."""
    client, customer = (propose(FlatFee(), at(usd(9)), of).late for of in (ACME, ANN))
    silent = propose(FlatFee(late=LateHandling()), TODAY).late
    assert client is not None
    assert customer is not None

    assert ("owner", "call_by_the_owner") == (client.told_first, client.then)
    assert (None, "notice") == (customer.told_first, customer.then)
    assert LateHandling() == silent
    assert propose(PayPerTransaction(), TODAY).late is None


@pytest.mark.parametrize(
    ("stage", "days"),
    [
        (None, 14),
        (Stage.PROSPECT, 14),
        (Stage.NEW, 14),
        (Stage.ACTIVE, None),
        (Stage.DORMANT, None),
        (Stage.FORMER, None),
    ],
)
def test_clients_know_soon_what_they_pay(stage: Stage | None, days: int | None) -> None:
    """A client knows within two weeks of the start what it pays; one of old knows it already."""
    client = attrs.evolve(ACME, stage=stage)
    subjects = (Retainer(), Hourly(), Milestones(), ValueBased())

    assert {days} == {propose(each, TODAY, client).communicate_by_days for each in subjects}
    assert propose(FlatFee(), TODAY, client).communicate_by_days is None


def test_when_the_basis_of_the_fee_is_told() -> None:
    """The plan says the last day, for contingency the first one, and of several the earliest."""
    signed = Context(today=MONDAY, has_written_agreement=True)
    success = propose(Contingency(), signed)
    both = propose(Combined(parts=(Retainer(), FlatFee(communicate_by_days=3))), TODAY)

    assert date(2025, 9, 15) == propose(Retainer(), TODAY).communicate_by(MONDAY)
    assert propose(FlatFee(), TODAY).communicate_by(MONDAY) is None
    assert MONDAY == success.communicate_by(MONDAY)
    assert "told before the start" in str(success)
    assert "told within 3 days of the start" in str(both)


def test_cards_are_tried_again() -> None:
    """A subscription's card is tried again on days 1, 3, 5 and 7, then the service pauses."""
    late = propose(Subscription(), TODAY, ANN).late
    assert late is not None

    assert "card retried on days 1, 3, 5, 7, then pause" == str(late)
    assert [2, 4, 6, 8] == [day.day for day in late.retries(MONDAY)]
    assert (1, 3, 5, 7) == (propose(Installments(), TODAY, ANN).late or late).retry_days


def test_reminders_have_days() -> None:
    """Reminders fall on days from the due date, in order, as far as the calendar goes."""
    late = LateHandling(reminder_days=(7, -3))

    assert [date(2025, 8, 29), date(2025, 9, 8)] == list(late.reminders(MONDAY))
    assert (date.min, date(1, 1, 8)) == late.reminders(date.min)


@pytest.mark.parametrize("party_type", [None, "person", "organization"])
def test_statutory_fees_are_for_organizations(party_type: Any) -> None:
    """Statutory fees are claimed of organizations, under a law that is given."""
    party = attrs.evolve(ACME, party_type=party_type)
    plan = propose(FlatFee(late_fees=EU), TODAY, party)

    assert (EU if party_type == "organization" else None) == plan.late_fees
    assert propose(FlatFee(), TODAY, FIRM).late_fees is None
    assert ("2.15 % + 8 points a year (EU)" in str(plan)) == (party_type == "organization")


def test_longer_terms_can_be_agreed() -> None:
    """More than 60 days to pay between firms are allowed where that was agreed expressly."""
    agreed = attrs.evolve(EU, longer_terms_agreed=True)
    terms = Terms(timing="on_delivery", net_days=90)

    assert agreed == propose(FlatFee(late_fees=agreed, terms=terms), TODAY, FIRM).late_fees


def test_what_the_law_gives() -> None:
    """Interest is the reference rate plus 8 points a year; the fixed sum goes by law and debt."""
    assert Money("10.15", "EUR") == EU.interest(Money(100, "EUR"), 365)
    assert Money(0, "EUR") == StatutoryFees(jurisdiction="EU", reference_percent=-9).interest(
        Money(100, "EUR"), 365
    )
    assert Money(40, "EUR") == EU.fixed(Money(0, "EUR")) == EU.fixed(usd(10**6))
    assert [Money(n, "GBP") for n in (40, 70, 70, 100)] == [
        UK.fixed(Money(debt, "GBP")) for debt in ("999.99", "1000", "9999.99", "10000")
    ]
    assert {"EU", "UK"} == set(JURISDICTIONS)
    assert {(8, 30, 60)} == {
        (law.points, law.net_days, law.most_days) for law in JURISDICTIONS.values()
    }


def test_the_party_type_stays() -> None:
    """What the party is stays when the relationship becomes another kind."""
    assert "organization" == as_kind(FIRM, Customer).party_type


# ------------------------------------------------------------------ plans and parts


def test_what_recurs_reads_as_words() -> None:
    """Recurring payments say what, how much, how often and from when."""
    monthly = Every(months=1)
    rent = Recurring(label="rent", every=monthly, start=MONDAY, price=usd(9))
    until = attrs.evolve(rent, until=date(2026, 9, 1), certainty="estimate")

    assert "rent USD 9.00 every month from 2025-09-01" == str(rent)
    assert "rent about USD 9.00 every month from 2025-09-01 until 2026-09-01" == str(until)
    assert "rent as measured every month from 2025-09-01" == str(attrs.evolve(rent, price=None))
    assert (None, 12) == (rent.count, until.count)


def test_what_recurs_is_hashable_whatever_the_holidays_are() -> None:
    """A set of holidays is compared, and left out of the hash."""
    fee = Recurring(label="fee", every=Every(weeks=1), start=MONDAY, price=Money(9, "USD"))
    closed = attrs.evolve(fee, holidays={MONDAY})

    assert hash(fee) == hash(closed)
    assert fee != closed


def test_what_recurs_ends_with_the_calendar() -> None:
    """At the end of the calendar iterating ends, without an error."""
    daily = Recurring(label="x", every=Every(days=1), start=date(9999, 12, 29), price=usd(1))
    later = attrs.evolve(daily, net_days=1)

    assert [29, 30] == [line.due.day for line in daily.occurrences() if line.due]
    assert [30, 31] == [line.due.day for line in later.occurrences() if line.due]
    assert [] == list(attrs.evolve(later, net_days=5).due_from(date(9999, 12, 31)))
    assert [] == list(attrs.evolve(daily, price=None).occurrences())
    assert 0 == daily.number_in(MONDAY)


def test_estimates_are_never_owed() -> None:
    """Only exact amounts are owed; occasions are not due on any day."""
    lines = (
        Line(label="fee", amount=usd(5), due=MONDAY),
        Line(label="hours", amount=usd(7), certainty="estimate", due=MONDAY),
        Line(label="rest", amount=usd(3), trigger="delivery"),
    )
    plan = PaymentPlan(model="hourly", terms=Terms(timing="at_sale"), lines=lines)

    assert (None, usd(8), usd(8)) == (plan.total, plan.committed, plan.outstanding([]))
    assert usd(5) == plan.outstanding([], on=MONDAY)
    assert usd(-1) == plan.outstanding([usd(1)], on=date(2025, 8, 31))
    assert lines[:1] == plan.schedule
    assert "fee USD 5.00 on 2025-09-01; hours about USD 7.00 on 2025-09-01; 1 more" in " ".join(
        str(plan).split()
    )


def test_a_credit_says_so() -> None:
    """A reversed plan is called a credit, with every amount below zero."""
    subject = DepositAndBalance(deposit=usd(4), adjustments=(PercentOff(percent=10),))
    credit = propose(subject, at(usd(10))).reversed()
    standing = propose(Subscription(phases=(Phase(price=usd(1), periods=1),)), at(usd(9)))

    assert usd(-9) == credit.total == credit.price
    assert "Payment: flat fee, credit, on delivery" in str(credit)
    assert "USD -4.00 deposit" in str(credit)
    assert [usd(-1), usd(-9)] == [
        line.amount for line in islice(standing.reversed().occurrences(), 2)
    ]


def test_reversed_plans_keep_the_law_of_signs() -> None:
    """A credit may be proposed; a charge among credits may not."""

    class Refund(PaymentStrategy[Relationship]):
        sign = 1

        @override
        def plan(self, relationship: Relationship, context: Context) -> PaymentPlan:
            plan = propose(FlatFee(price=usd(5)), context)
            credit = plan.reversed()
            return credit if self.sign > 0 else attrs.evolve(plan, is_reversed=True)

    class Wrong(Refund):
        sign = -1

    assert usd(-5) == propose(Refund(), TODAY).total
    with pytest.raises(RelkitError, match=r"'sign': fee USD 5.00 on delivery is above zero"):
        propose(Wrong(), TODAY)


def test_meters_know_their_currency() -> None:
    """A meter's amounts are in the currency of its rates, or of what is measured."""
    known = OutcomeMeter(label="x", metric="m", share_percent=1, floor=usd(1))

    assert usd(1).currency == known.currency
    assert usd(1).currency == attrs.evolve(known, floor=None, most=usd(2)).currency
    assert attrs.evolve(known, floor=None).currency is None
    assert usd(1).currency == HourlyMeter(label="x", rates=(("hour", usd(1)),)).currency


def test_a_meter_without_a_line_or_an_occasion_settles_nothing() -> None:
    """A meter by hand that says no occasion only settles lines that are there."""
    meter = HourlyMeter(label="hours", rates=(("hour", usd(60)),))
    plan = PaymentPlan(model="hourly", terms=Terms(timing="in_arrears"), meters=(meter,))

    assert () == plan.settle({"hour": 60}).lines
    assert [usd(60)] == [
        line.amount
        for line in attrs.evolve(plan, meters=(attrs.evolve(meter, trigger="end"),))
        .settle({"hour": 60})
        .lines
    ]
    assert "Directive 2011/7/EU: ECB main refinancing rate + 8 points" == str(EU.law)


def test_milestones_with_days_in_order() -> None:
    """Milestones may have the same day, or later ones."""
    same = tuple(Milestone(label=str(n), due=MONDAY) for n in range(3))

    assert 3 == len(propose(Milestones(milestones=same), at(usd(9))).lines)


def test_a_measure_that_is_another_meters_changes_nothing() -> None:
    """Settling one meter leaves the lines of the others as they are."""
    both = Combined(
        parts=(
            ValueBased(share_percent=10, cap=usd(50)),
            Contingency(share_percent=20, cap=usd(70)),
        )
    )
    settled = propose(both, SIGNED).settle({"value": usd(100)})

    assert ["share USD 10.00 on outcome", "success fee at most USD 70.00 on outcome"] == shown(
        settled.lines
    )
    assert settled == settled.settle({})


@settings(deadline=None)
@given(plans())
def test_open_ended_plans_have_no_total(plan: PaymentPlan) -> None:
    """What has no end has no total; what has one has all its exact lines in it."""
    assert not (plan.is_open_ended and plan.total)
    assert plan.is_open_ended or plan.total in (None, plan.committed)


def test_ten_lines_are_enough() -> None:
    """A strategy of a user's own says amounts and dates in a few lines, fields included."""

    @strategy
    class Thirds(PaymentStrategy[Client]):
        wait_days: int = 10

        @override
        def lines(self, relationship: Client, context: Context) -> Iterable[Line]:
            price = self.price_of(context)
            if price is not None:
                days = Every(days=self.wait_days).occurrences(context.today, count=3)
                for number, (part, due) in enumerate(zip(price.split(3), days, strict=True), 1):
                    yield Line(label=f"third {number}", amount=part, due=due)

    plan = propose(Thirds(adjustments=(PercentOff(percent=10),)), at(usd(100)))

    assert [1, 11, 21] == [line.due.day for line in plan.lines if line.due]
    assert usd(90) == plan.total
    assert "Thirds (client)" == str(plan.because)


def test_lines_without_a_price_make_it() -> None:
    """Where nobody says a price, exact lines make it, and estimates do not."""

    class Dues(PaymentStrategy[Relationship]):
        certainty = "exact"

        @override
        def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
            certainty: Any = self.certainty
            yield Line(label="dues", amount=usd(5), certainty=certainty, due=context.today)

    class Guess(Dues):
        certainty = "estimate"

    assert (usd(5), None) == (propose(Dues(), TODAY).price, propose(Guess(), TODAY).price)
