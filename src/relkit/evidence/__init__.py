"""Evidence: what is left of a relationship's events, mergeable and exact."""

from __future__ import annotations

from relkit.evidence._accumulator import Accumulator, fold
from relkit.evidence._evidence import Evidence
from relkit.evidence._state import PERIODS_MOST

__all__ = ["PERIODS_MOST", "Accumulator", "Evidence", "fold"]
