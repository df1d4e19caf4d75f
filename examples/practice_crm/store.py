"""The SQLite file: opening it, transactions that are whole or not at all, and books from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from practice_crm.tables import WHOLE, Base, Party, Settings
from relkit import Book, Business, Ruling, Scorecard, events_from_records
from relkit.errors import RelkitError
from relkit.relationships import Relationship

__all__ = ["CrmError", "book_of", "business_of", "create", "kind_named", "opened", "party_of"]


class CrmError(Exception):
    """Something that the person at the command line can mend; the message says how."""


def _engine(path: Path) -> Engine:
    """Connect; every transaction begins at once, so that what it reads is what it writes on."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _plain(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's, as SQLAlchemy types it
        connection.isolation_level = None  # transactions are begun below, not guessed by sqlite3
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def create(path: Path, business: Business) -> None:
    """Make the file and write down whose book it is; an existing file is never touched."""
    if path.exists() and path.stat().st_size:
        msg = f"{path} is there already; name another file, or move that one away."
        raise CrmError(msg)
    engine = _engine(path)
    with Session(engine) as session, session.begin():
        Base.metadata.create_all(session.connection())
        session.add(
            Settings(
                number=1,
                business_id=str(business.business_id),
                industry=business.industry,
                currency=None if business.currency is None else business.currency.code,
                time_zone=None if business.time_zone is None else str(business.time_zone),
                keeps=sorted(business.keeps),
            )
        )
    engine.dispose()


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    """Give a session in one transaction: all of it is kept, or, after an error, nothing."""
    if not path.is_file():
        msg = f"There is no {path}; make it with: python -m practice_crm --db {path} init NAME"
        raise CrmError(msg)
    engine = _engine(path)
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    except DatabaseError as fault:
        msg = f"{path} cannot be used: {fault.orig}."
        raise CrmError(msg) from fault
    finally:
        engine.dispose()


def business_of(session: Session) -> Business:
    """Give the business whose book this is."""
    said = session.scalars(select(Settings)).one()
    return Business(
        said.business_id,
        industry=said.industry,
        currency=said.currency,
        time_zone=said.time_zone,
        keeps=said.keeps,
    )


def party_of(session: Session, party_id: str) -> Party:
    """Give a party by its id."""
    found = session.scalar(select(Party).where(Party.party_id == party_id))
    if found is None:
        known = session.scalar(select(func.count()).select_from(Party))
        msg = f"There is no party {party_id!r} among {known}; `parties` lists them."
        raise CrmError(msg)
    return found


def kind_named(label: str, scorecard: Scorecard) -> type[Relationship]:
    """Give the kind of a label."""
    for kind in scorecard.kinds:
        if kind.label == label:
            return kind
    told = " and ".join(kind.label for kind in scorecard.kinds)
    msg = f"{label!r} is no kind that is told apart here: {told} are."
    raise CrmError(msg)


def book_of(business: Business, party: Party, revision: int | None = None) -> Book:
    """Give a book with one party in it, as far as it was known at a revision, by default now.

    The records are read back through relkit's own door for records, whoever wrote the file.
    """
    book = Book(business)
    seen = party.revision if revision is None else revision
    book.add(party.party_id)
    rows = [record.content for record in party.records if record.revision <= seen]
    try:
        for fact in events_from_records(rows, business=business):
            book.record(party.party_id, fact)
    except RelkitError as fault:
        msg = f"The stored records of {party.party_id!r} cannot be read back: {fault}"
        raise CrmError(msg) from fault
    for rule in party.rules:
        if rule.revision <= seen:
            kind = kind_named(rule.kind, book.scorecard)
            ruling = Ruling(kind, by=rule.by, on=rule.on, reason=rule.reason, until=rule.until)
            book.rule(party.party_id, ruling, line=None if rule.line == WHOLE else rule.line)
    return book
