"""What every mutant is put through: its own law rejects it, and no other."""

from __future__ import annotations

from datetime import date, timedelta
from types import ModuleType

from hypothesis import strategies as st

from relkit.business import Business
from relkit.events import Agreement, Consultation, Delivery, Message, Payment, Purchase
from relkit.testing import laws, verify

DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in (0, 1, 17, 40, 95, 200, 390)]
EVENTS = [
    event
    for day in DAYS
    for event in (
        Agreement(on=day, form="retainer", negotiated=True),
        Consultation(on=day, minutes=60, served_by="ann"),
        Delivery(on=day, tailored=True, served_by="bob"),
        Message(on=day, direction="inbound", about="question"),
        Payment(on=day, amount=1000),
        Purchase(on=day, amount=99, standard=True),
    )
]
KEEPERS = [
    Business("firm", industry=trade, keeps=keeps, period_days=length)
    for trade, keeps, length in (
        ("law", ("consultation", "message"), 30),
        ("retail", ("purchase", "purchase.discount"), 7),
        (None, (), 90),
    )
]
# Drawing from few events and businesses is quick; the laws see more in their own tests.
QUICK = {
    "log": st.lists(st.sampled_from(EVENTS), max_size=8).map(tuple),
    "business": st.sampled_from(KEEPERS),
}


def cases(module: ModuleType) -> list[tuple[str, object]]:
    """Give the mutants of a module, each with the law that it breaks."""
    return [*module.MUTANTS.items(), *getattr(module, "MORE", ())]


def ids(module: ModuleType) -> list[str]:
    """Name the mutants for pytest."""
    return [f"{number} {law}" for number, (law, _) in enumerate(cases(module))]


def broken(module: ModuleType, law: str, mutant: object) -> set[str]:
    """Give the names of the laws that reject a mutant."""
    own = getattr(module, "SAMPLES", {}).get(law, {})
    report = verify(mutant, samples={**QUICK, **own})
    return {row.name for row in report.rows if not row.status.is_good}


def owed(subject: object) -> set[str]:
    """Give the names of the laws of a right subject."""
    return {law.name for law in laws(subject)}
