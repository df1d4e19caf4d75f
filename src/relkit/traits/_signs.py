"""The sign rule, checked from declarations: no record may speak for both poles of a trait.

A trait's conditions divide records into finitely many shapes (an event type and, for each
field that a condition tests, one of the values that the tests can tell apart). For each
shape the check works out in which directions one more such record can move the trait. Both
directions are allowed for transactional records (a purchase can break a habit or keep it)
and for tallies (a new person, a new amount); anything else is refused (design decision 3).
The very first day that a trait reads is left out: before it, nothing was known of it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, get_args

from typing_extensions import override

from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.events import STANDARD_EVENT_TYPES, Engagement, Event, PaymentModel
from relkit.events._base import lineage
from relkit.measures import (
    ENGAGEMENT,
    LAST_ENGAGED,
    TRANSACTION,
    Count,
    Days,
    Difference,
    First,
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
    Total,
    measures_in,
)
from relkit.measures._conditions import AllOf, AnyOf, EventTest, FieldTest, Not, meets
from relkit.measures._days import Clock
from relkit.traits._bounds import bounds, reads_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relkit.measures import Day, Measure, PeriodCondition, Quantity, RecordCondition
    from relkit.measures._periods import Leaf

__all__ = ["check_signs", "directions"]

_Shape = tuple[frozenset[str], "Mapping[str, object]"]
_UP, _DOWN = 1, -1
_HALF = Fraction(1, 2)
_LINEAGES = {kind.tag: lineage(kind) for kind in STANDARD_EVENT_TYPES}
_MOST_CASES = 200_000  # to be tried for one trait; the standard ones have a few hundred
_ABOVE = {Event.tag, Engagement.tag}  # no record is of these types alone
_ANOTHER = "record of another type"  # in place of the tag of any type that no condition names


class _Other:
    """Stands for any value that no test names."""

    @override
    def __repr__(self) -> str:
        return "another value"


_OTHER = _Other()


def _known_as(tag: str) -> tuple[frozenset[str], ...]:
    """Give the tags under which a record can be known; a user's type may be an engagement."""
    if tag in _LINEAGES:
        return (_LINEAGES[tag],)
    return frozenset({tag, Event.tag}), frozenset({tag, Event.tag, Engagement.tag})


def check_signs(name: str, pro: Quantity, con: Quantity) -> None:
    """Raise ``DeclarationError`` where a relational record could speak for both poles."""
    clock = (LAST_ENGAGED,) if reads_clock(pro) or reads_clock(con) else ()  # engagements move it
    measures = dict.fromkeys((*measures_in(pro), *measures_in(con), *clock))
    conditions = [measure.where for measure in measures]
    seen: dict[frozenset[Measure], set[int]] = {}
    for known_as, fields in shapes(conditions):
        if TRANSACTION.holds(known_as, fields.get):
            continue
        touched = frozenset(m for m in measures if m.where.holds(known_as, fields.get))
        if touched not in seen:
            against = {-way for way in directions(con, touched)}
            seen[touched] = directions(pro, touched) | against
        if seen[touched] == {_UP, _DOWN}:
            said = ", ".join(f"{field}={value!r}" for field, value in fields.items())
            (tag,) = known_as - _ABOVE
            msg = (
                f"The trait {shown(name)} lets one record speak for both poles: a {tag}"
                f"{f' with {said}' if said else ''} can raise and lower it. Let con be fed only "
                "by transactional records, or exclude it there, as in periods(bought & ~coached)."
            )
            raise DeclarationError(msg)


def shapes(conditions: list[RecordCondition]) -> Iterator[_Shape]:
    """Give one record for each way in which the conditions can tell records apart."""
    leaves = [leaf for condition in conditions for leaf in _leaves(condition)]
    named = (tag for leaf in leaves if isinstance(leaf, EventTest) for tag in leaf.tags)
    tags = {*_LINEAGES, _ANOTHER, *named}
    for known_as in (each for tag in sorted(tags - _ABOVE) for each in _known_as(tag)):
        tests: dict[str, list[FieldTest]] = {}
        for condition in (*conditions, TRANSACTION):
            for leaf in _live(condition, known_as):
                tests.setdefault(leaf.field, []).append(leaf)
        values = {name: _values(tests[name]) for name in tests}
        if "payment" in known_as:
            models = [None, *get_args(PaymentModel)]
            values["model"] = _told_apart(models, tests.get("model", []))
        _check_cases(prod(map(len, values.values())))
        for chosen in product(*values.values()):
            yield known_as, dict(zip(values, chosen, strict=True))


def _check_cases(cases: int) -> None:
    """Refuse what would take too long: each further field or flag multiplies the cases."""
    if cases > _MOST_CASES:
        msg = (
            f"A trait's conditions tell {shown(cases)} cases apart, too many to check that none "
            f"speaks for both poles; at most {_MOST_CASES:,}: test fewer fields or flags together."
        )
        raise DeclarationError(msg)


def _leaves(condition: RecordCondition) -> Iterator[EventTest | FieldTest]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case EventTest() | FieldTest():
            yield condition
        case _:
            msg = f"{shown(condition)} is no condition of relkit.measures; a trait reads no other."
            raise DeclarationError(msg)


def _live(condition: RecordCondition, known_as: frozenset[str]) -> Iterator[FieldTest]:
    """Give the field tests that can matter for events of this type."""
    match condition:
        case AllOf(parts):
            tests = [part for part in parts if isinstance(part, EventTest)]
            if all(known_as.intersection(part.tags) for part in tests):
                for part in parts:
                    yield from _live(part, known_as)
        case AnyOf(parts):
            for part in parts:
                yield from _live(part, known_as)
        case Not(part):
            yield from _live(part, known_as)
        case FieldTest():
            yield condition
        case _:
            pass


def _values(tests: list[FieldTest]) -> list[object]:
    """Give one value of a field for each way in which the tests can tell values apart."""
    values: list[object] = [None, _OTHER]
    if any(test.test in {"is_true", "is_false"} for test in tests):
        values += [True, False]
    for test in tests:
        values += test.operands
        if test.test in {"at_least", "above"}:
            bound = Fraction(str(test.operands[0]))
            values += [bound - _HALF, bound + _HALF]  # below it, and above it
    return _told_apart(values, tests)


def _told_apart(values: Iterable[object], tests: list[FieldTest]) -> list[object]:
    """Keep the first of the values that all tests answer alike."""
    found: dict[tuple[bool, ...], object] = {}
    for value in values:
        found.setdefault(tuple(meets(value, t.test, t.operands) for t in tests), value)
    return list(found.values())


def directions(quantity: Quantity, touched: frozenset[Measure]) -> set[int]:  # noqa: PLR0911 - one for each sort
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
            return _days_directions(since, until, touched)
        case Total() if quantity in touched:
            return _value_directions(quantity)
        case Count() | Most() if quantity in touched:
            return {_UP}
        case _:
            return set()


def _scaled(moved: Quantity, by: Quantity, touched: frozenset[Measure]) -> set[int]:
    """Give the directions of a product when one of its sides moves."""
    low, high = bounds(by)
    signs = [sign for sign, possible in ((1, high > 0), (-1, low < 0)) if possible]
    return {way * sign for way in directions(moved, touched) for sign in signs}


def _value_directions(total: Total) -> set[int]:
    """Fields count from 0 up, as the events' own checks see to; only amounts can be refunds."""
    if not isinstance(total.value, MappedField):
        return {_UP, _DOWN} if total.value.name == "amount" else {_UP}
    numbers = [number for _, number in total.value.table]
    return {way for way in (_UP, _DOWN) if any(number * way > 0 for number in numbers)}


def _days_directions(since: Day, until: Day, touched: frozenset[Measure]) -> set[int]:
    if isinstance(until, Clock) and isinstance(since, Last) and since in touched:
        still = LAST_ENGAGED not in touched or _are_engagements(since.where)
        return {_DOWN} if still else {_UP, _DOWN}  # no engagement moves the clock beyond itself
    return _day_directions(until, touched) | {-way for way in _day_directions(since, touched)}


def _are_engagements(where: RecordCondition) -> bool:
    """Tell whether every record that matches is an engagement."""
    return all(
        ENGAGEMENT.holds(known_as, fields.get)
        for known_as, fields in shapes([where, ENGAGEMENT])
        if where.holds(known_as, fields.get)
    )


def _day_directions(day: Day, touched: frozenset[Measure]) -> set[int]:
    match day:
        case Clock():
            return {_UP} if LAST_ENGAGED in touched else set()
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
    looks = [leaf for leaf in leaves if isinstance(leaf, Recent)]
    moved = [_period_directions(look.condition, touched) for look in looks]
    _check_cases(2 ** len(leaves) * (1 + prod(1 + len(ways) for ways in moved)))
    later = product(*((None, *(way > 0 for way in ways)) for ways in moved))
    changes: list[dict[Leaf, bool]] = [{leaf: True for leaf in leaves if leaf in touched}]
    for nows in later:
        pairs = zip(looks, nows, strict=True)
        changes.append({look: now for look, now in pairs if now is not None})
    found: set[int] = set()
    for truths in product((False, True), repeat=len(leaves)):
        before = dict(zip(leaves, truths, strict=True))
        held = condition.holds(before)
        found |= {condition.holds({**before, **change}) - held for change in changes}
    return found - {0}
