"""The laws that every proposed plan keeps, whatever strategy made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from relkit._words import listed
from relkit.errors import InvalidValueError
from relkit.plans import MarketingPlan, PaymentPlan, Plan
from relkit.strategies._context import Context

__all__ = ["PLAN_LAWS", "PlanLaw", "check_laws"]


@attrs.frozen
class PlanLaw:
    """A law that a proposed plan must keep.

    Args:
        name: how messages and tests call it.
        statement: what holds, in one sentence.
        plan: to which plans it applies.
        breach: tells how a plan breaks it in a context; empty where it does not.

    >>> [law.name for law in PLAN_LAWS]
    ['consent', 'written agreement']
    """

    name: str
    statement: str
    plan: type[Plan]
    breach: Callable[[Any, Context], str]


def _without_consent(plan: MarketingPlan, context: Context) -> str:
    channels = sorted(plan.outbound_channels - context.consent)
    return (
        f"it uses {listed(channels, 'and')}: drop them, or record the party's agreement as "
        f"Context(consent={channels!r})"
        if channels
        else ""
    )


def _without_agreement(plan: PaymentPlan, context: Context) -> str:
    if not plan.needs_written_agreement or context.has_written_agreement:
        return ""
    return (
        f"{plan.model} has none: choose another model, or record the signature as "
        "Context(has_written_agreement=True)"
    )


PLAN_LAWS: Final[tuple[PlanLaw, ...]] = (
    PlanLaw(
        "consent",
        "No marketing plan reaches out over a channel without the party's consent (S18).",
        MarketingPlan,
        _without_consent,
    ),
    PlanLaw(
        "written agreement",
        "What needs a signed, written agreement is not planned without one (ABA 1.5(c)).",
        PaymentPlan,
        _without_agreement,
    ),
)
"""The laws, in the order in which they are checked."""


def check_laws(strategy: str, plan: Plan, context: Context) -> None:
    """Raise ``InvalidValueError`` for a plan that breaks a law, naming strategy and law."""
    for law in PLAN_LAWS:
        if isinstance(plan, law.plan):
            breach = law.breach(plan, context)
            if breach:
                msg = f"The plan of {strategy} breaks the law {law.name!r}: {breach}."
                raise InvalidValueError(msg)
