"""The sign rule, checked from declarations: no record may speak for both poles of a trait.

A trait's conditions divide records into finitely many shapes (an event type and, for each
field that a condition tests, one of the values that the tests can tell apart). For each
shape the check works out in which directions one more such record can move the trait. Both
directions are allowed for transactional records (a purchase can break a habit or keep it)
and for tallies (a new person, a new amount); anything else is refused (design decision 3).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.events import STANDARD_EVENT_TYPES, Event
from relkit.events._base import lineage
from relkit.measures import (
    TRANSACTION,
    Constant,
    Count,
    Days,
    Difference,
    First,
    Flag,
    Greatest,
    IfKept,
    Last,
    Later,
    Least,
    MappedField,
    Most,
    Periods,
    Product,
    Recent,
    Sum,
    TallyRead,
    Total,
    measures_in,
)
from relkit.measures._conditions import AllOf, AnyOf, EventTest, FieldTest, Not
from relkit.traits._bounds import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relkit.measures import Day, Measure, PeriodCondition, Quantity, RecordCondition

__all__ = ["check_signs", "directions"]

_Shape = tuple[str, "Mapping[str, object]"]
_UP, _DOWN = 1, -1


_LINEAGES = {kind.tag: lineage(kind) for kind in STANDARD_EVENT_TYPES}


def _known_as(tag: str) -> frozenset[str]:
    """Give the tags under which a record of this type is known."""
    return _LINEAGES.get(tag) or frozenset({tag, Event.tag})


def check_signs(name: str, pro: Quantity, con: Quantity) -> None:
    """Raise ``DeclarationError`` where a relational record could speak for both poles."""
    measures = {*measures_in(pro), *measures_in(con)}
    conditions = [measure.where for measure in measures]
    seen: dict[frozenset[Measure], set[int]] = {}
    for tag, fields in shapes(conditions):
        known_as = _known_as(tag)
        if TRANSACTION.holds(known_as, fields.get):
            continue
        touched = frozenset(m for m in measures if m.where.holds(known_as, fields.get))
        if touched not in seen:
            against = {-way for way in directions(con, touched)}
            seen[touched] = directions(pro, touched) | against
        if seen[touched] == {_UP, _DOWN}:
            said = ", ".join(f"{field}={value!r}" for field, value in fields.items())
            msg = (
                f"The trait {shown(name)} lets one record speak for both poles: a {tag}"
                f"{f' with {said}' if said else ''} can raise and lower it. Let con be fed only "
                "by transactional records, or exclude it there, as in periods(bought & ~coached)."
            )
            raise DeclarationError(msg)


def shapes(conditions: list[RecordCondition]) -> Iterator[_Shape]:
    """Give one record for each way in which the conditions can tell records apart."""
    leaves = [leaf for condition in conditions for leaf in _leaves(condition)]
    tags = {kind.tag for kind in STANDARD_EVENT_TYPES}
    tags |= {tag for leaf in leaves if isinstance(leaf, EventTest) for tag in leaf.tags}
    for tag in sorted(tags):
        tests: dict[str, list[FieldTest]] = {"model": []} if tag == "payment" else {}
        for condition in conditions:
            for leaf in _live(condition, tag):
                tests.setdefault(leaf.field, []).append(leaf)
        values = [_values(name, tests[name]) for name in tests]
        for chosen in product(*values):
            yield tag, dict(zip(tests, chosen, strict=True))


def _leaves(condition: RecordCondition) -> Iterator[EventTest | FieldTest]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case EventTest() | FieldTest():
            yield condition


def _live(condition: RecordCondition, tag: str) -> Iterator[FieldTest]:
    """Give the field tests that can matter for events of this type."""
    match condition:
        case AllOf(parts):
            tests = [part for part in parts if isinstance(part, EventTest)]
            if all(_known_as(tag) & set(part.tags) for part in tests):
                for part in parts:
                    yield from _live(part, tag)
        case AnyOf(parts):
            for part in parts:
                yield from _live(part, tag)
        case Not(part):
            yield from _live(part, tag)
        case FieldTest():
            yield condition


def _values(name: str, tests: list[FieldTest]) -> list[object]:
    """Give one value of a field for each way in which the tests can tell values apart."""
    values: list[object] = [None]
    if name == "model":
        values += ["one_time", "hourly"]
    for test in tests:
        match test.test:
            case "is_true" | "is_false":
                values += [True, False]
            case "is_in":
                values += [*test.operands, object()]
            case "is_present":
                values.append(object() if name != "model" else "hourly")
            case "at_least" | "above":
                (bound,) = test.operands
                values += [bound, int(str(bound)) + 1, int(str(bound)) - 1]
    return list({str(value): value for value in values}.values())


def directions(quantity: Quantity, touched: frozenset[Measure]) -> set[int]:
    """Give the directions in which one more record that touches these measures can move it."""
    match quantity:
        case Sum(left, right):
            return directions(left, touched) | directions(right, touched)
        case Difference(left, right):
            return directions(left, touched) | {-way for way in directions(right, touched)}
        case Product(left, right):
            return _scaled(left, right, touched) | _scaled(right, left, touched)
        case Least(parts) | Greatest(parts):
            return {way for part in parts for way in directions(part, touched)}
        case IfKept(_, inner):
            return directions(inner, touched)
        case Periods(condition):
            return _period_directions(condition, touched)
        case Days(since, until):
            return _day_directions(until, touched) | {-w for w in _day_directions(since, touched)}
        case Total() if quantity in touched:
            return _value_directions(quantity)
        case Count() | Most() if quantity in touched:
            return {_UP}
        case _:
            return set()


def _scaled(moved: Quantity, by: Quantity, touched: frozenset[Measure]) -> set[int]:
    """Give the directions of a product when one of its sides moves."""
    low, high = bounds(by)
    ways = directions(moved, touched)
    up = ways if high > 0 else set()
    return up | ({-way for way in ways} if low < 0 else set())


def _value_directions(total: Total) -> set[int]:
    if not isinstance(total.value, MappedField):
        return {_UP, _DOWN}
    numbers = [number for _, number in total.value.table]
    return {way for way in (_UP, _DOWN) if any(number * way > 0 for number in numbers)}


def _day_directions(day: Day, touched: frozenset[Measure]) -> set[int]:
    match day:
        case First():
            return {_DOWN} if day in touched else set()
        case Last():
            return {_UP} if day in touched else set()
        case Later(left, right):
            return _day_directions(left, touched) | _day_directions(right, touched)
        case _:
            return set()


def _period_directions(condition: PeriodCondition, touched: frozenset[Measure]) -> set[int]:
    """Try the record on every state of a period, and on the periods that look back at it."""
    leaves = sorted(set(condition.leaves()), key=repr)
    now = {leaf: True for leaf in leaves if leaf in touched}
    after: dict[object, bool] = {
        leaf: True
        for leaf in leaves
        if isinstance(leaf, Recent) and _UP in _period_directions(leaf.condition, touched)
    }
    faded = {
        leaf: False
        for leaf in leaves
        if isinstance(leaf, Recent) and _DOWN in _period_directions(leaf.condition, touched)
    }
    ways: set[int] = set()
    for truths in product((False, True), repeat=len(leaves)):
        before = dict(zip(leaves, truths, strict=True))
        held = condition.holds(before)
        for change in (now, after, faded):
            if change:
                ways.add(condition.holds({**before, **change}) - held)
    return ways - {0}
