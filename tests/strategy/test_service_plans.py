"""Service plans: feedback, routines, ends, and what they take in exact minutes."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.strategies.plans import contexts, relationships
from tests.strategies.service import (
    dated_surveys,
    escalations,
    near_days,
    routines,
    scales,
    service_fields,
    service_plans,
    spans,
    surveys,
    trainings,
)

import relkit.plans
import relkit.schedules
from relkit import Agreement, Book, Business, Consultation, Message
from relkit.errors import InvalidEventError, InvalidValueError, NotADateError
from relkit.plans import (
    CASELOADS,
    Escalation,
    Load,
    Routine,
    Scale,
    ServicePlan,
    Step,
    Survey,
    Training,
    Workload,
    care_level,
)
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.schedules import Every, Period
from relkit.strategies import ClientService, Context, CustomerService, PlainService
from relkit.testing import workloads

MONDAY = date(2025, 9, 1)
QUARTER = Period(MONDAY, date(2025, 12, 1))
HOURS_OF_A_QUARTER = 390  # 13 weeks of 40 h, a quarter of it for everything else
SUBJECTS: list[tuple[Any, type[Relationship]]] = [
    (PlainService(), Relationship),
    (CustomerService(), Customer),
    (ClientService(), Client),
]
CSAT = Survey(
    form="csat",
    question="Content?",
    scale=Scale(1, 5, low=2),
    answer_by="link",
    after=("purchase",),
)
DEBRIEF = Survey(form="debrief", question="What now?", answer_by="meeting", after=("milestone",))
NAMES = {name: getattr(relkit.plans, name) for name in relkit.plans.__all__}
NAMES |= vars(relkit.schedules) | {"datetime": __import__("datetime")}


def serve(subject: Any, relationship: Relationship, context: Context) -> ServicePlan:
    """Propose a service plan."""
    plan = subject.propose(relationship, context)
    assert isinstance(plan, ServicePlan)
    return plan


# ------------------------------------------------------------------ values


def parts() -> st.SearchStrategy[Any]:
    """Every part that only service plans have, and workloads."""
    return st.one_of(
        scales(), surveys(), dated_surveys(), routines(), trainings(), escalations(), workloads()
    )


@given(parts())
def test_parts_are_values(part: Any) -> None:
    """A part is equal to its copies and to what its repr and evolve make of it."""
    again = eval(repr(part), NAMES)  # noqa: S307 - its own repr

    assert part == again == attrs.evolve(part) == pickle.loads(pickle.dumps(part))
    assert copy.deepcopy(part) == part
    assert hash(part) == hash(again)


BAD: list[tuple[Any, str]] = [
    (lambda: Scale(1, 1, low=1), "worst <= low < best"),
    (lambda: Scale(1, 5, low=5), "worst <= low < best"),
    (lambda: Scale(2, 5, low=1), "worst <= low < best"),
    (lambda: Scale(-1, 5, low=1), "Scale.worst must be"),
    (lambda: Scale(1, 5, low=2).share(6), "An answer must be a whole number from 1 to 5"),
    (lambda: Scale(1, 5, low=2).is_low(True), "An answer must be"),
    (lambda: attrs.evolve(CSAT, form="mood"), "Survey.form must be 'csat'"),
    (lambda: attrs.evolve(CSAT, answer_by=" "), "Survey.answer_by must be text"),
    (lambda: attrs.evolve(CSAT, answer_by=None), "Survey.answer_by must be text"),
    (lambda: attrs.evolve(CSAT, after=()), "is asked after=.* got neither"),
    (lambda: attrs.evolve(CSAT, act_days=-1), "Survey.act_days must be"),
    (lambda: CSAT.recorded(None, MONDAY), "The answer to CSAT must be from 1 to 5, not None"),
    (lambda: CSAT.follow_up(0, MONDAY), "An answer must be"),
    (lambda: DEBRIEF.recorded(3, MONDAY), "The answer to debrief must be None, as it is in free"),
    (lambda: Training(about=""), "Training.about must be text"),
    (lambda: Training(about="x", every=6), "class Every"),
    (lambda: Escalation(to=("x",), at_breaches=1).told(-1), "breaches must be"),
    (lambda: Escalation(to=("x",), at_breaches=1, within=3), "class Within"),
    (lambda: Step(about="x", minutes=-1), "Step.minutes must be"),
    (
        lambda: Routine(about="x", every=3, anchor=MONDAY, start=MONDAY),  # type: ignore[arg-type]  # refused
        "class Every",
    ),
    (
        lambda: ServicePlan(tier="x", owner="ann", backup="ann"),
        "somebody else than the owner 'ann'",
    ),
    (lambda: ServicePlan(tier="x").workload(MONDAY), "class Period"),  # type: ignore[arg-type]  # refused
    (lambda: ServicePlan(tier="x").agenda((MONDAY, MONDAY)), "class Period"),  # type: ignore[arg-type]  # refused
    (lambda: Workload("abc"), "takes .owner, activity, minutes. triples, not 'abc'"),
    (lambda: Workload(3), "triples, not 3"),
    (lambda: Workload([("ann", "review")]), "Each entry of a workload"),
    (lambda: Workload(["abc"]), "Each entry of a workload"),
    (lambda: Workload([("", "review", 1)]), "The owner of an entry"),
    (lambda: Workload([(None, "", 1)]), "The activity of an entry"),
    (lambda: Workload([(None, "review", 1.5)]), "The minutes of it"),
    (lambda: Workload().loads({"ann": -1}), "capacity_hours must be"),
    (lambda: Workload().loads({3: 1}), "Each owner in capacity_hours must be text"),  # type: ignore[dict-item]  # refused
    (lambda: Workload().over([("ann", 1)]), "capacity_hours maps owners to hours"),  # type: ignore[arg-type]  # refused
    (lambda: Workload().fitting(True), "capacity_hours must be"),
    (lambda: Load(owner="", minutes=1), "Load.owner must be"),
    (lambda: Load(owner=None, minutes=-1), "Load.minutes must be"),
    (lambda: care_level(-1), "relationships must be"),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=map(str, range(len(BAD))))
def test_bad_parts_are_refused(make: Any, message: str) -> None:
    """What cannot be says what was given and what is allowed."""
    with pytest.raises(InvalidValueError, match=message):
        make()


READ: list[tuple[object, str]] = [
    (CSAT, "CSAT after purchase"),
    (attrs.evolve(DEBRIEF, every=Every(years=1)), "debrief after milestone every year"),
    (Training(about="listening"), "listening for the team"),
    (
        Escalation(to=("owner",), at_breaches=1, within=relkit.plans.Within(1, "business_days")),
        "to the owner at 1 breach, within 1 business day",
    ),
    (
        Routine(about="check_in", every=Every(days=30), anchor=MONDAY, start=MONDAY),
        "check in by team every 30 days",
    ),
    (Load(owner=None, minutes=59), "nobody in particular: 59 min"),
    (Load(owner="bo", minutes=60, capacity_minutes=60), "bo: 1 h of 1 h, 0 min free"),
    (Workload(), "0 min"),
]


@pytest.mark.parametrize(("part", "text"), READ, ids=[text for _, text in READ])
def test_parts_read_as_words(part: object, text: str) -> None:
    """Each part prints as a short phrase."""
    assert text == str(part)


# ------------------------------------------------------------------ feedback


@given(scales(), st.data())
def test_a_better_answer_is_never_lower(scale: Scale, data: st.DataObject) -> None:
    """Shares rise with the answer from 0 to 1, and low answers are those up to one of them."""
    one, other = (data.draw(st.integers(scale.worst, scale.best)) for _ in range(2))

    assert (one < other) == (scale.share(one) < scale.share(other))
    assert one > other or not scale.is_low(other) or scale.is_low(one)
    assert (Fraction(0), Fraction(1)) == (scale.share(scale.worst), scale.share(scale.best))
    assert (True, False) == (scale.is_low(scale.worst), scale.is_low(scale.best))


@given(surveys(), near_days(), st.data())
def test_every_answer_is_reported_back_in_time(
    survey: Survey, day: date, data: st.DataObject
) -> None:
    """Whatever is answered, the party hears of it in time, and low answers are acted on."""
    scale = survey.scale
    answer = None if scale is None else data.draw(st.integers(scale.worst, scale.best))
    followed = {step.about: step.due for step in survey.follow_up(answer, day)}
    is_low = scale is None or answer is None or scale.is_low(answer)

    assert {"report_back"} | ({"act_on_answer"} if is_low else set()) == set(followed)
    assert day <= followed["report_back"] <= day + timedelta(days=survey.report_days)
    assert day <= followed.get("act_on_answer", day) <= day + timedelta(days=survey.act_days)


def test_following_up_respects_holidays() -> None:
    """An answer is acted on by the last business day of its limit."""
    act, _ = CSAT.follow_up(2, MONDAY, {date(2025, 9, 3)})

    assert date(2025, 9, 2) == act.due


def test_an_answer_has_a_day() -> None:
    """An answer was given on a date."""
    with pytest.raises(NotADateError, match=r"on must be a datetime\.date"):
        CSAT.follow_up(1, "2025-09-01")  # type: ignore[arg-type]  # refused


@pytest.mark.parametrize("answer", range(1, 6))
def test_satisfaction_never_moves_the_kind(answer: int) -> None:
    """An answer chooses what is done; kind, stage and points stay what they were (Garbarino)."""
    book = Book(Business("shop", industry="retail", keeps=["purchase", "feedback"]))
    book.record("ann", {"event": "purchase", "on": "2025-08-20"})
    before = book.assess("ann", as_of=MONDAY)
    book.record("ann", CSAT.recorded(answer, MONDAY))
    after = book.assess("ann", as_of=MONDAY)

    assert (before.label, before.stage) == (after.label, after.stage)
    assert before.contributions() == after.contributions()
    assert len(CSAT.follow_up(answer, MONDAY)) == (2 if answer <= 2 else 1)


def test_free_words_are_recorded_as_input() -> None:
    """A debrief is input to the work, and no rating."""
    event = DEBRIEF.recorded(None, MONDAY)

    assert (True, None) == (event.is_input, event.rating)


@pytest.mark.parametrize(("subject", "kind"), SUBJECTS, ids=lambda each: str(each)[:20])
def test_every_default_question_can_be_answered(subject: Any, kind: type[Relationship]) -> None:
    """Each default question has a wording, a way back, and an occasion or a rhythm with days."""
    plan = serve(subject, kind(party="a", business="b", stage=Stage.ACTIVE), Context(today=MONDAY))

    for survey in plan.feedback:
        assert survey.question.endswith("?")
        assert survey.answer_by
        assert (survey.every is None) == (survey.routine is None)
        assert survey.every is not None or survey.after


def test_who_is_told_of_breaches() -> None:
    """Each further number of broken promises reaches one more role, negative feedback the first."""
    way = Escalation(to=("owner", "partner"), at_breaches=2, on_negative_feedback=True)
    deaf = attrs.evolve(way, on_negative_feedback=False)

    assert [0, 0, 1, 1, 2, 2, 2] == [len(way.told(n)) for n in range(7)]
    assert ("owner",) == way.told(1, negative_feedback=True)
    assert () == deaf.told(1, negative_feedback=True)
    assert ("owner", "partner") == way.told(4, negative_feedback=True)


# ------------------------------------------------------------------ dates


@given(routines(), spans(), st.integers(0, 400), st.frozensets(near_days(), max_size=5))
def test_routines_come_on_business_days_and_split(
    routine: Routine, period: Period, at: int, holidays: frozenset[date]
) -> None:
    """A routine comes on business days within the period, and periods that meet share none."""
    whole = routine.dates(period, holidays)
    cut = period.start + timedelta(days=at)
    if period.start < cut < period.end:
        halves = (Period(period.start, cut), Period(cut, period.end))

        assert whole == sum((routine.dates(half, holidays) for half in halves), ())
        assert routine.work(period, holidays) == sum(routine.work(h, holidays) for h in halves)

    assert all(day.weekday() < 5 and day not in holidays for day in whole)
    assert all(period.contains(day) and day >= routine.start for day in whole)
    assert list(whole) == sorted(whole)


def test_a_spread_routine_comes_to_its_minutes() -> None:
    """From one date of the rhythm to the next, what is spread comes to its minutes exactly."""
    end = Every(months=1, month_end=True)
    routine = Routine(
        about="review", every=end, anchor=MONDAY, start=MONDAY, minutes=100, is_spread=True
    )
    edges = [end.occurrence(MONDAY, i) for i in range(13)]

    assert [100] * 12 == [routine.work(Period(a, b)) for a, b in pairwise(edges)]
    assert 51 == routine.work(Period(date(2025, 9, 30), date(2025, 10, 16)))  # 16 of 31 days


def test_routines_end_with_the_calendar() -> None:
    """Beyond the last date of the calendar nothing comes, and nothing is spread."""
    year = Every(years=1)
    last = Period(date(9999, 6, 1), date.max)
    routine = Routine(about="x", every=year, anchor=MONDAY, start=MONDAY, minutes=60)

    assert (date(9999, 9, 1),) == routine.dates(last)
    assert 60 == routine.work(last)
    assert 16 == attrs.evolve(routine, is_spread=True).work(last)  # what is left before September
    assert () == routine.dates(Period(date(9999, 10, 1), date.max))


def test_an_agenda_is_all_that_has_a_day() -> None:
    """A new client's first quarter: start, inputs, contacts and checks, by day."""
    acme = Client(party="acme", business="harper-law", stage=Stage.NEW, since=MONDAY)
    plan = serve(ClientService(), acme, Context(today=MONDAY, holidays={date(2025, 10, 1)}))

    assert [
        (date(2025, 9, 3), "questions_and_documents", "client"),
        (date(2025, 9, 8), "kick-off", "owner"),
        (date(2025, 9, 8), "goals_and_roles", "owner and client"),
        (date(2025, 9, 8), "communication_plan", "owner"),
        (date(2025, 9, 30), "check", "owner"),  # 30 days are the holiday
        (date(2025, 10, 2), "check_in", "owner"),
        (date(2025, 10, 31), "check", "owner"),
        (date(2025, 10, 31), "check_in", "owner"),
        (date(2025, 11, 26), "priorities_and_changes", "client"),
        (date(2025, 11, 28), "check", "owner"),
    ] == [(s.due, s.about, s.by) for s in plan.agenda(QUARTER, {date(2025, 10, 1)})]
    assert plan.touchpoints[0].due == date(2025, 10, 2)


@given(relationships(Client), near_days(), st.frozensets(near_days(), max_size=9))
def test_what_is_shown_is_what_comes_first(
    acme: Relationship, today: date, holidays: frozenset[date]
) -> None:
    """The next contact and the next review of a plan are the first ones of its routines."""
    last = min(acme.last_engaged or today, today)
    running = attrs.evolve(acme, stage=Stage.ACTIVE, last_engaged=last)
    plan = serve(ClientService(), running, Context(today=today, holidays=holidays))
    due, next_review = plan.touchpoints[0].due, plan.next_review
    assert plan.contact is not None
    assert plan.reviews is not None
    assert due is not None
    assert next_review is not None

    for routine, first in ((plan.contact, due), (plan.reviews, next_review)):
        upto = Period(today, first + timedelta(days=1))
        assert {first} == set(routine.dates(upto, holidays))


def test_inputs_are_asked_for_meetings_to_come_only() -> None:
    """What a meeting needs is due before it, today at the earliest, and not once it is over."""
    today = Context(today=MONDAY)
    acme = Client(party="acme", business="b", stage=Stage.NEW, since=MONDAY - timedelta(days=5))
    past = attrs.evolve(acme, since=MONDAY - timedelta(days=20))
    asked = serve(ClientService(), acme, today).inputs
    later = serve(ClientService(), past, today).inputs
    unreviewed = serve(ClientService(reviews=None), past, today).inputs

    assert {"questions_and_documents", "priorities_and_changes"} == {step.about for step in asked}
    assert MONDAY == asked[0].due
    assert ["priorities_and_changes"] == [step.about for step in later]
    assert () == unreviewed


def test_inputs_on_other_occasions_wait_for_them() -> None:
    """What is asked on an occasion without a day keeps it, and what has a day or a limit that."""
    steps = (
        Step(about="sketch", by="client", trigger="milestone"),
        Step(about="photos", by="client", after_days=3),
        Step(about="measures", by="client", due=MONDAY),
        Step(about="wishes", by="client", trigger="check"),
    )
    subject = ClientService(inputs=steps)
    start = MONDAY - timedelta(days=40)
    acme = Client(party="acme", business="b", stage=Stage.NEW, since=start)
    asked = serve(subject, acme, Context(today=MONDAY)).inputs
    running = serve(subject, attrs.evolve(acme, stage=Stage.ACTIVE), Context(today=MONDAY)).inputs

    assert (steps[0], steps[1].dated(MONDAY), steps[2]) == asked[:3] == running
    assert [date(2025, 9, 12)] == [step.due for step in asked[3:]]  # the check is on the 19th


# ------------------------------------------------------------------ fields


@given(st.sampled_from(SUBJECTS), st.data(), contexts())
def test_every_field_can_be_overridden_alone(
    chosen: tuple[Any, type[Relationship]], data: st.DataObject, context: Context
) -> None:
    """Each field of each default takes another value, changes nothing else, and is planned with."""
    subject, kind = chosen
    names = [field.name for field in attrs.fields(type(subject)) if field.init]
    name = data.draw(st.sampled_from(names))
    value = data.draw(service_fields()[name])
    changed = type(subject)(**{name: value})
    plan = changed.propose(data.draw(relationships(kind)), context)

    assert value == getattr(changed, name)
    assert all(getattr(subject, n) == getattr(changed, n) for n in names if n != name)
    assert isinstance(plan, ServicePlan)


@given(st.sampled_from(SUBJECTS), st.data(), contexts())
def test_plans_read_well(
    chosen: tuple[Any, type[Relationship]], data: st.DataObject, context: Context
) -> None:
    """Every default service plan prints in at most ten lines of at most 80 columns."""
    lines = str(serve(chosen[0], data.draw(relationships(chosen[1])), context)).splitlines()

    assert len(lines) <= 10
    assert max(map(len, lines)) <= 80


def documented(owner: type) -> dict[str, tuple[str, str]]:
    """Map each field that a class declares to its default and its docstring, as they stand."""
    (tree,) = ast.parse(inspect.getsource(owner)).body
    assert isinstance(tree, ast.ClassDef)
    pairs = pairwise(tree.body)
    return {
        ast.unparse(field.target): (ast.unparse(field.value), said.value.value)
        for field, said in pairs
        if isinstance(field, ast.AnnAssign)
        and field.value is not None
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
        and isinstance(said.value.value, str)
    }


@pytest.mark.parametrize("owner", [PlainService.__mro__[1], CustomerService, ClientService])
def test_every_number_names_its_source(owner: type) -> None:
    """Each default with a number says where it comes from, or that it is a judgment."""
    fields = documented(owner)
    numbers = {name: said for name, (value, said) in fields.items() if re.search(r"\d", value)}
    sources = r"\[judgment\]|Row|HBR|practice|zloadr|ooligo|Garbarino"

    assert {"response", "support_minutes"} & set(numbers)
    assert [] == [name for name, said in numbers.items() if not re.search(sources, said)]


# ------------------------------------------------------------------ who serves


def test_the_owner_of_the_context_comes_first() -> None:
    """Who is assigned to the party serves it, and nobody stands in for himself."""
    subject = ClientService(owner="harper", backup="bo")
    acme = Client(party="acme", business="b")

    plans = [
        serve(subject, acme, Context(today=MONDAY, owner=owner, backup=backup))
        for owner, backup in [(None, None), ("ann", None), ("bo", None), ("bo", "ann")]
    ]

    assert [("harper", "bo"), ("ann", "bo"), ("bo", None), ("bo", "ann")] == [
        (plan.owner, plan.backup) for plan in plans
    ]


# ------------------------------------------------------------------ the end


@pytest.mark.parametrize("form", [None, "retainer"])
def test_offboarding_makes_a_client_former(form: Any) -> None:
    """The events of a finished offboarding, recorded, make the stage former and keep the kind."""
    book = Book(Business("harper-law", industry="law"))
    book.record("acme", Agreement(on=date(2025, 1, 7), form="retainer", negotiated=True))
    for month in range(1, 9):
        book.record("acme", Consultation(on=date(2025, month, 9), minutes=90, served_by="harper"))
    before = book.assess("acme", as_of=MONDAY)
    settled = Context(today=MONDAY, ends_on=date(2025, 9, 12))
    plan = serve(ClientService(), before.relationship, settled)
    done = plan.offboarding[0].due
    assert done is not None
    for event in plan.closing_events(done, agreement=form):
        assert book.record("acme", event)
    after = book.assess("acme", as_of=done)

    assert (Stage.ACTIVE, Stage.FORMER) == (before.stage, after.stage)
    assert "client" == before.label == after.label
    assert date(2025, 9, 19) == done
    assert ((), (), None, 0) == (
        plan.touchpoints,
        plan.feedback,
        plan.contact,
        plan.support_minutes,
    )
    assert plan.offboarding == serve(ClientService(), after.relationship, settled).offboarding


def test_what_never_began_or_has_no_end_gives_no_closing_event() -> None:
    """A customer who stays away ends nothing; a prospect is not seen off."""
    ending = Context(today=MONDAY, ends_on=MONDAY)
    customer = serve(CustomerService(), Customer(party="a", business="b"), ending)
    prospect = Client(party="a", business="b", stage=Stage.PROSPECT)

    assert () == customer.closing_events(MONDAY)
    assert () == serve(ClientService(), prospect, ending).offboarding


def test_closing_events_say_what_ended() -> None:
    """A closing letter goes out, and the agreement that is named ends, the same day."""
    plan = ServicePlan(tier="x", offboarding=(Step(about="closing_letter"),))

    assert (
        Message(on=MONDAY, direction="outbound", about="closing"),
        Agreement(on=MONDAY, form="frame", action="ended"),
    ) == plan.closing_events(MONDAY, agreement="frame")
    with pytest.raises(InvalidEventError):
        plan.closing_events(MONDAY, agreement="handshake")  # type: ignore[arg-type]  # refused


# ------------------------------------------------------------------ workload


@given(st.lists(workloads(), max_size=6), st.randoms(use_true_random=False))
def test_workloads_add_up_in_any_order(works: list[Workload], random: Any) -> None:
    """Workloads are a sum: any order, any grouping, nothing lost, nothing is neutral."""
    shuffled = list(works)
    random.shuffle(shuffled)
    total = Workload.total(works)

    assert total == Workload.total(shuffled) == sum(shuffled, Workload())
    assert total.minutes == sum(work.minutes for work in works)
    assert total.minutes == sum(total.by_owner().values()) == sum(total.by_activity().values())
    assert total == Workload.total(map(total.of, total.by_owner()))
    assert total + Workload() == total == Workload(total.entries)


@given(service_plans(), spans(), st.integers(0, 400), st.frozensets(near_days(), max_size=5))
def test_workload_of_a_split_span_adds_up(
    plan: ServicePlan, period: Period, at: int, holidays: frozenset[date]
) -> None:
    """Periods that meet take together what the whole takes, and have the same agenda."""
    cut = period.start + timedelta(days=at)
    assume(period.start < cut < period.end)
    first, second = Period(period.start, cut), Period(cut, period.end)

    assert plan.workload(period, holidays) == plan.workload(first, holidays) + plan.workload(
        second, holidays
    )
    assert plan.agenda(period, holidays) == plan.agenda(first, holidays) + plan.agenda(
        second, holidays
    )


@given(service_plans(), spans())
def test_workload_is_what_the_plan_says(plan: ServicePlan, period: Period) -> None:
    """What is not in a plan takes nothing, all is its owner's, and nothing comes before it."""
    idle = ServicePlan(tier=plan.tier, owner=plan.owner, starts_on=plan.starts_on)
    work = plan.workload(period)

    assert Workload() == idle.workload(period)
    assert work == work.of(plan.owner)
    first = period.start if plan.starts_on is None else max(plan.starts_on, period.start)
    if first >= period.end:
        assert (Workload(), ()) == (work, plan.agenda(period))
    else:
        always = attrs.evolve(plan, starts_on=None)

        assert always.workload(Period(first, period.end)) == work


@pytest.mark.parametrize(("subject", "kind"), SUBJECTS, ids=lambda each: str(each)[:20])
@pytest.mark.parametrize("stage", [Stage.PROSPECT, Stage.DORMANT, Stage.FORMER])
def test_the_silent_cost_what_their_plan_says(
    subject: Any, kind: type[Relationship], stage: Stage
) -> None:
    """Prospects and the dormant take nothing; the former what their offboarding does."""
    plan = serve(subject, kind(party="a", business="b", stage=stage), Context(today=MONDAY))
    minutes = sum(step.minutes for step in plan.offboarding)

    assert minutes == plan.workload(QUARTER).minutes
    assert (minutes > 0) == (stage == Stage.FORMER and kind is Client)


def test_budgets_are_spread_over_the_natural_period() -> None:
    """Any natural period holds exactly its support and tailoring, however it is cut."""
    plan = ServicePlan(tier="x", support_minutes=7, tailoring_hours=1, period_days=90)
    days = [MONDAY + timedelta(days=n) for n in range(180)]
    windows = [plan.workload(Period(day, day + timedelta(days=90))) for day in days]

    assert {67} == {work.minutes for work in windows}
    assert {"tailoring": 60, "support": 7} == windows[0].by_activity()


@pytest.mark.parametrize(
    ("subject", "kind", "level"),
    [(CustomerService(), Customer, "pooled"), (ClientService(), Client, "strategic")],
    ids=str,
)
def test_defaults_fit_as_many_as_practice_says(
    subject: Any, kind: type[Relationship], level: str
) -> None:
    """As many of a default's relationships fit a person as practice knows at that level of care."""
    acme = kind(party="a", business="b", stage=Stage.ACTIVE, since=date(2024, 1, 15))
    plan = serve(subject, acme, Context(today=MONDAY))
    fitting = plan.workload(QUARTER).fitting(HOURS_OF_A_QUARTER)
    assert fitting is not None
    fewest, most = CASELOADS[level]

    assert fewest <= fitting <= most
    assert level == care_level(fitting)


def test_levels_of_care_are_in_order() -> None:
    """Each number of relationships has a level, and more never means more care for each."""
    levels = list(CASELOADS)
    found = [levels.index(care_level(n)) for n in range(2500)]

    assert sorted(found) == found
    assert ["strategic", "high_touch"] == [care_level(15), care_level(16)]


def test_loads_name_who_is_over_and_by_how_much() -> None:
    """Owners with work or capacity are compared, unknown capacity is never exceeded."""
    work = Workload([("bo", "review", 90), ("ann", "review", 60), (None, "support", 30)])
    loads = work.loads({"bo": 1, "cy": 1, None: 1})

    assert [("ann", 0, None), ("bo", 30, 0), ("cy", 0, 60), (None, 0, 30)] == [
        (load.owner, load.over_minutes, load.free_minutes) for load in loads
    ]
    assert ["bo"] == [load.owner for load in work.over({"bo": 1, None: 1})]
    assert Workload().fitting(10) is None


def test_a_workload_adds_only_workloads() -> None:
    """A workload and a number of minutes are different things."""
    with pytest.raises(TypeError, match="unsupported operand"):
        Workload() + 3  # type: ignore[operator]  # refused


def test_a_quarter_needs_a_first_day() -> None:
    """Without a first day the load of the quarter is unknown, and so beyond the calendar."""
    plan = ServicePlan(tier="x", tailoring_hours=9, capacity_hours=1)

    assert (None, False) == (plan.load_minutes, plan.is_over_capacity)
    assert attrs.evolve(plan, starts_on=date.max).load_minutes is None
    assert attrs.evolve(plan, starts_on=MONDAY).is_over_capacity
