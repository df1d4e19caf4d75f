"""What the object path says of the same rows, in the shape in which frames say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from relkit import Assessment, Book, Business, Scorecard
from relkit.assessment import standard_scorecard
from relkit.events import STANDARD_EVENT_TYPES, Event
from relkit.frames._names import named


def record(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a record, without what is absent."""
    return {name: value for name, value in row.items() if value is not None and name != "business"}


def book_of(
    rows: Sequence[Mapping[str, Any]],
    business: Business,
    *,
    scorecard: Scorecard | None = None,
    event_types: Sequence[type[Event]] = STANDARD_EVENT_TYPES,
) -> Book:
    """A book in which the rows are recorded."""
    book = Book(business, scorecard=scorecard, event_types=event_types)
    book.record_all([record(row) for row in rows])
    return book


def told(assessment: Assessment) -> dict[str, Any]:
    """An assessment as a row of ``frames.assess``."""
    card, scoring = assessment.scorecard, assessment.scoring
    traits = named(trait.name for trait in card.traits)
    columns = list(traits.values())
    found: dict[str, Any] = {
        "label": assessment.label,
        "stage": assessment.stage.value,
        "reason": None if assessment.reason is None else assessment.reason.value,
        "leader": assessment.leader.label,
        "runner_up": assessment.runner_up.label,
        "lead": assessment.lead,
        "margin": assessment.margin,
    }
    for kind, column in named(kind.tag for kind in card.kinds).items():
        place = [each.tag for each in card.kinds].index(kind)
        found[f"score_{column}"] = scoring.scores[place]
        for trait, weight, points in zip(
            columns, card.weights[place], scoring.points[place], strict=True
        ):
            if weight:
                found[f"points_{column}_{trait}"] = points
    unknown = {traits[name] for name in assessment.unknown}
    found |= {f"unknown_{column}": column in unknown for column in columns}
    return found | {"bad_rows": 0}


def counts(assessment: Assessment) -> dict[str, Any]:
    """An assessment's profile as a row of ``frames.traits``."""
    traits = named(trait.name for trait in assessment.scorecard.traits)
    found: dict[str, Any] = {}
    for reading in assessment.profile:
        found[f"pro_{traits[reading.trait.name]}"] = reading.pro
        found[f"con_{traits[reading.trait.name]}"] = reading.con
    return found | {"bad_rows": 0}


def expected(
    rows: Sequence[Mapping[str, Any]],
    business: Business,
    as_of: date,
    *,
    scorecard: Scorecard | None = None,
    event_types: Sequence[type[Event]] = STANDARD_EVENT_TYPES,
) -> dict[Any, dict[str, Any]]:
    """What ``frames.assess`` must say, by party."""
    card = standard_scorecard() if scorecard is None else scorecard
    book = book_of(rows, business, scorecard=card, event_types=event_types)
    return {party: told(found) for party, found in book.assess_all(as_of=as_of).items()}
