"""What is known of the fields of what plans are made of: care, feedback, content, taxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from relkit.money import Money
from relkit.plans import (
    INDICATORS,
    Breakdown,
    BreakdownRow,
    Content,
    Indicator,
    Journey,
    JourneyStep,
    Line,
    Load,
    Recognition,
    Revision,
    Routine,
    Scale,
    Standing,
    Survey,
    Tax,
    Training,
    Workload,
)
from relkit.relationships import Stage
from relkit.strategies import Persona
from relkit.testing._strategies.businesses import words
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.fields import Lore
from relkit.testing._strategies.hints import Drawn
from relkit.testing._strategies.plans import channels, prices
from relkit.testing._strategies.schedules import dates, schedules
from relkit.traits import STANDARD_TRAITS

__all__ = ["PART_LORE", "breakdown_rows", "breakdowns", "indicators", "journeys", "workloads"]

_TOPICS: Final = ("review", "kick_off", "tax", "growth", "cash_flow")
_ROLES: Final = ("team", "owner", "client", "harper")
_ACTIVITIES: Final = ("contact", "review", "support")
_TRAITS: Final = tuple(trait.name for trait in STANDARD_TRAITS)
_MINUTES: Final = st.integers(0, 3000)
_Fields = st.SearchStrategy[dict[str, Any]]


@cache
def _leaves() -> dict[object, Drawn]:
    return {str: _said(), int: st.integers(0, 365), date: dates(), Money: prices()}


@cache
def _said() -> Drawn:
    return st.sampled_from((*_TOPICS, *_ROLES)) | words()


def _plain(**fields: Drawn) -> Lore:
    return Lore(fields=fields, leaves=_leaves())


def _joined(of: _Fields, *names: str, **fields: Drawn) -> Lore:
    return Lore(fields=fields, together=((frozenset(names), of),), leaves=_leaves())


def _some(of: Drawn, *, least: int = 0) -> Drawn:
    return st.lists(of, min_size=least, max_size=3).map(tuple)


def _few(of: Drawn) -> Drawn:
    """None, one or two, of what there are many lists of."""
    return st.just(()) | st.lists(of, max_size=2).map(tuple)


def _one_or_none(**fields: Drawn) -> _Fields:
    """One of the fields, or none of them."""
    nothing: dict[str, Any] = {}
    return st.one_of(st.just(nothing), *(_alone(name, of) for name, of in fields.items()))


def _alone(name: str, of: Drawn) -> _Fields:
    return st.fixed_dictionaries({name: of})


def _ends() -> _Fields:
    """The ends of a scale, and up to which answer it is low."""

    def made(numbers: Sequence[int], low: int) -> dict[str, Any]:
        worst, best = sorted(numbers)
        return {"worst": worst, "best": best, "low": worst + low % (best - worst)}

    numbers = st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True)
    return st.builds(made, numbers, st.integers(0, 99))


def _asked() -> _Fields:
    """An occasion to ask, a rhythm, or both."""
    return st.fixed_dictionaries(
        {"after": _some(words(), least=1)}, optional={"every": schedules()}
    ) | _alone("every", schedules())


def _aimed() -> _Fields:
    """A target and which way is the better one, or neither."""
    wanted = {"target": st.none() | st.integers(-100, 200), "higher_is_better": st.booleans()}
    return st.fixed_dictionaries(wanted) | st.just({"target": None, "higher_is_better": None})


def _given() -> _Fields:
    """Benefits, hours, or both."""
    hours = st.integers(1, 99)
    return st.fixed_dictionaries(
        {"benefits": _some(words(), least=1)}, optional={"reserved_hours": hours}
    ) | _alone("reserved_hours", hours)


def _revised() -> _Fields:
    """A price, a quantity, or both."""
    quantity = st.integers(1, 99)
    return st.fixed_dictionaries({"price": prices()}, optional={"quantity": quantity}) | _alone(
        "quantity", quantity
    )


def _stages() -> Drawn:
    return st.lists(st.sampled_from(Stage), max_size=3, unique=True).map(tuple)


@cache
def indicators() -> st.SearchStrategy[Indicator]:
    """Measures of success: the standard ones.

    ``instances(Indicator)`` draws others as well.

    >>> from hypothesis import given
    >>> @given(indicators())
    ... def test_it_says_where_it_comes_from(indicator):
    ...     assert indicator.source
    >>> test_it_says_where_it_comes_from()
    """
    return one_of_these(tuple(INDICATORS.values()))


@cache
def journeys() -> st.SearchStrategy[Journey]:
    """Journeys of one to five steps, some of which lead back or forth.

    >>> from hypothesis import given
    >>> @given(journeys())
    ... def test_every_step_can_be_left(journey):
    ...     assert all(journey.after(step) in (*journey.steps, None) for step in journey.steps)
    >>> test_every_step_can_be_left()
    """

    def made(names: Sequence[str], data: Sequence[tuple[Any, ...]]) -> Journey:
        known: tuple[str, ...] = tuple(names)
        steps = (
            JourneyStep(
                name=name,
                by=by,
                stages=stages,
                shown_by=shown_by,
                least=least,
                then=None if then is None else known[int(then) % len(known)],
            )
            for name, (by, stages, shown_by, least, then) in zip(names, data, strict=False)
        )
        return Journey(tuple(steps))

    step = st.tuples(
        st.sampled_from(_ROLES),
        _stages(),
        st.none() | st.sampled_from(_TRAITS),
        st.integers(1, 5),
        st.none() | st.integers(0, 4),
    )
    names = st.lists(words(), min_size=1, max_size=5, unique=True)
    return st.builds(made, names, st.lists(step, min_size=5, max_size=5))


@cache
def workloads() -> st.SearchStrategy[Workload]:
    """Workloads of several owners and activities, the empty one among them.

    >>> from hypothesis import given
    >>> @given(workloads(), workloads())
    ... def test_they_add_up(one, other):
    ...     assert one + other == other + one
    >>> test_they_add_up()
    """
    owners = st.none() | st.sampled_from(_ROLES)
    entry = st.tuples(owners, st.sampled_from(_ACTIVITIES), _MINUTES)
    return st.lists(entry, max_size=5).map(Workload)


@cache
def _taxes() -> st.SearchStrategy[Tax]:
    return st.builds(
        Tax,
        percent=st.integers(0, 30) | st.sampled_from([Decimal("7.7"), Decimal("0.5")]),
        label=words(),
        rounding=st.sampled_from(["per_line", "per_total"]),
        is_included=st.booleans(),
    )


@cache
def breakdowns() -> st.SearchStrategy[Breakdown]:
    """What one to four payments in US dollars consist of: net, tax and gross.

    >>> from hypothesis import given
    >>> @given(breakdowns())
    ... def test_rows_add_up(breakdown):
    ...     net = sum(row.net.minor_units for row in breakdown.rows)
    ...     assert net == breakdown.total.net.minor_units
    >>> test_rows_add_up()
    """

    def made(tax: Tax, amounts: Sequence[Money], discount: Money | None) -> Breakdown:
        lines = [Line(label="fee", amount=amount, trigger="delivery") for amount in amounts]
        return tax.breakdown(lines, discount=discount)

    amounts = st.lists(prices(), min_size=1, max_size=4)
    return st.builds(made, _taxes(), amounts, st.none() | prices())


@cache
def breakdown_rows() -> st.SearchStrategy[BreakdownRow]:
    """Single rows of breakdowns.

    >>> from hypothesis import given
    >>> @given(breakdown_rows())
    ... def test_it_adds_up(row):
    ...     assert row.gross - row.tax == row.net
    >>> test_it_adds_up()
    """
    return breakdowns().map(lambda breakdown: breakdown.rows[0])


PART_LORE: Final[Mapping[type, Callable[[], Lore]]] = {
    Content: lambda: _joined(_one_or_none(every=schedules(), trigger=words()), "every", "trigger"),
    Indicator: lambda: _joined(
        _aimed(), "target", "higher_is_better", least_sample=st.integers(1, 99)
    ),
    JourneyStep: lambda: _plain(
        stages=_stages(),
        shown_by=st.none() | st.sampled_from(_TRAITS),
        least=st.integers(1, 9),
    ),
    Load: lambda: _plain(minutes=_MINUTES, capacity_minutes=st.none() | _MINUTES),
    Persona: lambda: _plain(
        needs=_few(_said()),
        pain_points=_few(_said()),
        goals=_few(_said()),
        preferred_channels=_few(channels()),
        preferred_topics=_few(_said()),
        preferred_forms=_few(_said()),
    ),
    Recognition: lambda: _joined(_given(), "benefits", "reserved_hours"),
    Revision: lambda: _joined(_revised(), "price", "quantity"),
    Routine: lambda: _plain(minutes=_MINUTES),
    Scale: lambda: _joined(_ends(), "worst", "best", "low"),
    Standing: _plain,
    Survey: lambda: _joined(_asked(), "after", "every"),
    Tax: lambda: _plain(percent=st.integers(0, 30) | st.decimals(0, 30, places=2)),
    Training: _plain,
}
