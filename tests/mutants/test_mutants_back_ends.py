"""Every law of a back end rejects a mutant of its own, and only that law does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mutants import back_ends
from tests.mutants.checks import broken, cases, ids, owed, rejects

from relkit.evidence import fold


@pytest.mark.parametrize(("law", "mutant"), cases(back_ends), ids=ids(back_ends))
def test_a_mutant_is_rejected_by_its_own_law_alone(law: str, mutant: Any) -> None:
    """A deliberately wrong subject breaks the law that it is named for, and no other."""
    assert rejects(back_ends, law, mutant)
    assert set() == broken(back_ends, law, mutant)


def test_every_law_has_a_mutant() -> None:
    """No law is without a subject that breaks it."""
    assert owed(fold) == set(back_ends.MUTANTS)
