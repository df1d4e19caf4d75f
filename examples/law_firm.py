"""A law firm: a retainer client and a buyer of one template, told apart, explained, treated.

Run it with ``python examples/law_firm.py``.
"""

from __future__ import annotations

from datetime import date

from relkit import (
    Agreement,
    Book,
    Business,
    Consultation,
    Context,
    Delivery,
    Message,
    Money,
    Payment,
    Purchase,
    default_playbook,
)

KEEPS = ["agreement", "consultation", "delivery", "message", "payment", "purchase"]


def firm() -> Book:
    """Open the firm's book with two parties in it."""
    book = Book(Business("harper-law", industry="law", currency="EUR", keeps=KEEPS))
    book.record("acme", Agreement(on=date(2025, 1, 7), form="retainer", negotiated=True))
    for month in range(1, 7):
        book.record("acme", Consultation(on=date(2025, month, 9), minutes=90, served_by="harper"))
        book.record("acme", Message(on=date(2025, month, 12), direction="inbound", about="input"))
        book.record("acme", Payment(on=date(2025, month, 28), amount=150_000, model="retainer"))
    book.record("acme", Delivery(on=date(2025, 3, 3), tailored=True, served_by="harper"))
    book.record("bolt", Purchase(on=date(2025, 5, 5), amount=4_900, standard=True, channel="web"))
    book.record("bolt", Payment(on=date(2025, 5, 5), amount=4_900, model="one_time"))
    return book


def main() -> None:
    """Assess both, treat the client, and say why the other is none."""
    today, book = date(2025, 7, 1), firm()
    for party, assessment in book.assess_all(as_of=today).items():
        print(f"{party}: {assessment}")
    context = Context(today=today, owner="harper", price=Money(1_500, "EUR"), consent=["email"])
    treatment = default_playbook().treat(book.assess("acme", as_of=today).relationship, context)
    print(f"\n{treatment}")
    print(f"\n{book.assess('bolt', as_of=today).explain()}")


if __name__ == "__main__":
    main()
