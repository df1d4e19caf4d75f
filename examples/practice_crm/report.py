"""The report: an index with counts and changes, and a page for each party, as static files.

Files are named by the party's number, never by its name. What a page draws is computed again
from what the night saw, so that it is the night's result and not today's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from practice_crm.markup import Markup, joined, preformatted, tag
from practice_crm.nightly import last_night, latest
from practice_crm.page import document, picture, table
from practice_crm.planning import Treated, context_of, planned, treated
from practice_crm.store import CrmError, book_of, business_of
from practice_crm.tables import WHOLE, Party, Result
from relkit import Assessment, Book, Business, Currency, Money
from relkit.relationships import Stage

__all__ = ["write_report"]

_MOST_RECORDS = 25
_MOST_MOVES = 4


class _Place(NamedTuple):
    """One relationship of a party: the night's result, and what it was computed from, again."""

    party: Party
    book: Book
    result: Result
    found: Assessment

    @property
    def line(self) -> str | None:
        return None if self.result.line == WHOLE else self.result.line

    def treatment(self) -> Treated | None:
        """Give the plans, where this relationship has some."""
        if not planned(self.book, self.party, self.result.line):
            return None
        return treated(self.book, self.party, self.found, self.result.revision)


def write_report(session: Session, folder: Path) -> int:
    """Write the last night's report into a folder; give the number of pages."""
    night = last_night(session)
    if night is None:
        msg = "No night was assessed yet; first run: assess --as-of DAY"
        raise CrmError(msg)
    business = business_of(session)
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[_Place, date | None]] = []
    pages = 0
    for party in sorted(session.scalars(select(Party)), key=lambda one: one.name.casefold()):
        places = list(_places(session, business, party))
        if not places:
            continue
        _write(folder / _file(party), _party_page(party, places, night.as_of))
        rows += [(place, _next_due(place.result, night.as_of)) for place in places]
        pages += 1
    _write(folder / "index.html", _index(business, rows, night.as_of))
    return pages + 1


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _file(party: Party) -> str:
    return f"party-{party.number}.html"


def _places(session: Session, business: Business, party: Party) -> Iterator[_Place]:
    """Give a party's relationships, each as its result's night saw it."""
    for result in latest(session, party).values():
        book = book_of(business, party, result.revision)
        line = None if result.line == WHOLE else result.line
        found = book.assess(party.party_id, as_of=result.as_of, line=line)
        yield _Place(party, book, result, found)


def _next_due(result: Result, night: date) -> date | None:
    return next((due.on for due in result.dues if due.on >= night), None)


# ---------------------------------------------------------------------------- the index


def _index(business: Business, rows: list[tuple[_Place, date | None]], night: date) -> str:
    whole = [place for place, _ in rows if place.line is None]
    changed = [place for place, _ in rows if place.result.as_of == night and place.result.change]
    title = f"{business.business_id}: {len(whole)} parties on {night}"
    return document(
        title,
        tag(
            "main",
            tag("h1", business.business_id),
            tag("p", f"Customers and clients as of {night}.", class_="soft"),
            tag("h2", "How many"),
            _counts(whole),
            tag("h2", "What changed in the last night"),
            table("What changed", ["party", "line", "change"], map(_change, changed)),
            tag("h2", "All relationships"),
            _relationships(rows),
        ),
        scripted=True,
    )


def _counts(places: list[_Place]) -> Markup:
    """Count the parties by answer and stage."""
    seen = Counter((place.result.label, place.result.stage) for place in places)
    stages = [stage.value for stage in Stage]
    labels = ["customer", "client", "undetermined"]
    rows = [[label, *(seen[label, stage] for stage in stages)] for label in labels]
    totals = [[*row, sum(seen[str(row[0]), stage] for stage in stages)] for row in rows]
    return table("How many", ["answer", *stages, "all"], totals)


def _link(place: _Place) -> Markup:
    return tag("a", place.party.name, href=_file(place.party))


def _change(place: _Place) -> list[object]:
    return [_link(place), place.line or "all", place.result.change]


def _relationships(rows: list[tuple[_Place, date | None]]) -> Markup:
    heads = ["party", "line", "answer", "stage", "lead in points", "next due"]
    told = (
        [
            _link(place),
            place.line or "all",
            _answer(place.result),
            place.result.stage,
            place.result.lead,
            due or "–",
        ]
        for place, due in rows
    )
    return table("All relationships", heads, told, data_sorts="")


def _answer(result: Result) -> Markup:
    ruled = " (ruled)" if result.label != result.computed else ""
    return tag("span", f"{result.label}{ruled}", class_="kind")


# ---------------------------------------------------------------------------- a party


def _party_page(party: Party, places: list[_Place], night: date) -> str:
    sections = (
        part for place in places for part in _sections(place, night, is_one_of_many=len(places) > 1)
    )
    back = tag("nav", tag("a", "All relationships", href="index.html"), aria_label="Back")
    main = tag("main", tag("h1", party.name), _facts(places[0]), *sections, _records(places[0]))
    return document(f"{party.name} on {night}", back, main)


def _facts(place: _Place) -> Markup:
    """Say who the party is, and what is known of it besides its records."""
    context = context_of(place.book, place.party, place.found, place.result.revision)
    facts = [
        ("Known as", place.party.party_id),
        ("Complaint", "waits for an answer" if context.open_complaint else "none open"),
        ("Agrees to marketing by", ", ".join(sorted(context.consent)) or "nothing"),
        ("Looked after by", context.owner or "nobody in particular"),
    ]
    told = (tag("dt", name) + tag("dd", said) for name, said in facts)
    return tag("dl", *map(Markup, told), class_="facts")


def _sections(place: _Place, night: date, *, is_one_of_many: bool) -> Iterator[Markup]:
    """Show one relationship: the answer and its reasons, the way there, and what follows."""
    result, found = place.result, place.found
    where = "" if not is_one_of_many else f" ({place.line or 'all lines together'})"
    yield tag("h2", f"{result.label.capitalize()}, {result.stage}{where}")
    yield tag("p", _told(result, night), class_="soft")
    if found.ruling is not None:
        ruling = found.ruling
        until = "" if ruling.until is None else f" until {ruling.until}"
        said = f"Ruled {ruling.kind.label} by {ruling.by} on {ruling.on}{until}: {ruling.reason}"
        yield tag("p", tag("strong", said), f". The records tell: {result.computed}.")
    yield tag("h3", f"Why{where}")
    yield picture(found)
    yield tag("details", tag("summary", "As text"), preformatted(result.explanation, f"Why{where}"))
    yield tag("h3", f"What was observed{where}")
    yield picture(found.profile)
    yield tag("h3", f"What changed since the last assessment{where}")
    yield _moves(result)
    yield tag("h3", f"How it came{where}")
    history = place.book.history(place.party.party_id, as_of=night, line=place.line)
    yield picture(history)
    yield tag("ul", *(tag("li", str(turn)) for turn in history))
    treatment = place.treatment()
    if treatment is not None:
        yield tag("h3", f"Plans{where}")
        yield _plans(treatment)
        payment = treatment.treatment.payment
        if payment is not None and payment.currency is not None:
            yield picture(payment)
        yield tag("h3", f"What falls due{where}")
        yield _dues(place, night)


def _told(result: Result, night: date) -> str:
    """Say when the result was found, and by how much."""
    lead = f"{result.leader} leads by {result.lead} points"
    since = "" if result.as_of == night else f"; found on {result.as_of}, and still so"
    return f"Records up to {night}: {lead}{since}."


def _moves(result: Result) -> Markup:
    said = tag("p", result.change or "The answer and the stage stayed.")
    moves = ", ".join(f"{trait} {points:+}" for trait, points in result.moves[:_MOST_MOVES])
    more = len(result.moves) - _MOST_MOVES
    rest = f" and {more} more" if more > 0 else ""
    told = f"Toward {result.leader}: {moves}{rest}." if moves else ""
    return joined([said, tag("p", told)] if told else [said])


def _plans(treated_: Treated) -> Markup:
    parts = []
    for plan in treated_.treatment:
        head, *rest = plan.summary()
        lines = [*rest, f"Because: {plan.because}"]
        items = tag("ul", *(tag("li", line) for line in lines))
        parts.append(tag("section", tag("h4", head), items))
    return tag("div", *parts, class_="plans")


def _dues(place: _Place, night: date) -> Markup:
    rows = (
        [due.on, due.area, due.about, due.by, due.amount or "–"]
        for due in place.result.dues
        if due.on >= night
    )
    return table("What falls due", ["day", "plan", "what", "by", "amount"], rows)


def _records(place: _Place) -> Markup:
    """Show the last records that the night knew; their lines only where there are some."""
    known = [one for one in place.party.records if one.revision <= place.result.revision]
    newest = sorted(known, key=lambda record: (record.on, record.number), reverse=True)
    has_lines = any(record.line for record in known)
    heads = ["day", "event", *(["line"] if has_lines else []), "said"]
    rows = (
        [
            record.on,
            record.content.get("event", ""),
            *([record.line or "–"] if has_lines else []),
            _fields(record.content, place.book.business.currency),
        ]
        for record in newest[:_MOST_RECORDS]
    )
    caption = f"The last {min(len(newest), _MOST_RECORDS)} of {len(newest)} records"
    return joined([tag("h2", caption), table(caption, heads, rows)])


def _fields(content: dict[str, object], currency: Currency | None) -> str:
    """Give what a record says besides its day; amounts are whole minor units in the file."""
    beside = {"event", "on", "party", "line"}
    return ", ".join(
        f"{name.replace('_', ' ')}: {_value(name, value, currency)}"
        for name, value in content.items()
        if name not in beside
    )


def _value(name: str, value: object, currency: Currency | None) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "amount" and isinstance(value, int) and currency is not None:
        return Money.from_minor_units(value, currency)
    return value
