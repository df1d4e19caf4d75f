"""Every error and warning that relkit raises, and nothing else.

Each error derives from `RelkitError` and from the builtin that fits it, so that both
``except RelkitError`` and ``except ValueError`` do what a reader expects::

    RelkitError
    ├── AmountTooLargeError (OverflowError)   an amount beyond the stated number of digits
    ├── CurrencyMismatchError (TypeError)     two currencies in one operation
    ├── DeclarationError (TypeError)          a kind, event, measure or trait declared wrongly
    ├── DuplicateEventError (ValueError)      one event id with two contents
    ├── EvidenceMismatchError (ValueError)    evidence that cannot be merged or read together
    ├── ForeignPartyError (ValueError)        an event of another party
    ├── FrameError (ValueError)               a frame that cannot be read, or bad rows in it
    ├── HistoryError (ValueError)             a question about a past that was not kept
    ├── InexactAmountError (ValueError)       more decimals than the currency has
    ├── InvalidAmountError (TypeError, ValueError)  not an amount
    ├── InvalidCountError (TypeError, ValueError)   not a count, or out of range
    ├── InvalidDataError (ValueError)         data that stand for no value, all faults together
    ├── InvalidEventError (ValueError)        a field value that an event cannot have
    ├── InvalidPlanError (ValueError)         terms of a plan that contradict each other
    ├── InvalidRatiosError (TypeError, ValueError)  weights that share nothing out
    ├── InvalidScheduleError (ValueError)     a schedule that cannot be
    ├── InvalidValueError (TypeError, ValueError)   an argument of the wrong type or range
    ├── LawBrokenError (AssertionError)       a subject that breaks a law of its type
    ├── MissingStrategyError (LookupError)    no strategy for a kind
    ├── NotADateError (TypeError)             something else where a date belongs
    ├── PlanLawError (ValueError)             a plan that breaks a law, which is named
    ├── RecordsError (ValueError)             bad rows, all together, with the good events
    ├── ScheduleOutOfRangeError (OverflowError)  a date beyond the calendar
    ├── SpanError (OverflowError)             a history of more periods than evidence holds
    ├── TableError (ValueError)               a decision table's bad rows, all together
    ├── TooManyInstallmentsError (ValueError)  more lines than a plan holds
    ├── UnknownCurrencyError (LookupError)    a code that ISO 4217 does not know
    ├── UnknownNameError (LookupError)        a name that is not there, with the closest one
    ├── UnknownVersionError (ValueError)      a document in a version that cannot be read
    ├── UnwritableValueError (TypeError, ValueError)  what cannot be written as data
    └── WrongRelationshipError (TypeError)    a strategy given a kind that it does not serve
    RelkitWarning (UserWarning)

This module imports nothing from the package.
"""

from __future__ import annotations

from typing_extensions import override

__all__ = [
    "AmountTooLargeError",
    "CurrencyMismatchError",
    "DeclarationError",
    "DuplicateEventError",
    "EvidenceMismatchError",
    "ForeignPartyError",
    "FrameError",
    "HistoryError",
    "InexactAmountError",
    "InvalidAmountError",
    "InvalidCountError",
    "InvalidDataError",
    "InvalidEventError",
    "InvalidPlanError",
    "InvalidRatiosError",
    "InvalidScheduleError",
    "InvalidValueError",
    "LawBrokenError",
    "MissingStrategyError",
    "NotADateError",
    "PlanLawError",
    "RecordsError",
    "RelkitError",
    "RelkitWarning",
    "ScheduleOutOfRangeError",
    "SpanError",
    "TableError",
    "TooManyInstallmentsError",
    "UnknownCurrencyError",
    "UnknownNameError",
    "UnknownVersionError",
    "UnwritableValueError",
    "WrongRelationshipError",
]


class RelkitError(Exception):
    """The root of every error that relkit raises.

    >>> issubclass(InvalidAmountError, RelkitError)
    True
    """


class RelkitWarning(UserWarning):
    """The root of every warning that relkit gives.

    >>> issubclass(RelkitWarning, UserWarning)
    True
    """


class AmountTooLargeError(RelkitError, OverflowError):
    """An amount has more digits than the stated limit; checked before any work is done on it.

    >>> from relkit.money import Money
    >>> Money.from_minor_units(10**40, "USD")
    Traceback (most recent call last):
    ...
    relkit.errors.AmountTooLargeError: ...
    """


class CurrencyMismatchError(RelkitError, TypeError):
    """Two currencies meet in one operation; relkit converts nothing.

    >>> from relkit.money import Money
    >>> Money("1", "USD") + Money("1", "EUR")
    Traceback (most recent call last):
    ...
    relkit.errors.CurrencyMismatchError: ...
    """


class DeclarationError(RelkitError, TypeError):
    """A kind, strategy, event type, measure or trait is declared in a way that cannot work.

    >>> from relkit.measures import event, flag, periods
    >>> periods(~flag("bought", event("purchase")))
    Traceback (most recent call last):
    ...
    relkit.errors.DeclarationError: ...
    """


class DuplicateEventError(RelkitError, ValueError):
    """An event id was recorded before with other content.

    >>> issubclass(DuplicateEventError, ValueError)
    True
    """


class EvidenceMismatchError(RelkitError, ValueError):
    """Two pieces of evidence, or evidence and a scorecard, do not measure the same things.

    >>> issubclass(EvidenceMismatchError, ValueError)
    True
    """


class ForeignPartyError(RelkitError, ValueError):
    """An event names another party or line than the relationship it is recorded for.

    >>> issubclass(ForeignPartyError, ValueError)
    True
    """


class FrameError(RelkitError, ValueError):
    """A table cannot be read: a column is missing or holds another sort of thing, or rows are bad.

    Where rows are bad all of them are named in ``problems``, one entry per fault in row
    order, and ``good`` is the table without them. The message shows the first problems.

    >>> FrameError("The table has no column for 'on'.").problems
    ()
    """

    def __init__(
        self, message: str, problems: tuple[object, ...] = (), good: object = None
    ) -> None:
        """Keep every problem and the good rows."""
        self.problems = problems
        self.good = good
        super().__init__(message)


class HistoryError(RelkitError, ValueError):
    """A question about the past needs events that were not kept.

    >>> issubclass(HistoryError, ValueError)
    True
    """


class InexactAmountError(RelkitError, ValueError):
    """An amount has more decimals than its currency has digits.

    >>> from relkit.money import Money
    >>> Money("1.005", "USD")
    Traceback (most recent call last):
    ...
    relkit.errors.InexactAmountError: ...
    """


class InvalidAmountError(RelkitError, TypeError, ValueError):
    """Something that is not an exact, finite amount was given as one.

    >>> from relkit.money import Money
    >>> Money(0.1, "USD")
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidAmountError: ...
    """


class InvalidCountError(RelkitError, TypeError, ValueError):
    """A count is not a whole number, or out of its range.

    >>> from relkit.money import Money
    >>> Money("1", "USD").split(0)
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidCountError: ...
    """


class InvalidEventError(RelkitError, ValueError):
    """An event was given a field value that it cannot have.

    >>> from datetime import date
    >>> from relkit.events import Feedback
    >>> Feedback(on=date(2025, 1, 7), rating=9)
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidEventError: ...
    """


class InvalidPlanError(RelkitError, ValueError):
    """The terms of a plan contradict each other: a deposit above the price, a cap below the floor.

    >>> from relkit.money import Money
    >>> from relkit.strategies import DepositAndBalance
    >>> DepositAndBalance(price=Money(100, "USD"), deposit=Money(200, "USD"))
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidPlanError: ...
    """


class InvalidRatiosError(RelkitError, TypeError, ValueError):
    """Weights that cannot share anything out: none, all zero, negative, or inexact.

    >>> from relkit.money import Money
    >>> Money("1", "USD").allocate([0, 0])
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidRatiosError: ...
    """


class InvalidScheduleError(RelkitError, ValueError):
    """A schedule that cannot be: no unit, an impossible day, an end before the start.

    >>> from relkit.schedules import Every
    >>> Every(months=0)
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidScheduleError: ...
    """


class InvalidValueError(RelkitError, TypeError, ValueError):
    """An argument has the wrong type or lies out of its range.

    >>> from relkit.business import Business
    >>> Business("shop", period_days=0)
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidValueError: ...
    """


class LawBrokenError(RelkitError, AssertionError):
    """A subject breaks a law that its type owes; the message shows both sides.

    It is an ``AssertionError``, so that test runners count a failure and not an error.

    >>> from relkit import Client
    >>> from relkit.testing import laws
    >>> broken = next(law for law in laws(Client) if law.name == "frozen")
    >>> class Open: ...
    >>> broken.check(Client, Open())
    Traceback (most recent call last):
    ...
    relkit.errors.LawBrokenError: ...
    """


class MissingStrategyError(RelkitError, LookupError):
    """A playbook has no strategy for a kind in an area.

    >>> issubclass(MissingStrategyError, LookupError)
    True
    """


class NotADateError(RelkitError, TypeError):
    """Something else was given where a calendar date belongs.

    >>> from relkit.events import Referral
    >>> Referral(on="2025-01-07")
    Traceback (most recent call last):
    ...
    relkit.errors.NotADateError: ...
    """


class PlanLawError(RelkitError, ValueError):
    """A proposed plan breaks a law; the message names the law and shows both sides.

    >>> from datetime import date
    >>> from relkit import Client, Context
    >>> from relkit.strategies import Contingency
    >>> acme = Client(party="acme", business="harper-law")
    >>> Contingency().propose(acme, Context(today=date(2025, 9, 1)))
    Traceback (most recent call last):
    ...
    relkit.errors.PlanLawError: ...
    """


class ScheduleOutOfRangeError(RelkitError, OverflowError):
    """A date of a schedule lies beyond the calendar (year 9999).

    >>> from datetime import date
    >>> from relkit.schedules import Every
    >>> Every(years=1).occurrence(date(9999, 1, 1), 1)
    Traceback (most recent call last):
    ...
    relkit.errors.ScheduleOutOfRangeError: ...
    """


class SpanError(RelkitError, OverflowError):
    """A relationship spans more periods than evidence holds.

    >>> issubclass(SpanError, OverflowError)
    True
    """


class TooManyInstallmentsError(RelkitError, ValueError):
    """A payment plan would have more lines than it may; told before any work is done.

    >>> from relkit.strategies import Installments
    >>> Installments(count=1_000_000)
    Traceback (most recent call last):
    ...
    relkit.errors.TooManyInstallmentsError: ...
    """


class UnknownCurrencyError(RelkitError, LookupError):
    """A currency code that the ISO 4217 table does not list as payable.

    >>> from relkit.money import Currency
    >>> Currency.of("EUX")
    Traceback (most recent call last):
    ...
    relkit.errors.UnknownCurrencyError: ...
    """


class UnknownNameError(RelkitError, LookupError):
    """A name is not among the known ones; the message gives the closest.

    >>> from relkit.business import Business
    >>> Business("shop", keeps=["purchse"])
    Traceback (most recent call last):
    ...
    relkit.errors.UnknownNameError: ...
    """


class UnknownVersionError(RelkitError, ValueError):
    """A document was written in a version of the format that cannot be read.

    >>> from relkit.serialization import from_data
    >>> from_data({"relkit": 99, "data": None})
    Traceback (most recent call last):
    ...
    relkit.errors.UnknownVersionError: ...
    """


class WrongRelationshipError(RelkitError, TypeError):
    """A strategy was given a relationship of a kind that it does not serve.

    >>> issubclass(WrongRelationshipError, TypeError)
    True
    """


class InvalidDataError(RelkitError, ValueError):
    """Data or JSON text stand for no value; every fault is named with its path.

    ``problems`` holds one entry per fault, each with ``path`` and ``message``.

    >>> from relkit.serialization import from_data
    >>> from_data({"relkit": 1, "data": {"type": "referral", "on": "2025-02-30", "pary": "acme"}})
    Traceback (most recent call last):
    ...
    relkit.errors.InvalidDataError: 2 problems in the data
      $.data.on: must be a day of the calendar, not '2025-02-30'.
      $.data.pary: is no field here. Did you mean 'party'?
    """

    def __init__(self, message: str, problems: tuple[object, ...] = ()) -> None:
        """Keep every fault."""
        self.problems = problems
        super().__init__(message)

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy by what it holds: the message alone would not make it again."""
        return type(self), (str(self), self.problems)


class UnwritableValueError(RelkitError, TypeError, ValueError):
    """A value holds something that cannot be written as data; every spot is named by its path.

    ``problems`` holds one entry per spot, each with ``path`` and ``message``.

    >>> from relkit.serialization import to_data
    >>> to_data(lambda plan: plan)
    Traceback (most recent call last):
    ...
    relkit.errors.UnwritableValueError: ...
    """

    def __init__(self, message: str, problems: tuple[object, ...] = ()) -> None:
        """Keep every spot."""
        self.problems = problems
        super().__init__(message)

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy by what it holds: the message alone would not make it again."""
        return type(self), (str(self), self.problems)


class RecordsError(RelkitError, ValueError):
    """Some rows are bad; all of them are named, and no good one is lost.

    ``problems`` holds one entry per fault in row order, each printing as one line;
    ``events`` holds the events of all good rows in their order. The message shows the
    first ``SHOWN`` problems and counts the rest.

    >>> from relkit.events import events_from_records
    >>> try:
    ...     events_from_records([{"event": "referal"}, {"event": "referral", "on": "2025-01-07"}])
    ... except RecordsError as error:
    ...     print(error)
    ...     print(error.events)
    2 problems in the records; 1 good event in .events
      row 0, field 'event': 'referal' is no event type. Did you mean 'referral'?
      row 0, field 'on': is missing: give the day as an ISO date, such as '2025-01-07'.
    (Referral(on=datetime.date(2025, 1, 7)),)
    """

    SHOWN = 20

    def __init__(self, problems: tuple[object, ...], events: tuple[object, ...]) -> None:
        """Keep every problem and every good event."""
        self.problems = problems
        self.events = events
        shown = _first_lines(problems, self.SHOWN)
        head = (
            f"{_counted(len(problems), 'problem')} in the records; "
            f"{_counted(len(events), 'good event')} in .events"
        )
        super().__init__("\n".join([head, *shown]))

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy by what it holds: the message alone would not make it again."""
        return type(self), (self.problems, self.events)


class TableError(RelkitError, ValueError):
    r"""A decision table has faults; all of them are named, with row and column.

    ``problems`` holds one entry per fault in row order, each printing as one line. The
    message shows the first ``SHOWN`` problems and counts the rest.

    >>> from relkit.playbook import read_table
    >>> try:
    ...     read_table("kind,service\nclient,ClientService\ncliant,PlanService")
    ... except TableError as error:
    ...     print(error)
    2 problems in the table
      row 3, column 'kind': 'cliant' is no kind. Did you mean 'client'?
      row 3, column 'service': 'PlanService' is no strategy. Did you mean 'PlainService'?
    """

    SHOWN = 20

    def __init__(self, problems: tuple[object, ...]) -> None:
        """Keep every problem."""
        self.problems = problems
        head = f"{_counted(len(problems), 'problem')} in the table"
        super().__init__("\n".join([head, *_first_lines(problems, self.SHOWN)]))

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy by what it holds: the message alone would not make it again."""
        return type(self), (self.problems,)


def _first_lines(problems: tuple[object, ...], most: int) -> list[str]:
    shown = [f"  {problem}" for problem in problems[:most]]
    hidden = len(problems) - len(shown)
    return [*shown, f"  … and {hidden} more"] if hidden else shown


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
