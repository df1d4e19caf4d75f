"""The laws of how a trait is read from evidence; it takes a scorecard to read one.

A sample ``log`` is one relationship's events, ``event`` is another one of them; ``business``
and ``as_of`` are whose they are, and the day; ``wait`` is in days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from relkit._law import Law, law, never_below, same
from relkit.errors import LawBrokenError
from relkit.events import STANDARD_EVENT_TYPES
from relkit.evidence import fold
from relkit.measures import ENGAGEMENT, TRANSACTION, Tally
from relkit.scorecard._scorecard import Scorecard

if TYPE_CHECKING:
    from relkit.business import Business
    from relkit.events import Event
    from relkit.traits import Trait

__all__ = ["READING_LAWS"]


def _read(trait: Trait, log: Sequence[Event], business: Business, as_of: date) -> tuple[int, int]:
    """Read a trait's counts."""
    card = Scorecard(traits=[trait])
    evidence = fold(log, layout=card.layout, business=business, until=as_of)
    profile = card.score(evidence, business, as_of).profile
    return profile.pro[0], profile.con[0]


@law(
    "T10",
    "only its measures",
    "An event that none of the measures counts which the trait declares changes nothing.",
    "τ(x) = τ([e ∈ x | a measure of τ counts e])",
)
def _local(trait: Trait, log: Sequence[Event], business: Business, as_of: date) -> None:
    counted = [
        entry
        for entry in log
        if any(measure.where.matches(entry) for measure in trait.measures)
        or (trait.reads_clock and ENGAGEMENT.matches(entry))
    ]
    same(_read(trait, counted, business, as_of), _read(trait, log, business, as_of))


def _tallies_nothing(trait: Trait) -> str:
    """Say why the sign rule has an exception: a new person, or a new amount (design 3)."""
    tallied = any(isinstance(measure, Tally) for measure in trait.measures)
    return "it tallies people or amounts, of whom a new one can count for both" if tallied else ""


@law(
    "T5",
    "at most one pole",
    "A record that is no transaction speaks for at most one of the two poles.",
    "¬(pro(x ⧺ [e]) > pro(x) ∧ con(x ⧺ [e]) > con(x))",
    applies=_tallies_nothing,
)
def _one_pole(
    trait: Trait, log: Sequence[Event], event: Event, business: Business, as_of: date
) -> bool:
    if TRANSACTION.matches(event):
        return False
    pro, con = _read(trait, log, business, as_of)
    for_it, against = _read(trait, [*log, event], business, as_of)
    if for_it > pro and against > con:
        msg = f"(pro, con) went from {(pro, con)} to {(for_it, against)}."
        raise LawBrokenError(msg)
    return True


@law(
    "T16",
    "waiting",
    "As days pass without events the trait does not move towards its relational pole.",
    "t′ ≥ t ⇒ c(x, t′) ≤ c(x, t)",
)
def _waiting(
    trait: Trait, log: Sequence[Event], business: Business, as_of: date, wait: int
) -> None:
    late = max([as_of, *(entry.on for entry in log)])
    now = _read(trait, log, business, late)
    then = _read(trait, log, business, late + timedelta(days=wait))
    never_below(_worth(now), _worth(then))


def _worth(counts: tuple[int, int]) -> int:
    """Compare counts by their balance: waiting adds to neither, or to the con side alone."""
    return counts[0] - counts[1]


@law(
    "T2",
    "absent is not zero",
    "Keeping fewer sorts of records never lets a trait know more.",
    "keeps ⊆ keeps′ ⇒ support ≤ support′",
)
def _absent(trait: Trait, log: Sequence[Event], business: Business, as_of: date) -> None:
    tags = {kind.tag for kind in STANDARD_EVENT_TYPES}
    nothing, everything = (
        attrs.evolve(business, keeps=kept) for kept in ((), tags | business.keeps)
    )
    never_below(sum(_read(trait, log, everything, as_of)), sum(_read(trait, log, nothing, as_of)))


READING_LAWS: Final[tuple[Law, ...]] = (_local, _one_pole, _waiting, _absent)
"""What every trait owes of how it is read."""
