"""How strategies, their compositions and predicates are written.

What composing makes is made again by the functions of composition, which check and flatten;
what holds a function of Python has no form, for a function cannot be written.
"""

from __future__ import annotations

from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Final

from relkit import strategies
from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.relationships import Client, Stage
from relkit.serialization._forms import Form
from relkit.strategies import Predicate, Strategy
from relkit.strategies._changes import Fallback
from relkit.strategies._field_terms import OneOf
from relkit.strategies._rules import AllOf, FirstOf, Only, When

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from relkit.plans import Plan
    from relkit.relationships import Relationship
    from relkit.strategies._field_terms import Subject

__all__ = ["COMPOSED", "STRATEGY_FORMS"]

_AnyStrategy = Strategy[Any, Any]

# The classes behind the functions are nobody's business; each is that of what a function makes.
COMPOSED: Final[type[_AnyStrategy]] = type(strategies.NOTHING)
_CONSTANT: Final = type(strategies.ALWAYS)
_STAGES: Final = type(strategies.in_stage(Stage.NEW))
_KIND: Final = type(strategies.is_a(Client))
_NOT: Final = type(~strategies.is_a(Client))
_COMBINED: Final = type(strategies.is_a(Client) & strategies.in_stage(Stage.NEW))
_COMPARED: Final = type(strategies.trait("trust") >= 0)
_SIGNS: Final[dict[str, Callable[[Any, Any], Predicate]]] = {">=": ge, ">": gt, "<=": le, "<": lt}


def _first_of(parts: tuple[_AnyStrategy, ...]) -> _AnyStrategy:
    return strategies.first_of(*parts)


def _all_of(parts: tuple[_AnyStrategy, ...]) -> _AnyStrategy:
    return strategies.all_of(*parts)


def _one(parts: tuple[_AnyStrategy, ...]) -> _AnyStrategy:
    if len(parts) != 1:
        msg = f"This rule of composition is about one strategy, not about {len(parts)}."
        raise InvalidValueError(msg)
    return parts[0]


def _when(parts: tuple[_AnyStrategy, ...], condition: Predicate) -> _AnyStrategy:
    return strategies.when(_one(parts), condition)


def _only(parts: tuple[_AnyStrategy, ...], kind: type[Relationship]) -> _AnyStrategy:
    return strategies.only(_one(parts), kind)


def _fallback(parts: tuple[_AnyStrategy, ...], other: Plan) -> _AnyStrategy:
    return strategies.fallback(_one(parts), other)


def _constant(*, value: bool) -> Predicate:
    return strategies.ALWAYS if value else strategies.NEVER


def _stages(stages: tuple[Stage, ...]) -> Predicate:
    return strategies.in_stage(*stages)


def _one_of(subject: Subject, name: str, values: tuple[str, ...]) -> Predicate:
    if subject == "datum":
        return strategies.has_datum(name, *values)
    if name != subject:
        msg = f"What is asked of the {subject} is called {subject!r}, not {shown(name)}."
        raise InvalidValueError(msg)
    ask = strategies.in_line if subject == "line" else strategies.is_party_type
    return ask(*values)


def _combined(parts: tuple[Predicate, ...], *, wants_all: bool) -> Predicate:
    return strategies.all_hold(*parts) if wants_all else strategies.any_holds(*parts)


def _holds_not(part: Predicate) -> Predicate:
    return strategies.holds_not(part)


def _compared(name: str, *, is_support: bool, sign: str, limit: Fraction) -> Predicate:
    term = strategies.trait(name)
    if not is_support:
        return _SIGNS[sign](term, limit)
    whole = limit.numerator if limit.denominator == 1 else limit
    return _SIGNS[sign](term.support, whole)


_CLASSES: Final[dict[str, type]] = {
    "client_marketing": strategies.ClientMarketing,
    "client_service": strategies.ClientService,
    "combined": strategies.Combined,
    "context": strategies.Context,
    "contingency": strategies.Contingency,
    "customer_marketing": strategies.CustomerMarketing,
    "customer_service": strategies.CustomerService,
    "deposit_and_balance": strategies.DepositAndBalance,
    "flat_fee": strategies.FlatFee,
    "hourly": strategies.Hourly,
    "installments": strategies.Installments,
    "marketing_strategy": strategies.MarketingStrategy,
    "milestone": strategies.Milestone,
    "milestones": strategies.Milestones,
    "pay_per_transaction": strategies.PayPerTransaction,
    "payment_strategy": strategies.PaymentStrategy,
    "persona": strategies.Persona,
    "plain_marketing": strategies.PlainMarketing,
    "plain_service": strategies.PlainService,
    "point_of_sale": strategies.PointOfSale,
    "retainer": strategies.Retainer,
    "service_strategy": strategies.ServiceStrategy,
    "single_invoice": strategies.SingleInvoice,
    "subscription": strategies.Subscription,
    "usage": strategies.Usage,
    "value_based": strategies.ValueBased,
}


def _rule(tag: str, rule: type, make: Callable[..., _AnyStrategy]) -> Form:
    return Form(tag=tag, shape=rule, stands_for=COMPOSED, make=make)


STRATEGY_FORMS: Final[tuple[Form, ...]] = (
    *(Form(tag=tag, shape=shape) for tag, shape in _CLASSES.items()),
    _rule("first_of", FirstOf, _first_of),
    _rule("all_of_strategies", AllOf, _all_of),
    _rule("when", When, _when),
    _rule("only", Only, _only),
    _rule("fallback", Fallback, _fallback),
    Form(tag="constantly", shape=_CONSTANT, make=_constant),
    Form(tag="in_stage", shape=_STAGES, make=_stages),
    Form(tag="one_of_texts", shape=OneOf, make=_one_of),
    Form(tag="is_a", shape=_KIND, make=strategies.is_a),
    Form(tag="holds_not", shape=_NOT, make=_holds_not),
    Form(tag="all_or_any", shape=_COMBINED, make=_combined),
    Form(tag="trait_compared", shape=_COMPARED, make=_compared),
)
"""Strategies, the rules of composition, and predicates."""
