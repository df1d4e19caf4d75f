"""Writing recorders: the object path's interpreter of measures and their conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.events._base import attribute_names, fields_of, lineage
from relkit.events._fields import is_numeric, is_whole
from relkit.evidence._source import Source
from relkit.evidence._state import PERIODS_MOST, rebase, refuse_value, too_long
from relkit.measures import Count, Field, First, Flag, Last, MappedField, Most, Tally, Total
from relkit.measures._conditions import AllOf, AnyOf, EventTest, FieldTest, Not, meets
from relkit.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    import attrs

    from relkit.events import Event
    from relkit.measures import Layout, Measure, RecordCondition, Value

__all__ = ["RecorderWriter"]

_Condition: TypeAlias = bool | str
_Groups: TypeAlias = "dict[str, list[int]]"


class RecorderWriter:
    """Writes the recorder of one event type for one layout.

    A recorder refuses an event before it counts anything of it: first come the values that
    cannot be added up, then the span; the counting that follows cannot fail.
    """

    def __init__(self, layout: Layout, kind: type[Event]) -> None:
        """Look at what the event type has."""
        self.source = Source()
        self.layout = layout
        self.tags = lineage(kind)
        self.attributes = attribute_names(kind)
        self.fields = {field.alias or field.name: field for field in fields_of(kind)}
        self.loads: dict[str, str] = {}
        self.words: dict[frozenset[Hashable], str] = {}

    def write(self) -> Callable[..., Callable[[Any, Event], None]]:
        """Write and compile ``make(period_days, currency)``, which gives the recorder."""
        groups = self.groups()
        self.source.line(0, "def make(period_days, currency):")
        self.source.line(1, "def record(s, e):")
        for name, local in self.loads.items():
            attribute = self.source.attribute(self.attributes[name])
            self.source.line(2, f"{local} = e.{attribute}")
        self.check_values(groups)
        self.place_in_time(groups)
        for condition, places in groups.items():
            if condition != "True":
                self.source.line(2, f"if {condition}:")
            for place in places:
                self.count(2 if condition == "True" else 3, place)
        self.source.line(1, "return record")
        return self.source.function("make")

    def groups(self) -> _Groups:
        """Give the measures' places by the condition under which they count this event type."""
        groups: _Groups = {}
        for place, measure in enumerate(self.layout.measures):
            condition = self.condition(measure.where)
            name = _read_from(measure)
            if condition is False or (name is not None and name not in self.attributes):
                continue
            if name is not None:
                self.load(name)
            groups.setdefault(str(condition), []).append(place)
        return groups

    def check_values(self, groups: _Groups) -> None:
        """Refuse values that are no whole numbers, where the field's own check lets them pass."""
        for condition, measure in self.counted(groups):
            if not isinstance(measure, (Total, Most)) or isinstance(measure.value, MappedField):
                continue
            if not is_whole(self.field(measure.value.name)):
                local = self.load(measure.value.name)
                whole = self.source.constant(int)
                refuse = self.source.constant(refuse_value)
                bad = f"{local}.__class__ is not {whole} and {local} is not None"
                self.source.line(2, f"if {bad} and ({condition}): {refuse}({local})")

    def place_in_time(self, groups: _Groups) -> None:
        """Write the day, the period and its bit; only flags need the bit, and limit the span."""
        source, line = self.source, self.source.line
        measures = enumerate(self.layout.measures)
        flags = tuple(f"m{i}" for i, measure in measures if isinstance(measure, Flag))
        shift = f"{source.constant(rebase)}(s, period, {source.constant(flags)})"
        flagging = [c for c, measure in self.counted(groups) if isinstance(measure, Flag)]
        line(2, "day = e.on.toordinal()")
        line(2, "period = day // period_days")
        line(2, "base = s.base")
        line(2, "if base is None:")
        line(3, "s.base = period")
        if not flagging:
            line(2, f"elif period < base: {shift}")
            return
        line(3, "bit = 1")
        line(2, "elif period >= base:")
        far = f"period - base >= {PERIODS_MOST}"
        if "True" not in flagging:
            far += f" and ({' or '.join(f'({c})' for c in dict.fromkeys(flagging))})"
        line(3, f"if {far}: {source.constant(too_long)}(period - base + 1)")
        line(3, "bit = 1 << (period - base)")
        line(2, "else:")
        line(3, shift)
        line(3, "bit = 1")

    def counted(self, groups: _Groups) -> Iterator[tuple[str, Measure]]:
        """Give each measure that counts this event type, with its condition."""
        for condition, places in groups.items():
            for place in places:
                yield condition, self.layout.measures[place]

    def field(self, name: str) -> attrs.Attribute[Any]:
        """Give the field that records know by this name."""
        return self.fields[name]

    def load(self, name: str) -> str:
        """Give the local that holds a field."""
        return self.loads.setdefault(name, f"v{len(self.loads)}")

    def condition(self, node: RecordCondition) -> _Condition:
        """Write a condition as an expression; what the event's type settles becomes a bool."""
        match node:
            case EventTest(tags):
                return any(tag in self.tags for tag in tags)
            case FieldTest():
                return node.field in self.attributes and self.test(node)
            case Not(part):
                inner = self.condition(part)
                return not inner if isinstance(inner, bool) else f"not ({inner})"
            case AllOf(parts):
                return self.joined(parts, " and ", absorbing=False)
            case AnyOf(parts):
                return self.joined(parts, " or ", absorbing=True)
            case _:
                msg = f"Only conditions made with event and field are compiled, not {shown(node)}."
                raise DeclarationError(msg)

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

    def test(self, node: FieldTest) -> str:
        """Write one test of one field that the event type has."""
        local = self.load(node.field)
        match node.test:
            case "is_true":
                return f"{local} is True"
            case "is_false":
                return f"{local} is False"
            case "is_present":
                return f"{local} is not None"
            case "is_in":
                whole = any(isinstance(word, int) for word in node.operands)
                guard = f"{local} is not True and {local} is not False and " if whole else ""
                return f"{guard}{local} in {self.word_set(node.operands)}"
            case _:
                return self.comparison(local, node)

    def word_set(self, operands: tuple[Hashable, ...]) -> str:
        """Give the name of a set of words; the same set has one name."""
        words = frozenset(operands)
        if words not in self.words:
            self.words[words] = self.source.constant(words)
        return self.words[words]

    def comparison(self, local: str, node: FieldTest) -> str:
        """Write a comparison; a field that may hold something else is looked at first."""
        constant = self.source.constant
        if is_numeric(self.field(node.field)):
            sign = ">=" if node.test == "at_least" else ">"
            return f"{local} is not None and {local} {sign} {constant(node.operands[0])}"
        return f"{constant(meets)}({local}, {constant(node.test)}, {constant(node.operands)})"

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
                self.value(depth, value, f"if v > {slot}: {slot} = v")
            case _:
                self.tally(depth, measure.key, slot)

    def value(self, depth: int, value: Value, then: str) -> None:
        """Write how a whole number is read from a field."""
        line, local = self.source.line, self.load(value.name)
        if isinstance(value, Field):
            line(depth, f"if {local} is not None:")
            line(depth + 1, f"v = {local}")
            line(depth + 1, then)
        else:
            table = self.source.constant(dict(value.table).get)
            line(depth, f"v = {table}({local}, 0)")
            line(depth, then)

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


def _read_from(measure: Measure) -> str | None:
    """Name the field that a measure reads, if it reads any."""
    if isinstance(measure, (Total, Most)):
        return measure.value.name
    return measure.key if isinstance(measure, Tally) else None
