"""Playbooks: which strategy serves which kind, for each area; and what that gives one party.

Playbooks are written in Python, or as decision tables that other people edit.
"""

from __future__ import annotations

from relkit.playbook._caseload import Case, Caseload, caseload
from relkit.playbook._coverage import Gap, Overlap
from relkit.playbook._decision_table import DecisionTable, HitPolicy, TableRule
from relkit.playbook._default import default_playbook
from relkit.playbook._dimensions import Example
from relkit.playbook._entry_points import (
    EntryPointFailure,
    LoadedStrategies,
    load_entry_points,
)
from relkit.playbook._names import STANDARD_STRATEGIES
from relkit.playbook._playbook import Playbook
from relkit.playbook._table_reader import TableProblem, read_table
from relkit.playbook._treatment import Treatment

__all__ = [
    "STANDARD_STRATEGIES",
    "Case",
    "Caseload",
    "DecisionTable",
    "EntryPointFailure",
    "Example",
    "Gap",
    "HitPolicy",
    "LoadedStrategies",
    "Overlap",
    "Playbook",
    "TableProblem",
    "TableRule",
    "Treatment",
    "caseload",
    "default_playbook",
    "load_entry_points",
    "read_table",
]
