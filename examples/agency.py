"""A marketing agency: a project paid by milestones, retainers, and the hours that they take.

Who sells hours must know how many are promised: what the clients are owed in a quarter is
compared with what each account manager can give. Run it with ``python examples/agency.py``.
"""

from __future__ import annotations

from datetime import date

from relkit import (
    Agreement,
    Book,
    Business,
    Client,
    Consultation,
    Context,
    Delivery,
    Message,
    Money,
    Payment,
    Purchase,
    default_playbook,
)
from relkit.events import AgreementForm
from relkit.playbook import caseload
from relkit.schedules import Every, Period
from relkit.strategies import ClientService, Milestone, Milestones, Retainer
from relkit.typing import PartyId

KEEPS = ["agreement", "consultation", "delivery", "message", "payment", "purchase"]
TODAY = date(2025, 10, 1)
QUARTER = Period(TODAY, date(2026, 1, 1))
FORMS: dict[str, AgreementForm] = {"museum": "project", "bakery": "retainer", "solar": "retainer"}
OWNERS: dict[PartyId, str] = {"museum": "ines", "bakery": "ines", "solar": "jon"}
HOURS = {"ines": 60, "jon": 60, None: 10}

CAMPAIGN = Milestones(
    milestones=(
        Milestone(label="concept", weight=30, due=date(2025, 10, 15)),
        Milestone(label="launch", weight=50, due=date(2025, 11, 28)),
        Milestone(label="report", weight=20),
    ),
    in_percent=True,
)
RETAINER = Retainer(fee=Money(3_800, "EUR"), start=TODAY)
PLAYBOOK = default_playbook().on(
    Client,
    service=ClientService(reviews=Every(months=3), review_hours=12, tailoring_hours=6),
    payment=RETAINER,
)


def agency() -> Book:
    """Open the book: half a year with three clients, and a buyer of one template."""
    book = Book(Business("north-star", industry="marketing", currency="EUR", keeps=KEEPS))
    for party, form in FORMS.items():
        book.record(party, Agreement(on=date(2025, 4, 2), form=form, negotiated=True))
        for month in range(4, 10):
            day, manager = date(2025, month, 8), OWNERS[party]
            book.record(party, Consultation(on=day, minutes=60, served_by=manager))
            book.record(party, Message(on=day, direction="inbound", about="input"))
            draft = Delivery(on=date(2025, month, 24), tailored=True, served_by=manager)
            book.record(party, draft)
    sold = date(2025, 9, 18)
    book.record("florist", Purchase(on=sold, amount=4_900, standard=True, channel="web"))
    book.record("florist", Payment(on=sold, amount=4_900, model="one_time"))
    return book


def main() -> None:
    """Assess all, bill the project and a retainer, and compare the work with the hours."""
    book = agency()
    for party, assessment in book.assess_all(as_of=TODAY).items():
        print(f"{party}: {assessment}")
    today = Context(today=TODAY, price=Money(18_000, "EUR"))
    for party, payment in (("museum", CAMPAIGN), ("bakery", RETAINER)):
        client = book.assess(party, as_of=TODAY).relationship
        if isinstance(client, Client):
            print(f"\n{party}\n{payment.propose(client, today)}")
    load = caseload(book, PLAYBOOK, Context(today=TODAY), QUARTER, owners=OWNERS)
    print(f"\n{load}\n")
    print("Compared with the hours of the quarter:")
    print("\n".join(f"  {one}" for one in load.loads(HOURS)))


if __name__ == "__main__":
    main()
