"""The laws of tables, G1 to G5: an assessment of a whole table is that of its rows, one by one.

The subject is a function ``(rows, *, business, as_of)`` that puts rows into a table of its
engine, assesses that as ``relkit.frames.assess`` does, and gives the answer: a table that
Narwhals knows, eager or lazy, or a list of mappings. A sample ``rows`` is a list of mappings
with ``party``, ``event``, ``on`` and fields of events; ``order`` permutes its places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from relkit._law import Law, law, same
from relkit._values import plain
from relkit.book import Book

if TYPE_CHECKING:
    from datetime import date

    from relkit.assessment import Assessment
    from relkit.business import Business
    from relkit.testing._strategies.rows import Row

__all__ = ["TABLE_LAWS"]

AssessRows: TypeAlias = Callable[..., Any]
_Answer: TypeAlias = dict[object, dict[str, Any]]

_ABSENT = ("minutes", "served_by", "model", "rating", "tailored")


@law(
    "G1",
    "equal row by row",
    "Label, stage, reason, lead and scores of each party are those of the object path.",
    "assess(table) = [assess(events of p) for p in table]",
)
def _equal(assess: AssessRows, rows: Sequence[Row], business: Business, as_of: date) -> bool:
    book = Book(business)
    book.record_all(rows)
    expected = {party: _told(found) for party, found in book.assess_all(as_of=as_of).items()}
    answer = _asked(assess, rows, business, as_of)
    names = ("label", "stage", "reason", "leader", "lead", *_scores(answer))
    told = {party: {name: row[name] for name in names} for party, row in answer.items()}
    same(told, expected)
    return bool(rows)


@law(
    "G2",
    "order of rows",
    "In whatever order the rows stand, every answer is the same.",
    "assess(σ(table)) = assess(table)",
)
def _order(
    assess: AssessRows,
    rows: Sequence[Row],
    order: Sequence[int],
    business: Business,
    as_of: date,
) -> bool:
    shuffled = [rows[place] for place in order if place < len(rows)]
    told = _asked(assess, rows, business, as_of)
    same(_asked(assess, shuffled, business, as_of), told)
    return len(rows) > 1


@law(
    "G3",
    "absent is not zero",
    "A column without a value says nothing, exactly as if it were not there.",
    "assess(table with ⊥) = assess(table)",
)
def _absent(assess: AssessRows, rows: Sequence[Row], business: Business, as_of: date) -> bool:
    padded = [{**dict.fromkeys(_ABSENT), **row} for row in rows]
    told = _asked(assess, rows, business, as_of)
    same(_asked(assess, padded, business, as_of), told)
    return bool(rows)


@law(
    "C16",
    "other parties never count",
    "The answer for a party does not depend on the other parties in the table.",
    "assess(table)[p] = assess(rows of p)[p]",
)
def _alone(assess: AssessRows, rows: Sequence[Row], business: Business, as_of: date) -> bool:
    parties = dict.fromkeys(row["party"] for row in rows)
    told = _asked(assess, rows, business, as_of)
    for party in parties:
        own = [row for row in rows if row["party"] == party]
        same(_asked(assess, own, business, as_of)[party], told[party])
    return len(parties) > 1


@law(
    "C14",
    "the same again",
    "The same table has the same answer, however often it is asked.",
    "assess(table) = assess(table)",
)
def _again(assess: AssessRows, rows: Sequence[Row], business: Business, as_of: date) -> bool:
    told = _asked(assess, rows, business, as_of)
    for _ in range(2):
        same(_asked(assess, rows, business, as_of), told)
    return bool(rows)


@law(
    "G1",
    "one row for each",
    "Each party of the table has exactly one row in the answer, and nobody else has.",
    "parties(assess(table)) = parties(table)",
)
def _one_each(assess: AssessRows, rows: Sequence[Row], business: Business, as_of: date) -> bool:
    if not rows:
        return False
    answer: Any = assess([dict(row) for row in rows], business=business, as_of=as_of)
    told = sorted(str(row["party"]) for row in _rows(answer))
    same(told, sorted({row["party"] for row in rows}))
    return True


def _asked(assess: AssessRows, rows: Sequence[Row], business: Business, as_of: date) -> _Answer:
    """Ask about rows; a table without any has no columns, and is not asked about."""
    if not rows:
        return {}
    answer = assess([dict(row) for row in rows], business=business, as_of=as_of)
    return {row["party"]: row for row in _rows(answer)}


def _rows(answer: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a table of any engine
    """Give the rows of an answer, what is missing as None."""
    if isinstance(answer, list):
        given = cast("list[Mapping[str, Any]]", answer)
    else:
        narwhals: Any = import_module("narwhals.stable.v2")
        given = cast(
            "list[Mapping[str, Any]]",
            narwhals.from_native(answer).lazy().collect().rows(named=True),
        )
    return [{name: plain(value) for name, value in row.items()} for row in given]


def _scores(answer: _Answer) -> list[str]:
    nothing: dict[str, Any] = {}
    first = next(iter(answer.values()), nothing)
    return [name for name in first if name.startswith("score_")]


def _told(found: Assessment) -> dict[str, Any]:
    return {
        "label": found.label,
        "stage": found.stage.value,
        "reason": None if found.reason is None else found.reason.value,
        "leader": found.leader.label,
        "lead": found.lead,
        **{f"score_{kind.tag}": score for kind, score in found.scores.items()},
    }


TABLE_LAWS: Final[tuple[Law, ...]] = (
    _equal,
    _one_each,
    _order,
    _absent,
    _alone,
    _again,
)
"""What every function that assesses the rows of a table owes."""
