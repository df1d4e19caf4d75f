"""`Workload`: what plans take, in exact minutes, and how that compares with capacity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias, cast

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.plans._fields import between, check_fields, optional
from relkit.plans._text import joined, plain

__all__ = ["CASELOADS", "Load", "Workload", "care_level", "hours_text"]

Entry: TypeAlias = tuple[str | None, str, int]

CASELOADS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "strategic": (5, 15),
        "high_touch": (20, 80),
        "low_touch": (150, 400),
        "pooled": (500, 2000),
    }
)
"""How many relationships one person usually looks after, by level of care (ooligo.com).

>>> CASELOADS["strategic"]
(5, 15)
"""


def care_level(relationships: int) -> str:
    """Give the level of care that a person can give so many relationships (``CASELOADS``).

    A number between two levels belongs to the one that gives less care to each.

    >>> care_level(12), care_level(100), care_level(9000)
    ('strategic', 'low_touch', 'pooled')
    """
    between(0)(relationships, "relationships")
    found = (level for level, (_, most) in CASELOADS.items() if relationships <= most)
    return next(found, "pooled")


def hours_text(minutes: int) -> str:
    """Write minutes as people do.

    >>> hours_text(1590), hours_text(45), hours_text(0)
    ('26 h 30 min', '45 min', '0 min')
    """
    hours, rest = divmod(minutes, 60)
    return joined([f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""], " ")


def _merged(entries: object) -> tuple[Entry, ...]:
    """Add up what has the same owner and activity; leave out what takes no time; sort."""
    if isinstance(entries, (str, bytes)) or not isinstance(entries, Iterable):
        msg = f"A workload takes (owner, activity, minutes) triples, not {shown(entries)}."
        raise InvalidValueError(msg)
    sums: dict[tuple[str | None, str], int] = {}
    for entry in cast("Iterable[object]", entries):
        owner, activity, minutes = _checked(entry)
        sums[owner, activity] = sums.get((owner, activity), 0) + minutes
    found = ((owner, activity, m) for (owner, activity), m in sums.items() if m)
    return tuple(sorted(found, key=lambda entry: (*_by_name(entry[0]), entry[1])))


def _checked(entry: object) -> Entry:
    triple = cast("tuple[object, ...]", entry)
    if not isinstance(entry, tuple) or len(triple) != 3:  # noqa: PLR2004 - a triple
        msg = f"Each entry of a workload is (owner, activity, minutes), not {shown(triple)}."
        raise InvalidValueError(msg)
    owner, activity, minutes = triple
    name = None if owner is None else text(owner, "The owner of an entry")
    return name, text(activity, "The activity of an entry"), whole(minutes, "The minutes of it")


def _capacity_minutes(hours: Mapping[str | None, int]) -> dict[str | None, int]:
    """Check capacities by owner, given in hours."""
    if not isinstance(hours, Mapping):
        msg = f"capacity_hours maps owners to hours, as in {{'ann': 390}}, not {shown(hours)}."
        raise InvalidValueError(msg)
    for owner in hours:
        optional(text)(owner, "Each owner in capacity_hours")
    return {owner: 60 * whole(each, "capacity_hours") for owner, each in hours.items()}


def _by_name(owner: str | None) -> tuple[bool, str]:
    """Sort owners by name, and what nobody owns last."""
    return owner is None, owner or ""


@attrs.frozen(kw_only=True)
class Load:
    """What one owner has to do, beside what he or she can; both in whole minutes.

    ``owner`` is None for what nobody in particular owns, ``capacity_minutes`` None where
    nobody said how much it is. Raises ``InvalidValueError``.

    >>> load = Load(owner="harper", minutes=1560, capacity_minutes=1200)
    >>> load.is_over, load.over_minutes, str(load)
    (True, 360, 'harper: 26 h of 20 h, 6 h too much')
    """

    owner: str | None
    minutes: int
    capacity_minutes: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        checks = {
            "owner": optional(text),
            "minutes": between(0),
            "capacity_minutes": optional(between(0)),
        }
        check_fields(self, checks)

    @property
    def over_minutes(self) -> int:
        """By how much the work exceeds the capacity; 0 where that is not known."""
        known = self.minutes if self.capacity_minutes is None else self.capacity_minutes
        return max(0, self.minutes - known)

    @property
    def free_minutes(self) -> int | None:
        """How much of the capacity is left; None where it is not known."""
        known = self.capacity_minutes
        return None if known is None else max(0, known - self.minutes)

    @property
    def is_over(self) -> bool:
        """Whether the work exceeds the capacity."""
        return self.over_minutes > 0

    @override
    def __str__(self) -> str:
        """Give both in words."""
        who = self.owner or "nobody in particular"
        if self.capacity_minutes is None:
            return f"{who}: {hours_text(self.minutes)}"
        over, free = self.over_minutes, self.free_minutes or 0
        rest = f"{hours_text(over)} too much" if over else f"{hours_text(free)} free"
        return f"{who}: {hours_text(self.minutes)} of {hours_text(self.capacity_minutes)}, {rest}"


@attrs.frozen
class Workload:
    """What plans take in some days, in whole minutes by owner and activity.

    ``Workload(entries)`` takes triples (owner, activity, minutes) in any order and adds up
    those of the same owner and activity; None is the owner of what nobody in particular
    owns. Workloads add exactly, in any order, and ``Workload()`` is their neutral element.

    Raises ``InvalidValueError`` for anything but such triples, and for minutes below 0.

    >>> work = Workload([("harper", "review", 1200), ("harper", "contact", 30)])
    >>> print(work + work)
    41 h: review 40 h, contact 1 h
    """

    entries: tuple[Entry, ...] = attrs.field(default=(), converter=_merged)

    @classmethod
    def total(cls, workloads: Iterable[Workload]) -> Workload:
        """Add up many workloads at once.

        >>> Workload.total([Workload([(None, "support", 10)])] * 3).minutes
        30
        """
        return cls(entry for workload in workloads for entry in workload.entries)

    @property
    def minutes(self) -> int:
        """What it takes in all."""
        return sum(minutes for _, _, minutes in self.entries)

    def by_owner(self) -> dict[str | None, int]:
        """Give the minutes of each owner, by name, what nobody in particular owns last."""
        sums: dict[str | None, int] = {}
        for owner, _, minutes in self.entries:
            sums[owner] = sums.get(owner, 0) + minutes
        return sums

    def by_activity(self) -> dict[str, int]:
        """Give the minutes of each activity, the longest first.

        >>> work = Workload([("ann", "contact", 5), ("bo", "contact", 5), (None, "support", 20)])
        >>> work.by_activity()
        {'support': 20, 'contact': 10}
        """
        sums: dict[str, int] = {}
        for _, activity, minutes in self.entries:
            sums[activity] = sums.get(activity, 0) + minutes
        return dict(sorted(sums.items(), key=lambda each: (-each[1], each[0])))

    def of(self, owner: str | None) -> Workload:
        """Give the part of one owner."""
        return Workload(entry for entry in self.entries if entry[0] == owner)

    def loads(self, capacity_hours: Mapping[str | None, int]) -> tuple[Load, ...]:
        """Compare with the whole hours that each owner can give in the same days.

        Gives a load for each owner who has work or capacity, by name. Raises
        ``InvalidValueError`` for anything but owners and whole hours of 0 or more.

        >>> work = Workload([("harper", "review", 1200), (None, "support", 90)])
        >>> for load in work.loads({"harper": 16, "bo": 16}):
        ...     print(load)
        bo: 0 min of 16 h, 16 h free
        harper: 20 h of 16 h, 4 h too much
        nobody in particular: 1 h 30 min
        """
        needed, can = self.by_owner(), _capacity_minutes(capacity_hours)
        return tuple(
            Load(owner=owner, minutes=needed.get(owner, 0), capacity_minutes=can.get(owner))
            for owner in sorted({*needed, *can}, key=_by_name)
        )

    def over(self, capacity_hours: Mapping[str | None, int]) -> tuple[Load, ...]:
        """Give the loads that exceed their owner's capacity."""
        return tuple(load for load in self.loads(capacity_hours) if load.is_over)

    def fitting(self, capacity_hours: int) -> int | None:
        """Give how often this much work fits into so many hours; None where it takes none.

        >>> Workload([("harper", "review", 1200)]).fitting(390)
        19
        """
        capacity = 60 * whole(capacity_hours, "capacity_hours")
        return capacity // self.minutes if self.minutes else None

    def __add__(self, other: Workload) -> Workload:
        """Add up two workloads."""
        if not isinstance(other, Workload):
            return NotImplemented
        return Workload((*self.entries, *other.entries))

    @override
    def __str__(self) -> str:
        """Give the whole, then each activity."""
        each = [f"{plain(a)} {hours_text(m)}" for a, m in self.by_activity().items()]
        return joined([hours_text(self.minutes), joined(each)], ": ")
