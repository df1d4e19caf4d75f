"""The errors: each class, the builtins that it is as well, and a message that it raised.

Every message comes from the one-line mistake that stands here; an error without one stops the
build. A part of relkit that is an extra is loaded by the mistakes that are made with it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from relkit import errors
from relkit.errors import RelkitError

MISTAKES = {
    "AmountTooLargeError": 'Money.from_minor_units(10**31, "USD")',
    "CurrencyMismatchError": 'Money("1", "USD") + Money("1", "EUR")',
    "DeclarationError": 'periods(~flag("bought", event("purchase")))',
    "DuplicateEventError": "[BOOK.record('ann', Referral(on=day, id=7)) for day in (DAY, LATER)]",
    "EvidenceMismatchError": "Evidence.empty(LAYOUT, SHOP) + Evidence.empty(LAYOUT, FIRM)",
    "ForeignPartyError": 'BOOK.record("ann", Referral(on=DAY, party="bob"))',
    "FrameError": "FRAMES().evidence([1], business=SHOP)",
    "HistoryError": "SHORT.assess('ann', as_of=DAY)",
    "InexactAmountError": 'Money("1.005", "USD")',
    "InvalidAmountError": 'Money(0.1, "USD")',
    "InvalidCountError": 'Money("1", "USD").split(0)',
    "InvalidDataError": 'SERIALIZATION().from_data({"relkit": 1, "data": {"type": "referal"}})',
    "InvalidEventError": 'Payment(on=DAY, model="retianer")',
    "InvalidPlanError": 'DepositAndBalance(price=Money(100, "USD"), deposit=Money(200, "USD"))',
    "InvalidRatiosError": 'Money("1", "USD").allocate([0, 0])',
    "InvalidScheduleError": "Every(months=0)",
    "InvalidValueError": 'Business("shop", period_days=0)',
    "LawBrokenError": 'import_module("relkit._law").same(250, 249)',
    "MissingStrategyError": "Playbook().on(Client, service=ClientService()).treat(ANN, TODAY)",
    "NotADateError": 'Referral(on="2025-01-07")',
    "PlanLawError": "Contingency().propose(ACME, TODAY)",
    "RecordsError": 'events_from_records([{"event": "referal", "on": "2025-01-07"}])',
    "ScheduleOutOfRangeError": "Every(years=1).occurrence(date(9999, 1, 1), 1)",
    "SpanError": "[BOOK.record('ann', Purchase(on=date(year, 1, 1))) for year in (1, 9999)]",
    "TableError": 'Playbook.from_table("kind,service\\nclint,ClientService")',
    "TooManyInstallmentsError": "Installments(count=1_000_000)",
    "UnknownCurrencyError": 'Currency.of("EUX")',
    "UnknownNameError": 'Business("shop", keeps=["purchse"])',
    "UnknownVersionError": 'SERIALIZATION().from_data({"relkit": 99, "data": None})',
    "UnwritableValueError": "SERIALIZATION().to_data(print)",
    "WrongRelationshipError": "ClientService().propose(ANN, TODAY)",
}

_SETTING = """
from datetime import date
from importlib import import_module
from relkit import *
from relkit.measures import event, flag, periods
from relkit.strategies import ClientService, Contingency, DepositAndBalance, Installments

DAY, LATER = date(2025, 1, 7), date(2025, 1, 8)
TODAY, LAYOUT = Context(today=DAY), Scorecard().layout
SHOP, FIRM = Business("shop"), Business("firm", period_days=90)
ANN, ACME = Customer(party="ann", business="shop"), Client(party="acme", business="harper-law")
BOOK, SHORT = Book(Business("shop", period_days=1)), Book(SHOP, keep_events=False)
SHORT.record("ann", Referral(on=LATER))
FRAMES = lambda: import_module("relkit.frames")
SERIALIZATION = lambda: import_module("relkit.serialization")
"""


def errors_table() -> Iterator[str]:
    """Write each error with its builtins, what it is for, and what one said."""
    for name in errors.__all__:
        cls = getattr(errors, name)
        if cls is not RelkitError and issubclass(cls, RelkitError):
            builtins = " and ".join(f"`{base.__name__}`" for base in cls.__bases__[1:])
            yield f"{{class}}`~relkit.errors.{name}`, also {builtins}"
            yield f": {(inspect.getdoc(cls) or '').splitlines()[0]}"
            yield ""
            yield f"  ``{' '.join(_message(name).split())}``"
            yield ""


def _message(name: str) -> str:
    """Make the mistake, and give what the error said about it."""
    names: dict[str, object] = {}
    exec(_SETTING, names)  # noqa: S102 - the text above
    try:
        eval(MISTAKES[name], names)  # noqa: S307 - as above
    except RelkitError as error:
        if type(error).__name__ == name:
            return str(error)
        raise
    raise AssertionError(f"{MISTAKES[name]} was no mistake; it should raise {name}.")
