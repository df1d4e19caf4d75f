"""The laws that every proposed plan keeps, whatever strategy made it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any, Final

import attrs

from relkit._values import Value
from relkit._words import listed
from relkit.errors import PlanLawError
from relkit.money import Currency
from relkit.plans import Line, MarketingPlan, PaymentPlan, Plan
from relkit.plans._lines import sum_of
from relkit.plans._marketing import SUMMED_UP_STORIES
from relkit.plans._several import single_plans
from relkit.plans._text import plain
from relkit.relationships import Relationship
from relkit.strategies._context import Context

__all__ = ["PLAN_LAWS", "PlanLaw", "check_laws"]


@attrs.frozen(eq=False, repr=False)
class PlanLaw(Value):
    """A law that a proposed plan must keep.

    Args:
        name: how messages and tests call it.
        statement: what holds, in one sentence.
        plan: to which plans it applies.
        breach: tells how a plan breaks it for a relationship, in a context; empty where it
            does not.

    >>> [law.name for law in PLAN_LAWS][:3]
    ['consent', 'complaint', 'success story']
    """

    name: str
    statement: str
    plan: type[Plan]
    breach: Callable[[Any, Relationship, Context], str]


def _without_consent(plan: MarketingPlan, _party: Relationship, context: Context) -> str:
    channels = sorted(plan.outbound_channels - context.consent)
    return (
        f"it uses {listed(channels, 'and')}: drop them, or record the party's agreement as "
        f"Context(consent={channels!r})"
        if channels
        else ""
    )


def _favor_in_anger(plan: MarketingPlan, _party: Relationship, context: Context) -> str:
    asked = [name for name in ("success_story", "referral") if getattr(plan, name) is not None]
    if asked and context.open_complaint:
        return (
            f"it asks for {listed(map(plain, asked), 'and')} while a complaint is open: "
            "settle that first, or drop the question"
        )
    return ""


def _untold_story(plan: MarketingPlan, _party: Relationship, _context: Context) -> str:
    story = plan.success_story
    if story is None:
        return ""
    if not story.after:
        return f"its {plain(story.form)} follows nothing: say after which occasions it is asked for"
    if story.form in SUMMED_UP_STORIES or story.needs_consent:
        return ""
    return (
        f"its {plain(story.form)} is told without the party's consent: say needs_consent=True, or "
        f"ask for what is summed up over many, {listed(sorted(SUMMED_UP_STORIES))}"
    )


def _without_agreement(plan: PaymentPlan, _party: Relationship, context: Context) -> str:
    if not plan.needs_written_agreement or context.has_written_agreement:
        return ""
    return (
        f"{plan.model} has none: choose another model, or record the signature as "
        "Context(has_written_agreement=True)"
    )


def _undue_fees(plan: PaymentPlan, relationship: Relationship, _context: Context) -> str:
    fees = plan.late_fees
    if fees is None:
        return ""
    if relationship.party_type != "organization":
        return (
            f"it claims {fees} of a party_type {relationship.party_type!r}, and the law knows "
            "them between organizations only: drop late_fees, or say party_type='organization'"
        )
    if plan.terms.net_days > fees.law.most_days and not fees.longer_terms_agreed:
        return (
            f"{plan.terms.net_days} days to pay, and {fees.law.name} allows {fees.law.most_days} "
            "unless longer_terms_agreed=True"
        )
    return ""


def _in_several_currencies(plan: PaymentPlan, _party: Relationship, _context: Context) -> str:
    metered = (own for meter in plan.meters if (own := meter.currency) is not None)
    found: list[Currency] = []
    for currency in chain((amount.currency for amount in plan.amounts()), metered):
        # Most often it is the very same object; equality is asked only where it is not.
        if not found or (currency is not found[-1] and currency not in found):
            found.append(currency)
    codes = sorted(map(str, found))
    return f"it is in {listed(codes, 'and')}; give one currency" if len(found) > 1 else ""


def _below_zero(plan: PaymentPlan, _party: Relationship, _context: Context) -> str:
    sign = -1 if plan.is_reversed else 1
    for line in plan.lines:
        if line.amount.minor_units * sign < 0:
            side = "above" if plan.is_reversed else "below"
            return f"{line} is {side} zero; a credit is plan.reversed(), with all amounts below"
    return ""


def _beyond_limits(plan: PaymentPlan, _party: Relationship, _context: Context) -> str:
    for meter in plan.meters:
        billed = sum_of(line.amount for line in plan.lines if line.label == meter.label)
        if meter.most is not None and billed is not None and billed > meter.most:
            return f"{meter.label!r} may come to {meter.most}, and its lines come to {billed}"
    return ""


def _off_total(plan: PaymentPlan, _party: Relationship, _context: Context) -> str:
    if plan.price is None or plan.recurring or not plan.lines:
        return ""
    billed = sum_of(line.amount for line in plan.lines)
    if billed is None or billed == plan.price or not all(line.is_exact for line in plan.lines):
        return ""
    off = billed - plan.price
    side = "too much" if off.minor_units > 0 else "too little"
    return f"the price is {plan.price}, and the lines add up to {billed}, {abs(off)} {side}"


def _out_of_order(plan: PaymentPlan, _party: Relationship, _context: Context) -> str:
    before: Line | None = None
    for line in plan.lines:
        if line.due is not None:
            if before is not None and before.due is not None and line.due < before.due:
                return f"{line} stands after {before}; sort the lines by due date"
            before = line
    return ""


PLAN_LAWS: Final[tuple[PlanLaw, ...]] = (
    PlanLaw(
        "consent",
        "No marketing plan reaches out over a channel without the party's consent (S18).",
        MarketingPlan,
        _without_consent,
    ),
    PlanLaw(
        "complaint",
        "Nobody is asked for a story or a referral while a complaint is open (S53, S58).",
        MarketingPlan,
        _favor_in_anger,
    ),
    PlanLaw(
        "success story",
        "A party's story follows an occasion and is told with its consent only (S53).",
        MarketingPlan,
        _untold_story,
    ),
    PlanLaw(
        "written agreement",
        "What needs a signed, written agreement is not planned without one (ABA 1.5(c)).",
        PaymentPlan,
        _without_agreement,
    ),
    PlanLaw(
        "statutory fees",
        "Statutory fees for late payment are claimed of organizations only (2011/7/EU; UK 1998).",
        PaymentPlan,
        _undue_fees,
    ),
    PlanLaw(
        "one currency",
        "All amounts of a payment plan are in one currency (P10).",
        PaymentPlan,
        _in_several_currencies,
    ),
    PlanLaw(
        "sign",
        "No line of a payment plan is below zero, and none of a credit above it (P3).",
        PaymentPlan,
        _below_zero,
    ),
    PlanLaw(
        "limits",
        "What is measured stays within the most that was agreed.",
        PaymentPlan,
        _beyond_limits,
    ),
    PlanLaw(
        "total",
        "The exact lines of a closed payment plan add up to its price (P1).",
        PaymentPlan,
        _off_total,
    ),
    PlanLaw(
        "order",
        "The dated lines of a payment plan stand in the order of their due dates (P5).",
        PaymentPlan,
        _out_of_order,
    ),
)
"""The laws, in the order in which they are checked.

>>> PLAN_LAWS[0].statement
"No marketing plan reaches out over a channel without the party's consent (S18)."
"""


def check_laws(strategy: str, plan: Plan, relationship: Relationship, context: Context) -> None:
    """Raise ``PlanLawError`` for a plan that breaks a law, naming strategy and law."""
    for single in single_plans(plan):
        for law in PLAN_LAWS:
            if isinstance(single, law.plan):
                breach = law.breach(single, relationship, context)
                if breach:
                    msg = f"The plan of {strategy} breaks the law {law.name!r}: {breach}."
                    raise PlanLawError(msg)
