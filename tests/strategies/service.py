"""Strategies for the parts of service plans, for the plans, and for workloads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from relkit.plans import (
    INDICATORS,
    Commitment,
    Escalation,
    Routine,
    Scale,
    ServicePlan,
    Step,
    Survey,
    Training,
    Within,
)
from relkit.schedules import Every, Period

WORDS = st.sampled_from(["review", "kick-off", "milestone", "return_of_documents"])
PEOPLE = st.none() | st.sampled_from(["ann", "bo", "harper"])
MINUTES = st.integers(0, 3000)
FORMS = st.sampled_from(["csat", "ces", "nps", "trust", "debrief"])


def near_days() -> st.SearchStrategy[date]:
    """Days of some years, so that rhythms are not too long to walk through."""
    return st.dates(date(2023, 1, 1), date(2027, 12, 31))


def spans() -> st.SearchStrategy[Period]:
    """Periods of one day up to about a year."""
    return st.builds(
        lambda start, days: Period(start, start + timedelta(days=days)),
        near_days(),
        st.integers(1, 400),
    )


def everies() -> st.SearchStrategy[Every]:
    """Rhythms of days, weeks, months and years."""
    return (
        st.integers(1, 400).map(lambda n: Every(days=n))
        | st.integers(1, 9).map(lambda n: Every(weeks=n))
        | st.integers(1, 14).map(lambda n: Every(months=n))
        | st.integers(1, 2).map(lambda n: Every(years=n))
        | st.integers(1, 31).map(lambda day: Every(months=1, anchor_day=day))
        | st.just(Every(months=1, month_end=True))
    )


def routines() -> st.SearchStrategy[Routine]:
    """What comes again, on its days or spread between them."""
    return st.builds(
        Routine,
        about=WORDS,
        every=everies(),
        anchor=near_days(),
        start=near_days(),
        by=st.sampled_from(["owner", "team"]),
        minutes=MINUTES,
        is_spread=st.booleans(),
    )


def scales() -> st.SearchStrategy[Scale]:
    """Scales with at least one low and one good answer."""
    bounds = st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True).map(sorted)
    return bounds.flatmap(
        lambda ends: st.builds(Scale, st.just(ends[0]), st.just(ends[1]), st.integers(*_low(ends)))
    )


def _low(ends: list[int]) -> tuple[int, int]:
    return ends[0], ends[1] - 1


def surveys() -> st.SearchStrategy[Survey]:
    """Questions with and without a scale, after occasions or in a rhythm."""
    asked = st.fixed_dictionaries({"after": st.tuples(WORDS)}) | st.fixed_dictionaries(
        {"every": everies()}
    )
    return st.builds(
        lambda asked, **fields: Survey(question="How was it?", **asked, **fields),
        asked=asked,
        form=FORMS,
        scale=st.none() | scales(),
        answer_by=st.sampled_from(["link", "meeting"]),
        by=st.sampled_from(["owner", "team"]),
        act_days=st.integers(0, 30),
        report_days=st.integers(0, 60),
        minutes=MINUTES,
    )


def steps() -> st.SearchStrategy[Step]:
    """Steps with a day, an occasion, a limit or none of these."""
    when: list[dict[str, st.SearchStrategy[Any]]] = [
        {"due": near_days()},
        {"trigger": WORDS},
        {"after_days": st.integers(0, 90)},
        {},
    ]
    return st.sampled_from(when).flatmap(
        lambda fields: st.builds(Step, about=WORDS, minutes=MINUTES, **fields)
    )


def trainings() -> st.SearchStrategy[Training]:
    """Trainings, once or in a rhythm."""
    return st.builds(Training, about=WORDS, staff=WORDS, every=st.none() | everies())


def escalations() -> st.SearchStrategy[Escalation]:
    """Ways of up to three roles."""
    return st.builds(
        Escalation,
        to=st.lists(WORDS, max_size=3).map(tuple),
        at_breaches=st.integers(1, 4),
        on_negative_feedback=st.booleans(),
        within=st.none() | limits(),
    )


def limits() -> st.SearchStrategy[Within]:
    """Limits of time."""
    return st.builds(
        Within, st.integers(1, 48), st.sampled_from(["minutes", "working_hours", "business_days"])
    )


def service_plans() -> st.SearchStrategy[ServicePlan]:
    """Service plans with any parts, with and without a first day."""
    several = st.lists(steps(), max_size=3).map(tuple)
    return st.builds(
        ServicePlan,
        tier=WORDS,
        owner=PEOPLE,
        contact=st.none() | routines(),
        onboarding=several,
        inputs=several,
        reviews=st.none() | routines(),
        feedback=st.lists(dated_surveys(), max_size=2).map(tuple),
        escalation=st.none() | escalations(),
        support_minutes=MINUTES,
        tailoring_hours=st.integers(0, 50),
        period_days=st.integers(1, 400),
        starts_on=st.none() | near_days(),
        offboarding=several,
        training=st.lists(trainings(), max_size=2).map(tuple),
    )


def dated_surveys() -> st.SearchStrategy[Survey]:
    """Questions, some with their rhythm laid on the calendar."""
    laid = st.builds(lambda survey, day: survey.dated(day, day), surveys(), near_days())
    return surveys() | laid


def service_fields() -> dict[str, st.SearchStrategy[Any]]:
    """What each field of the service strategies may be given, by its name."""
    several = st.lists(steps(), max_size=2).map(tuple)
    commitments = st.builds(Commitment, about=WORDS, within=st.none() | limits())
    return {
        "tier": WORDS,
        "owner": PEOPLE,
        "backup": PEOPLE,
        "response": st.lists(commitments, max_size=2).map(tuple),
        "inquiry_response": limits(),
        "resolution": st.none() | commitments,
        "contact_channel": WORDS,
        "contacts_per_period": st.integers(0, 12),
        "contact_minutes": MINUTES,
        "triggers": st.lists(WORDS, max_size=2).map(tuple),
        "indicators": st.lists(st.sampled_from([*INDICATORS.values()]), max_size=2).map(tuple),
        "onboarding": several,
        "inputs": several,
        "input_days": st.integers(0, 60),
        "reviews": st.none() | everies(),
        "review_hours": st.integers(0, 50),
        "feedback": st.lists(surveys(), max_size=2).map(tuple),
        "escalation": st.none() | escalations(),
        "support_minutes": MINUTES,
        "tailoring_hours": st.integers(0, 50),
        "offboarding": several,
        "training": st.lists(trainings(), max_size=2).map(tuple),
        "tools": st.lists(WORDS, max_size=2).map(tuple),
        "kick_off_days": st.integers(0, 60),
        "kick_off_minutes": MINUTES,
        "check_days": st.lists(st.integers(0, 120), max_size=4).map(tuple),
        "check_minutes": MINUTES,
    }
