"""Every law of a trait rejects a mutant of its own, and only that law does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mutants import traits
from tests.mutants.checks import broken, cases, ids, owed, rejects

from relkit.traits import STANDARD_TRAITS


@pytest.mark.parametrize(("law", "mutant"), cases(traits), ids=ids(traits))
def test_a_mutant_is_rejected_by_its_own_law_alone(law: str, mutant: Any) -> None:
    """A deliberately wrong subject breaks the law that it is named for, and no other."""
    assert rejects(traits, law, mutant)
    assert set() == broken(traits, law, mutant)


def test_every_law_has_a_mutant() -> None:
    """No law is without a subject that breaks it."""
    assert owed(STANDARD_TRAITS[0]) == set(traits.MUTANTS)
