"""Subjects about which laws say little: what is never there, refused, or missing is not held."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.mutants.checks import looking
from tests.mutants.strategies import Lax, Plain
from typing_extensions import override

from relkit import (
    Client,
    Currency,
    Customer,
    Money,
    Playbook,
    Relationship,
    Scorecard,
    kind,
)
from relkit._value_laws import told_fields
from relkit.errors import InvalidPlanError, InvalidValueError, LawBrokenError
from relkit.evidence._laws import _numbers
from relkit.plans import ServicePlan
from relkit.strategies import (
    ClientService,
    Context,
    CustomerMarketing,
    FlatFee,
    Retainer,
    strategy,
)
from relkit.testing import LawStatus, Report, laws, verify
from relkit.testing._samples import of_strategy
from relkit.testing._strategies import rows as drawn_rows
from relkit.testing._subjects import subject_type


@kind
class Member(Relationship):
    """A third kind."""


class Never(FlatFee):
    """Is never applicable."""

    @override
    def plan(self, relationship: Any, context: Context) -> None:
        return None


class Refusing(FlatFee):
    """Asks for what nobody can give."""

    @override
    def plan(self, relationship: Any, context: Context) -> None:
        msg = "There is no price for this."
        raise InvalidPlanError(msg)


class Failing(FlatFee):
    """Fails while it says its lines."""

    @override
    def lines(self, relationship: Any, context: Context) -> Any:
        raise ZeroDivisionError


@strategy
class Needy(Lax):
    """Lets every slip pass, and needs a field."""

    need: str


@strategy
class Consulting(Plain):
    """Reads a trait, and says so."""

    consults = ("trust",)

    @override
    def plan(self, relationship: Client, context: Context) -> ServicePlan:
        found = {each.trait.name: each.pro for each in relationship.profile or ()}
        return ServicePlan(tier=f"trust {found.get('trust', 0)}")


class Shapeless:
    """Something that can be called and does not tell how."""

    @property
    def __signature__(self) -> None:
        """Tell nothing."""
        raise ValueError

    def __call__(self) -> None:
        """Do nothing."""


def reported(subject: object, *names: str, **how: Any) -> Report:
    """Look at a few examples of some laws, or of all."""
    owed = laws(subject)
    with looking(3):
        return verify(subject, laws=[law for law in owed if not names or law.name in names], **how)


SALE = Context(today=date(2025, 9, 1), price=Money(90, "USD"), has_written_agreement=True)
GIVEN: dict[str, Any] = {
    "party": Relationship(party="acme", business="shop", party_type="organization"),
    "context": SALE,
    "sale": SALE,
    "price": Money(90, "USD"),
    "factor": 3,
    "currency": Currency.of("JPY"),
    "shares": [50, 70],
    "other": Playbook(),
}
PAYMENTS = [
    "keeps the laws of plans",
    "a credit mirrors",
    "payments in order",
    "the currency of the sale",
    "so many times the price",
    "moved by the calendar's cycle",
    "paid and outstanding",
    "nothing to pay",
]


def said(subject: object, name: str) -> bool | None:
    """Ask one law about one sample: False where that says nothing."""
    (law,) = [law for law in laws(subject) if law.name == name]
    return law.check(subject, **{each: GIVEN[each] for each in law.samples})


@pytest.mark.parametrize("name", PAYMENTS)
def test_what_is_never_applicable_is_not_held(name: str) -> None:
    """Where a payment strategy gives no plan, or asks for more, a sample says nothing."""
    assert said(Never(), name) is False
    assert said(Refusing(), name) is False
    assert said(FlatFee(), name) in (None, True)


def test_what_asks_for_more_breaks_the_law_that_it_never_raises() -> None:
    """An error that is no refusal by a law of plans is one too many."""
    assert LawStatus.BROKEN is reported(Refusing(), "never raises").row("never raises").status


def test_a_fault_is_no_refusal() -> None:
    """What fails in a hook is no refusal, although it is reported as a broken law of plans."""
    assert LawStatus.BROKEN is reported(Failing(), "never raises").row("never raises").status


def test_a_slip_in_a_class_that_needs_a_field_is_found() -> None:
    """A class that lets slips pass is found out, though it cannot be made without its field."""
    row = reported(Needy(need="x"), "slips are named").row("slips are named")

    assert "lost a field" in row.said


def test_traits_that_are_consulted_may_change_the_plan() -> None:
    """A strategy that says which traits it reads is shown the same profile."""
    assert not reported(Consulting(), "reads what it says").row("reads what it says").said


def test_plans_that_go_on_are_scaled_by_their_price() -> None:
    """Of a plan without an end, what is at hand to be paid is scaled."""
    name = "so many times the price"

    assert LawStatus.HELD is reported(Retainer(), name).row(name).status


def test_a_playbook_with_gaps_is_held_to_its_laws() -> None:
    """A playbook in which each kind lacks an area names them, and keeps every law."""
    partial = Playbook().on(Client, service=ClientService())
    partial = partial.on(Customer, marketing=CustomerMarketing())

    assert set() == {row.name for row in reported(partial).rows if not row.status.is_good}


@pytest.mark.parametrize("playbook", [Playbook(), Playbook().on(Client, service=ClientService())])
def test_a_playbook_that_serves_nobody_here_is_not_held(playbook: Playbook) -> None:
    """Where a kind gets no plan a sample says nothing of plans; of the playbook itself it does."""
    silent = ("all areas", "the same again", "threads", "kinds below", "other kinds")

    assert [False] * len(silent) == [said(playbook, name) for name in silent]
    assert said(playbook, "no entry twice") is None
    assert said(playbook, "gaps are named") is None


def test_what_does_not_tell_its_parameters_is_no_subject() -> None:
    """A callable without a readable signature is refused as any other thing."""
    with pytest.raises(InvalidValueError, match="Laws are there for"):
        subject_type(Shapeless())


def test_a_strategy_that_serves_all_is_shown_relationships() -> None:
    """A strategy that names no kind is shown relationships of none in particular."""
    assert "party" in of_strategy(Plain(), None)


def test_three_kinds_have_no_exchanged_poles() -> None:
    """The law of exchanged poles is for two kinds; a scorecard of three says why."""
    card = Scorecard((Customer, Client, Member))
    (fair,) = [law for law in laws(card) if law.name == "exchanged poles"]

    assert fair.applies(card).startswith("it tells 3 kinds apart")


def test_statements_are_whole_numbers_too() -> None:
    """What was stated of a trait is among the numbers that evidence holds."""
    assert [3, 1, 2] == _numbers([(3, 1), 2, None])


def test_what_has_no_fields_breaks_the_laws_of_values() -> None:
    """A value of a class that attrs did not make has no fields to tell."""
    with pytest.raises(LawBrokenError, match="int is no attrs class"):
        told_fields(3)


def test_tables_are_made_with_the_engine_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of rows come from the first engine that is installed; without any that is said."""
    rows = [{"party": "a"}]
    there = {"polars"}
    monkeypatch.setattr(drawn_rows, "find_spec", lambda name: name in there or None)

    assert [{"party": "a"}] == drawn_rows.table_of(rows).to_dicts()
    there.clear()
    with pytest.raises(InvalidValueError, match="none is installed"):
        drawn_rows.table_of(rows)
