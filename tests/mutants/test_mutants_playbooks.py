"""Every law of a playbook rejects a mutant of its own, and only that law does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mutants import playbooks
from tests.mutants.checks import broken, cases, ids, owed, rejects

from relkit.playbook import Playbook


@pytest.mark.parametrize(("law", "mutant"), cases(playbooks), ids=ids(playbooks))
def test_a_mutant_is_rejected_by_its_own_law_alone(law: str, mutant: Any) -> None:
    """A deliberately wrong subject breaks the law that it is named for, and no other."""
    assert rejects(playbooks, law, mutant)
    assert set() == broken(playbooks, law, mutant)


def test_every_law_has_a_mutant() -> None:
    """No law is without a subject that breaks it."""
    assert owed(Playbook()) == set(playbooks.MUTANTS)
