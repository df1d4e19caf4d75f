"""The scorecard: kinds, traits and a margin, all in whole numbers."""

from __future__ import annotations

from relkit.scorecard._compare import Comparison, ComparisonRow, compare
from relkit.scorecard._decision import Decision, Undetermined
from relkit.scorecard._scorecard import MARGIN, Scorecard, Scoring

__all__ = [
    "MARGIN",
    "Comparison",
    "ComparisonRow",
    "Decision",
    "Scorecard",
    "Scoring",
    "Undetermined",
    "compare",
]
