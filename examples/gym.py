"""A gym: an event type, a trait and a kind of its own, told apart from customers and clients.

Run it with ``python examples/gym.py``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from relkit import (
    Agreement,
    Book,
    Business,
    Client,
    Customer,
    Delivery,
    Engagement,
    Purchase,
    Relationship,
    Scorecard,
    Trait,
    kind,
)
from relkit.measures import event, field, flag, periods
from relkit.traits import STANDARD_TRAITS


class Workout(Engagement):
    """One visit to the gym, alone or with a coach."""

    coach: str | None = None


coached = flag("coached", event(Workout) & field("coach").is_present())
trained = flag("trained", event(Workout))

COACHING = Trait(
    "coaching",
    periods(coached),
    periods(trained & ~coached),
    kappa=1,
    weight=900,
    poles=("trains alone", "trains with a coach"),
    reason="Who trains with a coach engages expertise; who trains alone uses a machine.",
)
BELONGING = Trait(
    "belonging",
    periods(trained),
    0,
    kappa=2,
    poles=("drops in", "comes every month"),
    reason="A member keeps coming, with a coach or without.",
)


@kind
class Member(Relationship):
    """A member of the gym: comes month after month, and trains on standard machines."""

    weights: ClassVar = {"belonging": 2600, "coaching": -1200}
    locker: int | None = None


SCORECARD = Scorecard((Customer, Client, Member), traits=(*STANDARD_TRAITS, COACHING, BELONGING))


def visits(months: int, coach: str | None = None) -> list[Workout]:
    """Give two visits a week for some months."""
    days = [date(2025, 1, 6) + timedelta(days=day) for day in range(0, 30 * months, 3)]
    return [Workout(on=day, coach=coach) for day in days]


def main() -> None:
    """Tell a drop-in, a regular and one with a personal trainer apart."""
    gym = Business("iron-works", industry="fitness", keeps=["purchase", "delivery"])
    book = Book(gym, scorecard=SCORECARD)
    book.record("dora", Purchase(on=date(2025, 5, 2), standard=True))
    for workout in visits(6):
        book.record("max", workout)
    for workout in visits(6, coach="kim"):
        book.record("pat", workout)
    book.record("max", Agreement(on=date(2025, 1, 6), form="subscription", negotiated=False))
    book.record("pat", Agreement(on=date(2025, 1, 6), form="project", negotiated=True))
    book.record("pat", Delivery(on=date(2025, 1, 20), tailored=True, served_by="kim"))
    for party, assessment in book.assess_all(as_of=date(2025, 7, 1)).items():
        print(f"{party}: {assessment}")
    print()
    print(book.assess("max", as_of=date(2025, 7, 1)).explain())


if __name__ == "__main__":
    main()
