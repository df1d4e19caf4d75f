"""One small but full example of every public class, for the golden files in tests/golden.

Sets have one member each: the ``repr`` of more would have no fixed order. A class that
changes needs a line here only where its constructor asks for more; then
``python tools/update_golden.py`` writes what is to be reviewed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from relkit import assessment, business, events, measures, plans, playbook, relationships
from relkit import strategies as s
from relkit.assessment import Ruling, assess
from relkit.book import Book
from relkit.business import Business
from relkit.evidence import fold
from relkit.measures import event, field
from relkit.money import Currency, Money
from relkit.playbook import Playbook, Treatment
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every, Period
from relkit.scorecard import Decision, Scorecard, Undetermined, compare
from relkit.serialization import DataProblem, Limits
from relkit.traits import Trait, TraitProfile, TraitReading

DAY = date(2025, 1, 7)
LATER = date(2025, 2, 11)
EUR = Money("12.50", "EUR")
TOKENS = Money("1.500", Currency("XTOK", 3))
MONTHLY = Every(months=1, month_end=True)
SENT = measures.count("sent", event("referral"))
BOUGHT = measures.flag("bought", event("purchase"))
TALKED = measures.flag("talked", event("consultation") & ~field("paid").is_false())
STAFF = measures.tally("staff", "served_by", event("purchase", "consultation"))
TRUST = Trait(
    "trust",
    SENT,
    measures.if_kept("purchase", measures.periods(BOUGHT & ~measures.recent(TALKED, 2))),
    kappa=2,
    weight=900,
    poles=("doubtful", "trusting"),
    sources=("S9",),
    reason="An example.",
)
CLINIC = Business(
    ("clinic", 7),
    industry="law",
    currency="EUR",
    time_zone="Europe/Berlin",
    keeps=["purchase"],
)
CARD = Scorecard(traits=[TRUST], margin=100, bases={Client: 50})
PURCHASE = events.Purchase(
    on=DAY,
    id=17,
    amount=EUR,
    standard=False,
    discount=Decimal("0.10"),
    planned=True,
    channel="shop",
    served_by=("team", 1),
)
CONSULTATION = events.Consultation(
    on=LATER, id="c-1", party="acme", minutes=90, topic="taxes", served_by="harper"
)
REFERRAL = events.Referral(on=LATER, party="acme")
RULING = Ruling(Client, by="harper", on=LATER, reason="family office", until=date(2026, 1, 1))
EARLIER = assess([PURCHASE], business=CLINIC, as_of=DAY, party="acme", scorecard=CARD)
ASSESSMENT = assess(
    [PURCHASE, CONSULTATION, REFERRAL],
    business=CLINIC,
    as_of=LATER,
    party="acme",
    scorecard=CARD,
    ruling=RULING,
)
PROFILE = TraitProfile.of([TRUST], {"trust": (3, 1)})
BECAUSE = plans.Because(
    (plans.Rule("first_of", choice=1, detail="once"),),
    (plans.Fact("kind", "client"), plans.Fact("trust", pro=3, con=1)),
)
NESTED = plans.Rule("all_of", branches=((plans.Rule("all_of", choice=1), plans.Rule("Retainer")),))
WITHIN = plans.Within(2, "business_days")
TOUCH = plans.Touch(channel="email", about="news", due=LATER)
STEP = plans.Step(about="kick-off", by="owner", after_days=7)
ASK = plans.Ask(form="survey", after=("delivery",), every=Every(years=1), needs_consent=True)
ROUTINE = plans.Routine(
    about="review",
    every=Every(months=3),
    anchor=DAY,
    start=LATER,
    by="owner",
    minutes=60,
    is_spread=True,
)
SCALE = plans.Scale(0, 10, low=6)
SURVEY = plans.Survey(
    form="nps",
    question="Would you recommend us?",
    scale=SCALE,
    answer_by="email",
    after=("delivery",),
    every=Every(years=1),
    by="owner",
    act_days=2,
    report_days=14,
    minutes=5,
    routine=ROUTINE,
)
TRAINING = plans.Training(about="listening", staff="owner", every=Every(years=1))
WORKLOAD = plans.Workload([("harper", "review", 120), (None, "support", 10)])
INDICATOR = plans.Indicator(
    name="answered_in_time",
    counted="answers in time",
    over="questions",
    target=90,
    every=MONTHLY,
    least_sample=20,
    source="a promise",
)
CONTENT = plans.Content(form="workshop", topic="cash_flow", audience="dana", every=MONTHLY)
JOURNEY_STEP = plans.JourneyStep(
    name="renewal", by="client", stages=("new", "active"), shown_by="loyalty", least=2, then="talk"
)
JOURNEY = plans.Journey((JOURNEY_STEP, plans.JourneyStep(name="talk")))
STANDING = plans.Standing(at=JOURNEY_STEP, following=JOURNEY.steps[1])
RECOGNITION = plans.Recognition(benefits=("priority",), reserved_hours=1)
TAX = plans.Tax(percent=Decimal("7.7"), label="VAT", rounding="per_line", is_included=True)
BREAKDOWN_ROW = plans.BreakdownRow(label="fee", discount=Money(0, "EUR"), net=EUR, tax=EUR)
REVISION = plans.Revision(on=LATER, price=EUR, quantity=5)
PERSONA = s.Persona(
    name="dana",
    role="treasurer",
    needs=("cash_flow",),
    pain_points=("fees",),
    goals=("growth",),
    preferred_channels=("email",),
    preferred_topics=("taxes",),
    preferred_forms=("workshop",),
)
COMMITMENT = plans.Commitment(about="reply", within=WITHIN, channel="email")
LINE = plans.Line(label="fee", amount=EUR, due=LATER)
RECURRING = plans.Recurring(
    label="fee",
    every=MONTHLY,
    start=DAY,
    price=EUR,
    revisions=(REVISION,),
    holidays=frozenset({LATER}),
)
HOURLY = plans.HourlyMeter(label="hours", rates=(("partner", EUR),), increment_minutes=6)
PERCENT = plans.PercentOff(percent=Fraction(1, 3))
PRICES = (plans.Tier(up_to=100, unit_price=EUR), plans.Tier(unit_price=Money(9, "EUR")))
CONTEXT = s.Context(
    today=DAY,
    holidays={LATER},
    consent=["email"],
    capacity_hours=8,
    price=TOKENS,
    has_written_agreement=True,
    data={
        "season": "winter",
        "always": s.ALWAYS,
        "day": LATER,
        "list": [1, (2, "x")],
        "of": {"rate": Fraction(1, 3)},
    },
)
COMPOSED = s.only(s.ClientMarketing(aim="trust"), Client).when(
    (s.trait("trust") >= Fraction(7, 10)) & ~s.in_stage(Stage.FORMER)
) | s.only(s.CustomerMarketing(), Customer).fallback(plans.MarketingPlan(aim="silence"))


def book(*, keep_events: bool = True) -> Book:
    """A book with two parties, a line, a prospect and a ruling."""
    made = Book(CLINIC, scorecard=CARD, keep_events=keep_events)
    made.record("acme", PURCHASE)
    made.record("acme", CONSULTATION, line="advice")
    made.record(("branch", 3), events.Statement("trust", 1, 0, "mia", DAY))
    made.add("zenith")
    made.rule("acme", RULING)
    return made


TABLE = playbook.read_table(
    "kind,stage,trait trust,datum season,service\n"
    "client,new,>= 0.5,winter,ClientService\n"
    'client,"new, active",,,PlainService\n',
    traits=[TRUST],
)
CASE = playbook.Case("acme", "client", "named_owner", "harper", WORKLOAD)


EXAMPLES: tuple[object, ...] = (
    # money, schedules, business
    EUR,
    Currency("XTOK", 3),
    MONTHLY,
    Period(DAY, LATER),
    CLINIC,
    business.industry("law"),
    # events
    events.Agreement(on=DAY, form="retainer", action="renewed", negotiated=True, term_days=365),
    CONSULTATION,
    events.Delivery(on=DAY, tailored=True, co_produced=False, served_by="mia"),
    events.Engagement(on=DAY),
    events.Event(on=DAY, line="advice"),
    events.Feedback(on=DAY, rating=0.3, input=True),
    events.Message(on=DAY, direction="inbound", about="question", channel="email", initiated=True),
    events.Payment(on=DAY, amount=1250, model="retainer", on_time=False, automatic=True),
    PURCHASE,
    events.RecordProblem(3, "on", "is missing."),
    REFERRAL,
    events.Statement("trust", 2, 1, "harper", DAY, id="s-1", party="acme", line="advice"),
    # measures
    measures.CLOCK,
    (event("purchase") | field("minutes").at_least(30)) & ~field("channel").is_in("web", "shop"),
    BOUGHT | ~(TALKED & measures.recent(BOUGHT, 2)),
    measures.Constant(10**40),
    SENT,
    measures.days(measures.first("begin", event("purchase")), measures.CLOCK),
    SENT - 1,
    field("minutes"),
    measures.first("begin", event("purchase")),
    BOUGHT,
    measures.greatest(SENT, 1),
    measures.if_kept(("message", "feedback"), SENT),
    measures.in_setting("client"),
    measures.last("end", event("purchase") | event("delivery")),
    measures.later(measures.last("a", event("purchase")), measures.last("b", event("delivery"))),
    measures.Layout([SENT, BOUGHT, STAFF]),
    measures.least(SENT, 9),
    field("model").mapped({"retainer": 10, "hourly": 8}),
    measures.most("longest", field("minutes"), event("consultation")),
    measures.periods(BOUGHT | TALKED),
    2 * SENT,
    measures.recent(BOUGHT, 2),
    SENT + 1,
    STAFF,
    measures.pairs_alike(STAFF),
    measures.total("time", field("minutes"), event("consultation")),
    # evidence, traits, relationships, scorecard, assessment
    fold(
        [PURCHASE, CONSULTATION, events.Statement("trust", 1, 0, "mia", DAY)],
        layout=measures.Layout([SENT, BOUGHT, STAFF, measures.first("begin", event("event"))]),
        business=CLINIC,
    ),
    TRUST,
    PROFILE,
    TraitReading(TRUST, 3, 1),
    Relationship(party=7, business="clinic", line="advice"),
    Customer(party=("branch", 3), business="clinic", stage=Stage.NEW, since=DAY),
    Client(
        party="acme",
        business="clinic",
        stage=Stage.ACTIVE,
        profile=PROFILE,
        since=DAY,
        last_engaged=LATER,
        period_days=30,
        party_type="organization",
    ),
    Stage.DORMANT,
    relationships.TurningPoints(first_engaged=DAY, last_engaged=LATER, first_exchanged=DAY),
    CARD,
    Decision(Client, Customer, 20, Undetermined.CLOSE),
    Undetermined.NO_EXCHANGE,
    ASSESSMENT.scoring,
    compare(Customer, Client, traits=[TRUST]),
    compare(Customer, Client, traits=[TRUST]).rows[0],
    ASSESSMENT,
    assessment.Change("trust", 2, 0, 750),
    ASSESSMENT.contributions()[0],
    assessment.Counterfactual(
        to=Customer,
        moves=(assessment.Move("trust", (3, 1), (0, 1), 300, -300, Fraction(2, 3)),),
        profile=PROFILE,
    ),
    ASSESSMENT.diff(EARLIER),
    assessment.Move("trust", (3, 1), (0, 1), 300, -300, Fraction(2, 3)),
    RULING,
    # plans and their parts
    plans.Allowance(minutes=600, rollover_periods=1, overage_rate=EUR),
    plans.AllowancePeriod(included=60, carried_in=5, drawn=70, over=5, expired=0, carried_out=0),
    plans.AmountOff(label="voucher", amount=EUR),
    ASK,
    BECAUSE,
    plans.Breakdown(tax=TAX, rows=(BREAKDOWN_ROW,), total=BREAKDOWN_ROW),
    BREAKDOWN_ROW,
    COMMITMENT,
    CONTENT,
    plans.DrawDown(left=EUR, owed=Money(0, "EUR")),
    plans.Escalation(to=("supervisor", "director"), at_breaches=2, on_negative_feedback=True),
    plans.Fact("trust", pro=3, con=1),
    plans.FrequencyCap(most=2, days=30),
    HOURLY,
    INDICATOR,
    JOURNEY,
    JOURNEY_STEP,
    plans.JURISDICTIONS["EU"],
    plans.LateHandling(reminder_days=(-3, 7), told_first="owner", then="call"),
    LINE,
    plans.Load(owner="harper", minutes=1560, capacity_minutes=1200),
    plans.LoyaltyScheme(form="points", percent_back=2),
    plans.MarketingPlan(
        aim="trust",
        indicators=(INDICATOR,),
        because=BECAUSE,
        channels=("email",),
        touches=(TOUCH,),
        cadence=MONTHLY,
        loyalty_scheme=RECOGNITION,
        content=(CONTENT,),
        success_story=ASK,
        journey=STANDING,
    ),
    plans.Offer(form="bundle", most_percent_off=10),
    plans.OutcomeMeter(label="success", metric="value", share_percent=Decimal("2.5"), floor=EUR),
    plans.PaymentPlan(
        model="one_time",
        terms=plans.Terms(timing="on_delivery", net_days=14),
        price=EUR,
        lines=(LINE,),
        because=BECAUSE,
    ),
    PERCENT,
    plans.Phase(price=EUR, periods=3),
    plans.Plan(because=BECAUSE),
    plans.PriceStep(change=PERCENT, before=EUR, after=Money("8.33", "EUR")),
    RECOGNITION,
    RECURRING,
    REVISION,
    ROUTINE,
    NESTED,
    SCALE,
    plans.ServicePlan(
        tier="dedicated",
        because=BECAUSE,
        owner="harper",
        response=(COMMITMENT,),
        contact=ROUTINE,
        onboarding=(STEP,),
        feedback=(SURVEY,),
        escalation=plans.Escalation(to=("owner",), at_breaches=1, within=WITHIN),
        training=(TRAINING,),
        tools=("crm",),
    ),
    plans.SeveralPlans(
        because=plans.Because((NESTED,)), plans=(plans.ServicePlan(tier="pooled"), plans.Plan())
    ),
    STANDING,
    plans.StatutoryFees(jurisdiction="EU", reference_percent=Decimal("2.15")),
    STEP,
    plans.Surcharge(label="rush", percent=25),
    SURVEY,
    TAX,
    plans.Terms(timing="on_delivery", net_days=30),
    PRICES[0],
    TOUCH,
    TRAINING,
    plans.UsageMeter(label="calls", metric="calls", tiers=PRICES, mode="volume"),
    WITHIN,
    WORKLOAD,
    # strategies, playbook, book
    s.ClientMarketing(least_days_between=10),
    s.ClientService(owner="harper", check_days=(5, 10)),
    s.Combined(parts=(s.Retainer(fee=EUR), s.FlatFee(price=EUR))),
    CONTEXT,
    s.Contingency(share_percent=Fraction(100, 3), cap=EUR),
    s.CustomerMarketing(newsletter=MONTHLY),
    s.CustomerService(tier="pooled"),
    s.DepositAndBalance(price=EUR, deposit_percent=30),
    s.FlatFee(price=TOKENS, due=DAY),
    s.Hourly(rate_card=(("partner", EUR),)),
    s.Installments(count=3, every=MONTHLY),
    s.MarketingStrategy(aim="calm"),
    s.Milestone(label="draft", weight=Decimal("0.5")),
    s.Milestones(milestones=(s.Milestone(label="draft"), s.Milestone(label="final", weight=2))),
    s.PayPerTransaction(price=EUR),
    PERSONA,
    s.PaymentStrategy(adjustments=(PERCENT, plans.AmountOff(amount=EUR))),
    s.PlainMarketing(),
    s.PlainService(),
    s.PointOfSale(),
    s.Retainer(fee=EUR, included_hours=Decimal("2.5"), rollover_periods=1),
    s.ServiceStrategy(),
    s.SingleInvoice(late_fees=plans.StatutoryFees(jurisdiction="EU", reference_percent=2)),
    s.Subscription(price=EUR, phases=(plans.Phase(price=EUR, periods=2),)),
    s.Usage(tiers=PRICES),
    s.ValueBased(share_percent=10),
    COMPOSED,
    (s.is_a(Client) | (s.trait("trust").support > 3))
    & s.holds_not(s.in_stage("new"))
    & s.in_line("advice", "goods")
    & s.is_party_type("organization")
    & s.has_datum("season", "winter"),
    Playbook(
        [
            (Client, "payment", s.Retainer()),
            (Relationship, "marketing", COMPOSED),
            (Client, "visits", s.all_of(s.ClientService(), s.ClientMarketing())),
        ]
    ),
    Treatment(
        kind="client",
        stage=Stage.ACTIVE,
        plans=(("service", plans.ServicePlan(tier="pooled")), ("payment", None)),
    ),
    CASE,
    playbook.Caseload(period=Period(DAY, LATER), cases=(CASE,), unplanned=(("branch", 3),)),
    TABLE,
    playbook.EntryPointFailure(
        name="visits", distribution="clinic", error="ImportError", message="no module"
    ),
    TABLE.gaps()[0].example,
    TABLE.gaps()[0],
    TABLE.overlaps()[0],
    playbook.TableProblem(2, "stage", "'nwe' is no stage."),
    TABLE.rules[0],
    book(),
    book().history("acme"),
    book().history("acme")[0],
    # what is said of documents
    DataProblem("$.data.on", "is missing."),
    Limits(size=1000, depth=20),
)
"""The examples; the name of each one's golden files is its class's."""
