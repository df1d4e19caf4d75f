"""The night: whole, idempotent, incremental, and never different from assessing everybody."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from practice_crm import nightly
from practice_crm.nightly import latest
from practice_crm.store import book_of, business_of, opened
from practice_crm.tables import WHOLE, Night, Party

from conftest import Crm

START = date(2025, 1, 1)


def answers(crm: Crm) -> dict[tuple[str, str], tuple[str, str, int]]:
    """Give the results that hold, by party and line."""
    with opened(crm.path) as session:
        return {
            (party.party_id, line): (result.label, result.stage, result.lead)
            for party in session.query(Party)
            for line, result in latest(session, party).items()
        }


def all_anew(crm: Crm, as_of: date) -> dict[tuple[str, str], tuple[str, str, int]]:
    """Assess everybody with relkit alone, whatever any night found."""
    found = {}
    with opened(crm.path) as session:
        business = business_of(session)
        for party in session.query(Party):
            book = book_of(business, party)
            for line in nightly.lines_of(book, party):
                which = None if line == WHOLE else line
                one = book.assess(party.party_id, as_of=as_of, line=which)
                found[party.party_id, line] = one.label, one.stage.value, one.lead
    return found


def something(crm: Crm, rng: random.Random, today: date) -> None:
    """Let something happen: a record of today, late, or of a day to come; or a ruling."""
    party = f"p{rng.randrange(6)}"
    on = today + timedelta(days=rng.choice([0, -3, -40, -200, 9]))
    line = rng.choice([{}, {}, {"line": "tax"}])
    event, fields = rng.choice(
        [
            ("consultation", {"minutes": 60, "served_by": "h"}),
            ("purchase", {"standard": "yes", "amount": 900}),
            ("delivery", {"tailored": "yes"}),
            ("message", {"direction": "inbound", "about": "input"}),
            ("payment", {"model": "subscription", "automatic": "yes", "amount": 900}),
            ("agreement", {"action": "ended", "form": "retainer"}),
        ]
    )
    crm.record(party, event, on, **fields, **line)
    if rng.random() < 0.2:
        until = ["--until", str(on + timedelta(days=20))]
        rule = ["--by", "h", "--on", str(on), "--reason", "known", *until]
        crm.ok("rule", party, rng.choice(["client", "customer"]), *rule)


@pytest.mark.parametrize("seed", range(4))
def test_incremental_is_exact(crm: Crm, seed: int) -> None:
    """After any night the results that hold are those of assessing everybody on that day."""
    rng = random.Random(seed)  # noqa: S311 - seeded, to be the same each time
    today = START
    kept = 0
    for _ in range(14):
        today += timedelta(days=rng.choice([1, 1, 7, 40, 150]))
        for _ in range(rng.randrange(3)):
            something(crm, rng, today)
        with opened(crm.path) as session:
            kept += nightly.assess_night(session, today).kept

        assert all_anew(crm, today) == answers(crm)

    assert kept > 0


def test_same_night_twice(sampled: Crm) -> None:
    """The same night again writes nothing new, and says that it did not have to."""
    before = sampled.rows()

    out = sampled.ok("assess", "--as-of", "2025-09-01")

    assert "0 assessed, 0 of them changed; 7 parties as before" in out
    assert before == sampled.rows()


def test_same_night_after_a_late_record(sampled: Crm) -> None:
    """A record that comes late replaces the night's result of its party, and no other."""
    before = sampled.rows()["assessments"]
    sampled.record("ember", "consultation", "2025-08-30", minutes=60)

    out = sampled.ok("assess", "--as-of", "2025-09-01")

    assert "1 assessed, 1 of them changed; 6 parties as before" in out
    gone = set(before) - set(sampled.rows()["assessments"])
    assert 1 == len(gone)
    assert len(before) == len(sampled.rows()["assessments"])


def test_nights_only_go_forward(sampled: Crm) -> None:
    """A night before the last one is refused, and nothing is written."""
    before = sampled.rows()

    status, _, err = sampled.run("assess", "--as-of", "2025-08-30")

    assert 1 == status
    assert "2025-09-01" in err
    assert before == sampled.rows()


def test_end_of_the_calendar(crm: Crm) -> None:
    """A night so late that no plan can be laid is refused."""
    status, _, err = crm.run("assess", "--as-of", "9999-12-01")

    assert 1 == status
    assert "calendar" in err


def test_other_version_assesses_all(sampled: Crm) -> None:
    """The first night with another version of relkit assesses everybody anew."""
    with opened(sampled.path) as session:
        for night in session.query(Night):
            night.version = "0.0.9"

    first = sampled.ok("assess", "--as-of", "2025-09-01")
    second = sampled.ok("assess", "--as-of", "2025-09-01")

    assert "0 parties as before" in first
    assert " 0 assessed" in second


def test_settled_relationships_are_left_alone(sampled: Crm) -> None:
    """Who has long been silent is not assessed again until plans run out."""
    out = sampled.ok("assess", "--as-of", "2025-09-02")

    assert "2 parties as before" in out
    assert date(2025, 8, 31) == _last(sampled, "dune")

    sampled.ok("assess", "--as-of", str(date(2025, 8, 31) + timedelta(days=91)))

    assert date(2025, 11, 30) == _last(sampled, "dune")


def _last(crm: Crm, party_id: str) -> date:
    with opened(crm.path) as session:
        party = session.query(Party).filter_by(party_id=party_id).one()
        return latest(session, party)[WHOLE].as_of


def test_changes_are_told_with_their_traits(sampled: Crm) -> None:
    """A result says what changed since the one before, and which traits moved it."""
    with opened(sampled.path) as session:
        party = session.query(Party).filter_by(party_id="fjord").one()
        now, before = latest(session, party)[WHOLE], latest(session, party, date(2025, 9, 1))[WHOLE]

    assert "undetermined becomes client; active" == now.change
    assert now.lead - -before.lead >= sum(points for _, points in now.moves) > 0
    assert "expertise" == now.moves[0][0]


def test_stored_result_is_what_relkit_says(sampled: Crm) -> None:
    """Each stored explanation is relkit's own, computed again from what the night saw."""
    with opened(sampled.path) as session:
        business = business_of(session)
        for party in session.query(Party):
            for line, result in latest(session, party).items():
                book = book_of(business, party, result.revision)
                which = None if line == WHOLE else line
                found = book.assess(party.party_id, as_of=result.as_of, line=which)

                assert found.explain() == result.explanation


def test_plans_follow_consent(sampled: Crm) -> None:
    """Marketing reaches out as long as there is consent, from the day on that it was given."""
    assert "marketing" in sampled.ok("due", "--until", "2025-10-15")

    sampled.ok("consent", "acme", "email", "--on", "2025-09-02", "--withdrawn")
    sampled.ok("assess", "--as-of", "2025-09-02")

    assert "marketing" not in sampled.ok("due", "--until", "2025-10-15")


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([], "none open"),
        ([("inbound", "complaint")], "waits for an answer"),
        ([("inbound", "complaint"), ("outbound", "reminder")], "waits for an answer"),
        ([("inbound", "complaint"), ("outbound", "answer")], "none open"),
        ([("outbound", "answer"), ("inbound", "complaint")], "waits for an answer"),
    ],
)
def test_complaints(crm: Crm, messages: list[tuple[str, str]], expected: str) -> None:
    """A complaint is open until an answer follows it."""
    crm.record("ann", "consultation", "2025-01-01", minutes=60)
    for day, (direction, about) in enumerate(messages, 2):
        crm.record("ann", "message", date(2025, 1, day), direction=direction, about=about)
    crm.ok("assess", "--as-of", "2025-01-10")
    folder = crm.path.parent / "report"
    crm.ok("report", str(folder))

    assert expected in (folder / "party-1.html").read_text("utf-8")


def test_lines_are_planned_each_by_itself(sampled: Crm) -> None:
    """A client of one line who buys in another is billed in the first alone."""
    due = sampled.ok("due", "--until", "2025-10-31")

    assert "Müller & Söhne [tax]: payment, retainer EUR 600.00" in due
    assert "Müller & Söhne: " not in due
    assert "[templates]: payment" not in due
