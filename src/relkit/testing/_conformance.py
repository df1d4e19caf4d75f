"""``laws``, ``verify`` and ``conformance``: one core, three faces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from unittest import SkipTest, TestCase, expectedFailure

import attrs
from hypothesis.strategies import SearchStrategy

from relkit._law import Law, slug
from relkit._words import mend, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.testing._report import LawRow, LawStatus, Report
from relkit.testing._run import run_law
from relkit.testing._subjects import class_name, name_of, subject_type

if TYPE_CHECKING:
    from relkit.relationships import Relationship

__all__ = ["conformance", "laws", "verify"]

Samples: TypeAlias = Mapping[str, SearchStrategy[Any]]
Chosen: TypeAlias = str | Iterable[Law] | None

_RUNS_ALL = "laws_ran"


def laws(subject: object, *, since: str | None = None) -> tuple[Law, ...]:
    """Give the laws that a subject owes, in order; with ``since``, those of that version.

    A subject is a kind, a trait, a scorecard, an event type, a strategy, a playbook, a
    schedule, or a function that folds or assesses events as ``fold`` and ``assess`` do. A
    law that does not apply is among them: it says why when it is run.

    Raises ``InvalidValueError`` for anything else, and for a version that is none.

    >>> from relkit import Every
    >>> laws(Every(months=1))[0].statement
    'Iterating gives as many dates as were asked for.'
    """
    owed = subject_type(subject).laws
    if since is None:
        return owed
    pin = _version(since)
    return tuple(law for law in owed if _version(law.since) <= pin)


def verify(
    subject: object,
    *,
    for_: type[Relationship] | None = None,
    expect_fail: Mapping[str, str] | None = None,
    laws: str | Iterable[Law] | None = None,
    samples: Samples | None = None,
) -> Report:
    """Put a subject to the test of every law that it owes, and report; no test runner needed.

    Args:
        subject: what is to be checked; see ``laws``.
        for_: the kind of the relationships that a strategy or playbook is shown.
        expect_fail: laws known to be broken, by name, each with the reason. One that holds
            nevertheless, and one that there is not, fails the run.
        laws: a version such as ``"0.1"``, to be held only to the laws of that time; or the
            very laws to run, your own among them. Fewer than are owed fail the run.
        samples: Hypothesis strategies that replace those made for the subject, by the name
            of the parameter that a law has for them.

    As many examples run as the active Hypothesis profile says; none is registered.

    >>> from relkit import Client
    >>> print(str(verify(Client)).splitlines()[0])
    Client: ok, 7 of 7 laws ran
    """
    plan = _plan(subject, for_=for_, expect_fail=expect_fail, laws=laws, samples=samples)
    rows = tuple(plan.run(law) for law in plan.laws)
    return Report(subject=name_of(subject), rows=rows, owed=plan.owed)


def conformance(
    subject: object,
    *,
    for_: type[Relationship] | None = None,
    expect_fail: Mapping[str, str] | None = None,
    laws: str | Iterable[Law] | None = None,
    samples: Samples | None = None,
) -> type[TestCase]:
    """Give a test class with one method for each law: pytest and unittest collect it.

    The whole test file of a kind of your own is ``TestPatient = conformance(Patient)``. The
    arguments are those of ``verify``. A law that does not apply is skipped with its reason;
    ``test_laws_ran`` fails where fewer laws ran than the subject's type owes, whichever
    tests were selected and on however many processes. Subclass it to add tests.

    >>> from relkit import Client
    >>> TestClient = conformance(Client)
    >>> TestClient.__name__, hasattr(TestClient, "test_frozen")
    ('TestClient', True)
    """
    plan = _plan(subject, for_=for_, expect_fail=expect_fail, laws=laws, samples=samples)
    methods = {f"test_{slug(law.name)}": _method(plan, law) for law in plan.laws}
    methods[f"test_{_RUNS_ALL}"] = _runs_all(plan)
    body = {"__doc__": f"The laws that {name_of(subject)} owes.", "__module__": __name__, **methods}
    return type(class_name(subject), (TestCase,), body)


@attrs.frozen(kw_only=True)
class _Plan:
    """Which laws run on a subject, with which samples, and which of them may fail."""

    subject: object
    laws: tuple[Law, ...]
    owed: int
    reasons: Mapping[str, str]
    samples: Samples

    def run(self, law: Law) -> LawRow:
        """Put one law to the test."""
        return run_law(law, self.subject, self.samples, reason=self.reasons.get(law.name))


def _plan(
    subject: object,
    *,
    for_: type[Relationship] | None,
    expect_fail: Mapping[str, str] | None,
    laws: Chosen,
    samples: Samples | None,
) -> _Plan:
    found = subject_type(subject)
    if for_ is not None and not found.takes_kind:
        msg = f"for_ says which kind a strategy or playbook is shown; {found.name} is shown none."
        raise InvalidValueError(msg)
    owed = _owed(subject, laws if isinstance(laws, str) else None)
    chosen = owed if laws is None or isinstance(laws, str) else _checked(laws)
    reasons = dict(expect_fail or {})
    _check_expected(reasons, chosen)
    made = found.samples(subject, for_)
    return _Plan(
        subject=subject,
        laws=chosen,
        owed=len(owed),
        reasons=reasons,
        samples={**made, **(samples or {})},
    )


def _owed(subject: object, pin: str | None) -> tuple[Law, ...]:
    return laws(subject, since=pin)


def _checked(given: Iterable[Law]) -> tuple[Law, ...]:
    chosen = tuple(given)
    for law in chosen:
        if not isinstance(law, Law):
            msg = (
                "laws is a version such as '0.1', or laws as laws(subject) gives them, "
                f"not {shown(law)}."
            )
            raise InvalidValueError(msg)
    return chosen


def _check_expected(reasons: Mapping[str, str], chosen: tuple[Law, ...]) -> None:
    names = [law.name for law in chosen]
    for name, reason in reasons.items():
        if name not in names:
            msg = f"expect_fail names {shown(name)}, no law of this subject. {mend(name, names)}"
            raise UnknownNameError(msg)
        if not isinstance(reason, str) or not reason.strip():
            msg = f"expect_fail gives a reason for each law; {name!r} has {shown(reason)}."
            raise InvalidValueError(msg)


def _version(text: str) -> tuple[int, ...]:
    if isinstance(text, str) and re.fullmatch(r"\d+(\.\d+)*", text):
        return tuple(map(int, text.split(".")[:2]))
    msg = f"A version of the laws is text such as '0.1', not {shown(text)}."
    raise InvalidValueError(msg)


# ------------------------------------------------------------------ test methods


def _method(plan: _Plan, law: Law) -> Callable[[TestCase], None]:
    """Make the test method of one law."""

    def test(case: TestCase) -> None:
        row = plan.run(law)
        _ran(type(case))[law.name] = row
        _tell(case, row, is_expected=law.name in plan.reasons)

    test.__doc__ = law.statement
    test.__name__ = f"test_{slug(law.name)}"
    return expectedFailure(test) if law.name in plan.reasons else test


def _tell(case: TestCase, row: LawRow, *, is_expected: bool) -> None:
    """Fail, skip or pass as a row says; a method that is expected to fail fails by passing."""
    if row.status is LawStatus.NOT_APPLICABLE:
        raise SkipTest(f"not applicable: {row.said}")
    fails = row.status is LawStatus.BROKEN_AS_EXPECTED if is_expected else not row.status.is_good
    if fails:
        case.fail(f"\n{row}")


def _ran(of: type[TestCase]) -> dict[str, LawRow]:
    """Give the rows of the laws that ran in this process since ``test_laws_ran`` last did."""
    if "_rows" not in of.__dict__:
        cast("Any", of)._rows = {}  # noqa: SLF001 - of the class that is made here
    return cast("dict[str, LawRow]", of.__dict__["_rows"])


def _runs_all(plan: _Plan) -> Callable[[TestCase], None]:
    """Make the test that as many laws ran as are owed, running those that did not run here."""

    def test_laws_ran(case: TestCase) -> None:
        own = type(case)
        ran = _ran(own)
        rows = [ran.get(law.name) or plan.run(law) for law in plan.laws]
        ran.clear()
        missing = [law.name for law in plan.laws if _is_missing(own, law)]
        if missing:
            case.fail(
                f"{own.__name__} leaves out {', '.join(missing)}: a law that is known to be broken "
                "is named in expect_fail, with the reason."
            )
        count = len([row for row in rows if row.examples or row.said])
        if count < plan.owed:
            case.fail(f"{name_of(plan.subject)} owes {plan.owed} laws, and {count} ran.")

    test_laws_ran.__doc__ = "As many laws ran as a subject of this type owes."
    return test_laws_ran


def _is_missing(own: type[TestCase], law: Law) -> bool:
    method = getattr(own, f"test_{slug(law.name)}", None)
    made = getattr(method, "__module__", None) == __name__
    return not made or getattr(method, "__unittest_skip__", False)
