"""`Caseload`: what serving a whole book takes, and how that compares with capacity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs
from typing_extensions import override

from relkit._checks import whole
from relkit._words import listed, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.plans import Load, Workload, care_level
from relkit.plans._fields import check_fields, part, parts
from relkit.plans._text import joined, plain
from relkit.plans._workload import hours_text
from relkit.playbook._playbook import Playbook
from relkit.relationships import Relationship
from relkit.schedules import Period
from relkit.strategies import Context
from relkit.typing import PartyId

if TYPE_CHECKING:
    from relkit.book import Book

__all__ = ["Case", "Caseload", "caseload"]

_NOBODY: Final = "nobody in particular"
_UNOWNED: Final[Mapping[PartyId, str]] = MappingProxyType({})


class Case(NamedTuple):
    """One relationship as work: what it is, who serves it and how, and what that takes.

    >>> from datetime import date
    >>> from relkit import Client, default_playbook
    >>> acme = Client(party="acme", business="harper-law")
    >>> quarter = Period(date(2025, 9, 1), date(2025, 12, 1))
    >>> own = Context(today=date(2025, 9, 1), owner="harper")
    >>> case = Caseload.of([(acme, own)], default_playbook(), quarter).cases[0]
    >>> case.party, case.kind, case.tier, case.owner
    ('acme', 'client', 'named_owner', 'harper')
    """

    party: PartyId
    kind: str
    tier: str
    owner: str | None
    workload: Workload


@attrs.frozen(kw_only=True)
class Caseload:
    """What serving many relationships takes in some days, to be compared with capacity.

    Args:
        period: the days.
        cases: the relationships that have a service plan.
        unplanned: the parties that have none, as their strategy was not applicable.

    Made by ``caseload`` of a book, or by ``Caseload.of`` of any relationships. Caseloads of
    the same days add up, and each of its figures is the sum of the cases'.

    Raises ``InvalidValueError``.

    >>> from datetime import date
    >>> print(Caseload(period=Period(date(2025, 9, 1), date(2025, 12, 1))))
    Caseload 2025-09-01/2025-12-01: 0 relationships, 0 min
    """

    period: Period
    cases: tuple[Case, ...] = ()
    unplanned: tuple[PartyId, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {"period": part(Period), "cases": parts(part(Case)), "unplanned": part(tuple)}
        check_fields(self, checks)

    @classmethod
    def of(
        cls,
        relationships: Iterable[tuple[Relationship, Context]],
        playbook: Playbook,
        period: Period,
    ) -> Caseload:
        """Plan the service of relationships, each in its own context, and count what it takes.

        Holidays are the context's. Raises as ``Playbook.plan`` does, ``MissingStrategyError``
        above all.

        >>> from datetime import date
        >>> from relkit import Client, default_playbook
        >>> acme = Client(party="acme", business="harper-law")
        >>> quarter = Period(date(2025, 9, 1), date(2025, 12, 1))
        >>> own = Context(today=date(2025, 9, 1), owner="harper")
        >>> print(Caseload.of([(acme, own)], default_playbook(), quarter))
        Caseload 2025-09-01/2025-12-01: 1 relationship, 30 h 21 min
          client: 1, 30 h 21 min
          harper: 1, 30 h 21 min
        """
        if not isinstance(playbook, Playbook):
            msg = f"A caseload is planned by a Playbook, not {shown(playbook)}."
            raise InvalidValueError(msg)
        cases: list[Case] = []
        unplanned: list[PartyId] = []
        for relationship, context in relationships:
            plan = playbook.plan("service", relationship, context)
            party = relationship.party
            if plan is None:
                unplanned.append(party)
                continue
            work = plan.workload(period, context.holidays)
            cases.append(Case(party, relationship.label, plan.tier, plan.owner, work))
        return cls(period=period, cases=tuple(cases), unplanned=tuple(unplanned))

    @property
    def workload(self) -> Workload:
        """What all of them take, by owner and activity."""
        return Workload.total(case.workload for case in self.cases)

    def of_kind(self, kind: str) -> Caseload:
        """Give the part of one kind, named by its label."""
        return self._part(c for c in self.cases if c.kind == kind)

    def of_owner(self, owner: str | None) -> Caseload:
        """Give the part of one owner; None for what nobody in particular owns."""
        return self._part(c for c in self.cases if c.owner == owner)

    def _part(self, cases: Iterable[Case]) -> Caseload:
        return Caseload(period=self.period, cases=tuple(cases))

    def loads(self, capacity_hours: Mapping[str | None, int]) -> tuple[Load, ...]:
        """Compare with the whole hours that each owner can give in these days.

        Raises ``InvalidValueError`` for anything but owners and whole hours of 0 or more.
        """
        return self.workload.loads(capacity_hours)

    def over(self, capacity_hours: Mapping[str | None, int]) -> tuple[Load, ...]:
        """Give the loads that exceed their owner's capacity, each with by how much."""
        return self.workload.over(capacity_hours)

    def fitting(self, capacity_hours: int) -> int | None:
        """Give how many relationships like these fit into so many hours of the same days.

        Each counts what they take on average; None where they take nothing.

        >>> work = Workload([(None, "support", 30)])
        >>> case = Case("ann", "customer", "pooled", None, work)
        >>> from datetime import date
        >>> quarter = Period(date(2025, 9, 1), date(2025, 12, 1))
        >>> Caseload(period=quarter, cases=(case, case)).fitting(390)
        780
        """
        minutes = 60 * whole(capacity_hours, "capacity_hours")
        needed = self.workload.minutes
        return minutes * len(self) // needed if needed else None

    def care_level(self, capacity_hours: int) -> str:
        """Give the level of care at which so many fit: ``CASELOADS`` has their usual numbers."""
        fitting = self.fitting(capacity_hours)
        return "pooled" if fitting is None else care_level(fitting)

    def __len__(self) -> int:
        """Count the relationships that have a plan."""
        return len(self.cases)

    def __add__(self, other: Caseload) -> Caseload:
        """Put two caseloads of the same days together."""
        if not isinstance(other, Caseload):
            return NotImplemented
        if other.period != self.period:
            msg = (
                f"Caseloads of {self.period} and {other.period} do not add up: "
                "make both for the same days."
            )
            raise InvalidValueError(msg)
        return Caseload(
            period=self.period,
            cases=(*self.cases, *other.cases),
            unplanned=(*self.unplanned, *other.unplanned),
        )

    @override
    def __str__(self) -> str:
        """Give the whole, then each kind, then each owner."""
        head = f"Caseload {self.period}: {_counted(self, ' relationship')}"
        kinds = dict.fromkeys(case.kind for case in self.cases)
        owners = sorted({case.owner for case in self.cases}, key=lambda who: (who is None, who))
        rows = [f"{plain(kind)}: {_counted(self.of_kind(kind))}" for kind in kinds]
        rows += [f"{who or _NOBODY}: {_counted(self.of_owner(who))}" for who in owners]
        left = f"no plan: {len(self.unplanned)}" if self.unplanned else ""
        return joined([head, *rows, left], "\n  ")


def _counted(caseload: Caseload, what: str = "") -> str:
    """Give how many there are, and what they take."""
    number = len(caseload)
    several = "s" if what and number != 1 else ""
    return f"{number}{what}{several}, {hours_text(caseload.workload.minutes)}"


def caseload(
    book: Book,
    playbook: Playbook,
    context: Context,
    period: Period,
    *,
    owners: Mapping[PartyId, str] = _UNOWNED,
) -> Caseload:
    """Assess every party of a book, plan its service, and count what that takes in a period.

    Parties are assessed as of ``context.today``, each as one relationship with all its lines.
    ``owners`` says who is responsible for which party; the others are the context's, or the
    strategies' own. Where contexts differ in more than that, pair each relationship with its
    own for ``Caseload.of``.

    Raises ``UnknownNameError`` for an owner of a party that is not in the book, and as
    ``Book.assess`` and ``Playbook.plan`` do.

    >>> from datetime import date
    >>> from relkit import Book, Business, Consultation, default_playbook
    >>> book = Book(Business("harper-law", industry="law"))
    >>> book.record("acme", Consultation(on=date(2025, 8, 9), minutes=90))
    True
    >>> quarter = Period(date(2025, 9, 1), date(2025, 12, 1))
    >>> load = caseload(
    ...     book, default_playbook(), Context(today=date(2025, 9, 1)), quarter,
    ...     owners={"acme": "harper"},
    ... )
    >>> print(*load.over({"harper": 20}))
    harper: 32 h 7 min of 20 h, 12 h 7 min too much
    """
    if not hasattr(book, "assess"):  # Book itself is not loaded by those who use none
        msg = f"caseload takes a Book, not {shown(book)}; for relationships see Caseload.of."
        raise InvalidValueError(msg)
    unknown = [party for party in owners if party not in book]
    if unknown:
        msg = f"{listed(map(shown, unknown), 'and')} in owners: no such party is in the book."
        raise UnknownNameError(msg)
    pairs = (
        (
            book.assess(party, as_of=context.today).relationship,
            attrs.evolve(context, owner=owners.get(party, context.owner)),
        )
        for party in book
    )
    return Caseload.of(pairs, playbook, period)
