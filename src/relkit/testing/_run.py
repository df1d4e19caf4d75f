"""Runs one law on one subject: samples by Hypothesis, the smallest example as code."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from relkit._law import Law
from relkit._words import listed, shown
from relkit.errors import InvalidValueError, LawBrokenError
from relkit.testing._code import code_of
from relkit.testing._report import LawRow, LawStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run_law"]

_VACUOUS_SHARE = 10  # fewer than one example in so many says anything: the law is vacuous
_NOT_SHOWN: Final = "Generating overly large repr"
_NOT_OURS: Final = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


@attrs.define
class _Trial:
    """What is remembered while Hypothesis looks for an example that breaks a law."""

    law: Law
    subject: object
    drawn: int = 0
    put_to_the_test: int = 0
    smallest: Mapping[str, object] = attrs.field(factory=dict[str, object])

    def put(self, samples: Mapping[str, object]) -> None:
        """Check the law once; what breaks it last is the smallest, for Hypothesis ends with it."""
        self.drawn += 1
        try:
            says_something = self.law.check(self.subject, **samples) is not False
        except Exception:
            self.smallest = samples
            self.put_to_the_test += 1
            raise
        if not says_something:
            reject()
        self.put_to_the_test += 1

    @property
    def is_vacuous(self) -> bool:
        """Whether hardly any example said something about the law."""
        return self.put_to_the_test * _VACUOUS_SHARE <= self.drawn - self.put_to_the_test


def run_law(
    law: Law,
    subject: object,
    samples: Mapping[str, st.SearchStrategy[Any]],
    *,
    reason: str | None = None,
) -> LawRow:
    """Put one law to the test; with a ``reason``, it is expected to be broken."""
    not_owed = law.applies(subject)
    if not_owed and reason is not None:
        said = f"strike it out of expect_fail, for it does not apply: {not_owed}"
        return LawRow(law=law, status=LawStatus.HELD_UNEXPECTEDLY, said=said)
    if not_owed:
        return LawRow(law=law, status=LawStatus.NOT_APPLICABLE, said=not_owed)
    trial = _Trial(law, subject)
    test = _test(trial, samples)
    start = perf_counter()
    said = ""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", _NOT_SHOWN)  # the example is written by us, as code
            test()
    except Unsatisfiable:
        said = "no example says anything about it"
    except Exception as fault:  # noqa: BLE001 - whatever a subject raises breaks the law
        status = LawStatus.BROKEN if reason is None else LawStatus.BROKEN_AS_EXPECTED
        return _row(trial, status, start, said=_sides(fault), broken=True)
    if said or trial.is_vacuous:
        said = f"{trial.put_to_the_test} of {trial.drawn} examples say anything about it"
        return _row(trial, LawStatus.VACUOUS, start, said=said)
    if reason is not None:
        said = f"strike it out of expect_fail, which says: {reason}"
        return _row(trial, LawStatus.HELD_UNEXPECTEDLY, start, said=said)
    return _row(trial, LawStatus.HELD, start)


def _test(trial: _Trial, samples: Mapping[str, st.SearchStrategy[Any]]) -> Callable[[], None]:
    """Make a property test of a law, with the settings of the profile that is loaded now.

    Hypothesis keeps examples by the source and the signature of the test: the signature is
    given the law's name, so that no law is handed the examples of another.
    """

    def holds(**samples: object) -> None:
        trial.put(samples)

    names = trial.law.samples
    parameters = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    about = f"{trial.law.name} of {shown(trial.subject)}"
    signature = inspect.Signature(parameters, return_annotation=about)
    vars(holds)["__signature__"] = signature
    chosen = {name: _sample(name, samples) for name in names}
    if not chosen:
        return holds
    current: Any = settings.default  # the profile that is active now
    return settings(
        current,
        deadline=None,
        report_multiple_bugs=False,
        phases=[phase for phase in current.phases if phase is not Phase.explain],
        suppress_health_check=[*current.suppress_health_check, *_NOT_OURS],
    )(given(**chosen)(holds))


def _sample(name: str, samples: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    if name in samples:
        return samples[name]
    known = listed(sorted(samples), "and") or "nothing"
    msg = (
        f"A law asks for {name!r}; samples of this subject are {known}: "
        f"give samples={{{name!r}: strategy}}."
    )
    raise InvalidValueError(msg)


def _sides(fault: Exception) -> str:
    """Give what a broken law says of itself, or what was raised in its stead."""
    if isinstance(fault, LawBrokenError):
        return str(fault)
    return f"raised {type(fault).__name__}: {fault}"


def _row(
    trial: _Trial, status: LawStatus, start: float, *, said: str = "", broken: bool = False
) -> LawRow:
    return LawRow(
        law=trial.law,
        status=status,
        examples=trial.put_to_the_test,
        example=_example(trial) if broken else "",
        said=said,
        seconds=perf_counter() - start,
    )


def _example(trial: _Trial) -> str:
    """Write the smallest example so that it can be pasted and run."""
    code = code_of({"subject": trial.subject, **trial.smallest})
    arguments: Sequence[str] = ["subject", *(f"{name}={name}" for name in trial.smallest)]
    name = trial.law.name
    return (
        "from relkit.testing import laws\n"
        f"{code}\n"
        f"law = next(law for law in laws(subject) if law.name == {name!r})\n"
        f"law.check({', '.join(arguments)})"
    )
