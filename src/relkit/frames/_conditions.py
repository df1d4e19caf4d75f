"""Conditions on records as expressions: the data frames' interpreter of ``relkit.measures``.

What the event types and the table's columns settle becomes a plain truth, as it does where
the object path compiles the same conditions. Every expression here is never null: a missing
field makes its test false before anything is combined.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import DeclarationError, FrameError
from relkit.events._base import lineage
from relkit.frames._coding import among, coded
from relkit.frames._fields import Fields, any_of, is_type, raw
from relkit.frames._sorts import VALUE_MOST, as_whole
from relkit.frames._truths import Truth, both, chosen, either, every, negated, some
from relkit.measures import MappedField
from relkit.measures._conditions import AllOf, AnyOf, EventTest, FieldTest, Not, meets

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Iterable, Iterator, Sequence

    from relkit.events import Event
    from relkit.measures import RecordCondition, Value

__all__ = ["Conditions"]


class Conditions:
    """Lowers conditions and values; words become numbers once, in columns that it collects."""

    def __init__(self, fields: Fields) -> None:
        """Know what the table has."""
        self.fields = fields
        self.events = [shape for shape in fields.shapes if shape.is_event]
        self.tags = {s.code: lineage(cast("type[Event]", s.kind)) for s in self.events}
        self.words = {n: [*fields.words(n)] for n in fields.sorts if fields.words(n)}
        self.columns: dict[RecordCondition, str] = {}

    def lower(self, node: RecordCondition) -> Truth:
        """Give a condition as an expression that is never null, or as a plain truth."""
        if node in self.columns:
            return nw.col(self.columns[node])
        match node:
            case EventTest(tags):
                codes = [code for code, own in self.tags.items() if not own.isdisjoint(tags)]
                return is_type(codes, [s.code for s in self.events if s.code in self.fields.codes])
            case FieldTest():
                return self._test(node)
            case Not(part):
                return negated(self.lower(part))
            case AllOf(parts):
                return every(map(self.lower, parts))
            case AnyOf(parts):
                return some(map(self.lower, parts))
            case _:
                msg = (
                    f"Only conditions made with event and field are lowered to data frames, not "
                    f"{shown(node)}."
                )
                raise DeclarationError(msg)

    def _test(self, node: FieldTest) -> Truth:
        """Test what is there, and where nothing is, what stands for it."""
        name = node.field
        found: Truth = self._column_test(node) if name in self.fields.sorts else False
        for default, codes in self.fields.defaults(name).items():
            if meets(default, node.test, node.operands):
                owners = is_type(codes, self.fields.codes)
                found = either(found, both(owners, self._absent(name)))
        return found

    def _absent(self, name: str) -> Truth:
        return ~self.fields.is_present(name) if name in self.fields.sorts else True

    def _column_test(self, node: FieldTest) -> Truth:
        column, sort = nw.col(raw(node.field)), self.fields.sorts[node.field]
        match node.test:
            case "is_present":
                return self.fields.is_present(node.field)
            case "is_true" | "is_false":
                truth = node.test == "is_true"
                return among(coded(node.field), [1 + truth]) if sort == "truth" else False
            case "is_in":
                return self._is_in(node.field, node.operands)
            case _:
                if sort not in ("whole", "wide", "real", "share"):
                    return False
                bound = _within(cast("int", node.operands[0]))
                above: nw.Expr = column > bound if node.test == "above" else column >= bound
                return ~column.is_null() & above

    def _is_in(self, name: str, operands: Sequence[Hashable]) -> Truth:
        if self.fields.sorts[name] == "words":
            codes = [self.code(name, word) for word in operands if isinstance(word, str)]
            return among(coded(name), codes) if codes else False
        if self.fields.sorts[name] not in ("whole", "wide", "real", "share"):
            return False
        column = nw.col(raw(name))
        same = [column == _within(number) for number in operands if isinstance(number, int)]
        return ~column.is_null() & any_of(same) if same else False

    def code(self, name: str, word: Hashable) -> int:
        """Give the number that stands for a word of a field."""
        known = self.words.setdefault(name, [])
        if word not in known:
            known.append(word)
        return known.index(word) + 1

    def coded(self) -> dict[str, tuple[str, Sequence[Any]]]:
        """Say which columns hold numbers that stand for words: of which column, and which."""
        return {coded(name): (raw(name), words) for name, words in self.words.items()}

    def layers(self, wanted: Iterable[RecordCondition]) -> Iterator[dict[str, nw.Expr]]:
        """Give columns of truths for some conditions, and for what several of them share.

        In layers, each of which may read those before. From then on ``lower`` reads the columns.
        """
        whole = list(dict.fromkeys(wanted))
        uses = Counter(part for node in whole for part in set(_inside(node)))
        shared = {part for part, times in uses.items() if times > 1} | set(whole)
        by_height: dict[int, list[RecordCondition]] = {}
        for node in dict.fromkeys(part for each in whole for part in _inside(each)):
            if node in shared:
                by_height.setdefault(_height(node, shared), []).append(node)
        for _, nodes in sorted(by_height.items()):
            found = {node: self.lower(node) for node in nodes}
            told = {node: truth for node, truth in found.items() if isinstance(truth, nw.Expr)}
            names = {node: f"m_{len(self.columns) + n}" for n, node in enumerate(told)}
            if told:
                yield {names[node]: truth for node, truth in told.items()}
            self.columns |= names

    def value(self, value: Value) -> Any:  # noqa: ANN401 - an expression, or a number
        """Give what a total or a most reads from a record; absent is 0."""
        if isinstance(value, MappedField):
            return self._mapped(value)
        found: Any = 0
        if value.name in self.fields.sorts:
            found = self._whole(value.name)
        for default, codes in self.fields.defaults(value.name).items():
            if isinstance(default, int) and not isinstance(default, bool):
                stands = both(is_type(codes, self.fields.codes), self._absent(value.name))
                found = _numbered(chosen(stands, default, found))
        return found

    def _whole(self, name: str) -> nw.Expr:
        sort = self.fields.sorts[name]
        if sort not in ("whole", "wide", "real") or (name == "amount" and self.fields.has_currency):
            source = self.fields.sources[name]
            msg = f"Totals are made of whole numbers; the column {source!r} holds no such."
            raise FrameError(msg)
        return as_whole(nw.col(raw(name)), sort)

    def _mapped(self, value: MappedField) -> Any:  # noqa: ANN401 - as above
        by_number: dict[int, list[str]] = {}
        for word, number in value.table:
            if abs(number) > VALUE_MOST:
                msg = (
                    f"A table counts words as numbers up to {VALUE_MOST}, and {value.name!r} is "
                    f"mapped to {shown(number)}. Map it to smaller ones, or assess one by one."
                )
                raise DeclarationError(msg)
            if number:
                by_number.setdefault(number, []).append(word)
        found: Any = 0
        for number, words in by_number.items():
            stands = self._test(FieldTest(value.name, "is_in", tuple(words)))
            found = _numbered(chosen(stands, number, found))
        return found


def _within(number: int) -> int:
    """Give a bound that fits in 64 bits and lies on the same side of all that a row may hold."""
    return max(-VALUE_MOST - 1, min(number, VALUE_MOST + 1))


def _inside(node: RecordCondition) -> Iterator[RecordCondition]:
    """Give a condition and its parts, but for those that are only one comparison."""
    match node:
        case Not(part):
            yield from _inside(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _inside(part)
        case FieldTest(_, "is_in", operands) if len(operands) > 1:
            pass
        case _:
            return
    yield node


def _height(node: RecordCondition, shared: Container[RecordCondition]) -> int:
    """Count the layers of shared conditions below a condition."""
    inner = [part for part in _inside(node) if part != node and part in shared]
    return 1 + max((_height(part, shared) for part in inner), default=0)


def _numbered(value: Any) -> Any:  # noqa: ANN401 - an expression, or a number
    return value.cast(nw.Int64) if isinstance(value, nw.Expr) else value
