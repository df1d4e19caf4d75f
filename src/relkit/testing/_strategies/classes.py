"""`instances`: values of any public class of relkit, and of users' subclasses of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar, cast

import attrs
from hypothesis import strategies as st

from relkit._words import shown
from relkit.assessment import (
    Assessment,
    Change,
    Contribution,
    Counterfactual,
    Diff,
    Move,
    Ruling,
)
from relkit.book import Book, History, Turn
from relkit.business import Business, Industry
from relkit.errors import InvalidValueError
from relkit.events import Event, RecordProblem, Statement
from relkit.evidence import Accumulator, Evidence
from relkit.measures import (
    Clock,
    Constant,
    Count,
    Day,
    Days,
    Difference,
    Field,
    First,
    Flag,
    Greatest,
    IfKept,
    InSetting,
    Last,
    Later,
    Layout,
    Least,
    MappedField,
    Most,
    PeriodCondition,
    Periods,
    Product,
    Quantity,
    Recent,
    RecordCondition,
    Sum,
    Tally,
    TallyRead,
    Total,
)
from relkit.money import Currency, Money
from relkit.plans import (
    JURISDICTIONS,
    AmountOff,
    Breakdown,
    BreakdownRow,
    HourlyMeter,
    Journey,
    Jurisdiction,
    MarketingPlan,
    Meter,
    OutcomeMeter,
    PaymentPlan,
    PercentOff,
    Plan,
    PriceChange,
    ServicePlan,
    SeveralPlans,
    Surcharge,
    UsageMeter,
    Workload,
)
from relkit.playbook import Playbook, Treatment
from relkit.relationships import Client, Customer, Relationship, Stage, TurningPoints
from relkit.schedules import Every, Period
from relkit.scorecard import (
    Comparison,
    ComparisonRow,
    Decision,
    Scorecard,
    Scoring,
    Undetermined,
)
from relkit.strategies import Context, Persona, PlanLaw, Predicate, Strategy, TraitTerm
from relkit.testing._strategies import (
    assessments,
    books,
    businesses,
    events,
    evidences,
    measures,
    money,
    parts,
    predicates,
    relationships,
    schedules,
    scorecards,
    traits,
)
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.extras import of_extra
from relkit.testing._strategies.fields import Lore, drawn, merged
from relkit.testing._strategies.hints import Drawn
from relkit.testing._strategies.payments import STRATEGY_LORE
from relkit.testing._strategies.plans import PLAN_LORE
from relkit.testing._strategies.playbooks import STRATEGIES, playbooks_of, treatments_of
from relkit.testing._strategies.tables import TABLE_WHOLES
from relkit.traits import Trait, TraitProfile, TraitReading

__all__ = ["instances", "known"]

T = TypeVar("T")
_Whole: TypeAlias = Mapping[type, Callable[[], Drawn]]
_KINDS: Final = (Relationship, Customer, Client)


def _any(*types: type) -> Callable[[], Drawn]:
    """Draw values of any of these classes."""

    def drawn_ones() -> Drawn:
        return st.one_of([cast("Drawn", known(of)) for of in types])

    return drawn_ones


def _only(family: Callable[..., Drawn], *types: type) -> _Whole:
    """Draw values of each class by the strategy of its family."""
    return {of: partial(family, of) for of in types}


_VALUES: Final[_Whole] = {
    Currency: money.currencies,
    Money: money.moneys,
    Every: schedules.schedules,
    Period: schedules.spans,
    Business: businesses.businesses,
    Industry: businesses.industries,
    Event: events.standard_events,
    RecordProblem: events.record_problems,
    Statement: events.statements,
    Evidence: evidences.evidences,
    Accumulator: evidences.accumulators,
    Trait: traits.traits,
    TraitProfile: traits.profiles,
    TraitReading: traits.trait_readings,
    Stage: relationships.stages,
    TurningPoints: relationships.turning_points,
    Scorecard: scorecards.scorecards,
    Comparison: scorecards.comparisons,
    ComparisonRow: scorecards.comparison_rows,
    Decision: scorecards.decisions,
    Undetermined: lambda: st.sampled_from(Undetermined),
    Scoring: assessments.scorings,
    Assessment: assessments.assessments,
    Change: assessments.changes,
    Contribution: assessments.contributions,
    Counterfactual: assessments.counterfactuals,
    Diff: assessments.differences,
    Move: assessments.moves,
    Ruling: assessments.rulings,
    Book: books.books,
    History: books.histories,
    Turn: books.turns,
    Predicate: predicates.predicates,
    PlanLaw: predicates.plan_laws,
    TraitTerm: predicates.trait_terms,
    Breakdown: parts.breakdowns,
    BreakdownRow: parts.breakdown_rows,
    Journey: parts.journeys,
    Workload: parts.workloads,
    Jurisdiction: lambda: one_of_these(tuple(JURISDICTIONS.values())),
    Plan: _any(MarketingPlan, ServicePlan, PaymentPlan),
    Meter: _any(HourlyMeter, OutcomeMeter, UsageMeter),
    PriceChange: _any(PercentOff, AmountOff, Surcharge),
    Strategy: _any(
        *dict.fromkeys(
            each for areas in STRATEGIES.values() for of in areas.values() for each in of
        )
    ),
    Playbook: lambda: playbooks_of(known, _KINDS),
    Treatment: lambda: treatments_of(known),
}
_VOCABULARY: Final[_Whole] = {
    RecordCondition: measures.record_conditions,
    Field: measures.record_fields,
    MappedField: lambda: measures.record_fields(mapped=True),
    PeriodCondition: measures.period_conditions,
    Recent: measures.recents,
    Layout: measures.layouts,
    Day: measures.measured_days,
    Quantity: measures.quantities,
    **_only(measures.measured_days, First, Last, Later, Clock),
    **_only(measures.measures, Flag, Tally),
    **_only(measures.quantities, Periods, Count, Total, Most, Days, TallyRead, InSetting, Constant),
    **_only(measures.quantities, Sum, Difference, Product, Least, Greatest, IfKept),
}
_WHOLE: Final[_Whole] = {**_VALUES, **_VOCABULARY, **TABLE_WHOLES}


def _context() -> Lore:
    """Up to two personas, of whom much is told each, and what is known of the other fields."""
    lore = STRATEGY_LORE[Context]()
    personas = st.lists(cast("Drawn", known(Persona)), max_size=2).map(tuple)
    return attrs.evolve(lore, fields={**lore.fields, "personas": st.just(()) | personas})


def _plans() -> Drawn:
    """One to three plans of any area."""
    return st.lists(cast("Drawn", known(Plan)), min_size=1, max_size=3).map(tuple)


_LORE: Final[Mapping[type, Callable[[], Lore]]] = {
    **PLAN_LORE,
    **parts.PART_LORE,
    **STRATEGY_LORE,
    Context: _context,
    Relationship: relationships.lore,
    SeveralPlans: lambda: Lore(fields={"plans": _plans()}),
}


def known(of: type) -> Drawn | None:
    """Give the strategy for a class that relkit knows; None for any other."""
    if of in _WHOLE:
        return _WHOLE[of]()
    return by_fields(cast("type[Any]", of), {}) if _lores(of) else of_extra(of)


def _lores(of: type) -> tuple[Lore, ...]:
    """Give what is known of a class and of those above it, theirs first."""
    if issubclass(of, Event):
        return (events.lore(of),)
    return tuple(_LORE[base]() for base in reversed(of.__mro__) if base in _LORE)


def by_fields(of: type[T], given: Mapping[str, Drawn]) -> st.SearchStrategy[T]:
    """Draw values of a class field by field."""
    return drawn(of, given, merged(_lores(of)), known)


def instances(of: type[T], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Values of a public class of relkit, or of a class of your own.

    For a class of your own each field is drawn, in this order, from what is given here, from
    what relkit knows of the field that it inherits, or from its annotation: of relkit's own
    classes, of plain types, and of whatever Hypothesis can tell a strategy for. The bounds of
    ``attrs.validators`` are kept; what any other validator refuses is drawn anew. An abstract
    class, such as ``Quantity``, gives values of those below it.

    Args:
        of: the class.
        fields: strategies for some of its fields, by the name of the argument.

    Raises ``UnknownNameError`` for a field that is not there, and ``InvalidValueError`` for
    one that is given no strategy or whose annotation tells none, and for no class.

    >>> import attrs
    >>> from hypothesis import given, strategies as st
    >>> from relkit import Plan
    >>> @attrs.frozen(kw_only=True)
    ... class OnboardingPlan(Plan):
    ...     kick_off_days: int = attrs.field(validator=attrs.validators.le(30))
    ...     host: str
    >>> @given(instances(OnboardingPlan, host=st.just("mia")))
    ... def test_it_starts_within_a_month(plan):
    ...     assert plan.kick_off_days <= 30 and plan.host == "mia"
    >>> test_it_starts_within_a_month()
    """
    if not isinstance(of, type):
        msg = f"instances draws values of a class, such as instances(Client), not of {shown(of)}."
        raise InvalidValueError(msg)
    found = by_fields(of, fields) if fields and _lores(of) else known(of)
    if found is None:
        msg = (
            f"{shown(of)} is no class of relkit, nor below one whose fields it knows: "
            "draw it yourself, as st.builds(...)."
        )
        raise InvalidValueError(msg)
    if fields and not _lores(of):
        msg = f"{of.__name__} is drawn as a whole: give no fields, or use st.builds(...)."
        raise InvalidValueError(msg)
    return cast("st.SearchStrategy[T]", found)
