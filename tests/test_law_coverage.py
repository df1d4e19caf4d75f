"""Every law of strategies and playbooks has a test that names it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

LAWS = {"S": range(1, 20)}  # the first letter of the laws, and their numbers
TESTS = Path(__file__).parent


def named_laws() -> dict[str, list[str]]:
    """The laws that the docstrings of tests begin with, and which tests these are."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                head = re.match(r"((?:[A-Z]\d+, )*[A-Z]\d+): ", ast.get_docstring(node) or "")
                for law in head[1].split(", ") if head else ():
                    found.setdefault(law, []).append(f"{path.stem}.{node.name}")
    return found


NAMED = named_laws()


@pytest.mark.parametrize("law", [f"{letter}{n}" for letter, all_ in LAWS.items() for n in all_])
def test_the_law_has_a_test(law: str) -> None:
    """At least one test says in its docstring that it states the law."""
    assert NAMED.get(law)


def test_no_law_is_made_up() -> None:
    """No test names a law of these letters that there is not."""
    known = {f"{letter}{n}" for letter, all_ in LAWS.items() for n in all_}
    named = {law for law in NAMED if law[0] in LAWS}

    assert set() == named - known
