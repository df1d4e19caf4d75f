"""`Combined`: several payment strategies side by side, in one plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import attrs
from typing_extensions import override

from relkit._words import listed
from relkit.errors import InvalidPlanError
from relkit.plans import (
    Because,
    Fact,
    Indicator,
    LateHandling,
    PaymentPlan,
    PriceChange,
    StatutoryFees,
    Terms,
)
from relkit.plans._fields import part, parts
from relkit.plans._lines import by_due_date, sum_of
from relkit.relationships import Relationship
from relkit.schedules import Adjustment
from relkit.strategies._base import R_contra, strategy
from relkit.strategies._context import Context
from relkit.strategies._payment._base import PaymentStrategy

__all__ = ["Combined"]

_PARTS: Final = parts(part(PaymentStrategy))


@strategy
class Combined(PaymentStrategy[R_contra]):
    """Several payment strategies side by side: a retainer and usage, a fee and a success fee.

    The plan has the lines and the recurring payments of all parts, in order of due date. The
    context's price is for the first part; the others have prices of their own. Model, terms
    and late handling are those of the first part that has them.

    It serves whom all its parts serve. Raises ``InvalidPlanError`` without a part, and where
    payments that are measured or recur have one label twice.

    >>> from datetime import date
    >>> from relkit import Client, Context, Money
    >>> from relkit.strategies import FlatFee, Retainer
    >>> both = Combined(parts=(Retainer(fee=Money(9, "USD")), FlatFee(price=Money(5, "USD"))))
    >>> plan = both.propose(
    ...     Client(party="acme", business="studio"), Context(today=date(2025, 9, 1))
    ... )
    >>> print(plan.lines[0], plan.next_due(date(2025, 9, 2)), sep="; ")
    fee USD 5.00 on delivery; retainer USD 9.00 on 2025-10-01
    """

    parts: tuple[PaymentStrategy[R_contra], ...]
    """The strategies, the main one first."""

    # What belongs to the parts cannot be given here, where it would change nothing.
    label: str = attrs.field(init=False, repr=False, default="combined")
    terms: Terms = attrs.field(init=False, repr=False, default=Terms(timing="on_delivery"))
    late: LateHandling | None = attrs.field(init=False, repr=False, default=None)
    late_fees: StatutoryFees | None = attrs.field(init=False, repr=False, default=None)
    adjustments: tuple[PriceChange, ...] = attrs.field(init=False, repr=False, default=())
    floor_at_zero: bool = attrs.field(init=False, repr=False, default=False)
    communicate_by_days: int | None = attrs.field(init=False, repr=False, default=None)
    business_days: Adjustment = attrs.field(init=False, repr=False, default="none")
    most_lines: int = attrs.field(init=False, repr=False, default=1200)
    indicators: tuple[Indicator, ...] = attrs.field(init=False, repr=False, default=())

    @override
    def __attrs_post_init__(self) -> None:
        """Check the parts."""
        _PARTS(self.parts, "Combined.parts")
        if not self.parts:
            msg = "Combined has no part: give parts=(Retainer(...), FlatFee(...))."
            raise InvalidPlanError(msg)

    @override
    def served_kinds(self) -> tuple[type[Relationship], ...]:
        """Give the kinds that all parts serve."""
        kinds = (kind for part_ in self.parts for kind in part_.served_kinds())
        return tuple(dict.fromkeys(kinds))

    @override
    def plan(self, relationship: R_contra, context: Context) -> PaymentPlan | None:
        """Give the plans of the parts as one; nothing where none is applicable."""
        others = attrs.evolve(context, price=None)
        proposed = [
            part_.propose(relationship, others if number else context)
            for number, part_ in enumerate(self.parts)
        ]
        plans = [plan for plan in proposed if plan is not None]
        return _united(plans) if plans else None


def _united(plans: list[PaymentPlan]) -> PaymentPlan:
    """Put plans side by side; what there can be one of comes from the first that has it."""
    first = plans[0]
    _check_labels(plans)
    deposits = [d for plan in plans if (d := plan.deposit) is not None and d.minor_units]
    facts: list[Fact] = [fact for plan in plans for fact in plan.because.facts]
    prices = [plan.price for plan in plans]
    is_closed = not any(plan.recurring or plan.meters for plan in plans)
    return PaymentPlan(
        because=Because((), tuple(dict.fromkeys(facts))),
        model=first.model,
        terms=first.terms,
        price=sum_of(_given(prices)) if is_closed and None not in prices else None,
        lines=by_due_date(line for plan in plans for line in plan.lines),
        recurring=tuple(each for plan in plans for each in plan.recurring),
        meters=tuple(each for plan in plans for each in plan.meters),
        adjustments=tuple(step for plan in plans for step in plan.adjustments),
        deposit_amount=sum_of(deposits),
        replenish_at_percent=(
            _first(plan.replenish_at_percent for plan in plans) if deposits else None
        ),
        allowance=_first(plan.allowance for plan in plans),
        notice_days=max(_given(plan.notice_days for plan in plans), default=None),
        communicate_by_days=min(_given(plan.communicate_by_days for plan in plans), default=None),
        late=_first(plan.late for plan in plans),
        late_fees=_first(plan.late_fees for plan in plans),
        needs_written_agreement=any(plan.needs_written_agreement for plan in plans),
        is_final=first.is_final,
        indicators=tuple(dict.fromkeys(each for plan in plans for each in plan.indicators)),
    )


def _check_labels(plans: list[PaymentPlan]) -> None:
    """Refuse a label that several parts would settle, or bill in a rhythm."""
    own = [
        {part_.label for part_ in plan.recurring} | {meter.label for meter in plan.meters}
        for plan in plans
    ]
    found = Counter(label for labels in own for label in labels)
    twice = sorted(label for label, times in found.items() if times > 1)
    if twice:
        msg = (
            f"Several parts call their payments {listed(map(repr, twice), 'and')}: "
            "give each a label of its own."
        )
        raise InvalidPlanError(msg)


def _first(values: Iterable[Any]) -> Any:  # noqa: ANN401 - of one field of a plan
    return next(iter(_given(values)), None)


def _given(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]
