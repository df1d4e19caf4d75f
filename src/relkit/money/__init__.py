"""Exact money: ``Money`` and ``Currency``, with the ISO 4217 table of 2026-01-01.

Amounts are ``Decimal`` outside and ints inside, exact at the minor unit. Sharing out never
loses a unit. Nothing reads the ambient decimal context, and nothing converts currencies.
"""

from __future__ import annotations

from relkit.money._currency import Currency
from relkit.money._iso4217 import ISO_4217_PUBLISHED
from relkit.money._money import Money

__all__ = ["ISO_4217_PUBLISHED", "Currency", "Money"]
