"""What can be put to the test: the types of subjects, their laws and their samples."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Final

import attrs

from relkit._law import Law
from relkit._words import listed, shown
from relkit.assessment._laws import ASSESSMENT_LAWS
from relkit.errors import InvalidValueError
from relkit.events import Event
from relkit.events._laws import EVENT_LAWS
from relkit.evidence._laws import BACK_END_LAWS
from relkit.playbook import Playbook
from relkit.playbook._laws import PLAYBOOK_LAWS
from relkit.relationships import Relationship
from relkit.relationships._laws import KIND_LAWS
from relkit.schedules import Every
from relkit.schedules._laws import SCHEDULE_LAWS
from relkit.scorecard import Scorecard
from relkit.scorecard._laws import SCORECARD_LAWS
from relkit.scorecard._reading_laws import READING_LAWS
from relkit.strategies import PaymentStrategy, Strategy
from relkit.strategies._payment_laws import PAYMENT_LAWS
from relkit.strategies._strategy_laws import STRATEGY_LAWS
from relkit.testing import _samples
from relkit.testing._samples import Samples
from relkit.testing._table_laws import TABLE_LAWS
from relkit.traits import Trait
from relkit.traits._laws import TRAIT_LAWS

__all__ = ["SUBJECT_TYPES", "SubjectType", "class_name", "name_of", "subject_type"]


@attrs.frozen(kw_only=True)
class SubjectType:
    """A type of subjects: how to know one, what it owes, and what it is shown."""

    name: str
    is_one: Callable[[object], bool]
    laws: tuple[Law, ...]
    samples: Callable[[Any, type[Relationship] | None], Samples]
    takes_kind: bool = False


def _is_class(root: type) -> Callable[[object], bool]:
    return lambda subject: isinstance(subject, type) and issubclass(subject, root)


def _is_value(root: type) -> Callable[[object], bool]:
    return lambda subject: isinstance(subject, root)


def _takes(*names: str) -> Callable[[object], bool]:
    """Know a function by the names of some of its parameters."""

    def is_one(subject: object) -> bool:
        if not callable(subject) or isinstance(subject, type):
            return False
        try:
            return set(names) <= set(inspect.signature(subject).parameters)
        except ValueError:  # of a function in C that does not tell its parameters
            return False

    return is_one


SUBJECT_TYPES: Final[tuple[SubjectType, ...]] = (
    SubjectType(
        name="a kind",
        is_one=_is_class(Relationship),
        laws=KIND_LAWS,
        samples=_samples.of_kind,
    ),
    SubjectType(
        name="an event type",
        is_one=_is_class(Event),
        laws=EVENT_LAWS,
        samples=_samples.of_event_type,
    ),
    SubjectType(
        name="a trait",
        is_one=_is_value(Trait),
        laws=(*TRAIT_LAWS, *READING_LAWS),
        samples=_samples.of_trait,
    ),
    SubjectType(
        name="a scorecard",
        is_one=_is_value(Scorecard),
        laws=SCORECARD_LAWS,
        samples=_samples.of_scorecard,
    ),
    SubjectType(
        name="a schedule",
        is_one=_is_value(Every),
        laws=SCHEDULE_LAWS,
        samples=_samples.of_schedule,
    ),
    SubjectType(
        name="a payment strategy",
        is_one=_is_value(PaymentStrategy),
        laws=(*STRATEGY_LAWS, *PAYMENT_LAWS),
        samples=_samples.of_payment,
        takes_kind=True,
    ),
    SubjectType(
        name="a strategy",
        is_one=_is_value(Strategy),
        laws=STRATEGY_LAWS,
        samples=_samples.of_strategy,
        takes_kind=True,
    ),
    SubjectType(
        name="a playbook",
        is_one=_is_value(Playbook),
        laws=PLAYBOOK_LAWS,
        samples=_samples.of_playbook,
        takes_kind=True,
    ),
    SubjectType(
        name="a function that folds events as relkit.evidence.fold does",
        is_one=_takes("layout", "business"),
        laws=BACK_END_LAWS,
        samples=_samples.of_back_end,
    ),
    SubjectType(
        name="a function that assesses events as relkit.assess does",
        is_one=_takes("events", "business", "as_of"),
        laws=ASSESSMENT_LAWS,
        samples=_samples.of_assess,
    ),
    SubjectType(
        name="a function (rows, *, business, as_of) that assesses the rows of a table",
        is_one=_takes("rows", "business", "as_of"),
        laws=TABLE_LAWS,
        samples=_samples.of_table,
    ),
)
"""The types of subjects, in the order in which they are tried."""


def subject_type(subject: object) -> SubjectType:
    """Give the type of a subject; raises ``InvalidValueError`` for what is none."""
    for known in SUBJECT_TYPES:
        if known.is_one(subject):
            return known
    names = listed(known.name for known in SUBJECT_TYPES)
    msg = f"Laws are there for {names}, not for {shown(subject)}."
    raise InvalidValueError(msg)


def name_of(subject: object) -> str:
    """Name a subject in a message or a report."""
    own = getattr(subject, "__name__", None)
    return own if isinstance(own, str) else shown(subject)


def class_name(subject: object) -> str:
    """Name the test class of a subject, after its class where it is a value."""
    own = getattr(subject, "__name__", None)
    name = own if isinstance(own, str) else type(subject).__name__
    return f"Test{name[:1].upper()}{name[1:]}"
