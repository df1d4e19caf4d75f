"""Typing promises about traits, kinds and assessments. See `how_errors_are_declared`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar, assert_type

import attrs

from relkit.assessment import (
    Assessment,
    Change,
    Contribution,
    Counterfactual,
    Diff,
    Move,
    Ruling,
    assess,
    assess_evidence,
)
from relkit.business import Business
from relkit.events import Purchase
from relkit.evidence import Evidence
from relkit.measures import Measure, event, flag, periods
from relkit.relationships import (
    Client,
    Customer,
    Relationship,
    Stage,
    TurningPoints,
    as_kind,
    kind,
)
from relkit.scorecard import Decision, Scorecard, Scoring, Undetermined, compare
from relkit.traits import Trait, TraitProfile, TraitReading, points, share

ON = date(2025, 1, 7)
SHOP = Business("shop")
TALKED = flag("talked", event("consultation"))


@kind
class Patient(Client):
    """A kind of a user's own, with a field that must be given and one that need not."""

    mrn: str
    ward: str = ""
    notes: tuple[str, ...] = attrs.field(default=(), repr=False)
    weights: ClassVar[Mapping[str, int]] = {"trust": 500}


@kind
class Inpatient(Patient):
    """A kind below it."""

    bed: int = 0


acme = Client(party="acme", business="harper-law")
ann = Patient(party="ann", business="clinic", mrn="7")


# A kind's constructor takes its own fields and its parents', by keyword only.

assert_type(ann, Patient)
assert_type(ann.mrn, str)
assert_type(ann.notes, tuple[str, ...])
assert_type(ann.stage, Stage | None)
assert_type(ann.profile, TraitProfile | None)
assert_type(Patient.weights, Mapping[str, int])
assert_type(Inpatient(party="ann", business="clinic", mrn="7", bed=3).bed, int)

Patient(party="ann", business="clinic")  # type: ignore[call-arg]  # mrn is missing
Patient(party="ann", business="clinic", mrn="7", wrad="b")  # type: ignore[call-arg]  # no such field
Patient(party="ann", business="clinic", mrn=7)  # type: ignore[arg-type]  # a number is no text
Patient("ann", "clinic", "7")  # type: ignore[call-arg]  # by keyword only
Client(party=["acme"], business="harper-law")  # type: ignore[arg-type]  # a list is no id
Client(party="acme", business="harper-law", stage="active")  # type: ignore[arg-type]  # see Stage
Client(party="acme", business="harper-law", since="2025-01-07")  # type: ignore[arg-type]  # no date


# Relationships are frozen, and know no other fields.

ann.mrn = "8"  # type: ignore[misc]  # frozen
acme.line = "advice"  # type: ignore[misc]  # frozen
acme.mrn  # type: ignore[attr-defined]  # a plain client has none


# Every decorated class stays the class it is.

assert_type(Patient, type[Patient])
assert_type(as_kind(ann, Patient, ward="b"), Patient)

kind(int)  # type: ignore[type-var]  # no relationship


# Conversion gives the kind that was asked for; match and isinstance narrow to it.

assert_type(as_kind(acme, Patient, mrn="7"), Patient)
assert_type(as_kind(ann, Customer), Customer)
assert_type(as_kind(ann, Relationship), Relationship)

as_kind(acme, int)  # type: ignore[type-var]  # no kind
as_kind("acme", Client)  # type: ignore[arg-type]  # no relationship


def narrowed(told: Relationship) -> str:
    """Tell kinds apart, as users do."""
    match told:
        case Patient(mrn=mrn):
            assert_type(told, Patient)
            assert_type(mrn, str)
            return mrn
        case Client():
            assert_type(told, Client)
            return told.label
        case _:
            assert_type(told, Relationship)
            told.mrn  # type: ignore[attr-defined]  # nobody said that it is a patient
            return ""


def narrowed_at_once(told: Relationship | None) -> Patient | None:
    """Narrow with isinstance."""
    if isinstance(told, Patient):
        return assert_type(told, Patient)
    return told  # type: ignore[return-value]  # it may be of another kind


# Traits take quantities and whole numbers; points are whole, shares are for display.

calm = Trait("calm", periods(TALKED), 0, kappa=1, weight=500)

assert_type(calm.points(3, 1), int)
assert_type(points(500, 3, 1, 1), int)
assert_type(share(3, 1, 1), float | None)
assert_type(calm.measures, tuple[Measure, ...])
assert_type(TraitProfile.of([calm], {"calm": (3, 1)})["calm"], TraitReading)
assert_type(TraitProfile.of([calm], {}).swapped(), TraitProfile)

Trait("calm", TALKED, 0, kappa=1)  # type: ignore[arg-type]  # a flag is counted with periods(...)
Trait("calm", 0.5, 0, kappa=1)  # type: ignore[arg-type]  # a float decides nothing
Trait("calm", 0, 0, kappa=1.5)  # type: ignore[arg-type]  # the same
Trait("calm", 0, 0)  # type: ignore[call-arg]  # kappa is missing
Trait("calm", 0, 0, 1)  # type: ignore[call-arg]  # by keyword only
calm.weight = 5  # type: ignore[misc]  # frozen
points(0.5, 3, 1, 1)  # type: ignore[arg-type]  # no float


# A scorecard tells kinds apart; what it computes is typed throughout.

card = Scorecard((Customer, Client, Patient), traits=[calm], margin=5, bases={Client: 3})

assert_type(card.kinds, tuple[type[Relationship], ...])
assert_type(card.score(Evidence.empty(card.layout, SHOP), SHOP, ON), Scoring)
assert_type(card.decide(TraitProfile.of(card.traits, {})), Decision)
assert_type(card.decide(TraitProfile.of(card.traits, {})).kind, type[Relationship] | None)
assert_type(card.weights, tuple[tuple[int, ...], ...])
assert_type(compare(Customer, Client)["trust"].points, int)

Scorecard((Customer, int))  # type: ignore[arg-type]  # no kind
Scorecard((Customer, acme))  # type: ignore[arg-type]  # a relationship is no kind
Scorecard(margin=0.5)  # type: ignore[arg-type]  # no float
Scorecard(bases={"client": 3})  # type: ignore[dict-item]  # bases are kept by kind
card.margin = 3  # type: ignore[misc]  # frozen


# An assessment is explained in types, too.

told = assess([Purchase(on=ON), {"event": "referral", "on": "2025-01-07"}], business=SHOP, as_of=ON)

assert_type(told, Assessment)
assert_type(assess_evidence(Evidence.empty(card.layout, SHOP), business=SHOP, as_of=ON), Assessment)
assert_type(told.kind, type[Relationship] | None)
assert_type(told.relationship, Relationship)
assert_type(told.reason, Undetermined | None)
assert_type(told.stage, Stage)
assert_type(told.scoring.milestones, TurningPoints)
assert_type(told.scores, Mapping[type[Relationship], int])
assert_type(told.odds, Mapping[type[Relationship], float])
assert_type(told.contributions(Client), tuple[Contribution, ...])
assert_type(told.reasons(3, against=True), tuple[Contribution, ...])
assert_type(told.diff(told), Diff)
assert_type(told.diff(told).changes(Client), tuple[Change, ...])
assert_type(told.explain(), str)

cheapest = told.least_movement(Client, fixed=["setting", "trust"])
assert_type(cheapest, Counterfactual | None)
if cheapest is not None:
    assert_type(cheapest.moves, tuple[Move, ...])
    assert_type(cheapest.movement, Fraction)

assess([Purchase(on=ON)], as_of=ON)  # type: ignore[call-arg]  # whose relationship?
assess([Purchase(on=ON)], business=SHOP, as_of="2025-01-07")  # type: ignore[arg-type]  # no date
assess([5], business=SHOP, as_of=ON)  # type: ignore[list-item]  # no event
told.contributions("client")  # type: ignore[arg-type]  # kinds are classes
told.explain(80)  # type: ignore[call-arg, arg-type]  # by keyword only


# A ruling names a kind, and by keyword who, when and why.

assert_type(Ruling(Client, by="harper", on=ON, reason="family office").kind, type[Relationship])

Ruling("client", by="harper", on=ON, reason="family office")  # type: ignore[arg-type]  # no kind
Ruling(Client, "harper", ON, "family office")  # type: ignore[call-arg]  # by keyword only
