"""`compare`: two kinds side by side, from the very traits that tell them apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relkit.display import comparison_table
from relkit.display._text import columns
from relkit.errors import DeclarationError, InvalidValueError, UnknownNameError
from relkit.relationships import Client, Customer, Relationship, kind
from relkit.scorecard import Comparison, ComparisonRow, Scorecard, compare
from relkit.traits import STANDARD_TRAITS, WEIGHT_MOST, Trait
from strategies.oddities import odd_kind, odd_scorecards, odd_texts, weights


@kind
class Patient(Client):
    """A client of a clinic, in the tests."""

    weights = {"trust": 1800, "tenure": 500}  # noqa: RUF012 - @kind makes it unchangeable


@kind
class Member(Relationship):
    """A kind with no weights of its own, in the tests."""


# ------------------------------------------------------------------ the comparison


def test_customers_and_clients() -> None:
    """The two standard kinds differ in every standard trait, by its own weight and poles."""
    table = compare(Customer, Client)
    heaviest = sorted(STANDARD_TRAITS, key=lambda trait: (-trait.weight, trait.name))

    assert (Customer, Client) == table.kinds
    assert heaviest == [row.trait for row in table]
    for row in table:
        assert any(row.trait is trait for trait in STANDARD_TRAITS)
        assert (row.trait.poles, row.trait.weight) == (row.poles, row.points)


@given(card=odd_scorecards())
def test_comparison_is_antisymmetric(card: Scorecard) -> None:
    """The other way round poles and signs are exchanged, row by row, and nothing else."""
    one, other, *_ = card.kinds
    forth = compare(one, other, traits=card.traits)
    back = compare(other, one, traits=card.traits)

    assert forth.kinds == back.kinds[::-1]
    assert len(forth) == len(back)
    for row, turned in zip(forth, back, strict=True):
        assert (row.trait, row.poles, row.points) == (
            turned.trait,
            turned.poles[::-1],
            -turned.points,
        )


@given(card=odd_scorecards())
def test_rows_are_the_scorecards_differences(card: Scorecard) -> None:
    """Each trait with different weights has one row with their difference, the greatest first."""
    one, other, *_ = card.kinds
    table = compare(one, other, traits=card.traits)
    expected = {
        trait.name: card.weight(other, trait) - card.weight(one, trait) for trait in card.traits
    }
    found = {row.trait.name: row.points for row in table}

    assert {name: points for name, points in expected.items() if points} == found
    assert sorted(table, key=lambda r: (-abs(r.points), r.trait.name)) == list(table)
    for row in table:
        assert row == table[row.trait.name]
        assert row.trait.poles == (row.poles if row.points > 0 else row.poles[::-1])


def test_user_kind_differs_where_its_weights_do() -> None:
    """A kind below another differs from it only in the weights that it names otherwise."""
    table = compare(Client, Patient)
    trust = next(trait for trait in STANDARD_TRAITS if trait.name == "trust")

    assert [("trust", 1800 - trust.weight)] == [(row.trait.name, row.points) for row in table]
    assert trust.poles == table["trust"].poles


def test_kinds_without_weights_do_not_differ() -> None:
    """Two kinds with the same weights have no rows, and the table still has its head."""
    table = compare(Customer, Member)

    assert 0 == len(table)
    assert "Trait                customer                 member                     points" == str(
        table
    )
    with pytest.raises(UnknownNameError, match="No row for 'trust'"):
        table["trust"]


def test_row_is_found_by_name() -> None:
    """A row is read by the trait's name; another name raises with the closest."""
    table = compare(Customer, Client)

    assert ("brief", "months or years") == table["tenure"].poles
    with pytest.raises(UnknownNameError, match="Did you mean 'tenure'"):
        table["tenur"]


def test_own_traits_can_be_compared() -> None:
    """With other traits the table is made of those."""
    coaching = Trait("coaching", 0, 0, kappa=1, weight=900, poles=("alone", "with a coach"))
    table = compare(Client, Customer, traits=[coaching])

    assert [ComparisonRow(coaching, ("with a coach", "alone"), -900)] == list(table)
    assert table == Comparison((Client, Customer), tuple(table))


@pytest.mark.parametrize(
    ("one", "other"),
    [(Customer, Customer), (Customer, "client"), (int, Client), (None, None)],
)
def test_only_two_kinds_are_compared(one: Any, other: Any) -> None:
    """Anything but two different kinds is refused."""
    with pytest.raises(DeclarationError, match="A scorecard"):
        compare(one, other)


# ------------------------------------------------------------------ the table


@given(
    labels=st.tuples(odd_texts(), odd_texts(), odd_texts()),
    poles=st.tuples(odd_texts(), odd_texts()),
    weight=weights(),
)
def test_table_fits_a_terminal(
    labels: tuple[str, str, str], poles: tuple[str, str], weight: int
) -> None:
    """Whatever the names are, a row is one line of 79 columns with the exact points at its end."""
    trait = Trait("one", 0, 0, kappa=1, label=labels[0], poles=poles)
    kinds = (
        odd_kind("a", labels[1], {"one": weight}),
        odd_kind("b", labels[2], {"one": -WEIGHT_MOST}),
    )
    table = compare(*kinds, traits=[trait])
    lines = str(table).split("\n")

    assert str(table) == comparison_table(table)
    assert {79} == set(map(columns, lines))
    assert all(line.isprintable() for line in lines)
    assert [row.points for row in table] == [int(line.split()[-1]) for line in lines[1:]]


def test_whole_table() -> None:
    """One whole table, to the letter."""
    traits = [
        Trait("advice", 0, 0, kappa=1, weight=1500, poles=("buys goods", "engages expertise")),
        Trait(
            "waiting", 0, 0, kappa=1, weight=-20, poles=("patient", "in a great hurry, and says so")
        ),
    ]
    table = compare(Customer, Client, traits=traits)

    assert (
        "Trait                customer                 client                     points\n"
        "Advice               buys goods               engages expertise           +1500\n"
        "Waiting              in a great hurry, and s… patient                       -20"
    ) == str(table)


@pytest.mark.parametrize("value", [None, "customer", (Customer, Client)])
def test_only_comparisons_make_a_table(value: Any) -> None:
    """Anything but a comparison is refused by name."""
    with pytest.raises(InvalidValueError, match="comparison_table takes what compare"):
        comparison_table(value)
