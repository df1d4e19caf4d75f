"""The names that a table may use: of kinds, and of strategies; looked up, and never imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeGuard, cast

from relkit._words import listed, mend, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.playbook._cells import Text, parsed, quoted
from relkit.playbook._entries import AnyStrategy
from relkit.playbook._parameters import Names
from relkit.relationships import Client, Customer, Relationship
from relkit.relationships._kind import is_kind
from relkit.strategies import (
    ClientMarketing,
    ClientService,
    Combined,
    Contingency,
    CustomerMarketing,
    CustomerService,
    DepositAndBalance,
    FlatFee,
    Hourly,
    Installments,
    Milestones,
    PayPerTransaction,
    PlainMarketing,
    PlainService,
    PointOfSale,
    Retainer,
    SingleInvoice,
    Strategy,
    Subscription,
    Usage,
    ValueBased,
)

__all__ = ["STANDARD_STRATEGIES", "KindNames", "is_strategy", "strategy_names"]

STANDARD_STRATEGIES: Final[Mapping[str, type[Strategy[Any, Any]]]] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            ClientMarketing,
            ClientService,
            Combined,
            Contingency,
            CustomerMarketing,
            CustomerService,
            DepositAndBalance,
            FlatFee,
            Hourly,
            Installments,
            Milestones,
            PayPerTransaction,
            PlainMarketing,
            PlainService,
            PointOfSale,
            Retainer,
            SingleInvoice,
            Subscription,
            Usage,
            ValueBased,
        )
    }
)
"""The strategies that every table can name.

>>> STANDARD_STRATEGIES["Retainer"].__name__
'Retainer'
"""

_STANDARD_KINDS: Final = (Relationship, Customer, Client)


class KindNames:
    """The kinds of a table, by tag, label and class name."""

    def __init__(self, kinds: object) -> None:
        """Know the standard kinds and these."""
        if is_kind(kinds) or not isinstance(kinds, Iterable):
            msg = f"kinds is a collection of kinds such as [Patient], not {shown(kinds)}."
            raise InvalidValueError(msg)
        self._found: dict[str, dict[type[Relationship], None]] = {}
        for kind in (*_STANDARD_KINDS, *cast("Iterable[object]", kinds)):
            if not is_kind(kind):
                msg = f"kinds holds kinds such as Client, not {shown(kind)}."
                raise InvalidValueError(msg)
            for word in _words_of(kind):
                self._found.setdefault(word, {})[kind] = None

    def find(self, cell: str) -> type[Relationship]:
        """Give the kind of a name; raises ``UnknownNameError`` with the closest one."""
        node = parsed(cell) if cell.strip() else Text("")
        word = node.value if isinstance(node, Text) else cell
        found: list[type[Relationship]] = [*self._found.get(word, ())]
        if len(found) == 1:
            return found[0]
        if found:
            names = listed((kind.__qualname__ for kind in found), "and")
            msg = f"{shown(word)} stands for {names}: give the kinds names of their own."
        else:
            msg = f"{shown(word)} is no kind. {mend(word, self._found)}"
        raise UnknownNameError(msg)

    def name_of(self, kind: type[Relationship]) -> str:
        """Give the name by which a kind is found, as it stands in a cell."""
        word = next((w for w in _words_of(kind) if [*self._found[w]] == [kind]), kind.__name__)
        return quoted(word)


def _words_of(kind: type[Relationship]) -> list[str]:
    """Give the names of a kind; one that was not declared shares tag and label with its parent."""
    own = [kind.tag, kind.label] if "tag" in kind.__dict__ else []
    return [*dict.fromkeys([*own, kind.__name__])]


def strategy_names(strategies: object) -> Names:
    """Give the standard names and those of a mapping, checked.

    Raises ``InvalidValueError`` for what is no mapping of names to strategies or their
    classes, and for a standard name that would stand for something else.
    """
    if strategies is None:
        return STANDARD_STRATEGIES
    if not isinstance(strategies, Mapping):
        msg = f"strategies maps names to strategies or their classes, not {shown(strategies)}."
        raise InvalidValueError(msg)
    names: dict[str, Any] = dict(STANDARD_STRATEGIES)
    for name, each in cast("Mapping[object, object]", strategies).items():
        if not isinstance(name, str) or not name.strip() or not is_strategy(each):
            given = f"{shown(name)} to {shown(each)}"
            msg = f"strategies maps names to strategies or their classes, not {given}."
            raise InvalidValueError(msg)
        if names.setdefault(name, each) is not each:
            msg = f"{name!r} is a standard strategy: give {shown(each)} another name."
            raise InvalidValueError(msg)
    return MappingProxyType(names)


def is_strategy(value: object) -> TypeGuard[type[AnyStrategy] | AnyStrategy]:
    """Tell whether a value is a strategy, or a class below `Strategy`."""
    return isinstance(value, Strategy) or (isinstance(value, type) and issubclass(value, Strategy))
