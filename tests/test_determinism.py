"""Law C14 end to end: the same records give the same words and pictures in every process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
from datetime import date
from relkit import Book, Business, Context, default_playbook, events_from_records
from relkit.display import to_html, to_svg
from relkit.errors import RecordsError

kept = ["purchase", "consultation", "delivery", "message", "agreement", "payment"]
book = Book(Business("firm", currency="EUR", time_zone="Europe/Berlin", keeps=kept))
rows = []
for month in range(1, 10):
    day = f"2025-0{month}-09"
    rows += [
        {"event": "consultation", "on": day, "party": "acme", "minutes": 90,
         "served_by": ("harper", "ito", "lee")[month % 3], "id": f"c{month}"},
        {"event": "payment", "on": day, "party": "acme", "amount": 1500 + month % 2},
        {"event": "purchase", "on": day, "party": "ann", "amount": 900, "discount": 0.1,
         "served_by": "mia", "line": ("books", "games", "food")[month % 3]},
        {"event": "message", "on": day, "party": "zo\\u00eb", "direction": "inbound",
         "about": "input"},
    ]
rows.append({"event": "agreement", "on": "2025-01-07", "party": "acme", "form": "retainer",
             "negotiated": True})
book.record_all(rows)
playbook, today = default_playbook(), date(2025, 10, 1)
answers = book.assess_all(as_of=today)
for party, answer in answers.items():
    treatment = playbook.treat(answer.relationship, Context(today=today))
    for shown in (party, str(answer), answer.explain(), repr(treatment), str(treatment)):
        print(ascii(shown))
    for area in treatment.areas:
        print(ascii(area), ascii(repr(treatment[area])))
    history = book.history(party)
    for value in (answer, answer.profile, history, treatment.payment):
        print(ascii(to_svg(value)), ascii(to_html(value)))
    print(ascii(str(history)), ascii(book.lines(party)), ascii(repr(book.events(party))))
    print(ascii({name: repr(value) for name, value in book.evidence(party).to_dict().items()}))
print(ascii(str(playbook)), ascii(repr(playbook)), ascii(to_html(playbook)))
print(ascii([str(answers["acme"].diff(answers["ann"])), answers["ann"].least_movement()]))
try:
    events_from_records([{"event": "purchse", "onn": 1}, {"event": "payment", "modle": 2}])
except RecordsError as refused:
    print(ascii(str(refused)))
"""

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata"},
    {"PYTHONHASHSEED": "31337", "TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "random", "PYTHONUTF8": "0", "LC_ALL": "C", "COLUMNS": "20"},
]


def told_in(environment: dict[str, str]) -> str:
    """Give what a fresh process prints in an environment."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def usual() -> str:
    """Give what is told with hash seed 0."""
    return told_in({"PYTHONHASHSEED": "0", "TZ": "UTC"})


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_every_process_tells_the_same(usual: str, environment: dict[str, str]) -> None:
    """Records, answers, explanations, plans, histories and pictures never depend on a process."""
    assert usual == told_in(environment)


def test_what_is_compared_is_something(usual: str) -> None:
    """The program tells of both kinds, draws pictures and reaches its end."""
    assert usual.count("<svg") >= 12
    assert "client, active" in usual
    assert "customer, active" in usual
    assert "purchse" in usual.splitlines()[-1]
