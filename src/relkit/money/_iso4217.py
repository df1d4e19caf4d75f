"""The currencies of ISO 4217 as published on 2026-01-01: codes and minor-unit digits.

List one has 178 codes. 165 of them can be paid and have a number of digits after the
point: 2, unless ``_OTHER_DIGITS`` says otherwise. 13 are metals, funds, test and "no
currency" codes without a minor unit; they are refused. Codes withdrawn from the list stay
known, because old contracts name them. Explicit ``Currency(code, digits)`` never asks
this table, so that a stale table blocks nobody.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DIGITS", "ISO_4217_PUBLISHED", "PAYABLE", "REFUSED", "WITHDRAWN", "similar_codes"]

ISO_4217_PUBLISHED: Final = date(2026, 1, 1)
"""The publication date of the ISO 4217 list in this package.

>>> ISO_4217_PUBLISHED.isoformat()
'2026-01-01'
"""

_PAYABLE: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF
YER ZAR ZMW ZWG
"""

_REFUSED: Final = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX"

_WITHDRAWN: Final = """
AFA ANG ATS AZM BEF BGL BGN BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF
LVL MGF MRO MTL MZM NLG PTE ROL SDD SIT SKK SLL SRG STD TMM TRL USS VEB VEF YUM ZMK ZWD ZWL
ZWN ZWR
"""

_OTHER_DIGITS: Final = MappingProxyType(
    {
        0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "
        "BEF BYR ESP GRD ITL LUF MGF PTE TRL",
        3: "BHD IQD JOD KWD LYD OMR TND",
        4: "CLF UYW",
    },
)

PAYABLE: Final = frozenset(_PAYABLE.split())
"""The codes of the list that have a minor unit, so that amounts in them can be paid."""

REFUSED: Final = frozenset(_REFUSED.split())
"""The codes of the list without a minor unit: metals, fund units, tests, no currency."""

WITHDRAWN: Final = frozenset(_WITHDRAWN.split())
"""Codes that left the list from 1999 on, kept for old contracts."""

DIGITS: Final[Mapping[str, int]] = MappingProxyType(
    dict.fromkeys(PAYABLE | WITHDRAWN, 2)
    | {code: digits for digits, codes in _OTHER_DIGITS.items() for code in codes.split()},
)
"""The number of digits after the point of every payable and every withdrawn code."""


def similar_codes(word: str) -> list[str]:
    """Give up to three current codes that share at least two letters in place with ``word``.

    >>> similar_codes("EURO")
    ['EUR']
    """
    letters = word.upper()

    def alike(code: str) -> int:
        return sum(a == b for a, b in zip(code, letters, strict=False))

    if letters[:3] in DIGITS:
        return [letters[:3]]
    near = sorted(PAYABLE, key=lambda code: (-alike(code), code))[:3]
    return [code for code in near if alike(code) > 1]
