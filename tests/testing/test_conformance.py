"""The three faces of the kit: laws as values, a report, and a class that runners collect."""

from __future__ import annotations

import re
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import find, settings
from hypothesis import strategies as st
from tests.mutants import kinds as wrong_kinds
from tests.mutants import schedules as wrong_schedules
from tests.mutants import tables
from tests.mutants.checks import looking

from relkit import (
    Client,
    Customer,
    Every,
    Money,
    Playbook,
    Purchase,
    Relationship,
    Scorecard,
    assess,
    default_playbook,
    kind,
)
from relkit._law import Law, law, never_below, same, slug
from relkit.errors import InvalidValueError, LawBrokenError, UnknownNameError
from relkit.evidence import fold
from relkit.frames import assess as assess_table
from relkit.plans import ServicePlan
from relkit.strategies import (
    NOTHING,
    ClientMarketing,
    ClientService,
    Installments,
    PlainService,
    PointOfSale,
    Retainer,
    from_function,
    in_stage,
)
from relkit.testing import LawStatus, Report, conformance, laws, verify
from relkit.testing._conformance import _ran
from relkit.testing._samples import of_playbook, of_strategy
from relkit.testing._strategies.rows import table_of
from relkit.testing._subjects import SUBJECT_TYPES, name_of
from relkit.traits import STANDARD_TRAITS

MONTHLY = Every(months=1)
SUBJECTS = [
    Client,
    Purchase,
    STANDARD_TRAITS[1],
    Scorecard(),
    MONTHLY,
    fold,
    assess,
    tables.right,
    PointOfSale(),
    ClientMarketing(),
    default_playbook(),
]
DRIFTING = wrong_schedules.MUTANTS["no drift"]


@kind
class Patient(Client):
    """A kind with a field of its own."""

    mrn: str = ""


TestStandardClient = conformance(Client)
TestStandardCustomer = conformance(Customer)
TestOwnKind = conformance(Patient)
TestStandardScorecard = conformance(Scorecard())
TestStandardFold = conformance(fold)
TestMonthly = conformance(MONTHLY)
TestDrifting = conformance(DRIFTING, expect_fail={"no drift": "it is computed step by step"})


@law("Z1", "says nothing", "Nothing can be said.", "⊤")
def vacuous(_subject: object, number: int) -> bool:
    """Say nothing about any number."""
    return number > 10**9


def ran(case: type[unittest.TestCase], only: str = "test") -> unittest.TestResult:
    """Run the methods of a test class whose names begin so."""
    names = unittest.defaultTestLoader.getTestCaseNames(case)
    suite = unittest.TestSuite(case(name) for name in names if name.startswith(only))
    result = unittest.TestResult()
    suite.run(result)
    return result


# ------------------------------------------------------------------ laws


@pytest.mark.parametrize("subject", SUBJECTS, ids=name_of)
def test_laws_are_named_values(subject: object) -> None:
    """Each law of a subject has a name of its own, a sentence, a formula and a version."""
    owed = laws(subject)

    assert len(owed) == len({each.name for each in owed}) == len({slug(e.name) for e in owed})
    for each in owed:
        assert each.statement.endswith(".")
        assert each.formula
        assert re.fullmatch(r"[A-Z]\d+", each.code)
        assert (each.since, True) == ("0.1", isinstance(each, Law))


def test_sixty_laws_and_more_are_executable() -> None:
    """The number of laws only grows; a law that several types owe counts once."""
    found = {(each.name, each.statement) for of in SUBJECT_TYPES for each in of.laws}

    assert len(found) >= 123


def test_laws_are_pinned_by_version() -> None:
    """A version gives the laws of that time, and no later one."""
    late = attrs.evolve(laws(MONTHLY)[0], since="0.3")

    assert laws(MONTHLY) == laws(MONTHLY, since="0.1") == laws(MONTHLY, since="1.0.2")
    assert () == laws(MONTHLY, since="0.0")
    assert "0.3" == late.since


@pytest.mark.parametrize("pin", ["new", "", 0.1, "0.x"], ids=repr)
def test_a_version_is_a_version(pin: Any) -> None:
    """Anything but a version is refused."""
    with pytest.raises(InvalidValueError, match="version of the laws is text such as"):
        laws(MONTHLY, since=pin)


@pytest.mark.parametrize("subject", [3, "client", int, None, len], ids=repr)
def test_what_owes_nothing_is_refused(subject: object) -> None:
    """A thing of no known type is refused with the types that there are."""
    with pytest.raises(InvalidValueError, match="Laws are there for a kind, an event type"):
        verify(subject)


# ------------------------------------------------------------------ verify


@pytest.mark.parametrize("trait", STANDARD_TRAITS, ids=lambda trait: trait.name)
def test_standard_traits_pass(trait: Any) -> None:
    """Every standard trait satisfies all laws of traits."""
    verify(trait).raise_if_failed()


@pytest.mark.parametrize(
    "subject",
    [
        ClientService().when(in_stage("new")) | PlainService(),
        Installments(count=3),
        Retainer(fee=Money(900, "USD")),
        ClientMarketing(),
        default_playbook(),
    ],
    ids=name_of,
)
def test_strategies_and_playbooks_pass(subject: Any) -> None:
    """Strategies that compose, divide a price and go on satisfy the laws, and the playbook does."""
    with looking(8):
        verify(subject, for_=Client).raise_if_failed()


def test_assess_passes() -> None:
    """What relkit itself answers satisfies the laws of assessing."""
    with looking(15):
        verify(assess).raise_if_failed()


def test_a_table_in_an_engine_passes() -> None:
    """Assessing a data frame satisfies the laws of tables: its answers are the object path's."""

    def in_arrow(rows: Any, *, business: Any, as_of: Any) -> Any:
        return assess_table(table_of(rows), business=business, as_of=as_of)

    with looking(2):
        verify(in_arrow).raise_if_failed()


def test_a_report_tells_what_broke() -> None:
    """A row has the law, both sides, and the smallest example as code that breaks it again."""
    report = verify(DRIFTING)
    row = report.row("no drift")

    assert not report.ok
    assert LawStatus.BROKEN is row.status
    assert row.statement in str(row)
    assert row.law.formula in str(row)
    assert "left:" in row.said
    assert report.seconds >= row.seconds > 0
    assert "| no drift |" in report.to_markdown()
    assert "not ok, 15 of 15 laws ran" in str(report)
    with pytest.raises(LawBrokenError, match="no drift"):
        report.raise_if_failed()
    with pytest.raises(LawBrokenError):
        exec(row.example, {})  # noqa: S102 - the code that the report offers to paste


def test_a_broken_law_can_be_expected() -> None:
    """What is expected to fail, with a reason, does not fail the run."""
    report = verify(DRIFTING, expect_fail={"no drift": "step by step"})

    assert report.ok
    assert LawStatus.BROKEN_AS_EXPECTED is report.row("no drift").status
    report.raise_if_failed()


def test_an_expected_failure_that_holds_fails() -> None:
    """Expectations do not outlive the defect."""
    report = verify(MONTHLY, expect_fail={"no drift": "long mended"})

    assert not report.ok
    assert "long mended" in report.row("no drift").said


def test_a_law_that_does_not_apply_is_shown() -> None:
    """A law that is not owed says why, and nothing is expected of it."""
    card = Scorecard(bases={Client: 100})
    with looking(8):
        report = verify(card)
        mistaken = verify(card, expect_fail={"exchanged poles": "unfair"})

    assert report.ok
    assert LawStatus.NOT_APPLICABLE is report.row("exchanged poles").status
    assert "exchanged poles: not applicable: its bases prefer a kind" in str(report)
    assert not mistaken.ok


def test_laws_of_traits_do_not_apply_where_there_are_none() -> None:
    """A scorecard without traits owes nothing that is about one, and keeps the rest."""
    report = verify(Scorecard(traits=[]))
    silent = [row.name for row in report.rows if row.status is LawStatus.NOT_APPLICABLE]

    assert report.ok
    assert ["raised traits", "leaving a trait out", "statements add"] == silent
    assert "held" in str(report.row("frozen"))


@pytest.mark.parametrize("every", [Every(days=10), Every(weeks=2), Every(years=500)], ids=str)
def test_other_schedules_pass(every: Every) -> None:
    """Schedules of every unit satisfy the laws, those near the end of the calendar too."""
    verify(every).raise_if_failed()


def test_fewer_laws_than_owed_fail() -> None:
    """A run of some laws is not a run of all."""
    report = verify(MONTHLY, laws=laws(MONTHLY)[:3])

    assert not report.ok
    with pytest.raises(LawBrokenError, match="owes 15 laws, and 3 ran"):
        report.raise_if_failed()


def test_a_vacuous_law_fails() -> None:
    """A law about which no example says anything is not held."""
    report = verify(MONTHLY, laws=[*laws(MONTHLY), vacuous], samples={"number": st.integers(0, 50)})

    assert ["says nothing"] == [row.name for row in report.rows if not row.status.is_good]
    assert "0 of " in report.row("says nothing").said


def test_what_a_law_asks_for_must_be_given() -> None:
    """A law whose samples nobody has is refused by name."""
    with pytest.raises(InvalidValueError, match="asks for 'number'"):
        verify(Client, laws=[vacuous])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"no drft": "typo"}, "Did you mean 'no drift'"),
        ({"no drift": " "}, "gives a reason for each law"),
        ({"no drift": None}, "gives a reason for each law"),
    ],
    ids=repr,
)
def test_expectations_are_checked(given: Any, said: str) -> None:
    """An unknown law, and one without a reason, is refused at once."""
    with pytest.raises((InvalidValueError, UnknownNameError), match=said):
        conformance(MONTHLY, expect_fail=given)


def test_a_strategy_is_shown_kinds_that_it_serves() -> None:
    """A kind that a strategy does not serve is refused before anything is run."""
    with pytest.raises(InvalidValueError, match="does not serve Customer"):
        verify(ClientMarketing(), for_=Customer)


def test_a_strategy_for_several_kinds_is_shown_all_of_them() -> None:
    """A strategy may serve a union of kinds; a playbook is shown the kind that is asked for."""
    both = from_function(
        lambda _party, _context: ServicePlan(tier="both"), serves=Customer | Client
    )
    shown = of_strategy(both, None)["party"]

    assert Customer is type(find(shown, lambda party: isinstance(party, Customer)))
    assert Client is type(find(shown, lambda party: isinstance(party, Client)))
    assert Client is type(find(of_playbook(Playbook(), Client)["party"], lambda _: True))


def test_laws_of_strategies_that_do_not_apply() -> None:
    """A service reaches nobody, and what is composed cannot be subclassed."""
    applies = {each.name: each.applies(PlainService()) for each in laws(PlainService())}
    composed = {each.name: each.applies(NOTHING) for each in laws(NOTHING)}

    assert "it plans no marketing" == applies["consent"]
    assert "its class is final" == composed["subclasses"]
    assert "its parts say what they read" == composed["reads what it says"]


def test_a_kind_is_given_to_what_is_shown_one() -> None:
    """A schedule is shown no relationships, so that there is nothing to say of their kind."""
    with pytest.raises(InvalidValueError, match="a schedule is shown none"):
        verify(MONTHLY, for_=Client)


def test_laws_must_be_laws() -> None:
    """Names are no laws."""
    with pytest.raises(InvalidValueError, match="laws is a version"):
        verify(MONTHLY, laws=["no drift"])


def test_no_setting_is_left_behind() -> None:
    """A run changes no profile, and takes the number of examples from the active one."""
    before = settings.default
    report = verify(MONTHLY)

    assert before is settings.default
    assert before.max_examples == report.row("no drift").examples


def test_a_missing_row_is_a_lookup_error() -> None:
    """A report has rows for its own laws only."""
    with pytest.raises(LookupError):
        Report(subject="nothing", rows=(), owed=0).row("no drift")


# ------------------------------------------------------------------ conformance


def test_the_class_is_an_ordinary_one() -> None:
    """Methods are named after the laws; more can be added by subclassing."""

    class TestMore(conformance(MONTHLY)):
        def test_more(self) -> None:
            self.assertTrue(MONTHLY)  # noqa: PT009 - as users of unittest write

    names = unittest.defaultTestLoader.getTestCaseNames(TestMore)

    assert {"test_no_drift", "test_laws_ran", "test_more"} <= set(names)
    assert "TestEvery" == conformance(MONTHLY).__name__
    assert ran(TestMore).wasSuccessful()


def test_a_broken_law_is_a_failure() -> None:
    """A runner counts one failure, which shows the law, and no error."""
    result = ran(conformance(DRIFTING))

    assert 1 == len(result.failures)
    assert not result.errors
    assert "The law 'no drift' (P7) was broken." in result.failures[0][1]


def test_an_expected_failure_is_one_for_unittest() -> None:
    """What is expected to fail is counted as such; if it holds, the run fails."""
    good = ran(conformance(DRIFTING, expect_fail={"no drift": "step by step"}))
    bad = ran(conformance(MONTHLY, expect_fail={"no drift": "long mended"}))

    assert (True, 1) == (good.wasSuccessful(), len(good.expectedFailures))
    assert (False, 1) == (bad.wasSuccessful(), len(bad.unexpectedSuccesses))


def test_a_law_that_does_not_apply_is_skipped_with_its_reason() -> None:
    """The reason can be read in every runner."""
    result = ran(conformance(Scorecard(bases={Client: 100})), "test_exchanged_poles")

    assert ["not applicable: its bases prefer a kind"] == [why for _, why in result.skipped]


@pytest.mark.parametrize("only", ["test", "test_laws_ran"])
def test_a_law_left_out_is_missed(only: str) -> None:
    """A method that was taken away is missed, whichever tests were selected."""

    class TestLess(conformance(MONTHLY)):
        test_no_drift = None

    result = ran(TestLess, only)

    assert 1 == len(result.failures)
    assert "leaves out no drift" in result.failures[0][1]


def test_fewer_laws_than_owed_are_missed() -> None:
    """A class of some laws fails, as a report of some does."""
    result = ran(conformance(MONTHLY, laws=laws(MONTHLY)[:3]))

    assert "owes 15 laws, and 3 ran" in result.failures[0][1]


def test_a_second_run_in_one_process_runs_again() -> None:
    """Nothing is remembered from one run to the next."""
    case = conformance(MONTHLY)

    assert ran(case, "test_no_drift").wasSuccessful()
    (first,) = _ran(case).values()
    assert ran(case, "test_no_drift").wasSuccessful()
    (second,) = _ran(case).values()
    assert ran(case, "test_laws_ran").wasSuccessful()

    assert first is not second
    assert {} == _ran(case)


MODULE = """
from hypothesis import settings

from relkit import Client, kind
from relkit.testing import conformance

settings.register_profile("few", max_examples=5, deadline=None)
settings.load_profile("few")

@kind
class Patient(Client):
    mrn: str = ""

@kind
class Resident(Client):
    room: int = 0

TestPatient = conformance(Patient)
TestResident = conformance(Resident)
"""


@pytest.mark.parametrize(
    "runner",
    [
        ["pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "-k", "frozen or laws_ran"],
        ["pytest", "-q", "-p", "no:cacheprovider", "-p", "randomly", "-k", "frozen or laws_ran"],
        ["unittest", "-q", "test_mine"],
    ],
    ids=["xdist", "randomly", "unittest"],
)
def test_two_kinds_in_one_module_pass_under_every_runner(runner: list[str], tmp_path: Path) -> None:
    """Pytest on two processes, in random order, and unittest collect the same classes."""
    (tmp_path / "test_mine.py").write_text(MODULE, "utf-8")
    command = [sys.executable, "-m", *runner]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout + done.stderr


# ------------------------------------------------------------------ both sides


def test_both_sides_are_shown() -> None:
    """A broken law shows both sides, each cut to a readable length."""
    with pytest.raises(LawBrokenError, match="left:  1\nright: 2"):
        same(1, 2)
    with pytest.raises(LawBrokenError, match="left:  1\nis below\nright: 2"):
        never_below(1, 2)
    with pytest.raises(LawBrokenError) as caught:
        same("x" * 5000, "")

    assert len(str(caught.value)) < 2100
    same(1, 1)
    never_below(2, 2)


def test_any_error_breaks_a_law() -> None:
    """A subject that raises breaks the law that it was asked about, with what it raised."""
    homeless = wrong_kinds.MUTANTS["conversion keeps what both have"]
    row = verify(homeless).row("conversion keeps what both have")

    assert LawStatus.BROKEN is row.status
    assert issubclass(homeless, Relationship)
    assert row.said
