"""Relationships: their kinds, and where they stand in time."""

from __future__ import annotations

from relkit.relationships._kind import Relationship, kind
from relkit.relationships._kinds import Client, Customer, as_kind
from relkit.relationships._stage import Milestones, Stage

__all__ = ["Client", "Customer", "Milestones", "Relationship", "Stage", "as_kind", "kind"]
