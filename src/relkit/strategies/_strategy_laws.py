"""The laws of strategies, S1 to S19.

A sample ``party`` is a relationship that the strategy serves, ``other`` one more of the same
kind, ``context`` what it is told, and ``condition`` a predicate. Whatever a strategy raises is
the matter of one law; to the others such a sample says nothing.
"""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import attrs

from relkit._law import Law, law, same
from relkit._value_laws import VALUE_LAWS, told_fields
from relkit.errors import DeclarationError, LawBrokenError, PlanLawError
from relkit.plans import MarketingPlan, Plan
from relkit.plans._several import single_plans
from relkit.relationships import Relationship, as_kind, kind
from relkit.strategies._predicates import ALWAYS, NEVER
from relkit.strategies._strategy import NOTHING, Strategy, rule_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from relkit.strategies._context import Context
    from relkit.strategies._predicates import Predicate

__all__ = ["STRATEGY_LAWS", "below", "planned", "told", "unless_refused"]

Given: TypeAlias = Strategy[Any, Any]
Check: TypeAlias = "Callable[..., bool | None]"

_THREADS = 4
_FALLBACK: Final = Plan()


class _SilentError(Exception):
    """There is no plan about which a law could say anything."""


def planned(strategy: Given, party: Relationship, context: Context) -> Plan | None:
    """Give what a strategy proposes; where it raises, the sample says nothing to a law."""
    try:
        plan: Plan | None = strategy.propose(party, context)
    except Exception as fault:  # the law "never raises" tells of it
        raise _SilentError from fault
    return plan


def unless_refused(check: Check) -> Check:
    """Let a check say nothing where the strategy that it asks raises."""

    @wraps(check)
    def checked(*args: object, **samples: object) -> bool | None:
        try:
            return check(*args, **samples)
        except _SilentError:
            return False

    return checked


def told(plan: Plan | None) -> tuple[object, object]:
    """Give a plan with its reason, which the equality of plans leaves out."""
    return plan, None if plan is None else plan.because


def below(of: type[Relationship]) -> type[Relationship]:
    """Give a kind below another that adds nothing but a name."""
    return _below_of(cast("Any", of))


@cache
def _below_of(of: Any) -> type[Relationship]:  # noqa: ANN401 - a kind, which mypy takes for unhashable
    return kind(type(f"Below{of.__name__}", (of,), {"__module__": __name__}))


@law(
    "S1",
    "never raises",
    "For any relationship that it serves it gives a plan, or none; it may refuse with the law of "
    "plans that it would break.",
    "plan(r, c) ∈ P ∪ {None}",
)
def _total(strategy: Given, party: Relationship, context: Context) -> bool:
    try:
        strategy.propose(party, context)
    except PlanLawError as fault:
        if fault.__cause__ is not None:  # it did not refuse: something in it failed
            raise
        return False
    return True


@law("S2", "the same again", "Asked again, it gives the same plan for the same reason.", "p = p")
@unless_refused
def _again(strategy: Given, party: Relationship, context: Context) -> None:
    first = told(planned(strategy, party, context))
    for _ in range(2):
        same(told(planned(strategy, party, context)), first)


@law(
    "S2",
    "leaves its input",
    "Planning changes neither the relationship nor the context.",
    "(r, c) = (r, c) afterwards",
)
@unless_refused
def _pure(strategy: Given, party: Relationship, context: Context) -> None:
    before = copy.deepcopy((party, context))
    planned(strategy, party, context)
    same((party, context), before)


@law(
    "S3",
    "gives what it declares",
    "What it proposes is none, or a plan of the class that it declares.",
    "plan(r, c): P",
)
@unless_refused
def _declared(strategy: Given, party: Relationship, context: Context) -> bool:
    plan = planned(strategy, party, context)
    if plan is not None and not isinstance(plan, strategy.plan_types()):
        names = ", ".join(each.__name__ for each in strategy.plan_types())
        msg = f"It declares {names} and gives {type(plan).__name__}."
        raise LawBrokenError(msg)
    return plan is not None


@law(
    "S5",
    "rebuilt",
    "Rebuilt as pickling and copying do it, it has its class and its fields.",
    "rebuild(reduce(s)) = s",
)
def _rebuilt(strategy: Given) -> None:
    make, args, *rest = cast("tuple[Any, ...]", strategy.__reduce_ex__(4))
    again: Any = make(*args)
    if rest and rest[0] is not None:
        again.__setstate__(rest[0])
    same(type(cast("object", again)), type(strategy))
    same(told_fields(again), told_fields(strategy))


@law(
    "S9",
    "kinds below",
    "A relationship of a kind below is planned for as one of the kind itself.",
    "plan(as_kind(r, K′)) = plan(r) for K′ below K",
)
@unless_refused
def _below(strategy: Given, party: Relationship, context: Context) -> None:
    lower = as_kind(party, below(type(party)))
    same(planned(strategy, lower, context), planned(strategy, party, context))


def _open(strategy: Given) -> str:
    return "its class is final" if getattr(type(strategy), "__final__", False) else ""


@law(
    "S10",
    "subclasses",
    "A class below it that overrides nothing gives the same plan.",
    "plan′ = plan for S′ below S",
    applies=_open,
)
@unless_refused
def _subclass(strategy: Given, party: Relationship, context: Context) -> None:
    lower = object.__new__(_lower(type(strategy)))
    for field in attrs.fields(type(strategy)):
        object.__setattr__(lower, field.name, getattr(strategy, field.name))
    same(planned(lower, party, context), planned(strategy, party, context))


@cache
def _lower(of: type[Given]) -> type[Given]:
    return type(of.__name__, (of,), {"__module__": __name__, "__slots__": ()})


@law(
    "S12",
    "alternatives",
    "It is its own alternative, and NOTHING is no alternative to it.",
    "s | s = s, NOTHING | s = s | NOTHING = s",
)
def _alternatives(strategy: Given) -> None:
    same(strategy | strategy, strategy)
    same(strategy | NOTHING, strategy)
    same(NOTHING | strategy, strategy)


@law(
    "S13",
    "conditions",
    "Under a condition it gives what it gives wherever that holds, and nothing elsewhere.",
    "s.when(⊤) = s, s.when(⊥) = NOTHING, plan.when(p) = plan if p else None",
)
@unless_refused
def _conditions(
    strategy: Given, party: Relationship, context: Context, condition: Predicate
) -> None:
    same(strategy.when(ALWAYS), strategy)
    same(strategy.when(NEVER), NOTHING)
    expected = planned(strategy, party, context) if condition(party, context) else None
    same(planned(strategy.when(condition), party, context), expected)


@law(
    "S13",
    "adjusted by nothing",
    "Adjusted by a function that changes nothing, it gives the same plan.",
    "s >> id = s",
)
@unless_refused
def _adjusted(strategy: Given, party: Relationship, context: Context) -> None:
    same(planned(strategy >> _as_it_is, party, context), planned(strategy, party, context))


def _as_it_is(plan: Plan) -> Plan:
    return plan


@law(
    "S13",
    "fallback",
    "With a fallback it gives its own plan where it has one, and the fallback elsewhere.",
    "s.fallback(p) = s if applicable else p",
)
@unless_refused
def _fallback(strategy: Given, party: Relationship, context: Context) -> None:
    own = planned(strategy, party, context)
    same(planned(strategy.fallback(_FALLBACK), party, context), _FALLBACK if own is None else own)


def _is_plain(strategy: Given) -> str:
    return "" if rule_of(strategy) is None else "its parts say what they read"


@law(
    "S15",
    "reads what it says",
    "Fields and traits that it does not say it reads change nothing.",
    "r ≡ r′ on reads and consults ⇒ plan(r) = plan(r′)",
    applies=_is_plain,
)
@unless_refused
def _reads(strategy: Given, party: Relationship, other: Relationship, context: Context) -> None:
    read = {name: getattr(party, name) for name in strategy.reads}
    if strategy.consults:
        read["profile"] = party.profile
    alike: Relationship = attrs.evolve(cast("Any", other), **read)
    same(planned(strategy, alike, context), planned(strategy, party, context))


@law(
    "S16",
    "slips are named",
    "A class below it that adds a field without its decorator is refused when it is made.",
    "S′(…) raises DeclarationError",
    applies=_open,
)
def _slips(strategy: Given) -> None:
    body = {"__annotations__": {"slip_of_the_pen": "int"}, "slip_of_the_pen": 1}
    cls: Any = type("Slip", (type(strategy),), {"__module__": __name__, **body})
    try:
        cls()
    except DeclarationError:
        return
    except TypeError:  # fields without a default: the slip went by unseen
        pass
    msg = f"A class below {type(strategy).__name__} lost a field, and nobody said so."
    raise LawBrokenError(msg)


@law(
    "S17",
    "says because",
    "Each plan names its way, and going that way again gives the plan.",
    "replay(because(p)) = p",
)
@unless_refused
def _says_because(strategy: Given, party: Relationship, context: Context) -> bool:
    plan = planned(strategy, party, context)
    if plan is None:
        return False
    path = plan.because.path
    if not path:
        msg = "The plan does not say which strategy made it."
        raise LawBrokenError(msg)
    same(strategy.replay(path, party, context), plan)
    return True


def _markets(strategy: Given) -> str:
    given = [each for each in strategy.plan_types() if issubclass(MarketingPlan, each)]
    return "" if given or strategy.does_give(MarketingPlan) else "it plans no marketing"


@law(
    "S18",
    "consent",
    "No marketing plan reaches out over a channel without the party's consent.",
    "outbound(plan(r, c)) ⊆ consent(c)",
    applies=_markets,
)
def _consent(strategy: Given, party: Relationship, context: Context) -> bool:
    plan = strategy.plan(party, context)
    reached = [
        set(each.outbound_channels) - context.consent
        for each in (() if plan is None else single_plans(plan))
        if isinstance(each, MarketingPlan)
    ]
    for channels in reached:
        same(channels, set[str]())
    return bool(reached)


@law(
    "S19",
    "threads",
    "Asked by several threads at once, it gives all of them the same plan.",
    "plan₁ = … = planₙ",
)
@unless_refused
def _threads(strategy: Given, party: Relationship, context: Context) -> None:
    alone = told(planned(strategy, party, context))
    with ThreadPoolExecutor(_THREADS) as pool:
        asked = [pool.submit(planned, strategy, party, context) for _ in range(_THREADS)]
    for each in asked:
        same(told(each.result()), alone)


STRATEGY_LAWS: Final[tuple[Law, ...]] = (
    _total,
    _again,
    _pure,
    _declared,
    _rebuilt,
    _below,
    _subclass,
    _alternatives,
    _conditions,
    _adjusted,
    _fallback,
    _reads,
    _slips,
    _says_because,
    _consent,
    _threads,
    *VALUE_LAWS,
)
"""What every strategy owes."""
