"""The command line: `python -m practice_crm --help`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from practice_crm.intake import is_storable, party_named, read_rows, store, typed
from practice_crm.markup import cleaned
from practice_crm.nightly import assess_night, last_night, latest
from practice_crm.report import write_report
from practice_crm.store import CrmError, book_of, business_of, create, kind_named, opened, party_of
from practice_crm.tables import WHOLE, Consent, Party, Rule, Terms
from relkit import Business, Ruling
from relkit.errors import RelkitError
from relkit.events import STANDARD_EVENT_TYPES

__all__ = ["main"]

_Do: TypeAlias = "Callable[[argparse.Namespace, Session], int]"
_KEEPS = [kind.tag for kind in STANDARD_EVENT_TYPES]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 0 is done, 1 is done in part or not at all."""
    asked = _parser().parse_args(arguments)
    try:
        status = _init(asked) if asked.do is None else _in_session(asked)
    except (CrmError, RelkitError) as fault:
        for line in str(fault).split("\n"):
            _say(line, err=True)
        return 1
    return status


def _in_session(asked: argparse.Namespace) -> int:
    with opened(asked.db) as session:
        done: int = asked.do(asked, session)
        return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("practice_crm", description="A small practice's CRM.")
    parser.add_argument("--db", type=Path, default=Path("practice.sqlite"), help="the file")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    def verb(name: str, do: _Do | None, what: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=what, description=what)
        made.set_defaults(do=do)
        return made

    init = verb("init", None, "make the file for a business")
    init.add_argument("name", type=_text)
    init.add_argument("--industry")
    init.add_argument("--currency", help="such as EUR; amounts are in its minor units")
    init.add_argument("--time-zone", help="such as Europe/Berlin")
    init.add_argument("--keeps", nargs="+", default=_KEEPS, help="which records are kept")
    record = verb("record", _record, "store one record, or those of a file")
    source = record.add_mutually_exclusive_group(required=True)
    source.add_argument("fields", type=_text, nargs="*", default=[], metavar="FIELD=VALUE")
    source.add_argument("--file", type=Path, help="CSV with a head line, or JSON lines")
    party = verb("party", _party, "say what is known of a party besides its records")
    party.add_argument("party", type=_text)
    party.add_argument("--name", type=_text)
    party.add_argument(
        "--line", default=WHOLE, type=_text, help="for which the owner and the fee are"
    )
    party.add_argument("--owner", type=_text)
    party.add_argument("--fee", type=int, help="a client's fee a month, in minor units")
    consent = verb("consent", _consent, "note that a party agrees to marketing, or no longer")
    consent.add_argument("party", type=_text)
    consent.add_argument("channel", type=_text)
    consent.add_argument("--on", type=_day, required=True)
    consent.add_argument("--withdrawn", action="store_true")
    rule = verb("rule", _rule, "enter a human decision on the kind of a relationship")
    rule.add_argument("party", type=_text)
    rule.add_argument("kind")
    rule.add_argument("--line", default=WHOLE, type=_text)
    rule.add_argument("--by", type=_text, required=True)
    rule.add_argument("--on", type=_day, required=True)
    rule.add_argument("--until", type=_day)
    rule.add_argument("--reason", type=_text, required=True)
    assess = verb("assess", _assess, "assess the night: all that changed or can have")
    assess.add_argument("--as-of", type=_day, required=True)
    due = verb("due", _due, "list what the plans put on days from the last night on")
    due.add_argument("--until", type=_day, required=True, help="the last day")
    verb("parties", _parties, "list the parties with their answers")
    report = verb("report", _report, "write the last night's pages into a folder")
    report.add_argument("folder", type=Path)
    return parser


def _day(text: str) -> date:
    """Read a day; argparse reports what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        msg = f"{text!r} is no day such as 2025-09-01"
        raise argparse.ArgumentTypeError(msg) from fault


def _text(text: str) -> str:
    """Let text pass that the file can hold."""
    if is_storable(text):
        return text
    msg = f"{text!r} is no text that can be stored"
    raise argparse.ArgumentTypeError(msg)


def _say(line: str, *, err: bool = False) -> None:
    """Print a line, without anything in it that would steer the terminal."""
    print(cleaned(line), file=sys.stderr if err else sys.stdout)


def _init(asked: argparse.Namespace) -> int:
    business = Business(
        asked.name,
        industry=asked.industry,
        currency=asked.currency,
        time_zone=asked.time_zone,
        keeps=asked.keeps,
    )
    create(asked.db, business)
    _say(f"{asked.db} is made for {business.business_id}.")
    return 0


def _record(asked: argparse.Namespace, session: Session) -> int:
    if asked.file is None:
        bad = [field for field in asked.fields if "=" not in field]
        if bad:
            msg = f"A field is given as NAME=VALUE, not {bad[0]!r}."
            raise CrmError(msg)
        row = typed(dict(field.split("=", 1) for field in asked.fields))
        stored = store(session, iter([("the record", row)]))
    else:
        stored = store(session, read_rows(asked.file))
    for problem in stored.problems:
        _say(problem, err=True)
    several = "" if len(stored.problems) == 1 else "s"
    told = f", {len(stored.problems)} problem{several}" if stored.problems else ""
    _say(f"{stored.new} new, {stored.known} known before{told}")
    return 1 if stored.problems else 0


def _party(asked: argparse.Namespace, session: Session) -> int:
    party = party_named(session, asked.party)
    session.add(party)
    if asked.name is not None:
        party.name = asked.name
    if asked.owner is not None or asked.fee is not None:
        party.revision += 1
        before = [terms for terms in party.terms if terms.line == asked.line]
        owner, fee = (before[-1].owner, before[-1].fee) if before else (None, None)
        party.terms.append(
            Terms(
                revision=party.revision,
                line=asked.line,
                owner=owner if asked.owner is None else asked.owner,
                fee=fee if asked.fee is None else asked.fee,
            )
        )
    _say(f"{party.party_id} is known as {party.name}.")
    return 0


def _consent(asked: argparse.Namespace, session: Session) -> int:
    party = party_of(session, asked.party)
    party.revision += 1
    said = Consent(
        revision=party.revision,
        channel=asked.channel,
        on=asked.on,
        is_given=not asked.withdrawn,
    )
    party.consents.append(said)
    agrees = "no longer agrees" if asked.withdrawn else "agrees"
    _say(f"{party.party_id} {agrees} to marketing by {asked.channel} from {asked.on} on.")
    return 0


def _rule(asked: argparse.Namespace, session: Session) -> int:
    party = party_of(session, asked.party)
    book = book_of(business_of(session), party)
    kind = kind_named(asked.kind, book.scorecard)
    ruling = Ruling(kind, by=asked.by, on=asked.on, reason=asked.reason, until=asked.until)
    book.rule(party.party_id, ruling, line=None if asked.line == WHOLE else asked.line)
    party.revision += 1
    party.rules.append(
        Rule(
            revision=party.revision,
            line=asked.line,
            kind=kind.label,
            by=asked.by,
            on=asked.on,
            reason=asked.reason,
            until=asked.until,
        )
    )
    _say(f"{party.party_id} is ruled {kind.label} from {asked.on} on.")
    return 0


def _assess(asked: argparse.Namespace, session: Session) -> int:
    done = assess_night(session, asked.as_of)
    _say(
        f"Night of {asked.as_of}: {done.assessed} assessed, {done.changed} of them changed; "
        f"{done.kept} parties as before."
    )
    return 0


def _due(asked: argparse.Namespace, session: Session) -> int:
    night = last_night(session)
    if night is None:
        msg = "No night was assessed yet; first run: assess --as-of DAY"
        raise CrmError(msg)
    found = []
    for party in session.scalars(select(Party)):
        for result in latest(session, party).values():
            if result.planned_until <= asked.until:
                msg = (
                    f"Plans reach to {result.planned_until}; assess a later night, or ask for less."
                )
                raise CrmError(msg)
            found += [
                (due.on, party.party_id, due)
                for due in result.dues
                if night.as_of <= due.on <= asked.until
            ]
    for on, party_id, due in sorted(found, key=lambda row: (row[0], row[1], row[2].number)):
        line = f" [{due.line}]" if due.line else ""
        amount = f" {due.amount}" if due.amount else ""
        _say(f"{on}  {party_id}{line}: {due.area}, {due.about}{amount} (by {due.by})")
    return 0


def _parties(_asked: argparse.Namespace, session: Session) -> int:
    for party in session.scalars(select(Party).order_by(Party.party_id)):
        results = latest(session, party).values()
        told = "; ".join(
            f"{result.line or 'all'}: {result.label}, {result.stage}" for result in results
        )
        _say(f"{party.party_id}: {told or 'not assessed yet'}")
    return 0


def _report(asked: argparse.Namespace, session: Session) -> int:
    pages = write_report(session, asked.folder)
    _say(f"{pages} pages in {asked.folder}: open {asked.folder / 'index.html'}")
    return 0
