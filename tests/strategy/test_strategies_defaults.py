"""The default strategies: what they do at each stage, and that every field counts alone."""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.plans import DEFAULTS, contexts, relationships

from relkit.errors import InvalidValueError, NotADateError
from relkit.money import Money
from relkit.plans import (
    Ask,
    FrequencyCap,
    MarketingPlan,
    Offer,
    Recognition,
    ServicePlan,
    Within,
)
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every
from relkit.strategies import (
    ClientMarketing,
    ClientService,
    Context,
    CustomerMarketing,
    CustomerService,
    PlainMarketing,
    PlainService,
    PointOfSale,
    Retainer,
    SingleInvoice,
    Strategy,
    strategy,
)
from relkit.traits import STANDARD_TRAITS, TraitProfile

MONDAY = date(2025, 9, 1)
AGREED = Context(today=MONDAY, consent=["email", "phone"])
SILENT = Context(today=MONDAY)
ALL_DEFAULTS = [each for given_ in DEFAULTS.values() for each in given_]
MARKETING = [(PlainMarketing(), Relationship), (CustomerMarketing(), Customer)]
MARKETING += [(ClientMarketing(), Client)]


def client(**fields: Any) -> Client:
    """Make a client of a law firm."""
    return Client(party="acme", business="harper-law", **fields)


def customer(**fields: Any) -> Customer:
    """Make a customer of a shop."""
    return Customer(party="ann", business="shop", **fields)


def market(relationship: Relationship, context: Context = AGREED, by: Any = None) -> MarketingPlan:
    """Propose a marketing plan by the default of the kind, or another strategy."""
    default = ClientMarketing() if isinstance(relationship, Client) else CustomerMarketing()
    plan = (by or default).propose(relationship, context)
    assert isinstance(plan, MarketingPlan)
    return plan


def serve(relationship: Relationship, context: Context = SILENT, by: Any = None) -> ServicePlan:
    """Propose a service plan by the default of the kind, or another strategy."""
    default = ClientService() if isinstance(relationship, Client) else CustomerService()
    plan = (by or default).propose(relationship, context)
    assert isinstance(plan, ServicePlan)
    return plan


def due(plan: MarketingPlan | ServicePlan) -> dict[str, date | None]:
    """Give the days of the contacts that have one."""
    touches = plan.touches if isinstance(plan, MarketingPlan) else plan.touchpoints
    return {touch.about: touch.due for touch in touches if touch.due is not None}


@pytest.mark.parametrize("subject", ALL_DEFAULTS, ids=str)
def test_a_relationship_by_hand_is_enough(subject: Strategy[Any, Any]) -> None:
    """Party and business are all that a default needs to know."""
    by_hand = subject.serves(party="a", business="b")

    assert subject.propose(by_hand, SILENT) is not None


@pytest.mark.parametrize("subject", ALL_DEFAULTS, ids=str)
def test_every_field_can_be_given_alone(subject: Strategy[Any, Any]) -> None:
    """A default with one field given, to the value that it has, is the default."""
    for field in filter(attrgetter("init"), attrs.fields(type(subject))):
        alone = type(subject)(**{field.name: getattr(subject, field.name)})

        assert subject == alone


@pytest.mark.parametrize("subject", ALL_DEFAULTS, ids=str)
def test_every_field_is_checked(subject: Strategy[Any, Any]) -> None:
    """No field of a default takes just any object, in a subclass neither."""
    for field in filter(attrgetter("init"), attrs.fields(type(subject))):
        with pytest.raises((InvalidValueError, NotADateError), match=field.name):
            type(subject)(**{field.name: object()})


def test_subclasses_change_one_number() -> None:
    """A subclass with another default for one field changes that field and no other."""

    @strategy
    class Weekly(ClientMarketing):
        contacts_per_period: int = 4

    @strategy
    class Wrong(ClientMarketing):
        contacts_per_period: int = -1

    assert Every(days=7) == market(client(), by=Weekly()).cadence
    assert ClientMarketing().channels == Weekly().channels
    with pytest.raises(InvalidValueError, match=r"Wrong\.contacts_per_period"):
        Wrong()


# ------------------------------------------------------------------ marketing


@pytest.mark.parametrize(("subject", "kind"), MARKETING, ids=lambda given_: str(given_)[:30])
def test_inquiries_are_answered_within_an_hour(subject: Any, kind: type[Relationship]) -> None:
    """A prospect gets its inquiries answered within an hour, and nothing else is begun."""
    plan = market(kind(party="a", business="b", stage=Stage.PROSPECT), by=subject)

    assert [("answer", Within(1, "hours"))] == [(t.about, t.within) for t in plan.touches]
    assert (None, None, None) == (plan.cadence, plan.success_story, plan.referral)


@pytest.mark.parametrize(("subject", "kind"), MARKETING, ids=lambda given_: str(given_)[:30])
def test_dormant_parties_are_won_back_at_their_own_pace(
    subject: Any, kind: type[Relationship]
) -> None:
    """A dormant party is addressed once, three of its periods after it was last there."""
    last = MONDAY - timedelta(days=250)
    plan = market(
        kind(party="a", business="b", stage=Stage.DORMANT, last_engaged=last, period_days=90),
        by=subject,
    )

    assert {"win_back": date(2025, 9, 22)} == due(plan)  # 270 days, then off the weekend
    assert plan.cadence is None


def test_winning_back_can_be_left() -> None:
    """Without a number of periods nobody is won back; after it has passed, it is due today."""
    long_ago = customer(stage=Stage.DORMANT, last_engaged=date(2020, 1, 1))

    assert {} == due(market(long_ago, by=CustomerMarketing(win_back_periods=None)))
    assert {"win_back": MONDAY} == due(market(long_ago))


@pytest.mark.parametrize(("subject", "kind"), MARKETING, ids=lambda given_: str(given_)[:30])
def test_former_parties_are_thanked_and_left_alone(subject: Any, kind: type[Relationship]) -> None:
    """A former party gets thanks where it agreed to hear of the business, and no offer."""
    former = kind(party="a", business="b", stage=Stage.FORMER)
    plan = market(former, by=subject)

    assert ["thanks"] == [touch.about for touch in plan.touches]
    assert ((), None, None) == (plan.channels, plan.offer, plan.cadence)
    assert () == market(former, SILENT, by=subject).touches


@settings(deadline=None)
@given(relationships(Customer), contexts())
def test_customers_hear_on_occasions_only(relationship: Relationship, context: Context) -> None:
    """A customer hears sporadically: nothing has a day but the one win-back (row S27)."""
    plan = market(relationship, context)

    assert plan.cadence is None
    assert set(due(plan)) <= {"win_back"}
    assert all(content.every is None for content in plan.content)


@settings(deadline=None)
@given(relationships(Client), contexts(consent=["email"]))
def test_clients_hear_continuously(relationship: Relationship, context: Context) -> None:
    """The business itself begins a talk with a running client, in a rhythm, by the owner (S19)."""
    running = attrs.evolve(relationship, stage=Stage.ACTIVE)
    plan = market(running, context)
    advice = plan.touches[0]

    assert plan.cadence is not None
    assert ("advice", "owner", True) == (advice.about, advice.by, advice.two_way)
    assert advice.due is not None
    assert advice.due >= context.today


def test_customers_may_hear_of_offers_at_most_weekly() -> None:
    """Offers in a rhythm come as often as asked for in a period, but at most weekly."""
    often = CustomerMarketing(contacts_per_period=4)
    plan = market(customer(stage=Stage.ACTIVE, last_engaged=date(2025, 8, 29)), by=often)
    slow = market(customer(period_days=90, last_engaged=MONDAY), by=often)

    assert Every(days=7) == plan.cadence
    assert {"offers": date(2025, 9, 5)} == due(plan)
    assert ["promotion", "abandoned_cart", "purchase", "inquiry"] == [
        t.trigger for t in plan.touches if t.trigger
    ]
    assert FrequencyCap(most=4, days=30) == plan.frequency_cap
    assert Every(days=22) == slow.cadence


def test_clients_hear_advice_once_a_period_and_a_newsletter() -> None:
    """An active client hears of the business once in its own period, and each quarter."""
    acme = client(
        stage=Stage.ACTIVE,
        since=date(2025, 1, 15),
        last_engaged=date(2025, 8, 20),
        period_days=30,
    )
    plan = market(acme)

    assert Every(days=30) == plan.cadence
    assert [("owner", True), ("team", False), ("owner", True)] == [
        (touch.by, touch.two_way) for touch in plan.touches
    ]
    assert {"advice": date(2025, 9, 19), "newsletter": date(2025, 10, 15)} == due(plan)
    assert ("in_person", "event") == plan.awaiting_consent


def test_newsletters_need_email() -> None:
    """A client that agreed to calls gets no newsletter by email."""
    plan = market(client(), Context(today=MONDAY, consent=["phone"]))

    assert {"advice"} == set(due(plan))


def test_nothing_is_begun_without_consent() -> None:
    """Without consent there is no rhythm, no cap and nothing but answers."""
    plan = market(client(stage=Stage.ACTIVE), SILENT)

    assert (None, None) == (plan.cadence, plan.frequency_cap)
    assert ["answer"] == [touch.about for touch in plan.touches]
    assert ClientMarketing().channels == plan.awaiting_consent


def test_nobody_is_asked_for_a_favor_while_complaining() -> None:
    """With an open complaint neither stories nor referrals are asked for."""
    complaining = attrs.evolve(AGREED, open_complaint=True)
    plan = market(client(), complaining)

    assert (None, None) == (plan.success_story, plan.referral)
    assert Ask(form="introduction", after=("outcome", "renewal")) == market(client()).referral


@pytest.mark.parametrize(
    ("margin", "off", "back"),
    [(None, 5, 1), (30, 5, 1), (10, 5, 1), (9, 4, 1), (8, 4, None), (3, 1, None), (0, 0, None)],
)
def test_offers_and_points_leave_a_margin(margin: int | None, off: int, back: int | None) -> None:
    """An offer takes half the margin at most, and points a fifth of what it leaves."""
    plan = market(customer(), by=CustomerMarketing(margin_percent=margin))
    scheme = plan.loyalty_scheme
    assert plan.offer is not None
    assert not isinstance(scheme, Recognition)

    assert (off, back) == (plan.offer.most_percent_off, scheme and scheme.percent_back)
    assert (margin is not None) == (f"margin percent {margin}" in map(str, plan.because.facts))


def test_recognition_takes_nothing_from_the_margin() -> None:
    """A client's recognition stays whatever the margin is."""
    plan = market(client(), by=ClientMarketing(margin_percent=0))

    assert Recognition(benefits=("priority",), reserved_hours=1) == plan.loyalty_scheme


def test_content_follows_consent_and_stage() -> None:
    """Content comes in a rhythm to who runs and agreed, else it is to be found, or not at all."""
    prospect = market(client(stage=Stage.PROSPECT))

    assert ClientMarketing().content == market(client()).content
    assert {None} == {content.every for content in prospect.content}
    assert [content.form for content in ClientMarketing().content] == [
        content.form for content in prospect.content
    ]
    assert () == market(client(), SILENT).content
    assert CustomerMarketing().content == market(customer(), SILENT).content


@pytest.mark.parametrize("subject", ALL_DEFAULTS, ids=str)
def test_plans_carry_what_they_are_measured_by(subject: Strategy[Any, Any]) -> None:
    """A strategy's indicators are those of its plans."""
    own = getattr(subject, "indicators")  # noqa: B009 - of strategies of any area
    plan = subject.propose(subject.serves(party="a", business="b", stage=Stage.ACTIVE), SILENT)

    assert plan is not None
    assert own == plan.indicators != ()


@pytest.mark.parametrize(
    ("counts", "form"),
    [((5, 1), "standard_price_list"), ((1, 5), "promotion"), ((2, 2), "promotion")],
)
def test_full_price_customers_get_no_discount(counts: tuple[int, int], form: str) -> None:
    """Who mostly bought at full price is offered the price list, and the reason says so."""
    profile = TraitProfile.of(STANDARD_TRAITS, {"value over price": counts})
    plan = market(customer(profile=profile))
    assert isinstance(plan.offer, Offer)

    assert form == plan.offer.form
    assert f"value over price {counts[0]}:{counts[1]}" in str(plan.because)


# ------------------------------------------------------------------ service


def test_new_clients_are_taken_on_board() -> None:
    """A new client's kick-off is within a week, the others' parts too, then three checks."""
    plan = serve(client(stage=Stage.NEW, since=date(2025, 8, 27)))

    assert [
        ("kick-off", date(2025, 9, 3)),
        ("goals_and_roles", date(2025, 9, 3)),
        ("communication_plan", date(2025, 9, 3)),
        ("check", date(2025, 9, 26)),
        ("check", date(2025, 10, 24)),
        ("check", date(2025, 11, 25)),
    ] == [(step.about, step.due) for step in plan.onboarding]


def test_active_clients_are_met() -> None:
    """An active client is contacted once a period and met each quarter of the relationship."""
    plan = serve(client(stage=Stage.ACTIVE, since=date(2025, 1, 15), last_engaged=MONDAY))

    assert {"check_in": date(2025, 10, 1)} == due(plan)
    assert plan.reviews is not None
    assert (Every(months=3), date(2025, 10, 15)) == (plan.reviews.every, plan.next_review)
    assert () == plan.onboarding


@pytest.mark.parametrize(
    ("capacity", "is_over"), [(None, False), (30, True), (31, False), (0, True)]
)
def test_a_quarter_of_a_client_takes_hours(capacity: int | None, *, is_over: bool) -> None:
    """A quarter holds a review, tailoring, support and contacts; it may be too much."""
    plan = serve(client(), Context(today=MONDAY, capacity_hours=capacity))

    # A review of 20 h in 91 days, 91/30 of 2 h of tailoring and of 1 h of support, two contacts
    # of 30 min before December, and one request of 15 min before the review.
    assert 1200 + 364 + 182 + 2 * 30 + 15 == plan.load_minutes
    assert is_over == plan.is_over_capacity


def test_customers_are_served_by_events() -> None:
    """A customer hears from the business on events only, each time."""
    for stage in (Stage.NEW, Stage.ACTIVE, None):
        plan = serve(customer(stage=stage))

        assert {} == due(plan)
        assert ["receipt", "how_to", "return_right"] == [step.about for step in plan.onboarding]
        assert (None, 30) == (plan.reviews, plan.load_minutes)


@pytest.mark.parametrize(
    ("make", "subject"), [(client, ClientService()), (customer, CustomerService())]
)
def test_service_follows_the_stage(make: Any, subject: Any) -> None:
    """Prospects get answers within an hour, dormant and former parties what they ask for."""
    prospect = serve(make(stage=Stage.PROSPECT), by=subject)
    dormant = serve(make(stage=Stage.DORMANT), by=subject)
    former = serve(make(stage=Stage.FORMER), by=subject)

    assert [Within(1, "hours")] == [each.within for each in prospect.commitments]
    assert ((), (), None) == (dormant.touchpoints, dormant.feedback, dormant.contact)
    assert subject.response == dormant.response == former.response
    assert subject.offboarding == tuple(attrs.evolve(s, due=None) for s in former.offboarding)


def test_former_clients_are_seen_off() -> None:
    """A former client gets its closing letter in a week and its documents in a month."""
    plan = serve(client(stage=Stage.FORMER))

    assert [("closing_letter", date(2025, 9, 8)), ("return_of_documents", date(2025, 10, 1))] == [
        (step.about, step.due) for step in plan.offboarding
    ]


def test_nobody_in_particular_is_served_soberly() -> None:
    """Where the kind is undetermined nothing is begun and nothing is given away."""
    anybody = Relationship(party="a", business="b", stage=Stage.ACTIVE)
    marketing, service = market(anybody, by=PlainMarketing()), serve(anybody, by=PlainService())

    assert ["answer"] == [touch.about for touch in marketing.touches]
    assert Offer(form="standard_price_list") == marketing.offer
    assert ((), None, ()) == (service.touchpoints, service.contact, service.onboarding)


def test_the_end_of_the_calendar() -> None:
    """Where the next review lies beyond the calendar, it is on the calendar's last day."""
    plan = serve(client(), Context(today=date.max))

    assert date.max == plan.next_review
    assert {"check_in": date.max} == due(plan)


# ------------------------------------------------------------------ payment


def test_who_pays_how() -> None:
    """Customers pay at the sale, clients a retainer in advance, others an invoice in 30 days."""
    price = Context(today=MONDAY, price=Money(90, "USD"))
    anybody = Relationship(party="a", business="b")
    sale, retainer = PointOfSale().propose(customer(), price), Retainer().propose(client(), price)
    invoice = SingleInvoice().propose(anybody, price)
    assert sale is not None
    assert retainer is not None
    assert invoice is not None

    assert ("one_time", "at_sale", None) == (sale.model, sale.terms.timing, sale.late)
    assert ("retainer", Every(months=1)) == (retainer.model, retainer.terms.every)
    assert Money(90, "USD") == retainer.deposit == sale.price
    assert ("on_delivery", 30) == (invoice.terms.timing, invoice.terms.net_days)


def test_a_fee_comes_before_the_price_at_hand() -> None:
    """A retainer's own fee is its price, whatever the context says."""
    price = Context(today=MONDAY, price=Money(90, "USD"))
    plan = Retainer(fee=Money(900, "USD")).propose(client(), price)
    assert plan is not None

    assert Money(900, "USD") == plan.price


@settings(deadline=None)
@given(st.sampled_from([(PointOfSale(), Customer), (Retainer(), Client)]), st.data(), contexts())
def test_former_parties_settle_what_is_open(
    chosen: tuple[Any, type[Relationship]], data: st.DataObject, context: Context
) -> None:
    """A former party's plan is final: no rhythm, no deposit, the same reminders."""
    subject, kind = chosen
    former = attrs.evolve(data.draw(relationships(kind)), stage=Stage.FORMER)
    plan = subject.propose(former, context)

    assert plan.is_final
    assert (None, 0, None) == (plan.terms.every, plan.deposit_percent, plan.replenish_at_percent)
    assert subject.late == plan.late
