"""Evidence of tables as evidence of single relationships and as books, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from relkit._words import shown
from relkit.book import Book
from relkit.errors import EvidenceMismatchError, FrameError, InvalidValueError
from relkit.evidence import Evidence
from relkit.evidence._state import ABSENT_FIRST
from relkit.frames._counting import COUNTERS, Tables
from relkit.frames._engines import Frame, rows_of
from relkit.frames._evidence import FrameEvidence
from relkit.frames._names import Names, stated_columns
from relkit.frames._reading import Setups
from relkit.frames._tallies import MINOR_UNITS
from relkit.measures import Flag, Tally
from relkit.money import Currency

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from relkit.business import Business

__all__ = ["from_book", "to_book", "to_evidence"]

_LARGEST: Final = 2**63
_KEY_KINDS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("tally", "unit", "text"), nw.String()),
    **dict.fromkeys(("number", "count"), nw.Int64()),
}

_Key = tuple[Any, ...]


def to_evidence(evidence: FrameEvidence) -> dict[Hashable, Evidence]:
    """Give the evidence of each relationship by itself, computed here and now.

    The keys are the parties, or tuples where a table held businesses or lines: (business,
    party), (party, line) or all three; a line is None outside any.

    >>> import pandas
    >>> from relkit import Business
    >>> from relkit.frames import evidence
    >>> table = pandas.DataFrame({"party": ["acme"], "on": [738_892]})
    >>> found = evidence(table, business=Business("shop"), event="referral", days="ordinal")
    >>> to_evidence(found)["acme"]["referrals"]
    1
    """
    return {_outside(evidence, key): made for key, made, _ in _each(evidence)}


def _outside(evidence: FrameEvidence, key: _Key) -> Hashable:
    if "line" in evidence.keys:
        key = (*key[:-1], key[-1] or None)
    return key[0] if len(key) == 1 else key


def _each(evidence: FrameEvidence) -> Iterator[tuple[_Key, Evidence, date | None]]:
    """Give each relationship's key, evidence and last day."""
    tables, keys = evidence.tables.filled(evidence.names), evidence.keys
    flags: dict[_Key, list[dict[str, Any]]] = {}
    tallies: dict[_Key, list[dict[str, Any]]] = {}
    for found, frame in ((flags, tables.periods), (tallies, tables.tallies)):
        for row in rows_of(frame):
            found.setdefault(tuple(row[name] for name in keys), []).append(row)
    for row in rows_of(tables.counters):
        key = tuple(row[name] for name in keys)
        last = date.fromordinal(row["last_day"]) if row["last_day"] else None
        business = _business(evidence, row)
        base = None if row["first_period"] == ABSENT_FIRST else int(row["first_period"])
        bits = _bits(evidence, base, flags.get(key, ()))
        counts = _counts(evidence, business, tallies.get(key, ()))
        values = tuple(
            bits.get(m, 0)
            if isinstance(m, Flag)
            else counts.get(m)
            if isinstance(m, Tally)
            else int(row[name])
            for m, name in evidence.names.measures.items()
        )
        yield (
            key,
            Evidence(
                layout=evidence.scorecard.layout,
                period_days=business.period_days,
                base=base,
                values=values,
                stated=_stated(evidence, row),
                party=row["party"],
            ),
            last,
        )


def _business(evidence: FrameEvidence, row: Mapping[str, Any]) -> Business:
    for sample, ids in zip(evidence.setups.samples, evidence.setups.ids, strict=True):
        if "business" not in evidence.keys or row["business"] in ids:
            return sample
    msg = f"The business {shown(row['business'])} is none of those that were given."
    raise FrameError(msg)


def _bits(evidence: FrameEvidence, base: int | None, rows: Any) -> dict[Flag, int]:  # noqa: ANN401 - rows of any engine
    """Give each flag's history as bits relative to the first recorded period."""
    found: dict[Flag, int] = {}
    for row in rows:
        for flag, name in evidence.names.flags().items():
            if row[name]:
                found[flag] = found.get(flag, 0) | 1 << (int(row["period"]) - (base or 0))
    return found


def _counts(
    evidence: FrameEvidence,
    business: Business,
    rows: Any,  # noqa: ANN401 - as above
) -> dict[Tally, dict[object, int]]:
    by_name = {name: tally for tally, name in evidence.names.tallies().items()}
    found: dict[Tally, dict[object, int]] = {}
    for row in rows:
        counts = found.setdefault(by_name[row["tally"]], {})
        counts[_key_of(row, business)] = int(row["count"])
    return found


def _key_of(row: Mapping[str, Any], business: Business) -> object:
    """Give a tally's key as the object path keeps it."""
    number = int(row["number"])
    match row["unit"]:
        case "text":
            return row["text"]
        case "number":
            return number
        case "truth":
            return bool(number)
        case unit if unit == MINOR_UNITS:
            return number, None
        case code:
            own = business.currency
            is_own = own is not None and own.code == code
            return number, own if is_own else Currency.of(code)


def _stated(evidence: FrameEvidence, row: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    if evidence.has_statements:
        for trait, column in evidence.names.traits.items():
            said, against = (int(row[name]) for name in stated_columns(column))
            if said or against:
                found[trait] = said, against
    return found


def to_book(evidence: FrameEvidence, business: Business) -> Book:
    """Give a book of one business that holds a table's evidence; it keeps no events.

    Raises ``EvidenceMismatchError`` where the evidence is not of this business.

    >>> import pandas
    >>> from datetime import date
    >>> from relkit import Business
    >>> from relkit.frames import evidence
    >>> table, shop = pandas.DataFrame({"party": ["acme"], "on": [738_892]}), Business("shop")
    >>> found = evidence(table, business=shop, event="purchase", days="ordinal")
    >>> to_book(found, shop).assess("acme", as_of=date(2024, 2, 1)).stage.value
    'new'
    """
    known = [each for ids in evidence.setups.ids for each in ids]
    if business.business_id not in known:
        msg = f"The evidence is of {shown(known)}, not of {shown(business.business_id)}."
        raise EvidenceMismatchError(msg)
    book = Book(business, scorecard=evidence.scorecard, keep_events=False)
    for key, made, last in _each(evidence):
        place = dict(zip(evidence.keys, key, strict=True))
        if place.get("business", business.business_id) == business.business_id:
            book.absorb(place["party"], made, until=last, line=place.get("line") or None)
    return book


def from_book(book: Book, *, into: Any, by_line: bool = False) -> FrameEvidence:  # noqa: ANN401 - a module or its name
    """Give the evidence of a book as tables: ``into`` is "polars", "pandas" or "pyarrow".

    Raises ``FrameError`` for ids and keys that no column can hold beside one another.

    >>> from datetime import date
    >>> from relkit import Business, Referral
    >>> book = Book(Business("shop"))
    >>> book.record("acme", Referral(on=date(2025, 1, 7)))
    True
    >>> from_book(book, into="pandas").counters["referrals"].tolist()
    [1]
    """
    if not isinstance(book, Book):
        msg = f"from_book takes a Book, not {shown(book)}."
        raise InvalidValueError(msg)
    names = Names.of(book.scorecard)
    keys = ("party", "line") if by_line else ("party",)
    found: dict[_Key, tuple[Evidence, date | None]] = {}
    for party, line, made, last in book.places():
        key = (party, line or "") if by_line else (party,)
        if key in found:
            before, day = found[key]
            found[key] = before + made, max(filter(None, (day, last)), default=None)
        else:
            found[key] = made, last
    try:
        tables = _tables(found, keys, names, into)
    except (TypeError, ValueError, OverflowError) as fault:
        msg = f"These parties, people or amounts do not fit into columns: {fault}"
        raise FrameError(msg) from fault
    return FrameEvidence(
        tables=tables,
        keys=keys,
        scorecard=book.scorecard,
        setups=Setups.of((book.business,)),
        names=names,
        is_lazy=False,
        has_statements=True,
    )


def _tables(
    found: Mapping[_Key, tuple[Evidence, date | None]],
    keys: tuple[str, ...],
    names: Names,
    into: Any,  # noqa: ANN401 - as above
) -> Tables:
    counters: list[dict[str, Any]] = []
    periods: list[dict[str, Any]] = []
    tallies: list[dict[str, Any]] = []
    for key, (made, last) in found.items():
        place = dict(zip(keys, key, strict=True))
        values = dict(zip(names.measures, made.values, strict=True))
        counters.append(place | _counter_row(names, made, last, values))
        periods += [place | row for row in _period_rows(names, made, values)]
        for tally, name in names.tallies().items():
            counts: Any = values[tally] or {}
            tallies += [
                place | {"tally": name, **_key_row(k), "count": n} for k, n in counts.items()
            ]
    flags = list(names.flags().values())
    counted = [*COUNTERS, *names.counters().values(), *names.stated()]
    return Tables(
        counters=_table(counters, keys, dict.fromkeys(counted, nw.Int64()), into),
        periods=_table(
            periods, keys, {"period": nw.Int64()} | dict.fromkeys(flags, nw.Int8()), into
        ),
        tallies=_table(
            tallies,
            keys,
            _KEY_KINDS,
            into,
        ),
    )


def _counter_row(
    names: Names, made: Evidence, last: date | None, values: Mapping[Any, Any]
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "first_period": ABSENT_FIRST if made.base is None else made.base,
        "last_period": 0,
        "last_day": 0 if last is None else last.toordinal(),
        "bad_rows": 0,
    }
    longest = max((values[flag].bit_length() for flag in names.flags()), default=0)
    if longest and made.base is not None:
        row["last_period"] = made.base + longest - 1
    row |= {name: values[measure] for measure, name in names.counters().items()}
    for trait, column in names.traits.items():
        row |= dict(zip(stated_columns(column), made.stated.get(trait, (0, 0)), strict=True))
    return row


def _period_rows(
    names: Names, made: Evidence, values: Mapping[Any, Any]
) -> Iterator[dict[str, Any]]:
    flags = names.flags()
    longest = max((values[flag].bit_length() for flag in flags), default=0)
    for place in range(longest):
        bits = {name: values[flag] >> place & 1 for flag, name in flags.items()}
        if any(bits.values()):
            yield {"period": (made.base or 0) + place, **bits}


def _key_row(key: object) -> dict[str, Any]:
    """Give a tally's key in the columns that hold it."""
    match key:
        case str():
            return {"unit": "text", "text": key, "number": 0}
        case bool():
            return {"unit": "truth", "text": "", "number": int(key)}
        case int() if abs(key) < _LARGEST:
            return {"unit": "number", "text": "", "number": key}
        case (int(number), None) if abs(number) < _LARGEST:
            return {"unit": MINOR_UNITS, "text": "", "number": number}
        case (int(number), Currency(code=code)) if abs(number) < _LARGEST:
            return {"unit": code, "text": "", "number": number}
        case _:
            msg = f"a tally's key is text or a whole number of 64 bits, not {shown(key)}."
            raise TypeError(msg)


def _table(
    rows: list[dict[str, Any]],
    keys: tuple[str, ...],
    kinds: Mapping[str, Any],
    into: Any,  # noqa: ANN401 - as above
) -> Frame:
    """Make a table of an engine from rows; the keys take the type of what they hold."""
    sample = rows[0]["party"] if rows else ""
    party: Any = nw.Int64() if isinstance(sample, int) else nw.String()
    schema = {"party": party} | dict.fromkeys(keys[1:], nw.String()) | dict(kinds)
    columns = {name: [row[name] for row in rows] for name in schema}
    if any(type(value) is not type(sample) for value in columns["party"]):
        msg = "the parties' ids are of several types."
        raise TypeError(msg)
    made: nw.DataFrame[Any] = nw.from_dict(columns, schema, backend=into)
    return made.lazy()
