"""The numbers that the standard traits read into words, and the bounds of what traits take."""

from __future__ import annotations

from datetime import date

import pytest

from relkit import Agreement, Business, Payment, Trait, TraitProfile
from relkit.errors import InvalidValueError
from relkit.evidence import fold
from relkit.measures import Layout
from relkit.traits import STANDARD_TRAITS
from relkit.traits._catalog import (
    negotiated_form,
    relational_models,
    standard_form,
    transactional_models,
)

DAY = date(2025, 1, 7)
SHOP = Business("shop")
LAYOUT = Layout([negotiated_form, standard_form, relational_models, transactional_models])


@pytest.mark.parametrize(
    ("form", "negotiated", "standard"),
    [("retainer", 50, 30), ("project", 40, 24), ("frame", 25, 15), ("subscription", 15, 9)],
)
def test_agreements_commit_as_their_form_says(form: str, negotiated: int, standard: int) -> None:
    """The stronger the form, the more an agreement commits; a negotiated one commits more."""
    found = [
        fold([Agreement(on=DAY, form=form, negotiated=truth)], layout=LAYOUT, business=SHOP)
        for truth in (True, False)
    ]

    assert negotiated == found[0]["negotiated form"]
    assert standard == found[1]["standard form"]


@pytest.mark.parametrize(
    ("model", "relational", "transactional"),
    [
        ("retainer", 10, 0), ("value_based", 10, 0), ("contingency", 10, 0), ("hourly", 8, 0),
        ("milestone", 8, 0), ("flat_fee", 7, 0), ("one_time", 0, 10), ("installment", 0, 9),
        ("subscription", 0, 6),
    ],
)  # fmt: skip
def test_payments_speak_as_their_model_says(
    model: str, relational: int, transactional: int
) -> None:
    """Each payment model speaks for one pole, as strongly as its table says."""
    found = fold([Payment(on=DAY, model=model)], layout=LAYOUT, business=SHOP)

    assert relational == found["relational models"]
    assert transactional == found["transactional models"]


def test_counts_are_not_negative() -> None:
    """Neither kappa nor what speaks for a pole is below zero."""
    with pytest.raises(InvalidValueError, match="kappa"):
        Trait("own", 0, 0, kappa=-1)
    for counts in ((-1, 0), (0, -1)):
        with pytest.raises(InvalidValueError, match="tenure"):
            TraitProfile.of(STANDARD_TRAITS, {"tenure": counts})
