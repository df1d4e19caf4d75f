"""Recorders: for each event type one compiled function that counts an event."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from relkit._words import shown
from relkit.errors import InvalidEventError, SpanError
from relkit.events._base import attribute_names, lineage
from relkit.evidence._source import Source
from relkit.measures import (
    Count,
    Field,
    First,
    Flag,
    Last,
    MappedField,
    Most,
    Tally,
    Total,
)
from relkit.measures._conditions import AllOf, AnyOf, EventTest, FieldTest, Not
from relkit.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from relkit.events import Event
    from relkit.measures import Layout, Measure, RecordCondition, Value
    from relkit.money import Currency

__all__ = ["ABSENT_FIRST", "ABSENT_LAST", "PERIODS_MOST", "Recorders", "recorders", "state_type"]

PERIODS_MOST = 36_525
"""The most periods that one relationship may span: a hundred years of single days."""

ABSENT_FIRST = 10_000_000
"""Stands for a first day that is absent; later than every ordinal day."""

ABSENT_LAST = 0
"""Stands for a last day that is absent; earlier than every ordinal day."""

_Condition: TypeAlias = bool | str


class Recorders(dict["type[Event]", "Callable[[Any, Event], None]"]):
    """The compiled recorder for each event type, made when the type is first seen."""

    def __init__(self, layout: Layout, period_days: int, currency: Currency | None) -> None:
        """Remember what the recorders count and in which periods and currency."""
        super().__init__()
        self.layout = layout
        self.period_days = period_days
        self.currency = currency
        self.state_type = state_type(len(layout.measures))
        self.tallies = tuple(i for i, m in enumerate(layout.measures) if isinstance(m, Tally))
        self.slots = tuple(f"m{i}" for i in range(len(layout.measures)))

    def values_of(self, state: Any) -> list[Any]:  # noqa: ANN401 - a generated type
        """Give the counts in the layout's order."""
        return [getattr(state, name) for name in self.slots]

    def __missing__(self, kind: type[Event]) -> Callable[[Any, Event], None]:
        """Compile the recorder for an event type."""
        make = _compiled(self.layout, kind)
        self[kind] = recorder = make(self.period_days, self.currency)
        return recorder


@lru_cache(maxsize=256)
def recorders(layout: Layout, period_days: int, currency: Currency | None) -> Recorders:
    """Give the recorders for a layout; made once, shared by every accumulator."""
    return Recorders(layout, period_days, currency)


@lru_cache(maxsize=64)
def state_type(size: int) -> type[Any]:
    """Give the slotted type whose objects hold the counts while events come in."""
    slots = ("base", *(f"m{i}" for i in range(size)))
    return type("State", (), {"__slots__": slots})


def fresh_state(kind: type[Any], layout: Layout) -> Any:  # noqa: ANN401 - a generated type
    """Give a state in which nothing was counted."""
    state = kind()
    state.base = None
    for place, measure in enumerate(layout.measures):
        setattr(state, f"m{place}", empty_value(measure))
    return state


def empty_value(measure: Measure) -> int | None:
    """Give what a measure reads before anything was recorded."""
    if isinstance(measure, First):
        return ABSENT_FIRST
    return None if isinstance(measure, Tally) else 0


def _too_long(base: int, period: int) -> None:
    msg = (
        f"The records span {abs(period - base)} periods; at most {PERIODS_MOST} are held. "
        "Check the dates, or choose a longer period_days."
    )
    raise SpanError(msg)


def _refuse(value: object) -> None:
    msg = f"Totals are made of whole numbers; {shown(value)} is none."
    raise InvalidEventError(msg)


def _rebase(state: Any, period: int, flags: tuple[str, ...]) -> None:  # noqa: ANN401 - as above
    """Shift every flag so that an earlier period becomes the first."""
    shift = state.base - period
    longest = max((getattr(state, name).bit_length() for name in flags), default=0)
    if longest + shift > PERIODS_MOST:
        _too_long(period, period + longest + shift)
    state.base = period
    for name in flags:
        setattr(state, name, getattr(state, name) << shift)


class _Writer:
    """Writes the recorder of one event type for one layout."""

    def __init__(self, layout: Layout, kind: type[Event]) -> None:
        self.source = Source()
        self.layout = layout
        self.tags = lineage(kind)
        self.attributes = attribute_names(kind)
        self.loads: dict[str, str] = {}

    def write(self) -> Callable[..., Callable[[Any, Event], None]]:
        """Write and compile ``make(period_days, currency)``, which gives the recorder."""
        groups: dict[str, list[int]] = {}
        for place, measure in enumerate(self.layout.measures):
            condition = self.condition(measure.where)
            if condition is not False and self.has_value(measure):
                groups.setdefault(str(condition), []).append(place)
        self.prepare(groups)
        self.head()
        self.check_values(groups)
        for condition, places in groups.items():
            depth = 2
            if condition != "True":
                self.source.line(2, f"if {condition}:")
                depth = 3
            for place in places:
                self.count(depth, place)
        self.source.line(1, "return record")
        return self.source.function("make")

    def has_value(self, measure: Measure) -> bool:
        """Tell whether this event type has the field that the measure reads."""
        if isinstance(measure, (Total, Most)):
            return measure.value.name in self.attributes
        return not isinstance(measure, Tally) or measure.key in self.attributes

    def prepare(self, groups: dict[str, list[int]]) -> None:
        """Load every field that a value is read from, beside those of the conditions."""
        for place in (place for places in groups.values() for place in places):
            measure = self.layout.measures[place]
            if isinstance(measure, (Total, Most)):
                self.load(measure.value.name)
            elif isinstance(measure, Tally):
                self.load(measure.key)

    def head(self) -> None:
        """Write the day, the period and its bit."""
        source, line = self.source, self.source.line
        places = enumerate(self.layout.measures)
        flags = tuple(f"m{i}" for i, measure in places if isinstance(measure, Flag))
        too_long, rebase = source.constant(_too_long), source.constant(_rebase)
        names = source.constant(flags)
        line(0, "def make(period_days, currency):")
        line(1, "def record(s, e):")
        line(2, "day = e.on.toordinal()")
        line(2, "period = day // period_days")
        line(2, "base = s.base")
        line(2, "if base is None:")
        line(3, "s.base = period")
        line(3, "bit = 1")
        line(2, "elif period >= base:")
        line(3, f"if period - base >= {PERIODS_MOST}:")
        line(4, f"{too_long}(base, period)")
        line(3, "bit = 1 << (period - base)")
        line(2, "else:")
        line(3, f"{rebase}(s, period, {names})")
        line(3, "bit = 1")
        for name, local in self.loads.items():
            line(2, f"{local} = e.{source.attribute(self.attributes[name])}")

    def check_values(self, groups: dict[str, list[int]]) -> None:
        """Refuse values that are no whole numbers before anything is counted."""
        whole, refuse = self.source.constant(int), self.source.constant(_refuse)
        for condition, places in groups.items():
            for place in places:
                measure = self.layout.measures[place]
                if isinstance(measure, (Total, Most)) and isinstance(measure.value, Field):
                    local = self.load(measure.value.name)
                    self.source.line(2, f"if ({condition}) and {local} is not None:")
                    self.source.line(3, f"if {local}.__class__ is not {whole}: {refuse}({local})")

    def load(self, name: str) -> str:
        """Give the local that holds a field."""
        return self.loads.setdefault(name, f"v{len(self.loads)}")

    def condition(self, node: RecordCondition) -> _Condition:
        """Write a condition as an expression; what the event's type settles becomes a bool."""
        match node:
            case EventTest(tags):
                return any(tag in self.tags for tag in tags)
            case FieldTest():
                return self.test(node)
            case Not(part):
                inner = self.condition(part)
                return not inner if isinstance(inner, bool) else f"not ({inner})"
            case AllOf(parts):
                return self.joined(parts, " and ", absorbing=False)
            case AnyOf(parts):
                return self.joined(parts, " or ", absorbing=True)
            case _:
                raise AssertionError(node)

    def joined(
        self, parts: tuple[RecordCondition, ...], word: str, *, absorbing: bool
    ) -> _Condition:
        """Join parts, dropping those that settle nothing and stopping at one that settles all."""
        written: list[str] = []
        for part in parts:
            inner = self.condition(part)
            if inner is absorbing:
                return absorbing
            if isinstance(inner, str):
                written.append(f"({inner})")
        return word.join(written) if written else not absorbing

    def test(self, node: FieldTest) -> _Condition:
        """Write one test of one field; a field that the type lacks is missing."""
        if node.field not in self.attributes:
            return False
        local = self.load(node.field)
        match node.test:
            case "is_true":
                return f"{local} is True"
            case "is_false":
                return f"{local} is False"
            case "is_present":
                return f"{local} is not None"
            case "is_in":
                words = self.source.constant(frozenset(node.operands))
                whole = any(isinstance(word, int) for word in node.operands)
                guard = f"{local} is not True and {local} is not False and " if whole else ""
                return f"{guard}{local} in {words}"
            case "at_least" | "above":
                sign = ">=" if node.test == "at_least" else ">"
                return f"{local} is not None and {local} {sign} {node.operands[0]:d}"

    def count(self, depth: int, place: int) -> None:
        """Write how one measure counts an event that matches."""
        line, measure, slot = self.source.line, self.layout.measures[place], f"s.m{place}"
        match measure:
            case Flag():
                line(depth, f"{slot} |= bit")
            case Count():
                line(depth, f"{slot} += 1")
            case First():
                line(depth, f"if day < {slot}: {slot} = day")
            case Last():
                line(depth, f"if day > {slot}: {slot} = day")
            case Total(_, value, _):
                self.value(depth, value, f"{slot} += v")
            case Most(_, value, _):
                self.value(depth, value, f"{slot} = v if v > {slot} else {slot}")
            case Tally(_, key, _):
                self.tally(depth, key, slot)

    def value(self, depth: int, value: Value, then: str) -> None:
        """Write how a whole number is read from a field."""
        line, local = self.source.line, self.load(value.name)
        if isinstance(value, MappedField):
            table = self.source.constant(dict(value.table).get)
            line(depth, f"v = {table}({local}, 0)")
            line(depth, then)
            return
        line(depth, f"if {local} is not None:")
        line(depth + 1, f"v = {local}")
        line(depth + 1, then)

    def tally(self, depth: int, key: str, slot: str) -> None:
        """Write how a key is counted; amounts are keyed with their currency."""
        line, local = self.source.line, self.load(key)
        money = self.source.constant(Money)
        line(depth, f"if {local} is not None:")
        line(depth + 1, f"key = {local}")
        line(depth + 1, f"if key.__class__ is {money}: key = (key.minor_units, key.currency)")
        if key == "amount":
            line(depth + 1, "else: key = (key, currency)")
        line(depth + 1, f"counts = {slot}")
        line(depth + 1, f"if counts is None: {slot} = {{key: 1}}")
        line(depth + 1, "elif key in counts: counts[key] += 1")
        line(depth + 1, "else: counts[key] = 1")


@lru_cache(maxsize=1024)
def _compiled(layout: Layout, kind: type[Event]) -> Callable[..., Callable[[Any, Event], None]]:
    return _Writer(layout, kind).write()
