"""A physiotherapy practice: a patient in treatment, and a passer-by who bought an exercise band.

A patient pays each session on the day, is never marketed to unless it agreed, and gets a call
from its own therapist. Run it with ``python examples/clinic.py``.
"""

from __future__ import annotations

from datetime import date, timedelta

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
    Relationship,
    as_kind,
    default_playbook,
    kind,
)
from relkit.plans import LateHandling, Survey, Terms
from relkit.schedules import Every
from relkit.strategies import ClientMarketing, ClientService, PayPerTransaction


@kind
class Patient(Client):
    """A client of the practice, whose insurer may pay a part."""

    insurer: str | None = None


def agreed_to_mail(_patient: Relationship, context: Context) -> bool:
    """Tell whether the patient signed that it wants the practice's letters."""
    return context.agrees_to("email")


OUTCOME = Survey(
    form="debrief",
    question="What can you do today that you could not when we began?",
    answer_by="talk",
    after=("last_session",),
    by="therapist",
    minutes=10,
)
PLAYBOOK = default_playbook().on(
    Patient,
    marketing=ClientMarketing(channels=("email",), contacts_per_period=0, referral=None).when(
        agreed_to_mail
    ),
    service=ClientService(
        tier="own_therapist", reviews=Every(months=6), check_days=(42,), feedback=(OUTCOME,)
    ),
    payment=PayPerTransaction(
        label="session", terms=Terms(timing="at_sale"), late=LateHandling(reminder_days=(14, 30))
    ),
)

KEEPS = ["agreement", "consultation", "delivery", "message", "payment", "purchase"]
SESSION = Money(72, "EUR")
TODAY = date(2025, 6, 2)


def practice() -> Book:
    """Open the book: ten sessions after an operation, four more in May, and a sale at the desk."""
    book = Book(Business("lindenhof", industry="healthcare", currency="EUR", keeps=KEEPS))
    book.record("vera", Agreement(on=date(2024, 9, 2), form="project", negotiated=True))
    for start, sessions in ((date(2024, 9, 2), 10), (date(2025, 5, 5), 4)):
        for week in range(sessions):
            day = start + timedelta(weeks=week)
            book.record("vera", Consultation(on=day, minutes=40, served_by="mara"))
            book.record("vera", Payment(on=day, amount=SESSION, model="one_time"))
    book.record("vera", Delivery(on=date(2024, 9, 9), tailored=True, served_by="mara"))
    book.record("vera", Message(on=date(2024, 10, 2), direction="inbound", about="input"))
    band = Money(19, "EUR")
    book.record("otto", Purchase(on=date(2025, 5, 20), amount=band, standard=True))
    book.record("otto", Payment(on=date(2025, 5, 20), amount=band, model="one_time"))
    return book


def main() -> None:
    """Tell the patient from the buyer, and plan its next session."""
    book = practice()
    for party, assessment in book.assess_all(as_of=TODAY).items():
        print(f"{party}: {assessment}")
    match book.assess("vera", as_of=TODAY).relationship:
        case Client() as client:
            patient = as_kind(client, Patient, insurer="AOK")
            print(f"\nNatural period of the trade: {patient.period_days} days")
            print(PLAYBOOK.treat(patient, Context(today=TODAY, owner="mara", price=SESSION)))
            letters = PLAYBOOK.plan("marketing", patient, Context(today=TODAY, consent=["email"]))
            print(f"\nOnce she signs for the letters:\n{letters}")


if __name__ == "__main__":
    main()
