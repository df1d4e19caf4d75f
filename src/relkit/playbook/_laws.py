"""The laws of playbooks, S6 to S19.

A sample ``party`` is a relationship of a kind that the playbook may serve, ``context`` what its
strategies are told, and ``other`` another playbook.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from relkit._law import Law, law, same
from relkit._value_laws import VALUE_LAWS
from relkit.errors import InvalidValueError, LawBrokenError, MissingStrategyError, PlanLawError
from relkit.playbook._playbook import Playbook
from relkit.relationships import Relationship, as_kind, kind
from relkit.strategies import PlainService
from relkit.strategies._strategy_laws import below, told

if TYPE_CHECKING:
    from relkit.playbook._treatment import Treatment
    from relkit.strategies import Context

__all__ = ["PLAYBOOK_LAWS"]

_THREADS = 4


@kind
class _Newcomer(Relationship):
    """A kind that no playbook knows."""


def _treated(playbook: Playbook, party: Relationship, context: Context) -> Treatment | None:
    """Give a treatment; None where no strategy serves the kind, or one refuses to plan."""
    try:
        return playbook.treat(party, context)
    except (MissingStrategyError, PlanLawError):
        return None


def _said(treatment: Treatment | None) -> object:
    """Give the plans with their reasons, and the kind and stage apart."""
    return None if treatment is None else [(area, told(plan)) for area, plan in treatment.plans]


@law(
    "S6",
    "the most specific wins",
    "The strategy for a kind is that of the first class in its order of bases that has one.",
    "s(K) = entry(first J in mro(K) with an entry)",
)
def _specific(playbook: Playbook, party: Relationship) -> bool:
    given = {(kind_, area): strategy for kind_, area, strategy in playbook.entries}
    of = type(party)
    expected = {
        area: next((given[cls, area] for cls in of.__mro__ if (cls, area) in given), None)
        for area in playbook.areas
    }
    for area, strategy in expected.items():
        if strategy is not None:
            same(playbook.strategy(area, of), strategy)
    return any(strategy is not None for strategy in expected.values())


@law(
    "S7",
    "order of entries",
    "In whatever order its entries are given, it is the same playbook.",
    "Π(σ(entries)) = Π(entries)",
)
def _order(playbook: Playbook, party: Relationship) -> None:
    again = type(playbook)(playbook.entries[::-1])
    same(again, playbook)
    same(again.gaps([type(party)]), playbook.gaps([type(party)]))


@law(
    "S7",
    "no entry twice",
    "Two strategies for the same kind and area are refused.",
    "Π(e, e) raises",
)
def _twice(playbook: Playbook) -> None:
    if not playbook.entries:
        return
    try:
        type(playbook)([*playbook.entries, playbook.entries[0]])
    except InvalidValueError:
        return
    msg = "Two strategies for one kind and area were taken without a word."
    raise LawBrokenError(msg)


@law(
    "S8",
    "other kinds",
    "A strategy for another kind changes nothing for the kinds that are not below it.",
    "Π.on(J, s)(r) = Π(r) for r not of J",
)
def _other_kinds(playbook: Playbook, party: Relationship, context: Context) -> bool:
    more = playbook.on(_Newcomer, service=PlainService())
    before = _treated(playbook, party, context)
    after = _treated(more, party, context)
    plans = {} if after is None else dict(after.plans)
    for area, plan in () if before is None else before.plans:
        same(plans.get(area), plan)
    return before is not None


@law(
    "S9",
    "kinds below",
    "A kind that it does not know is treated as the kind above it.",
    "Π(as_kind(r, K′)) = Π(r) for K′ below K",
)
def _below(playbook: Playbook, party: Relationship, context: Context) -> bool:
    above = _treated(playbook, party, context)
    lower = _treated(playbook, as_kind(party, below(type(party))), context)
    plans = [None if each is None else each.plans for each in (lower, above)]
    same(plans[0], plans[1])
    return above is not None


@law(
    "S11",
    "gaps are named",
    "It names as gaps exactly the areas in which it would find no strategy for a kind.",
    "gaps(K) = {area | s(K, area) = ⊥}",
)
def _gaps(playbook: Playbook, party: Relationship) -> None:
    missing: list[tuple[type[Relationship], str]] = []
    for area in playbook.areas:
        try:
            playbook.strategy(area, type(party))
        except MissingStrategyError:
            missing.append((type(party), area))
    same(playbook.gaps([type(party)]), tuple(missing))


@law(
    "S11",
    "all areas",
    "A treatment has, for each area that has a strategy, what that strategy proposes.",
    "treat(r)[area] = s(area)(r)",
)
def _areas(playbook: Playbook, party: Relationship, context: Context) -> bool:
    treatment = _treated(playbook, party, context)
    if treatment is None:
        return False
    missing = {area for _, area in playbook.gaps([type(party)])}
    same(list(treatment.areas), [area for area in playbook.areas if area not in missing])
    for area, plan in treatment.plans:
        same(told(playbook.plan(area, party, context)), told(plan))
    return True


@law(
    "S14",
    "the left one wins",
    "Joined with another, it keeps its own entries and takes only those that it lacks.",
    "(p | q)(K, a) = p(K, a) if given, else q(K, a)",
)
def _left(playbook: Playbook, other: Playbook) -> None:
    own, theirs, both = (
        {(of, area): strategy for of, area, strategy in each.entries}
        for each in (playbook, other, playbook | other)
    )
    same(both, {**theirs, **own})


@law(
    "S14",
    "joined with itself",
    "Joined with itself, or with an empty one, it stays as it is.",
    "p | p = p, p | ∅ = p",
)
def _itself(playbook: Playbook) -> None:
    same(playbook | playbook, playbook)
    same(playbook | Playbook(), playbook)
    same(Playbook() | playbook, playbook)


@law(
    "S2",
    "the same again",
    "Asked again, it gives the same plans for the same reasons.",
    "Π(r) = Π(r)",
)
def _again(playbook: Playbook, party: Relationship, context: Context) -> bool:
    treatments = [_treated(playbook, party, context) for _ in range(3)]
    for treatment in treatments:
        same(_said(treatment), _said(treatments[0]))
    return treatments[0] is not None


@law(
    "X9",
    "explained",
    "It explains itself in at most 80 columns, with a line for each kind that has an entry.",
    "|line| ≤ 80",
)
def _explained(playbook: Playbook) -> None:
    lines = playbook.explain().splitlines()
    same([line for line in lines if len(line) > 80], [])  # noqa: PLR2004 - the width of a terminal
    same([of.label for of in playbook.kinds if of.label not in playbook.explain()], [])


@law(
    "S19",
    "threads",
    "Asked by several threads at once, it gives all of them the same plans.",
    "Π₁(r) = … = Πₙ(r)",
)
def _threads(playbook: Playbook, party: Relationship, context: Context) -> bool:
    alone = _said(_treated(playbook, party, context))
    with ThreadPoolExecutor(_THREADS) as pool:
        asked = [pool.submit(_treated, playbook, party, context) for _ in range(_THREADS)]
    for each in asked:
        same(_said(each.result()), alone)
    return alone is not None


PLAYBOOK_LAWS: Final[tuple[Law, ...]] = (
    _specific,
    _order,
    _twice,
    _other_kinds,
    _below,
    _gaps,
    _areas,
    _left,
    _itself,
    _again,
    _explained,
    _threads,
    *VALUE_LAWS,
)
"""What every playbook owes."""
