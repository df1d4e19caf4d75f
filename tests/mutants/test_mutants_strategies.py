"""Every law of a strategy rejects a mutant of its own, and only that law does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mutants import strategies
from tests.mutants.checks import broken, cases, ids, owed, rejects


@pytest.mark.parametrize(("law", "mutant"), cases(strategies), ids=ids(strategies))
def test_a_mutant_is_rejected_by_its_own_law_alone(law: str, mutant: Any) -> None:
    """A deliberately wrong subject breaks the law that it is named for, and no other."""
    assert rejects(strategies, law, mutant)
    assert set() == broken(strategies, law, mutant)


def test_every_law_has_a_mutant() -> None:
    """No law is without a subject that breaks it."""
    assert owed(strategies.Plain()) == set(strategies.MUTANTS)
