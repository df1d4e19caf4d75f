"""The night: who must be assessed anew, what is found, and what is planned. One transaction.

A relationship is assessed anew when something became known of it, when something known begins
to count (a record or a ruling with a later day), while its clock still runs, when its plans
run out, or after a change of relkit. All others keep their last result, which is exact: two
periods after the last engagement silence changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

import relkit
from practice_crm.planning import planned, treated
from practice_crm.store import CrmError, book_of, business_of
from practice_crm.tables import WHOLE, Consent, Due, Night, Party, Record, Result, Rule
from relkit import Assessment, Book, Business

__all__ = ["Outcome", "assess_night", "last_night", "latest", "lines_of"]

HORIZON = timedelta(days=180)
"""How far plans are laid; they are laid anew when less than half of it is left."""


_DAYS = ((Record, Record.on), (Consent, Consent.on), (Rule, Rule.on), (Rule, Rule.until))
"""The days on which something that is known begins to count, or ceases to."""


class Outcome(NamedTuple):
    """What a night did: relationships assessed anew, of them changed, and parties kept as is."""

    assessed: int
    changed: int
    kept: int


def last_night(session: Session) -> Night | None:
    """Give the last night that was assessed."""
    return session.scalar(select(Night).order_by(Night.as_of.desc()).limit(1))


def latest(session: Session, party: Party, before: date | None = None) -> dict[str, Result]:
    """Give a party's results that hold, by line; with ``before``, those that held before a day."""
    rows = select(func.max(Result.as_of)).where(Result.party == party.number)
    as_of = session.scalar(rows if before is None else rows.where(Result.as_of < before))
    found = select(Result).where(Result.party == party.number, Result.as_of == as_of)
    return {result.line: result for result in session.scalars(found.order_by(Result.line))}


def lines_of(book: Book, party: Party) -> tuple[str, ...]:
    """Give the relationships with a party: the whole one, then each line of business."""
    return WHOLE, *sorted(book.lines(party.party_id))


def assess_night(session: Session, as_of: date) -> Outcome:
    """Assess all that needs it as of a day; the same night again does nothing more.

    Raises ``CrmError`` for a day before the last night: what nights found is not rewritten.
    """
    night = last_night(session)
    if night is not None and as_of < night.as_of:
        msg = f"The last night was {night.as_of}; nights only go forward, and {as_of} is before it."
        raise CrmError(msg)
    if as_of > date.max - 2 * HORIZON:
        msg = f"Plans cannot be laid from {as_of} on: the calendar ends."
        raise CrmError(msg)
    is_other = night is not None and night.version != relkit.__version__
    business = business_of(session)
    session.merge(Night(as_of=as_of, version=relkit.__version__))
    session.flush()
    chosen = _every_party(session) if is_other else _due_parties(session, as_of)
    assessed = changed = 0
    for number in chosen:
        for result in _assess(session, business, session.get_one(Party, number), as_of):
            assessed += 1
            changed += bool(result.change)
        session.flush()
        session.expunge_all()  # what is written is in the transaction; memory stays flat
    parties = session.scalar(select(func.count()).select_from(Party)) or 0
    return Outcome(assessed, changed, parties - len(chosen))


def _every_party(session: Session) -> Sequence[int]:
    return session.scalars(select(Party.number).order_by(Party.number)).all()


def _due_parties(session: Session, as_of: date) -> Sequence[int]:
    """Give the parties that must be assessed anew, by number."""
    last = select(Result.party, func.max(Result.as_of).label("day")).group_by(Result.party)
    held = last.subquery()
    runs = or_(~Result.is_settled, Result.planned_until < as_of + HORIZON / 2)
    is_result = and_(Result.party == Party.number, Result.as_of == held.c.day)
    chosen = (
        select(Party.number)
        .outerjoin(held, held.c.party == Party.number)
        .outerjoin(Result, is_result)
        .where(
            or_(
                held.c.day.is_(None),
                Result.revision != Party.revision,
                and_(held.c.day < as_of, runs),
                *(
                    exists().where(
                        table.party == Party.number, column > held.c.day, column <= as_of
                    )
                    for table, column in _DAYS
                ),
            )
        )
        .distinct()
        .order_by(Party.number)
    )
    return session.scalars(chosen).all()


def _assess(session: Session, business: Business, party: Party, as_of: date) -> Iterator[Result]:
    """Write down what is found of each relationship with a party, in place of the same night's."""
    for table in (Due, Result):
        session.execute(delete(table).where(table.party == party.number, table.as_of == as_of))
    earlier = latest(session, party, before=as_of)
    book = book_of(business, party)
    for line in lines_of(book, party):
        found = _at(book, party, line, as_of)
        result = _result(party, line, found)
        _compare(result, found, earlier.get(line), business, party)
        if planned(book, party, line):
            treatment = treated(book, party, found, party.revision)
            result.dues = list(treatment.dues(as_of, as_of + HORIZON))
        session.add(result)
        yield result


def _at(book: Book, party: Party, line: str, as_of: date) -> Assessment:
    return book.assess(party.party_id, as_of=as_of, line=None if line == WHOLE else line)


def _result(party: Party, line: str, found: Assessment) -> Result:
    computed = found.computed_kind
    return Result(
        as_of=found.as_of,
        party=party.number,
        line=line,
        revision=party.revision,
        label=found.label,
        computed="undetermined" if computed is None else computed.label,
        stage=found.stage.value,
        leader=found.leader.label,
        lead=found.lead,
        is_settled=found.clock < found.as_of,
        planned_until=found.as_of + HORIZON,
        explanation=found.explain(),
        change="",
        moves=[],
    )


def _compare(
    result: Result, found: Assessment, before: Result | None, business: Business, party: Party
) -> None:
    """Say what changed since the result before, which is read again from what it saw."""
    if before is None:
        result.change = f"new: {result.label}, {result.stage}"
        return
    then = book_of(business, party, before.revision)
    if result.line != WHOLE and result.line not in then.lines(party.party_id):
        return
    difference = found.diff(_at(then, party, result.line, before.as_of))
    if (before.label, before.stage) != (result.label, result.stage):
        result.change = str(difference)
    ahead, behind = difference.points[found.leader], difference.points[found.runner_up]
    moves = [(trait, points - behind[trait]) for trait, points in ahead.items()]
    result.moves = sorted((m for m in moves if m[1]), key=lambda move: (-abs(move[1]), move[0]))
