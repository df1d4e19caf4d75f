"""Other people's money: the shapes in which an amount and its currency arrive together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast

from relkit._words import shown
from relkit.errors import InvalidAmountError

__all__ = ["amount_and_currency"]

_TEXT: Final = re.compile(r"([A-Za-z]{3,12}) (\S+)")
_PAIR: Final = 2


def amount_and_currency(value: object) -> tuple[object, object]:
    """Take an amount and a currency out of a pair, a text, a mapping or an object.

    >>> amount_and_currency("EUR 12.50")
    ('12.50', 'EUR')
    """
    try:
        amount, currency = _found(value)
    except Exception as fault:  # a property or a mapping of other code may raise anything
        msg = f"{shown(value)} cannot be read as money, for reading it raised {shown(fault)}."
        raise InvalidAmountError(msg) from fault
    if amount is None or currency is None:
        msg = (
            f"{shown(value)} is not money: give Money, ('12.50', 'EUR'), 'EUR 12.50', "
            "or an object with amount and currency."
        )
        raise InvalidAmountError(msg)
    return amount, currency


def _found(value: object) -> tuple[object, object]:
    if isinstance(value, str):
        match = _TEXT.fullmatch(value)
        return (match[2], match[1]) if match else (None, None)
    if isinstance(value, tuple):
        pair = cast("tuple[object, ...]", value)
        return (pair[0], pair[1]) if len(pair) == _PAIR else (None, None)
    if isinstance(value, Mapping):
        fields = cast("Mapping[object, object]", value)
        return fields.get("amount"), fields.get("currency")
    amount = getattr(value, "amount", None)
    if amount is None:
        amount = getattr(value, "decimal", None)
    return amount, getattr(value, "currency", None)
