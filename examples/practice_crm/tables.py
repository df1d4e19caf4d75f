"""The tables: what is in the one SQLite file, and nothing about how it came there.

Facts about a party (records, rulings, consents, terms) are only ever added, each with the
party's revision that it made. So what any night saw can be read again exactly.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

__all__ = [
    "WHOLE",
    "Base",
    "Consent",
    "Due",
    "Night",
    "Party",
    "Record",
    "Result",
    "Rule",
    "Settings",
    "Terms",
]

WHOLE = ""
"""Stands in the column ``line`` for the whole relationship, whatever the line of business."""


class Base(DeclarativeBase):
    """What all tables have in common."""


class Settings(Base):
    """The business whose book this is: one row."""

    __tablename__ = "settings"

    number: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[str]
    industry: Mapped[str | None]
    currency: Mapped[str | None]
    time_zone: Mapped[str | None]
    keeps: Mapped[list[str]] = mapped_column(JSON)


class Party(Base):
    """Somebody the business deals with; the revision counts what became known of it."""

    __tablename__ = "parties"

    number: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    revision: Mapped[int] = mapped_column(default=0)

    records: Mapped[list[Record]] = relationship(order_by="Record.number")
    rules: Mapped[list[Rule]] = relationship(order_by="Rule.number")
    consents: Mapped[list[Consent]] = relationship(order_by="Consent.number")
    terms: Mapped[list[Terms]] = relationship(order_by="Terms.number")


class Record(Base):
    """One relkit record as it came in; ``event_id`` is its id in JSON, where it has one."""

    __tablename__ = "records"

    number: Mapped[int] = mapped_column(primary_key=True)
    party: Mapped[int] = mapped_column(ForeignKey("parties.number"), index=True)
    revision: Mapped[int]
    line: Mapped[str]
    on: Mapped[date] = mapped_column(index=True)
    event_id: Mapped[str | None] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Rule(Base):
    """One human decision on the kind of a relationship."""

    __tablename__ = "rulings"

    number: Mapped[int] = mapped_column(primary_key=True)
    party: Mapped[int] = mapped_column(ForeignKey("parties.number"), index=True)
    revision: Mapped[int]
    line: Mapped[str]
    kind: Mapped[str]
    by: Mapped[str]
    on: Mapped[date]
    reason: Mapped[str]
    until: Mapped[date | None]


class Consent(Base):
    """From a day on, a party agrees to marketing over a channel, or does not."""

    __tablename__ = "consents"

    number: Mapped[int] = mapped_column(primary_key=True)
    party: Mapped[int] = mapped_column(ForeignKey("parties.number"), index=True)
    revision: Mapped[int]
    channel: Mapped[str]
    on: Mapped[date]
    is_given: Mapped[bool]


class Terms(Base):
    """Who looks after a party in a line of business, and for what fee a month; the last counts."""

    __tablename__ = "terms"

    number: Mapped[int] = mapped_column(primary_key=True)
    party: Mapped[int] = mapped_column(ForeignKey("parties.number"), index=True)
    revision: Mapped[int]
    line: Mapped[str]
    owner: Mapped[str | None]
    fee: Mapped[int | None]


class Night(Base):
    """One nightly assessment, and the version of relkit that it was made with."""

    __tablename__ = "nights"

    as_of: Mapped[date] = mapped_column(primary_key=True)
    version: Mapped[str]


class Result(Base):
    """What a night found of one relationship; it holds until a later night finds another.

    ``is_settled`` says that time alone changes nothing any more, ``planned_until`` is the
    first day for which no plan was made, ``moves`` are the traits that moved since the result
    before, in points of the leader.
    """

    __tablename__ = "assessments"

    as_of: Mapped[date] = mapped_column(ForeignKey("nights.as_of"), primary_key=True)
    party: Mapped[int] = mapped_column(ForeignKey("parties.number"), primary_key=True, index=True)
    line: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    label: Mapped[str]
    computed: Mapped[str]
    stage: Mapped[str]
    leader: Mapped[str]
    lead: Mapped[int]
    is_settled: Mapped[bool]
    planned_until: Mapped[date]
    explanation: Mapped[str]
    change: Mapped[str]
    moves: Mapped[list[tuple[str, int]]] = mapped_column(JSON)

    dues: Mapped[list[Due]] = relationship(
        order_by="Due.on, Due.number", cascade="all, delete-orphan"
    )


class Due(Base):
    """One thing that a plan puts on a day: a payment with its amount, or something to do."""

    __tablename__ = "dues"
    __table_args__ = (
        ForeignKeyConstraint(
            ["as_of", "party", "line"],
            ["assessments.as_of", "assessments.party", "assessments.line"],
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date]
    party: Mapped[int] = mapped_column(index=True)
    line: Mapped[str]
    on: Mapped[date] = mapped_column(index=True)
    area: Mapped[str]
    about: Mapped[str]
    by: Mapped[str]
    amount: Mapped[str | None]
