"""Finding the strategy for a relationship, over the strategy's own work.

    python benchmarks/bench_dispatch.py [--quick]

What is printed is how much longer ``playbook.plan`` and ``playbook.treat`` take than calling
``propose`` of the very strategies that they find (and, for ``treat``, building the same
``Treatment``). The strategies do next to nothing, they are never applicable, for the
difference to be seen; the last lines show the default strategies' own work. The reference is
a ``functools.singledispatch`` function that calls the same ``propose``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial, singledispatch

from _timing import (
    Aim,
    Row,
    Subject,
    interleaved,
    options,
    print_load,
    print_table,
)
from typing_extensions import override

from relkit import (
    Client,
    Context,
    Customer,
    Plan,
    Playbook,
    Relationship,
    Strategy,
    Treatment,
    default_playbook,
    kind,
    strategy,
)

AIM = Aim(150e-9, is_ratio=False)
CONTEXT = Context(today=date(2025, 9, 1))
AREAS = ("greeting", "parting", "waiting")


@kind
class Patient(Client):
    """A kind that is served as its parent is."""


@strategy
class Silent(Strategy[Relationship, Plan]):
    """A strategy that is never applicable."""

    @override
    def plan(self, relationship: Relationship, context: Context) -> None:
        """Give no plan."""


SILENT = Silent()
ANN = Patient(party="ann", business="clinic")
PLAYBOOK = Playbook(
    [(each, area, SILENT) for each in (Customer, Client, Relationship) for area in AREAS]
)


@singledispatch
def single(relationship: object, context: Context) -> Plan | None:
    """Plan for a relationship of no known kind."""
    raise NotImplementedError


@single.register(Customer)
@single.register(Client)
@single.register(Relationship)
def _single(relationship: Relationship, context: Context) -> Plan | None:
    return SILENT.propose(relationship, context)


def repeated(call: Callable[[], object], times: int = 1000) -> Subject:
    """Time many calls in a plain loop."""

    def loop() -> None:
        for _ in range(times):
            call()

    return Subject(loop, times)


def three_alone() -> Treatment:
    """Do by hand what ``treat`` does, with the strategy at hand."""
    first, second, third = AREAS
    plans = (
        (first, SILENT.propose(ANN, CONTEXT)),
        (second, SILENT.propose(ANN, CONTEXT)),
        (third, SILENT.propose(ANN, CONTEXT)),
    )
    return Treatment(kind=ANN.label, stage=ANN.stage, plans=plans)


def own_work() -> dict[str, Subject]:
    """Give the default playbook's strategies for a client, and its treatment."""
    acme, playbook = Client(party="acme", business="harper-law"), default_playbook()
    subjects = {
        area: repeated(partial(playbook.strategy(area, Client).propose, acme, CONTEXT), 20)
        for area in playbook.areas
    }
    return {**subjects, "treat": repeated(partial(playbook.treat, acme, CONTEXT), 20)}


def main(arguments: list[str] | None = None) -> None:
    """Print what dispatch adds."""
    runs = 9 if options(__doc__).parse_args(arguments).quick else 101
    found = interleaved(
        {
            "plan": repeated(lambda: PLAYBOOK.plan("parting", ANN, CONTEXT)),
            "alone": repeated(lambda: SILENT.propose(ANN, CONTEXT)),
            "single": repeated(lambda: single(ANN, CONTEXT)),
            "treat": repeated(lambda: PLAYBOOK.treat(ANN, CONTEXT)),
            "three alone": repeated(three_alone),
        },
        runs=runs,
    )
    alone = found["alone"]
    ours, theirs = found["plan"].less(alone), found["single"].less(alone)
    treat = found["treat"].less(found["three alone"])
    name = "singledispatch"
    rows = [
        Row("plan(), dispatch", ours.median, name, theirs.median, ours.over(theirs), AIM),
        Row("treat(), per area", treat.median / len(AREAS), aim=AIM),
    ]
    print_table("over the strategies", rows)
    work = interleaved(own_work(), runs=max(5, runs // 5))
    print_table("a client's own", [Row(area, took.median) for area, took in work.items()])
    print_load({**found, **work})


if __name__ == "__main__":
    main()
