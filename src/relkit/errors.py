"""Every error and warning that relkit raises, and nothing else.

Each error derives from `RelkitError` and from the builtin that fits it, so that both
``except RelkitError`` and ``except ValueError`` do what a reader expects::

    RelkitError
    ├── AmountTooLargeError (OverflowError)   an amount beyond the stated number of digits
    ├── CurrencyMismatchError (TypeError)     two currencies in one operation
    ├── DeclarationError (TypeError)          a kind, strategy, event, measure or trait declared wrongly
    ├── DuplicateEventError (ValueError)      one event id with two contents
    ├── EvidenceMismatchError (ValueError)    evidence that cannot be merged or read together
    ├── ForeignPartyError (ValueError)        an event of another party
    ├── HistoryError (ValueError)             a question about a past that was not kept
    ├── InexactAmountError (ValueError)       more decimals than the currency has
    ├── InvalidAmountError (TypeError, ValueError)  not an amount
    ├── InvalidCountError (TypeError, ValueError)   not a count, or out of range
    ├── InvalidEventError (ValueError)        a field value that an event cannot have
    ├── InvalidRatiosError (TypeError, ValueError)  weights that share nothing out
    ├── InvalidScheduleError (ValueError)     a schedule that cannot be
    ├── InvalidValueError (TypeError, ValueError)   an argument of the wrong type or range
    ├── MissingStrategyError (LookupError)    no strategy for a kind
    ├── NotADateError (TypeError)             something else where a date belongs
    ├── RecordsError (ValueError)             bad rows, all together, with the good events
    ├── ScheduleOutOfRangeError (OverflowError)  a date beyond the calendar
    ├── SpanError (OverflowError)             a history of more periods than evidence holds
    ├── UnknownCurrencyError (LookupError)    a code that ISO 4217 does not know
    ├── UnknownNameError (LookupError)        a name that is not there, with the closest one
    └── WrongRelationshipError (TypeError)    a strategy given a kind that it does not serve
    RelkitWarning (UserWarning)

This module imports nothing from the package.
"""

from __future__ import annotations

__all__ = [
    "AmountTooLargeError",
    "CurrencyMismatchError",
    "DeclarationError",
    "DuplicateEventError",
    "EvidenceMismatchError",
    "ForeignPartyError",
    "HistoryError",
    "InexactAmountError",
    "InvalidAmountError",
    "InvalidCountError",
    "InvalidEventError",
    "InvalidRatiosError",
    "InvalidScheduleError",
    "InvalidValueError",
    "MissingStrategyError",
    "NotADateError",
    "RecordsError",
    "RelkitError",
    "RelkitWarning",
    "ScheduleOutOfRangeError",
    "SpanError",
    "UnknownCurrencyError",
    "UnknownNameError",
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
    """An amount has more digits than the stated limit; checked before any work is done on it."""


class CurrencyMismatchError(RelkitError, TypeError):
    """Two currencies meet in one operation; relkit converts nothing."""


class DeclarationError(RelkitError, TypeError):
    """A kind, strategy, event type, measure or trait is declared in a way that cannot work."""


class DuplicateEventError(RelkitError, ValueError):
    """An event id was recorded before with other content."""


class EvidenceMismatchError(RelkitError, ValueError):
    """Two pieces of evidence, or evidence and a scorecard, do not measure the same things."""


class ForeignPartyError(RelkitError, ValueError):
    """An event names another party or line than the relationship it is recorded for."""


class HistoryError(RelkitError, ValueError):
    """A question about the past needs events that were not kept."""


class InexactAmountError(RelkitError, ValueError):
    """An amount has more decimals than its currency has digits."""


class InvalidAmountError(RelkitError, TypeError, ValueError):
    """Something that is not an exact, finite amount was given as one."""


class InvalidCountError(RelkitError, TypeError, ValueError):
    """A count is not a whole number, or out of its range."""


class InvalidEventError(RelkitError, ValueError):
    """An event was given a field value that it cannot have."""


class InvalidRatiosError(RelkitError, TypeError, ValueError):
    """Weights that cannot share anything out: none, all zero, negative, or inexact."""


class InvalidScheduleError(RelkitError, ValueError):
    """A schedule that cannot be: no unit, an impossible day, an end before the start."""


class InvalidValueError(RelkitError, TypeError, ValueError):
    """An argument has the wrong type or lies out of its range."""


class MissingStrategyError(RelkitError, LookupError):
    """A playbook has no strategy for a kind in an area."""


class NotADateError(RelkitError, TypeError):
    """Something else was given where a calendar date belongs."""


class ScheduleOutOfRangeError(RelkitError, OverflowError):
    """A date of a schedule lies beyond the calendar (year 9999)."""


class SpanError(RelkitError, OverflowError):
    """A relationship spans more periods than evidence holds."""


class UnknownCurrencyError(RelkitError, LookupError):
    """A currency code that the ISO 4217 table does not list as payable."""


class UnknownNameError(RelkitError, LookupError):
    """A name is not among the known ones; the message gives the closest."""


class WrongRelationshipError(RelkitError, TypeError):
    """A strategy was given a relationship of a kind that it does not serve."""


class RecordsError(RelkitError, ValueError):
    """Some rows are bad; all of them are named, and no good one is lost.

    ``problems`` holds one entry per fault in row order, each printing as one line;
    ``events`` holds the events of all good rows in their order. The message shows the
    first ``SHOWN`` problems and counts the rest.
    """

    SHOWN = 20

    def __init__(self, problems: tuple[object, ...], events: tuple[object, ...]) -> None:
        """Keep every problem and every good event."""
        self.problems = problems
        self.events = events
        shown = [f"  {problem}" for problem in problems[: self.SHOWN]]
        hidden = len(problems) - len(shown)
        if hidden:
            shown.append(f"  … and {hidden} more")
        head = f"{len(problems)} problems in the records; {len(events)} good events are in .events"
        super().__init__("\n".join([head, *shown]))
