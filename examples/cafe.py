"""A café with a cheese counter: the regular who buys, then talks, and at some point is a client.

Nobody signs anything (rows S34, S63, S70): a regular *customer* becomes a client by asking,
being advised, and knowing her cheesemonger. Her neighbor comes as often and stays a customer.
Run it with ``python examples/cafe.py``.
"""

from __future__ import annotations

from datetime import date, timedelta

from relkit import (
    Book,
    Business,
    Consultation,
    Context,
    Customer,
    Delivery,
    Feedback,
    Message,
    Purchase,
    default_playbook,
)
from relkit.assessment import Contribution
from relkit.display import wrapped
from relkit.strategies import CustomerMarketing, Persona

KEEPS = ["consultation", "delivery", "feedback", "message", "purchase"]
TODAY = date(2025, 9, 1)
HOST = Persona(
    name="host",
    needs=("a menu for eight",),
    preferred_channels=("in_store",),
    preferred_forms=("workshop",),
)
PLAYBOOK = default_playbook().on(
    Customer,
    marketing=CustomerMarketing(
        channels=("in_store", "email"), triggers=("new_cheese",), margin_percent=12
    ),
)


def saturdays(first: date, weeks: int) -> list[date]:
    """Give so many Saturdays in a row."""
    return [first + timedelta(weeks=week) for week in range(weeks)]


def cafe() -> Book:
    """Open the book: two who come every Saturday, and one of them begins to talk."""
    book = Book(Business("fromage", industry="cafe", currency="EUR", keeps=KEEPS))
    for day in saturdays(date(2025, 1, 4), 34):
        book.record("nils", Purchase(on=day, amount=1_450, standard=True))
    for day in saturdays(date(2025, 1, 4), 12):
        book.record("rosa", Purchase(on=day, amount=1_800, standard=True, served_by="hugo"))
    for week, day in enumerate(saturdays(date(2025, 3, 29), 22)):
        book.record("rosa", Purchase(on=day, amount=2_200, standard=False, served_by="hugo"))
        book.record("rosa", Message(on=day, direction="inbound", about="advice"))
        book.record("rosa", Message(on=day, direction="outbound", about="advice"))
        if week % 4 == 3:  # a dinner: they plan the menu, and the board is put together for it
            book.record("rosa", Consultation(on=day, topic="a menu", served_by="hugo"))
            book.record("rosa", Delivery(on=day, tailored=True, served_by="hugo"))
            book.record("rosa", Feedback(on=day, input=True))
    return book


def told(parts: tuple[Contribution, ...]) -> str:
    """Name traits with their points."""
    return ", ".join(f"{part.trait.name} {part.points:+}" for part in parts)


def main() -> None:
    """Assess both regulars, and show when and why one of them turned."""
    book = cafe()
    for party, assessment in book.assess_all(as_of=TODAY).items():
        print(f"{party}: {assessment}")
    print("\nHow rosa's answer changed, and what spoke for the new one:")
    for turn in book.history("rosa", as_of=TODAY):
        before, after = turn.difference.kinds
        if before is not after:
            print(f"  {turn}\n    {told(turn.assessment.reasons(3))}")
    print(f"\n{book.assess('rosa', as_of=TODAY).explain()}")
    print("\nWhat nils lacks:")
    print(*wrapped(book.assess("nils", as_of=TODAY).fewest_changes(), 80), sep="\n")
    print("\nWhat either hears from the counter:")
    for party, personas in (("nils", []), ("rosa", [HOST])):
        relationship = book.assess(party, as_of=TODAY).relationship
        context = Context(today=TODAY, consent=["email"], personas=personas)
        print(f"\n{party}\n{PLAYBOOK.plan('marketing', relationship, context)}")


if __name__ == "__main__":
    main()
