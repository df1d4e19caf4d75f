"""Assessments: explained results, their counterfactuals and differences, and rulings."""

from __future__ import annotations

from relkit.assessment._assess import assess, assess_evidence, standard_scorecard
from relkit.assessment._assessment import Assessment, Contribution
from relkit.assessment._counterfactual import Counterfactual
from relkit.assessment._difference import Change, Diff
from relkit.assessment._moves import Move
from relkit.assessment._ruling import Ruling

__all__ = [
    "Assessment",
    "Change",
    "Contribution",
    "Counterfactual",
    "Diff",
    "Move",
    "Ruling",
    "assess",
    "assess_evidence",
    "standard_scorecard",
]
