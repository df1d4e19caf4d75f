"""Every law of assessing rejects a mutant of its own, and only that law does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mutants import assessing
from tests.mutants.checks import broken, cases, ids, owed, rejects

from relkit.assessment import assess


@pytest.mark.parametrize(("law", "mutant"), cases(assessing), ids=ids(assessing))
def test_a_mutant_is_rejected_by_its_own_law_alone(law: str, mutant: Any) -> None:
    """A deliberately wrong subject breaks the law that it is named for, and no other."""
    assert rejects(assessing, law, mutant)
    assert set() == broken(assessing, law, mutant)


def test_every_law_has_a_mutant() -> None:
    """No law is without a subject that breaks it."""
    assert owed(assess) == set(assessing.MUTANTS)
