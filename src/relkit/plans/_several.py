"""`SeveralPlans`: the plans of several strategies that applied at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Generic, cast

import attrs
from typing_extensions import TypeVar, override

from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.plans._fields import part, parts
from relkit.plans._plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SeveralPlans", "single_plans"]

P_co = TypeVar("P_co", bound=Plan, covariant=True, default=Plan)


@attrs.frozen(kw_only=True)
class SeveralPlans(Plan, Generic[P_co]):
    """The plans of several strategies that applied at once, in their order: what ``all_of`` gives.

    Each plan keeps its own reason. It is a plan of an area of your own: the areas marketing,
    service and payment hold one plan each, and other code reads it there by its fields.

    Raises ``InvalidValueError`` for no plan at all, or what is none.

    >>> from relkit.plans import ServicePlan
    >>> both = SeveralPlans(plans=(ServicePlan(tier="pooled"), ServicePlan(tier="on_site")))
    >>> len(both), [plan.tier for plan in both]
    (2, ['pooled', 'on_site'])
    """

    plans: tuple[P_co, ...]
    """The plans, in the order of the strategies; at least one."""

    @override
    def __attrs_post_init__(self) -> None:
        """Check the plans."""
        super().__attrs_post_init__()
        parts(part(Plan))(self.plans, "SeveralPlans.plans")
        if not self.plans:
            msg = f"SeveralPlans.plans are one or more, not {shown(self.plans)}; else give None."
            raise InvalidValueError(msg)

    def __iter__(self) -> Iterator[P_co]:
        """Give the plans in order."""
        return iter(self.plans)

    def __len__(self) -> int:
        """Count the plans."""
        return len(self.plans)

    @override
    def summary(self) -> Iterable[str]:
        """Give how many there are, and then each of them."""
        yield "1 plan" if len(self) == 1 else f"{len(self)} plans"
        for plan in self.plans:
            yield from plan.summary()


def single_plans(plan: Plan) -> Iterator[Plan]:
    """Give a plan, or the plans that it holds, those inside them as well.

    >>> len(list(single_plans(SeveralPlans(plans=(Plan(), SeveralPlans(plans=(Plan(),)))))))
    2
    """
    if isinstance(plan, SeveralPlans):
        for each in cast("SeveralPlans", plan):
            yield from single_plans(each)
    else:
        yield plan
