"""Traits: the ways in which customers and clients differ, written as measures."""

from __future__ import annotations

from relkit.traits._catalog import STANDARD_TRAITS, STANDARD_WEIGHTS
from relkit.traits._profile import TraitProfile, TraitReading
from relkit.traits._trait import COUNT_MOST, KAPPA_MOST, WEIGHT_MOST, Trait, points, share

__all__ = [
    "COUNT_MOST",
    "KAPPA_MOST",
    "STANDARD_TRAITS",
    "STANDARD_WEIGHTS",
    "WEIGHT_MOST",
    "Trait",
    "TraitProfile",
    "TraitReading",
    "points",
    "share",
]
