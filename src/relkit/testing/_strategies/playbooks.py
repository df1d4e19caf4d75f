"""Strategies for playbooks and treatments, made of strategies and plans of every class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from relkit.plans import MarketingPlan, PaymentPlan, Plan, ServicePlan
from relkit.playbook import Playbook, Treatment
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.strategies import (
    ClientMarketing,
    ClientService,
    Contingency,
    CustomerMarketing,
    CustomerService,
    DepositAndBalance,
    FlatFee,
    Hourly,
    Installments,
    Milestones,
    PlainMarketing,
    PlainService,
    PointOfSale,
    Retainer,
    SingleInvoice,
    Subscription,
    Usage,
    ValueBased,
)
from relkit.testing._strategies.hints import Drawn, Resolve

__all__ = ["STRATEGIES", "playbooks_of", "treatments_of"]

_FOR_ALL: Final = (FlatFee, DepositAndBalance, Installments, Subscription, Usage)
STRATEGIES: Final[Mapping[type[Relationship], Mapping[str, tuple[type, ...]]]] = {
    Relationship: {
        "marketing": (PlainMarketing,),
        "service": (PlainService,),
        "payment": (SingleInvoice, *_FOR_ALL),
    },
    Customer: {
        "marketing": (CustomerMarketing, PlainMarketing),
        "service": (CustomerService, PlainService),
        "payment": (PointOfSale, *_FOR_ALL),
    },
    Client: {
        "marketing": (ClientMarketing, PlainMarketing),
        "service": (ClientService, PlainService),
        "payment": (Retainer, Hourly, ValueBased, Milestones, Contingency, *_FOR_ALL),
    },
}
"""The classes of strategies that serve each kind, by area."""

_PLANS: Final[Mapping[str, type[Plan]]] = {
    "marketing": MarketingPlan,
    "service": ServicePlan,
    "payment": PaymentPlan,
}


class _Cell(NamedTuple):
    kind: type[Relationship]
    area: str


def _cells(kinds: Sequence[type[Relationship]]) -> Iterator[_Cell]:
    return (_Cell(kind, area) for kind in kinds for area in _PLANS)


def playbooks_of(
    resolve: Resolve, kinds: tuple[type[Relationship], ...]
) -> st.SearchStrategy[Playbook]:
    """Playbooks with a strategy for some kinds and areas, and with gaps."""

    def entries(chosen: Mapping[_Cell, Any]) -> Playbook:
        return Playbook([(kind, area, strategy) for (kind, area), strategy in chosen.items()])

    cells = {cell: _suited(cell, resolve) for cell in _cells(kinds)}
    return st.fixed_dictionaries({}, optional=cells).map(entries)


def _suited(cell: _Cell, resolve: Resolve) -> Drawn:
    """Draw a strategy that serves a kind in an area."""
    owner = next(base for base in cell.kind.__mro__ if base in STRATEGIES)
    return st.one_of([_given(resolve, each) for each in STRATEGIES[owner][cell.area]])


def _given(resolve: Resolve, of: type) -> Drawn:
    found = resolve(of)
    return st.nothing() if found is None else found


def treatments_of(resolve: Resolve) -> st.SearchStrategy[Treatment]:
    """Treatments with plans for some areas, some of them not applicable."""

    def treated(label: str, stage: Stage | None, plans: Mapping[str, Plan | None]) -> Treatment:
        return Treatment(kind=label, stage=stage, plans=tuple(plans.items()))

    labels = st.sampled_from([Relationship.label, Customer.label, Client.label])
    plans = {area: st.none() | _given(resolve, of) for area, of in _PLANS.items()}
    return st.builds(
        treated,
        labels,
        st.none() | st.sampled_from(Stage),
        st.fixed_dictionaries({}, optional=plans),
    )
