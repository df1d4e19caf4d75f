"""Cases that fuzzing found worth keeping: each has one outcome, an error of relkit's or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzzed.targets import TARGETS, outcome

CASES = [
    pytest.param(target, case["input"], case["outcome"], id=f"{target} {number}")
    for target in TARGETS
    for number, case in enumerate(
        json.loads(Path(__file__).with_name(f"{target}.json").read_text("utf-8"))
    )
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(("target", "value", "expected"), CASES)
def test_kept_case_has_its_outcome(target: str, value: object, expected: str) -> None:
    """What was once tried is answered as it should be, at once and without another error."""
    value = tuple(value) if target == "money" and isinstance(value, list) else value

    assert expected == outcome(target, value)


class Odd:
    """Another library's value, each part of which may refuse to be read."""

    def __init__(self, refused: str) -> None:
        """Refuse one thing."""
        self.refused = refused

    def __repr__(self) -> str:
        """Give text, or refuse."""
        return self.read("repr", "<odd>")

    def __hash__(self) -> int:
        """Give a number, or refuse."""
        return self.read("hash", 7)

    def __eq__(self, other: object) -> bool:
        """Compare, or refuse."""
        return self.read("eq", self is other)

    @property
    def amount(self) -> str:
        """Give an amount, or refuse."""
        return self.read("amount", "12.50")

    @property
    def currency(self) -> str:
        """Give a currency, or refuse."""
        return self.read("currency", "EUR")

    def read(self, asked: str, answer: object) -> object:
        """Give the answer unless it is what is refused."""
        if asked == self.refused:
            raise RuntimeError(asked)
        return answer


@pytest.mark.parametrize(
    ("refused", "money", "row"),
    [
        ("", "passes", "passes"),
        ("repr", "passes", "passes"),
        ("hash", "passes", "RecordsError"),
        ("eq", "passes", "RecordsError"),
        ("amount", "InvalidAmountError", "passes"),
        ("currency", "InvalidAmountError", "passes"),
    ],
)
def test_odd_objects_have_an_outcome(refused: str, money: str, row: str) -> None:
    """Objects that raise when they are read are money, ids, or refused; nothing else comes out."""
    odd = Odd(refused)
    known = {"event": "purchase", "on": "2025-01-07"}

    assert money == outcome("money", odd)
    assert row == outcome("rows", [{**known, "served_by": odd}])
    assert row == outcome("rows", [{**known, "id": odd}])


@given(target=st.sampled_from(["money", "rows"]), value=ANYTHING)
def test_anything_has_an_outcome(target: str, value: object) -> None:
    """Whatever is given, money and rows are read or refused by an error of relkit's."""
    assert outcome(target, value if target == "money" else [value])
