"""How a table is read: which column is what, whose events they are, what its days mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from relkit._words import mend, shown
from relkit.business import Business
from relkit.errors import DeclarationError, FrameError, InvalidValueError, UnknownNameError
from relkit.events import Statement
from relkit.events._base import Event, fields_of
from relkit.events._reader import types_by_tag
from relkit.typing import BusinessId

if TYPE_CHECKING:
    from collections.abc import Callable


__all__ = ["DayKind", "Reading", "Setups", "Shape", "reading"]

DayKind: TypeAlias = Literal["local", "ordinal", "unix"]
"""What days are, where the column's type does not tell: see ``assess``."""

_DAY_KINDS: Final = (None, "local", "ordinal", "unix")
_OWN: Final = ("business", "party", "line", "id", "event", "on", "currency")
_ZONE: Final = re.compile(r"[A-Za-z0-9_+/-]+")


@attrs.frozen
class Shape:
    """One event type as tables hold it: its code, its tags, and its fields by name."""

    code: int
    kind: type[Event] | type[Statement]
    fields: Mapping[str, attrs.Attribute[Any]]

    @property
    def is_event(self) -> bool:
        """Whether it is an event and no statement."""
        return self.kind is not Statement


@attrs.frozen
class Setups:
    """The businesses, those that are set up alike together.

    ``samples`` holds one business of each setup, ``ids`` the ids of all that have it.
    """

    samples: tuple[Business, ...]
    ids: tuple[tuple[BusinessId, ...], ...]

    @classmethod
    def of(cls, businesses: Iterable[Business]) -> Setups:
        """Put businesses with the same setup together."""
        found: dict[object, list[Business]] = {}
        for each in businesses:
            setup = each.period_days, each.keeps, each.setting, each.time_zone, each.currency
            found.setdefault(setup, []).append(each)
        samples = tuple(group[0] for group in found.values())
        return cls(samples, tuple(tuple(b.business_id for b in g) for g in found.values()))

    def __len__(self) -> int:
        """Count the setups."""
        return len(self.samples)

    def having(self, test: Callable[[Business], bool]) -> tuple[int, ...]:
        """Give the places of the setups that meet a test."""
        return tuple(place for place, business in enumerate(self.samples) if test(business))

    def grouped(self, read: Callable[[Business], Any]) -> dict[Any, tuple[int, ...]]:
        """Give the places of the setups for each value that is read from them."""
        places: dict[Any, tuple[int, ...]] = {}
        for place, business in enumerate(self.samples):
            value = read(business)
            places[value] = (*places.get(value, ()), place)
        return places

    @property
    def zones(self) -> dict[str | None, tuple[int, ...]]:
        """The setups, by place, for each time zone."""
        return self.grouped(lambda business: _zone_name(business.time_zone))


@attrs.frozen(kw_only=True)
class Reading:
    """The checked arguments of ``evidence``, ``traits`` and ``assess``."""

    setups: Setups
    is_shared: bool
    columns: Mapping[str, str | None]
    event: str | None
    days: DayKind | None
    by_line: bool
    shapes: tuple[Shape, ...]
    traits: tuple[str, ...]

    @property
    def field_names(self) -> tuple[str, ...]:
        """Every field that a record of some type can have, beside those that all have."""
        names = (name for shape in self.shapes for name in shape.fields if name not in _OWN)
        return tuple(dict.fromkeys(names))

    @property
    def codes(self) -> tuple[int, ...]:
        """The codes of the types that the rows can be of."""
        given = self.event
        return tuple(s.code for s in self.shapes if given is None or s.kind.tag == given)

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The fields that the rows can have: of the one type that they are of, or of any."""
        if self.event is None:
            return self.field_names
        return tuple(next(s.fields for s in self.shapes if s.kind.tag == self.event))

    def source(self, name: str, there: Iterable[str]) -> str | None:
        """Give the table's column for one of relkit's names, or None where there is none."""
        if name in self.columns:
            return self.columns[name]
        return name if name in there else None


def reading(  # noqa: PLR0913 - everything that says how a table is read
    business: Business | Iterable[Business],
    *,
    columns: Mapping[str, str | None] | None,
    event: str | None,
    days: DayKind | None,
    by_line: bool,
    event_types: Iterable[type[Event]],
    traits: Iterable[str],
) -> Reading:
    """Check the arguments that say how a table is read."""
    tags = types_by_tag(event_types)
    _check_lowered(tags.values())
    kinds: list[type[Event | Statement]] = [*tags.values(), Statement]
    shapes = tuple(Shape(code, kind, _fields(kind)) for code, kind in enumerate(kinds, 1))
    if event is not None and event not in tags:
        msg = f"event={shown(event)} is no event type. {mend(event, tags)}"
        raise UnknownNameError(msg)
    if days not in _DAY_KINDS:
        msg = f"days must be 'local', 'ordinal', 'unix' or None, not {shown(days)}."
        raise InvalidValueError(msg)
    businesses = _businesses(business)
    found = Reading(
        setups=Setups.of(businesses),
        is_shared=not isinstance(business, Business),
        columns={},
        event=event,
        days=days,
        by_line=bool(by_line),
        shapes=shapes,
        traits=tuple(traits),
    )
    return attrs.evolve(found, columns=_columns(columns, found))


def _check_lowered(kinds: Iterable[type[Event]]) -> None:
    """Refuse event types that look at their fields together, in Python."""
    for kind in kinds:
        for hook in ("__attrs_post_init__", "__attrs_pre_init__"):
            if hasattr(kind, hook):
                msg = (
                    f"{kind.__name__}.{hook} is Python, which no data frame can ask: leave the "
                    "type out of event_types, or use a Book."
                )
                raise DeclarationError(msg)


def _fields(kind: type[Event | Statement]) -> Mapping[str, attrs.Attribute[Any]]:
    fields = fields_of(kind)
    own = {field.alias or field.name: field for field in fields if field.init}
    return {name: field for name, field in own.items() if name not in ("on", "id", "party", "line")}


def _businesses(given: object) -> tuple[Business, ...]:
    if isinstance(given, Business):
        return (given,)
    said = shown(given)
    several: object = given
    found = tuple(cast("Iterable[object]", several)) if isinstance(several, Iterable) else ()
    if not found or not all(isinstance(each, Business) for each in found):
        msg = f"business must be a Business, or some of them, not {said}."
        raise InvalidValueError(msg)
    businesses = cast("tuple[Business, ...]", found)
    ids = [business.business_id for business in businesses]
    if len(set(ids)) < len(ids):
        msg = f"Each business needs an id of its own; {shown(ids)} holds one twice."
        raise InvalidValueError(msg)
    return businesses


def _columns(given: object, of: Reading) -> Mapping[str, str | None]:
    """Check that columns are given for names that relkit knows."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        msg = "columns maps relkit's names to the table's, as in {'party': 'customer_id'}, "
        raise InvalidValueError(msg + f"not {shown(given)}.")
    known = [*_OWN, *of.field_names]
    named = cast("Mapping[object, object]", given)
    for name, column in named.items():
        if name not in known:
            msg = f"columns names {shown(name)}, which relkit does not read. {mend(name, known)}"
            raise UnknownNameError(msg)
        if column is not None and not isinstance(column, str):
            msg = f"columns gives {shown(column)} for {name!r}; a column is named by text."
            raise InvalidValueError(msg)
    return dict(cast("Mapping[str, str | None]", given))


def _zone_name(zone: tzinfo | None) -> str | None:
    """Name a time zone as every engine knows it."""
    if zone is None:
        return None
    name = "UTC" if zone is UTC else str(getattr(zone, "key", ""))
    if _ZONE.fullmatch(name):
        return name
    msg = f"Data frames know time zones by IANA names such as 'Europe/Berlin', not {shown(zone)}."
    raise FrameError(msg)
