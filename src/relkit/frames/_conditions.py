"""Conditions on records as expressions: the data frames' interpreter of ``relkit.measures``.

What the event types and the table's columns settle becomes a plain truth, as it does where
the object path compiles the same conditions. Every expression here is never null: a missing
field makes its test false before anything is combined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.errors import DeclarationError, FrameError
from relkit.events._base import lineage
from relkit.frames._fields import Fields, is_type, raw
from relkit.frames._sorts import as_whole
from relkit.measures import MappedField
from relkit.measures._conditions import AllOf, AnyOf, EventTest, FieldTest, Not, meets

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from relkit.events import Event
    from relkit.measures import RecordCondition, Value

__all__ = ["Conditions", "Truth", "both", "either", "expressed", "numbered"]

Truth: TypeAlias = "nw.Expr | bool"


def both(left: Truth, right: Truth) -> Truth:
    """Combine two truths."""
    if isinstance(left, bool):
        return right if left else False
    if isinstance(right, bool):
        return left if right else False
    return left & right


def expressed(truth: Truth) -> nw.Expr:
    """Give a truth as an expression."""
    return truth if isinstance(truth, nw.Expr) else nw.lit(truth)


def either(left: Truth, right: Truth) -> Truth:
    """Combine two truths."""
    if isinstance(left, bool):
        return True if left else right
    if isinstance(right, bool):
        return True if right else left
    return left | right


class Conditions:
    """Lowers conditions and values; words become numbers once, in columns that it collects."""

    def __init__(self, fields: Fields) -> None:
        """Know what the table has."""
        self.fields = fields
        self.events = [shape for shape in fields.shapes if shape.is_event]
        self.tags = {s.code: lineage(cast("type[Event]", s.kind)) for s in self.events}
        self.words: dict[str, list[Hashable]] = {}

    def lower(self, node: RecordCondition) -> Truth:
        """Give a condition as an expression that is never null, or as a plain truth."""
        match node:
            case EventTest(tags):
                codes = [code for code, own in self.tags.items() if not own.isdisjoint(tags)]
                return is_type(codes, len(self.events))
            case FieldTest():
                return self._test(node)
            case Not(part):
                inner = self.lower(part)
                return not inner if isinstance(inner, bool) else ~inner
            case AllOf(parts):
                found: Truth = True
                for part in parts:
                    found = both(found, self.lower(part))
                return found
            case AnyOf(parts):
                found = False
                for part in parts:
                    found = either(found, self.lower(part))
                return found
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
                owners = is_type(codes, len(self.fields.shapes))
                found = either(found, both(owners, self._absent(name)))
        return found

    def _absent(self, name: str) -> Truth:
        return nw.col(raw(name)).is_null() if name in self.fields.sorts else True

    def _column_test(self, node: FieldTest) -> Truth:
        column, sort = nw.col(raw(node.field)), self.fields.sorts[node.field]
        match node.test:
            case "is_present":
                return ~column.is_null()
            case "is_true":
                return ~column.is_null() & column if sort == "truth" else False
            case "is_false":
                return ~column.is_null() & ~column if sort == "truth" else False
            case "is_in":
                return self._is_in(node.field, node.operands)
            case _:
                if sort not in ("whole", "wide", "real", "share"):
                    return False
                bound: Any = node.operands[0]
                above: nw.Expr = column > bound if node.test == "above" else column >= bound
                return ~column.is_null() & above

    def _is_in(self, name: str, operands: Sequence[Hashable]) -> Truth:
        codes = [self.code(name, word) for word in operands if self._can_hold(name, word)]
        if not codes:
            return False
        column = nw.col(_coded(name))
        return column == codes[0] if len(codes) == 1 else column.is_in(codes)

    def _can_hold(self, name: str, word: Hashable) -> bool:
        wanted = ("words",) if isinstance(word, str) else ("whole", "wide", "real", "share")
        return self.fields.sorts[name] in wanted

    def code(self, name: str, word: Hashable) -> int:
        """Give the number that stands for a word of a field."""
        known = self.words.setdefault(name, [])
        if word not in known:
            known.append(word)
        return known.index(word) + 1

    def coded(self) -> dict[str, nw.Expr]:
        """Give the columns of numbers that stand for words; 0 is any other, or none."""
        return {_coded(name): numbered(raw(name), words) for name, words in self.words.items()}

    def value(self, value: Value) -> Any:  # noqa: ANN401 - an expression, or a number
        """Give what a total or a most reads from a record; absent is 0."""
        if isinstance(value, MappedField):
            return self._mapped(value)
        found: Any = 0
        if value.name in self.fields.sorts:
            found = self._whole(value.name)
        for default, codes in self.fields.defaults(value.name).items():
            if isinstance(default, int) and not isinstance(default, bool):
                stands = both(is_type(codes, len(self.fields.shapes)), self._absent(value.name))
                found = default if stands is True else _chosen(stands, default, found)
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
            if number:
                by_number.setdefault(number, []).append(word)
        found: Any = 0
        for number, words in by_number.items():
            stands = self._test(FieldTest(value.name, "is_in", tuple(words)))
            found = number if stands is True else _chosen(stands, number, found)
        return found


def _coded(name: str) -> str:
    return f"w_{name}"


def numbered(column: str, words: Sequence[Hashable]) -> nw.Expr:
    """Number words from 1; one comparison for each, and nothing that an engine lacks."""
    found: Any = nw.lit(0)
    for number, word in reversed(list(enumerate(words, 1))):
        found = nw.when(nw.col(column) == word).then(nw.lit(number)).otherwise(found)
    numbers: nw.Expr = found.cast(nw.Int32)
    return numbers


def _chosen(condition: Truth, then: int, other: Any) -> Any:  # noqa: ANN401 - as above
    if condition is False:
        return other
    otherwise = other if isinstance(other, nw.Expr) else nw.lit(other)
    return nw.when(expressed(condition)).then(nw.lit(then)).otherwise(otherwise).cast(nw.Int64)
