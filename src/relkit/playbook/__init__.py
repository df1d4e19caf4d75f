"""Playbooks: which strategy serves which kind, for each area; and what that gives one party."""

from __future__ import annotations

from relkit.playbook._caseload import Case, Caseload, caseload
from relkit.playbook._default import default_playbook
from relkit.playbook._playbook import Playbook
from relkit.playbook._treatment import Treatment

__all__ = ["Case", "Caseload", "Playbook", "Treatment", "caseload", "default_playbook"]
