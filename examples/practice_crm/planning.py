"""Plans: the practice's playbook, what it must know of a party, and the days that follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from practice_crm.tables import WHOLE, Due, Party, Terms
from relkit import (
    Assessment,
    Book,
    Client,
    Context,
    Event,
    Message,
    Money,
    Playbook,
    Statement,
    Treatment,
    default_playbook,
)
from relkit.schedules import Every, Period
from relkit.strategies import ClientService

__all__ = ["Treated", "context_of", "has_open_complaint", "planned", "terms_of", "treated"]

_SETTLES = frozenset(["answer", "closing"])
"""What an outbound message is about that settles a complaint."""

PLAYBOOK: Playbook = default_playbook().on(
    Client, service=ClientService(reviews=Every(months=3), review_hours=4)
)
"""The standard playbook; a small practice spends half a day on a review."""


class Treated(NamedTuple):
    """The plans of one relationship, with the relationship that they are for."""

    party: Party
    line: str
    treatment: Treatment

    def dues(self, start: date, end: date) -> Iterator[Due]:
        """Give all that its plans put on days from ``start`` up to, and without, ``end``."""
        marketing, service, payment = (
            self.treatment.marketing,
            self.treatment.service,
            self.treatment.payment,
        )
        for paid in () if payment is None else payment.due_between(start, end):
            amount = f"{'' if paid.is_exact else 'about '}{paid.amount}"
            yield self._due(paid.due, "payment", (paid.label, "party"), amount)
        for step in () if service is None else service.agenda(Period(start, end)):
            yield self._due(step.due, "service", (step.about, step.by))
        for touch in () if marketing is None else marketing.touches:
            if touch.due is not None and start <= touch.due < end:
                yield self._due(touch.due, "marketing", (touch.about, touch.by))

    def _due(
        self, on: date | None, area: str, what: tuple[str, str], amount: str | None = None
    ) -> Due:
        if on is None:
            msg = f"A dated part of the {area} plan has no day."
            raise AssertionError(msg)
        about, by = (word.replace("_", " ") for word in what)
        return Due(on=on, area=area, about=about, by=by, amount=amount)


def planned(book: Book, party: Party, line: str) -> bool:
    """Tell whether a relationship gets plans: each line does, the whole only without lines."""
    return line != WHOLE or not book.lines(party.party_id)


def terms_of(party: Party, line: str, revision: int) -> Terms | None:
    """Give the terms that hold in a line of business: its own, else those of the whole."""
    for wanted in (line, WHOLE):
        found = [
            terms for terms in party.terms if terms.line == wanted and terms.revision <= revision
        ]
        if found:
            return found[-1]
    return None


def has_open_complaint(facts: tuple[Event | Statement, ...], as_of: date) -> bool:
    """Tell whether the last complaint up to a day waits for an answer."""
    is_open = False
    for fact in facts:
        if isinstance(fact, Message) and fact.on <= as_of:
            if fact.direction == "inbound" and fact.about == "complaint":
                is_open = True
            elif fact.direction == "outbound" and fact.about in _SETTLES:
                is_open = False
    return is_open


def context_of(book: Book, party: Party, found: Assessment, revision: int) -> Context:
    """Give what the strategies are told besides the relationship, as known at a revision.

    The fee is a client's: what a customer pays is paid at the sale.
    """
    terms = terms_of(party, found.line or WHOLE, revision)
    given: dict[str, bool] = {}
    for consent in sorted(party.consents, key=lambda one: (one.on, one.number)):
        if consent.on <= found.as_of and consent.revision <= revision:
            given[consent.channel] = consent.is_given
    fee, currency = None if terms is None else terms.fee, book.business.currency
    price = None
    if isinstance(found.relationship, Client) and fee is not None and currency is not None:
        price = Money.from_minor_units(fee, currency)
    return Context(
        today=found.as_of,
        consent=[channel for channel, is_given in given.items() if is_given],
        owner=None if terms is None else terms.owner,
        open_complaint=has_open_complaint(book.events(party.party_id), found.as_of),
        price=price,
    )


def treated(book: Book, party: Party, found: Assessment, revision: int) -> Treated:
    """Give a relationship's plans as of the assessment's day, by what was known at a revision."""
    context = context_of(book, party, found, revision)
    treatment = PLAYBOOK.treat(found.relationship, context)
    return Treated(party, found.line or WHOLE, treatment)
