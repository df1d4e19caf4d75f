"""`Treatment`: the plans that a playbook gives one relationship."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._notebook import mime_bundle
from relkit._words import listed, mend, shown
from relkit.errors import InvalidValueError, MissingStrategyError
from relkit.plans import MarketingPlan, PaymentPlan, Plan, ServicePlan
from relkit.relationships import Stage

__all__ = ["STANDARD_AREAS", "Treatment"]

STANDARD_AREAS: Final[dict[str, type[Plan]]] = {
    "marketing": MarketingPlan,
    "service": ServicePlan,
    "payment": PaymentPlan,
}
"""The areas that every playbook knows, with the plans that belong there."""


def _checked_plans(value: object) -> tuple[tuple[str, Plan | None], ...]:
    pairs = cast("tuple[tuple[str, Plan | None], ...]", value)
    if not isinstance(value, tuple) or not all(map(_is_pair, pairs)):
        msg = f"The plans of a treatment are pairs (area, plan or None), not {shown(pairs)}."
        raise InvalidValueError(msg)
    areas = [area for area, _ in pairs]
    if len(set(areas)) < len(areas):
        msg = f"A treatment has one plan for each area; these repeat: {listed(areas, 'and')}."
        raise InvalidValueError(msg)
    for area, plan in pairs:
        kind = STANDARD_AREAS.get(area, Plan)
        if plan is not None and not isinstance(plan, kind):
            msg = f"The area {area!r} holds a {kind.__name__}, not {shown(plan)}."
            raise InvalidValueError(msg)
    return pairs


def _is_pair(pair: object) -> bool:
    if not isinstance(pair, tuple):
        return False
    return len(cast("tuple[object, ...]", pair)) == 2 and isinstance(pair[0], str)  # noqa: PLR2004 - a pair


@attrs.frozen(kw_only=True)
class Treatment:
    """The plans that a playbook gives one relationship, by area.

    Args:
        kind: the label of the relationship's kind.
        stage: where the relationship stands in time, if known.
        plans: pairs of an area and its plan, in the playbook's order; None where the
            strategy of the area is not applicable.

    ``treatment.marketing``, ``.service`` and ``.payment`` give the standard areas,
    ``treatment["onboarding"]`` any area. Iterating gives the plans that there are.

    Raises ``InvalidValueError``.

    >>> from datetime import date
    >>> from relkit import Client, Context, default_playbook
    >>> acme = Client(party="acme", business="harper-law")
    >>> treatment = default_playbook().treat(acme, Context(today=date(2025, 9, 1)))
    >>> treatment.areas, treatment["payment"] == treatment.payment
    (('marketing', 'service', 'payment'), True)
    """

    kind: str
    stage: Stage | None = None
    plans: tuple[tuple[str, Plan | None], ...] = attrs.field(converter=_checked_plans)

    def __attrs_post_init__(self) -> None:
        """Check the kind."""
        text(self.kind, "Treatment.kind")

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas for which the playbook has a strategy for the kind."""
        return tuple(area for area, _ in self.plans)

    @property
    def marketing(self) -> MarketingPlan | None:
        """The marketing plan; None where the strategy is not applicable."""
        return cast("MarketingPlan | None", self["marketing"])

    @property
    def service(self) -> ServicePlan | None:
        """The service plan; None where the strategy is not applicable."""
        return cast("ServicePlan | None", self["service"])

    @property
    def payment(self) -> PaymentPlan | None:
        """The payment plan; None where the strategy is not applicable."""
        return cast("PaymentPlan | None", self["payment"])

    def __getitem__(self, area: str) -> Plan | None:
        """Give the plan of an area; raises ``MissingStrategyError`` where no strategy was."""
        for name, plan in self.plans:
            if name == area:
                return plan
        msg = f"No strategy serves the {self.kind} in the area {shown(area)}."
        raise MissingStrategyError(f"{msg} {mend(area, self.areas)}")

    def __iter__(self) -> Iterator[Plan]:
        """Give the plans that there are, in order."""
        return (plan for _, plan in self.plans if plan is not None)

    def __len__(self) -> int:
        """Count the plans that there are."""
        return sum(1 for _ in self)

    def _repr_mimebundle_(self, **_wanted: object) -> dict[str, str]:
        """Show the plans in a notebook."""
        return mime_bundle(self)

    @override
    def __str__(self) -> str:
        """Give the plans below each other, under the kind and the stage."""
        head = self.kind if self.stage is None else f"{self.kind}, {self.stage.value}"
        none = [f"{area.capitalize()}: nothing" for area, plan in self.plans if plan is None]
        return "\n".join([f"Treatment ({head})", *map(str, self), *none])
