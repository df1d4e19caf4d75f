"""Deciding on one relationship, beside a rule engine and a model that decide the same.

    python benchmarks/bench_assess.py [--quick]

relkit goes from evidence to an assessment with its exact contributions: counts, points, kind
and stage. The others are given the 15 traits' values ready made and only add up ``weight *
value``: a rule-engine and a zen-engine expression, a scikit-learn ``predict_proba`` of one row,
and a plain loop. Before anything is timed, all must give the same answers.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import exp
from operator import methodcaller
from typing import TypeVar

import numpy as np
import rule_engine
import zen
from _timing import Aim, Row, Subject, compared, interleaved, options, print_load, print_table
from sklearn.linear_model import LogisticRegression

from relkit import (
    Assessment,
    Business,
    Consultation,
    Delivery,
    Event,
    Evidence,
    Message,
    Payment,
    Purchase,
    Scorecard,
    assess,
)
from relkit.assessment import assess_evidence
from relkit.evidence import fold
from relkit.scorecard import MARGIN
from relkit.traits import STANDARD_TRAITS

TERMS = 15
SHOP = Business(
    "shop",
    industry="retail",
    keeps=("purchase", "purchase.discount", "payment", "consultation", "delivery", "message"),
)
TODAY = date(2025, 6, 30)
STANDARD = Scorecard()
SMALL = Scorecard(traits=STANDARD_TRAITS[:TERMS])
WEIGHTS = [trait.weight for trait in SMALL.traits]
NAMES = [f"t{place}" for place in range(TERMS)]
ROUNDING = TERMS

Values = list[float]
GivenT = TypeVar("GivenT")


def drawn(rng: random.Random) -> list[Event]:
    """Draw the events of one relationship, more or less of a client's."""
    share = rng.random()
    makers: tuple[Callable[[date], Event], ...] = (
        lambda on: Consultation(on=on, minutes=60, served_by="harper"),
        lambda on: Delivery(on=on, tailored=True, served_by=rng.choice(("harper", "lee"))),
        lambda on: Message(on=on, direction=rng.choice(("inbound", "outbound")), about="advice"),
        lambda on: Payment(on=on, amount=150_000, model=rng.choice(("retainer", "hourly"))),
    )
    events: list[Event] = [Purchase(on=TODAY - timedelta(days=rng.randrange(700)), amount=1200)]
    for _ in range(rng.randint(3, 30)):
        on = TODAY - timedelta(days=rng.randrange(700))
        if rng.random() < share:
            events.append(rng.choice(makers)(on))
        else:
            events.append(Purchase(on=on, amount=rng.randint(500, 9000), standard=True))
    return events


def word(score: float) -> str:
    """Give the answer that a score in points means."""
    if score >= MARGIN:
        return "client"
    return "customer" if score <= -MARGIN else "undetermined"


def values_of(assessment: Assessment) -> Values:
    """Give each trait's share of its weight, which the others are given ready made."""
    return [
        (reading.pro - reading.con) / (reading.pro + reading.con + reading.trait.kappa or 1)
        for reading in assessment.profile
    ]


def by_loop(values: Values) -> str:
    """Decide by a plain loop."""
    score = 0.0
    for weight, value in zip(WEIGHTS, values, strict=True):
        score += weight * value
    return word(score)


EXPRESSION = " + ".join(f"{w} * {name}" for w, name in zip(WEIGHTS, NAMES, strict=True))
RULE = rule_engine.Rule(EXPRESSION)
ZEN = zen.compile_expression(EXPRESSION)


def by_rule(named: dict[str, float]) -> str:
    """Decide by rule-engine."""
    return word(float(RULE.evaluate(named)))


def by_zen(named: dict[str, float]) -> str:
    """Decide by zen-engine's compiled expression."""
    return word(ZEN.evaluate(named))


MODEL = LogisticRegression()
MODEL.classes_ = np.array([0, 1])
MODEL.coef_ = np.array([WEIGHTS]) / 1000
MODEL.intercept_ = np.zeros(1)
LIKELY = 1 / (1 + exp(-MARGIN / 1000))


def by_model(row: np.ndarray) -> str:
    """Decide by the probabilities of a logistic model with the same weights, at the same odds."""
    unlikely, likely = MODEL.predict_proba(row)[0]
    if likely >= LIKELY:
        return "client"
    return "customer" if unlikely >= LIKELY else "undetermined"


def by_relkit(evidence: Evidence) -> Assessment:
    """Decide by relkit, with all standard traits."""
    return assess_evidence(evidence, business=SHOP, as_of=TODAY, scorecard=STANDARD)


def by_fewer_traits(evidence: Evidence) -> str:
    """Decide by relkit, with the traits that the others have."""
    return assess_evidence(evidence, business=SHOP, as_of=TODAY, scorecard=SMALL).label


def check_same(assessments: Sequence[Assessment], deciders: dict[str, list[str]]) -> None:
    """Stop where an answer differs that rounding to whole points cannot explain."""
    for place, assessment in enumerate(assessments):
        close = abs(assessment.lead - MARGIN) <= ROUNDING
        for name, words in deciders.items():
            if words[place] != assessment.label and not close:
                sys.exit(f"{name} says {words[place]}, relkit {assessment}")


def each(decide: Callable[[GivenT], object], inputs: Sequence[GivenT]) -> Subject:
    """Time a decision over all inputs."""

    def call() -> None:
        for given in inputs:
            decide(given)

    return Subject(call, len(inputs))


def main(arguments: list[str] | None = None) -> None:
    """Print the time of a decision."""
    quick = options(__doc__).parse_args(arguments).quick
    rng = random.Random(20260101)
    logs = [drawn(rng) for _ in range(64)]
    folded = [fold(log, layout=STANDARD.layout, business=SHOP) for log in logs]
    fewer = [fold(log, layout=SMALL.layout, business=SHOP) for log in logs]
    assessments = [
        assess_evidence(evidence, business=SHOP, as_of=TODAY, scorecard=SMALL) for evidence in fewer
    ]
    values = [values_of(assessment) for assessment in assessments]
    named = [dict(zip(NAMES, row, strict=True)) for row in values]
    rows = [np.array([row]) for row in values]
    check_same(
        assessments,
        {
            "loop": [by_loop(row) for row in values],
            "rule-engine": [by_rule(row) for row in named],
            "zen-engine": [by_zen(row) for row in named],
            "scikit-learn": [by_model(row) for row in rows],
        },
    )
    runs = interleaved(
        {
            "20": each(by_relkit, folded),
            "15": each(by_fewer_traits, fewer),
            "objects": each(methodcaller("contributions"), assessments),
            "events": each(lambda log: assess(log, business=SHOP, as_of=TODAY), logs),
            "loop": each(by_loop, values),
            "rule-engine": each(by_rule, named),
            "zen-engine": each(by_zen, named),
            "scikit-learn": each(by_model, rows),
        },
        runs=5 if quick else 31,
    )
    small = runs["15"]
    table = [
        Row("evidence, 20 traits", runs["20"].median, aim=Aim(10e-6, is_ratio=False)),
        compared("evidence, 15 traits", small, "rule-engine", runs["rule-engine"], Aim(1.0)),
        compared("evidence, 15 traits", small, "scikit-learn", runs["scikit-learn"], Aim(1.0)),
        compared("evidence, 15 traits", small, "zen-engine", runs["zen-engine"]),
        compared("evidence, 15 traits", small, "loop, label only", runs["loop"]),
        Row(f"{sum(map(len, logs)) / len(logs):.0f} events, 20 traits", runs["events"].median),
        Row("contributions()", runs["objects"].median),
    ]
    print_table("one decision from", table)
    print_load(runs)


if __name__ == "__main__":
    main()
