"""Law C14: the same answer whatever the hash seed, locale, time zone or decimal context."""

from __future__ import annotations

import decimal
import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.strategies.assessments import logs
from tests.strategies.money import contexts

from relkit.assessment import assess
from relkit.testing._strategies.dealings import dates_of_assessment, keepers

if TYPE_CHECKING:
    from relkit.business import Business
    from relkit.events import Event

PROGRAM = """
from datetime import date
from relkit.assessment import assess
from relkit.business import Business
from relkit.events import Agreement, Consultation, Delivery, Message, Payment, Purchase, Statement
from relkit.measures import count, event, flag, periods
from relkit.relationships import Client, Customer, Relationship, kind
from relkit.scorecard import Scorecard
from relkit.traits import STANDARD_TRAITS, Trait

@kind
class Member(Relationship):
    weights = {"regularity": 900, "staff continuity": 300, "trust": -200, "calls": 50}

log = [
    Agreement(on=date(2025, 1, 7), form="retainer", negotiated=True),
    *(Consultation(on=date(2025, m, 9), minutes=90, served_by=s) for m, s in
      ((1, "harper"), (2, "harper"), (3, "ito"), (4, "harper"))),
    Delivery(on=date(2025, 4, 1), tailored=True, served_by="ito"),
    Message(on=date(2025, 4, 2), direction="inbound", about="input"),
    Message(on=date(2025, 4, 3), direction="outbound", about="advice"),
    Payment(on=date(2025, 4, 4), amount=1500, model="hourly"),
    Payment(on=date(2025, 4, 5), amount=1500), Payment(on=date(2025, 5, 5), amount=1700),
    Purchase(on=date(2025, 5, 6), discount=0.1, planned=False),
    Statement("convenience", 1, 2, "harper", date(2025, 5, 7)),
]
calls = Trait("calls", count("calls", event("message")), 0, kappa=1, label="C\\u00e4lls")
card = Scorecard((Customer, Client, Member), traits=[*STANDARD_TRAITS, calls])
firm = Business("firm", industry="law", keeps=["purchase", "consultation", "message", "delivery"])
told = assess(log, business=firm, as_of=date(2025, 6, 1), party="acme", scorecard=card)
print(ascii(told.scoring.scores), ascii(told.scoring.profile.pro), ascii(told.scoring.profile.con))
print(ascii(str(told)), told.stage, told.clock)
for part in told.contributions():
    print(ascii(part.trait.label), part.pro, part.con, part.points)
print(ascii(told.explain()))
print(ascii(str(told.fewest_changes(Member))), ascii(str(told.fewest_changes(Customer))))
plain = assess(log, business=firm, as_of=date(2025, 6, 1))
print(ascii(str(plain.least_movement())), plain.least_movement().movement)
print(ascii(told.diff(assess([], business=firm, as_of=date(2025, 1, 1), scorecard=card)).points))
try:
    Trait("care", count("one", event("message", "referral")), count("all", event("event")), kappa=1)
except TypeError as fault:
    print(ascii(str(fault)))
"""


def told_by(**environment: str) -> str:
    """Give what a fresh interpreter prints in this environment."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
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
    return told_by(PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "America/Adak"},
    ],
    ids=str,
)
def test_law_c14_no_environment_changes_an_answer(usual: str, environment: dict[str, str]) -> None:
    """C14: hash seeds, locales and time zones change no integer, no order and no word."""
    assert usual == told_by(**environment)


@settings(deadline=None)
@given(log=logs(), business=keepers(), as_of=dates_of_assessment(), context=contexts())
def test_law_c14_no_decimal_context_changes_an_answer(
    log: list[Event], business: Business, as_of: date, context: decimal.Context
) -> None:
    """C14: whatever precision, rounding and traps are set, the assessment is the same."""
    one = assess(log, business=business, as_of=as_of)
    with decimal.localcontext(context):
        two = assess(log, business=business, as_of=as_of)
        text = two.explain()

    assert one == two
    assert one.explain() == text
    assert one.fewest_changes() == two.fewest_changes()
