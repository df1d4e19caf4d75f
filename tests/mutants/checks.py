"""What every mutant is put through: its own law rejects it, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from types import ModuleType
from typing import Any, Final

from hypothesis import Phase, settings
from hypothesis import strategies as st

from relkit.business import Business
from relkit.events import Agreement, Consultation, Delivery, Message, Payment, Purchase
from relkit.money import Money
from relkit.relationships import Relationship, Stage
from relkit.strategies import Context
from relkit.testing import LawStatus, laws, verify

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
PARTIES: dict[str, st.SearchStrategy[Any]] = {
    "party": st.sampled_from(["ann", "acme"]),
    "business": st.just("firm"),
    "line": st.sampled_from([None, "advice", "goods"]),
    "stage": st.none() | st.sampled_from(Stage),
    "party_type": st.sampled_from([None, "person", "organization"]),
    "since": st.none() | st.sampled_from(DAYS),
}
CHANNELS = st.frozensets(st.sampled_from(["email", "phone", "letter"]))


def parties(*kinds: type[Relationship], **fields: Any) -> st.SearchStrategy[Relationship]:
    """Relationships that are drawn quickly."""
    return st.one_of([st.builds(of, **{**PARTIES, **fields}) for of in kinds])


def sales(**fields: Any) -> st.SearchStrategy[Context]:
    """Contexts that are drawn quickly."""
    prices = st.integers(1, 10**6).map(lambda units: Money.from_minor_units(units, "USD"))
    return st.builds(
        Context, today=st.sampled_from(DAYS), consent=CHANNELS, **{"price": prices, **fields}
    )


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


# The mutant's own law looks until it finds what is wrong; the others look a little. Examples are
# the same in every run, and the first that breaks a law is enough.
_OWN: Final = 400
_OTHERS: Final = 8
_USUAL: Final = 25  # examples, as tests/conftest.py has it


@contextmanager
def looking(examples: int) -> Iterator[None]:
    """Look at so many examples, more where the run asks for more, and shrink none."""
    before = settings.get_current_profile_name()
    usual = settings.get_profile(before).max_examples
    settings.register_profile(
        "mutants",
        settings.get_profile(before),
        max_examples=max(examples, examples * usual // _USUAL),
        derandomize=True,
        database=None,
        phases=[Phase.generate],
    )
    settings.load_profile("mutants")
    try:
        yield
    finally:
        settings.load_profile(before)


def samples(module: ModuleType, law: str) -> dict[str, Any]:
    """Give the samples for a mutant: quick ones, and its own."""
    own: dict[str, Any] = getattr(module, "SAMPLES", {}).get(law, {})
    return {**QUICK, **getattr(module, "QUICK", {}), **own}


def rejects(module: ModuleType, law: str, mutant: object) -> bool:
    """Tell whether its own law rejects a mutant."""
    (own,) = [each for each in laws(mutant) if each.name == law]
    with looking(_OWN):
        report = verify(mutant, laws=[own], samples=samples(module, law))
    return report.row(law).status is LawStatus.BROKEN


def broken(module: ModuleType, law: str, mutant: object) -> set[str]:
    """Give the names of the laws that reject a mutant, of those that are not its own."""
    others = [each for each in laws(mutant) if each.name != law]
    with looking(_OTHERS):
        report = verify(mutant, laws=others, samples=samples(module, law))
    return {row.name for row in report.rows if row.status is LawStatus.BROKEN}


def owed(subject: object) -> set[str]:
    """Give the names of the laws of a right subject."""
    return {law.name for law in laws(subject)}
