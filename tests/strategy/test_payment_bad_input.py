"""What payment plans and strategies refuse: the error, its builtin base, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from relkit.errors import (
    CurrencyMismatchError,
    DeclarationError,
    InvalidCountError,
    InvalidPlanError,
    InvalidRatiosError,
    InvalidScheduleError,
    InvalidValueError,
    NotADateError,
    PlanLawError,
    RelkitError,
    ScheduleOutOfRangeError,
    TooManyInstallmentsError,
    UnknownNameError,
    WrongRelationshipError,
)
from relkit.money import Money
from relkit.plans import (
    Allowance,
    AmountOff,
    HourlyMeter,
    LateHandling,
    Line,
    OutcomeMeter,
    PaymentPlan,
    PercentOff,
    Phase,
    PriceStep,
    Recurring,
    Revision,
    StatutoryFees,
    Surcharge,
    Tax,
    Terms,
    Tier,
    UsageMeter,
    draw_down,
)
from relkit.relationships import Client, Customer, Relationship
from relkit.schedules import Every, Period
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
    Retainer,
    Subscription,
    Usage,
    ValueBased,
)

TODAY = date(2025, 9, 1)
CONTEXT = Context(today=TODAY)
ACME = Client(party="acme", business="harper-law")
ANN = Customer(party="ann", business="shop")
USD, EUR = Money(10, "USD"), Money(10, "EUR")
LESS = Money(-10, "USD")
TERMS = Terms(timing="at_sale")
MONTHLY = Every(months=1)
RENT = Recurring(label="rent", every=MONTHLY, start=TODAY, price=USD)
LINE = Line(label="fee", amount=USD, due=TODAY)
FEES = StatutoryFees(jurisdiction="EU", reference_percent=2)
PLAN = PaymentPlan(model="flat_fee", terms=TERMS, lines=(LINE,))
HOURS = HourlyMeter(label="hours", rates=(("hour", USD),))

UPGRADE = Revision(on=date(2025, 9, 16), price=Money(20, "USD"))
GOING = PaymentPlan(model="subscription", terms=TERMS, recurring=(RENT,))
GUESS = Line(label="guess", amount=USD, due=TODAY, certainty="estimate")

Case = tuple[Callable[[], Any], type[RelkitError], type[Exception], str]


def priced(amount: Money, **more: Any) -> Context:
    """Give a context with a price."""
    return Context(today=TODAY, price=amount, **more)


def stages(*weights: Any, **more: Any) -> Milestones:
    """Give milestones of these weights."""
    made = tuple(Milestone(label="x", weight=weight) for weight in weights)
    return Milestones(milestones=made, **more)


class TooLittle(PaymentStrategy[Relationship]):
    """Loses a cent."""

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        yield Line(label="x", amount=Money("9.99", "USD"), due=TODAY)


class Forgets(PaymentStrategy[Relationship]):
    """Forgets to return anything."""

    @override
    def lines(self, relationship: Relationship, context: Context) -> Any:
        return None


class Wrong(PaymentStrategy[Relationship]):
    """Gives amounts instead of lines."""

    @override
    def lines(self, relationship: Relationship, context: Context) -> Any:
        return [USD]


class Fails(PaymentStrategy[Relationship]):
    """Fails on the way."""

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        yield LINE
        raise ZeroDivisionError


class Endless(PaymentStrategy[Relationship]):
    """Never ends."""

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        while True:
            yield LINE


class Backwards(PaymentStrategy[Relationship]):
    """Gives the later day first."""

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        yield LINE
        yield Line(label="earlier", amount=USD, due=date(2025, 8, 1))


class Negative(PaymentStrategy[Relationship]):
    """Gives a credit among the charges."""

    @override
    def lines(self, relationship: Relationship, context: Context) -> Iterable[Line]:
        yield Line(label="x", amount=LESS, due=TODAY)


class Mischarges(PaymentStrategy[Relationship]):
    """Bills more than the limit of its own meter."""

    @override
    def plan(self, relationship: Relationship, context: Context) -> PaymentPlan:
        meter = HourlyMeter(label="fee", rates=(("hour", USD),), most=Money(9, "USD"))
        return PaymentPlan(model="hourly", terms=TERMS, lines=(LINE,), meters=(meter,))


class Claims(PaymentStrategy[Relationship]):
    """Claims statutory fees of anybody."""

    @override
    def plan(self, relationship: Relationship, context: Context) -> PaymentPlan:
        return PaymentPlan(model="one_time", terms=TERMS, late_fees=FEES)


STRATEGIES: list[Case] = [
    # counts, and lines without an end
    (lambda: Installments(count=0), InvalidCountError, ValueError, "at least 1, not 0"),
    (lambda: Installments(count=-1), InvalidCountError, ValueError, "not -1"),
    (lambda: Installments(count=2.0), InvalidCountError, TypeError, r"not 2\.0"),
    (lambda: Installments(count="3"), InvalidCountError, TypeError, "not '3'"),
    (lambda: Installments(count=True), InvalidCountError, TypeError, "not True"),
    (lambda: Installments(count=10**6), TooManyInstallmentsError, ValueError, "more than 1200"),
    (lambda: Installments(count=9, most_lines=8), TooManyInstallmentsError, ValueError, "than 8"),
    (
        lambda: Installments(every=Every(years=100), count=100).propose(ACME, priced(USD)),
        ScheduleOutOfRangeError,
        OverflowError,
        "9999",
    ),
    (
        lambda: Installments(least=Money(1, "USD"), count=11).propose(ACME, priced(USD)),
        InvalidPlanError,
        ValueError,
        r"as low as USD 0\.90, below USD 1\.00",
    ),
    # dates
    (
        lambda: FlatFee(due=datetime(2025, 9, 1)),  # noqa: DTZ001 - refused
        NotADateError,
        TypeError,
        "local_date",
    ),
    (lambda: FlatFee(due="2025-09-01"), NotADateError, TypeError, "fromisoformat"),
    (
        lambda: Subscription(start=TODAY, until=TODAY),
        InvalidScheduleError,
        ValueError,
        "2025-09-01 is not after 2025-09-01",
    ),
    (lambda: Subscription(every=Every()), InvalidScheduleError, ValueError, "exactly one unit"),
    # shares
    (lambda: stages(0, 0), InvalidRatiosError, ValueError, "share nothing out"),
    (lambda: stages(-1), InvalidRatiosError, ValueError, "at least 0"),
    (lambda: stages(0.5), InvalidRatiosError, TypeError, r"Decimal\('0\.5'\)"),
    (lambda: stages(Decimal("NaN")), InvalidRatiosError, ValueError, "not finite"),
    (lambda: Milestones(milestones=()), InvalidRatiosError, ValueError, "share nothing out"),
    (
        lambda: stages(Decimal("33.3"), Decimal("66.6"), in_percent=True),
        InvalidRatiosError,
        ValueError,
        "add up to 999/10, not 100",
    ),
    (
        lambda: Milestone(label="x", due=TODAY, trigger="y"),
        InvalidPlanError,
        ValueError,
        "not both",
    ),
    (
        lambda: Milestones(
            milestones=(
                Milestone(label="x", due=TODAY),
                Milestone(label="y", due=date(2025, 8, 1)),
            )
        ),
        InvalidPlanError,
        ValueError,
        "2025-08-01 stands after 2025-09-01",
    ),
    # prices
    (
        lambda: DepositAndBalance(price=USD, deposit=Money(11, "USD")),
        InvalidPlanError,
        ValueError,
        r"USD 11\.00 is above the price of USD 10\.00",
    ),
    (lambda: DepositAndBalance(deposit_percent=101), InvalidPlanError, ValueError, "not 101 %"),
    (lambda: DepositAndBalance(deposit=LESS), InvalidPlanError, ValueError, "at least zero"),
    (
        lambda: DepositAndBalance(price=USD, deposit=EUR),
        CurrencyMismatchError,
        TypeError,
        "EUR, USD",
    ),
    (lambda: FlatFee(price=LESS), InvalidPlanError, ValueError, r"plan\.reversed\(\)"),
    (
        lambda: PayPerTransaction().propose(ANN, priced(LESS)),
        InvalidPlanError,
        ValueError,
        r"not USD -10\.00",
    ),
    (
        lambda: FlatFee(
            price=USD, adjustments=(PercentOff(percent=50), AmountOff(amount=Money(6, "USD")))
        ).propose(ACME, CONTEXT),
        InvalidPlanError,
        ValueError,
        r"USD 10\.00 to USD 5\.00; .*USD 5\.00 to USD -1\.00",
    ),
    (
        lambda: FlatFee(price=USD, adjustments=(AmountOff(amount=EUR),)).propose(ACME, CONTEXT),
        CurrencyMismatchError,
        TypeError,
        "different currencies",
    ),
    # metered
    (lambda: ValueBased(floor=USD, cap=Money(9, "USD")), InvalidPlanError, ValueError, "below"),
    (lambda: ValueBased(floor=USD, cap=EUR), CurrencyMismatchError, TypeError, "EUR, USD"),
    (lambda: Hourly(increment_minutes=0), InvalidPlanError, ValueError, "at least 1 minute"),
    (lambda: Hourly(rate=USD, estimate=EUR), CurrencyMismatchError, TypeError, "EUR, USD"),
    (lambda: Hourly(rate=LESS), InvalidPlanError, ValueError, "at least zero"),
    (lambda: Hourly(rate=USD, rate_card=(("x", USD),)), InvalidPlanError, ValueError, "not both"),
    (
        lambda: Hourly(rate_card=(("x", USD), ("x", USD))),
        InvalidPlanError,
        ValueError,
        "role twice",
    ),
    (lambda: Hourly(rate_card=(("x",),)), InvalidValueError, ValueError, "is a pair"),
    (
        lambda: Hourly(estimate=USD, not_to_exceed=Money(9, "USD")),
        InvalidPlanError,
        ValueError,
        "above the limit",
    ),
    (lambda: Hourly(in_advance=True), InvalidPlanError, ValueError, "paid in arrears"),
    (
        lambda: Usage(tiers=(Tier(up_to=5, unit_price=USD),)),
        InvalidPlanError,
        ValueError,
        "last one alone has no end",
    ),
    (
        lambda: Usage(tiers=(Tier(unit_price=USD), Tier(unit_price=EUR))),
        InvalidPlanError,
        ValueError,
        r"got \[None, None\]",
    ),
    (
        lambda: Usage(tiers=(Tier(up_to=1, unit_price=USD), Tier(unit_price=EUR))),
        CurrencyMismatchError,
        TypeError,
        "EUR, USD",
    ),
    (
        lambda: Retainer(included_hours=Decimal("0.001")),
        InvalidPlanError,
        ValueError,
        "whole minutes",
    ),
    (lambda: Retainer(included_hours=0), InvalidPlanError, ValueError, "leave it out"),
    (lambda: Retainer(fee=USD, overage_rate=EUR), CurrencyMismatchError, TypeError, "EUR"),
    (lambda: Combined(parts=()), InvalidPlanError, ValueError, "no part"),
    (
        lambda: Combined(parts=(Retainer(), Retainer())).propose(ACME, CONTEXT),
        InvalidPlanError,
        ValueError,
        "call their payments 'retainer'",
    ),
    (
        lambda: Combined(parts=(FlatFee(price=USD), FlatFee(price=EUR))).propose(ACME, CONTEXT),
        CurrencyMismatchError,
        TypeError,
        "mixes",
    ),
    # who, and whether
    (lambda: Retainer().propose(ANN, CONTEXT), WrongRelationshipError, TypeError, "serves Client"),
    (
        lambda: Combined(parts=(Retainer(), FlatFee())).propose(ANN, CONTEXT),
        WrongRelationshipError,
        TypeError,
        "not Customer",
    ),
    (lambda: Contingency().propose(ACME, CONTEXT), PlanLawError, ValueError, "written agreement"),
    # strategies of one's own
    (
        lambda: TooLittle().propose(ANN, priced(USD)),
        PlanLawError,
        ValueError,
        r"TooLittle .* 'total': the price is USD 10\.00, .* USD 9\.99, USD 0\.01 too little",
    ),
    (
        lambda: Backwards().propose(ANN, CONTEXT),
        PlanLawError,
        ValueError,
        r"'order': earlier USD 10\.00 on 2025-08-01 stands after fee",
    ),
    (lambda: Negative().propose(ANN, CONTEXT), PlanLawError, ValueError, "'sign': .* below zero"),
    (lambda: Forgets().propose(ANN, CONTEXT), PlanLawError, ValueError, "'lines': .*Forgets"),
    (lambda: Wrong().propose(ANN, CONTEXT), PlanLawError, ValueError, r"is a Line, not Money"),
    (lambda: Fails().propose(ANN, CONTEXT), PlanLawError, ValueError, "'lines': .* fails"),
    (lambda: Endless().propose(ANN, CONTEXT), PlanLawError, ValueError, "more than 1200 lines"),
    (lambda: Mischarges().propose(ANN, CONTEXT), PlanLawError, ValueError, "'limits'.*USD 9.00"),
    (
        lambda: Claims().propose(ANN, CONTEXT),
        PlanLawError,
        ValueError,
        "'statutory fees': .* party_type None",
    ),
    (
        lambda: FlatFee(late_fees=FEES, terms=Terms(timing="on_delivery", net_days=90)).propose(
            Client(party="a", business="b", party_type="organization"), CONTEXT
        ),
        PlanLawError,
        ValueError,
        "90 days to pay",
    ),
]

REVISIONS: list[Case] = [
    (lambda: Revision(on=TODAY), InvalidValueError, ValueError, "revises nothing: give a price"),
    (lambda: Revision(on=TODAY, quantity=0), InvalidValueError, ValueError, "at least 1"),
    (lambda: Revision(on=TODAY, quantity=2.0), InvalidValueError, TypeError, "not 2"),
    (lambda: Revision(on=TODAY, price=9), InvalidValueError, TypeError, "class Money"),
    (lambda: Revision(on="2025-09-16", quantity=2), NotADateError, TypeError, "fromisoformat"),
    (
        lambda: Recurring(
            label="x", every=MONTHLY, start=TODAY, price=USD, revisions=(UPGRADE, UPGRADE)
        ),
        InvalidScheduleError,
        ValueError,
        "one a day at most, but 2025-09-16 stands after 2025-09-16",
    ),
    (
        lambda: Recurring(label="x", every=MONTHLY, start=TODAY, quantity=0),
        InvalidValueError,
        ValueError,
        "Recurring.quantity must be a whole number of at least 1",
    ),
    (
        lambda: Subscription(revisions=(UPGRADE, Revision(on=TODAY, quantity=2))),
        InvalidScheduleError,
        ValueError,
        "2025-09-01 stands after 2025-09-16",
    ),
    (
        lambda: Subscription(price=EUR, revisions=(UPGRADE,)),
        CurrencyMismatchError,
        TypeError,
        "EUR, USD",
    ),
    (
        lambda: Subscription(revisions=(Revision(on=TODAY, price=LESS),)),
        InvalidPlanError,
        ValueError,
        "at least zero",
    ),
    (lambda: Subscription(quantity=True), InvalidValueError, TypeError, "not True"),
    (
        lambda: Subscription(revisions=(UPGRADE,)).propose(ACME, priced(EUR)),
        PlanLawError,
        ValueError,
        "'one currency': it is in EUR and USD",
    ),
    (lambda: PLAN.revised(UPGRADE), InvalidPlanError, ValueError, "there are none"),
    (lambda: GOING.revised(UPGRADE, label="x"), InvalidPlanError, ValueError, "are 'rent'"),
    (
        lambda: GOING.revised(UPGRADE).revised(UPGRADE),
        InvalidScheduleError,
        ValueError,
        "one a day at most",
    ),
    (lambda: GOING.revised(USD), InvalidValueError, TypeError, "class Revision"),
]

TAXES: list[Case] = [
    (lambda: Tax(percent=-1), InvalidValueError, ValueError, "at least 0"),
    (lambda: Tax(percent=0.19), InvalidValueError, TypeError, r"Decimal\('0\.19'\)"),
    (lambda: Tax(percent=True), InvalidValueError, TypeError, "no number"),
    (lambda: Tax(percent=Decimal("NaN")), InvalidValueError, ValueError, "not finite"),
    (
        lambda: Tax(percent=19, rounding="per_document"),
        InvalidValueError,
        ValueError,
        "'per_line' or 'per_total', not 'per_document'",
    ),
    (lambda: Tax(percent=19).on([USD, EUR]), CurrencyMismatchError, TypeError, "nothing is conv"),
    (lambda: Tax(percent=19).on([5]), InvalidValueError, TypeError, "class Money"),
    (lambda: Tax(percent=19).breakdown([]), InvalidPlanError, ValueError, "no payment to break"),
    (lambda: Tax(percent=19).breakdown([USD]), InvalidValueError, TypeError, "class Line"),
    (lambda: Tax(percent=19).breakdown([GUESS]), InvalidPlanError, ValueError, "settle the plan"),
    (
        lambda: Tax(percent=19).breakdown([LINE], discount=5),
        InvalidValueError,
        TypeError,
        "The discount must be a value of the class Money",
    ),
    (
        lambda: Tax(percent=19).breakdown([LINE], discount=EUR),
        CurrencyMismatchError,
        TypeError,
        "nothing is converted",
    ),
    (lambda: GOING.breakdown(Tax(percent=19)), InvalidPlanError, ValueError, "plan.due_between"),
    (lambda: PLAN.breakdown(19), InvalidValueError, TypeError, "class Tax"),
    (lambda: FlatFee(communicate_by_days=-1), InvalidValueError, ValueError, "at least 0"),
    (lambda: PLAN.communicate_by("x"), NotADateError, TypeError, "The start"),
]

PARTS: list[Case] = [
    (lambda: Line(label="x", amount=USD), InvalidValueError, ValueError, "got 0"),
    (
        lambda: Line(label="x", amount=USD, due=TODAY, trigger="y"),
        InvalidValueError,
        ValueError,
        "got 2",
    ),
    (lambda: Line(label="x", amount=10, due=TODAY), InvalidValueError, TypeError, "class Money"),
    (lambda: Phase(price=USD, periods=0), InvalidValueError, ValueError, "at least 1"),
    (
        lambda: Recurring(label="x", every=MONTHLY, start=TODAY, until=TODAY),
        InvalidScheduleError,
        ValueError,
        "is not after",
    ),
    (lambda: RENT.line(-1), InvalidCountError, ValueError, "from 0 on, not -1"),
    (lambda: RENT.line(True), InvalidCountError, TypeError, "not True"),
    (lambda: PLAN.ended(TODAY) and RENT.line("1"), InvalidCountError, TypeError, "not '1'"),
    (
        lambda: Recurring(label="x", every=MONTHLY, start=TODAY, until=date(2025, 10, 1)).period(1),
        InvalidCountError,
        ValueError,
        "below 1",
    ),
    (
        lambda: Recurring(label="x", every=MONTHLY, start=date(9999, 11, 1), net_days=61).due_date(
            0
        ),
        ScheduleOutOfRangeError,
        OverflowError,
        "set until",
    ),
    (lambda: PLAN.due_between(TODAY, date(2025, 8, 1)), InvalidScheduleError, ValueError, "before"),
    (lambda: PLAN.outstanding(USD), InvalidValueError, TypeError, "collection"),
    (lambda: PLAN.outstanding([5]), InvalidValueError, TypeError, "not 5"),
    (lambda: PLAN.outstanding([EUR]), CurrencyMismatchError, TypeError, "EUR"),
    (
        lambda: PaymentPlan(model="flat_fee", terms=TERMS).outstanding([]),
        InvalidPlanError,
        ValueError,
        "no amount",
    ),
    (
        lambda: PaymentPlan(model="flat_fee", terms=TERMS, recurring=(RENT,)).outstanding([]),
        InvalidPlanError,
        ValueError,
        "on=<a date>",
    ),
    (lambda: PLAN.reversed().settle({}), InvalidPlanError, ValueError, "settle the plan first"),
    (lambda: PLAN.settle({"x": 1}), UnknownNameError, LookupError, "measured by 'x'"),
    (lambda: PLAN.settle([1]), InvalidValueError, TypeError, "mapping"),
    (
        lambda: PaymentPlan(model="flat_fee", terms=TERMS, deposit_percent=5, deposit_amount=USD),
        InvalidPlanError,
        ValueError,
        "not both",
    ),
    (lambda: PercentOff(percent=101), InvalidValueError, ValueError, "from 0 to 100"),
    (lambda: PercentOff(percent=0.5), InvalidValueError, TypeError, "float"),
    (lambda: PercentOff(percent=Decimal("1E+999")), InvalidValueError, ValueError, "digits"),
    (lambda: AmountOff(amount=LESS), InvalidValueError, ValueError, "at least zero"),
    (Surcharge, InvalidValueError, ValueError, "exactly one"),
    (lambda: Surcharge(percent=1, amount=USD), InvalidValueError, ValueError, "exactly one"),
    (lambda: Surcharge(amount=LESS), InvalidValueError, ValueError, "at least zero"),
    (lambda: PriceStep(change=5, before=USD, after=USD), InvalidValueError, TypeError, "class"),
    (lambda: Allowance(minutes=0), InvalidValueError, ValueError, "at least 1"),
    (lambda: Allowance(minutes=5).account([-1]), InvalidValueError, ValueError, "in period 0"),
    (lambda: draw_down(LESS, USD), InvalidPlanError, ValueError, "The deposit is at least zero"),
    (lambda: draw_down(USD, LESS), InvalidPlanError, ValueError, "The charge is at least zero"),
    (lambda: draw_down(USD, EUR), CurrencyMismatchError, TypeError, "EUR"),
    (lambda: HourlyMeter(label="x", rates=()), InvalidPlanError, ValueError, "no rate"),
    (lambda: UsageMeter(label="x", metric="u", tiers=()), InvalidPlanError, ValueError, "no tier"),
    (lambda: Tier(up_to=0, unit_price=USD), InvalidValueError, ValueError, "at least 1"),
    (lambda: HOURS.price_of({"hour": -1}), InvalidValueError, ValueError, "minutes of 'hour'"),
    (lambda: HOURS.price_of({"hour": 1.5}), InvalidValueError, TypeError, r"not 1\.5"),
    (
        lambda: OutcomeMeter(label="x", metric="m", share_percent=5).price_of({"expenses": USD}),
        InvalidPlanError,
        ValueError,
        "'m' is missing",
    ),
    (
        lambda: OutcomeMeter(label="x", metric="m", share_percent=5).price_of({"m": 5}),
        InvalidValueError,
        TypeError,
        "class Money",
    ),
    (
        lambda: StatutoryFees(jurisdiction="ES", reference_percent=2),
        UnknownNameError,
        LookupError,
        "Known|Did you mean",
    ),
    (
        lambda: StatutoryFees(jurisdiction="EU", reference_percent=2.15),
        InvalidValueError,
        TypeError,
        "float",
    ),
    (lambda: FEES.interest(LESS, 1), InvalidValueError, ValueError, "is a debt"),
    (lambda: FEES.interest(USD, -1), InvalidValueError, ValueError, "days_late"),
    (
        lambda: StatutoryFees(jurisdiction="UK", reference_percent=2).fixed(USD),
        CurrencyMismatchError,
        TypeError,
        "depends on the debt in GBP",
    ),
    (lambda: LateHandling(retry_days=(0,)), InvalidValueError, ValueError, "from 1 to 365"),
    (lambda: LateHandling().reminders("x"), NotADateError, TypeError, "due date"),
    (
        lambda: Client(party="a", business="b", party_type="firm"),
        InvalidValueError,
        ValueError,
        "'person' or 'organization'",
    ),
]


@pytest.mark.parametrize(
    ("make", "error", "builtin", "message"),
    [*STRATEGIES, *REVISIONS, *TAXES, *PARTS],
    ids=[
        f"{number} {error.__name__}: {message}"
        for number, (_, error, _, message) in enumerate([*STRATEGIES, *REVISIONS, *TAXES, *PARTS])
    ],
)
def test_bad_input_is_named(
    make: Callable[[], object], error: type[RelkitError], builtin: type[Exception], message: str
) -> None:
    """Bad input raises its own error below the fitting builtin, and says what to mend."""
    assert issubclass(error, builtin)
    with pytest.raises(error, match=message):
        make()


def test_faults_of_ones_own_lines_stay_visible() -> None:
    """The error of ``lines`` is the cause of the one that names the strategy."""
    with pytest.raises(PlanLawError) as caught:
        Fails().propose(ANN, CONTEXT)

    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_hook_that_is_almost_right() -> None:
    """A misspelled hook of a payment strategy raises at first construction."""

    class Misspelled(PaymentStrategy[Relationship]):
        def line(self, relationship: Relationship, context: Context) -> None: ...

    with pytest.raises(DeclarationError, match=r"Misspelled\.line is never used.*lines"):
        Misspelled()


ANYTHING = st.none() | st.booleans() | st.floats() | st.text(max_size=3) | st.just(object())


@settings(deadline=None)
@given(ANYTHING, ANYTHING)
def test_nothing_bare_escapes(one: object, other: object) -> None:
    """Whatever is given, what is raised is one of relkit's errors."""
    anything: Any = one
    more: Any = other
    for make in (
        lambda: Installments(count=anything, every=more),
        lambda: Subscription(price=anything, trial_days=more),
        lambda: Milestones(milestones=(Milestone(label=anything, weight=more),)),
        lambda: Hourly(rate_card=((anything, more),)),
        lambda: Usage(tiers=anything, mode=more),
        lambda: ValueBased(share_percent=anything, floor=more),
        lambda: Recurring(label=anything, every=MONTHLY, start=more),
        lambda: Line(label=anything, amount=more),
        lambda: PLAN.settle(anything),
        lambda: Revision(on=TODAY, price=anything, quantity=more),
        lambda: GOING.revised(anything, label=more),
        lambda: Tax(percent=anything, label=more),
        lambda: Tax(percent=5).breakdown([LINE], discount=anything),
        lambda: PLAN.breakdown(anything),
        lambda: PLAN.outstanding([anything, more]),
        lambda: PLAN.due_between(anything, more),
        lambda: StatutoryFees(jurisdiction=anything, reference_percent=more),
        lambda: Period(anything, more),
    ):
        try:
            make()
        except RelkitError as error:
            assert str(error)  # noqa: PT017 - that it is one of ours is what is tested
