"""Relationships: their kinds, and where they stand in time."""

from __future__ import annotations

from relkit.relationships._kind import PartyType, Relationship, kind
from relkit.relationships._kinds import Client, Customer, as_kind
from relkit.relationships._stage import Stage, TurningPoints

__all__ = [
    "Client",
    "Customer",
    "PartyType",
    "Relationship",
    "Stage",
    "TurningPoints",
    "as_kind",
    "kind",
]
