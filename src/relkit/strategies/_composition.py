"""The composition of strategies by name: each operator and method has a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.plans import Plan, SeveralPlans
from relkit.relationships import Relationship
from relkit.strategies._context import Context
from relkit.strategies._strategy import Planner, Strategy, alternatives, together

__all__ = ["adjust", "all_of", "fallback", "first_of", "only", "when"]

R = TypeVar("R", bound=Relationship)
P = TypeVar("P", bound=Plan)
Q = TypeVar("Q", bound=Plan)


def first_of(*strategies: Planner[R, P]) -> Strategy[R, P]:
    """Take the first of the strategies that is applicable: ``a | b`` by name.

    Associative, idempotent, with ``NOTHING`` as neutral element, all three of them to the
    letter: the result is flat and holds each strategy once (law S12). It serves the kinds
    that all of them serve; see ``only``. Raises ``InvalidValueError`` for other operands.

    >>> from relkit.strategies import NOTHING, ClientService
    >>> first_of(NOTHING, ClientService()) == ClientService()
    True
    """
    return alternatives(*strategies)


def all_of(*strategies: Planner[R, P]) -> Strategy[R, SeveralPlans[P]]:
    """Take the plans of all strategies that are applicable, in order, as one ``SeveralPlans``.

    It has at most one plan for each strategy, and is not applicable where none of them is.
    Associative to the letter, with ``NOTHING`` as neutral element; a strategy that is given
    twice gives two plans. It serves the kinds that all of them serve; see ``only``. There is
    no operator for it, since readers could not tell ``&`` or ``+`` from ``|``.

    A playbook takes it in an area of your own; marketing, service and payment hold one plan
    each, and ``Combined`` puts payments side by side in one plan.
    Raises ``InvalidValueError`` for other operands.

    >>> from datetime import date
    >>> from relkit import Client, Context
    >>> from relkit.strategies import ClientMarketing, ClientService
    >>> acme = Client(party="acme", business="harper-law")
    >>> plans = all_of(ClientMarketing(), ClientService()).propose(
    ...     acme, Context(today=date(2025, 9, 1))
    ... )
    >>> [type(plan).__name__ for plan in plans]
    ['MarketingPlan', 'ServicePlan']
    >>> print(plans.because)
    all_of [all_of 1 > ClientMarketing; all_of 2 > ClientService] (client)
    """
    return together(*strategies)


def when(strategy: Strategy[R, P], condition: Callable[[R, Context], bool]) -> Strategy[R, P]:
    """Apply a strategy only where a condition holds: ``a.when(condition)`` by name.

    The condition is a predicate, or a function that gives True or False. ``when`` twice is
    once with both; with ``ALWAYS`` it changes nothing, with ``NEVER`` it is ``NOTHING``.
    Raises ``InvalidValueError`` for other operands.

    >>> from relkit.strategies import ClientService, in_stage
    >>> print(when(ClientService(), in_stage("active")) == ClientService())
    False
    """
    return _checked(strategy).when(condition)


def only(strategy: Strategy[R, P], kind: type[R]) -> Strategy[Relationship, P]:
    """Apply a strategy only to a kind, and to no other: ``a.only(Kind)`` by name.

    A strategy for clients refuses a customer; ``only(strategy, Client)`` is not applicable
    to one, so that the next of ``first_of`` has its turn.

    Raises ``WrongRelationshipError`` for a kind that the strategy does not serve.

    >>> from relkit import Client, Customer
    >>> from relkit.strategies import ClientService, CustomerService
    >>> both = only(ClientService(), Client) | only(CustomerService(), Customer)
    >>> both.does_serve(Customer)
    True
    """
    return _checked(strategy).only(kind)


def fallback(strategy: Strategy[R, P], plan: Q) -> Strategy[R, P | Q]:
    """Give a fixed plan where a strategy is not applicable: ``a.fallback(plan)`` by name.

    The result always has a plan. Raises ``InvalidValueError`` for what is no plan.

    >>> from relkit.plans import ServicePlan
    >>> from relkit.strategies import NOTHING
    >>> fallback(NOTHING, ServicePlan(tier="pooled")).does_give(ServicePlan)
    True
    """
    return _checked(strategy).fallback(plan)


def adjust(strategy: Strategy[R, P], function: Callable[[P], P]) -> Strategy[R, P]:
    """Change each plan of a strategy by a function of the plan: ``a >> function`` by name.

    ``attrs.evolve(plan, field=...)`` gives a changed plan. The laws are checked on what
    comes out. Raises ``InvalidValueError`` for a function that cannot be called, and, when
    asked, for one that gives no plan.

    >>> import attrs
    >>> from relkit.strategies import ClientService
    >>> at_ease = adjust(ClientService(), lambda plan: attrs.evolve(plan, tools=("phone",)))
    >>> at_ease == ClientService()
    False
    """
    return _checked(strategy) >> function


def _checked(strategy: Strategy[R, P]) -> Strategy[R, P]:
    if isinstance(strategy, Strategy):
        return strategy
    msg = f"Only strategies are composed, not {shown(strategy)}; see from_function for functions."
    raise InvalidValueError(msg)
